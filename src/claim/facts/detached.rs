//! Facts apart from the scenario and the tables that they are of, so that all three can be kept side by side.

use std::sync::Arc;

use super::Facts;
use crate::formula::Column;
use crate::problem::Stop;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// What facts hold besides their scenario and its tables. A clone costs little.
#[derive(Clone, Debug)]
pub struct Detached {
    parameters: Vec<f64>,
    totals: Vec<i64>,
    strata: Vec<(usize, Vec<i64>)>,
    derived: Vec<Vec<Arc<Column>>>,
    drivers: Arc<Vec<Vec<f64>>>,
    replaced: Vec<((usize, usize), Arc<Column>)>,
    changed: Vec<Option<Detached>>,
}

impl<'a> Facts<'a> {
    /// The facts without their scenario and its tables.
    pub fn detached(&self) -> Detached {
        Detached {
            parameters: self.parameters.clone(),
            totals: self.totals.clone(),
            strata: self.strata.clone(),
            derived: self.derived.clone(),
            drivers: Arc::clone(&self.drivers),
            replaced: self.replaced.clone(),
            changed: self.changed.iter().map(|facts| facts.as_ref().map(Facts::detached)).collect(),
        }
    }

    /// Facts that were [`Facts::detached`] from this very scenario and these tables.
    pub fn attached(
        scenario: &'a Scenario,
        tables: &'a Tables,
        detached: &Detached,
        stop: &Stop,
    ) -> Facts<'a> {
        let mut facts = Facts {
            scenario,
            tables,
            parameters: detached.parameters.clone(),
            totals: detached.totals.clone(),
            strata: detached.strata.clone(),
            services: scenario.services.as_ref(),
            derived: detached.derived.clone(),
            drivers: Arc::clone(&detached.drivers),
            replaced: detached.replaced.clone(),
            changed: Vec::new(),
            stop: stop.clone(),
        };
        let under = |(policy, own): (usize, &Option<Detached>)| {
            let mut facts = Facts::attached(scenario, tables, own.as_ref()?, stop);
            facts.services = scenario.policies[policy].services.as_ref();
            Some(facts)
        };
        facts.changed = detached.changed.iter().enumerate().map(under).collect();
        facts
    }
}
