//! Columns of values: what formulas read and what they come to.

use std::collections::HashMap;
use std::sync::Arc;

use super::number::number_text;
use crate::language::Text;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A number.
    Number,
    /// A text.
    Text,
    /// TRUE or FALSE.
    Truth,
}

impl Type {
    /// What a person calls it, with its article: `a number`.
    pub fn label(self) -> Text {
        match self {
            Type::Number => Text::new("a number", "数值"),
            Type::Text => Text::new("a text", "文本"),
            Type::Truth => Text::new("a truth value", "真假值"),
        }
    }
}

/// Texts, each distinct one stored once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextValues {
    /// For each row, an index into `words`.
    pub codes: Vec<u32>,
    /// The texts. Not empty unless `codes` is.
    pub words: Arc<Vec<String>>,
}

impl TextValues {
    /// Stores each distinct text once, in order of first appearance.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut words = Vec::new();
        let mut codes = Vec::new();
        for text in texts {
            let code = *known.entry(text).or_insert_with(|| {
                words.push(text.to_owned());
                u32::try_from(words.len() - 1).expect("a table has fewer rows than 2^32")
            });
            codes.push(code);
        }
        TextValues { codes, words: Arc::new(words) }
    }
}

/// One value per row, all of one type.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers, finite wherever the cell is not blank.
    Number(Vec<f64>),
    /// Texts.
    Text(TextValues),
    /// Truth values.
    Truth(Vec<bool>),
}

/// One value per row, and which cells are blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// One value per row; the value under a blank is meaningless.
    pub values: Values,
    /// One flag per row, TRUE for a blank; `None` means that no cell is blank.
    pub blanks: Option<Vec<bool>>,
}

impl Column {
    /// Numbers without a blank.
    pub fn numbers(values: Vec<f64>) -> Self {
        Column { values: Values::Number(values), blanks: None }
    }

    /// Texts without a blank.
    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Column { values: Values::Text(TextValues::of(texts)), blanks: None }
    }

    /// Truth values without a blank.
    pub fn truths(values: Vec<bool>) -> Self {
        Column { values: Values::Truth(values), blanks: None }
    }

    /// Numbers, `None` for a blank.
    pub fn optional_numbers(values: &[Option<f64>]) -> Self {
        let blanks = values.iter().map(Option::is_none).collect();
        Column::numbers(values.iter().map(|value| value.unwrap_or(f64::NAN)).collect()).with_blanks(blanks)
    }

    /// Texts, `None` for a blank.
    pub fn optional_texts(values: &[Option<&str>]) -> Self {
        let blanks = values.iter().map(Option::is_none).collect();
        Column::texts(values.iter().map(|value| value.unwrap_or_default())).with_blanks(blanks)
    }

    /// The same values with these cells blank; one flag per row.
    #[must_use]
    pub fn with_blanks(mut self, blanks: Vec<bool>) -> Self {
        self.blanks = blanks.contains(&true).then_some(blanks);
        self
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Number(values) => values.len(),
            Values::Text(text) => text.codes.len(),
            Values::Truth(values) => values.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The type of every value.
    pub fn kind(&self) -> Type {
        match &self.values {
            Values::Number(_) => Type::Number,
            Values::Text(_) => Type::Text,
            Values::Truth(_) => Type::Truth,
        }
    }

    /// Whether a cell is blank; a row that does not exist is not.
    pub fn is_blank(&self, row: usize) -> bool {
        self.blanks.as_ref().is_some_and(|blanks| blanks.get(row).copied().unwrap_or(false))
    }

    /// The number in a row, unless it is blank, of another type or beyond the end.
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::Number(values) if !self.is_blank(row) => values.get(row).copied(),
            _ => None,
        }
    }

    /// The text in a row, unless it is blank, of another type or beyond the end.
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Text(text) if !self.is_blank(row) => {
                text.codes.get(row).and_then(|code| text.words.get(*code as usize)).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The truth value in a row, unless it is blank, of another type or beyond the end.
    pub fn truth(&self, row: usize) -> Option<bool> {
        match &self.values {
            Values::Truth(values) if !self.is_blank(row) => values.get(row).copied(),
            _ => None,
        }
    }

    /// One row as a column of its own.
    ///
    /// # Panics
    /// If `row` is not below [`Column::len`].
    #[must_use]
    pub fn row(&self, row: usize) -> Column {
        let values = match &self.values {
            Values::Number(values) => Values::Number(vec![values[row]]),
            Values::Text(text) => {
                let text = TextValues { codes: vec![text.codes[row]], words: Arc::clone(&text.words) };
                Values::Text(text)
            }
            Values::Truth(values) => Values::Truth(vec![values[row]]),
        };
        Column { values, blanks: self.is_blank(row).then(|| vec![true]) }
    }

    /// The cell as a person reads it: a number in at most 15 significant digits, TRUE or FALSE, the text
    /// itself; empty for a blank.
    pub fn display(&self, row: usize) -> String {
        match self.kind() {
            Type::Number => self.number(row).map(number_text).unwrap_or_default(),
            Type::Text => self.text(row).unwrap_or_default().to_owned(),
            Type::Truth => self.truth(row).map(|truth| truth_text(truth).to_owned()).unwrap_or_default(),
        }
    }
}

/// TRUE or FALSE, as a formula writes it.
pub(crate) fn truth_text(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_distinct_text_is_stored_once() {
        let values = TextValues::of(["street", "township", "street"]);
        assert_eq!(values.codes, [0, 1, 0]);
        assert_eq!(*values.words, ["street", "township"]);
    }

    #[test]
    fn a_blank_has_no_value_and_shows_as_nothing() {
        let column = Column::optional_numbers(&[Some(0.1 + 0.2), None]);
        assert_eq!((column.number(1), column.is_blank(1), column.display(1)), (None, true, String::new()));
        assert_eq!(column.display(0), "0.3");
        assert_eq!(Column::optional_numbers(&[Some(1.0)]).blanks, None);
        assert_eq!(Column::optional_texts(&[None, Some("村")]).text(1), Some("村"));
        assert_eq!(Column::truths(vec![true]).display(0), "TRUE");
    }
}
