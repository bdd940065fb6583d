//! CSV files, read in pieces side by side.
//!
//! The file is checked for its quotation marks and cut into pieces at line ends; each piece is read into
//! its part of every column at once. A column whose first thousand cells are numbers is read as numbers
//! straight away; if a later cell is none, that column alone is read again as text and judged as a whole.
//! So nothing depends on the cuts, the first cells or the threads but the time it takes.
//!
//! Why not the CSV reader of polars: it fills up a line with too few cells without a word, reads a mark
//! out of place as it can, and keeps no lines; finding that out afterwards costs as much as reading. The
//! `csv` crate, against which the records are tested, copies and checks every cell once more.

use std::borrow::Cow;

use rayon::prelude::*;

use super::MOST_COLUMNS;
use super::MOST_ROWS;
use super::TableFile;
use super::encoding;
use super::finding::SHOWN;
use super::mistake::file::FileMistake;
use super::mistake::shape::ShapeMistake;
use super::number;
use super::piece;
use super::piece::Part;
use super::piece::Piece;
use super::piece::Way;
use super::quotation;
use super::record::Records;
use super::sheet;
use super::sheet::Cells;
use super::sheet::Demand;
use super::sheet::Demands;
use super::sheet::Lines;
use super::sheet::NumberCells;
use super::sheet::Sheet;
use super::sheet::TextCells;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;

/// Records that are looked at before a column's way is chosen.
const SAMPLE: usize = 1_000;
/// Bytes of a piece, about: its columns and their words stay in a core's cache.
const PIECE: usize = 1 << 20;

/// Reads a CSV file.
///
/// # Errors
/// What keeps it from being read at all; ragged lines are among the sheet's problems.
pub(crate) fn read(file: &TableFile, bytes: &[u8], demands: Demands) -> Result<Sheet, Problems> {
    if file.sheet.is_some() {
        return Err(FileMistake::NoSheets.at(Place::File(file.shown.clone())).into());
    }
    let text = encoding::decode(bytes, file.encoding, &file.shown)?;
    read_text(&text, &file.shown, demands)
}

fn read_text(text: &str, shown: &str, demands: Demands) -> Result<Sheet, Problems> {
    let newline = if text.contains('\n') { '\n' } else { '\r' };
    let at_line = |line| Place::Cell { file: shown.to_owned(), line, column: String::new() };
    let cuts = quotation::cuts(text, newline, PIECE).map_err(|wrong| {
        wrong.mistake.at(at_line(piece::breaks(&text.as_bytes()[..wrong.at], newline as u8) + 1))
    })?;
    let mut records = Records::over(text, newline as u8);
    if !records.advance() {
        return Err(FileMistake::Empty.at(Place::File(shown.to_owned())).into());
    }
    let headings: Vec<String> = records.cells().map(Cow::into_owned).collect();
    let heading_line = records.before() + 1;
    if let Some(mistake) = misshapen(&headings) {
        return Err(mistake.at(at_line(heading_line)).into());
    }
    let (body, before) = (records.end(), records.breaks());
    let demanded: Vec<Demand> = headings.iter().map(|heading| demands(heading)).collect();
    let ways = ways(records, &demanded);
    let stretches = stretches(text, body, &cuts);
    let mut pieces: Vec<Piece> =
        stretches.par_iter().map(|stretch| piece::read(stretch, &ways, newline as u8)).collect();
    again(&mut pieces, &stretches, &ways, newline as u8);
    let (lines, problems) = lines(&pieces, before, headings.len(), shown);
    let rows = lines.len();
    if rows > MOST_ROWS {
        return Err(ShapeMistake::TooManyRows(rows).at(Place::File(shown.to_owned())).into());
    }
    let columns = columns(pieces, headings.len());
    Ok(Sheet { headings, heading_line, columns, rows, lines: Lines::of(lines), wrong: Vec::new(), problems })
}

/// A heading that shows the whole file to be something else.
fn misshapen(headings: &[String]) -> Option<ShapeMistake> {
    if headings.len() > MOST_COLUMNS {
        return Some(ShapeMistake::TooManyColumns(headings.len()));
    }
    match headings {
        [only] => {
            [';', '\t', '，', '|'].into_iter().find(|mark| only.contains(*mark)).map(ShapeMistake::Separator)
        }
        _ => None,
    }
}

/// How each column is read, by what is demanded and what its first cells are.
fn ways(mut records: Records, demanded: &[Demand]) -> Vec<Way> {
    let mut numbers = vec![0_usize; demanded.len()];
    let mut others = vec![0_usize; demanded.len()];
    for _ in 0..SAMPLE {
        if !records.advance() {
            break;
        }
        for (column, cell) in records.cells().enumerate().take(demanded.len()) {
            if number::parse(&cell).is_ok() {
                numbers[column] += 1;
            } else if !sheet::is_blank(&cell) {
                others[column] += 1;
            }
        }
    }
    let way = |(column, demand): (usize, &Demand)| match demand {
        Demand::Text | Demand::Truth => Way::Text,
        _ if numbers[column] > 0 && others[column] == 0 => Way::Number,
        _ => Way::Text,
    };
    demanded.iter().enumerate().map(way).collect()
}

