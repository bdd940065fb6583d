//! What a text that is no number is probably meant as.

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
const UNITS: &str = " \
    yuan rmb cny km2 km² ㎢ m2 m² ㎡ ha mu hours hour h people persons person residents households \
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
    use super::*;

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
}
