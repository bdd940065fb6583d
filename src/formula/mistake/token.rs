//! Numbers, names and texts that are badly written.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;

/// A number or a name that is badly written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenMistake {
    /// Digits grouped by commas or underscores, and the number that is meant.
    GroupedDigits { written: String, meant: String },
    /// A number with two points or an unfinished exponent.
    BadNumber(String),
    /// A number too large to compute with.
    HugeNumber(String),
    /// A name that starts with a digit.
    NameAfterDigit(String),
    /// A point with no column's name after it.
    NoColumnAfterPoint(String),
    /// Back quotes with nothing in them.
    EmptyName,
    /// A quotation that never ends, and its mark.
    OpenQuote(char),
}

impl Mistake for TokenMistake {
    fn words(self) -> Words {
        match self {
            Self::GroupedDigits { written, meant } => remedy(
                found(
                    format!("`{written}`: digits are not grouped in a formula"),
                    format!("{written}：公式中的数字不分节"),
                ),
                format!("write `{meant}`"),
                format!("请写 {meant}"),
            ),
            Self::BadNumber(written) => remedy(
                found(format!("`{written}` is not a number"), format!("{written} 不是数字")),
                "write numbers as `12`, `1.5` or `1e6`",
                "数字请写成 12、1.5 或 1e6 的形式",
            ),
            Self::HugeNumber(written) => found(
                format!("`{written}` is too large a number to compute with"),
                format!("{written} 太大，无法计算"),
            ),
            Self::NameAfterDigit(written) => remedy(
                found(
                    format!("`{written}`: a number runs into a name"),
                    format!("{written}：数字与名称连在一起"),
                ),
                format!(
                    "write an operator between them, or back quotes around a name that starts with a digit: \
                     `` `{written}` ``"
                ),
                format!("请在中间写运算符；若名称以数字开头，请用反引号括起来：`{written}`"),
            ),
            Self::NoColumnAfterPoint(table) => remedy(
                found(format!("no column's name follows `{table}.`"), format!("“{table}.”之后没有列名")),
                format!("write `{table}.` and the column's name, without a space"),
                format!("请写“{table}.”再写列名，中间不留空格"),
            ),
            Self::EmptyName => found("there is no name between the back quotes", "反引号之间没有名称"),
            Self::OpenQuote('`') => remedy(
                found("this name in back quotes never ends", "反引号中的名称没有结束"),
                "write the closing `` ` ``",
                "请补上结尾的反引号 `",
            ),
            Self::OpenQuote(_) => remedy(
                found("this text in quotes never ends", "引号中的文本没有结束"),
                "write the closing `\"`",
                "请补上结尾的 \"",
            ),
        }
    }
}
