//! The workbook for people who go on calculating: policies by measures, parameters, every member of every
//! pool, groups, and notes.
//!
//! In: an outcome. Out: the bytes of an XLSX file. It holds values, no formulas, and no text in it can become
//! one. The same outcome gives the same bytes.

mod book_name;
mod groups;
mod layout;
mod notes;
mod parameters;
mod pool;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::Subject;
use super::html::full_title;
use super::html::page::pick;
use book_name::SheetNames;
use layout::Layout;
use sheet::Formats;

/// Writes the workbook.
///
/// Sheets: summary, parameters (each value a named cell), one per pool, groups where there are any, notes.
///
/// # Errors
/// [`XlsxError`] where the library refuses to write; nothing in a checked scenario should lead to one.
pub fn workbook(subject: &Subject<'_>) -> Result<Vec<u8>, XlsxError> {
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
    let formats = Formats::new();
    let mut names = SheetNames::default();
    let language = subject.language;
    let mut layout = |name: &str| Layout { subject, formats: &formats, name: names.unique(name) };
    let summary_name = layout(pick(language, "Summary", "概要"));
    let parameters_name = layout(pick(language, "Parameters", "参数"));
    let groups_name = layout(pick(language, "Groups", "分组"));
    let notes_name = layout(pick(language, "Notes", "说明"));
    book.push_worksheet(summary::sheet(&summary_name)?);
    let (sheet, cells) = parameters::sheet(&parameters_name)?;
    book.push_worksheet(sheet);
    for (name, cell) in cells {
        book.define_name(name, &cell)?;
    }
    for result in &subject.outcome.pools {
        let layout = layout(subject.scenario.pools[result.pool].label.get(language));
        book.push_worksheet(pool::sheet(&layout, result)?);
    }
    if subject.outcome.pools.iter().any(|result| !result.groupings.is_empty()) {
        book.push_worksheet(groups::sheet(&groups_name)?);
    }
    book.push_worksheet(notes::sheet(&notes_name)?);
    book.save_to_buffer()
}
