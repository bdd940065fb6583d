//! Every command in the READMEs runs.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines of a README's shell blocks.
fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("a folder can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

#[test]
fn every_command_of_the_readmes_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root.join(readme)).expect("the README can be read");
        let commands = commands(&text);
        assert!(commands.len() > 10, "{readme} has its commands");
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root.join("configs"), &folder.path().join("configs"));
        copy(&root.join("data"), &folder.path().join("data"));
        // `cargo test` is this very run; `cargo run --` is the program that it has built.
        for command in commands.iter().filter(|command| *command != "cargo test") {
            let program = command.replace("cargo run --", env!("CARGO_BIN_EXE_junheng"));
            let output = Command::new("sh")
                .args(["-c", &program])
                .current_dir(folder.path())
                .output()
                .expect("a shell runs");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{readme}: {command}\n{told}");
            let quiet = command.contains("generate");
            assert!(quiet || !output.stdout.is_empty(), "{readme}: {command} says nothing");
        }
        for file in ["reports/yingjiang/report.html", "reports/mine/workbook.xlsx", "roster.csv"] {
            assert!(folder.path().join(file).is_file(), "{readme}: {file} was written");
        }
    }
}

#[test]
fn both_readmes_have_the_same_commands_and_links_that_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("the README can be read");
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    assert_eq!(commands(&english), commands(&chinese));
    for text in [&english, &chinese] {
        for (_, rest) in text.match_indices("](").map(|(at, _)| text.split_at(at + 2)) {
            let target = rest.split(')').next().unwrap_or_default();
            assert!(root.join(target).exists(), "{target}");
        }
    }
}
