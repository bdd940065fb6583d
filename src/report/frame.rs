//! Tidy tables, written as CSV and as Parquet from the same values, piece by piece.
//!
//! A table comes as a sequence of [`Frame`]s with the same columns, so that a large outcome is never held
//! twice.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use polars::prelude::Column as PolarsColumn;
use polars::prelude::DataFrame;
use polars::prelude::NamedFrom;
use polars::prelude::ParquetCompression;
use polars::prelude::ParquetWriter;
use polars::prelude::PolarsError;
use polars::prelude::Series;

use crate::formula::number_text;
use crate::quantity::Unit;

/// The values of a column; `None` is written as an empty field.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// One text for every row.
    Same(&'a str),
    /// Texts.
    Text(Vec<Cow<'a, str>>),
    /// Exact amounts in parts of a unit, written with its decimals.
    Amount(Vec<Option<i64>>, &'a Unit),
    /// Numbers, written with so many decimals, or as short as they are.
    Number(Vec<Option<f64>>, Option<usize>),
    /// Truth values, written `true` and `false`.
    Truth(Vec<bool>),
}

/// A piece of a tidy table.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    rows: usize,
    columns: Vec<(&'static str, Cells<'a>)>,
}

impl<'a> Frame<'a> {
    /// Named columns of `rows` values each.
    pub fn new(rows: usize, columns: Vec<(&'static str, Cells<'a>)>) -> Self {
        Frame { rows, columns }
    }

    fn series(self) -> Result<DataFrame, PolarsError> {
        let rows = self.rows;
        let columns: Vec<PolarsColumn> =
            self.columns.into_iter().map(|(name, cells)| cells.series(name, rows).into()).collect();
        DataFrame::new(rows, columns)
    }
}

/// Writes the frames as CSV (RFC 4180, UTF-8, line feeds) under one heading.
///
/// # Errors
/// What `out` fails with.
pub fn write_csv<'a>(frames: impl Iterator<Item = Frame<'a>>, out: impl io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut field = String::new();
    for (index, frame) in frames.enumerate() {
        if index == 0 {
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

/// Writes the frames as one Parquet file.
///
/// # Errors
/// What `out` fails with.
pub fn write_parquet<'a>(
    mut frames: impl Iterator<Item = Frame<'a>>,
    out: impl io::Write,
) -> Result<(), PolarsError> {
    let Some(first) = frames.next() else { return Ok(()) };
    let first = first.series()?;
    let writer = ParquetWriter::new(out).with_compression(ParquetCompression::Snappy);
    let mut writer = writer.batched(first.schema())?;
    writer.write_batch(&first)?;
    drop(first);
    for frame in frames {
        writer.write_batch(&frame.series()?)?;
    }
    writer.finish()?;
    Ok(())
}

impl Cells<'_> {
    fn write(&self, row: usize, field: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Cells::Same(text) => field.write_str(text),
            Cells::Text(texts) => field.write_str(&texts[row]),
            Cells::Amount(amounts, unit) => {
                amounts[row].map_or(Ok(()), |parts| write!(field, "{}", unit.json(parts)))
            }
            Cells::Number(numbers, decimals) => match (numbers[row], decimals) {
                (None, _) => Ok(()),
                (Some(number), Some(decimals)) => write!(field, "{number:.decimals$}"),
                (Some(number), None) => field.write_str(&number_text(number)),
            },
            Cells::Truth(truths) => write!(field, "{}", truths[row]),
        };
    }

    fn series(self, name: &str, rows: usize) -> Series {
        match self {
            Cells::Same(text) => Series::new(name.into(), vec![text; rows]),
            Cells::Text(texts) => {
                let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
                Series::new(name.into(), texts)
            }
            Cells::Amount(amounts, unit) => {
                let amounts: Vec<Option<f64>> =
                    amounts.iter().map(|parts| parts.map(|parts| unit.whole(parts))).collect();
                Series::new(name.into(), amounts)
            }
            Cells::Number(numbers, _) => Series::new(name.into(), numbers),
            Cells::Truth(truths) => Series::new(name.into(), truths),
        }
    }
}
