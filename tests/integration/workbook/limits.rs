//! What Excel refuses and no library notices: names that are places, sheets of one name, formulas and texts beyond
//! its limits, functions it does not know by that name.

use std::collections::BTreeSet;

use calamine::Data;
use junheng::language::Language;

use super::Run;
use super::office::Book;
use super::office::recalculated;
use crate::run::Place;
use crate::run::configs;
use crate::run::none_wrong;

const COMMUNITIES: &str = "id,name,kind,people\nA,=x,old,100\n12,长长,new,250\nc,C,old,175\n";

/// Parameters called like cells, and like what spreadsheets keep for themselves; a policy whose label is longer than
/// the name of a sheet may be, beside one that begins alike; pools that are told apart only by what is cut off or by
/// the case of their letters; a pool called like a sheet that every workbook has.
const SCENARIO: &str = r#"
title = "&P of [names]: 100% * ?"
year = 2024
baseline = "社区工作者配备与经费保障一体推进并按人口规模服务半径老龄化程度和新建小区数量综合测算的差异化分配方案之一"
[tables.members]
file = "members.csv"
[parameters]
AB12 = { value = 2 }
R1C1 = { value = 3 }
R2C = { value = 1 }
c3_rate = { value = 1 }
rc = { value = 1 }
XFD1048576 = { value = 1 }
Print_Area = { value = 1 }
_FilterDatabase = { value = 1 }
ab12_ = { value = 5 }
"每人 标准" = { value = 7 }
"２倍" = { value = 2 }
true_ = { value = 1 }
[pools.summary]
over = "members"
label = { en = "Summary", zh = "概要" }
money = 1000
[pools.history]
over = "members"
label = { en = "History", zh = "参数" }
money = 1000
[pools.one]
over = "members"
label = "A pool with a name that goes on beyond what a sheet may hold: 1"
money = 1000
[pools.two]
over = "members"
label = "A pool with a name that goes on beyond what a sheet may hold: 2"
posts = 10
strata = { column = "kind", totals = { old = 6, new = 4 } }
[policies."社区工作者配备与经费保障一体推进并按人口规模服务半径老龄化程度和新建小区数量综合测算的差异化分配方案之一"]
summary = { rule = "equal" }
history = { rule = "equal" }
one = { rule = "equal" }
two = { rule = "equal" }
[policies."社区工作者配备与经费保障一体推进并按人口规模服务半径老龄化程度和新建小区数量综合测算的差异化分配方案之二"]
summary = { rule = "proportional", factors = [{ id = "a", amount = "AB12 * people + R1C1 + R2C * rc * XFD1048576 * c3_rate" }] }
history = { rule = "proportional", floor = "ab12_", factors = [{ id = "a", amount = "`每人 标准` * people / Print_Area" }] }
one = { rule = "proportional", cap = "500 * _FilterDatabase", factors = [{ id = "a", amount = "`２倍` * people + true_" }] }
two = { rule = "proportional", factors = [{ id = "a", amount = "people" }] }
"#;

/// Functions that every Excel since 2007 knows under their own name.
const FUNCTIONS: [&str; 45] = [
    "ABS",
    "AND",
    "AVERAGE",
    "AVERAGEIFS",
    "CEILING",
    "CONCATENATE",
    "COUNT",
    "COUNTIF",
    "COUNTIFS",
    "EXACT",
    "EXP",
    "FLOOR",
    "IF",
    "INDEX",
    "INT",
    "ISNUMBER",
    "LARGE",
    "LEN",
    "LN",
    "LOG10",
    "MATCH",
    "MAX",
    "MEDIAN",
    "MIN",
    "MMULT",
    "NA",
    "NOT",
    "OR",
    "PERCENTILE",
    "POISSON",
    "POWER",
    "ROUND",
    "ROUNDDOWN",
    "ROUNDUP",
    "ROW",
    "ROWS",
    "SMALL",
    "SQRT",
    "STDEV",
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
    "FALSE",
    "TRUE",
];

/// Whether Excel takes a name for a cell, a row or column, a truth, or one of its own.
fn is_taken(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let of_its_own =
        ["TRUE", "FALSE", "PRINT_AREA", "PRINT_TITLES", "_FILTERDATABASE", "CRITERIA", "DATABASE", "EXTRACT"];
    let letters = name.chars().take_while(char::is_ascii_uppercase).count();
    let rest = &name[letters..];
    let is_cell = (1..=3).contains(&letters) && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    // What follows the number of a row or of a column is ignored.
    let is_row_or_column = name
        .strip_prefix(['R', 'C'])
        .is_some_and(|rest| rest.is_empty() || rest == "C" || rest.starts_with(|c: char| c.is_ascii_digit()));
    is_cell || is_row_or_column || of_its_own.contains(&name.as_str())
}

