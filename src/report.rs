//! The only writer: an outcome to files, to JSON, and to the words on a terminal.
//!
//! In: the scenario, its tables, the outcome and where its figures come from. Out: tidy tables (CSV and
//! Parquet), JSON, a manifest, a page, a workbook, a summary and explanations. Nothing is computed here that
//! the outcome does not hold; it is only put into words and files.

pub mod aligned;
pub mod audit;
pub mod documents;
pub mod explanation;
pub mod folder;
pub mod frame;
pub mod headline;
pub mod html;
pub mod json;
pub mod manifest;
pub mod sensitivity;
pub mod solution;
pub mod package;
pub mod resource;
pub mod simulation;
pub mod summary;
pub mod sweep;
pub mod tables;
pub mod workbook;

use std::borrow::Cow;

use crate::evaluate::Outcome;
use crate::evaluate::Provenance;
use crate::language::Language;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// What is reported, and to whom.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its tables.
    pub tables: &'a Tables,
    /// The result.
    pub outcome: &'a Outcome,
    /// Which figures are not plainly sourced.
    pub provenance: &'a Provenance,
    /// The reader's language.
    pub language: Language,
}

impl Subject<'_> {
    /// What a row of a table is called in the reader's language: in English its `name_en` where the table has
    /// such a column and the cell is not blank, else its name.
    pub fn name(&self, table: usize, row: usize) -> Cow<'_, str> {
        let table = &self.tables.tables[table];
        let english = match self.language {
            Language::English => table.column("name_en").map(|column| column.display(row)),
            Language::Chinese => None,
        };
        match english {
            Some(name) if !name.trim().is_empty() => Cow::Owned(name),
            _ => Cow::Borrowed(table.name(row)),
        }
    }
}
