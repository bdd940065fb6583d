//! The manifest, the page, the charts, the workbook: complete, self-contained, and without a clock.

use std::fs;
use std::io::Cursor;

use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;
use serde_json::Value;
use sha2::Digest;
use sha2::Sha256;

use super::Written;
use crate::program::differences;
use crate::run::Place;
use crate::run::none_wrong;

/// The files of a run that do not depend on the pools.
const FIXED: [&str; 12] = [
    "awards.csv",
    "awards.parquet",
    "datapackage.json",
    "groups.csv",
    "groups.parquet",
    "manifest.json",
    "metrics.csv",
    "metrics.parquet",
    "parts.csv",
    "parts.parquet",
    "report.html",
    "workbook.xlsx",
];

#[test]
fn every_file_of_the_contract_is_there_and_in_the_manifest() {
    for written in Written::all() {
        let files: Vec<&String> = written.files.keys().collect();
        let (charts, fixed): (Vec<&String>, Vec<&String>) =
            files.iter().partition(|name| name.starts_with("charts/"));
        let scenario = written.manifest()["scenario"]["text"].as_str().unwrap_or_default().to_owned();
        let mut due: Vec<&str> = FIXED.to_vec();
        let sections = [
            ("[services]", ["services.csv", "services.parquet"]),
            ("[services]", ["mandates.csv", "mandates.parquet"]),
            ("[services]", ["workload.csv", "workload.parquet"]),
            (".wisn]", ["staffing.csv", "staffing.parquet"]),
            ("[answers]", ["answers.csv", "answers.parquet"]),
        ];
        due.extend(
            sections.iter().filter(|(section, _)| scenario.contains(section)).flat_map(|(_, files)| files),
        );
        due.sort_unstable();
        assert_eq!(fixed, due.iter().collect::<Vec<_>>(), "{}", written.config);
        let pools: std::collections::BTreeSet<&str> =
            written.awards.rows().map(|row| row.get("pool")).collect();
        for pool in pools {
            for extension in ["svg", "png"] {
                let of_pool = charts.iter().filter(|name| name.starts_with(&format!("charts/{pool}-")));
                let count = of_pool.filter(|name| name.ends_with(extension)).count();
                assert!(
                    count >= 3,
                    "{} {pool}: three charts as {extension}, found {charts:?}",
                    written.config
                );
            }
        }
        let manifest = written.manifest();
        let mut listed: Vec<&str> =
            manifest["files"].as_array().expect("files").iter().filter_map(Value::as_str).collect();
        listed.sort_unstable();
        assert_eq!(listed, files, "{}", written.config);
    }
}

#[test]
fn the_manifest_tells_what_a_run_was_made_from() {
    let place = Place::with_scenarios();
    let arguments =
        ["compare", "configs/yingjiang.toml", "--out", "out", "--set", "per_head=20", "--set", "base=0"];
    place.succeed(&arguments);
    let manifest: Value = serde_json::from_str(&place.read("out/manifest.json")).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["overrides"], serde_json::json!(["per_head=20", "base=0"]));
    assert!(manifest.as_object().expect("an object").contains_key("seed"));
    let scenario = place.read("configs/yingjiang.toml");
    assert_eq!(manifest["scenario"]["text"], scenario.as_str());
    assert_eq!(manifest["scenario"]["sha256"], sha256(scenario.as_bytes()).as_str());
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let tables = [("units", 9), ("communities", 48), ("services", 25)];
    assert_eq!(inputs.len(), tables.len());
    for (input, (name, rows)) in inputs.iter().zip(tables) {
        let bytes = fs::read(place.at(&format!("data/yingjiang/{name}.csv"))).expect("a table");
        let package = fs::read(place.at("data/yingjiang/datapackage.json")).expect("a data package");
        assert_eq!(input["table"], name);
        assert_eq!(input["rows"], rows);
        assert_eq!(input["sha256"], sha256(&bytes).as_str());
        assert_eq!(input["data_package_sha256"], sha256(&package).as_str());
    }
    assert!(place.read("out/manifest.json").contains("\"operating\": 6000000.00"), "money has two decimals");
    assert_eq!(manifest["totals"]["posts"], 114);
    let estimated = manifest["origins"]["estimated"].as_array().expect("a list");
    assert!(estimated.contains(&"communities.households".into()), "{estimated:?}");
}

#[test]
fn every_output_says_which_figures_are_estimated() {
    let written = Written::example();
    assert!(written.summary.contains("communities.households"), "{}", written.summary);
    let page = written.text("report.html");
    assert!(page.to_lowercase().contains("estimated") && page.contains("illustrative"), "the page");
    for chart in written.files.keys().filter(|name| name.ends_with(".svg")) {
        assert!(written.text(chart).contains("estimated inputs"), "{chart}");
    }
    let cells = cells(&written.files["workbook.xlsx"]).join("\n").to_lowercase();
    assert!(cells.contains("estimated") && cells.contains("illustrative"), "the workbook");
    let place = Place::new();
    place.succeed(&["compare", "--out", "zh", "--lang", "zh"]);
    assert!(place.read("zh/report.html").contains("推算"), "the Chinese page");
    for chart in place.files("zh/charts").iter().filter(|name| name.ends_with(".svg")) {
        assert!(place.read(&format!("zh/charts/{chart}")).contains("推算"), "{chart}");
    }
}

