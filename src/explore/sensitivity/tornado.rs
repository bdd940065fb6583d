//! One number at a time: how far the result goes while one number runs from its low to its high end and all
//! others stay where the scenario has them.
//!
//! # Source
//! Eschenbach, T. G. (1992), «Spiderplots versus tornado diagrams for sensitivity analysis», Interfaces 22(6),
//! 40-46. Points between the ends are looked at too, for a result need not be largest at an end.

/// The steps from the low to the high end.
pub const STEPS: usize = 20;

/// One number at a time, from where the scenario has it.
#[derive(Clone, Debug)]
pub struct Design {
    base: Vec<f64>,
    ends: Vec<(f64, f64)>,
    steps: usize,
}

impl Design {
    /// A design around `base`, the values that the scenario states, between `ends`; `steps` is at least 1.
    pub fn new(base: Vec<f64>, ends: Vec<(f64, f64)>, steps: usize) -> Self {
        Design { base, ends, steps: steps.max(1) }
    }

    /// The runs it takes: 1 + numbers × (steps + 1).
    pub fn runs(&self) -> usize {
        1 + self.base.len() * (self.steps + 1)
    }

    /// The values of a run, one a number; run 0 is the scenario as it stands.
    pub fn values(&self, run: usize) -> Vec<f64> {
        let mut values = self.base.clone();
        if let Some(run) = run.checked_sub(1) {
            let (number, step) = (run / (self.steps + 1), run % (self.steps + 1));
            let (low, high) = self.ends[number];
            let share = step as f64 / self.steps as f64;
            values[number] = if step == self.steps { high } else { low + (high - low) * share };
        }
        values
    }
}

/// What one number does to the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// The low end of the number.
    pub low: f64,
    /// The high end of the number.
    pub high: f64,
    /// The result at the low end; `None` where there is none.
    pub at_low: Option<f64>,
    /// The result at the high end; `None` where there is none.
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
    let swings = each.zip(&design.ends).map(|(results, (low, high))| {
        let known = || results.iter().copied().flatten().chain(base);
        let moved = results.iter().any(Option::is_some);
        Swing {
            low: *low,
            high: *high,
            at_low: results.first().copied().flatten(),
            at_high: results.last().copied().flatten(),
            least: known().reduce(f64::min).filter(|_| moved),
            most: known().reduce(f64::max).filter(|_| moved),
        }
    });
    (base, swings.collect())
}
