//! Names that a spreadsheet accepts: of sheets, and of cells.

use std::collections::HashSet;

use rust_xlsxwriter::utility::check_name;

/// The most characters (UTF-16 units) of a sheet's name.
const LONGEST_SHEET: usize = 31;
/// The most characters kept of a cell's name; spreadsheets allow 255.
const LONGEST_CELL: usize = 200;

/// Names that spreadsheets give to cells themselves: for printing, filters and the like.
const KEPT: [&str; 7] =
    ["Consolidate_Area", "Criteria", "Database", "Extract", "Print_Area", "Print_Titles", "_FilterDatabase"];

/// The names of sheets given so far.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    taken: HashSet<String>,
}

impl SheetNames {
    /// A valid name near to `wanted` that no other sheet has, whatever the case of its letters.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|c| {
                if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { '-' } else { c }
            })
            .collect();
        let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
        let clean = if clean.is_empty() { "Sheet" } else { clean };
        // «History» is a name that spreadsheets keep for themselves.
        let first = if clean.eq_ignore_ascii_case("history") { 2 } else { 1 };
        let mut number = first;
        loop {
            let ending = if number == 1 { String::new() } else { format!(" {number}") };
            let mut name = cut(clean, LONGEST_SHEET - ending.len());
            name.push_str(&ending);
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// The beginning of a text, at most `longest` UTF-16 units of it, with no blank or apostrophe at its end.
fn cut(text: &str, longest: usize) -> String {
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= longest
    });
    let kept: String = kept.collect();
    kept.trim_end_matches(|c: char| c == '\'' || c.is_whitespace()).to_owned()
}

/// The names of cells given so far.
#[derive(Debug, Default)]
pub(crate) struct CellNames {
    taken: HashSet<String>,
}

impl CellNames {
    /// A valid name near to `wanted` that no other cell has: `per_head` stays, `a b` becomes `a_b`, `B2` `B2_`.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let word = |c: char| if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '_' };
        let mut name: String = wanted.chars().map(word).take(LONGEST_CELL).collect();
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            name.insert(0, '_');
        }
        if is_refused(&name) {
            // `R1C1_` is still a place: what follows the row is ignored.
            let longer = format!("{name}_");
            name = if is_refused(&longer) { format!("_{name}") } else { longer };
        }
        while !self.taken.insert(name.to_lowercase()) {
            name.push('_');
        }
        name
    }
}

/// Whether a spreadsheet keeps the name for something else, or would take it for a place.
fn is_refused(name: &str) -> bool {
    let is_kept = KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept));
    is_kept || looks_like_a_place(name) || check_name(name).is_err()
}

/// Whether a spreadsheet would take the name for a place: `A1`, `R1C1`, `R`, `C2`.
fn looks_like_a_place(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let letters = name.chars().take_while(char::is_ascii_uppercase).count();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_cell = (1..=3).contains(&letters) && letters < name.len() && digits(&name[letters..]);
    let is_row_column = match name.strip_prefix('R') {
        Some(rest) => {
            rest.split_once('C').map_or(digits(rest), |(row, column)| digits(row) && digits(column))
        }
        None => name.strip_prefix('C').is_some_and(digits),
    };
    is_cell || is_row_column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_name_is_valid_short_and_unique() {
        let mut names = SheetNames::default();
        assert_eq!(names.unique("Fund: [a/b]?"), "Fund- -a-b--");
        assert_eq!(names.unique("社区工作经费"), "社区工作经费");
        assert_eq!(names.unique("社区工作经费"), "社区工作经费 2");
        assert_eq!(names.unique("Posts"), "Posts");
        assert_eq!(names.unique("POSTS"), "POSTS 2");
        assert_eq!(names.unique("'"), "Sheet");
        assert_eq!(names.unique("History"), "History 2");
        let long = names.unique(&"长".repeat(40));
        assert_eq!(long.chars().count(), 31);
        assert_eq!(names.unique(&"长".repeat(40)).chars().count(), 31);
        assert!(names.unique(&"𠀀".repeat(40)).encode_utf16().count() <= 31);
    }

    #[test]
    fn a_cell_name_is_no_place_and_unique() {
        let mut names = CellNames::default();
        assert_eq!(names.unique("per_head"), "per_head");
        assert_eq!(names.unique("每人标准"), "每人标准");
        assert_eq!(names.unique("per head"), "per_head_");
        for (wanted, given) in [
            ("B2", "B2_"),
            ("r1c1", "_r1c1"),
            ("R", "R_"),
            ("c", "c_"),
            ("XFD1", "XFD1_"),
            ("2x", "_2x"),
            ("R2_rate", "_R2_rate"),
            ("true", "true_"),
            ("Print_Area", "Print_Area_"),
        ] {
            assert_eq!(names.unique(wanted), given);
        }
        assert_eq!(names.unique("rate"), "rate");
        assert_eq!(names.unique("RATE"), "RATE_");
    }
}
