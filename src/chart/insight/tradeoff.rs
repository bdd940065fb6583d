//! The trade-off: what is moved across, what shortfall is removed upwards.

use super::axis_label;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::Style;
use crate::chart::canvas::Align;
use crate::chart::canvas::Area;
use crate::chart::canvas::Type;
use crate::chart::canvas::label_area;
use crate::chart::lettering;
use crate::chart::naming::Naming;
use crate::chart::page::KeyMark;

use crate::chart::page::MEDIUM;
use crate::chart::page::Page;
use crate::chart::page::SMALL;
use crate::chart::page::foot;
use crate::chart::page::spanning;
use crate::chart::palette;
use crate::chart::scale::Measure;
use crate::chart::scale::Scale;
use crate::explore::Axis;
use crate::explore::solve::tradeoff::Point;
use crate::explore::solve::tradeoff::Tradeoff;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::group_thousands;
use crate::scenario::Scenario;

/// The room under the axes.
const FOOT: f64 = 44.0;

/// What a label says, where it points, and whether it is bold.
type Said = (String, Point, bool);

/// Draws it.
pub(super) fn draw(
    (scenario, naming): (&Scenario, &Naming<'_>),
    tradeoff: &Tradeoff,
    axis: &Axis<'_>,
    style: &Style,
) -> Result<Chart, ChartError> {
    let unit = &scenario.pools[tradeoff.pool].unit;
    let others = tradeoff.others.iter().map(|(_, point)| point);
    let all: Vec<&Point> = tradeoff.points.iter().chain(others).chain(tradeoff.present.as_ref()).collect();
    let largest = all.iter().map(|point| point.moved.max(point.removed.abs())).fold(0.0, f64::max);
    let measure = Measure::of(unit, largest, naming.language(), &naming.unit(unit)).of_averages();
    let title = title(naming, tradeoff, axis, &measure);
    let mut page = Page::open(naming, style, "tradeoff".to_owned(), title.clone());
    let say = |en: &str, zh: &str| naming.shown(&Text::new(en, zh)).to_owned();
    let policy = naming.shown(&naming.policy(tradeoff.policy)).to_owned();
    page.key(&[
        (KeyMark::Dot(palette::GAIN), policy),
        (KeyMark::Ring(palette::LOSS), say("Other policies, as they stand", "其他方案（现状）")),
        (
            KeyMark::Line(palette::REFERENCE),
            say("Each unit moved removes one of shortfall", "每调整一单位即消除一单位缺口"),
        ),
    ]);
    let (left, right) = page.sides();
    let height = (f64::from(style.height) - page.y - foot(naming, style) - FOOT - 8.0).max(220.0);
    let area =
        Area { left: left + 64.0, right: right - 20.0, top: page.y + 8.0, bottom: page.y + 8.0 + height };
    let low = all.iter().map(|point| point.removed).fold(0.0, f64::min);
    let high = all.iter().map(|point| point.removed).fold(0.0, f64::max);
    let moved = all.iter().map(|point| point.moved).fold(0.0, f64::max);
    let across = spanning(area.width(), |count| measure.ticks(0.0, measure.measured(moved), count));
    let up = measure.ticks(measure.measured(low), measure.measured(high), 6);
    let scales = (
        Scale::new(across.low(), across.high(), area.left, area.right),
        Scale::new(up.low(), up.high(), area.bottom, area.top),
    );
    page.levels(&area, &up, scales.1, true);
    page.columns(&area, &across, scales.0, false);
    let end = across.high().min(up.high());
    let at = |x: f64, y: f64| (scales.0.at(x), scales.1.at(y));
    page.canvas.line(&[at(0.0, 0.0), at(end, end)], palette::REFERENCE, 1.0);
    let place = |point: &Point| at(measure.measured(point.moved), measure.measured(point.removed));
    marks(&mut page, tradeoff, &place);
    let diagonal: Vec<(f64, f64)> =
        (0..=100).map(|part| at(end * f64::from(part) / 100.0, end * f64::from(part) / 100.0)).collect();
    labels(&mut page, &said(naming, tradeoff, axis), &place, (&area, &diagonal));
    let middle = f64::midpoint(area.left, area.right);
    let title = measure.axis(&say("Moved against the baseline", "较基准方案调整额"));
    page.canvas.label((middle, area.bottom + 28.0), &title, Type::plain(MEDIUM), Align::Middle);
    let title = measure.axis(&say("Shortfall removed", "消除的缺口"));
    page.canvas.turned_label(
        (page.sides().0, f64::midpoint(area.top, area.bottom)),
        &title,
        Type::plain(MEDIUM),
    );
    page.y = area.bottom + FOOT;
    page.close(alt(naming, tradeoff, axis, &measure))
}

fn marks(page: &mut Page<'_>, tradeoff: &Tradeoff, place: &dyn Fn(&Point) -> (f64, f64)) {
    let line: Vec<(f64, f64)> = tradeoff.points.iter().map(place).collect();
    if line.len() > 1 {
        page.canvas.line(&line, palette::GAIN, 2.0);
    }
    for (_, point) in &tradeoff.others {
        page.canvas.ring(place(point), 5.0, palette::LOSS, 1.0, 2.0);
    }
    for point in tradeoff.points.first().into_iter().chain(tradeoff.points.last()) {
        page.canvas.dot(place(point), 4.0, palette::GAIN, 1.0);
    }
    if let Some(present) = &tradeoff.present {
        page.canvas.dot(place(present), 6.0, palette::GAIN, 1.0);
    }
}

/// What stands at the scenario's own value, at both ends, and at the other policies.
fn said(naming: &Naming<'_>, tradeoff: &Tradeoff, axis: &Axis<'_>) -> Vec<Said> {
    let value = |point: &Point| value_text(point.value);
    let now = |point: &Point| {
        let text = Text::new(format!("now: {}", value(point)), format!("现值：{}", value(point)));
        naming.shown(&text).to_owned()
    };
    let label = axis_label(naming, axis);
    let first = |point: &Point| format!("{} = {}", naming.shown(&label), value(point));
    let mut all: Vec<Said> = tradeoff.present.iter().map(|point| (now(point), *point, true)).collect();
    all.extend(tradeoff.points.first().map(|point| (first(point), *point, false)));
    all.extend(tradeoff.points.last().map(|point| (value(point), *point, false)));
    let others = tradeoff.others.iter();
    all.extend(
        others.map(|(policy, point)| (naming.shown(&naming.policy(*policy)).to_owned(), *point, false)),
    );
    all
}

/// Puts each label beside its point where it meets neither the diagonal nor one that stands already; leaves out what
/// has no room.
fn labels(
    page: &mut Page<'_>,
    said: &[Said],
    place: &dyn Fn(&Point) -> (f64, f64),
    (area, diagonal): (&Area, &[(f64, f64)]),
) {
    let dot = |(x, y): &(f64, f64)| Area { left: x - 3.0, right: x + 3.0, top: y - 3.0, bottom: y + 3.0 };
    let mut taken: Vec<Area> = diagonal.iter().map(dot).collect();
    for (text, point, bold) in said {
        let kind = if *bold { Type::bold(SMALL + 1.0) } else { Type::plain(SMALL + 1.0) };
        let text = lettering::shorten(text, kind.size * 1.13, area.width() * 0.5);
        let (x, y) = place(point);
        let spots = [
            ((x + 9.0, y + 12.0), Align::Start),
            ((x + 9.0, y - 12.0), Align::Start),
            ((x - 9.0, y - 12.0), Align::End),
            ((x - 9.0, y + 12.0), Align::End),
            ((x + 12.0, y), Align::Start),
            ((x - 12.0, y), Align::End),
            ((x, y - 18.0), Align::Middle),
            ((x, y + 18.0), Align::Middle),
        ];
        let free = spots.into_iter().find(|(at, align)| {
            let room = label_area(*at, &text, kind, *align, false);
            area.holds(&room) && !taken.iter().any(|other| other.meets(&room))
        });
        if let Some((at, align)) = free {
            taken.push(label_area(at, &text, kind, align, false));
            page.canvas.label(at, &text, kind, align);
        }
    }
}

/// The point at which the most shortfall is removed.
fn best(tradeoff: &Tradeoff) -> Option<&Point> {
    let points = tradeoff.points.iter();
    points.max_by(|one, other| one.removed.total_cmp(&other.removed).then(other.moved.total_cmp(&one.moved)))
}

fn title(naming: &Naming<'_>, tradeoff: &Tradeoff, axis: &Axis<'_>, measure: &Measure) -> Text {
    let (policy, label) = (naming.policy(tradeoff.policy), axis_label(naming, axis));
    let Some(best) = best(tradeoff) else {
        return Text::new(format!("{}: no result", policy.en), format!("{}：没有结果", policy.zh));
    };
    let amount = |amount: f64| measure.amount(measure.measured(amount));
    let (removed, moved, value) = (amount(best.removed), amount(best.moved), value_text(best.value));
    Text::new(
        format!(
            "{}: \"{}\" removes at most {removed} of shortfall, at {value}, with {moved} moved",
            policy.en, label.en
        ),
        format!("{}：“{}”为{value}时消除缺口最多，达{removed}，调整{moved}", policy.zh, label.zh),
    )
}

fn alt(naming: &Naming<'_>, tradeoff: &Tradeoff, axis: &Axis<'_>, measure: &Measure) -> Text {
    let mut text = title(naming, tradeoff, axis, measure);
    let amount = |amount: f64| measure.amount(measure.measured(amount));
    if let Some(present) = &tradeoff.present {
        let (removed, moved) = (amount(present.removed), amount(present.moved));
        text.en.push_str(&format!(". As the scenario stands {removed} are removed with {moved} moved."));
        text.zh.push_str(&format!("。情景现状：消除{removed}，调整{moved}。"));
    }
    text
}

fn value_text(value: f64) -> String {
    group_thousands(&number_text((value * 1e4).round() / 1e4))
}
