//! What is uncertain in a scenario, and what goes together.

use std::ops::Range;

use super::Parameter;
use super::Scenario;
use super::format::UncertainFormat;

/// A column of a table whose figures are uncertain: in each draw they are multiplied by factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// What it is called: `communities.population`.
    pub name: String,
    /// Index of the table.
    pub table: usize,
    /// Index of the column in the vocabulary: of the table's file, or derived.
    pub column: usize,
    /// A factor of each member's own.
    pub member: Option<UncertainFormat>,
    /// One factor for all.
    pub shared: Option<UncertainFormat>,
    /// Where the column is named in the file.
    pub span: Range<usize>,
}

/// Two uncertain numbers that go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// Index among [`Scenario::uncertain_numbers`].
    pub one: usize,
    /// Index of the other.
    pub other: usize,
    /// The correlation of their ranks, from -1 to 1.
    pub rank: f64,
}

impl Correlation {
    /// Whether it is of this pair.
    pub(super) fn is_of(&self, one: usize, other: usize) -> bool {
        (self.one, self.other) == (one, other) || (self.one, self.other) == (other, one)
    }
}

/// An uncertain number that is the same for all members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UncertainNumber<'a> {
    /// A parameter, by index.
    Parameter(usize, &'a UncertainFormat),
    /// What the figures of a column have in common, by the index of its [`Noise`].
    Shared(usize, &'a UncertainFormat),
}

/// The names of the uncertain numbers, in the order of [`Scenario::uncertain_numbers`].
pub(super) fn uncertain_names(parameters: &[Parameter], noises: &[Noise]) -> Vec<String> {
    let parameters = parameters.iter().filter(|parameter| parameter.uncertain.is_some());
    let noises = noises.iter().filter(|noise| noise.shared.is_some());
    let names = parameters.map(|parameter| &parameter.name).chain(noises.map(|noise| &noise.name));
    names.cloned().collect()
}

impl Scenario {
    /// The uncertain numbers that are the same for all members: parameters, then what columns have in common.
    pub fn uncertain_numbers(&self) -> Vec<UncertainNumber<'_>> {
        let parameters = self.parameters.iter().enumerate().filter_map(|(index, parameter)| {
            Some(UncertainNumber::Parameter(index, parameter.uncertain.as_ref()?))
        });
        let noises = self.noises.iter().enumerate();
        let shared =
            noises.filter_map(|(index, noise)| Some(UncertainNumber::Shared(index, noise.shared.as_ref()?)));
        parameters.chain(shared).collect()
    }

    /// The name of an uncertain number.
    pub fn uncertain_name(&self, number: &UncertainNumber<'_>) -> &str {
        match number {
            UncertainNumber::Parameter(index, _) => &self.parameters[*index].name,
            UncertainNumber::Shared(index, _) => &self.noises[*index].name,
        }
    }
}
