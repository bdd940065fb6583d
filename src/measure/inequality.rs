//! How unequally a quantity is spread over people: one value a head, weighted by heads.
//!
//! Population forms throughout (divisor n, or the weights' sum) and natural logarithms, with 0 · log 0 = 0.
//! Where an index is not defined the answer is `None`, never a silent nothing.
//!
//! # Source
//! Cowell, F. A. (2011), «Measuring Inequality», 3rd ed., Oxford University Press, appendix A.1; sources of
//! the single indices stand beside them.

mod decomposition;
mod error;
mod order;
#[cfg(test)]
mod tests;

use crate::summation::Sum;
use crate::summation::sums;

pub use decomposition::Decomposition;
pub use decomposition::GroupPart;
pub use decomposition::decompose;
pub use error::InequalityError;
pub(crate) use order::sort;

/// Values in ascending order with their weights, ready to be judged.
///
/// ```
/// use junheng::measure::inequality::Distribution;
/// // Worked by hand: of 1, 2, 3, 4 and 5, the Gini index is 4/15 and the Hoover index 1/5.
/// let incomes = Distribution::new(&[3.0, 1.0, 5.0, 2.0, 4.0], None)?;
/// assert!((incomes.gini().unwrap() - 4.0 / 15.0).abs() < 1e-15);
/// assert!((incomes.hoover().unwrap() - 0.2).abs() < 1e-15);
/// assert_eq!(incomes.percentile_ratio(80.0, 20.0), Some(4.0));
/// # Ok::<(), junheng::measure::inequality::InequalityError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// (value, weight), ascending by value; weights above zero.
    rows: Vec<(f64, f64)>,
    /// The weights' sum.
    weight: f64,
    /// The sum of value × weight.
    amount: f64,
}

impl Distribution {
    /// Sorts values (one a member, per head) by size; `weights` are heads, 1 each where there are none.
    /// Members of weight 0 do not count.
    ///
    /// # Errors
    /// An [`InequalityError`] for lists of different length, values or weights that are no numbers,
    /// negative weights, and nothing at all.
    pub fn new(values: &[f64], weights: Option<&[f64]>) -> Result<Distribution, InequalityError> {
        if let Some(weights) = weights.filter(|weights| weights.len() != values.len()) {
            return Err(InequalityError::Lengths { values: values.len(), others: weights.len() });
        }
        let weight = |place: usize| weights.map_or(1.0, |weights| weights[place]);
        Distribution::of(values.iter().enumerate().map(|(place, value)| (*value, weight(place))))
    }

    /// As [`Distribution::new`], from pairs of value and weight.
    pub(crate) fn of(pairs: impl Iterator<Item = (f64, f64)>) -> Result<Distribution, InequalityError> {
        let rows = Vec::with_capacity(pairs.size_hint().1.unwrap_or(0));
        Distribution::within(pairs, rows, &mut Vec::new())
    }

    /// As [`Distribution::of`], with lists to work in, whatever is in them.
    pub(crate) fn within(
        pairs: impl Iterator<Item = (f64, f64)>,
        mut rows: Vec<(f64, f64)>,
        dealt: &mut Vec<(f64, f64)>,
    ) -> Result<Distribution, InequalityError> {
        rows.clear();
        for (place, (value, weight)) in pairs.enumerate() {
            if !weight.is_finite() || weight < 0.0 {
                return Err(InequalityError::BadWeight { place, weight });
            }
            if !value.is_finite() {
                return Err(InequalityError::BadValue { place, value });
            }
            if weight > 0.0 {
                rows.push((value + 0.0, weight));
            }
        }
        if rows.is_empty() {
            return Err(InequalityError::Empty);
        }
        sort(&mut rows, dealt);
        let [weight, amount] = sums(&rows, |(value, weight)| [*weight, value * weight]);
        Ok(Distribution { rows, weight, amount })
    }

    /// The list of its rows, to work in again.
    pub(crate) fn into_rows(self) -> Vec<(f64, f64)> {
        self.rows
    }

    /// The mean per head, in the values' unit.
    pub fn mean(&self) -> f64 {
        self.amount / self.weight
    }

    /// The mean, where shares of the whole have a meaning: no value below zero, and not all of them zero.
    fn shared(&self) -> Option<f64> {
        let mean = self.mean();
        (self.rows[0].0 >= 0.0 && mean > 0.0).then_some(mean)
    }

    /// Σ weight · f(value) ÷ Σ weight.
    fn average(&self, f: impl Fn(f64) -> f64) -> f64 {
        let [sum] = sums(&self.rows, |(value, weight)| [weight * f(*value)]);
        sum / self.weight
    }

