//! Morris screening: which of many numbers matter at all, for a few runs a number.
//!
//! A group of numbers counts as one: on a trajectory each of its members starts at a level of its own and moves by
//! one step, up or down, at the same time as the others. Its effect has a size but no direction.
//!
//! # Source
//! Morris, M. D. (1991), «Factorial sampling plans for preliminary computational experiments», Technometrics
//! 33(2), 161-174; μ* and groups of Campolongo, F., Cariboni, J. and Saltelli, A. (2007), Environmental Modelling & Software
//! 22, 1509-1518.

use super::Interval;
use crate::chance::Stream;
use crate::summation::Sum;

/// The levels that a number takes: 0, 1/3, 2/3 and 1 of its distribution.
pub const LEVELS: u64 = 4;
/// The step of one number: p ÷ 2(p − 1) for p levels.
pub(super) const STEP: f64 = 2.0 / 3.0;
/// How often the trajectories are drawn again for the intervals.
const RESAMPLES: u64 = 500;

/// Trajectories through the unit cube in which one number after the other moves by a step, in a random order.
#[derive(Clone, Debug)]
pub struct Design {
    numbers: usize,
    trajectories: usize,
    seed: u64,
    /// Which numbers are groups.
    groups: Vec<bool>,
}

impl Design {
    /// A design of so many trajectories of `numbers` uncertain numbers.
    pub fn new(numbers: usize, trajectories: usize, seed: u64) -> Self {
        Design { numbers, trajectories, seed, groups: vec![false; numbers] }
    }

    /// The same design where some numbers are groups, one entry a number.
    pub fn with_groups(self, groups: Vec<bool>) -> Self {
        Design { groups, ..self }
    }

    /// The runs it takes: trajectories × (numbers + 1).
    pub fn runs(&self) -> usize {
        self.trajectories * (self.numbers + 1)
    }

    /// The point of a run: one coordinate a number, from 0 to 1.
    pub fn point(&self, run: usize) -> Vec<f64> {
        let trajectory = run / (self.numbers + 1);
        let mut point: Vec<f64> = (0..self.numbers).map(|number| self.start(trajectory, number)).collect();
        for number in self.moved(run) {
            point[number] += self.step(trajectory, number);
        }
        point
    }

    /// The trajectory that a run stands on.
    pub fn trajectory(&self, run: usize) -> u64 {
        (run / (self.numbers + 1)) as u64
    }

    /// The numbers that have moved by the time of a run.
    pub fn moved(&self, run: usize) -> Vec<usize> {
        let mut order = self.order(run / (self.numbers + 1));
        order.truncate(run % (self.numbers + 1));
        order
    }

    fn start(&self, trajectory: usize, number: usize) -> f64 {
        start_level(Stream::new(self.seed, "morris level", trajectory as u64), number as u64)
    }

    /// The step of a number: up from the lower half of its levels, down from the upper.
    fn step(&self, trajectory: usize, number: usize) -> f64 {
        if self.start(trajectory, number) < 0.5 { STEP } else { -STEP }
    }

    /// The order in which numbers move.
    fn order(&self, trajectory: usize) -> Vec<usize> {
        let chance = Stream::new(self.seed, "morris order", trajectory as u64);
        let mut order: Vec<usize> = (0..self.numbers).collect();
        order.sort_by_key(|number| (chance.bits(*number as u64), *number));
        order
    }
}

/// The level, from 0 to 1, at which a number starts on a trajectory.
pub(super) fn start_level(chance: Stream, number: u64) -> f64 {
    (chance.bits(number) % LEVELS) as f64 / (LEVELS - 1) as f64
}

/// What moving one number does: the change of the result per whole width of the number's distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The mean effect μ; NaN of a group, whose effects have no direction.
    pub mu: f64,
    /// The mean of the effects' sizes μ*.
    pub mu_star: f64,
    /// The middle 95 % of `mu_star` over resamples.
    pub mu_star_interval: Interval,
    /// The standard deviation σ of the effects: how much the effect depends on where one stands; NaN of a
    /// single effect.
    pub sigma: f64,
    /// The effects that were measured.
    pub effects: usize,
}

/// The effects of all numbers from the results of a design's runs, in their order; `None` for a number whose
/// every step met a run without a result.
pub fn effects(design: &Design, results: &[Option<f64>], seed: u64) -> Vec<Option<Effect>> {
    let mut measured: Vec<Vec<f64>> = vec![Vec::new(); design.numbers];
    for (trajectory, results) in results.chunks(design.numbers + 1).enumerate() {
        for (pair, number) in results.windows(2).zip(design.order(trajectory)) {
            if let [Some(before), Some(after)] = pair {
                measured[number].push(match design.groups[number] {
                    true => (after - before).abs() / STEP,
                    false => (after - before) / design.step(trajectory, number),
                });
            }
        }
    }
    let each = measured.iter().enumerate();
    each.map(|(number, effects)| {
        let effect = effect(effects, number as u64, seed)?;
        Some(if design.groups[number] { Effect { mu: f64::NAN, ..effect } } else { effect })
    })
    .collect()
}

fn effect(effects: &[f64], number: u64, seed: u64) -> Option<Effect> {
    let count = effects.len();
    if count == 0 {
        return None;
    }
    let mean = |values: &mut dyn Iterator<Item = f64>| Sum::of(values) / count as f64;
    let mu = mean(&mut effects.iter().copied());
    let mu_star = mean(&mut effects.iter().map(|effect| effect.abs()));
    let squares = Sum::of(effects.iter().map(|effect| (effect - mu).powi(2)));
    let sigma = if count > 1 { (squares / (count - 1) as f64).sqrt() } else { f64::NAN };
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            let chance = Stream::new(seed, "morris resample", resample * (1 << 32) + number);
            let chosen = (0..count as u64)
                .map(|row| effects[((chance.uniform(row) * count as f64) as usize).min(count - 1)].abs());
            mean(&mut chosen.into_iter())
        })
        .collect();
    Some(Effect { mu, mu_star, mu_star_interval: Interval::of(&mut resampled), sigma, effects: count })
}
