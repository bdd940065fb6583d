//! What a data package lets a column hold.

use std::collections::HashMap;

use serde_json::Value;

use super::DataPackage;
use super::field::FieldType;
use super::pattern::Pattern;
use super::pointer::Step;
use crate::formula::Column;
use crate::formula::TextValues;
use crate::formula::Values;
use crate::problem::Problems;
use crate::problem::nearest;
use crate::table::Reading;
use crate::table::finding::Findings;
use crate::table::mistake::both;
use crate::table::mistake::package::PackageMistake;
use crate::table::number;
use crate::table::sheet::Lines;

/// What a column may hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constraints {
    required: bool,
    unique: bool,
    minimum: Option<f64>,
    maximum: Option<f64>,
    numbers: Option<Vec<f64>>,
    words: Option<Vec<String>>,
    pattern: Option<Pattern>,
}

/// Reads the constraints that stand `at` these steps.
///
/// # Errors
/// Every one that is not supported on a field of this type, or has a value of the wrong kind.
pub(crate) fn read(
    package: &DataPackage,
    at: &[Step],
    value: Option<&Value>,
    kind: FieldType,
) -> Reading<Constraints> {
    let mut constraints = Constraints::default();
    let Some(value) = value else { return Ok(constraints) };
    let Some(members) = value.as_object() else { return Err(package.due(at, both!("an object", "对象"))) };
    let mut problems = Problems::default();
    for (key, value) in members {
        let steps = [at, &[Step::Key(key)]].concat();
        match one(&mut constraints, key, value, kind) {
            Ok(()) => {}
            Err(mistake) => problems.push(mistake.at(package.place(&steps))),
        }
    }
    problems.or(constraints)
}

/// Reads one constraint.
fn one(
    constraints: &mut Constraints,
    key: &str,
    value: &Value,
    kind: FieldType,
) -> Result<(), PackageMistake> {
    let truth =
        || value.as_bool().ok_or_else(|| PackageMistake::Due(both!("true or false", " true 或 false")));
    match key {
        "required" => constraints.required = truth()?,
        "unique" if kind != FieldType::Boolean => constraints.unique = truth()?,
        "minimum" if kind.is_number() => constraints.minimum = Some(limit(value)?),
        "maximum" if kind.is_number() => constraints.maximum = Some(limit(value)?),
        "enum" if kind.is_number() => {
            constraints.numbers = Some(list(value)?.iter().map(limit).collect::<Result<_, _>>()?)
        }
        "enum" if kind == FieldType::String => {
            constraints.words = Some(list(value)?.iter().map(word).collect::<Result<_, _>>()?);
        }
        "pattern" if kind == FieldType::String => {
            let text = word(value)?;
            constraints.pattern = Some(Pattern::read(&text).map_err(|part| PackageMistake::Pattern(part.0))?);
        }
        _ => return Err(PackageMistake::Constraint(key.to_owned())),
    }
    Ok(())
}

/// A number, written as one or as text.
fn limit(value: &Value) -> Result<f64, PackageMistake> {
    let found = match value {
        Value::String(text) => number::parse(text).ok(),
        other => other.as_f64(),
    };
    found.ok_or_else(|| PackageMistake::Due(both!("a number", "数字")))
}

fn word(value: &Value) -> Result<String, PackageMistake> {
    value.as_str().map(str::to_owned).ok_or_else(|| PackageMistake::Due(both!("a text", "文本")))
}

fn list(value: &Value) -> Result<&Vec<Value>, PackageMistake> {
    value
        .as_array()
        .filter(|list| !list.is_empty())
        .ok_or_else(|| PackageMistake::Due(both!("a list that is not empty", "非空列表")))
}

/// The cells of a column that go against its constraints.
pub(crate) fn check(column: &Column, constraints: &Constraints, lines: &Lines) -> Findings {
    let mut findings = Findings::default();
    if constraints.required
        && let Some(blanks) = &column.blanks
    {
        for (row, _) in blanks.iter().enumerate().filter(|(_, blank)| **blank) {
            findings.push(row, || PackageMistake::Required);
        }
    }
    let blank = |row: usize| column.blanks.as_ref().is_some_and(|blanks| blanks[row]);
    match &column.values {
        Values::Number(values) => {
            for (row, value) in values.iter().enumerate().filter(|(row, _)| !blank(*row)) {
                if let Some(mistake) = of_number(*value, constraints) {
                    findings.push(row, || mistake);
                }
            }
            if constraints.unique {
                let keys = values.iter().map(|value| value.to_bits());
                unique(&mut findings, keys, blank, lines, |row| values[row].to_string());
            }
        }
        Values::Text(text) => {
            of_words(&mut findings, text, constraints, blank);
            if constraints.unique {
                let keys = text.codes.iter().map(|code| u64::from(*code));
                unique(&mut findings, keys, blank, lines, |row| text.words[text.codes[row] as usize].clone());
            }
        }
        Values::Truth(_) => {}
    }
    findings
}

fn of_number(value: f64, constraints: &Constraints) -> Option<PackageMistake> {
    match constraints {
        Constraints { minimum: Some(limit), .. } if value < *limit => {
            Some(PackageMistake::Below(value.to_string(), limit.to_string()))
        }
        Constraints { maximum: Some(limit), .. } if value > *limit => {
            Some(PackageMistake::Above(value.to_string(), limit.to_string()))
        }
        Constraints { numbers: Some(allowed), .. } if !allowed.contains(&value) => {
            Some(PackageMistake::NotListed {
                value: value.to_string(),
                allowed: allowed.iter().map(f64::to_string).collect(),
                near: None,
            })
        }
        _ => None,
    }
}

fn of_words(
    findings: &mut Findings,
    text: &TextValues,
    constraints: &Constraints,
    blank: impl Fn(usize) -> bool,
) {
    let (words, pattern) = (constraints.words.as_deref(), constraints.pattern.as_ref());
    if words.is_none() && pattern.is_none() {
        return;
    }
    let listed = |word: &String| words.is_none_or(|allowed| allowed.contains(word));
    let matched = |word: &String| pattern.is_none_or(|pattern| pattern.matches(word));
    let good: Vec<bool> = text.words.iter().map(|word| listed(word) && matched(word)).collect();
    for (row, code) in text.codes.iter().enumerate() {
        if good[*code as usize] || blank(row) {
            continue;
        }
        let value = &text.words[*code as usize];
        findings.push(row, || match (words, pattern) {
            (Some(allowed), _) if !allowed.contains(value) => PackageMistake::NotListed {
                value: value.clone(),
                allowed: allowed.to_vec(),
                near: nearest(value, allowed.iter().map(String::as_str)).map(str::to_owned),
            },
            (_, pattern) => PackageMistake::NotMatched(
                value.clone(),
                pattern.map(|pattern| pattern.text().to_owned()).unwrap_or_default(),
            ),
        });
    }
}

fn unique(
    findings: &mut Findings,
    keys: impl Iterator<Item = u64>,
    blank: impl Fn(usize) -> bool,
    lines: &Lines,
    shown: impl Fn(usize) -> String,
) {
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (row, key) in keys.enumerate().filter(|(row, _)| !blank(*row)) {
        match first.get(&key) {
            None => {
                first.insert(key, row);
            }
            Some(earlier) => {
                let first = lines.line(*earlier);
                findings.push(row, || PackageMistake::NotUnique { value: shown(row), first });
            }
        }
    }
}
