//! `junheng init`: the built-in example as files, to edit.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::example;
use crate::language::Language;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; it must not hold any of the example's files yet.
    dir: PathBuf,
}

/// Runs `init`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let dir = &arguments.dir;
    for (name, _) in example::FILES {
        let path = dir.join(name);
        if path.exists() {
            let place = Place::File(path.display().to_string());
            return Err(Problem::new(place, "the file is there already", "文件已存在")
                .remedy("name another folder", "请指定别的文件夹")
                .into());
        }
    }
    for (name, text) in example::FILES {
        write(&dir.join(name), text)?;
    }
    let scenario = dir.join(example::SCENARIO).display().to_string();
    let line = match language {
        Language::English => format!("edit {scenario}, then run: junheng compare {scenario}"),
        Language::Chinese => format!("请编辑 {scenario}，然后运行：junheng compare {scenario}"),
    };
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(|error| {
        let place = Place::File(path.display().to_string());
        Problem::new(
            place,
            format!("cannot write: {}", system_text(&error).en),
            format!("无法写入：{}", system_text(&error).zh),
        )
        .remedy("name a folder you may write to", "请指定可写的文件夹")
    })
}
