//! What every chart of a pool is drawn from.

use super::Kind;
use super::Style;
use super::chart_name;
use super::naming::Naming;
use super::palette;
use super::scale::Measure;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::quantity::Unit;
use crate::scenario::Pool;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use plotters::style::RGBColor;

/// The most policies in one chart: the baseline and as many others as there are colours.
const MOST_POLICIES: usize = 7;

/// One pool of an outcome, with all that its charts need.
pub(super) struct Picture<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) tables: &'a Tables,
    pub(super) naming: &'a Naming<'a>,
    pub(super) style: &'a Style,
    pub(super) outcome: &'a PoolOutcome,
    /// The only policy shown beside the baseline, where one is asked for.
    pub(super) policy: Option<usize>,
}

impl Picture<'_> {
    /// The pool as the scenario states it.
    pub(super) fn pool(&self) -> &Pool {
        &self.scenario.pools[self.outcome.pool]
    }

    /// The stem of a chart's file.
    pub(super) fn name(&self, kind: Kind) -> String {
        chart_name(self.scenario, self.outcome, kind)
    }

    /// The members' number.
    pub(super) fn len(&self) -> usize {
        self.outcome.rows.len()
    }

    /// A member's label.
    pub(super) fn member(&self, member: usize) -> String {
        self.naming.member(self.pool().over, self.outcome.rows[member] as usize)
    }

    /// A member's award in whole units.
    pub(super) fn award(&self, policy: usize, member: usize) -> f64 {
        self.pool().unit.whole(self.outcome.policies[policy].shared.awards[member])
    }

    /// A member's change against the baseline, in whole units.
    pub(super) fn change(&self, policy: usize, member: usize) -> f64 {
        let awards = &self.outcome.policies[policy].shared.awards;
        self.pool().unit.whole(awards[member] - self.outcome.baseline_awards()[member])
    }

    /// A member's change as a share of the baseline's award; `None` where that is nothing.
    pub(super) fn relative_change(&self, policy: usize, member: usize) -> Option<f64> {
        let baseline = self.award(self.outcome.baseline, member);
        (baseline > 0.0).then(|| self.change(policy, member) / baseline)
    }

    /// The measure that suits amounts up to `largest`.
    pub(super) fn measure(&self, largest: f64) -> Measure {
        let unit = &self.pool().unit;
        Measure::of(unit, largest, self.naming.language(), &self.naming.unit(unit))
    }

    /// What need is called in Chinese: an expenditure only where it is money.
    pub(super) fn need_in_chinese(&self) -> &'static str {
        if self.pool().unit == Unit::Money { "标准支出" } else { "标准需求" }
    }

    /// The policies shown: all, or the baseline and the first others where there are more than colours.
    pub(super) fn policies(&self) -> Vec<usize> {
        if let Some(only) = self.policy {
            let mut shown = vec![self.outcome.baseline, only];
            shown.sort_unstable();
            shown.dedup();
            return shown;
        }
        let mut room = MOST_POLICIES - 1;
        let mut shown = Vec::new();
        for policy in 0..self.outcome.policies.len() {
            if policy == self.outcome.baseline {
                shown.push(policy);
            } else if room > 0 {
                room -= 1;
                shown.push(policy);
            }
        }
        shown
    }

    /// The policies shown other than the baseline.
    pub(super) fn others(&self) -> Vec<usize> {
        self.policies().into_iter().filter(|policy| *policy != self.outcome.baseline).collect()
    }

    /// What is to be said where some policies are not shown.
    pub(super) fn left_out(&self) -> Option<Text> {
        let more = self.outcome.policies.len() - self.policies().len();
        (more > 0 && self.policy.is_none()).then(|| {
            Text::new(
                format!("Not shown: {more} further policies of the scenario."),
                format!("另有{more}个方案未列入图中。"),
            )
        })
    }

    /// The colour of a policy.
    pub(super) fn color(&self, policy: usize) -> RGBColor {
        palette::policy(policy, self.outcome.baseline)
    }

    /// A policy's label in the style's language.
    pub(super) fn policy(&self, policy: usize) -> String {
        self.naming.shown(&self.naming.policy(policy)).to_owned()
    }

    /// One of two texts, in the style's language.
    pub(super) fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        match self.naming.language() {
            crate::language::Language::English => en,
            crate::language::Language::Chinese => zh,
        }
    }
}
