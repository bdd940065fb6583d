//! The service catalogue: what it adds to a table, how it is changed from the command line, and wrong ones.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Output;

use serde_json::Value;

const SCENARIO: &str = r#"
title = "Work"
year = 2020
baseline = "flat"
[tables.communities]
file = "communities.csv"
columns.grids = "ROUNDUP(households / 400, 0)"
columns.share = "administrative_hours / service_hours"
[services]
file = "services.csv"
over = "communities"
[pools.money]
over = "communities"
money = 1000
[standards.money]
need = "service_cost"
[policies.flat]
money = { rule = "equal" }
[policies.promised.money]
rule = "as-claimed"
factors = [{ id = "promised", amount = "service_funded" }]
[policies.hours.money]
rule = "as-claimed"
factors = [
    { id = "hours", amount = "service_hours" },
    { id = "administrative", amount = "1000 * administrative_hours" },
    { id = "requests", amount = "1000000 * request_count" },
    { id = "unfunded", amount = "0 * service_unfunded + 0 * share" },
]
"#;

const COMMUNITIES: &str = "id,households,population\nA,400,1000\nB,900,3000\n";

const HEADING: &str = "id,label_en,label_zh,department,kind,per,hours,yuan,admitted,funded\n";

const CATALOGUE: &str = "visits,Visits,探访,civil,service,population / 10,2,1.5,TRUE,0.5\n\
    plaques,Plaques,挂牌,several,administrative,grids,3,10,TRUE,0\n\
    calls,Calls,诉求,hotline,request,0.01 * population,0.5,0,TRUE,1\n\
    refused,Refused,不准入,several,administrative,100,100,100,FALSE,0\n";

fn run(catalogue: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("scenario.toml", SCENARIO);
    write("communities.csv", COMMUNITIES);
    write("services.csv", catalogue);
    Command::new(env!("CARGO_BIN_EXE_junheng"))
        .args(["compare", "scenario.toml", "--no-files", "--json", "--lang", "en"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program runs")
}

/// Claim of each community under a policy, and its need.
fn figures(output: &Output, policy: &str) -> Vec<(f64, f64)> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let awards = found["pools"]["money"]["policies"][policy]["awards"].as_array().expect("awards");
    let number = |award: &Value, key: &str| award[key].as_f64().expect("a number");
    awards.iter().map(|award| (number(award, "claim"), number(award, "need"))).collect()
}

#[test]
fn the_columns_add_up_the_admitted_items() {
    let output = run(&format!("{HEADING}{CATALOGUE}"), &[]);
    // A: 100 visits, 1 grid, 10 calls; B: 300 visits, 3 grids, 30 calls.
    assert_eq!(figures(&output, "promised"), [(75.0, 160.0), (225.0, 480.0)]);
    let a = 100.0 * 2.0 + 3.0 + 10.0 * 0.5 + 1000.0 * 3.0 + 1_000_000.0 * 10.0;
    let b = 300.0 * 2.0 + 9.0 + 30.0 * 0.5 + 1000.0 * 9.0 + 1_000_000.0 * 30.0;
    assert_eq!(figures(&output, "hours"), [(a, 160.0), (b, 480.0)]);
}

#[test]
fn an_item_is_refused_or_changed_from_the_command_line() {
    let catalogue = format!("{HEADING}{CATALOGUE}");
    let refused = run(&catalogue, &["--set", "services.plaques.admitted=false"]);
    assert_eq!(figures(&refused, "promised"), [(75.0, 150.0), (225.0, 450.0)]);
    let changed = run(
        &catalogue,
        &[
            "--set",
            "services.visits.funded=1",
            "--set",
            "services.visits.yuan=3",
            "--set",
            "services.calls.per=7",
        ],
    );
    assert_eq!(figures(&changed, "promised"), [(300.0, 310.0), (900.0, 930.0)]);
    let admitted = run(&catalogue, &["--set", "services.refused.admitted=true"]);
    assert_eq!(figures(&admitted, "promised"), [(75.0, 10160.0), (225.0, 10480.0)]);
}

#[test]
fn the_catalogue_is_reported_item_by_item() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/funding-follows-task.toml");
    let out = folder.path().join("out");
    let output = Command::new(env!("CARGO_BIN_EXE_junheng"))
        .arg("compare")
        .args([&config, Path::new("--out"), &out])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(out.join("services.csv")).expect("services.csv is written");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let column =
        |record: &csv::StringRecord, index: usize| -> f64 { record[index].parse().expect("a number") };
    let (mut cost, mut funded, mut unfunded, mut items) = (0.0, 0.0, 0.0, 0);
    for record in rows.records() {
        let record = record.expect("a row");
        cost += column(&record, 8);
        funded += column(&record, 9);
        unfunded += column(&record, 10);
        items += 1;
    }
    assert!(items >= 20, "the catalogue has at least 20 items");
    assert!((cost - funded - unfunded).abs() < 0.05 * f64::from(items));
    let needs = fs::read_to_string(out.join("awards.csv")).expect("awards.csv is written");
    let mut needs = csv::Reader::from_reader(needs.as_bytes());
    let need: f64 = needs
        .records()
        .map(|record| record.expect("a row"))
        .filter(|record| &record[0] == "flat" && &record[1] == "task_money")
        .map(|record| column(&record, 10))
        .sum();
    assert!((need - unfunded).abs() < 1.0, "{need} {unfunded}");
}

