use super::world::COMMUNITIES;
use super::world::UNITS;
use super::world::World;
use crate::formula::BaselineUse;
use crate::formula::Formula;

/// Every problem of a formula: the text at fault, what was found, and the remedy.
fn problems(text: &str, table: usize) -> Vec<(String, String, String)> {
    let problems = World::new().compile(text, table).expect_err(text);
    for problem in &problems {
        let texts = [Some(&problem.found), problem.remedy.as_ref()];
        assert!(texts.into_iter().flatten().all(|text| !text.en.is_empty() && !text.zh.is_empty()), "{text}");
    }
    let shown = |problem: &crate::formula::FormulaProblem| {
        let remedy = problem.remedy.as_ref().map(|remedy| remedy.en.clone()).unwrap_or_default();
        (text[problem.span.clone()].to_owned(), problem.found.en.clone(), remedy)
    };
    problems.iter().map(shown).collect()
}

/// The one problem of a formula over communities: the text at fault, and words that are said of it.
fn refused(text: &str, at: &str, said: &str) {
    let all = problems(text, COMMUNITIES);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    assert_eq!(all[0].0, at, "{text}: {all:?}");
    let whole = format!("{}; {}", all[0].1, all[0].2);
    assert!(whole.contains(said), "{text}: {whole}");
}

#[test]
fn full_width_signs_are_named_with_what_to_write() {
    for (text, at, meant) in [
        ("SUM（population)", "（", "`(`"),
        ("(population）", "）", "`)`"),
        ("MIN(1，2)", "，", "`,`"),
        ("MIN(1；2)", "；", "`,`"),
        ("1＋2", "＋", "`+`"),
        ("1－2", "－", "`-`"),
        ("1 × 2", "×", "`*`"),
        ("1 ÷ 2", "÷", "`/`"),
        ("population＝2", "＝", "`=`"),
        ("1＜2", "＜", "`<`"),
        ("1＞2", "＞", "`>`"),
        ("1≤2", "≤", "`<=`"),
        ("1≥2", "≥", "`>=`"),
        ("1≠2", "≠", "`<>`"),
        ("type = “old”", "“", "`\"`"),
        ("population * １８", "１", "`1`"),
        ("18％", "％", "`%`"),
        ("18。5", "。", "`.`"),
    ] {
        refused(text, at, &format!("write {meant}"));
    }
}

#[test]
fn signs_of_other_languages_are_named_with_what_to_write() {
    refused("population == 1", "==", "write `=`");
    refused("population != 1", "!=", "write `<>`");
    refused("population => 1", "=>", "write `>=`");
    refused("population ** 2", "**", "write `^`");
    refused("old && old", "&&", "AND(a, b)");
    refused("old || old", "||", "OR(a, b)");
    refused("!old", "!", "NOT(a)");
    refused("old AND old", "AND", "AND(a, b)");
    refused("old or old", "or", "OR(a, b)");
    refused("type = 'old'", "'old'", "write `\"old\"`");
    refused("MIN(1; 2)", ";", "write `,`");
    refused("\"a\" & \"b\"", "&", "not supported");
    refused("SUM(A1:A9)", ":", "whole column");
    refused("=population", "=", "leave out");
    refused("population # 2", "#", "no meaning");
}

#[test]
fn numbers_are_not_grouped_and_take_a_decimal_point() {
    refused("population * 1,000", "1,000", "write `1000`");
    refused("(1,000,000 + 1)", "1,000,000", "write `1000000`");
    refused("population * 1,5", ",", "`1.5`");
    refused("1_000", "1_000", "write `1000`");
    refused("1.2.3", "1.2.3", "is not a number");
    refused("1e999", "1e999", "too large");
    refused("2024人口", "2024人口", "`` `2024人口` ``");
    refused("2 population", "population", "without an operator");
}

