//! The shape of a scenario file: its TOML is held against the JSON Schema of the format, and every key
//! that is unknown or missing and every value of the wrong kind is reported, all at once, each at its place.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use super::placed::Texts;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::nearest;

/// Checks a file against the schema of its format.
pub struct Shape<'a> {
    schema: &'a Value,
    texts: &'a Texts,
    found: Departures,
}

/// Where a file departs from its schema.
#[derive(Debug, Default)]
pub struct Departures {
    /// Every departure.
    pub problems: Problems,
    /// The bytes of the keys that are unknown.
    pub unknown: Vec<Range<usize>>,
}

impl<'a> Shape<'a> {
    /// Every place at which `table` departs from `schema`.
    pub fn check(schema: &'a Value, texts: &'a Texts, table: &Spanned<DeTable<'_>>) -> Departures {
        let mut shape = Shape { schema, texts, found: Departures::default() };
        shape.table("", table.get_ref(), &table.span(), schema);
        shape.found
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return schema };
        self.schema.pointer(reference.trim_start_matches('#')).unwrap_or(schema)
    }

    fn value(&mut self, path: &str, value: &Spanned<DeValue<'_>>, schema: &'a Value) {
        let schema = self.resolve(schema);
        if let Some(options) = alternatives(schema) {
            self.alternatives(path, value, options);
            return;
        }
        let kind = kind_of(value.get_ref());
        let wanted = wanted_kinds(schema);
        if !wanted.is_empty() && !wanted.iter().any(|w| *w == kind || (*w == "number" && kind == "integer")) {
            self.wrong_kind(path, value, &wanted);
            return;
        }
        match value.get_ref() {
            DeValue::Table(table) => self.table(path, table, &value.span(), schema),
            DeValue::Array(items) => {
                self.count(path, &value.span(), schema, items.len());
                let item_schema = schema.get("items");
                for (index, item) in items.iter().enumerate() {
                    if let Some(item_schema) = item_schema {
                        self.value(&format!("{path}[{}]", index + 1), item, item_schema);
                    }
                }
            }
            DeValue::String(text) => self.listed(path, text, &value.span(), schema),
            DeValue::Integer(_) | DeValue::Float(_) => self.bounded(path, value, schema),
            DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    fn table(&mut self, path: &str, table: &DeTable<'_>, span: &Range<usize>, schema: &'a Value) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let inner = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match (properties.and_then(|p| p.get(name)), others) {
                (Some(property), _) => self.value(&inner, value, property),
                (None, Some(Value::Object(_))) => {
                    self.value(&inner, value, others.unwrap_or(&Value::Null));
                }
                (None, None | Some(Value::Bool(true))) if properties.is_none() => {}
                _ => self.unknown_key(path, name, &key.span(), properties),
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !table.iter().any(|(key, _)| key.get_ref() == name) {
                self.missing_key(path, name, span);
            }
        }
        let least = schema.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        if (table.len() as u64) < least {
            let place = self.texts.place(head(span));
            self.found.problems.push(
                Problem::new(
                    place,
                    format!("`{path}` has {}", entries(table.len())),
                    format!("`{path}` 只有 {} 项", table.len()),
                )
                .remedy(format!("write at least {least}"), format!("至少写 {least} 项")),
            );
        }
    }

    fn unknown_key(
        &mut self,
        path: &str,
        name: &str,
        span: &Range<usize>,
        properties: Option<&serde_json::Map<String, Value>>,
    ) {
        let known: Vec<&str> = properties.into_iter().flat_map(|p| p.keys().map(String::as_str)).collect();
        let (en, zh) = match path {
            "" => (format!("unknown key `{name}`"), format!("未知的键 `{name}`")),
            path => (format!("unknown key `{name}` in `{path}`"), format!("`{path}` 中有未知的键 `{name}`")),
        };
        let list = known.join(", ");
        let remedy = match nearest(name, known.iter().copied()) {
            Some(near) => Text::new(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
            None => Text::new(format!("known keys: {list}"), format!("可用的键：{list}")),
        };
        let place = self.texts.place(span.clone());
        self.found.problems.push(Problem::new(place, en, zh).remedy(remedy.en, remedy.zh));
        self.found.unknown.push(span.clone());
    }

    fn missing_key(&mut self, path: &str, name: &str, span: &Range<usize>) {
        let (en, zh) = match path {
            "" => (format!("the scenario has no `{name}`"), format!("情景缺少 `{name}`")),
            path => (format!("`{path}` has no `{name}`"), format!("`{path}` 缺少 `{name}`")),
        };
        let place = self.texts.place(head(span));
        self.found.problems.push(
            Problem::new(place, en, zh).remedy(format!("add `{name} = …`"), format!("补上 `{name} = …`")),
        );
    }

    fn alternatives(&mut self, path: &str, value: &Spanned<DeValue<'_>>, options: &'a [Value]) {
        let kind = kind_of(value.get_ref());
        let mut best: Option<Departures> = None;
        let mut kinds = Vec::new();
        for option in options {
            let resolved = self.resolve(option);
            let wanted = wanted_kinds(resolved);
            let fits = wanted.iter().any(|w| *w == kind || (*w == "number" && kind == "integer"));
            kinds.extend(wanted);
            let mut trial = Shape { schema: self.schema, texts: self.texts, found: Departures::default() };
            trial.value(path, value, option);
            if trial.found.problems.0.is_empty() {
                return;
            }
            if fits && best.as_ref().is_none_or(|b| trial.found.problems.0.len() < b.problems.0.len()) {
                best = Some(trial.found);
            }
        }
        match best {
            Some(found) => {
                self.found.problems.0.extend(found.problems.0);
                self.found.unknown.extend(found.unknown);
            }
            None => self.wrong_kind(path, value, &kinds),
        }
    }

    fn wrong_kind(&mut self, path: &str, value: &Spanned<DeValue<'_>>, wanted: &[&str]) {
        let wanted: Vec<&str> = wanted.iter().copied().filter(|w| *w != "null").collect();
        let names: Vec<Text> = wanted.iter().map(|w| kind_name(w)).collect();
        let en = names.iter().map(|t| t.en.as_str()).collect::<Vec<_>>().join(" or ");
        let zh = names.iter().map(|t| t.zh.as_str()).collect::<Vec<_>>().join("或");
        let found = kind_name(kind_of(value.get_ref()));
        let place = self.texts.place(head(&value.span()));
        self.found.problems.push(
            Problem::new(place, format!("`{path}` is {}", found.en), format!("`{path}` 是{}", found.zh))
                .remedy(format!("write {en}"), format!("应写{zh}")),
        );
    }

    fn listed(&mut self, path: &str, text: &str, span: &Range<usize>, schema: &'a Value) {
        let Some(list) = listed_values(schema) else { return };
        if list.contains(&text) {
            return;
        }
        let all = list.join(", ");
        let remedy = match nearest(text, list.iter().copied()) {
            Some(near) => Text::new(
                format!("did you mean `{near}`? (one of {all})"),
                format!("是否要写 `{near}`？（可选：{all}）"),
            ),
            None => Text::new(format!("write one of {all}"), format!("可选：{all}")),
        };
        let place = self.texts.place(span.clone());
        self.found.problems.push(
            Problem::new(place, format!("`{path}` cannot be `{text}`"), format!("`{path}` 不能是 `{text}`"))
                .remedy(remedy.en, remedy.zh),
        );
    }

    fn bounded(&mut self, path: &str, value: &Spanned<DeValue<'_>>, schema: &'a Value) {
        let number = match value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => i.as_str().parse::<f64>().ok(),
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|n| n as f64),
            DeValue::Float(f) => f.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let found = match value.get_ref() {
            DeValue::Integer(i) => i.to_string(),
            DeValue::Float(f) => f.to_string(),
            _ => String::new(),
        };
        let least = schema.get("minimum").and_then(Value::as_f64).unwrap_or(f64::MIN);
        let most = schema.get("maximum").and_then(Value::as_f64).unwrap_or(f64::MAX);
        if number.is_some_and(|n| n.is_finite() && n >= least && n <= most) {
            return;
        }
        let place = self.texts.place(value.span());
        let problem = Problem::new(place, format!("`{path}` is {found}"), format!("`{path}` 是 {found}"));
        self.found.problems.push(if least > f64::MIN && most < f64::MAX {
            problem.remedy(
                format!("write a number from {least} to {most}"),
                format!("应写 {least} 到 {most} 之间的数"),
            )
        } else {
            problem.remedy("write a finite number", "应写有限的数")
        });
    }

    fn count(&mut self, path: &str, span: &Range<usize>, schema: &'a Value, items: usize) {
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        let most = schema.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
        if (least..=most).contains(&(items as u64)) {
            return;
        }
        let place = self.texts.place(span.clone());
        self.found.problems.push(
            Problem::new(
                place,
                format!("`{path}` has {}", entries(items)),
                format!("`{path}` 有 {items} 项"),
            )
            .remedy(format!("write {least}"), format!("应写 {least} 项")),
        );
    }
}

