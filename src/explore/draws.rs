//! Draws of everything that a scenario calls uncertain.
//!
//! A draw is a function of the seed, the name of what is drawn, the number of the draw and the row, so that any
//! draw can be made again by itself.

use std::ops::Range;

use statrs::distribution::ContinuousCDF;
use statrs::distribution::Normal;

use super::distribution::Distribution;
use super::noise::Noises;
use crate::chance::Copula;
use crate::chance::Stream;
use crate::chance::normal_quantile;
use crate::claim::Change;
use crate::claim::Input;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use crate::scenario::UncertainNumber;

/// What is drawn, and from which distributions.
#[derive(Debug)]
pub struct Draws<'a> {
    scenario: &'a Scenario,
    seed: u64,
    numbers: Vec<(UncertainNumber<'a>, Distribution)>,
    copula: Option<Copula>,
    noises: Noises<'a>,
}

impl<'a> Draws<'a> {
    /// The draws of a scenario under a seed.
    ///
    /// # Errors
    /// The scenario calls nothing uncertain.
    pub fn new(scenario: &'a Scenario, tables: &'a Tables, seed: u64) -> Result<Draws<'a>, Problem> {
        let numbers = scenario.uncertain_numbers();
        if numbers.is_empty() && scenario.noises.is_empty() {
            let found = Text::new("nothing in the scenario is uncertain", "情景中没有任何不确定的量");
            let place = Place::File(scenario.texts.file().name.clone());
            return Err(Problem { place, found, remedy: None }.remedy(
                "add `uncertain = { distribution = … }` to a parameter, or [tables.T.uncertain] for columns",
                "请为参数补上 `uncertain = { distribution = … }`，或用 [tables.表.uncertain] 设定列",
            ));
        }
        let pairs: Vec<_> =
            scenario.correlations.iter().map(|each| (each.one, each.other, each.rank)).collect();
        let copula = if pairs.is_empty() { None } else { Copula::new(numbers.len(), &pairs) };
        let distribution = |number: UncertainNumber<'a>| {
            let (UncertainNumber::Parameter(_, format) | UncertainNumber::Shared(_, format)) = number;
            Some((number, Distribution::of(format)?))
        };
        Ok(Draws {
            scenario,
            seed,
            numbers: numbers.into_iter().filter_map(distribution).collect(),
            copula,
            noises: Noises::new(scenario, tables),
        })
    }

    /// What a draw changes.
    pub fn inputs(&self) -> Vec<Input> {
        let parameters = self.numbers.iter().filter_map(|(number, _)| match number {
            UncertainNumber::Parameter(index, _) => Some(Input::Parameter(*index)),
            UncertainNumber::Shared(..) => None,
        });
        let noises = self.scenario.noises.iter().map(|noise| Input::Column(noise.table, noise.column));
        parameters.chain(noises).collect()
    }

    /// One draw.
    pub fn change(&self, draw: u64) -> Change {
        self.change_of(draw, |_| 0..usize::MAX)
    }

    /// One draw in which only the wanted rows of each table have factors of their own; the others have what all
    /// share.
    pub(super) fn change_of(&self, draw: u64, wanted: impl Fn(usize) -> Range<usize>) -> Change {
        let mut change = Change::default();
        let mut shared = vec![1.0; self.scenario.noises.len()];
        for ((number, _), value) in self.numbers.iter().zip(self.numbers(draw)) {
            match number {
                UncertainNumber::Parameter(index, _) => change.parameters.push((*index, value)),
                UncertainNumber::Shared(index, _) => shared[*index] = value,
            }
        }
        for (index, noise) in self.scenario.noises.iter().enumerate() {
            let stream = Stream::new(self.seed, &noise.name, draw + (1 << 63));
            let wanted = wanted(noise.table);
            let own = |from: &Distribution, first: u64, factors: &mut [f64]| {
                let place = |row: usize| row.saturating_sub(first as usize).min(factors.len());
                let (start, end) = (place(wanted.start), place(wanted.end));
                let own = &mut factors[start..end];
                stream.uniforms(first + start as u64, own);
                from.quantiles(own);
            };
            self.noises.put(&mut change, index, shared[index], Some(own));
        }
        change
    }

    /// The values of the numbers that are the same for all members.
    fn numbers(&self, draw: u64) -> Vec<f64> {
        let name = |number| self.scenario.uncertain_name(number);
        let uniform = |number| Stream::new(self.seed, name(number), draw).uniform(0);
        let Some(copula) = &self.copula else {
            return self.numbers.iter().map(|(number, from)| from.quantile(uniform(number))).collect();
        };
        let normal = Normal::standard();
        let normals = self.numbers.iter().map(|(number, _)| normal_quantile(uniform(number)));
        let mut normals: Vec<f64> = normals.collect();
        copula.join(&mut normals);
        let joined = self.numbers.iter().zip(normals);
        joined.map(|((_, from), drawn)| from.quantile(normal.cdf(drawn))).collect()
    }
}
