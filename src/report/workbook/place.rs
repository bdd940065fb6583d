//! Where things stand in a workbook: letters of columns, names of sheets in formulas, ranges.

use rust_xlsxwriter::utility::column_number_to_name;

/// The number, as a spreadsheet counts, of the first row under the headings of every sheet with live formulas.
pub(crate) const FIRST_ROW: u32 = 4;

/// The row above the headings, which holds what is the same for every row.
pub(crate) const WHOLE_ROW: u32 = FIRST_ROW - 2;

/// The letters of a column, counted from 0.
pub(crate) fn letters(column: usize) -> String {
    column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX))
}

/// The row of the sheet, as a spreadsheet counts, that holds the `index`-th entry (from 0).
pub(crate) fn row_number(index: usize) -> u32 {
    FIRST_ROW + u32::try_from(index).unwrap_or(u32::MAX - FIRST_ROW)
}

/// The name of a sheet before a cell: `'it''s'!`.
pub(crate) fn sheet_prefix(name: &str) -> String {
    format!("'{}'!", name.replace('\'', "''"))
}

/// The cells of a column from the first row down: `'flat'!$C$4:$C$51`.
pub(crate) fn range(prefix: &str, column: usize, rows: usize) -> String {
    let (letters, last) = (letters(column), row_number(rows.saturating_sub(1)));
    format!("{prefix}${letters}${FIRST_ROW}:${letters}${last}")
}

/// A text as a formula holds it.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_spreadsheets_write_them() {
        assert_eq!(letters(0), "A");
        assert_eq!(letters(27), "AB");
        assert_eq!(range(&sheet_prefix("it's"), 2, 48), "'it''s'!$C$4:$C$51");
        assert_eq!(range("", 0, 1), "$A$4:$A$4");
        assert_eq!(quoted("say \"hi\""), "\"say \"\"hi\"\"\"");
    }
}
