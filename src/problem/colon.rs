//! The colon of Chinese, which is of full width where the renderer of problems knows only the other.

/// A rendered problem in which the colon after `level`, which stands first, and the one after `help`, which stands
/// behind the last `=` that opens a line, are of full width. Colours of a terminal may stand between.
pub(super) fn widened(mut shown: String, level: &str, help: &str) -> String {
    for end in [after_last_opening(&shown, help), shown.find(level).map(|at| at + level.len())] {
        let Some(end) = end else { continue };
        let colon = end + colours(&shown[end..]);
        if shown[colon..].starts_with(": ") {
            shown.replace_range(colon..colon + 2, "：");
        }
    }
    shown
}

/// Where a word ends that stands behind the last `=` that opens a line.
fn after_last_opening(shown: &str, word: &str) -> Option<usize> {
    let opens_a_line = |at: &usize| {
        let line = shown[..*at].rsplit('\n').next().unwrap_or_default();
        without_colours(line).trim() == "="
    };
    let places = shown.match_indices(word).map(|(at, _)| at);
    places.filter(opens_a_line).last().map(|at| at + word.len())
}

/// How long the codes of colours are that a text begins with.
fn colours(text: &str) -> usize {
    match text.strip_prefix("\u{1b}[").and_then(|rest| rest.split_once('m')) {
        Some((code, rest)) => code.len() + 3 + colours(rest),
        None => 0,
    }
}

fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = &rest[colours(rest)..];
        let end = rest.find('\u{1b}').filter(|end| *end > 0).unwrap_or(rest.len());
        plain.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::problem::Place;
    use crate::problem::Problem;
    use crate::problem::Problems;
    use crate::problem::Source;

    #[test]
    fn chinese_problems_have_chinese_colons_and_the_reader_s_own_text_stays() {
        let text = "改法: 错误: x".to_owned();
        let place = Place::Span(Source { name: "a.toml".to_owned(), text }.into(), 0..6);
        let remedy = "write `改法: y`";
        for place in [place, Place::Nowhere] {
            let problem = Problem::new(place, "wrong: here", "有误: 此处").remedy(remedy, remedy);
            let problems = Problems(vec![problem]);
            let plain = problems.render(Language::Chinese, false);
            assert!(plain.starts_with("错误：有误: 此处\n"), "{plain}");
            assert!(plain.ends_with("= 改法：write `改法: y`"), "{plain}");
            assert!(!plain.contains('|') || plain.contains("改法: 错误: x"), "{plain}");
            let coloured = without_colours(&problems.render(Language::Chinese, true));
            assert_eq!(coloured, plain);
            assert!(problems.render(Language::English, false).starts_with("error: wrong: here\n"));
        }
    }
}
