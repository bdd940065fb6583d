//! One piece of a CSV file, read into its part of every column.

use super::number;
use super::record::Records;
use super::sheet;
use super::sheet::NumberCells;
use super::sheet::TextCells;

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Not at all.
    Skipped,
    /// As numbers, for as long as its cells are numbers.
    Number,
    /// As text.
    Text,
}

/// A piece's part of a column.
pub(crate) enum Part {
    /// Not read.
    Skipped,
    /// All numbers and blanks so far.
    Number(NumberCells),
    /// Read as numbers until a cell turned up that is none.
    Failed,
    /// Text.
    Text(TextCells),
}

impl Part {
    fn of(way: Way) -> Self {
        match way {
            Way::Skipped => Part::Skipped,
            Way::Number => Part::Number(NumberCells::default()),
            Way::Text => Part::Text(TextCells::empty()),
        }
    }

    /// Cells in it.
    pub(crate) fn cells(&self) -> usize {
        match self {
            Part::Skipped | Part::Failed => 0,
            Part::Number(cells) => cells.values.len(),
            Part::Text(cells) => cells.codes.len(),
        }
    }

    /// Distinct words in it.
    pub(crate) fn words(&self) -> usize {
        if let Part::Text(cells) = self { cells.dictionary.words.len() } else { 0 }
    }

    fn push(&mut self, text: &str) {
        match self {
            Part::Skipped | Part::Failed => {}
            Part::Text(cells) => cells.push(text),
            Part::Number(cells) => match number::parse(text) {
                Ok(value) => cells.push(value),
                Err(_) if sheet::is_blank(text) => cells.push_blank(),
                Err(_) => *self = Part::Failed,
            },
        }
    }
}

/// What a piece holds.
pub(crate) struct Piece {
    /// One part for each column.
    pub(crate) parts: Vec<Part>,
    /// For each row, the line breaks between the start of the piece and the row.
    pub(crate) lines: Vec<u32>,
    /// Line breaks in the piece.
    pub(crate) breaks: usize,
    /// Records with another number of cells: line breaks before it, and its cells. They are no rows.
    pub(crate) ragged: Vec<(u32, usize)>,
}

/// Reads the records of `text`, which starts with one and cuts none; blank lines are no records.
pub(crate) fn read(text: &str, ways: &[Way], newline: u8) -> Piece {
    let mut parts: Vec<Part> = ways.iter().map(|way| Part::of(*way)).collect();
    let (mut lines, mut ragged) = (Vec::new(), Vec::new());
    let mut records = Records::over(text, newline);
    while records.advance() {
        let line = records.before() as u32;
        if records.width() != ways.len() {
            ragged.push((line, records.width()));
            continue;
        }
        lines.push(line);
        for (part, cell) in parts.iter_mut().zip(records.cells()) {
            part.push(&cell);
        }
    }
    Piece { parts, lines, breaks: records.breaks(), ragged }
}

/// Line breaks in a stretch of bytes.
pub(crate) fn breaks(bytes: &[u8], newline: u8) -> usize {
    bytes.iter().filter(|byte| **byte == newline).count()
}
