use std::path::Path;

use super::*;
use crate::problem::Source;
use crate::scenario;
use crate::scenario::DraftAttempt;
use crate::table;
use crate::web::ask::ViewAsk;
use crate::web::view::view;

/// A shelf that begins with a scenario of `configs/`.
fn shelf(name: &str) -> Shelf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let text = std::fs::read_to_string(folder.join(name)).expect("the scenario is there");
    let source = || Source { name: name.to_owned(), text: text.clone() };
    let DraftAttempt::Draft(draft) = scenario::attempt_draft(source(), &folder, &[]) else {
        panic!("{name} has a shape");
    };
    let tables = draft.files.iter().map(|file| (file.clone(), table::attempt(file))).collect();
    Shelf::new(Opened::new(source(), folder, tables, Vec::new()).expect("the scenario is sound"))
}

/// Settings of every parameter and every plain total, each somewhere else than it is.
fn settings(worked: &Worked) -> Vec<String> {
    let scenario = &worked.scenario;
    let parameters = scenario.parameters[1..].iter().map(|parameter| {
        let (least, most) = parameter.range.unwrap_or((parameter.value, parameter.value * 1.25));
        let value = (parameter.value + (most - least) / 16.0).min(most);
        format!("parameters.{}.value={}", parameter.name, (value * 64.0).floor() / 64.0)
    });
    let pools = scenario.pools.iter().filter(|pool| !pool.is_combined());
    let totals = pools.map(|pool| {
        let key = match pool.unit {
            crate::quantity::Unit::Money => "money",
            crate::quantity::Unit::Posts => "posts",
            crate::quantity::Unit::Other(_) => "quantity",
        };
        format!("pools.{}.{key}={}", pool.id, pool.unit.plain(pool.total + 7 * pool.step))
    });
    parameters.chain(totals).collect()
}

#[test]
fn values_come_to_what_they_come_to_when_the_scenario_is_read_with_them() {
    let watch = Watch::idle();
    let mut without_reading = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("configs")).expect("configs") {
        let name = entry.expect("a file").file_name().into_string().expect("a name");
        let shelf = shelf(&name);
        let opened = shelf.find("").expect("the first");
        let loaded = shelf.read(&opened, &[], &watch).expect("it is sound");
        let other = format!("baseline={}", loaded.scenario.policies.last().expect("a policy").id);
        for setting in settings(&loaded) {
            for set in [vec![setting.clone()], vec![other.clone(), setting.clone()]] {
                let (quick, whole) = (shelf.work(&opened, &set, &watch), opened.work(&set, &watch));
                let (quick, whole) = match (quick, whole) {
                    (Ok(quick), Ok(whole)) => (quick, whole),
                    (Err(Refusal::Wrong(quick)), Err(Refusal::Wrong(whole))) => {
                        assert_eq!(quick.0, whole.0, "{name} {set:?}");
                        continue;
                    }
                    (quick, whole) => panic!("{name} {set:?}: {quick:?} {whole:?}"),
                };
                without_reading += usize::from(!quick.is_read);
                for pool in &loaded.scenario.pools {
                    let ask =
                        format!(r#"{{"now":{{}},"other":{{}},"pool":{:?},"rows":{{"count":40}}}}"#, pool.id);
                    let ask: ViewAsk = serde_json::from_str(&ask).expect("what the page asks");
                    let of = |worked| view(worked, &loaded, &loaded, &ask).expect("a view");
                    assert!(of(&quick) == of(&whole), "{name} {set:?}");
                }
                assert_eq!(format!("{:?}", quick.outcome.answers), format!("{:?}", whole.outcome.answers));
                assert_eq!(format!("{:?}", quick.outcome.work), format!("{:?}", whole.outcome.work));
            }
        }
    }
    assert!(without_reading > 60, "{without_reading}");
}

#[test]
fn what_is_wrong_is_said_as_when_the_scenario_is_read_with_it() {
    let shelf = shelf("yingjiang.toml");
    let watch = Watch::idle();
    let opened = shelf.find("").expect("the first");
    for set in [
        &["parameters.per_head.value=400"][..],
        &["parameters.nobody.value=1"],
        &["parameters.year.value=2020"],
        &["pools.operating.money=0"],
        &["pools.operating.money=1.234"],
        &["pools.posts.strata.totals.street=37"],
        &["baseline=nobody", "parameters.per_head.value=20"],
        &["policies.differentiated.operating.floor=100000", "pools.operating.money=1000"],
    ] {
        let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
        let quick = shelf.work(&opened, &set, &watch).expect_err("it is wrong");
        let whole = opened.work(&set, &watch).expect_err("it is wrong");
        let (Refusal::Wrong(quick), Refusal::Wrong(whole)) = (quick, whole) else { panic!("{set:?}") };
        assert_eq!(quick.0, whole.0, "{set:?}");
    }
}

#[test]
fn a_value_put_right_by_another_is_taken_in_the_order_in_which_they_are_set() {
    let shelf = shelf("yingjiang.toml");
    let watch = Watch::idle();
    let opened = shelf.find("").expect("the first");
    let value = |set: &[&str]| {
        let set: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
        let worked = shelf.work(&opened, &set, &watch).expect("it is right in the end");
        let parameter = worked.scenario.parameters.iter().find(|each| each.name == "per_head");
        (parameter.expect("it is there").value, worked.is_read)
    };
    assert_eq!(value(&["parameters.per_head.value=20", "parameters.per_head.value=21"]), (21.0, false));
    assert_eq!(value(&["parameters.per_head.value=20", "per_head=22"]), (22.0, true));
    let narrower = ["parameters.per_head.value=30", "parameters.per_head.range=[0, 25]", "per_head=23"];
    assert_eq!(value(&narrower), (23.0, true));
}
