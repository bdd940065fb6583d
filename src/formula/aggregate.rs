//! What is computed over many rows: once over a whole table, or for each row over what belongs to it.
//!
//! A value that cannot be computed is no problem yet; it becomes one where it is used.

use std::borrow::Cow;

use super::EvaluationProblem;
use super::evaluator::At;
use super::evaluator::Evaluation;
use super::evaluator::Outcome;
use super::fault::Fault;
use super::lane::Rows;
use super::tree::Aggregate;
use super::tree::Form;
use super::tree::Node;
use super::tree::Statistic;
use super::value::Type;
use super::value::Values;

mod groups;
pub(crate) mod statistic;

use groups::Groups;
use statistic::Reduction;

/// The value of an aggregate.
#[derive(Debug)]
pub(crate) enum Slot {
    /// One value for every row.
    Whole(Outcome<f64>),
    /// One value for each row of the formula's table.
    Each {
        /// The values, 0 where there is none.
        values: Vec<f64>,
        /// The rows that have no value, in order, and why.
        problems: Vec<(usize, Box<EvaluationProblem>)>,
    },
}

impl Evaluation<'_> {
    /// Computes an aggregate; those within it have been computed.
    pub(crate) fn slot(&self, aggregate: &Aggregate) -> Slot {
        let share = match self.share(aggregate) {
            Ok(share) => share,
            Err(problem) => return Slot::Whole(Err(problem)),
        };
        let reduction = Reduction { statistic: aggregate.statistic, share };
        if aggregate.steps == 0 {
            return Slot::Whole(self.whole(aggregate, reduction));
        }
        match self.groups(aggregate) {
            Ok(groups) => self.each(aggregate, reduction, &groups),
            Err(problem) => Slot::Whole(Err(problem)),
        }
    }

    fn share(&self, aggregate: &Aggregate) -> Outcome<f64> {
        let Some(node) = &aggregate.share else { return Ok(0.0) };
        let table = self.formula.table;
        let share = self
            .value::<f64>(node, At { table, rows: Rows::List(&[0]) })
            .map_err(|problem| Box::new(EvaluationProblem { row: None, ..*problem }))?
            .get(0);
        if (0.0..=1.0).contains(&share) {
            return Ok(share);
        }
        Err(self.problem(table, None, node.span.clone(), &Fault::Share(share)))
    }

    fn whole(&self, aggregate: &Aggregate, reduction: Reduction) -> Outcome<f64> {
        let values = self.arguments(aggregate)?;
        let problem = |fault| self.problem(aggregate.scope, None, aggregate.span.clone(), &fault);
        reduction.of(&values).map_err(problem)
    }

    /// The argument for each row of the aggregate's table. COUNT gets 1 for a value and 0 for a blank.
    fn arguments(&self, aggregate: &Aggregate) -> Outcome<Cow<'_, [f64]>> {
        let rows = self.data.tables[aggregate.scope].rows;
        let at = At { table: aggregate.scope, rows: Rows::Range(0, rows) };
        if aggregate.statistic == Statistic::Count {
            return self.presence(&aggregate.argument, at).map(Cow::Owned);
        }
        if let Form::Column(cell) = aggregate.argument.form
            && cell.steps == 0
            && let column = self.cells_of(cell)
            && column.blanks.is_none()
            && let Values::Number(values) = &column.values
            && values.iter().fold(true, |finite, value| finite & value.is_finite())
        {
            return Ok(Cow::Borrowed(values));
        }
        self.all::<f64>(&aggregate.argument, at).map(Cow::Owned)
    }

    fn presence(&self, node: &Node, at: At<'_>) -> Outcome<Vec<f64>> {
        let length = at.rows.len();
        if let Form::Column(cell) = node.form {
            let climbed = self.climb(at, cell.steps, node)?;
            let (rows, column) = (climbed.rows(), self.cells_of(cell));
            return Ok((0..length).map(|at| f64::from(!column.is_blank(rows.row(at)))).collect());
        }
        match node.kind {
            Type::Number => self.all::<f64>(node, at).map(drop)?,
            Type::Text => self.all::<&str>(node, at).map(drop)?,
            Type::Truth => self.all::<bool>(node, at).map(drop)?,
        }
        Ok(vec![1.0; length])
    }

    fn groups(&self, aggregate: &Aggregate) -> Outcome<Groups<'_>> {
        let rows = self.data.tables[aggregate.scope].rows;
        let at = At { table: aggregate.scope, rows: Rows::Range(0, rows) };
        let climbed = self.climb(at, aggregate.steps, &aggregate.argument)?;
        let group = climbed.rows();
        let owned: Vec<u32>;
        let parents = match group {
            Rows::List(parents) => parents,
            Rows::Range(start, end) => {
                owned = (start as u32..end as u32).collect();
                &owned
            }
        };
        Ok(Groups::of(parents, self.data.tables[self.formula.table].rows))
    }

    fn each(&self, aggregate: &Aggregate, reduction: Reduction, groups: &Groups) -> Slot {
        let all = self.arguments(aggregate);
        let mut values = vec![0.0; groups.count()];
        let mut problems = Vec::new();
        let mut members = Vec::new();
        for (group, value) in values.iter_mut().enumerate() {
            let result = match &all {
                Ok(all) => {
                    let own = groups.values(group, all, &mut members);
                    reduction.of(own).map_err(|fault| {
                        self.problem(self.formula.table, Some(group), aggregate.span.clone(), &fault)
                    })
                }
                Err(_) => self.one(aggregate, reduction, groups, group),
            };
            match result {
                Ok(result) => *value = result,
                Err(problem) => problems.push((group, problem)),
            }
        }
        Slot::Each { values, problems }
    }

    /// One group's value on its own, because some group's argument has none.
    fn one(
        &self,
        aggregate: &Aggregate,
        reduction: Reduction,
        groups: &Groups,
        group: usize,
    ) -> Outcome<f64> {
        let rows = groups.rows(group);
        let at = At { table: aggregate.scope, rows: Rows::List(&rows) };
        let values = match aggregate.statistic {
            Statistic::Count => self.presence(&aggregate.argument, at)?,
            _ => self.all::<f64>(&aggregate.argument, at)?,
        };
        let problem = |fault| self.problem(self.formula.table, Some(group), aggregate.span.clone(), &fault);
        reduction.of(&values).map_err(problem)
    }
}
