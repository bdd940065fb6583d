//! Wrong input: every kind of mistake is met with its place, what was found and what to write instead.
//!
//! Each mistake is a small scenario in `tests/invalid/`, named by the mistake: the good example
//! (`good.toml`, `good/`) with one change, or a folder with a scenario and its tables. It opens with what
//! is expected of the program, three lines for each problem:
//!
//! ```text
//! #! at unknown-rule.toml:39:9
//! #! en part of what was found | part of the remedy
//! #! zh 所述问题的一部分 | 改法的一部分
//! ```
//!
//! and, where it needs arguments, with `#! run --set NAME=VALUE`.

mod accepted;
mod expectation;
mod robustness;

use std::fs;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::run::Place;
use crate::run::Ran;
use crate::run::is_chinese;
use crate::run::none_wrong;
use crate::run::project;
use expectation::Expectation;
use expectation::Mistake;
use expectation::Said;

/// A folder that holds `tests/invalid/`.
fn invalid() -> Place {
    let place = Place::new();
    copy(&project().join("tests/invalid"), &place, "");
    place
}

fn copy(folder: &std::path::Path, place: &Place, prefix: &str) {
    for entry in fs::read_dir(folder).expect("tests/invalid") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("its type").is_dir() {
            copy(&entry.path(), place, &format!("{name}/"));
        } else {
            place.write(&name, &fs::read(entry.path()).expect("a file"));
        }
    }
}

/// Every mistake, in order of name.
fn mistakes(place: &Place) -> Vec<Mistake> {
    let scenarios =
        place.files(".").into_iter().filter(|name| name.ends_with(".toml") && name != "good.toml");
    let mistakes: Vec<Mistake> = scenarios.map(|name| Mistake::read(&name, &place.read(&name))).collect();
    assert!(mistakes.len() > 100, "the mistakes were found");
    mistakes
}

/// What the program said of a mistake.
struct Told {
    mistake: Mistake,
    language: &'static str,
    ran: Ran,
}

/// Every mistake, checked once in each language for all tests.
fn told() -> &'static [Told] {
    static ALL: OnceLock<Vec<Told>> = OnceLock::new();
    ALL.get_or_init(|| {
        let place = invalid();
        let check = |mistake: Mistake, language: &'static str| {
            let arguments = mistake.arguments("check", language);
            let ran = place.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).end();
            Told { mistake, language, ran }
        };
        let each = |language| mistakes(&place).into_par_iter().map(move |mistake| (mistake, language));
        each("en").chain(each("zh")).map(|(mistake, language)| check(mistake, language)).collect()
    })
}

/// Holds every mistake against `judge`, in both languages, and fails with all that is wrong.
fn every_mistake(judge: impl Fn(&Mistake, &str, &Ran) -> Vec<String>) {
    let mut wrong = Vec::new();
    for Told { mistake, language, ran } in told() {
        let found = judge(mistake, language, ran).into_iter();
        wrong.extend(found.map(|what| format!("{} ({language}): {what}", mistake.scenario)));
    }
    none_wrong(&wrong);
}

#[test]
fn the_good_example_is_good() {
    let place = invalid();
    place.succeed(&["check", "good.toml"]);
}

#[test]
fn every_mistake_ends_with_exit_code_2_and_its_count() {
    every_mistake(|mistake, language, ran| {
        let count = mistake.expected.len();
        let said = match (language, count) {
            ("en", 1) => "1 problem; nothing was written".to_owned(),
            ("en", _) => format!("{count} problems; nothing was written"),
            _ => format!("共 {count} 处问题；未写入任何文件"),
        };
        let fits = ran.code == 2 && ran.stdout.is_empty() && ran.stderr.trim_end().ends_with(&said);
        if fits {
            Vec::new()
        } else {
            vec![format!("{said} is due, exit code 2: {}\n{}", ran.code, ran.stderr)]
        }
    });
}

#[test]
fn every_mistake_is_told_at_its_place_with_what_was_found_and_the_remedy() {
    every_mistake(|mistake, language, ran| {
        let said = Said::all(&ran.stderr);
        let missing = |expected: &&Expectation| !said.iter().any(|said| expected.is_met(said, language));
        let missing: Vec<&Expectation> = mistake.expected.iter().filter(missing).collect();
        missing
            .iter()
            .map(|expected| format!("{} is due, but:\n{}", expected.text(language), ran.stderr))
            .collect()
    });
}

