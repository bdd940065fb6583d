//! What can be wrong with a cell.

use super::both;
use super::problem;
use super::shown;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// What can be wrong with a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellMistake {
    /// Text where a number is due; the plain number that may be meant.
    NotNumber {
        /// The cell's text.
        text: String,
        /// What to write instead, if the text can be read as a number.
        meant: Option<String>,
        /// Whether a data package says that the column is numeric.
        told: bool,
    },
    /// NaN, an infinity, or a number too large for a double.
    NotFinite(String),
    /// A number so near to zero that it would become zero.
    TooSmall(String),
    /// A whole number with more digits than can be kept exactly.
    TooLong(String),
    /// A code that a workbook keeps as a number, whose last digits it has lost.
    RoundedCode(String),
    /// Something else where a whole number is due.
    NotInteger(String),
    /// Something else where TRUE or FALSE is due.
    NotTruth(String),
    /// A spreadsheet's own error, such as `#DIV/0!`.
    SpreadsheetError(String),
    /// A NUL character.
    Nul,
    /// A date in a workbook.
    Date(String),
    /// A column of a type that is not read, such as dates or lists.
    ColumnType(String),
    /// A blank id.
    BlankId,
    /// An id given twice.
    DuplicateId {
        /// The id.
        id: String,
        /// The line that has it first.
        first: usize,
    },
    /// An id or a name that a spreadsheet would run.
    FormulaText(String),
    /// An id with spaces before or after it.
    SpacedId(String),
    /// So many further cells of the column are wrong.
    More(usize),
}

impl CellMistake {
    /// The problem at its place.
    pub fn at(&self, place: Place) -> Problem {
        problem(place, self.found(), self.remedy())
    }

    fn found(&self) -> Text {
        match self {
            Self::NotNumber { text, .. } => {
                let text = shown(text);
                both!("text where a number is due: `{text}`", "此处应为数字，实为文本：`{text}`")
            }
            Self::NotFinite(text) => both!("`{text}` is not a finite number", "`{text}` 不是有限的数"),
            Self::TooSmall(text) => {
                both!("`{text}` is too near to zero to be kept", "`{text}` 过于接近零，无法保存")
            }
            Self::TooLong(text) => both!(
                "`{text}` has more digits than a number keeps exactly",
                "`{text}` 位数过多，作为数字无法精确保存"
            ),
            Self::RoundedCode(text) => {
                both!(
                    "the workbook keeps the code {text} as a number, of which 15 digits at most are right",
                    "工作簿将代码 {text} 存成了数字，最多只有 15 位是准确的"
                )
            }
            Self::NotInteger(text) => both!("`{text}` is not a whole number", "`{text}` 不是整数"),
            Self::NotTruth(text) => {
                let text = shown(text);
                both!("`{text}` where TRUE or FALSE is due", "此处应为 TRUE 或 FALSE，实为 `{text}`")
            }
            Self::SpreadsheetError(text) => {
                both!("the cell holds the spreadsheet's error `{text}`", "单元格是电子表格的错误值 `{text}`")
            }
            Self::Nul => both!("a NUL character stands in the cell", "单元格中有空字符（NUL）"),
            Self::Date(text) => {
                both!("the cell holds a date or a time ({text})", "单元格是日期或时间（{text}）")
            }
            Self::ColumnType(kind) => {
                both!("the column is of type {kind}, which is not read", "该列的类型为 {kind}，无法读取")
            }
            Self::BlankId => both!("the id is blank", "id 为空"),
            Self::DuplicateId { id, first } => {
                let id = shown(id);
                both!("the id `{id}` stands already on line {first}", "id `{id}` 与第 {first} 行重复")
            }
            Self::FormulaText(text) => {
                let text = shown(text);
                both!(
                    "`{text}` begins with a character that a spreadsheet would run",
                    "`{text}` 的首字符会被电子表格当作公式"
                )
            }
            Self::SpacedId(text) => {
                let text = shown(text);
                both!("the id `{text}` has spaces around it", "id `{text}` 前后有空格")
            }
            Self::More(more) => both!("and {more} more in this column", "该列另有 {more} 处"),
        }
    }

    fn remedy(&self) -> Option<Text> {
        Some(match self {
            Self::NotNumber { meant: Some(plain), .. } => both!("write {plain}", "请写 {plain}"),
            Self::NotNumber { meant: None, told: true, .. } => {
                both!(
                    "write a plain number such as 1234.5, or leave the cell empty",
                    "请写普通数字，如 1234.5，或留空"
                )
            }
            Self::NotNumber { meant: None, told: false, .. } => both!(
                "write a plain number such as 1234.5, or leave the cell empty; \
                 if the column is text, describe it as \"string\" in datapackage.json",
                "请写普通数字，如 1234.5，或留空；\
                 若该列本是文本，请在 datapackage.json 中将其类型写为 \"string\""
            ),
            Self::NotFinite(_) => {
                both!("write a number, or leave the cell empty if it is unknown", "请写数字；不详的请留空")
            }
            Self::TooSmall(_) => both!("write 0 if that is meant", "若意为零，请写 0"),
            Self::TooLong(_) => both!(
                "if it is a code, describe the column as \"string\" in datapackage.json; else round it",
                "若是代码，请在 datapackage.json 中将该列类型写为 \"string\"；否则请舍入"
            ),
            Self::RoundedCode(_) => both!(
                "format the column as text and enter the codes again",
                "请将该列设为文本格式，再重新输入代码"
            ),
            Self::NotInteger(_) => both!("write a whole number", "请写整数"),
            Self::NotTruth(_) => both!("write TRUE or FALSE", "请写 TRUE 或 FALSE"),
            Self::SpreadsheetError(_) => both!(
                "correct the formula in the workbook, or leave the cell empty if the value is unknown",
                "请在工作簿中改正公式；不详的请留空"
            ),
            Self::Nul => both!("delete it", "请删去"),
            Self::Date(_) => {
                both!("write the year as a number, or the date as text", "请将年份写成数字，或将日期写成文本")
            }
            Self::ColumnType(_) => {
                both!("save the column as numbers, text or true/false", "请将该列存为数字、文本或真假值")
            }
            Self::BlankId => {
                both!("give the row a unique id, or delete the row", "请写不重复的 id，或删去该行")
            }
            Self::DuplicateId { .. } => both!("give each row its own id", "每行的 id 不得重复"),
            Self::FormulaText(_) => both!("begin it with a letter or a digit", "请以文字或数字开头"),
            Self::SpacedId(text) => {
                let plain = shown(text.trim());
                both!("write `{plain}`", "请写 `{plain}`")
            }
            Self::More(_) => return None,
        })
    }
}
