//! What can be wrong with a table's lines and headings.

use super::both;
use super::did_you_mean;
use super::problem;
use super::shown;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::table::MOST_COLUMNS;
use crate::table::MOST_ROWS;

/// What can be wrong with a table's lines and headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeMistake {
    /// Cells are separated by something other than a comma.
    Separator(char),
    /// A line has more or fewer cells than the heading.
    Ragged {
        /// Cells in the line.
        found: usize,
        /// Cells in the heading.
        expected: usize,
    },
    /// So many further lines are ragged.
    MoreRagged(usize),
    /// A quotation mark inside a cell that does not begin with one, or text after the closing one.
    StrayQuote,
    /// A quotation mark that is never closed.
    OpenQuote,
    /// Too many rows; how many there are.
    TooManyRows(usize),
    /// Too many columns; how many there are.
    TooManyColumns(usize),
    /// The heading of the column with this number is blank.
    BlankHeading(usize),
    /// Two columns have this heading.
    DuplicateHeading(String),
    /// A heading with spaces before or after it.
    SpacedHeading(String),
    /// A heading that a spreadsheet would run.
    FormulaHeading(String),
    /// A heading with a control character in it.
    ControlHeading(String),
    /// There is no `id`; the heading that may be meant.
    NoId(Option<String>),
}

impl ShapeMistake {
    /// The problem at its place.
    pub fn at(&self, place: Place) -> Problem {
        problem(place, self.found(), self.remedy())
    }

    fn found(&self) -> Text {
        match self {
            Self::Separator('\t') => both!("the cells are separated by tabs", "各列之间用的是制表符"),
            Self::Separator(mark) => both!("the cells are separated by `{mark}`", "各列之间用的是“{mark}”"),
            Self::Ragged { found, expected } => {
                let cells = if *found == 1 { "cell" } else { "cells" };
                both!(
                    "this line has {found} {cells}; the heading has {expected}",
                    "本行有 {found} 格，表头有 {expected} 格"
                )
            }
            Self::MoreRagged(1) => {
                both!("and 1 more line with too many or too few cells", "另有 1 行的格数也不对")
            }
            Self::MoreRagged(more) => {
                both!("and {more} more lines with too many or too few cells", "另有 {more} 行的格数也不对")
            }
            Self::StrayQuote => both!(
                "a quotation mark stands inside a cell that is not quoted as a whole",
                "单元格没有整体加引号，其中却有引号"
            ),
            Self::OpenQuote => {
                both!("a quotation mark is opened here and never closed", "此处的引号没有闭合")
            }
            Self::TooManyRows(rows) => both!(
                "the table has {rows} rows; at most {MOST_ROWS} are read",
                "表有 {rows} 行，最多读取 {MOST_ROWS} 行"
            ),
            Self::TooManyColumns(columns) => both!(
                "the table has {columns} columns; at most {MOST_COLUMNS} are read",
                "表有 {columns} 列，最多读取 {MOST_COLUMNS} 列"
            ),
            Self::BlankHeading(number) => both!("column {number} has no heading", "第 {number} 列没有列名"),
            Self::DuplicateHeading(heading) => {
                both!("two columns are headed `{heading}`", "有两列都名为 `{heading}`")
            }
            Self::SpacedHeading(heading) => {
                both!("the heading `{heading}` has spaces around it", "列名 `{heading}` 前后有空格")
            }
            Self::FormulaHeading(heading) => {
                let heading = shown(heading);
                both!(
                    "the heading `{heading}` begins with a character that a spreadsheet would run",
                    "列名 `{heading}` 的首字符会被电子表格当作公式"
                )
            }
            Self::ControlHeading(heading) => {
                let heading = shown(heading);
                both!(
                    "the heading `{heading}` holds a line break or another control character",
                    "列名 `{heading}` 中有换行或其他控制字符"
                )
            }
            Self::NoId(_) => both!("the table has no column `id`", "表中没有 `id` 列"),
        }
    }

    fn remedy(&self) -> Option<Text> {
        Some(match self {
            Self::Separator(_) => {
                both!("save the file as \"CSV UTF-8 (comma delimited)\"", "请另存为“CSV UTF-8（逗号分隔）”")
            }
            Self::Ragged { found, expected } if found > expected => {
                both!("put a cell that holds a comma in double quotes", "含逗号的单元格请用双引号括起")
            }
            Self::Ragged { .. } => {
                both!("write a comma for every cell, blank ones too", "每一格都要有逗号分隔，空格也不例外")
            }
            Self::MoreRagged(_) => return None,
            Self::StrayQuote => both!(
                "put the whole cell in double quotes and double those inside it",
                "请将整个单元格用双引号括起，其中的双引号写两遍"
            ),
            Self::OpenQuote => both!(
                "close it, or double it if it belongs to the text",
                "请补上后引号；若引号是内容的一部分，请写两遍"
            ),
            Self::TooManyRows(_) => both!("split the table", "请将表拆分"),
            Self::TooManyColumns(_) => {
                both!("leave out the columns that no formula uses", "请删去公式用不到的列")
            }
            Self::BlankHeading(_) => both!("give it a heading, or delete the column", "请写列名，或删去该列"),
            Self::DuplicateHeading(_) => both!("rename one of them", "请将其中一列改名"),
            Self::SpacedHeading(heading) => {
                let plain = heading.trim();
                both!("write `{plain}`", "请写 `{plain}`")
            }
            Self::FormulaHeading(_) => both!("begin it with a letter", "请以文字开头"),
            Self::ControlHeading(_) => both!("write it on one line", "请写在一行之内"),
            Self::NoId(Some(near)) => {
                let question = did_you_mean(Some("id"))?;
                let (en, zh) = (question.en, question.zh);
                both!("the heading `{near}`: {en}", "列名 `{near}` {zh}")
            }
            Self::NoId(None) => both!(
                "add a column headed `id` with a unique code for each row",
                "请增加 `id` 列，为每行写一个不重复的代码"
            ),
        })
    }
}
