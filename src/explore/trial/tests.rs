use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::evaluate::PoolOutcome;
use crate::evaluate::evaluate;
use crate::explore::Axis;
use crate::explore::Target;
use crate::formula::Column;
use crate::formula::Values;
use crate::problem::Source;
use crate::scenario;
use crate::table;

/// A scenario of `configs/` with some values set, and its tables.
pub(crate) fn config(name: &str, set: &[String]) -> (Scenario, Tables) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs").join(name);
    checked(name, std::fs::read_to_string(path).expect("the scenario is there"), set)
}

/// A scenario written out, as if it stood in `configs/`, and its tables.
pub(crate) fn written(text: &str) -> (Scenario, Tables) {
    checked("written.toml", text.to_owned(), &[])
}

fn checked(name: &str, text: String, set: &[String]) -> (Scenario, Tables) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let source = Source { name: name.to_owned(), text };
    let draft = scenario::draft(source, &folder, set).expect("the scenario is sound");
    let read = draft.files.iter().map(table::attempt).collect();
    scenario::check(draft, read).expect("the scenario is sound")
}

fn alike(one: &PoolOutcome, other: &PoolOutcome) {
    assert_eq!(one.rows, other.rows);
    assert_eq!(one.need, other.need);
    assert_eq!(one.population, other.population);
    assert_eq!(one.groupings, other.groupings);
    for (one, other) in one.policies.iter().zip(&other.policies) {
        assert_eq!(one.shared.awards, other.shared.awards);
        assert_eq!(one.shared.claims, other.shared.claims);
        assert_eq!(one.shared.exact, other.shared.exact);
        assert_eq!(one.shared.bounds, other.shared.bounds);
        assert_eq!(one.shared.reserve, other.shared.reserve);
        assert_eq!(one.metrics, other.metrics);
        assert_eq!(one.groups, other.groups);
    }
}

#[test]
fn a_changed_run_is_what_the_changed_file_comes_to() {
    for config_name in
        ["yingjiang.toml", "hold-harmless.toml", "size-bands.toml", "funding-follows-task.toml"]
    {
        let (scenario, tables) = config(config_name, &[]);
        let trial = Trial::new(&scenario, &tables).unwrap();
        let names: Vec<String> = scenario.parameters[1..].iter().map(|each| each.name.clone()).collect();
        let totals = scenario.pools.iter().filter(|pool| pool.strata.is_none() && !pool.is_combined());
        let totals = totals.map(|pool| {
            let key = if pool.unit == crate::quantity::Unit::Posts { "posts" } else { "money" };
            format!("pools.{}.{key}", pool.id)
        });
        for name in names.into_iter().chain(totals) {
            let axis = Axis::parse(&scenario, &name).unwrap();
            let (least, most) = axis.range().unwrap_or((axis.value(), axis.value() * 1.5));
            let value = (axis.value() + (most - least) / 8.0).min(most).round();
            let mut change = Change::default();
            axis.choose(&mut change, value).unwrap();
            let (set, set_tables) = config(config_name, &[format!("{name}={value}")]);
            let run = trial.run(&change, Detail::Whole);
            match (run, evaluate(&set, &set_tables)) {
                (Ok(run), Ok(whole)) => {
                    run.pools.iter().zip(&whole.pools).for_each(|(run, whole)| alike(run, whole));
                    assert_eq!(run.services, whole.services, "{name}");
                }
                (Err(run), Err(whole)) => assert_eq!(run.0.len(), whole.0.len(), "{name}"),
                _ => panic!("{config_name}: {name} fails one way only"),
            }
        }
    }
}

#[test]
fn strata_with_other_totals_come_to_what_the_changed_file_comes_to() {
    let (scenario, tables) = config("yingjiang.toml", &[]);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let path = |stratum: &str| format!("pools.posts.strata.totals.{stratum}");
    let whole = Axis::parse(&scenario, "pools.posts.posts").unwrap();
    let (township, street) = (path("township"), path("street"));
    let [township, street] = [&township, &street].map(|name| Axis::parse(&scenario, name).unwrap());
    assert!(whole.clashes(&street) && !township.clashes(&street));
    let both = [(&township, 90.0), (&street, 41.0)];
    for (values, sets) in [
        (&[(&whole, 152.0)][..], [("township", 104), ("street", 48)]),
        (&both[..1], [("township", 90), ("street", 36)]),
        (&both[..], [("township", 90), ("street", 41)]),
    ] {
        let mut change = Change::default();
        for (axis, value) in values {
            axis.choose(&mut change, *value).unwrap();
        }
        let mut set: Vec<String> =
            sets.iter().map(|(name, total)| format!("{}={total}", path(name))).collect();
        set.push(format!("pools.posts.posts={}", sets.iter().map(|(_, total)| total).sum::<i32>()));
        let (set, set_tables) = config("yingjiang.toml", &set);
        let (run, expected) =
            (trial.run(&change, Detail::Whole).unwrap(), evaluate(&set, &set_tables).unwrap());
        run.pools.iter().zip(&expected.pools).for_each(|(run, expected)| alike(run, expected));
    }
}

