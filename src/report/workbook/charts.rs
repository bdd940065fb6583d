//! The sheet of charts: one below another, two on a page.

use rust_xlsxwriter::Chart;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::html::page::pick;

use super::layout::Layout;
use super::paper::printable;
use super::paper::set_pages;
use super::picture;
use super::plan::Plan;

/// A chart's size, in pixels.
const SIZE: (u32, u32) = (860, 390);
/// Rows that a chart takes, and the row of the first.
const ROWS: u32 = 20;
const FIRST_ROW: u32 = 2;
/// Charts on a page, and the size in percent in which so many have room whatever the font.
const ON_A_PAGE: usize = 2;
const PERCENT: u16 = 70;

/// Writes the sheet: awards against need for each pool that has a plan, then what is drawn of the groups; `None` where
/// there is nothing to draw.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    plan: Option<&Plan<'_>>,
    groups: Vec<Chart>,
) -> Result<Option<Worksheet>, XlsxError> {
    let pools = 0..layout.subject.outcome.pools.len();
    let needs =
        plan.into_iter().flat_map(|plan| pools.clone().filter_map(|pool| picture::need(layout, plan, pool)));
    let charts: Vec<Chart> = needs.chain(groups).collect();
    if charts.is_empty() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    let title = pick(layout.language(), "Charts", "图表");
    sheet.set_name(&layout.name)?.set_header(format!("&L{}&R&A", printable(title)));
    sheet.write_string_with_format(0, 0, title, &layout.formats.title)?;
    let mut breaks = Vec::new();
    for (index, mut chart) in charts.into_iter().enumerate() {
        let row = FIRST_ROW + ROWS * u32::try_from(index).unwrap_or(u32::MAX / ROWS);
        if index > 0 && index % ON_A_PAGE == 0 {
            breaks.push(row);
        }
        chart.set_width(SIZE.0).set_height(SIZE.1);
        sheet.insert_chart(row, 0, &chart)?;
    }
    set_pages(&mut sheet, PERCENT, &breaks)?;
    Ok(Some(sheet))
}
