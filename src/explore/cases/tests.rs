use super::*;
use crate::explore::trial::tests::config;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn steps_of_a_tenth_do_not_drift() {
    let (scenario, _) = config("yingjiang.toml", &[]);
    let cases = Cases::grid(&scenario, &texts(&["per_head=0.1:3:0.1"])).unwrap();
    assert_eq!(cases.len(), 30);
    let expected: Vec<f64> = (1..=30).map(|tenths| f64::from(tenths) / 10.0).collect();
    assert_eq!(cases.values(0), expected);
}

#[test]
fn the_last_input_varies_fastest_and_the_end_belongs_to_the_range() {
    let (scenario, _) = config("yingjiang.toml", &[]);
    let given = texts(&["per_head=20:10:-5", "pools.operating.money=5000000,6000000.50"]);
    let cases = Cases::grid(&scenario, &given).unwrap();
    let rows: Vec<(f64, f64)> =
        (0..cases.len()).map(|case| (cases.value(case, 0), cases.value(case, 1))).collect();
    let (less, more) = (5_000_000.0, 6_000_000.5);
    assert_eq!(rows, [(20.0, less), (20.0, more), (15.0, less), (15.0, more), (10.0, less), (10.0, more)]);
    assert_eq!(cases.change(3).unwrap().totals[0].1, 600_000_050);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let (scenario, _) = config("yingjiang.toml", &[]);
    let given = texts(&[
        "per_haed=1:2:1",
        "per_head=10:20",
        "per_head=10:20:-1",
        "per_head=10:20:0",
        "per_head=1e3",
        "per_head",
        "per_head=10,1000",
        "per_head=5",
        "pools.posts.money=100,120",
        "pools.posts.strata.totals.street=40",
        "pools.posts.posts=120",
    ]);
    let problems = Cases::grid(&scenario, &given).unwrap_err();
    let found: Vec<&str> = problems.0.iter().map(|problem| problem.found.en.as_str()).collect();
    // The total of one stratum alone may be varied, but not along with that of the whole.
    assert_eq!(found.len(), given.len() - 1, "{found:#?}");
    assert!(found[6].contains("outside its range") && found[7].contains("twice"), "{found:#?}");
    assert!(problems.0.iter().all(|problem| problem.remedy.is_some()));
    let large = texts(&["per_head=0:40:0.00001", "base=0:100000:1"]);
    assert!(Cases::grid(&scenario, &large).unwrap_err().0[0].found.en.contains("cases"));
}
