//! What a cell shows: how its number is written, and what stands in it before it is computed again.

use crate::quantity::Unit;

/// The most characters of a cell (UTF-16 units, as spreadsheets count).
const LONGEST_TEXT: usize = 32_767;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Whole, thousands separated.
    Whole,
    /// Two decimals.
    Money,
    /// Whole, with its sign.
    WholeChange,
    /// Two decimals, with its sign.
    MoneyChange,
    /// Percent with one decimal.
    Percent,
    /// Percent with one decimal and its sign.
    PercentChange,
    /// Four decimals.
    Index,
    /// As it is.
    General,
}

impl Shown {
    /// An amount of a unit.
    pub(crate) fn amount(unit: &Unit) -> Self {
        if unit.decimals() == 0 { Shown::Whole } else { Shown::Money }
    }

    /// A change of an amount.
    pub(crate) fn change(unit: &Unit) -> Self {
        if unit.decimals() == 0 { Shown::WholeChange } else { Shown::MoneyChange }
    }

    pub(super) fn pattern(self) -> &'static str {
        match self {
            Shown::Whole => "#,##0",
            Shown::Money => "#,##0.00",
            Shown::WholeChange => "+#,##0;-#,##0;0",
            Shown::MoneyChange => "+#,##0.00;-#,##0.00;0.00",
            Shown::Percent => "0.0%",
            Shown::PercentChange => "+0.0%;-0.0%;0.0%",
            Shown::Index => "0.0000",
            Shown::General => "General",
        }
    }

    /// Characters that a number takes as shown.
    pub(super) fn width(self, number: f64) -> usize {
        let (size, decimals) = match self {
            Shown::Percent | Shown::PercentChange => (number.abs() * 100.0, 3),
            Shown::Money | Shown::MoneyChange => (number.abs(), 3),
            Shown::Index => (number.abs(), 5),
            Shown::Whole | Shown::WholeChange => (number.abs(), 0),
            Shown::General => return number.to_string().len().min(18),
        };
        let digits = if size < 10.0 { 1 } else { size.log10().floor() as usize + 1 };
        digits + (digits - 1) / 3 + decimals + 1
    }
}

/// What a cell with a formula shows before it is computed again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// TRUE or FALSE.
    Truth(bool),
    /// Nothing.
    Nothing,
}

impl Seen {
    /// A number where there is one.
    pub(crate) fn number(number: Option<f64>) -> Seen {
        number.filter(|number| number.is_finite()).map_or(Seen::Nothing, Seen::Number)
    }

    /// A text, or nothing where it is empty.
    pub(crate) fn text(text: &str) -> Seen {
        if text.is_empty() { Seen::Nothing } else { Seen::Text(text.to_owned()) }
    }

    /// As the library takes it.
    pub(super) fn result(&self) -> String {
        match self {
            Seen::Number(number) => number.to_string(),
            // A text that reads as a number, such as `inf`, would be taken for one.
            Seen::Text(text) if text.parse::<f64>().is_ok() => String::new(),
            Seen::Text(text) => clean(text),
            Seen::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Seen::Nothing => String::new(),
        }
    }
}

/// A text that fits a cell, without characters that XML forbids.
pub(crate) fn clean(text: &str) -> String {
    let forbidden =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut units = 0;
    let kept = text.chars().map(|c| if forbidden(c) { '\u{fffd}' } else { c }).take_while(|c| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_its_cell() {
        assert_eq!(clean("a\u{0}b\nc"), "a\u{fffd}b\nc");
        assert_eq!(clean(&"长".repeat(40_000)).chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn a_number_has_room() {
        assert!(Shown::Money.width(6_000_000.0) >= "6,000,000.00".len());
        assert!(Shown::PercentChange.width(-0.5) >= "-50.0%".len());
        assert!(Shown::Whole.width(0.0) >= 1);
    }
}
