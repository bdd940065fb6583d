//! What a study varies: parameters, what the figures of a column have in common, and the errors of its members.

use crate::explore::Axis;
use crate::explore::Input;
use crate::explore::Measured;
use crate::explore::Trial;
use crate::explore::distribution::Distribution;
use crate::explore::noise::Noises;
use crate::explore::reach::rests_on;
use crate::language::Text;
use crate::scenario::UncertainFormat;

/// Where a number stands in the scenario.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// A parameter.
    Parameter(Axis<'a>),
    /// The factor that all figures of an uncertain column share, by the index of its noise.
    Shared(usize),
    /// The factors that the members have each for themselves, as one group, by the index of the noise.
    Members(usize),
}

/// A number that is varied, or a group of numbers that are varied together.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    /// Where it stands.
    pub source: Source<'a>,
    /// What it is called on the command line and in JSON: `per_head`, `communities.population.shared`,
    /// `communities.population.member`.
    pub name: String,
    /// What a reader calls it.
    pub label: Text,
    /// Its distribution; of a group that of each number in it.
    pub distribution: Distribution,
    /// Whether the scenario declares that distribution; else it is uniform over the range that may be chosen.
    pub declared: bool,
    /// Whether the result rests on it at all; where not, it is not varied and accounts for nothing.
    pub reaches: bool,
}

impl Number<'_> {
    /// Whether it is a group of numbers, which has no single value.
    pub fn is_group(&self) -> bool {
        matches!(self.source, Source::Members(_))
    }

    /// The value that the scenario has: of noise that there is none.
    pub fn present(&self) -> f64 {
        match &self.source {
            Source::Parameter(axis) => axis.value(),
            Source::Shared(_) | Source::Members(_) => 1.0,
        }
    }

    /// The ends that a tornado runs between: of a declared distribution what 5 % and 95 % of draws stay below, of a
    /// range its ends.
    pub fn ends(&self) -> (f64, f64) {
        match self.declared {
            true => (self.distribution.quantile(0.05), self.distribution.quantile(0.95)),
            false => (self.distribution.quantile(0.0), self.distribution.quantile(1.0)),
        }
    }
}

/// Everything that can be varied: parameters with a distribution or a range, and the noise of columns; and the names
/// of the parameters that have neither.
pub fn numbers<'a>(trial: &Trial<'a>, measured: &Measured) -> (Vec<Number<'a>>, Vec<String>) {
    let scenario = trial.scenario();
    let rests = rests_on(trial, measured.policy(), measured.pool());
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
                source: Source::Parameter(Axis::of_parameter(scenario, index)),
                name: parameter.name.clone(),
                label: parameter.label.clone(),
                distribution,
                declared: is_declared,
                reaches: rests.contains(&Input::Parameter(index)),
            }),
            None => left_out.push(parameter.name.clone()),
        }
    }
    let noises = Noises::new(scenario, trial.tables());
    for (index, noise) in scenario.noises.iter().enumerate() {
        let column = noises.column_label(index);
        let reaches = rests.contains(&Input::Column(noise.table, noise.column));
        let mut push = |of: &Option<UncertainFormat>, source, word: &str, (en, zh): (&str, &str)| {
            let Some(distribution) = of.as_ref().and_then(Distribution::of) else { return };
            let (name, declared) = (format!("{}.{word}", noise.name), true);
            let label = Text::new(format!("{}, {en}", column.en), format!("{}（{zh}）", column.zh));
            numbers.push(Number { source, name, label, distribution, declared, reaches });
        };
        push(&noise.shared, Source::Shared(index), "shared", ("error of all", "共同误差"));
        push(&noise.member, Source::Members(index), "member", ("error of each", "各自误差"));
    }
    (numbers, left_out)
}
