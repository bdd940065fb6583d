//! A metric over two varied inputs: a panel a policy, a cell a case, darker where the metric is larger.

use super::swept::SweepPicture;
use super::swept::shown;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::canvas::Align;
use crate::chart::canvas::Area;
use crate::chart::canvas::Type;
use crate::chart::lettering;
use crate::chart::page::MEDIUM;
use crate::chart::page::Page;
use crate::chart::page::SMALL;
use crate::chart::page::foot;
use crate::chart::palette;

/// The room under a panel.
const FOOT: f64 = 48.0;
/// The room over a panel.
const HEAD: f64 = 26.0;
/// The room between panels.
const GAP: f64 = 20.0;

/// Draws it.
pub(super) fn draw(picture: &SweepPicture<'_>) -> Result<Chart, ChartError> {
    let mut page = picture.page();
    let values = picture.values();
    let (low, high) = picture.ends();
    let text = |value: f64| values.amount(values.measured(value));
    page.remark(&picture.say(
        &format!("From {} (light) to {} (dark); a blank cell could not be evaluated.", text(low), text(high)),
        &format!("由浅至深：{}至{}；空白为无法计算。", text(low), text(high)),
    ));
    let (left, right) = page.sides();
    let (columns, rows) = (picture.swept.cases.values(0), picture.swept.cases.values(1));
    let labels = rows.iter().map(|value| Type::plain(SMALL).width(&shown(*value))).fold(0.0, f64::max);
    let left = left + 28.0 + labels;
    let count = picture.swept.policies.len().max(1);
    let width = (right - left - GAP * (count - 1) as f64) / count as f64;
    let height =
        (f64::from(picture.style.height) - page.y - foot(picture.naming, picture.style) - FOOT - HEAD)
            .max(220.0);
    let top = page.y + HEAD;
    for (place, policy) in picture.swept.policies.iter().enumerate() {
        let x = left + place as f64 * (width + GAP);
        let area = Area { left: x, right: x + width, top, bottom: top + height };
        let kind = Type::bold(MEDIUM + 1.0);
        let label = lettering::shorten(&picture.policy(*policy), kind.size * 1.13, width);
        page.canvas.label((x, top - 12.0), &label, kind, Align::Start);
        cells(picture, &mut page, &area, (*policy, low, high), (&columns, &rows));
        ticks(&mut page, &area, (&columns, &rows), place == 0);
        let middle = f64::midpoint(area.left, area.right);
        page.canvas.label(
            (middle, area.bottom + 30.0),
            &picture.axis_title(0),
            Type::plain(MEDIUM),
            Align::Middle,
        );
    }
    let title = picture.axis_title(1);
    page.canvas.turned_label((page.sides().0, top + height / 2.0), &title, Type::plain(MEDIUM));
    page.y = top + height + FOOT;
    page.close(picture.alt())
}

fn cells(
    picture: &SweepPicture<'_>,
    page: &mut Page<'_>,
    area: &Area,
    (policy, low, high): (usize, f64, f64),
    (columns, rows): (&[f64], &[f64]),
) {
    let values = picture.values();
    let (width, height) = (area.width() / columns.len() as f64, area.height() / rows.len() as f64);
    for case in 0..picture.swept.cases.len() {
        let place = |axis: usize, of: &[f64]| {
            let value = picture.swept.cases.value(case, axis);
            of.iter().position(|known| *known == value)
        };
        let (Some(column), Some(row)) = (place(0, columns), place(1, rows)) else { continue };
        let Some(value) = (picture.swept.value)(policy, case) else { continue };
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        let (left, top) = (area.left + column as f64 * width, area.bottom - (row + 1) as f64 * height);
        let cell = Area { left, right: left + width, top, bottom: top + height };
        page.canvas.block(cell, palette::GAIN, 0.08 + 0.62 * share);
        let text = values.text(values.measured(value));
        let kind = Type::plain(SMALL);
        if kind.width(&text) + 4.0 < width && height > SMALL + 4.0 {
            let middle = (f64::midpoint(cell.left, cell.right), f64::midpoint(cell.top, cell.bottom));
            page.canvas.label(middle, &text, kind, Align::Middle);
        }
    }
}

/// As many values at the axes as have room.
fn ticks(page: &mut Page<'_>, area: &Area, (columns, rows): (&[f64], &[f64]), numbered: bool) {
    let widest = columns.iter().map(|value| Type::plain(SMALL).width(&shown(*value))).fold(0.0, f64::max);
    let (width, height) = (area.width() / columns.len() as f64, area.height() / rows.len() as f64);
    let every = ((widest + 10.0) / width).ceil().max(1.0) as usize;
    for (place, value) in columns.iter().enumerate().step_by(every) {
        let x = area.left + (place as f64 + 0.5) * width;
        page.canvas.label((x, area.bottom + 10.0), &shown(*value), Type::faint(SMALL), Align::Middle);
    }
    if !numbered {
        return;
    }
    let every = ((SMALL + 4.0) / height).ceil().max(1.0) as usize;
    for (place, value) in rows.iter().enumerate().step_by(every) {
        let y = area.bottom - (place as f64 + 0.5) * height;
        page.canvas.label((area.left - 6.0, y), &shown(*value), Type::faint(SMALL), Align::End);
    }
}
