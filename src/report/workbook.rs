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
mod comparison;
mod extent;
mod groups;
mod layout;
mod measure;
mod notes;
mod parameters;
mod picture;
mod place;
mod plan;
mod policy;
mod pool;
mod scheme;
mod sheet;
mod sheets;
mod staffing;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod worked;
mod workings;
mod world;

use std::io;
use std::io::Cursor;

use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::Subject;
use super::html::full_title;
use crate::claim::Facts;
use crate::problem::Stop;
use book_name::SheetNames;
use layout::Layout;
use parameters::ChosenCells;
use plan::Plan;
use sheet::Formats;

/// The most rows of a table for which a workbook holds formulas; above that it holds values.
pub const MOST_ROWS: usize = 20_000;

/// Writes the workbook.
///
/// Sheets: summary, parameters (each value a named cell), one per pool, groups, staffing by WISN and answers to residents where
/// there are any; then with formulas one per pool and policy, one per table, the service catalogue, and the workings; notes last.
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
    // Always the same day: the same outcome gives the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let generator = format!("junheng {}", env!("CARGO_PKG_VERSION"));
    book.set_properties(
        &DocProperties::new()
            .set_title(full_title(subject))
            .set_comment(generator)
            .set_creation_datetime(&day),
    );
    let layout = |name: &str| match stop.is_given_up() {
        true => Err(XlsxError::IoError(io::Error::other("the work was given up"))),
        false => Ok(Layout { subject, formats, name: name.to_owned() }),
    };
    book.push_worksheet(summary::sheet(&layout(&titles.summary)?, plan)?);
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
    if subject.outcome.pools.iter().any(|result| !result.groupings.is_empty()) {
        book.push_worksheet(groups::sheet(&layout(&titles.groups)?, plan)?);
    }
    if let Some(title) = &titles.staffing {
        book.push_worksheet(staffing::sheet(&layout(title), plan)?);
    }
    if let Some(title) = &titles.answers {
        book.push_worksheet(answers::sheet(&layout(title), plan)?);
    }
    for sheet in plan.iter().flat_map(|plan| plan.sheets.iter().flatten().map(move |sheet| (*plan, sheet))) {
        let (plan, sheet) = sheet;
        book.push_worksheet(policy::sheet(&layout(&sheet.name)?, plan, sheet)?);
    }
    for world in plan.iter().flat_map(|plan| plan.worlds) {
        let base = plan.and_then(|plan| plan.worlds.first()).filter(|first| !std::ptr::eq(*first, world));
        for (table, own) in world.tables.iter().enumerate() {
            book.push_worksheet(table::sheet(&layout(&own.name)?, world, table, base)?);
        }
        if let Some((name, catalogue)) = world.services.as_ref().zip(world.facts.services()) {
            book.push_worksheet(catalogue::sheet(&layout(name)?, world, catalogue)?);
        }
    }
    if let Some(plan) = plan {
        book.push_worksheet(workings::sheet(&layout(&plan.workings)?, plan)?);
    }
    book.push_worksheet(notes::sheet(&layout(&titles.notes)?, plan)?);
    let mut writer = stop.writer(Cursor::new(Vec::new()));
    book.save_to_writer(&mut writer)?;
    Ok(writer.inner.into_inner())
}
