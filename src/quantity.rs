//! What is shared out: money in whole fen, posts in whole posts, anything else in hundredths of its unit.
//!
//! Amounts are `i64` counts of the smallest part of their [`Unit`]; no float ever holds money. Text is
//! read and written exactly.

use std::fmt;

use serde::Serialize;
use serde::Serializer;
use serde_json::value::RawValue;

use crate::language::Text;

/// The largest amount accepted, in parts: a hundred trillion yuan, well inside `i64` and exact in `f64`.
pub const LARGEST: i64 = 9_000_000_000_000_000;

/// What a pool is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Yuan, kept in fen (1 yuan = 100 fen).
    Money,
    /// Authorised posts (编制), whole numbers.
    Posts,
    /// Anything else, kept in hundredths of the named unit, such as square metres of idle premises.
    Other(Text),
}

impl Unit {
    /// Smallest parts in one unit: 100 for money and other quantities, 1 for posts.
    pub fn parts(&self) -> i64 {
        match self {
            Unit::Posts => 1,
            Unit::Money | Unit::Other(_) => 100,
        }
    }

    /// Decimals that an amount is written with.
    pub fn decimals(&self) -> usize {
        match self {
            Unit::Posts => 0,
            Unit::Money | Unit::Other(_) => 2,
        }
    }

    /// The unit's name: yuan, posts, or the pool's own.
    pub fn label(&self) -> Text {
        match self {
            Unit::Money => Text::new("yuan", "元"),
            Unit::Posts => Text::new("posts", "名"),
            Unit::Other(label) => label.clone(),
        }
    }

    /// An amount in whole units as a float, for measures and charts; exact up to 2^53 parts.
    pub fn whole(&self, parts: i64) -> f64 {
        parts as f64 / self.parts() as f64
    }

    /// An amount with the unit's decimals and no separators, as in CSV: `6000000.00`, `114`.
    ///
    /// ```
    /// use junheng::quantity::Unit;
    /// assert_eq!(Unit::Money.plain(-5), "-0.05");
    /// assert_eq!(Unit::Posts.plain(114), "114");
    /// ```
    pub fn plain(&self, parts: i64) -> String {
        Amount { parts, decimals: self.decimals() }.to_string()
    }

    /// An amount for reading, with thousands separated: `6,000,000.00`, `114`.
    ///
    /// ```
    /// assert_eq!(junheng::quantity::Unit::Money.grouped(-123456789), "-1,234,567.89");
    /// ```
    pub fn grouped(&self, parts: i64) -> String {
        group_thousands(&self.plain(parts))
    }

    /// Reads an amount written as a decimal, exactly: `6000000`, `6_000_000.5`, `"114"`.
    ///
    /// # Errors
    /// [`AmountError`] when it is no decimal number, has more decimals than the unit, or is too large.
    ///
    /// ```
    /// use junheng::quantity::Unit;
    /// assert_eq!(Unit::Money.parse("6000000.05"), Ok(600_000_005));
    /// assert!(Unit::Money.parse("0.005").is_err());
    /// assert!(Unit::Posts.parse("1.5").is_err());
    /// ```
    pub fn parse(&self, text: &str) -> Result<i64, AmountError> {
        let digits: String = text.trim().chars().filter(|c| *c != '_').collect();
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
            return Err(AmountError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > self.decimals() {
            return Err(AmountError::TooManyDecimals(self.decimals()));
        }
        let padded = format!("{whole}{fraction:0<width$}", width = self.decimals());
        match padded.trim_start_matches('0') {
            "" => Ok(0),
            digits => match digits.parse::<i64>() {
                Ok(parts) if parts <= LARGEST => Ok(if negative { -parts } else { parts }),
                _ => Err(AmountError::TooLarge),
            },
        }
    }

    /// The amount as a JSON number with exactly the unit's decimals.
    pub fn json(&self, parts: i64) -> Amount {
        Amount { parts, decimals: self.decimals() }
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a decimal number.
    #[error("not a decimal number")]
    NotANumber,
    /// More decimals than the unit has.
    #[error("more than {0} decimals")]
    TooManyDecimals(usize),
    /// Beyond [`LARGEST`].
    #[error("too large")]
    TooLarge,
}

impl AmountError {
    /// The cause in both languages.
    pub fn text(self) -> Text {
        match self {
            AmountError::NotANumber => Text::new("is not a decimal number", "不是十进制数"),
            AmountError::TooManyDecimals(0) => Text::new("must be a whole number", "必须是整数"),
            AmountError::TooManyDecimals(n) => {
                Text::new(format!("has more than {n} decimals"), format!("小数超过 {n} 位"))
            }
            AmountError::TooLarge => Text::new("is too large", "数值过大"),
        }
    }
}

/// An exact amount that prints and serialises with its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    parts: i64,
    decimals: usize,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.parts < 0 { "-" } else { "" };
        let size = self.parts.unsigned_abs();
        let unit = 10_u64.pow(self.decimals as u32);
        match self.decimals {
            0 => write!(f, "{sign}{size}"),
            decimals => write!(f, "{sign}{}.{:0decimals$}", size / unit, size % unit),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// A plain decimal number with its whole part grouped in threes: `1234567.5` gives `1,234,567.5`.
pub fn group_thousands(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::with_capacity(plain.len() + 4);
    grouped.push_str(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_amount_reads_back_as_it_was_written(parts in -LARGEST..=LARGEST) {
            prop_assert_eq!(Unit::Money.parse(&Unit::Money.plain(parts)), Ok(parts));
            prop_assert_eq!(Unit::Posts.parse(&Unit::Posts.plain(parts)), Ok(parts));
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", ".", "-", "1.", ".5", "1e3", "1,000", "NaN", "inf", "0x10", "１２"] {
            assert_eq!(Unit::Money.parse(text), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!(Unit::Money.parse("99999999999999999999"), Err(AmountError::TooLarge));
    }
}
