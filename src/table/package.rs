//! The data package that may stand beside data files: `datapackage.json`.
//!
//! Read from it: for each file its fields with `type` (string, integer, number, boolean, year), `title`,
//! `description`, `constraints`, and three properties of our own: `origin` (sourced, estimated or
//! synthetic), `unit` and `source`. What would change how cells are read and is not supported is refused;
//! other properties are left to other readers.
//!
//! # Source
//! Frictionless Data (2017), Data Package and Table Schema, version 1.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::Reading;
use super::TableFile;
use super::file;
use super::mistake::both;
use super::mistake::package::PackageMistake;
use crate::problem::Place;
use crate::problem::Problems;
use crate::problem::Source;

pub(crate) mod constraint;
pub(crate) mod description;
pub(crate) mod field;
pub(crate) mod pattern;
pub(crate) mod pointer;

use description::Description;
use pointer::Step;

/// The most bytes of a data package: 16 MiB.
const MOST_BYTES: usize = 16 << 20;

/// A data package as read: valid JSON, its resources not yet looked at.
#[derive(Clone, Debug)]
pub struct DataPackage {
    source: Arc<Source>,
    value: Value,
    hash: String,
}

impl DataPackage {
    /// Reads a data package; `shown` is what messages call its file.
    ///
    /// # Errors
    /// That it is not UTF-8, not JSON, or holds no list of resources, at `file:line:column`.
    pub fn read(shown: &str, bytes: &[u8]) -> Reading<DataPackage> {
        let whole = || Place::File(shown.to_owned());
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if text.len() <= MOST_BYTES => text.trim_start_matches('\u{feff}').to_owned(),
            Ok(_) => {
                return Err(PackageMistake::Due(both!("a file of at most 16 MiB", "不超过 16 MiB 的文件"))
                    .at(whole())
                    .into());
            }
            Err(_) => return Err(PackageMistake::Due(both!("UTF-8", " UTF-8 编码")).at(whole()).into()),
        };
        let source = Arc::new(Source { name: shown.to_owned(), text });
        let value: Value = serde_json::from_str(&source.text).map_err(|error| not_json(&source, &error))?;
        let package = DataPackage { hash: file::digest(bytes), source, value };
        match package.value.get("resources") {
            Some(Value::Array(_)) => Ok(package),
            Some(_) => Err(package.due(&[Step::Key("resources")], both!("a list", "列表"))),
            None => {
                Err(package.due(&[], both!("an object with a list `resources`", "含 `resources` 列表的对象")))
            }
        }
    }

    /// SHA-256 of its bytes, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether it lists a file of this name in its own folder.
    pub fn lists(&self, file_name: &str) -> bool {
        self.resource(file_name).is_some()
    }

    /// The place of the resource whose path is the file's name.
    fn resource(&self, file_name: &str) -> Option<usize> {
        let resources = self.value.get("resources")?.as_array()?;
        resources.iter().position(|resource| {
            let path = match resource.get("path") {
                Some(Value::Array(paths)) if paths.len() == 1 => paths[0].as_str(),
                Some(path) => path.as_str(),
                None => None,
            };
            path.is_some_and(|path| path.strip_prefix("./").unwrap_or(path) == file_name)
        })
    }

    /// What it says about a table's file; nothing if it does not list it or describes no fields of it.
    ///
    /// # Errors
    /// Every mistake in the file's description.
    pub(crate) fn describe(&self, file: &TableFile) -> Reading<Option<Description>> {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match self.resource(&name) {
            Some(resource) => description::read(self, resource, file),
            None => Ok(None),
        }
    }

    /// Where the value that `steps` lead to stands; the whole file if there is none.
    pub(crate) fn place(&self, steps: &[Step]) -> Place {
        match pointer::span(&self.source.text, steps) {
            Some(span) => Place::Span(Arc::clone(&self.source), first_line(&self.source.text, span)),
            None => Place::File(self.source.name.clone()),
        }
    }

    /// That something else is due where `steps` lead to.
    pub(crate) fn due(&self, steps: &[Step], due: crate::language::Text) -> Problems {
        PackageMistake::Due(due).at(self.place(steps)).into()
    }
}

/// A span cut to its first line, so that a message does not show pages of JSON.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let end = text[span.clone()].find('\n').map_or(span.end, |found| span.start + found);
    span.start..end
}

fn not_json(source: &Arc<Source>, error: &serde_json::Error) -> Problems {
    let before: usize =
        source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    // Column 0 is the end of the line before.
    let mut at = (before + error.column()).saturating_sub(1).min(source.text.len());
    while !source.text.is_char_boundary(at) {
        at -= 1;
    }
    let whole = error.to_string();
    let why = whole.split(" at line ").next().unwrap_or_default().to_owned();
    let end = source.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    PackageMistake::NotJson(why).at(Place::Span(Arc::clone(source), at..end)).into()
}
