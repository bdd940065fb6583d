//! The trade-off between money moved and shortfall removed, as one input runs from end to end.

use rayon::prelude::*;

use crate::explore::Axis;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Trial;
use crate::measure::Metric;

/// One value of the input, or one policy as the scenario has it; amounts in whole units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The value of the input.
    pub value: f64,
    /// What changes hands against the baseline: Σ |change| ÷ 2.
    pub moved: f64,
    /// What is missing under the policy.
    pub shortfall: f64,
    /// What is missing under the baseline less that.
    pub removed: f64,
}

/// A policy's trade-off on one pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Tradeoff {
    /// Index of the policy.
    pub policy: usize,
    /// Index of the pool.
    pub pool: usize,
    /// One for each value looked at, from low to high; those without a result are left out.
    pub points: Vec<Point>,
    /// Values without a result.
    pub failed: usize,
    /// Where the scenario stands; `None` where the pool has no standard of need.
    pub present: Option<Point>,
    /// The other policies as the scenario has them, besides the baseline.
    pub others: Vec<(usize, Point)>,
}

/// The trade-off of a policy on a pool while the input takes `values`; `tick` is called after each evaluation.
pub fn tradeoff(
    trial: &Trial<'_>,
    axis: &Axis<'_>,
    (policy, pool): (usize, usize),
    values: &[f64],
    tick: &(dyn Fn() + Sync),
) -> Tradeoff {
    let results: Vec<Option<Point>> = values
        .par_iter()
        .map(|value| {
            let mut change = Change::default();
            axis.set(&mut change, *value).ok()?;
            let outcome = trial.run(&change, Detail::Metrics);
            tick();
            point(trial, &outcome.ok()?, policy, pool, *value)
        })
        .collect();
    let failed = results.iter().filter(|point| point.is_none()).count();
    let at_present = |policy: usize| point(trial, trial.outcome(), policy, pool, axis.value());
    let scenario = trial.scenario();
    let others = (0..scenario.policies.len()).filter(|other| *other != policy && *other != scenario.baseline);
    Tradeoff {
        policy,
        pool,
        points: results.into_iter().flatten().collect(),
        failed,
        present: at_present(policy),
        others: others.filter_map(|other| Some((other, at_present(other)?))).collect(),
    }
}

fn point(
    trial: &Trial<'_>,
    outcome: &crate::evaluate::Outcome,
    policy: usize,
    pool: usize,
    value: f64,
) -> Option<Point> {
    let (unit, result) = (&trial.scenario().pools[pool].unit, &outcome.pools[pool]);
    let of = |policy: usize, metric: Metric| result.policies[policy].metrics.get(metric).number(unit);
    let shortfall = of(policy, Metric::Shortfall)?;
    let removed = of(result.baseline, Metric::Shortfall)? - shortfall;
    Some(Point { value, moved: of(policy, Metric::Moved)?, shortfall, removed })
}
