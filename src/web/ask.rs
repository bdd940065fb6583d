//! What the page asks, as it comes; every list and every text in it is bounded.

use serde::Deserialize;

use super::refusal::Refusal;
use crate::language::Language;
use crate::language::Text;

/// The most values set at once.
const MOST_SET: usize = 400;
/// The longest of them, in bytes.
const LONGEST_SET: usize = 4_096;
/// The longest name or search, in bytes.
const LONGEST_NAME: usize = 512;
/// The most rows of a table sent at once.
pub const MOST_ROWS: usize = 500;

/// A scenario by its id (empty: the one the server began with) and what is set in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutAsk {
    #[serde(default)]
    pub scenario: String,
    #[serde(default)]
    pub ticket: Option<u64>,
}

/// One of the two sides that are compared: what is set, and a policy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    #[serde(default)]
    pub set: Vec<String>,
    #[serde(default)]
    pub policy: String,
}

/// What the main page shows: one pool on two sides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewAsk {
    #[serde(default)]
    pub scenario: String,
    pub now: Side,
    pub other: Side,
    pub pool: String,
    #[serde(default)]
    pub rows: RowsAsk,
    #[serde(default)]
    pub ticket: Option<u64>,
}

/// Which rows of the table of members.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowsAsk {
    #[serde(default)]
    pub search: String,
    #[serde(default)]
    pub sort: String,
    #[serde(default)]
    pub descending: bool,
    #[serde(default)]
    pub from: usize,
    #[serde(default)]
    pub count: usize,
}

/// One award to be explained, or the charts of one pool, or a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductAsk {
    #[serde(default)]
    pub scenario: String,
    #[serde(default)]
    pub set: Vec<String>,
    #[serde(default)]
    pub pool: String,
    #[serde(default)]
    pub policy: String,
    /// The member's id, or the file's name.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub language: LanguageAsk,
    #[serde(default)]
    pub ticket: Option<u64>,
}

/// How far a request is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepAsk {
    pub ticket: u64,
}

/// The reader's language.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LanguageAsk {
    #[default]
    En,
    Zh,
}

impl From<LanguageAsk> for Language {
    fn from(language: LanguageAsk) -> Self {
        match language {
            LanguageAsk::En => Language::English,
            LanguageAsk::Zh => Language::Chinese,
        }
    }
}

/// A request that can be out of bounds.
pub trait Bounded {
    /// # Errors
    /// [`Refusal::Malformed`] where something is longer than it may be.
    fn check(&self) -> Result<(), Refusal>;
}

impl Bounded for AboutAsk {
    fn check(&self) -> Result<(), Refusal> {
        names(&[&self.scenario])
    }
}

impl Bounded for ViewAsk {
    fn check(&self) -> Result<(), Refusal> {
        names(&[&self.scenario, &self.pool, &self.rows.search, &self.rows.sort])?;
        for side in [&self.now, &self.other] {
            names(&[&side.policy])?;
            values(&side.set)?;
        }
        if self.rows.count > MOST_ROWS {
            return Err(too_long());
        }
        Ok(())
    }
}

impl Bounded for ProductAsk {
    fn check(&self) -> Result<(), Refusal> {
        names(&[&self.scenario, &self.pool, &self.policy, &self.name])?;
        values(&self.set)
    }
}

impl Bounded for StepAsk {
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

fn names(names: &[&str]) -> Result<(), Refusal> {
    if names.iter().any(|name| name.len() > LONGEST_NAME) { Err(too_long()) } else { Ok(()) }
}

fn values(set: &[String]) -> Result<(), Refusal> {
    let is_long = set.len() > MOST_SET || set.iter().any(|value| value.len() > LONGEST_SET);
    if is_long { Err(too_long()) } else { Ok(()) }
}

fn too_long() -> Refusal {
    Refusal::Malformed(Text::new("a part of the request is too long", "请求中有一部分过长"))
}
