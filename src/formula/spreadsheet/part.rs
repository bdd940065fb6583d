//! The helper columns of a spreadsheet: what a formula computes over many rows and a spreadsheet does not in one
//! cell.

use std::collections::BTreeSet;

use super::Cells;
use super::Translation;
use super::aggregates::has_own_function;
use crate::formula::Formula;
use crate::formula::tree::Aggregate;
use crate::formula::tree::Form;
use crate::formula::tree::Node;
use crate::formula::tree::Operation;
use crate::formula::tree::Tree;
use crate::formula::value::Type;

/// A helper column: one cell for each row of a table.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is known by: equal keys mean equal columns.
    pub key: String,
    /// What it holds, evaluated over the rows of its table.
    pub formula: Formula,
    /// Whether the cell must be entered as an array formula.
    pub is_array: bool,
    /// Whether one cell holds it for every row.
    pub is_whole: bool,
}

impl Part {
    /// What it computes, as the formula has it.
    pub fn text(&self) -> &str {
        &self.formula.text[self.formula.tree.root.span.clone()]
    }

    /// The cell's formula; `None` where a spreadsheet cannot say it.
    pub fn spreadsheet(&self, cells: &dyn Cells) -> Option<String> {
        let translation = Translation { formula: &self.formula, cells };
        match &self.formula.tree.root.form {
            Form::Aggregate { index, .. } if self.is_array => translation.grouped_array(*index),
            Form::Aggregate { index, .. } if self.is_whole => {
                Some(translation.whole(&self.formula.tree.aggregates[*index])?.0)
            }
            _ => translation.fitting(&self.formula.tree.root),
        }
    }
}

/// The key of what an aggregate of the formula runs over.
pub(super) fn argument_key(formula: &Formula, aggregate: &Aggregate) -> String {
    let text = &formula.text[aggregate.argument.span.clone()];
    format!("{} of {}: {text}", aggregate.scope, formula.table)
}

/// The key of an aggregate's value for each row of the formula's table.
pub(super) fn value_key(formula: &Formula, aggregate: &Aggregate) -> String {
    format!("each of {}: {}", formula.table, &formula.text[aggregate.span.clone()])
}

/// Whether an aggregate runs over a column as it stands.
pub(super) fn is_plain(aggregate: &Aggregate) -> bool {
    matches!(aggregate.argument.form, Form::Column(cell) if cell.steps == 0)
}

/// Every helper column that a formula needs.
pub(super) fn parts(formula: &Formula) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, aggregate) in formula.tree.aggregates.iter().enumerate() {
        if !is_plain(aggregate) && !holds_aggregate(&aggregate.argument) {
            let text = formula.text[aggregate.argument.span.clone()].to_owned();
            // The text of a formula of its own begins at 0.
            let root = moved(aggregate.argument.clone(), aggregate.argument.span.start);
            let tree = Tree { root, aggregates: Vec::new(), ..formula.tree.clone() };
            let own = Formula { text, table: aggregate.scope, tree };
            parts.push(Part {
                key: argument_key(formula, aggregate),
                formula: own,
                is_array: false,
                is_whole: false,
            });
        }
        let is_whole = aggregate.steps == 0 && !holds_aggregate(&aggregate.argument);
        if is_whole || (aggregate.steps > 0 && !has_own_function(aggregate.statistic)) {
            let form = Form::Aggregate { index, steps: 0 };
            let root = Node { span: aggregate.span.clone(), kind: Type::Number, form };
            let tree = Tree { root, ..formula.tree.clone() };
            let own = Formula { text: formula.text.clone(), table: formula.table, tree };
            parts.push(Part {
                key: value_key(formula, aggregate),
                formula: own,
                is_array: !is_whole,
                is_whole,
            });
        }
    }
    let mut known = BTreeSet::new();
    parts.retain(|part| known.insert(part.key.clone()));
    parts
}

/// Whether an expression holds an aggregate, or the baseline: then it cannot stand on the sheet of its table.
fn holds_aggregate(node: &Node) -> bool {
    match &node.form {
        Form::Aggregate { .. } | Form::Baseline { .. } => true,
        Form::Number(_) | Form::Text(_) | Form::Truth(_) | Form::Parameter(_) | Form::Column(_) => false,
        Form::Negative(inner) | Form::Percent(inner, _) | Form::Not(inner) | Form::IsBlank(inner) => {
            holds_aggregate(inner)
        }
        Form::Arithmetic(first, operations) => {
            holds_aggregate(first) || operations.iter().any(|operation| holds_aggregate(&operation.operand))
        }
        Form::Comparison(_, left, right) => holds_aggregate(left) || holds_aggregate(right),
        Form::Function(_, nodes) | Form::Logic(_, nodes) => nodes.iter().any(holds_aggregate),
        Form::If(parts) => parts.iter().any(holds_aggregate),
        Form::IfBlank(parts) => parts.iter().any(holds_aggregate),
    }
}

/// The expression with every place in the text so many bytes earlier.
fn moved(mut node: Node, by: usize) -> Node {
    node.span = node.span.start - by..node.span.end - by;
    let again = |node: Box<Node>| Box::new(moved(*node, by));
    let each = |nodes: Vec<Node>| nodes.into_iter().map(|node| moved(node, by)).collect();
    node.form = match node.form {
        Form::Negative(inner) => Form::Negative(again(inner)),
        Form::Percent(inner, signs) => Form::Percent(again(inner), signs),
        Form::Not(inner) => Form::Not(again(inner)),
        Form::IsBlank(inner) => Form::IsBlank(again(inner)),
        Form::Arithmetic(first, operations) => {
            let operations = operations.into_iter().map(|operation| Operation {
                span: operation.span.start - by..operation.span.end - by,
                operand: moved(operation.operand, by),
                ..operation
            });
            Form::Arithmetic(again(first), operations.collect())
        }
        Form::Comparison(comparison, left, right) => Form::Comparison(comparison, again(left), again(right)),
        Form::Function(function, nodes) => Form::Function(function, each(nodes)),
        Form::Logic(logic, nodes) => Form::Logic(logic, each(nodes)),
        Form::If(parts) => Form::If(Box::new(parts.map(|part| moved(part, by)))),
        Form::IfBlank(parts) => Form::IfBlank(Box::new(parts.map(|part| moved(part, by)))),
        same => same,
    };
    node
}
