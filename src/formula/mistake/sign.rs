//! Signs that the language does not have, or not where they stand.

use super::Mistake;
use super::Words;
use super::found;
use super::remedy;

/// A sign that the language does not have, or not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignMistake {
    /// A full-width or typographic character, and the one that is meant.
    Typographic { written: String, meant: &'static str },
    /// An operator of another language, and the one that is meant.
    ForeignOperator { written: &'static str, meant: &'static str },
    /// `&&`, `||` or `!`, or AND, OR, NOT between values, and the function that is meant.
    ForeignLogic { written: String, meant: &'static str },
    /// A text in single quotes.
    SingleQuotes(String),
    /// A text join.
    Join,
    /// A range or label.
    Colon,
    /// `;` between arguments.
    Semicolon,
    /// A formula that starts with `=`.
    LeadingEquals,
    /// A comma outside a function.
    Comma,
    /// A character that means nothing here.
    Unknown(char),
}

impl Mistake for SignMistake {
    fn words(self) -> Words {
        match self {
            Self::Typographic { written, meant } => remedy(
                found(
                    format!("`{written}` is a full-width or typographic character"),
                    format!("“{written}”是全角或排版字符"),
                ),
                format!("write `{meant}` instead"),
                format!("请改用半角的 {meant}"),
            ),
            Self::ForeignOperator { written, meant } => remedy(
                found(format!("there is no operator `{written}`"), format!("没有运算符 {written}")),
                format!("write `{meant}`"),
                format!("请写 {meant}"),
            ),
            Self::ForeignLogic { written, meant } => remedy(
                found(
                    format!("`{written}` does not stand between or before values here"),
                    format!("{written} 不能这样写在数值之间或之前"),
                ),
                format!("write `{meant}`"),
                format!("请写 {meant}"),
            ),
            Self::SingleQuotes(inner) => remedy(
                found("a text stands in double quotes", "文本须用双引号"),
                format!("write `\"{inner}\"`"),
                format!("请写 \"{inner}\""),
            ),
            Self::Join => remedy(
                found("`&` (joining texts) is not supported", "不支持用 & 连接文本"),
                "for «both are true» write `AND(a, b)`",
                "若要表示“同时成立”，请写 AND(a, b)",
            ),
            Self::Colon => remedy(
                found("there are no cell ranges and no `:`", "公式中没有单元格区域，也没有 :"),
                "name a whole column, as in `SUM(population)`",
                "请直接写整列的列名，例如 SUM(population)",
            ),
            Self::Semicolon => remedy(
                found("arguments are not separated by `;`", "参数之间不用 ;"),
                "write `,` between arguments",
                "请在参数之间写 ,",
            ),
            Self::LeadingEquals => remedy(
                found("a formula does not start with `=`", "公式开头不写 ="),
                "leave out the `=`",
                "请删去开头的 =",
            ),
            Self::Comma => remedy(
                found("a `,` outside a function's parentheses", "函数括号以外出现了 ,"),
                "write numbers as `1000` and `1.5`; a comma only separates arguments",
                "数字请写成 1000、1.5 的形式，逗号只用来分隔参数",
            ),
            Self::Unknown(character) => remedy(
                found(
                    format!("`{character}` has no meaning in a formula"),
                    format!("公式中不能出现“{character}”"),
                ),
                "leave it out; a name with such a sign stands in back quotes",
                "请删去；名称中含有此符号时，请用反引号括起来",
            ),
        }
    }
}
