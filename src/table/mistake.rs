//! Every mistake a data file can hold, a variant per cause, with its words in both languages.

use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;

pub mod cell;
pub mod file;
pub mod package;
pub mod parent;
pub mod shape;

/// A text in both languages, formatted with the names in scope.
macro_rules! both {
    ($en:literal, $zh:literal) => {
        crate::language::Text::new(format!($en), format!($zh))
    };
}
pub(crate) use both;

/// A problem from its two texts.
pub(crate) fn problem(place: Place, found: Text, remedy: Option<Text>) -> Problem {
    Problem { place, found, remedy }
}

/// A cell's text as messages show it: control characters escaped, at most 60 characters.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(escaped).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

fn escaped(character: char) -> Vec<char> {
    let hidden = character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}');
    if hidden { character.escape_default().collect() } else { vec![character] }
}

/// «; did you mean `x`?», or nothing.
pub(crate) fn did_you_mean(near: Option<&str>) -> Option<Text> {
    near.map(|near| both!("did you mean `{near}`?", "是否应为 `{near}`？"))
}
