//! What is wrong with a file that is no TOML, in both languages; the parser itself speaks only English, and
//! after one mistake goes on to find others that follow from it.

mod cause;
#[cfg(test)]
mod tests;

use std::ops::Range;

use toml::de::Error;

use super::placed::Texts;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;

/// The parser's words for a name that may only stand in quotes.
const NAME: &str = "invalid unquoted key";

/// The mistakes that the parser's `errors` stand for, one per line and in the order of the file; what follows
/// from a bracket that is never closed is left out.
pub fn problems(errors: &[Error], texts: &Texts) -> Problems {
    let source = texts.file().text.as_str();
    let mut errors: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    errors.sort_by_key(|(span, _)| span.start);
    let unclosed = errors.iter().map(|(_, message)| cause_of(message)).find(|cause| is_unclosed(cause));
    let follows = |cause: &str| is_unclosed(cause) || cause.starts_with("missing comma");
    let first = unclosed.and_then(|_| errors.iter().position(|(_, message)| follows(cause_of(message))));
    let mut problems = Problems::default();
    // The lines that have a problem, and whether it is a name, of which a line may hold several.
    let mut lines: Vec<(usize, bool)> = Vec::new();
    for (span, message) in &errors[..first.unwrap_or(errors.len())] {
        let line = source[..span.start].matches('\n').count();
        let is_name = cause_of(message) == NAME;
        if lines.iter().any(|(known, name)| *known == line && !(*name && is_name)) {
            continue;
        }
        let problem = one(message, source, span, texts);
        if !problems.0.iter().any(|known| is_name && known.found == problem.found) {
            lines.push((line, is_name));
            problems.push(problem);
        }
    }
    if let (Some(first), Some(cause)) = (first, unclosed) {
        // The bracket is missed where something else stands; it belongs behind what stands before that.
        let before = source[..errors[first].0.start].trim_end();
        let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
        problems.push(one(cause, source, &(last..before.len()), texts));
    }
    problems
}

/// The problem that an error stands for which comes up when the values are read.
pub fn problem(error: &Error, texts: &Texts) -> Problem {
    let source = texts.file().text.as_str();
    match error.span() {
        Some(span) => one(error.message(), source, &span, texts),
        None => {
            let place = Place::File(texts.file().name.clone());
            Problem { place, ..one(error.message(), source, &(0..0), texts) }
        }
    }
}

/// The parser's words for the cause, without what it expects.
fn cause_of(message: &str) -> &str {
    message.split(", expected ").next().unwrap_or_default()
}

fn is_unclosed(cause: &str) -> bool {
    matches!(cause, "unclosed array" | "unclosed inline table")
}

fn one(message: &str, source: &str, span: &Range<usize>, texts: &Texts) -> Problem {
    let (found, remedy) = said(message, source, span);
    let found = Text::new(format!("not valid TOML: {}", found.en), format!("不是有效的 TOML：{}", found.zh));
    Problem { place: texts.place(span.clone()), found, remedy: Some(remedy) }
}

/// What was found and what to write, for a message of the parser about a stretch of the text.
fn said(message: &str, source: &str, span: &Range<usize>) -> (Text, Text) {
    let written = source.get(span.clone()).unwrap_or_default().trim();
    match cause_of(message) {
        "duplicate key" => twice(written),
        cause if cause.starts_with("cannot extend value of type") => twice(written),
        NAME => name(source, span),
        "missing value for key"
        | "missing value"
        | "invalid value"
        | "string values must be quoted"
        | "invalid boolean"
        | "invalid float"
        | "invalid date-time" => value(source, span),
        cause if cause.starts_with("invalid type: integer") => {
            cause::of("integer number overflowed").unwrap_or_else(|| other(message, written))
        }
        cause => cause::of(cause).unwrap_or_else(|| other(message, written)),
    }
}

fn twice(key: &str) -> (Text, Text) {
    (
        Text::new(format!("duplicate key `{key}`"), format!("键 `{key}` 重复")),
        Text::new("leave one of the two out, or rename it", "两处请只留一处，或改名"),
    )
}

/// A name that may only stand in quotes, such as a Chinese one.
fn name(source: &str, span: &Range<usize>) -> (Text, Text) {
    let is_bare = |c: &char| !"\n=.[]{}\"',#".contains(*c);
    let before: Vec<char> = source[..span.start].chars().rev().take_while(is_bare).collect();
    let after = source[span.start..].chars().take_while(is_bare);
    let name: String = before.into_iter().rev().chain(after).collect();
    if let Some(sign) = name.chars().find(|c| "＝：".contains(*c)) {
        return (
            Text::new(format!("`{sign}` stands in place of `=`"), format!("此处应为半角 `=`，实为 `{sign}`")),
            Text::new("write the half-width `=`", "请写半角等号 `=`"),
        );
    }
    let name = unquoted(&name);
    (
        Text::new(format!("the name `{name}` stands without quotes"), format!("名称 `{name}` 没有加引号")),
        Text::new(format!("put the name in quotes: \"{name}\""), format!("名称须加半角引号：\"{name}\"")),
    )
}

/// A text without quotation marks of any kind around it.
fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['“', '”', '‘', '’', '"', '\'', '「', '」'])
}

/// A value that is missing, a text without its quotes, or something that is not quite a number.
fn value(source: &str, span: &Range<usize>) -> (Text, Text) {
    let written = source[span.clone()].trim();
    let plain = unquoted(written);
    if plain.is_empty() {
        return (
            Text::new("a value is missing here", "此处缺少值"),
            Text::new(
                "write a value after `=`; texts and formulas in quotes",
                "请在 `=` 后写值；文字与公式须加引号",
            ),
        );
    }
    if plain.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return (
            Text::new(format!("`{written}` is not a number"), format!("`{written}` 不是数字")),
            Text::new(
                "write a plain number such as 1234.5; texts and formulas in quotes",
                "请写普通数字，如 1234.5；文字与公式须加引号",
            ),
        );
    }
    let rest = source[span.end..].lines().next().unwrap_or_default().trim_start();
    let is_whole = rest.is_empty() || rest.starts_with([',', ']', '}', '#']);
    let remedy = if ["true", "false"].iter().any(|word| plain.eq_ignore_ascii_case(word)) {
        let small = plain.to_lowercase();
        Text::new(format!("write {small} in small letters"), format!("请写小写的 {small}"))
    } else if is_whole {
        Text::new(format!("put it in quotes: \"{plain}\""), format!("请加半角引号：\"{plain}\""))
    } else {
        Text::new("put the whole value in quotes", "请给整个值加上半角引号")
    };
    (
        Text::new(
            format!("the text `{written}` stands without quotes"),
            format!("文字 `{written}` 没有加引号"),
        ),
        remedy,
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
