//! What comes out: for every pool and policy the awards, how they came about, and how they are judged.

use std::sync::Arc;
use std::sync::OnceLock;

use indexmap::IndexMap;

use crate::allocate::Bound;
use crate::allocate::Bounds;
use crate::allocate::Key;
use crate::allocate::Step;
use crate::claim::Claims;
use crate::measure::GroupResult;
use crate::measure::Membership;
use crate::measure::Metrics;
use crate::measure::adequacy;
use crate::quantity::Unit;
use crate::scenario::Services;
use crate::summation::Sum;

/// The result of a scenario. Results of changed scenarios share what the change leaves as it was.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// One per pool, in the scenario's order.
    pub pools: Vec<Arc<PoolOutcome>>,
    /// One per item of the service catalogue, in its order; empty without a catalogue.
    pub services: Vec<ServiceTotal>,
    /// What is asked under each policy, in the policies' order; empty without a catalogue.
    pub work: Vec<Work>,
    /// How residents' requests are answered, where the scenario asks.
    pub answers: Option<AnswersOutcome>,
}

/// How residents' requests are answered under each policy.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswersOutcome {
    /// One per policy, in the scenario's order.
    pub policies: Vec<PolicyAnswers>,
}

/// How requests are answered under one policy. Lists hold one entry per member of the answering pool.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyAnswers {
    /// Members answer everything themselves.
    pub own: Vec<Answer>,
    /// A share is passed up to departments.
    pub whistle: Option<WhistleAnswers>,
}

/// How requests are answered where a share is passed up.
#[derive(Clone, Debug, PartialEq)]
pub struct WhistleAnswers {
    /// What members keep.
    pub members: Vec<Answer>,
    /// What is passed up, at one counter of all departments.
    pub departments: Answer,
}

/// One counter that answers requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Requests a year.
    pub requests: f64,
    /// Requests an opening hour.
    pub arrivals: f64,
    /// Hours that one takes.
    pub hours_per_request: f64,
    /// Opening hours a year.
    pub opening_hours: f64,
    /// How many answer.
    pub servers: u32,
    /// Those kept busy on average, if there were enough.
    pub load: f64,
    /// Load ÷ servers; `None` without a server.
    pub utilisation: Option<f64>,
    /// Mean wait in opening hours; `None` where unstable or where nobody asks.
    pub mean_wait: Option<f64>,
    /// The share taken up within the target; `None` where unstable or where nobody asks.
    pub within: Option<f64>,
    /// Whether the queue does not grow for ever: load below servers, or nobody asks.
    pub stable: bool,
}

/// Several counters together; means are weighted by requests, over stable queues alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnswersTotal {
    /// Requests a year, of all.
    pub requests: f64,
    /// Queues that grow for ever.
    pub unstable: usize,
    /// Requests a year at those.
    pub unstable_requests: f64,
    /// Mean wait in opening hours; `None` without a stable queue that is asked.
    pub mean_wait: Option<f64>,
    /// The share taken up within the target; `None` without a stable queue that is asked.
    pub within: Option<f64>,
    /// Load ÷ servers of all; `None` without a server.
    pub utilisation: Option<f64>,
}

impl AnswersTotal {
    /// Adds counters up.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Self {
        let (mut requests, mut lost, mut load, mut servers) =
            (Sum::default(), Sum::default(), Sum::default(), 0_u64);
        let (mut weight, mut wait, mut within) = (Sum::default(), Sum::default(), Sum::default());
        let mut unstable = 0;
        for answer in answers {
            requests.add(answer.requests);
            load.add(answer.load);
            servers += u64::from(answer.servers);
            if !answer.stable {
                unstable += 1;
                lost.add(answer.requests);
            }
            if let (Some(mean), Some(share)) = (answer.mean_wait, answer.within) {
                weight.add(answer.requests);
                wait.add(answer.requests * mean);
                within.add(answer.requests * share);
            }
        }
        let weight = weight.value();
        let mean = |sum: Sum| (weight > 0.0).then(|| sum.value() / weight);
        AnswersTotal {
            requests: requests.value(),
            unstable,
            unstable_requests: lost.value(),
            mean_wait: mean(wait),
            within: mean(within),
            utilisation: (servers > 0).then(|| load.value() / servers as f64),
        }
    }
}

/// What the service catalogue asks under one policy. Lists hold one entry per row of the catalogue's table.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Hours a year.
    pub hours: Arc<[f64]>,
    /// The administrative part of those hours.
    pub administrative_hours: Arc<[f64]>,
    /// The part of those hours that goes to requests of residents.
    pub request_hours: Arc<[f64]>,
    /// Yuan a year that the admitted items cost.
    pub cost: Arc<[f64]>,
    /// The part of those yuan that comes with the items.
    pub funded: Arc<[f64]>,
    /// Yuan that the policy's awards carry for items, where it carries any.
    pub carried: Option<Arc<[f64]>>,
    /// Yuan that neither comes with the items nor is carried: unfunded mandates. Counted item by item, so that
    /// money beyond the cost of one item does not pay for another.
    pub unfunded: Arc<[f64]>,
    /// Hours that one post works in a year, where the scenario says so.
    pub hours_per_post: Option<Arc<[f64]>>,
    /// One per item of the policy's catalogue.
    pub items: Vec<ServiceTotal>,
}

impl Work {
    /// Hours a year that are asked less than under another policy, of every row.
    pub fn freed(&self, other: &Work) -> Vec<f64> {
        other.hours.iter().zip(self.hours.iter()).map(|(before, after)| before - after).collect()
    }

