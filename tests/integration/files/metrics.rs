//! Every metric, recomputed from `awards.csv` and the roster in the plainest way.

use std::collections::BTreeMap;

use super::Written;
use crate::csv_file::Row;
use crate::run::none_wrong;

/// Their names and order.
const METRICS: [&str; 21] = [
    "total",
    "reserve",
    "min",
    "max",
    "gini",
    "theil",
    "hoover",
    "cv",
    "adequacy_min",
    "adequacy_p10",
    "adequacy_median",
    "adequacy_max",
    "adequacy_gini",
    "short_members",
    "short_population",
    "shortfall",
    "gainers",
    "losers",
    "moved",
    "largest_gain",
    "largest_loss",
];

#[test]
fn every_policy_and_pool_has_every_metric_once_and_in_order() {
    for written in Written::all() {
        let by = written.metrics.by(&["policy", "pool"]);
        assert_eq!(by.len(), written.awards.by(&["policy", "pool"]).len());
        for (key, rows) in by {
            let names: Vec<&str> = rows.iter().map(|row| row.get("metric")).collect();
            assert_eq!(names, METRICS, "{} {key}", written.config);
        }
    }
}

#[test]
fn every_metric_follows_from_the_awards() {
    let residents = super::residents();
    let mut wrong = Vec::new();
    for written in Written::all() {
        for (key, rows) in written.awards.by(&["policy", "pool"]) {
            let due = recompute(&rows, &residents);
            for (metric, due) in due {
                let (policy, pool) = key.split_once('/').expect("policy and pool");
                let row = written.metrics.only(&[("policy", policy), ("pool", pool), ("metric", metric)]);
                let found = row.number("value");
                let fits = match (found, due) {
                    (Some(found), Some(due)) => (found - due).abs() <= tolerance(metric) * due.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                if !fits {
                    wrong.push(format!("{} {key}: {metric} is {found:?}, should be {due:?}", written.config));
                }
            }
        }
    }
    none_wrong(&wrong);
}

/// Needs are printed to the fen, so what rests on them cannot agree to the last digit.
fn tolerance(metric: &str) -> f64 {
    match metric {
        "shortfall" => 1e-6,
        adequacy if adequacy.starts_with("adequacy") => 1e-6,
        _ => 1e-10,
    }
}

fn recompute(rows: &[Row<'_>], residents: &BTreeMap<String, f64>) -> Vec<(&'static str, Option<f64>)> {
    let column =
        |name: &str| -> Vec<f64> { rows.iter().map(|row| row.number(name).expect("a number")).collect() };
    let awards = column("award");
    // A pool without a standard has no need, and what rests on it is blank.
    let has_need = rows.iter().all(|row| row.number("need").is_some());
    let needs = if has_need { column("need") } else { awards.clone() };
    let people: Vec<f64> = rows.iter().map(|row| residents[row.get("id")]).collect();
    let per_head: Vec<f64> = awards.iter().zip(&people).map(|(award, people)| award / people).collect();
    let changes: Vec<i64> =
        rows.iter().map(|row| row.hundredths("award") - row.hundredths("baseline")).collect();
    let needy = awards.iter().zip(&needs).zip(&people).filter(|((_, need), _)| **need > 0.0);
    let (mut adequacy, heads): (Vec<f64>, Vec<f64>) =
        needy.map(|((award, need), people)| (award / need, *people)).unzip();
    let short: Vec<f64> =
        adequacy.iter().zip(&heads).filter(|(ratio, _)| **ratio < 0.9).map(|(_, people)| *people).collect();
    adequacy.sort_by(f64::total_cmp);
    let ones = vec![1.0; adequacy.len()];
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let yuan = |hundredths: i64| hundredths as f64 / 100.0;
    let judged = |value: f64| has_need.then_some(value);
    vec![
        ("total", Some(awards.iter().sum())),
        ("min", Some(least(&awards))),
        ("max", Some(most(&awards))),
        ("gini", Some(gini(&per_head, &people))),
        ("theil", Some(theil(&per_head, &people))),
        ("hoover", Some(hoover(&per_head, &people))),
        ("cv", Some(variation(&per_head, &people))),
        ("adequacy_min", judged(adequacy[0])),
        ("adequacy_p10", judged(percentile(&adequacy, 0.1))),
        ("adequacy_median", judged(percentile(&adequacy, 0.5))),
        ("adequacy_max", judged(adequacy[adequacy.len() - 1])),
        ("adequacy_gini", judged(gini(&adequacy, &ones))),
        ("short_members", judged(short.len() as f64)),
        ("short_population", judged(short.iter().sum())),
        ("shortfall", judged(awards.iter().zip(&needs).map(|(award, need)| (need - award).max(0.0)).sum())),
        ("gainers", Some(changes.iter().filter(|change| **change > 0).count() as f64)),
        ("losers", Some(changes.iter().filter(|change| **change < 0).count() as f64)),
        ("moved", Some(yuan(changes.iter().map(|change| change.abs()).sum()) / 2.0)),
        ("largest_gain", Some(yuan(changes.iter().copied().max().unwrap_or(0).max(0)))),
        ("largest_loss", Some(yuan(-changes.iter().copied().min().unwrap_or(0).min(0)))),
    ]
}

fn mean(values: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    total / weights.iter().sum::<f64>()
}

/// Half the relative mean difference, over all pairs.
fn gini(values: &[f64], weights: &[f64]) -> f64 {
    let mut differences = 0.0;
    for (one, weight) in values.iter().zip(weights) {
        for (other, other_weight) in values.iter().zip(weights) {
            differences += (one - other).abs() * weight * other_weight;
        }
    }
    let all: f64 = weights.iter().sum();
    differences / (all * all) / (2.0 * mean(values, weights))
}

/// Σ w·(x/μ)·ln(x/μ) ÷ Σ w.
fn theil(values: &[f64], weights: &[f64]) -> f64 {
    let mean = mean(values, weights);
    let term = |value: f64| if value > 0.0 { value / mean * (value / mean).ln() } else { 0.0 };
    let sum: f64 = values.iter().zip(weights).map(|(value, weight)| weight * term(*value)).sum();
    sum / weights.iter().sum::<f64>()
}

/// Half of Σ |share of the sum − share of the residents|.
fn hoover(values: &[f64], weights: &[f64]) -> f64 {
    let all: f64 = weights.iter().sum();
    let total: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    values
        .iter()
        .zip(weights)
        .map(|(value, weight)| (value * weight / total - weight / all).abs())
        .sum::<f64>()
        / 2.0
}

/// Standard deviation (divisor: the weights' sum) ÷ mean.
fn variation(values: &[f64], weights: &[f64]) -> f64 {
    let mean = mean(values, weights);
    let squares: f64 =
        values.iter().zip(weights).map(|(value, weight)| weight * (value - mean).powi(2)).sum();
    (squares / weights.iter().sum::<f64>()).sqrt() / mean
}

/// A spreadsheet's PERCENTILE: linear between the two nearest of the sorted values.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}
