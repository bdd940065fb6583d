//! Mistakes of meaning: what can be read, but names nothing or does not fit.

use std::ops::Range;

use super::Words;
use super::found;
use super::problem;
use super::remedy;
use crate::formula::FormulaProblem;
use crate::formula::value::Type;

/// A mistake of meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MeaningMistake {
    /// A name that is neither a column of the table nor a parameter; with what may have been meant.
    UnknownName { name: String, table: String, meant: Option<String> },
    /// A table that does not exist; with what may have been meant.
    UnknownTable { name: String, meant: Option<String> },
    /// A column that its table does not have; with what may have been meant.
    UnknownColumn { table: String, name: String, meant: Option<String> },
    /// A function that does not exist; with what may have been meant.
    UnknownFunction { name: String, meant: Option<String> },
    /// A table's name where a column should stand.
    TableAsValue(String),
    /// A function's name without parentheses; how it is written.
    FunctionAsValue { name: &'static str, usage: &'static str },
    /// A column of a table that has no link to the formula's table.
    Unrelated { other: String, table: String },
    /// A column of a table below the formula's, outside an aggregate.
    BelowOutsideAggregate { written: String, table: String },
    /// Columns of two tables that are not above one another, in one aggregate.
    TwoTables { first: String, second: String },
    /// `baseline` where it may not be used.
    BaselineRefused,
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
    /// Something other than a column where only a column can be blank.
    NotColumn,
    /// PERCENTILE's share depends on rows.
    VaryingShare,
}

impl MeaningMistake {
    /// The problem at a place.
    pub(crate) fn at(self, span: Range<usize>) -> FormulaProblem {
        problem(span, self.words())
    }

    fn words(self) -> Words {
        match self {
            Self::UnknownName { .. }
            | Self::UnknownTable { .. }
            | Self::UnknownColumn { .. }
            | Self::UnknownFunction { .. }
            | Self::TableAsValue(_)
            | Self::FunctionAsValue { .. } => self.name_words(),
            Self::Unrelated { .. }
            | Self::BelowOutsideAggregate { .. }
            | Self::TwoTables { .. }
            | Self::BaselineRefused
            | Self::NotColumn
            | Self::VaryingShare => self.reach_words(),
            _ => self.fit_words(),
        }
    }

    /// Words for a name without a meaning.
    fn name_words(self) -> Words {
        let (words, meant) = match self {
            Self::UnknownName { name, table, meant } => (
                found(
                    format!("`{name}` is neither a column of {table} nor a parameter"),
                    format!("“{name}”既不是 {table} 的列，也不是参数"),
                ),
                meant,
            ),
            Self::UnknownTable { name, meant } => {
                (found(format!("there is no table `{name}`"), format!("没有名为“{name}”的表")), meant)
            }
            Self::UnknownColumn { table, name, meant } => (
                found(format!("{table} has no column `{name}`"), format!("{table} 没有“{name}”这一列")),
                meant,
            ),
            Self::UnknownFunction { name, meant } => {
                (found(format!("there is no function `{name}`"), format!("没有函数 {name}")), meant)
            }
            Self::TableAsValue(name) => {
                let words =
                    found(format!("`{name}` is a table, not a value"), format!("“{name}”是表，不是数值"));
                return remedy(
                    words,
                    format!("name one of its columns: `{name}.column`"),
                    format!("请写出其中一列：{name}.列名"),
                );
            }
            Self::FunctionAsValue { name, usage } => {
                let words = found(format!("`{name}` is a function"), format!("{name} 是函数"));
                return remedy(words, format!("write `{usage}`"), format!("请写 {usage}"));
            }
            other => (found(format!("{other:?}"), format!("{other:?}")), None),
        };
        match meant {
            Some(meant) => remedy(words, format!("did you mean `{meant}`?"), format!("是否应为“{meant}”？")),
            None => words,
        }
    }

    /// Words for a value that is out of reach.
    fn reach_words(self) -> Words {
        match self {
            Self::Unrelated { other, table } => remedy(
                found(
                    format!("{other} is neither above nor below {table}, so no row of it belongs here"),
                    format!("{other} 与 {table} 没有上下级关系，无法对应到行"),
                ),
                format!("use columns of {table}, of its parents, or of its children inside `SUM(…)`"),
                format!("请使用 {table} 的列、其上级表的列，或在 SUM(…) 中使用其下级表的列"),
            ),
            Self::BelowOutsideAggregate { written, table } => remedy(
                found(
                    format!("`{written}` has many values for each row of {table}"),
                    format!("{table} 的每一行对应多个 {written}"),
                ),
                format!("use `SUM({written})`, `AVERAGE({written})` or another function over a column"),
                format!("请使用 SUM({written})、AVERAGE({written}) 等对整列计算的函数"),
            ),
            Self::TwoTables { first, second } => remedy(
                found(
                    format!("columns of {first} and of {second} cannot be combined row by row"),
                    format!("{first} 与 {second} 的列不能逐行合并计算"),
                ),
                "write a function of its own for each table",
                "请对每张表分别使用函数",
            ),
            Self::BaselineRefused => remedy(
                found(
                    "`baseline` cannot be used here: the baseline itself is computed from this formula",
                    "此处不能使用 baseline：基准方案本身要由这个公式算出",
                ),
                "use it only in the formulas of the other policies",
                "请只在其他方案的公式中使用 baseline",
            ),
            Self::NotColumn => remedy(
                found("only a column can be blank", "只有列才会有空白"),
                "name a column between the parentheses",
                "请在括号中写列名",
            ),
            Self::VaryingShare => remedy(
                found(
                    "PERCENTILE's share must be the same for every row",
                    "PERCENTILE 的百分位必须对所有行相同",
                ),
                "use only numbers and parameters in it, such as `0.9`",
                "请只用数字和参数，例如 0.9",
            ),
            other => found(format!("{other:?}"), format!("{other:?}")),
        }
    }

    /// Words for what does not fit.
    fn fit_words(self) -> Words {
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
                let needed = needed.label();
                found(
                    format!("{by} needs {}, but {en}", needed.en),
                    format!("{by} 需要{}，而{zh}", needed.zh),
                )
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
            other => found(format!("{other:?}"), format!("{other:?}")),
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
