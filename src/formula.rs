//! Spreadsheet formulas over named columns and parameters.
//!
//! In: a formula's text and the [`Vocabulary`] that says what names mean; then columns of values. Out:
//! one value per row, or exactly what is wrong and where. The language is described in
//! `formula/GRAMMAR.md`; where it says nothing, formulas do what Excel does.
//!
//! A formula is read (`lexer`, `parser`), checked against the vocabulary into a `tree` whose names
//! are places in the data (`checker`), and evaluated column by column in blocks (`evaluator`).
//! It knows names and numbers, and nothing of communities.

use std::ops::Range;

use crate::language::Text;
use crate::problem::Stop;

mod aggregate;
mod catalogue;
mod checker;
mod evaluator;
mod fault;
mod functions;
mod lane;
mod lexer;
mod mistake;
mod number;
mod parser;
mod rounding;
mod spreadsheet;
mod trace;
mod tree;
mod value;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use number::number_text;
pub use rounding::round_down;
pub use rounding::round_up;
pub use spreadsheet::Cells;
pub use spreadsheet::Part;
pub use trace::Leaf;
pub use trace::LeafKind;
pub use trace::Step;
pub use trace::StepKind;
pub use trace::Trace;
pub use trace::TraceValue;
pub use value::Column;
pub use value::TextValues;
pub use value::Type;
pub use value::Values;
pub use vocabulary::TableWords;
pub use vocabulary::Vocabulary;

/// The most bytes a formula may have.
pub const MOST_BYTES: usize = 10_000;
/// The most levels of parentheses, functions and signs within one another.
pub const MOST_LEVELS: usize = 100;

/// Whether a formula may use `baseline`, the baseline policy's award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineUse {
    /// It may.
    Allowed,
    /// It may not: it is itself part of what the baseline is computed from.
    Refused,
}

/// A mistake in a formula's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaProblem {
    /// The bytes of the formula at fault.
    pub span: Range<usize>,
    /// What was found.
    pub found: Text,
    /// What to write instead, where that can be said.
    pub remedy: Option<Text>,
}

/// The values that a formula is evaluated over.
#[derive(Clone, Debug)]
pub struct Data<'a> {
    /// One per table of the vocabulary, in its order.
    pub tables: Vec<TableData<'a>>,
    /// One value per parameter of the vocabulary, in its order.
    pub parameters: &'a [f64],
    /// The baseline's award of each row of the formula's table.
    pub baseline: Option<&'a [f64]>,
    /// By which the evaluation is given up; nothing where nobody would.
    pub stop: Option<&'a Stop>,
}

/// The values of one table.
#[derive(Clone, Debug)]
pub struct TableData<'a> {
    /// Rows.
    pub rows: usize,
    /// One per column of the vocabulary, in its order; `None` if it is not available yet.
    pub columns: Vec<Option<&'a Column>>,
    /// For each row, its parent's row in the parent table: below that table's rows.
    pub parent_rows: Option<&'a [u32]>,
}

/// What went wrong on evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationProblem {
    /// The table whose row is at fault.
    pub table: usize,
    /// The row at fault; `None` if it is no single row's.
    pub row: Option<usize>,
    /// The bytes of the formula at fault.
    pub span: Range<usize>,
    /// What was found.
    pub found: Text,
    /// What to write instead, where that can be said.
    pub remedy: Option<Text>,
}

/// A formula that has been checked: every name has a meaning and every type fits.
#[derive(Clone, Debug)]
pub struct Formula {
    pub(crate) text: String,
    pub(crate) table: usize,
    pub(crate) tree: tree::Tree,
}

impl Formula {
    /// Reads and checks the formula `text` over the rows of `table`.
    ///
    /// ```
    /// use junheng::formula::*;
    /// let communities = TableWords {
    ///     name: "communities".into(),
    ///     columns: vec![("常住人口".into(), Type::Number)],
    ///     parent: None,
    /// };
    /// let words = Vocabulary { tables: vec![communities], parameters: vec!["每人标准".into()] };
    /// let formula = Formula::compile("每人标准 * 常住人口", 0, &words, BaselineUse::Refused).unwrap();
    /// let population = Column::numbers(vec![4037.0]);
    /// let table = TableData { rows: 1, columns: vec![Some(&population)], parent_rows: None };
    /// let data = Data { tables: vec![table], parameters: &[18.0], baseline: None, stop: None };
    /// assert_eq!(formula.evaluate(&data).unwrap().number(0), Some(72_666.0));
    /// assert_eq!(formula.trace(&data, 0).unwrap().substituted, "18 * 4037");
    /// ```
    ///
    /// # Errors
    /// The first mistake in the writing, or else every unknown name, wrong argument and wrong type.
    pub fn compile(
        text: &str,
        table: usize,
        vocabulary: &Vocabulary,
        baseline: BaselineUse,
    ) -> Result<Formula, Vec<FormulaProblem>> {
        let syntax = parser::parse(text).map_err(|problem| vec![problem])?;
        let tree = checker::check(text, &syntax, table, vocabulary, baseline)?;
        Ok(Formula { text: text.to_owned(), table, tree })
    }

    /// The type of its values.
    pub fn kind(&self) -> Type {
        self.tree.root.kind
    }

    /// The text as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The table over whose rows it is evaluated.
    pub fn table(&self) -> usize {
        self.table
    }

    /// Whether it uses `baseline`.
    pub fn uses_baseline(&self) -> bool {
        self.tree.uses_baseline
    }

    /// Whether its value for a row rests on the cells of that row alone: on no other row of its table, and on none of
    /// another table.
    pub fn is_of_own_row(&self) -> bool {
        let mut columns = self.tree.columns.keys();
        self.tree.aggregates.is_empty() && columns.all(|(table, _)| *table == self.table)
    }

    /// The columns it uses, as (table, column), each once and in order.
    pub fn columns_used(&self) -> Vec<(usize, usize)> {
        self.tree.columns.keys().copied().collect()
    }

    /// The parameters it uses, each once and in order.
    pub fn parameters_used(&self) -> Vec<usize> {
        self.tree.parameters.iter().copied().collect()
    }

    /// One value per row of the table.
    ///
    /// # Errors
    /// The first row (and in it the leftmost place) with a blank that is used, a division by zero, or a
    /// result that is not a finite number; the same on any number of threads.
    pub fn evaluate(&self, data: &Data) -> Result<Column, EvaluationProblem> {
        evaluator::evaluate(self, data, None).map_err(|problem| *problem)
    }

    /// One value per listed row, in the order listed. Other rows are not evaluated, but what is computed
    /// over the whole table still sees every row.
    ///
    /// # Errors
    /// As [`Formula::evaluate`], for the listed rows and what they use.
    pub fn evaluate_rows(&self, data: &Data, rows: &[u32]) -> Result<Column, EvaluationProblem> {
        evaluator::evaluate(self, data, Some(rows)).map_err(|problem| *problem)
    }

    /// How the value of one row comes about.
    ///
    /// # Errors
    /// As [`Formula::evaluate`], for the one row.
    pub fn trace(&self, data: &Data, row: usize) -> Result<Trace, EvaluationProblem> {
        trace::trace(self, data, row).map_err(|problem| *problem)
    }
}
