//! Where, between two ends, some goals hold: looked for at many places, then closed in on by halving.
//!
//! Places are numbers of the range; amounts are whole multiples of a step, exact as floats up to 2^53. Between
//! what is asked and the search stands any model: it gives one measure a goal, or nothing where it has no result.

mod goal;
mod range;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

pub use goal::Goal;
pub use goal::Relation;
pub use range::Range;
use range::shortest;

/// An end of a stretch on which the goals hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The last place at which they hold.
    pub at: f64,
    /// The nearest place beyond, at which they do not: the next one where places are multiples of a step. `None`
    /// where the range ends.
    pub beyond: Option<f64>,
}

/// A stretch on which all goals hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Its lower end.
    pub low: Edge,
    /// Its upper end.
    pub high: Edge,
}

/// Two places next to one another between which a measure jumps over the value that it is to equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// Which goal.
    pub goal: usize,
    /// The place before and the measure there.
    pub before: (f64, f64),
    /// The place after and the measure there.
    pub after: (f64, f64),
}

/// What one place comes to: one measure a goal; `None` where the model has no result.
pub type Measures = Option<Vec<f64>>;

/// What a place comes to, by any model.
pub type Model<'m> = dyn Fn(f64) -> Measures + Sync + 'm;

/// What a search has found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Where the goals hold, from low to high.
    pub stretches: Vec<Stretch>,
    /// Where a measure jumps over its value.
    pub jumps: Vec<Jump>,
    /// The places looked at first, from low to high, and what they come to.
    pub scanned: Vec<(f64, Measures)>,
    /// The place that comes nearest, where the goals hold nowhere, and what it comes to.
    pub nearest: Option<(f64, Vec<f64>)>,
}

/// Looks at `places` (within the range, in any order) and at both ends, and closes in on every edge between them.
/// What rises and falls again between two neighbouring places is not seen.
pub fn search(range: Range, places: &[f64], goals: &[Goal], model: &Model<'_>) -> Found {
    let search = Search { range, goals, model };
    let mut places: Vec<f64> =
        places.iter().copied().chain([range.low, range.high]).map(|place| range.within(place)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let scanned: Vec<(f64, Measures)> = places.into_par_iter().map(|place| (place, model(place))).collect();
    let mut found = Found::default();
    search.stretches(&scanned, &mut found);
    found.stretches.sort_by(|one, other| one.low.at.total_cmp(&other.low.at));
    if found.stretches.is_empty() {
        found.nearest = search.nearest(&scanned);
    }
    found.scanned = scanned;
    found
}

struct Search<'s> {
    range: Range,
    goals: &'s [Goal],
    model: &'s Model<'s>,
}

