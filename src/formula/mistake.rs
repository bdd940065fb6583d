//! What can be wrong with a formula's text, each cause with its words.

pub(crate) mod meaning;
pub(crate) mod writing;

use std::ops::Range;

use super::FormulaProblem;
use crate::language::Text;

/// What was found, and what to write instead.
pub(crate) type Words = (Text, Option<Text>);

/// A problem at a place.
pub(crate) fn problem(span: Range<usize>, words: Words) -> FormulaProblem {
    FormulaProblem { span, found: words.0, remedy: words.1 }
}

/// Words without a remedy.
pub(crate) fn found(en: impl Into<String>, zh: impl Into<String>) -> Words {
    (Text::new(en, zh), None)
}

/// The same words with a remedy.
pub(crate) fn remedy(words: Words, en: impl Into<String>, zh: impl Into<String>) -> Words {
    (words.0, Some(Text::new(en, zh)))
}
