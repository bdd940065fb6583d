//! What can be wrong with a formula's text, each cause with its words.

pub(crate) mod fit;
pub(crate) mod limit;
pub(crate) mod name;
pub(crate) mod order;
pub(crate) mod reach;
pub(crate) mod sign;
pub(crate) mod token;

use std::ops::Range;

use super::FormulaProblem;
use crate::language::Text;

/// What was found, and what to write instead.
pub(crate) type Words = (Text, Option<Text>);

/// A mistake in a formula's text.
pub(crate) trait Mistake: Sized {
    /// What to say of it.
    fn words(self) -> Words;

    /// The problem at a place.
    fn at(self, span: Range<usize>) -> FormulaProblem {
        let (found, remedy) = self.words();
        FormulaProblem { span, found, remedy }
    }
}

/// Words without a remedy.
pub(crate) fn found(en: impl Into<String>, zh: impl Into<String>) -> Words {
    (Text::new(en, zh), None)
}

/// The same words with a remedy.
pub(crate) fn remedy(words: Words, en: impl Into<String>, zh: impl Into<String>) -> Words {
    (words.0, Some(Text::new(en, zh)))
}
