//! From the baseline's award to those of the other policies: a line for each member with a dot for each policy,
//! the largest award of the first other policy on top; of many members, the average of each group.
//!
//! # Source
//! Cleveland, W. S. (1985), The Elements of Graphing Data, dot charts.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::groups;
use super::lettering;
use super::members;
use super::page::AXIS;
use super::page::KeyMark;
use super::page::LEAST_PITCH;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::above;
use super::page::spanning;
use super::palette;
use super::picture::Picture;
use super::rows::Row;
use super::rows::Section;
use super::scale::Measure;
use super::scale::Scale;
use super::scale::percent;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;

/// The height of a row.
const PITCH: f64 = 17.0;
/// The room that a heading takes.
const HEADING: f64 = 22.0;

/// What stands where.
struct Frame<'a> {
    measure: &'a Measure,
    area: Area,
    scale: Scale,
    /// The height of a row.
    pitch: f64,
    /// The place of the baseline and of the policy it is compared with, where changes are told.
    compared: Option<(usize, usize)>,
}

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    if outcome.policies.len() < 2 {
        return Some(Text::new("there is no policy besides the baseline", "除基准方案外没有其他方案"));
    }
    members::obstacle(outcome)
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let policies = picture.policies();
    let by_group = picture.len() > members::MOST_ROWS;
    let (measure, mut sections) = members::sections(picture);
    if !by_group {
        sections = vec![sorted(picture, sections)];
    }
    let title = sentence::of_changes(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::Dumbbell), title.clone());
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    let mut key: Vec<(KeyMark, String)> = policies
        .iter()
        .map(|policy| (KeyMark::Dot(picture.color(*policy)), picture.policy(*policy)))
        .collect();
    if picture.outcome.need.is_some() {
        key.push((KeyMark::Tick(palette::INK), groups::need_label(picture, by_group)));
    }
    page.key(&key);
    chart(picture, &mut page, &measure, &sections, by_group);
    let alt = Text::new(
        format!("Dots of the awards under each policy, joined by lines. {}.", title.en),
        format!("各方案分配额对照点图。{}。", title.zh),
    );
    page.close(alt).map(Some)
}

/// All members in one section: the largest award of the first policy besides the baseline first.
fn sorted(picture: &Picture<'_>, sections: Vec<Section>) -> Section {
    let policies = picture.policies();
    let other = policies.iter().position(|policy| *policy != picture.outcome.baseline).unwrap_or(0);
    let mut rows: Vec<Row> = sections.into_iter().flat_map(|section| section.rows).collect();
    rows.sort_by(|a, b| b.values[other].total_cmp(&a.values[other]));
    Section { heading: None, rows }
}

fn chart(
    picture: &Picture<'_>,
    page: &mut Page<'_>,
    measure: &Measure,
    sections: &[Section],
    by_group: bool,
) {
    let policies = picture.policies();
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let (left, right) = page.sides();
    let widest = rows().map(|row| Type::plain(MEDIUM).width(&row.label)).fold(0.0, f64::max);
    let labels = widest.min(page.label_room(right - left));
    let baseline = policies.iter().position(|policy| *policy == picture.outcome.baseline);
    let compared = baseline.filter(|_| policies.len() == 2).map(|baseline| (baseline, 1 - baseline));
    let numbers = rows().map(|row| Type::plain(SMALL).width(&change(measure, row, compared)));
    let numbers = numbers.fold(0.0, f64::max);
    let headings = sections.iter().filter(|section| section.heading.is_some()).count() as f64;
    let heads = headings * HEADING + 6.0;
    let (pitch, is_tall) = page.pitch_and_height((PITCH, LEAST_PITCH), rows().count(), heads);
    let height = rows().count() as f64 * pitch + heads;
    let top = page.y + above(is_tall);
    let area = Area { left: left + labels + 16.0, right: right - numbers - 16.0, top, bottom: top + height };
    let largest = rows().flat_map(|row| row.values.iter().copied().chain(row.need)).fold(0.0, f64::max);
    let ticks = spanning(area.width(), |count| measure.ticks(0.0, largest, count));
    let scale = Scale::new(0.0, ticks.high(), area.left, area.right);
    page.columns(&area, &ticks, scale, is_tall);
    let frame = Frame { measure, area, scale, pitch, compared };
    let mut y = area.top + 3.0;
    for section in sections {
        if let Some(heading) = &section.heading {
            let heading = lettering::shorten(heading, MEDIUM * 1.13, right - left);
            page.canvas.label((left, y + HEADING / 2.0), &heading, Type::bold(MEDIUM), Align::Start);
            y += HEADING;
        }
        for row in &section.rows {
            draw_row(picture, page, &frame, row, y + pitch / 2.0);
            y += pitch;
        }
    }
    let axis = match by_group {
        false => picture.say("Award", "分配额"),
        true => picture.say("Average award of a member", "单位平均分配额"),
    };
    page.axis_title(&area, &measure.axis(axis));
    page.y = area.bottom + AXIS;
}

fn draw_row(picture: &Picture<'_>, page: &mut Page<'_>, frame: &Frame<'_>, row: &Row, y: f64) {
    let room = frame.area.left - 15.0 - page.sides().0;
    let label = lettering::shorten(&row.label, MEDIUM, room);
    page.canvas.label((frame.area.left - 16.0, y), &label, Type::plain(MEDIUM), Align::End);
    let ends = row.values.iter().map(|value| frame.scale.at(*value));
    let (from, to) = ends.fold((f64::MAX, f64::MIN), |(from, to), x| (from.min(x), to.max(x)));
    page.canvas.line(&[(from, y), (to, y)], palette::FAINT_REFERENCE, 2.0);
    if let Some(need) = row.need {
        let x = frame.scale.at(need);
        let half = (frame.pitch / 2.0 - 1.0).clamp(4.0, 6.0);
        page.canvas.line(&[(x, y - half), (x, y + half)], palette::INK, 1.5);
    }
    for (value, policy) in row.values.iter().zip(picture.policies()) {
        page.canvas.dot((frame.scale.at(*value), y), 4.5, picture.color(policy), 1.0);
    }
    let told = change(frame.measure, row, frame.compared);
    page.canvas.label((page.sides().1, y), &told, Type::faint(SMALL), Align::End);
}

/// What changes in a row, where one policy is compared with the baseline: `+41 (+33%)`.
fn change(measure: &Measure, row: &Row, compared: Option<(usize, usize)>) -> String {
    let Some((baseline, other)) = compared else { return String::new() };
    let (from, to) = (row.values[baseline], row.values[other]);
    let number = measure.signed(to - from);
    if from > 0.0 && to != from {
        return format!("{number} ({})", percent((to - from) / from, true));
    }
    number
}
