//! Whether those who need more get more: the correlation of ranks.

use statrs::statistics::Data;
use statrs::statistics::OrderStatistics;
use statrs::statistics::RankTieBreaker;

use crate::summation::Sum;

/// Ranks from 1 up, ties sharing the average of their ranks; one a value, in the same order.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    Data::new(values.to_vec()).ranks(RankTieBreaker::Average)
}

/// Spearman's rank correlation of two lists, from -1 to 1: Pearson's correlation of their average ranks.
///
/// `None` where it is not defined: fewer than two pairs, lists of different length, a value that is no finite
/// number, or a list that is all one value.
///
/// # Source
/// Spearman, C. (1904), American Journal of Psychology 15, 72-101; with ties as in Kendall, M. and Gibbons,
/// J. D. (1990), «Rank Correlation Methods», 5th ed., chapter 3.
///
/// ```
/// use junheng::measure::rank::spearman;
/// // Without ties it is 1 − 6 Σd² ÷ (n(n² − 1)); here Σd² = 194 over ten pairs, so -29/165.
/// let scores = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
/// let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
/// assert!((spearman(&scores, &hours).unwrap() + 29.0 / 165.0).abs() < 1e-15);
/// ```
pub fn spearman(one: &[f64], other: &[f64]) -> Option<f64> {
    let count = one.len();
    if count < 2 || count != other.len() || one.iter().chain(other).any(|value| !value.is_finite()) {
        return None;
    }
    let (one, other) = (ranks(one), ranks(other));
    let mean = (count as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| Sum::of(a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)));
    let spread = (product(&one, &one) * product(&other, &other)).sqrt();
    (spread > 0.0).then(|| (product(&one, &other) / spread).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_average_of_their_ranks() {
        assert_eq!(ranks(&[10.0, 20.0, 20.0, 5.0, 20.0]), [2.0, 4.0, 4.0, 1.0, 4.0]);
    }

    #[test]
    fn ties_are_correlated_by_their_average_ranks() {
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Σxy = 4.5, Σx² = 4.5, Σy² = 5, by hand.
        let found = spearman(&[1.0, 2.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0]).expect("both vary");
        assert!((found - 4.5 / 22.5f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn the_same_order_is_one_and_the_reverse_is_minus_one() {
        let up = [1.0, 2.0, 30.0, 400.0];
        assert_eq!(spearman(&up, &[5.0, 6.0, 7.0, 8.0]), Some(1.0));
        assert_eq!(spearman(&up, &[8.0, 7.0, 6.0, 5.0]), Some(-1.0));
    }

    #[test]
    fn what_has_no_order_has_no_correlation() {
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[1.0], &[1.0]), None);
        assert_eq!(spearman(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(spearman(&[1.0, f64::NAN], &[1.0, 2.0]), None);
    }
}