#[test]
fn a_wrong_catalogue_is_told_with_its_place() {
    let cases = [
        ("a,A,甲,x,service,popluation,1,1,TRUE,0\n", "services.csv:2:per", "did you mean `population`?"),
        ("a,A,甲,x,service,population +,1,1,TRUE,0\n", "services.csv:2:per", "in `population +`"),
        ("a,A,甲,x,service,1,-1,1,TRUE,0\n", "services.csv:2:hours", "0 or more"),
        ("a,A,甲,x,service,1,1,-1,TRUE,0\n", "services.csv:2:yuan", "0 or more"),
        ("a,A,甲,x,service,1,1,1,TRUE,1.5\n", "services.csv:2:funded", "from 0 to 1"),
        ("a,A,甲,x,service,1,1,1,maybe,0\n", "services.csv:2:admitted", "TRUE or FALSE"),
        ("a,A,甲,x,servise,1,1,1,TRUE,0\n", "services.csv:2:kind", "did you mean `service`?"),
        ("a,A,甲,x,service,,1,1,TRUE,0\n", "services.csv:2:per", "blank"),
        ("a,A,甲,x,service,\"\"\"text\"\"\",1,1,TRUE,0\n", "services.csv:2:per", "number"),
        ("a,A,甲,x,service,0 - population,1,1,TRUE,0\n", "services.csv:2:per", "below zero"),
        ("a,=A,甲,x,service,1,1,1,TRUE,0\n", "services.csv:2:label_en", "spreadsheet"),
        ("a,A,甲,x,service,share,1,1,TRUE,0\n", "services.csv:2:per", "share"),
        ("a,A,甲,x,service,1,1,1,TRUE,0\na,B,乙,x,service,1,1,1,TRUE,0\n", "services.csv:3:id", "line 2"),
    ];
    let mut wrong = Vec::new();
    for (rows, place, fragment) in cases {
        let output = run(&format!("{HEADING}{rows}"), &[]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(2) || !told.contains(place) || !told.contains(fragment) {
            wrong.push(format!("{rows:?}: expected {place} and {fragment:?}\n{told}"));
        }
    }
    for (heading, fragment) in [
        (HEADING.replace(",hours", ""), "no column `hours`"),
        (HEADING.replace("department", "departement"), "did you mean `department`?"),
    ] {
        let output = run(&format!("{heading}a,A,甲,x,service,1,1,1,TRUE,0\n"), &[]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(2) || !(told.contains(fragment) || told.contains("cells")) {
            wrong.push(format!("{heading}: expected {fragment:?}\n{told}"));
        }
    }
    for (set, fragment) in [
        ("services.plaqes.admitted=false", "did you mean `plaques`?"),
        ("services.plaques.admitted=perhaps", "true or false"),
        ("services.plaques.funded=2", "from 0 to 1"),
        ("services.plaques.colour=red", "admitted, hours, yuan, funded or per"),
    ] {
        let output = run(&format!("{HEADING}{CATALOGUE}"), &["--set", set]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(2) || !told.contains(fragment) {
            wrong.push(format!("{set}: expected {fragment:?}\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A scenario in which policies change the catalogue and carry money for its items. Drivers: visits 100 and 300,
/// plaques 1 and 3 (grids), calls 10 and 30.
const CARRIED: &str = r#"
title = "Work"
year = 2020
baseline = "flat"
[tables.communities]
file = "communities.csv"
columns.grids = "ROUNDUP(households / 400, 0)"
[services]
file = "services.csv"
over = "communities"
hours_per_post = "100"
[pools.tasks]
over = "communities"
money = 100
[pools.other]
over = "communities"
money = 10
[pools.all]
over = "communities"
combines = ["tasks", "other"]
[standards.tasks]
need = "service_unfunded"
[standards.all]
need = "service_cost"
[policies.flat]
tasks = { rule = "equal", items = {} }
other = { rule = "equal" }
[policies.follows]
tasks = { rule = "proportional", items = { departments = ["civil"] } }
other = { rule = "equal" }
[policies.relief]
tasks = { rule = "proportional", items = { part = "cost" } }
other = { rule = "equal" }
[policies.relief.services]
plaques = { admitted = false }
visits = { hours = 1 }
"#;

fn carried(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("scenario.toml", CARRIED);
    write("communities.csv", COMMUNITIES);
    write("services.csv", &[HEADING, CATALOGUE].concat());
    let output = Command::new(env!("CARGO_BIN_EXE_junheng"))
        .args(["compare", "scenario.toml", "--no-files", "--json"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn award(outcome: &Value, pool: &str, policy: &str, member: usize, key: &str) -> f64 {
    let award = &outcome["pools"][pool]["policies"][policy]["awards"][member];
    award[key].as_f64().unwrap_or_else(|| panic!("{key} of {award}"))
}

#[test]
fn money_follows_the_items_and_what_stays_unfunded_is_told_by_department() {
    let outcome = carried(&[]);
    // Unfunded: visits 100 × 1.5 ÷ 2 = 75 and 225 yuan, plaques 1 × 10 = 10 and 3 × 10 = 30 yuan.
    assert_eq!([0, 1].map(|member| award(&outcome, "tasks", "flat", member, "need")), [85.0, 255.0]);
    let work = &outcome["work"];
    let department = |policy: &str, name: &str, key: &str| -> f64 {
        work[policy]["departments"][name][key].as_f64().expect("a number")
    };
    // Flat, each community has 50 yuan, spent on its items in proportion to what each leaves unfunded.
    let civil = 50.0 * 75.0 / 85.0 + 50.0 * 225.0 / 255.0;
    assert!((department("flat", "civil", "carried") - civil).abs() < 0.01);
    assert!((department("flat", "civil", "unfunded") - (300.0 - civil)).abs() < 0.01);
    assert!((department("flat", "several", "unfunded") - (40.0 - (100.0 - civil))).abs() < 0.01);
    // Following the civil department's items alone, the 100 yuan go 25 to 75 and leave the plaques as they are.
    assert_eq!([0, 1].map(|member| award(&outcome, "tasks", "follows", member, "award")), [25.0, 75.0]);
    assert_eq!(department("follows", "civil", "unfunded"), 200.0);
    assert_eq!(department("follows", "several", "unfunded"), 40.0);
    assert_eq!(work["follows"]["unfunded"].as_f64(), Some(240.0));
}

#[test]
fn a_policy_that_takes_work_away_frees_hours_and_changes_the_need() {
    let outcome = carried(&[]);
    let work = &outcome["work"];
    // Visits 2 hours × 400, plaques 3 × 4, calls 0.5 × 40 → visits 1 hour × 400, calls 0.5 × 40.
    assert_eq!(work["flat"]["hours"].as_f64(), Some(832.0));
    assert_eq!(work["relief"]["hours"].as_f64(), Some(420.0));
    assert_eq!(work["relief"]["hours_freed"].as_f64(), Some(412.0));
    assert_eq!(work["relief"]["posts_freed"].as_f64(), Some(4.12));
    assert_eq!(work["relief"]["administrative_hours"].as_f64(), Some(0.0));
    // Without the plaques 75 and 225 yuan are left to fund.
    assert_eq!([0, 1].map(|member| award(&outcome, "tasks", "relief", member, "need")), [75.0, 225.0]);
    // The pool carries the whole cost of 150 and 450 yuan, so that what comes with an item comes through it.
    assert_eq!(work["relief"]["funded"].as_f64(), Some(0.0));
    assert_eq!(work["relief"]["unfunded"].as_f64(), Some(500.0));
    let refused = carried(&["--set", "services.plaques.admitted=false"]);
    assert_eq!(refused["work"]["flat"]["hours"].as_f64(), Some(820.0));
    assert_eq!(refused["work"]["relief"]["hours"].as_f64(), Some(420.0));
    let changed = carried(&["--set", "policies.relief.services.visits.hours=0.5"]);
    assert_eq!(changed["work"]["relief"]["hours"].as_f64(), Some(220.0));
}

#[test]
fn a_combined_pool_adds_up_its_pools_member_by_member() {
    let outcome = carried(&[]);
    for policy in ["flat", "follows", "relief"] {
        for member in [0, 1] {
            let parts = ["tasks", "other"].map(|pool| award(&outcome, pool, policy, member, "award"));
            let whole = award(&outcome, "all", policy, member, "award");
            assert!((whole - parts[0] - parts[1]).abs() < 1e-9, "{policy} {member}");
            let adequacy = whole / award(&outcome, "all", policy, member, "need");
            assert!((award(&outcome, "all", policy, member, "adequacy") - adequacy).abs() < 1e-12);
        }
    }
    assert_eq!(outcome["pools"]["all"]["total"].as_f64(), Some(110.0));
    assert_eq!(
        [0, 1].map(|member| award(&outcome, "all", "flat", member, "need")),
        [150.0 + 10.0, 450.0 + 30.0]
    );
}
