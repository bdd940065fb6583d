//! Evaluates a checked formula column by column, in blocks of rows.
//!
//! Every operation runs over a block; what is computed over many rows is computed once, before. If a block
//! fails, its first failing row is sought by halving, so the row reported does not depend on the blocks
//! nor on the number of threads.

use std::ops::Range;

use rayon::prelude::*;

use super::Column;
use super::Data;
use super::EvaluationProblem;
use super::Formula;
use super::TextValues;
use super::Type;
use super::aggregate::Slot;
use super::fault::Fault;
use super::lane::Lane;
use super::lane::Rows;
use super::tree::Cell;
use super::tree::Form;
use super::tree::Node;
use super::value::Values;
use crate::problem::Stop;

mod choice;
mod comparison;
mod lookup;
mod number;
mod truth;
mod word;

/// Rows of a block.
pub(crate) const BLOCK: usize = 4_096;
/// The fewest rows that are worth several threads.
const MANY: usize = 8_192;

/// The result of evaluating something; the problem is boxed, since every level of a formula passes it on.
pub(crate) type Outcome<T> = Result<T, Box<EvaluationProblem>>;

/// A formula with its data, and with what is computed over many rows.
#[derive(Debug)]
pub(crate) struct Evaluation<'e> {
    pub(crate) formula: &'e Formula,
    pub(crate) data: &'e Data<'e>,
    pub(crate) slots: Vec<Slot>,
}

/// Rows of a table that an expression is evaluated for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'r> {
    pub(crate) table: usize,
    pub(crate) rows: Rows<'r>,
}

/// A type that expressions are evaluated to.
pub(crate) trait Value<'e>: Copy + Send + Sync + 'e {
    /// What stands where nothing has been computed yet.
    const NOTHING: Self;

    /// The values of a column in these rows; no cell of them is blank.
    fn cells(column: &'e Column, rows: Rows<'_>) -> Lane<'e, Self>;

    /// Whether a cell's value can be used.
    fn sound(self) -> bool {
        true
    }

    /// The value of an expression that is no column, IF or IFBLANK.
    fn compute(evaluation: &'e Evaluation<'e>, node: &'e Node, at: At<'_>) -> Outcome<Lane<'e, Self>>;
}

/// One value per row of the formula's table, or per listed row.
pub(crate) fn evaluate(formula: &Formula, data: &Data, rows: Option<&[u32]>) -> Outcome<Column> {
    let evaluation = Evaluation::prepare(formula, data)?;
    let count = evaluation.data.tables[formula.table].rows;
    let rows = match rows {
        Some(rows) if rows.iter().any(|row| *row as usize >= count) => {
            return Err(evaluation.problem(
                formula.table,
                None,
                0..formula.text.len(),
                &Fault::Missing("such row"),
            ));
        }
        Some(rows) => Rows::List(rows),
        None => Rows::Range(0, count),
    };
    let at = At { table: formula.table, rows };
    let root = &formula.tree.root;
    let values = match root.kind {
        Type::Number => Values::Number(evaluation.all::<f64>(root, at)?),
        Type::Truth => Values::Truth(evaluation.all::<bool>(root, at)?),
        Type::Text => match &root.form {
            Form::Column(cell) => return evaluation.copied(*cell, root, at),
            _ => Values::Text(TextValues::of(evaluation.all::<&str>(root, at)?)),
        },
    };
    Ok(Column { values, blanks: None })
}

impl<'e> Evaluation<'e> {
    /// Checks that the data fit, and computes what is computed over many rows.
    pub(crate) fn prepare(formula: &'e Formula, data: &'e Data<'e>) -> Outcome<Self> {
        let mut evaluation = Evaluation { formula, data, slots: Vec::new() };
        evaluation.fits()?;
        evaluation.slots.reserve(formula.tree.aggregates.len());
        for aggregate in &formula.tree.aggregates {
            let slot = evaluation.slot(aggregate);
            evaluation.slots.push(slot);
        }
        Ok(evaluation)
    }

    /// A problem with its words.
    pub(crate) fn problem(
        &self,
        table: usize,
        row: Option<usize>,
        span: Range<usize>,
        fault: &Fault,
    ) -> Box<EvaluationProblem> {
        Box::new(EvaluationProblem { table, row, span, found: fault.text(), remedy: fault.remedy() })
    }

    /// A problem of the formula as a whole.
    fn misfit(&self, what: &'static str) -> Box<EvaluationProblem> {
        self.problem(self.formula.table, None, 0..self.formula.text.len(), &Fault::Missing(what))
    }

