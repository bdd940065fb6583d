//! Where functions of a whole number jump.

use std::collections::BTreeMap;

/// The places looked at first, at the most.
const PLACES: i64 = 128;
/// How many times as far as the one before and the one after one more makes a function go where it jumps.
pub const STEEPER: f64 = 10.0;

/// A place at which a function jumps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The number before one more comes.
    pub at: i64,
    /// Which function jumps the farthest there.
    pub function: usize,
    /// How far.
    pub jump: f64,
}

/// Several functions of a whole number, evaluated together; a place may have no values.
pub struct Functions<'f> {
    evaluate: &'f dyn Fn(i64) -> Option<Vec<f64>>,
    known: BTreeMap<i64, Option<Vec<f64>>>,
}

impl<'f> Functions<'f> {
    pub fn new(evaluate: &'f dyn Fn(i64) -> Option<Vec<f64>>) -> Self {
        Functions { evaluate, known: BTreeMap::new() }
    }

    fn at(&mut self, place: i64) -> Option<&Vec<f64>> {
        self.known.entry(place).or_insert_with(|| (self.evaluate)(place)).as_ref()
    }

    /// How far each function goes from one place to another.
    fn change(&mut self, from: i64, to: i64) -> Option<Vec<f64>> {
        let before = self.at(from)?.clone();
        Some(self.at(to)?.iter().zip(before).map(|(after, before)| after - before).collect())
    }

    /// The places from `low` to `high` at which one more makes a function go at least `least` farther than it
    /// usually does, and [`STEEPER`] times as far as its neighbours do: one a place, and at most one between two of the places looked
    /// at first.
    pub fn steps(&mut self, low: i64, high: i64, least: f64) -> Vec<Step> {
        let width = ((high - low) / PLACES).max(1);
        let mut places: Vec<i64> = (low..high).step_by(width as usize).collect();
        places.push(high);
        let units: Vec<Option<Vec<f64>>> =
            places.iter().map(|place| self.change(*place, place + 1)).collect();
        let usual = medians(&units);
        let mut steps: Vec<Step> = Vec::new();
        for pair in places.windows(2) {
            if let Some(step) = self.step_between(pair[0], pair[1], &usual, least)
                && steps.last().is_none_or(|last| last.at != step.at)
            {
                steps.push(step);
            }
        }
        steps
    }

    /// Halves the way from `low` to `high` towards where the functions go farther than usual.
    fn step_between(&mut self, mut low: i64, mut high: i64, usual: &[f64], least: f64) -> Option<Step> {
        let (function, beyond) = self.farthest(low, high, usual)?;
        if beyond < least {
            return None;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let excess =
                |change: Vec<f64>, length: i64| (change[function] - usual[function] * length as f64).abs();
            let left = self.change(low, middle).map(|change| excess(change, middle - low));
            let right = self.change(middle, high).map(|change| excess(change, high - middle));
            match (left, right) {
                (Some(left), Some(right)) if left >= right => high = middle,
                (Some(_), Some(_)) => low = middle,
                _ => return None,
            }
        }
        let jump = self.change(low, high)?[function];
        // The one before and the one after do little: what merely rises steeply here is no jump.
        let beside = [self.change(low - 1, low), self.change(high, high + 1)];
        let beside = beside.into_iter().flatten().map(|change| change[function].abs()).fold(0.0, f64::max);
        let steep = (jump - usual[function]).abs() >= least && jump.abs() >= STEEPER * beside;
        steep.then_some(Step { at: low, function, jump })
    }

    /// The function that goes farthest beyond the usual between two places, and how far beyond.
    fn farthest(&mut self, low: i64, high: i64, usual: &[f64]) -> Option<(usize, f64)> {
        let change = self.change(low, high)?;
        let excesses =
            change.iter().zip(usual).map(|(change, usual)| (change - usual * (high - low) as f64).abs());
        excesses.enumerate().max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }
}

/// The middle of what one more does to each function.
fn medians(units: &[Option<Vec<f64>>]) -> Vec<f64> {
    let known: Vec<&Vec<f64>> = units.iter().flatten().collect();
    let functions = known.first().map_or(0, |first| first.len());
    (0..functions)
        .map(|function| {
            let mut values: Vec<f64> = known.iter().map(|unit| unit[function]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(low: i64, high: i64, least: f64, function: impl Fn(f64) -> f64) -> Vec<(i64, f64)> {
        let evaluate = |place: i64| Some(vec![function(place as f64)]);
        let found = Functions::new(&evaluate).steps(low, high, least);
        found.into_iter().map(|step| (step.at, step.jump)).collect()
    }

    #[test]
    fn a_threshold_is_found_to_the_last_resident() {
        let band = |x: f64| if x < 3_000.0 { 60_000.0 } else { 140_000.0 };
        assert_eq!(steps(0, 20_000, 1_000.0, band), [(2_999, 80_000.0)]);
        let sloped = |x: f64| 18.0 * x + if x > 7_777.0 { -25_000.0 } else { 0.0 };
        assert_eq!(steps(0, 20_000, 1_000.0, sloped), [(7_777, 18.0 - 25_000.0)]);
    }

    #[test]
    fn what_is_smooth_or_bends_has_no_step() {
        assert_eq!(steps(0, 20_000, 1_000.0, |x| 18.0 * x + 30_000.0), []);
        assert_eq!(steps(0, 20_000, 1_000.0, |x| (x * 500.0).sqrt() * 100.0), []);
        assert_eq!(steps(0, 20_000, 1_000.0, |x| 18.0 * x.min(8_000.0) + 5.0 * (x - 8_000.0).max(0.0)), []);
    }

    #[test]
    fn a_staircase_is_seen_whether_its_stairs_are_wide_or_narrow() {
        let workers = |x: f64| 8_000.0 * (x / 300.0).ceil();
        assert_eq!(steps(1, 3_000, 1_000.0, workers).len(), 9);
        let narrow = steps(0, 256_000, 1_000.0, workers);
        assert!(narrow.len() > 100 && narrow.iter().all(|(at, jump)| at % 300 == 0 && *jump == 8_000.0));
    }

    #[test]
    fn places_without_a_value_are_passed_over() {
        let evaluate = |place: i64| (place != 50).then(|| vec![if place < 70 { 0.0 } else { 9.0 }]);
        let found = Functions::new(&evaluate).steps(0, 100, 5.0);
        assert_eq!(found, [Step { at: 69, function: 0, jump: 9.0 }]);
    }
}
