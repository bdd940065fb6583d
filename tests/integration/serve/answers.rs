//! What the page shows and gives is what the command line gives with the same values set.

use serde_json::Value;
use serde_json::json;

use super::server::Server;
use crate::run::Place;
use crate::run::configs;

const SET: [&str; 3] = ["per_head=22.5", "pools.operating.money=6500000.50", "baseline=pooled"];

fn arguments<'a>(start: &[&'a str]) -> Vec<&'a str> {
    let mut all = start.to_vec();
    SET.iter().for_each(|set| all.extend(["--set", *set]));
    all
}

#[test]
fn files_are_those_of_the_command_line_byte_for_byte() {
    let server = Server::start(&[]);
    for language in ["en", "zh"] {
        let place = Place::new();
        place.succeed(&arguments(&["compare", "--lang", language, "--out", "out"]));
        for name in ["workbook.xlsx", "report.html", "awards.csv", "parts.csv", "metrics.csv", "groups.csv"] {
            let asked = json!({ "name": name, "set": SET, "language": language });
            let answer = server.post("/api/file", &asked);
            assert_eq!(answer.status, 200, "{name}: {}", answer.text());
            assert_eq!(answer.header("content-disposition"), Some("attachment"));
            let theirs = std::fs::read(place.at("out").join(name)).expect("the command line's file");
            assert!(answer.body == theirs, "{name} in {language} differs from the command line's");
        }
    }
}

#[test]
fn the_changed_scenario_keeps_its_comments_and_gives_the_same_awards() {
    let server = Server::start(&[]);
    let answer = server.post("/api/file", &json!({ "name": "scenario.toml", "set": SET }));
    let place = Place::with_scenarios();
    let before = place.read("configs/yingjiang.toml");
    let after = answer.text();
    let changed: Vec<(&str, &str)> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
    place.write("configs/changed.toml", &answer.body);
    place.succeed(&["compare", "configs/changed.toml", "--out", "changed"]);
    place.succeed(&arguments(&["compare", "configs/yingjiang.toml", "--out", "set"]));
    assert_eq!(place.read("changed/awards.csv"), place.read("set/awards.csv"));
}

#[test]
fn the_view_holds_the_numbers_of_the_command_line() {
    let server = Server::start(&[]);
    let theirs = Place::new().succeed(&arguments(&["compare", "--json", "--no-files"])).stdout;
    let theirs: Value = serde_json::from_str(&theirs).expect("JSON");
    for pool in ["operating", "posts"] {
        for policy in ["flat", "differentiated", "pooled"] {
            let view = server.view(pool, policy, &SET);
            let theirs = &theirs["pools"][pool]["policies"][policy];
            for (metric, value) in theirs["metrics"].as_object().expect("metrics") {
                // The command line writes a ratio with fifteen digits.
                let (ours, theirs) = (view["policies"][policy][metric].as_f64(), value.as_f64());
                let is_same = match (ours, theirs) {
                    (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-12 * theirs.abs().max(1.0),
                    _ => ours == theirs,
                };
                assert!(is_same, "{pool} {policy} {metric}: {ours:?} {theirs:?}");
            }
            let rows = view["rows"]["items"].as_array().expect("rows");
            let awards = theirs["awards"].as_array().expect("awards");
            assert_eq!(rows.len(), awards.len());
            for (row, award) in rows.iter().zip(awards) {
                for key in ["id", "award", "baseline", "change", "adequacy", "need", "bound", "tie"] {
                    let (ours, theirs) = (&row[key], &award[key]);
                    let is_same = match (ours.as_f64(), theirs.as_f64()) {
                        (Some(ours), Some(theirs)) => (ours - theirs).abs() < 0.006,
                        _ => ours == theirs,
                    };
                    assert!(is_same, "{pool} {policy} {key}: {ours} {theirs}");
                }
            }
        }
    }
}

#[test]
fn the_two_sides_are_compared_member_by_member() {
    let server = Server::start(&[]);
    let view = server.json(
        "/api/view",
        &json!({
            "now": { "set": ["per_head=30"], "policy": "differentiated" }, "other": { "policy": "flat" },
            "pool": "operating", "rows": { "count": 500 },
        }),
    );
    let rows = view["rows"]["items"].as_array().expect("rows");
    let mut sum = 0.0;
    for row in rows {
        let of = |key: &str| row[key].as_f64().expect("a number");
        assert!((of("award") - of("other") - of("difference")).abs() < 0.006, "{row}");
        sum += of("difference").max(0.0);
    }
    let gained = view["against_other"]["gained"].as_f64().expect("a number");
    assert!((sum - gained).abs() < 0.01, "{sum} {gained}");
    let matrix = &view["now"]["matrix"]["cells"];
    let members: u64 = matrix
        .as_array()
        .expect("rows of the matrix")
        .iter()
        .flat_map(|row| row.as_array().expect("cells"))
        .map(|cell| cell["members"].as_u64().expect("a count"))
        .sum();
    assert_eq!(members, rows.len() as u64);
}

#[test]
fn rows_are_searched_sorted_and_sent_so_many_at_a_time() {
    let server = Server::start(&[]);
    let rows = |rows: Value| {
        let asked = json!({
            "now": { "policy": "differentiated" }, "other": { "policy": "differentiated" },
            "pool": "operating", "rows": rows,
        });
        server.json("/api/view", &asked)["rows"].clone()
    };
    let ids = |rows: &Value| -> Vec<String> {
        let items = rows["items"].as_array().expect("rows").iter();
        items.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    };
    let sorted = rows(json!({ "sort": "award", "descending": true, "count": 10 }));
    let awards: Vec<f64> = sorted["items"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["award"].as_f64().expect("an award"))
        .collect();
    assert_eq!(awards.len(), 10);
    assert!(awards.windows(2).all(|pair| pair[0] >= pair[1]), "{awards:?}");
    let next = rows(json!({ "sort": "award", "descending": true, "from": 10, "count": 10 }));
    assert!(next["items"][0]["award"].as_f64() <= awards.last().copied());
    assert_eq!(ids(&rows(json!({ "search": "WUYUE", "count": 10 }))), ["340802001001"]);
    let of_street = rows(json!({ "search": "宜城路", "count": 100 }));
    assert_eq!(of_street["found"], 4, "a community is found by its street");
    assert_eq!(rows(json!({ "search": "nobody is called so", "count": 10 }))["found"], 0);
    let wrong = json!({
        "now": {}, "other": {}, "pool": "operating", "rows": { "sort": "colour", "count": 1 },
    });
    assert_eq!(server.post("/api/view", &wrong).status, 400);
}

#[test]
fn an_award_is_explained_as_on_the_command_line() {
    let server = Server::start(&[]);
    let arguments = ["explain", "--pool", "operating", "--policy", "differentiated", "340802001001"];
    for language in ["en", "zh"] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--lang", language]);
        let text = Place::new().succeed(&arguments).stdout;
        let asked = json!({
            "pool": "operating", "policy": "differentiated", "name": "340802001001", "language": language,
        });
        let told = server.json("/api/explain", &asked);
        assert_eq!(told["text"].as_str(), Some(text.as_str()));
        assert_eq!(told["factors"].as_array().map(Vec::len), Some(5));
    }
    let asked = json!({ "pool": "operating", "policy": "differentiated", "name": "nobody" });
    assert_eq!(server.post("/api/explain", &asked).status, 400);
}

