use super::world::COMMUNITIES;
use super::world::UNITS;
use super::world::World;
use crate::formula::LeafKind;
use crate::formula::StepKind;
use crate::formula::Trace;
use crate::formula::TraceValue;

fn trace(text: &str, table: usize, row: usize) -> Trace {
    let world = World::new();
    world
        .formula(text, table)
        .trace(&world.data(), row)
        .unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

fn substituted(text: &str, row: usize) -> String {
    trace(text, COMMUNITIES, row).substituted
}

#[test]
fn names_are_replaced_by_their_values() {
    assert_eq!(substituted("每人标准 * 常住人口", 0), "18 * 4037");
    assert_eq!(substituted(" (rate + 10%) * `floor area` ", 1), "(0.5 + 10%) * 2.5");
    assert_eq!(substituted("ROUND(area ^ 2, 0) - -area", 3), "ROUND(-4 ^ 2, 0) - --4");
    assert_eq!(substituted("type = \"old\"", 3), "\"say \"\"hi\"\"\" = \"old\"");
    assert_eq!(substituted("population / SUM(population)", 1), "200 / 1000");
    assert_eq!(substituted("+population", 1), "+200");
}

#[test]
fn only_what_was_evaluated_appears() {
    let text = "IF(units.kind = \"street\", rate, area) * population";
    assert_eq!(substituted(text, 1), "0.5 * 200");
    assert_eq!(substituted(text, 0), "2 * 100");
    assert_eq!(substituted("2 * IF(old, rate + 1, area)", 0), "2 * (0.5 + 1)");
    assert_eq!(substituted("IF(old, rate + 1, area)", 0), "0.5 + 1");
    assert_eq!(substituted("ABS(IF(old, (rate + 1), area))", 0), "ABS(0.5 + 1)");
    assert_eq!(substituted("2 * IFBLANK(area, population - 1)", 1), "2 * (200 - 1)");
    assert_eq!(substituted("2 * IFBLANK(area, population - 1)", 0), "2 * 2");
    assert_eq!(substituted("OR(ISBLANK(area), area > 1)", 1), "OR(ISBLANK(blank), …)");
    assert_eq!(substituted("AND(population > 100, old, area > 1)", 0), "AND(100 > 100, …, …)");
    assert_eq!(substituted("NOT(old)", 0), "NOT(TRUE)");
}

#[test]
fn leaves_and_steps_stand_in_order_each_once() {
    let trace = trace(
        "IF(units.kind = \"street\", rate * population, 0) + population / SUM(population)",
        COMMUNITIES,
        1,
    );
    let leaves: Vec<(&str, LeafKind, String)> =
        trace.leaves.iter().map(|leaf| (leaf.name.as_str(), leaf.kind, leaf.value.to_string())).collect();
    assert_eq!(
        leaves,
        [
            ("units.kind", LeafKind::Parent, "\"street\"".to_owned()),
            ("rate", LeafKind::Parameter, "0.5".to_owned()),
            ("population", LeafKind::Column, "200".to_owned()),
            ("SUM(population)", LeafKind::Aggregate, "1000".to_owned()),
        ]
    );
    let steps: Vec<(&str, StepKind, &str, String)> = trace
        .steps
        .iter()
        .map(|step| (step.text.as_str(), step.kind, step.substituted.as_str(), step.value.to_string()))
        .collect();
    assert_eq!(
        steps,
        [
            ("units.kind = \"street\"", StepKind::Condition, "\"street\" = \"street\"", "TRUE".to_owned()),
            ("SUM(population)", StepKind::Aggregate, "SUM(population)", "1000".to_owned()),
        ]
    );
    assert_eq!(trace.value, TraceValue::Number(100.2));
    assert_eq!(trace.substituted, "(0.5 * 200) + 200 / 1000");
}

#[test]
fn a_roll_up_is_traced_as_one_value() {
    let trace = trace("SUM(communities.population) * weight", UNITS, 1);
    assert_eq!((trace.substituted.as_str(), trace.value), ("400 * 2", TraceValue::Number(800.0)));
}

#[test]
fn a_text_column_may_be_blank_and_a_number_may_not() {
    let world = World::new();
    let blank = trace("type", COMMUNITIES, 2);
    assert_eq!((blank.value, blank.substituted.as_str()), (TraceValue::Blank, "blank"));
    assert_eq!(blank.leaves[0].value, TraceValue::Blank);
    let problem = world.formula("area", COMMUNITIES).trace(&world.data(), 1).expect_err("a blank");
    assert_eq!((problem.row, problem.span), (Some(1), 0..4));
    assert!(world.formula("area", COMMUNITIES).trace(&world.data(), 4).is_err());
}
