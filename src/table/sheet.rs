//! What every format is read into, before its columns are given their types.

use super::dictionary::Dictionary;
use super::finding::Findings;
use crate::formula::Column;
use crate::formula::TextValues;
use crate::formula::Values;
use crate::problem::Place;
use crate::problem::Problems;

/// The lines of a file on which the rows stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lines {
    /// The first row on this line, each further row one line below.
    Regular(usize),
    /// One line for each row.
    Listed(Vec<u32>),
}

impl Lines {
    /// The line of a row, from 1.
    pub(crate) fn line(&self, row: usize) -> usize {
        match self {
            Lines::Regular(first) => first + row,
            Lines::Listed(lines) => lines.get(row).map_or(0, |line| *line as usize),
        }
    }

    /// The shortest form of a list of lines.
    pub(crate) fn of(lines: Vec<u32>) -> Self {
        let first = lines.first().map_or(2, |line| *line as usize);
        let regular = lines.iter().enumerate().all(|(row, line)| *line as usize == first + row);
        if regular { Lines::Regular(first) } else { Lines::Listed(lines) }
    }
}

/// Text as it stands in the file, not yet typed.
#[derive(Clone, Debug)]
pub(crate) struct TextCells {
    /// One number per row; without meaning under a blank.
    pub(crate) codes: Vec<u32>,
    /// One flag per row, or empty if no cell is blank.
    pub(crate) blanks: Vec<bool>,
    /// The distinct texts.
    pub(crate) dictionary: Dictionary,
}

impl TextCells {
    /// No cells yet.
    pub(crate) fn empty() -> Self {
        TextCells { codes: Vec::new(), blanks: Vec::new(), dictionary: Dictionary::empty() }
    }

    /// Adds a cell; nothing but white space is a blank.
    pub(crate) fn push(&mut self, text: &str) {
        let blank = is_blank(text);
        mark(&mut self.blanks, self.codes.len(), blank);
        let code = if blank { 0 } else { self.dictionary.number(text) };
        self.codes.push(code);
    }

    /// Whether a cell is blank.
    pub(crate) fn is_blank(&self, row: usize) -> bool {
        self.blanks.get(row).copied().unwrap_or(false)
    }

    /// The column of text, and the dictionary's index for whoever looks words up.
    pub(crate) fn into_column(self) -> (Column, super::dictionary::Index) {
        let (mut words, index) = self.dictionary.split();
        if words.is_empty() {
            words.push(String::new());
        }
        let text = TextValues { codes: self.codes, words: words.into() };
        (Column { values: Values::Text(text), blanks: some(self.blanks) }, index)
    }
}

/// Whether a cell holds nothing but white space.
pub(crate) fn is_blank(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => text.trim().is_empty(),
    }
}

/// Numbers as they stand in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberCells {
    /// One per row; NaN under a blank.
    pub(crate) values: Vec<f64>,
    /// One flag per row, or empty if no cell is blank.
    pub(crate) blanks: Vec<bool>,
}

impl NumberCells {
    /// Adds a number.
    pub(crate) fn push(&mut self, value: f64) {
        mark(&mut self.blanks, self.values.len(), false);
        self.values.push(value);
    }

    /// Adds a blank.
    pub(crate) fn push_blank(&mut self) {
        mark(&mut self.blanks, self.values.len(), true);
        self.values.push(f64::NAN);
    }
}

/// Records whether the cell at `row`, the next one, is blank; the list stays empty until one is.
pub(crate) fn mark(blanks: &mut Vec<bool>, row: usize, blank: bool) {
    if blank && blanks.is_empty() {
        blanks.resize(row, false);
        blanks.push(true);
    } else if !blanks.is_empty() {
        blanks.push(blank);
    }
}

/// The flags as a column holds them: none if no cell is blank.
pub(crate) fn some(blanks: Vec<bool>) -> Option<Vec<bool>> {
    blanks.contains(&true).then_some(blanks)
}

/// One column as read.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    /// Numbers, every one of them finite and exact.
    Number(NumberCells),
    /// Truth values with their blanks (empty if there is none).
    Truth(Vec<bool>, Vec<bool>),
    /// Text, which may yet turn out to be numbers.
    Text(TextCells),
    /// Text that the format itself says is text.
    Strings(TextCells),
}

/// What a column has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Whatever its cells say.
    Free,
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers.
    Integer,
    /// TRUE and FALSE.
    Truth,
}

/// A file's cells by column, with where they stand and what is wrong so far.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The headings, as they stand.
    pub(crate) headings: Vec<String>,
    /// The line of the heading.
    pub(crate) heading_line: usize,
    /// One for each heading, all of one length.
    pub(crate) columns: Vec<Cells>,
    /// Rows in every column.
    pub(crate) rows: usize,
    /// The lines of the rows.
    pub(crate) lines: Lines,
    /// For each column, cells that the format itself shows to be wrong; empty if there are none at all.
    pub(crate) wrong: Vec<Findings>,
    /// What else is wrong.
    pub(crate) problems: Problems,
}

impl Sheet {
    /// Where a cell stands.
    pub(crate) fn place(&self, file: &str, row: usize, column: &str) -> Place {
        Place::Cell { file: file.to_owned(), line: self.lines.line(row), column: column.to_owned() }
    }
}

/// What decides, by heading, what a column has to be.
pub(crate) type Demands<'a> = &'a (dyn Fn(&str) -> Demand + Sync);
