//! What a careful opponent would look for in a formula: cliffs, perverse incentives, parts that do nothing, members
//! left out, bounds that decide, gains that hang by one uncertain number.
//!
//! In: a [`Trial`](super::Trial). Out: [`Finding`]s, each with the member, the formula, its place and its numbers. A
//! finding from a formula is tried on awards before it counts. Pools that add up others are passed over, for what is
//! wrong in them is wrong in those.

mod bench;
mod bounds;
mod cliff;
mod finding;
mod fragile;
mod idle;
mod perverse;
mod steps;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use super::Trial;
use crate::language::Text;
use crate::quantity::group_thousands;

pub use finding::Finding;
pub use finding::Kind;

use bench::Bench;
use bench::share_text;

/// Everything that is found, by kind and then in the scenario's order; `tick` is called, with how many parts there
/// are, as each part of the work is done.
pub fn audit(trial: &Trial<'_>, tick: &(dyn Fn(usize) + Sync)) -> Vec<Finding> {
    let bench = Bench::new(trial);
    let policies = 0..trial.scenario().policies.len();
    let shares: Vec<(usize, usize)> =
        bench.pools().flat_map(|pool| policies.clone().map(move |policy| (policy, pool))).collect();
    let parts = shares.len() + 2;
    let of_share = |(policy, pool): &(usize, usize)| {
        let (policy, pool) = (*policy, *pool);
        let mut found = cliff::cliffs(&bench, policy, pool);
        found.extend(perverse::perverse_incentives(&bench, policy, pool));
        found.extend(idle::factors(&bench, policy, pool));
        found.extend(bounds::unreached(&bench, policy, pool));
        found.extend(bounds::bounds_decide(&bench, policy, pool));
        tick(parts);
        found
    };
    let mut findings: Vec<Finding> =
        shares.par_iter().map(of_share).collect::<Vec<_>>().into_iter().flatten().collect();
    findings.extend(idle::parameters(&bench));
    tick(parts);
    findings.extend(fragile::fragile_gains(&bench));
    tick(parts);
    findings.sort_by_key(|finding| finding.kind);
    findings
}

impl Kind {
    /// From what on something counts as a finding of this kind.
    pub fn threshold(self) -> Text {
        match self {
            Kind::Cliff => {
                let (share, steeper) = (share_text(cliff::LEAST_SHARE), steps::STEEPER);
                let (members, years) = (cliff::MOST_MEMBERS, cliff::YEARS_AHEAD);
                let beyond = share_text(cliff::BEYOND);
                Text::new(
                    format!(
                        "one more in a column of whole numbers moves the award before rounding by at least {share}, \
                         and {steeper} times as far as the one before; formulas of up to {members} members, from \
                         {beyond} below the smallest number to {beyond} above the largest, and the next {years} years"
                    ),
                    format!(
                        "整数列仅多 1，取整前的分配额即变动 {share} 以上，且为前一个 1 的 {steeper} 倍以上；\
                         查至多 {members} 个单位的公式，自最小值以下 {beyond} 至最大值以上 {beyond}，以及今后 {years} 年"
                    ),
                )
            }
            Kind::PerverseIncentive => {
                let (raised, share) = (share_text(perverse::RAISED), share_text(perverse::LEAST_SHARE));
                Text::new(
                    format!(
                        "a column of one member raised by one, or by {raised}: its need rises and its award before \
                         rounding falls by at least {share}"
                    ),
                    format!(
                        "某单位的一列数值增加 1 或 {raised}：标准支出增加，而取整前的分配额减少 {share} 以上"
                    ),
                )
            }
            Kind::IdleParameter => {
                let values = idle::VALUES + 1;
                Text::new(
                    format!(
                        "nothing rests on it, or no award and no metric moves at {values} values end to end"
                    ),
                    format!("没有结果用到它，或在整个范围的 {values} 个取值上，各分配额与指标均不变"),
                )
            }
            Kind::IdleFactor => Text::new(
                "nothing for every member, or every award the same without it",
                "对每个单位都是 0，或去掉后各分配额均不变",
            ),
            Kind::UnreachedMember => {
                Text::new("every factor 0 under a rule that shares by claims", "按测算额分配而各因素均为 0")
            }
            Kind::BoundsDecide => {
                let share = share_text(bounds::DECIDE);
                Text::new(
                    format!("floor or cap decides {share} of the awards or more"),
                    format!("由保底或封顶决定的分配额占 {share} 以上"),
                )
            }
            Kind::FragileGain => {
                let most = group_thousands(&fragile::MOST_OWN.to_string());
                Text::new(
                    format!(
                        "a gain now, a loss while one number declared uncertain (a parameter, a column's common error, \
                         or a member's own figure where up to {most} gain) stands at its 5 % or 95 % end, and no other \
                         such number does that"
                    ),
                    format!(
                        "现为增加；某一个声明了不确定性的数（参数、某列的共同误差，或增加的单位不超过 {most} 个时\
                         单位自身的数值）取 5% 或 95% 分位时变为减少，且其他此类数均不致如此"
                    ),
                )
            }
        }
    }
}
