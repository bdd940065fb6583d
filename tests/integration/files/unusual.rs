//! Scenarios unlike the district's: no residents, no groups, many members, names that mean harm.

use std::fs;
use std::io::Cursor;

use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;
use serde_json::Value;

use super::Written;
use crate::csv_file::CsvFile;
use crate::run::Place;
use crate::run::none_wrong;

/// One table, one pool, an equal share and one in proportion to a column.
const SMALL: &str = r#"title = "One table & <more>"
year = 2019
baseline = "flat"
[tables.communities]
file = "communities.csv"
[pools.operating]
over = "communities"
money = 1000
[policies.flat]
operating = { rule = "equal" }
[policies.size]
operating = { rule = "proportional", factors = [{ id = "size", amount = "population" }] }
"#;

#[test]
fn without_population_per_head_is_empty_and_inequality_is_of_awards() {
    let place = Place::with_scenarios();
    let table = place.read("data/yingjiang/units.csv").replace("population", "residents");
    place.write("units.csv", table.as_bytes());
    place.write(
        "scenario.toml",
        br#"title = "Units without residents"
year = 2019
baseline = "flat"
[tables.units]
file = "units.csv"
[pools.posts]
over = "units"
posts = 114
[policies.flat]
posts = { rule = "equal" }
[policies.today]
posts = { rule = "proportional", factors = [{ id = "today", amount = "posts_today" }] }
"#,
    );
    place.succeed(&["compare", "scenario.toml", "--out", "out"]);
    let awards = CsvFile::parse_with(&place.read("out/awards.csv"), super::AWARDS);
    assert!(awards.rows().all(|row| row.get("per_head").is_empty() && row.get("need").is_empty()));
    let metrics = CsvFile::parse(&place.read("out/metrics.csv"));
    let value = |metric: &str| metrics.only(&[("policy", "today"), ("pool", "posts"), ("metric", metric)]);
    // Six awards of 6 and three of 26: by hand 78/114 − 3/9 = 0.350877…
    let gini = value("gini").number("value").expect("a number");
    assert!((gini - (78.0 / 114.0 - 3.0 / 9.0)).abs() < 1e-12, "{gini}");
    for undefined in ["short_population", "adequacy_min", "short_members", "shortfall"] {
        assert_eq!(value(undefined).get("value"), "", "{undefined}");
    }
}

#[test]
fn a_table_without_rows_still_has_its_heading() {
    let place = Place::new();
    place.write("communities.csv", b"id,population\na,1\nb,2\n");
    let no_factor = SMALL
        .replace("\"proportional\", factors = [{ id = \"size\", amount = \"population\" }]", "\"equal\"");
    place.write("scenario.toml", no_factor.as_bytes());
    place.succeed(&["compare", "scenario.toml", "--out", "out"]);
    assert_eq!(place.read("out/groups.csv").trim_end(), super::GROUPS);
    assert_eq!(place.read("out/parts.csv").trim_end(), super::PARTS);
}

#[test]
fn above_50_000_members_parquet_stands_alone_unless_csv_is_asked_for() {
    let place = Place::new();
    place.succeed(&["generate", "--communities", "50001", "--seed", "1", "--out", "communities.csv"]);
    place.write("scenario.toml", SMALL.replace("money = 1000", "money = 1_000_000_000").as_bytes());
    let alone = place.succeed(&["compare", "scenario.toml", "--out", "alone", "--lang", "zh"]);
    assert!(alone.stderr.contains("--csv"), "{}", alone.stderr);
    let asked = place.succeed(&["compare", "scenario.toml", "--out", "asked", "--csv"]);
    assert!(asked.stderr.is_empty(), "{}", asked.stderr);
    let (alone, asked) = (place.files("alone"), place.files("asked"));
    for name in ["awards.csv", "parts.csv"] {
        assert!(!alone.contains(&name.to_owned()) && asked.contains(&name.to_owned()), "{name}");
    }
    for name in
        ["awards.parquet", "parts.parquet", "metrics.csv", "groups.csv", "report.html", "manifest.json"]
    {
        assert!(alone.contains(&name.to_owned()), "{name}: {alone:?}");
    }
    let awards = CsvFile::parse_with(&place.read("asked/awards.csv"), super::AWARDS);
    let flat = awards.rows().filter(|row| row.get("policy") == "flat");
    assert_eq!(flat.map(|row| row.hundredths("award")).sum::<i64>(), 100_000_000_000);
    let page = fs::metadata(place.at("alone/report.html")).expect("the page").len();
    assert!(page < 2_000_000, "the page has {page} bytes");
}

