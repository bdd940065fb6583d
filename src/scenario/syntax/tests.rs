use std::sync::Arc;

use toml::de::DeTable;

use super::*;
use crate::problem::Source;

fn found(text: &str) -> Problems {
    let texts = Texts::new(Arc::new(Source { name: "s".to_owned(), text: text.to_owned() }));
    problems(&DeTable::parse_recoverable(text).1, &texts)
}

/// Each problem of a text as `line:column found | remedy`, in English.
fn told(text: &str) -> Vec<String> {
    let each = |problem: &Problem| {
        let remedy = problem.remedy.as_ref().map(|remedy| remedy.en.as_str()).unwrap_or_default();
        format!("{} {} | {remedy}", problem.place, problem.found.en).replace("not valid TOML: ", "")
    };
    found(text).0.iter().map(each).collect()
}

#[test]
fn a_name_without_quotes_is_told_what_to_write() {
    let due = ["s:1:9 the name `社区` stands without quotes | put the name in quotes: \"社区\""];
    assert_eq!(told("[tables.社区]\n"), due);
    assert_eq!(told("[a.人均 标准]\n").len(), 1);
    assert_eq!(told("[a.人均.x社区]\n").len(), 2);
}

#[test]
fn a_bracket_never_closed_is_one_mistake() {
    let due = ["s:1:14 a list is not closed | close it with `]`"];
    assert_eq!(told("range = [0, 60\n\n[b]\nx = 1\ny = \"a\"\n"), due);
    let due = ["s:1:11 a table { … } is not closed | close it with `}`"];
    assert_eq!(told("a = { b = 1\nc = 2\n[d]\n"), due);
}

#[test]
fn a_value_without_quotes_is_told_what_to_write() {
    let due = ["s:1:5 the text `talmud` stands without quotes | put it in quotes: \"talmud\""];
    assert_eq!(told("a = talmud\n"), due);
    let due = ["s:1:5 the text `“b”` stands without quotes | put it in quotes: \"b\""];
    assert_eq!(told("a = “b”\n"), due);
    let due = ["s:1:5 the text `True` stands without quotes | write true in small letters"];
    assert_eq!(told("a = True\n"), due);
    assert!(told("a = 18%\n")[0].contains("`18%` is not a number"));
    assert!(told("a = \n")[0].contains("a value is missing here"));
}

#[test]
fn none_of_the_parser_s_english_is_left_in_chinese() {
    for text in [
        "a",
        "a = ",
        "a b = 1",
        "= 1",
        "a == 1",
        "a = 1_",
        "a = .5",
        "a = 018",
        "a = \"b",
        "a = '''b",
        "a = \"\\q\"",
        "a = [1 2]",
        "a = [1,, 2]",
        "a = [",
        "a = {",
        "a = { b }",
        "[a",
        "[[a]",
        "[]",
        "[a]\n[a]",
        "a = 1\na.b = 2",
        "a = 1 # \u{1}",
        "a = 1\rb = 2",
        "a = 2019-13-45",
        "a：1",
        "a = 1, 2",
        "a = 0xZ",
        "a = Infinity",
    ] {
        let problems = found(text);
        assert!(!problems.0.is_empty(), "{text}");
        for problem in problems.0 {
            let said = problem.found.zh.replace("TOML", "");
            let unquoted: String = said.split('`').step_by(2).collect();
            assert!(!unquoted.contains(|c: char| c.is_ascii_alphabetic()), "{text}: {said}");
        }
    }
}
