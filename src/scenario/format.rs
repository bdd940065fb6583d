//! The scenario file as it is written: one type per table of the TOML. The JSON Schema is generated from
//! these types, and the file is checked against that schema, so the three cannot disagree.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;

use super::placed::Placed;

mod value;

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

/// A table of facts: a file with a column `id`, one row per member; or rows generated from another table's.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableFormat {
    /// The file (CSV, Parquet or XLSX), relative to the scenario.
    pub file: Option<Placed<String>>,
    /// In place of a file: rows into which the rows of another table are divided, such as grids (网格).
    pub generate: Option<Placed<GenerateFormat>>,
    /// The encoding of a CSV file; default UTF-8.
    pub encoding: Option<EncodingFormat>,
    /// The sheet of a workbook; default the first.
    pub sheet: Option<String>,
    /// The table that these rows belong to, and the column that names it.
    pub parent: Option<ParentFormat>,
    /// Columns computed from others, in order; later ones may use earlier ones.
    #[serde(default)]
    pub columns: Named<Placed<FormulaText>>,
    /// How uncertain columns of the file are, for simulation.
    #[serde(default)]
    pub uncertain: Named<Placed<NoiseFormat>>,
}

/// How uncertain a column is: what its figures are multiplied by in each draw. At least one of the two.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct NoiseFormat {
    /// A factor of each member's own.
    pub member: Option<UncertainFormat>,
    /// One factor for all members.
    pub shared: Option<UncertainFormat>,
}

/// Divides each row of a table into parts of at most `per`, as even as whole numbers allow; the parts are the
/// rows of a table of their own, below the first. Its columns are `id` (the row's id, a hyphen and a number),
/// `name`, the row's id under the singular of its table's name (`communities`: `community`), and `by`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GenerateFormat {
    /// The table whose rows are divided.
    pub from: Placed<String>,
    /// The column that is divided, in whole numbers: `households`.
    pub by: Placed<String>,
    /// The most that one part has: a number, a parameter, or a formula over the table that is divided.
    pub per: Placed<FormulaText>,
}

/// How the characters of a CSV file are encoded.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum EncodingFormat {
    /// UTF-8, with or without a byte order mark.
    #[serde(alias = "utf8")]
    #[serde(rename = "utf-8")]
    Utf8,
    /// GBK (and GB2312), as older Chinese spreadsheets save it.
    Gbk,
}

/// The service catalogue: a file whose columns are `id, label_en, label_zh, department, kind, per, hours, yuan,
/// admitted, funded`. A value of an item is set with `--set services.ITEM.COLUMN=VALUE`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesFormat {
    /// The file (CSV, Parquet or XLSX), relative to the scenario.
    pub file: Placed<String>,
    /// The table whose members do the work.
    pub over: Placed<String>,
    /// The encoding of a CSV file; default UTF-8.
    pub encoding: Option<EncodingFormat>,
    /// The sheet of a workbook; default the first.
    pub sheet: Option<String>,
    /// Hours that one post works in a year; turns hours freed into posts.
    pub hours_per_post: Option<Placed<FormulaText>>,
}

/// What a policy changes in one item of the service catalogue, such as a plaque taken down (减负).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceChangeFormat {
    /// The driver: units a year, a formula over the catalogue's table.
    pub per: Option<Placed<FormulaText>>,
    /// Hours per driver unit and year.
    pub hours: Option<Placed<f64>>,
    /// Yuan per driver unit and year.
    pub yuan: Option<Placed<f64>>,
    /// Whether it is admitted (准入).
    pub admitted: Option<Placed<bool>>,
    /// The share of its yuan that comes with it, from 0 to 1.
    pub funded: Option<Placed<f64>>,
}

/// The parent of a table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParentFormat {
    /// The parent table's name.
    pub table: Placed<String>,
    /// The column of this table that holds the parent's id.
    pub column: Placed<String>,
}

/// A number that somebody chooses.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterFormat {
    /// The number.
    pub value: Placed<f64>,
    /// What it is counted in.
    pub unit: Option<Label>,
    /// The smallest and the largest value that may be chosen.
    pub range: Option<Placed<[f64; 2]>>,
    /// What it is called; default its name.
    pub label: Option<Label>,
    /// Where it comes from; `illustrative` for a made-up value.
    pub source: Option<Label>,
    /// How uncertain it is, for simulation and sensitivity.
    pub uncertain: Option<Placed<UncertainFormat>>,
}

