//! What a method says of each number that was asked about, whether the metric rests on it or not.

use super::Interval;
use super::morris::Effect;
use super::number::Number;
use super::sobol::Index;
use super::study::MethodResult;
use super::study::Sensitivity;
use super::tornado::Swing;

/// What a method says of one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// Shares of the variance.
    Index(Index),
    /// An effect.
    Effect(Effect),
    /// A swing.
    Swing(Swing),
    /// Nothing: the metric has no variance, or no run gave a result.
    Nothing,
}

impl Said {
    /// What numbers are ranked by: total index, μ* or swing; below nothing where nothing is known.
    pub fn weight(&self) -> f64 {
        match self {
            Said::Index(index) => index.total,
            Said::Effect(effect) => effect.mu_star,
            Said::Swing(swing) => swing.width().unwrap_or(-1.0),
            Said::Nothing => -1.0,
        }
    }
}

impl<'a> Sensitivity<'a> {
    /// Every number that was asked about, with what the method says of it: numbers that the metric does not rest on
    /// account for nothing.
    pub fn numbers(&self) -> Vec<(&Number<'a>, Said)> {
        let mut reaching = 0;
        let said = |number: &Number<'a>| {
            if !number.reaches {
                return self.of_untouched();
            }
            reaching += 1;
            self.of_reaching(reaching - 1)
        };
        let said: Vec<Said> = self.numbers.iter().map(said).collect();
        self.numbers.iter().zip(said).collect()
    }

    /// As [`Sensitivity::numbers`], those that matter most first.
    pub fn ranked(&self) -> Vec<(&Number<'a>, Said)> {
        let mut numbers = self.numbers();
        numbers.sort_by(|one, other| other.1.weight().total_cmp(&one.1.weight()));
        numbers
    }

    fn of_reaching(&self, place: usize) -> Said {
        match &self.result {
            MethodResult::Sobol(indices) => {
                let indices = indices.as_ref().and_then(|indices| indices.numbers.as_ref());
                indices.map_or(Said::Nothing, |indices| Said::Index(indices[place]))
            }
            MethodResult::Morris(effects) => effects[place].map_or(Said::Nothing, Said::Effect),
            MethodResult::Tornado(swings) => Said::Swing(swings[place]),
        }
    }

    fn of_untouched(&self) -> Said {
        let interval = Interval { low: 0.0, high: 0.0 };
        match &self.result {
            MethodResult::Sobol(indices) => {
                let known = indices.as_ref().and_then(|indices| indices.numbers.as_ref());
                let none =
                    Index { first: 0.0, first_interval: interval, total: 0.0, total_interval: interval };
                known.map_or(Said::Nothing, |_| Said::Index(none))
            }
            MethodResult::Morris(_) => {
                let (mu, mu_star, sigma) = (0.0, 0.0, 0.0);
                Said::Effect(Effect { mu, mu_star, mu_star_interval: interval, sigma, effects: 0 })
            }
            MethodResult::Tornado(_) => {
                let present = self.present;
                let (low, high) = (f64::NAN, f64::NAN);
                Said::Swing(Swing {
                    low,
                    high,
                    at_low: present,
                    at_high: present,
                    least: present,
                    most: present,
                })
            }
        }
    }
}
