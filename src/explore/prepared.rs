//! A trial that holds the scenario and the tables that it is of, to be kept and run from any thread.

use std::sync::Arc;

use super::reach::generating;
use super::trial::Trial;
use crate::claim::Change;
use crate::claim::Detached;
use crate::claim::Facts;
use crate::claim::Reach;
use crate::evaluate::Outcome;
use crate::problem::Problems;
use crate::problem::Stop;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// A scenario with its tables, evaluated once as it stands, and kept for changes.
#[derive(Debug)]
pub struct Prepared {
    scenario: Scenario,
    tables: Arc<Tables>,
    facts: Detached,
    reach: Arc<Reach>,
    outcome: Arc<Outcome>,
}

impl Prepared {
    /// Prepares a scenario and evaluates it as it stands, unless the work is given up.
    ///
    /// # Errors
    /// What evaluating the scenario reports.
    pub fn new(scenario: Scenario, tables: Arc<Tables>, stop: &Stop) -> Result<Prepared, Problems> {
        let facts = Facts::derive_until(&scenario, &tables, scenario.parameter_values(), stop)?;
        let trial = Trial::of(facts)?;
        let facts = trial.facts.detached();
        let (reach, outcome) = (Arc::clone(&trial.reach), Arc::clone(&trial.outcome));
        Ok(Prepared { scenario, tables, facts, reach, outcome })
    }

    /// The scenario as it stands.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Its tables.
    pub fn tables(&self) -> &Arc<Tables> {
        &self.tables
    }

    /// The outcome of the scenario as it stands.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The trial, whose runs end when they are given up.
    pub fn trial(&self, stop: &Stop) -> Trial<'_> {
        let facts = Facts::attached(&self.scenario, &self.tables, &self.facts, stop);
        Trial { facts, reach: Arc::clone(&self.reach), outcome: Arc::clone(&self.outcome) }
    }

    /// Whether a change makes the rows of a generated table others, which [`Trial::run`] may refuse.
    pub fn regenerates(&self, change: &Change) -> bool {
        let made_from = generating(&self.scenario);
        change.inputs().iter().any(|input| made_from.contains(input))
    }

    /// The scenario with the values of a change.
    pub fn changed(&self, change: &Change) -> Scenario {
        let mut scenario = self.scenario.clone();
        for (index, value) in &change.parameters {
            scenario.parameters[*index].value = *value;
        }
        for (pool, total) in &change.totals {
            scenario.pools[*pool].total = *total;
        }
        for (pool, totals) in &change.strata {
            let strata = scenario.pools[*pool].strata.iter_mut().flat_map(|strata| &mut strata.totals);
            strata.zip(totals).for_each(|((_, total), changed)| *total = *changed);
        }
        for pool in 0..scenario.pools.len() {
            if scenario.pools[pool].is_combined() {
                let parts = &scenario.pools[pool].combines;
                scenario.pools[pool].total = parts.iter().map(|part| scenario.pools[*part].total).sum();
            }
        }
        scenario
    }
}
