//! One run over a pool: the facts, and what an earlier run knows that may still hold.

use std::sync::Arc;

use super::outcome::PoolOutcome;
use crate::claim::Facts;
use crate::claim::Input;
use crate::claim::Inputs;
use crate::claim::change::PoolReach;
use crate::scenario::Pool;

/// How much of an outcome is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Whole,
    /// Awards and metrics; how awards came about and the results by group and by service stay empty where anything
    /// changed.
    Metrics,
    /// Awards and how they came about; metrics of what changed are undefined.
    Exact,
    /// Awards alone; metrics of what changed are undefined.
    Awards,
}

/// A run over one pool.
pub struct PoolRun<'r> {
    pub facts: &'r Facts<'r>,
    pub pool: &'r Pool,
    /// Index of the pool.
    pub index: usize,
    pub detail: Detail,
    pub before: Option<Before<'r>>,
}

impl<'r> PoolRun<'r> {
    /// Whether it is told how awards came about.
    pub fn told(&self) -> bool {
        matches!(self.detail, Detail::Whole | Detail::Exact)
    }

    /// What an earlier run came to, if what is asked about rests on nothing that has changed since.
    pub fn known(&self, reach: impl Fn(&PoolReach) -> &Inputs) -> Option<&'r PoolOutcome> {
        let before = self.before.as_ref()?;
        (!reach(before.reach).meet(before.inputs)).then(|| before.outcome.as_ref())
    }
}

/// What an earlier run came to, and what has changed since.
pub struct Before<'r> {
    pub outcome: &'r Arc<PoolOutcome>,
    pub reach: &'r PoolReach,
    pub inputs: &'r [Input],
}

impl Before<'_> {
    /// Whether nothing of the pool rests on what has changed.
    pub fn holds(&self) -> bool {
        let reach = self.reach;
        let of_members =
            [&reach.members, &reach.strata, &reach.population, &reach.need, &reach.total].into_iter();
        let of_shares = reach
            .shares
            .iter()
            .flat_map(|share| share.factors.iter().chain([&share.floor, &share.cap, &share.existing]));
        let all = of_members.chain(&reach.groupings).chain(of_shares);
        all.into_iter().all(|inputs| !inputs.meet(self.inputs))
    }
}
