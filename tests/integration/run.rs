//! Runs the built program in a folder of its own, as a user would.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use tempfile::TempDir;

/// What the environment may say of the reader and the machine; a test starts without any of it.
const ENVIRONMENT: [&str; 8] = [
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "NO_COLOR",
    "COLUMNS",
    "RAYON_NUM_THREADS",
    "POLARS_MAX_THREADS",
];

/// The project's own folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder to run the program in; removed at the end.
pub struct Place {
    folder: TempDir,
}

/// Files with their bytes, by their path in a folder.
pub type Contents = Vec<(String, Vec<u8>)>;

/// One run of the program, not started yet.
pub struct Run {
    command: Command,
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    /// The exit code; -1 where a signal ended the program.
    pub code: i32,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Place {
        Place { folder: tempfile::Builder::new().prefix("place-").tempdir().expect("a temporary folder") }
    }

    /// A folder that holds the project's `configs/` and the data they read.
    pub fn with_scenarios() -> Place {
        let place = Place::new();
        for config in configs() {
            let name = format!("configs/{config}.toml");
            place.write(&name, &fs::read(project().join(&name)).expect("a scenario"));
        }
        for entry in fs::read_dir(project().join("data/yingjiang")).expect("the district's data") {
            let path = entry.expect("an entry").path();
            let is_table =
                path.extension().is_some_and(|extension| extension == "csv" || extension == "json");
            if let (true, Some(name)) = (is_table, path.file_name()) {
                let name = format!("data/yingjiang/{}", name.to_string_lossy());
                place.write(&name, &fs::read(&path).expect("a table"));
            }
        }
        place
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file in the folder, with the folders on the way.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// The text of a file in the folder.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A run of the program with this folder as the current one.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(Path::new(env!("CARGO_BIN_EXE_junheng")), arguments)
    }

    /// Another build of the program with these arguments, in this folder.
    pub fn run_with(&self, program: &Path, arguments: &[&str]) -> Run {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for name in ENVIRONMENT {
            command.env_remove(name);
        }
        Run { command }
    }

    /// Runs the program, which must succeed, and gives what it came to.
    pub fn succeed(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments).end();
        assert_eq!(ran.code, 0, "junheng {}\n{}{}", arguments.join(" "), ran.stdout, ran.stderr);
        ran
    }

    /// Every file below the folder `name`, by its path from there, in order.
    pub fn files(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        list(&self.at(name), "", &mut found);
        found.sort();
        found
    }

    /// Every file below the folder `name` with its bytes, in order.
    pub fn contents(&self, name: &str) -> Contents {
        let files = self.files(name).into_iter();
        files.map(|file| (file.clone(), fs::read(self.at(name).join(file)).expect("a file"))).collect()
    }
}

impl Run {
    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Run {
        self.command.env(name, value);
        self
    }

    /// Runs in another folder.
    pub fn within(mut self, folder: &Path) -> Run {
        self.command.current_dir(folder);
        self
    }

    /// The command itself, for a test that connects its streams.
    pub fn command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub fn end(mut self) -> Ran {
        Ran::of(&self.command.output().expect("the program starts"))
    }
}

impl Ran {
    /// What a finished process came to.
    pub fn of(output: &Output) -> Ran {
        Ran {
            stdout: String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(output.stderr.clone()).expect("UTF-8 on standard error"),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let entry = entry.expect("an entry of a folder");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("its type").is_dir() {
            list(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

/// The names of the scenarios in `configs/`, in order.
pub fn configs() -> Vec<String> {
    let mut names = Vec::new();
    list(&project().join("configs"), "", &mut names);
    names.sort();
    names
        .iter()
        .map(|name| name.strip_suffix(".toml").expect("configs/ holds scenarios alone").to_owned())
        .collect()
}

/// Whether a character is Chinese.
pub fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Fails with all that is wrong, if anything is.
pub fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
