//! Where output goes, and that it is the same whatever the threads.

use std::fs::File;
use std::fs::OpenOptions;
use std::path::Path;
use std::process::Stdio;

use super::differences;
use crate::run::Contents;
use crate::run::Place;
use crate::run::Ran;
use crate::run::none_wrong;

#[test]
fn the_same_bytes_come_out_on_any_number_of_threads() {
    let place = Place::with_scenarios();
    let mut wrong = Vec::new();
    for config in crate::run::configs() {
        // The pictures and the page are drawn alike whatever the scenario: one with files is enough.
        let ending: &[&str] = if config == "yingjiang" { &["--out", "out"] } else { &["--no-files"] };
        let mut first: Option<(Ran, Contents)> = None;
        for threads in ["1", "2", "8"] {
            let folder = format!("{config}/{threads}");
            place.write(&format!("{folder}/out/empty"), b"");
            std::fs::remove_file(place.at(&format!("{folder}/out/empty"))).expect("the file just written");
            let scenario = format!("../../configs/{config}.toml");
            let run = place.run(&[&["compare", scenario.as_str(), "--json"], ending].concat());
            let run = run.env("RAYON_NUM_THREADS", threads).env("POLARS_MAX_THREADS", threads);
            let ran = run.within(&place.at(&folder)).end();
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            let files = place.contents(&format!("{folder}/out"));
            let Some((said, expected)) = &first else {
                first = Some((ran, files));
                continue;
            };
            assert_eq!(*said, ran, "{config} on {threads} threads");
            let found = differences(expected, &files).into_iter();
            wrong.extend(found.map(|what| format!("{config} on {threads} threads: {what}")));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let explain = ["explain", "340802001000", "--pool", "posts", "--policy", "pooled"];
    let mut wrong = Vec::new();
    for arguments in [
        &["compare", "--no-files"][..],
        &["compare", "--no-files", "--json"],
        &["check"],
        &explain,
        &["explain", "340802001000", "--pool", "posts", "--policy", "pooled", "--json"],
        &["schema"],
        &["complete", "bash"],
        &["--help"],
        &["init", "copy"],
    ] {
        let mut command = place.run(arguments).command();
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let ran = command.stdout(Stdio::from(writer)).stderr(Stdio::piped()).output().expect("it starts");
        let ran = Ran::of(&ran);
        if ran.code != 0 || !ran.stderr.is_empty() {
            wrong.push(format!("{arguments:?}: {ran:?}"));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_full_stdout_ends_with_exit_code_1_and_says_so() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let place = Place::new();
    let mut wrong = Vec::new();
    for (language, said) in [("en", "cannot write"), ("zh", "无法写入")] {
        for arguments in [
            &["compare", "--no-files"][..],
            &["compare", "--no-files", "--json"],
            &["check"],
            &["schema"],
            &["complete", "bash"],
            &["explain", "340802001000", "--pool", "posts", "--policy", "pooled", "--json"],
        ] {
            let full = OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
            let mut command = place.run(&[arguments, &["--lang", language]].concat()).command();
            let ran = command.stdout(Stdio::from(full)).stderr(Stdio::piped()).output().expect("it starts");
            let ran = Ran::of(&ran);
            if ran.code != 1 || !ran.stderr.contains(said) || ran.stderr.contains("panicked") {
                wrong.push(format!("{arguments:?} in {language}: {ran:?}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_closed_stderr_changes_nothing() {
    let place = Place::new();
    let mut command = place.run(&["check", "nowhere.toml"]).command();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ran = command.stdout(Stdio::piped()).stderr(Stdio::from(writer)).output().expect("it starts");
    assert_eq!(ran.status.code(), Some(2));
    assert!(ran.stdout.is_empty());
}

#[test]
fn nothing_is_coloured_where_no_terminal_reads_it() {
    let place = Place::new();
    for arguments in [&["compare", "--no-files"][..], &["check", "nowhere.toml"], &["compear"]] {
        let ran = place.run(arguments).end();
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn stdout_can_be_a_file_beside_the_output_folder() {
    let place = Place::new();
    let file = File::create(place.at("result.json")).expect("a file");
    let mut command = place.run(&["compare", "--json", "--out", "out"]).command();
    let ran = command.stdout(Stdio::from(file)).output().expect("it starts");
    assert!(ran.status.success(), "{ran:?}");
    serde_json::from_str::<serde_json::Value>(&place.read("result.json")).expect("one JSON document");
}
