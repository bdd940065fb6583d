//! What every metric comes to for some awards.

use std::cell::RefCell;

use super::adequacy::SHORT;
use super::adequacy::percentile;
use super::adequacy::ratio;
use super::inequality::Distribution;
use super::inequality::gini_of_sorted;
use super::inequality::sort;
use super::metrics::Metric;
use super::metrics::Metrics;
use super::metrics::Value;
use crate::quantity::Unit;
use crate::summation::Sum;

/// What the metrics are computed from: one entry per member in each list.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The pool's unit.
    pub unit: &'a Unit,
    /// The policy's awards, in parts.
    pub awards: &'a [i64],
    /// The baseline's awards, in parts.
    pub baseline: &'a [i64],
    /// What stays unallocated, in parts.
    pub reserve: i64,
    /// Needs, in whole units.
    pub need: Option<&'a [f64]>,
    /// Residents.
    pub population: Option<&'a [f64]>,
    /// The metrics of these awards with the same baseline and the same need, where nothing but the residents may
    /// be others.
    pub known: Option<&'a Metrics>,
}

/// Under this many members a second thread costs more than it brings.
const MANY: usize = 1 << 13;

/// Computes every metric.
pub fn judge(judged: &Judged<'_>) -> Metrics {
    let inequality = || inequality_of(judged);
    let (inequality, mut metrics) = match judged.awards.len() < MANY {
        true => (inequality(), others_of(judged)),
        false => rayon::join(inequality, || others_of(judged)),
    };
    for (metric, value) in inequality {
        metrics.0[metric as usize] = value;
    }
    metrics
}

/// Every metric but those of inequality, which stay undefined or as they are known.
fn others_of(judged: &Judged<'_>) -> Metrics {
    let mut metrics = judged.known.cloned().unwrap_or_else(Metrics::undefined);
    let mut set = |(metric, value): (Metric, Value)| metrics.0[metric as usize] = value;
    match (judged.known, judged.need) {
        (Some(_), Some(need)) => set((Metric::ShortPopulation, short_of(judged, need))),
        (Some(_), None) => {}
        (None, need) => {
            sums_of(judged).into_iter().for_each(&mut set);
            let need = need.map(|need| ROOM.with_borrow_mut(|room| need_of(room, judged, need)));
            need.into_iter().flatten().for_each(&mut set);
        }
    }
    metrics
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Undefined, Value::Number)
}

/// What is added up in parts: the awards, and what changes against the baseline.
fn sums_of(judged: &Judged<'_>) -> [(Metric, Value); 9] {
    let (mut total, mut least, mut most) = (0_i64, i64::MAX, i64::MIN);
    let (mut gainers, mut losers) = (0_u64, 0_u64);
    let (mut moved, mut gain, mut loss) = (0_i64, 0_i64, 0_i64);
    for (award, baseline) in judged.awards.iter().zip(judged.baseline) {
        total += award;
        least = least.min(*award);
        most = most.max(*award);
        let change = award - baseline;
        gainers += u64::from(change > 0);
        losers += u64::from(change < 0);
        moved += change.abs();
        gain = gain.max(change);
        loss = loss.max(-change);
    }
    let of_any = |award: i64| if judged.awards.is_empty() { Value::Undefined } else { Value::Amount(award) };
    [
        (Metric::Total, Value::Amount(total)),
        (Metric::Reserve, Value::Amount(judged.reserve)),
        (Metric::Min, of_any(least)),
        (Metric::Max, of_any(most)),
        (Metric::Gainers, Value::Count(gainers as f64)),
        (Metric::Losers, Value::Count(losers as f64)),
        (Metric::Moved, if moved % 2 == 0 { Value::Amount(moved / 2) } else { Value::HalfAmount(moved) }),
        (Metric::LargestGain, Value::Amount(gain)),
        (Metric::LargestLoss, Value::Amount(loss)),
    ]
}

