//! Sums that keep what rounding loses, so that the order of the terms hardly matters.

use std::ops::AddAssign;

/// A running sum with Neumaier's compensation.
///
/// # Source
/// Neumaier, A. (1974), «Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen», Zeitschrift
/// für Angewandte Mathematik und Mechanik 54, 39-51.
///
/// ```
/// use junheng::summation::Sum;
/// assert_eq!(Sum::of([1.0, 1e100, 1.0, -1e100]), 2.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// The sum of all terms.
    pub fn of(terms: impl IntoIterator<Item = f64>) -> f64 {
        let mut sum = Sum::default();
        for term in terms {
            sum.add(term);
        }
        sum.value()
    }

    /// Adds one term.
    #[inline]
    pub fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.lost += lost(self.total, term, next);
        self.total = next;
    }

    /// The sum so far.
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

impl AddAssign for Sum {
    /// Adds another sum with what it has lost.
    fn add_assign(&mut self, other: Sum) {
        self.add(other.total);
        self.lost += other.lost;
    }
}

/// What rounding has taken from `total` + `term` on the way to `next`: exactly, and without asking which of the two is
/// larger.
#[inline(always)]
fn lost(total: f64, term: f64, next: f64) -> f64 {
    let added = next - total;
    (total - (next - added)) + (term - added)
}

/// Running sums that a pass over many rows keeps side by side, so that no addition waits for the one before it.
const LANES: usize = 4;

/// One sum in lanes: their totals, and what these have lost.
#[derive(Clone, Copy, Default)]
struct Lanes {
    totals: [f64; LANES],
    lost: [f64; LANES],
}

impl Lanes {
    /// [`Sum::add`] in every lane.
    #[inline(always)]
    fn add(&mut self, terms: [f64; LANES]) {
        for ((total, all_lost), term) in self.totals.iter_mut().zip(&mut self.lost).zip(terms) {
            let next = *total + term;
            *all_lost += lost(*total, term, next);
            *total = next;
        }
    }

    /// All totals first, then what they have lost: in this order the compiler keeps the lanes in vectors.
    fn value(self) -> f64 {
        Sum::of(self.totals.into_iter().chain(self.lost))
    }
}

/// Sums over all rows in one pass, in their order: `terms` gives what a row adds to each. Every sum is the same to the last bit
/// whichever others are taken beside it.
///
/// ```
/// use junheng::summation::sums;
/// let rows = [1.0, 1e100, 3.0, 4.0, 5.0, -1e100];
/// assert_eq!(sums(&rows, |row| [*row, 1.0]), [13.0, 6.0]);
/// ```
#[inline]
pub fn sums<T, const N: usize>(rows: &[T], mut terms: impl FnMut(&T) -> [f64; N]) -> [f64; N] {
    let mut all = [Lanes::default(); N];
    let mut add = |by_lane: [[f64; N]; LANES]| {
        for (sum, lanes) in all.iter_mut().enumerate() {
            lanes.add(std::array::from_fn(|lane| by_lane[lane][sum]));
        }
    };
    let (quads, rest) = rows.as_chunks::<LANES>();
    for quad in quads {
        add(std::array::from_fn(|lane| terms(&quad[lane])));
    }
    add(std::array::from_fn(|lane| rest.get(lane).map_or([0.0; N], &mut terms)));
    all.map(Lanes::value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_an_addition_loses_is_what_neumaier_finds_by_asking_which_term_is_larger(
            (total, term) in (any::<i64>(), any::<i64>(), -60i32..60)
                .prop_map(|(one, other, power)| (one as f64, other as f64 * 2f64.powi(power)))
        ) {
            let next = total + term;
            let asked = if total.abs() >= term.abs() { (total - next) + term } else { (term - next) + total };
            prop_assert_eq!(lost(total, term, next), asked);
        }

        #[test]
        fn sums_in_lanes_are_sums(rows in prop::collection::vec(-1e9f64..1e9, 0..40)) {
            let [all, squares, none] = sums(&rows, |row| [*row, row * row, 0.0]);
            prop_assert!((all - Sum::of(rows.iter().copied())).abs() <= 1e-6);
            prop_assert_eq!([squares], sums(&rows, |row| [row * row]));
            prop_assert_eq!(none, 0.0);
        }
    }
}
