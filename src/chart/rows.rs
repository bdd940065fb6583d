//! Rows of bars, one bar a policy, under headings.

use plotters::style::RGBColor;

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::AXIS;
use super::page::LEAST_PITCH;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::above;
use super::page::spanning;
use super::palette;
use super::scale::Measure;
use super::scale::Scale;

/// The pixels that all rows together should take, heights permitting.
const TALL: f64 = 1_000.0;
/// The room over and under a row's bars.
const GAP: f64 = 6.0;
/// The room that a heading takes.
const HEADING: f64 = 24.0;
/// The thinnest bar that is seen as one.
const THINNEST: f64 = 3.0;
/// The thinnest bar that carries its number.
const NUMBERED: f64 = 10.0;

/// One row: a member or a group.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) label: String,
    /// One value a policy, in the chart's measure.
    pub(super) values: Vec<f64>,
    /// The need, in the chart's measure.
    pub(super) need: Option<f64>,
}

/// Rows under a heading.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) heading: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// Draws all rows on one scale; `colors` holds one colour a policy, `title` is the axis's.
pub(super) fn draw(
    page: &mut Page<'_>,
    sections: &[Section],
    colors: &[RGBColor],
    measure: &Measure,
    title: &str,
) {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let (left, right) = page.sides();
    let widest = rows().map(|row| Type::plain(MEDIUM).width(&row.label)).fold(0.0, f64::max);
    let label_room = widest.min(page.label_room(right - left));
    let bars = colors.len().max(1) as f64;
    let thickness = ((TALL / rows().count().max(1) as f64 - GAP) / bars).floor().clamp(5.0, 14.0);
    let headings = sections.iter().filter(|section| section.heading.is_some()).count() as f64;
    let usual = (thickness * bars + GAP).max(MEDIUM + 4.0);
    let least = (THINNEST * bars + GAP).max(LEAST_PITCH);
    let heads = headings * HEADING + GAP;
    let (pitch, is_tall) = page.pitch_and_height((usual, least), rows().count(), heads);
    let thickness =
        if pitch == usual { thickness } else { ((pitch - GAP) / bars).floor().clamp(THINNEST, 16.0) };
    let height = rows().count() as f64 * pitch + heads;
    let numbered = thickness >= NUMBERED;
    let largest = rows().flat_map(|row| row.values.iter().copied().chain(row.need)).fold(0.0, f64::max);
    let number_room = if numbered { Type::plain(SMALL).width(&measure.number(largest)) + 8.0 } else { 12.0 };
    let top = page.y + above(is_tall);
    let area = Area { left: left + label_room + 10.0, right: right - number_room, top, bottom: top + height };
    let ticks = spanning(area.width(), |count| measure.ticks(0.0, largest, count));
    let scale = Scale::new(0.0, ticks.high(), area.left, area.right);
    page.columns(&area, &ticks, scale, is_tall);
    let mut y = area.top + GAP / 2.0;
    for section in sections {
        if let Some(heading) = &section.heading {
            let kind = Type::bold(MEDIUM);
            let heading = lettering::shorten(heading, kind.size * 1.13, right - left);
            page.canvas.label((left, y + HEADING / 2.0 + 2.0), &heading, kind, Align::Start);
            y += HEADING;
        }
        for row in &section.rows {
            let band = Area { left: left + label_room, right: area.right, top: y, bottom: y + pitch };
            draw_row(page, row, colors, &band, scale, (thickness, numbered.then_some(measure)));
            y += pitch;
        }
    }
    page.canvas.line(&[(area.left, area.top), (area.left, area.bottom)], palette::REFERENCE, 1.0);
    page.axis_title(&area, title);
    page.y = area.bottom + AXIS;
}

/// Draws one row in its band: the label ends at the band's left.
fn draw_row(
    page: &mut Page<'_>,
    row: &Row,
    colors: &[RGBColor],
    band: &Area,
    scale: Scale,
    (thickness, numbered): (f64, Option<&Measure>),
) {
    let middle = f64::midpoint(band.top, band.bottom);
    let label = lettering::shorten(&row.label, MEDIUM, band.left - page.sides().0 + 1.0);
    page.canvas.label((band.left, middle), &label, Type::plain(MEDIUM), Align::End);
    let bars = thickness * colors.len() as f64;
    let mut top = middle - bars / 2.0;
    let need = row.need.map(|need| scale.at(need));
    for (value, color) in row.values.iter().zip(colors) {
        let end = scale.at(*value);
        let bar = Area { left: scale.at(0.0), right: end, top, bottom: top + thickness - 1.0 };
        page.canvas.block(bar, *color, 1.0);
        if let Some(measure) = numbered {
            // A need just beyond the bar would run through the number.
            let text = measure.number(*value);
            let until = end + 6.0 + Type::plain(SMALL).width(&text);
            let start = need.filter(|need| (end - 2.0..=until).contains(need)).map_or(end, |need| need + 1.0);
            let at = (start + 4.0, top + thickness / 2.0);
            page.canvas.label(at, &text, Type::faint(SMALL), Align::Start);
        }
        top += thickness;
    }
    if let Some(x) = need {
        page.canvas.line(
            &[(x, middle - bars / 2.0 - 2.0), (x, middle + bars / 2.0 + 1.0)],
            palette::INK,
            2.0,
        );
    }
}
