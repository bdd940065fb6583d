//! A bar for each member's gain or loss, a panel for each policy.

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::LEAST_PITCH;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::fitting;
use super::palette;
use super::picture::Picture;
use super::scale::Measure;
use super::scale::Scale;
use super::scale::Ticks;
use super::scale::percent;

/// The height of a row.
const PITCH: f64 = 17.0;
/// The room over the bars, for the axis's numbers.
const AXIS: f64 = 18.0;
/// The room under the bars, for the axis's numbers and title.
const FOOT: f64 = 40.0;
/// The room for the heading of a panel, where there are several.
const HEADING: f64 = 22.0;
/// Panels below this width tell the changes alone.
const NARROW: f64 = 360.0;
/// The room between two panels.
const GAP: f64 = 28.0;

/// What all panels share, so that bars can be compared from one to the next.
struct Frame {
    measure: Measure,
    /// The smallest and the largest change, in the measure; nothing is between them.
    range: (f64, f64),
    /// The pixels that the numbers of losses and of gains take.
    rooms: (f64, f64),
    /// The pixels that the members' labels take.
    labels: f64,
    /// Whether the numbers tell the share of the baseline too: a narrow panel has no room for it.
    with_shares: bool,
    /// The height of a row.
    pitch: f64,
    /// The pixels that a heading takes: none where the title alone says which policy it is.
    heading: f64,
}

/// Draws the panels, two in a row where the page is wide enough.
pub(super) fn draw(picture: &Picture<'_>, page: &mut Page<'_>) {
    let others = picture.others();
    let (left, right) = page.sides();
    let across = if others.len() > 1 && right - left >= 800.0 { 2 } else { 1 };
    let width = (right - left - GAP * (across as f64 - 1.0)) / across as f64;
    let frame = frame(picture, &others, (page.label_room(width), width >= NARROW));
    let lines = others.len().div_ceil(across);
    let besides = 10.0 + (lines as f64) * (frame.heading + AXIS + FOOT) + (lines as f64 - 1.0) * GAP;
    let pitch = page.pitch((PITCH, LEAST_PITCH), lines * picture.len(), besides);
    let frame = Frame { pitch, ..frame };
    let height = frame.heading + AXIS + FOOT + picture.len() as f64 * pitch;
    let top = page.y + 10.0;
    for (place, policy) in others.iter().enumerate() {
        let x = left + (place % across) as f64 * (width + GAP);
        let y = top + (place / across) as f64 * (height + GAP);
        let area = Area { left: x, right: x + width, top: y, bottom: y + height };
        panel(picture, page, *policy, &frame, &area);
    }
    page.y = top + lines as f64 * (height + GAP) - GAP;
}

fn frame(picture: &Picture<'_>, others: &[usize], (label_room, with_shares): (f64, bool)) -> Frame {
    let all = || others.iter().flat_map(|policy| (0..picture.len()).map(move |member| (*policy, member)));
    let changes = || all().map(|(policy, member)| picture.change(policy, member));
    let (low, high) = (changes().fold(0.0, f64::min), changes().fold(0.0, f64::max));
    let measure = picture.measure(high.max(-low));
    let range = if low == high { (0.0, 1.0) } else { (measure.measured(low), measure.measured(high)) };
    let room = |losses: bool| {
        let of_side = all().filter(|(policy, member)| (picture.change(*policy, *member) < 0.0) == losses);
        let widths = of_side.map(|(policy, member)| {
            Type::plain(SMALL).width(&told(picture, &measure, (policy, member), with_shares)) + 8.0
        });
        widths.fold(6.0, f64::max)
    };
    let rooms = (room(true), room(false));
    let labels = (0..picture.len()).map(|member| Type::plain(MEDIUM).width(&picture.member(member)));
    let labels = labels.fold(0.0, f64::max).min(label_room);
    Frame {
        range,
        rooms,
        labels,
        with_shares,
        pitch: PITCH,
        heading: if others.len() > 1 { HEADING } else { 0.0 },
        measure,
    }
}

