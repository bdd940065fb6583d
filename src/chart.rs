//! Pictures of an outcome: SVG that stands by itself in either language, and PNG rendered from that very SVG.
//!
//! In come a scenario, its tables and an outcome; out goes a [`Chart`] of each [`Kind`] for each pool. Nothing is read or
//! written but the system's fonts, by [`Fonts::load`], and the same outcome gives the same bytes of SVG.
//!
//! # Source
//! Cleveland, W. S. (1985), The Elements of Graphing Data: sorted bars, direct labels, small multiples on one
//! scale. The colours are those of Okabe and Ito (2008).

use rayon::prelude::*;

use crate::evaluate::Outcome;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::Tables;

mod answers;
mod bars;
mod canvas;
mod catalogue;
mod changes;
mod density;
mod dumbbell;
mod error;
mod font;
mod groups;
mod histogram;
mod hours;
mod insight;
mod intervals;
mod kind;
mod lettering;
mod lorenz;
mod mandates;
mod matrix;
mod members;
mod naming;
mod need;
mod outliers;
mod page;
mod palette;
mod parts;
mod picture;
mod raster;
mod rows;
mod scale;
mod scatter;
mod sentence;
mod size;
mod stack;
#[cfg(test)]
mod tests;

pub use error::ChartError;
pub use font::Fonts;
pub use insight::Swept;
pub use insight::draw_sensitivity;
pub use insight::draw_sweep;
pub use insight::draw_tradeoff;
pub use intervals::draw_simulation;
pub use kind::Kind;
pub use raster::png;
pub use size::Length;

use catalogue::Catalogue;
use naming::Naming;
use picture::Picture;

/// The fewest pixels that a chart may be wide or high.
pub const SMALLEST: u32 = 300;
/// The most pixels that a chart may be wide or high.
pub const LARGEST: u32 = 4_000;

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The stem of its file, in ASCII: `operating-award-need`.
    pub name: String,
    /// A sentence that says what is seen.
    pub title: Text,
    /// One sentence that describes it with its main numbers, for those who cannot see it.
    pub alt: Text,
    /// The SVG, complete and well-formed XML.
    pub svg: String,
}

impl Chart {
    /// Its width and height in pixels, which differ from the style's where its rows ask for another height.
    pub fn size(&self) -> (u32, u32) {
        let number = |name: &str| {
            let (_, rest) = self.svg.split_once(&format!(" {name}=\""))?;
            rest.split_once('"')?.0.parse().ok()
        };
        (number("width").unwrap_or(0), number("height").unwrap_or(0))
    }
}

/// A chart that was not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The stem that its file would have had.
    pub name: String,
    /// Why there is nothing to draw.
    pub reason: Text,
}

/// What members are labelled by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberLabel {
    /// The column `name`.
    Name,
    /// The column `name_en`; where there is none, or in a blank cell, the name.
    NameEn,
    /// The id.
    Id,
}

/// Which characters a picture may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Script {
    /// Any; the default.
    #[default]
    Any,
    /// Latin, Greek and Cyrillic, which DejaVu Sans has: labels in Chinese give way to ids.
    Plain,
}

/// How charts are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language of titles, axes and labels.
    pub language: Language,
    /// What members are labelled by; default names in Chinese, English names in English.
    pub members: MemberLabel,
    /// Which characters may appear; default any.
    pub script: Script,
    /// Pixels across, from [`SMALLEST`] to [`LARGEST`]; default 1,000.
    pub width: u32,
    /// Pixels down, in the same range; default 640.
    pub height: u32,
    /// Whether charts of rows keep to the height too, as far as their rows stay legible; default false: as high as
    /// their rows usually are.
    pub fitted: bool,
    /// What is said of the inputs in the last line: `estimated inputs: population`; default nothing.
    pub note: Option<Text>,
}

impl Style {
    /// The default style in a language.
    pub fn new(language: Language) -> Self {
        let members = match language {
            Language::English => MemberLabel::NameEn,
            Language::Chinese => MemberLabel::Name,
        };
        Style { language, members, script: Script::Any, width: 1_000, height: 640, fitted: false, note: None }
    }
}

/// The style in which `fonts` can show everything: `style` itself where they have Chinese, else English with
/// English names or ids, and no Chinese character anywhere.
pub fn png_style(style: &Style, fonts: &Fonts) -> Style {
    if fonts.has_chinese() {
        return style.clone();
    }
    let members = match style.members {
        MemberLabel::Name | MemberLabel::NameEn => MemberLabel::NameEn,
        MemberLabel::Id => MemberLabel::Id,
    };
    Style { language: Language::English, members, script: Script::Plain, ..style.clone() }
}

/// One chart of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its kind.
    pub kind: Kind,
    /// The pool, as an index into the scenario's; none for a chart of the service catalogue or of the requests.
    pub pool: Option<usize>,
    /// The only policy that is shown beside the baseline; all where there is none.
    pub policy: Option<usize>,
}

