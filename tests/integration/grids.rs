//! Tables that the program generates: grids of a community by its households.

use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::run::Place;

const SCENARIO: &str = r#"
title = "Grids"
year = 2020
baseline = "flat"
[tables.units]
file = "units.csv"
[tables.communities]
file = "communities.csv"
parent = { table = "units", column = "unit" }
columns.gridded = "IF(kind = \"village\", 0, households)"
columns.grids = "COUNT(grids.id)"
[tables.grids]
generate = { from = "communities", by = "households", per = "per_grid" }
columns.share = "households / communities.households"
[parameters.per_grid]
value = 400
range = [300, 500]
[pools.units]
over = "units"
money = 1000
[pools.communities]
over = "communities"
money = 1000
[pools.grids]
over = "grids"
money = 1000
[policies.flat]
units = { rule = "equal" }
communities = { rule = "equal" }
grids = { rule = "equal" }
[policies.claims]
units.rule = "as-claimed"
units.factors = [{ id = "a", amount = "SUM(grids.households)" }, { id = "b", amount = "1000000 * COUNT(grids.id)" }]
communities.rule = "as-claimed"
communities.factors = [{ id = "a", amount = "SUM(grids.households)" }, { id = "b", amount = "1000000 * grids" }]
grids.rule = "as-claimed"
grids.factors = [{ id = "a", amount = "households" }, { id = "b", amount = "1000000 * share" }]
"#;

const COMMUNITIES: &str = "id,name,unit,kind,households\n\
                           A,甲,u,community,1000\nB,乙,v,community,400\nC,丙,u,village,0\nD,丁,u,village,801\n";

fn place(scenario: &str, communities: &str) -> Place {
    let place = Place::new();
    place.write("s.toml", scenario.as_bytes());
    place.write("communities.csv", communities.as_bytes());
    place.write("units.csv", b"id\nu\nv\nw\n");
    place
}

/// The ids and claims of a pool's members.
fn claims(place: &Place, pool: &str, arguments: &[&str]) -> Vec<(String, f64)> {
    let all = [&["compare", "s.toml", "--json", "--no-files"], arguments].concat();
    let found: Value = serde_json::from_str(&place.succeed(&all).stdout).expect("JSON");
    let awards = found["pools"][pool]["policies"]["claims"]["awards"].as_array().expect("awards").clone();
    let of = |award: &Value| {
        (award["id"].as_str().expect("an id").to_owned(), award["claim"].as_f64().expect("a claim"))
    };
    awards.iter().map(of).collect()
}

fn owned(claims: &[(&str, f64)]) -> Vec<(String, f64)> {
    claims.iter().map(|(id, claim)| ((*id).to_owned(), *claim)).collect()
}

#[test]
fn grids_are_summed_over_communities_and_over_units_and_are_a_pool_s_members() {
    let place = place(SCENARIO, COMMUNITIES);
    let of = |pool: &str| claims(&place, pool, &[]);
    assert_eq!(
        of("communities"),
        owned(&[("A", 3_001_000.0), ("B", 1_000_400.0), ("C", 0.0), ("D", 3_000_801.0)])
    );
    assert_eq!(of("units"), owned(&[("u", 6_001_801.0), ("v", 1_000_400.0), ("w", 0.0)]));
    let ids: Vec<String> = of("grids").into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["A-01", "A-02", "A-03", "B-01", "D-01", "D-02", "D-03"]);
    assert_eq!(of("grids")[0].1, 334_334.0);
}

#[test]
fn the_norm_is_a_parameter_and_its_range_holds() {
    let place = place(SCENARIO, COMMUNITIES);
    assert_eq!(claims(&place, "grids", &["--set", "per_grid=500"]).len(), 2 + 1 + 2);
    assert_eq!(claims(&place, "grids", &["--set", "per_grid=334"]).len(), 3 + 2 + 3);
    let per = "tables.grids.generate.per=IF(kind = \"village\", 1000, per_grid)";
    assert_eq!(claims(&place, "grids", &["--set", per]).len(), 3 + 1 + 1);
    // A derived column can be divided; the parts' column has its name.
    let scenario = SCENARIO
        .replace("by = \"households\"", "by = \"gridded\"")
        .replace("grids.households", "grids.gridded")
        .replace("= \"households / communities", "= \"gridded / communities")
        .replace("amount = \"households\"", "amount = \"gridded\"");
    let towns = self::place(&scenario, COMMUNITIES);
    assert_eq!(claims(&towns, "grids", &[]).len(), 3 + 1);
    let ran = place.run(&["check", "s.toml", "--set", "per_grid=600"]).end();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("outside its range"), "{}", ran.stderr);
}

#[test]
fn a_roster_of_grids_may_hang_below_the_generated_table() {
    let scenario = SCENARIO.replace(
        "[parameters.per_grid]",
        "[tables.cameras]\nfile = \"cameras.csv\"\nparent = { table = \"grids\", column = \"grid\" }\n[parameters.per_grid]",
    );
    let scenario = scenario
        .replace("\"households\" }, { id = \"b\", amount = \"1000000 * share\" }", "\"COUNT(cameras.id)\" }");
    let place = place(&scenario, COMMUNITIES);
    place.write("cameras.csv", b"id,grid\nx,A-03\ny,D-01\nz,A-03\n");
    let counts: Vec<f64> = claims(&place, "grids", &[]).into_iter().map(|(_, claim)| claim).collect();
    assert_eq!(counts, [0.0, 0.0, 2.0, 0.0, 1.0, 0.0, 0.0]);
    // With larger grids the third of A is no more.
    let ran = place.run(&["check", "s.toml", "--set", "per_grid=500"]).end();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`grids` has no id `A-03`"), "{}", ran.stderr);
}

#[test]
fn renaming_the_tables_changes_no_result() {
    let renamed = SCENARIO
        .replace("tables.grids", "tables.\"网格\"")
        .replace("grids.households", "网格.households")
        .replace("COUNT(grids.id)", "COUNT(网格.id)")
        .replace("over = \"grids\"", "over = \"网格\"");
    let (old, new) = (place(SCENARIO, COMMUNITIES), place(&renamed, COMMUNITIES));
    for pool in ["units", "communities", "grids"] {
        assert_eq!(claims(&old, pool, &[]), claims(&new, pool, &[]));
    }
}

#[test]
fn the_manifest_tells_by_what_norm_a_table_was_generated_and_the_awards_name_its_rows() {
    let place = place(SCENARIO, COMMUNITIES);
    place.succeed(&["compare", "s.toml", "--out", "out", "--set", "per_grid=500"]);
    let manifest: Value = serde_json::from_str(&place.read("out/manifest.json")).expect("JSON");
    let input = &manifest["inputs"][2];
    assert_eq!((&input["table"], &input["file"], &input["rows"]), (&"grids".into(), &Value::Null, &5.into()));
    let generated = &input["generated"];
    assert_eq!((&generated["from"], &generated["by"]), (&"communities".into(), &"households".into()));
    assert_eq!(
        (&generated["per"], &generated["parameters"]["per_grid"]),
        (&"per_grid".into(), &500.0.into())
    );
    let awards = CsvFile::parse(&place.read("out/awards.csv"));
    let first = awards.rows().find(|row| row.get("pool") == "grids").expect("a grid");
    assert_eq!((first.get("id"), first.get("name")), ("A-01", "甲 01"));
}
