//! The service catalogue, and what a policy changes in it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::tables::EncodingFormat;
use super::value::FormulaText;
use crate::scenario::placed::Placed;

/// The service catalogue: a file whose columns are `id, label_en, label_zh, department, kind, per, hours, yuan,
/// admitted, funded`. A value of an item is set with `--set services.ITEM.COLUMN=VALUE`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesFormat {
    /// The file (CSV, Parquet or XLSX), relative to the scenario.
    pub file: Placed<String>,
    /// The table whose members do the work.
    pub over: Placed<String>,
    /// The encoding of a CSV file; default UTF-8.
    pub encoding: Option<EncodingFormat>,
    /// The sheet of a workbook; default the first.
    pub sheet: Option<String>,
    /// Hours that one post works in a year; turns hours freed into posts.
    pub hours_per_post: Option<Placed<FormulaText>>,
}

/// What a policy changes in one item of the service catalogue, such as a plaque taken down (减负).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceChangeFormat {
    /// The driver: units a year, a formula over the catalogue's table.
    pub per: Option<Placed<FormulaText>>,
    /// Hours per driver unit and year.
    pub hours: Option<Placed<f64>>,
    /// Yuan per driver unit and year.
    pub yuan: Option<Placed<f64>>,
    /// Whether it is admitted (准入).
    pub admitted: Option<Placed<bool>>,
    /// The share of its yuan that comes with it, from 0 to 1.
    pub funded: Option<Placed<f64>>,
}
