//! The headings of a table.

use std::collections::HashMap;

use super::identity;
use super::mistake::shape::ShapeMistake;
use crate::problem::Place;
use crate::problem::Problems;
use crate::problem::nearest;

/// What is wrong with the headings, which stand on `line` of `file`.
pub(crate) fn check(headings: &[String], file: &str, line: usize) -> Problems {
    let mut problems = Problems::default();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (column, heading) in headings.iter().enumerate() {
        let place = Place::Cell { file: file.to_owned(), line, column: shown(heading, column) };
        let again = seen.insert(heading, column).is_some();
        let mistake = if heading.trim().is_empty() {
            ShapeMistake::BlankHeading(column + 1)
        } else if again {
            ShapeMistake::DuplicateHeading(heading.clone())
        } else if identity::is_formula(heading) {
            ShapeMistake::FormulaHeading(heading.clone())
        } else if heading.trim() != heading {
            ShapeMistake::SpacedHeading(heading.clone())
        } else if heading.chars().any(char::is_control) {
            ShapeMistake::ControlHeading(heading.clone())
        } else {
            continue;
        };
        problems.push(mistake.at(place));
    }
    if !headings.iter().any(|heading| heading == "id") {
        let place = Place::Cell { file: file.to_owned(), line, column: String::new() };
        problems.push(ShapeMistake::NoId(meant(headings)).at(place));
    }
    problems
}

/// The heading that is probably meant as `id`.
fn meant(headings: &[String]) -> Option<String> {
    let usual = ["id", "code", "编码", "代码", "编号", "统计用区划代码"];
    let heading = headings.iter().find(|heading| {
        let plain = heading.trim().trim_start_matches('\u{feff}').to_lowercase();
        usual.contains(&plain.as_str())
    });
    match heading {
        Some(heading) => Some(heading.clone()),
        None => nearest("id", headings.iter().map(String::as_str)).map(str::to_owned),
    }
}

/// A heading as the place of a cell names it: by its number where it is blank.
pub(crate) fn shown(heading: &str, column: usize) -> String {
    if heading.trim().is_empty() { format!("#{}", column + 1) } else { super::mistake::shown(heading) }
}
