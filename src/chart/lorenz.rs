//! Lorenz curves of award per head under each policy, with their Gini coefficients.
//!
//! # Source
//! Lorenz, M. O. (1905), «Methods of Measuring the Concentration of Wealth», Publications of the American
//! Statistical Association 9, 209-219. Members stand in ascending order of award per head and count by their
//! residents, as in the metric `gini`; where there are no residents each counts once.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::KeyMark;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::foot;
use super::palette;
use super::picture::Picture;
use super::scale::Scale;
use super::scale::Ticks;
use super::scale::number;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::measure::Metric;
use crate::measure::inequality::Distribution;
use crate::quantity::Unit;

/// The room under the square for the numbers and the title of its axis.
const FOOT: f64 = 44.0;
/// The least room beside the square in which the policies are listed; where there is less they stand over it.
const BESIDE: f64 = 230.0;
/// The height of a policy in the list.
const ENTRY: f64 = 40.0;
/// Points nearer to the one before than this share of an axis do not show.
const FINEST: f64 = 0.002;

/// One policy's curve.
struct Curve {
    policy: usize,
    points: Vec<(f64, f64)>,
    gini: f64,
}

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    if outcome.rows.len() < 2 {
        return Some(Text::new("a curve takes at least two members", "至少需要两个单位"));
    }
    outcome
        .policies
        .iter()
        .all(|policy| policy.shared.awards.iter().all(|award| *award == 0))
        .then(|| Text::new("no policy gives anything", "各方案分配额均为零"))
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let mut curves: Vec<Curve> =
        picture.policies().into_iter().filter_map(|policy| curve(picture, policy)).collect();
    curves.sort_by(|a, b| a.gini.total_cmp(&b.gini));
    let title = sentence::of_gini(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::Lorenz), title.clone());
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    let is_listed = has_room_beside(picture, &page);
    if !is_listed {
        let key = curves.iter().map(|curve| {
            let name = format!(
                "{}{}{}",
                picture.policy(curve.policy),
                picture.say(": ", "："),
                gini(picture, curve)
            );
            (KeyMark::Line(picture.color(curve.policy)), name)
        });
        page.key(&key.collect::<Vec<_>>());
    }
    page.y += 14.0;
    let square = square(picture, &page);
    axes(picture, &mut page, &square);
    for curve in curves.iter().rev() {
        let (across, up) = scales(&square);
        let points: Vec<(f64, f64)> = curve.points.iter().map(|(x, y)| (across.at(*x), up.at(*y))).collect();
        if curve.policy == picture.outcome.baseline {
            page.canvas.region(&points, picture.color(curve.policy), 0.12);
        }
        page.canvas.line(&points, picture.color(curve.policy), 2.0);
    }
    if is_listed {
        list(picture, &mut page, &square, &curves);
    }
    page.y = square.bottom + FOOT;
    let alt = Text::new(
        format!("Lorenz curves, one a policy. {}.", title.en),
        format!("各方案洛伦兹曲线。{}。", title.zh),
    );
    page.close(alt).map(Some)
}

/// A policy's curve, without the points that do not show.
fn curve(picture: &Picture<'_>, policy: usize) -> Option<Curve> {
    let unit = &picture.pool().unit;
    let population = picture.outcome.population.as_deref();
    let members = 0..picture.len();
    let distribution = match population {
        Some(people) => {
            let counted: Vec<usize> = members.filter(|member| people[*member] > 0.0).collect();
            let heads: Vec<f64> = counted.iter().map(|member| people[*member]).collect();
            let values: Vec<f64> = counted
                .iter()
                .map(|member| picture.outcome.per_head(policy, *member, unit).unwrap_or(0.0))
                .collect();
            Distribution::new(&values, Some(&heads))
        }
        None => {
            let values: Vec<f64> = members.map(|member| picture.award(policy, member)).collect();
            Distribution::new(&values, None)
        }
    };
    let points = distribution.ok()?.lorenz()?;
    let gini = picture.outcome.policies[policy].metrics.get(Metric::Gini).number(unit)?;
    let mut shown: Vec<(f64, f64)> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let is_near = shown.last().is_some_and(|last| point.0 - last.0 < FINEST && point.1 - last.1 < FINEST);
        if !is_near || place + 1 == points.len() {
            shown.push(*point);
        }
    }
    Some(Curve { policy, points: shown, gini })
}

