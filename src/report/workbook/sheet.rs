//! One sheet as it is written, row by row: titles, headings, cells.

mod setup;

use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::language::width;

use super::formats::Formats;
use super::paper::printable;
use super::shown::Seen;
use super::shown::Shown;
use super::shown::clean;

/// The most rows of a sheet.
pub(crate) const MOST_ROWS: usize = 1_048_576;
/// The widest column, in characters.
const WIDEST: usize = 60;
/// The height of a line, and of the tallest row that a spreadsheet takes, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 400.0;
/// A sheet that is being written, row by row under its headings.
pub(crate) struct Sheet<'f> {
    sheet: Worksheet,
    formats: &'f Formats,
    widths: Vec<usize>,
    heading_row: u32,
    row: u32,
    /// Lines of text in the row, where they are wrapped.
    lines: usize,
    /// How many columns are printed; all where none is named.
    printed: Option<u16>,
    /// The title, and the lines below it.
    above: Vec<String>,
    /// The height of the rows written.
    height: f64,
    /// The height of the heading.
    heading_height: f64,
}

impl<'f> Sheet<'f> {
    /// A sheet with its title and the lines below it.
    pub(crate) fn open(
        name: &str,
        title: &str,
        lines: &[String],
        formats: &'f Formats,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        // A formula that comes to an empty text shows none, also where nothing is computed again: not the library's 0.
        sheet.set_formula_result_default("");
        sheet.set_name(name)?;
        sheet.write_string_with_format(0, 0, clean(title), &formats.title)?;
        let mut row = 1;
        for line in lines {
            sheet.write_string_with_format(row, 0, clean(line), &formats.note)?;
            row += 1;
        }
        sheet.set_header(format!("&L{}&R&A", printable(title)));
        Ok(Sheet {
            sheet,
            formats,
            widths: Vec::new(),
            heading_row: row,
            row,
            lines: 1,
            printed: None,
            above: std::iter::once(title).chain(lines.iter().map(String::as_str)).map(clean).collect(),
            height: 0.0,
            heading_height: LINE,
        })
    }

    /// The headings; each with whether it belongs to a second shade, so that neighbouring policies stand apart.
    pub(crate) fn headings(&mut self, headings: &[(String, bool)]) -> Result<(), XlsxError> {
        for (column, (heading, shaded)) in (0..).zip(headings) {
            let format = if *shaded { &self.formats.band } else { &self.formats.heading };
            self.sheet.write_string_with_format(self.heading_row, column, clean(heading), format)?;
            let widest = heading.lines().map(|line| width(line).min(22)).max().unwrap_or(0);
            // Room for the arrow of the filter.
            self.widths.push(widest + 3);
        }
        let lines =
            |heading: &str| heading.lines().map(|line| width(line).div_ceil(22).max(1)).sum::<usize>();
        let tallest = headings.iter().map(|(heading, _)| lines(heading)).max().unwrap_or(1);
        self.heading_height = LINE * tallest as f64 + 3.0;
        self.sheet.set_row_height(self.heading_row, self.heading_height)?;
        self.row = self.heading_row + 1;
        Ok(())
    }

    /// How many more rows there is room for.
    pub(crate) fn room(&self) -> usize {
        MOST_ROWS - self.row as usize
    }

    /// The row written next, counted as the spreadsheet does, from 1.
    pub(crate) fn next_row(&self) -> u32 {
        self.row + 1
    }

