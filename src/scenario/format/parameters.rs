//! Parameters and how uncertain they are.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::Label;
use crate::scenario::placed::Placed;

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
