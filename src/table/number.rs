//! Numbers as a table writes them, and what a wrong one is probably meant to be.

pub(crate) mod meaning;

/// The largest whole number up to which every whole number is kept exactly: 2^53.
pub(crate) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a text is not a number that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Odd {
    /// Not a number at all.
    Text,
    /// NaN, an infinity or larger than any double.
    NotFinite,
    /// Not zero, but nearer to it than any double.
    TooSmall,
    /// A whole number beyond 2^53, which would change.
    TooLong,
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The double nearest to a plain decimal number: sign, digits, point, exponent, with spaces around it.
///
/// Short numbers (up to 2^53 before the point is taken out, up to 22 decimals) are a whole number
/// divided by a power of ten, both exact, so the quotient is the nearest double; the rest is left to the
/// standard library.
///
/// # Errors
/// [`Odd`], a variant per cause.
///
/// # Source
/// Clinger (1990), How to read floating point numbers accurately, PLDI '90, 92-101: the fast path.
pub(crate) fn parse(text: &str) -> Result<f64, Odd> {
    let text = match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    };
    let bytes = text.as_bytes();
    let signed = matches!(bytes.first(), Some(b'-' | b'+'));
    let mut at = usize::from(signed);
    let (mut mantissa, mut digits, mut decimals) = (0_u64, 0_usize, None::<usize>);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                digits += 1;
                decimals = decimals.map(|count| count + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => break,
        }
        at += 1;
    }
    if digits == 0 {
        return Err(if is_not_finite(text) { Odd::NotFinite } else { Odd::Text });
    }
    let places = decimals.unwrap_or(0);
    if at == bytes.len() && digits <= 19 && mantissa <= 1 << 53 && places < POWERS.len() {
        let value = mantissa as f64 / POWERS[places];
        return Ok(if bytes[0] == b'-' && mantissa != 0 { -value } else { value });
    }
    let whole = at == bytes.len() && decimals.is_none();
    if at != bytes.len() && !is_exponent(&bytes[at..]) {
        return Err(Odd::Text);
    }
    let value: f64 = text.parse().map_err(|_| Odd::Text)?;
    let mantissa_is_zero = bytes[..at].iter().all(|byte| !(b'1'..=b'9').contains(byte));
    match value {
        value if value.is_infinite() => Err(Odd::NotFinite),
        value if value == 0.0 && !mantissa_is_zero => Err(Odd::TooSmall),
        value if whole && value.abs() >= EXACT => Err(Odd::TooLong),
        value => Ok(value + 0.0),
    }
}

fn is_exponent(bytes: &[u8]) -> bool {
    let Some((b'e' | b'E', rest)) = bytes.split_first() else { return false };
    let digits = match rest.split_first() {
        Some((b'+' | b'-', digits)) => digits,
        _ => rest,
    };
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

fn is_not_finite(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-']);
    ["nan", "inf", "infinity", "∞"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_numbers_are_read_exactly() {
        for text in
            ["0", "12", "-3.5", "+7", " 1.25 ", ".5", "5.", "1e3", "1E-3", "0.1", "123456789012345.6", "1e22"]
        {
            assert_eq!(parse(text), Ok(text.trim().parse().unwrap()), "{text}");
        }
        assert_eq!(parse("340802001001"), Ok(340_802_001_001.0));
        assert_eq!(parse("-0").map(f64::to_bits), Ok(0.0_f64.to_bits()));
        assert_eq!(parse("0.000"), Ok(0.0));
    }

    #[test]
    fn what_is_no_plain_number_is_refused_by_its_cause() {
        for text in [
            "abc", "1,234", "12%", "１２", "¥5", "5 yuan", "5万", "1e", "1e+", "-", ".", "1.2.3", "0x10",
            "1_000", "--1",
        ] {
            assert_eq!(parse(text), Err(Odd::Text), "{text}");
        }
        for text in ["NaN", "inf", "-Infinity", "1e400", "∞"] {
            assert_eq!(parse(text), Err(Odd::NotFinite), "{text}");
        }
        assert_eq!(parse("1e-400"), Err(Odd::TooSmall));
        assert_eq!(parse("0e-400"), Ok(0.0));
        assert_eq!(parse("9007199254740993"), Err(Odd::TooLong));
        assert_eq!(parse("91340800MA2"), Err(Odd::Text));
        assert_eq!(parse("0.12345678901234567890123"), Ok(0.123_456_789_012_345_68));
    }

    proptest! {
        #[test]
        fn every_double_written_is_read_back_the_same(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite() && value.abs() < EXACT);
            prop_assert_eq!(parse(&format!("{value}")), Ok(value));
            prop_assert_eq!(parse(&format!("{value:e}")), Ok(value));
        }

        #[test]
        fn short_decimals_agree_with_the_standard_library(text in "-?[0-9]{1,10}\\.[0-9]{1,6}") {
            prop_assert_eq!(parse(&text), Ok(text.parse::<f64>().unwrap() + 0.0));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,12}") {
            let _ = (parse(&text), meaning::is_meant(&text), meaning::meaning(&text));
        }
    }
}
