//! The cases of an outcome, every policy on every pool, and how their figures are written in files.

use super::Subject;
use crate::evaluate::PolicyAnswers;
use crate::evaluate::PolicyOutcome;
use crate::evaluate::PoolOutcome;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::scenario::Policy;
use crate::scenario::Pool;
use crate::table::Table;

/// One policy on one pool.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The pool as the scenario states it.
    pub pool: &'a Pool,
    /// The policy as the scenario states it.
    pub policy: &'a Policy,
    /// Index of the policy.
    pub index: usize,
    /// The table of the pool's members.
    pub table: &'a Table,
    /// The pool's result.
    pub result: &'a PoolOutcome,
    /// The policy's result.
    pub outcome: &'a PolicyOutcome,
    /// How residents are answered, where this pool's posts do so.
    pub answers: Option<&'a PolicyAnswers>,
}

/// Every policy on every pool, policies within pools.
pub fn cases<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Case<'a>> + use<'a> {
    let (scenario, tables) = (subject.scenario, subject.tables);
    let answers = subject.outcome.answers.as_ref();
    subject.outcome.pools.iter().flat_map(move |result| {
        let pool = &scenario.pools[result.pool];
        let answering = scenario.answers.as_ref().is_some_and(|answers| answers.pool == result.pool);
        let answers = answers.filter(|_| answering);
        scenario.policies.iter().zip(&result.policies).enumerate().map(move |(index, (policy, outcome))| {
            let answers = answers.map(|answers| &answers.policies[index]);
            Case { pool, policy, index, table: &tables.tables[pool.over], result, outcome, answers }
        })
    })
}

/// Decimals of a number in the pool's unit: two for money, as short as it is for anything else.
pub fn decimals(unit: &Unit) -> Option<usize> {
    match unit {
        Unit::Money => Some(2),
        Unit::Posts | Unit::Other(_) => None,
    }
}

impl<'a> Case<'a> {
    /// Members.
    pub fn count(&self) -> usize {
        self.result.rows.len()
    }

    /// The id of a member.
    pub fn id(&self, member: usize) -> &'a str {
        self.table.id(self.result.rows[member] as usize)
    }

    /// The name of a member.
    pub fn name(&self, member: usize) -> &'a str {
        self.table.name(self.result.rows[member] as usize)
    }

    /// Whether the pool has parts with totals of their own.
    pub fn has_strata(&self) -> bool {
        self.pool.strata.is_some() && self.result.strata.is_some()
    }

    /// The stratum of a member; empty where the pool has none.
    pub fn stratum(&self, member: usize) -> &'a str {
        match (&self.pool.strata, &self.result.strata) {
            (Some(strata), Some(of)) => &strata.totals[of[member] as usize].0,
            _ => "",
        }
    }

    /// A member's change against the baseline, in parts.
    pub fn change(&self, member: usize) -> i64 {
        self.outcome.shared.awards[member] - self.result.baseline_awards()[member]
    }

    /// A member's change as a share of the baseline; `None` where the baseline is nothing.
    pub fn change_share(&self, member: usize) -> Option<f64> {
        let baseline = self.result.baseline_awards()[member];
        (baseline != 0).then(|| self.change(member) as f64 / baseline as f64)
    }
}

/// A metric's value as it stands in a file; empty where undefined.
pub fn value_text(value: Value, unit: &Unit) -> String {
    match value {
        Value::Amount(parts) => unit.plain(parts),
        // Half a part: one decimal more than the unit has. Only sums of absolute changes come as halves.
        Value::HalfAmount(halves) => match unit {
            Unit::Posts => format!("{}.5", halves / 2),
            Unit::Money | Unit::Other(_) => format!("{}5", unit.plain(halves / 2)),
        },
        Value::Count(number) => format!("{number:.0}"),
        Value::Number(number) => crate::formula::number_text(number),
        Value::Undefined => String::new(),
    }
}

/// What a metric is counted in: the pool's unit, `members`, `residents`, or `ratio`.
pub fn unit_of(metric: Metric, pool: &Pool) -> String {
    match metric.counted_in() {
        CountedIn::PoolUnit => pool.unit.label().en,
        CountedIn::Members => "members".to_owned(),
        CountedIn::Residents => "residents".to_owned(),
        CountedIn::Adequacy | CountedIn::Index => "ratio".to_owned(),
    }
}
