//! Names that a person gives on the command line, and what is said where they are unknown.

use std::sync::Arc;

use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Source;
use crate::problem::nearest;

/// The most names that a remedy lists.
const MOST_NAMES: usize = 12;

/// Splits a dotted path; a key in double quotes may hold dots.
pub fn split(path: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quoted = false;
    for c in path.chars() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => keys.push(String::new()),
            c => {
                if let Some(key) = keys.last_mut() {
                    key.push(c);
                }
            }
        }
    }
    keys
}

/// A problem with a text given on the command line.
pub fn problem(text: &str, found: Text) -> Problem {
    let source = Arc::new(Source { name: text.to_owned(), text: text.to_owned() });
    let place = match text.is_empty() {
        true => Place::Nowhere,
        false => Place::Span(source, 0..text.len()),
    };
    Problem { place, found, remedy: None }
}

/// Index of `name` among `known`, or a problem that says which are near.
pub fn find(text: &str, what: &Text, name: &str, known: &[&str]) -> Result<usize, Problem> {
    if let Some(index) = known.iter().position(|each| *each == name) {
        return Ok(index);
    }
    let found = Text::new(format!("unknown {} `{name}`", what.en), format!("未知的{} `{name}`", what.zh));
    let problem = problem(text, found);
    Err(match nearest(name, known.iter().copied()) {
        Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
        None if known.is_empty() => problem.remedy("there is none", "目前没有任何可选项"),
        None => {
            let more = if known.len() > MOST_NAMES { ", …" } else { "" };
            let listed: Vec<&str> = known.iter().copied().take(MOST_NAMES).collect();
            problem.remedy(
                format!("known: {}{more}", listed.join(", ")),
                format!("可选：{}{}", listed.join("、"), if more.is_empty() { "" } else { "……" }),
            )
        }
    })
}
