//! What every sheet is laid out from.

use crate::language::Language;
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
}

impl Layout<'_> {
    /// The reader's language.
    pub(crate) fn language(&self) -> Language {
        self.subject.language
    }
}
