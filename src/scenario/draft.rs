//! The first step: TOML to a draft whose shape is right and whose tables are known, with values given on the
//! command line in place. Formulas and names are checked later, once the tables are there.

use std::ops::Range;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::DeString;
use toml::de::DeTable;
use toml::de::DeValue;

use super::check::TEXT_COLUMNS;
use super::format::EncodingFormat;
use super::format::Named;
use super::format::ScenarioFormat;
use super::format::ServicesFormat;
use super::format::TableFormat;
use super::overrides;
use super::overrides::ServiceOverride;
use super::placed::Texts;
use super::shape::Shape;
use super::syntax;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Source;
use crate::table::Encoding;
use crate::table::Key;
use crate::table::TableFile;

/// The longest scenario read, in bytes.
pub const LONGEST: usize = 4 << 20;

/// A scenario whose shape is right.
#[derive(Debug)]
pub struct Draft {
    /// The file's content.
    pub format: ScenarioFormat,
    /// The files of its tables, in order; after them the service catalogue, if there is one.
    pub files: Vec<TableFile>,
    /// The values set in the service catalogue on the command line.
    pub services: Vec<ServiceOverride>,
    /// The texts it was read from.
    pub texts: Texts,
    /// The values given on the command line.
    pub overrides: Vec<String>,
    /// What is wrong with its shape; with anything in it the draft only serves to find what else is wrong.
    pub problems: Problems,
}

/// A scenario as far as its shape allows.
#[derive(Debug)]
pub enum DraftAttempt {
    /// It can be checked further, with its problems if any.
    Draft(Box<Draft>),
    /// It cannot; but the tables it names, as far as they are known, can still be read.
    Tables {
        /// The tables.
        files: Vec<TableFile>,
        /// What is wrong.
        problems: Problems,
    },
}

/// The JSON Schema of a scenario file.
pub fn schema() -> Value {
    schemars::schema_for!(ScenarioFormat).to_value()
}

/// The schema, made once: a page checks its scenario at every move of a slider.
static SCHEMA: LazyLock<Value> = LazyLock::new(schema);

/// Parses a scenario, sets `overrides` in it and checks its shape.
///
/// `folder` is where its files are looked for.
///
/// # Errors
/// Every syntax error, unknown or missing key, value of the wrong kind, and override that sets nothing.
pub fn draft(source: Source, folder: &Path, overrides: &[String]) -> Result<Draft, Problems> {
    match attempt_draft(source, folder, overrides) {
        DraftAttempt::Draft(draft) if draft.problems.0.is_empty() => Ok(*draft),
        DraftAttempt::Draft(draft) => Err(draft.problems),
        DraftAttempt::Tables { problems, .. } => Err(problems),
    }
}

/// As [`draft`], and where something is wrong with what can still be checked.
pub fn attempt_draft(source: Source, folder: &Path, overrides: &[String]) -> DraftAttempt {
    if source.text.len() > LONGEST {
        let place = Place::File(source.name);
        let problem = Problem::new(place, "the scenario is larger than 4 MiB", "情景文件超过 4 MiB")
            .remedy("put data into tables", "数据请放入数据表");
        return DraftAttempt::Tables { files: Vec::new(), problems: problem.into() };
    }
    let source = Arc::new(source);
    let mut texts = Texts::new(Arc::clone(&source));
    let (mut document, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        return DraftAttempt::Tables { files: Vec::new(), problems: syntax::problems(&errors, &texts) };
    }
    let mut services = Vec::new();
    let mut problems = overrides::apply(document.get_mut(), &mut texts, overrides, &mut services);
    let found = Shape::check(&SCHEMA, &texts, &document);
    problems.0.extend(found.problems.0);
    remove_keys(document.get_mut(), &found.unknown);
    match ScenarioFormat::deserialize(toml::de::Deserializer::from(document.clone())) {
        Ok(format) => {
            let mut files = files(&format.tables, folder, &source.name);
            files.extend(format.services.as_ref().map(|spec| catalogue(spec, folder, &source.name)));
            let overrides = overrides.to_vec();
            DraftAttempt::Draft(Box::new(Draft { format, files, services, texts, overrides, problems }))
        }
        Err(error) => {
            if problems.0.is_empty() {
                problems.push(syntax::problem(&error, &texts));
            }
            DraftAttempt::Tables { files: tables_alone(document, folder, &source.name), problems }
        }
    }
}

/// Takes out the keys that stand at the given bytes.
fn remove_keys(table: &mut DeTable<'_>, keys: &[Range<usize>]) {
    if keys.is_empty() {
        return;
    }
    let is_unknown = |key: &&Spanned<DeString<'_>>| keys.contains(&key.span());
    let unknown: Vec<String> = table.keys().filter(is_unknown).map(|key| key.get_ref().to_string()).collect();
    for key in unknown {
        table.remove(key.as_str());
    }
    table.iter_mut().for_each(|(_, value)| remove_inside(value.get_mut(), keys));
}

fn remove_inside(value: &mut DeValue<'_>, keys: &[Range<usize>]) {
    match value {
        DeValue::Table(table) => remove_keys(table, keys),
        DeValue::Array(items) => items.iter_mut().for_each(|item| remove_inside(item.get_mut(), keys)),
        _ => {}
    }
}

/// The tables of a scenario whose other parts cannot be read.
fn tables_alone(document: Spanned<DeTable<'_>>, folder: &Path, scenario: &str) -> Vec<TableFile> {
    let Some(tables) = document.get_ref().get("tables") else { return Vec::new() };
    let deserializer = toml::de::ValueDeserializer::from(tables.clone());
    match Named::<TableFormat>::deserialize(deserializer) {
        Ok(tables) => files(&tables, folder, scenario),
        Err(_) => Vec::new(),
    }
}

fn files(tables: &Named<TableFormat>, folder: &Path, scenario: &str) -> Vec<TableFile> {
    let shown_folder = Path::new(scenario).parent().unwrap_or(Path::new(""));
    tables
        .iter()
        .filter_map(|(name, table)| {
            let file = &table.file.as_ref()?.value;
            Some(TableFile {
                name: name.value.clone(),
                path: folder.join(file),
                shown: tidy(&shown_folder.join(file)),
                encoding: encoding(table.encoding),
                sheet: table.sheet.clone(),
                text_columns: table.parent.iter().map(|parent| parent.column.value.clone()).collect(),
                key: Key::Required,
            })
        })
        .collect()
}

/// The file of the service catalogue.
fn catalogue(spec: &ServicesFormat, folder: &Path, scenario: &str) -> TableFile {
    let shown_folder = Path::new(scenario).parent().unwrap_or(Path::new(""));
    TableFile {
        name: "services".to_owned(),
        path: folder.join(&spec.file.value),
        shown: tidy(&shown_folder.join(&spec.file.value)),
        encoding: encoding(spec.encoding),
        sheet: spec.sheet.clone(),
        text_columns: TEXT_COLUMNS.map(str::to_owned).to_vec(),
        key: Key::Required,
    }
}

fn encoding(format: Option<EncodingFormat>) -> Encoding {
    match format {
        Some(EncodingFormat::Gbk) => Encoding::Gbk,
        Some(EncodingFormat::Utf8) | None => Encoding::Utf8,
    }
}

/// A path without `.` and without a folder that the next step leaves again.
fn tidy(path: &Path) -> String {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy.display().to_string()
}