#[test]
fn text_from_data_is_escaped_wherever_it_is_shown() {
    let place = Place::new();
    let table = "id,name,population\n\
                 a<b>,<script>alert(1)</script>,100\n\
                 \"b&\"\"c\",\"& \"\"x\"\" 'y' ]]> 社区\",200\n\
                 c,\"两行\n名称\",300\n\
                 d,</text><image href='http://example.org/x'/>,400\n";
    place.write("communities.csv", table.as_bytes());
    place.write("scenario.toml", SMALL.as_bytes());
    for language in ["en", "zh"] {
        place.succeed(&["compare", "scenario.toml", "--out", language, "--lang", language]);
        let page = place.read(&format!("{language}/report.html"));
        assert!(page.contains("&lt;script&gt;alert(1)"), "the name is shown");
        assert!(!page.contains("<script>alert") && !page.contains("<image href"), "and does nothing");
        for chart in place.files(&format!("{language}/charts")).iter().filter(|name| name.ends_with(".svg")) {
            let text = place.read(&format!("{language}/charts/{chart}"));
            assert!(!text.contains("<script") && !text.contains("<image"), "{chart}");
            resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default())
                .unwrap_or_else(|error| panic!("{chart}: {error}"));
        }
    }
    let awards = CsvFile::parse_with(&place.read("en/awards.csv"), super::AWARDS);
    let names: Vec<&str> = awards.rows().take(4).map(|row| row.get("name")).collect();
    let written = CsvFile::parse(table);
    assert_eq!(names, written.rows().map(|row| row.get("name")).collect::<Vec<_>>());
    let mut book = Xlsx::new(Cursor::new(fs::read(place.at("en/workbook.xlsx")).expect("a workbook")))
        .expect("a workbook");
    let cells: Vec<String> = book
        .worksheets()
        .iter()
        .flat_map(|(_, range)| {
            range
                .rows()
                .flatten()
                .filter_map(|cell| if let Data::String(text) = cell { Some(text.clone()) } else { None })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(cells.iter().any(|cell| cell == "<script>alert(1)</script>"));
}

#[test]
fn json_says_what_the_files_say() {
    let place = Place::with_scenarios();
    let mut wrong = Vec::new();
    for written in Written::all() {
        let scenario = format!("configs/{}.toml", written.config);
        let ran = place.succeed(&["compare", &scenario, "--json", "--no-files"]);
        let document: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let mut same = |what: &str, json: &Value, text: &str| {
            let fits = match json {
                Value::Null => text.is_empty(),
                Value::Bool(truth) => text == truth.to_string(),
                Value::String(word) => text == word,
                number => number
                    .as_f64()
                    .zip(text.parse::<f64>().ok())
                    .is_some_and(|(a, b)| (a - b).abs() <= 0.005_001),
            };
            if !fits {
                wrong.push(format!("{} {what}: {json} in JSON, `{text}` in the file", written.config));
            }
        };
        for row in written.metrics.rows() {
            let policy = &document["pools"][row.get("pool")]["policies"][row.get("policy")];
            same(row.get("metric"), &policy["metrics"][row.get("metric")], row.get("value"));
        }
        for row in written.groups.rows() {
            let policy = &document["pools"][row.get("pool")]["policies"][row.get("policy")];
            let group = &policy["groups"][row.get("grouping")][row.get("group")];
            for column in ["members", "award", "need", "adequacy", "change"] {
                same(&format!("{row:?} {column}"), &group[column], row.get(column));
            }
        }
        for (key, rows) in written.awards.by(&["policy", "pool"]) {
            let (policy, pool) = key.split_once('/').expect("policy and pool");
            let awards = document["pools"][pool]["policies"][policy]["awards"].as_array().expect("awards");
            assert_eq!(awards.len(), rows.len(), "{key}");
            for (award, row) in awards.iter().zip(rows) {
                for column in
                    ["id", "name", "claim", "award", "baseline", "change", "need", "adequacy", "bound", "tie"]
                {
                    let text =
                        if column == "bound" && award["bound"].is_null() { "" } else { row.get(column) };
                    same(&format!("{key} {} {column}", row.get("id")), &award[column], text);
                }
            }
        }
    }
    none_wrong(&wrong);
}
