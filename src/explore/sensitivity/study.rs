//! A scenario's own numbers put through a method: which are varied, over what, and what comes out.

use rayon::prelude::*;

use super::morris;
use super::sobol;
use super::tornado;
use crate::explore::Axis;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Input;
use crate::explore::Outcome;
use crate::explore::Target;
use crate::explore::Trial;
use crate::explore::distribution::Distribution;
use crate::explore::reach::rests_on;
use crate::problem::Problem;
use crate::problem::Problems;

/// How numbers are varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// All at once, for shares of the variance.
    Sobol,
    /// One after the other from many places, for effects.
    Morris,
    /// One at a time from where the scenario stands.
    Tornado,
}

impl Method {
    /// The word on the command line and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Method::Sobol => "sobol",
            Method::Morris => "morris",
            Method::Tornado => "tornado",
        }
    }

    /// The samples taken unless another number is asked for: samples of Sobol's design, trajectories of Morris's,
    /// steps of a tornado.
    pub fn default_samples(self) -> usize {
        match self {
            Method::Sobol => 1024,
            Method::Morris => 50,
            Method::Tornado => tornado::STEPS,
        }
    }
}

/// A number that is varied.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    /// The parameter.
    pub axis: Axis<'a>,
    /// Its distribution.
    pub distribution: Distribution,
    /// Whether the scenario declares that distribution; else it is uniform over the range that may be chosen.
    pub declared: bool,
    /// Whether the metric rests on it at all; where not, it is not varied and accounts for nothing.
    pub reaches: bool,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Study {
    /// The metric.
    pub target: Target,
    /// The method.
    pub method: Method,
    /// The samples, as [`Method::default_samples`] counts them.
    pub samples: usize,
    /// The seed of everything drawn.
    pub seed: u64,
}

/// What comes out.
#[derive(Clone, Debug)]
pub struct Sensitivity<'a> {
    /// Every parameter with a distribution or a range.
    pub numbers: Vec<Number<'a>>,
    /// The parameters that have neither, and so stay as they are.
    pub left_out: Vec<String>,
    /// The metric as the scenario stands.
    pub present: Option<f64>,
    /// The runs made.
    pub runs: usize,
    /// The runs without a result.
    pub failed: usize,
    /// The problem at the first of them.
    pub first_failure: Option<Problem>,
    /// What the method says of the numbers that reach the metric, in their order.
    pub result: MethodResult,
}

/// What a method says, one entry for each number that reaches the metric.
#[derive(Clone, Debug, PartialEq)]
pub enum MethodResult {
    /// Shares of the variance; `None` where fewer than two samples have a result.
    Sobol(Option<sobol::Indices>),
    /// Effects.
    Morris(Vec<Option<morris::Effect>>),
    /// Swings.
    Tornado(Vec<tornado::Swing>),
}

/// The parameters that can be varied, and the names of those that cannot.
pub fn numbers<'a>(trial: &Trial<'a>, target: Target) -> (Vec<Number<'a>>, Vec<String>) {
    let scenario = trial.scenario();
    let rests = rests_on(trial, target.policy, target.pool);
    let (mut numbers, mut left_out) = (Vec::new(), Vec::new());
    for (index, parameter) in scenario.parameters.iter().enumerate().skip(1) {
        let declared = parameter.uncertain.as_ref().and_then(Distribution::of);
        let is_declared = declared.is_some();
        let chosen = || {
            let (least, most) = parameter.range.filter(|(least, most)| least < most)?;
            Some(Distribution::Uniform(least, most))
        };
        match declared.or_else(chosen) {
            Some(distribution) => numbers.push(Number {
                axis: Axis::of_parameter(scenario, index),
                distribution,
                declared: is_declared,
                reaches: rests.contains(&Input::Parameter(index)),
            }),
            None => left_out.push(parameter.name.clone()),
        }
    }
    (numbers, left_out)
}

/// The ends that a tornado runs between: of a declared distribution what 5 % and 95 % of draws stay below, of a
/// range its ends.
pub fn ends(number: &Number<'_>) -> (f64, f64) {
    let distribution = &number.distribution;
    match number.declared {
        true => (distribution.quantile(0.05), distribution.quantile(0.95)),
        false => (distribution.quantile(0.0), distribution.quantile(1.0)),
    }
}

impl Study {
    /// Makes the runs; `tick` is called after each, with how many there are.
    pub fn run<'a>(&self, trial: &Trial<'a>, tick: &(dyn Fn(usize) + Sync)) -> Sensitivity<'a> {
        let (numbers, left_out) = numbers(trial, self.target);
        let reaching: Vec<&Number<'a>> = numbers.iter().filter(|number| number.reaches).collect();
        let count = reaching.len();
        let quantiles = |point: Vec<f64>| -> Vec<f64> {
            let coordinates = point.into_iter().zip(&reaching);
            coordinates.map(|(share, number)| number.distribution.bounded_quantile(share)).collect()
        };
        let runs = Runs { target: self.target, trial, numbers: &reaching, tick };
        let (ran, result) = match self.method {
            Method::Sobol => {
                let design = sobol::Design::new(count, self.samples, self.seed);
                let ran = runs.all(design.runs(), |run| quantiles(design.point(run)));
                let indices = sobol::indices(&design, &ran.results, self.seed);
                (ran, MethodResult::Sobol(indices))
            }
            Method::Morris => {
                let design = morris::Design::new(count, self.samples, self.seed);
                let ran = runs.all(design.runs(), |run| quantiles(design.point(run)));
                let effects = morris::effects(&design, &ran.results, self.seed);
                (ran, MethodResult::Morris(effects))
            }
            Method::Tornado => {
                let base = reaching.iter().map(|number| number.axis.value()).collect();
                let ends = reaching.iter().map(|number| ends(number)).collect();
                let design = tornado::Design::new(base, ends, self.samples);
                let ran = runs.all(design.runs(), |run| design.values(run));
                let (_, swings) = tornado::swings(&design, &ran.results);
                (ran, MethodResult::Tornado(swings))
            }
        };
        Sensitivity {
            left_out,
            present: self.target.value(trial.scenario(), trial.outcome()),
            runs: ran.results.len(),
            failed: ran.results.iter().filter(|result| result.is_none()).count(),
            first_failure: ran.first_failure,
            result,
            numbers,
        }
    }
}

/// The model of a study.
struct Runs<'r, 'a> {
    target: Target,
    trial: &'r Trial<'a>,
    numbers: &'r [&'r Number<'a>],
    tick: &'r (dyn Fn(usize) + Sync),
}

/// What runs came to.
struct Ran {
    /// One a run, in their order.
    results: Vec<Option<f64>>,
    /// The problem at the first run without a result.
    first_failure: Option<Problem>,
}

impl Runs<'_, '_> {
    fn all(&self, count: usize, values: impl Fn(usize) -> Vec<f64> + Sync) -> Ran {
        let one = |run: usize| {
            let outcome = self.outcome(&values(run));
            (self.tick)(count);
            self.target.value(self.trial.scenario(), &outcome.ok()?)
        };
        let results: Vec<Option<f64>> = (0..count).into_par_iter().map(one).collect();
        let first = results.iter().position(Option::is_none);
        let first_failure = first.and_then(|run| self.outcome(&values(run)).err()?.0.into_iter().next());
        Ran { results, first_failure }
    }

    fn outcome(&self, values: &[f64]) -> Result<Outcome, Problems> {
        let mut change = Change::default();
        for (number, value) in self.numbers.iter().zip(values) {
            number.axis.set(&mut change, *value)?;
        }
        self.trial.run(&change, Detail::Metrics)
    }
}
