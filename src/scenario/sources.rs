//! The tables of a scenario, where they come from, and the columns computed in them.

use std::sync::Arc;

use super::Generation;
use super::PlacedFormula;
use super::ServiceColumn;
use crate::table::Table;
use crate::table::TableFile;

/// A table as the scenario names it.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name in the scenario.
    pub name: String,
    /// The file that holds it, or how it is generated.
    pub source: TableSource,
    /// Index of the parent table and the column that names the parent.
    pub parent: Option<(usize, String)>,
    /// Columns that are not in the file, in order; they follow the file's columns in the vocabulary.
    pub derived: Vec<DerivedColumn>,
    /// Index in the vocabulary of the first derived column.
    pub first_derived: usize,
}

/// Where the rows of a table come from.
#[derive(Clone, Debug)]
pub enum TableSource {
    /// A file.
    File(TableFile),
    /// Another table, whose rows are divided.
    Generated(Box<Generation>),
}

impl TableSpec {
    /// How it is generated; `None` for a table from a file.
    pub fn generation(&self) -> Option<&Generation> {
        match &self.source {
            TableSource::File(_) => None,
            TableSource::Generated(generation) => Some(generation),
        }
    }
}

/// A column that is computed.
#[derive(Clone, Debug)]
pub struct DerivedColumn {
    /// Its name.
    pub name: String,
    /// What it is computed from.
    pub from: Derivation,
}

/// What a column is computed from.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// A formula of the scenario.
    Formula(Box<PlacedFormula>),
    /// The service catalogue.
    Services(ServiceColumn),
}

impl DerivedColumn {
    /// The formula it is computed by, unless it comes from the service catalogue.
    pub fn formula(&self) -> Option<&PlacedFormula> {
        match &self.from {
            Derivation::Formula(formula) => Some(formula),
            Derivation::Services(_) => None,
        }
    }
}

/// The tables of a scenario, in its order, with each child row's parent row.
#[derive(Debug)]
pub struct Tables {
    /// One per table of the scenario.
    pub tables: Vec<Arc<Table>>,
    /// For a table with a parent: the parent's row of each of its rows.
    pub parent_rows: Vec<Option<Vec<u32>>>,
    /// The service catalogue as a table, if there is one.
    pub catalogue: Option<Arc<Table>>,
}