/// The text after the heading, cut.
fn stretches<'a>(text: &'a str, body: usize, cuts: &[usize]) -> Vec<&'a str> {
    let mut starts = vec![body];
    starts.extend(cuts.iter().copied().filter(|cut| *cut > body));
    starts.push(text.len());
    starts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

/// Reads again, as text, the columns that were not numbers throughout.
fn again(pieces: &mut [Piece], stretches: &[&str], ways: &[Way], newline: u8) {
    let failed = |column: usize| pieces.iter().any(|piece| matches!(piece.parts[column], Part::Failed));
    let second: Vec<Way> =
        (0..ways.len()).map(|column| if failed(column) { Way::Text } else { Way::Skipped }).collect();
    if !second.contains(&Way::Text) {
        return;
    }
    pieces.par_iter_mut().zip(stretches).for_each(|(piece, stretch)| {
        let read = piece::read(stretch, &second, newline);
        for (part, new) in piece.parts.iter_mut().zip(read.parts) {
            if matches!(new, Part::Text(_)) {
                *part = new;
            }
        }
    });
}

/// The line of each row, and the ragged lines; `before` line breaks stand before the first piece.
fn lines(pieces: &[Piece], before: usize, expected: usize, shown: &str) -> (Vec<u32>, Problems) {
    let mut lines = Vec::with_capacity(pieces.iter().map(|piece| piece.lines.len()).sum());
    let mut ragged: Vec<Problem> = Vec::new();
    let mut hidden: Option<(usize, usize)> = None;
    let mut base = before + 1;
    for piece in pieces {
        lines.extend(piece.lines.iter().map(|line| base as u32 + line));
        for (line, found) in &piece.ragged {
            let line = base + *line as usize;
            if ragged.len() < SHOWN {
                let place = Place::Cell { file: shown.to_owned(), line, column: String::new() };
                ragged.push(ShapeMistake::Ragged { found: *found, expected }.at(place));
            } else {
                hidden = Some(hidden.map_or((line, 1), |(first, more)| (first, more + 1)));
            }
        }
        base += piece.breaks;
    }
    if let Some((line, more)) = hidden {
        let place = Place::Cell { file: shown.to_owned(), line, column: String::new() };
        ragged.push(ShapeMistake::MoreRagged(more).at(place));
    }
    (lines, Problems(ragged))
}

/// Joins the parts of every column, each in the order of the file.
fn columns(pieces: Vec<Piece>, count: usize) -> Vec<Cells> {
    let mut parts: Vec<Vec<Part>> = (0..count).map(|_| Vec::with_capacity(pieces.len())).collect();
    for piece in pieces {
        for (column, part) in parts.iter_mut().zip(piece.parts) {
            column.push(part);
        }
    }
    parts.into_par_iter().map(joined).collect()
}

fn joined(parts: Vec<Part>) -> Cells {
    let (cells, words) = (parts.iter().map(Part::cells).sum(), parts.iter().map(Part::words).sum());
    let mut numbers = NumberCells::default();
    let mut text = TextCells::empty();
    let is_text = parts.iter().any(|part| matches!(part, Part::Text(_)));
    if is_text {
        text.codes.reserve_exact(cells);
    } else {
        numbers.values.reserve_exact(cells);
    }
    for part in parts {
        match part {
            Part::Number(mut part) => {
                blanks(&mut numbers.blanks, numbers.values.len(), part.blanks, part.values.len());
                numbers.values.append(&mut part.values);
            }
            Part::Text(part) => append(&mut text, part, words),
            Part::Skipped | Part::Failed => {}
        }
    }
    if is_text { Cells::Text(text) } else { Cells::Number(numbers) }
}

fn append(text: &mut TextCells, part: TextCells, words: usize) {
    blanks(&mut text.blanks, text.codes.len(), part.blanks, part.codes.len());
    if text.codes.is_empty() {
        text.dictionary = part.dictionary;
        text.dictionary.reserve(words);
        text.codes.extend(part.codes);
        return;
    }
    let numbers = text.dictionary.absorb(part.dictionary);
    text.codes.extend(part.codes.iter().map(|code| numbers.get(*code as usize).copied().unwrap_or(0)));
}

/// Appends the blanks of a part of `more` cells to those of `rows` cells; empty means none.
fn blanks(all: &mut Vec<bool>, rows: usize, part: Vec<bool>, more: usize) {
    if all.is_empty() && part.is_empty() {
        return;
    }
    all.resize(rows, false);
    all.extend(part);
    all.resize(rows + more, false);
}
