//! Award against need, a panel for each policy, with the lines of full adequacy and of 90 %.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::density;
use super::lettering;
use super::outliers;
use super::page::KeyMark;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::foot;
use super::page::spanning;
use super::palette;
use super::picture::Picture;
use super::scale::Measure;
use super::scale::Scale;
use super::scale::Ticks;
use super::scatter;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::measure::adequacy::SHORT;

/// Above so many members their density is drawn.
const MOST_DOTS: usize = 5_000;
/// The room between two panels: the numbers of the lines stand in it.
const GAP: f64 = 46.0;
/// The room above a panel: its policy and one line on its adequacy, and the numbers of the lines.
const HEAD: f64 = 64.0;
/// The room that each further line on its adequacy takes.
const LINE: f64 = 15.0;
/// The room under a panel: ticks and the title of the axis.
const FOOT: f64 = 44.0;

/// The axes that all panels share.
pub(super) struct Axes {
    pub(super) measure: Measure,
    pub(super) needs: Ticks,
    pub(super) awards: Ticks,
}

/// One panel on the page.
pub(super) struct Panel {
    pub(super) area: Area,
    pub(super) across: Scale,
    pub(super) up: Scale,
    /// What is said of the policy's adequacy, line by line.
    lines: Vec<String>,
    /// The room above.
    head: f64,
}

impl Panel {
    /// Where a member stands, by its need and award in whole units.
    pub(super) fn point(&self, axes: &Axes, need: f64, award: f64) -> (f64, f64) {
        (self.across.at(axes.measure.measured(need)), self.up.at(axes.measure.measured(award)))
    }
}

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    match &outcome.need {
        None => Some(Text::new("the pool has no standard of need", "该总盘未设需求标准")),
        Some(need) if !need.iter().any(|need| *need > 0.0) => {
            Some(Text::new("no member has any need", "各单位均无标准需求"))
        }
        Some(_) => None,
    }
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(need) = picture.outcome.need.as_deref().filter(|_| obstacle(picture.outcome).is_none()) else {
        return Ok(None);
    };
    let dense = need.len() > MOST_DOTS;
    let title = sentence::of_need(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::AwardNeed), title);
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    let axes = axes(picture, need, dense);
    let panels = panels(picture, &mut page, &axes, dense);
    let cells =
        panels.iter().map(|(policy, panel)| (*policy, density::count(picture, *policy, need, &axes, panel)));
    let cells: Vec<_> = if dense { cells.collect() } else { Vec::new() };
    let most = cells.iter().map(|(_, cells)| cells.most()).max().unwrap_or(0);
    for (place, (policy, panel)) in panels.iter().enumerate() {
        frame(picture, &mut page, panel, &axes, *policy);
        let points = match cells.get(place) {
            Some((policy, cells)) => density::draw(&mut page, cells, most, picture.color(*policy)),
            None => scatter::draw(picture, &mut page, panel, &axes, *policy, need),
        };
        outliers::name(picture, &mut page, panel, &axes, *policy, (need, &points));
    }
    if dense {
        let outside: Vec<usize> = cells.iter().map(|(_, cells)| cells.outside).collect();
        density::key(picture, &mut page, most, outside.iter().copied().max().unwrap_or(0));
    }
    page.close(sentence::of_adequacy(picture)).map(Some)
}

fn axes(picture: &Picture<'_>, need: &[f64], dense: bool) -> Axes {
    let mut awards: Vec<f64> = Vec::new();
    for policy in picture.policies() {
        awards.extend((0..picture.len()).map(|member| picture.award(policy, member)));
    }
    let (need, award) = (upper_end(need.to_vec(), dense), upper_end(awards, dense));
    let measure = picture.measure(need.max(award));
    let width = f64::from(picture.style.width) / panels_across(picture) as f64 - GAP;
    let needs = spanning(width, |count| measure.ticks(0.0, measure.measured(need), count));
    let awards = measure.ticks(0.0, measure.measured(award), 7);
    Axes { measure, needs, awards }
}

/// Where an axis ends: at the largest value, or where single members would crowd all others into a corner at
/// the value that one in two hundred exceeds.
fn upper_end(mut values: Vec<f64>, dense: bool) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let Some(last) = values.last().copied() else { return 0.0 };
    let common = values[(values.len() - 1) * 199 / 200];
    if dense && common > 0.0 && last > 2.0 * common { common } else { last }
}

