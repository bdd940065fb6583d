//! What can be wrong with a data package, or with a file held against it.

use super::both;
use super::did_you_mean;
use super::problem;
use super::shown;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// What can be wrong with a data package, or with a file held against it.
#[derive(Clone, Debug, PartialEq)]
pub enum PackageMistake {
    /// Not JSON, and why.
    NotJson(String),
    /// A value of the wrong kind; what is due, in both languages.
    Due(Text),
    /// A type of field that is not known; the nearest one.
    FieldType(String, Option<String>),
    /// An origin that is not known.
    Origin(String),
    /// A constraint that is not supported on such a field.
    Constraint(String),
    /// A pattern that is not supported, and what is in the way.
    Pattern(String),
    /// A property that changes how cells are read and is not supported.
    Property(String),
    /// Two fields or resources of one name.
    Twice(String),
    /// `id`, `name` or a column of parents described as something other than text.
    AlwaysText(String),
    /// A column that the package lists and the file lacks; the heading that may be meant.
    MissingColumn(String, Option<String>),
    /// A column of the file that the package does not list.
    UnlistedColumn(String),
    /// A blank in a column that has none.
    Required,
    /// A value given twice in a column of unique values.
    NotUnique {
        /// The value.
        value: String,
        /// The line that has it first.
        first: usize,
    },
    /// A number below the minimum.
    Below(String, String),
    /// A number above the maximum.
    Above(String, String),
    /// A value that is not one of those allowed; the nearest of them.
    NotListed {
        /// The value.
        value: String,
        /// Those allowed.
        allowed: Vec<String>,
        /// The nearest of them.
        near: Option<String>,
    },
    /// A text that the pattern does not match.
    NotMatched(String, String),
}

impl PackageMistake {
    /// The problem at its place.
    pub fn at(&self, place: Place) -> Problem {
        problem(place, self.found(), self.remedy())
    }

    fn found(&self) -> Text {
        match self {
            // The reader's reason is English only.
            Self::NotJson(why) => Text::new(
                format!("the data package is not valid JSON: {why}"),
                "数据包说明不是有效的 JSON，从此处起无法读取",
            ),
            Self::Due(due) => {
                let (en, zh) = (&due.en, &due.zh);
                both!("{en} is due here", "此处应为{zh}")
            }
            Self::FieldType(kind, _) => {
                both!("`{kind}` is not a type of field that is read", "不支持字段类型 `{kind}`")
            }
            Self::Origin(word) => both!("`{word}` is not an origin", "`{word}` 不是数据来源类别"),
            Self::Constraint(name) => {
                both!("the constraint `{name}` is not supported on this field", "该字段不支持约束 `{name}`")
            }
            Self::Pattern(why) => both!("this pattern is not supported: {why}", "不支持这一模式：{why}"),
            Self::Property(name) => both!("the property `{name}` is not supported", "不支持属性 `{name}`"),
            Self::Twice(name) => both!("`{name}` is described twice", "`{name}` 重复说明"),
            Self::AlwaysText(name) => both!("the column `{name}` is always text", "`{name}` 列始终是文本"),
            Self::MissingColumn(name, _) => both!(
                "the data package lists a column `{name}` that the file does not have",
                "数据包说明中列有 `{name}`，文件中却没有这一列"
            ),
            Self::UnlistedColumn(name) => both!(
                "the data package does not describe the column `{name}`",
                "数据包说明中没有 `{name}` 列"
            ),
            Self::Required => both!(
                "the cell is blank; the data package requires a value",
                "单元格为空，数据包说明要求必填"
            ),
            Self::NotUnique { value, first } => both!(
                "`{value}` stands already on line {first}; the data package wants unique values",
                "`{value}` 与第 {first} 行重复，数据包说明要求不重复"
            ),
            Self::Below(value, limit) => both!(
                "{value} is below the data package's minimum {limit}",
                "{value} 低于数据包说明的下限 {limit}"
            ),
            Self::Above(value, limit) => both!(
                "{value} is above the data package's maximum {limit}",
                "{value} 高于数据包说明的上限 {limit}"
            ),
            Self::NotListed { value, .. } => {
                let value = shown(value);
                both!(
                    "`{value}` is not among the values that the data package allows",
                    "`{value}` 不在数据包说明允许的取值之内"
                )
            }
            Self::NotMatched(value, pattern) => {
                let value = shown(value);
                both!(
                    "`{value}` does not match the data package's pattern `{pattern}`",
                    "`{value}` 不符合数据包说明的模式 `{pattern}`"
                )
            }
        }
    }