#[test]
fn what_is_left_open_or_missing_is_pointed_at() {
    refused("", "", "empty");
    refused("  ", "  ", "empty");
    refused("SUM(population", "(", "never closed");
    refused("(1 + 2", "(", "never closed");
    refused("1 + 2)", ")", "nothing opens");
    refused("type = \"old", "\"old", "never ends");
    refused("`floor area", "`floor area", "never ends");
    refused("``", "``", "no name");
    refused("1 +", "+", "stops");
    refused("* 2", "*", "missing before `*`");
    refused("IF(old, , 1)", ",", "missing before `,`");
    refused("()", "()", "nothing between");
    refused("population population", "population", "without an operator");
    refused("floor area", "area", "back quotes");
    refused("units.", "units.", "no column's name");
    refused("1 2", "2", "without an operator");
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    refused("popluation * 2", "popluation", "did you mean `population`?");
    refused("Population", "Population", "did you mean `population`?");
    refused("常住人", "常住人", "did you mean `常住人口`?");
    refused("rat", "rat", "did you mean `rate`?");
    refused("`floor aera`", "`floor aera`", "did you mean ``floor area``?");
    refused("unit.kind", "unit", "did you mean `units`?");
    refused("units.kin", "kin", "did you mean `kind`?");
    refused("kind", "kind", "did you mean `units.kind`?");
    refused("lamps", "lamps", "did you mean `SUM(grids.lamps)`?");
    refused("SUM(lamps)", "lamps", "did you mean `grids.lamps`?");
    refused("SUMM(population)", "SUMM", "did you mean `SUM`?");
    refused("VLOOKUP(population)", "VLOOKUP", "there is no function `VLOOKUP`");
    refused("units + 1", "units", "is a table");
    refused("1 + Round", "Round", "ROUND(number, decimals)");
    refused("nothing_like_it", "nothing_like_it", "neither a column of communities nor a parameter");
}

#[test]
fn functions_take_the_right_number_of_arguments() {
    refused("IF(old, 1)", "IF(old, 1)", "add the value otherwise");
    refused("IF(old)", "IF(old)", "IF(condition, value if true, value if false)");
    refused("ROUND(1)", "ROUND(1)", "ROUND(number, decimals)");
    refused("1 + SUM(1, 2)", "SUM(1, 2)", "SUM cannot take 2 arguments");
    refused("MIN()", "MIN()", "MIN cannot take 0 arguments");
    refused("ROUND(1,000, 2)", "ROUND(1,000, 2)", "never groups digits");
}

#[test]
fn types_must_fit() {
    refused("type * 2", "type", "`*` needs a number, but column `type` is a text");
    refused("2 + old", "old", "`+` needs a number, but column `old` is a truth value");
    refused("-type", "type", "`-` needs a number");
    refused("\"a\"%", "\"a\"", "`%` needs a number, but this is a text");
    refused(
        "IF(population, 1, 2)",
        "population",
        "IF needs a truth value, but column `population` is a number",
    );
    refused("AND(old, 1)", "1", "AND needs a truth value");
    refused("SUM(type)", "type", "SUM needs a number, but column `type` is a text");
    refused("type = 1", "type = 1", "column `type` is a text, and this is a number");
    refused("type < \"b\"", "type < \"b\"", "compare with `=` or `<>`");
    refused("old > TRUE", "old > TRUE", "compare with `=` or `<>`");
    refused("IF(old, 1, \"a\")", "IF(old, 1, \"a\")", "two types: a number and a text");
    refused("IFBLANK(area, \"none\")", "IFBLANK(area, \"none\")", "two types");
    refused("1 < population < 3", "1 < population < 3", "two types are compared");
    refused("ISBLANK(population + 1)", "population + 1", "only a column");
    refused("PERCENTILE(population, area)", "area", "the same for every row");
}

#[test]
fn rows_of_other_tables_must_be_within_reach() {
    refused("grids.lamps * 2", "grids.lamps", "use `SUM(grids.lamps)`");
    refused("schools.pupils", "schools.pupils", "neither above nor below");
    refused("SUM(schools.pupils)", "schools.pupils", "neither above nor below");
    let found = problems("SUM(communities.population * schools.pupils)", UNITS);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].1.contains("cannot be combined")), ("schools.pupils", true));
    refused("baseline + 1", "baseline", "cannot be used here");
}

#[test]
fn every_mistake_of_meaning_is_reported_at_once_in_order() {
    let found = problems("popluation * type + IF(rte > 1, nope(yaer), units.knd) - ROUND(1)", COMMUNITIES);
    let places: Vec<&str> = found.iter().map(|(at, ..)| at.as_str()).collect();
    assert_eq!(places, ["popluation", "type", "rte", "nope", "yaer", "knd", "ROUND(1)"]);
}

#[test]
fn a_formula_that_is_too_long_is_refused() {
    let text = vec!["1"; 5_001].join("+");
    let found = World::new().compile(&text, UNITS).expect_err("10001 bytes");
    assert!(found[0].found.en.contains("10001 bytes"));
    let text = vec!["1"; 5_000].join("+");
    assert_eq!(World::new().constant(&text), "5000");
    let beyond =
        Formula::compile("1", 9, &World::new().words, BaselineUse::Refused).expect("no name is used");
    assert!(beyond.evaluate(&World::new().data()).is_err());
}
