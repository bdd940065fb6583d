//! Signs that people write out of habit, and what they mean by them.

use crate::formula::mistake::sign::SignMistake;

/// What a full-width or typographic character stands for; `None` if it is neither.
pub(super) fn meant(character: char) -> Option<&'static str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    Some(match character {
        '（' | '【' | '〔' | '［' => "(",
        '）' | '】' | '〕' | '］' => ")",
        '，' | '、' | '；' => ",",
        '＋' => "+",
        '－' | '−' | '–' | '—' | '﹣' => "-",
        '×' | '＊' | '∗' | '·' => "*",
        '÷' | '／' | '∕' => "/",
        '＾' => "^",
        '％' => "%",
        '＝' => "=",
        '＜' => "<",
        '＞' => ">",
        '≤' | '≦' => "<=",
        '≥' | '≧' => ">=",
        '≠' => "<>",
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’' | '＇' => "\"",
        '。' | '．' => ".",
        '｀' => "`",
        '＿' => "_",
        '０'..='９' => DIGITS[(character as u32 - '０' as u32) as usize],
        _ => return None,
    })
}

/// The mistake that `rest` starts with, if it starts with one, and the bytes it takes.
pub(super) fn mistake(rest: &str) -> Option<(SignMistake, usize)> {
    const OPERATORS: [(&str, &str); 6] =
        [("==", "="), ("!=", "<>"), ("=>", ">="), ("=<", "<="), ("><", "<>"), ("**", "^")];
    const LOGIC: [(&str, &str); 3] = [("&&", "AND(a, b)"), ("||", "OR(a, b)"), ("!", "NOT(a)")];
    for (written, meant) in OPERATORS {
        if rest.starts_with(written) {
            return Some((SignMistake::ForeignOperator { written, meant }, written.len()));
        }
    }
    for (written, meant) in LOGIC {
        if rest.starts_with(written) {
            return Some((SignMistake::ForeignLogic { written: written.to_owned(), meant }, written.len()));
        }
    }
    let first = rest.chars().next()?;
    match first {
        '\'' => {
            let inner = rest[1..].split('\'').next().unwrap_or_default();
            let closed = rest[1..].len() > inner.len();
            let length = inner.len() + 1 + usize::from(closed);
            Some((SignMistake::SingleQuotes(inner.to_owned()), length))
        }
        '&' => Some((SignMistake::Join, 1)),
        ':' | '：' => Some((SignMistake::Colon, first.len_utf8())),
        ';' => Some((SignMistake::Semicolon, 1)),
        _ => {
            let meant = meant(first)?;
            Some((SignMistake::Typographic { written: first.to_string(), meant }, first.len_utf8()))
        }
    }
}
