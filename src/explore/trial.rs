//! A scenario prepared once and run often.

use crate::claim::Change;
use crate::claim::Facts;
use crate::claim::Reach;
use crate::evaluate::Detail;
use crate::evaluate::Outcome;
use crate::evaluate::evaluate_changed;
use crate::evaluate::evaluate_facts;
use crate::problem::Problems;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// A scenario with its tables, evaluated once as it stands and ready for changes.
#[derive(Debug)]
pub struct Trial<'a> {
    facts: Facts<'a>,
    reach: Reach,
    outcome: Outcome,
}

impl<'a> Trial<'a> {
    /// Prepares a scenario and evaluates it as it stands.
    ///
    /// # Errors
    /// What evaluating the scenario reports.
    pub fn new(scenario: &'a Scenario, tables: &'a Tables) -> Result<Trial<'a>, Problems> {
        let facts = Facts::derive(scenario, tables, scenario.parameter_values())?;
        let outcome = evaluate_facts(&facts)?;
        let reach = Reach::of(scenario, tables);
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

    /// The outcome with a change: of everything that rests on none of the changed inputs it is the one of
    /// [`Trial::outcome`] itself (the same pointers).
    ///
    /// # Errors
    /// What evaluating the changed scenario reports: a pool that cannot be shared out within its bounds, a
    /// claim below zero, a division by zero.
    pub fn run(&self, change: &Change, detail: Detail) -> Result<Outcome, Problems> {
        let inputs = change.inputs();
        let facts = self.facts.with(change, &inputs, &self.reach)?;
        evaluate_changed(&facts, &self.outcome, &self.reach, &inputs, detail)
    }

    /// As [`Trial::run`], with the facts as changed, for explanations.
    ///
    /// # Errors
    /// As [`Trial::run`].
    pub fn run_with_facts(&self, change: &Change, detail: Detail) -> Result<(Facts<'a>, Outcome), Problems> {
        let inputs = change.inputs();
        let facts = self.facts.with(change, &inputs, &self.reach)?;
        let outcome = evaluate_changed(&facts, &self.outcome, &self.reach, &inputs, detail)?;
        Ok((facts, outcome))
    }
}

#[cfg(test)]
pub(crate) mod tests;
