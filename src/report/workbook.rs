//! The workbook for people who go on calculating: every factor, claim, bound and award is a formula over the cells
//! of the parameters and the facts, so that changing a number there changes the awards.
//!
//! In: an outcome. Out: the bytes of an XLSX file. Its formulas are the scenario's own, translated; what they come
//! to is written beside them, and where they would not come to the awards of the run a sheet holds values and says
//! so, as does the whole workbook above [`MOST_ROWS`] rows. No text of the data can become a formula. The same
//! outcome gives the same bytes.

mod answers;
mod book_name;
mod catalogue;
mod charts;
mod comparison;
mod extent;
mod formats;
mod groups;
mod layout;
mod measure;
mod notes;
mod paper;
mod parameters;
mod picture;
mod place;
mod plan;
mod policy;
mod pool;
mod scheme;
mod sheet;
mod sheets;
mod shown;
mod staffing;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod worked;
mod workings;
mod world;

use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::Subject;
use super::html::full_title;
use crate::claim::Facts;
use crate::problem::Stop;
use book_name::SheetNames;
use formats::Formats;
use layout::Layout;
use paper::printable;
use parameters::ChosenCells;
use plan::Plan;

/// The most rows of a table for which a workbook holds formulas; above that it holds values.
pub const MOST_ROWS: usize = 20_000;

/// Writes the workbook.
///
/// Sheets: summary, charts where there is anything to draw, parameters (each value a named cell), one per pool, groups,
/// staffing by WISN and answers to residents where there are any; then with formulas one per pool and policy, one per
/// table, the service catalogue, and the workings; notes last.
///
/// # Errors
/// [`XlsxError`] where the library refuses to write; nothing in a checked scenario should lead to one.
pub fn workbook(subject: &Subject<'_>) -> Result<Vec<u8>, XlsxError> {
    workbook_until(subject, &Stop::never())
}

/// As [`workbook`], for work that may be given up.
///
/// # Errors
/// As [`workbook`]; that the work was given up.
pub fn workbook_until(subject: &Subject<'_>, stop: &Stop) -> Result<Vec<u8>, XlsxError> {
    let chosen = ChosenCells::of(subject.scenario);
    let facts = facts(subject);
    let mut names = SheetNames::default();
    let titles = sheets::Titles::of(subject, &mut names);
    let worlds = facts.as_ref().map(|facts| sheets::worlds(subject, facts, &chosen, &mut names));
    let plan = worlds.as_ref().map(|worlds| sheets::plan(subject, worlds, &chosen, &titles, &mut names));
    let formats = Formats::new();
    write(subject, &chosen, &titles, plan.as_ref(), &formats, stop)
}

/// The facts that formulas stand over; `None` where the workbook is to hold values.
fn facts<'a>(subject: &Subject<'a>) -> Option<Facts<'a>> {
    let fits = subject.tables.tables.iter().all(|table| table.rows() <= MOST_ROWS);
    let parameters = subject.scenario.parameter_values();
    fits.then(|| Facts::derive(subject.scenario, subject.tables, parameters).ok()).flatten()
}

fn write(
    subject: &Subject<'_>,
    chosen: &ChosenCells,
    titles: &sheets::Titles,
    plan: Option<&Plan<'_>>,
    formats: &Formats,
    stop: &Stop,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let generator = concat!("junheng ", env!("CARGO_PKG_VERSION"));
    // Always the same day: the same outcome gives the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = full_title(subject);
    let properties = DocProperties::new();
    book.set_properties(&properties.set_title(&title).set_comment(generator).set_creation_datetime(&day));
    let layout = |name: &str| {
        let layout = Layout { subject, formats, name: name.to_owned(), stop };
        layout.go_on().map(|()| layout)
    };
    book.push_worksheet(summary::sheet(&layout(&titles.summary)?, plan)?);
    let has_groups = subject.outcome.pools.iter().any(|result| !result.groupings.is_empty());
    let groups = has_groups.then(|| groups::sheet(&layout(&titles.groups)?, plan)).transpose()?;
    let (groups, charts) = groups.unzip();
    if let Some(sheet) = charts::sheet(&layout(&titles.charts)?, plan, charts.unwrap_or_default())? {
        book.push_worksheet(sheet);
    }
    let (sheet, cells) = parameters::sheet(&layout(&titles.parameters)?, chosen)?;
    book.push_worksheet(sheet);
    for (name, cell) in cells {
        book.define_name(name, &cell)?;
    }
    for (index, (result, title)) in subject.outcome.pools.iter().zip(&titles.pools).enumerate() {
        let layout = layout(title)?;
        book.push_worksheet(match plan {
            Some(plan) => comparison::sheet(&layout, plan, index)?,
            None => pool::sheet(&layout, result)?,
        });
    }
    if let Some(sheet) = groups {
        book.push_worksheet(sheet);
    }
    if let Some(title) = &titles.staffing {
        book.push_worksheet(staffing::sheet(&layout(title)?, plan)?);
    }
    if let Some(title) = &titles.answers {
        book.push_worksheet(answers::sheet(&layout(title)?, plan)?);
    }
    if let Some(plan) = plan {
        workings(&mut book, plan, layout)?;
    }
    book.push_worksheet(notes::sheet(&layout(&titles.notes)?, plan)?);
    let footer = format!("&L{}&C{generator}&R&P / &N", printable(&title));
    for sheet in book.worksheets_mut() {
        sheet.set_footer(&footer);
    }
    book.save_to_buffer()
}

/// Adds what the results are worked out on: a sheet per pool and policy, the facts, and the workings.
fn workings<'a>(
    book: &mut Workbook,
    plan: &Plan<'_>,
    layout: impl Fn(&str) -> Result<Layout<'a>, XlsxError>,
) -> Result<(), XlsxError> {
    for sheet in plan.sheets.iter().flatten() {
        book.push_worksheet(policy::sheet(&layout(&sheet.name)?, plan, sheet)?);
    }
    for (index, world) in plan.worlds.iter().enumerate() {
        let base = plan.worlds.first().filter(|_| index > 0);
        for (table, own) in world.tables.iter().enumerate() {
            book.push_worksheet(table::sheet(&layout(&own.name)?, world, table, base)?);
        }
        if let Some((name, catalogue)) = world.services.as_ref().zip(world.facts.services()) {
            book.push_worksheet(catalogue::sheet(&layout(name)?, world, catalogue)?);
        }
    }
    book.push_worksheet(workings::sheet(&layout(&plan.workings)?, plan)?);
    Ok(())
}
