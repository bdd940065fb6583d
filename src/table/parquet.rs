//! Parquet files, whose columns have types of their own.

use std::io::Cursor;
use std::panic;
use std::panic::AssertUnwindSafe;

use polars::prelude::ArrowDataType;
use polars::prelude::Column;
use polars::prelude::DataFrame;
use polars::prelude::DataType;
use polars::prelude::ParquetReader;
use polars::prelude::PolarsError;
use polars::prelude::SerReader;
use rayon::prelude::*;

use super::MOST_COLUMNS;
use super::MOST_ROWS;
use super::TableFile;
use super::finding::Findings;
use super::mistake::cell::CellMistake;
use super::mistake::file::FileMistake;
use super::mistake::shape::ShapeMistake;
use super::number;
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

/// Reads a Parquet file; the line of a row is its number, the heading counting as row 1.
///
/// # Errors
/// That it is none, is too large, or has a column of a type that is not read.
pub(crate) fn read(file: &TableFile, bytes: &[u8], demands: Demands) -> Result<Sheet, Problems> {
    let at_file = || Place::File(file.shown.clone());
    if file.sheet.is_some() {
        return Err(FileMistake::NoSheets.at(at_file()).into());
    }
    // The reader of a damaged file may panic; here that is one more way of being unreadable.
    let frame = panic::catch_unwind(AssertUnwindSafe(|| frame(bytes, &file.shown)))
        .unwrap_or_else(|_| Err(FileMistake::Damaged.at(at_file()).into()))?;
    let rows = frame.height();
    let headings: Vec<String> = frame.get_column_names().iter().map(|name| name.to_string()).collect();
    let read: Result<Vec<(Cells, Findings)>, PolarsError> = frame
        .into_columns()
        .into_par_iter()
        .map(|column| {
            let demand = demands(column.name());
            cells(column, demand)
        })
        .collect();
    let (columns, wrong) = read.map_err(|error| broken(error.to_string(), &file.shown))?.into_iter().unzip();
    let (lines, problems) = (Lines::Regular(2), Problems::default());
    Ok(Sheet { headings, heading_line: 1, columns, rows, lines, wrong, problems })
}

fn broken(why: String, shown: &str) -> Problems {
    let why = why.lines().next().unwrap_or_default().to_owned();
    FileMistake::Parquet(why).at(Place::File(shown.to_owned())).into()
}

/// The columns, once their number, their length and their types are known to be fit.
fn frame(bytes: &[u8], shown: &str) -> Result<DataFrame, Problems> {
    let wrong = |error: PolarsError| broken(error.to_string(), shown);
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let rows = reader.num_rows().map_err(wrong)?;
    let schema = reader.schema().map_err(wrong)?;
    let whole = || Place::File(shown.to_owned());
    if rows > MOST_ROWS {
        return Err(ShapeMistake::TooManyRows(rows).at(whole()).into());
    }
    if schema.len() > MOST_COLUMNS {
        return Err(ShapeMistake::TooManyColumns(schema.len()).at(whole()).into());
    }
    let mut problems = Problems::default();
    for (name, field) in schema.iter() {
        if !is_read(&field.dtype) {
            problems.push(of_type(name, &field.dtype, shown));
        }
    }
    problems.or(())?;
    reader.finish().map_err(wrong)
}

fn of_type(name: &str, kind: &ArrowDataType, shown: &str) -> Problem {
    let place = Place::Cell { file: shown.to_owned(), line: 1, column: name.to_owned() };
    CellMistake::ColumnType(format!("{kind:?}")).at(place)
}

fn is_read(kind: &ArrowDataType) -> bool {
    use ArrowDataType as Kind;
    matches!(
        kind,
        Kind::Boolean
            | Kind::Int8
            | Kind::Int16
            | Kind::Int32
            | Kind::Int64
            | Kind::UInt8
            | Kind::UInt16
            | Kind::UInt32
            | Kind::UInt64
            | Kind::Float32
            | Kind::Float64
            | Kind::Utf8
            | Kind::LargeUtf8
            | Kind::Utf8View
            | Kind::Null
    )
}

/// One column's cells, and those that cannot be kept.
fn cells(column: Column, demand: Demand) -> Result<(Cells, Findings), PolarsError> {
    Ok(match column.dtype() {
        DataType::Boolean => (truths(&column)?, Findings::default()),
        DataType::Float32 | DataType::Float64 => floats(&column)?,
        DataType::String => strings(&column)?,
        DataType::Null => (Cells::Number(blank(column.len())), Findings::default()),
        _ if demand == Demand::Text => codes(&column)?,
        _ => integers(&column)?,
    })
}

fn blank(rows: usize) -> NumberCells {
    NumberCells { values: vec![f64::NAN; rows], blanks: vec![true; rows] }
}

fn truths(column: &Column) -> Result<Cells, PolarsError> {
    let (mut values, mut blanks) = (Vec::with_capacity(column.len()), Vec::new());
    for cell in column.bool()?.iter() {
        sheet::mark(&mut blanks, values.len(), cell.is_none());
        values.push(cell.unwrap_or(false));
    }
    Ok(Cells::Truth(values, blanks))
}

fn floats(column: &Column) -> Result<(Cells, Findings), PolarsError> {
    let (mut cells, mut findings) = (NumberCells::default(), Findings::default());
    let column = column.cast(&DataType::Float64)?;
    for (row, cell) in column.f64()?.iter().enumerate() {
        match cell {
            Some(value) if value.is_finite() => cells.push(value + 0.0),
            Some(value) => {
                findings.push(row, || CellMistake::NotFinite(value.to_string()));
                cells.push_blank();
            }
            None => cells.push_blank(),
        }
    }
    Ok((Cells::Number(cells), findings))
}

fn integers(column: &Column) -> Result<(Cells, Findings), PolarsError> {
    let (mut cells, mut findings) = (NumberCells::default(), Findings::default());
    whole(column, |row, cell| match cell {
        Some(value) if value.unsigned_abs() <= number::EXACT as u128 => cells.push(value as f64),
        Some(value) => {
            findings.push(row, || CellMistake::TooLong(value.to_string()));
            cells.push_blank();
        }
        None => cells.push_blank(),
    })?;
    Ok((Cells::Number(cells), findings))
}

/// Whole numbers that are codes, as text.
fn codes(column: &Column) -> Result<(Cells, Findings), PolarsError> {
    let mut cells = TextCells::empty();
    whole(column, |_, cell| match cell {
        Some(value) => cells.push(&value.to_string()),
        None => cells.push(""),
    })?;
    Ok((Cells::Text(cells), Findings::default()))
}

fn whole(column: &Column, mut each: impl FnMut(usize, Option<i128>)) -> Result<(), PolarsError> {
    if *column.dtype() == DataType::UInt64 {
        column.u64()?.iter().enumerate().for_each(|(row, cell)| each(row, cell.map(i128::from)));
    } else {
        let column = column.cast(&DataType::Int64)?;
        column.i64()?.iter().enumerate().for_each(|(row, cell)| each(row, cell.map(i128::from)));
    }
    Ok(())
}

fn strings(column: &Column) -> Result<(Cells, Findings), PolarsError> {
    let (mut cells, mut findings) = (TextCells::empty(), Findings::default());
    for (row, cell) in column.str()?.iter().enumerate() {
        let text = cell.unwrap_or_default();
        if text.contains('\0') {
            findings.push(row, || CellMistake::Nul);
        }
        cells.push(text);
    }
    Ok((Cells::Strings(cells), findings))
}
