//! How residents' requests are answered.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::FormulaText;
use crate::scenario::placed::Placed;

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
