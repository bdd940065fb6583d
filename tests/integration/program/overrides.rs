//! `--set`: parameters, dotted paths, entries of lists by id.

use serde_json::Value;

use crate::run::Place;
use crate::run::none_wrong;

fn outcome(place: &Place, sets: &[&str]) -> Value {
    let mut arguments = vec!["compare", "--json", "--no-files"];
    for set in sets {
        arguments.extend(["--set", set]);
    }
    serde_json::from_str(&place.succeed(&arguments).stdout).expect("one JSON document")
}

fn claim(outcome: &Value, policy: &str, pool: &str, member: usize) -> f64 {
    outcome["pools"][pool]["policies"][policy]["awards"][member]["claim"].as_f64().expect("a claim")
}

fn total(outcome: &Value, pool: &str) -> f64 {
    outcome["pools"][pool]["total"].as_f64().expect("a total")
}

#[test]
fn a_parameter_is_set_by_its_name_or_its_path() {
    let place = Place::new();
    let before = outcome(&place, &[]);
    let by_name = outcome(&place, &["per_head=20"]);
    let by_path = outcome(&place, &["parameters.per_head.value=20"]);
    // The first community has 10,675 residents; 2 yuan more for each.
    let more =
        claim(&by_name, "differentiated", "operating", 0) - claim(&before, "differentiated", "operating", 0);
    assert!((more - 21_350.0).abs() < 0.005, "{more}");
    assert_eq!(by_name["pools"], by_path["pools"]);
    assert_eq!(by_name["scenario"]["overrides"], serde_json::json!(["per_head=20"]));
}

#[test]
fn any_key_is_set_by_its_dotted_path() {
    let place = Place::new();
    let more = outcome(&place, &["pools.operating.money=7000000.50"]);
    assert_eq!(total(&more, "operating"), 7_000_000.5);
    let rule = outcome(&place, &["policies.differentiated.operating.rule=\"equal-awards\""]);
    assert_eq!(rule["pools"]["operating"]["policies"]["differentiated"]["rule"], "equal-awards");
    let bare = outcome(&place, &["policies.differentiated.operating.rule=equal-awards"]);
    assert_eq!(bare["pools"], rule["pools"], "a text needs no quotes");
    let year = outcome(&place, &["year=2040"]);
    assert_eq!(year["scenario"]["year"], 2040);
    let new = outcome(&place, &["policies.differentiated.operating.cap=3 * baseline"]);
    let largest = &new["pools"]["operating"]["policies"]["differentiated"]["metrics"]["max"];
    assert!(
        largest.as_f64().expect("a metric") <= 375_000.0,
        "a key that was not there can be set: {largest}"
    );
}

#[test]
fn an_entry_of_a_list_is_set_by_its_id() {
    let place = Place::new();
    let by_id = outcome(&place, &["policies.differentiated.operating.factors.area.amount=0"]);
    let by_number = outcome(&place, &["policies.differentiated.operating.factors.5.amount=0"]);
    let before = outcome(&place, &[]);
    // The first community has 0.38 km² at 3,000 yuan.
    let less =
        claim(&before, "differentiated", "operating", 0) - claim(&by_id, "differentiated", "operating", 0);
    assert!((less - 1_140.0).abs() < 0.005, "{less}");
    assert_eq!(by_id["pools"], by_number["pools"]);
}

#[test]
fn the_last_of_several_values_holds_and_all_are_shown() {
    let place = Place::new();
    let twice = outcome(&place, &["per_head=1", "base=0", "per_head=20"]);
    let once = outcome(&place, &["base=0", "per_head=20"]);
    assert_eq!(twice["pools"], once["pools"]);
    let ran = place.succeed(&["compare", "--no-files", "--set", "per_head=20", "--set", "base=0"]);
    assert!(
        ran.stdout.contains("--set per_head=20") && ran.stdout.contains("--set base=0"),
        "{}",
        ran.stdout
    );
}

#[test]
fn posts_that_sink_can_be_changed_as_the_scenario_says() {
    let place = Place::with_scenarios();
    let arguments =
        ["compare", "configs/posts-sink.toml", "--json", "--no-files", "--set", "pools.posts.posts=134"];
    let outcome: Value = serde_json::from_str(&place.succeed(&arguments).stdout).expect("JSON");
    assert_eq!(outcome["pools"]["posts"]["total"], 134);
    assert_eq!(outcome["pools"]["posts"]["policies"]["today"]["reserve"], 20);
}

#[test]
fn a_wrong_value_is_placed_in_the_argument() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for (set, place_of, found, remedy) in [
        ("per_hed=20", "--set per_hed=20:1:1", "per_hed", "per_head"),
        ("per_head", "--set per_head:1:1", "sets nothing", "NAME=VALUE"),
        ("per_head=", "--set per_head=:1:10", "per_head", ""),
        ("per_head=x", "--set per_head=x:1:10", "per_head", "number"),
        ("per_head=41", "--set per_head=41:1:10", "41", "0"),
        ("per_head=nan", "--set per_head=nan:1:10", "nan", "number"),
        ("pools.operating.mony=7", "--set pools.operating.mony=7:1:1", "mony", "money"),
        ("pools.opertaing.money=7", "--set pools.opertaing.money=7:1:1", "opertaing", "operating"),
        ("pools.operating.money=7.001", "--set pools.operating.money=7.001:1:23", "7.001", "two decimals"),
        (
            "policies.differentiated.operating.factors.sise.amount=0",
            "--set policies.differentiated.operating.factors.sise.amount=0:1:1",
            "sise",
            "size",
        ),
        (
            "policies.differentiated.operating.floor=0.6 * basline",
            "--set policies.differentiated.operating.floor=0.6 * basline:1:47",
            "basline",
            "baseline",
        ),
        ("baseline=flatt", "--set baseline=flatt:1:10", "flatt", "flat"),
    ] {
        let ran = place.run(&["check", "--set", set]).end();
        let said = [place_of, found, remedy].iter().all(|part| ran.stderr.contains(part));
        if ran.code != 2 || !said || !ran.stdout.is_empty() {
            wrong.push(format!(
                "--set {set} should be refused at {place_of}: {found} … {remedy}\n{}",
                ran.stderr
            ));
        }
    }
    none_wrong(&wrong);
}
