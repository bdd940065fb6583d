//! Members whose gain depends on one uncertain number: it turns into a loss while that number alone moves within
//! what its declared distribution makes likely, and no other number can do that. Such a number is a parameter, the
//! factor that all figures of an uncertain column share, or a member's own figure in such a column.

use rayon::prelude::*;

use super::bench::Bench;
use super::finding::Finding;
use super::finding::Kind;
use super::finding::members_text;
use crate::evaluate::Outcome;
use crate::evaluate::PoolOutcome;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::distribution::Distribution;
use crate::explore::noise::Noises;
use crate::explore::noise::by_row;
use crate::formula::number_text;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::UncertainFormat;

/// The shares of draws that the ends of an uncertain number stay above and below.
pub const TAILS: (f64, f64) = (0.05, 0.95);
/// The most members whose own figures are each moved by themselves.
pub const MOST_OWN: usize = 1_000;

/// An uncertain number, or as many as there are members, each for itself.
#[derive(Clone, Copy)]
enum Number {
    /// A parameter, by its index.
    Parameter(usize),
    /// What all figures of a column share, by the index of its noise.
    Shared(usize),
    /// The figure of each member in a column.
    Own(usize),
}

/// Where a number is put, and who then loses what they gain as the scenario stands.
struct Turned {
    number: Number,
    ends: (f64, f64),
    /// For each policy of each pool: members.
    losers: Vec<Vec<Vec<usize>>>,
}

