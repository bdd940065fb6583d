//! Pictures of an outcome: SVG that stands by itself in either language, and PNG rendered from that very SVG.
//!
//! In come a scenario, its tables and an outcome; out go up to three [`Chart`]s a pool. Nothing is read or
//! written but the system's fonts, by [`Fonts::load`], and the same outcome gives the same bytes of SVG.
//!
//! # Source
//! Cleveland, W. S. (1985), The Elements of Graphing Data: sorted bars, direct labels, small multiples on one
//! scale. The colours are those of Okabe and Ito (2008).

use crate::evaluate::Outcome;
use crate::language::Language;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::Tables;

mod bars;
mod canvas;
mod changes;
mod density;
mod error;
mod font;
mod groups;
mod histogram;
mod intervals;
mod lettering;
mod members;
mod naming;
mod need;
mod outliers;
mod page;
mod palette;
mod picture;
mod raster;
mod rows;
mod scale;
mod scatter;
mod sentence;
#[cfg(test)]
mod tests;

pub use error::ChartError;
pub use font::Fonts;
pub use intervals::draw_simulation;
pub use raster::png;

use naming::Naming;
use picture::Picture;

/// The fewest pixels that a chart may be wide or high.
pub const SMALLEST: u32 = 480;
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
    /// Pixels down, in the same range; default 640. A chart with a row for each member is as high as it must be.
    pub height: u32,
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
        Style { language, members, script: Script::Any, width: 1_000, height: 640, note: None }
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

/// Draws all charts of an outcome, pool by pool: award against need, awards by member or by group, and gains
/// and losses against the baseline. What cannot be drawn is left out; [`skipped`] says why.
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
    let (width, height) = (style.width, style.height);
    if ![width, height].iter().all(|pixels| (SMALLEST..=LARGEST).contains(pixels)) {
        return Err(ChartError::Size { width, height });
    }
    let naming = Naming::new(scenario, tables, style);
    let mut charts = Vec::new();
    for pool in &outcome.pools {
        let picture = Picture { scenario, tables, naming: &naming, style, outcome: pool };
        charts.extend(need::draw(&picture)?);
        charts.extend(members::draw(&picture)?);
        charts.extend(changes::draw(&picture)?);
    }
    Ok(charts)
}

/// The charts that [`draw`] leaves out, each with its reason.
pub fn skipped(scenario: &Scenario, outcome: &Outcome) -> Vec<Skipped> {
    let mut skipped = Vec::new();
    for pool in &outcome.pools {
        let mut skip = |kind: &str, reason: Option<Text>| {
            skipped
                .extend(reason.map(|reason| Skipped { name: chart_name(scenario, pool.pool, kind), reason }));
        };
        skip(need::KIND, need::obstacle(pool));
        skip(members::KIND, members::obstacle(pool));
        skip(changes::KIND, changes::obstacle(pool));
    }
    skipped
}

/// The stem of a chart's file: the pool's id where it is plain ASCII, else its number.
fn chart_name(scenario: &Scenario, pool: usize, kind: &str) -> String {
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
