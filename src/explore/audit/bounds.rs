//! Members that no factor reaches, and bounds that decide instead of the formula.

use super::bench::Bench;
use super::bench::share_text;
use super::finding::Finding;
use super::finding::Kind;
use super::finding::members_text;
use crate::allocate::Bound;
use crate::allocate::Rule;
use crate::language::Text;

/// The share of members from which on bounds are said to decide.
pub const DECIDE: f64 = 0.5;

/// The members whose every factor is nothing, under a rule that shares by claims.
pub fn unreached(bench: &Bench<'_, '_>, policy: usize, pool: usize) -> Option<Finding> {
    let scenario = bench.scenario();
    let (spec, share) = (&scenario.pools[pool], &scenario.policies[policy].shares[pool]);
    let result = &bench.trial.outcome().pools[pool];
    let shared = &result.policies[policy].shared;
    let claims = shared.claims.as_ref()?;
    let by_claims = share.rule.needs_claims() || share.rule == Rule::AsClaimed;
    let is_nothing = |member: &usize| claims.parts.iter().all(|part| part[*member] == 0.0);
    let members: Vec<usize> = (0..result.rows.len()).filter(is_nothing).collect();
    if !by_claims || members.is_empty() {
        return None;
    }
    let rows: Vec<usize> = members.iter().map(|member| result.rows[*member] as usize).collect();
    let names = members_text(bench.trial.tables(), spec.over, &rows);
    let without = members.iter().filter(|member| shared.awards[**member] == 0).count();
    let count = members.len();
    let first = share.factors.first();
    Some(Finding {
        kind: Kind::UnreachedMember,
        policy: Some(policy),
        pool: Some(pool),
        member: rows.first().copied(),
        formula: first.map(|factor| factor.amount.formula.text().to_owned()),
        place: first.map_or_else(|| scenario.place(&share.span), |factor| factor.amount.whole_place()),
        numbers: vec![("members", count as f64), ("without_award", without as f64)],
        says: Text::new(
            format!("Every factor is 0 for {count}: {}. Of these {without} get nothing.", names.en),
            format!("各因素均为 0 的单位 {count} 个：{}。其中 {without} 个未获分配。", names.zh),
        ),
    })
}

/// Says so where floor and cap together decide the awards of [`DECIDE`] of the members or more.
pub fn bounds_decide(bench: &Bench<'_, '_>, policy: usize, pool: usize) -> Option<Finding> {
    let share = &bench.scenario().policies[policy].shares[pool];
    let shared = &bench.trial.outcome().pools[pool].policies[policy].shared;
    let count = |bound: Bound| shared.bounds.iter().filter(|each| **each == Some(bound)).count();
    let (floors, caps, members) = (count(Bound::Floor), count(Bound::Cap), shared.bounds.len());
    let bound = (floors + caps) as f64 / members as f64;
    if members == 0 || bound < DECIDE {
        return None;
    }
    let formula = if floors >= caps { share.floor.as_ref() } else { share.cap.as_ref() }?;
    let share = share_text(bound);
    Some(Finding {
        kind: Kind::BoundsDecide,
        policy: Some(policy),
        pool: Some(pool),
        member: None,
        formula: Some(formula.formula.text().to_owned()),
        place: formula.whole_place(),
        numbers: vec![
            ("members", members as f64),
            ("at_floor", floors as f64),
            ("at_cap", caps as f64),
            ("share", bound),
        ],
        says: Text::new(
            format!(
                "Of {members} members {floors} stand at their floor and {caps} at their cap ({share}): the formula \
                 decides the others only."
            ),
            format!(
                "{members} 个单位中，{floors} 个按保底、{caps} 个按封顶（{share}）：公式只决定其余单位。"
            ),
        ),
    })
}
