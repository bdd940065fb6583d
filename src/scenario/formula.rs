//! A formula of the scenario and where it stands.

use std::ops::Range;
use std::sync::Arc;

use super::Scenario;
use super::Tables;
use super::Texts;
use crate::formula::EvaluationProblem;
use crate::formula::Formula;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// A compiled formula and where it stands.
#[derive(Clone, Debug)]
pub struct PlacedFormula {
    /// The formula.
    pub formula: Formula,
    /// What it computes, for messages: `factor size of policy differentiated`.
    pub role: Text,
    pub(crate) anchor: Anchor,
}

/// Where a formula stands.
#[derive(Clone, Debug)]
pub(crate) enum Anchor {
    /// In a text, at these bytes.
    Text(Arc<Texts>, Range<usize>),
    /// In a cell of a table.
    Cell(Place),
}

impl PlacedFormula {
    /// The place of some bytes of the formula; of a formula in a cell, the cell.
    pub fn place(&self, inner: &Range<usize>) -> Place {
        match &self.anchor {
            Anchor::Text(texts, span) => texts.place_inside(span, inner),
            Anchor::Cell(place) => place.clone(),
        }
    }

    /// The place of the whole formula.
    pub fn whole_place(&self) -> Place {
        self.place(&(0..self.formula.text().len()))
    }

    /// What went wrong on evaluation, with the member named.
    pub fn problem(&self, scenario: &Scenario, tables: &Tables, problem: &EvaluationProblem) -> Problem {
        let table = &scenario.tables[problem.table].name;
        let member = problem.row.map(|row| {
            let table = &tables.tables[problem.table];
            match (table.id(row), table.name(row)) {
                (id, name) if id == name => id.to_owned(),
                (id, name) => format!("{id} {name}"),
            }
        });
        let (en, zh) = match member {
            Some(member) => (
                format!("{} of {table} `{member}`: {}", self.role.en, problem.found.en),
                format!("{table} `{member}` 的{}：{}", self.role.zh, problem.found.zh),
            ),
            None => (
                format!("{}: {}", self.role.en, problem.found.en),
                format!("{}：{}", self.role.zh, problem.found.zh),
            ),
        };
        Problem { remedy: problem.remedy.clone(), ..Problem::new(self.place(&problem.span), en, zh) }
    }
}
