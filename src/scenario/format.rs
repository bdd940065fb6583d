//! The scenario file as it is written: one type per table of the TOML. The JSON Schema is generated from
//! these types, and the file is checked against that schema, so the three cannot disagree.

mod answers;
mod parameters;
mod policies;
mod pools;
mod services;
mod tables;
mod value;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::placed::Placed;

pub use answers::AnswersFormat;
pub use answers::WhistleFormat;
pub use parameters::ParameterFormat;
pub use parameters::UncertainFormat;
pub use policies::FactorFormat;
pub use policies::ItemPart;
pub use policies::ItemsFormat;
pub use policies::PolicyFormat;
pub use policies::ShareFormat;
pub use policies::StrataUse;
pub use pools::PoolFormat;
pub use pools::StandardFormat;
pub use pools::StrataFormat;
pub use pools::WisnFormat;
pub use services::ServiceChangeFormat;
pub use services::ServicesFormat;
pub use tables::EncodingFormat;
pub use tables::GenerateFormat;
pub use tables::NoiseFormat;
pub use tables::ParentFormat;
pub use tables::TableFormat;
pub use value::AmountText;
pub use value::FormulaText;
pub use value::Label;
pub use value::RoundingId;
pub use value::RuleId;
pub use value::TiesId;
pub use value::operand;

/// A table of the file whose keys are names chosen by its author, in the order written.
pub type Named<T> = IndexMap<Placed<String>, T>;

/// A scenario: the tables, what is shared out, and the policies that are compared.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "junheng scenario")]
pub struct ScenarioFormat {
    /// What the scenario is called.
    pub title: Label,
    /// The question it asks, in one sentence.
    pub question: Option<Label>,
    /// The budget year; `year` in formulas.
    #[schemars(range(min = 1900, max = 2200))]
    pub year: Placed<i32>,
    /// The policy that the others are compared with.
    pub baseline: Placed<String>,
    /// The tables of facts, by name.
    #[schemars(extend("minProperties" = 1))]
    pub tables: Named<TableFormat>,
    /// The numbers that somebody chooses, by name.
    #[serde(default)]
    pub parameters: Named<ParameterFormat>,
    /// What is shared out, by name.
    #[schemars(extend("minProperties" = 1))]
    pub pools: Named<PoolFormat>,
    /// The standard of need of each pool, by the pool's name.
    #[serde(default)]
    pub standards: Named<StandardFormat>,
    /// The service catalogue: who asks communities for what.
    pub services: Option<ServicesFormat>,
    /// How residents' requests are answered (吹哨报到).
    pub answers: Option<Placed<AnswersFormat>>,
    /// How each pool is shared, by the policy's name.
    #[schemars(extend("minProperties" = 2))]
    pub policies: Named<PolicyFormat>,
    /// Groups of members that the results are added up by.
    #[serde(default)]
    pub groups: Named<GroupFormat>,
    /// Which uncertain numbers go together: `"one~other"` and the correlation of their ranks, from -1 to 1. A column
    /// is named with its table (`communities.population`), for the factor that all its figures share.
    #[serde(default)]
    pub correlations: Named<Placed<f64>>,
}

/// A grouping of the members of a table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupFormat {
    /// The table whose members are grouped.
    pub over: Placed<String>,
    /// The group of each member.
    pub by: Placed<FormulaText>,
    /// What the grouping is called; default its name.
    pub label: Option<Label>,
    /// The order in which groups are shown; others follow.
    #[serde(default)]
    pub order: Vec<Placed<String>>,
    /// What each group is called; default its value.
    #[serde(default)]
    pub labels: Named<Label>,
}
