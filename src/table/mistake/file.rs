//! What can be wrong with a file as a whole.

use super::both;
use super::did_you_mean;
use super::problem;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// What can be wrong with a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileMistake {
    /// There is no such file; the nearest name in its folder.
    Missing(Option<String>),
    /// It is a folder.
    Folder,
    /// It is a device or a pipe.
    Special,
    /// The system refuses to read it, and why.
    Unreadable(Text),
    /// The extension names no format that is read.
    Format(String),
    /// More than 4 GiB; the bytes found.
    TooLarge(u64),
    /// Nothing in it.
    Empty,
    /// A heading and nothing else.
    NoRows,
    /// Not UTF-8; whether it reads as GBK.
    NotUtf8 {
        /// Whether the bytes are well-formed GBK.
        gbk: bool,
    },
    /// UTF-16, by its byte order mark.
    Utf16,
    /// Declared GBK, but UTF-8.
    NotReallyGbk,
    /// Declared GBK, but malformed.
    NotGbk,
    /// A NUL byte.
    Nul,
    /// The workbook has no such sheet.
    Sheet {
        /// The sheet asked for.
        asked: String,
        /// The sheets there are.
        known: Vec<String>,
    },
    /// A sheet asked for in a file that has none.
    NoSheets,
    /// Damaged, so that its reader gave up.
    Damaged,
    /// More cells in a sheet than are read; at most how many are.
    TooManyCells(usize),
    /// Not a workbook that can be read, and why.
    Workbook(String),
    /// Not a Parquet file that can be read, and why.
    Parquet(String),
}

impl FileMistake {
    /// The problem at its place.
    pub fn at(&self, place: Place) -> Problem {
        problem(place, self.found(), self.remedy())
    }

    fn found(&self) -> Text {
        match self {
            Self::Missing(_) => both!("there is no such file", "文件不存在"),
            Self::Folder => both!("this is a folder, not a file", "这是文件夹，不是文件"),
            Self::Special => both!("this is a device or a pipe, not a file", "这是设备或管道，不是文件"),
            Self::Unreadable(why) => Text::new(
                format!("the file cannot be read: {}", why.en),
                format!("文件无法读取（{}）", why.zh),
            ),
            Self::Format(extension) if extension.is_empty() => {
                both!("the file has no extension, so its format is unknown", "文件没有扩展名，无法判断格式")
            }
            Self::Format(extension) => {
                both!("`.{extension}` is not a format that is read", "不支持 `.{extension}` 格式")
            }
            Self::TooLarge(bytes) => both!(
                "the file has {bytes} bytes; at most 4 GiB are read",
                "文件有 {bytes} 字节，最多读取 4 GiB"
            ),
            Self::Empty => both!("the file is empty", "文件是空的"),
            Self::NoRows => both!("the table has a heading but no rows", "表中只有表头，没有数据行"),
            Self::NotUtf8 { gbk: true } => {
                both!("these bytes are not UTF-8; they read as GBK", "此处不是 UTF-8 编码，像是 GBK 编码")
            }
            Self::NotUtf8 { gbk: false } => both!("these bytes are not UTF-8", "此处不是 UTF-8 编码"),
            Self::Utf16 => {
                both!("the file is in UTF-16 (\"Unicode text\")", "文件是 UTF-16 编码（“Unicode 文本”）")
            }
            Self::NotReallyGbk => {
                both!("the file is declared as GBK but is in UTF-8", "文件声明为 GBK 编码，实际是 UTF-8 编码")
            }
            Self::NotGbk => both!("these bytes are not GBK", "此处不是 GBK 编码"),
            Self::Nul => both!("a NUL byte stands in the text", "文本中有空字符（NUL）"),
            Self::Sheet { asked, .. } => {
                both!("the workbook has no sheet `{asked}`", "工作簿中没有工作表 `{asked}`")
            }
            Self::NoSheets => both!(
                "a sheet is asked for, but the file is not a workbook",
                "指定了工作表，但文件不是工作簿"
            ),
            Self::Damaged => both!("the file is damaged", "文件已损坏"),
            Self::TooManyCells(most) => {
                both!("the sheet has more than {most} cells", "工作表的单元格超过 {most} 个")
            }
            // The reader's reason is English only, and says little that the remedy does not.
            Self::Workbook(why) => Text::new(
                format!("the workbook cannot be read: {why}"),
                "工作簿无法读取，不是有效的工作簿文件",
            ),
            Self::Parquet(why) => Text::new(
                format!("the Parquet file cannot be read: {why}"),
                "Parquet 文件无法读取，不是有效的 Parquet 文件",
            ),
        }
    }

    fn remedy(&self) -> Option<Text> {
        Some(match self {
            Self::Missing(Some(near)) => return did_you_mean(Some(near)),
            Self::Missing(None) => {
                both!(
                    "correct the path, which counts from the scenario's folder",
                    "请改正路径（从情景文件所在的文件夹算起）"
                )
            }
            Self::Unreadable(_) => both!("make the file readable", "请设法使该文件可读"),
            Self::Nul => both!(
                "delete it, or save the table again as \"CSV UTF-8\"",
                "请删去，或将表重新存为“CSV UTF-8”"
            ),
            Self::Special => both!("save the table in a file", "请将表存为文件"),
            Self::Folder => both!("name a file inside it", "请写明其中的文件"),
            Self::Format(_) => {
                both!(
                    "save the table as .csv, .parquet, .xlsx or .xls",
                    "请另存为 .csv、.parquet、.xlsx 或 .xls"
                )
            }
            Self::Damaged => both!("save or write it again", "请重新保存或重新生成"),
            Self::TooManyCells(_) => both!("delete what is no part of the table", "请删去不属于该表的内容"),
            Self::TooLarge(_) => both!("leave out columns, or split the table", "请删去不用的列，或将表拆分"),
            Self::Empty => {
                both!("begin with a line of headings, `id` among them", "首行写列名，其中须有 `id`")
            }
            Self::NoRows => both!("add one line for each member", "请为每个成员各添一行"),
            Self::NotUtf8 { .. } => both!(
                "save the file as \"CSV UTF-8\", or declare encoding = \"gbk\" for the table",
                "请另存为“CSV UTF-8”，或为该表声明 encoding = \"gbk\""
            ),
            Self::Utf16 => {
                both!("save it as \"CSV UTF-8 (comma delimited)\"", "请另存为“CSV UTF-8（逗号分隔）”")
            }
            Self::NotReallyGbk => both!("remove encoding = \"gbk\"", "请删去 encoding = \"gbk\""),
            Self::NotGbk => both!(
                "save the file as \"CSV UTF-8\" and remove encoding = \"gbk\"",
                "请另存为“CSV UTF-8”，并删去 encoding = \"gbk\""
            ),
            Self::Sheet { known, .. } => {
                let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
                let (en, zh) = (names.join(", "), names.join("、"));
                both!("the sheets are {en}", "现有工作表：{zh}")
            }
            Self::NoSheets => both!("remove `sheet`", "请删去 `sheet`"),
            Self::Workbook(_) => both!(
                "open and save it again as .xlsx, without a password",
                "请重新打开并另存为 .xlsx，不要设密码"
            ),
            Self::Parquet(_) => both!("write it again", "请重新生成该文件"),
        })
    }
}
