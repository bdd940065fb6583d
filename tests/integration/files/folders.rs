//! The output folder: what it replaces, what it refuses, and that a failure leaves things as they were.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use crate::run::Place;
use crate::run::Ran;
use crate::run::Run;

/// A scenario that cannot be shared out: the floors come to more than there is.
const FAILING: [&str; 2] = ["--set", "policies.differentiated.operating.floor=130000"];

fn refused(place: &Place, out: &str, said: [&str; 2]) {
    for (language, said) in ["en", "zh"].iter().zip(said) {
        let ran = place.run(&["compare", "--out", out, "--lang", language]).end();
        assert_eq!(ran.code, 2, "{ran:#?}");
        assert!(ran.stdout.is_empty(), "{ran:#?}");
        assert!(ran.stderr.contains(said), "{said} is due: {ran:#?}");
        assert!(ran.stderr.contains("--out"), "a remedy is due: {ran:#?}");
    }
}

#[test]
fn a_later_run_replaces_an_earlier_one_wholly() {
    let place = Place::new();
    place.succeed(&["compare", "--out", "out"]);
    let first = place.contents("out");
    place.succeed(&["compare", "--out", "out", "--set", "per_head=20", "--lang", "zh"]);
    assert_ne!(place.contents("out"), first);
    place.succeed(&["compare", "--out", "out/"]);
    assert!(place.contents("out") == first, "the first run again; a slash at the end changes nothing");
    assert_eq!(entries(place.path()), ["out"], "nothing is left beside it");
}

#[test]
fn a_folder_with_foreign_files_is_refused_and_untouched() {
    let place = Place::new();
    place.write("out/notes.txt", b"mine");
    refused(&place, "out", ["notes.txt", "notes.txt"]);
    assert_eq!(place.contents("."), [("out/notes.txt".to_owned(), b"mine".to_vec())]);
    place.succeed(&["compare", "--out", "run"]);
    place.write("run/charts/mine.svg", b"mine");
    let before = place.contents("run");
    refused(&place, "run", ["charts/mine.svg", "charts/mine.svg"]);
    assert!(place.contents("run") == before);
}

#[test]
fn a_folder_whose_manifest_is_not_ours_is_refused() {
    let place = Place::new();
    place.write("out/manifest.json", br#"{ "program": "another", "files": ["manifest.json"] }"#);
    refused(&place, "out", ["manifest.json", "manifest.json"]);
    place.write("out/manifest.json", b"{ not JSON");
    refused(&place, "out", ["manifest.json", "manifest.json"]);
    assert_eq!(place.read("out/manifest.json"), "{ not JSON");
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir(place.at("out")).expect("a folder");
    place.succeed(&["compare", "--out", "out"]);
    assert!(place.at("out/manifest.json").exists());
}

#[test]
fn a_failing_run_leaves_an_earlier_run_as_it_was() {
    let place = Place::new();
    place.succeed(&["compare", "--out", "out"]);
    let before = place.contents("out");
    let ran = place.run(&[&["compare", "--out", "out"], &FAILING[..]].concat()).end();
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(place.contents("out") == before);
    assert_eq!(entries(place.path()), ["out"]);
}

#[test]
fn a_failing_run_makes_no_folder() {
    let place = Place::new();
    let ran = place.run(&[&["compare", "--out", "a/b/out"], &FAILING[..]].concat()).end();
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(entries(place.path()).is_empty(), "{:?}", entries(place.path()));
}

#[test]
fn a_file_in_the_way_is_refused_and_untouched() {
    let place = Place::new();
    place.write("out", b"mine");
    refused(&place, "out", ["out", "out"]);
    refused(&place, "out/inner", ["out", "out"]);
    refused(&place, "out/inner/deeper", ["out", "out"]);
    assert_eq!(place.contents("."), [("out".to_owned(), b"mine".to_vec())]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_foreign_folder_is_not_followed_into_it() {
    let place = Place::new();
    place.write("theirs/notes.txt", b"mine");
    std::os::unix::fs::symlink(place.at("theirs"), place.at("out")).expect("a link");
    refused(&place, "out", ["notes.txt", "notes.txt"]);
    assert_eq!(place.read("theirs/notes.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.at("locked")).expect("a folder");
    fs::set_permissions(place.at("locked"), fs::Permissions::from_mode(0o555)).expect("permissions");
    if fs::write(place.at("locked/probe"), b"").is_ok() {
        eprintln!("skipped: this user may write anywhere (root)");
        return;
    }
    refused(&place, "locked/out", ["cannot write", "无法写入"]);
    assert!(entries(&place.at("locked")).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_system_mounted_read_only_is_refused() {
    let place = Place::new();
    // /sys and /proc take no new folder, whoever asks.
    let refusing = ["/proc", "/sys"]
        .into_iter()
        .find(|folder| fs::create_dir(format!("{folder}/junheng-probe")).is_err());
    let Some(folder) = refusing else { return };
    refused(&place, &format!("{folder}/junheng-out"), ["cannot write", "无法写入"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let place = Place::new();
    let disk = place.at("disk");
    fs::create_dir(&disk).expect("a folder");
    let Some(_mounted) = Mounted::at(&disk, "200k") else {
        eprintln!("skipped: this user may not mount a small disk");
        return;
    };
    for (language, said, remedy) in [("en", "cannot write", "space"), ("zh", "无法写入", "空间")] {
        let ran = place.run(&["compare", "--out", "disk/out", "--lang", language]).end();
        assert_eq!(ran.code, 2, "{ran:#?}");
        assert!(ran.stderr.contains(said) && ran.stderr.contains(remedy), "{ran:#?}");
        assert!(!ran.stderr.contains("panicked") && ran.stdout.is_empty(), "{ran:#?}");
        assert!(entries(&disk).is_empty(), "{:?}", entries(&disk));
    }
}

/// A small disk in memory, taken away at the end.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn at(folder: &'a Path, size: &str) -> Option<Mounted<'a>> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then_some(Mounted(folder))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).output();
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_folder() {
    let place = Place::new();
    place.succeed(&["compare", "--out", "out"]);
    let before = place.contents("out");
    // Ask it to end while it writes; whether it had finished by then is not ours to say.
    for delay in [30, 100, 300, 700, 1_200] {
        let mut child = silent(place.run(&["compare", "--out", "out"]));
        std::thread::sleep(std::time::Duration::from_millis(delay));
        let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(interrupted.is_ok());
        child.wait().expect("it ends");
        assert!(place.contents("out") == before, "after {delay} ms");
        assert_eq!(entries(place.path()), ["out"], "after {delay} ms");
    }
}

#[test]
fn two_runs_at_once_into_one_folder_leave_one_whole_run() {
    let place = Place::new();
    let running: Vec<_> = ["per_head=10", "per_head=20"]
        .iter()
        .map(|set| silent(place.run(&["compare", "--out", "out", "--set", set])))
        .collect();
    let ran: Vec<Ran> =
        running.into_iter().map(|child| Ran::of(&child.wait_with_output().expect("it ends"))).collect();
    assert!(ran.iter().any(|ran| ran.code == 0), "{ran:?}");
    let manifest: serde_json::Value = serde_json::from_str(&place.read("out/manifest.json")).expect("JSON");
    let listed = manifest["files"].as_array().expect("files").len();
    assert_eq!(place.files("out").len(), listed);
    assert_eq!(entries(place.path()), ["out"]);
}

/// Starts a run whose output nobody reads here.
fn silent(run: Run) -> Child {
    let mut command = run.command();
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
}

/// The names in a folder.
fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
