//! The district's numbers, checked by hand, and the direction of the answer.

use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::csv_file::Row;
use crate::files::Written;
use crate::run::none_wrong;
use crate::run::project;

fn data(name: &str) -> String {
    std::fs::read_to_string(project().join("data/yingjiang").join(name)).expect("a file of the district")
}

fn table(name: &str) -> CsvFile {
    CsvFile::parse(&data(name))
}

/// The district's tables, in order of name.
fn tables() -> Vec<String> {
    let entries = std::fs::read_dir(project().join("data/yingjiang")).expect("the district's data");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut tables: Vec<String> = names.filter(|name| name.ends_with(".csv")).collect();
    tables.sort();
    tables
}

fn sum(table: &CsvFile, column: &str) -> f64 {
    table.rows().filter_map(|row| row.number(column)).sum()
}

/// The example's awards.
fn awards() -> &'static CsvFile {
    &Written::example().awards
}

#[test]
fn the_tables_meet_the_sourced_totals_exactly() {
    for (name, rows) in [("units.csv", 9), ("communities.csv", 48)] {
        let table = table(name);
        assert_eq!(table.rows.len(), rows, "{name}");
        assert_eq!(sum(&table, "population"), 253_694.0, "{name}");
        assert_eq!(sum(&table, "households"), 99_018.0, "{name}");
        // 15.04 % of the residents.
        assert_eq!(sum(&table, "population_65"), 38_156.0, "{name}");
        assert!((sum(&table, "population_65") / 253_694.0 - 0.1504).abs() < 0.00005);
    }
}

#[test]
fn every_unit_is_the_sum_of_its_communities() {
    let units = table("units.csv");
    let communities = table("communities.csv");
    let by_unit = communities.by(&["unit"]);
    assert_eq!(by_unit.len(), 9);
    for unit in units.rows() {
        let own = &by_unit[unit.get("id")];
        assert_eq!(unit.number("committees"), Some(own.len() as f64), "{unit:?}");
        for column in ["population", "households", "population_65"] {
            let sum: f64 = own.iter().filter_map(|row| row.number(column)).sum();
            assert_eq!(unit.number(column), Some(sum), "{} {column}", unit.get("name"));
        }
    }
}

#[test]
fn known_single_figures_are_kept() {
    let communities = table("communities.csv");
    let find =
        |name: &str| communities.rows().find(|row| row.get("name").contains(name)).expect("a community");
    assert_eq!(find("程家墩").number("households"), Some(4_037.0));
    assert_eq!(find("机场").number("households"), Some(700.0));
    let units = table("units.csv");
    let xinzhou = units.only(&[("name", "新洲乡")]);
    assert_eq!(xinzhou.number("population"), Some(20_000.0));
    let posts = |kind: &str| -> Vec<f64> {
        units
            .rows()
            .filter(|row| row.get("kind") == kind)
            .filter_map(|row| row.number("posts_today"))
            .collect()
    };
    assert_eq!(posts("township"), [26.0; 3]);
    assert_eq!(posts("street"), [6.0; 6]);
}

#[test]
fn large_new_estates_and_small_old_places_both_exist() {
    let communities = table("communities.csv");
    let is = |row: &Row<'_>, setting: &str| row.get("setting") == setting;
    let households = |row: &Row<'_>| row.number("households").expect("a number");
    assert!(communities.rows().any(|row| is(&row, "new_estate") && households(&row) > 3000.0));
    assert!(communities.rows().any(|row| is(&row, "old_core") && households(&row) < 1500.0));
}

#[test]
fn flat_money_is_125_000_yuan_for_each_of_the_48() {
    let awards = awards();
    let flat = &awards.by(&["policy", "pool"])["flat/operating"];
    assert_eq!(flat.len(), 48);
    assert!(flat.iter().all(|row| row.get("award") == "125000.00"), "6,000,000 ÷ 48");
}

#[test]
fn posts_are_26_a_township_and_6_a_street_under_flat() {
    let awards = awards();
    let units = table("units.csv");
    let kind = |row: &Row<'_>| units.only(&[("id", row.get("id"))]).get("kind");
    let by = awards.by(&["policy", "pool"]);
    for row in &by["flat/posts"] {
        assert_eq!(row.get("award"), if kind(row) == "township" { "26" } else { "6" });
        assert_eq!(row.get("stratum"), kind(row));
    }
    let sum = |policy: &str, wanted: &str| -> i64 {
        by[policy].iter().filter(|row| kind(row) == wanted).map(|row| row.hundredths("award") / 100).sum()
    };
    assert_eq!((sum("flat/posts", "township"), sum("flat/posts", "street")), (78, 36));
    assert_eq!((sum("differentiated/posts", "township"), sum("differentiated/posts", "street")), (78, 36));
    assert_eq!(sum("pooled/posts", "township") + sum("pooled/posts", "street"), 114);
    assert!(sum("pooled/posts", "township") < 78, "pooled, posts move from the townships to the streets");
}

