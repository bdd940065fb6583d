use super::world::COMMUNITIES;
use super::world::GRIDS;
use super::world::UNITS;
use super::world::World;
use crate::formula::Column;
use crate::formula::Type;

#[test]
fn a_column_of_the_children_is_added_up_for_each_row() {
    let world = World::new();
    for (text, values) in [
        ("SUM(communities.population)", ["600", "400", "0"]),
        ("COUNT(communities.area)", ["1", "2", "0"]),
        ("SUM(communities.population * weight)", ["600", "800", "0"]),
        ("SUM(communities.population * rate) + weight", ["301", "202", "3"]),
        ("SUM(IF(communities.old, communities.population, 0))", ["0", "400", "0"]),
        ("SUM(IF(kind = \"street\", communities.population, 1))", ["600", "2", "0"]),
        ("SUM(grids.lamps)", ["6", "9", "0"]),
        ("SUM(grids.lamps * communities.population)", ["2400", "1700", "0"]),
        ("SUM(communities.population / SUM(communities.population))", ["1", "1", "0"]),
        ("MAX(SUM(communities.population))", ["600", "600", "600"]),
        ("SUM(communities.population) / SUM(SUM(communities.population))", ["0.6", "0.4", "0"]),
        ("SUM(schools.pupils)", ["110", "0", "0"]),
        ("SUM(weight)", ["6", "6", "6"]),
    ] {
        assert_eq!(world.shown(text, UNITS), values, "{text}");
    }
    assert_eq!(
        world.shown("IF(weight < 3, PERCENTILE(communities.population, 25%), 0)", UNITS),
        ["250", "150", "0"]
    );
    assert_eq!(world.shown("IF(weight < 3, MEDIAN(communities.population), 0)", UNITS), ["300", "200", "0"]);
    assert_eq!(world.shown("IF(weight < 3, MIN(communities.population), 0)", UNITS), ["200", "100", "0"]);
    assert_eq!(world.shown("SUM(grids.lamps)", COMMUNITIES), ["5", "0", "4", "6"]);
}

#[test]
fn a_column_above_is_the_value_of_the_row_above() {
    let world = World::new();
    assert_eq!(world.shown("units.kind", COMMUNITIES), ["township", "street", "township", "street"]);
    assert_eq!(world.shown("units.weight * population", COMMUNITIES), ["200", "200", "600", "400"]);
    assert_eq!(world.shown("units.weight", GRIDS), ["1", "2", "2", "2", "1"]);
    assert_eq!(world.shown("communities.population", GRIDS), ["400", "100", "100", "300", "400"]);
    assert_eq!(world.shown("units.kind = \"street\"", GRIDS), ["TRUE", "FALSE", "FALSE", "FALSE", "TRUE"]);
    assert_eq!(world.shown("SUM(units.weight)", COMMUNITIES), ["6"; 4]);
    assert_eq!(world.shown("IFBLANK(communities.area, 7)", GRIDS), ["-4", "2", "2", "0", "-4"]);
}

#[test]
fn the_baseline_is_the_row_s_own_wherever_it_stands() {
    let mut world = World::new();
    world.baseline = Some(vec![10.0, 20.0, 30.0]);
    assert_eq!(world.shown("SUM(communities.population * baseline)", UNITS), ["6000", "8000", "0"]);
    assert_eq!(world.shown("baseline / SUM(baseline)", UNITS)[2], "0.5");
}

#[test]
fn a_blank_above_or_below_is_an_error_of_the_row_that_holds_it() {
    let mut world = World::new();
    world.columns[UNITS][1] = Column::optional_numbers(&[None, Some(2.0), Some(3.0)]);
    let problem = world.evaluate("population * units.weight", COMMUNITIES).expect_err("a weight is blank");
    assert_eq!((problem.table, problem.row), (UNITS, Some(0)));
    let problem = world.evaluate("SUM(communities.area)", UNITS).expect_err("an area is blank");
    assert_eq!((problem.table, problem.row), (COMMUNITIES, Some(1)));
    let formula = world.formula("SUM(communities.area)", UNITS);
    let column = formula.evaluate_rows(&world.data(), &[2, 1]).expect("the blank belongs to row 0");
    assert_eq!(column, Column::numbers(vec![0.0, 2.0]));
}

