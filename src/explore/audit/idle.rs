//! Parameters and factors that change nothing.

use super::bench::Bench;
use super::finding::Finding;
use super::finding::Kind;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Input;
use crate::explore::Outcome;
use crate::explore::Trial;
use crate::explore::distribution::Distribution;
use crate::explore::reach::generating;
use crate::formula::number_text;
use crate::language::Text;
use crate::scenario::Parameter;

/// The values of a parameter that are tried, evenly from end to end.
pub const VALUES: usize = 8;

/// The parameters that no result rests on, or that change no award and no metric from end to end.
pub fn parameters(bench: &Bench<'_, '_>) -> Vec<Finding> {
    let parameters = bench.scenario().parameters.iter().enumerate().skip(1);
    parameters.filter_map(|(index, parameter)| idle_parameter(bench, index, parameter)).collect()
}

fn idle_parameter(bench: &Bench<'_, '_>, index: usize, parameter: &Parameter) -> Option<Finding> {
    let name = &parameter.name;
    let (says, numbers) = if is_used(bench.trial, index) {
        let (low, high) = ends(parameter);
        let values = (0..=VALUES).map(|part| low + (high - low) * part as f64 / VALUES as f64);
        let same = |value: f64| {
            let change = Change { parameters: vec![(index, value)], ..Change::default() };
            let outcome = bench.trial.run(&change, Detail::Whole);
            outcome.is_ok_and(|outcome| is_same(bench.trial.outcome(), &outcome))
        };
        if !values.into_iter().all(same) {
            return None;
        }
        let (from, to) = (number_text(low), number_text(high));
        let says = Text::new(
            format!(
                "Parameter {name} changes no award and no metric, whatever its value from {from} to {to}."
            ),
            format!("参数 {name} 从 {from} 到 {to} 任意取值，都不改变任何分配额与指标。"),
        );
        (says, vec![("from", low), ("to", high)])
    } else {
        let says = Text::new(
            format!("No award, need or group rests on parameter {name}."),
            format!("没有任何分配额、标准支出或分组用到参数 {name}。"),
        );
        (says, vec![("value", parameter.value)])
    };
    Some(Finding {
        kind: Kind::IdleParameter,
        policy: None,
        pool: None,
        member: None,
        formula: Some(name.clone()),
        place: bench.scenario().place(&parameter.span),
        numbers,
        says,
    })
}

/// Whether anything rests on a parameter.
fn is_used(trial: &Trial<'_>, index: usize) -> bool {
    let changed = [Input::Parameter(index)];
    let generates = generating(trial.scenario()).contains(&changed[0]);
    generates
        || trial.reach().pools.iter().any(|reach| {
            let of_pool = [&reach.members, &reach.strata, &reach.population, &reach.need, &reach.total];
            let of_shares = reach
                .shares
                .iter()
                .flat_map(|share| share.factors.iter().chain([&share.floor, &share.cap, &share.existing]));
            of_pool.into_iter().chain(&reach.groupings).chain(of_shares).any(|inputs| inputs.meet(&changed))
        })
}

/// The ends between which a parameter is tried: its distribution's, its range's, or from nothing to twice its value.
fn ends(parameter: &Parameter) -> (f64, f64) {
    let declared = parameter.uncertain.as_ref().and_then(Distribution::of);
    let of_distribution = declared.map(|d| (d.bounded_quantile(0.0), d.bounded_quantile(1.0)));
    let value = parameter.value;
    of_distribution.or(parameter.range).unwrap_or((value.min(0.0), (2.0 * value).max(1.0)))
}

/// Whether two outcomes give the same awards, and the same metrics and groups of them.
fn is_same(one: &Outcome, other: &Outcome) -> bool {
    one.pools.iter().zip(&other.pools).all(|(one, other)| {
        one.rows == other.rows
            && one.policies.iter().zip(&other.policies).all(|(one, other)| {
                one.shared.awards == other.shared.awards
                    && one.metrics == other.metrics
                    && one.groups == other.groups
            })
    })
}

/// The factors of a policy on a pool that are nothing for every member, or without which every award is the same.
pub fn factors(bench: &Bench<'_, '_>, policy: usize, pool: usize) -> Vec<Finding> {
    let scenario = bench.scenario();
    let share = &scenario.policies[policy].shares[pool];
    let shared = &bench.trial.outcome().pools[pool].policies[policy].shared;
    let Some(claims) = &shared.claims else { return Vec::new() };
    let mut findings = Vec::new();
    for (index, factor) in share.factors.iter().enumerate() {
        let label = &factor.label;
        let is_nothing = claims.parts[index].iter().all(|amount| *amount == 0.0);
        let says = if is_nothing {
            Text::new(
                format!("Factor «{}» is 0 for every member.", label.en),
                format!("因素“{}”对每个单位都是 0。", label.zh),
            )
        } else if share.factors.len() > 1 && awards_without(bench, policy, pool, index) == Some(true) {
            Text::new(
                format!("Without factor «{}» every award is the same to the last part.", label.en),
                format!("去掉因素“{}”，每一笔分配额都完全不变。", label.zh),
            )
        } else {
            continue;
        };
        let total: f64 = claims.parts[index].iter().sum();
        let all: f64 = claims.totals.iter().sum();
        findings.push(Finding {
            kind: Kind::IdleFactor,
            policy: Some(policy),
            pool: Some(pool),
            member: None,
            formula: Some(factor.amount.formula.text().to_owned()),
            place: factor.amount.whole_place(),
            numbers: vec![("claims", total), ("claims_share", if all == 0.0 { 0.0 } else { total / all })],
            says,
        });
    }
    findings
}

/// Whether a policy's awards on a pool stay as they are without one of its factors; `None` where the scenario has
/// no result then.
fn awards_without(bench: &Bench<'_, '_>, policy: usize, pool: usize, factor: usize) -> Option<bool> {
    let mut scenario = bench.scenario().clone();
    scenario.policies[policy].shares[pool].factors.remove(factor);
    let trial = Trial::new(&scenario, bench.trial.tables()).ok()?;
    let awards = |trial: &Trial<'_>| trial.outcome().pools[pool].policies[policy].shared.awards.clone();
    Some(awards(&trial) == awards(bench.trial))
}
