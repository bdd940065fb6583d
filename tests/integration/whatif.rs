//! `sensitivity`, `solve` and `audit` as a user runs them: what they say is kept in `tests/whatif/`, and what they
//! answer is held against a run of `compare` with that very value.
//!
//! After a change that is meant to alter results, run the tests once with `JUNHENG_BLESS=1` and review the
//! difference.

use std::fs;

use serde_json::Value;

use crate::run::Place;
use crate::run::none_wrong;
use crate::run::project;

/// What is kept: a file's name and the command whose standard output it holds.
const KEPT: [(&str, &[&str]); 16] = [
    (
        "sobol.json",
        &["sensitivity", "--metric", "differentiated.operating.adequacy_min", "--samples", "32", "--json"],
    ),
    (
        "sobol.en.txt",
        &[
            "sensitivity",
            "--metric",
            "differentiated.operating.adequacy_min",
            "--samples",
            "32",
            "--seed",
            "7",
        ],
    ),
    (
        "morris.zh.txt",
        &[
            "sensitivity",
            "--metric",
            "differentiated.operating.shortfall",
            "--method",
            "morris",
            "--samples",
            "8",
            "--lang",
            "zh",
        ],
    ),
    (
        "tornado.json",
        &[
            "sensitivity",
            "configs/hold-harmless.toml",
            "--metric",
            "partly_held.operating.moved",
            "--method",
            "tornado",
            "--json",
        ],
    ),
    ("tornado.en.txt", &["sensitivity", "--metric", "differentiated.posts.gini", "--method", "tornado"]),
    (
        "sobol-noise.json",
        &[
            "sensitivity",
            "configs/uncertain-figures.toml",
            "--metric",
            "differentiated.operating.gini",
            "--samples",
            "32",
            "--json",
        ],
    ),
    (
        "tornado-member.zh.txt",
        &[
            "sensitivity",
            "configs/uncertain-figures.toml",
            "--metric",
            "differentiated.operating.change[340802202202]",
            "--method",
            "tornado",
            "--lang",
            "zh",
        ],
    ),
    (
        "solve-total.json",
        &[
            "solve",
            "--for",
            "pools.operating.money",
            "--target",
            "pooled.operating.adequacy_min >= 0.9",
            "--json",
        ],
    ),
    (
        "solve-total.en.txt",
        &["solve", "--for", "pools.operating.money", "--target", "pooled.operating.adequacy_min >= 90%"],
    ),
    (
        "solve-strata.zh.txt",
        &[
            "solve",
            "--for",
            "pools.posts.posts",
            "--target",
            "flat.posts.adequacy_min >= 0.7",
            "--lang",
            "zh",
        ],
    ),
    (
        "solve-member.zh.txt",
        &[
            "solve",
            "--for",
            "per_km2",
            "--target",
            "differentiated.operating.change[340802202202] >= 0 and differentiated.operating.losers <= 40",
            "--prefer",
            "nearest",
            "--lang",
            "zh",
        ],
    ),
    (
        "solve-none.json",
        &[
            "solve",
            "--for",
            "floor_share",
            "--target",
            "differentiated.operating.losers = 0",
            "--target",
            "differentiated.operating.adequacy_min >= 0.95",
            "--json",
        ],
    ),
    (
        "tradeoff.csv",
        &["solve", "configs/hold-harmless.toml", "--for", "kept", "--tradeoff", "partly_held.operating"],
    ),
    ("audit.en.txt", &["audit"]),
    ("audit.zh.txt", &["audit", "configs/hold-harmless.toml", "--lang", "zh"]),
    ("audit.json", &["audit", "configs/size-bands.toml", "--json"]),
];

fn document(place: &Place, arguments: &[&str]) -> Value {
    serde_json::from_str(&place.succeed(arguments).stdout).expect("JSON")
}