/// What Excel would refuse of a workbook.
fn refused(what: &str, book: &mut Book) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for name in book.names() {
        let forbidden = |c: char| "[]:*?/\\".contains(c) || c.is_control();
        let is_long = name.encode_utf16().count() > 31;
        let is_quoted = name.starts_with('\'') || name.ends_with('\'');
        if name.is_empty()
            || is_long
            || is_quoted
            || name.contains(forbidden)
            || name.eq_ignore_ascii_case("history")
        {
            wrong.push(format!("{what}: a sheet called «{name}»"));
        }
        if !known.insert(name.to_lowercase()) {
            wrong.push(format!("{what}: two sheets called «{name}»"));
        }
        for (row, column, formula) in book.formulas(&name).used_cells() {
            wrong.extend(
                refused_formula(formula)
                    .map(|why| format!("{what}: {name}, {row}, {column}: {why}: {formula}")),
            );
        }
        for (row, column, cell) in book.sheet(&name).used_cells() {
            if let Data::String(text) = cell
                && text.encode_utf16().count() > 32_767
            {
                wrong.push(format!("{what}: {name}, {row}, {column}: a text too long"));
            }
        }
    }
    let mut known = BTreeSet::new();
    for name in book.defined_names() {
        let mut letters = name.chars();
        let begins = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '\\');
        let goes_on = letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\'));
        if !begins || !goes_on || is_taken(&name) || name.encode_utf16().count() > 255 {
            wrong.push(format!("{what}: a cell called «{name}»"));
        }
        if !known.insert(name.to_lowercase()) {
            wrong.push(format!("{what}: two cells called «{name}»"));
        }
    }
    wrong
}

/// Why Excel would refuse a formula.
fn refused_formula(formula: &str) -> Option<String> {
    if formula.encode_utf16().count() > 8_192 {
        return Some("too long".to_owned());
    }
    let (mut depth, mut deepest, mut word, mut quote) = (0_usize, 0, String::new(), None);
    for c in formula.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => {
                if !word.is_empty() && !FUNCTIONS.contains(&word.as_str()) {
                    return Some(format!("a function `{word}`"));
                }
                depth += 1;
                deepest = deepest.max(depth);
            }
            (None, ')') => depth -= 1,
            (None, '@' | '{' | '}') => return Some(format!("a sign `{c}`")),
            _ => {}
        }
        if c.is_alphanumeric() || c == '_' || c == '.' { word.push(c) } else { word.clear() }
    }
    (deepest > 64).then(|| "nested too deep".to_owned())
}

#[test]
fn excel_refuses_nothing_of_any_scenario_s_workbook() {
    let mut wrong = Vec::new();
    for config in configs() {
        let run = Run::of(&config, &[]);
        for language in [Language::English, Language::Chinese] {
            wrong.extend(refused(&config, &mut Book::of(run.workbook(language))));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn names_that_excel_would_refuse_are_changed_and_the_awards_still_follow() {
    let place = Place::new();
    place.write("members.csv", COMMUNITIES.replace("=x", "X").as_bytes());
    let run = Run::read(SCENARIO, place.path(), &[]);
    let mut wrong = Vec::new();
    for language in [Language::English, Language::Chinese] {
        wrong.extend(refused("names", &mut Book::of(run.workbook(language))));
    }
    none_wrong(&wrong);
    let Some(mut found) = recalculated(&[("names".to_owned(), run.workbook(Language::English))]) else {
        return;
    };
    none_wrong(&run.differences("names", &mut found[0]));
}

#[test]
fn what_excel_would_refuse_is_found() {
    for name in ["AB12", "r1c1", "R", "rc", "R2C", "R2_rate", "True", "Print_Area"] {
        assert!(is_taken(name), "{name}");
    }
    assert!(!is_taken("per_head") && !is_taken("ABCD1") && !is_taken("RATE1"));
    assert_eq!(refused_formula("XLOOKUP(1,A1:A2,B1:B2)"), Some("a function `XLOOKUP`".to_owned()));
    assert_eq!(refused_formula("SUM('XLOOKUP('!A1)&\"@(\""), None);
    assert_eq!(
        refused_formula(&format!("{}1{}", "(".repeat(65), ")".repeat(65))),
        Some("nested too deep".to_owned())
    );
    assert_eq!(refused_formula(&"1+".repeat(5_000)), Some("too long".to_owned()));
}