/// Every chart of an outcome, pool by pool in the order of [`Kind::ALL`], those of the service catalogue and of the
/// requests last; with each, why there is nothing to draw, if so.
pub fn choices(scenario: &Scenario, outcome: &Outcome) -> Vec<(Choice, Option<Text>)> {
    let of_pools = outcome.pools.iter().flat_map(|pool| {
        let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_of_pool());
        kinds.map(|kind| Choice { kind, pool: Some(pool.pool), policy: None })
    });
    let kinds = Kind::ALL.into_iter().filter(|kind| !kind.is_of_pool() && catalogue::asks(scenario, *kind));
    let of_catalogue = kinds.map(|kind| Choice { kind, pool: None, policy: None });
    of_pools.chain(of_catalogue).map(|choice| (choice, obstacle(outcome, &choice))).collect()
}

/// Why there is nothing to draw of a choice, if so.
pub fn obstacle(outcome: &Outcome, choice: &Choice) -> Option<Text> {
    match choice.pool {
        None => catalogue::obstacle(choice.kind, outcome),
        Some(pool) => match outcome.pools.iter().find(|found| found.pool == pool) {
            Some(found) => choice.kind.obstacle(found),
            None => Some(Text::new("the pool was not evaluated", "该总盘未计算")),
        },
    }
}

/// Draws all charts of an outcome, in the order of [`choices`]. What cannot be drawn is left out; [`skipped`]
/// says why.
///
/// # Errors
/// [`ChartError::Size`] if the style's width or height is out of range; [`ChartError::Drawing`] if plotters
/// refuses.
pub fn draw(
    scenario: &Scenario,
    tables: &Tables,
    outcome: &Outcome,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let wanted: Vec<(Choice, Option<Text>)> = choices(scenario, outcome);
    let drawn: Result<Vec<Option<Chart>>, ChartError> =
        wanted.par_iter().map(|(choice, _)| draw_one((scenario, tables, outcome), style, choice)).collect();
    Ok(drawn?.into_iter().flatten().collect())
}

/// Draws one chart of a scenario, its tables and its outcome; none where there is an [`obstacle`].
///
/// # Errors
/// As [`draw`].
pub fn draw_one(
    (scenario, tables, outcome): (&Scenario, &Tables, &Outcome),
    style: &Style,
    choice: &Choice,
) -> Result<Option<Chart>, ChartError> {
    let (width, height) = (style.width, style.height);
    if ![width, height].iter().all(|pixels| (SMALLEST..=LARGEST).contains(pixels)) {
        return Err(ChartError::Size { width, height });
    }
    if obstacle(outcome, choice).is_some() {
        return Ok(None);
    }
    let naming = &Naming::new(scenario, tables, style);
    let policy = choice.policy;
    let pool = choice.pool.and_then(|pool| outcome.pools.iter().find(|found| found.pool == pool));
    match pool {
        Some(pool) => choice.kind.draw(&Picture { scenario, tables, naming, style, outcome: pool, policy }),
        None => choice.kind.draw_catalogue(&Catalogue { scenario, tables, naming, style, outcome, policy }),
    }
}

/// The charts that [`draw`] leaves out, each with its reason.
pub fn skipped(scenario: &Scenario, outcome: &Outcome) -> Vec<Skipped> {
    let left_out = choices(scenario, outcome).into_iter();
    left_out
        .filter_map(|(choice, reason)| {
            let pool = choice.pool.and_then(|pool| outcome.pools.iter().find(|found| found.pool == pool));
            let name = match pool {
                Some(pool) => chart_name(scenario, pool, choice.kind),
                None => Catalogue::name(choice.kind),
            };
            Some(Skipped { name, reason: reason? })
        })
        .collect()
}

/// The stem of a chart's file: the pool's id where it is plain ASCII, else its number.
fn chart_name(scenario: &Scenario, pool: &PoolOutcome, kind: Kind) -> String {
    stem(scenario, pool.pool, kind.id())
}

/// The stem of the file of any chart of a pool.
fn stem(scenario: &Scenario, pool: usize, kind: &str) -> String {
    let id = &scenario.pools[pool].id;
    let is_plain = |id: &str| {
        (1..=60).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    if is_plain(id) {
        return format!("{id}-{kind}");
    }
    let mut stem = format!("pool-{}", pool + 1);
    while scenario.pools.iter().any(|other| other.id.eq_ignore_ascii_case(&stem)) {
        stem.push('_');
    }
    format!("{stem}-{kind}")
}

/// The colour of a policy wherever it is drawn, as `0xRRGGBB`: the baseline grey, the others in their order.
pub(crate) fn policy_colour(policy: usize, baseline: usize) -> u32 {
    let colour = palette::policy(policy, baseline);
    u32::from(colour.0) << 16 | u32::from(colour.1) << 8 | u32::from(colour.2)
}
