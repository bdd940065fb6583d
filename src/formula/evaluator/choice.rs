//! IF and IFBLANK: for each row only the branch taken is evaluated.

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use super::Rows;
use super::Value;
use crate::formula::aggregate::Slot;
use crate::formula::tree::Form;
use crate::formula::tree::Node;

impl<'e> Evaluation<'e> {
    pub(super) fn choice<T: Value<'e>>(&'e self, parts: &'e [Node; 3], at: At<'_>) -> Outcome<Lane<'e, T>> {
        let [condition, yes, no] = parts;
        let chosen = self.value::<bool>(condition, at)?;
        self.branches(&chosen, yes, no, at)
    }

    /// The value where a column is not blank, else what stands in for it.
    pub(super) fn if_blank<T: Value<'e>>(&'e self, parts: &'e [Node; 2], at: At<'_>) -> Outcome<Lane<'e, T>> {
        let [value, instead] = parts;
        let Form::Column(_) = value.form else { return self.value(value, at) };
        let blank = self.blank(value, at)?;
        self.branches(&blank, instead, value, at)
    }

    /// Whether a column's cells are blank.
    pub(super) fn blank(&'e self, node: &'e Node, at: At<'_>) -> Outcome<Lane<'e, bool>> {
        let Form::Column(cell) = node.form else { return Ok(Lane::One(false)) };
        let Some(blanks) = &self.cells_of(cell).blanks else { return Ok(Lane::One(false)) };
        let climbed = self.climb(at, cell.steps, node)?;
        Ok(Lane::gather(blanks, climbed.rows()))
    }

    /// Each row's value from the branch chosen for it.
    fn branches<T: Value<'e>>(
        &'e self,
        chosen: &Lane<'e, bool>,
        yes: &'e Node,
        no: &'e Node,
        at: At<'_>,
    ) -> Outcome<Lane<'e, T>> {
        let flags = chosen.slice();
        if flags.iter().all(|flag| *flag) && !flags.is_empty() {
            return self.value(yes, at);
        }
        if !flags.contains(&true) {
            return self.value(no, at);
        }
        if self.certain(yes) && self.certain(no) {
            let (yes, no) = (self.value::<T>(yes, at)?, self.value::<T>(no, at)?);
            let pick = |(position, flag): (usize, &bool)| {
                if *flag { yes.get(position) } else { no.get(position) }
            };
            return Ok(Lane::Own(flags.iter().enumerate().map(pick).collect()));
        }
        let mut values = vec![T::NOTHING; flags.len()];
        for (branch, wanted) in [(yes, true), (no, false)] {
            let positions = positions(flags, wanted);
            let rows = at.rows.at(&positions);
            let lane = self.value::<T>(branch, At { rows: Rows::List(&rows), ..at })?;
            lane.scatter(&mut values, &positions);
        }
        Ok(Lane::Own(values))
    }

    /// Whether an expression has a value in every row, so that it does no harm where it is not needed.
    pub(super) fn certain(&self, node: &Node) -> bool {
        match &node.form {
            Form::Number(_) | Form::Text(_) | Form::Truth(_) | Form::IsBlank(_) | Form::Baseline { .. } => {
                true
            }
            Form::Parameter(parameter) => self.data.parameters[*parameter].is_finite(),
            Form::Column(cell) => self.cells_of(*cell).blanks.is_none(),
            Form::Aggregate { index, .. } => match &self.slots[*index] {
                Slot::Whole(value) => value.is_ok(),
                Slot::Each { problems, .. } => problems.is_empty(),
            },
            Form::Comparison(_, left, right) => self.certain(left) && self.certain(right),
            Form::Logic(_, conditions) => conditions.iter().all(|condition| self.certain(condition)),
            Form::Not(inner) => self.certain(inner),
            Form::Negative(_)
            | Form::Percent(..)
            | Form::Arithmetic(..)
            | Form::Function(..)
            | Form::If(_)
            | Form::IfBlank(_) => false,
        }
    }
}

/// The positions that have this flag.
pub(super) fn positions(flags: &[bool], wanted: bool) -> Vec<u32> {
    flags.iter().enumerate().filter(|(_, flag)| **flag == wanted).map(|(at, _)| at as u32).collect()
}
