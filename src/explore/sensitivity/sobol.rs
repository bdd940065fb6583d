//! Sobol' indices: what share of a result's variance each uncertain number accounts for, alone (first order)
//! and with all it acts together with (total).
//!
//! A [`Design`] gives points of the unit cube, one a run; the results of those runs go back into [`indices`].
//! Between the two stands any model.

use rayon::prelude::*;

use super::Interval;
use super::sequence::Sequence;
use crate::chance::Stream;
use crate::measure::adequacy::percentile;
use crate::summation::Sum;

/// How often the runs are drawn again for the intervals.
pub const RESAMPLES: usize = 500;

/// Saltelli's radial design: for each sample a point A, a point B, and A with one coordinate after the other
/// taken from B.
///
/// # Source
/// Saltelli, A. et al. (2010), «Variance based sensitivity analysis of model output. Design and estimator for
/// the total sensitivity index», Computer Physics Communications 181, 259-270, section 3.
#[derive(Clone, Debug)]
pub struct Design {
    sequence: Sequence,
    numbers: usize,
    samples: usize,
}

impl Design {
    /// A design of `samples` samples of `numbers` uncertain numbers.
    pub fn new(numbers: usize, samples: usize, seed: u64) -> Self {
        Design { sequence: Sequence::new(2 * numbers, seed), numbers, samples }
    }

    /// The runs it takes: samples × (numbers + 2).
    pub fn runs(&self) -> usize {
        self.samples * (self.numbers + 2)
    }

    /// The point of a run: one coordinate a number, each strictly between 0 and 1.
    pub fn point(&self, run: usize) -> Vec<f64> {
        let (sample, part) = ((run / (self.numbers + 2)) as u64, run % (self.numbers + 2));
        let from_b = |number: usize| part == 1 || part == number + 2;
        let dimension = |number: usize| if from_b(number) { self.numbers + number } else { number };
        (0..self.numbers).map(|number| self.sequence.coordinate(sample, dimension(number))).collect()
    }
}

/// The indices of one number; shares of the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// What it accounts for alone.
    pub first: f64,
    /// The middle 95 % of `first` over resamples.
    pub first_interval: Interval,
    /// What it accounts for alone and together with others.
    pub total: f64,
    /// The middle 95 % of `total` over resamples.
    pub total_interval: Interval,
}

/// The indices of all numbers, and what they are shares of.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// One a number; `None` where the result does not vary, so that nothing can be shared out.
    pub numbers: Option<Vec<Index>>,
    /// The mean of the result.
    pub mean: f64,
    /// The variance of the result.
    pub variance: f64,
    /// The samples used: those whose every run gave a result.
    pub samples: usize,
}

/// The runs of one sample: results at A, at B and at A with one coordinate of B, around the mean.
struct Sample<'a> {
    a: f64,
    b: f64,
    mixed: &'a [f64],
}

/// First and total index of each number in one resample.
type Resample = Vec<(f64, f64)>;

/// The indices from the results of a design's runs, in their order; a run without a result takes its whole
/// sample with it. `None` where fewer than two samples are left.
///
/// # Source
/// First order: Saltelli et al. (2010), table 2, row (b). Total: Jansen, M. J. W. (1999), Computer Physics
/// Communications 117, 35-43, as in the same table, row (f). The results are taken around their mean, which
/// keeps the first-order estimate from swinging with it. Intervals: the percentile bootstrap over samples of
/// Archer, G., Saltelli, A. and Sobol', I. M. (1997), Journal of Statistical Computation and Simulation 58,
/// 99-120.
pub fn indices(design: &Design, results: &[Option<f64>], seed: u64) -> Option<Indices> {
    let samples = results.chunks(design.numbers + 2);
    let mut kept: Vec<Vec<f64>> = samples.filter_map(|sample| sample.iter().copied().collect()).collect();
    if kept.len() < 2 {
        return None;
    }
    let points = 2.0 * kept.len() as f64;
    let mean = Sum::of(kept.iter().flat_map(|sample| [sample[0], sample[1]])) / points;
    for result in kept.iter_mut().flatten() {
        *result -= mean;
    }
    let samples: Vec<Sample<'_>> =
        kept.iter().map(|sample| Sample { a: sample[0], b: sample[1], mixed: &sample[2..] }).collect();
    let variance = variance(&samples, None);
    let noise = 1e-12 * mean.abs().max(f64::MIN_POSITIVE);
    let numbers = (variance.sqrt() > noise).then(|| of_samples(design.numbers, &samples, seed));
    Some(Indices { numbers, mean, variance, samples: samples.len() })
}

fn of_samples(numbers: usize, samples: &[Sample<'_>], seed: u64) -> Vec<Index> {
    let estimates = estimate(numbers, samples, None);
    let resampled: Vec<Resample> = (0..RESAMPLES as u64)
        .into_par_iter()
        .map(|resample| {
            let chance = Stream::new(seed, "sobol resample", resample);
            let count = samples.len();
            let chosen: Vec<usize> = (0..count as u64)
                .map(|row| ((chance.uniform(row) * count as f64) as usize).min(count - 1))
                .collect();
            estimate(numbers, samples, Some(&chosen))
        })
        .collect();
    let interval = |of: &dyn Fn(&Resample) -> f64| {
        let mut values: Vec<f64> = resampled.iter().map(of).filter(|value| value.is_finite()).collect();
        Interval::of(&mut values)
    };
    estimates
        .iter()
        .enumerate()
        .map(|(number, (first, total))| Index {
            first: *first,
            first_interval: interval(&|resample| resample[number].0),
            total: *total,
            total_interval: interval(&|resample| resample[number].1),
        })
        .collect()
}

/// First and total index of each number over all samples, or over those chosen.
fn estimate(numbers: usize, samples: &[Sample<'_>], chosen: Option<&[usize]>) -> Vec<(f64, f64)> {
    let variance = variance(samples, chosen);
    let count = samples.len() as f64;
    let mut firsts = vec![Sum::default(); numbers];
    let mut totals = vec![Sum::default(); numbers];
    for place in 0..samples.len() {
        let sample = &samples[chosen.map_or(place, |chosen| chosen[place])];
        for (number, mixed) in sample.mixed.iter().enumerate() {
            firsts[number].add(sample.b * (mixed - sample.a));
            totals[number].add((sample.a - mixed).powi(2));
        }
    }
    let share = |sum: Sum, by: f64| sum.value() / (by * count) / variance;
    firsts.into_iter().zip(totals).map(|(first, total)| (share(first, 1.0), share(total, 2.0))).collect()
}

/// The variance of the results at A and B.
fn variance(samples: &[Sample<'_>], chosen: Option<&[usize]>) -> f64 {
    let (mut sum, mut squares) = (Sum::default(), Sum::default());
    for place in 0..samples.len() {
        let sample = &samples[chosen.map_or(place, |chosen| chosen[place])];
        for result in [sample.a, sample.b] {
            sum.add(result);
            squares.add(result * result);
        }
    }
    let points = 2.0 * samples.len() as f64;
    (squares.value() / points - (sum.value() / points).powi(2)).max(0.0)
}

impl Interval {
    /// The middle 95 % of some values.
    pub(super) fn of(values: &mut [f64]) -> Interval {
        values.sort_by(f64::total_cmp);
        let at = |share: f64| percentile(values, share).unwrap_or(f64::NAN);
        Interval { low: at(0.025), high: at(0.975) }
    }
}
