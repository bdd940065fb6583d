//! The noise of columns whose figures are uncertain: what is put into a change when it is drawn.

use std::sync::Arc;

use rayon::prelude::*;

use super::distribution::Distribution;
use crate::claim::Change;
use crate::formula::Column;
use crate::formula::Values;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// Rows that are drawn by one thread at a time.
const ROWS: usize = 1 << 13;

/// The noises of a scenario, ready to be put into changes.
#[derive(Clone, Debug)]
pub struct Noises<'a> {
    scenario: &'a Scenario,
    tables: &'a Tables,
    /// The distribution of each member's own factor, by noise.
    members: Vec<Option<Distribution>>,
}

impl<'a> Noises<'a> {
    /// The noises of a scenario.
    pub fn new(scenario: &'a Scenario, tables: &'a Tables) -> Self {
        let members = scenario.noises.iter().map(|noise| Distribution::of(noise.member.as_ref()?));
        Noises { scenario, tables, members: members.collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scenario.noises.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.scenario.noises.is_empty()
    }

    /// The distribution of each member's own factor, where the scenario declares one.
    pub fn of_members(&self, noise: usize) -> Option<&Distribution> {
        self.members[noise].as_ref()
    }

    /// Puts one noise into a change: each row's figure times `shared` and times its own factor, which `own` writes
    /// from the distribution for a row and those after it; without `own` only the common factor counts. A derived
    /// column is multiplied once it is computed, and what rests on it follows.
    pub fn put<F>(&self, change: &mut Change, noise: usize, shared: f64, own: Option<F>)
    where
        F: Fn(&Distribution, u64, &mut [f64]) + Sync,
    {
        let spec = &self.scenario.noises[noise];
        let (table, place) = (&self.tables.tables[spec.table], (spec.table, spec.column));
        let own = self.members[noise].as_ref().zip(own);
        let factors = |first: usize, factors: &mut [f64]| {
            if let Some((from, own)) = &own {
                own(from, first as u64, factors);
            }
        };
        match table.columns.get_index(spec.column) {
            Some((_, column)) => {
                let Values::Number(values) = &column.column.values else { return };
                let drawn = filled(values.len(), |first, drawn| {
                    factors(first, drawn);
                    for (drawn, value) in drawn.iter_mut().zip(&values[first..]) {
                        *drawn *= value * shared;
                    }
                });
                let drawn = Column { values: Values::Number(drawn), blanks: column.column.blanks.clone() };
                change.columns.push((place, Arc::new(drawn)));
            }
            None => {
                let drawn = filled(table.rows(), |first, drawn| {
                    factors(first, drawn);
                    drawn.iter_mut().for_each(|drawn| *drawn *= shared);
                });
                change.factors.push((place, Arc::new(drawn)));
            }
        }
    }

    /// What the column of a noise is called: its title in the data package, else its heading.
    pub fn column_label(&self, noise: usize) -> Text {
        let spec = &self.scenario.noises[noise];
        let titled = self.tables.tables[spec.table].columns.get_index(spec.column);
        let heading = &self.scenario.vocabulary.tables[spec.table].columns[spec.column].0;
        titled.and_then(|(_, column)| column.title.clone()).unwrap_or_else(|| Text::same(heading))
    }
}

/// For [`Noises::put`], each row's own factor from what gives that of one row.
pub fn by_row(
    factor: impl Fn(&Distribution, u64) -> f64 + Sync,
) -> impl Fn(&Distribution, u64, &mut [f64]) + Sync {
    move |from, first, factors| {
        for (place, own) in factors.iter_mut().enumerate() {
            *own = factor(from, first + place as u64);
        }
    }
}

/// A list that begins as ones and is written by `fill`, which is told the first row of its part.
fn filled(rows: usize, fill: impl Fn(usize, &mut [f64]) + Sync) -> Vec<f64> {
    let mut drawn = vec![1.0; rows];
    match rows {
        0..=ROWS => fill(0, &mut drawn),
        _ => drawn.par_chunks_mut(ROWS).enumerate().for_each(|(part, drawn)| fill(part * ROWS, drawn)),
    }
    drawn
}

#[cfg(test)]
mod tests;