/// Whether the policies can be listed beside the square.
fn has_room_beside(picture: &Picture<'_>, page: &Page<'_>) -> bool {
    page.sides().1 - square(picture, page).right >= BESIDE
}

/// A policy's Gini coefficient: `Gini 0.362`.
fn gini(picture: &Picture<'_>, curve: &Curve) -> String {
    format!("{} {}", picture.say("Gini", "基尼系数"), number(curve.gini, 3))
}

/// The square in which the curves stand.
fn square(picture: &Picture<'_>, page: &Page<'_>) -> Area {
    let (left, right) = page.sides();
    let left = left + 26.0 + Type::plain(SMALL).width("100%");
    let free = f64::from(picture.style.height) - page.y - foot(picture.naming, picture.style) - FOOT;
    let side = free.max(220.0).min(right - left - 14.0);
    Area { left, right: left + side, top: page.y, bottom: page.y + side }
}

fn scales(square: &Area) -> (Scale, Scale) {
    (Scale::new(0.0, 1.0, square.left, square.right), Scale::new(0.0, 1.0, square.bottom, square.top))
}

/// The grid, the line of equality and the titles of the axes.
fn axes(picture: &Picture<'_>, page: &mut Page<'_>, square: &Area) {
    let ticks = Ticks::over(0.0, 100.0, if square.width() < 300.0 { 4 } else { 5 }, true);
    let (across, up) = scales(square);
    for tick in ticks.values() {
        let (x, y) = (across.at(tick / 100.0), up.at(tick / 100.0));
        page.canvas.line(&[(x, square.top), (x, square.bottom)], palette::GRID, 1.0);
        page.canvas.line(&[(square.left, y), (square.right, y)], palette::GRID, 1.0);
        let text = format!("{}%", ticks.text(tick));
        page.canvas.label((x, square.bottom + 10.0), &text, Type::faint(SMALL), Align::Middle);
        page.canvas.label((square.left - 6.0, y), &text, Type::faint(SMALL), Align::End);
    }
    page.canvas.dashes(((square.left, square.bottom), (square.right, square.top)), 4.0, palette::REFERENCE);
    let by_head = picture.outcome.population.is_some();
    let (across, up) = match (by_head, &picture.pool().unit) {
        (true, _) => (
            picture.say(
                "Residents, those with the least per head first",
                "人口累计比重（按人均分配额由低到高）",
            ),
            picture.say("Share of the awards", "分配额累计比重"),
        ),
        (false, Unit::Money | Unit::Posts | Unit::Other(_)) => (
            picture.say("Members, those with the least first", "单位数累计比重（按分配额由低到高）"),
            picture.say("Share of the awards", "分配额累计比重"),
        ),
    };
    let kind = Type::plain(MEDIUM);
    page.axis_title(square, across);
    page.canvas.turned_label((page.sides().0, f64::midpoint(square.top, square.bottom)), up, kind);
}

/// The policies with their Gini coefficients beside the square, the most equal first as their curves stand.
fn list(picture: &Picture<'_>, page: &mut Page<'_>, square: &Area, curves: &[Curve]) {
    let (left, top) = (square.right + 32.0, square.top + 20.0);
    let room = page.sides().1 - left;
    for (place, curve) in curves.iter().enumerate() {
        let y = top + ENTRY * place as f64;
        page.canvas.line(&[(left, y), (left + 16.0, y)], picture.color(curve.policy), 2.5);
        let name = lettering::shorten(&picture.policy(curve.policy), MEDIUM * 1.13, room - 22.0);
        page.canvas.label((left + 22.0, y), &name, Type::bold(MEDIUM), Align::Start);
        page.canvas.label((left + 22.0, y + 14.0), &gini(picture, curve), Type::faint(SMALL), Align::Start);
    }
    let y = top + ENTRY * curves.len() as f64;
    page.canvas.dashes(((left, y), (left + 16.0, y)), 4.0, palette::REFERENCE);
    let equal = picture.say("The same for each", "完全平均");
    page.canvas.label((left + 22.0, y), equal, Type::faint(SMALL), Align::Start);
}