    /// What those hours are worth in posts; `None` where the scenario does not say how long one works.
    pub fn posts_freed(&self, other: &Work) -> Option<Vec<f64>> {
        let freed = self.freed(other);
        let per_post = self.hours_per_post.as_ref()?;
        Some(freed.iter().zip(per_post.iter()).map(|(hours, per_post)| hours / per_post).collect())
    }

    /// The items added up by the department that hands them down, in the order of the catalogue.
    pub fn departments<'a>(&self, services: &'a Services) -> Vec<(&'a str, ServiceTotal)> {
        let mut found: IndexMap<&str, ServiceTotal> = IndexMap::new();
        for (item, total) in services.items.iter().zip(&self.items) {
            let sum = found.entry(&item.department).or_default();
            sum.units += total.units;
            sum.hours += total.hours;
            sum.cost += total.cost;
            sum.funded += total.funded;
            sum.carried += total.carried;
            sum.unfunded += total.unfunded;
        }
        found.into_iter().collect()
    }
}

/// What an item of the service catalogue comes to over all members; nothing where it is not admitted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ServiceTotal {
    /// Driver units a year, admitted or not.
    pub units: f64,
    /// Hours a year.
    pub hours: f64,
    /// Yuan a year.
    pub cost: f64,
    /// The part of those yuan that comes with the item.
    pub funded: f64,
    /// What a policy's awards carry for it, in yuan.
    pub carried: f64,
    /// The yuan that remain unfunded.
    pub unfunded: f64,
}

/// The result for one pool. Lists hold one entry per member, in the table's order.
#[derive(Clone, Debug)]
pub struct PoolOutcome {
    /// Index of the pool in the scenario.
    pub pool: usize,
    /// The members: rows of the pool's table.
    pub rows: Arc<[u32]>,
    /// Each member's stratum, where the pool has strata.
    pub strata: Option<Arc<[u32]>>,
    /// Each member's residents, where the table has a column `population`.
    pub population: Option<Arc<[f64]>>,
    /// Each member's need in whole units under the baseline, where the pool has a standard.
    pub need: Option<Arc<[f64]>>,
    /// One per policy, in the scenario's order.
    pub policies: Vec<Arc<PolicyOutcome>>,
    /// The groupings over this table: index in the scenario, and each member's group.
    pub groupings: Arc<Vec<(usize, Membership)>>,
    /// Index of the baseline policy.
    pub baseline: usize,
    /// The baseline's award of every row of the table, in whole units; NaN for rows that take no part.
    pub baseline_by_row: Arc<[f64]>,
}

/// The result of one policy for one pool.
#[derive(Clone, Debug)]
pub struct PolicyOutcome {
    /// The awards and how they came about.
    pub shared: Arc<Shared>,
    /// Each member's need in whole units, which differs from the baseline's where the policy changes the work.
    pub need: Option<Arc<[f64]>>,
    /// How they are judged.
    pub metrics: Metrics,
    /// By grouping of the pool and by group.
    pub groups: Vec<Vec<GroupResult>>,
}

/// Awards and how they came about. Lists hold one entry per member.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The claims, where the policy has factors.
    pub claims: Option<Claims>,
    /// The awards, in parts of the unit.
    pub awards: Vec<i64>,
    /// The awards before rounding, in whole units; empty where only awards or metrics
    /// were asked for and something changed, as are the next two.
    pub exact: Vec<f64>,
    /// The bound that bit.
    pub bounds: Vec<Option<Bound>>,
    /// Whether an exact tie was broken among this member and others.
    pub ties: Vec<bool>,
    /// The floors in whole units, where there are any.
    pub floors: Option<Arc<Vec<f64>>>,
    /// The caps in whole units, where there are any.
    pub caps: Option<Arc<Vec<f64>>>,
    /// What each member has already, in whole units, where the policy says so.
    pub existing: Option<Arc<Vec<f64>>>,
    /// What stays unallocated, in parts.
    pub reserve: i64,
    /// The parts that were shared out each by itself: one, or one per stratum.
    pub shares: Vec<SharePart>,
}

/// One part of a pool that was shared out by itself.
#[derive(Clone, Debug)]
pub struct SharePart {
    /// The stratum's name; `None` for the whole pool.
    pub stratum: Option<String>,
    /// Its total, in parts.
    pub total: i64,
    /// What stays unallocated of it, in parts.
    pub reserve: i64,
    /// The rule's λ: in whole units where it is an amount, else a ratio.
    pub lambda: Option<f64>,
    /// Its members, as indices into the pool's members.
    pub members: Vec<u32>,
    /// What an explanation tells: amounts in steps of the pool.
    pub steps: Vec<Step>,
    /// What suffices to find the awards again, where nothing is told of how they came about.
    pub key: Option<Key>,
    /// Floors and caps in whole steps, once they have been needed for other claims.
    pub bounds: OnceLock<Bounds>,
}

impl PoolOutcome {
    /// The baseline's awards, in parts.
    pub fn baseline_awards(&self) -> &[i64] {
        &self.policies[self.baseline].shared.awards
    }

    /// A member's adequacy under a policy; `None` without a standard or without need.
    pub fn adequacy(&self, policy: usize, member: usize, unit: &Unit) -> Option<f64> {
        let award = unit.whole(self.policies[policy].shared.awards[member]);
        adequacy::ratio(award, self.policies[policy].need.as_ref()?[member])
    }

    /// A member's award per resident under a policy, in whole units.
    pub fn per_head(&self, policy: usize, member: usize, unit: &Unit) -> Option<f64> {
        let people = self.population.as_ref()?[member];
        (people > 0.0).then(|| unit.whole(self.policies[policy].shared.awards[member]) / people)
    }
}
