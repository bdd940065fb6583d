//! The program as a user runs it: its commands from any folder, its exit codes, and what goes where.

mod explanations;
mod languages;
mod overrides;
mod schemas;
mod streams;

use serde_json::Value;

use crate::run::Contents;
use crate::run::Place;
use crate::run::none_wrong;

#[test]
fn compare_without_a_scenario_runs_the_example_from_any_folder() {
    let place = Place::new();
    let ran = place.succeed(&["compare"]);
    assert!(ran.stdout.contains("Yingjiang District"), "{}", ran.stdout);
    assert!(ran.stdout.contains("reports/yingjiang"), "{}", ran.stdout);
    assert_eq!(place.files(".").iter().filter(|file| !file.starts_with("reports/yingjiang/")).count(), 0);
    assert!(place.files("reports/yingjiang").contains(&"report.html".to_owned()));
}

#[test]
fn a_scenario_finds_its_tables_from_any_folder() {
    let place = Place::with_scenarios();
    place.write("a/b/empty", b"");
    let here = place.succeed(&["compare", "configs/yingjiang.toml", "--json", "--no-files"]);
    let absolute = place.at("configs/yingjiang.toml").display().to_string();
    for (folder, scenario) in
        [("a/b", "../../configs/yingjiang.toml"), ("configs", "yingjiang.toml"), ("a", absolute.as_str())]
    {
        let ran = place.run(&["compare", scenario, "--json", "--no-files"]).within(&place.at(folder)).end();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(ran.stdout, here.stdout, "from {folder}");
    }
    assert_eq!(place.files("a"), ["b/empty"], "--no-files writes nothing");
}

#[test]
fn json_is_one_document_whether_or_not_files_are_written() {
    let place = Place::new();
    let with_files = place.succeed(&["compare", "--json", "--out", "out"]);
    let alone = place.succeed(&["compare", "--json", "--no-files"]);
    assert_eq!(with_files.stdout, alone.stdout);
    let document: Value = serde_json::from_str(&alone.stdout).expect("one JSON document");
    assert_eq!(document["pools"]["posts"]["total"], 114);
    assert!(alone.stdout.contains("\"total\": 6000000.00"), "money has two decimals");
    assert!(place.files("out").contains(&"manifest.json".to_owned()));
    let chinese = place.succeed(&["compare", "--json", "--no-files", "--lang", "zh"]);
    assert_eq!(chinese.stdout, alone.stdout, "the document does not depend on the reader's language");
}

#[test]
fn exit_code_2_tells_of_wrong_usage() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for (arguments, said) in [
        (&["compear"][..], "compare"),
        (&["compare", "--outt", "x"], "--out"),
        (&["compare", "a.toml", "b.toml"], "b.toml"),
        (&["compare", "--lang", "fr"], "fr"),
        (&["compare", "--set"], "--set"),
        (&["explain", "340802001001"], "--pool"),
        (&["explain", "340802001001", "--pool", "posts", "--policy", "flat"], "340802001001"),
        (&["explain", "340802001000", "--pool", "post", "--policy", "flat"], "did you mean `posts`"),
        (&["explain", "340802001000", "--pool", "posts", "--policy", "flatt"], "did you mean `flat`"),
        (&["explain", "34080200100", "--pool", "posts", "--policy", "flat"], "did you mean `340802001000`"),
        (&["init"], "DIR"),
        (&["check", "nowhere.toml"], "nowhere.toml"),
        (&[], "compare"),
    ] {
        let ran = place.run(arguments).end();
        if ran.code != 2 || !ran.stdout.is_empty() || !ran.stderr.contains(said) {
            wrong.push(format!("{arguments:?} should exit 2 and say {said:?} on stderr, but: {ran:#?}"));
        }
    }
    assert!(place.files(".").is_empty());
    none_wrong(&wrong);
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    let version = place.succeed(&["--version"]);
    assert_eq!(version.stdout.trim(), format!("junheng {}", env!("CARGO_PKG_VERSION")));
    for command in ["compare", "check", "explain", "init", "schema", "generate"] {
        let ran = place.succeed(&[command, "--help"]);
        assert!(ran.stdout.contains("Usage: junheng"), "{command}: {}", ran.stdout);
    }
}

