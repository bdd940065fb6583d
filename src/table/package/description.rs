//! What a data package says about one file.

use std::collections::HashSet;

use serde_json::Value;

use super::DataPackage;
use super::field;
use super::field::Field;
use super::pointer::Step;
use crate::problem::Place;
use crate::problem::Problems;
use crate::problem::nearest;
use crate::table::Reading;
use crate::table::TableFile;
use crate::table::assembly;
use crate::table::heading;
use crate::table::mistake::both;
use crate::table::mistake::package::PackageMistake;

pub(crate) use super::field::FieldType;

/// What a data package says about one file.
#[derive(Clone, Debug)]
pub(crate) struct Description {
    /// The fields, in the order of the package.
    pub(crate) fields: Vec<Field>,
    /// Where each field's name stands in the package.
    pub(crate) places: Vec<Place>,
    /// SHA-256 of the package.
    pub(crate) hash: String,
}

impl Description {
    /// The field with this name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Reads the description of the resource with this number.
///
/// # Errors
/// Every mistake in it.
pub(crate) fn read(package: &DataPackage, resource: usize, file: &TableFile) -> Reading<Option<Description>> {
    let at = [Step::Key("resources"), Step::Element(resource)];
    let value = &package.value["resources"][resource];
    let mut problems = properties(package, &at, value, &["dialect", "compression"]);
    let schema_at = [at[0], at[1], Step::Key("schema")];
    let Some(schema) = value.get("schema") else { return problems.or(None) };
    problems.0.extend(properties(package, &schema_at, schema, &["missingValues"]).0);
    let fields_at = [at[0], at[1], Step::Key("schema"), Step::Key("fields")];
    let Some(fields) = schema.get("fields").and_then(Value::as_array) else {
        let due = both!("an object with a list `fields`", "含 `fields` 列表的对象");
        problems.0.extend(package.due(&schema_at, due).0);
        return Err(problems);
    };
    let mut description = Description { fields: Vec::new(), places: Vec::new(), hash: package.hash.clone() };
    let mut names = HashSet::new();
    for (number, value) in fields.iter().enumerate() {
        let at = [fields_at[0], fields_at[1], fields_at[2], fields_at[3], Step::Element(number)];
        let field = match field::read(package, &at, value) {
            Ok(field) => field,
            Err(wrong) => {
                problems.0.extend(wrong.0);
                continue;
            }
        };
        let place_of = |key| package.place(&[&at[..], &[Step::Key(key)]].concat());
        if assembly::is_text(file, &field.name) && field.kind != FieldType::String {
            problems.push(PackageMistake::AlwaysText(field.name.clone()).at(place_of("type")));
        }
        if !names.insert(field.name.clone()) {
            problems.push(PackageMistake::Twice(field.name.clone()).at(place_of("name")));
        }
        description.places.push(place_of("name"));
        description.fields.push(field);
    }
    problems.or(Some(description))
}

/// Properties that would change how cells are read; each is fine when it states what is done anyway.
fn properties(package: &DataPackage, at: &[Step], value: &Value, names: &[&str]) -> Problems {
    let mut problems = Problems::default();
    for name in names {
        let harmless = match (*name, value.get(*name)) {
            (_, None) => true,
            ("missingValues", Some(found)) => *found == serde_json::json!([""]),
            ("dialect", Some(dialect)) => is_usual(dialect),
            _ => false,
        };
        if !harmless {
            let place = package.place(&[at, &[Step::Key(name)]].concat());
            problems.push(PackageMistake::Property((*name).to_owned()).at(place));
        }
    }
    problems
}

/// Whether a dialect says what is done anyway: commas, double quotes doubled, one heading.
fn is_usual(dialect: &Value) -> bool {
    dialect.as_object().is_some_and(|dialect| {
        dialect.iter().all(|(key, value)| match key.as_str() {
            "delimiter" => value == ",",
            "quoteChar" => value == "\"",
            "doubleQuote" | "header" => *value == Value::Bool(true),
            "skipInitialSpace" => *value == Value::Bool(false),
            "lineTerminator" | "caseSensitiveHeader" | "csvddfVersion" | "$schema" => true,
            _ => false,
        })
    })
}

/// What differs between the columns described and those of the file.
pub(crate) fn compare(
    description: &Description,
    file: &TableFile,
    headings: &[String],
    line: usize,
) -> Problems {
    let mut problems = Problems::default();
    let listed = |name: &str| description.field(name).is_some();
    let unlisted: Vec<&str> = headings.iter().map(String::as_str).filter(|name| !listed(name)).collect();
    for (field, place) in description.fields.iter().zip(&description.places) {
        if !headings.contains(&field.name) {
            let near = nearest(&field.name, unlisted.iter().copied()).map(str::to_owned);
            problems.push(PackageMistake::MissingColumn(field.name.clone(), near).at(place.clone()));
        }
    }
    for (column, name) in headings.iter().enumerate() {
        if !listed(name) && !name.trim().is_empty() {
            let column = heading::shown(name, column);
            let place = Place::Cell { file: file.shown.clone(), line, column };
            problems.push(PackageMistake::UnlistedColumn(name.clone()).at(place));
        }
    }
    problems
}
