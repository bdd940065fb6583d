//! Members whose gain depends on one uncertain number: it turns into a loss while that number alone moves within
//! what its declared distribution makes likely, and no other number can do that.

use super::bench::Bench;
use super::finding::Finding;
use super::finding::Kind;
use super::finding::members_text;
use crate::evaluate::PoolOutcome;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::distribution::Distribution;
use crate::formula::number_text;
use crate::language::Text;

/// The shares of draws that the ends of an uncertain number stay above and below.
pub const TAILS: (f64, f64) = (0.05, 0.95);

/// Where a number is put, and who then loses what they gain as the scenario stands.
struct Turned {
    parameter: usize,
    ends: (f64, f64),
    /// For each policy of each pool: members.
    losers: Vec<Vec<Vec<usize>>>,
}

/// The gains that one declared uncertain parameter alone turns into losses.
pub fn fragile_gains(bench: &Bench<'_, '_>) -> Vec<Finding> {
    let scenario = bench.scenario();
    let parameters = scenario.parameters.iter().enumerate();
    let uncertain = parameters.filter_map(|(index, parameter)| {
        let distribution = Distribution::of(parameter.uncertain.as_ref()?)?;
        Some((index, (distribution.quantile(TAILS.0), distribution.quantile(TAILS.1))))
    });
    let turned: Vec<Turned> = uncertain.map(|(parameter, ends)| turned(bench, parameter, ends)).collect();
    let mut findings = Vec::new();
    for pool in bench.pools() {
        for policy in 0..scenario.policies.len() {
            for each in &turned {
                let alone = |member: &&usize| {
                    let mut by = turned.iter().filter(|other| other.losers[pool][policy].contains(member));
                    by.next().is_some() && by.next().is_none()
                };
                let members: Vec<usize> = each.losers[pool][policy].iter().filter(alone).copied().collect();
                if !members.is_empty() {
                    findings.push(finding(bench, policy, pool, each, &members));
                }
            }
        }
    }
    findings
}

fn turned(bench: &Bench<'_, '_>, parameter: usize, ends: (f64, f64)) -> Turned {
    let scenario = bench.scenario();
    let mut losers = vec![vec![Vec::new(); scenario.policies.len()]; scenario.pools.len()];
    for value in [ends.0, ends.1] {
        let change = Change { parameters: vec![(parameter, value)], ..Change::default() };
        let Ok(outcome) = bench.trial.run(&change, Detail::Metrics) else { continue };
        let pools = bench.trial.outcome().pools.iter().zip(&outcome.pools);
        for ((now, then), of_pool) in pools.zip(&mut losers) {
            for (policy, of_policy) in of_pool.iter_mut().enumerate() {
                let new = turning(now, then, policy).filter(|member| !of_policy.contains(member));
                let new: Vec<usize> = new.collect();
                of_policy.extend(new);
            }
        }
    }
    for of_policy in losers.iter_mut().flatten() {
        of_policy.sort_unstable();
    }
    Turned { parameter, ends, losers }
}

/// The members that gain under a policy now and lose then.
fn turning<'o>(
    now: &'o PoolOutcome,
    then: &'o PoolOutcome,
    policy: usize,
) -> impl Iterator<Item = usize> + use<'o> {
    let change = move |result: &PoolOutcome, member: usize| {
        result.policies[policy].shared.awards[member] - result.baseline_awards()[member]
    };
    let members = now.rows.iter().enumerate();
    members.filter_map(move |(member, row)| {
        let there = then.rows.binary_search(row).ok()?;
        (change(now, member) > 0 && change(then, there) < 0).then_some(member)
    })
}

fn finding(bench: &Bench<'_, '_>, policy: usize, pool: usize, turned: &Turned, members: &[usize]) -> Finding {
    let scenario = bench.scenario();
    let parameter = &scenario.parameters[turned.parameter];
    let result = &bench.trial.outcome().pools[pool];
    let rows: Vec<usize> = members.iter().map(|member| result.rows[*member] as usize).collect();
    let names = members_text(bench.trial.tables(), scenario.pools[pool].over, &rows);
    let shown = |value: f64| number_text((value * 1e4).round() / 1e4);
    let (low, high, now) = (shown(turned.ends.0), shown(turned.ends.1), shown(parameter.value));
    let count = members.len();
    Finding {
        kind: Kind::FragileGain,
        policy: Some(policy),
        pool: Some(pool),
        member: rows.first().copied(),
        formula: Some(parameter.name.clone()),
        place: scenario.place(&parameter.span),
        numbers: vec![
            ("members", count as f64),
            ("low", turned.ends.0),
            ("high", turned.ends.1),
            ("now", parameter.value),
        ],
        says: Text::new(
            format!(
                "The gain of {count} turns into a loss if «{}» alone ({now}) goes to {low} or {high}, its 5 % and 95 % \
                 ends: {}.",
                parameter.label.en, names.en
            ),
            format!(
                "仅“{}”（现为 {now}）变为 {low} 或 {high}（其 5% 与 95% 分位），{count} 个单位即由增变减：{}。",
                parameter.label.zh, names.zh
            ),
        ),
    }
}