#[test]
fn one_claim_is_the_one_worked_out_on_paper() {
    // 吴樾社区: 10,675 residents, 2,208 of 65 and over, 0.38 km², in the old city, 4,298 households.
    // 30,000 + 18 × 10,675 + 0 + 25 × 2,208 + 3,000 × 0.38 = 278,490 yuan.
    let awards = awards();
    let row = awards.only(&[("policy", "differentiated"), ("pool", "operating"), ("id", "340802001001")]);
    assert_eq!(row.get("claim"), "278490.00");
    // 宜城路街道: 4 + 2 × 24,589 ÷ 10,000 + 0.4 × 4 = 10.5178 posts.
    let unit = awards.only(&[("policy", "pooled"), ("pool", "posts"), ("id", "340802001000")]);
    assert_eq!(unit.get("claim"), "10.5178");
}

/// The hours and the unfunded yuan that the catalogue asks of a community, worked out by hand: every driver is a
/// number, a column, a number times a column, or the households of one setting.
fn asked(services: &CsvFile, facts: &Row<'_>) -> (f64, f64) {
    let fact = |column: &str| match column {
        "grids" => (facts.number("households").expect("households") / 400.0).ceil(),
        column => facts.number(column).unwrap_or_else(|| panic!("a number in {column}")),
    };
    let (mut hours, mut unfunded) = (0.0, 0.0);
    for item in services.rows() {
        let per = item.get("per");
        let setting =
            per.strip_prefix("IF(setting = \"").and_then(|rest| rest.split_once("\", households, 0)"));
        let units = match (per.parse::<f64>(), per.split_once(" * "), setting) {
            (Ok(number), _, _) => number,
            (_, Some((number, column)), _) => number.parse::<f64>().expect("a number") * fact(column),
            (_, _, Some((setting, ""))) if facts.get("setting") == setting => fact("households"),
            (_, _, Some(_)) => 0.0,
            _ => fact(per),
        };
        let number = |column: &str| item.number(column).expect("a number");
        hours += units * number("hours");
        unfunded += units * number("yuan") * (1.0 - number("funded"));
    }
    (hours, unfunded)
}

#[test]
fn the_claims_and_needs_of_every_community_follow_from_the_factors_and_the_catalogue() {
    let awards = awards();
    let communities = table("communities.csv");
    let services = table("services.csv");
    let mut wrong = Vec::new();
    for row in
        awards.rows().filter(|row| row.get("policy") == "differentiated" && row.get("pool") == "operating")
    {
        let facts = communities.only(&[("id", row.get("id"))]);
        let fact = |column: &str| facts.number(column).expect("a number");
        let is_new = facts.get("setting") == "new_estate" && 2019.0 - fact("established") <= 12.0;
        let new = if is_new { 60_000.0 } else { 0.0 };
        let due = 30_000.0
            + 18.0 * fact("population")
            + new
            + 25.0 * fact("population_65")
            + 3_000.0 * fact("area_km2");
        if (row.number("claim").expect("a claim") - due).abs() > 0.005_001 {
            wrong.push(format!("{}: {due}", row.get("name")));
        }
        let (hours, unfunded) = asked(&services, &facts);
        let workers = hours * 1.1 / 1848.0;
        let need = 20_000.0 + 4_000.0 * workers + 60.0 * 30.0 * fact("households") / 100.0 + unfunded;
        if (row.number("need").expect("a need") - need).abs() > 0.005_001 {
            wrong.push(format!("{}: need {need}", row.get("name")));
        }
        let award = row.number("award").expect("an award");
        assert!(award >= 75_000.0, "the floor is 0.6 of 125,000 yuan: {row:?}");
        assert_eq!(award == 75_000.0, row.get("bound") == "floor", "{row:?}");
    }
    none_wrong(&wrong);
}

#[test]
fn awards_above_the_floor_are_in_proportion_to_claims() {
    let awards = awards();
    let free: Vec<Row<'_>> = awards
        .rows()
        .filter(|row| row.get("policy") == "differentiated" && row.get("pool") == "operating")
        .filter(|row| row.get("bound").is_empty())
        .collect();
    assert!(free.len() > 20);
    let amount = |row: &Row<'_>, column: &str| row.number(column).expect("a number");
    let lambda = free.iter().map(|row| amount(row, "award")).sum::<f64>()
        / free.iter().map(|row| amount(row, "claim")).sum::<f64>();
    for row in &free {
        // Off by a fen of rounding at most.
        assert!((amount(row, "award") - lambda * amount(row, "claim")).abs() < 0.0101, "{row:?}");
    }
}

