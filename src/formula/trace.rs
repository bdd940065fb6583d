//! How the value of one row comes about, so that it can be followed with pencil and paper.

use std::fmt;
use std::ops::Range;

use super::Data;
use super::Formula;
use super::Type;
use super::evaluator::At;
use super::evaluator::Evaluation;
use super::evaluator::Outcome;
use super::fault::Fault;
use super::lane::Rows;
use super::number::number_text;
use super::tree::Form;
use super::tree::Node;
use super::value::truth_text;

mod writer;

/// A value on the way.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceValue {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A truth value.
    Truth(bool),
    /// A blank cell, where the formula provides for it.
    Blank,
}

impl fmt::Display for TraceValue {
    /// Writes the value as a formula does: numbers in at most 15 significant digits, text in quotes; a
    /// blank as `blank`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TraceValue::Number(value) => f.write_str(&number_text(*value)),
            TraceValue::Text(text) => write!(f, "\"{}\"", text.replace('"', "\"\"")),
            TraceValue::Truth(value) => f.write_str(truth_text(*value)),
            TraceValue::Blank => f.write_str("blank"),
        }
    }
}

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// A cell of the row.
    Column,
    /// A cell of a row above it.
    Parent,
    /// A parameter.
    Parameter,
    /// Something computed over many rows.
    Aggregate,
    /// The baseline's award.
    Baseline,
}

/// A value that the calculation starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// Its bytes in the formula, where it is named first.
    pub span: Range<usize>,
    /// Its name as the formula writes it.
    pub name: String,
    /// What it is.
    pub kind: LeafKind,
    /// Its value.
    pub value: TraceValue,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Something computed over many rows.
    Aggregate,
    /// The condition of an IF.
    Condition,
}

/// A result on the way that matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its bytes in the formula.
    pub span: Range<usize>,
    /// It as the formula writes it.
    pub text: String,
    /// What it is.
    pub kind: StepKind,
    /// A condition with each name replaced by its value; an aggregate as it is written.
    pub substituted: String,
    /// Its value.
    pub value: TraceValue,
}

/// How the value of one row comes about. Only what was evaluated appears: of an IF, the branch taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The value; blank only where the formula is nothing but a text column.
    pub value: TraceValue,
    /// The formula with each name replaced by its value, each IF and IFBLANK by what it comes to, and each
    /// condition that was not needed by `…`.
    pub substituted: String,
    /// The values that it starts from, each once, in the order of the formula.
    pub leaves: Vec<Leaf>,
    /// The results on the way that matter, in the order of evaluation.
    pub steps: Vec<Step>,
}

/// Traces one row.
pub(crate) fn trace(formula: &Formula, data: &Data, row: usize) -> Outcome<Trace> {
    let evaluation = Evaluation::prepare(formula, data)?;
    let index = u32::try_from(row).ok().filter(|_| row < data.tables[formula.table].rows);
    let Some(index) = index else {
        let whole = 0..formula.text.len();
        return Err(evaluation.problem(formula.table, None, whole, &Fault::Missing("such row")));
    };
    let rows = [index];
    let at = At { table: formula.table, rows: Rows::List(&rows) };
    let mut tracer = Tracer { evaluation: &evaluation, at, leaves: Vec::new(), steps: Vec::new() };
    let root = &formula.tree.root;
    let blank_text = root.kind == Type::Text && tracer.is_blank(root)?;
    let value = if blank_text { TraceValue::Blank } else { tracer.value(root)? };
    let written = if blank_text { tracer.leaf(root, value.clone()) } else { tracer.written(root)? };
    let substituted = tracer.spliced(0..formula.text.len(), vec![(root.span.clone(), written)]);
    let Tracer { leaves, steps, .. } = tracer;
    Ok(Trace { value, substituted: substituted.trim().to_owned(), leaves, steps })
}

/// Follows the evaluation of one row.
struct Tracer<'t> {
    evaluation: &'t Evaluation<'t>,
    at: At<'t>,
    leaves: Vec<Leaf>,
    steps: Vec<Step>,
}

impl Tracer<'_> {
    /// The value of an expression for the row.
    fn value(&self, node: &Node) -> Outcome<TraceValue> {
        Ok(match node.kind {
            Type::Number => TraceValue::Number(self.evaluation.value::<f64>(node, self.at)?.get(0)),
            Type::Truth => TraceValue::Truth(self.truth(node)?),
            Type::Text => TraceValue::Text(self.evaluation.value::<&str>(node, self.at)?.get(0).to_owned()),
        })
    }

    fn truth(&self, node: &Node) -> Outcome<bool> {
        Ok(self.evaluation.value::<bool>(node, self.at)?.get(0))
    }

    /// Whether an expression is a column with a blank cell in the row.
    fn is_blank(&self, node: &Node) -> Outcome<bool> {
        let Form::Column(cell) = node.form else { return Ok(false) };
        let climbed = self.evaluation.climb(self.at, cell.steps, node)?;
        Ok(self.evaluation.cells_of(cell).is_blank(climbed.rows().row(0)))
    }

    fn text_of(&self, node: &Node) -> String {
        self.evaluation.formula.text[node.span.clone()].to_owned()
    }

    /// Records a leaf, unless it is known already, and gives its value as text.
    fn leaf(&mut self, node: &Node, value: TraceValue) -> String {
        let kind = match &node.form {
            Form::Column(cell) if cell.steps > 0 => LeafKind::Parent,
            Form::Column(_) => LeafKind::Column,
            Form::Baseline { .. } => LeafKind::Baseline,
            Form::Aggregate { .. } => LeafKind::Aggregate,
            _ => LeafKind::Parameter,
        };
        let (name, written) = (self.text_of(node), value.to_string());
        if !self.leaves.iter().any(|leaf| leaf.name == name) {
            self.leaves.push(Leaf { span: node.span.clone(), name, kind, value });
        }
        written
    }
}
