//! `junheng simulate`: the contract of its JSON, and the same bytes whatever the threads and the memory.

use serde_json::Value;

use crate::run::Place;

const SCENARIO: &str = "configs/uncertain-figures.toml";

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let all = ["simulate", SCENARIO, "--draws", "60", "--seed", "0"];
    all.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn the_json_tells_of_every_member_and_metric() {
    let place = Place::with_scenarios();
    let ran = place.succeed(&arguments(&["--json"]));
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&told["draws"], &told["seed"], &told["failed"]), (&60.into(), &0.into(), &0.into()));
    let policies = &told["pools"]["operating"];
    let members = policies["differentiated"]["members"].as_object().unwrap();
    assert_eq!(members.len(), 48);
    for member in members.values() {
        for part in ["award", "adequacy"] {
            let six: Vec<f64> = ["p5", "p25", "p50", "p75", "p95", "mean"]
                .map(|name| member[part][name].as_f64().unwrap())
                .to_vec();
            assert!(six[..5].is_sorted() && six[0] <= six[5] && six[5] <= six[4] * 1.5, "{member}");
        }
        let share = |name: &str| member[name].as_f64().unwrap();
        assert!(share("gain") + share("lose") <= 1.0 && (0.0..=1.0).contains(&share("short")));
    }
    assert_eq!(policies["flat"]["members"]["340802001001"]["award"]["p95"], 125_000.0);
    assert_eq!(policies["flat"]["metrics"]["gini"]["p5"].as_f64().map(|gini| gini > 0.0), Some(true));
    assert_eq!(policies["differentiated"]["metrics"].as_object().unwrap().len(), 21);
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_threads_and_in_any_memory() {
    let place = Place::with_scenarios();
    let run = |threads: &str, more: &[&str]| {
        let ran = place.run(&arguments(more)).env("RAYON_NUM_THREADS", threads).end();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    let one = run("1", &["--json"]);
    assert!(one == run("8", &["--json"]));
    assert!(one == run("2", &["--json", "--memory", "1"]));
    run("1", &["--out", "one"]);
    run("8", &["--out", "eight"]);
    let charts = ["charts/operating-spread-2.png", "charts/operating-spread-2.svg"];
    let tables = ["manifest.json", "members.csv", "members.parquet", "metrics.csv"];
    assert_eq!(place.files("one"), [&charts[..], &tables[..]].concat());
    assert!(place.contents("one") == place.contents("eight"));
    let manifest: Value = serde_json::from_str(&place.read("one/manifest.json")).unwrap();
    assert_eq!((&manifest["command"], &manifest["seed"]), (&"simulate".into(), &0.into()));
    let members = place.read("one/members.csv");
    assert_eq!(members.lines().count(), 1 + 2 * 48);
}

#[test]
fn a_scenario_without_anything_uncertain_is_told_what_to_add() {
    let place = Place::with_scenarios();
    let ran = place.run(&["simulate", "configs/size-bands.toml", "--draws", "10", "--seed", "1"]).end();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("nothing in the scenario is uncertain"), "{}", ran.stderr);
}
