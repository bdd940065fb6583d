//! A tornado: how far a metric goes while one number runs from end to end, the widest first.

use super::Insight;
use super::MOST_ROWS;
use super::Values;
use super::rows_area;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::canvas::Align;
use crate::chart::canvas::Area;
use crate::chart::canvas::Type;
use crate::chart::lettering;
use crate::chart::page::KeyMark;
use crate::chart::page::MEDIUM;
use crate::chart::page::Page;
use crate::chart::page::SMALL;
use crate::chart::page::spanning;
use crate::chart::palette;
use crate::chart::scale::Scale;
use crate::chart::scale::Ticks;
use crate::explore::sensitivity::said::Said;
use crate::explore::sensitivity::study::Sensitivity;
use crate::explore::sensitivity::tornado::Swing;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::group_thousands;

/// The height of a row.
const PITCH: f64 = 26.0;

/// One number; results are on the axis's scale.
struct Row {
    label: String,
    /// Whether it stands for a group of numbers, which is drawn again and has no ends.
    group: bool,
    ends: (String, String),
    at_low: Option<f64>,
    at_high: Option<f64>,
    least: f64,
    most: f64,
}

/// Draws it.
pub(super) fn draw(insight: &Insight<'_>, sensitivity: &Sensitivity<'_>) -> Result<Chart, ChartError> {
    let ranked = sensitivity.ranked();
    let swings: Vec<(Text, Swing)> = ranked
        .iter()
        .filter_map(|(number, said)| match said {
            Said::Swing(swing) if number.reaches && swing.width().is_some() => {
                Some((insight.label(number), *swing))
            }
            _ => None,
        })
        .take(MOST_ROWS)
        .collect();
    let largest = swings.iter().filter_map(|(_, swing)| swing.most).fold(0.0, f64::max);
    let values = insight.values(largest);
    let rows: Vec<Row> = swings.iter().map(|(label, swing)| row(insight, label, swing, &values)).collect();
    let (metric, base) = (insight.metric(), sensitivity.present.map(|present| values.measured(present)));
    let title = title(&metric, swings.first(), &values);
    let mut page = insight.page("sensitivity-tornado", title.clone());
    let say = |en: &str, zh: &str| insight.naming.shown(&Text::new(en, zh)).to_owned();
    let mut keys = vec![
        (KeyMark::Bar(palette::LOSS), say("Input below the scenario's value", "变动项低于情景现值")),
        (KeyMark::Bar(palette::GAIN), say("Input above it", "变动项高于情景现值")),
    ];
    if rows.iter().any(|row| row.group) {
        let said = say("Members' own errors drawn again: 5–95%", "各单位自身误差重复抽取：5%至95%");
        keys.push((KeyMark::Bar(palette::REFERENCE), said));
    }
    keys.push((KeyMark::Tick(palette::INK), say("As the scenario stands", "情景现状")));
    page.key(&keys);
    // The number of the scenario's own result stands over the rows.
    page.y += 14.0;
    let axis = values.axis(insight.naming.shown(&insight.measure()), insight.naming.language());
    rows_of(&mut page, &rows, base, &axis, &values);
    page.close(alt(&metric, &swings, &values))
}

fn row(insight: &Insight<'_>, label: &Text, swing: &Swing, values: &Values) -> Row {
    // To four digits, but whole numbers wholly.
    let end = |value: f64| {
        let digits = if value == 0.0 { 0 } else { 3 - value.abs().log10().floor() as i32 };
        let scale = 10_f64.powi(digits.clamp(0, 4));
        group_thousands(&number_text((value * scale).round() / scale))
    };
    // A group of numbers has no ends of its own.
    let group = swing.low.is_nan();
    Row {
        label: insight.naming.shown(label).to_owned(),
        ends: if group { Default::default() } else { (end(swing.low), end(swing.high)) },
        group,
        at_low: swing.at_low.map(|value| values.measured(value)),
        at_high: swing.at_high.map(|value| values.measured(value)),
        least: values.measured(swing.least.unwrap_or_default()),
        most: values.measured(swing.most.unwrap_or_default()),
    }
}

fn title(metric: &Text, first: Option<&(Text, Swing)>, values: &Values) -> Text {
    let Some((label, swing)) = first.filter(|(_, swing)| swing.width().is_some_and(|width| width > 0.0))
    else {
        return Text::new(
            format!("Nothing moves: {}", metric.en),
            format!("{}不受任何变动项影响", metric.zh),
        );
    };
    let told = |value: Option<f64>| values.amount(values.measured(value.unwrap_or_default()));
    let (least, most) = (told(swing.least), told(swing.most));
    Text::new(
        format!("{}: \"{}\" moves it the farthest, from {least} to {most}", metric.en, label.en),
        format!("{}：“{}”影响最大，由{least}到{most}", metric.zh, label.zh),
    )
}

