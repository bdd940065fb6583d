//! Mistakes of writing: what cannot be read as a formula at all.

use std::ops::Range;

use super::Words;
use super::found;
use super::problem;
use super::remedy;
use crate::formula::FormulaProblem;
use crate::formula::MOST_BYTES;
use crate::formula::MOST_LEVELS;
use crate::formula::parser::MOST_COMPARISONS;

/// A mistake of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WritingMistake {
    /// Nothing is written.
    Empty,
    /// More bytes than are allowed.
    TooLong(usize),
    /// More levels than are allowed.
    TooDeep,
    /// More comparisons in a row than are allowed.
    ManyComparisons,
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
    /// Digits grouped by commas or underscores, and the number that is meant.
    GroupedDigits { written: String, meant: String },
    /// A number with two points or an unfinished exponent.
    BadNumber(String),
    /// A number too large to compute with.
    HugeNumber(String),
    /// A name that starts with a digit.
    NameAfterDigit(String),
    /// A point with no column's name after it.
    NoColumnAfterPoint(String),
    /// Back quotes with nothing in them.
    EmptyName,
    /// A quotation that never ends, and its mark.
    OpenQuote(char),
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
    /// A character that means nothing here.
    Unknown(char),
}

impl WritingMistake {
    /// The problem at a place.
    pub(crate) fn at(self, span: Range<usize>) -> FormulaProblem {
        problem(span, self.words())
    }

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
            Self::TooLong(bytes) => remedy(
                found(
                    format!("the formula takes {bytes} bytes; at most {MOST_BYTES} are allowed"),
                    format!("公式长 {bytes} 字节，最多允许 {MOST_BYTES} 字节"),
                ),
                "compute parts of it as columns of their own",
                "请把其中几部分另列为列",
            ),
            Self::TooDeep => remedy(
                found(
                    format!("more than {MOST_LEVELS} levels of parentheses, functions and signs"),
                    format!("括号、函数和正负号嵌套超过 {MOST_LEVELS} 层"),
                ),
                "compute the inner part as a column of its own",
                "请把内层部分另列为一列",
            ),
            Self::ManyComparisons => remedy(
                found(
                    format!("more than {MOST_COMPARISONS} comparisons in a row"),
                    format!("连续比较超过 {MOST_COMPARISONS} 次"),
                ),
                "write `AND(a < b, b < c)`",
                "请写成 AND(a < b, b < c) 的形式",
            ),
            Self::Typographic { .. }
            | Self::ForeignOperator { .. }
            | Self::ForeignLogic { .. }
            | Self::SingleQuotes(_)
            | Self::Join
            | Self::Colon
            | Self::Semicolon
            | Self::LeadingEquals
            | Self::Comma
            | Self::Unknown(_) => self.sign_words(),
            Self::GroupedDigits { .. }
            | Self::BadNumber(_)
            | Self::HugeNumber(_)
            | Self::NameAfterDigit(_)
            | Self::NoColumnAfterPoint(_)
            | Self::EmptyName => self.token_words(),
            _ => self.order_words(),
        }
    }

    /// Words for a sign that the language does not have.
    fn sign_words(self) -> Words {
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
            Self::Unknown(character) => found(
                format!("`{character}` has no meaning in a formula"),
                format!("公式中不能出现“{character}”"),
            ),
            other => found(format!("{other:?}"), format!("{other:?}")),
        }
    }

    /// Words for a number or name that is badly written.
    fn token_words(self) -> Words {
        match self {
            Self::GroupedDigits { written, meant } => remedy(
                found(
                    format!("`{written}`: digits are not grouped in a formula"),
                    format!("{written}：公式中的数字不分节"),
                ),
                format!("write `{meant}`"),
                format!("请写 {meant}"),
            ),
            Self::BadNumber(written) => remedy(
                found(format!("`{written}` is not a number"), format!("{written} 不是数字")),
                "write numbers as `12`, `1.5` or `1e6`",
                "数字请写成 12、1.5 或 1e6 的形式",
            ),
            Self::HugeNumber(written) => found(
                format!("`{written}` is too large a number to compute with"),
                format!("{written} 太大，无法计算"),
            ),
            Self::NameAfterDigit(written) => remedy(
                found(
                    format!("`{written}`: a number runs into a name"),
                    format!("{written}：数字与名称连在一起"),
                ),
                format!(
                    "write an operator between them, or back quotes around a name that starts with a digit: \
                     `` `{written}` ``"
                ),
                format!("请在中间写运算符；若名称以数字开头，请用反引号括起来：`{written}`"),
            ),
            Self::NoColumnAfterPoint(table) => remedy(
                found(format!("no column's name follows `{table}.`"), format!("“{table}.”之后没有列名")),
                format!("write `{table}.` and the column's name, without a space"),
                format!("请写“{table}.”再写列名，中间不留空格"),
            ),
            Self::EmptyName => found("there is no name between the back quotes", "反引号之间没有名称"),
            other => found(format!("{other:?}"), format!("{other:?}")),
        }
    }

    /// Words for parts that are missing or out of place.
    fn order_words(self) -> Words {
        match self {
            Self::OpenQuote('`') => remedy(
                found("this name in back quotes never ends", "反引号中的名称没有结束"),
                "write the closing `` ` ``",
                "请补上结尾的反引号 `",
            ),
            Self::OpenQuote(_) => remedy(
                found("this text in quotes never ends", "引号中的文本没有结束"),
                "write the closing `\"`",
                "请补上结尾的 \"",
            ),
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
                found(format!("a value is missing before `{next}`"), format!("{next} 之前缺少数值或算式"))
            }
            Self::NoValue { next: None } => {
                found("the formula stops where a value should follow", "公式在应有数值的地方中断了")
            }
            Self::NoOperator(next) => remedy(
                found(
                    format!("`{next}` follows a value without an operator"),
                    format!("{next} 与前面的数值之间没有运算符"),
                ),
                "write an operator between them, such as `*`; a name with spaces stands in back quotes",
                "请在中间写运算符（如 *）；名称中有空格时，请用反引号括起来",
            ),
            other => found(format!("{other:?}"), format!("{other:?}")),
        }
    }
}
