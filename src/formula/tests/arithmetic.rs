use super::world::COMMUNITIES;
use super::world::UNITS;
use super::world::World;
use crate::formula::Type;

fn agree(cases: &[(&str, &str)]) {
    let world = World::new();
    for (text, value) in cases {
        assert_eq!(world.constant(text), *value, "{text}");
    }
}

#[test]
fn operators_agree_with_excel() {
    agree(&[
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-2^2", "4"),
        ("0 - 2^2", "-4"),
        ("2^-1", "0.5"),
        ("2^3^2", "64"),
        ("10 - 4 - 3", "3"),
        ("12 / 4 / 3", "1"),
        ("50%", "0.5"),
        ("200%%", "0.02"),
        ("(25 + 25)% * 4", "2"),
        ("-10%", "-0.1"),
        ("+5 - -5", "10"),
        ("1 = 1", "TRUE"),
        ("1 <> 1", "FALSE"),
        ("0.1 + 0.2 = 0.3", "TRUE"),
        ("0.1 * 3 > 0.3", "FALSE"),
        ("2 >= 2", "TRUE"),
        ("1 < 2 = true", "TRUE"),
        ("\"a\" = \"A\"", "FALSE"),
        ("\"a\" <> \"b\"", "TRUE"),
        ("\"say \"\"hi\"\"\"", "say \"hi\""),
        ("TRUE <> False", "TRUE"),
        ("year - 2000", "26"),
    ]);
}

#[test]
fn functions_agree_with_excel() {
    agree(&[
        ("IF(1 > 2, 3, 4)", "4"),
        ("AND(TRUE, 1 < 2)", "TRUE"),
        ("OR(FALSE, 1 > 2)", "FALSE"),
        ("not(FALSE)", "TRUE"),
        ("MIN(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("ABS(-4)", "4"),
        ("ROUND(1.005, 2)", "1.01"),
        ("ROUND(2.5, 0)", "3"),
        ("ROUND(-2.5, 0)", "-3"),
        ("ROUND(626.3, -3)", "1000"),
        ("ROUNDUP(0.1 * 3 * 10, 0)", "3"),
        ("ROUNDUP(3.2, 0)", "4"),
        ("ROUNDDOWN(-3.19, 1)", "-3.1"),
        ("CEILING(0.3, 0.1)", "0.3"),
        ("FLOOR(0.7, 0.1)", "0.7"),
        ("CEILING(-2.5, -2)", "-4"),
        ("SQRT(16)", "4"),
        ("LN(EXP(3))", "3"),
        ("LOG10(100000)", "5"),
        ("POWER(5, 2)", "25"),
        ("POWER(4, 5 / 4)", "5.65685424949238"),
        ("IFBLANK(1 + 1, 5)", "2"),
    ]);
}

#[test]
fn statistics_run_over_the_whole_column() {
    let world = World::new();
    for (text, value) in [
        ("SUM(population)", "1000"),
        ("AVERAGE(population)", "250"),
        ("MEDIAN(population)", "250"),
        ("MIN(population)", "100"),
        ("MAX(population)", "400"),
        ("COUNT(population)", "4"),
        ("COUNT(area)", "3"),
        ("COUNT(type)", "3"),
        ("COUNT(population * 2)", "4"),
        ("PERCENTILE(population, 0.3)", "190"),
        ("PERCENTILE(population, rate)", "250"),
        ("PERCENTILE(population, 100%)", "400"),
        ("SUM(1)", "4"),
        ("SUM(IF(old, population, 0))", "400"),
        ("SUM(IFBLANK(area, 10))", "8"),
        ("SUM(population / SUM(population))", "1"),
        ("ROUND(STDEV(population), 6)", "129.099445"),
        ("MAX(SUM(population), 2000)", "2000"),
    ] {
        assert_eq!(world.shown(text, COMMUNITIES), [value; 4], "{text}");
    }
}

#[test]
fn names_are_columns_parameters_and_the_baseline() {
    let mut world = World::new();
    world.baseline = Some(vec![1.0, 2.0, 3.0, 4.0]);
    assert_eq!(world.shown("每人标准 * 常住人口", COMMUNITIES), ["72666", "18", "36", "54"]);
    assert_eq!(world.shown("`floor area` * 2", COMMUNITIES), ["3", "5", "7", "9"]);
    assert_eq!(world.shown("communities.`floor area`", COMMUNITIES), ["1.5", "2.5", "3.5", "4.5"]);
    assert_eq!(world.shown("baseline * rate", COMMUNITIES), ["0.5", "1", "1.5", "2"]);
    let formula = world.formula("baseline + population * rate + SUM(grids.lamps)", COMMUNITIES);
    assert!(formula.uses_baseline());
    assert_eq!(formula.columns_used(), [(1, 0), (2, 0)]);
    assert_eq!(formula.parameters_used(), [1]);
    assert_eq!((formula.kind(), formula.table()), (Type::Number, COMMUNITIES));
}

#[test]
fn texts_and_truths_can_be_the_result() {
    let world = World::new();
    assert_eq!(world.shown("IF(weight > 1, kind, \"none\")", UNITS), ["none", "township", "street"]);
    assert_eq!(world.shown("old", COMMUNITIES), ["TRUE", "FALSE", "TRUE", "FALSE"]);
    assert_eq!(world.shown("old = (population > 150)", COMMUNITIES), ["FALSE", "FALSE", "TRUE", "FALSE"]);
    assert_eq!(world.shown("type", COMMUNITIES), ["old", "new", "", "say \"hi\""]);
    assert_eq!(world.evaluate("type", COMMUNITIES).expect("it is text").text(2), None);
}
