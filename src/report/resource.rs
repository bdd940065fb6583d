//! The tidy tables of a run: one list of them, each with what its columns mean.
//!
//! A new output is one file here and one entry in [`RESOURCES`]: it is then written as CSV and Parquet, listed
//! in the manifest and described in the data package.

use std::iter;

use super::Subject;
use super::frame::Frame;
pub use super::frame::Kind;
use crate::language::Text;

pub mod answers;
pub mod awards;
pub mod groups;
pub mod mandates;
pub mod metrics;
pub mod parts;
pub mod services;
pub mod staffing;
pub mod workload;

/// Every tidy table that a run may write, in the order of the data package.
pub const RESOURCES: [&Resource; 9] = [
    &awards::AWARDS,
    &parts::PARTS,
    &metrics::METRICS,
    &groups::GROUPS,
    &services::SERVICES,
    &staffing::STAFFING,
    &answers::ANSWERS,
    &mandates::MANDATES,
    &workload::WORKLOAD,
];

/// The pieces of a table, one after the other.
pub type Frames<'a> = Box<dyn Iterator<Item = Frame<'a>> + 'a>;

/// English and Chinese words that are known when the program is built.
pub type Words = (&'static str, &'static str);

/// A value that a column may hold, with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The value as it stands in the file.
    pub value: String,
    /// What reports call it.
    pub label: Text,
    /// What it means, where the label alone does not say.
    pub about: Option<Text>,
}

impl Meaning {
    /// A value with its label.
    pub fn new(value: impl Into<String>, label: Text) -> Self {
        Meaning { value: value.into(), label, about: None }
    }
}

/// A tidy table.
#[derive(Debug)]
pub struct Resource {
    /// The stem of its files: `awards` is written as `awards.csv` and `awards.parquet`.
    pub name: &'static str,
    /// What it is.
    pub title: Words,
    /// What one row is, and what else a reader must know.
    pub about: Words,
    /// Its columns, in order.
    pub fields: &'static [Field],
    /// The columns that tell a row from every other.
    pub key: &'static [&'static str],
    /// Columns that name a row of another table: these columns, that table; they are called the same there.
    pub links: &'static [(&'static [&'static str], &'static str)],
    /// Whether it grows with the members: of a very large pool it is written as Parquet alone.
    pub by_member: bool,
    /// Its rows; `None` where the scenario has nothing of the kind and no file is written. The columns of each
    /// frame are `fields`, in their order.
    pub frames: for<'a> fn(&Subject<'a>) -> Option<Frames<'a>>,
}

/// A column of a tidy table.
#[derive(Debug)]
pub struct Field {
    /// Its heading.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it is called in reports.
    pub title: Words,
    /// What it means, well enough to be cited.
    pub about: Words,
    /// What its numbers are counted in.
    pub unit: Option<Words>,
    /// Whether every row has a value.
    pub required: bool,
    /// Whether no value lies below zero.
    pub never_below_zero: bool,
    /// The values that it may hold, where they are known.
    pub values: Option<fn(&Subject<'_>) -> Vec<Meaning>>,
}

impl Field {
    /// A column in which every row has a value.
    pub const fn new(name: &'static str, kind: Kind, title: Words, about: Words) -> Self {
        Field { name, kind, title, about, unit: None, required: true, never_below_zero: false, values: None }
    }

    /// A column that may be empty.
    pub const fn optional(self) -> Self {
        Field { required: false, ..self }
    }

    /// A column of a unit of its own.
    pub const fn counted_in(self, en: &'static str, zh: &'static str) -> Self {
        Field { unit: Some((en, zh)), ..self }
    }

    /// A column of numbers from zero up.
    pub const fn from_zero(self) -> Self {
        Field { never_below_zero: true, ..self }
    }

    /// A column of known values.
    pub const fn one_of(self, values: fn(&Subject<'_>) -> Vec<Meaning>) -> Self {
        Field { values: Some(values), ..self }
    }
}

impl Resource {
    /// Its rows, after a frame without any: so a table without rows has its heading too.
    pub fn frames<'a>(&self, subject: &Subject<'a>) -> Option<Frames<'a>> {
        let frames = (self.frames)(subject)?;
        let heading = Frame::heading(self.fields.iter().map(|field| (field.name, field.kind)));
        Some(Box::new(iter::once(heading).chain(frames)))
    }
}

/// The column `policy`, which most tables have.
pub const POLICY: Field = Field::new(
    "policy",
    Kind::Text,
    ("Policy", "方案"),
    ("Id of the policy, the way in which the pool is shared out.", "方案的标识；方案即总盘的分配办法。"),
)
.one_of(policies);

/// The column `pool`, which most tables have.
pub const POOL: Field = Field::new(
    "pool",
    Kind::Text,
    ("Pool", "总盘"),
    (
        "Id of the pool, what is shared out: money or posts. Its unit and total stand under `pools` in this package.",
        "总盘的标识；总盘即所分配的资金或编制，其单位和总额见本数据包的 `pools`。",
    ),
)
.one_of(pools);

/// The column `id` of a member.
pub const ID: Field = Field::new(
    "id",
    Kind::Text,
    ("Id", "编号"),
    (
        "Id of the member in the table that the pool is over. Text, even where it looks like a number.",
        "单位在其数据表中的编号，为文本（即使形似数字）。",
    ),
);

/// The policies of the scenario.
pub fn policies(subject: &Subject<'_>) -> Vec<Meaning> {
    subject.scenario.policies.iter().map(|policy| Meaning::new(&policy.id, policy.label.clone())).collect()
}

/// The pools of the scenario.
pub fn pools(subject: &Subject<'_>) -> Vec<Meaning> {
    subject.scenario.pools.iter().map(|pool| Meaning::new(&pool.id, pool.label.clone())).collect()
}
