//! One number of an outcome, by its path.

use std::fmt;

use super::path;
use crate::evaluate::Outcome;
use crate::language::Text;
use crate::measure::Metric;
use crate::problem::Problem;
use crate::scenario::Scenario;

/// One metric of one policy on one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Index of the policy.
    pub policy: usize,
    /// Index of the pool.
    pub pool: usize,
    /// The metric.
    pub metric: Metric,
}

impl Target {
    /// Reads `POLICY.POOL.METRIC`, such as `differentiated.operating.gini`.
    ///
    /// # Errors
    /// What is unknown, and which names are near.
    pub fn parse(scenario: &Scenario, text: &str) -> Result<Target, Problem> {
        let keys = path::split(text.trim());
        let [policy, pool, metric] = keys.as_slice() else {
            let found = Text::new(
                format!("`{text}` is no metric of a policy and a pool"),
                format!("`{text}` 不是某方案某总盘的指标"),
            );
            return Err(path::problem(text, found).remedy(
                "write POLICY.POOL.METRIC, such as differentiated.operating.gini",
                "写成 方案.总盘.指标，如 differentiated.operating.gini",
            ));
        };
        let policies = scenario.policies.iter().map(|policy| policy.id.as_str());
        let pools = scenario.pools.iter().map(|pool| pool.id.as_str());
        let metrics = Metric::ALL.map(Metric::id);
        let policy = path::find(text, ("policy", "方案"), policy, policies)?;
        let pool = path::find(text, ("pool", "总盘"), pool, pools)?;
        let metric = Metric::ALL[path::find(text, ("metric", "指标"), metric, metrics)?];
        Ok(Target { policy, pool, metric })
    }

    /// As [`Target::parse`], or `POOL.METRIC` for every policy: one target each, in the policies' order.
    ///
    /// # Errors
    /// As [`Target::parse`].
    pub fn parse_all(scenario: &Scenario, text: &str) -> Result<Vec<Target>, Problem> {
        if path::split(text.trim()).len() != 2 {
            return Target::parse(scenario, text).map(|target| vec![target]);
        }
        let policies = scenario.policies.iter();
        policies
            .map(|policy| Target::parse(scenario, &format!("\"{}\".{}", policy.id, text.trim())))
            .collect()
    }

    /// The number in whole units; `None` where it is undefined.
    pub fn value(&self, scenario: &Scenario, outcome: &Outcome) -> Option<f64> {
        let value = outcome.pools[self.pool].policies[self.policy].metrics.get(self.metric);
        value.number(&scenario.pools[self.pool].unit)
    }

    /// The path as it is written.
    pub fn path(&self, scenario: &Scenario) -> impl fmt::Display {
        let (policy, pool) = (&scenario.policies[self.policy].id, &scenario.pools[self.pool].id);
        format!("{policy}.{pool}.{}", self.metric.id())
    }

    /// What a reader calls it.
    pub fn label(&self, scenario: &Scenario) -> Text {
        let (policy, pool) = (&scenario.policies[self.policy].label, &scenario.pools[self.pool].label);
        let metric = self.metric.label();
        Text::new(
            format!("{}: {} ({})", pool.en, metric.en, policy.en),
            format!("{}：{}（{}）", pool.zh, metric.zh, policy.zh),
        )
    }
}
