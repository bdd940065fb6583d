//! The scenarios of `configs/` are golden tests: what each comes to is kept in `tests/golden/`.
//!
//! After a change that is meant to alter results, run the tests once with `JUNHENG_BLESS=1` and review the
//! difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::files::Written;
use crate::run::Place;
use crate::run::configs;
use crate::run::none_wrong;
use crate::run::project;

/// The files kept of each scenario.
const KEPT: [&str; 6] =
    ["summary.en.txt", "summary.zh.txt", "awards.csv", "metrics.csv", "groups.csv", "parts.csv"];

/// How far a number with a point may be from the golden one, relative to it.
const TOLERANCE: f64 = 1e-9;

fn golden() -> PathBuf {
    project().join("tests/golden")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_scenario_has_its_golden_files_and_every_golden_file_its_scenario() {
    let scenarios: BTreeSet<String> = configs().into_iter().collect();
    assert_eq!(names(&golden()), scenarios);
    for scenario in scenarios {
        let kept: BTreeSet<String> = KEPT.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names(&golden().join(&scenario)), kept, "{scenario}");
    }
}

#[test]
fn every_scenario_comes_to_what_it_came_to_before() {
    let bless = std::env::var_os("JUNHENG_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for written in Written::all() {
        let scenario = &written.config;
        for (name, actual) in actual(written) {
            let path = golden().join(scenario).join(name);
            if bless {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &actual).expect("a golden file");
                continue;
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            let differing = difference(name, &expected, &actual);
            if differing.is_empty() {
                continue;
            }
            let kept = keep(scenario, name, &actual);
            wrong.push(format!("{scenario}/{name} (now in {}):\n{}", kept.display(), differing.join("\n")));
        }
    }
    if !wrong.is_empty() {
        wrong.push("If this is meant: JUNHENG_BLESS=1 cargo test --test integration, then review".to_owned());
    }
    none_wrong(&wrong);
}

/// What a scenario comes to now, by the name of the golden file.
fn actual(written: &Written) -> Vec<(&'static str, String)> {
    let config = format!("configs/{}.toml", written.config);
    let chinese = Place::with_scenarios().succeed(&["compare", &config, "--no-files", "--lang", "zh"]).stdout;
    let summaries = [("summary.en.txt", written.summary.clone()), ("summary.zh.txt", chinese)];
    summaries.into_iter().chain(KEPT[2..].iter().map(|name| (*name, written.text(name).to_owned()))).collect()
}

/// Keeps the actual file under `target/`, to be compared by hand.
fn keep(scenario: &str, name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden").join(scenario);
    fs::create_dir_all(&folder).expect("a folder under target/");
    let path = folder.join(name);
    fs::write(&path, text).expect("a file under target/");
    path
}

/// The lines that differ, as far as ten of them; for a CSV, cell by cell.
fn difference(name: &str, expected: &str, actual: &str) -> Vec<String> {
    let is_csv = name.ends_with(".csv");
    let mut found = Vec::new();
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    for line in 0..old.len().max(new.len()) {
        let (old, new) = (old.get(line).copied(), new.get(line).copied());
        let same = match (old, new) {
            (Some(old), Some(new)) => old == new || (is_csv && same_cells(old, new)),
            _ => false,
        };
        if !same {
            found.push(format!(
                "  line {}\n  - {}\n  + {}",
                line + 1,
                old.unwrap_or("(none)"),
                new.unwrap_or("(none)")
            ));
        }
    }
    let more = found.len().saturating_sub(10);
    found.truncate(10);
    if more > 0 {
        found.push(format!("  and {more} more lines"));
    }
    found
}

/// Whether two lines of a CSV agree: numbers with a point within [`TOLERANCE`], all else exactly.
fn same_cells(old: &str, new: &str) -> bool {
    let cells = |line: &str| -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        reader
            .records()
            .flatten()
            .flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let (old, new) = (cells(old), cells(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old == new || is_near(old, new))
}

fn is_near(old: &str, new: &str) -> bool {
    let is_float = |text: &str| text.contains(['.', 'e']);
    match (old.parse::<f64>(), new.parse::<f64>()) {
        (Ok(a), Ok(b)) if is_float(old) || is_float(new) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()),
        _ => false,
    }
}