    /// Gini, Theil's T, Hoover and the coefficient of variation: each as by itself, to the last bit.
    pub(crate) fn indices(&self) -> Indices {
        let mean = self.mean();
        let terms = |(value, weight): &(f64, f64)| {
            [theil_term(*value, mean), hoover_term(*value, mean), cv_term(*value, mean)]
                .map(|term| weight * term)
        };
        let [theil, hoover, cv] = sums(&self.rows, terms).map(|sum| sum / self.weight);
        let shared = self.shared();
        Indices {
            gini: self.gini(),
            theil_t: shared.map(|_| theil.max(0.0)),
            hoover: shared.map(|mean| hoover / (2.0 * mean)),
            cv: (mean > 0.0).then(|| cv.sqrt() / mean),
        }
    }

    /// The Gini index, from 0 (all equal) to nearly 1; `None` where a value is negative or all are zero.
    ///
    /// # Source
    /// Gini, C. (1912); computed as in Lerman, R. I. and Yitzhaki, S. (1989), Journal of Econometrics 42, 43-47.
    pub fn gini(&self) -> Option<f64> {
        self.shared()?;
        let mut below = Sum::default();
        let [sum] = sums(&self.rows, |(value, weight)| {
            let term = gini_term(*value, *weight, below.value(), self.weight);
            below.add(*weight);
            [term]
        });
        Some(gini_of_sum(sum, self.weight, self.amount))
    }

    /// Theil's T, 0 when all are equal: the mean of (x/μ) ln(x/μ); zeros count as 0.
    ///
    /// # Source
    /// Theil, H. (1967), «Economics and Information Theory», chapter 4.
    pub fn theil_t(&self) -> Option<f64> {
        let mean = self.shared()?;
        Some(self.average(|value| theil_term(value, mean)).max(0.0))
    }

    /// Theil's L, the mean logarithmic deviation: the mean of ln(μ/x); `None` where a value is zero.
    ///
    /// # Source
    /// Theil (1967), chapter 4.
    pub fn theil_l(&self) -> Option<f64> {
        let mean = self.shared().filter(|_| self.rows[0].0 > 0.0)?;
        Some(self.average(|value| (mean / value).ln()).max(0.0))
    }

    /// Generalised entropy GE(α); α = 0 is Theil's L, α = 1 Theil's T, α = 2 half the squared coefficient
    /// of variation. `None` where a value is zero and α is not above 0.
    ///
    /// # Source
    /// Shorrocks, A. F. (1980), «The class of additively decomposable inequality measures», Econometrica
    /// 48(3), 613-625.
    pub fn generalized_entropy(&self, alpha: f64) -> Option<f64> {
        if alpha == 0.0 {
            return self.theil_l();
        }
        if alpha == 1.0 {
            return self.theil_t();
        }
        let mean = self.shared()?;
        if !alpha.is_finite() || (alpha < 0.0 && self.rows[0].0 <= 0.0) {
            return None;
        }
        let excess = self.average(|value| (value / mean).powf(alpha) - 1.0);
        Some((excess / (alpha * (alpha - 1.0))).max(0.0)).filter(|index| index.is_finite())
    }

    /// Atkinson's index for inequality aversion ε ≥ 0, from 0 to 1: the share of the whole that could be
    /// given up if the rest were spread equally. With a value of zero and ε ≥ 1 it is 1, its limit.
    /// `None` for ε below zero.
    ///
    /// # Source
    /// Atkinson, A. B. (1970), «On the measurement of inequality», Journal of Economic Theory 2, 244-263.
    pub fn atkinson(&self, epsilon: f64) -> Option<f64> {
        let mean = self.shared()?;
        if !epsilon.is_finite() || epsilon < 0.0 {
            return None;
        }
        if epsilon >= 1.0 && self.rows[0].0 <= 0.0 {
            return Some(1.0);
        }
        let equal = if epsilon == 1.0 {
            self.average(|value| (value / mean).ln()).exp()
        } else {
            self.average(|value| (value / mean).powf(1.0 - epsilon)).powf(1.0 / (1.0 - epsilon))
        };
        Some((1.0 - equal).clamp(0.0, 1.0))
    }

    /// The Hoover (Robin Hood) index, from 0 to 1: the share of the whole that would have to move.
    ///
    /// # Source
    /// Hoover, E. M. (1936), «The measurement of industrial localization», Review of Economics and
    /// Statistics 18, 162-171.
    pub fn hoover(&self) -> Option<f64> {
        let mean = self.shared()?;
        Some(self.average(|value| hoover_term(value, mean)) / (2.0 * mean))
    }

    /// The coefficient of variation: standard deviation (divisor n) ÷ mean; `None` unless the mean is above 0.
    pub fn cv(&self) -> Option<f64> {
        let mean = self.mean();
        (mean > 0.0).then(|| self.average(|value| cv_term(value, mean)).sqrt() / mean)
    }

