//! Scenarios and rosters that the page sends: in memory, bounded, and with the command line's diagnostics.

use serde_json::Value;
use serde_json::json;

use super::server::Server;
use crate::run::Place;
use crate::run::project;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(project().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every problem of an answer as `place: what was found`.
fn problems(answer: &Value) -> Vec<String> {
    let all = answer["problems"].as_array().expect("problems").iter();
    all.map(|each| {
        format!("{}: {}", each["place"].as_str().unwrap_or(""), each["found"]["en"].as_str().unwrap_or(""))
    })
    .collect()
}

#[test]
fn a_scenario_with_its_tables_is_opened_and_stands_beside_the_first() {
    let server = Server::start(&[]);
    let text = String::from_utf8(file("configs/yingjiang.toml"))
        .expect("UTF-8")
        .replace("value  = 18\n", "value  = 19\n");
    let (units, communities) = (file("data/yingjiang/units.csv"), file("data/yingjiang/communities.csv"));
    let services = file("data/yingjiang/services.csv");
    let package = file("data/yingjiang/datapackage.json");
    let files: [(&str, &[u8]); 5] = [
        ("mine.toml", text.as_bytes()),
        ("units.csv", &units),
        ("communities.csv", &communities),
        ("services.csv", &services),
        ("datapackage.json", &package),
    ];
    let answer = server.upload("", &files);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let about = answer.json();
    assert_eq!((about["name"].as_str(), about["is_uploaded"].as_bool()), (Some("mine"), Some(true)));
    assert!(about["inputs"]["unstated"].as_array().is_some_and(Vec::is_empty), "the package was read");
    let asked = |scenario: &Value| {
        let asked = json!({
            "scenario": scenario, "now": { "policy": "differentiated" }, "other": {}, "pool": "operating",
        });
        server.json("/api/view", &asked)["policies"]["differentiated"].clone()
    };
    let mine = asked(&about["scenario"]);
    let first = server.view("operating", "differentiated", &["per_head=19"]);
    assert_eq!(mine, first["policies"]["differentiated"]);
    assert_ne!(mine, asked(&json!("")));
    let gone = json!({ "scenario": "0123456789abcdef01234567", "now": {}, "other": {}, "pool": "operating" });
    let gone = server.post("/api/view", &gone);
    assert_eq!((gone.status, gone.json()["kind"].as_str()), (404, Some("unknown")));
}

#[test]
fn another_roster_takes_the_place_of_the_one_of_its_name() {
    let server = Server::start(&[]);
    let text = String::from_utf8(file("data/yingjiang/communities.csv")).expect("UTF-8");
    let shorter: String = text.lines().take(40).map(|line| format!("{line}\n")).collect();
    let answer = server.upload("", &[("communities.csv", shorter.as_bytes())]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let about = answer.json();
    let rows: Vec<u64> = about["tables"]
        .as_array()
        .expect("tables")
        .iter()
        .filter_map(|table| table["rows"].as_u64())
        .collect();
    assert_eq!(rows, [9, 39]);
    let strange = server.upload("", &[("comunities.csv", shorter.as_bytes())]);
    assert_eq!(strange.status, 422);
    assert!(
        problems(&strange.json())[0].contains("no table of the scenario is read from"),
        "{}",
        strange.text()
    );
}

#[test]
fn a_broken_scenario_is_told_of_with_its_lines_as_on_the_command_line() {
    let server = Server::start(&[]);
    let text = String::from_utf8(file("configs/yingjiang.toml"))
        .expect("UTF-8")
        .replace("amount = \"per_head * population\"", "amount = \"per_haed * population\"")
        .replace("range  = [0, 40]", "rnge  = [0, 40]");
    let roster = String::from_utf8(file("data/yingjiang/communities.csv"))
        .expect("UTF-8")
        .replace(",10675,", ",many,");
    let units = file("data/yingjiang/units.csv");
    let services = file("data/yingjiang/services.csv");
    let files: [(&str, &[u8]); 4] = [
        ("broken.toml", text.as_bytes()),
        ("communities.csv", roster.as_bytes()),
        ("units.csv", &units),
        ("services.csv", &services),
    ];
    let answer = server.upload("", &files);
    assert_eq!(answer.status, 422);
    let answer = answer.json();
    let place = Place::new();
    place.write("configs/broken.toml", text.as_bytes());
    place.write("data/yingjiang/communities.csv", roster.as_bytes());
    place.write("data/yingjiang/units.csv", &units);
    place.write("data/yingjiang/services.csv", &services);
    let told = place.run(&["check", "configs/broken.toml"]).end().stderr;
    let found = problems(&answer);
    assert!(found.len() >= 3, "{found:?}");
    for problem in &found {
        let (at, what) = problem.split_once(": ").expect("a place and a finding");
        let at = at.replace("../data/yingjiang/", "data/yingjiang/");
        assert!(told.contains(what) && told.contains(&at), "{problem}\n{told}");
    }
    let lines = answer["problems"].as_array().expect("problems").iter();
    let faults: Vec<&str> = lines.filter_map(|each| each["line"]["fault"].as_str()).collect();
    assert!(["per_haed", "rnge", "many"].iter().all(|fault| faults.contains(fault)), "{faults:?}");
}

#[test]
fn a_path_in_a_scenario_that_is_sent_opens_nothing() {
    let server = Server::start(&[]);
    server.place.write("secret.csv", b"id,a\nx,TOP-SECRET\n");
    let secret = server.place.at("secret.csv").display().to_string();
    for path in ["/etc/passwd", "../../etc/hosts.csv", "secret.csv", &secret] {
        let text = format!(
            "title = \"x\"\nyear = 2019\nbaseline = \"a\"\n[tables.t]\nfile = '{path}'\n[pools.p]\nover = \"t\"\n\
             money = 5\n[policies.a]\np = {{ rule = \"equal\" }}\n[policies.b]\np = {{ rule = \"equal\" }}\n"
        );
        let answer = server.upload("", &[("x.toml", text.as_bytes())]);
        assert_eq!(answer.status, 422, "{path}");
        let text = answer.text();
        assert!(text.contains("was not sent with the scenario") && !text.contains("TOP-SECRET"), "{text}");
    }
}

#[test]
fn what_is_sent_is_bounded() {
    let server = Server::start(&[]);
    let mut many = String::from("id,name,unit,kind,households,population\n");
    for row in 0..200_001 {
        many.push_str(&format!("c{row},,340802001000,community,1,1\n"));
    }
    let answer = server.upload("", &[("communities.csv", many.as_bytes())]);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("at most 200000"), "{:.400}", answer.text());
    let answer = server.upload("", &[("units.parquet", b"PAR1")]);
    assert_eq!(answer.status, 422);
    let files: Vec<(String, &[u8])> = (0..40).map(|n| (format!("{n}.csv"), b"id\n1\n".as_slice())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(server.upload("", &files).status, 413);
    assert_eq!(
        server.ask("POST", "/api/open", "Content-Type: multipart/form-data; boundary=x\r\n", b"junk").status,
        400
    );
    server.must_answer();
}
