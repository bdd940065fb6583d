//! What every sheet is laid out from.

use std::io;

use rust_xlsxwriter::XlsxError;

use crate::language::Language;
use crate::problem::Stop;
use crate::report::Subject;

use super::formats::Formats;

/// The subject, the formats of the workbook, and the sheet's own name.
pub(crate) struct Layout<'a> {
    /// What is reported.
    pub(crate) subject: &'a Subject<'a>,
    /// The formats of all cells.
    pub(crate) formats: &'a Formats,
    /// The name of the sheet: valid and unlike any other.
    pub(crate) name: String,
    /// By which the workbook is given up.
    pub(crate) stop: &'a Stop,
}

impl Layout<'_> {
    /// Goes on with the next row, unless the workbook was given up.
    pub(crate) fn go_on(&self) -> Result<(), XlsxError> {
        match self.stop.is_given_up() {
            true => Err(XlsxError::IoError(io::Error::other("the work was given up"))),
            false => Ok(()),
        }
    }

    /// The reader's language.
    pub(crate) fn language(&self) -> Language {
        self.subject.language
    }
}
