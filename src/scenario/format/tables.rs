//! Tables of facts as the file names them: files, generated rows, computed columns, noise.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Named;
use super::parameters::UncertainFormat;
use super::value::FormulaText;
use crate::scenario::placed::Placed;

/// A table of facts: a file with a column `id`, one row per member; or rows generated from another table's.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableFormat {
    /// The file (CSV, Parquet or XLSX), relative to the scenario.
    pub file: Option<Placed<String>>,
    /// In place of a file: rows into which the rows of another table are divided, such as grids (网格).
    pub generate: Option<Placed<GenerateFormat>>,
    /// The encoding of a CSV file; default UTF-8.
    pub encoding: Option<EncodingFormat>,
    /// The sheet of a workbook; default the first.
    pub sheet: Option<String>,
    /// The table that these rows belong to, and the column that names it.
    pub parent: Option<ParentFormat>,
    /// Columns computed from others, in order; later ones may use earlier ones.
    #[serde(default)]
    pub columns: Named<Placed<FormulaText>>,
    /// How uncertain columns are, of the file or derived, for simulation and sensitivity.
    #[serde(default)]
    pub uncertain: Named<Placed<NoiseFormat>>,
}

/// How uncertain a column is: what its figures are multiplied by in each draw. At least one of the two.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct NoiseFormat {
    /// A factor of each member's own.
    pub member: Option<UncertainFormat>,
    /// One factor for all members.
    pub shared: Option<UncertainFormat>,
}

/// Divides each row of a table into parts of at most `per`, as even as whole numbers allow; the parts are the
/// rows of a table of their own, below the first. Its columns are `id` (the row's id, a hyphen and a number),
/// `name`, the row's id under the singular of its table's name (`communities`: `community`), and `by`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GenerateFormat {
    /// The table whose rows are divided.
    pub from: Placed<String>,
    /// The column that is divided, in whole numbers: `households`.
    pub by: Placed<String>,
    /// The most that one part has: a number, a parameter, or a formula over the table that is divided.
    pub per: Placed<FormulaText>,
}

/// How the characters of a CSV file are encoded.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum EncodingFormat {
    /// UTF-8, with or without a byte order mark.
    #[serde(alias = "utf8")]
    #[serde(rename = "utf-8")]
    Utf8,
    /// GBK (and GB2312), as older Chinese spreadsheets save it.
    Gbk,
}

/// The parent of a table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParentFormat {
    /// The parent table's name.
    pub table: Placed<String>,
    /// The column of this table that holds the parent's id.
    pub column: Placed<String>,
}
