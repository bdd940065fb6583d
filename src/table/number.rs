//! Numbers as a table writes them, and what a wrong one is probably meant to be.

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

/// Whether a text that is not a number is meant as one.
pub(crate) fn is_meant(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    let likely = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "+-.,('−–＋－．，（¥￥$€£＄RCrc".contains(c)
    };
    first.is_some_and(likely) && meaning(text).is_some()
}

/// The plain number that a text which is not one is meant as: `1,234` is 1234, `12%` 0.12, `5万` 50000.
pub(crate) fn meaning(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().filter_map(ascii).collect();
    let plain = plain.trim().trim_start_matches('\'');
    let (bracketed, plain) = match plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, plain),
    };
    let (sign, plain) = sign(plain);
    let unpriced = currency(plain);
    let (second, body) = if sign.is_empty() { self::sign(unpriced) } else { ("", unpriced) };
    let end = body.find(|c: char| !(c.is_ascii_digit() || ", .".contains(c))).unwrap_or(body.len());
    let (head, tail) = body.split_at(end);
    let scale = scale(tail.trim())?;
    let digits = ungrouped(head.trim())?;
    let minus = if bracketed || sign == "-" || second == "-" { "-" } else { "" };
    Some(format!("{minus}{}", shifted(&digits, scale)))
}

fn sign(text: &str) -> (&str, &str) {
    match text.as_bytes().first() {
        Some(b'-') => ("-", text[1..].trim_start()),
        Some(b'+') => ("+", text[1..].trim_start()),
        _ => ("", text),
    }
}

/// The half-width form of a character; nothing for one that has no width.
fn ascii(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        '−' | '–' | '—' => Some('-'),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        '\u{200b}' | '\u{feff}' => None,
        '￥' => Some('¥'),
        other => Some(other),
    }
}

fn currency(text: &str) -> &str {
    ["¥", "$", "€", "£", "RMB", "CNY", "rmb", "cny"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or(text, str::trim_start)
}

/// Units that people write after a number in a cell.
const UNITS: &str = " yuan rmb cny km2 km² ㎢ m2 m² ㎡ ha mu hours hour h people persons person residents households \
    years year posts 元 人 户 名 个 亩 公顷 岁 年 小时 平方公里 平方千米 平方米 ";

/// The power of ten that what follows the digits stands for.
fn scale(tail: &str) -> Option<i32> {
    let tail = tail.to_lowercase();
    let (power, unit) = match tail.chars().next() {
        None => return Some(0),
        Some('%') => (-2, &tail[1..]),
        Some('‰') => (-3, &tail['‰'.len_utf8()..]),
        Some('千') if !tail.starts_with("千米") => (3, &tail['千'.len_utf8()..]),
        Some('万') => (4, &tail['万'.len_utf8()..]),
        Some('亿') => (8, &tail['亿'.len_utf8()..]),
        Some(_) => (0, tail.as_str()),
    };
    let unit = unit.trim();
    let known = unit.is_empty() || UNITS.contains(&format!(" {unit} "));
    known.then_some(power)
}

/// Digits with at most one point, the marks between groups taken out.
fn ungrouped(head: &str) -> Option<String> {
    let marks = |mark: char| head.matches(mark).count();
    let text: String = head.chars().filter(|c| *c != ' ').collect();
    let text = match (marks(','), marks('.')) {
        (0, 0 | 1) => text,
        (1, 0) if !text.split(',').nth(1).is_some_and(|group| matches!(group.len(), 3 | 4)) => {
            text.replace(',', ".")
        }
        (1, 1) if text.find('.') < text.find(',') => text.replace('.', "").replace(',', "."),
        (_, 0 | 1) => text.replace(',', ""),
        (0, _) => text.replace('.', ""),
        (1, _) => text.replace('.', "").replace(',', "."),
        _ => return None,
    };
    text.bytes().any(|byte| byte.is_ascii_digit()).then_some(text)
}

/// A decimal number with its point moved, without needless zeros.
fn shifted(digits: &str, power: i32) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    let point = whole.len() as i32 + power;
    let (left, right) = if point <= 0 {
        (String::new(), format!("{}{all}", "0".repeat(point.unsigned_abs() as usize)))
    } else if point as usize >= all.len() {
        (format!("{all}{}", "0".repeat(point as usize - all.len())), String::new())
    } else {
        let (left, right) = all.split_at(point as usize);
        (left.to_owned(), right.to_owned())
    };
    let left = left.trim_start_matches('0');
    let right = right.trim_end_matches('0');
    let left = if left.is_empty() { "0" } else { left };
    if right.is_empty() { left.to_owned() } else { format!("{left}.{right}") }
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

    #[test]
    fn a_wrong_number_says_what_it_is_meant_as() {
        let cases = [
            ("1,234", "1234"),
            ("1,234.50", "1234.5"),
            ("1,2345", "12345"),
            ("12%", "0.12"),
            ("0.5%", "0.005"),
            ("12.3 %", "0.123"),
            ("３４０", "340"),
            ("¥5", "5"),
            ("￥1,000", "1000"),
            ("5 yuan", "5"),
            ("5万", "50000"),
            ("1.25亿元", "125000000"),
            ("1 234", "1234"),
            ("(12)", "-12"),
            ("−3", "-3"),
            ("1,5", "1.5"),
            ("1.234,5", "1234.5"),
            ("3‰", "0.003"),
            ("2019年", "2019"),
            ("-¥5", "-5"),
            ("¥-5", "-5"),
            ("'7", "7"),
            ("4,037户", "4037"),
            ("0.6 km²", "0.6"),
        ];
        for (text, meant) in cases {
            assert!(is_meant(text), "{text}");
            assert_eq!(meaning(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["abc", "12号楼", "2015-09-01", "1/2", "3rd", "", "A2", "-", "RMB", "%", "1 2 x"] {
            assert!(!is_meant(text), "{text}");
        }
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
        fn short_decimals_agree_with_the_standard_library(whole in 0_u64..10_000_000_000, part in 0_u32..1_000_000, sign in any::<bool>()) {
            let text = format!("{}{whole}.{part:06}", if sign { "-" } else { "" });
            prop_assert_eq!(parse(&text), Ok(text.parse::<f64>().unwrap() + 0.0));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,12}") {
            let _ = (parse(&text), is_meant(&text), meaning(&text));
        }
    }
}
