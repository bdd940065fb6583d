//! Bars with intervals: each number's share of a metric's variance, alone and in all, or its mean effect.

use super::Insight;
use super::MOST_ROWS;
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
use crate::chart::scale::percent;
use crate::explore::sensitivity::Interval;
use crate::explore::sensitivity::number::Number;
use crate::explore::sensitivity::said::Said;
use crate::explore::sensitivity::study::Sensitivity;
use crate::language::Text;

/// The height of a row.
const PITCH: f64 = 30.0;

/// One bar and the interval around its end.
struct Bar {
    end: f64,
    interval: Interval,
    color: plotters::style::RGBColor,
}

/// One number.
struct Row {
    label: String,
    bars: Vec<Bar>,
}

/// Draws it.
pub(super) fn draw(insight: &Insight<'_>, sensitivity: &Sensitivity<'_>) -> Result<Chart, ChartError> {
    let ranked = sensitivity.ranked();
    let shown: Vec<_> = ranked.iter().filter(|(number, _)| number.reaches).take(MOST_ROWS).collect();
    let is_share = shown.iter().any(|(_, said)| matches!(said, Said::Index(_)));
    let shown: Vec<_> =
        shown.into_iter().filter(|(_, said)| matches!(said, Said::Index(_) | Said::Effect(_))).collect();
    let metric = insight.metric();
    let first = shown.first().map(|(number, said)| (insight.label(number), said.weight()));
    let title = title(&metric, first.as_ref(), is_share);
    let widest = shown.iter().map(|(_, said)| high(said)).fold(0.0, f64::max);
    let values = insight.values(widest);
    let measured = |value: f64| if is_share { value * 100.0 } else { values.measured(value) };
    let rows: Vec<Row> = shown
        .iter()
        .map(|(number, said)| Row {
            label: insight.naming.shown(&insight.label(number)).to_owned(),
            bars: bars(said, &measured),
        })
        .collect();
    let language = insight.naming.language();
    let say = |en: &str, zh: &str| insight.naming.shown(&Text::new(en, zh)).to_owned();
    let kind = if is_share { "sensitivity-sobol" } else { "sensitivity-morris" };
    let mut page = insight.page(kind, title.clone());
    let interval = (KeyMark::Line(palette::INK), say("95% interval", "95%区间"));
    if is_share {
        page.key(&[
            (
                KeyMark::Bar(palette::GAIN),
                say("Total: with all it acts together with", "总效应：含与其他各项的共同作用"),
            ),
            (KeyMark::Bar(palette::LOSS), say("First order: alone", "一阶：单独作用")),
            interval,
        ]);
    } else {
        page.key(&[
            (KeyMark::Bar(palette::GAIN), say("Mean size of effect, μ*", "平均效应幅度 μ*")),
            interval,
        ]);
    }
    let axis = match is_share {
        true => say("Share of variance (%)", "方差份额（%）"),
        false => values.axis(&say("Effect of crossing the whole width", "走完全部范围的效应"), language),
    };
    let told = |value: f64| if is_share { percent(value / 100.0, false) } else { values.text(value) };
    rows_of(&mut page, &rows, &axis, &told);
    let alt = alt(&metric, insight, &shown, &|value| told(measured(value)));
    page.close(alt)
}

fn title(metric: &Text, first: Option<&(Text, f64)>, is_share: bool) -> Text {
    let Some((label, weight)) = first.filter(|(_, weight)| *weight > 0.0) else {
        return Text::new(
            format!("Nothing moves: {}", metric.en),
            format!("{}不受任何变动项影响", metric.zh),
        );
    };
    if !is_share {
        return Text::new(
            format!("{}: \"{}\" moves it the most", metric.en, label.en),
            format!("“{}”对{}影响最大", label.zh, metric.zh),
        );
    }
    let share = percent(*weight, false);
    Text::new(
        format!("{}: \"{}\" takes part in {share} of its variance", metric.en, label.en),
        format!("{}：“{}”参与其方差的{share}", metric.zh, label.zh),
    )
}

fn high(said: &Said) -> f64 {
    match said {
        Said::Index(index) => index.total_interval.high,
        Said::Effect(effect) => effect.mu_star_interval.high,
        Said::Swing(_) | Said::Nothing => 0.0,
    }
}