/// Lists to work in, kept from one judgement to the next: fresh memory for a country's members would take as long as
/// the arithmetic.
#[derive(Default)]
struct Room {
    rows: Vec<(f64, f64)>,
    dealt_rows: Vec<(f64, f64)>,
    ratios: Vec<f64>,
    dealt_ratios: Vec<f64>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

fn inequality_of(judged: &Judged<'_>) -> [(Metric, Value); 4] {
    ROOM.with_borrow_mut(|room| inequality_in(room, judged))
}

fn inequality_in(room: &mut Room, judged: &Judged<'_>) -> [(Metric, Value); 4] {
    let (rows, dealt) = (std::mem::take(&mut room.rows), &mut room.dealt_rows);
    let awards = judged.awards.iter().map(|award| judged.unit.whole(*award));
    let spread = match judged.population {
        Some(population) => {
            let peopled = awards.zip(population).filter(|(_, people)| **people > 0.0);
            Distribution::within(peopled.map(|(award, people)| (award / people, *people)), rows, dealt)
        }
        None => Distribution::within(awards.map(|award| (award, 1.0)), rows, dealt),
    };
    let spread = spread.ok();
    let indices = spread.as_ref().map(Distribution::indices);
    room.rows = spread.map(Distribution::into_rows).unwrap_or_default();
    [
        (Metric::Gini, number(indices.and_then(|of| of.gini))),
        (Metric::Theil, number(indices.and_then(|of| of.theil_t))),
        (Metric::Hoover, number(indices.and_then(|of| of.hoover))),
        (Metric::Cv, number(indices.and_then(|of| of.cv))),
    ]
}

/// Adequacy and what is missing.
fn need_of(room: &mut Room, judged: &Judged<'_>, need: &[f64]) -> [(Metric, Value); 8] {
    let (sorted, dealt) = (&mut room.ratios, &mut room.dealt_ratios);
    sorted.clear();
    let (mut missing, mut people, mut short) = (Sum::default(), Sum::default(), 0_u64);
    for (member, (award, need)) in judged.awards.iter().zip(need).enumerate() {
        let award = judged.unit.whole(*award);
        missing.add((need - award).max(0.0));
        let Some(ratio) = ratio(award, *need) else { continue };
        sorted.push(ratio + 0.0);
        if ratio < SHORT {
            short += 1;
            people.add(judged.population.map_or(0.0, |population| population[member]));
        }
    }
    sort(sorted, dealt);
    let missing = missing.value();
    let shortfall = match judged.unit {
        Unit::Money => Value::Amount((missing * judged.unit.parts() as f64).round() as i64),
        Unit::Posts | Unit::Other(_) => Value::Number(missing),
    };
    let people = judged.population.map_or(Value::Undefined, |_| Value::Count(people.value()));
    [
        (Metric::AdequacyMin, number(sorted.first().copied())),
        (Metric::AdequacyP10, number(percentile(sorted, 0.1))),
        (Metric::AdequacyMedian, number(percentile(sorted, 0.5))),
        (Metric::AdequacyMax, number(sorted.last().copied())),
        (Metric::AdequacyGini, number(gini_of_sorted(sorted))),
        (Metric::ShortMembers, Value::Count(short as f64)),
        (Metric::ShortPopulation, people),
        (Metric::Shortfall, shortfall),
    ]
}

/// The residents of members short of need.
fn short_of(judged: &Judged<'_>, need: &[f64]) -> Value {
    let Some(population) = judged.population else { return Value::Undefined };
    // Mostly a product tells what only a quotient tells exactly.
    let near = SHORT * judged.unit.parts() as f64 * (1.0 + 1e-9);
    let mut people = Sum::default();
    for ((award, need), population) in judged.awards.iter().zip(need).zip(population) {
        let is_near = (*award as f64) < near * need;
        if is_near && ratio(judged.unit.whole(*award), *need).is_some_and(|ratio| ratio < SHORT) {
            people.add(*population);
        }
    }
    Value::Count(people.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_stand_in_the_order_of_their_list() {
        for (index, metric) in Metric::ALL.into_iter().enumerate() {
            assert_eq!(metric as usize, index);
            assert_eq!(Metric::from_id(metric.id()), Some(metric));
        }
    }

    #[test]
    fn a_small_case_worked_by_hand() {
        let judged = Judged {
            unit: &Unit::Money,
            awards: &[100, 300, 600],
            baseline: &[333, 333, 334],
            reserve: 0,
            need: Some(&[2.0, 3.0, 0.0]),
            population: Some(&[10.0, 10.0, 10.0]),
            known: None,
        };
        let metrics = judge(&judged);
        assert_eq!(metrics.get(Metric::Total), Value::Amount(1000));
        assert_eq!(metrics.get(Metric::AdequacyMin), Value::Number(0.5));
        assert_eq!(metrics.get(Metric::AdequacyMax), Value::Number(1.0));
        assert_eq!(metrics.get(Metric::ShortMembers), Value::Count(1.0));
        assert_eq!(metrics.get(Metric::ShortPopulation), Value::Count(10.0));
        assert_eq!(metrics.get(Metric::Shortfall), Value::Amount(100));
        assert_eq!(metrics.get(Metric::Gainers), Value::Count(1.0));
        assert_eq!(metrics.get(Metric::Losers), Value::Count(2.0));
        assert_eq!(metrics.get(Metric::Moved), Value::Amount(266));
        assert_eq!(metrics.get(Metric::LargestGain), Value::Amount(266));
        assert_eq!(metrics.get(Metric::LargestLoss), Value::Amount(233));
        // Mean 1000/3; mean absolute difference over all nine pairs 2000/9·… gives Gini 1/3.
        let Value::Number(gini) = metrics.get(Metric::Gini) else { unreachable!() };
        assert!((gini - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn where_only_residents_move_what_is_known_of_the_rest_is_the_same() {
        let awards: Vec<i64> = (0..9_000).map(|member| 50 + member % 977).collect();
        let need: Vec<f64> = (0..9_000).map(|member| f64::from(member % 31)).collect();
        let residents = |by: i32| -> Vec<f64> { (0..9_000).map(|member| f64::from(member % by)).collect() };
        let (before, after) = (residents(13), residents(17));
        let judged = Judged {
            unit: &Unit::Money,
            awards: &awards,
            baseline: &vec![500; 9_000],
            reserve: 7,
            need: Some(&need),
            population: Some(&before),
            known: None,
        };
        let known = judge(&judged);
        let moved = Judged { population: Some(&after), ..judged };
        let found = judge(&Judged { known: Some(&known), ..moved });
        assert_eq!(found, judge(&moved));
        assert_ne!(found.get(Metric::ShortPopulation), known.get(Metric::ShortPopulation));
    }
}
