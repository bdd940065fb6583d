//! Places of a scenario's values: each keeps the bytes it was written in, so that a problem can point at it.

use std::borrow::Cow;
use std::hash::Hash;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use serde::Deserialize;
use serde::Deserializer;
use toml::Spanned;

use crate::problem::Place;
use crate::problem::Source;

/// A value and the bytes it was read from, counted through all [`Texts`].
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Range<usize>,
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Placed<T> {}

impl<T: Hash> Hash for Placed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Placed { value: spanned.into_inner(), span })
    }
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// The texts a scenario was read from: the file, then each value given on the command line.
///
/// Spans count bytes through all of them one after the other.
#[derive(Clone, Debug)]
pub struct Texts {
    parts: Vec<(usize, Arc<Source>)>,
    end: usize,
}

impl Texts {
    /// The scenario's own text.
    pub fn new(source: Arc<Source>) -> Self {
        let end = source.text.len() + 1;
        Texts { parts: vec![(0, source)], end }
    }

    /// Adds a text and gives the offset at which its bytes begin.
    pub fn add(&mut self, source: Source) -> usize {
        let start = self.end;
        self.end += source.text.len() + 1;
        self.parts.push((start, Arc::new(source)));
        start
    }

    /// The scenario file itself.
    pub fn file(&self) -> &Arc<Source> {
        &self.parts[0].1
    }

    fn part(&self, offset: usize) -> (usize, &Arc<Source>) {
        let index = self.parts.partition_point(|(start, _)| *start <= offset) - 1;
        (self.parts[index].0, &self.parts[index].1)
    }

    /// The place of a span.
    pub fn place(&self, span: Range<usize>) -> Place {
        let (start, source) = self.part(span.start);
        Place::Span(Arc::clone(source), span.start - start..span.end.saturating_sub(start))
    }

    /// The place of the bytes `inner` of the string written at `span`: inside its quotes, escapes counted.
    pub fn place_inside(&self, span: &Range<usize>, inner: &Range<usize>) -> Place {
        let (start, source) = self.part(span.start);
        let literal = source.text.get(span.start - start..span.end - start).unwrap_or("");
        let offsets = content_offsets(literal);
        let find = |at: usize| offsets.iter().find(|(decoded, _)| *decoded >= at).map(|(_, raw)| *raw);
        let last = offsets.last().map_or(literal.len(), |(_, raw)| *raw);
        let from = span.start - start + find(inner.start).unwrap_or(last);
        let to = span.start - start + find(inner.end).unwrap_or(last);
        Place::Span(Arc::clone(source), from..to.max(from))
    }
}

/// For each character of a TOML string's content, where it begins: (bytes of content before it, bytes of the
/// literal before it); the last entry is the end of the content. A literal without quotes is its own content.
fn content_offsets(literal: &str) -> Vec<(usize, usize)> {
    let (open, escapes) = match literal.as_bytes() {
        [b'"', b'"', b'"', ..] => (3, true),
        [b'\'', b'\'', b'\'', ..] => (3, false),
        [b'"', ..] => (1, true),
        [b'\'', ..] => (1, false),
        _ => (0, false),
    };
    let end = literal.len().saturating_sub(open).max(open);
    let mut raw = open;
    if open == 3 {
        raw += literal[raw..].strip_prefix("\r\n").map_or(0, |_| 2);
        raw += usize::from(raw == 3 && literal[raw..].starts_with('\n'));
    }
    let mut decoded = 0;
    let mut offsets = Vec::new();
    while raw < end {
        let rest = &literal[raw..end];
        let (raw_size, content_size) = if escapes && rest.starts_with('\\') {
            escape_size(rest)
        } else {
            let size = rest.chars().next().map_or(1, char::len_utf8);
            (size, size)
        };
        if content_size > 0 {
            offsets.push((decoded, raw));
        }
        raw += raw_size;
        decoded += content_size;
    }
    offsets.push((decoded, end));
    offsets
}

/// Bytes that an escape takes in the literal, and bytes of the character it stands for.
fn escape_size(rest: &str) -> (usize, usize) {
    let hex = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|h| u32::from_str_radix(h, 16).ok());
        (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
    };
    match rest.as_bytes().get(1) {
        Some(b'x') => hex(2),
        Some(b'u') => hex(4),
        Some(b'U') => hex(8),
        Some(c) if c.is_ascii_whitespace() => {
            let blank = rest[1..].len() - rest[1..].trim_start().len();
            (1 + blank, 0)
        }
        _ => (2, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(literal: &str, inner: Range<usize>) -> String {
        let text = format!("need = {literal}\n");
        let texts = Texts::new(Arc::new(Source { name: "s.toml".into(), text: text.clone() }));
        let Place::Span(_, span) = texts.place_inside(&(7..7 + literal.len()), &inner) else {
            unreachable!()
        };
        text[span].to_owned()
    }

    #[test]
    fn a_place_inside_a_string_counts_quotes_and_escapes() {
        assert_eq!(found(r#""a + bcd""#, 4..7), "bcd");
        assert_eq!(found(r#""kind = \"x\" + bcd""#, 13..16), "bcd");
        assert_eq!(found("'''\na + bcd'''", 4..7), "bcd");
        assert_eq!(found(r#""\u4eba + bcd""#, 6..9), "bcd");
        assert_eq!(found("\"\"\"a \\\n   + bcd\"\"\"", 4..7), "bcd");
        assert_eq!(found("4", 0..1), "4");
    }
}
