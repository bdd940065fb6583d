//! A single file that is moved to its place whole.

use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;

use super::make_in;
use super::making;
use super::write_problem;
use crate::language::Text;
use crate::problem::Problem;

/// Writes a file beside its place and moves it there, so that an interrupted run leaves nothing; a file that is
/// there is replaced.
///
/// # Errors
/// The place is a folder, or cannot be written to.
pub fn write_file(target: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), Problem> {
    check_file(target)?;
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let problem = |error: io::Error| write_problem(target, &error);
    fs::create_dir_all(parent).map_err(problem)?;
    let folder = make_in(parent).map_err(problem)?;
    let made = folder.path().join("file");
    let mut file = File::create(&made).map_err(problem)?;
    write(&mut file).map_err(problem)?;
    drop(file);
    let mut moving = making();
    let moved = fs::rename(&made, target);
    *moving = None;
    moved.map_err(problem)
}

/// Refuses a place that no file can be written to, before any long work.
///
/// # Errors
/// The place is a folder.
pub fn check_file(target: &Path) -> Result<(), Problem> {
    if !target.is_dir() {
        return Ok(());
    }
    let found = Text::new("a folder stands where the file should go", "文件的位置上是一个文件夹");
    let place = crate::problem::Place::File(target.display().to_string());
    Err(Problem { place, found, remedy: None }.remedy("name a file with --out", "请用 --out 指定文件"))
}
