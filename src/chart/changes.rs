//! Gains and losses against the baseline: a bar for each member, largest gain first; of many members, how many
//! change by how much.

use super::Chart;
use super::ChartError;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::histogram;
use super::lettering;
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
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;

pub(super) const KIND: &str = "changes";
/// The most members that have a bar each.
const MOST_BARS: usize = 80;
/// The height of a row.
const PITCH: f64 = 17.0;
/// The room over the bars, for the axis's numbers.
const AXIS: f64 = 18.0;
/// The room under the bars, for the axis's numbers and title.
const FOOT: f64 = 40.0;
/// The room between two panels.
const GAP: f64 = 28.0;

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    if outcome.rows.is_empty() {
        return Some(Text::new("the pool has no members", "该总盘没有参与单位"));
    }
    if outcome.policies.len() < 2 {
        return Some(Text::new("there is no policy besides the baseline", "除基准方案外没有其他方案"));
    }
    let baseline_is_nothing = outcome.baseline_awards().iter().all(|award| *award == 0);
    (outcome.rows.len() > MOST_BARS && baseline_is_nothing).then(|| {
        Text::new(
            "the baseline gives nothing that a change could be measured by",
            "基准方案分配额均为零，无法计算变动幅度",
        )
    })
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let title = sentence::of_changes(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(KIND), title);
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    if picture.len() > MOST_BARS {
        histogram::draw(picture, &mut page);
    } else {
        bars(picture, &mut page);
    }
    page.close(sentence::of_extremes(picture)).map(Some)
}

/// A panel for each policy, two in a row where the page is wide enough.
fn bars(picture: &Picture<'_>, page: &mut Page<'_>) {
    let others = picture.others();
    let (left, right) = page.sides();
    let across = if others.len() > 1 && right - left >= 800.0 { 2 } else { 1 };
    let width = (right - left - GAP * (across as f64 - 1.0)) / across as f64;
    let height = heading_room(picture) + AXIS + FOOT + picture.len() as f64 * PITCH;
    let largest = others
        .iter()
        .flat_map(|policy| (0..picture.len()).map(|member| picture.change(*policy, member).abs()));
    let measure = picture.measure(largest.fold(0.0, f64::max));
    let range = range(picture, &others, &measure);
    let top = page.y + 10.0;
    for (place, policy) in others.iter().enumerate() {
        let x = left + (place % across) as f64 * (width + GAP);
        let y = top + (place / across) as f64 * (height + GAP);
        let area = Area { left: x, right: x + width, top: y, bottom: y + height };
        panel(picture, page, *policy, (&measure, range), &area);
    }
    page.y = top + others.len().div_ceil(across) as f64 * (height + GAP) - GAP;
}

/// The room for a panel's heading: none where the title alone says which policy it is.
fn heading_room(picture: &Picture<'_>) -> f64 {
    if picture.others().len() > 1 { 22.0 } else { 0.0 }
}

/// The smallest and the largest change of all panels, which share one scale; nothing is between them.
fn range(picture: &Picture<'_>, others: &[usize], measure: &Measure) -> (f64, f64) {
    let changes =
        others.iter().flat_map(|policy| (0..picture.len()).map(|member| picture.change(*policy, member)));
    let (low, high) =
        changes.fold((0.0_f64, 0.0_f64), |(low, high), change| (low.min(change), high.max(change)));
    if low == high { (0.0, 1.0) } else { (measure.measured(low), measure.measured(high)) }
}

