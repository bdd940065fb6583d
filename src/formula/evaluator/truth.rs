//! Expressions that are true or false.

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use super::Rows;
use super::Value;
use super::choice::positions;
use crate::formula::Column;
use crate::formula::Values;
use crate::formula::tree::Form;
use crate::formula::tree::Logic;
use crate::formula::tree::Node;

impl<'e> Value<'e> for bool {
    const NOTHING: Self = false;

    fn cells(column: &'e Column, rows: Rows<'_>) -> Lane<'e, Self> {
        match &column.values {
            Values::Truth(values) => Lane::gather(values, rows),
            _ => Lane::One(false),
        }
    }

    fn compute(evaluation: &'e Evaluation<'e>, node: &'e Node, at: At<'_>) -> Outcome<Lane<'e, Self>> {
        match &node.form {
            Form::Truth(value) => Ok(Lane::One(*value)),
            Form::Comparison(comparison, left, right) => evaluation.comparison(*comparison, left, right, at),
            Form::Logic(logic, conditions) => evaluation.logic(*logic, conditions, at),
            Form::Not(inner) => Ok(evaluation.value::<bool>(inner, at)?.map(|value| !value)),
            Form::IsBlank(column) => evaluation.blank(column, at),
            _ => unreachable!("the checker gives every other form another type"),
        }
    }
}

impl<'e> Evaluation<'e> {
    /// AND and OR: a condition is evaluated only for the rows that are still undecided.
    fn logic(&'e self, logic: Logic, conditions: &'e [Node], at: At<'_>) -> Outcome<Lane<'e, bool>> {
        // AND is decided by FALSE, OR by TRUE.
        let decisive = logic == Logic::Or;
        let join = |left: bool, right: bool| if decisive { left | right } else { left & right };
        let mut result = Lane::One(!decisive);
        for condition in conditions {
            let flags = result.slice();
            let undecided = flags.contains(&!decisive);
            if !undecided {
                return Ok(result);
            }
            if !flags.contains(&decisive) || self.certain(condition) {
                result = result.zip(self.value::<bool>(condition, at)?, join);
                continue;
            }
            let open = positions(flags, !decisive);
            let rows = at.rows.at(&open);
            let lane = self.value::<bool>(condition, At { rows: Rows::List(&rows), ..at })?;
            let mut values = result.into_vec(at.rows.len());
            lane.scatter(&mut values, &open);
            result = Lane::Own(values);
        }
        Ok(result)
    }
}
