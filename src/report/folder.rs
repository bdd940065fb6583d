//! The folder that a run writes: made beside its place and moved there whole, so that a failed or
//! interrupted run leaves nothing. It replaces only what an earlier run wrote.

pub mod file;

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::mem;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use sha2::Digest as _;
use sha2::Sha256;
use tempfile::TempDir;

use super::manifest::hexadecimal;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;

/// The name of the file that lists what a run wrote.
pub const MANIFEST: &str = "manifest.json";

/// The folder in the making, for the one who interrupts: held while it is moved to its place.
static MAKING: Mutex<Option<PathBuf>> = Mutex::new(None);

fn making() -> MutexGuard<'static, Option<PathBuf>> {
    MAKING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what an interrupted run has written so far; a folder that is being moved to its place is finished
/// first. The program is to end now: whoever would begin or open anything more waits for that.
pub fn abandon() {
    let mut making = making();
    if let Some(folder) = making.take() {
        // Under its new name nothing more is written into it, but for a file that was just being made.
        let aside = folder.with_extension("abandoned");
        let aside = fs::rename(&folder, &aside).map_or(folder, |()| aside);
        for _ in 0..ATTEMPTS {
            if fs::remove_dir_all(&aside).is_ok() {
                break;
            }
            thread::sleep(PAUSE);
        }
    }
    mem::forget(making);
}

/// How often a folder is tried to be removed into which files may still come, and how long between.
const ATTEMPTS: usize = 50;
const PAUSE: Duration = Duration::from_millis(2);

/// Makes a folder in `parent` that an interruption removes.
fn make_in(parent: &Path) -> io::Result<TempDir> {
    let mut making = making();
    let folder = tempfile::Builder::new().prefix(".junheng-").tempdir_in(parent)?;
    *making = Some(folder.path().to_owned());
    Ok(folder)
}

/// A folder in the making.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    making: TempDir,
    files: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Earlier {
    program: String,
    files: Vec<String>,
}

impl Folder {
    /// Begins a folder that will stand at `target`, before any long work, so that a bad place is told first.
    ///
    /// # Errors
    /// `target` is a file, holds anything that no earlier run lists, or cannot be written beside.
    pub fn begin(target: &Path) -> Result<Folder, Problem> {
        check_target(target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(|error| write_problem(parent, &error))?;
        let making = make_in(parent).map_err(|error| write_problem(parent, &error))?;
        Ok(Folder { target: target.to_owned(), making, files: BTreeSet::new() })
    }

    /// Writes one file of the folder; `name` may lie in a folder of its own, as `charts/a.svg`.
    ///
    /// # Errors
    /// The file cannot be written, for instance because the disk is full.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let path = self.open(name)?;
        fs::write(&path, bytes).map_err(|error| self.problem(name, &error))
    }

    /// The path at which the caller may write `name` itself.
    ///
    /// # Errors
    /// Its folder cannot be made.
    pub fn open(&mut self, name: &str) -> Result<PathBuf, Problem> {
        let path = self.making.path().join(name);
        if let Some(parent) = path.parent() {
            // Nothing is made again that an interruption has just removed.
            let _held = making();
            fs::create_dir_all(parent).map_err(|error| self.problem(name, &error))?;
        }
        self.files.insert(name.to_owned());
        Ok(path)
    }

    /// A problem of writing `name`.
    pub fn problem(&self, name: &str, error: &io::Error) -> Problem {
        write_problem(&self.target.join(name), error)
    }

    /// What has been written so far, in order of name.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The size in bytes and the SHA-256 of a file written before.
    ///
    /// # Errors
    /// It cannot be read back.
    pub fn stamp(&self, name: &str) -> Result<(u64, String), Problem> {
        let read = || -> io::Result<(u64, String)> {
            let mut file = File::open(self.making.path().join(name))?;
            let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok((size, hexadecimal(&hash.finalize()))),
                    count => {
                        hash.update(&piece[..count]);
                        size += count as u64;
                    }
                }
            }
        };
        read().map_err(|error| self.problem(name, &error))
    }

    /// Moves the folder to its place; an earlier run's folder is moved aside first and removed afterwards.
    ///
    /// # Errors
    /// The place has come to hold something else, or the move failed; then the earlier folder is put back.
    pub fn finish(self) -> Result<(), Problem> {
        check_target(&self.target)?;
        let mut moving = making();
        let problem = |error: &io::Error| write_problem(&self.target, error);
        let aside = self.making.path().with_extension("earlier");
        let existed = self.target.exists();
        if existed {
            fs::rename(&self.target, &aside).map_err(|error| problem(&error))?;
        }
        if let Err(error) = publish(self.making.path(), &self.target) {
            if existed {
                let _ = fs::rename(&aside, &self.target);
            }
            return Err(problem(&error));
        }
        let _ = self.making.keep();
        *moving = None;
        if existed {
            fs::remove_dir_all(&aside).map_err(|error| problem(&error))?;
        }
        Ok(())
    }
}

