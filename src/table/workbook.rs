//! Workbooks: `.xlsx` and `.xls`.
//!
//! A cell is taken as the text that it would be in a CSV file, numbers in the shortest form that reads
//! back the same, and the columns are then judged alike; so a table means the same in either format.

use std::io::Cursor;
use std::panic;
use std::panic::AssertUnwindSafe;

use calamine::Data;
use calamine::Reader;
use calamine::Xls;
use calamine::Xlsx;

use super::MOST_COLUMNS;
use super::MOST_ROWS;
use super::TableFile;
use super::finding::Findings;
use super::mistake::cell::CellMistake;
use super::mistake::file::FileMistake;
use super::mistake::shape::ShapeMistake;
use super::sheet::Cells;
use super::sheet::Demand;
use super::sheet::Demands;
use super::sheet::Lines;
use super::sheet::Sheet;
use super::sheet::TextCells;
use super::typing;
use crate::problem::Place;
use crate::problem::Problems;

/// The cells of a workbook at most: 5 million rows of 20.
const MOST_CELLS: usize = 100_000_000;
/// Numbers from here on have digits that a workbook does not keep.
const ROUNDED: f64 = 1e15;

/// One cell that is not empty: row, column (both from 0) and value.
type Filled = (u32, u32, Data);

/// Reads the sheet that `file` names, or the first; the line of a row is its number in the sheet.
///
/// # Errors
/// That it is no workbook, has no such sheet, or is too large.
pub(crate) fn read(file: &TableFile, bytes: &[u8], demands: Demands) -> Result<Sheet, Problems> {
    // The reader of a damaged file may panic; here that is one more way of being unreadable.
    let filled = panic::catch_unwind(AssertUnwindSafe(|| filled(file, bytes)))
        .unwrap_or_else(|_| Err(FileMistake::Damaged.at(Place::File(file.shown.clone())).into()))?;
    let at_file = || Place::File(file.shown.clone());
    let Some(heading_row) = filled.first().map(|(row, ..)| *row) else {
        return Err(FileMistake::Empty.at(at_file()).into());
    };
    let left = filled.iter().map(|(_, column, _)| *column).min().unwrap_or(0);
    let right = filled.iter().map(|(_, column, _)| *column).max().unwrap_or(0);
    let width = (right - left) as usize + 1;
    if width > MOST_COLUMNS {
        return Err(ShapeMistake::TooManyColumns(width).at(at_file()).into());
    }
    let split = filled.partition_point(|(row, ..)| *row == heading_row);
    let (head, body) = filled.split_at(split);
    let mut headings = vec![String::new(); width];
    for (_, column, value) in head {
        headings[(column - left) as usize] = written(value).unwrap_or_default();
    }
    let mut grid = Grid::of(headings.iter().map(|heading| demands(heading)).collect());
    for row in body.chunk_by(|one, next| one.0 == next.0) {
        grid.push(row, left);
    }
    if grid.lines.len() > MOST_ROWS {
        return Err(ShapeMistake::TooManyRows(grid.lines.len()).at(at_file()).into());
    }
    let (rows, columns) = (grid.lines.len(), grid.columns.into_iter().map(Cells::Text).collect());
    let (lines, problems) = (Lines::of(grid.lines), Problems::default());
    Ok(Sheet {
        headings,
        heading_line: heading_row as usize + 1,
        columns,
        rows,
        lines,
        wrong: grid.wrong,
        problems,
    })
}

fn broken(why: &str, file: &TableFile) -> Problems {
    FileMistake::Workbook(why.to_owned()).at(Place::File(file.shown.clone())).into()
}

/// The filled cells of the sheet in order of rows and columns.
pub(super) fn filled(file: &TableFile, bytes: &[u8]) -> Result<Vec<Filled>, Problems> {
    let mut cells = if bytes.starts_with(b"PK") { of_xlsx(file, bytes)? } else { of_xls(file, bytes)? };
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
    Ok(cells)
}