#[test]
fn every_problem_has_a_remedy() {
    every_mistake(|_, _, ran| {
        let without = Said::all(&ran.stderr).into_iter().filter(|said| said.remedy.is_empty());
        without.map(|said| format!("no remedy for: {}", said.found)).collect()
    });
}

#[test]
fn every_problem_is_wholly_in_the_reader_s_language() {
    every_mistake(|_, language, ran| {
        let foreign = |text: &str| match language {
            "zh" => !text.is_empty() && (!text.chars().any(is_chinese) || has_english(text)),
            _ => text.contains(['，', '。', '：', '；', '（']),
        };
        let said = Said::all(&ran.stderr).into_iter();
        let texts = said.flat_map(|said| [said.found, said.remedy]);
        texts.filter(|text| foreign(text)).map(|text| format!("not in {language}: {text}")).collect()
    });
}

/// Whether a Chinese text holds an English sentence: two words of small letters in a row, outside quotes.
fn has_english(text: &str) -> bool {
    let unquoted: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" 文 ");
    let apart: String =
        unquoted.chars().map(|c| if c.is_ascii() { c.to_string() } else { " 文 ".to_owned() }).collect();
    let words: Vec<&str> = apart.split_whitespace().collect();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

#[test]
fn no_mistake_writes_anything_or_disturbs_an_earlier_run() {
    let place = invalid();
    place.succeed(&["compare", "good.toml", "--out", "out"]);
    let before = place.contents(".");
    let wrong: Vec<String> = mistakes(&place)
        .par_iter()
        .filter_map(|mistake| {
            let mut arguments = mistake.arguments("compare", "en");
            arguments.extend(["--out".to_owned(), "out".to_owned(), "--json".to_owned()]);
            let ran = place.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).end();
            let fits = ran.code == 2 && ran.stdout.is_empty() && !ran.stderr.contains("panicked");
            (!fits).then(|| format!("{}: {ran:#?}", mistake.scenario))
        })
        .collect();
    none_wrong(&wrong);
    assert!(place.contents(".") == before, "a mistake left something behind");
}

#[test]
fn check_and_compare_and_explain_tell_the_same() {
    let place = invalid();
    for scenario in
        ["unknown-rule.toml", "duplicate-id/scenario.toml", "several-mistakes-at-once/scenario.toml"]
    {
        let check = place.run(&["check", scenario]).end();
        let compare = place.run(&["compare", scenario]).end();
        let explain =
            place.run(&["explain", scenario, "c1", "--pool", "operating", "--policy", "flat"]).end();
        assert_eq!(check, compare, "{scenario}");
        assert_eq!(check, explain, "{scenario}");
    }
}

#[test]
fn a_scenario_that_cannot_be_read_is_told() {
    let place = Place::new();
    place.write("folder/x", b"");
    place.write("bytes.toml", b"title = \"a\"\n# \xff\n");
    place.write("empty.toml", b"");
    let mut wrong = Vec::new();
    for (scenario, place_of, en, zh) in [
        ("nowhere.toml", "nowhere.toml", "cannot read the scenario", "无法读取情景文件"),
        ("folder", "folder", "cannot read the scenario", "无法读取情景文件"),
        ("bytes.toml", "bytes.toml:2", "the scenario is not UTF-8", "情景文件不是 UTF-8 编码"),
        ("empty.toml", "empty.toml", "has no `title`", "缺少 `title`"),
    ] {
        for (language, found) in [("en", en), ("zh", zh)] {
            let ran = place.run(&["check", scenario, "--lang", language]).end();
            let fits = |said: &Said| said.found.contains(found) && said.place.starts_with(place_of);
            let is_foreign = language == "zh" && has_english(&ran.stderr);
            if ran.code != 2 || !Said::all(&ran.stderr).iter().any(fits) || is_foreign {
                wrong.push(format!("{scenario}: {found} at {place_of} is due\n{}", ran.stderr));
            }
        }
    }
    none_wrong(&wrong);
}