/// A temporary folder is private; the finished one is as open as any other new folder.
fn publish(making: &Path, target: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(making, fs::Permissions::from_mode(0o755))?;
    }
    fs::rename(making, target)
}

fn check_target(target: &Path) -> Result<(), Problem> {
    let shown = target.display().to_string();
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(Problem::new(
            Place::File(shown),
            "the output folder is a file",
            "输出文件夹的位置上是一个文件",
        )
        .remedy("name another folder with --out", "请用 --out 指定别的文件夹"));
    }
    let mut found = BTreeSet::new();
    list(target, "", &mut found).map_err(|error| write_problem(target, &error))?;
    let earlier = fs::read(target.join(MANIFEST)).ok();
    let earlier: Option<Earlier> = earlier.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let known: BTreeSet<String> = match earlier {
        Some(earlier) if earlier.program == "junheng" => earlier.files.into_iter().collect(),
        _ => BTreeSet::new(),
    };
    let foreign: Vec<&String> = found.iter().filter(|name| !known.contains(*name)).collect();
    let Some(first) = foreign.first() else { return Ok(()) };
    let more = foreign.len() - 1;
    let which = match more {
        0 => Text::new(format!("`{first}`"), format!("`{first}`")),
        _ => Text::new(format!("`{first}` and {more} more"), format!("`{first}` 等 {} 个文件", more + 1)),
    };
    Err(Problem::new(
        Place::File(shown),
        format!("the output folder holds what no earlier run wrote: {}", which.en),
        format!("输出文件夹中有并非本程序写入的文件：{}", which.zh),
    )
    .remedy(
        "move those files away, or name another folder with --out",
        "请移走这些文件，或用 --out 指定别的文件夹",
    ))
}

/// Every file below `folder`, by its path from there.
fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.insert(name);
        }
    }
    Ok(())
}

fn write_problem(path: &Path, error: &io::Error) -> Problem {
    let place = Place::File(path.display().to_string());
    let cause = system_text(error);
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Text::new(
            "free some space, or name another folder with --out",
            "请腾出空间，或用 --out 指定别的文件夹",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Text::new("name a folder you may write to with --out", "请用 --out 指定可写的文件夹")
        }
        _ => Text::new("name another folder with --out", "请用 --out 指定别的文件夹"),
    };
    Problem::new(place, format!("cannot write: {}", cause.en), format!("无法写入：{}", cause.zh))
        .remedy(remedy.en, remedy.zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[&str]) -> String {
        serde_json::json!({ "program": "junheng", "files": files }).to_string()
    }

    #[test]
    fn a_later_run_replaces_an_earlier_one_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("out");
        for text in ["one", "two"] {
            let mut folder = Folder::begin(&target).unwrap();
            folder.write("charts/a.svg", text.as_bytes()).unwrap();
            folder.write(MANIFEST, manifest(&["charts/a.svg", MANIFEST]).as_bytes()).unwrap();
            folder.finish().unwrap();
            assert_eq!(fs::read_to_string(target.join("charts/a.svg")).unwrap(), text);
        }
        fs::write(target.join("mine.txt"), "mine").unwrap();
        let refused = Folder::begin(&target).unwrap_err();
        assert!(refused.found.en.contains("mine.txt"), "{refused:?}");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside the folder");
    }

    #[test]
    fn an_unfinished_run_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("out");
        let mut folder = Folder::begin(&target).unwrap();
        folder.write("awards.csv", b"half").unwrap();
        drop(folder);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("out");
        fs::write(&target, "a file").unwrap();
        assert!(Folder::begin(&target).is_err());
        assert!(Folder::begin(&target.join("inner")).is_err());
    }
}
