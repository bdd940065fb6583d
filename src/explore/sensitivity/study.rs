//! A scenario's own numbers put through a method, and what comes out.

use super::morris;
use super::number::Number;
use super::number::numbers;
use super::runs::Ran;
use super::runs::Runs;
use super::runs::Setting;
use super::sobol;
use super::tornado;
use super::tornado::Course;
use crate::explore::Measured;
use crate::explore::Trial;
use crate::explore::noise::Noises;
use crate::problem::Problem;

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

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Study {
    /// The number of the outcome that is looked at: a metric, or a number of one member.
    pub measured: Measured,
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
    /// Every parameter with a distribution or a range, and the noise of every uncertain column.
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

impl Study {
    /// Makes the runs; `tick` is called after each, with how many there are.
    pub fn run<'a>(&self, trial: &Trial<'a>, tick: &(dyn Fn(usize) + Sync)) -> Sensitivity<'a> {
        let (numbers, left_out) = numbers(trial, &self.measured);
        let reaching: Vec<&Number<'a>> = numbers.iter().filter(|number| number.reaches).collect();
        let noises = Noises::new(trial.scenario(), trial.tables());
        let (measured, seed) = (self.measured, self.seed);
        let runs = Runs { measured, trial, numbers: &reaching, noises, seed, tick };
        let (ran, result) = match self.method {
            Method::Sobol => self.sobol(&runs),
            Method::Morris => self.morris(&runs),
            Method::Tornado => self.tornado(&runs),
        };
        Sensitivity {
            left_out,
            present: self.measured.value(trial.scenario(), trial.outcome()),
            runs: ran.results.len(),
            failed: ran.results.iter().filter(|result| result.is_none()).count(),
            first_failure: ran.first_failure,
            result,
            numbers,
        }
    }

    fn sobol(&self, runs: &Runs<'_, '_>) -> (Ran, MethodResult) {
        let design = sobol::Design::new(runs.numbers.len(), self.samples, self.seed);
        // A group takes its coordinate for the number of a draw: another coordinate draws all of it again.
        let setting = |(share, number): (f64, &&Number<'_>)| match number.is_group() {
            true => Setting::Drawn(share.to_bits()),
            false => Setting::Value(number.distribution.quantile(share)),
        };
        let settings = |run| design.point(run).into_iter().zip(runs.numbers).map(setting).collect();
        let ran = runs.all(design.runs(), settings);
        let indices = sobol::indices(&design, &ran.results, self.seed);
        (ran, MethodResult::Sobol(indices))
    }

    fn morris(&self, runs: &Runs<'_, '_>) -> (Ran, MethodResult) {
        let groups = runs.numbers.iter().map(|number| number.is_group()).collect();
        let design = morris::Design::new(runs.numbers.len(), self.samples, self.seed).with_groups(groups);
        let settings = |run| {
            let (trajectory, moved) = (design.trajectory(run), design.moved(run));
            let setting = |(place, share): (usize, f64)| {
                let number = runs.numbers[place];
                match number.is_group() {
                    true => Setting::Levels { trajectory, moved: moved.contains(&place) },
                    false => Setting::Value(number.distribution.bounded_quantile(share)),
                }
            };
            design.point(run).into_iter().enumerate().map(setting).collect()
        };
        let ran = runs.all(design.runs(), settings);
        let effects = morris::effects(&design, &ran.results, self.seed);
        (ran, MethodResult::Morris(effects))
    }

    fn tornado(&self, runs: &Runs<'_, '_>) -> (Ran, MethodResult) {
        let course = |number: &&Number<'_>| match number.is_group() {
            true => Course::Redrawn,
            false => Course::Between { present: number.present(), ends: number.ends() },
        };
        let design = tornado::Design::new(runs.numbers.iter().map(course).collect(), self.samples);
        let ran = runs.all(design.runs(), |run| design.settings(run));
        let (_, swings) = tornado::swings(&design, &ran.results);
        (ran, MethodResult::Tornado(swings))
    }
}

#[cfg(test)]
mod tests;
