//! Charts that the spreadsheet draws itself, and draws again when a number changes.

use std::ops::Range;

use rust_xlsxwriter::Chart;
use rust_xlsxwriter::ChartFont;
use rust_xlsxwriter::ChartFormat;
use rust_xlsxwriter::ChartLegendPosition;
use rust_xlsxwriter::ChartLine;
use rust_xlsxwriter::ChartMarker;
use rust_xlsxwriter::ChartMarkerType;
use rust_xlsxwriter::ChartSolidFill;
use rust_xlsxwriter::Color;

use crate::chart::policy_colour;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::html::page::pick;

use super::groups;
use super::layout::Layout;
use super::plan::Key;
use super::plan::Plan;

/// The most members whose points are drawn.
const MOST_POINTS: usize = 5_000;

/// Columns by group, one colour a policy: adequacy where there is a need, else awards.
/// `columns`: those of groups, awards and adequacy.
pub(crate) fn groups(
    layout: &Layout<'_>,
    result: &PoolOutcome,
    grouping: usize,
    rows: &[Range<u32>],
    [group, award, adequacy]: [usize; 3],
) -> Chart {
    let (language, scenario) = (layout.language(), layout.subject.scenario);
    let spec = &scenario.pools[result.pool];
    let has_need = result.need.is_some();
    let mut chart = Chart::new_column();
    for (index, rows) in rows.iter().enumerate() {
        let value = if has_need { adequacy } else { award };
        chart
            .add_series()
            .set_name(plain(scenario.policies[index].label.get(language)).as_str())
            .set_categories(groups::cells(&layout.name, group, rows).as_str())
            .set_values(groups::cells(&layout.name, value, rows).as_str())
            .set_format(&mut fill(index, result.baseline));
    }
    let what = match has_need {
        true => pick(language, "need met", "保障率"),
        false => pick(language, "award", "分配额"),
    };
    let label = scenario.groupings[result.groupings[grouping].0].label.get(language);
    let (colon, pool) = (pick(language, ": ", "："), spec.label.get(language));
    let title = match language {
        Language::English => format!("{pool}{colon}{what} ({label})"),
        Language::Chinese => format!("{pool}{colon}{what}（{label}）"),
    };
    finish(&mut chart, &title);
    let unit = spec.unit.label();
    let axis = if has_need {
        pick(language, "award ÷ need", "分配额 ÷ 标准支出")
    } else {
        unit.get(language)
    };
    chart
        .y_axis()
        .set_name(plain(axis).as_str())
        .set_num_format(if has_need { "0%" } else { "#,##0" })
        .set_min(0);
    chart
}

/// Awards against need, a point a member, one colour a policy; `None` without a need or with too many members.
pub(crate) fn need(layout: &Layout<'_>, plan: &Plan<'_>, pool: usize) -> Option<Chart> {
    let (language, scenario) = (layout.language(), layout.subject.scenario);
    let result = &layout.subject.outcome.pools[pool];
    if result.need.is_none() || result.rows.len() > MOST_POINTS {
        return None;
    }
    let spec = &scenario.pools[result.pool];
    let mut chart = Chart::new_scatter();
    for (index, sheet) in plan.sheets[pool].iter().enumerate() {
        let mut marker = ChartMarker::new();
        let markers = [
            ChartMarkerType::Circle,
            ChartMarkerType::Diamond,
            ChartMarkerType::Square,
            ChartMarkerType::Triangle,
        ];
        marker
            .set_type(markers[index % markers.len()])
            .set_size(5)
            .set_format(fill(index, result.baseline).set_no_border());
        chart
            .add_series()
            .set_name(plain(scenario.policies[index].label.get(language)).as_str())
            .set_categories(sheet.range(Key::Need)?.as_str())
            .set_values(sheet.range(Key::Award)?.as_str())
            .set_marker(&marker)
            .set_format(ChartFormat::new().set_no_line());
    }
    let title = format!(
        "{}{}",
        spec.label.get(language),
        pick(language, ": award against need", "：分配额与标准支出")
    );
    finish(&mut chart, &title);
    let unit = spec.unit.label();
    let axis = |en: &str, zh: &str| format!("{} ({})", pick(language, en, zh), unit.get(language));
    chart.x_axis().set_name(plain(&axis("Need", "标准支出")).as_str()).set_num_format("#,##0").set_min(0);
    chart.y_axis().set_name(plain(&axis("Award", "分配额")).as_str()).set_num_format("#,##0").set_min(0);
    Some(chart)
}

fn fill(policy: usize, baseline: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    let colour = Color::RGB(policy_colour(policy, baseline));
    format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    format
}

/// A text that the library does not take for the place of one.
fn plain(text: &str) -> String {
    if text.starts_with('=') { format!(" {text}") } else { text.to_owned() }
}

fn finish(chart: &mut Chart, title: &str) {
    chart.title().set_name(plain(title).as_str()).set_font(ChartFont::new().set_size(12));
    chart.set_alt_text(title);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color("#D9DEE4"));
}