fn panel(
    picture: &Picture<'_>,
    page: &mut Page<'_>,
    policy: usize,
    (measure, (low, high)): (&Measure, (f64, f64)),
    panel: &Area,
) {
    let heading = heading_room(picture);
    if heading > 0.0 {
        let kind = Type::bold(MEDIUM + 1.0);
        let heading = lettering::shorten(&picture.policy(policy), kind.size * 1.13, panel.width());
        page.canvas.label((panel.left, panel.top + 8.0), &heading, kind, Align::Start);
    }
    let mut order: Vec<usize> = (0..picture.len()).collect();
    let change = |member: usize| picture.change(policy, member);
    order.sort_by(|a, b| change(*b).total_cmp(&change(*a)).then(a.cmp(b)));
    let labels: Vec<String> = order.iter().map(|member| picture.member(*member)).collect();
    let widest = labels.iter().map(|label| Type::plain(MEDIUM).width(label)).fold(0.0, f64::max);
    let label_room = widest.min(panel.width() * 0.34);
    let numbers: Vec<String> = order.iter().map(|member| told(picture, measure, policy, *member)).collect();
    let room = |losses: bool| {
        let of_side = order.iter().zip(&numbers).filter(|(member, _)| (change(**member) < 0.0) == losses);
        of_side.map(|(_, text)| Type::plain(SMALL).width(text) + 8.0).fold(6.0, f64::max)
    };
    let area = Area {
        left: panel.left + label_room + 10.0,
        right: panel.right,
        top: panel.top + heading + AXIS,
        bottom: panel.bottom - FOOT,
    };
    let scale = Scale::new(low, high, area.left + room(true), area.right - room(false));
    let spacing = |ticks: &Ticks| scale.at(ticks.step()) - scale.at(0.0);
    let ticks = fitting(area.width(), |count| measure.ticks(low, high, count), spacing);
    grid(page, &area, &ticks, scale, (low, high));
    for (place, (member, label)) in order.iter().zip(&labels).enumerate() {
        let y = area.top + (place as f64 + 0.5) * PITCH;
        let label = lettering::shorten(label, MEDIUM, label_room + 1.0);
        page.canvas.label((area.left - 10.0, y), &label, Type::plain(MEDIUM), Align::End);
        bar(page, scale, measure.measured(change(*member)), y, &numbers[place]);
    }
    let zero = scale.at(0.0);
    page.canvas.line(&[(zero, area.top), (zero, area.bottom)], palette::INK, 1);
    let title = measure.axis(picture.say("Change against the baseline", "较基准方案增减"));
    let middle = f64::midpoint(area.left, area.right);
    page.canvas.label((middle, area.bottom + 28.0), &title, Type::plain(MEDIUM), Align::Middle);
}

/// The ticks that fall inside the bars' range; those beyond would run through numbers.
fn grid(page: &mut Page<'_>, area: &Area, ticks: &Ticks, scale: Scale, (low, high): (f64, f64)) {
    for tick in ticks.values() {
        let x = scale.at(tick);
        if (low..=high).contains(&tick) || (area.left + 12.0..=area.right - 12.0).contains(&x) {
            page.canvas.line(&[(x, area.top), (x, area.bottom)], palette::GRID, 1);
            page.canvas.label((x, area.bottom + 10.0), &ticks.text(tick), Type::faint(SMALL), Align::Middle);
            if area.height() > 400.0 {
                page.canvas.label((x, area.top - 9.0), &ticks.text(tick), Type::faint(SMALL), Align::Middle);
            }
        }
    }
}

/// The bar of one member with its number at the end.
fn bar(page: &mut Page<'_>, scale: Scale, change: f64, y: f64, number: &str) {
    let (zero, end) = (scale.at(0.0), scale.at(change));
    let area = Area { left: zero.min(end), right: zero.max(end), top: y - 5.0, bottom: y + 6.0 };
    if change != 0.0 {
        page.canvas.block(area, if change > 0.0 { palette::GAIN } else { palette::LOSS }, 1.0);
    }
    let (at, align) = if change < 0.0 { (end - 5.0, Align::End) } else { (end + 5.0, Align::Start) };
    page.canvas.label((at, y), number, Type::faint(SMALL), align);
}

/// A change with its share of the baseline: `+41 (+33%)`.
fn told(picture: &Picture<'_>, measure: &Measure, policy: usize, member: usize) -> String {
    let change = picture.change(policy, member);
    let number = measure.signed(measure.measured(change));
    match picture.relative_change(policy, member) {
        Some(share) if change != 0.0 => format!("{number} ({})", percent(share, true)),
        _ => number,
    }
}
