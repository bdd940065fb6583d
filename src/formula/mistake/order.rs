//! Parts that are missing or out of place.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;

/// A part that is missing or out of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OrderMistake {
    /// Nothing is written.
    Empty,
    /// A parenthesis that is never closed.
    OpenParenthesis,
    /// A parenthesis that was never opened.
    StrayParenthesis,
    /// Parentheses with nothing in them.
    EmptyParentheses,
    /// Something is missing where a value should stand; before `next`, or at the end.
    NoValue { next: Option<String> },
    /// Two values with nothing between them.
    NoOperator(String),
}

impl Mistake for OrderMistake {
    fn words(self) -> Words {
        match self {
            Self::Empty => {
                let words = found("the formula is empty", "公式是空的");
                remedy(
                    words,
                    "write a value, such as `18 * population`",
                    "请写出算式，例如 `18 * population`",
                )
            }
            Self::OpenParenthesis => remedy(
                found("this parenthesis is never closed", "这个左括号没有对应的右括号"),
                "write the missing `)`",
                "请补上 )",
            ),
            Self::StrayParenthesis => remedy(
                found("nothing opens this parenthesis", "这个右括号没有对应的左括号"),
                "leave it out, or write the missing `(`",
                "请删去，或补上 (",
            ),
            Self::EmptyParentheses => remedy(
                found("there is nothing between the parentheses", "括号中没有内容"),
                "write a value between them",
                "请在括号中写出算式",
            ),
            Self::NoValue { next: Some(next) } => {
                let words = found(
                    format!("a value is missing before `{next}`"),
                    format!("{next} 之前缺少数值或算式"),
                );
                remedy(
                    words,
                    format!("write a value there, or leave `{next}` out"),
                    format!("请在此处写出数值，或删去 {next}"),
                )
            }
            Self::NoValue { next: None } => remedy(
                found("the formula stops where a value should follow", "公式在应有数值的地方中断了"),
                "write the value that is missing at the end",
                "请补上末尾缺少的数值",
            ),
            Self::NoOperator(next) => remedy(
                found(
                    format!("`{next}` follows a value without an operator"),
                    format!("{next} 与前面的数值之间没有运算符"),
                ),
                "write an operator between them, such as `*`; a name with spaces stands in back quotes",
                "请在中间写运算符（如 *）；名称中有空格时，请用反引号括起来",
            ),
        }
    }
}
