//! What is wrong with a file that is no TOML, in both languages; the parser itself speaks only English.

use std::ops::Range;

use super::placed::Texts;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

/// A cause that the parser names: its words for it, then what was found and what to write, in English and Chinese.
type Cause = (&'static [&'static str], [&'static str; 2], [&'static str; 2]);

/// The causes whose words need nothing of the text at fault.
const CAUSES: [Cause; 14] = [
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
];

/// The problem that the parser's `error` stands for, at its place.
pub fn problem(error: &toml::de::Error, texts: &Texts) -> Problem {
    let name = || Place::File(texts.file().name.clone());
    let place = error.span().map_or_else(name, |span| texts.place(span));
    let source = texts.file().text.as_str();
    let span = error.span().unwrap_or(0..0);
    let (found, remedy) = said(error.message(), source, &span);
    let found = Text::new(format!("not valid TOML: {}", found.en), format!("不是有效的 TOML：{}", found.zh));
    Problem { place, found, remedy: Some(remedy) }
}

/// What was found and what to write, for a message of the parser about a stretch of the text.
fn said(message: &str, source: &str, span: &Range<usize>) -> (Text, Text) {
    let cause = message.split(", expected ").next().unwrap_or_default();
    let written = source.get(span.clone()).unwrap_or_default().trim();
    match cause {
        "duplicate key" => twice(written),
        "invalid unquoted key" => key(source, span),
        _ if cause.starts_with("cannot extend value of type") => twice(written),
        "missing value for key" | "missing value" | "invalid value" | "string values must be quoted" => {
            value(written)
        }
        _ => match CAUSES.iter().find(|(causes, ..)| causes.contains(&cause)) {
            Some((_, [en, zh], [remedy_en, remedy_zh])) => {
                (Text::new(*en, *zh), Text::new(*remedy_en, *remedy_zh))
            }
            None => other(message, written),
        },
    }
}

fn twice(key: &str) -> (Text, Text) {
    (
        Text::new(format!("duplicate key `{key}`"), format!("键 `{key}` 重复")),
        Text::new("leave one of the two out, or rename it", "两处请只留一处，或改名"),
    )
}

/// A key that may only stand in quotes, such as a Chinese one.
fn key(source: &str, span: &Range<usize>) -> (Text, Text) {
    let bare = |c: &char| !c.is_whitespace() && !"=.[]{}\"',#".contains(*c);
    let before: String = source[..span.start].chars().rev().take_while(bare).collect();
    let mut key: String = before.chars().rev().collect();
    key.extend(source[span.start..].chars().take_while(bare));
    (
        Text::new(format!("the name `{key}` stands without quotes"), format!("名称 `{key}` 没有加引号")),
        Text::new(format!("put the name in quotes: \"{key}\""), format!("名称须加引号：\"{key}\"")),
    )
}

/// A value that is missing, or a text without its quotes.
fn value(written: &str) -> (Text, Text) {
    let plain = written.trim_matches(['“', '”', '‘', '’', '"', '\'', '「', '」']);
    if plain.is_empty() {
        return (
            Text::new("a value is missing here", "此处缺少值"),
            Text::new(
                "write a value after `=`; texts and formulas in quotes",
                "请在 `=` 后写值；文字与公式须加引号",
            ),
        );
    }
    (
        Text::new(
            format!("the text `{written}` stands without quotes"),
            format!("文字 `{written}` 没有加引号"),
        ),
        Text::new(format!("put it in quotes: \"{plain}\""), format!("请加半角引号：\"{plain}\"")),
    )
}

/// A cause that has no words of its own here.
fn other(message: &str, written: &str) -> (Text, Text) {
    let zh = match written.lines().next().unwrap_or_default() {
        "" => "此处无法识别".to_owned(),
        line => format!("无法识别 `{line}`"),
    };
    (
        Text::new(message, zh),
        Text::new(
            "see https://toml.io for how TOML is written; texts and formulas stand in quotes",
            "TOML 的写法见 https://toml.io；文字与公式须加引号",
        ),
    )
}