/// The distribution of an uncertain number.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(tag = "distribution", rename_all = "lowercase", deny_unknown_fields)]
pub enum UncertainFormat {
    /// Any value between `min` and `max` alike.
    Uniform {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// Triangular with its most likely value.
    Triangular {
        /// Smallest value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        max: f64,
    },
    /// PERT (a beta distribution) with its most likely value.
    Pert {
        /// Smallest value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        max: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Lognormal, by the mean and deviation of the quantity itself.
    Lognormal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
}

/// What is shared out: one of `money`, `posts`, `quantity`; or, with `combines`, several pools added up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PoolFormat {
    /// The table whose members share it.
    pub over: Placed<String>,
    /// What it is called; default its name.
    pub label: Option<Label>,
    /// Yuan, at most two decimals.
    pub money: Option<Placed<AmountText>>,
    /// Whole posts.
    pub posts: Option<Placed<AmountText>>,
    /// Any other quantity, at most two decimals; needs `unit`.
    pub quantity: Option<Placed<AmountText>>,
    /// Pools that this one adds up, member by member; no policy shares it. Its standard is the need that all of
    /// them together are to meet.
    pub combines: Option<Vec<Placed<String>>>,
    /// What `quantity` is counted in.
    pub unit: Option<Placed<Label>>,
    /// The smallest amount given; default 0.01 (for posts 1).
    pub step: Option<Placed<AmountText>>,
    /// Who takes part: a formula that is TRUE for them; default all.
    #[serde(rename = "where")]
    pub members: Option<Placed<FormulaText>>,
    /// Parts of the pool that are kept apart.
    pub strata: Option<StrataFormat>,
    /// Where the total comes from; `illustrative` for a made-up one.
    pub source: Option<Label>,
}

/// Parts of a pool that are kept apart: members by a text column, and each part's total.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrataFormat {
    /// The column that names each member's part.
    pub column: Placed<String>,
    /// Each part's total; they add up to the pool.
    pub totals: Named<Placed<AmountText>>,
}

/// The standard of need of a pool.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardFormat {
    /// Each member's need, in the pool's unit (yuan, posts, …); or else `wisn`.
    pub need: Option<Placed<FormulaText>>,
    /// The staff that the work needs, by the WHO's workload indicators of staffing need.
    pub wisn: Option<Placed<WisnFormat>>,
    /// What the standard is called.
    pub label: Option<Label>,
    /// Where it comes from.
    pub source: Option<Label>,
}

/// Residents' requests, answered by a share of each member's posts: every member is a counter with a queue (Erlang C).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswersFormat {
    /// The pool of posts whose holders answer.
    pub pool: Placed<String>,
    /// Requests a year of each member; default `request_count` of the service catalogue, added up where the pool is
    /// over a table above.
    pub requests: Option<Placed<FormulaText>>,
    /// Hours that answering one takes; default the catalogue's mean over its request items.
    pub hours_per_request: Option<Placed<FormulaText>>,
    /// The share of a member's award that answers, from 0 to 1; whole people, rounded down.
    pub staff_share: Placed<FormulaText>,
    /// Opening hours a year.
    pub opening_hours: Placed<FormulaText>,
    /// The target: opening hours within which a request should be taken up.
    pub within: Placed<FormulaText>,
    /// What is passed up to departments.
    pub whistle: Option<WhistleFormat>,
}

/// Requests that communities pass up (吹哨) to a counter of the departments (报到).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhistleFormat {
    /// The share of a member's requests that is passed up, from 0 to 1.
    pub share: Placed<FormulaText>,
    /// Hours that answering one takes at the departments.
    pub hours_per_request: Placed<FormulaText>,
    /// How many answer at the departments.
    pub staff: Placed<FormulaText>,
}