fn panel(picture: &Picture<'_>, page: &mut Page<'_>, policy: usize, frame: &Frame, panel: &Area) {
    if frame.heading > 0.0 {
        let kind = Type::bold(MEDIUM + 1.0);
        let heading = lettering::shorten(&picture.policy(policy), kind.size * 1.13, panel.width());
        page.canvas.label((panel.left, panel.top + 8.0), &heading, kind, Align::Start);
    }
    let measure = &frame.measure;
    let area = Area {
        left: panel.left + frame.labels + 10.0,
        right: panel.right,
        top: panel.top + frame.heading + AXIS,
        bottom: panel.bottom - FOOT,
    };
    let (low, high) = frame.range;
    let scale = Scale::new(low, high, area.left + frame.rooms.0, area.right - frame.rooms.1);
    let spacing = |ticks: &Ticks| scale.at(ticks.step()) - scale.at(0.0);
    let ticks = fitting(area.width(), |count| measure.ticks(low, high, count), spacing);
    grid(page, &area, &ticks, scale, (low, high));
    let change = |member: usize| picture.change(policy, member);
    let mut order: Vec<usize> = (0..picture.len()).collect();
    order.sort_by(|a, b| change(*b).total_cmp(&change(*a)).then(a.cmp(b)));
    for (place, member) in order.into_iter().enumerate() {
        let y = area.top + (place as f64 + 0.5) * frame.pitch;
        let label = lettering::shorten(&picture.member(member), MEDIUM, frame.labels + 1.0);
        page.canvas.label((area.left - 10.0, y), &label, Type::plain(MEDIUM), Align::End);
        let number = told(picture, measure, (policy, member), frame.with_shares);
        bar(page, scale, measure.measured(change(member)), (y, frame.pitch), &number);
    }
    let zero = scale.at(0.0);
    page.canvas.line(&[(zero, area.top), (zero, area.bottom)], palette::INK, 1.0);
    let title = measure.axis(picture.say("Change against the baseline", "较基准方案增减"));
    page.axis_title(&area, &title);
}

/// The ticks that fall inside the bars' range; those beyond would run through numbers.
fn grid(page: &mut Page<'_>, area: &Area, ticks: &Ticks, scale: Scale, (low, high): (f64, f64)) {
    for tick in ticks.values() {
        let x = scale.at(tick);
        if (low..=high).contains(&tick) || (area.left + 12.0..=area.right - 12.0).contains(&x) {
            page.canvas.line(&[(x, area.top), (x, area.bottom)], palette::GRID, 1.0);
            page.canvas.label((x, area.bottom + 10.0), &ticks.text(tick), Type::faint(SMALL), Align::Middle);
            if area.height() > 400.0 {
                page.canvas.label((x, area.top - 9.0), &ticks.text(tick), Type::faint(SMALL), Align::Middle);
            }
        }
    }
}

/// The bar of one member with its number at the end.
fn bar(page: &mut Page<'_>, scale: Scale, change: f64, (y, pitch): (f64, f64), number: &str) {
    let (zero, end) = (scale.at(0.0), scale.at(change));
    let half = (pitch / 2.0 - 2.5).clamp(4.0, 9.0);
    let area = Area { left: zero.min(end), right: zero.max(end), top: y - half + 1.0, bottom: y + half };
    if change != 0.0 {
        page.canvas.block(area, if change > 0.0 { palette::GAIN } else { palette::LOSS }, 1.0);
    }
    let (at, align) = if change < 0.0 { (end - 5.0, Align::End) } else { (end + 5.0, Align::Start) };
    page.canvas.label((at, y), number, Type::faint(SMALL), align);
}

/// A change, with its share of the baseline where `with_shares`: `+41 (+33%)`.
fn told(
    picture: &Picture<'_>,
    measure: &Measure,
    (policy, member): (usize, usize),
    with_shares: bool,
) -> String {
    let change = picture.change(policy, member);
    let number = measure.signed(measure.measured(change));
    match picture.relative_change(policy, member) {
        Some(share) if change != 0.0 && with_shares => format!("{number} ({})", percent(share, true)),
        _ => number,
    }
}