/// The sheet that is asked for, among those that there are.
fn sheet(file: &TableFile, names: Vec<String>) -> Result<String, Problems> {
    let place = || Place::File(file.shown.clone());
    match &file.sheet {
        Some(asked) if names.contains(asked) => Ok(asked.clone()),
        Some(asked) => Err(FileMistake::Sheet { asked: asked.clone(), known: names }.at(place()).into()),
        None => names.into_iter().next().ok_or_else(|| FileMistake::Empty.at(place()).into()),
    }
}

/// Cell by cell, so that one far away cannot make a huge empty rectangle.
fn of_xlsx(file: &TableFile, bytes: &[u8]) -> Result<Vec<Filled>, Problems> {
    let wrong = |error: calamine::XlsxError| broken(&error.to_string(), file);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheet = sheet(file, workbook.sheet_names())?;
    let mut reader = workbook.worksheet_cells_reader(&sheet).map_err(wrong)?;
    let mut cells: Vec<Filled> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(wrong)? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if is_filled(&value) {
            cells.push((row, column, value));
        }
        if cells.len() > MOST_CELLS {
            return Err(FileMistake::TooManyCells(MOST_CELLS).at(Place::File(file.shown.clone())).into());
        }
    }
    Ok(cells)
}

/// The old format has at most 65,536 rows of 256, so the rectangle is bounded.
fn of_xls(file: &TableFile, bytes: &[u8]) -> Result<Vec<Filled>, Problems> {
    let wrong = |error: calamine::XlsError| broken(&error.to_string(), file);
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheet = sheet(file, workbook.sheet_names())?;
    let range = workbook.worksheet_range(&sheet).map_err(wrong)?;
    let (top, left) = range.start().unwrap_or_default();
    let filled = range.used_cells().filter(|(.., value)| is_filled(value));
    Ok(filled.map(|(row, column, value)| (top + row as u32, left + column as u32, value.clone())).collect())
}

fn is_filled(value: &Data) -> bool {
    match value {
        Data::Empty => false,
        Data::String(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// A value as text; nothing for an error, a date or a time.
fn written(value: &Data) -> Option<String> {
    match value {
        Data::String(text) => Some(text.clone()),
        Data::Float(number) => Some(number.to_string()),
        Data::Int(number) => Some(number.to_string()),
        Data::Bool(truth) => Some(typing::truth_word(*truth).to_owned()),
        Data::Empty => Some(String::new()),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) | Data::Error(_) => None,
    }
}

/// The columns as they grow row by row.
struct Grid {
    demands: Vec<Demand>,
    columns: Vec<TextCells>,
    wrong: Vec<Findings>,
    lines: Vec<u32>,
}

impl Grid {
    fn of(demands: Vec<Demand>) -> Self {
        let columns = demands.iter().map(|_| TextCells::empty()).collect();
        let wrong = demands.iter().map(|_| Findings::default()).collect();
        Grid { demands, columns, wrong, lines: Vec::new() }
    }

    /// Adds a row of filled cells; columns without one get a blank.
    fn push(&mut self, row: &[Filled], left: u32) {
        let number = self.lines.len();
        let mut cells = row.iter().peekable();
        for (column, texts) in self.columns.iter_mut().enumerate() {
            let Some((.., value)) = cells.next_if(|(_, at, _)| (at - left) as usize == column) else {
                texts.push("");
                continue;
            };
            let mistake = mistake(value, self.demands[column]);
            texts.push(&written(value).filter(|_| mistake.is_none()).unwrap_or_default());
            if let Some(mistake) = mistake {
                self.wrong[column].push(number, || mistake);
            }
        }
        self.lines.extend(row.first().map(|(row, ..)| row + 1));
    }
}

/// Why a cell cannot be taken as it is.
fn mistake(value: &Data, demand: Demand) -> Option<CellMistake> {
    match value {
        Data::Error(error) => Some(CellMistake::SpreadsheetError(error.to_string())),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
            Some(CellMistake::Date(value.to_string()))
        }
        Data::Float(number) if demand == Demand::Text && number.abs() >= ROUNDED => {
            Some(CellMistake::RoundedCode(number.to_string()))
        }
        Data::String(text) if text.contains('\0') => Some(CellMistake::Nul),
        _ => None,
    }
}