#[test]
fn what_is_wrong_with_a_setting_is_told_as_on_the_command_line() {
    let server = Server::start(&[]);
    let set = ["per_head=400", "floor_share=1", "policies.flat.operating.rule=equl"];
    let asked = json!({ "now": { "set": set }, "other": {}, "pool": "operating" });
    let answer = server.post("/api/view", &asked);
    assert_eq!(answer.status, 422);
    let answer = answer.json();
    let mut arguments = vec!["check"];
    set.iter().for_each(|set| arguments.extend(["--set", *set]));
    let told = Place::new().run(&arguments).end().stderr;
    let problems = answer["problems"].as_array().expect("problems");
    assert!(!problems.is_empty());
    for problem in problems {
        let found = problem["found"]["en"].as_str().expect("what was found");
        assert!(told.contains(found), "{found}\n{told}");
        assert!(problem["place"].as_str().is_some_and(|place| place.starts_with("--set ")), "{problem}");
        assert!(problem["line"]["fault"].as_str().is_some_and(|fault| !fault.is_empty()), "{problem}");
    }
    server.must_answer();
}

#[test]
fn nothing_that_one_tab_sets_reaches_another() {
    let server = Server::start(&[]);
    let before = server.view("operating", "differentiated", &[]);
    server.view("operating", "differentiated", &["per_head=39"]);
    assert_eq!(server.view("operating", "differentiated", &[]), before);
}