fn bars(said: &Said, measured: &dyn Fn(f64) -> f64) -> Vec<Bar> {
    let bar = |end: f64, interval: Interval, color| Bar {
        end: measured(end),
        interval: Interval { low: measured(interval.low), high: measured(interval.high) },
        color,
    };
    match said {
        Said::Index(index) => vec![
            bar(index.total, index.total_interval, palette::GAIN),
            bar(index.first, index.first_interval, palette::LOSS),
        ],
        Said::Effect(effect) => vec![bar(effect.mu_star, effect.mu_star_interval, palette::GAIN)],
        Said::Swing(_) | Said::Nothing => Vec::new(),
    }
}

fn rows_of(page: &mut Page<'_>, rows: &[Row], axis: &str, told: &dyn Fn(f64) -> String) {
    let (left, right) = page.sides();
    let widest = rows.iter().map(|row| Type::plain(MEDIUM).width(&row.label)).fold(0.0, f64::max);
    let labels = widest.min((right - left) * 0.4);
    let area = rows_area(page, labels, 56.0, (rows.len(), PITCH));
    let all = || rows.iter().flat_map(|row| &row.bars);
    // A first-order estimate may fall a little below nothing.
    let low = all().map(|bar| bar.interval.low.min(bar.end)).fold(0.0, f64::min);
    let high = all().map(|bar| bar.interval.high.max(bar.end)).fold(0.0, f64::max);
    let ticks = spanning(area.width(), |count| Ticks::over(low, high, count, false));
    let scale = Scale::new(ticks.low(), ticks.high(), area.left, area.right);
    page.columns(&area, &ticks, scale, false);
    for (place, row) in rows.iter().enumerate() {
        let y = area.top + (place as f64 + 0.5) * PITCH;
        let label = lettering::shorten(&row.label, MEDIUM, labels + 1.0);
        page.canvas.label((area.left - 8.0, y), &label, Type::plain(MEDIUM), Align::End);
        draw_row(page, row, scale, y, told);
    }
    let zero = scale.at(0.0);
    page.canvas.line(&[(zero, area.top), (zero, area.bottom)], palette::REFERENCE, 1.0);
    let middle = f64::midpoint(area.left, area.right);
    page.canvas.label((middle, area.bottom + 28.0), axis, Type::plain(MEDIUM), Align::Middle);
    page.y = area.bottom + 38.0;
}

/// Draws the bars of one number, each with its interval and its number after it.
fn draw_row(page: &mut Page<'_>, row: &Row, scale: Scale, y: f64, told: &dyn Fn(f64) -> String) {
    let thickness = if row.bars.len() > 1 { 11.0 } else { 14.0 };
    let mut top = y - thickness * row.bars.len() as f64 / 2.0;
    for bar in &row.bars {
        let (zero, end) = (scale.at(0.0), scale.at(bar.end));
        let block =
            Area { left: zero.min(end), right: zero.max(end), top: top + 1.0, bottom: top + thickness - 1.0 };
        page.canvas.block(block, bar.color, 0.85);
        let middle = top + thickness / 2.0;
        let (low, high) = (scale.at(bar.interval.low), scale.at(bar.interval.high));
        page.canvas.line(&[(low, middle), (high, middle)], palette::INK, 1.0);
        for x in [low, high] {
            page.canvas.line(&[(x, middle - 3.0), (x, middle + 3.0)], palette::INK, 1.0);
        }
        let after = high.max(end).max(zero) + 6.0;
        page.canvas.label((after, middle), &told(bar.end), Type::faint(SMALL), Align::Start);
        top += thickness;
    }
}

fn alt(
    metric: &Text,
    insight: &Insight<'_>,
    shown: &[&(&Number<'_>, Said)],
    told: &dyn Fn(f64) -> String,
) -> Text {
    let mut text = Text::new(
        format!("{}, what each parameter accounts for: ", metric.en),
        format!("{}，各变动项的影响：", metric.zh),
    );
    let parts: Vec<Text> = shown
        .iter()
        .take(6)
        .map(|(number, said)| {
            let (label, weight) = (insight.label(number), told(said.weight()));
            Text::new(format!("{} {weight}", label.en), format!("{} {weight}", label.zh))
        })
        .collect();
    text.en.push_str(&parts.iter().map(|part| part.en.as_str()).collect::<Vec<_>>().join(", "));
    text.zh.push_str(&parts.iter().map(|part| part.zh.as_str()).collect::<Vec<_>>().join("，"));
    text.en.push('.');
    text.zh.push('。');
    text
}
