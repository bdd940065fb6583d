//! Lines of a table's file as they stand there, to be shown beside what is wrong with them.

use std::borrow::Cow;
use std::panic;
use std::panic::AssertUnwindSafe;

use encoding_rs::GBK;

use super::Encoding;
use super::TableFile;
use super::workbook;

/// The most characters shown before a cell, of a cell, and after it.
const LONGEST: usize = 120;

/// A line of a file, cut where the cell that is meant begins and ends; of a workbook the row, with its cells marked off
/// by bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before the cell.
    pub before: String,
    /// The cell; the whole line where no column is meant.
    pub cell: String,
    /// What stands after it.
    pub after: String,
}

/// The lines of a file at which something is wrong, one for each of `places`: line (from 1) and heading of the
/// column, empty where the whole line is meant. Nothing for a line that is not there or cannot be read.
///
/// ```
/// use junheng::table::{Encoding, Key, TableFile, excerpts};
/// let file = TableFile {
///     name: "t".into(), path: "t.csv".into(), shown: "t.csv".into(), encoding: Encoding::Utf8, sheet: None,
///     text_columns: vec![], key: Key::Required,
/// };
/// let bytes = "id,name,population\nA,\"一,二\",many\n".as_bytes();
/// let found = excerpts(&file, bytes, &[(2, "population")]);
/// let line = found[0].as_ref().expect("the line is there");
/// assert_eq!((line.before.as_str(), line.cell.as_str()), ("A,\"一,二\",", "many"));
/// ```
pub fn excerpts(file: &TableFile, bytes: &[u8], places: &[(usize, &str)]) -> Vec<Option<Excerpt>> {
    let extension = file.path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref().unwrap_or_default() {
        "csv" => of_text(file, bytes, places),
        "xlsx" | "xls" => of_workbook(file, bytes, places),
        _ => vec![None; places.len()],
    }
}

fn of_text(file: &TableFile, bytes: &[u8], places: &[(usize, &str)]) -> Vec<Option<Excerpt>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let newline = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == newline).collect();
    let decoded = |line: &[u8]| -> String {
        let text: Cow<'_, str> = match file.encoding {
            Encoding::Utf8 => String::from_utf8_lossy(line),
            Encoding::Gbk => GBK.decode_without_bom_handling(line).0,
        };
        text.trim_end_matches(['\r', '\n']).to_owned()
    };
    let heading = lines.iter().map(|line| decoded(line)).find(|line| !line.trim().is_empty());
    let heading = heading.unwrap_or_default();
    let headings: Vec<&str> = cells(&heading)
        .into_iter()
        .map(|(start, end)| heading[start..end].trim_matches(['"', ' ']))
        .collect();
    let excerpt = |(line, column): &(usize, &str)| {
        let text = decoded(lines.get(line.checked_sub(1)?)?);
        let index = headings.iter().position(|heading| heading == column);
        let cell = index.and_then(|index| cells(&text).get(index).copied());
        let (start, end) = cell.unwrap_or((0, text.len()));
        Some(cut(&text[..start], &text[start..end], &text[end..]))
    };
    places.iter().map(excerpt).collect()
}