    fn remedy(&self) -> Option<Text> {
        Some(match self {
            Self::NotJson(_) => both!(
                "look for a quotation mark, a comma or a bracket that is missing or too many before this place",
                "请检查此处之前的引号、逗号、括号是否缺少或多余"
            ),
            // What was found says what to write.
            Self::Due(_) => return None,
            Self::FieldType(_, Some(near)) => return did_you_mean(Some(near)),
            Self::FieldType(_, None) => both!(
                "write string, integer, number, boolean or year",
                "请写 string、integer、number、boolean 或 year"
            ),
            Self::Origin(_) => {
                both!("write sourced, estimated or synthetic", "请写 sourced、estimated 或 synthetic")
            }
            Self::Constraint(_) => both!(
                "use required, unique and enum; minimum and maximum on numbers; pattern on strings",
                "可用 required、unique、enum；数字可用 minimum、maximum；文本可用 pattern"
            ),
            Self::Pattern(_) => both!(
                "use letters, digits, classes such as [0-9] or \\d, and counts such as {{12}}, ?, * and +",
                "可用文字、数字、[0-9] 或 \\d 之类的字符组，以及 {{12}}、?、*、+ 等次数"
            ),
            Self::Property(_) => {
                both!("remove it, and write the cells plainly", "请删去，并按普通格式书写单元格")
            }
            Self::Twice(_) => both!("keep one of the two", "请只保留其中一处"),
            Self::AlwaysText(_) => both!("write \"string\"", "请写 \"string\""),
            Self::MissingColumn(_, Some(near)) => {
                both!("the file has `{near}`: make the two agree", "文件中有 `{near}`，请使两者一致")
            }
            Self::MissingColumn(_, None) => {
                both!("add the column, or delete its description", "请增加该列，或删去其说明")
            }
            Self::UnlistedColumn(_) => both!(
                "describe it in datapackage.json, or delete the column",
                "请在 datapackage.json 中加以说明，或删去该列"
            ),
            Self::NotListed { allowed, near, .. } => match did_you_mean(near.as_deref()) {
                Some(question) => question,
                None => {
                    let list = allowed.iter().take(12).map(|one| format!("`{one}`")).collect::<Vec<_>>();
                    let (en, zh) = (list.join(", "), list.join("、"));
                    both!("write one of {en}", "可写 {zh}")
                }
            },
            Self::Required => both!(
                "fill the cell in, or take `required` out of datapackage.json",
                "请填写该格，或在 datapackage.json 中删去 `required`"
            ),
            Self::NotUnique { .. } => both!(
                "correct one of the two, or take `unique` out of datapackage.json",
                "请改正其中一个，或在 datapackage.json 中删去 `unique`"
            ),
            Self::Below(_, limit) => both!(
                "write {limit} or more, or lower `minimum` in datapackage.json",
                "请写不小于 {limit} 的数，或在 datapackage.json 中调低 `minimum`"
            ),
            Self::Above(_, limit) => both!(
                "write {limit} or less, or raise `maximum` in datapackage.json",
                "请写不大于 {limit} 的数，或在 datapackage.json 中调高 `maximum`"
            ),
            Self::NotMatched(..) => both!(
                "correct the cell, or change `pattern` in datapackage.json",
                "请改正该格，或在 datapackage.json 中修改 `pattern`"
            ),
        })
    }
}
