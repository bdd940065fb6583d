//! Opening files, and choosing the reader by the extension.

use std::fs;
use std::io;
use std::path::Path;

use sha2::Digest;
use sha2::Sha256;

use super::Attempt;
use super::DataPackage;
use super::MOST_BYTES;
use super::Reading;
use super::Table;
use super::TableFile;
use super::assembly;
use super::delimited;
use super::mistake::file::FileMistake;
use super::package::description::Description;
use super::parquet;
use super::sheet::Sheet;
use super::workbook;
use crate::problem::Place;
use crate::problem::nearest;
use crate::problem::system_text;

/// The name of a data package's file.
const PACKAGE: &str = "datapackage.json";

/// Reads a table from its file; a `datapackage.json` beside it that lists the file is held against it.
///
/// # Errors
/// That the file cannot be opened or is too large; every mistake in the data package; every mistake in
/// the table, each with its line and column.
pub fn read(file: &TableFile) -> Reading<Table> {
    attempt(file).finish()
}

/// Reads a table as far as it can be read, so that other things can be checked against it: [`read`] with what
/// there is of the table beside its mistakes.
pub fn attempt(file: &TableFile) -> Attempt {
    let inputs = || -> Reading<_> {
        let bytes = open(&file.path).map_err(|mistake| mistake.at(Place::File(file.shown.clone())))?;
        Ok((bytes, beside(file)?))
    };
    match inputs() {
        Ok((bytes, package)) => attempt_bytes(file, &bytes, package.as_ref()),
        Err(problems) => Attempt { table: None, problems },
    }
}

/// Reads a table from bytes, such as those of the built-in example; of `file.path` only the name counts.
///
/// # Errors
/// As [`read`], the opening left out.
///
/// ```
/// use junheng::table::{Encoding, Key, TableFile, read_bytes};
/// let file = TableFile {
///     name: "communities".into(),
///     path: "communities.csv".into(),
///     shown: "communities.csv".into(),
///     encoding: Encoding::Utf8,
///     sheet: None,
///     text_columns: vec!["unit".into()],
///     key: Key::Required,
/// };
/// let table = read_bytes(&file, "id,unit,population\n340802001001,01,11936\n".as_bytes(), None)
///     .expect("the table is well formed");
/// assert_eq!(table.id(0), "340802001001");
/// assert_eq!(table.row_of("340802001001"), Some(0));
///
/// let problems = read_bytes(&file, "id,population\nA,\"1,234\"\n".as_bytes(), None).unwrap_err();
/// assert_eq!(problems.0[0].place.to_string(), "communities.csv:2:population");
/// assert_eq!(problems.0[0].remedy.as_ref().map(|text| text.en.as_str()), Some("write 1234"));
/// ```
pub fn read_bytes(file: &TableFile, bytes: &[u8], package: Option<&DataPackage>) -> Reading<Table> {
    attempt_bytes(file, bytes, package).finish()
}

/// Reads a table from bytes as far as it can be read; see [`attempt`].
pub fn attempt_bytes(file: &TableFile, bytes: &[u8], package: Option<&DataPackage>) -> Attempt {
    match assembled(file, bytes, package) {
        Ok(attempt) => attempt,
        Err(problems) => Attempt { table: None, problems },
    }
}

fn assembled(file: &TableFile, bytes: &[u8], package: Option<&DataPackage>) -> Reading<Attempt> {
    let of_file = |mistake: FileMistake| mistake.at(Place::File(file.shown.clone()));
    if bytes.len() as u64 > MOST_BYTES {
        return Err(of_file(FileMistake::TooLarge(bytes.len() as u64)).into());
    }
    if bytes.is_empty() {
        return Err(of_file(FileMistake::Empty).into());
    }
    let description = match package {
        Some(package) => package.describe(file)?,
        None => None,
    };
    let (sheet, hash) = rayon::join(|| sheet(file, bytes, description.as_ref()), || digest(bytes));
    Ok(assembly::assemble(file, sheet?, description.as_ref(), hash))
}

fn sheet(file: &TableFile, bytes: &[u8], description: Option<&Description>) -> Reading<Sheet> {
    let demands = |heading: &str| assembly::demand(file, description, heading);
    let extension = file.path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref().unwrap_or_default() {
        "csv" => delimited::read(file, bytes, &demands),
        "parquet" => parquet::read(file, bytes, &demands),
        "xlsx" | "xls" => workbook::read(file, bytes, &demands),
        other => Err(FileMistake::Format(other.to_owned()).at(Place::File(file.shown.clone())).into()),
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file.
fn open(path: &Path) -> Result<Vec<u8>, FileMistake> {
    let cause = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => FileMistake::Missing(near(path)),
        _ => FileMistake::Unreadable(system_text(&error)),
    };
    let found = fs::metadata(path).map_err(cause)?;
    if found.is_dir() {
        return Err(FileMistake::Folder);
    }
    if !found.is_file() {
        return Err(FileMistake::Special);
    }
    if found.len() > MOST_BYTES {
        return Err(FileMistake::TooLarge(found.len()));
    }
    fs::read(path).map_err(cause)
}

/// The file in the same folder whose name is nearest.
fn near(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    nearest(&name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The data package beside a file, if there is one that lists it.
fn beside(file: &TableFile) -> Reading<Option<DataPackage>> {
    let path = file.path.with_file_name(PACKAGE);
    let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = file.shown.strip_suffix(name.as_str()).unwrap_or_default();
    let shown = format!("{folder}{PACKAGE}");
    match open(&path) {
        Err(FileMistake::Missing(_)) => Ok(None),
        Err(mistake) => Err(mistake.at(Place::File(shown)).into()),
        Ok(bytes) => DataPackage::read(&shown, &bytes).map(|package| package.lists(&name).then_some(package)),
    }
}
