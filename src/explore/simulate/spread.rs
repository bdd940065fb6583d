//! A distribution in six numbers.

/// The mean and five quantiles of a number over all draws in which it is defined.
///
/// # Source
/// Quantiles: Hyndman and Fan (1996), The American Statistician 50(4), 361-365, definition 7, from the exact order
/// statistics, as everywhere in the program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// What one draw in twenty stays below.
    pub p5: f64,
    /// The lower quartile.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// The upper quartile.
    pub p75: f64,
    /// What nineteen draws in twenty stay below.
    pub p95: f64,
}

impl Spread {
    /// The names of the six, in order.
    pub const NAMES: [&'static str; 6] = ["mean", "p5", "p25", "p50", "p75", "p95"];

    /// What the quantiles are shares of.
    const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// The places, from 0 and never falling, of the order statistics that the quantiles of `count` numbers rest on: two
    /// for each.
    pub fn places(count: usize) -> [usize; 10] {
        let last = count.saturating_sub(1);
        let mut places = [0; 10];
        for (pair, share) in places.chunks_exact_mut(2).zip(Spread::SHARES) {
            let below = (share * last as f64).floor() as usize;
            pair.copy_from_slice(&[below, (below + 1).min(last)]);
        }
        places
    }

    /// From the order statistics at the [`Spread::places`] of `count` numbers; `None` of nothing.
    pub fn of(count: usize, mean: f64, order: [f64; 10]) -> Option<Spread> {
        let last = count.checked_sub(1)?;
        let quantile = |number: usize| {
            let position = Spread::SHARES[number] * last as f64;
            let (low, high) = (order[2 * number], order[2 * number + 1]);
            low + (high - low) * (position - position.floor())
        };
        let [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map(quantile);
        Some(Spread { mean, p5, p25, p50, p75, p95 })
    }

    /// From numbers in any order, which are sorted; those that are no numbers do not count.
    pub fn of_numbers(numbers: &mut Vec<f64>) -> Option<Spread> {
        numbers.retain(|number| !number.is_nan());
        if numbers.is_empty() {
            return None;
        }
        numbers.sort_unstable_by(f64::total_cmp);
        let mean = crate::summation::Sum::of(numbers.iter().copied()) / numbers.len() as f64;
        Spread::of(numbers.len(), mean, Spread::places(numbers.len()).map(|place| numbers[place]))
    }

    /// The spread of what is always the same.
    pub fn constant(value: f64) -> Spread {
        Spread { mean: value, p5: value, p25: value, p50: value, p75: value, p95: value }
    }

    /// The six numbers, in the order of [`Spread::NAMES`].
    pub fn numbers(&self) -> [f64; 6] {
        [self.mean, self.p5, self.p25, self.p50, self.p75, self.p95]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::adequacy::percentile;

    #[test]
    fn quantiles_are_those_of_the_rest_of_the_program() {
        let mut numbers = vec![9.0, f64::NAN, 1.0, 4.0, 16.0, 25.0];
        let spread = Spread::of_numbers(&mut numbers).unwrap();
        assert_eq!(spread.mean, 11.0);
        for (share, found) in [(0.05, spread.p5), (0.25, spread.p25), (0.5, spread.p50), (0.95, spread.p95)] {
            assert_eq!(percentile(&numbers, share), Some(found));
        }
        assert_eq!(Spread::of_numbers(&mut vec![f64::NAN]), None);
    }
}