#[test]
fn chosen_rows_get_the_values_that_they_have_among_all() {
    let world = World::new();
    for text in
        ["population / SUM(population)", "units.weight + SUM(grids.lamps)", "IFBLANK(area, units.weight)"]
    {
        let formula = world.formula(text, COMMUNITIES);
        let all = formula.evaluate(&world.data()).expect(text);
        let some = formula.evaluate_rows(&world.data(), &[3, 0, 3]).expect(text);
        assert_eq!(some.len(), 3);
        for (at, row) in [3, 0, 3].into_iter().enumerate() {
            assert_eq!(some.number(at), all.number(row), "{text}");
        }
    }
    let texts = world.formula("type", COMMUNITIES).evaluate_rows(&world.data(), &[2, 3]).expect("it is text");
    assert_eq!((texts.text(0), texts.text(1)), (None, Some("say \"hi\"")));
}

#[test]
fn missing_data_is_reported_and_never_a_panic() {
    let world = World::new();
    let formula = world.formula("population * units.weight + rate", COMMUNITIES);
    let mut data = world.data();
    data.tables[COMMUNITIES].columns[0] = None;
    assert!(formula.evaluate(&data).is_err());
    let mut data = world.data();
    data.tables[COMMUNITIES].parent_rows = None;
    assert!(formula.evaluate(&data).is_err());
    let mut data = world.data();
    data.tables[COMMUNITIES].columns[0] = data.tables[COMMUNITIES].columns[2];
    assert!(formula.evaluate(&data).is_err());
    let mut data = world.data();
    data.parameters = &[];
    assert!(formula.evaluate(&data).is_err());
    data.parameters = &[0.0, f64::NAN, 0.0, 0.0];
    assert!(formula.evaluate(&data).is_err());
    data.tables.clear();
    assert!(formula.evaluate(&data).is_err());
    let infinite = Column::numbers(vec![1.0, f64::INFINITY, 0.0, 0.0]);
    let mut data = world.data();
    data.tables[COMMUNITIES].columns[0] = Some(&infinite);
    assert_eq!(formula.evaluate(&data).expect_err("an infinity").row, Some(1));
}

#[test]
fn many_children_in_any_order_are_added_up_as_one_by_one() {
    let rows = 20_000_usize;
    let parents: Vec<u32> = (0..rows).map(|row| (row * 7 % 3) as u32).collect();
    let cells: Vec<f64> = (0..rows).map(|row| (row % 101) as f64 / 4.0).collect();
    let mut world = World::new();
    let mut sums = [0.0; 3];
    let mut largest = [0.0_f64; 3];
    for (parent, cell) in parents.iter().zip(&cells) {
        sums[*parent as usize] += cell * f64::from(*parent + 1);
        largest[*parent as usize] = largest[*parent as usize].max(*cell);
    }
    world.columns[GRIDS] = vec![Column::numbers(cells)];
    world.parents[GRIDS] = Some(parents);
    world.columns[COMMUNITIES].iter_mut().for_each(|column| *column = Column::numbers(vec![0.0, 1.0, 2.0]));
    world.words.tables[COMMUNITIES].columns.iter_mut().for_each(|column| column.1 = Type::Number);
    world.parents[COMMUNITIES] = Some(vec![0, 1, 2]);
    let found = world.evaluate("SUM(grids.lamps * weight) + MAX(grids.lamps) * 0", UNITS);
    assert_eq!(found, Ok(Column::numbers(sums.to_vec())));
    assert_eq!(world.evaluate("MAX(grids.lamps)", COMMUNITIES), Ok(Column::numbers(largest.to_vec())));
    world.columns[GRIDS] =
        vec![Column::numbers(vec![1.0; rows]).with_blanks((0..rows).map(|row| row == 9_999).collect())];
    let problem = world.evaluate("SUM(grids.lamps)", UNITS).expect_err("one cell is blank");
    assert_eq!((problem.table, problem.row), (GRIDS, Some(9_999)));
}
