//! A question put backwards, and its answer.

use super::search::Found;
use super::search::Measures;
use super::search::Range;
use super::search::Stretch;
use super::search::search;
use super::wanted::Wanted;
use super::why;
use crate::explore::Axis;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Input;
use crate::explore::Trial;
use crate::explore::path;
use crate::formula::number_text;
use crate::language::Text;
use crate::problem::Problem;
use crate::quantity::LARGEST;

/// How far above the present total a total is looked for, unless an end is given.
pub const FARTHEST: f64 = 100.0;
/// The places looked at first, evenly from end to end.
pub const PLACES: usize = 200;

/// Which of several values that do is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The smallest.
    #[default]
    Smallest,
    /// The one nearest to the scenario's own.
    Nearest,
    /// The largest.
    Largest,
}

/// A question: at which value of one input does all that is wanted hold?
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The input.
    pub axis: Axis<'a>,
    /// What is wanted, all at once.
    pub wanted: Vec<Wanted>,
    /// Which of several values.
    pub prefer: Prefer,
    range: Range,
    places: Vec<f64>,
    /// What a place is divided by: the parts of the unit of a total, else 1.
    parts: f64,
}

/// The answer; values are in whole units.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The ends between which values were looked at.
    pub range: (f64, f64),
    /// The value that the scenario has, and the measures there, one for each thing wanted.
    pub present: (f64, Vec<Option<f64>>),
    /// The value asked for.
    pub solution: Option<Solution>,
    /// All stretches of values that do, from low to high.
    pub stretches: Vec<(f64, f64)>,
    /// Why there is none.
    pub why: Option<Text>,
    /// The value that comes nearest, where there is none, and the measures there.
    pub nearest: Option<(f64, Vec<f64>)>,
    /// The values looked at first.
    pub looked_at: usize,
    /// Those of them at which the scenario has no result.
    pub failed: usize,
}

/// A value that does.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The value.
    pub value: f64,
    /// The value and its nearest neighbour that does not, the smaller first; twice the value where the range ends
    /// there.
    pub bracket: (f64, f64),
    /// Whether nothing lies between the two: places are whole fen, posts or years.
    pub exact: bool,
    /// The measures at the value, one for each thing wanted.
    pub reached: Vec<f64>,
    /// Why the scenario has no result at the neighbour; `None` where it has one, which is not as wanted.
    pub ends: Option<Text>,
}

