//! Numbers of arguments, and types, that do not fit.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;
use crate::formula::value::Type;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FitMistake {
    /// A wrong number of arguments.
    WrongCount { name: &'static str, usage: &'static str, given: usize },
    /// IF without the value for the other case.
    IfWithoutElse,
    /// A value of the wrong type: what needs it, the type needed, the type found, and the column it is.
    WrongType { by: String, needed: Type, found: Type, column: Option<String> },
    /// A comparison of two types.
    Incomparable { left: (Type, Option<String>), right: (Type, Option<String>) },
    /// `<` and the like between texts or truth values.
    Unordered(Type),
    /// Two values of different types where the result may be either.
    TwoTypes { by: &'static str, first: Type, second: Type },
}

impl Mistake for FitMistake {
    fn words(self) -> Words {
        match self {
            Self::WrongCount { name, usage, given } => remedy(
                found(
                    format!("{name} cannot take {given} argument{}", if given == 1 { "" } else { "s" }),
                    format!("{name} 的参数个数不能是 {given} 个"),
                ),
                format!("write `{usage}`; a comma separates arguments and never groups digits"),
                format!("请写成 {usage}；逗号只分隔参数，不用于数字分节"),
            ),
            Self::IfWithoutElse => remedy(
                found("this IF does not say what the value is otherwise", "这个 IF 没有写明条件不成立时的值"),
                "add the value otherwise: `IF(condition, value if true, value if false)`",
                "请补上条件不成立时的值：IF(条件, 成立时的值, 不成立时的值)",
            ),
            Self::WrongType { by, needed, found: type_found, column } => {
                let (en, zh) = shown(type_found, column);
                let label = needed.label();
                let words = found(
                    format!("{by} needs {}, but {en}", label.en),
                    format!("{by} 需要{}，而{zh}", label.zh),
                );
                let (en, zh) = match needed {
                    Type::Number => (
                        "use a column of numbers, or turn it into one with IF",
                        "请使用数值列，或用 IF 换成数值",
                    ),
                    Type::Text => {
                        ("use a column of text, or a text in double quotes", "请使用文本列，或加双引号的文本")
                    }
                    Type::Truth => (
                        "write a comparison, such as `population > 1000`",
                        "请写比较式，例如 population > 1000",
                    ),
                };
                remedy(words, en, zh)
            }
            Self::Incomparable { left, right } => {
                let ((left_en, left_zh), (right_en, right_zh)) =
                    (shown(left.0, left.1), shown(right.0, right.1));
                remedy(
                    found(
                        format!("two types are compared: {left_en}, and {right_en}"),
                        format!("比较的两边类型不同：{left_zh}，{right_zh}"),
                    ),
                    "compare like with like: text stands in double quotes, numbers do not",
                    "请比较同类的值：文本要加双引号，数字不加",
                )
            }
            Self::Unordered(kind) => remedy(
                found(
                    format!("{} is neither less nor greater than another", kind.label().en),
                    format!("{}之间不能比较大小", kind.label().zh),
                ),
                "compare with `=` or `<>`",
                "请用 = 或 <> 比较",
            ),
            Self::TwoTypes { by, first, second } => remedy(
                found(
                    format!(
                        "the values of {by} are of two types: {} and {}",
                        first.label().en,
                        second.label().en
                    ),
                    format!("{by} 的两个值类型不同：{}与{}", first.label().zh, second.label().zh),
                ),
                "give both the same type",
                "请使两个值类型相同",
            ),
        }
    }
}

/// A value's type, and the column that it is.
fn shown(kind: Type, column: Option<String>) -> (String, String) {
    let label = kind.label();
    match column {
        Some(column) => (format!("column `{column}` is {}", label.en), format!("“{column}”列是{}", label.zh)),
        None => (format!("this is {}", label.en), format!("此处是{}", label.zh)),
    }
}
