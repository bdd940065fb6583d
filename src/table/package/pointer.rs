//! Where a value stands in the text of a JSON document.

use std::ops::Range;

/// One step down into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// To the member of an object with this key.
    Key(&'a str),
    /// To the element of a list with this number, from 0.
    Element(usize),
}

/// The bytes of the value to which `steps` lead in `text`, which is valid JSON; nothing if there is none.
///
/// Of two members with one key the last counts, as it does for the reader of the document.
pub(crate) fn span(text: &str, steps: &[Step]) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = blank(bytes, 0);
    for step in steps {
        start = match step {
            Step::Key(key) => member(text, start, key)?,
            Step::Element(number) => element(bytes, start, *number)?,
        };
    }
    Some(start..end(bytes, start))
}

fn member(text: &str, start: usize, key: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = blank(bytes, inside(bytes, start, b'{')?);
    let mut found = None;
    while bytes.get(at) == Some(&b'"') {
        let close = end(bytes, at);
        let name: String = serde_json::from_str(text.get(at..close)?).ok()?;
        let value = blank(bytes, blank(bytes, close) + 1);
        if name == key {
            found = Some(value);
        }
        at = blank(bytes, blank(bytes, end(bytes, value)) + 1);
    }
    found
}

fn element(bytes: &[u8], start: usize, number: usize) -> Option<usize> {
    let mut at = blank(bytes, inside(bytes, start, b'[')?);
    for _ in 0..number {
        at = blank(bytes, end(bytes, at));
        if bytes.get(at) != Some(&b',') {
            return None;
        }
        at = blank(bytes, at + 1);
    }
    (bytes.get(at) != Some(&b']')).then_some(at)
}

fn inside(bytes: &[u8], start: usize, bracket: u8) -> Option<usize> {
    (bytes.get(start) == Some(&bracket)).then_some(start + 1)
}

/// The first byte from `at` on that is no white space.
fn blank(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The end of the value that starts at `start`.
fn end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = quoted(bytes, at),
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            byte if depth == 0 && byte.is_ascii_whitespace() => return at,
            b':' if depth == 0 => return at,
            _ => {
                at += 1;
                continue;
            }
        }
        at += usize::from(*byte != b'"');
        if depth == 0 {
            return at;
        }
    }
    at
}

/// The end of the string that starts at `start`.
fn quoted(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_steps() {
        let text = r#" { "a" : [ 1, "x,\"]", {"b": -2.5 , "c":[]} ], "键": {"b":true}, "b":null}"#;
        let at = |steps: &[Step]| span(text, steps).map(|span| &text[span]);
        assert_eq!(at(&[Step::Key("a"), Step::Element(0)]), Some("1"));
        assert_eq!(at(&[Step::Key("a"), Step::Element(1)]), Some(r#""x,\"]""#));
        assert_eq!(at(&[Step::Key("a"), Step::Element(2), Step::Key("b")]), Some("-2.5"));
        assert_eq!(at(&[Step::Key("a"), Step::Element(2), Step::Key("c")]), Some("[]"));
        assert_eq!(at(&[Step::Key("键"), Step::Key("b")]), Some("true"));
        assert_eq!(at(&[Step::Key("b")]), Some("null"));
        assert_eq!(at(&[Step::Key("a"), Step::Element(3)]), None);
        assert_eq!(at(&[Step::Key("a"), Step::Element(2), Step::Key("c"), Step::Element(0)]), None);
        assert_eq!(at(&[Step::Key("z")]), None);
        assert_eq!(at(&[]), Some(text.trim()));
    }
}