#[test]
fn the_comparison_sees_what_it_should_and_forgives_a_last_digit() {
    assert!(difference("a.csv", "a,1.0000000000,x\n", "a,1.0000000001,x\n").is_empty());
    assert_eq!(difference("a.csv", "a,1.00,x\n", "a,1.01,x\n").len(), 1, "a fen");
    assert_eq!(difference("a.csv", "a,1,x\n", "a,2,x\n").len(), 1, "a count");
    assert_eq!(difference("a.csv", "a,1,x\n", "a,1,y\n").len(), 1, "a text");
    assert_eq!(difference("a.csv", "a,1\n", "a,1\nb,2\n").len(), 1, "a row more");
    assert_eq!(
        difference("a.txt", "1.0000000000\n", "1.0000000001\n").len(),
        1,
        "a text is compared as text"
    );
}

#[test]
fn every_scenario_opens_with_the_question_it_asks() {
    let mut wrong = Vec::new();
    for scenario in configs() {
        let text =
            fs::read_to_string(project().join(format!("configs/{scenario}.toml"))).expect("a scenario");
        if !text.starts_with("# Question: ") {
            wrong.push(format!("{scenario}: the first line should begin with `# Question: `"));
        }
        let table: toml::Table = text.parse().expect("TOML");
        for language in ["en", "zh"] {
            if table["question"][language].as_str().is_none_or(str::is_empty) {
                wrong.push(format!("{scenario}: no question in {language}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn every_parameter_has_label_unit_range_and_source_and_made_up_ones_say_so() {
    let norms = fs::read_to_string(project().join("data/norms.csv")).expect("the norms");
    let ids: BTreeSet<&str> = norms.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let mut wrong = Vec::new();
    for scenario in configs() {
        let text =
            fs::read_to_string(project().join(format!("configs/{scenario}.toml"))).expect("a scenario");
        let table: toml::Table = text.parse().expect("TOML");
        for (name, parameter) in table["parameters"].as_table().expect("parameters") {
            for key in ["label", "unit", "range", "source"] {
                if parameter.get(key).is_none() {
                    wrong.push(format!("{scenario}: {name} has no {key}"));
                }
            }
            let source =
                |language: &str| parameter["source"][language].as_str().unwrap_or_default().to_owned();
            let (en, zh) = (source("en"), source("zh"));
            // A value that is not made up names its line in data/norms.csv.
            let sourced = ids.iter().any(|id| en.contains(id));
            if !sourced && !en.contains("illustrative") {
                wrong.push(format!("{scenario}: {name} is neither of data/norms.csv nor illustrative: {en}"));
            }
            if en.contains("illustrative") != zh.contains("illustrative") {
                wrong.push(format!("{scenario}: {name} is illustrative in one language alone"));
            }
        }
        for (name, pool) in table["pools"].as_table().expect("pools") {
            let source =
                |language: &str| pool.get("source").and_then(|s| s[language].as_str()).unwrap_or_default();
            let (en, zh) = (source("en"), source("zh"));
            if pool.get("money").is_some() && !(en.contains("illustrative") && zh.contains("illustrative")) {
                wrong.push(format!(
                    "{scenario}: the made-up money of {name} should say that it is illustrative"
                ));
            }
            if en.is_empty() && pool.get("combines").is_none() {
                wrong.push(format!("{scenario}: the total of pool {name} has no source"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_parameter_taken_from_a_norm_has_the_norm_s_value() {
    let norms = crate::csv_file::CsvFile::parse(
        &fs::read_to_string(project().join("data/norms.csv")).expect("norms"),
    );
    let mut checked = 0;
    for scenario in configs() {
        let text =
            fs::read_to_string(project().join(format!("configs/{scenario}.toml"))).expect("a scenario");
        let table: toml::Table = text.parse().expect("TOML");
        for (name, parameter) in table["parameters"].as_table().expect("parameters") {
            let source = parameter["source"]["en"].as_str().unwrap_or_default();
            let Some(norm) = norms.rows().find(|norm| source.contains(&format!("{})", norm.get("id"))))
            else {
                continue;
            };
            let value = &parameter["value"];
            let value = value.as_float().or(value.as_integer().map(|value| value as f64));
            assert_eq!(value, norm.number("value"), "{scenario}: {name} against {norm:?}");
            checked += 1;
        }
    }
    assert!(checked >= 8, "{checked}");
}
