//! What can be wrong where the rows of one table belong to rows of another.

use super::both;
use super::did_you_mean;
use super::problem;
use super::shown;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// What can be wrong where the rows of one table belong to rows of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParentMistake {
    /// No parent given; the table of parents.
    Blank(String),
    /// A parent that the table of parents does not have.
    Unknown {
        /// The parent given.
        id: String,
        /// The table of parents.
        table: String,
        /// An id that may be meant.
        near: Option<String>,
    },
    /// The table has no such column of parents.
    NoColumn {
        /// The column asked for.
        column: String,
        /// The heading that may be meant.
        near: Option<String>,
    },
    /// The column of parents is not text.
    NotText(String),
}

impl ParentMistake {
    /// The problem at its place.
    pub fn at(&self, place: Place) -> Problem {
        problem(place, self.found(), self.remedy())
    }

    fn found(&self) -> Text {
        match self {
            Self::Blank(table) => both!("no parent in `{table}` is given", "没有写明在 `{table}` 中的上级"),
            Self::Unknown { id, table, .. } => {
                let id = shown(id);
                both!("`{table}` has no id `{id}`", "`{table}` 中没有 id `{id}`")
            }
            Self::NoColumn { column, .. } => {
                both!("the table has no column `{column}`", "表中没有 `{column}` 列")
            }
            Self::NotText(column) => both!("the column `{column}` is not text", "`{column}` 列不是文本"),
        }
    }

    fn remedy(&self) -> Option<Text> {
        match self {
            Self::Blank(table) => Some(both!("write an id of `{table}`", "请写 `{table}` 中的一个 id")),
            Self::Unknown { near, table, .. } => did_you_mean(near.as_deref()).or_else(|| {
                Some(both!(
                    "write an id of `{table}`, or add the row there",
                    "请写 `{table}` 中的 id，或在该表中补上这一行"
                ))
            }),
            Self::NoColumn { near, .. } => did_you_mean(near.as_deref()).or_else(|| {
                Some(both!("name a column of the table, or add this one", "请写表中已有的列，或增加这一列"))
            }),
            Self::NotText(_) => {
                Some(both!("name the column that holds the ids of parents", "请写明存放上级 id 的列"))
            }
        }
    }
}
