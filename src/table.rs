//! Tables of columns, and the only reader of data files: CSV, Parquet and spreadsheets, with or without
//! a data package that describes their columns.
//!
//! In comes a [`TableFile`]; out goes a [`Table`] whose every cell has been checked, or every mistake
//! found in it, each at its line and column. Nothing is guessed away: a cell that cannot be what its
//! column is becomes a problem, never a zero and never a blank.
//!
//! # Source
//! RFC 4180 (2005) for CSV; Frictionless Data Package, version 1 (2017), for `datapackage.json`.

use std::path::PathBuf;

use indexmap::IndexMap;

use crate::formula::Column;
use crate::formula::Values;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problems;

mod assembly;
mod delimited;
mod dictionary;
mod encoding;
mod excerpt;
mod file;
mod finding;
mod heading;
mod identity;
mod link;
mod mistake;
mod number;
mod package;
mod parquet;
mod parts;
mod piece;
mod quotation;
mod record;
mod sheet;
#[cfg(test)]
mod tests;
mod typing;
mod workbook;

use dictionary::Dictionary;
use dictionary::Index;
use sheet::Lines;

pub use excerpt::Excerpt;
pub use excerpt::excerpts;
pub use file::attempt;
pub use file::attempt_bytes;
pub use file::read;
pub use file::read_bytes;
pub use link::link;
pub use mistake::cell::CellMistake;
pub use mistake::file::FileMistake;
pub use mistake::package::PackageMistake;
pub use mistake::parent::ParentMistake;
pub use mistake::shape::ShapeMistake;
pub use package::DataPackage;
pub use parts::Parts;

/// The most rows a table may have.
pub const MOST_ROWS: usize = 5_000_000;
/// The most columns a table may have.
pub const MOST_COLUMNS: usize = 1_000;
/// The most bytes a data file may have: 4 GiB.
pub const MOST_BYTES: u64 = 4 << 30;

/// Which file holds a table, and how it is to be read.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// The table's name in the scenario.
    pub name: String,
    /// The file to open; its extension says the format: `.csv`, `.parquet`, `.xlsx` or `.xls`.
    pub path: PathBuf,
    /// What messages call the file.
    pub shown: String,
    /// How a CSV file writes its characters; default UTF-8.
    pub encoding: Encoding,
    /// The sheet of a workbook; default the first.
    pub sheet: Option<String>,
    /// Columns that are text whatever they hold, besides `id` and `name`: the column of parents.
    pub text_columns: Vec<String>,
    /// Whether rows must have an id; default [`Key::Required`].
    pub key: Key,
}

/// Whether the rows of a table must have an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Key {
    /// A column `id`, unique and without a blank; the default.
    #[default]
    Required,
    /// Rows without a column `id` are numbered from 1.
    None,
}

/// How a CSV file writes its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; the default.
    #[default]
    Utf8,
    /// GBK, read as its superset GB 18030: what Chinese spreadsheets write as «CSV».
    Gbk,
}

/// Where a column's figures come from, as the data package states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// Taken from a published source.
    Sourced,
    /// Worked out from published figures by a written method.
    Estimated,
    /// Invented for illustration or for tests.
    Synthetic,
    /// Not stated; the default.
    #[default]
    Unstated,
}

impl Origin {
    /// The word in a data package and in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Sourced => "sourced",
            Origin::Estimated => "estimated",
            Origin::Synthetic => "synthetic",
            Origin::Unstated => "unstated",
        }
    }

    /// The word that a person reads.
    pub fn label(self) -> Text {
        match self {
            Origin::Sourced => Text::new("sourced", "有出处"),
            Origin::Estimated => Text::new("estimated", "推算"),
            Origin::Synthetic => Text::new("synthetic", "虚构"),
            Origin::Unstated => Text::new("unstated", "未注明"),
        }
    }
}

/// One column with what the data package says about it.
#[derive(Clone, Debug)]
pub struct TableColumn {
    /// The values, one per row.
    pub column: Column,
    /// Where they come from; default [`Origin::Unstated`].
    pub origin: Origin,
    /// The unit of the values; default none.
    pub unit: Option<String>,
    /// The column's title for people; default none.
    pub title: Option<Text>,
    /// What the column holds; default none.
    pub description: Option<Text>,
    /// The source in words; default none.
    pub source: Option<String>,
}

