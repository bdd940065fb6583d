//! The causes for which the words of the TOML parser are replaced whatever the text at fault.

use crate::language::Text;

/// A cause that the parser names: its words for it, then what was found and what to write, in English and Chinese.
type Cause = (&'static [&'static str], [&'static str; 2], [&'static str; 2]);

/// The causes whose words need nothing of the text at fault.
const CAUSES: [Cause; 17] = [
    (
        &["invalid basic string", "invalid literal string", "unquoted string"],
        ["a quotation mark is not closed", "引号没有闭合"],
        ["close it; texts and formulas stand between quotes", "请补上后引号；文字与公式须放在一对引号之间"],
    ),
    (
        &["invalid multi-line basic string", "invalid multi-line literal string"],
        ["a text of several lines is not closed", "多行文字没有闭合"],
        ["close it with the same three quotes", "请用同样的三个引号结束"],
    ),
    (
        &["missing escaped value", "too few unicode value digits"],
        ["a backslash in a text stands for no character", "文字中的反斜杠不表示任何字符"],
        ["write \\\\ for a backslash, or put the text in single quotes", "反斜杠请写成 \\\\，或改用单引号"],
    ),
    (
        &["missing assignment between key-value pairs", "key with no value"],
        ["a key has no `=` after it", "键的后面没有 `=`"],
        ["write `key = value`; a text stands in quotes", "请写成 `键 = 值`；文字须加引号"],
    ),
    (
        &["extra assignment between key-value pairs", "extra `=`", "unexpected `=` in array"],
        ["there is an `=` too many", "多了一个 `=`"],
        ["leave it out, or put the formula in quotes", "请删去；若是公式，请加引号"],
    ),
    (
        &["missing comma between array elements", "missing comma between key-value pairs"],
        ["a comma is missing before this", "此处之前缺少逗号"],
        ["put a comma `,` between two entries", "两项之间请写半角逗号 `,`"],
    ),
    (
        &["extra comma in array", "extra comma in inline table"],
        ["there is a comma too many", "多了一个逗号"],
        ["leave it out", "请删去"],
    ),
    (&["unclosed array"], ["a list is not closed", "列表没有闭合"], ["close it with `]`", "请用 `]` 结束"]),
    (
        &["unclosed inline table"],
        ["a table { … } is not closed", "表 { … } 没有闭合"],
        ["close it with `}`", "请用 `}` 结束"],
    ),
    (
        &["unclosed table", "unclosed array table", "missing table open"],
        ["a heading is not closed", "表头没有闭合"],
        [
            "write [heading], or [[heading]] for an entry of a list",
            "请写成 [表头]；列表中的一项写成 [[表头]]",
        ],
    ),
    (
        &["unquoted keys cannot be empty", "missing key for inline table element", "invalid key"],
        ["a key is missing here", "此处缺少键"],
        ["write `key = value`", "请写成 `键 = 值`"],
    ),
    (
        &["keys cannot be multi-line basic strings", "keys cannot be multi-line literal strings"],
        ["a key runs over several lines", "键不能跨行"],
        ["write it on one line, between single or double quotes", "请写在一行内，用单引号或双引号括起"],
    ),
    (
        &["carriage return must be followed by newline", "invalid comment character"],
        ["a control character stands here", "此处有控制字符"],
        ["delete it", "请删去"],
    ),
    (
        &["cannot recurse further; max recursion depth met", "recursion limit"],
        ["values are nested too deep", "嵌套过深"],
        ["write them in fewer levels", "请减少层次"],
    ),
    (
        &[
            "invalid integer number",
            "invalid fraction",
            "invalid mantissa",
            "invalid exponent",
            "invalid hexadecimal number",
            "invalid octal number",
            "invalid binary number",
            "unexpected leading zero",
            "unexpected sign",
            "`_` may only go between digits",
            "integers with a radix cannot be signed",
            "radix must be lowercase",
            "redundant integer number prefix",
            "redundant numeric sign",
        ],
        ["this is not written as a number", "此处的数字写法不对"],
        [
            "write it like 1234.5, with a digit before and after the point",
            "请写成 1234.5 的样子，小数点前后都要有数字",
        ],
    ),
    (
        &["integer number overflowed", "floating-point number overflowed"],
        ["the number is too large", "数值过大"],
        ["write a smaller number", "请写较小的数"],
    ),
    (
        &["unexpected key or value", "unexpected content", "unexpected content between comment and newline"],
        ["there is more here than one value", "一个值之后还有多余内容"],
        [
            "write one value: a number without marks between thousands, a text or a formula in quotes",
            "只写一个值：数字不加千分位逗号，文字与公式加引号",
        ],
    ),
];

/// What was found and what to write, where the parser's words for the cause are known.
pub fn of(cause: &str) -> Option<(Text, Text)> {
    let (_, [en, zh], [remedy_en, remedy_zh]) = CAUSES.iter().find(|(words, ..)| words.contains(&cause))?;
    Some((Text::new(*en, *zh), Text::new(*remedy_en, *remedy_zh)))
}
