use super::world::COMMUNITIES;
use super::world::UNITS;
use super::world::World;

/// The table, row, bytes and words of what goes wrong.
fn failure(text: &str, table: usize) -> (usize, Option<usize>, String, String) {
    let world = World::new();
    let problem = world.evaluate(text, table).expect_err(text);
    (problem.table, problem.row, text[problem.span].to_owned(), problem.found.en)
}

fn fails(text: &str, row: usize, at: &str, found: &str) {
    let expected = (COMMUNITIES, Some(row), at.to_owned(), found.to_owned());
    assert_eq!(failure(text, COMMUNITIES), expected, "{text}");
}

#[test]
fn a_blank_that_is_used_is_an_error_that_names_it() {
    fails("area", 1, "area", "`area` is blank here");
    fails("population + (area)", 1, "area", "`area` is blank here");
    fails("area > 1", 1, "area", "`area` is blank here");
    fails("type = \"old\"", 2, "type", "`type` is blank here");
    fails("IF(population > 0, type, \"\")", 2, "type", "`type` is blank here");
    fails("SUM(area)", 1, "area", "`area` is blank here");
    fails("SUM(communities.area * 2)", 1, "communities.area", "`communities.area` is blank here");
}

#[test]
fn a_result_that_is_no_finite_number_is_an_error() {
    fails(
        "population / (population - 300)",
        2,
        "population / (population - 300)",
        "division by zero: 300 / 0",
    );
    fails("1 + 2 / zero", 0, "2 / zero", "division by zero: 2 / 0");
    fails("10 ^ population * 1 ^ 2", 3, "10 ^ population", "10 ^ 400 is too large");
    fails(
        "SQRT(250 - population)",
        2,
        "SQRT(250 - population)",
        "SQRT(-50) has no value: the number must not be negative",
    );
    fails(
        "LN(population - 100)",
        0,
        "LN(population - 100)",
        "LN(0) has no value: the number must be above 0",
    );
    fails("0 ^ zero", 0, "0 ^ zero", "0 ^ 0 has no value");
    fails("0 ^ -1", 0, "0 ^ -1", "division by zero: 0 ^ -1");
    fails("(0-8) ^ (1 / 3)", 0, "(0-8) ^ (1 / 3)", "-8 ^ 0.333333333333333 has no value");
    fails(
        "CEILING(population, zero)",
        0,
        "CEILING(population, zero)",
        "CEILING(100, 0) has no value: the significance must not be 0",
    );
    fails(
        "FLOOR(population, -1)",
        0,
        "FLOOR(population, -1)",
        "FLOOR(100, -1) has no value: the significance of a positive number must be positive",
    );
    fails("EXP(population * 5)", 1, "EXP(population * 5)", "EXP(1000) is too large");
    fails("ROUNDUP(5, -400)", 0, "ROUNDUP(5, -400)", "ROUNDUP(5, -400) is too large");
}

#[test]
fn the_lowest_row_comes_first_and_then_the_leftmost_place() {
    // Row 1 fails at `area`, row 2 at the division; row 1 is lower although the division stands first.
    fails("1 / (population - 300) + area", 1, "area", "`area` is blank here");
    fails("1 / (population - 200) + area", 1, "1 / (population - 200)", "division by zero: 1 / 0");
    let world = World::new();
    let formula =
        world.formula("1 / (population - 300) + IFBLANK(area, 0) / (population - 100)", COMMUNITIES);
    let problem = formula.evaluate_rows(&world.data(), &[3, 2, 1, 0]).expect_err("two rows fail");
    assert_eq!(problem.row, Some(0));
    let problem = formula.evaluate_rows(&world.data(), &[3, 2]).expect_err("one row fails");
    assert_eq!(problem.row, Some(2));
    assert!(formula.evaluate_rows(&world.data(), &[3, 1]).is_ok());
    assert_eq!(formula.evaluate_rows(&world.data(), &[]).expect("no row fails").len(), 0);
    assert!(formula.evaluate_rows(&world.data(), &[4]).is_err());
}

#[test]
fn only_the_branch_taken_is_evaluated() {
    let world = World::new();
    let cases = [
        ("IF(ISBLANK(area), -1, area)", ["2", "-1", "0", "-4"]),
        ("IFBLANK(area, population)", ["2", "200", "0", "-4"]),
        ("IFBLANK(type, \"none\")", ["old", "new", "none", "say \"hi\""]),
        ("IF(population = 300, 0, 1 / (population - 300))", ["-0.005", "-0.01", "0", "0.01"]),
        ("IF(OR(ISBLANK(area), population = 300), 0, 6 / area)", ["3", "0", "0", "-1.5"]),
        ("IF(NOT(ISBLANK(area)), IF(area = 0, 9, 1 / area), 8)", ["0.5", "8", "9", "-0.25"]),
        ("AND(NOT(ISBLANK(area)), area > 1)", ["TRUE", "FALSE", "FALSE", "FALSE"]),
        ("OR(ISBLANK(area), area > 1)", ["TRUE", "TRUE", "FALSE", "FALSE"]),
        ("AND(population > 100, NOT(ISBLANK(area)), area < 0)", ["FALSE", "FALSE", "FALSE", "TRUE"]),
        ("OR(TRUE, 1 / zero > 1)", ["TRUE"; 4]),
        ("IF(TRUE, 1, 1 / zero)", ["1"; 4]),
        ("IF(population > 1000, SUM(area), 5)", ["5"; 4]),
        ("IF(old, population, 0) + IF(old, 0, 1)", ["100", "1", "300", "1"]),
        ("ISBLANK(type)", ["FALSE", "FALSE", "TRUE", "FALSE"]),
        ("ISBLANK(population)", ["FALSE"; 4]),
    ];
    for (text, values) in cases {
        assert_eq!(world.shown(text, COMMUNITIES), values, "{text}");
    }
    fails("AND(area > 1, NOT(ISBLANK(area)))", 1, "area", "`area` is blank here");
    fails("IF(old, 1, area)", 1, "area", "`area` is blank here");
    fails("IFBLANK(area + 1, 0)", 1, "area", "`area` is blank here");
    fails("IF(population > 200, SUM(area), 5)", 1, "area", "`area` is blank here");
}

#[test]
fn too_few_rows_are_an_error_only_for_the_row_that_needs_them() {
    let world = World::new();
    let text = "IF(weight = 3, 0, AVERAGE(communities.population))";
    assert_eq!(world.shown(text, UNITS), ["300", "200", "0"]);
    let expected = (
        UNITS,
        Some(2),
        "AVERAGE(communities.population)".to_owned(),
        "AVERAGE needs at least 1 row(s); here there are 0".to_owned(),
    );
    assert_eq!(failure("AVERAGE(communities.population)", UNITS), expected);
    let formula = world.formula("STDEV(grids.lamps)", COMMUNITIES);
    let problem = formula.evaluate(&world.data()).expect_err("some communities have few grids");
    assert_eq!((problem.table, problem.row), (COMMUNITIES, Some(1)));
    assert_eq!(problem.found.zh, "STDEV 至少需要 2 行，此处只有 0 行");
    assert!(formula.evaluate_rows(&world.data(), &[0, 3]).is_ok());
}

#[test]
fn a_share_outside_0_and_1_is_an_error() {
    let expected = (
        UNITS,
        None,
        "rate * 3".to_owned(),
        "PERCENTILE's share must lie between 0 and 1; it is 1.5".to_owned(),
    );
    assert_eq!(failure("PERCENTILE(weight, rate * 3)", UNITS), expected);
}