/// Required staff by WISN (WHO 2010): hours ÷ available working time × category allowance factor + individual
/// allowance factor. Every value is a number, a parameter, or a formula over the pool's table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WisnFormat {
    /// Hours a year of the service activities.
    pub hours: Placed<FormulaText>,
    /// Weeks in the year; default 52.
    pub weeks: Option<Placed<FormulaText>>,
    /// Working days in a week; default 5.
    pub days_per_week: Option<Placed<FormulaText>>,
    /// Public holidays, in working days a year.
    pub holidays: Placed<FormulaText>,
    /// Annual leave, in working days a year.
    pub leave: Placed<FormulaText>,
    /// Sick leave, in working days a year.
    pub sickness: Placed<FormulaText>,
    /// Training, in working days a year.
    pub training: Placed<FormulaText>,
    /// Working hours in a day; default 8.
    pub hours_per_day: Option<Placed<FormulaText>>,
    /// The share of working time that all staff give to support work, from 0 to below 1; default 0.
    pub category_allowance: Option<Placed<FormulaText>>,
    /// Hours a year of additional activities that some staff have; default 0.
    pub individual_allowance_hours: Option<Placed<FormulaText>>,
}

/// A policy: its label, what it changes in the service catalogue, and for every pool how it is shared.
#[derive(Debug)]
pub struct PolicyFormat {
    /// What it is called; default its name.
    pub label: Option<Label>,
    /// What it changes in the service catalogue, by item.
    pub services: Named<ServiceChangeFormat>,
    /// By the pool's name.
    pub shares: Named<ShareFormat>,
}

impl<'de> Deserialize<'de> for PolicyFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = PolicyFormat;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a policy: a table with a label and one entry per pool")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PolicyFormat, A::Error> {
                let mut policy = PolicyFormat { label: None, services: Named::new(), shares: Named::new() };
                while let Some(key) = map.next_key::<Placed<String>>()? {
                    match key.value.as_str() {
                        "label" => policy.label = Some(map.next_value()?),
                        "services" => policy.services = map.next_value()?,
                        _ => {
                            policy.shares.insert(key, map.next_value()?);
                        }
                    }
                }
                Ok(policy)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl JsonSchema for PolicyFormat {
    fn schema_name() -> Cow<'static, str> {
        "PolicyFormat".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let label = generator.subschema_for::<Label>();
        let change = generator.subschema_for::<ServiceChangeFormat>();
        let services = json_schema!({
            "description": "What the policy changes in the service catalogue, by item.",
            "type": "object",
            "additionalProperties": change,
        });
        let share = generator.subschema_for::<ShareFormat>();
        json_schema!({
            "description": "A policy: its label, what it changes in the service catalogue, and for every pool \
                            how it is shared.",
            "type": "object",
            "properties": { "label": label, "services": services },
            "additionalProperties": share,
        })
    }
}

/// How a policy shares one pool.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareFormat {
    /// The rule that turns claims and the total into awards.
    pub rule: Placed<RuleId>,
    /// How awards are rounded to whole steps; default `largest-remainder` for money, `webster` for posts.
    pub round: Option<Placed<RoundingId>>,
    /// Whether the pool's strata are kept apart; default `keep`.
    pub strata: Option<Placed<StrataUse>>,
    /// What happens where two members have exactly the same right to a step; default `id`.
    pub ties: Option<Placed<TiesId>>,
    /// The least that each member gets.
    pub floor: Option<Placed<FormulaText>>,
    /// The most that each member gets.
    pub cap: Option<Placed<FormulaText>>,
    /// What each member has already, for `level-up`; default 0.
    pub existing: Option<Placed<FormulaText>>,
    /// The parts of the claim.
    #[serde(default)]
    pub factors: Vec<FactorFormat>,
    /// Items of the service catalogue, each a part of the claim (费随事转); money only.
    pub items: Option<Placed<ItemsFormat>>,
}

/// Which items of the service catalogue a share carries money for, and how much of their yuan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsFormat {
    /// Which part of an item's yuan is claimed; default `unfunded`.
    #[serde(default)]
    pub part: ItemPart,
    /// The departments whose items are carried; default all.
    pub departments: Option<Vec<Placed<String>>>,
}

/// A part of the yuan of an item.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ItemPart {
    /// All of it.
    Cost,
    /// What comes with the item.
    Funded,
    /// What does not come with it.
    #[default]
    Unfunded,
}

/// A part of the claim.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorFormat {
    /// Its id, unique within the policy's pool.
    pub id: Placed<String>,
    /// What it is called; default its id.
    pub label: Option<Label>,
    /// Each member's amount.
    pub amount: Placed<FormulaText>,
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

/// Whether a policy keeps a pool's strata apart.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum StrataUse {
    /// Each stratum shares out its own total.
    #[default]
    Keep,
    /// One total for all.
    Merge,
}
