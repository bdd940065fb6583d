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
    pub fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
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