#[test]
fn every_scenario_is_served_in_every_view() {
    for config in configs() {
        let server = Server::start_in(Place::with_scenarios(), &[&format!("configs/{config}.toml")]);
        let about = server.json("/api/about", &json!({}));
        let list = |of: &Value, key: &str| -> Vec<String> {
            let all = of[key].as_array().expect("a list").iter();
            all.filter_map(|each| each["id"].as_str()).map(str::to_owned).collect()
        };
        for pool in list(&about, "pools") {
            for policy in list(&about, "policies") {
                let view = server.view(&pool, &policy, &[]);
                let id = &view["rows"]["items"][0]["id"];
                let asked = json!({ "pool": pool, "policy": policy, "name": id });
                assert!(server.json("/api/explain", &asked)["text"].is_string(), "{config} {pool} {policy}");
            }
            let charts = server.json("/api/charts", &json!({ "pool": pool }));
            assert!(charts.as_array().is_some_and(|charts| !charts.is_empty()), "{config} {pool}");
        }
        // Each setting of the page can be set to what it is, and then changes nothing.
        let parameters = about["parameters"].as_array().expect("parameters").iter();
        let names =
            parameters.map(|each| format!("{}={}", each["name"].as_str().unwrap_or(""), each["value"]));
        let pools = about["pools"].as_array().expect("pools").iter();
        let pools = pools.filter(|pool| pool["is_combined"] == false);
        let totals = pools.flat_map(|pool| {
            let strata = pool["strata"].as_array().expect("strata").iter();
            strata
                .chain([pool])
                .map(|each| format!("{}={}", each["name"].as_str().unwrap_or(""), each["total"]))
        });
        let set: Vec<String> = names.chain(totals).collect();
        let set: Vec<&str> = set.iter().map(String::as_str).collect();
        let pool = about["pools"][0]["id"].as_str().expect("a pool");
        let view = server.view(pool, "", &set);
        assert_eq!(view["since_loaded"]["up"], 0, "{config}");
        assert_eq!(view["since_loaded"]["down"], 0, "{config}");
        let file = json!({ "name": "scenario.toml", "set": set });
        assert_eq!(server.post("/api/file", &file).status, 200, "{config}");
    }
}

#[test]
fn the_work_and_the_answers_are_those_of_the_command_line() {
    let server = Server::start_in(Place::with_scenarios(), &["configs/whistle.toml"]);
    let set = ["services.elder_visits.funded=0.75", "services.plaques.admitted=false"];
    let work = server.json("/api/work", &json!({ "set": set }));
    let theirs = ["compare", "configs/whistle.toml", "--set", set[0], "--set", set[1], "--lang", "zh"];
    let ran = server.place.succeed(&[&theirs[..], &["--json", "--out", "out"]].concat());
    let theirs: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    for answered in work["answers"]["policies"].as_array().expect("policies") {
        let of = &theirs["answers"]["policies"][answered["id"].as_str().expect("an id")];
        for side in ["alone", "whistle"] {
            for key in ["requests", "mean_wait", "within", "utilisation", "unstable"] {
                let (ours, theirs) = (answered[side][key].as_f64(), of[side][key].as_f64());
                let is_same = match (ours, theirs) {
                    (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
                    _ => ours == theirs,
                };
                assert!(is_same, "{side} {key}: {ours:?} {theirs:?}");
            }
            assert_eq!(
                answered[side]["names"].as_array().map(Vec::len) > Some(0),
                answered[side]["unstable"].as_u64() > Some(0)
            );
        }
    }
    let mandates = server.place.read("out/mandates.csv");
    let lines: Vec<Vec<&str>> = mandates.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let departments = work["departments"].as_array().expect("departments");
    let policies = work["policies"].as_array().expect("policies");
    assert_eq!(lines.len(), departments.len() * policies.len());
    for (index, line) in lines.iter().enumerate() {
        let (policy, department) = (index / departments.len(), index % departments.len());
        let ours = departments[department]["policies"][policy]["unfunded"].as_f64().expect("a number");
        let theirs: f64 = line[line.len() - 1].parse().expect("a number");
        assert!((ours - theirs).abs() < 0.006, "{line:?} {ours}");
    }
    let items = work["items"].as_array().expect("items").iter();
    let struck: Vec<&Value> = items.filter(|item| item["admitted"][0] == false).collect();
    assert_eq!(struck.len(), 1, "{struck:?}");
    let charts = server.json("/api/charts", &json!({ "set": set, "name": "services" }));
    assert!(charts.as_array().is_some_and(|charts| charts.len() >= 2), "{charts}");
}

#[test]
fn what_is_set_in_the_catalogue_is_in_the_saved_scenario() {
    for config in ["lighter-load", "funding-follows-task"] {
        let path = format!("configs/{config}.toml");
        let server = Server::start_in(Place::with_scenarios(), &[&path]);
        let set = [
            "services.elder_visits.hours=4.5",
            "services.ledgers.hours=90",
            "services.low_income.admitted=false",
        ];
        let saved = server.post("/api/file", &json!({ "name": "scenario.toml", "set": set }));
        assert_eq!(saved.status, 200, "{}", saved.text());
        let place = Place::with_scenarios();
        place.write("configs/saved.toml", &saved.body);
        place.succeed(&["compare", "configs/saved.toml", "--out", "saved"]);
        let mut arguments = vec!["compare", &path, "--out", "set"];
        set.iter().for_each(|set| arguments.extend(["--set", *set]));
        place.succeed(&arguments);
        for table in ["awards.csv", "metrics.csv", "mandates.csv"] {
            let (saved, set) = (place.read(&format!("saved/{table}")), place.read(&format!("set/{table}")));
            assert_eq!(saved, set, "{config} {table}");
        }
    }
}
