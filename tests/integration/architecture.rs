//! Data flows one way: a room imports only from rooms above it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// The rooms, from the top; each may import from those before it.
const ROOMS: [&str; 18] = [
    "language",
    "problem",
    "quantity",
    "summation",
    "chance",
    "roster",
    "formula",
    "table",
    "allocate",
    "scenario",
    "claim",
    "measure",
    "evaluate",
    "explore",
    "chart",
    "report",
    "web",
    "cli",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without its comments and texts.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// What is wrong with one file of a room: imports from below, braces that hide them, and `super` that leaves.
fn leaks(room: &str, depth: usize, text: &str) -> Vec<String> {
    let code = code(text);
    let own = ROOMS.iter().position(|each| *each == room).expect("every file is in a room of the list");
    let mut leaks = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if rest.starts_with('{') || rest.starts_with('*') {
            leaks.push("an import of several rooms at once".to_owned());
            continue;
        }
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        match ROOMS.iter().position(|each| *each == name) {
            Some(other) if other <= own => {}
            Some(_) => leaks.push(format!("{room} imports from {name}, which stands below it")),
            None => leaks.push(format!("{room} imports from {name}, which is no room")),
        }
    }
    let leaving = "super::".repeat(depth);
    if code.lines().any(|line| line.contains(&leaving) && line.trim() != "use super::*;") {
        leaks.push(format!("{room} leaves its room by super"));
    }
    leaks
}

#[test]
fn every_room_imports_only_from_rooms_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 50, "the rooms were found");
    let mut wrong = Vec::new();
    for file in files {
        let path = file.strip_prefix(&src).expect("below src").with_extension("");
        let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let room = parts[0].as_str();
        if room == "lib" || room == "main" {
            continue;
        }
        assert_ne!(parts.last().map(String::as_str), Some("mod"), "{} is called mod.rs", file.display());
        let text = fs::read_to_string(&file).expect("a source file can be read");
        wrong.extend(
            leaks(room, parts.len(), &text).into_iter().map(|leak| format!("{}: {leak}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_sees_every_kind_of_leak() {
    for text in [
        "use crate::cli::load;",
        "use crate::{language::Text, cli::load};",
        "fn f() { crate::report::write() }",
        "use crate::*;",
        "pub use crate::nowhere::Thing;",
        "use super::super::cli::load;",
    ] {
        assert_eq!(leaks("table", 2, text).len(), 1, "{text}");
    }
    assert!(leaks("table", 2, "use crate::language::Text; // crate::cli").is_empty());
    assert!(leaks("table", 2, "use super::sheet::Lines;").is_empty());
}

#[test]
fn lib_lists_the_rooms_in_their_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let listed: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(listed, ROOMS);
}