    /// Points of the Lorenz curve: (share of heads, share of the whole), from (0, 0) to (1, 1), one a member
    /// in ascending order of value; `None` where a value is negative or all are zero.
    ///
    /// # Source
    /// Lorenz, M. O. (1905), Publications of the American Statistical Association 9, 209-219.
    pub fn lorenz(&self) -> Option<Vec<(f64, f64)>> {
        self.shared()?;
        let (mut heads, mut amount) = (Sum::default(), Sum::default());
        let mut points = Vec::with_capacity(self.rows.len() + 1);
        points.push((0.0, 0.0));
        for (value, weight) in &self.rows {
            heads.add(*weight);
            amount.add(value * weight);
            points.push((heads.value() / self.weight, amount.value() / self.amount));
        }
        if let Some(last) = points.last_mut() {
            *last = (1.0, 1.0);
        }
        Some(points)
    }

    /// The share of the whole that the poorest `heads` (0 to 1) have, along the Lorenz curve.
    fn poorest(&self, heads: f64) -> Option<f64> {
        let points = self.lorenz()?;
        let next = points.partition_point(|point| point.0 < heads).clamp(1, points.len() - 1);
        let ((from, low), (to, high)) = (points[next - 1], points[next]);
        Some(if to > from { low + (high - low) * (heads - from) / (to - from) } else { high })
    }

    /// What the richest `top` have ÷ what the poorest `bottom` have; `None` where the poorest have nothing.
    fn ends(&self, top: f64, bottom: f64) -> Option<f64> {
        let poor = self.poorest(bottom).filter(|share| *share > 0.0)?;
        Some((1.0 - self.poorest(1.0 - top)?) / poor)
    }

    /// The Palma ratio: the share of the richest tenth ÷ that of the poorest four tenths.
    ///
    /// # Source
    /// Palma, J. G. (2011), «Homogeneous middles vs. heterogeneous tails», Development and Change 42(1),
    /// 87-153. Shares are read off the Lorenz curve, straight between its points.
    pub fn palma(&self) -> Option<f64> {
        self.ends(0.1, 0.4)
    }

    /// S80/S20: the share of the richest fifth ÷ that of the poorest fifth, read off the Lorenz curve.
    ///
    /// # Source
    /// Eurostat, «Income quintile share ratio (S80/S20)», indicator ilc_di11.
    pub fn s80_s20(&self) -> Option<f64> {
        self.ends(0.2, 0.2)
    }

    /// The smallest value with at least `percent` (0 to 100) of the heads at or below it; `None` outside.
    ///
    /// # Source
    /// Hyndman, R. J. and Fan, Y. (1996), American Statistician 50(4), 361-365: definition 1, the inverse of
    /// the distribution function.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        if !(0.0..=100.0).contains(&percent) {
            return None;
        }
        let wanted = percent / 100.0 * self.weight * (1.0 - 1e-12);
        let mut below = Sum::default();
        for (value, weight) in &self.rows {
            below.add(*weight);
            if below.value() >= wanted {
                return Some(*value);
            }
        }
        self.rows.last().map(|row| row.0)
    }

    /// The ratio of two percentiles, such as 90 to 10; `None` where the lower is not above zero.
    pub fn percentile_ratio(&self, upper: f64, lower: f64) -> Option<f64> {
        let below = self.percentile(lower).filter(|value| *value > 0.0)?;
        Some(self.percentile(upper)? / below)
    }
}

/// Indices of one distribution, each `None` where it is not defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Indices {
    /// [`Distribution::gini`].
    pub(crate) gini: Option<f64>,
    /// [`Distribution::theil_t`].
    pub(crate) theil_t: Option<f64>,
    /// [`Distribution::hoover`].
    pub(crate) hoover: Option<f64>,
    /// [`Distribution::cv`].
    pub(crate) cv: Option<f64>,
}

/// What one row adds to the Gini index: `below` are the heads before it, `heads` all of them.
fn gini_term(value: f64, weight: f64, below: f64, heads: f64) -> f64 {
    weight * value * (2.0 * below + weight - heads)
}

fn gini_of_sum(sum: f64, heads: f64, amount: f64) -> f64 {
    (sum / (heads * amount)).max(0.0)
}

/// What a head adds to Theil's T.
fn theil_term(value: f64, mean: f64) -> f64 {
    if value > 0.0 { value / mean * (value / mean).ln() } else { 0.0 }
}

/// What a head adds to the Hoover index, times twice the mean.
fn hoover_term(value: f64, mean: f64) -> f64 {
    (value - mean).abs()
}

/// What a head adds to the variance.
fn cv_term(value: f64, mean: f64) -> f64 {
    (value - mean) * (value - mean)
}

/// [`Distribution::gini`] of values of weight 1 that are in ascending order already.
pub(crate) fn gini_of_sorted(values: &[f64]) -> Option<f64> {
    let (least, most) = (*values.first()?, *values.last()?);
    let (heads, mut below) = (values.len() as f64, 0.0);
    let [amount, sum] = sums(values, |value| {
        let term = gini_term(*value, 1.0, below, heads);
        below += 1.0;
        [*value, term]
    });
    let is_shared = least >= 0.0 && most.is_finite() && amount / heads > 0.0;
    is_shared.then(|| gini_of_sum(sum, heads, amount))
}
