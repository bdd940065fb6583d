//! Text in a picture: how wide it is, where it breaks, what a plain font can show.

/// Advance widths of the printable ASCII characters in DejaVu Sans, in thousandths of the type size. It is the
/// widest of the fonts in use, so that what fits by this table fits in all of them.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// How much wider bold type is.
const BOLD: f64 = 1.13;

/// Punctuation that must not begin a line of Chinese.
const CLOSING: &str = "，。、；：！？）》」』”’%…,.;:!?)";

/// The width of `text` in pixels, in type of `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
    f64::from(thousandths) * size / 1000.0
}

/// As [`width`], in bold type.
pub(super) fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * BOLD
}

fn advance(c: char) -> u16 {
    match u32::from(c) {
        code @ 0x20..=0x7e => ASCII[(code - 0x20) as usize],
        0x300..=0x36f => 0,
        // A Chinese font gives these the width of a character, also among Latin letters.
        0xb7 | 0x2010..=0x2027 => 1000,
        0x2212 => 838,
        0x80..=0x2e7f => 700,
        _ => 1000,
    }
}

/// `text` cut to `room` pixels in type of `size` pixels, with an ellipsis where something was cut off.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let mut short = String::new();
    for c in text.chars() {
        used += f64::from(advance(c)) * size / 1000.0;
        if used > room {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// `text` in lines of at most `room` pixels, in bold type of `size` pixels where `bold`: broken at spaces, and
/// between Chinese characters, but never before closing punctuation or between a number and its unit.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let room = if bold { room / BOLD } else { room };
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() && width(&line, size) + width(word.trim_end(), size) > room {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// As [`wrap`], the lines about equally long.
pub(super) fn balance(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = wrap(text, size, bold, room);
    for share in (50..100).rev() {
        let tighter = wrap(text, size, bold, room * f64::from(share) / 100.0);
        if tighter.len() > lines.len() {
            break;
        }
        lines = tighter;
    }
    lines
}

/// The pieces that a line may break after.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut after_number = false;
    for (at, c) in text.char_indices() {
        let breaks = before.is_some_and(|before| match before {
            ' ' => !after_number,
            '“' | '（' | '《' | '‘' => false,
            _ => (is_wide(before) || is_wide(c)) && !CLOSING.contains(c),
        });
        if breaks {
            words.push(&text[start..at]);
            start = at;
        }
        after_number = c == ' ' && before.is_some_and(|before| before.is_ascii_digit());
        before = Some(c);
    }
    words.push(&text[start..]);
    words
}

fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2e80
}

/// `text` with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Whether DejaVu Sans has every character of `text`: Latin, Greek, Cyrillic and their punctuation.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(u32::from(c),
            0x20..=0x7e | 0xa0..=0x24f | 0x370..=0x377 | 0x37a..=0x37e | 0x384..=0x38a | 0x38e..=0x3a1
            | 0x3a3..=0x4ff | 0x1e00..=0x1efb | 0x2010..=0x2027 | 0x2030..=0x205e | 0x20ac | 0x2190..=0x2193
            | 0x2212 | 0x2264 | 0x2265)
    })
}

/// `text` on one line without characters that XML forbids or that do not show, and without those that would turn
/// the direction of what follows.
pub(super) fn printable(text: &str) -> String {
    let turns =
        |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let visible = text
        .chars()
        .filter(|c| !turns(c))
        .map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c });
    visible.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_as_wide_as_the_type_is_large() {
        assert_eq!(width("社区", 10.0), 20.0);
        assert_eq!(width("", 10.0), 0.0);
        assert!(width("Il", 10.0) < width("WM", 10.0));
    }

    #[test]
    fn a_long_text_is_cut_to_its_room() {
        assert_eq!(shorten("社区", 10.0, 20.0), "社区");
        let short = shorten("一个名称很长很长的社区", 10.0, 60.0);
        assert!(short.ends_with('…') && width(&short, 10.0) <= 60.0, "{short}");
    }

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        assert_eq!(wrap("one two three", 10.0, false, width("one two", 10.0)), ["one two", "three"]);
        assert_eq!(wrap("增加的社区，减少的", 10.0, false, 50.0), ["增加的社", "区，减少的"]);
        assert_eq!(wrap("", 10.0, false, 50.0), [""]);
        assert_eq!(
            wrap("all of 48 members", 10.0, false, width("all of 48", 10.0)),
            ["all of", "48 members"]
        );
    }

    #[test]
    fn chinese_is_not_plain_and_control_characters_are_dropped() {
        assert!(is_plain("Size, café − 90 % “of” need…"));
        assert!(!is_plain("社区"));
        assert!(!is_plain("A\u{3000}B"));
        assert_eq!(printable("a\u{0}b\n"), "a b");
        assert_eq!(printable("\u{202e}تسوية\u{2069}"), "تسوية");
    }
}
