//! The records of a CSV text whose quotation marks are known to be well placed.

use std::borrow::Cow;

/// One cell of a record, as bytes of the text.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// Whether quotation marks inside it are doubled.
    doubled: bool,
}

/// Walks through the records of a text; blank lines are none.
pub(crate) struct Records<'a> {
    text: &'a str,
    newline: u8,
    at: usize,
    breaks: usize,
    before: usize,
    cells: Vec<Span>,
}

impl<'a> Records<'a> {
    /// The records of `text`, whose lines end with `newline`.
    pub(crate) fn over(text: &'a str, newline: u8) -> Self {
        Records { text, newline, at: 0, breaks: 0, before: 0, cells: Vec::new() }
    }

    /// Goes on to the next record, if there is one.
    pub(crate) fn advance(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(byte @ (b'\n' | b'\r')) = bytes.get(self.at) {
            self.breaks += usize::from(*byte == self.newline);
            self.at += 1;
        }
        if self.at == bytes.len() {
            return false;
        }
        self.before = self.breaks;
        self.cells.clear();
        loop {
            let cell = match bytes.get(self.at) {
                Some(b'"') => self.quoted(),
                _ => self.plain(),
            };
            self.cells.push(cell);
            if bytes.get(self.at) != Some(&b',') {
                return true;
            }
            self.at += 1;
        }
    }

    fn plain(&mut self) -> Span {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        self.at += rest.iter().position(|byte| matches!(byte, b',' | b'\n' | b'\r')).unwrap_or(rest.len());
        Span { start, end: self.at, doubled: false }
    }

    fn quoted(&mut self) -> Span {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut end, mut doubled) = (start, false);
        while let Some(byte) = bytes.get(end) {
            if *byte == b'"' {
                if bytes.get(end + 1) != Some(&b'"') {
                    break;
                }
                doubled = true;
                end += 1;
            }
            self.breaks += usize::from(*byte == self.newline);
            end += 1;
        }
        self.at = (end + 1).min(bytes.len());
        Span { start, end, doubled }
    }

    /// How many cells the record has, at least 1.
    pub(crate) fn width(&self) -> usize {
        self.cells.len()
    }

    /// The cells of the record.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let text = self.text;
        self.cells.iter().map(move |cell| {
            let inside = &text[cell.start..cell.end];
            if cell.doubled { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) }
        })
    }

    /// Line breaks between the start of the text and the record.
    pub(crate) fn before(&self) -> usize {
        self.before
    }

    /// Line breaks between the start of the text and the end of the record; once there is no further
    /// record, those of the whole text.
    pub(crate) fn breaks(&self) -> usize {
        self.breaks
    }

    /// The byte after the record, where its line ends.
    pub(crate) fn end(&self) -> usize {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<Vec<String>> {
        let mut records = Records::over(text, b'\n');
        let mut found = Vec::new();
        while records.advance() {
            found.push(records.cells().map(Cow::into_owned).collect());
        }
        found
    }

    #[test]
    fn cells_and_lines_are_told_apart() {
        assert_eq!(all("a,,\r\n\r\n\"b\"\"\n,\",c"), [vec!["a", "", ""], vec!["b\"\n,", "c"]]);
        assert_eq!(all("\n\n"), Vec::<Vec<String>>::new());
        assert_eq!(all("\"\"\n,"), [vec![""], vec!["", ""]]);
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(text in "[a社,\"\r\n ]{0,40}") {
            prop_assume!(crate::table::quotation::cuts(&text, '\n', 99).is_ok());
            let mut settings = csv::ReaderBuilder::new();
            let mut reader = settings.has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(all(&text), theirs);
            let mut records = Records::over(&text, b'\n');
            while records.advance() {}
            prop_assert_eq!(records.breaks(), text.matches('\n').count());
        }
    }
}
