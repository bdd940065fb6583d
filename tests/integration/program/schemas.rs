//! `junheng schema`: a JSON Schema that the scenarios of the project meet.

use serde_json::Value;
use serde_json::json;

use crate::run::Place;
use crate::run::configs;
use crate::run::none_wrong;
use crate::run::project;

fn schema() -> Value {
    serde_json::from_str(&Place::new().succeed(&["schema"]).stdout).expect("one JSON document")
}

/// A scenario's TOML as JSON.
fn scenario(name: &str) -> Value {
    let text = std::fs::read_to_string(project().join(format!("configs/{name}.toml"))).expect("a scenario");
    let table: toml::Table = text.parse().expect("TOML");
    serde_json::to_value(table).expect("TOML is JSON but for dates")
}

#[test]
fn every_scenario_of_the_project_meets_the_schema() {
    let schema = schema();
    let mut wrong = Vec::new();
    for name in configs() {
        let mut found = Vec::new();
        hold(&schema, &schema, &scenario(&name), &name, &mut found);
        wrong.extend(found);
    }
    none_wrong(&wrong);
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let schema = schema();
    let good = scenario("yingjiang");
    type Spoil = fn(&mut Value);
    let spoils: [(&str, Spoil); 7] = [
        ("an unknown key", |it| it["pools"]["operating"]["mony"] = json!(1)),
        ("a missing title", |it| drop(it.as_object_mut().expect("a table").remove("title"))),
        ("an unknown rule", |it| it["policies"]["flat"]["operating"]["rule"] = json!("even")),
        ("text for a number", |it| it["parameters"]["per_head"]["value"] = json!("18")),
        ("a year that is none", |it| it["year"] = json!("2019")),
        ("a range of one number", |it| it["parameters"]["per_head"]["range"] = json!([1])),
        ("a label in one language of two", |it| it["title"] = json!({ "en": "a" })),
    ];
    for (what, spoil) in spoils {
        let mut bad = good.clone();
        spoil(&mut bad);
        let mut found = Vec::new();
        hold(&schema, &schema, &bad, "", &mut found);
        assert!(!found.is_empty(), "{what} should be refused");
    }
}

#[test]
fn the_schema_describes_every_key_for_an_editor() {
    let schema = schema();
    assert!(schema["$schema"].as_str().is_some_and(|draft| draft.contains("json-schema.org")), "{schema}");
    assert!(schema["title"].is_string());
    let mut wrong = Vec::new();
    let definitions = schema["$defs"].as_object().expect("definitions").values();
    for kind in std::iter::once(&schema).chain(definitions) {
        let Some(properties) = kind["properties"].as_object() else { continue };
        for (name, property) in properties {
            let described =
                |value: &Value| value["description"].as_str().is_some_and(|text| !text.is_empty());
            if !described(property) && !described(resolve(&schema, property)) {
                wrong.push(format!("{name} has no description: {property}"));
            }
        }
        if kind["additionalProperties"] == Value::Null {
            wrong.push(format!("unknown keys are not spoken of in {}", kind["description"]));
        }
    }
    none_wrong(&wrong);
}

fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => root
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{reference} leads nowhere")),
        None => schema,
    }
}

/// Holds a value against a schema, as far as this project's schema goes; adds what is wrong to `found`.
fn hold(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if schema["$ref"].is_string() {
        return hold(root, resolve(root, schema), value, path, found);
    }
    for key in ["anyOf", "oneOf"] {
        let Some(choices) = schema[key].as_array() else { continue };
        let fits = |choice: &&Value| {
            let mut inner = Vec::new();
            hold(root, choice, value, path, &mut inner);
            inner.is_empty()
        };
        if choices.iter().filter(fits).count() == 0 {
            found.push(format!("{path}: {value} fits none of {key}"));
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is_kind(value, kind)) {
        found.push(format!("{path}: {value} is none of {kinds:?}"));
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        found.push(format!("{path}: {value} is none of {values:?}"));
    }
    if let Some(constant) = schema.get("const")
        && constant != value
    {
        found.push(format!("{path}: {value} is not {constant}"));
    }
    match value {
        Value::Object(entries) => hold_entries(root, schema, entries, path, found),
        Value::Array(items) => hold_items(root, schema, items, path, found),
        _ => {}
    }
}

fn hold_entries(
    root: &Value,
    schema: &Value,
    entries: &serde_json::Map<String, Value>,
    path: &str,
    found: &mut Vec<String>,
) {
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !entries.contains_key(required) {
            found.push(format!("{path}: `{required}` is missing"));
        }
    }
    if schema["minProperties"].as_u64().is_some_and(|least| (entries.len() as u64) < least) {
        found.push(format!("{path}: too few entries"));
    }
    for (key, entry) in entries {
        let inner = format!("{path}.{key}");
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (Some(property), _) => hold(root, property, entry, &inner, found),
            (None, Value::Bool(false)) => found.push(format!("{inner}: an unknown key")),
            (None, Value::Object(_)) => hold(root, &schema["additionalProperties"], entry, &inner, found),
            (None, _) => {}
        }
    }
}

fn hold_items(root: &Value, schema: &Value, items: &[Value], path: &str, found: &mut Vec<String>) {
    let count = items.len() as u64;
    let too_few = schema["minItems"].as_u64().is_some_and(|least| count < least);
    let too_many = schema["maxItems"].as_u64().is_some_and(|most| count > most);
    if too_few || too_many {
        found.push(format!("{path}: {count} items"));
    }
    for (index, item) in items.iter().enumerate() {
        let due = schema["prefixItems"].get(index).unwrap_or(&schema["items"]);
        if due.is_object() {
            hold(root, due, item, &format!("{path}[{index}]"), found);
        }
    }
}

fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => false,
    }
}
