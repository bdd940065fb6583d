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
pub mod generation;
pub mod overrides;
pub mod placed;
pub mod services;
pub mod shape;
mod syntax;
pub mod uncertainty;
pub mod wisn;

use std::ops::Range;
use std::sync::Arc;

use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::formula::EvaluationProblem;
use crate::formula::Formula;
use crate::formula::Vocabulary;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::quantity::Unit;
use crate::table::Table;
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
pub use generation::Generation;
pub use generation::regenerate;
pub use placed::Texts;
pub use services::Service;
pub use services::ServiceColumn;
pub use services::ServiceKind;
pub use services::Services;
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

/// A table as the scenario names it.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name in the scenario.
    pub name: String,
    /// The file that holds it, or how it is generated.
    pub source: TableSource,
    /// Index of the parent table and the column that names the parent.
    pub parent: Option<(usize, String)>,
    /// Columns that are not in the file, in order; they follow the file's columns in the vocabulary.
    pub derived: Vec<DerivedColumn>,
    /// Index in the vocabulary of the first derived column.
    pub first_derived: usize,
}

/// Where the rows of a table come from.
#[derive(Clone, Debug)]
pub enum TableSource {
    /// A file.
    File(TableFile),
    /// Another table, whose rows are divided.
    Generated(Box<Generation>),
}

impl TableSpec {
    /// How it is generated; `None` for a table from a file.
    pub fn generation(&self) -> Option<&Generation> {
        match &self.source {
            TableSource::File(_) => None,
            TableSource::Generated(generation) => Some(generation),
        }
    }
}

/// A column that is computed.
#[derive(Clone, Debug)]
pub struct DerivedColumn {
    /// Its name.
    pub name: String,
    /// What it is computed from.
    pub from: Derivation,
}

/// What a column is computed from.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// A formula of the scenario.
    Formula(Box<PlacedFormula>),
    /// The service catalogue.
    Services(ServiceColumn),
}

impl DerivedColumn {
    /// The formula it is computed by, unless it comes from the service catalogue.
    pub fn formula(&self) -> Option<&PlacedFormula> {
        match &self.from {
            Derivation::Formula(formula) => Some(formula),
            Derivation::Services(_) => None,
        }
    }
}

/// The tables of a scenario, in its order, with each child row's parent row.
#[derive(Debug)]
pub struct Tables {
    /// One per table of the scenario.
    pub tables: Vec<Arc<Table>>,
    /// For a table with a parent: the parent's row of each of its rows.
    pub parent_rows: Vec<Option<Vec<u32>>>,
    /// The service catalogue as a table, if there is one.
    pub catalogue: Option<Arc<Table>>,
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

/// A compiled formula and where it stands.
#[derive(Clone, Debug)]
pub struct PlacedFormula {
    /// The formula.
    pub formula: Formula,
    /// What it computes, for messages: `factor size of policy differentiated`.
    pub role: Text,
    pub(crate) anchor: Anchor,
}

/// Where a formula stands.
#[derive(Clone, Debug)]
pub(crate) enum Anchor {
    /// In a text, at these bytes.
    Text(Arc<Texts>, Range<usize>),
    /// In a cell of a table.
    Cell(Place),
}

impl PlacedFormula {
    /// The place of some bytes of the formula; of a formula in a cell, the cell.
    pub fn place(&self, inner: &Range<usize>) -> Place {
        match &self.anchor {
            Anchor::Text(texts, span) => texts.place_inside(span, inner),
            Anchor::Cell(place) => place.clone(),
        }
    }

    /// The place of the whole formula.
    pub fn whole_place(&self) -> Place {
        self.place(&(0..self.formula.text().len()))
    }

