//! Draws of everything that a scenario calls uncertain.
//!
//! A draw is a function of the seed, the name of what is drawn, the number of the draw and the row, so that any
//! draw can be made again by itself.

use std::sync::Arc;

use rayon::prelude::*;
use statrs::distribution::ContinuousCDF;
use statrs::distribution::Normal;

use super::distribution::Distribution;
use crate::chance::Copula;
use crate::chance::Stream;
use crate::claim::Change;
use crate::claim::Input;
use crate::formula::Column;
use crate::formula::Values;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use crate::scenario::UncertainNumber;

/// Rows that are drawn by one thread at a time.
const ROWS: usize = 1 << 13;

/// What is drawn, and from which distributions.
#[derive(Debug)]
pub struct Draws<'a> {
    scenario: &'a Scenario,
    tables: &'a Tables,
    seed: u64,
    numbers: Vec<(UncertainNumber<'a>, Distribution)>,
    copula: Option<Copula>,
    /// The distribution of each member's own factor, by noise.
    members: Vec<Option<Distribution>>,
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
            tables,
            seed,
            numbers: numbers.into_iter().filter_map(distribution).collect(),
            copula,
            members: scenario.noises.iter().map(|noise| Distribution::of(noise.member.as_ref()?)).collect(),
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
        let mut change = Change::default();
        let mut shared = vec![1.0; self.scenario.noises.len()];
        for ((number, _), value) in self.numbers.iter().zip(self.numbers(draw)) {
            match number {
                UncertainNumber::Parameter(index, _) => change.parameters.push((*index, value)),
                UncertainNumber::Shared(index, _) => shared[*index] = value,
            }
        }
        for (index, noise) in self.scenario.noises.iter().enumerate() {
            let table = &self.tables.tables[noise.table];
            let Some((_, column)) = table.columns.get_index(noise.column) else { continue };
            let Values::Number(values) = &column.column.values else { continue };
            let drawn = self.column(index, draw, values, shared[index]);
            let drawn = Column { values: Values::Number(drawn), blanks: column.column.blanks.clone() };
            change.columns.push(((noise.table, noise.column), Arc::new(drawn)));
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
        let normals = self.numbers.iter().map(|(number, _)| normal.inverse_cdf(uniform(number)));
        let mut normals: Vec<f64> = normals.collect();
        copula.join(&mut normals);
        let joined = self.numbers.iter().zip(normals);
        joined.map(|((_, from), drawn)| from.quantile(normal.cdf(drawn))).collect()
    }

    /// A column's values times the common factor and each member's own.
    fn column(&self, noise: usize, draw: u64, values: &[f64], shared: f64) -> Vec<f64> {
        let Some(own) = &self.members[noise] else {
            return values.iter().map(|value| value * shared).collect();
        };
        let stream = Stream::new(self.seed, &self.scenario.noises[noise].name, draw + (1 << 63));
        let mut drawn = vec![0.0; values.len()];
        let fill = |(part, drawn): (usize, &mut [f64])| {
            for (place, drawn) in drawn.iter_mut().enumerate() {
                let row = part * ROWS + place;
                *drawn = values[row] * shared * own.quantile(stream.uniform(row as u64));
            }
        };
        match values.len() {
            0..=ROWS => fill((0, &mut drawn)),
            _ => drawn.par_chunks_mut(ROWS).enumerate().for_each(fill),
        }
        drawn
    }
}
