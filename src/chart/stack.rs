//! Bars of stacked parts, a panel for each policy, on one axis.

use plotters::style::RGBColor;

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::KeyMark;
use super::page::LEAST_PITCH;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::fitting;
use super::page::key_places;
use super::palette;
use super::scale::Measure;
use super::scale::Scale;

/// The height of a row.
const PITCH: f64 = 18.0;
/// The thickness of a bar.
const THICK: f64 = 12.0;
/// The room under the bars for the axis.
const FOOT: f64 = 40.0;
/// The room between two panels.
const GAP: f64 = 28.0;
/// Pages of this width have two panels in a row.
const WIDE: f64 = 800.0;

/// One bar.
pub(super) struct Bar {
    pub(super) label: String,
    /// One a part, in the chart's measure; those below zero stand left of zero.
    pub(super) values: Vec<f64>,
    /// What stands at its end.
    pub(super) told: String,
}

/// One panel.
pub(super) struct Panel {
    pub(super) heading: Option<(RGBColor, String)>,
    pub(super) parts: Vec<(RGBColor, String)>,
    pub(super) bars: Vec<Bar>,
}

/// How far the bars of a panel reach to each side.
fn reach(bar: &Bar) -> (f64, f64) {
    let below: f64 = bar.values.iter().filter(|value| **value < 0.0).sum();
    let above: f64 = bar.values.iter().filter(|value| **value > 0.0).sum();
    (below, above)
}

/// Draws the panels, two in a row where the page is wide enough.
pub(super) fn draw(page: &mut Page<'_>, panels: &[Panel], measure: &Measure, title: &str) {
    let (left, right) = page.sides();
    let across = if panels.len() > 1 && right - left >= WIDE { 2 } else { 1 };
    let width = (right - left - GAP * (across as f64 - 1.0)) / across as f64;
    let bars = || panels.iter().flat_map(|panel| &panel.bars);
    let low = bars().map(|bar| reach(bar).0).fold(0.0, f64::min);
    let high = bars().map(|bar| reach(bar).1).fold(0.0, f64::max);
    let labels = bars().map(|bar| Type::plain(MEDIUM).width(&bar.label)).fold(0.0, f64::max);
    let labels = labels.min(page.label_room(width));
    let numbers = bars().map(|bar| Type::plain(SMALL).width(&bar.told)).fold(0.0, f64::max);
    // One key for all, where the same colours mean the same in each.
    let parts = panels.first().map_or(&[][..], |panel| &panel.parts);
    let is_shared = panels.len() > 1 && panels.iter().all(|panel| panel.parts == parts);
    if is_shared {
        page.key(&key(parts));
    }
    let besides: f64 = panels
        .chunks(across)
        .map(|line| {
            let heads = line.iter().map(|panel| head_height(panel, width, is_shared));
            heads.fold(0.0, f64::max) + FOOT + GAP / 2.0
        })
        .sum();
    let rows = panels.chunks(across).map(|line| line.iter().map(|panel| panel.bars.len()).max().unwrap_or(0));
    let pitch = page.pitch((PITCH, LEAST_PITCH), rows.sum(), 8.0 + besides - GAP / 2.0);
    let mut top = page.y + 8.0;
    for line in panels.chunks(across) {
        let place = |place: usize| left + place as f64 * (width + GAP);
        let mut y = top;
        for (index, panel) in line.iter().enumerate() {
            y = head(page, panel, (place(index), place(index) + width), top, is_shared).max(y);
        }
        let mut bottom = y;
        for (index, panel) in line.iter().enumerate() {
            let area = Area {
                left: place(index) + labels + 8.0,
                right: place(index) + width - numbers - 6.0,
                top: y,
                bottom: y + panel.bars.len() as f64 * pitch,
            };
            body(page, panel, &area, (labels, pitch), (measure, low, high));
            page.axis_title(&area, title);
            bottom = bottom.max(area.bottom + FOOT);
        }
        top = bottom + GAP / 2.0;
    }
    page.y = top - GAP / 2.0;
}

/// What the parts' colours mean.
fn key(parts: &[(RGBColor, String)]) -> Vec<(KeyMark, String)> {
    parts.iter().map(|(color, text)| (KeyMark::Bar(*color), text.clone())).collect()
}

/// How high the heading of one panel and its key are.
fn head_height(panel: &Panel, width: f64, is_shared: bool) -> f64 {
    let heading = if panel.heading.is_some() { 18.0 } else { 0.0 };
    heading + if is_shared { 4.0 } else { key_places((0.0, width), &key(&panel.parts)).1 }
}

/// The heading of one panel, and its key unless one stands over all; gives where they end.
fn head(page: &mut Page<'_>, panel: &Panel, (left, right): (f64, f64), top: f64, is_shared: bool) -> f64 {
    let mut y = top;
    if let Some((color, heading)) = &panel.heading {
        let mark = Area { left, right: left + 10.0, top: y + 3.0, bottom: y + 13.0 };
        page.canvas.block(mark, *color, 1.0);
        let kind = Type::bold(MEDIUM + 1.0);
        let heading = lettering::shorten(heading, kind.size * 1.13, right - left - 16.0);
        page.canvas.label((left + 16.0, y + 8.0), &heading, kind, Align::Start);
        y += 18.0;
    }
    match is_shared {
        true => y + 4.0,
        false => page.key_within((left, right), y, &key(&panel.parts)),
    }
}

/// The bars of one panel with their axis.
fn body(
    page: &mut Page<'_>,
    panel: &Panel,
    area: &Area,
    (labels, pitch): (f64, f64),
    (measure, low, high): (&Measure, f64, f64),
) {
    let thick = THICK + (pitch - PITCH).clamp(-4.0, 6.0);
    let high = if high > low { high } else { low + 1.0 };
    let scale = Scale::new(low, high, area.left, area.right);
    let spacing = |ticks: &super::scale::Ticks| scale.at(ticks.step()) - scale.at(0.0);
    let ticks = fitting(area.width(), |count| measure.ticks(low, high, count), spacing);
    for tick in ticks.values().filter(|tick| (low..=high).contains(tick)) {
        let x = scale.at(tick);
        page.canvas.line(&[(x, area.top), (x, area.bottom)], palette::GRID, 1.0);
        page.canvas.label((x, area.bottom + 10.0), &ticks.text(tick), Type::faint(SMALL), Align::Middle);
    }
    for (place, bar) in panel.bars.iter().enumerate() {
        let middle = area.top + (place as f64 + 0.5) * pitch;
        let label = lettering::shorten(&bar.label, MEDIUM, labels + 1.0);
        page.canvas.label((area.left - 8.0, middle), &label, Type::plain(MEDIUM), Align::End);
        let (mut below, mut above) = (0.0, 0.0);
        for (value, (color, _)) in bar.values.iter().zip(&panel.parts) {
            let from = if *value < 0.0 { &mut below } else { &mut above };
            let (start, end) = (scale.at(*from), scale.at(*from + value));
            *from += value;
            if *value != 0.0 {
                let block = Area {
                    left: start.min(end),
                    right: start.max(end),
                    top: middle - thick / 2.0,
                    bottom: middle + thick / 2.0,
                };
                page.canvas.block(block, *color, 1.0);
            }
        }
        page.canvas.label((scale.at(above) + 5.0, middle), &bar.told, Type::faint(SMALL), Align::Start);
    }
    let zero = scale.at(0.0);
    page.canvas.line(&[(zero, area.top), (zero, area.bottom)], palette::REFERENCE, 1.0);
}