impl<'a> Question<'a> {
    /// A question, between the parameter's own ends or those given.
    ///
    /// # Errors
    /// A parameter without a range where no ends are given; ends that are no numbers or run backwards.
    pub fn new(
        axis: Axis<'a>,
        wanted: Vec<Wanted>,
        prefer: Prefer,
        ends: (Option<f64>, Option<f64>),
    ) -> Result<Question<'a>, Problem> {
        let (range, parts) = range(&axis, ends)?;
        let even = |low: f64, high: f64, count: usize| {
            (0..=count).map(move |place| low + (high - low) * place as f64 / count as f64)
        };
        let mut places = vec![axis.value() * parts];
        if axis.pool().is_some() && ends.1.is_none() {
            // Totals are looked at closely up to twice the present one, and beyond that ever more widely.
            let present = axis.value() * parts;
            places.extend(even(range.low, (2.0 * present).min(range.high), PLACES));
            places.extend((1..=36).map(|power| 2.0 * present * 1.125_f64.powi(power)));
        } else {
            places.extend(even(range.low, range.high, PLACES));
        }
        Ok(Question { axis, wanted, prefer, range, places, parts })
    }

    /// The answer; `tick` is called after each evaluation.
    pub fn answer(&self, trial: &Trial<'_>, tick: &(dyn Fn() + Sync)) -> Answer {
        let scenario = trial.scenario();
        let model = |place: f64| -> Measures {
            let outcome = self.run(trial, place).ok();
            tick();
            let outcome = outcome?;
            let measures = self.wanted.iter().map(|wanted| wanted.measured.value(scenario, &outcome));
            measures.map(|measure| measure.map(as_told)).collect()
        };
        let goals: Vec<_> = self.wanted.iter().map(|wanted| wanted.goal).collect();
        let found = search(self.range, &self.places, &goals, &model);
        let present = self.wanted.iter().map(|wanted| wanted.measured.value(scenario, trial.outcome()));
        let present = present.map(|measure| measure.map(as_told));
        let solution = self.chosen(&found.stretches).and_then(|(place, beyond)| {
            let (low, high) = (place.min(beyond), place.max(beyond));
            Some(Solution {
                value: self.value(place),
                bracket: (self.value(low), self.value(high)),
                exact: self.range.step.is_some(),
                reached: model(place)?,
                ends: self.run(trial, beyond).err().map(|problem| problem.found),
            })
        });
        let stretches = found.stretches.iter();
        Answer {
            range: (self.value(self.range.low), self.value(self.range.high)),
            present: (self.axis.value(), present.collect()),
            stretches: stretches.map(|each| (self.value(each.low.at), self.value(each.high.at))).collect(),
            why: solution.is_none().then(|| why::why(self, trial, &found)),
            solution,
            looked_at: found.scanned.len(),
            failed: found.scanned.iter().filter(|(_, measures)| measures.is_none()).count(),
            nearest: found.nearest.map(|(place, measures)| (self.value(place), measures)),
        }
    }

    /// The values looked at first, from low to high, in whole units.
    pub fn values(&self) -> Vec<f64> {
        let mut places: Vec<f64> = self.places.iter().map(|place| self.range.within(*place)).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        places.into_iter().map(|place| self.value(place)).collect()
    }

    /// The problem at the first place without a result.
    pub(super) fn first_failure(&self, trial: &Trial<'_>, found: &Found) -> Option<Problem> {
        let (place, _) = found.scanned.iter().find(|(_, measures)| measures.is_none())?;
        self.run(trial, *place).err()
    }

    /// A place in whole units.
    pub(super) fn value(&self, place: f64) -> f64 {
        place / self.parts
    }

    fn run(&self, trial: &Trial<'_>, place: f64) -> Result<crate::evaluate::Outcome, Problem> {
        let mut change = Change::default();
        self.axis.set(&mut change, self.value(place))?;
        trial.run(&change, Detail::Metrics).map_err(|problems| {
            problems.0.into_iter().next().unwrap_or_else(|| path::problem(&self.axis.name, Text::default()))
        })
    }

    /// The place preferred, and the nearest one beyond that does not.
    fn chosen(&self, stretches: &[Stretch]) -> Option<(f64, f64)> {
        let low = |stretch: &Stretch| (stretch.low.at, stretch.low.beyond.unwrap_or(stretch.low.at));
        let high = |stretch: &Stretch| (stretch.high.at, stretch.high.beyond.unwrap_or(stretch.high.at));
        match self.prefer {
            Prefer::Smallest => stretches.first().map(low),
            Prefer::Largest => stretches.last().map(high),
            Prefer::Nearest => {
                let present = self.axis.value() * self.parts;
                let inside = |stretch: &&Stretch| (stretch.low.at..=stretch.high.at).contains(&present);
                if stretches.iter().any(|stretch| inside(&stretch)) {
                    return Some((present, present));
                }
                let edges = stretches.iter().flat_map(|stretch| [low(stretch), high(stretch)]);
                edges.min_by(|one, other| (one.0 - present).abs().total_cmp(&(other.0 - present).abs()))
            }
        }
    }
}

/// A measure to the 15 digits that it is told with: what reads as the value wanted is not refused for the noise of a
/// float's last digit.
fn as_told(measure: f64) -> f64 {
    number_text(measure).parse().unwrap_or(measure)
}

/// Where to look, and what a place is divided by.
fn range(axis: &Axis<'_>, (from, to): (Option<f64>, Option<f64>)) -> Result<(Range, f64), Problem> {
    let own = axis.range();
    let (parts, step, (low, high)) = match axis.pool() {
        Some(pool) => {
            let (parts, step) = (pool.unit.parts() as f64, pool.step as f64);
            let farthest = (axis.value() * parts * FARTHEST).min(LARGEST as f64);
            let low = from.map_or(step, |from| (from * parts).ceil().max(step));
            (parts, Some(step), (low, to.map_or(farthest, |to| (to * parts).floor())))
        }
        None => {
            let (Some(low), Some(high)) = (from.or(own.map(|own| own.0)), to.or(own.map(|own| own.1))) else {
                return Err(no_range(axis));
            };
            let whole = axis.input == Input::Parameter(0);
            (1.0, whole.then_some(1.0), if whole { (low.ceil(), high.floor()) } else { (low, high) })
        }
    };
    if !(low.is_finite() && high.is_finite() && low <= high) {
        let shown = |place: f64| number_text(place / parts);
        let found = Text::new(
            format!("there is nothing from {} to {}", shown(low), shown(high)),
            format!("从 {} 到 {} 没有可取的值", shown(low), shown(high)),
        );
        return Err(path::problem(&axis.name, found).remedy("let --from be below --to", "--from 须小于 --to"));
    }
    // The highest place is a whole number of steps above the lowest.
    let high = step.map_or(high, |step| low + ((high - low) / step).floor() * step);
    Ok((Range { low, high, step }, parts))
}

fn no_range(axis: &Axis<'_>) -> Problem {
    let name = &axis.name;
    let found = Text::new(format!("`{name}` has no range"), format!("`{name}` 没有取值范围"));
    path::problem(name, found).remedy(
        "say where to look with --from and --to, or give the parameter a range",
        "请用 --from 与 --to 指明范围，或为参数写上 range",
    )
}
