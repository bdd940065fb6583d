//! What is shared out, and the standards of need.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Named;
use super::value::AmountText;
use super::value::FormulaText;
use super::value::Label;
use crate::scenario::placed::Placed;

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
