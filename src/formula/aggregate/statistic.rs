//! Statistics of numbers, as Excel defines them.

use rayon::prelude::*;

use crate::formula::evaluator::BLOCK;
use crate::formula::fault::Fault;
use crate::formula::tree::Statistic;
use crate::summation::Sum;

/// A statistic, and PERCENTILE's share (between 0 and 1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reduction {
    pub(crate) statistic: Statistic,
    pub(crate) share: f64,
}

impl Reduction {
    /// The statistic of these numbers.
    pub(crate) fn of(self, values: &[f64]) -> Result<f64, Fault> {
        let count = values.len();
        let needed = match self.statistic {
            Statistic::Sum | Statistic::Count => 0,
            Statistic::Deviation => 2,
            _ => 1,
        };
        if count < needed {
            return Err(Fault::TooFewRows(self.statistic, needed, count));
        }
        let result = match self.statistic {
            Statistic::Sum | Statistic::Count => sum(values),
            Statistic::Average => sum(values) / count as f64,
            Statistic::Median => percentile(values, 0.5),
            Statistic::Percentile => percentile(values, self.share),
            Statistic::Deviation => deviation(values),
            Statistic::Smallest => values.iter().copied().fold(f64::INFINITY, f64::min),
            Statistic::Largest => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        if result.is_finite() { Ok(result) } else { Err(Fault::Overflow(self.statistic)) }
    }
}

/// The sum; blocks have a fixed size, so it is the same on any number of threads.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let of_block = |block: &[f64]| {
        let mut sum = Sum::default();
        block.iter().for_each(|value| sum.add(*value));
        sum
    };
    if values.len() <= BLOCK {
        return of_block(values).value();
    }
    let blocks: Vec<Sum> = values.par_chunks(BLOCK).map(of_block).collect();
    let mut total = Sum::default();
    blocks.into_iter().for_each(|block| total += block);
    total.value()
}

/// The percentile by Excel's inclusive interpolation (PERCENTILE.INC).
fn percentile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    let position = share * (values.len() - 1) as f64;
    // A share such as 0.3 is not quite 0.3 in binary: 15 digits decide whether a row is hit exactly.
    let nearest = position.round();
    let position = if (position - nearest).abs() <= position * 1e-15 { nearest } else { position };
    let lower = position.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(lower, f64::total_cmp);
    let (low, part) = (*low, position - position.floor());
    if part == 0.0 {
        return low;
    }
    let high = above.iter().copied().fold(f64::INFINITY, f64::min);
    if part == 0.5 { low / 2.0 + high / 2.0 } else { low + part * (high - low) }
}

/// The standard deviation of a sample: n - 1 below.
fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = sum(values) / count;
    let squares: Vec<f64> = values.iter().map(|value| (value - mean) * (value - mean)).collect();
    (sum(&squares) / (count - 1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(statistic: Statistic, values: &[f64]) -> Result<f64, Fault> {
        Reduction { statistic, share: 0.3 }.of(values)
    }

    #[test]
    fn statistics_agree_with_the_examples_of_excel() {
        assert_eq!(of(Statistic::Percentile, &[1.0, 3.0, 2.0, 4.0]), Ok(1.9));
        assert_eq!(of(Statistic::Median, &[5.0, 1.0, 4.0, 2.0, 3.0]), Ok(3.0));
        assert_eq!(of(Statistic::Median, &[5.0, 1.0, 6.0, 4.0, 2.0, 3.0]), Ok(3.5));
        assert_eq!(of(Statistic::Average, &[10.0, 7.0, 9.0, 27.0, 2.0]), Ok(11.0));
        let strength = [1345.0, 1301.0, 1368.0, 1322.0, 1310.0, 1370.0, 1318.0, 1350.0, 1303.0, 1299.0];
        let deviation = of(Statistic::Deviation, &strength).expect("ten rows are enough");
        assert!((deviation - 27.463_915_72).abs() < 1e-8);
    }

    #[test]
    fn sums_carry_their_error_and_too_few_rows_are_refused() {
        assert_eq!(of(Statistic::Sum, &[1e100, 1.0, -1e100]), Ok(1.0));
        assert_eq!(of(Statistic::Sum, &[0.1; 10]), Ok(1.0));
        assert_eq!(of(Statistic::Sum, &vec![0.1; 100_000]), Ok(10_000.0));
        assert_eq!(of(Statistic::Sum, &[]), Ok(0.0));
        assert_eq!(of(Statistic::Count, &[]), Ok(0.0));
        assert_eq!(of(Statistic::Deviation, &[1.0]), Err(Fault::TooFewRows(Statistic::Deviation, 2, 1)));
        assert_eq!(of(Statistic::Smallest, &[]), Err(Fault::TooFewRows(Statistic::Smallest, 1, 0)));
        assert_eq!(of(Statistic::Sum, &[f64::MAX, f64::MAX]), Err(Fault::Overflow(Statistic::Sum)));
    }
}