/// Places the panels and writes the key over them; leaves the page under them.
fn panels(picture: &Picture<'_>, page: &mut Page<'_>, axes: &Axes, dense: bool) -> Vec<(usize, Panel)> {
    if dense {
        page.y += 8.0;
    } else {
        let (full, short) = (
            picture.say("At least 90% of need", "保障率达到90%"),
            picture.say("Short of 90%", "保障率不足90%"),
        );
        let chinese = format!("分配额等于{}（100%）及其90%", picture.need_in_chinese());
        let line = picture.say("Award = need (100%), and 90% of need", &chinese);
        page.key(&[
            (KeyMark::Dot(palette::INK), full.to_owned()),
            (KeyMark::Ring(palette::INK), short.to_owned()),
            (KeyMark::Line(palette::REFERENCE), line.to_owned()),
        ]);
    }
    let policies = picture.policies();
    let (left, right) = page.sides();
    let widest = axes.awards.values().map(|tick| Type::plain(SMALL).width(&axes.awards.text(tick)));
    let left = left + 24.0 + widest.fold(0.0, f64::max);
    let across = panels_across(picture);
    let down = policies.len().div_ceil(across);
    let width = (right - left) / across as f64 - GAP;
    let lines = |policy: &usize| {
        let adequacy = sentence::adequacy(picture, *policy);
        let adequacy = lettering::capitalised(picture.naming.shown(&adequacy));
        lettering::wrap(&adequacy, SMALL, false, width + GAP - 18.0)
    };
    let lines: Vec<Vec<String>> = policies.iter().map(lines).collect();
    let further = lines.iter().map(Vec::len).max().unwrap_or(1).saturating_sub(1);
    let head = HEAD + LINE * further as f64;
    let free = f64::from(picture.style.height) - page.y - foot(picture.naming, picture.style);
    let free = if dense { free - 40.0 } else { free };
    let height = if down == 1 { free - head - FOOT } else { width * 0.8 };
    let height = height.max(180.0);
    let top = page.y;
    page.y = top + down as f64 * (head + height + FOOT);
    let place = |place: usize, lines: Vec<String>| {
        let x = left + (place % across) as f64 * (width + GAP);
        let y = top + (place / across) as f64 * (head + height + FOOT) + head;
        let area = Area { left: x, right: x + width, top: y, bottom: y + height };
        Panel {
            across: Scale::new(0.0, axes.needs.high(), area.left, area.right),
            up: Scale::new(0.0, axes.awards.high(), area.bottom, area.top),
            area,
            lines,
            head,
        }
    };
    let placed = policies.into_iter().zip(lines).enumerate();
    placed.map(|(index, (policy, lines))| (policy, place(index, lines))).collect()
}

/// How many panels stand side by side.
fn panels_across(picture: &Picture<'_>) -> usize {
    ((picture.style.width / 320) as usize).clamp(1, 3).min(picture.policies().len())
}

/// The grid, the heading and the lines of adequacy of one panel.
fn frame(picture: &Picture<'_>, page: &mut Page<'_>, panel: &Panel, axes: &Axes, policy: usize) {
    let area = &panel.area;
    let side = page.sides().0;
    let first = area.left < side + 120.0;
    page.levels(area, &axes.awards, panel.up, first);
    page.columns(area, &axes.needs, panel.across, false);
    let title = axes.measure.axis(picture.say("Need", picture.need_in_chinese()));
    page.axis_title(area, &title);
    if first {
        let title = axes.measure.axis(picture.say("Award", "分配额"));
        let y = f64::midpoint(area.top, area.bottom);
        page.canvas.turned_label((side, y), &title, Type::plain(MEDIUM));
    }
    let heading = area.top - panel.head + 14.0;
    let mark = Area { left: area.left, right: area.left + 10.0, top: heading - 5.0, bottom: heading + 5.0 };
    page.canvas.block(mark, picture.color(policy), 1.0);
    let kind = Type::bold(MEDIUM + 1.0);
    let label = lettering::shorten(&picture.policy(policy), kind.size * 1.13, area.width() - 16.0);
    page.canvas.label((area.left + 16.0, heading), &label, kind, Align::Start);
    for (place, line) in panel.lines.iter().enumerate() {
        let y = heading + 18.0 + LINE * place as f64;
        page.canvas.label((area.left, y), line, Type::faint(SMALL), Align::Start);
    }
    reference(page, panel, axes, 1.0, "100%");
    reference(page, panel, axes, SHORT, "90%");
}

/// The line of one adequacy, with its number where it leaves the panel.
fn reference(page: &mut Page<'_>, panel: &Panel, axes: &Axes, share: f64, text: &str) {
    let (needs, awards) = (axes.needs.high(), axes.awards.high());
    let leaves_above = needs * share > awards;
    let end = if leaves_above { (awards / share, awards) } else { (needs, needs * share) };
    let point = (panel.across.at(end.0), panel.up.at(end.1));
    let start = (panel.area.left, panel.area.bottom);
    let full = share >= 1.0;
    let color = if full { palette::REFERENCE } else { palette::FAINT_REFERENCE };
    page.canvas.line(&[start, point], color, 1.0);
    // The numbers stand apart also where the lines leave the panel close together.
    let (at, align) = match (leaves_above, full) {
        (true, true) => ((point.0 + 3.0, point.1 - 8.0), Align::End),
        (true, false) => ((point.0 + 6.0, point.1 - 8.0), Align::Start),
        (false, true) => ((point.0 + 4.0, point.1 - 3.0), Align::Start),
        (false, false) => ((point.0 + 4.0, point.1 + 3.0), Align::Start),
    };
    page.canvas.label(at, text, Type::faint(SMALL), align);
}