    /// What went wrong on evaluation, with the member named.
    pub fn problem(&self, scenario: &Scenario, tables: &Tables, problem: &EvaluationProblem) -> Problem {
        let table = &scenario.tables[problem.table].name;
        let member = problem.row.map(|row| {
            let table = &tables.tables[problem.table];
            match (table.id(row), table.name(row)) {
                (id, name) if id == name => id.to_owned(),
                (id, name) => format!("{id} {name}"),
            }
        });
        let (en, zh) = match member {
            Some(member) => (
                format!("{} of {table} `{member}`: {}", self.role.en, problem.found.en),
                format!("{table} `{member}` 的{}：{}", self.role.zh, problem.found.zh),
            ),
            None => (
                format!("{}: {}", self.role.en, problem.found.en),
                format!("{}：{}", self.role.zh, problem.found.zh),
            ),
        };
        Problem { remedy: problem.remedy.clone(), ..Problem::new(self.place(&problem.span), en, zh) }
    }
}

/// What is shared out.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Index of the table whose members share it.
    pub over: usize,
    /// What it is counted in.
    pub unit: Unit,
    /// The total, in parts of the unit (fen, posts).
    pub total: i64,
    /// The smallest amount given, in parts of the unit.
    pub step: i64,
    /// Who takes part; all where absent.
    pub members: Option<PlacedFormula>,
    /// Parts that are kept apart.
    pub strata: Option<Strata>,
    /// Each member's need, in whole units.
    pub need: Option<Need>,
    /// Where the total comes from.
    pub source: Option<Text>,
    /// The pools that this one adds up, by index; empty for a pool that is shared out.
    pub combines: Vec<usize>,
    /// Where the pool stands in the file.
    pub span: Range<usize>,
}

impl Pool {
    /// Whether the pool adds up others instead of being shared out itself.
    pub fn is_combined(&self) -> bool {
        !self.combines.is_empty()
    }
}

/// The parts of a pool: the column that names each member's part, and each part's total.
#[derive(Clone, Debug)]
pub struct Strata {
    /// The text column.
    pub column: String,
    /// Each part's name and total, in parts of the pool's unit.
    pub totals: Vec<(String, i64)>,
    /// Where the totals stand in the file.
    pub span: Range<usize>,
}

/// A standard of need.
#[derive(Clone, Debug)]
pub struct Need {
    /// The formula, in the pool's whole units.
    pub formula: PlacedFormula,
    /// What the formula was put together from, where the standard is one by WISN.
    pub wisn: Option<Wisn>,
    /// What the standard is called.
    pub label: Option<Text>,
    /// Where it comes from.
    pub source: Option<Text>,
}

/// How every pool is shared.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// One per pool, in the pools' order.
    pub shares: Vec<Share>,
    /// The service catalogue as this policy changes it, where it does.
    pub services: Option<Services>,
}

/// How a policy shares one pool.
#[derive(Clone, Debug)]
pub struct Share {
    /// The rule.
    pub rule: Rule,
    /// The rounding to whole steps.
    pub rounding: Rounding,
    /// What happens in an exact tie.
    pub ties: TiePolicy,
    /// Whether the pool's strata are ignored.
    pub merge: bool,
    /// The least that each member gets, in whole units.
    pub floor: Option<PlacedFormula>,
    /// The most that each member gets, in whole units.
    pub cap: Option<PlacedFormula>,
    /// What each member has already, in whole units.
    pub existing: Option<PlacedFormula>,
    /// The parts of the claim.
    pub factors: Vec<Factor>,
    /// Where the share stands in the file.
    pub span: Range<usize>,
}

/// A part of the claim.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Each member's amount, in whole units.
    pub amount: PlacedFormula,
    /// The item of the policy's catalogue that it carries money for, where it does.
    pub item: Option<CarriedItem>,
}

/// An item of the service catalogue as a part of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedItem {
    /// Its index in the policy's catalogue.
    pub index: usize,
    /// The part of its yuan that is claimed. Where that takes in what comes with the item, this comes through the
    /// pool and is not counted besides.
    pub part: ItemPart,
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
