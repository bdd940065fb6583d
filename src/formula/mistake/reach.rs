//! Values that are out of reach.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;

/// A value that is out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReachMistake {
    /// A column of a table that has no link to the formula's table.
    Unrelated { other: String, table: String },
    /// A column of a table below the formula's, outside an aggregate.
    BelowOutsideAggregate { written: String, table: String },
    /// Columns of two tables that are not above one another, in one aggregate.
    TwoTables { first: String, second: String },
    /// `baseline` where it may not be used.
    BaselineRefused,
    /// Something other than a column where only a column can be blank.
    NotColumn,
    /// PERCENTILE's share depends on rows.
    VaryingShare,
}

impl Mistake for ReachMistake {
    fn words(self) -> Words {
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
        }
    }
}