#[test]
fn pooled_money_raises_every_community_to_the_same_adequacy() {
    let by = awards().by(&["policy", "pool"]);
    let rows = &by["pooled/operating"];
    let sum = |column: &str| rows.iter().filter_map(|row| row.number(column)).sum::<f64>();
    let adequacy = sum("award") / sum("need");
    for row in rows {
        let due = adequacy * row.number("need").expect("a need");
        assert!((row.number("award").expect("an award") - due).abs() < 0.0101, "{row:?}: {due}");
    }
}

#[test]
fn posts_are_the_ones_that_webster_s_method_gives_one_by_one() {
    // Each further post goes where claim ÷ (posts + ½) is largest, from the least of each on.
    let by = awards().by(&["policy", "pool"]);
    let shared = |rows: &[Row<'_>], total: usize, least: f64| -> Vec<f64> {
        let claims: Vec<f64> = rows.iter().map(|row| row.number("claim").expect("a claim")).collect();
        let mut posts = vec![least; rows.len()];
        while (posts.iter().sum::<f64>() as usize) < total {
            let right = |member: usize| claims[member] / (posts[member] + 0.5);
            let first = (0..rows.len()).max_by(|a, b| right(*a).total_cmp(&right(*b))).expect("a member");
            posts[first] += 1.0;
        }
        posts
    };
    let found = |rows: &[Row<'_>]| rows.iter().filter_map(|row| row.number("award")).collect::<Vec<f64>>();
    let pooled = &by["pooled/posts"];
    assert_eq!(found(pooled), shared(pooled, 114, 4.0));
    for (stratum, total) in [("township", 78), ("street", 36)] {
        let of_stratum: Vec<Row<'_>> =
            by["differentiated/posts"].iter().copied().filter(|row| row.get("stratum") == stratum).collect();
        assert_eq!(found(&of_stratum), shared(&of_stratum, total, 0.0), "{stratum}");
    }
}

#[test]
fn flat_leaves_large_and_new_communities_worse_off() {
    let groups = &Written::example().groups;
    let adequacy = |policy: &str, grouping: &str, group: &str| {
        let key = [("policy", policy), ("pool", "operating"), ("grouping", grouping), ("group", group)];
        groups.only(&key).number("adequacy").expect("an adequacy")
    };
    for policy in ["differentiated", "pooled"] {
        assert!(adequacy("flat", "size", "large") < adequacy(policy, "size", "large"));
        assert!(adequacy("flat", "age", "new") < adequacy(policy, "age", "new"));
        assert!(adequacy("flat", "size", "small") > adequacy(policy, "size", "small"));
    }
    assert!(adequacy("flat", "size", "large") < 0.9, "large communities are short of need under flat");
    assert!(adequacy("flat", "age", "new") < 0.9, "and so are new estates");
    assert!(adequacy("flat", "size", "small") > 1.0);
    let metrics = &Written::example().metrics;
    let metric = |policy: &str, name: &str| {
        metrics
            .only(&[("policy", policy), ("pool", "operating"), ("metric", name)])
            .number("value")
            .expect("a value")
    };
    for policy in ["differentiated", "pooled"] {
        assert!(metric(policy, "short_members") < metric("flat", "short_members"));
        assert!(metric(policy, "shortfall") < metric("flat", "shortfall"));
        assert!(metric(policy, "gini") < metric("flat", "gini"));
    }
}

#[test]
fn the_data_package_describes_every_column_with_its_origin() {
    let package: Value = serde_json::from_str(&data("datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let mut described: Vec<&str> =
        resources.iter().filter_map(|resource| resource["path"].as_str()).collect();
    described.sort_unstable();
    assert_eq!(described, tables());
    let mut wrong = Vec::new();
    for resource in resources {
        let path = resource["path"].as_str().expect("a path");
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(names, table(path).heading, "{path}");
        for field in fields {
            let mut due = |what: &str, is_there: bool| {
                if !is_there {
                    wrong.push(format!("{path}: {} has no {what}", field["name"]));
                }
            };
            let filled = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
            let origin = field["origin"].as_str().unwrap_or_default();
            due("origin", ["sourced", "estimated", "synthetic"].contains(&origin));
            due("type", filled(&field["type"]));
            due("description in English", filled(&field["description"]["en"]));
            due("description in Chinese", filled(&field["description"]["zh"]));
            // A remark may be anything; every other column is held to something.
            due("constraints", field["constraints"].is_object() || field["name"] == "note");
            due(
                "source or method",
                filled(&field["source"]) || filled(&field["method"]) || field["source"].is_object(),
            );
            let is_number = ["integer", "number"].contains(&field["type"].as_str().unwrap_or_default());
            due("unit", !is_number || !field["unit"].is_null());
        }
    }
    none_wrong(&wrong);
}
