//! One number at a time: how far the result goes while one number runs from its low to its high end and all
//! others stay where the scenario has them.
//!
//! A group of numbers, such as the errors of all members, has no ends: it is drawn again and again instead, and what
//! 5 % and 95 % of the results stay below takes their place.
//!
//! # Source
//! Eschenbach, T. G. (1992), «Spiderplots versus tornado diagrams for sensitivity analysis», Interfaces 22(6),
//! 40-46. Points between the ends are looked at too, for a result need not be largest at an end.

use super::runs::Setting;
use crate::measure::adequacy::percentile;

/// The steps from the low to the high end.
pub const STEPS: usize = 20;

/// How a number is varied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// From end to end in even steps.
    Between {
        /// The value that the scenario has.
        present: f64,
        /// The low and the high end.
        ends: (f64, f64),
    },
    /// Drawn again in every run.
    Redrawn,
}

/// One number at a time, from where the scenario has it.
#[derive(Clone, Debug)]
pub struct Design {
    courses: Vec<Course>,
    steps: usize,
}

impl Design {
    /// A design of some numbers; `steps` is at least 1.
    pub fn new(courses: Vec<Course>, steps: usize) -> Self {
        Design { courses, steps: steps.max(1) }
    }

    /// The runs it takes: 1 + numbers × (steps + 1).
    pub fn runs(&self) -> usize {
        1 + self.courses.len() * (self.steps + 1)
    }

    /// What the numbers are in a run; run 0 is the scenario as it stands.
    pub fn settings(&self, run: usize) -> Vec<Setting> {
        let still = |course: &Course| match course {
            Course::Between { present, .. } => Setting::Value(*present),
            Course::Redrawn => Setting::Still,
        };
        let mut settings: Vec<Setting> = self.courses.iter().map(still).collect();
        if let Some(run) = run.checked_sub(1) {
            let (number, step) = (run / (self.steps + 1), run % (self.steps + 1));
            settings[number] = match self.courses[number] {
                Course::Redrawn => Setting::Drawn(step as u64),
                Course::Between { ends: (_, high), .. } if step == self.steps => Setting::Value(high),
                Course::Between { ends: (low, high), .. } => {
                    Setting::Value(low + (high - low) * (step as f64 / self.steps as f64))
                }
            };
        }
        settings
    }
}

/// What one number does to the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The low end of the number; NaN of a group.
    pub low: f64,
    /// The high end of the number; NaN of a group.
    pub high: f64,
    /// The result at the low end, of a group what 5 % of results stay below; `None` where there is none.
    pub at_low: Option<f64>,
    /// The result at the high end, of a group what 95 % of results stay below; `None` where there is none.
    pub at_high: Option<f64>,
    /// The smallest result from end to end; `None` where there is none at all.
    pub least: Option<f64>,
    /// The largest result from end to end; `None` where there is none at all.
    pub most: Option<f64>,
}

impl Swing {
    /// How far the result goes: the largest less the smallest.
    pub fn width(&self) -> Option<f64> {
        Some(self.most? - self.least?)
    }
}

/// The result as the scenario stands, and what each number does to it, from the results of a design's runs.
pub fn swings(design: &Design, results: &[Option<f64>]) -> (Option<f64>, Vec<Swing>) {
    let base = results.first().copied().flatten();
    let each = results.get(1..).unwrap_or_default().chunks(design.steps + 1);
    let swings = each.zip(&design.courses).map(|(results, course)| match course {
        Course::Between { ends, .. } => between(*ends, results, base),
        Course::Redrawn => redrawn(results, base),
    });
    (base, swings.collect())
}

fn between((low, high): (f64, f64), results: &[Option<f64>], base: Option<f64>) -> Swing {
    let known = || results.iter().copied().flatten().chain(base);
    let moved = results.iter().any(Option::is_some);
    Swing {
        low,
        high,
        at_low: results.first().copied().flatten(),
        at_high: results.last().copied().flatten(),
        least: known().reduce(f64::min).filter(|_| moved),
        most: known().reduce(f64::max).filter(|_| moved),
    }
}

fn redrawn(results: &[Option<f64>], base: Option<f64>) -> Swing {
    let mut known: Vec<f64> = results.iter().copied().flatten().collect();
    known.sort_by(f64::total_cmp);
    let (at_low, at_high) = (percentile(&known, 0.05), percentile(&known, 0.95));
    let with_base = |end: Option<f64>, pick: fn(f64, f64) -> f64| Some(pick(end?, base.unwrap_or(end?)));
    let (least, most) = (with_base(at_low, f64::min), with_base(at_high, f64::max));
    Swing { low: f64::NAN, high: f64::NAN, at_low, at_high, least, most }
}