/// A table as read or made, and checked: at least one row, a unique id for each, every column of one type.
#[derive(Clone, Debug)]
pub struct Table {
    /// The table's name in the scenario.
    pub name: String,
    /// What messages call the file.
    pub shown: String,
    /// The columns by heading, in the order of the file; `id` and `name` are among them, as text.
    pub columns: IndexMap<String, TableColumn>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub hash: String,
    /// SHA-256 of the data package that describes the file, in hexadecimal; default none.
    pub package_hash: Option<String>,
    rows: usize,
    ids: Index,
    id_at: usize,
    name_at: Option<usize>,
    lines: Lines,
}

impl Table {
    /// A table without rows or columns that stands for one that is yet to be made.
    pub(crate) fn without_rows(name: &str) -> Table {
        Table {
            name: name.to_owned(),
            shown: name.to_owned(),
            columns: IndexMap::new(),
            hash: String::new(),
            package_hash: None,
            rows: 0,
            ids: Dictionary::empty().split().1,
            id_at: 0,
            name_at: None,
            lines: Lines::Regular(2),
        }
    }

    /// Rows, at least 1.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The id of a row.
    ///
    /// # Panics
    /// If `row` is not below [`Table::rows`].
    pub fn id(&self, row: usize) -> &str {
        self.text(self.id_at, row).unwrap_or_default()
    }

    /// The name of a row; its id where there is no name.
    ///
    /// # Panics
    /// If `row` is not below [`Table::rows`].
    pub fn name(&self, row: usize) -> &str {
        self.name_at.and_then(|at| self.text(at, row)).unwrap_or_else(|| self.id(row))
    }

    /// The name of a row for a reader of a language: for English the column `name_en`, where there is one and the
    /// row has it.
    ///
    /// # Panics
    /// If `row` is not below [`Table::rows`].
    pub fn name_in(&self, row: usize, language: Language) -> &str {
        let english = match language {
            Language::English => self.columns.get_index_of("name_en").and_then(|at| self.text(at, row)),
            Language::Chinese => None,
        };
        english.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| self.name(row))
    }

    fn text(&self, at: usize, row: usize) -> Option<&str> {
        let (_, TableColumn { column, .. }) = self.columns.get_index(at)?;
        let Values::Text(text) = &column.values else { return None };
        let blank = column.blanks.as_ref().is_some_and(|blanks| blanks[row]);
        (!blank).then(|| text.words[text.codes[row] as usize].as_str())
    }

    /// The values under a heading, one per row.
    pub fn column(&self, heading: &str) -> Option<&Column> {
        self.columns.get(heading).map(|found| &found.column)
    }

    /// The row that has an id.
    pub fn row_of(&self, id: &str) -> Option<usize> {
        let Values::Text(text) = &self.columns.get_index(self.id_at)?.1.column.values else { return None };
        self.ids.find(&text.words, id).map(|code| code as usize)
    }

    /// Where a cell stands: the file, the line in it (in a workbook or a Parquet file the number of the
    /// row, the heading being row 1) and the heading; an empty heading means the whole line.
    pub fn place(&self, row: usize, column: &str) -> Place {
        Place::Cell { file: self.shown.clone(), line: self.lines.line(row), column: column.to_owned() }
    }

    /// The ids in row order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.rows).map(|row| self.id(row))
    }
}

/// A table as far as it could be read, and every mistake in it.
#[derive(Debug)]
pub struct Attempt {
    /// The table; where there are mistakes it only serves to check what names its columns.
    pub table: Option<Table>,
    /// The mistakes.
    pub problems: Problems,
}

impl Attempt {
    /// The table, if there is no mistake in it.
    ///
    /// # Errors
    /// Every mistake.
    pub fn finish(self) -> Result<Table, Problems> {
        match self.table {
            Some(table) => self.problems.or(table),
            None => Err(self.problems),
        }
    }
}

/// What reading gives: the table, or every mistake.
type Reading<T> = Result<T, Problems>;
