//! Tidy tables, written as CSV and as Parquet from the same values, piece by piece.
//!
//! A table comes as a sequence of [`Frame`]s with the same columns, one for each policy and pool.

use std::fmt::Write as _;
use std::io;

use polars::prelude::AnyValue;
use polars::prelude::Column as PolarsColumn;
use polars::prelude::DataFrame;
use polars::prelude::DataType;
use polars::prelude::Float64Chunked;
use polars::prelude::Int64Chunked;
use polars::prelude::IntoColumn;
use polars::prelude::NamedFrom;
use polars::prelude::NewChunkedArray;
use polars::prelude::ParquetWriter;
use polars::prelude::PolarsError;
use polars::prelude::Scalar;
use polars::prelude::Series;
use polars::prelude::StringChunked;
use rayon::prelude::*;

use crate::formula::number_text;
use crate::quantity::Unit;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; a string column in Parquet.
    Text,
    /// Numbers; 64-bit floats in Parquet.
    Number,
    /// Whole numbers; 64-bit integers in Parquet.
    Integer,
    /// `true` and `false`; truth values in Parquet.
    Truth,
}

impl Kind {
    /// What Table Schema calls it.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number => "number",
            Kind::Integer => "integer",
            Kind::Truth => "boolean",
        }
    }

    /// What polars calls it.
    pub fn data_type(self) -> DataType {
        match self {
            Kind::Text => DataType::String,
            Kind::Number => DataType::Float64,
            Kind::Integer => DataType::Int64,
            Kind::Truth => DataType::Boolean,
        }
    }
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// One text for every row.
    Same(&'a str),
    /// Texts.
    Text(Vec<&'a str>),
    /// Texts made for the table.
    Made(Vec<String>),
    /// Texts, some of them missing.
    Optional(Vec<Option<&'a str>>),
    /// Numbers already written, exactly as they stand in CSV; an empty text is a missing number.
    Numeral(Vec<String>),
    /// Whole numbers of things.
    Count(Vec<usize>),
    /// Exact amounts in parts of a unit, written with its decimals.
    Amount(Vec<i64>, &'a Unit),
    /// Numbers, written with so many decimals, or as short as they are; NaN is written as an empty field.
    Number(Vec<f64>, Option<usize>),
    /// Numbers, the rows by turns (again from the first after the last) with so many decimals, or as short as they
    /// are, or where the decimals would not say all; NaN as above.
    Written(Vec<f64>, Vec<Option<usize>>),
    /// Nothing in any row, of a column of that kind.
    Nothing(Kind),
    /// Truth values, written `true` and `false`.
    Truth(Vec<bool>),
}

/// How a column is made, so that all columns of a frame can be made side by side.
pub type Maker<'a> = Box<dyn FnOnce() -> Cells<'a> + Send + 'a>;

/// A piece of a tidy table.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    rows: usize,
    columns: Vec<(&'a str, Cells<'a>)>,
}

impl<'a> Frame<'a> {
    /// A frame without rows, for its heading alone.
    pub fn heading(columns: impl Iterator<Item = (&'static str, Kind)>) -> Self {
        Frame { rows: 0, columns: columns.map(|(name, kind)| (name, Cells::Nothing(kind))).collect() }
    }

    /// Named columns of `rows` values each.
    pub fn new(rows: usize, columns: Vec<(&'a str, Cells<'a>)>) -> Self {
        Frame { rows, columns }
    }

    /// Named columns of `rows` values each, made side by side.
    pub fn make(rows: usize, columns: Vec<(&'static str, Maker<'a>)>) -> Self {
        let make = |(name, maker): (&'static str, Maker<'a>)| -> (&'a str, _) { (name, maker()) };
        let columns = match rows {
            0..PARALLEL => columns.into_iter().map(make).collect(),
            _ => columns.into_par_iter().map(make).collect(),
        };
        Frame { rows, columns }
    }

    fn data(self) -> Result<DataFrame, PolarsError> {
        let rows = self.rows;
        let series = |(name, cells): (&'a str, Cells<'a>)| cells.column(name, rows);
        let columns: Vec<PolarsColumn> = match rows {
            0..PARALLEL => self.columns.into_iter().map(series).collect(),
            _ => self.columns.into_par_iter().map(series).collect(),
        };
        DataFrame::new(rows, columns)
    }
}

/// Rows from which on columns are made side by side.
const PARALLEL: usize = 8_192;

/// Writes the frames as CSV (RFC 4180, UTF-8, line feeds) under one heading.
///
/// # Errors
/// What `out` fails with.
pub fn write_csv<'a>(frames: impl Iterator<Item = Frame<'a>>, out: impl io::Write) -> io::Result<()> {
    write_csv_part(frames, out, true)
}

/// As [`write_csv`], the heading only where asked: parts then add up to one file.
///
/// # Errors
/// What `out` fails with.
pub fn write_csv_part<'a>(
    frames: impl Iterator<Item = Frame<'a>>,
    out: impl io::Write,
    heading: bool,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut field = String::new();
    for (index, frame) in frames.enumerate() {
        if heading && index == 0 {
            writer.write_record(frame.columns.iter().map(|(name, _)| *name))?;
        }
        for row in 0..frame.rows {
            for (_, cells) in &frame.columns {
                field.clear();
                cells.write(row, &mut field);
                writer.write_field(&field)?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
    }
    writer.flush()
}

/// Writes the frames as one Parquet file, its columns side by side.
///
/// # Errors
/// What `out` fails with.
pub fn write_parquet<'a>(
    mut frames: impl Iterator<Item = Frame<'a>>,
    out: impl io::Write,
) -> Result<(), PolarsError> {
    let Some(first) = frames.next() else { return Ok(()) };
    let mut all = first.data()?;
    for frame in frames {
        all.vstack_mut_owned(frame.data()?)?;
    }
    ParquetWriter::new(out).finish(&mut all)?;
    Ok(())
}

/// Writes the frames as one Parquet file, a row group each, so that only one is held at a time.
///
/// # Errors
/// What `out` fails with.
pub fn write_parquet_groups<'a>(
    mut frames: impl Iterator<Item = Frame<'a>>,
    out: impl io::Write,
) -> Result<(), PolarsError> {
    let Some(first) = frames.next() else { return Ok(()) };
    let first = first.data()?;
    let mut writer = ParquetWriter::new(out).batched(first.schema())?;
    writer.write_batch(&first)?;
    for frame in frames {
        writer.write_batch(&frame.data()?)?;
    }
    writer.finish()?;
    Ok(())
}

/// Whether so many decimals say a number in full, as far as its 15 digits go.
fn is_written_in(number: f64, decimals: usize) -> bool {
    let scaled = number * 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    (scaled - scaled.round()).abs() <= 1e-15 * scaled.abs().max(1.0) * 16.0
}

impl Cells<'_> {
    fn write(&self, row: usize, field: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Cells::Same(text) => field.write_str(text),
            Cells::Text(texts) => field.write_str(texts[row]),
            Cells::Made(texts) | Cells::Numeral(texts) => field.write_str(&texts[row]),
            Cells::Optional(texts) => field.write_str(texts[row].unwrap_or("")),
            Cells::Count(counts) => write!(field, "{}", counts[row]),
            Cells::Amount(amounts, unit) => write!(field, "{}", unit.json(amounts[row])),
            Cells::Nothing(_) => Ok(()),
            Cells::Number(numbers, _) if numbers[row].is_nan() => Ok(()),
            Cells::Number(numbers, Some(decimals)) => write!(field, "{:.decimals$}", numbers[row]),
            Cells::Number(numbers, None) => field.write_str(&number_text(numbers[row])),
            Cells::Written(numbers, _) if numbers[row].is_nan() => Ok(()),
            Cells::Written(numbers, decimals) => {
                let number = numbers[row];
                match decimals[row % decimals.len()] {
                    Some(decimals) if is_written_in(number, decimals) => write!(field, "{number:.decimals$}"),
                    _ => field.write_str(&number_text(number)),
                }
            }
            Cells::Truth(truths) => write!(field, "{}", truths[row]),
        };
    }

    fn column(self, name: &str, rows: usize) -> PolarsColumn {
        let name = name.into();
        match self {
            Cells::Same(text) => {
                let text = Scalar::new(DataType::String, AnyValue::StringOwned(text.into()));
                PolarsColumn::new_scalar(name, text, rows)
            }
            Cells::Text(texts) => StringChunked::from_iter_values(name, texts.into_iter()).into_column(),
            Cells::Made(texts) => Series::new(name, texts).into(),
            Cells::Optional(texts) => {
                texts.into_iter().collect::<StringChunked>().with_name(name).into_column()
            }
            Cells::Numeral(texts) => {
                let numbers: Float64Chunked = texts.iter().map(|text| text.parse::<f64>().ok()).collect();
                numbers.with_name(name).into_column()
            }
            Cells::Count(counts) => {
                let counts: Vec<i64> =
                    counts.into_iter().map(|count| i64::try_from(count).unwrap_or(i64::MAX)).collect();
                Int64Chunked::from_vec(name, counts).into_column()
            }
            Cells::Amount(amounts, unit) => {
                let whole: Vec<f64> = amounts.into_iter().map(|parts| unit.whole(parts)).collect();
                Float64Chunked::from_vec(name, whole).into_column()
            }
            Cells::Number(numbers, _) | Cells::Written(numbers, _)
                if numbers.iter().any(|number| number.is_nan()) =>
            {
                let numbers: Float64Chunked =
                    numbers.into_iter().map(|number| (!number.is_nan()).then_some(number)).collect();
                numbers.with_name(name).into_column()
            }
            Cells::Number(numbers, _) | Cells::Written(numbers, _) => {
                Float64Chunked::from_vec(name, numbers).into_column()
            }
            Cells::Nothing(kind) => PolarsColumn::full_null(name, rows, &kind.data_type()),
            Cells::Truth(truths) => Series::new(name, truths).into(),
        }
    }
}
