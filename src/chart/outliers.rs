//! The names of the members with the lowest and the highest adequacy, beside their dots.

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::canvas::label_area;
use super::lettering;
use super::need::Axes;
use super::need::Panel;
use super::page::Page;
use super::page::SMALL;
use super::palette;
use super::picture::Picture;
use super::scale::percent;
use crate::measure::adequacy::SHORT;

/// How many of the lowest and how many of the highest adequacy are named.
const NAMED: (usize, usize) = (3, 2);
/// Places around a dot where its name may stand, the best first; the far ones are tied to it by a line.
const PLACES: [(f64, f64, Align); 18] = [
    (8.0, 0.0, Align::Start),
    (-8.0, 0.0, Align::End),
    (0.0, -14.0, Align::Middle),
    (0.0, 14.0, Align::Middle),
    (6.0, -12.0, Align::Start),
    (6.0, 12.0, Align::Start),
    (-6.0, -12.0, Align::End),
    (-6.0, 12.0, Align::End),
    (10.0, -30.0, Align::Start),
    (10.0, 30.0, Align::Start),
    (-10.0, -30.0, Align::End),
    (-10.0, 30.0, Align::End),
    (0.0, -30.0, Align::Middle),
    (0.0, 30.0, Align::Middle),
    (16.0, -48.0, Align::Start),
    (16.0, 48.0, Align::Start),
    (-16.0, 48.0, Align::End),
    (-16.0, -48.0, Align::End),
];
/// Names farther from their dot than this are tied to it by a line.
const FAR: f64 = 20.0;

/// Places under each other at either side of a panel, tied to their dots: dots stand near the diagonal, so that names
/// have room over it at the left and under it at the right.
const AT_SIDES: usize = 14;
/// Their distance.
const STEP: f64 = 15.0;

/// Where a name stands, and what it takes up with its line.
struct Place {
    at: (f64, f64),
    align: Align,
    area: Area,
    /// Where the line from the dot ends.
    tie: (f64, f64),
    taken: Vec<Area>,
    is_far: bool,
    /// Whether it covers no dot.
    is_clear: bool,
}

/// Names the outliers of a panel, each with a ring around its dot, clear of what stands at `points`.
pub(super) fn name(
    picture: &Picture<'_>,
    page: &mut Page<'_>,
    panel: &Panel,
    axes: &Axes,
    policy: usize,
    (need, points): (&[f64], &[(f64, f64)]),
) {
    let point = |member: usize| panel.point(axes, need[member], picture.award(policy, member));
    let ratio = |member: usize| picture.outcome.adequacy(policy, member, &picture.pool().unit);
    let mut adequacy: Vec<(f64, usize)> =
        (0..need.len()).filter_map(|member| ratio(member).map(|ratio| (ratio, member))).collect();
    adequacy.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let text = |at: Option<&(f64, usize)>| at.map(|(ratio, _)| percent(*ratio, false));
    if text(adequacy.first()) == text(adequacy.last()) && adequacy.len() > 1 {
        return;
    }
    let lowest = adequacy.iter().take(NAMED.0);
    let highest = adequacy.iter().skip(NAMED.0).rev().take(NAMED.1);
    let mut taken: Vec<Area> = Vec::new();
    for (ratio, member) in lowest.chain(highest) {
        let point = point(*member);
        let ratio = format!(" {}", percent(*ratio, false));
        let room = panel.area.width() * 0.6 - Type::plain(SMALL).width(&ratio);
        let text = format!("{}{ratio}", lettering::shorten(&picture.member(*member), SMALL, room));
        if let Some(place) = free_place(point, &text, panel, &taken, points) {
            page.canvas.ring(point, 6.0, palette::INK, 0.8, 1.0);
            if place.is_far {
                page.canvas.line(&[point, place.tie], palette::FAINT_REFERENCE, 1.0);
            }
            if place.is_clear {
                page.canvas.block(place.area, palette::PAPER, 0.75);
            }
            page.canvas.label(place.at, &text, Type::plain(SMALL), place.align);
            taken.extend(place.taken);
        }
    }
}

/// Where a name stands near its dot: where no other name stands, covering the fewest dots and lines.
fn free_place(
    (x, y): (f64, f64),
    text: &str,
    panel: &Panel,
    taken: &[Area],
    points: &[(f64, f64)],
) -> Option<Place> {
    if !panel.area.holds(&around((x, y), 0.0)) {
        return None;
    }
    let mut best: Option<(usize, Place)> = None;
    let beside = PLACES.into_iter().map(|(right, down, align)| ((x + right, y + down), align));
    for (at, align) in beside.chain(at_sides(&panel.area)) {
        let area = label_area(at, text, Type::plain(SMALL), align, false);
        let is_far = (at.1 - y).abs() > FAR || (at.0 - x).abs() > FAR;
        let tie = (x.clamp(area.left, area.right), y.clamp(area.top, area.bottom));
        let distance = ((tie.0 - x).hypot(tie.1 - y) / 60.0) as usize;
        let mut needed = vec![area];
        if is_far {
            needed.extend((2..=9).map(|tenth| {
                let share = f64::from(tenth) / 10.0;
                around((x + (tie.0 - x) * share, y + (tie.1 - y) * share), 1.0)
            }));
        }
        if !panel.area.holds(&area) || taken.iter().any(|other| needed.iter().any(|area| other.meets(area))) {
            continue;
        }
        // A dot near a name that is not its own leads astray, though the name does not cover it.
        let covered = points.iter().filter(|point| area.meets(&around(**point, 4.0))).count();
        let close = |point: &&(f64, f64)| **point != (x, y) && area.meets(&around(**point, 10.0));
        let near = points.iter().filter(close).count().min(4);
        let crossed = [1.0, SHORT].into_iter().filter(|share| crosses(panel, *share, &area)).count();
        let cost = 6 * covered + 2 * near + 3 * crossed + 3 * usize::from(is_far) + distance;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best =
                Some((cost, Place { at, align, area, tie, taken: needed, is_far, is_clear: covered == 0 }));
        }
    }
    best.map(|(_, place)| place)
}

/// Places at the left side of a panel from its top, and at its right side from its bottom.
fn at_sides(panel: &Area) -> impl Iterator<Item = ((f64, f64), Align)> {
    (0..AT_SIDES).flat_map(|step| {
        let down = 10.0 + STEP * step as f64;
        let left = ((panel.left + 4.0, panel.top + down), Align::Start);
        let right = ((panel.right - 4.0, panel.bottom - down), Align::End);
        [left, right]
    })
}

/// The square that reaches `half` a side around a point.
fn around((x, y): (f64, f64), half: f64) -> Area {
    Area { left: x - half, right: x + half, top: y - half, bottom: y + half }
}

/// Whether the line of an adequacy runs through `area`.
fn crosses(panel: &Panel, share: f64, area: &Area) -> bool {
    let (origin, unit) = (panel.up.at(0.0), panel.across.at(1.0) - panel.across.at(0.0));
    let height = |x: f64| origin + (panel.up.at(share) - origin) * (x - panel.area.left) / unit;
    height(area.left) >= area.top && height(area.right) <= area.bottom
}