#[test]
fn two_runs_write_the_same_bytes_into_every_file() {
    let place = Place::new();
    let run = |out: &str| {
        for language in ["en", "zh"] {
            place.succeed(&["compare", "--out", &format!("{out}/{language}"), "--lang", language]);
        }
    };
    run("one");
    // A clock in a file shows itself within two seconds, the finest that an archive keeps.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    run("two");
    none_wrong(&differences(&place.contents("one"), &place.contents("two")));
}

#[test]
fn a_run_can_be_made_again_from_its_manifest() {
    let place = Place::with_scenarios();
    place.succeed(&["compare", "configs/size-bands.toml", "--out", "out", "--set", "small=50000"]);
    let manifest: Value = serde_json::from_str(&place.read("out/manifest.json")).expect("JSON");
    place.write("configs/again.toml", manifest["scenario"]["text"].as_str().expect("a text").as_bytes());
    let mut arguments = vec!["compare", "configs/again.toml", "--out", "again"];
    for set in manifest["overrides"].as_array().expect("a list").iter().filter_map(Value::as_str) {
        arguments.extend(["--set", set]);
    }
    place.succeed(&arguments);
    for name in ["awards.csv", "parts.csv", "metrics.csv", "groups.csv"] {
        assert_eq!(place.read(&format!("out/{name}")), place.read(&format!("again/{name}")), "{name}");
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        let page = written.text("report.html");
        for start in
            ["src=", "href=", "url(", "@import", "<link", "<iframe", "<object", "<script src", "<base"]
        {
            for (at, _) in page.match_indices(start) {
                let rest: String = page[at..].chars().take(90).collect();
                let target = rest[start.len()..].trim_start_matches(['"', '\'']);
                if !target.starts_with('#') && !target.starts_with("data:") {
                    wrong.push(format!("{}: {rest}", written.config));
                }
            }
        }
        assert!(
            page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"),
            "{}",
            written.config
        );
        assert!(page.contains("<meta charset"), "{}", written.config);
        assert!(page.trim_end().ends_with("</html>"), "{}", written.config);
    }
    none_wrong(&wrong);
}

#[test]
fn every_chart_is_sound_in_both_languages() {
    let place = Place::new();
    for language in ["en", "zh"] {
        place.succeed(&["compare", "--out", language, "--lang", language]);
        let charts = place.files(&format!("{language}/charts"));
        assert!(charts.len() > 20, "two pools, most kinds, SVG and PNG: {charts:?}");
        for chart in &charts {
            let name = format!("{language}/charts/{chart}");
            let bytes = fs::read(place.at(&name)).expect("a chart");
            if chart.ends_with(".png") {
                let picture = resvg::tiny_skia::Pixmap::decode_png(&bytes).expect("a PNG");
                assert!(picture.width() >= 800 && picture.height() >= 400, "{name}");
                let first = picture.pixels()[0];
                let inked = picture.pixels().iter().filter(|pixel| **pixel != first).count();
                assert!(inked > 1000, "{name} is empty");
                continue;
            }
            let text = String::from_utf8(bytes).expect("UTF-8");
            resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(text.contains("<title"), "{name} has no title for a screen reader");
            assert!(
                !text.contains("http://")
                    || text.matches("http://").count() == text.matches("http://www.w3.org/").count()
            );
            assert!(text.chars().any(crate::run::is_chinese) || language == "en", "{name}");
        }
    }
}

#[test]
fn the_workbook_holds_every_award_and_no_formula_from_data() {
    for written in Written::all() {
        let cells = cells(&written.files["workbook.xlsx"]);
        for row in written.awards.rows() {
            assert!(cells.iter().any(|cell| cell == row.get("id")), "{}: {row:?}", written.config);
        }
        assert!(!cells.iter().any(|cell| cell.starts_with(['=', '@'])), "{}", written.config);
    }
}

/// The text of every cell of a workbook.
fn cells(bytes: &[u8]) -> Vec<String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheets: Vec<_> = book.worksheets();
    assert!(!sheets.is_empty());
    let cells = sheets.iter().flat_map(|(_, range)| range.rows().flatten());
    cells
        .filter_map(|cell| match cell {
            Data::String(text) => Some(text.clone()),
            Data::Float(number) => Some(number.to_string()),
            Data::Error(error) => panic!("the workbook holds the error {error}"),
            _ => None,
        })
        .collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