impl Search<'_> {
    fn holds(&self, measures: &Measures) -> bool {
        measures.as_ref().is_some_and(|measures| {
            self.goals.iter().zip(measures).all(|(goal, measure)| goal.holds(*measure))
        })
    }

    fn holds_at(&self, place: f64) -> bool {
        self.holds(&(self.model)(place))
    }

    /// The stretches around places that were looked at and between them.
    fn stretches(&self, scanned: &[(f64, Measures)], found: &mut Found) {
        let mut open: Option<Edge> = None;
        for (index, (place, measures)) in scanned.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &scanned[before]);
            match (self.holds(measures), open) {
                (true, None) => {
                    let edge = match before {
                        Some((outside, _)) => self.edge(*outside, *place),
                        None => Edge { at: *place, beyond: None },
                    };
                    open = Some(edge);
                }
                (false, Some(low)) => {
                    let high = before.map_or(low, |(inside, _)| self.edge(*place, *inside));
                    found.stretches.push(self.narrowed(Stretch { low, high }));
                    open = None;
                }
                (false, None) => {
                    if let Some((earlier, known)) = before {
                        self.crossing((*earlier, known), (*place, measures), found);
                    }
                }
                (true, Some(_)) => {}
            }
        }
        if let (Some(low), Some((last, _))) = (open, scanned.last()) {
            found.stretches.push(Stretch { low, high: Edge { at: *last, beyond: None } });
        }
    }

    /// Closes in on the edge between a place outside and one inside.
    fn edge(&self, mut outside: f64, mut inside: f64) -> Edge {
        while let Some(middle) = self.range.halfway(outside.min(inside), outside.max(inside)) {
            if self.holds_at(middle) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        if self.range.step.is_none() {
            // A person would write the shortest number in the bracket.
            let short = match outside < inside {
                true => -shortest(-inside, -outside),
                false => shortest(inside, outside),
            };
            if short != inside && self.holds_at(short) {
                inside = short;
            }
        }
        Edge { at: inside, beyond: Some(outside) }
    }

    /// Where a measure passes through the value that it is to equal, between two places where it does not.
    fn crossing(&self, before: (f64, &Measures), after: (f64, &Measures), found: &mut Found) {
        let (Some(low), Some(high)) = (before.1, after.1) else { return };
        for (index, goal) in self.goals.iter().enumerate() {
            let passes = (low[index] - goal.value) * (high[index] - goal.value) < 0.0;
            if goal.relation == Relation::Equal && passes {
                self.close_in(index, (before.0, low[index]), (after.0, high[index]), found);
            }
        }
    }

    fn close_in(&self, index: usize, before: (f64, f64), after: (f64, f64), found: &mut Found) {
        let (mut low, mut high) = (before, after);
        let value = self.goals[index].value;
        while let Some(middle) = self.range.halfway(low.0, high.0) {
            let measures = (self.model)(middle);
            if self.holds(&measures) {
                let (low, high) = (self.edge(low.0, middle), self.edge(high.0, middle));
                found.stretches.push(self.narrowed(Stretch { low, high }));
                return;
            }
            let Some(measure) = measures.map(|measures| measures[index]) else { return };
            if (measure - value) * (low.1 - value) > 0.0 {
                low = (middle, measure);
            } else {
                high = (middle, measure);
            }
        }
        found.jumps.push(Jump { goal: index, before: low, after: high });
    }

    /// A stretch of real numbers that is a point but for the tolerance is the shortest number in it.
    fn narrowed(&self, stretch: Stretch) -> Stretch {
        let Stretch { low, high } = stretch;
        let size = self.range.low.abs().max(self.range.high.abs());
        let middle = shortest(low.at, high.at);
        if self.range.step.is_some() || high.at - low.at > 1e-6 * size || !self.holds_at(middle) {
            return stretch;
        }
        Stretch { low: Edge { at: middle, ..low }, high: Edge { at: middle, ..high } }
    }

    /// The place at which the most goals hold, and among those the one that misses the others least; looked for
    /// more closely around the best of the scan.
    fn nearest(&self, scanned: &[(f64, Measures)]) -> Option<(f64, Vec<f64>)> {
        let score = |measures: &Vec<f64>| {
            let misses = self
                .goals
                .iter()
                .zip(measures)
                .map(|(goal, measure)| goal.miss(*measure) / goal.value.abs().max(1.0));
            let missed = misses.clone().filter(|miss| *miss > 0.0).count();
            (missed, misses.sum::<f64>())
        };
        let better = |one: &(f64, Vec<f64>), other: &(f64, Vec<f64>)| {
            let (one, other) = (score(&one.1), score(&other.1));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
        };
        let known = scanned.iter().filter_map(|(place, measures)| Some((*place, measures.clone()?)));
        let mut best = known.min_by(better)?;
        let at = scanned.iter().position(|(place, _)| *place == best.0)?;
        let mut low = scanned[at.saturating_sub(1)].0;
        let mut high = scanned[(at + 1).min(scanned.len() - 1)].0;
        for _ in 0..4 {
            let around = (0..=16).map(|part| self.range.within(low + (high - low) * f64::from(part) / 16.0));
            let closer = around.filter_map(|place| Some((place, (self.model)(place)?))).min_by(better);
            if let Some(closer) = closer.filter(|closer| better(closer, &best).is_lt()) {
                best = closer;
            }
            let width = (high - low) / 8.0;
            (low, high) = ((best.0 - width).max(low), (best.0 + width).min(high));
        }
        Some(best)
    }
}
