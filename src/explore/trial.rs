//! A scenario prepared once and run often.

use std::ops::Range;
use std::sync::Arc;

use super::reach::generating;
use crate::allocate::Rule;
use crate::claim::Change;
use crate::claim::Facts;
use crate::claim::Input;
use crate::claim::Reach;
use crate::evaluate::Detail;
use crate::evaluate::Outcome;
use crate::evaluate::Recall;
use crate::evaluate::Recalled;
use crate::evaluate::again;
use crate::evaluate::evaluate_changed;
use crate::evaluate::evaluate_facts;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::scenario;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// A scenario with its tables, evaluated once as it stands and ready for changes.
#[derive(Debug)]
pub struct Trial<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) reach: Arc<Reach>,
    pub(super) outcome: Arc<Outcome>,
}

impl<'a> Trial<'a> {
    /// Prepares a scenario and evaluates it as it stands.
    ///
    /// # Errors
    /// What evaluating the scenario reports.
    pub fn new(scenario: &'a Scenario, tables: &'a Tables) -> Result<Trial<'a>, Problems> {
        Trial::of(Facts::derive(scenario, tables, scenario.parameter_values())?)
    }

    /// Prepares a scenario whose facts are known, and evaluates it as it stands.
    ///
    /// # Errors
    /// What evaluating the scenario reports.
    pub fn of(facts: Facts<'a>) -> Result<Trial<'a>, Problems> {
        let outcome = Arc::new(evaluate_facts(&facts)?);
        let reach = Arc::new(Reach::of(facts.scenario, facts.tables));
        Ok(Trial { facts, reach, outcome })
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.facts.scenario
    }

    /// Its tables.
    pub fn tables(&self) -> &'a Tables {
        self.facts.tables
    }

    /// The facts as the scenario has them.
    pub fn facts(&self) -> &Facts<'a> {
        &self.facts
    }

    /// What everything rests on.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The outcome of the scenario as it stands.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Whether a policy's awards on a pool can move with these inputs, strata, members and the baseline's awards
    /// counted in. Of a pool that adds up others only its own members are looked at.
    pub fn varies(&self, pool: usize, policy: usize, inputs: &[Input]) -> bool {
        let (reach, scenario) = (&self.reach.pools[pool], self.scenario());
        let share = &scenario.policies[policy].shares[pool];
        let own = &reach.shares[policy];
        let of_share = own.factors.iter().chain([&own.floor, &own.cap, &own.existing]);
        let of_pool = [&reach.members, &reach.strata, &reach.total];
        let by_need = share.rule == Rule::LevelUp && reach.need.meet(inputs);
        if by_need || of_share.chain(of_pool).any(|rests_on| rests_on.meet(inputs)) {
            return true;
        }
        policy != scenario.baseline
            && share.formulas().any(|formula| formula.formula.uses_baseline())
            && self.varies(pool, scenario.baseline, inputs)
    }

    /// The outcome with a change: of everything that rests on none of the changed inputs it is the one of
    /// [`Trial::outcome`] itself (the same pointers).
    ///
    /// # Errors
    /// What evaluating the changed scenario reports: a pool that cannot be shared out within its bounds, a
    /// claim below zero, a division by zero.
    pub fn run(&self, change: &Change, detail: Detail) -> Result<Outcome, Problems> {
        let inputs = change.inputs();
        if let Some(tables) = self.regenerated(change)? {
            let scenario = self.scenario();
            if let Some(pool) = scenario.pools.iter().find(|pool| self.is_generated(pool.over)) {
                return Err(self.refusal(change, pool.over).into());
            }
            let facts = Facts::derive(scenario, &tables, scenario.parameter_values())?;
            return evaluate_facts(&facts.with(change, &inputs, &self.reach)?);
        }
        let facts = self.facts.with(change, &inputs, &self.reach)?;
        evaluate_changed(&facts, &self.outcome, &self.reach, &inputs, detail)
    }

    /// Finds awards of an earlier [`Trial::run`] with the same change again: by pool, of the given members and with
    /// their need where that is wanted, by policy. `None` where something is missing.
    pub(crate) fn again(
        &self,
        change: &Change,
        recalls: &[Vec<Recall>],
        wanted: &[(Range<usize>, bool)],
    ) -> Option<Vec<Vec<Recalled>>> {
        let facts = self.facts.with(change, &change.inputs(), &self.reach).ok()?;
        let pools = self.outcome.pools.iter().zip(recalls).zip(wanted);
        pools
            .map(|((known, recalls), (members, with_need))| {
                again(&facts, known, recalls, members.clone(), *with_need)
            })
            .collect()
    }

    /// As [`Trial::run`], with the facts as changed, for explanations.
    ///
    /// # Errors
    /// As [`Trial::run`].
    pub fn run_with_facts(&self, change: &Change, detail: Detail) -> Result<(Facts<'a>, Outcome), Problems> {
        let inputs = change.inputs();
        if self.regenerated(change)?.is_some() {
            let generated = self.scenario().generations.first().copied().unwrap_or(0);
            return Err(self.refusal(change, generated).into());
        }
        let facts = self.facts.with(change, &inputs, &self.reach)?;
        let outcome = evaluate_changed(&facts, &self.outcome, &self.reach, &inputs, detail)?;
        Ok((facts, outcome))
    }

    /// The tables with those made again that are generated from what is changed, such as grids by another norm.
    fn regenerated(&self, change: &Change) -> Result<Option<Tables>, Problems> {
        let scenario = self.scenario();
        if scenario.generations.is_empty() {
            return Ok(None);
        }
        if change.changed_columns().any(|column| scenario.generates_from(column)) {
            return Err(self.refusal(change, scenario.generations[0]).into());
        }
        let mut parameters = scenario.parameter_values();
        for (index, value) in &change.parameters {
            parameters[*index] = *value;
        }
        scenario::regenerate(scenario, self.tables(), &parameters)
    }

    fn is_generated(&self, table: usize) -> bool {
        self.scenario().tables[table].generation().is_some()
    }

    /// Members that would be others from case to case cannot be followed.
    fn refusal(&self, change: &Change, table: usize) -> Problem {
        let scenario = self.scenario();
        let made_from = generating(scenario);
        let parameters = change.parameters.iter().filter(|(index, value)| {
            made_from.contains(&Input::Parameter(*index)) && scenario.parameters[*index].value != *value
        });
        let parameters = parameters.map(|(index, _)| scenario.parameters[*index].name.as_str());
        let columns = change.changed_columns().filter(|place| scenario.generates_from(*place));
        let columns =
            columns.map(|(table, column)| scenario.vocabulary.tables[table].columns[column].0.as_str());
        let names: Vec<&str> = parameters.chain(columns).collect();
        let (names, table) = (names.join(", "), &scenario.tables[table].name);
        Problem::new(
            Place::Nowhere,
            format!("`{names}` would change the rows of table `{table}`, which is generated"),
            format!("`{names}` 会改变由程序生成的数据表 `{table}` 的行"),
        )
        .remedy(
            "compare with --set one value at a time, or vary something else",
            "请用 compare 和 --set 逐个取值比较，或改变其他项",
        )
    }
}

#[cfg(test)]
pub(crate) mod tests;