/// The branches of a schema that allows several; `None` where it allows one.
fn alternatives(schema: &Value) -> Option<&[Value]> {
    let options = schema.get("anyOf").or_else(|| schema.get("oneOf"))?.as_array()?;
    if options.iter().all(|o| o.get("const").is_some() || o.get("enum").is_some()) {
        return None;
    }
    Some(options)
}

/// The texts that a schema lists, whether as `enum`, `const`, or one `const` per branch.
fn listed_values(schema: &Value) -> Option<Vec<&str>> {
    if let Some(list) = schema.get("enum").and_then(Value::as_array) {
        return Some(list.iter().filter_map(Value::as_str).collect());
    }
    if let Some(only) = schema.get("const").and_then(Value::as_str) {
        return Some(vec![only]);
    }
    let options = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    Some(options.iter().filter_map(listed_values).flatten().collect())
}

fn wanted_kinds(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ if listed_values(schema).is_some() => vec!["string"],
        _ => Vec::new(),
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn kind_name(kind: &str) -> Text {
    match kind {
        "string" => Text::new("a text in quotes", "带引号的文字"),
        "integer" => Text::new("a whole number", "整数"),
        "number" => Text::new("a number", "数"),
        "boolean" => Text::new("true or false", "true 或 false"),
        "date" => Text::new("a date", "日期"),
        "array" => Text::new("a list [ … ]", "列表 [ … ]"),
        _ => Text::new("a table { … }", "表 { … }"),
    }
}

fn entries(count: usize) -> String {
    match count {
        0 => "no entry".to_owned(),
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}

/// The first line of a long span is enough to point at.
fn head(span: &Range<usize>) -> Range<usize> {
    span.start..span.end.min(span.start + 60)
}