#[test]
fn check_says_on_stdout_that_nothing_is_wrong() {
    let place = Place::with_scenarios();
    for config in crate::run::configs() {
        let ran = place.succeed(&["check", &format!("configs/{config}.toml")]);
        assert!(ran.stdout.contains("no problem found"), "{config}: {}", ran.stdout);
        assert!(ran.stderr.is_empty(), "{config}: {}", ran.stderr);
    }
    assert!(place.succeed(&["check"]).stdout.contains("no problem found"), "the built-in example");
}

#[test]
fn the_copy_that_init_writes_gives_the_same_files_as_the_example() {
    let place = Place::new();
    let said = place.succeed(&["init", "copy"]);
    assert!(said.stdout.contains("copy/configs/yingjiang.toml"), "{}", said.stdout);
    place.write("other/empty", b"");
    let inside = place.at("copy");
    let of_copy = place.run(&["compare", "configs/yingjiang.toml", "--out", "out"]).within(&inside).end();
    let built_in = place.run(&["compare", "--out", "out"]).within(&place.at("other")).end();
    assert_eq!(of_copy, built_in);
    assert_eq!(of_copy.code, 0);
    none_wrong(&differences(&place.contents("copy/out"), &place.contents("other/out")));
    place.succeed(&["compare", "copy/configs/yingjiang.toml", "--out", "away"]);
    let away = place.contents("away").into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes.clone()).map(|text| text.replace("copy/", "").into_bytes());
        (name, text.unwrap_or(bytes))
    });
    let mut away: Contents = away.collect();
    let mut other = place.contents("other/out");
    for files in [&mut away, &mut other] {
        // The workbook is compressed, so that the paths inside it cannot be compared as text; the data package
        // holds the hashes of files with paths in them.
        files.retain(|(name, _)| name != "workbook.xlsx" && name != "datapackage.json");
    }
    none_wrong(&differences(&away, &other));
}

#[test]
fn init_writes_the_project_s_own_files_and_overwrites_none() {
    let place = Place::new();
    place.succeed(&["init", "copy"]);
    for (name, bytes) in place.contents("copy") {
        let original = std::fs::read(crate::run::project().join(&name)).expect("a file of the project");
        assert_eq!(bytes, original, "{name}");
    }
    place.write("half/data/yingjiang/units.csv", b"mine");
    let ran = place.run(&["init", "half"]).end();
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.stderr.contains("half/data/yingjiang/units.csv"), "{}", ran.stderr);
    assert_eq!(place.contents("half"), [("data/yingjiang/units.csv".to_owned(), b"mine".to_vec())]);
    let again = place.run(&["init", "copy"]).end();
    assert_eq!(again.code, 2, "{again:#?}");
    place.write("file", b"mine");
    let onto_file = place.run(&["init", "file"]).end();
    assert_eq!(onto_file.code, 2, "{onto_file:#?}");
    assert_eq!(place.read("file"), "mine");
}

#[test]
fn generate_writes_the_same_roster_for_the_same_seed() {
    let place = Place::new();
    for (seed, out) in [("0", "a.csv"), ("0", "b.csv"), ("1", "c.csv")] {
        place.succeed(&["generate", "--communities", "500", "--seed", seed, "--out", out]);
    }
    assert_eq!(place.read("a.csv"), place.read("b.csv"));
    assert_ne!(place.read("a.csv"), place.read("c.csv"));
    assert_eq!(place.read("a.csv").lines().count(), 501);
}

/// Which files differ between two folders, and where.
pub fn differences(left: &Contents, right: &Contents) -> Vec<String> {
    let names = |files: &Contents| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(left) != names(right) {
        return vec![format!("different files: {:?} and {:?}", names(left), names(right))];
    }
    let differing = left.iter().zip(right).filter(|((_, left), (_, right))| left != right);
    differing
        .map(|((name, left), (_, right))| {
            let at = left.iter().zip(right).take_while(|(left, right)| left == right).count();
            let piece = |bytes: &[u8]| {
                String::from_utf8_lossy(
                    &bytes[at.saturating_sub(60).min(bytes.len())..(at + 60).min(bytes.len())],
                )
                .into_owned()
            };
            format!("{name} differs at byte {at}:\n  {}\n  {}", piece(left), piece(right))
        })
        .collect()
}
