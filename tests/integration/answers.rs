//! Answers to residents: every member's counter as a queue, with and without what is passed up.

use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::files::Written;
use crate::run::Place;

const SCENARIO: &str = r#"
title = "Answers"
year = 2020
baseline = "flat"
[tables.units]
file = "units.csv"
[tables.communities]
file = "communities.csv"
parent = { table = "units", column = "unit" }
[services]
file = "services.csv"
over = "communities"
[parameters.workers]
value = 8
[pools.workers]
over = "communities"
posts = 8
[pools.clerks]
over = "units"
posts = 4
[answers]
pool = "workers"
staff_share = 0.5
opening_hours = 1000
within = 1
[answers.whistle]
share = 0.25
hours_per_request = 2
staff = 1
[policies.flat]
workers = { rule = "equal" }
clerks = { rule = "equal" }
[policies.work]
clerks = { rule = "equal" }
workers.rule = "proportional"
workers.factors = [{ id = "a", amount = "requests" }]
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("s.toml", SCENARIO.as_bytes());
    place.write("units.csv", b"id\nu\nv\n");
    place.write("communities.csv", b"id,unit,requests\nA,u,1000\nB,v,3000\n");
    let heading = "id,label_en,label_zh,department,kind,per,hours,yuan,admitted,funded\n";
    let items = "calls,Calls,x,hotline,request,requests,1,0,TRUE,1\nvisits,Visits,x,civil,service,requests,9,0,TRUE,1\n";
    place.write("services.csv", format!("{heading}{items}").as_bytes());
    place
}

fn answers(place: &Place, arguments: &[&str]) -> Value {
    let all = [&["compare", "s.toml", "--json", "--no-files"], arguments].concat();
    let found: Value = serde_json::from_str(&place.succeed(&all).stdout).expect("JSON");
    found["answers"].clone()
}

fn is_near(found: &Value, due: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - due).abs() < 1e-12)
}

#[test]
fn the_waits_are_those_worked_by_hand_and_an_unstable_queue_has_none() {
    let found = answers(&place(), &[]);
    let flat = &found["policies"]["flat"];
    // A: one request an hour, an hour each, two who answer: Erlang C is 1/3, the mean wait 1/3 of an hour.
    let a = &flat["alone"]["members"][0];
    assert_eq!((&a["servers"], &a["stable"]), (&2.into(), &true.into()));
    assert!(is_near(&a["mean_wait"], 1.0 / 3.0), "{a}");
    assert!(is_near(&a["within"], 1.0 - (-1.0f64).exp() / 3.0), "{a}");
    // B: a load of 3 on two.
    let b = &flat["alone"]["members"][1];
    assert_eq!((&b["stable"], &b["mean_wait"], &b["within"]), (&false.into(), &Value::Null, &Value::Null));
    assert!(is_near(&b["utilisation"], 1.5), "{b}");
    // The means are over the stable queue alone, the unstable one counted beside.
    let alone = &flat["alone"];
    assert_eq!((&alone["unstable"], &alone["unstable_requests"]), (&1.into(), &3000.0.into()));
    assert_eq!(alone["mean_wait"], a["mean_wait"]);
    // A quarter passed up: 1000 requests a year of 2 hours at one department: a load of 2, unstable.
    let departments = &flat["whistle"]["departments"];
    assert!(is_near(&departments["load"], 2.0), "{departments}");
    assert_eq!((&departments["stable"], &departments["mean_wait"]), (&false.into(), &Value::Null));
    let kept = &flat["whistle"]["members"][0];
    assert!(is_near(&kept["arrivals"], 0.75), "{kept}");
    // Posts that follow the requests: 2 and 6, so 1 and 3 who answer; both queues full to the brim.
    let work = &found["policies"]["work"]["alone"];
    assert_eq!(work["unstable"], 2);
    assert_eq!(work["mean_wait"], Value::Null);
}

#[test]
fn a_pool_over_units_answers_what_comes_to_its_communities() {
    let found = answers(&place(), &["--set", "answers.pool=clerks"]);
    let members = &found["policies"]["flat"]["alone"]["members"];
    assert_eq!((&members[0]["id"], &members[0]["requests"]), (&"u".into(), &1000.0.into()));
    assert_eq!((&members[1]["id"], &members[1]["requests"]), (&"v".into(), &3000.0.into()));
    assert!(is_near(&members[1]["hours_per_request"], 1.0), "{members}");
}

#[test]
fn where_nobody_asks_nobody_waits_whatever_the_staff() {
    let found = answers(&place(), &["--set", "answers.requests=0", "--set", "answers.staff_share=0"]);
    let alone = &found["policies"]["flat"]["alone"];
    assert_eq!((&alone["unstable"], &alone["mean_wait"]), (&0.into(), &Value::Null));
}

#[test]
fn the_summary_names_unstable_communities_in_both_languages() {
    let place = place();
    let said = |language| place.succeed(&["compare", "s.toml", "--no-files", "--lang", language]).stdout;
    assert!(said("en").contains("Unstable, flat: B"), "{}", said("en"));
    assert!(said("zh").contains("排队不稳定（flat）：B"), "{}", said("zh"));
    let explain = ["explain", "s.toml", "B", "--pool", "workers", "--policy", "flat", "--lang", "en"];
    let told = place.succeed(&explain).stdout;
    assert!(told.contains("3 ≥ 2") && told.contains("unstable: the queue grows for ever"), "{told}");
}

#[test]
fn a_queue_is_unstable_exactly_where_its_load_reaches_its_servers_and_passing_up_never_lengthens_a_wait() {
    let written = Written::all().iter().find(|written| written.config == "whistle").expect("the scenario");
    let table = CsvFile::parse(written.text("answers.csv"));
    for row in table.rows() {
        let number = |column: &str| row.number(column);
        let (load, servers) = (number("load").expect("a load"), number("servers").expect("servers"));
        assert_eq!(row.get("stable") == "true", load < servers, "{row:?}");
        assert_eq!(row.get("stable") == "true", number("mean_wait").is_some(), "{row:?}");
        assert_eq!(number("mean_wait").is_some(), number("within").is_some(), "{row:?}");
        if row.get("whistle") == "true" && row.get("counter") == "member" {
            let keys = [("policy", row.get("policy")), ("whistle", "false"), ("id", row.get("id"))];
            let alone = table.only(&keys);
            if let Some(before) = alone.number("mean_wait") {
                assert!(number("mean_wait").expect("still stable") <= before, "{row:?}");
                assert!(number("within") >= alone.number("within"), "{row:?}");
            }
        }
    }
}

#[test]
fn more_staff_never_makes_anybody_wait_longer() {
    let place = place();
    let mut before: Option<Vec<Option<f64>>> = None;
    for posts in [8, 12, 16, 24, 40] {
        let found = answers(&place, &["--set", &format!("pools.workers.posts={posts}")]);
        let members = &found["policies"]["flat"]["alone"]["members"];
        let waits: Vec<Option<f64>> = (0..2).map(|member| members[member]["mean_wait"].as_f64()).collect();
        for (now, then) in waits.iter().zip(before.iter().flatten()) {
            assert!(then.is_none() || now.expect("stable") <= then.expect("stable"), "{posts}: {waits:?}");
        }
        before = Some(waits);
    }
    assert!(before.expect("waits").iter().all(Option::is_some));
}
