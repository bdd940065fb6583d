//! Names that a person gives on the command line, and what is said where they are unknown.

use std::sync::Arc;

use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Source;

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
    Problem { place: place(text), found, remedy: None }
}

/// The whole of a text given on the command line.
fn place(text: &str) -> Place {
    let source = Arc::new(Source { name: text.to_owned(), text: text.to_owned() });
    match text.is_empty() {
        true => Place::Nowhere,
        false => Place::Span(source, 0..text.len()),
    }
}

/// Index of `name` among `known`, or a problem in the text that says which are near.
pub fn find<'a, N>(text: &str, what: (&str, &str), name: &str, known: N) -> Result<usize, Problem>
where
    N: IntoIterator<Item = &'a str>,
    N::IntoIter: Clone,
{
    crate::problem::find(&place(text), what, name, known)
}
