//! Whatever is in the files, the program ends by itself: a result, or problems with their remedies.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use super::Said;
use super::invalid;

/// What is put somewhere into a good file.
const SCRAPS: [&str; 32] = [
    "\"",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "\r",
    "\t",
    "'",
    "\"\"\"",
    "#",
    "(",
    ")",
    "*",
    "0",
    "-1",
    "1e308",
    "nan",
    "社",
    "`",
    "%",
    "SUM(",
    "IF(",
    "baseline",
    "communities.",
    "\u{feff}",
    "\u{0}",
    "😀",
];

/// A change of a text: at a share of its length, so many characters are cut, and a scrap is put there.
type Change = (f64, usize, usize);

fn changed(text: &str, changes: &[Change]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (share, cut, scrap) in changes {
        let at = (share * characters.len() as f64) as usize;
        let end = (at + cut).min(characters.len());
        characters.splice(at..end, SCRAPS[*scrap].chars());
    }
    characters.into_iter().collect()
}

#[test]
fn no_spoilt_scenario_or_table_makes_the_program_fall_over() {
    let place = invalid();
    let files = ["good.toml", "good/communities.csv"];
    let good = files.map(|name| place.read(name));
    // The same cases at every run, so that a failure can be repeated.
    let config = Config { cases: 80, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let change = || (0.0..1.0_f64, 0_usize..8, 0..SCRAPS.len());
    let case = (0_usize..2, vec(change(), 1..4), any::<bool>());
    let outcome = runner.run(&case, |(file, changes, chinese)| {
        for (name, text) in files.iter().zip(&good) {
            place.write(name, text.as_bytes());
        }
        place.write(files[file], changed(&good[file], &changes).as_bytes());
        let language = if chinese { "zh" } else { "en" };
        let ran = place.run(&["check", "good.toml", "--lang", language]).end();
        prop_assert!(ran.code == 0 || ran.code == 2, "{:?}", ran);
        prop_assert_eq!(ran.stdout.is_empty(), ran.code == 2);
        for said in Said::all(&ran.stderr) {
            prop_assert!(!said.found.is_empty() && !said.place.is_empty(), "{}", ran.stderr);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
