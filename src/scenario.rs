//! A scenario: the tables, what is shared out, and the policies compared.
//!
//! In: the text of a TOML file, values given on the command line, and the tables it names. Out: a checked
//! [`Scenario`] with every formula compiled, or every problem found, each with its place. Reading goes in
//! three steps: [`draft`] parses and holds the file against its schema; the caller reads the tables that
//! the [`Draft`] names; [`check`] compiles and checks what remains.

pub mod answers;
pub mod check;
pub mod draft;
pub mod edit;
pub mod format;
mod formula;
pub mod generation;
pub mod overrides;
pub mod placed;
mod policy;
mod pool;
pub mod services;
pub mod shape;
mod sources;
mod syntax;
pub mod uncertainty;
pub mod wisn;

use std::ops::Range;
use std::sync::Arc;

use crate::formula::Vocabulary;
use crate::language::Text;
use crate::problem::Place;
use crate::table::TableFile;

pub use answers::Answers;
pub use answers::Whistle;
pub use check::check;
pub use draft::Draft;
pub use draft::DraftAttempt;
pub use draft::attempt_draft;
pub use draft::draft;
pub use format::ItemPart;
pub use format::UncertainFormat;
pub(crate) use formula::Anchor;
pub use formula::PlacedFormula;
pub use generation::Generation;
pub use generation::regenerate;
pub use placed::Texts;
pub use policy::CarriedItem;
pub use policy::Factor;
pub use policy::Policy;
pub use policy::Share;
pub use pool::Need;
pub use pool::Pool;
pub use pool::Strata;
pub use services::Service;
pub use services::ServiceColumn;
pub use services::ServiceKind;
pub use services::Services;
pub use sources::Derivation;
pub use sources::DerivedColumn;
pub use sources::TableSource;
pub use sources::TableSpec;
pub use sources::Tables;
pub use uncertainty::Correlation;
pub use uncertainty::Noise;
pub use uncertainty::UncertainNumber;
use uncertainty::uncertain_names;
pub use wisn::Wisn;
pub use wisn::WisnPart;

/// A checked scenario: every name resolves, every formula compiles, every amount is exact.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is called.
    pub title: Text,
    /// The question it asks, if it states one.
    pub question: Option<Text>,
    /// The budget year.
    pub year: i32,
    /// Index of the baseline among `policies`.
    pub baseline: usize,
    /// The tables, in the order written; indices agree with `vocabulary` and [`Tables`].
    pub tables: Vec<TableSpec>,
    /// The parameters; the first is `year`. Indices agree with `vocabulary`.
    pub parameters: Vec<Parameter>,
    /// What is shared out, in the order written.
    pub pools: Vec<Pool>,
    /// How it is shared, in the order written.
    pub policies: Vec<Policy>,
    /// Groupings that results are added up by.
    pub groupings: Vec<Grouping>,
    /// Columns whose figures are uncertain.
    pub noises: Vec<Noise>,
    /// Which uncertain numbers go together.
    pub correlations: Vec<Correlation>,
    /// What names mean in formulas.
    pub vocabulary: Vocabulary,
    /// The service catalogue, if there is one.
    pub services: Option<Services>,
    /// The tables that are generated, in an order in which each finds what it uses.
    pub generations: Vec<usize>,
    /// How residents' requests are answered, if the scenario asks.
    pub answers: Option<Answers>,
    /// The order in which derived columns are computed: (table, index among its derived columns).
    pub derivation: Vec<(usize, usize)>,
    /// The texts it was read from.
    pub texts: Arc<Texts>,
    /// The values given on the command line, as given.
    pub overrides: Vec<String>,
}

/// A number that somebody chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in formulas.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// What it is counted in.
    pub unit: Option<Text>,
    /// The smallest and the largest value that may be chosen.
    pub range: Option<(f64, f64)>,
    /// What it is called.
    pub label: Text,
    /// Where it comes from.
    pub source: Option<Text>,
    /// How uncertain it is.
    pub uncertain: Option<UncertainFormat>,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

impl Parameter {
    /// Whether the value is made up, by its own statement.
    pub fn is_illustrative(&self) -> bool {
        is_illustrative(self.source.as_ref())
    }
}

/// Whether a source says of itself that the value is made up.
pub fn is_illustrative(source: Option<&Text>) -> bool {
    source.is_some_and(|source| source.en.to_lowercase().contains("illustrative"))
}

/// A grouping of the members of a table.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Index of the table.
    pub over: usize,
    /// Each member's group.
    pub by: PlacedFormula,
    /// The order in which groups are shown.
    pub order: Vec<String>,
    /// What groups are called.
    pub labels: Vec<(String, Text)>,
}

impl Grouping {
    /// What a group is called.
    pub fn group_label(&self, group: &str) -> Text {
        self.labels
            .iter()
            .find(|(id, _)| id == group)
            .map_or_else(|| Text::same(group), |(_, text)| text.clone())
    }
}

impl Scenario {
    /// The policy that the others are compared with.
    pub fn baseline_policy(&self) -> &Policy {
        &self.policies[self.baseline]
    }

    /// The values of the parameters, in the vocabulary's order.
    pub fn parameter_values(&self) -> Vec<f64> {
        self.parameters.iter().map(|parameter| parameter.value).collect()
    }

    /// The service catalogue under a policy: the policy's own, else the scenario's.
    pub fn services_under(&self, policy: usize) -> Option<&Services> {
        self.policies[policy].services.as_ref().or(self.services.as_ref())
    }

    /// What a policy's claims on a pool are made of, as id and label: factors, or for a pool that adds up others
    /// those pools.
    pub fn claim_parts(&self, policy: usize, pool: usize) -> Vec<(&str, &Text)> {
        let combined = &self.pools[pool].combines;
        if combined.is_empty() {
            let factors = self.policies[policy].shares[pool].factors.iter();
            return factors.map(|factor| (factor.id.as_str(), &factor.label)).collect();
        }
        combined.iter().map(|pool| (self.pools[*pool].id.as_str(), &self.pools[*pool].label)).collect()
    }

    /// The place of a span of the scenario.
    pub fn place(&self, span: &Range<usize>) -> Place {
        self.texts.place(span.clone())
    }
}
