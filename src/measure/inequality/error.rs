//! Why a distribution cannot be judged.

use std::error::Error;
use std::fmt;

use crate::language::Text;

/// Why a distribution cannot be judged at all.
#[derive(Clone, Debug, PartialEq)]
pub enum InequalityError {
    /// No value, or no weight above zero.
    Empty,
    /// As many weights (or groups) as values are needed.
    Lengths {
        /// The number of values.
        values: usize,
        /// The number of weights or groups.
        others: usize,
    },
    /// A value that is infinite or no number.
    BadValue {
        /// Its place, from 0.
        place: usize,
        /// What was found.
        value: f64,
    },
    /// A weight below zero, infinite or no number.
    BadWeight {
        /// Its place, from 0.
        place: usize,
        /// What was found.
        weight: f64,
    },
}

impl InequalityError {
    /// The cause in both languages.
    pub fn text(&self) -> Text {
        match self {
            InequalityError::Empty => Text::new("no value has a weight above zero", "没有权重大于零的数值"),
            InequalityError::Lengths { values, others } => Text::new(
                format!("there are {values} values and {others} weights or groups"),
                format!("数值有 {values} 个，权重或分组有 {others} 个"),
            ),
            InequalityError::BadValue { place, value } => Text::new(
                format!("value {} is {value}; it must be finite", place + 1),
                format!("第 {} 个数值为 {value}，应为有限数", place + 1),
            ),
            InequalityError::BadWeight { place, weight } => Text::new(
                format!("weight {} is {weight}; it must be finite and not below zero", place + 1),
                format!("第 {} 个权重为 {weight}，应为不小于零的有限数", place + 1),
            ),
        }
    }
}

impl fmt::Display for InequalityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl Error for InequalityError {}