fn rows_of(page: &mut Page<'_>, rows: &[Row], base: Option<f64>, axis: &str, values: &Values) {
    let (left, right) = page.sides();
    let widest = rows.iter().map(|row| Type::plain(MEDIUM).width(&row.label)).fold(0.0, f64::max);
    let labels = widest.min((right - left) * 0.36);
    let ends = rows.iter().flat_map(|row| [&row.ends.0, &row.ends.1]);
    let room = ends.map(|end| Type::plain(SMALL).width(end)).fold(0.0, f64::max) + 10.0;
    let area = rows_area(page, labels + room, room, (rows.len(), PITCH));
    let low = rows.iter().map(|row| row.least).chain(base).fold(f64::INFINITY, f64::min);
    let high = rows.iter().map(|row| row.most).chain(base).fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let ticks = spanning(area.width(), |count| Ticks::over(low, high, count, false));
    let scale = Scale::new(ticks.low(), ticks.high(), area.left, area.right);
    page.columns(&area, &ticks, scale, false);
    for (place, row) in rows.iter().enumerate() {
        let y = area.top + (place as f64 + 0.5) * PITCH;
        let label = lettering::shorten(&row.label, MEDIUM, labels + 1.0);
        page.canvas.label((area.left - room, y), &label, Type::plain(MEDIUM), Align::End);
        draw_row(page, row, base, scale, y);
    }
    if let Some(base) = base {
        let x = scale.at(base);
        page.canvas.line(&[(x, area.top - 4.0), (x, area.bottom)], palette::INK, 2.0);
        let text = values.text(base);
        page.canvas.label((x, area.top - 11.0), &text, Type::bold(SMALL), Align::Middle);
    }
    let middle = f64::midpoint(area.left, area.right);
    page.canvas.label((middle, area.bottom + 28.0), axis, Type::plain(MEDIUM), Align::Middle);
    page.y = area.bottom + 38.0;
}

/// Draws one number: a thin line over all that the metric takes on the way, a bar from where it stands to each end,
/// and at each bar's end the number's own value.
fn draw_row(page: &mut Page<'_>, row: &Row, base: Option<f64>, scale: Scale, y: f64) {
    let (least, most) = (scale.at(row.least), scale.at(row.most));
    page.canvas.line(&[(least, y), (most, y)], palette::REFERENCE, 3.0);
    let from = base.map_or(least, |base| scale.at(base));
    let color = |color| if row.group { palette::REFERENCE } else { color };
    let below = (row.at_low, color(palette::LOSS), &row.ends.0, y - 5.0);
    let above = (row.at_high, color(palette::GAIN), &row.ends.1, y + 5.0);
    let ends = [below, above].map(|(at, color, end, _)| at.map(|at| (scale.at(at), color, end)));
    let sides: Vec<bool> = ends.iter().flatten().map(|(x, _, _)| *x < from).collect();
    // Where both ends lie on one side, one bar stands over the other.
    let apart = sides.first() != sides.get(1);
    for (place, end) in ends.into_iter().enumerate() {
        let Some((x, color, text)) = end else { continue };
        let (top, bottom) = match (apart, place) {
            (true, _) => (y - 8.0, y + 8.0),
            (false, 0) => (y - 9.0, y - 1.0),
            (false, _) => (y + 1.0, y + 9.0),
        };
        let bar = Area { left: from.min(x), right: from.max(x), top, bottom };
        page.canvas.block(bar, color, 1.0);
        let middle = f64::midpoint(top, bottom);
        let (at, align) =
            if x < from { (x.min(least) - 4.0, Align::End) } else { (x.max(most) + 4.0, Align::Start) };
        page.canvas.label((at, middle), text, Type::faint(SMALL - 1.0), align);
    }
}

fn alt(metric: &Text, swings: &[(Text, Swing)], values: &Values) -> Text {
    let told = |value: Option<f64>| values.amount(values.measured(value.unwrap_or_default()));
    let parts: Vec<Text> = swings
        .iter()
        .take(6)
        .map(|(label, swing)| {
            let (least, most) = (told(swing.least), told(swing.most));
            Text::new(
                format!("{} from {least} to {most}", label.en),
                format!("{}由{least}到{most}", label.zh),
            )
        })
        .collect();
    Text::new(
        format!(
            "Tornado of {}: {}.",
            metric.en,
            parts.iter().map(|part| part.en.as_str()).collect::<Vec<_>>().join(", ")
        ),
        format!(
            "{}的龙卷风图：{}。",
            metric.zh,
            parts.iter().map(|part| part.zh.as_str()).collect::<Vec<_>>().join("，")
        ),
    )
}
