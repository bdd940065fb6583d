//! Expressions that are numbers.

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use super::Rows;
use super::Value;
use crate::formula::Column;
use crate::formula::Values;
use crate::formula::aggregate::Slot;
use crate::formula::fault::Fault;
use crate::formula::functions;
use crate::formula::tree::Form;
use crate::formula::tree::Function;
use crate::formula::tree::Node;
use crate::formula::tree::Operation;
use crate::formula::tree::Operator;

impl<'e> Value<'e> for f64 {
    const NOTHING: Self = 0.0;

    fn cells(column: &'e Column, rows: Rows<'_>) -> Lane<'e, Self> {
        match &column.values {
            Values::Number(values) => Lane::gather(values, rows),
            _ => Lane::One(f64::NAN),
        }
    }

    fn sound(self) -> bool {
        self.is_finite()
    }

    fn compute(evaluation: &'e Evaluation<'e>, node: &'e Node, at: At<'_>) -> Outcome<Lane<'e, Self>> {
        match &node.form {
            Form::Number(value) => Ok(Lane::One(*value)),
            Form::Parameter(parameter) => evaluation.parameter(*parameter, node),
            Form::Baseline { steps } => evaluation.baseline(*steps, node, at),
            Form::Aggregate { index, steps } => evaluation.aggregate_value(*index, *steps, node, at),
            Form::Negative(inner) => Ok(evaluation.value::<f64>(inner, at)?.map(|value| -value)),
            Form::Percent(inner, signs) => {
                let lane = evaluation.value::<f64>(inner, at)?;
                Ok((0..*signs).fold(lane, |lane, _| lane.map(|value| value / 100.0)))
            }
            Form::Arithmetic(first, operations) => evaluation.arithmetic(first, operations, at),
            Form::Function(function, arguments) => evaluation.function(*function, arguments, node, at),
            _ => unreachable!("the checker gives every other form another type"),
        }
    }
}

impl<'e> Evaluation<'e> {
    fn parameter(&self, parameter: usize, node: &Node) -> Outcome<Lane<'e, f64>> {
        let value = self.data.parameters[parameter];
        if value.is_finite() {
            return Ok(Lane::One(value));
        }
        Err(self.problem(self.formula.table, None, node.span.clone(), &Fault::ParameterNotFinite(value)))
    }

    fn baseline(&self, steps: usize, node: &Node, at: At<'_>) -> Outcome<Lane<'e, f64>> {
        let Some(baseline) = self.data.baseline else { return Err(self.misfit("baseline")) };
        let climbed = self.climb(at, steps, node)?;
        let lane = Lane::gather(baseline, climbed.rows());
        self.finite(lane, node.span.clone(), at, || Fault::CellNotFinite("baseline".to_owned()))
    }

    fn aggregate_value(
        &'e self,
        index: usize,
        steps: usize,
        node: &Node,
        at: At<'_>,
    ) -> Outcome<Lane<'e, f64>> {
        match &self.slots[index] {
            Slot::Whole(value) => value.clone().map(Lane::One),
            Slot::Each { values, problems } => {
                let climbed = self.climb(at, steps, node)?;
                let rows = climbed.rows();
                if !problems.is_empty() {
                    let known =
                        |at: usize| problems.binary_search_by_key(&rows.row(at), |known| known.0).ok();
                    if let Some(found) = (0..rows.len()).find_map(known) {
                        return Err(problems[found].1.clone());
                    }
                }
                Ok(Lane::gather(values, rows))
            }
        }
    }

    fn arithmetic(
        &'e self,
        first: &'e Node,
        operations: &'e [Operation],
        at: At<'_>,
    ) -> Outcome<Lane<'e, f64>> {
        let mut left = self.value::<f64>(first, at)?;
        if at.rows.len() == 0 {
            return Ok(left);
        }
        for Operation { operator, operand, span } in operations {
            let right = self.value::<f64>(operand, at)?;
            let (first_left, first_right) = (left.get(0), right.get(0));
            let result = match operator {
                Operator::Add => left.zip(right, |left, right| left + right),
                Operator::Subtract => left.zip(right, |left, right| left - right),
                Operator::Multiply => left.zip(right, |left, right| left * right),
                Operator::Divide => left.zip(right, |left, right| left / right),
                Operator::Power => left.zip(right, functions::power),
            };
            let fault = || Fault::Operation(*operator, first_left, first_right);
            left = self.finite(result, span.clone(), at, fault)?;
        }
        Ok(left)
    }

    fn function(
        &'e self,
        function: Function,
        arguments: &'e [Node],
        node: &'e Node,
        at: At<'_>,
    ) -> Outcome<Lane<'e, f64>> {
        let lanes =
            arguments.iter().map(|argument| self.value::<f64>(argument, at)).collect::<Outcome<Vec<_>>>()?;
        if at.rows.len() == 0 {
            return Ok(Lane::Own(Vec::new()));
        }
        let firsts: Vec<f64> = lanes.iter().map(|lane| lane.get(0)).collect();
        let result = functions::apply(function, lanes);
        self.finite(result, node.span.clone(), at, || Fault::Function(function, firsts))
    }

    /// The lane itself if every number in it is finite. `fault` speaks of the block's first row; it is
    /// exact when the block is narrowed down to the one row at fault.
    fn finite(
        &self,
        lane: Lane<'e, f64>,
        span: std::ops::Range<usize>,
        at: At<'_>,
        fault: impl FnOnce() -> Fault,
    ) -> Outcome<Lane<'e, f64>> {
        if lane.slice().iter().fold(true, |finite, value| finite & (value.abs() <= f64::MAX)) {
            return Ok(lane);
        }
        Err(self.problem(at.table, Some(at.rows.row(0)), span, &fault()))
    }
}
