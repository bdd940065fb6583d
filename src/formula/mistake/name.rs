//! Names without a meaning.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;
use crate::formula::catalogue;

/// How many names a remedy lists.
const NAMED: usize = 12;

fn functions() -> Vec<String> {
    catalogue::FUNCTIONS.iter().map(|entry| entry.name.to_owned()).collect()
}

/// A name without a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NameMistake {
    /// A name that is neither a column of the table nor a parameter; with what may have been meant, and the
    /// columns and parameters.
    UnknownName { name: String, table: String, meant: Option<String>, known: Vec<String> },
    /// A table that does not exist; with what may have been meant, and the tables.
    UnknownTable { name: String, meant: Option<String>, known: Vec<String> },
    /// A column that its table does not have; with what may have been meant, and its columns.
    UnknownColumn { table: String, name: String, meant: Option<String>, known: Vec<String> },
    /// A function that does not exist; with what may have been meant.
    UnknownFunction { name: String, meant: Option<String> },
    /// A table's name where a column should stand.
    TableAsValue(String),
    /// A function's name without parentheses; how it is written.
    FunctionAsValue { name: &'static str, usage: &'static str },
}

impl Mistake for NameMistake {
    fn words(self) -> Words {
        let (words, meant, known) = match self {
            Self::UnknownName { name, table, meant, known } => (
                found(
                    format!("`{name}` is neither a column of {table} nor a parameter"),
                    format!("“{name}”既不是 {table} 的列，也不是参数"),
                ),
                meant,
                known,
            ),
            Self::UnknownTable { name, meant, known } => {
                (found(format!("there is no table `{name}`"), format!("没有名为“{name}”的表")), meant, known)
            }
            Self::UnknownColumn { table, name, meant, known } => (
                found(format!("{table} has no column `{name}`"), format!("{table} 没有“{name}”这一列")),
                meant,
                known,
            ),
            Self::UnknownFunction { name, meant } => (
                found(format!("there is no function `{name}`"), format!("没有函数 {name}")),
                meant,
                functions(),
            ),
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
        };
        match meant {
            Some(meant) => remedy(words, format!("did you mean `{meant}`?"), format!("是否应为“{meant}”？")),
            None => {
                let (list, more) = known.split_at(known.len().min(NAMED));
                let dots = if more.is_empty() { "" } else { ", …" };
                remedy(
                    words,
                    format!("known here: {}{dots}", list.join(", ")),
                    format!("此处可用：{}{dots}", list.join("、")),
                )
            }
        }
    }
}