/// The bytes of each cell of a line, quotation marks included.
fn cells(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => {
                found.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push((start, line.len()));
    found
}

fn of_workbook(file: &TableFile, bytes: &[u8], places: &[(usize, &str)]) -> Vec<Option<Excerpt>> {
    // The reader of a damaged file may panic; then there is nothing to show of it.
    let filled = panic::catch_unwind(AssertUnwindSafe(|| workbook::filled(file, bytes)));
    let Ok(Ok(filled)) = filled else { return vec![None; places.len()] };
    let row = |row: u32| {
        let from = filled.partition_point(|(each, ..)| *each < row);
        filled[from..].iter().take_while(move |(each, ..)| *each == row)
    };
    let head = filled.first().map_or(0, |(row, ..)| *row);
    let excerpt = |(line, column): &(usize, &str)| {
        let cells: Vec<(u32, String)> = row(u32::try_from(line.checked_sub(1)?).ok()?)
            .map(|(_, column, value)| (*column, value.to_string()))
            .collect();
        let heading = row(head).find(|(.., value)| value.to_string().trim() == *column);
        let meant = heading.map(|(_, column, _)| *column);
        let joined = |cells: &[(u32, String)]| {
            let texts: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
            texts.join(" | ")
        };
        let Some(meant) = meant else { return Some(cut("", &joined(&cells), "")) };
        let split = cells.partition_point(|(column, _)| *column < meant);
        let is_there = cells.get(split).is_some_and(|(column, _)| *column == meant);
        let (before, rest) = cells.split_at(split);
        let (cell, after) = rest.split_at(usize::from(is_there));
        let before = if before.is_empty() { String::new() } else { format!("{} | ", joined(before)) };
        let after = if after.is_empty() { String::new() } else { format!(" | {}", joined(after)) };
        Some(cut(&before, &joined(cell), &after))
    };
    places.iter().map(excerpt).collect()
}

/// The three parts, each no longer than can be looked at.
fn cut(before: &str, cell: &str, after: &str) -> Excerpt {
    let begin = |text: &str| match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let before = match before.char_indices().rev().nth(LONGEST) {
        Some((at, c)) => format!("…{}", &before[at + c.len_utf8()..]),
        None => before.to_owned(),
    };
    Excerpt { before, cell: begin(cell), after: begin(after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Key;

    fn file(name: &str, encoding: Encoding) -> TableFile {
        TableFile {
            name: "t".into(),
            path: name.into(),
            shown: name.into(),
            encoding,
            sheet: None,
            text_columns: Vec::new(),
            key: Key::Required,
        }
    }

    fn shown(found: &Option<Excerpt>) -> String {
        found
            .as_ref()
            .map_or_else(String::new, |line| format!("{}[{}]{}", line.before, line.cell, line.after))
    }

    #[test]
    fn a_line_is_cut_where_its_cell_begins_and_ends() {
        let text = "\u{feff}id,\"人口\",note\r\nA,\"1,2\",\"x\"\"y\"\r\nB,,\r\nC\r\n";
        let places = [(2, "人口"), (3, "人口"), (4, "人口"), (2, ""), (9, "人口"), (0, "id"), (2, "nobody")];
        let found = excerpts(&file("t.csv", Encoding::Utf8), text.as_bytes(), &places);
        let found: Vec<String> = found.iter().map(shown).collect();
        let whole = "[A,\"1,2\",\"x\"\"y\"]";
        assert_eq!(found, ["A,[\"1,2\"],\"x\"\"y\"", "B,[],", "[C]", whole, "", "", whole]);
    }

    #[test]
    fn gbk_is_shown_in_its_characters_and_bytes_that_are_none_do_no_harm() {
        let (text, _, _) = GBK.encode("编号,人口\n甲,许多\n");
        let found = excerpts(&file("t.csv", Encoding::Gbk), &text, &[(2, "人口")]);
        assert_eq!(shown(&found[0]), "甲,[许多]");
        let found = excerpts(&file("t.csv", Encoding::Utf8), b"id,a\nx,\xff\xfe\n", &[(2, "a")]);
        assert_eq!(shown(&found[0]), "x,[\u{fffd}\u{fffd}]");
        assert_eq!(excerpts(&file("t.xlsx", Encoding::Utf8), b"PK junk", &[(2, "a")]), [None]);
    }

    #[test]
    fn a_row_of_a_workbook_is_shown_with_its_cells() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [["id", "population", "note"], ["A", "many", "seen"]].iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *text).expect("it is written");
            }
        }
        let bytes = book.save_to_buffer().expect("it is saved");
        let places = [(2, "population"), (2, ""), (7, "population")];
        let found = excerpts(&file("t.xlsx", Encoding::Utf8), &bytes, &places);
        let found: Vec<String> = found.iter().map(shown).collect();
        assert_eq!(found, ["A | [many] | seen", "[A | many | seen]", "[]"]);
    }

    #[test]
    fn a_long_line_is_shortened_about_the_cell() {
        let text = format!("id,a,b\n{},x,{}\n", "字".repeat(500), "后".repeat(500));
        let found = excerpts(&file("t.csv", Encoding::Utf8), text.as_bytes(), &[(2, "a")]);
        let line = found[0].as_ref().expect("it is there");
        assert_eq!((line.before.chars().count(), line.after.chars().count()), (LONGEST + 1, LONGEST + 1));
        assert_eq!(line.cell, "x");
    }
}
