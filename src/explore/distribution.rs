//! The distribution of an uncertain number, by its quantiles: what a share of all draws stays below.
//!
//! # Source
//! PERT: Malcolm, D. G. et al. (1959), Operations Research 7(5), 646-669, as the beta distribution on
//! [min, max] with shapes 1 + 4 (mode − min) ÷ (max − min) and 1 + 4 (max − mode) ÷ (max − min). Lognormal by the
//! mean m and deviation s of the quantity itself: σ² = ln(1 + s² ÷ m²), μ = ln m − σ² ÷ 2.

use statrs::distribution::Beta;
use statrs::distribution::ContinuousCDF;
use statrs::distribution::Normal;

use crate::chance::normal_quantile;
use crate::chance::normal_quantiles;
use crate::scenario::UncertainFormat;

/// The share of draws below the low and above the high end of a distribution that has no ends.
pub const TAIL: f64 = 0.005;

/// A distribution that can be drawn from.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Any value between two ends alike.
    Uniform(f64, f64),
    /// Triangular: smallest, most likely, largest value.
    Triangular(f64, f64, f64),
    /// A beta distribution stretched over two ends.
    Stretched(Beta, f64, f64),
    /// Normal: mean and deviation.
    Normal(f64, f64),
    /// What has a normal logarithm of that mean and deviation.
    Lognormal(f64, f64),
}

impl Distribution {
    /// The distribution that a scenario declares; `None` of one that cannot be drawn from, which the check of the
    /// scenario has refused.
    pub fn of(uncertain: &UncertainFormat) -> Option<Distribution> {
        Some(match *uncertain {
            UncertainFormat::Uniform { min, max } => Distribution::Uniform(min, max),
            UncertainFormat::Triangular { min, mode, max } => Distribution::Triangular(min, mode, max),
            UncertainFormat::Pert { min, mode, max } => {
                let shape = |part: f64| 1.0 + 4.0 * part / (max - min);
                Distribution::Stretched(Beta::new(shape(mode - min), shape(max - mode)).ok()?, min, max)
            }
            UncertainFormat::Normal { mean, sd } => {
                Normal::new(mean, sd).ok().map(|_| Distribution::Normal(mean, sd))?
            }
            UncertainFormat::Lognormal { mean, sd } => {
                let variance = (1.0 + (sd / mean).powi(2)).ln();
                let (mean, sd) = (mean.ln() - variance / 2.0, variance.sqrt());
                Normal::new(mean, sd).ok().map(|_| Distribution::Lognormal(mean, sd))?
            }
        })
    }

    /// The value that a share (0 to 1) of draws stays below; infinite at the ends of one that has none.
    ///
    /// ```
    /// use junheng::explore::distribution::Distribution;
    /// use junheng::scenario::UncertainFormat;
    /// let triangle = Distribution::of(&UncertainFormat::Triangular { min: 0.0, mode: 1.0, max: 3.0 }).unwrap();
    /// assert_eq!(triangle.quantile(1.0 / 3.0), 1.0);
    /// ```
    #[inline]
    pub fn quantile(&self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        match self {
            Distribution::Uniform(min, max) => min + (max - min) * share,
            Distribution::Triangular(min, mode, max) => {
                let (width, left) = (max - min, mode - min);
                match share * width <= left {
                    true => min + (share * width * left).sqrt(),
                    false => max - ((1.0 - share) * width * (max - mode)).sqrt(),
                }
            }
            Distribution::Stretched(beta, min, max) => match share {
                0.0 => *min,
                1.0 => *max,
                share => min + (max - min) * beta.inverse_cdf(share),
            },
            Distribution::Normal(mean, sd) => mean + sd * normal_quantile(share),
            Distribution::Lognormal(mean, sd) => (mean + sd * normal_quantile(share)).exp(),
        }
    }

    /// Puts [`Distribution::quantile`] of each share in its place.
    pub fn quantiles(&self, shares: &mut [f64]) {
        let Distribution::Normal(mean, sd) = self else {
            return shares.iter_mut().for_each(|share| *share = self.quantile(*share));
        };
        normal_quantiles(shares);
        shares.iter_mut().for_each(|share| *share = mean + sd * *share);
    }

    /// As [`Distribution::quantile`] of a distribution cut at both tails where it has no ends, so that every value
    /// is finite: by [`TAIL`].
    pub fn bounded_quantile(&self, share: f64) -> f64 {
        match self {
            Distribution::Normal(..) | Distribution::Lognormal(..) => {
                self.quantile(share.clamp(TAIL, 1.0 - TAIL))
            }
            _ => self.quantile(share),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and deviation over many equal shares of all draws.
    fn moments(uncertain: &UncertainFormat) -> (f64, f64) {
        let distribution = Distribution::of(uncertain).expect("it can be drawn from");
        let count = 20_000;
        let draws: Vec<f64> =
            (0..count).map(|n| distribution.quantile((f64::from(n) + 0.5) / f64::from(count))).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(count);
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / f64::from(count);
        (mean, variance.sqrt())
    }

    #[test]
    fn means_and_deviations_are_those_of_the_textbooks() {
        let near = |found: (f64, f64), mean: f64, sd: f64| {
            assert!(
                (found.0 - mean).abs() < 2e-3 * mean.abs() && (found.1 / sd - 1.0).abs() < 5e-3,
                "{found:?}"
            );
        };
        near(moments(&UncertainFormat::Uniform { min: 2.0, max: 8.0 }), 5.0, 3_f64.sqrt());
        let (min, mode, max) = (1.0_f64, 2.0_f64, 6.0_f64);
        let squares = min * min + mode * mode + max * max - min * mode - min * max - mode * max;
        near(moments(&UncertainFormat::Triangular { min, mode, max }), 3.0, (squares / 18.0).sqrt());
        // (min + 4 mode + max) / 6, and of the shapes 1.8 and 4.2 stretched by 5.
        let beta: f64 = 1.8 * 4.2 / (36.0 * 7.0);
        near(moments(&UncertainFormat::Pert { min, mode, max }), 2.5, 5.0 * beta.sqrt());
        near(moments(&UncertainFormat::Normal { mean: 20.0, sd: 3.0 }), 20.0, 3.0);
        near(moments(&UncertainFormat::Lognormal { mean: 20.0, sd: 6.0 }), 20.0, 6.0);
    }

    #[test]
    fn quantiles_rise_and_the_ends_are_finite_once_the_tails_are_cut() {
        for uncertain in [
            UncertainFormat::Pert { min: 0.0, mode: 0.0, max: 2.0 },
            UncertainFormat::Triangular { min: 0.0, mode: 2.0, max: 2.0 },
            UncertainFormat::Normal { mean: 0.0, sd: 1.0 },
            UncertainFormat::Lognormal { mean: 1.0, sd: 2.0 },
        ] {
            let distribution = Distribution::of(&uncertain).expect("it can be drawn from");
            let values: Vec<f64> =
                (0..=100).map(|n| distribution.bounded_quantile(f64::from(n) / 100.0)).collect();
            assert!(values.iter().all(|value| value.is_finite()));
            assert!(values.windows(2).all(|pair| pair[0] <= pair[1]), "{uncertain:?}");
        }
        let normal = Distribution::of(&UncertainFormat::Normal { mean: 0.0, sd: 1.0 }).expect("normal");
        assert!((normal.quantile(0.975) - 1.959_964).abs() < 1e-6);
        assert_eq!(normal.quantile(0.0), f64::NEG_INFINITY);
    }
}
