//! The runs of a study: each number at a value of its own, or drawn again.

use rayon::prelude::*;

use super::morris::STEP;
use super::morris::start_level;
use super::number::Number;
use super::number::Source;
use crate::chance::Stream;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Measured;
use crate::explore::Outcome;
use crate::explore::Trial;
use crate::explore::distribution::Distribution;
use crate::explore::noise::Noises;
use crate::explore::noise::by_row;
use crate::problem::Problem;
use crate::problem::Problems;

/// What one number is in one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// A value.
    Value(f64),
    /// The errors of the members as they are drawn under this number.
    Drawn(u64),
    /// The errors of the members at levels of their distribution, each at its own, as Morris's groups have them:
    /// where a trajectory starts, or moved by one step.
    Levels {
        /// The trajectory.
        trajectory: u64,
        /// Whether the group has moved on it.
        moved: bool,
    },
    /// The members as they stand, without error.
    Still,
}

/// The model of a study.
pub(super) struct Runs<'r, 'a> {
    pub measured: Measured,
    pub trial: &'r Trial<'a>,
    pub numbers: &'r [&'r Number<'a>],
    pub noises: Noises<'a>,
    pub seed: u64,
    pub tick: &'r (dyn Fn(usize) + Sync),
}

/// What runs came to.
pub(super) struct Ran {
    /// One a run, in their order.
    pub results: Vec<Option<f64>>,
    /// The problem at the first run without a result.
    pub first_failure: Option<Problem>,
}

/// Where each member's own error comes from.
enum Own {
    Drawn(Stream),
    Levels(Stream, bool),
}

impl Own {
    fn factor(&self, from: &Distribution, row: u64) -> f64 {
        match self {
            Own::Drawn(stream) => from.quantile(stream.uniform(row)),
            Own::Levels(stream, moved) => {
                let start = start_level(*stream, row);
                let step = if start < 0.5 { STEP } else { -STEP };
                from.bounded_quantile(if *moved { start + step } else { start })
            }
        }
    }
}

impl Runs<'_, '_> {
    /// Makes so many runs.
    pub fn all(&self, count: usize, settings: impl Fn(usize) -> Vec<Setting> + Sync) -> Ran {
        let one = |run: usize| {
            let outcome = self.outcome(&settings(run));
            (self.tick)(count);
            self.measured.value(self.trial.scenario(), &outcome.ok()?)
        };
        let results: Vec<Option<f64>> = (0..count).into_par_iter().map(one).collect();
        let first = results.iter().position(Option::is_none);
        let first_failure = first.and_then(|run| self.outcome(&settings(run)).err()?.0.into_iter().next());
        Ran { results, first_failure }
    }

    fn outcome(&self, settings: &[Setting]) -> Result<Outcome, Problems> {
        let mut change = Change::default();
        // Of each noise the factor that all figures share, and each member's own.
        let mut noises: Vec<Option<(f64, Option<Own>)>> = Vec::new();
        noises.resize_with(self.noises.len(), || None);
        for (number, setting) in self.numbers.iter().zip(settings) {
            match (&number.source, *setting) {
                (Source::Parameter(axis), Setting::Value(value)) => axis.set(&mut change, value)?,
                (Source::Shared(noise), Setting::Value(value)) => {
                    noises[*noise].get_or_insert((1.0, None)).0 = value;
                }
                (Source::Members(noise), setting) => {
                    noises[*noise].get_or_insert((1.0, None)).1 = self.own(*noise, setting);
                }
                // A single number has a value in every design.
                (Source::Parameter(_) | Source::Shared(_), _) => {}
            }
        }
        for (noise, drawn) in noises.into_iter().enumerate() {
            let Some((shared, own)) = drawn else { continue };
            let own = own.map(|own| by_row(move |from, row| own.factor(from, row)));
            self.noises.put(&mut change, noise, shared, own);
        }
        self.trial.run(&change, Detail::Metrics)
    }

    fn own(&self, noise: usize, setting: Setting) -> Option<Own> {
        let name = &self.trial.scenario().noises[noise].name;
        match setting {
            Setting::Drawn(draw) => Some(Own::Drawn(Stream::new(self.seed, name, draw))),
            Setting::Levels { trajectory, moved } => {
                Some(Own::Levels(Stream::new(self.seed, name, trajectory), moved))
            }
            Setting::Value(_) | Setting::Still => None,
        }
    }
}
