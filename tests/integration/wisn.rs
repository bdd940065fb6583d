//! Standards by WISN: required staff, the ratio and the difference.

use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::files::Written;
use crate::run::Place;

const SCENARIO: &str = r#"
title = "Staff"
year = 2020
baseline = "flat"
[tables.communities]
file = "communities.csv"
[parameters.training]
value = 3
[pools.workers]
over = "communities"
posts = 12
[standards.workers.wisn]
hours = "hours"
holidays = 11
leave = "IF(id = \"A\", 10, 15)"
sickness = 5
training = "training"
category_allowance = 0.2
individual_allowance_hours = "924 * (1 - 0)"
[policies.flat]
workers = { rule = "equal" }
[policies.levelled]
workers = { rule = "level-up" }
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("s.toml", SCENARIO.as_bytes());
    place.write("communities.csv", b"id,hours\nA,7392\nB,3616\n");
    place
}

#[test]
fn the_need_is_the_required_staff_worked_by_hand() {
    let place = place();
    let run = |arguments: &[&str]| -> Vec<f64> {
        let all = [&["compare", "s.toml", "--json", "--no-files"], arguments].concat();
        let found: Value = serde_json::from_str(&place.succeed(&all).stdout).expect("JSON");
        let awards = &found["pools"]["workers"]["policies"]["flat"]["awards"];
        (0..2).map(|member| awards[member]["need"].as_f64().expect("a need")).collect()
    };
    // A: 231 days of 8 hours; 7392 ÷ 1848 × 1.25 + 924 ÷ 1848. B: 226 days; 3616 ÷ 1808 × 1.25 + 924 ÷ 1808.
    let found = run(&[]);
    assert!((found[0] - 5.5).abs() < 1e-12, "{found:?}");
    assert!((found[1] - (2.5 + 924.0 / 1808.0)).abs() < 1e-12, "{found:?}");
    // Ten days more of training leave 221 and 216 days.
    let trained = run(&["--set", "training=13"]);
    assert!((trained[0] - (7392.0 / 1768.0 * 1.25 + 924.0 / 1768.0)).abs() < 1e-12, "{trained:?}");
    // A week of six days.
    let longer = run(&["--set", "standards.workers.wisn.days_per_week=6"]);
    assert!((longer[0] - (7392.0 / 2264.0 * 1.25 + 924.0 / 2264.0)).abs() < 1e-12, "{longer:?}");
}

#[test]
fn every_step_is_explained() {
    let place = place();
    let arguments = ["explain", "s.toml", "A", "--pool", "workers", "--policy", "flat"];
    let told = place.succeed(&[&arguments[..], &["--lang", "en"]].concat()).stdout;
    for said in [
        "(52 × 5 − 11 − 10 − 5 − 3) × 8",
        "1 ÷ (1 − 0.2)",
        "924 ÷ 1848",
        "7392 ÷ 1848 × 1.25 + 0.5",
        "6 ÷ 5.5",
        "6 − 5.5",
    ] {
        assert!(told.contains(said), "{said} in\n{told}");
    }
    let found: Value =
        serde_json::from_str(&place.succeed(&[&arguments[..], &["--json"]].concat()).stdout).expect("JSON");
    assert_eq!(found["wisn"]["required"], 5.5);
    assert_eq!(found["wisn"]["difference"], 0.5);
}

#[test]
fn ratio_and_difference_stand_beside_every_award() {
    let mut rows = 0;
    for written in Written::all() {
        let Some(text) = written.files.get("staffing.csv") else { continue };
        let staffing = CsvFile::parse(std::str::from_utf8(text).expect("UTF-8"));
        for row in staffing.rows() {
            let keys = [("policy", row.get("policy")), ("pool", row.get("pool")), ("id", row.get("id"))];
            let award = written.awards.only(&keys);
            assert_eq!((row.get("award"), row.get("required")), (award.get("award"), award.get("need")));
            assert_eq!(row.get("ratio"), award.get("adequacy"));
            let number = |column: &str| row.number(column).expect("a number");
            let due = number("award") - number("required");
            assert!((number("difference") - due).abs() < 1e-9, "{row:?}");
            rows += 1;
        }
    }
    assert!(rows >= 3 * 48, "{rows}");
}
