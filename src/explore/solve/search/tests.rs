//! Searches whose answers are known.

use super::range::shortest;
use super::*;

const fn goal(relation: Relation, value: f64) -> Goal {
    Goal { relation, value, tolerance: 1e-9 }
}

fn one(measure: impl Fn(f64) -> f64 + Sync) -> impl Fn(f64) -> Measures + Sync {
    move |place| Some(vec![measure(place)])
}

fn places(range: Range, count: u32) -> Vec<f64> {
    (0..=count)
        .map(|part| range.low + (range.high - range.low) * f64::from(part) / f64::from(count))
        .collect()
}

const WHOLE: Range = Range { low: 1.0, high: 1e9, step: Some(1.0) };
const REAL: Range = Range { low: 0.0, high: 40.0, step: None };

#[test]
fn the_smallest_whole_amount_is_found_exactly_with_its_neighbour() {
    let found =
        search(WHOLE, &places(WHOLE, 7), &[goal(Relation::AtLeast, 0.9)], &one(|x| x / 123_456_789.0));
    let [stretch] = found.stretches.as_slice() else { panic!("{found:?}") };
    assert_eq!(stretch.low, Edge { at: 111_111_111.0, beyond: Some(111_111_110.0) });
    assert_eq!(stretch.high, Edge { at: 1e9, beyond: None });
}

#[test]
fn a_real_edge_is_the_shortest_number_of_its_bracket() {
    let found = search(REAL, &places(REAL, 9), &[goal(Relation::AtMost, 7.0)], &one(|x| (x - 20.5).abs()));
    let [stretch] = found.stretches.as_slice() else { panic!("{found:?}") };
    assert_eq!((stretch.low.at, stretch.high.at), (13.5, 27.5));
    assert!(13.5 - stretch.low.beyond.expect("a neighbour") < 1e-9);
    let third = search(REAL, &[], &[goal(Relation::AtLeast, 1.0)], &one(|x| 3.0 * x));
    assert!((third.stretches[0].low.at - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn what_is_to_be_equal_is_found_where_it_passes_through() {
    let goals = [goal(Relation::Equal, 5.0)];
    let found = search(REAL, &places(REAL, 10), &goals, &one(|x| (x - 10.0).powi(2) / 20.0));
    let at: Vec<f64> = found.stretches.iter().map(|stretch| stretch.low.at).collect();
    assert_eq!(at, [0.0, 20.0]);
    let steps = one(|x: f64| (x / 1000.0).floor());
    let found = search(WHOLE, &places(WHOLE, 7), &[goal(Relation::Equal, 7.0)], &steps);
    let [stretch] = found.stretches.as_slice() else { panic!("{found:?}") };
    assert_eq!((stretch.low.at, stretch.high.at), (7_000.0, 7_999.0));
}

#[test]
fn a_jump_over_the_value_is_no_solution_and_is_told() {
    let step = one(|x: f64| if x < 12.0 { 3.0 } else { 8.0 });
    let found = search(REAL, &places(REAL, 10), &[goal(Relation::Equal, 5.0)], &step);
    assert!(found.stretches.is_empty());
    let [jump] = found.jumps.as_slice() else { panic!("{found:?}") };
    assert!(jump.before.0 < 12.0 && jump.after.0 >= 12.0 && jump.after.0 - jump.before.0 < 1e-9);
    assert_eq!((jump.before.1, jump.after.1), (3.0, 8.0));
    assert_eq!(found.nearest.expect("there is one").1, [3.0]);
}

#[test]
fn several_stretches_and_several_goals() {
    let wave = |place: f64| Some(vec![place.sin(), place]);
    let goals = [goal(Relation::AtLeast, 0.5), goal(Relation::AtMost, 30.0)];
    let found = search(REAL, &places(REAL, 200), &goals, &wave);
    assert_eq!(found.stretches.len(), 5);
    let first = found.stretches[0];
    assert!((first.low.at - std::f64::consts::FRAC_PI_6).abs() < 1e-9);
    assert!((first.high.at - 5.0 * std::f64::consts::FRAC_PI_6).abs() < 1e-9);
    assert!(found.stretches[4].high.at < 30.0);
}

#[test]
fn places_without_a_result_are_outside_and_the_nearest_is_shown() {
    let part = |place: f64| (place >= 7.25).then(|| vec![place]);
    let found = search(REAL, &places(REAL, 4), &[goal(Relation::AtLeast, 0.0)], &part);
    assert_eq!(found.stretches[0].low.at, 7.25);
    let none =
        search(REAL, &places(REAL, 10), &[goal(Relation::AtLeast, 99.0)], &one(|x| 10.0 - (x - 7.0).powi(2)));
    let (place, measures) = none.nearest.expect("there is one");
    assert!((place - 7.0).abs() < 0.01 && (measures[0] - 10.0).abs() < 1e-3, "{place}");
    assert_eq!(search(REAL, &[], &[goal(Relation::AtLeast, 0.0)], &|_| None).nearest, None);
}

#[test]
fn the_shortest_number_of_an_interval() {
    assert_eq!(shortest(19.346_219_8, 19.346_3), 19.346_22);
    assert_eq!(shortest(0.1, 0.3), 0.1);
    assert_eq!(shortest(-3.2, 5.0), -3.0);
    assert_eq!(shortest(2.0, 2.0), 2.0);
}
