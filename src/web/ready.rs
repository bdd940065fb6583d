//! A scenario that is prepared for changes: values of parameters and totals are taken without reading it again.

use std::sync::Arc;

use super::desk::Watch;
use super::opened::Worked;
use super::opened::numbers;
use super::refusal::Refusal;
use super::setting::change;
use crate::evaluate::Provenance;
use crate::explore::Detail;
use crate::explore::Prepared;
use crate::scenario::Scenario;

/// A scenario that is prepared for changes.
#[derive(Debug)]
pub struct Ready {
    prepared: Prepared,
    provenance: Arc<Provenance>,
}

impl Ready {
    /// A prepared scenario, and where its figures come from.
    pub fn new(prepared: Prepared, provenance: Arc<Provenance>) -> Ready {
        Ready { prepared, provenance }
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        self.prepared.scenario()
    }

    /// Numbers that it holds.
    pub fn numbers(&self) -> usize {
        numbers(self.prepared.scenario(), self.prepared.tables())
    }

    /// Works out the scenario with some values; nothing where they are wrong or cannot be taken so, and the
    /// scenario has to be read with them. `set`: all that is set, as after `--set`.
    ///
    /// # Errors
    /// That nobody waits any more.
    pub fn work(
        &self,
        values: &[(String, String)],
        set: &[String],
        watch: &Watch,
    ) -> Result<Option<Worked>, Refusal> {
        watch.step("evaluate")?;
        let change = change(self.scenario(), values).filter(|change| !self.prepared.regenerates(change));
        let Some(change) = change else { return Ok(None) };
        let run = self.prepared.trial(watch.stop()).run(&change, Detail::Whole);
        watch.step("describe")?;
        let Ok(outcome) = run else { return Ok(None) };
        let mut scenario = self.prepared.changed(&change);
        scenario.overrides = set.to_vec();
        let tables = Arc::clone(self.prepared.tables());
        let provenance = Arc::clone(&self.provenance);
        Ok(Some(Worked { scenario, tables, outcome, provenance, is_read: false }))
    }
}