    /// Writes a text; never as a formula, whatever it begins with.
    pub(crate) fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let text = clean(text);
        let widest = text.lines().map(width).max().unwrap_or(0);
        self.widen(column, widest + 1);
        if widest > WIDEST || text.contains('\n') {
            let lines = text.lines().map(|line| width(line).div_ceil(WIDEST - 2).max(1)).sum();
            if lines > self.lines {
                // Not every program makes room for wrapped text by itself.
                self.lines = lines;
                self.sheet.set_row_height(self.row, (LINE * lines as f64).min(TALLEST))?;
            }
            self.sheet.write_string_with_format(self.row, column, text, &self.formats.text)?;
        } else {
            self.sheet.write_string(self.row, column, text)?;
        }
        Ok(())
    }

    /// Writes a number; nothing where there is none.
    pub(crate) fn number(&mut self, column: u16, number: Option<f64>, shown: Shown) -> Result<(), XlsxError> {
        let Some(number) = number.filter(|number| number.is_finite()) else { return Ok(()) };
        self.widen(column, shown.width(number) + 1);
        self.sheet.write_number_with_format(self.row, column, number, self.formats.number(shown))?;
        Ok(())
    }

    /// Writes a value as it is, without a formula; nothing for [`Seen::Nothing`].
    pub(crate) fn value(&mut self, column: u16, seen: &Seen, shown: Shown) -> Result<(), XlsxError> {
        match seen {
            Seen::Nothing => Ok(()),
            Seen::Number(number) => self.number(column, Some(*number), shown),
            Seen::Text(text) => self.text(column, text),
            Seen::Truth(truth) => {
                self.widen(column, 6);
                self.sheet.write_boolean(self.row, column, *truth)?;
                Ok(())
            }
        }
    }

    /// Writes a formula with the value that it has, which is shown until it is computed again.
    pub(crate) fn formula(
        &mut self,
        column: u16,
        text: &str,
        seen: &Seen,
        shown: Shown,
    ) -> Result<(), XlsxError> {
        self.make_room(column, seen, shown);
        let formula = Formula::new(text).set_result(seen.result());
        self.sheet.write_formula_with_format(self.row, column, formula, self.formats.number(shown))?;
        Ok(())
    }

    /// Writes a formula above the heading of a column.
    pub(crate) fn above(&mut self, column: u16, text: &str, seen: &Seen) -> Result<(), XlsxError> {
        self.make_room(column, seen, Shown::General);
        let formula = Formula::new(text).set_result(seen.result());
        let format = self.formats.number(Shown::General);
        self.sheet.write_formula_with_format(self.heading_row - 1, column, formula, format)?;
        Ok(())
    }

    /// As [`Sheet::formula`], entered as an array formula.
    pub(crate) fn array(
        &mut self,
        column: u16,
        text: &str,
        seen: &Seen,
        shown: Shown,
    ) -> Result<(), XlsxError> {
        self.make_room(column, seen, shown);
        let formula = Formula::new(format!("{{={text}}}")).set_result(seen.result());
        let (row, format) = (self.row, self.formats.number(shown));
        self.sheet.write_array_formula_with_format(row, column, row, column, formula, format)?;
        Ok(())
    }

    /// The formula where there is one, else the value.
    pub(crate) fn either(
        &mut self,
        column: u16,
        text: Option<&str>,
        seen: &Seen,
        shown: Shown,
    ) -> Result<(), XlsxError> {
        match text {
            Some(text) => self.formula(column, text, seen, shown),
            None => self.value(column, seen, shown),
        }
    }

    fn make_room(&mut self, column: u16, seen: &Seen, shown: Shown) {
        match seen {
            Seen::Number(number) => self.widen(column, shown.width(*number) + 1),
            Seen::Text(text) => self.widen(column, width(text) + 1),
            Seen::Truth(_) => self.widen(column, 6),
            Seen::Nothing => {}
        }
    }

    /// Prints so many columns and leaves the rest, which are workings, to the screen.
    pub(crate) fn print_columns(&mut self, columns: usize) {
        self.printed = u16::try_from(columns).ok();
    }

    /// Writes a number that somebody chose and may change: its cell stands out.
    pub(crate) fn chosen(&mut self, column: u16, number: f64, shown: Shown) -> Result<(), XlsxError> {
        self.widen(column, shown.width(number) + 1);
        let format =
            self.formats.number(shown).clone().set_background_color("#FFF6D6").set_font_color("#1D3B5C");
        self.sheet.write_number_with_format(self.row, column, number, &format)?;
        Ok(())
    }

    /// Goes to the next row.
    pub(crate) fn next(&mut self) {
        self.height += (LINE * self.lines as f64).min(TALLEST);
        self.lines = 1;
        self.row += 1;
    }

    fn widen(&mut self, column: u16, characters: usize) {
        if let Some(known) = self.widths.get_mut(usize::from(column)) {
            *known = (*known).max(characters);
        }
    }
}