#[test]
fn what_if_comes_to_what_it_came_to_before() {
    let bless = std::env::var_os("JUNHENG_BLESS").is_some_and(|value| value == "1");
    let place = Place::with_scenarios();
    let folder = project().join("tests/whatif");
    let mut wrong = Vec::new();
    for (name, arguments) in KEPT {
        let actual = place.succeed(arguments).stdout;
        let path = folder.join(name);
        if bless {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, &actual).expect("a golden file");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let differing = expected.lines().zip(actual.lines()).find(|(old, new)| old != new);
        if expected != actual {
            wrong.push(format!("{name}: {differing:?}, if this is meant: JUNHENG_BLESS=1"));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn every_file_kept_of_what_if_has_its_command() {
    let entries = fs::read_dir(project().join("tests/whatif")).into_iter().flatten();
    for entry in entries {
        let name = entry.expect("an entry").file_name();
        assert!(KEPT.iter().any(|(kept, _)| name == *kept), "{name:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_eight() {
    let place = Place::with_scenarios();
    for (name, arguments) in KEPT.iter().filter(|(name, _)| ["sobol-noise.json", "audit.json"].contains(name))
    {
        let on = |threads: &str| place.run(arguments).env("RAYON_NUM_THREADS", threads).end().stdout;
        assert_eq!(on("1"), on("8"), "{name}");
    }
}

#[test]
fn the_total_solved_for_holds_in_a_comparison_and_a_fen_less_does_not() {
    let place = Place::new();
    let target = "pooled.operating.adequacy_min >= 0.9";
    let answer = document(&place, &["solve", "--for", "pools.operating.money", "--target", target, "--json"]);
    let text = |value: &Value| value.to_string();
    let (value, below) = (text(&answer["value"]), text(&answer["bracket"][0]));
    assert_eq!(text(&answer["bracket"][1]), value);
    let fen = |yuan: &str| (yuan.parse::<f64>().expect("a number") * 100.0).round() as i64;
    assert_eq!(fen(&value) - fen(&below), 1);
    let adequacy = |money: &str| {
        let set = format!("pools.operating.money={money}");
        let compared = document(&place, &["compare", "--set", &set, "--json", "--no-files"]);
        let metrics = &compared["pools"]["operating"]["policies"]["pooled"]["metrics"];
        metrics["adequacy_min"].as_f64().expect("a number")
    };
    assert_eq!(Some(adequacy(&value)), answer["reached"].as_f64());
    assert!(adequacy(&value) >= 0.9 && adequacy(&below) < 0.9);
}

#[test]
fn the_value_at_which_a_member_stops_losing_is_its_edge() {
    let place = Place::new();
    let changed = |per_km2: f64, id: &str| {
        let set = format!("per_km2={per_km2}");
        let compared = document(&place, &["compare", "--set", &set, "--json", "--no-files"]);
        let awards =
            compared["pools"]["operating"]["policies"]["differentiated"]["awards"].as_array().cloned();
        let awards = awards.expect("awards");
        let of_member = awards.iter().find(|award| award["id"] == *id).expect("the member");
        of_member["change"].as_f64().expect("a number")
    };
    let id = "340802202202";
    assert!(changed(3000.0, id) < 0.0, "it loses as the scenario stands");
    let target = format!("differentiated.operating.change[{id}] >= 0");
    let answer = document(
        &place,
        &["solve", "--for", "per_km2", "--target", &target, "--prefer", "nearest", "--json"],
    );
    let value = answer["value"].as_f64().expect("there is a value");
    let bracket: Vec<f64> =
        answer["bracket"].as_array().expect("two").iter().filter_map(Value::as_f64).collect();
    let width = bracket[1] - bracket[0];
    assert!(width > 0.0 && width < 1e-7 && bracket.contains(&value), "{answer}");
    let outside = if bracket[0] == value { bracket[1] } else { bracket[0] };
    assert!(changed(value, id) >= 0.0 && changed(outside, id) < 0.0, "{answer}");
}

#[test]
fn indices_of_parameters_that_the_metric_does_not_rest_on_are_nothing() {
    let place = Place::new();
    let metric = "differentiated.posts.gini";
    let found = document(&place, &["sensitivity", "--metric", metric, "--samples", "16", "--json"]);
    assert_eq!((&found["metric"], &found["method"]), (&metric.into(), &"sobol".into()));
    let parameters = found["parameters"].as_object().expect("parameters");
    let untouched = &parameters["per_head"];
    assert_eq!((untouched["total"].as_f64(), untouched["reaches"].as_bool()), (Some(0.0), Some(false)));
    for (name, entry) in parameters {
        let interval = entry["total_ci"].as_array().expect("two");
        assert_eq!(interval.len(), 2, "{name}");
        assert!(interval[0].as_f64() <= interval[1].as_f64(), "{name}");
    }
}

#[test]
fn an_audit_s_findings_have_every_field_and_stand_where_they_say() {
    let place = Place::with_scenarios();
    let found = document(&place, &["audit", "configs/size-bands.toml", "--json"]);
    let findings = found.as_array().expect("a list");
    assert!(!findings.is_empty());
    let text = place.read("configs/size-bands.toml");
    for finding in findings {
        let keys: Vec<&str> = finding.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["kind", "policy", "pool", "member", "formula", "place", "numbers", "says"]);
        let place = finding["place"].as_str().expect("a place");
        let mut parts = place.rsplit(':').map(|part| part.parse::<usize>());
        let (column, line) = (parts.next().unwrap().unwrap(), parts.next().unwrap().unwrap());
        let line = text.lines().nth(line - 1).expect("the line is there");
        let rest: String = line.chars().skip(column - 1).collect();
        assert!(rest.starts_with(finding["formula"].as_str().expect("a formula")), "{place}: {rest}");
    }
}

#[test]
fn charts_are_drawn_in_both_languages_and_show_the_words_they_are_about() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for (arguments, english, chinese) in [
        (
            &["sensitivity", "--metric", "differentiated.operating.gini", "--samples", "8"][..],
            "Share of variance (%)",
            "方差份额（%）",
        ),
        (
            &[
                "sensitivity",
                "--metric",
                "differentiated.operating.moved",
                "--method",
                "morris",
                "--samples",
                "4",
            ],
            "Effect of crossing the whole width (",
            "走完全部范围的效应（",
        ),
        (
            &["sensitivity", "--metric", "differentiated.operating.adequacy_min", "--method", "tornado"],
            "Lowest adequacy (%)",
            "最低保障率（%）",
        ),
        (
            &["solve", "--for", "per_head", "--tradeoff", "differentiated.operating"],
            "Shortfall removed (",
            "消除的缺口（",
        ),
    ] {
        for (language, word) in [("en", english), ("zh", chinese)] {
            place.succeed(&[arguments, &["--chart", "chart.svg", "--lang", language]].concat());
            if !place.read("chart.svg").contains(word) {
                wrong.push(format!("{arguments:?} {language}: no {word}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_to_write_instead() {
    let place = Place::with_scenarios();
    let mut wrong = Vec::new();
    let solve = |axis: &'static str, target: &'static str| vec!["solve", "--for", axis, "--target", target];
    for (arguments, expected) in [
        (vec!["sensitivity", "--metric", "differentiated.operating.ginni"], "did you mean `gini`?"),
        (vec!["sensitivity", "--metric", "differentiated.gini"], "write POLICY.POOL.METRIC"),
        (
            vec!["sensitivity", "--metric", "differentiated.operating.chang[340802202202]"],
            "did you mean `change`?",
        ),
        (
            vec!["sensitivity", "--metric", "flat.operating.gini", "--samples", "0"],
            "write a number from 1 to 1048576",
        ),
        (
            vec!["sensitivity", "--metric", "flat.operating.gini", "--chart", "a.gif"],
            "let the file's name end in .svg or .png",
        ),
        (solve("per_hed", "flat.operating.gini >= 1"), "did you mean `per_head`?"),
        (solve("per_head", "flat.operating.gini"), "write for instance"),
        (solve("per_head", "flat.operating.gini >= much"), "write a number such as 0.9"),
        (solve("per_head", "flat.operating.award[34080220000] >= 1"), "did you mean `34080220"),
        (solve("year", "flat.operating.gini >= 1"), "say where to look with --from and --to"),
        (solve("pools.posts.strata.totals.streets", "flat.posts.min >= 1"), "did you mean `street`?"),
        (solve("pools.operating.strata.totals.a", "flat.operating.min >= 1"), "there is none"),
        (
            vec![
                "solve",
                "configs/several-sources.toml",
                "--for",
                "pools.funding.money",
                "--target",
                "flat.funding.min >= 1",
            ],
            "vary the total of one of those",
        ),
        (vec!["solve", "--for", "per_head"], "--target"),
        (
            vec![
                "solve",
                "--for",
                "per_head",
                "--target",
                "flat.operating.gini >= 1",
                "--from",
                "9",
                "--to",
                "3",
            ],
            "let --from be below --to",
        ),
        (vec!["solve", "--for", "per_head", "--tradeoff", "flat.nothing"], "unknown pool `nothing`"),
    ] {
        let ran = place.run(&arguments).end();
        if ran.code != 2 || !ran.stdout.is_empty() || !ran.stderr.contains(expected) {
            wrong.push(format!("{arguments:?}: {ran:?}"));
        }
    }
    none_wrong(&wrong);
}