/// The gains that one uncertain number alone turns into losses.
pub fn fragile_gains(bench: &Bench<'_, '_>) -> Vec<Finding> {
    let scenario = bench.scenario();
    let turned: Vec<Turned> =
        uncertain(scenario).into_iter().map(|(number, ends)| turned(bench, number, ends)).collect();
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

/// Every number that the scenario calls uncertain, and its ends.
fn uncertain(scenario: &Scenario) -> Vec<(Number, (f64, f64))> {
    let ends = |of: &Option<UncertainFormat>| {
        let distribution = Distribution::of(of.as_ref()?)?;
        Some((distribution.quantile(TAILS.0), distribution.quantile(TAILS.1)))
    };
    let parameters = scenario.parameters.iter().enumerate();
    let parameters =
        parameters.filter_map(|(index, each)| Some((Number::Parameter(index), ends(&each.uncertain)?)));
    let noises = scenario.noises.iter().enumerate();
    let noises = noises.flat_map(|(index, each)| {
        let (shared, own) = (ends(&each.shared), ends(&each.member));
        let shared = shared.map(|ends| (Number::Shared(index), ends));
        shared.into_iter().chain(own.map(|ends| (Number::Own(index), ends)))
    });
    parameters.chain(noises).collect()
}

fn turned(bench: &Bench<'_, '_>, number: Number, ends: (f64, f64)) -> Turned {
    let scenario = bench.scenario();
    let noises = Noises::new(scenario, bench.trial.tables());
    // Each end, and the row that alone is moved and looked at, if it is one member's own figure.
    let rows: Vec<Option<usize>> = match number {
        Number::Parameter(_) | Number::Shared(_) => vec![None],
        Number::Own(noise) => gaining(bench, scenario.noises[noise].table).into_iter().map(Some).collect(),
    };
    let runs: Vec<(f64, Option<usize>)> =
        [ends.0, ends.1].into_iter().flat_map(|value| rows.iter().map(move |row| (value, *row))).collect();
    let lost: Vec<Vec<(usize, usize, usize)>> = runs
        .par_iter()
        .map(|(value, row)| {
            let outcome = bench.trial.run(&moved(&noises, number, *value, *row), Detail::Metrics);
            outcome.map(|outcome| losing(bench, &outcome, *row)).unwrap_or_default()
        })
        .collect();
    let mut losers = vec![vec![Vec::new(); scenario.policies.len()]; scenario.pools.len()];
    for (pool, policy, member) in lost.into_iter().flatten() {
        losers[pool][policy].push(member);
    }
    for of_policy in losers.iter_mut().flatten() {
        of_policy.sort_unstable();
        of_policy.dedup();
    }
    Turned { number, ends, losers }
}

/// The scenario with one number moved; of a member's own figures with that of one row alone.
fn moved(noises: &Noises<'_>, number: Number, value: f64, row: Option<usize>) -> Change {
    let mut change = Change::default();
    let own = by_row(|_, each| if Some(each as usize) == row { value } else { 1.0 });
    match number {
        Number::Parameter(index) => change.parameters.push((index, value)),
        Number::Shared(noise) => noises.put(&mut change, noise, value, Some(by_row(|_, _| 1.0))),
        Number::Own(noise) => noises.put(&mut change, noise, 1.0, Some(own)),
    }
    change
}

/// Who loses then what they gain now, as (pool, policy, member); of one row alone where it is said which.
fn losing(bench: &Bench<'_, '_>, then: &Outcome, row: Option<usize>) -> Vec<(usize, usize, usize)> {
    let mut lost = Vec::new();
    for (pool, (now, then)) in bench.trial.outcome().pools.iter().zip(&then.pools).enumerate() {
        for policy in 0..now.policies.len() {
            let here = |member: &usize| row.is_none_or(|row| now.rows[*member] as usize == row);
            lost.extend(turning(now, then, policy).filter(here).map(|member| (pool, policy, member)));
        }
    }
    lost
}

/// The rows of a table whose members gain under some policy; none of a table with too many.
fn gaining(bench: &Bench<'_, '_>, table: usize) -> Vec<usize> {
    let scenario = bench.scenario();
    let mut rows = Vec::new();
    for result in
        bench.trial.outcome().pools.iter().filter(|result| scenario.pools[result.pool].over == table)
    {
        let before = result.baseline_awards();
        for (member, row) in result.rows.iter().enumerate() {
            if result.policies.iter().any(|policy| policy.shared.awards[member] > before[member]) {
                rows.push(*row as usize);
            }
        }
    }
    rows.sort_unstable();
    rows.dedup();
    if rows.len() > MOST_OWN { Vec::new() } else { rows }
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
    let result = &bench.trial.outcome().pools[pool];
    let rows: Vec<usize> = members.iter().map(|member| result.rows[*member] as usize).collect();
    let (formula, span, now) = match turned.number {
        Number::Parameter(index) => {
            let parameter = &scenario.parameters[index];
            (parameter.name.clone(), &parameter.span, parameter.value)
        }
        Number::Shared(noise) | Number::Own(noise) => {
            let noise = &scenario.noises[noise];
            let column = &scenario.vocabulary.tables[noise.table].columns[noise.column].0;
            (column.clone(), &noise.span, 1.0)
        }
    };
    let numbers = vec![
        ("members", members.len() as f64),
        ("low", turned.ends.0),
        ("high", turned.ends.1),
        ("now", now),
    ];
    Finding {
        kind: Kind::FragileGain,
        policy: Some(policy),
        pool: Some(pool),
        member: rows.first().copied(),
        formula: Some(formula),
        place: scenario.place(span),
        numbers,
        says: says(bench, pool, turned, now, &rows),
    }
}

fn says(bench: &Bench<'_, '_>, pool: usize, turned: &Turned, now: f64, rows: &[usize]) -> Text {
    let (scenario, tables) = (bench.scenario(), bench.trial.tables());
    let names = members_text(tables, scenario.pools[pool].over, rows);
    let shown = |value: f64| number_text((value * 1e4).round() / 1e4);
    let (low, high, now, count) = (shown(turned.ends.0), shown(turned.ends.1), shown(now), rows.len());
    let column = |noise: usize| Noises::new(scenario, tables).column_label(noise);
    let moved = match turned.number {
        Number::Parameter(index) => {
            let label = &scenario.parameters[index].label;
            Text::new(
                format!("«{}» alone ({now}) goes to {low} or {high}", label.en),
                format!("“{}”（现为 {now}）变为 {low} 或 {high}", label.zh),
            )
        }
        Number::Shared(noise) => {
            let label = column(noise);
            Text::new(
                format!("all figures of «{}» alone are {low} or {high} times what is stated", label.en),
                format!("各单位的“{}”一律为所列数的 {low} 或 {high} 倍", label.zh),
            )
        }
        Number::Own(noise) => {
            let label = column(noise);
            Text::new(
                format!(
                    "the member's own figure of «{}» alone is {low} or {high} times what is stated",
                    label.en
                ),
                format!("该单位自身的“{}”为所列数的 {low} 或 {high} 倍", label.zh),
            )
        }
    };
    Text::new(
        format!(
            "The gain of {count} turns into a loss if {}, its 5 % and 95 % ends: {}.",
            moved.en, names.en
        ),
        format!("仅{}（其 5% 与 95% 分位），{count} 个单位即由增变减：{}。", moved.zh, names.zh),
    )
}
