//! How numbers are written for people: at most 15 significant digits, as spreadsheets do.

/// A finite number as 15 significant decimal digits: `x = ±digits × 10^exponent`, trailing zeros dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) negative: bool,
    pub(crate) digits: u64,
    pub(crate) exponent: i32,
}

impl Decimal {
    /// The decimal of 15 significant digits nearest to `x`; `None` if `x` is not finite.
    pub(crate) fn of(x: f64) -> Option<Self> {
        if !x.is_finite() {
            return None;
        }
        let written = format!("{:.14e}", x.abs());
        let (mantissa, exponent) = written.split_once('e')?;
        let mut digits: u64 = mantissa
            .bytes()
            .filter(u8::is_ascii_digit)
            .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let mut exponent = exponent.parse::<i32>().ok()? - 14;
        if digits == 0 {
            return Some(Decimal { negative: false, digits: 0, exponent: 0 });
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent += 1;
        }
        Some(Decimal { negative: x < 0.0, digits, exponent })
    }
}

/// The number in at most 15 significant digits, without the noise of binary fractions; an exponent only
/// below 1e-6 and from 1e15 on. What is written can be read back in a formula.
///
/// ```
/// use junheng::formula::number_text;
/// assert_eq!(number_text(0.1 + 0.2), "0.3");
/// assert_eq!(number_text(-1234567.0), "-1234567");
/// assert_eq!(number_text(1e15), "1e15");
/// ```
pub fn number_text(x: f64) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    let Some(decimal) = Decimal::of(x) else {
        return if x > 0.0 { "infinity" } else { "-infinity" }.to_owned();
    };
    let sign = if decimal.negative { "-" } else { "" };
    let digits = decimal.digits.to_string();
    let leading = decimal.exponent + digits.len() as i32 - 1;
    if decimal.digits == 0 {
        return "0".to_owned();
    }
    if !(-6..15).contains(&leading) {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{rest}e{leading}");
    }
    if decimal.exponent >= 0 {
        return format!("{sign}{digits}{}", "0".repeat(decimal.exponent as usize));
    }
    if leading < 0 {
        return format!("{sign}0.{}{digits}", "0".repeat((-leading - 1) as usize));
    }
    let (whole, fraction) = digits.split_at(leading as usize + 1);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (18.0, "18"),
            (0.1 * 3.0, "0.3"),
            (-1.5, "-1.5"),
            (0.000001, "0.000001"),
            (0.0000001, "1e-7"),
            (123456789012345.0, "123456789012345"),
            (1.5e15, "1.5e15"),
            (-2.5e-9, "-2.5e-9"),
            (100.0, "100"),
            (1.0 / 3.0, "0.333333333333333"),
            (999_999_999_999_999.9, "1e15"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-infinity"),
        ];
        for (x, text) in cases {
            assert_eq!(number_text(x), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_within_half_of_the_fifteenth_digit(x in proptest::num::f64::NORMAL) {
            let read: f64 = number_text(x).parse().expect("a number is written");
            prop_assert!((read - x).abs() <= x.abs() * 5.1e-15);
        }
    }
}
