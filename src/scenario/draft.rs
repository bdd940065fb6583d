//! The first step: TOML to a draft whose shape is right and whose tables are known, with values given on the
//! command line in place. Formulas and names are checked later, once the tables are there.

use std::path::Component;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use toml::de::DeTable;

use super::format::EncodingFormat;
use super::format::ScenarioFormat;
use super::overrides;
use super::placed::Texts;
use super::shape::Shape;
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
    /// The tables it names, in order.
    pub files: Vec<TableFile>,
    /// The texts it was read from.
    pub texts: Texts,
    /// The values given on the command line.
    pub overrides: Vec<String>,
}

/// The JSON Schema of a scenario file.
pub fn schema() -> Value {
    schemars::schema_for!(ScenarioFormat).to_value()
}

/// Parses a scenario, sets `overrides` in it and checks its shape.
///
/// `folder` is where its files are looked for.
///
/// # Errors
/// Every syntax error, unknown or missing key, value of the wrong kind, and override that sets nothing.
pub fn draft(source: Source, folder: &Path, overrides: &[String]) -> Result<Draft, Problems> {
    if source.text.len() > LONGEST {
        let place = Place::File(source.name);
        return Err(Problem::new(place, "the scenario is larger than 4 MiB", "情景文件超过 4 MiB")
            .remedy("put data into tables", "数据请放入数据表")
            .into());
    }
    let source = Arc::new(source);
    let mut texts = Texts::new(Arc::clone(&source));
    let (mut document, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        return Err(Problems(errors.iter().map(|error| syntax_problem(error, &texts)).collect()));
    }
    let mut problems = overrides::apply(document.get_mut(), &mut texts, overrides);
    let schema = schema();
    problems.0.extend(Shape::check(&schema, &texts, &document).0);
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let format = ScenarioFormat::deserialize(toml::de::Deserializer::from(document))
        .map_err(|error| Problems::from(syntax_problem(&error, &texts)))?;
    let files = files(&format, folder, &source.name);
    Ok(Draft { format, files, texts, overrides: overrides.to_vec() })
}

fn syntax_problem(error: &toml::de::Error, texts: &Texts) -> Problem {
    let place = match error.span() {
        Some(span) => texts.place(span),
        None => Place::File(texts.file().name.clone()),
    };
    let message = error.message();
    Problem::new(place, format!("not valid TOML: {message}"), format!("不是有效的 TOML：{message}")).remedy(
        "see https://toml.io for how TOML is written; texts and formulas stand in quotes",
        "TOML 的写法见 https://toml.io；文字与公式须加引号",
    )
}

fn files(format: &ScenarioFormat, folder: &Path, scenario: &str) -> Vec<TableFile> {
    let shown_folder = Path::new(scenario).parent().unwrap_or(Path::new(""));
    format
        .tables
        .iter()
        .map(|(name, table)| TableFile {
            name: name.value.clone(),
            path: folder.join(&table.file.value),
            shown: tidy(&shown_folder.join(&table.file.value)),
            encoding: match table.encoding {
                Some(EncodingFormat::Gbk) => Encoding::Gbk,
                Some(EncodingFormat::Utf8) | None => Encoding::Utf8,
            },
            sheet: table.sheet.clone(),
            text_columns: table.parent.iter().map(|parent| parent.column.value.clone()).collect(),
            key: Key::Required,
        })
        .collect()
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
