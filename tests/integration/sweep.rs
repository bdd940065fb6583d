//! `junheng sweep`: the same bytes however it is cut up, and nothing lost.

use std::fs;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use crate::run::Place;

const SCENARIO: &str = "configs/yingjiang.toml";

fn vary<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let grid = ["sweep", SCENARIO, "--vary", "per_head=10:30:5", "--vary", "base=20000,30000"];
    grid.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn a_row_for_every_case_policy_pool_and_metric() {
    let place = Place::with_scenarios();
    let ran = place.succeed(&vary(&[]));
    let mut lines = ran.stdout.lines();
    assert_eq!(lines.next(), Some("case,per_head,base,policy,pool,metric,value"));
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len() % (10 * 21), 0);
    assert!(rows[0].starts_with("1,10,20000,flat,operating,total,6000000.00"), "{}", rows[0]);
    assert!(rows.last().unwrap().starts_with("10,30,30000,"));
    // What one run says, the sweep says of the case with the same values.
    place.succeed(&["compare", SCENARIO, "--set", "per_head=15", "--set", "base=30000", "--out", "one"]);
    let one = place.read("one/metrics.csv");
    let gini = one.lines().find(|line| line.starts_with("differentiated,operating,gini,")).unwrap();
    let gini = gini.rsplit_once(',').unwrap().0;
    assert!(rows.contains(&format!("4,15,30000,{gini}").as_str()), "{gini}");
}

#[test]
fn shards_one_after_another_are_the_whole_on_any_number_of_threads() {
    let place = Place::with_scenarios();
    place.succeed(&vary(&["--out", "whole.csv", "--awards"]));
    let (mut metrics, mut awards) = (String::new(), String::new());
    for (shard, threads) in [("1/3", "1"), ("2/3", "8"), ("3/3", "2")] {
        let ran = place.run(&vary(&["--out", "part.csv", "--awards", "--shard", shard]));
        assert_eq!(ran.env("RAYON_NUM_THREADS", threads).end().code, 0);
        metrics.push_str(&place.read("part.csv"));
        awards.push_str(&place.read("part.awards.csv"));
    }
    assert!(metrics == place.read("whole.csv"));
    assert!(awards == place.read("whole.awards.csv"));
    assert!(metrics == place.succeed(&vary(&[])).stdout);
    assert!(place.files(".").iter().all(|name| !name.contains(".partial")));
}

#[cfg(unix)]
#[test]
fn an_interrupted_sweep_goes_on_where_it_stopped() {
    let place = Place::with_scenarios();
    let grid = ["sweep", SCENARIO, "--vary", "per_head=0:40:0.01", "--out", "cases.csv"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_junheng"))
        .args(grid)
        .current_dir(place.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let partial = place.at("cases.csv.partial");
    let begun = || fs::metadata(&partial).is_ok_and(|partial| partial.len() > 1_000_000);
    while !begun() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let code = child.wait().unwrap().code();
    // A machine may be so fast that the sweep ends first; then there is nothing to go on from.
    if code == Some(1) {
        assert!(partial.exists() && !place.at("cases.csv").exists());
        let ran = place.succeed(&grid);
        assert!(ran.stderr.starts_with("continuing an interrupted sweep after "), "{}", ran.stderr);
        assert!(!partial.exists());
        assert!(place.read("cases.csv") == place.succeed(&grid[..4]).stdout);
    }
}

#[test]
fn cases_that_fail_are_empty_and_told_and_all_failing_is_an_error() {
    let place = Place::with_scenarios();
    let floor = ["--set", "policies.differentiated.operating.floor=1000"];
    let sweep = |totals: &str| {
        let mut arguments = vec!["sweep", SCENARIO, "--vary", totals, "--out", "cases.csv"];
        arguments.extend(floor);
        place.run(&arguments).end()
    };
    let ran = sweep("pools.operating.money=1000,6000000");
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.starts_with("1 of 2 cases could not be evaluated"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the floors come to 48,000.00 yuan"), "{}", ran.stderr);
    let rows = place.read("cases.csv");
    let empty = |case: &str| rows.lines().filter(|row| row.starts_with(case)).all(|row| row.ends_with(','));
    assert!(empty("1,") && !empty("2,"));
    fs::remove_file(place.at("cases.csv")).unwrap();
    let ran = sweep("pools.operating.money=1000,2000");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(!place.files(".").iter().any(|name| name.starts_with("cases.csv")));
}

#[test]
fn cases_come_from_a_file_too() {
    let place = Place::with_scenarios();
    place.write("cases.csv", "name,per_head,floor_share\nlow,10,0.9\nhigh,30,0.5\n".as_bytes());
    let ran = place.succeed(&["sweep", SCENARIO, "--cases", "cases.csv", "--shard", "2/2"]);
    assert!(ran.stdout.starts_with("2,30,0.5,flat,operating,total,"), "{}", &ran.stdout[..80]);
    place.write("cases.csv", "per_head,flor_share,base\n1000,0.9,\n10,0.5,1\n".as_bytes());
    let ran = place.run(&["sweep", SCENARIO, "--cases", "cases.csv"]).end();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    for place in ["cases.csv:1:flor_share", "cases.csv:2:base", "cases.csv:2:per_head"] {
        assert!(ran.stderr.contains(place), "{place}: {}", ran.stderr);
    }
}

#[test]
fn a_chart_shows_a_metric_over_one_or_two_inputs() {
    let place = Place::with_scenarios();
    let one = ["sweep", SCENARIO, "--vary", "per_head=10:30:5", "--metric", "operating.adequacy_min"];
    let draw = |more: &[&str]| place.run(&[&one[..], more].concat()).end();
    assert_eq!(draw(&["--chart", "one.svg"]).code, 0);
    let svg = place.read("one.svg");
    for text in ["Lowest adequacy", "Differentiated", "One size fits all", "\nnow\n"] {
        assert!(svg.contains(text), "{text}");
    }
    assert_eq!(draw(&["--vary", "base=20000,30000", "--chart", "two.svg"]).code, 0);
    assert!(place.read("two.svg").contains("(light) to"));
    assert_eq!(draw(&["--chart", "one.png"]).code, 0);
    assert!(fs::read(place.at("one.png")).unwrap().starts_with(b"\x89PNG"));
    let more = ["--vary", "base=1,2", "--vary", "floor_share=0.5,0.6", "--chart", "three.svg"];
    let ran = draw(&more);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("one or two varied inputs, not 3"), "{}", ran.stderr);
    assert_eq!(draw(&["--chart", "one.pdf"]).code, 2);
}
