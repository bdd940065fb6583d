//! A small district to evaluate formulas over.

use crate::formula::BaselineUse;
use crate::formula::Column;
use crate::formula::Data;
use crate::formula::EvaluationProblem;
use crate::formula::Formula;
use crate::formula::FormulaProblem;
use crate::formula::TableData;
use crate::formula::TableWords;
use crate::formula::Type;
use crate::formula::Vocabulary;

pub(super) const UNITS: usize = 0;
pub(super) const COMMUNITIES: usize = 1;
pub(super) const GRIDS: usize = 2;

/// Units, the communities in them, the grids in those, and schools that belong to units too.
pub(super) struct World {
    pub(super) words: Vocabulary,
    pub(super) columns: Vec<Vec<Column>>,
    pub(super) parents: Vec<Option<Vec<u32>>>,
    pub(super) parameters: Vec<f64>,
    pub(super) baseline: Option<Vec<f64>>,
}

fn table(name: &str, parent: Option<usize>, columns: &[(&str, Type)]) -> TableWords {
    let columns = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    TableWords { name: name.to_owned(), columns, parent }
}

impl World {
    /// Three units (the last without communities), four communities, five grids.
    pub(super) fn new() -> Self {
        let units = table("units", None, &[("kind", Type::Text), ("weight", Type::Number)]);
        let communities = table(
            "communities",
            Some(UNITS),
            &[
                ("population", Type::Number),
                ("area", Type::Number),
                ("type", Type::Text),
                ("old", Type::Truth),
                ("常住人口", Type::Number),
                ("floor area", Type::Number),
            ],
        );
        let grids = table("grids", Some(COMMUNITIES), &[("lamps", Type::Number)]);
        let schools = table("schools", Some(UNITS), &[("pupils", Type::Number)]);
        let parameters = ["year", "rate", "每人标准", "zero"].map(str::to_owned).to_vec();
        World {
            words: Vocabulary { tables: vec![units, communities, grids, schools], parameters },
            columns: vec![
                vec![Column::texts(["street", "township", "street"]), Column::numbers(vec![1.0, 2.0, 3.0])],
                vec![
                    Column::numbers(vec![100.0, 200.0, 300.0, 400.0]),
                    Column::optional_numbers(&[Some(2.0), None, Some(0.0), Some(-4.0)]),
                    Column::optional_texts(&[Some("old"), Some("new"), None, Some("say \"hi\"")]),
                    Column::truths(vec![true, false, true, false]),
                    Column::numbers(vec![4037.0, 1.0, 2.0, 3.0]),
                    Column::numbers(vec![1.5, 2.5, 3.5, 4.5]),
                ],
                vec![Column::numbers(vec![1.0, 2.0, 3.0, 4.0, 5.0])],
                vec![Column::numbers(vec![50.0, 60.0])],
            ],
            parents: vec![None, Some(vec![1, 0, 1, 0]), Some(vec![3, 0, 0, 2, 3]), Some(vec![0, 0])],
            parameters: vec![2026.0, 0.5, 18.0, 0.0],
            baseline: None,
        }
    }

    pub(super) fn compile(&self, text: &str, table: usize) -> Result<Formula, Vec<FormulaProblem>> {
        let baseline = if self.baseline.is_some() { BaselineUse::Allowed } else { BaselineUse::Refused };
        Formula::compile(text, table, &self.words, baseline)
    }

    pub(super) fn formula(&self, text: &str, table: usize) -> Formula {
        self.compile(text, table).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
    }

    pub(super) fn data(&self) -> Data<'_> {
        let tables = self.columns.iter().zip(&self.parents).map(|(columns, parents)| TableData {
            rows: columns.first().map_or(0, Column::len),
            columns: columns.iter().map(Some).collect(),
            parent_rows: parents.as_deref(),
        });
        Data {
            tables: tables.collect(),
            parameters: &self.parameters,
            baseline: self.baseline.as_deref(),
            stop: None,
        }
    }

    pub(super) fn evaluate(&self, text: &str, table: usize) -> Result<Column, EvaluationProblem> {
        self.formula(text, table).evaluate(&self.data())
    }

    /// The values as text, one per row.
    pub(super) fn shown(&self, text: &str, table: usize) -> Vec<String> {
        let column = self.evaluate(text, table).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        (0..column.len()).map(|row| column.display(row)).collect()
    }

    /// The value of a formula that uses no column, as text.
    pub(super) fn constant(&self, text: &str) -> String {
        self.shown(text, UNITS).swap_remove(0)
    }
}