    fn fits(&self) -> Outcome<()> {
        let (tree, data) = (&self.formula.tree, self.data);
        if data.tables.len() < tree.parents.len() || self.formula.table >= data.tables.len() {
            return Err(self.misfit("table"));
        }
        for (&(table, column), kind) in &tree.columns {
            let Some(Some(found)) = data.tables[table].columns.get(column) else {
                return Err(self.misfit("column (it has not been computed yet)"));
            };
            if found.kind() != *kind {
                return Err(self.misfit("column of this type"));
            }
            let rows = data.tables[table].rows;
            if found.len() != rows || found.blanks.as_ref().is_some_and(|blanks| blanks.len() != rows) {
                return Err(self.misfit("column of this length"));
            }
        }
        for parameter in &tree.parameters {
            if data.parameters.len() <= *parameter {
                return Err(self.misfit("parameter"));
            }
        }
        let rows = data.tables[self.formula.table].rows;
        if tree.uses_baseline && data.baseline.is_none_or(|baseline| baseline.len() != rows) {
            return Err(self.misfit("baseline"));
        }
        Ok(())
    }

    /// The values of an expression for a block of rows.
    pub(crate) fn value<T: Value<'e>>(&'e self, node: &'e Node, at: At<'_>) -> Outcome<Lane<'e, T>> {
        match &node.form {
            Form::Column(cell) => self.column(*cell, node, at),
            Form::If(parts) => self.choice(parts, at),
            Form::IfBlank(parts) => self.if_blank(parts, at),
            _ => T::compute(self, node, at),
        }
    }

    /// The values of an expression for any number of rows.
    pub(crate) fn all<T: Value<'e>>(&'e self, node: &'e Node, at: At<'_>) -> Outcome<Vec<T>> {
        let length = at.rows.len();
        if length == 0 {
            return Ok(Vec::new());
        }
        if self.is_given_up() {
            return Err(self.given_up());
        }
        if length <= BLOCK {
            return match self.value(node, at) {
                Ok(lane) => Ok(lane.into_vec(length)),
                Err(problem) => Err(self.first_problem::<T>(node, at).unwrap_or(problem)),
            };
        }
        let mut values = vec![T::NOTHING; length];
        let fails = |(number, target): (usize, &mut [T])| {
            let start = number * BLOCK;
            let part = At { rows: at.rows.part(start, start + target.len()), ..at };
            self.is_given_up() || self.value::<T>(node, part).map(|lane| lane.write(target)).is_err()
        };
        let failed = if length < MANY {
            values.chunks_mut(BLOCK).enumerate().any(fails)
        } else {
            values.par_chunks_mut(BLOCK).enumerate().any(fails)
        };
        if self.is_given_up() {
            return Err(self.given_up());
        }
        match failed.then(|| self.first_problem::<T>(node, at)).flatten() {
            Some(problem) => Err(problem),
            None => Ok(values),
        }
    }

    fn is_given_up(&self) -> bool {
        self.data.stop.is_some_and(Stop::is_given_up)
    }

    fn given_up(&self) -> Box<EvaluationProblem> {
        self.problem(self.formula.table, None, 0..self.formula.text.len(), &Fault::GivenUp)
    }

    /// The problem of the first row that has one.
    fn first_problem<T: Value<'e>>(&'e self, node: &'e Node, at: At<'_>) -> Option<Box<EvaluationProblem>> {
        let sorted = match at.rows {
            Rows::List(rows) if !rows.is_sorted() => {
                let mut sorted = rows.to_vec();
                sorted.sort_unstable();
                Some(sorted)
            }
            _ => None,
        };
        let rows = sorted.as_deref().map_or(at.rows, Rows::List);
        let length = rows.len();
        (0..length).step_by(BLOCK).find_map(|start| {
            let rows = rows.part(start, length.min(start + BLOCK));
            let problem = self.value::<T>(node, At { rows, ..at }).err()?;
            Some(self.narrowed::<T>(node, At { rows, ..at }, problem))
        })
    }

    /// The problem of the first failing row of a block that fails with `problem`.
    fn narrowed<T: Value<'e>>(
        &'e self,
        node: &'e Node,
        at: At<'_>,
        mut problem: Box<EvaluationProblem>,
    ) -> Box<EvaluationProblem> {
        let (mut from, mut to) = (0, at.rows.len());
        while to - from > 1 {
            let middle = from + (to - from) / 2;
            match self.value::<T>(node, At { rows: at.rows.part(from, middle), ..at }) {
                Err(earlier) => (problem, to) = (earlier, middle),
                Ok(_) => from = middle,
            }
        }
        // What was reported last may stem from a larger block, where another row's values stood first.
        match self.value::<T>(node, At { rows: at.rows.part(from, to), ..at }) {
            Err(exact) => exact,
            Ok(_) => problem,
        }
    }

    /// A text column as it is, its blanks too.
    fn copied(&self, cell: Cell, node: &Node, at: At<'_>) -> Outcome<Column> {
        let climbed = self.climb(at, cell.steps, node)?;
        let (rows, column) = (climbed.rows(), self.cells_of(cell));
        let Values::Text(text) = &column.values else { return Err(self.misfit("text")) };
        let codes = Lane::gather(&text.codes, rows).into_vec(rows.len());
        let values = Values::Text(TextValues { codes, words: text.words.clone() });
        let blanks = column.blanks.as_ref().map(|blanks| Lane::gather(blanks, rows).into_vec(rows.len()));
        Ok(Column { values, blanks: blanks.filter(|blanks| blanks.contains(&true)) })
    }
}