#[test]
fn what_rests_on_nothing_that_changed_is_the_very_same() {
    let (scenario, tables) = config("yingjiang.toml", &[]);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let mut change = Change::default();
    Axis::parse(&scenario, "per_head").unwrap().set(&mut change, 25.0).unwrap();
    let run = trial.run(&change, Detail::Metrics).unwrap();
    let operating = Target::parse(&scenario, "differentiated.operating.gini").unwrap();
    let flat = Target::parse(&scenario, "flat.operating.gini").unwrap();
    let (before, after) = (&trial.outcome().pools[operating.pool], &run.pools[operating.pool]);
    assert!(Arc::ptr_eq(&before.policies[flat.policy], &after.policies[flat.policy]));
    assert!(!Arc::ptr_eq(&before.policies[operating.policy], &after.policies[operating.policy]));
    for (pool, (before, after)) in trial.outcome().pools.iter().zip(&run.pools).enumerate() {
        assert!(pool == operating.pool || Arc::ptr_eq(before, after));
    }
}

#[test]
fn a_changed_column_moves_what_is_derived_from_it() {
    let (scenario, tables) = config("yingjiang.toml", &[]);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let table = scenario.tables.iter().position(|table| table.name == "communities").unwrap();
    let at = tables.tables[table].columns.get_index_of("households").unwrap();
    let Values::Number(households) = &tables.tables[table].columns[at].column.values else { panic!() };
    let same = Change {
        columns: vec![((table, at), Arc::new(Column::numbers(households.clone())))],
        ..Change::default()
    };
    let run = trial.run(&same, Detail::Whole).unwrap();
    trial.outcome().pools.iter().zip(&run.pools).for_each(|(before, after)| alike(before, after));
    let doubled = households.iter().map(|count| count * 2.0).collect();
    let more = Change { columns: vec![((table, at), Arc::new(Column::numbers(doubled)))], ..same };
    let run = trial.run(&more, Detail::Whole).unwrap();
    assert_ne!(run.pools[0].need, trial.outcome().pools[0].need);
}

#[test]
fn unknown_names_are_told_with_what_is_near() {
    let (scenario, _) = config("yingjiang.toml", &[]);
    let near = |problem: crate::problem::Problem| problem.remedy.map(|remedy| remedy.en).unwrap_or_default();
    assert!(near(Axis::parse(&scenario, "per_haed").unwrap_err()).contains("`per_head`"));
    let stratum = Axis::parse(&scenario, "pools.posts.strata.totals.townships").unwrap_err();
    assert!(near(stratum).contains("`township`"));
    assert!(near(Axis::parse(&scenario, "pools.operatng.money").unwrap_err()).contains("`operating`"));
    assert!(near(Axis::parse(&scenario, "pools.operating.posts").unwrap_err()).contains("money"));
    assert!(near(Target::parse(&scenario, "differentiated.operating.ginni").unwrap_err()).contains("`gini`"));
    assert!(Target::parse(&scenario, "differentiated.gini").is_err());
    let axis = Axis::parse(&scenario, "per_head").unwrap();
    assert!(axis.choose(&mut Change::default(), 1e6).is_err());
    assert!(axis.set(&mut Change::default(), f64::NAN).is_err());
    assert!(Axis::parse(&scenario, "year").unwrap().set(&mut Change::default(), 2019.5).is_err());
}

const GRIDS: &str = r#"
title = "Grids"
year = 2019
baseline = "flat"
[tables.communities]
file = "../data/yingjiang/communities.csv"
columns.grids = "COUNT(grids.id)"
[tables.grids]
generate = { from = "communities", by = "households", per = "norm" }
[parameters.norm]
value = 400
range = [300, 500]
[pools.workers]
over = "communities"
posts = 240
[standards.workers]
need = "grids"
[policies.flat]
workers = { rule = "equal" }
[policies.grids.workers]
rule = "proportional"
factors = [{ id = "grids", amount = "grids" }]
"#;

fn read(text: &str, set: &[String]) -> (Scenario, Tables) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let source = Source { name: "grids.toml".to_owned(), text: text.to_owned() };
    let draft = scenario::draft(source, &folder, set).expect("the scenario is sound");
    let tables = draft.files.iter().map(table::attempt).collect();
    scenario::check(draft, tables).expect("the scenario is sound")
}

#[test]
fn a_generated_table_is_made_again_where_its_norm_is_varied() {
    let (scenario, tables) = read(GRIDS, &[]);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let mut change = Change::default();
    Axis::parse(&scenario, "norm").unwrap().choose(&mut change, 300.0).unwrap();
    let found = trial.run(&change, Detail::Whole).unwrap();
    let (set, set_tables) = read(GRIDS, &["norm=300".to_owned()]);
    let due = evaluate(&set, &set_tables).unwrap();
    assert_ne!(due.pools[0].need, trial.outcome().pools[0].need);
    alike(&found.pools[0], &due.pools[0]);
}

#[test]
fn a_pool_whose_members_would_be_others_is_refused() {
    let over_grids = GRIDS
        .replace("over = \"communities\"", "over = \"grids\"")
        .replace("need = \"grids\"", "need = \"households / norm\"")
        .replace("amount = \"grids\"", "amount = \"households\"");
    let (scenario, tables) = read(&over_grids, &[]);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let mut change = Change::default();
    Axis::parse(&scenario, "norm").unwrap().choose(&mut change, 300.0).unwrap();
    let problems = trial.run(&change, Detail::Metrics).unwrap_err();
    assert!(problems.0[0].found.en.contains("would change the rows of table `grids`"), "{problems:?}");
}
