//! Writes a formula with values in place of names.

use std::ops::Range;

use super::Step;
use super::StepKind;
use super::TraceValue;
use super::Tracer;
use crate::formula::evaluator::Outcome;
use crate::formula::tree::Form;
use crate::formula::tree::Logic;
use crate::formula::tree::Node;

/// Parts of a text and what stands in their place.
type Replacements = Vec<(Range<usize>, String)>;

impl Tracer<'_> {
    /// An expression with values in place of names.
    pub(super) fn written(&mut self, node: &Node) -> Outcome<String> {
        let replaced = match &node.form {
            Form::Number(_) | Form::Text(_) | Form::Truth(_) => return Ok(self.text_of(node)),
            Form::Parameter(_) | Form::Column(_) | Form::Baseline { .. } => {
                let value = self.value(node)?;
                return Ok(self.leaf(node, value));
            }
            Form::Aggregate { .. } => return self.aggregate(node),
            Form::If(parts) => {
                let [condition, yes, no] = &**parts;
                return if self.condition(condition)? { self.written(yes) } else { self.written(no) };
            }
            Form::IfBlank(parts) => {
                let [value, instead] = &**parts;
                if !self.is_blank(value)? {
                    return self.written(value);
                }
                self.leaf(value, TraceValue::Blank);
                return self.written(instead);
            }
            Form::IsBlank(column) => {
                let blank = self.is_blank(column)?;
                let value = if blank { TraceValue::Blank } else { self.value(column)? };
                vec![(column.span.clone(), self.leaf(column, value))]
            }
            Form::Negative(inner) | Form::Percent(inner, _) => vec![self.operand(inner)?],
            Form::Not(inner) => vec![(inner.span.clone(), self.written(inner)?)],
            Form::Comparison(_, left, right) => vec![self.operand(left)?, self.operand(right)?],
            Form::Arithmetic(first, operations) => {
                let mut replaced = vec![self.operand(first)?];
                for operation in operations {
                    replaced.push(self.operand(&operation.operand)?);
                }
                replaced
            }
            Form::Function(_, arguments) => {
                let mut replaced = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    replaced.push((argument.span.clone(), self.written(argument)?));
                }
                replaced
            }
            Form::Logic(logic, conditions) => self.conditions(*logic, conditions)?,
        };
        Ok(self.spliced(node.span.clone(), replaced))
    }

    /// An operand; what stands in for an IF gets parentheses if it needs them.
    fn operand(&mut self, node: &Node) -> Outcome<(Range<usize>, String)> {
        let written = self.written(node)?;
        let compound = matches!(node.form, Form::If(_) | Form::IfBlank(_)) && self.leaves_compound(node)?;
        let written = if compound { format!("({written})") } else { written };
        Ok((node.span.clone(), written))
    }

    /// Whether what an IF comes to is an operation.
    fn leaves_compound(&self, node: &Node) -> Outcome<bool> {
        Ok(match &node.form {
            Form::If(parts) => {
                let [condition, yes, no] = &**parts;
                self.leaves_compound(if self.truth(condition)? { yes } else { no })?
            }
            Form::IfBlank(parts) => {
                let [value, instead] = &**parts;
                self.leaves_compound(if self.is_blank(value)? { instead } else { value })?
            }
            form => matches!(form, Form::Arithmetic(..) | Form::Comparison(..)),
        })
    }

    fn aggregate(&mut self, node: &Node) -> Outcome<String> {
        let (value, text) = (self.value(node)?, self.text_of(node));
        if !self.steps.iter().any(|step| step.text == text) {
            self.steps.push(Step {
                span: node.span.clone(),
                substituted: text.clone(),
                text,
                kind: StepKind::Aggregate,
                value: value.clone(),
            });
        }
        Ok(self.leaf(node, value))
    }

    fn condition(&mut self, node: &Node) -> Outcome<bool> {
        let truth = self.truth(node)?;
        let substituted = self.written(node)?;
        self.steps.push(Step {
            span: node.span.clone(),
            text: self.text_of(node),
            kind: StepKind::Condition,
            substituted,
            value: TraceValue::Truth(truth),
        });
        Ok(truth)
    }

    /// The conditions of AND or OR up to the one that decides; `…` for each of the others.
    fn conditions(&mut self, logic: Logic, conditions: &[Node]) -> Outcome<Replacements> {
        let mut decided = false;
        let mut replaced = Vec::with_capacity(conditions.len());
        for condition in conditions {
            let written = if decided { "…".to_owned() } else { self.written(condition)? };
            decided = decided || self.truth(condition)? == (logic == Logic::Or);
            replaced.push((condition.span.clone(), written));
        }
        Ok(replaced)
    }

    /// The formula's bytes in `span` with some parts replaced, which stand in order.
    pub(super) fn spliced(&self, span: Range<usize>, replaced: Replacements) -> String {
        let text = &self.evaluation.formula.text;
        let mut written = String::new();
        let mut at = span.start;
        for (part, with) in replaced {
            written.push_str(&text[at..part.start]);
            written.push_str(&with);
            at = part.end;
        }
        written.push_str(&text[at..span.end]);
        written
    }
}
