//! Formulas that are beyond what is allowed.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;
use crate::formula::MOST_BYTES;
use crate::formula::MOST_LEVELS;
use crate::formula::parser::MOST_COMPARISONS;

/// A limit that a formula goes beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LimitMistake {
    /// More bytes than are allowed.
    TooLong(usize),
    /// More levels than are allowed.
    TooDeep,
    /// More comparisons in a row than are allowed.
    ManyComparisons,
}

impl Mistake for LimitMistake {
    fn words(self) -> Words {
        match self {
            Self::TooLong(bytes) => remedy(
                found(
                    format!("the formula takes {bytes} bytes; at most {MOST_BYTES} are allowed"),
                    format!("公式长 {bytes} 字节，最多允许 {MOST_BYTES} 字节"),
                ),
                "compute parts of it as columns of their own",
                "请把其中几部分另列为列",
            ),
            Self::TooDeep => remedy(
                found(
                    format!("more than {MOST_LEVELS} levels of parentheses, functions and signs"),
                    format!("括号、函数和正负号嵌套超过 {MOST_LEVELS} 层"),
                ),
                "compute the inner part as a column of its own",
                "请把内层部分另列为一列",
            ),
            Self::ManyComparisons => remedy(
                found(
                    format!("more than {MOST_COMPARISONS} comparisons in a row"),
                    format!("连续比较超过 {MOST_COMPARISONS} 次"),
                ),
                "write `AND(a < b, b < c)`",
                "请写成 AND(a < b, b < c) 的形式",
            ),
        }
    }
}
