//! One sheet as it is written: titles, headings, cells, and at the end its widths, filter and print set-up.

use rust_xlsxwriter::Chart;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::IgnoreError;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::language::width;
use crate::quantity::Unit;

/// The most rows of a sheet.
pub(crate) const MOST_ROWS: usize = 1_048_576;
/// The most characters of a cell (UTF-16 units, as spreadsheets count).
const LONGEST_TEXT: usize = 32_767;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (7, 60);
/// The height of a line, and of the tallest row that a spreadsheet takes, in points.
const LINE: f64 = 15.0;
const TALLEST: f64 = 400.0;
/// Rows that a chart takes.
const CHART_ROWS: u32 = 20;
/// Charts on a page.
const CHARTS_ON_A_PAGE: usize = 2;
/// The paper size A4.
const A4: u8 = 9;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Whole, thousands separated.
    Whole,
    /// Two decimals.
    Money,
    /// Whole, with its sign.
    WholeChange,
    /// Two decimals, with its sign.
    MoneyChange,
    /// Percent with one decimal.
    Percent,
    /// Percent with one decimal and its sign.
    PercentChange,
    /// Four decimals.
    Index,
    /// As it is.
    General,
}

impl Shown {
    /// An amount of a unit.
    pub(crate) fn amount(unit: &Unit) -> Self {
        if unit.decimals() == 0 { Shown::Whole } else { Shown::Money }
    }

    /// A change of an amount.
    pub(crate) fn change(unit: &Unit) -> Self {
        if unit.decimals() == 0 { Shown::WholeChange } else { Shown::MoneyChange }
    }

    fn pattern(self) -> &'static str {
        match self {
            Shown::Whole => "#,##0",
            Shown::Money => "#,##0.00",
            Shown::WholeChange => "+#,##0;-#,##0;0",
            Shown::MoneyChange => "+#,##0.00;-#,##0.00;0.00",
            Shown::Percent => "0.0%",
            Shown::PercentChange => "+0.0%;-0.0%;0.0%",
            Shown::Index => "0.0000",
            Shown::General => "General",
        }
    }

    /// Characters that a number takes as shown.
    fn width(self, number: f64) -> usize {
        let (size, decimals) = match self {
            Shown::Percent | Shown::PercentChange => (number.abs() * 100.0, 3),
            Shown::Money | Shown::MoneyChange => (number.abs(), 3),
            Shown::Index => (number.abs(), 5),
            Shown::Whole | Shown::WholeChange => (number.abs(), 0),
            Shown::General => return number.to_string().len().min(18),
        };
        let digits = if size < 10.0 { 1 } else { size.log10().floor() as usize + 1 };
        digits + (digits - 1) / 3 + decimals + 1
    }
}

/// What a cell with a formula shows before it is computed again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// TRUE or FALSE.
    Truth(bool),
    /// Nothing.
    Nothing,
}

impl Seen {
    /// A number where there is one.
    pub(crate) fn number(number: Option<f64>) -> Seen {
        number.filter(|number| number.is_finite()).map_or(Seen::Nothing, Seen::Number)
    }

    /// A text, or nothing where it is empty.
    pub(crate) fn text(text: &str) -> Seen {
        if text.is_empty() { Seen::Nothing } else { Seen::Text(text.to_owned()) }
    }

    /// As the library takes it.
    fn result(&self) -> String {
        match self {
            Seen::Number(number) => number.to_string(),
            // A text that reads as a number, such as `inf`, would be taken for one.
            Seen::Text(text) if text.parse::<f64>().is_ok() => String::new(),
            Seen::Text(text) => clean(text),
            Seen::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Seen::Nothing => String::new(),
        }
    }
}

/// The formats of the workbook.
pub(crate) struct Formats {
    numbers: Vec<(Shown, Format)>,
    title: Format,
    note: Format,
    heading: Format,
    band: Format,
    text: Format,
}

impl Formats {
    /// All formats.
    pub(crate) fn new() -> Self {
        let all = [
            Shown::Whole,
            Shown::Money,
            Shown::WholeChange,
            Shown::MoneyChange,
            Shown::Percent,
            Shown::PercentChange,
            Shown::Index,
            Shown::General,
        ];
        let numbers = all
            .map(|shown| (shown, Format::new().set_num_format(shown.pattern()).set_align(FormatAlign::Top)));
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color("#E8EDF2");
        Formats {
            numbers: numbers.to_vec(),
            title: Format::new().set_bold().set_font_size(14).set_font_color("#1D3B5C"),
            note: Format::new().set_font_color("#545B64"),
            band: heading.clone().set_background_color("#D5DFE9"),
            heading,
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }

    fn number(&self, shown: Shown) -> &Format {
        let found = self.numbers.iter().find(|(known, _)| *known == shown);
        found.map_or(&self.text, |(_, format)| format)
    }
}

/// A sheet that is being written, row by row under its headings.
pub(crate) struct Sheet<'f> {
    sheet: Worksheet,
    formats: &'f Formats,
    widths: Vec<usize>,
    heading_row: u32,
    row: u32,
    /// Lines of text in the row, where they are wrapped.
    lines: usize,
    /// Rows that begin a page of charts.
    breaks: Vec<u32>,
    /// How many columns are printed; all where none is named.
    printed: Option<u16>,
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
        sheet.set_name(name)?;
        sheet.write_string_with_format(0, 0, clean(title), &formats.title)?;
        let mut row = 1;
        for line in lines {
            sheet.write_string_with_format(row, 0, clean(line), &formats.note)?;
            row += 1;
        }
        let header: String = title.chars().filter(|c| !c.is_control()).take(100).collect();
        sheet.set_header(format!("&L{}&R&A", header.replace('&', "&&")));
        sheet.set_footer("&R&P / &N");
        Ok(Sheet {
            sheet,
            formats,
            widths: Vec::new(),
            heading_row: row,
            row,
            lines: 1,
            breaks: Vec::new(),
            printed: None,
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
        self.sheet.set_row_height(self.heading_row, 15.0 * tallest as f64 + 3.0)?;
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
        if widest > WIDTHS.1 || text.contains('\n') {
            let lines = text.lines().map(|line| width(line).div_ceil(WIDTHS.1 - 2).max(1)).sum();
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

    /// Puts charts below what has been written, on pages of their own.
    pub(crate) fn charts(&mut self, charts: &[Chart]) -> Result<(), XlsxError> {
        let mut corner = self.row + 1;
        for (index, chart) in charts.iter().enumerate() {
            if index % CHARTS_ON_A_PAGE == 0 {
                self.breaks.push(corner);
            }
            self.sheet.insert_chart(corner, 0, chart)?;
            corner += CHART_ROWS;
        }
        Ok(())
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
        self.lines = 1;
        self.row += 1;
    }

    /// Sets widths, filter, frozen headings (and so many columns) and the print set-up.
    pub(crate) fn finish(mut self, frozen_columns: u16) -> Result<Worksheet, XlsxError> {
        for (column, characters) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, (*characters).clamp(WIDTHS.0, WIDTHS.1) as f64)?;
        }
        let last_row = self.row.saturating_sub(1).max(self.heading_row);
        let last_column = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(self.heading_row, 0, last_row, last_column)?;
        // Ids of digits are texts, and are meant to be.
        self.sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        self.sheet.set_freeze_panes(self.heading_row + 1, frozen_columns)?;
        self.sheet.set_repeat_rows(self.heading_row, self.heading_row)?;
        if let Some(columns) = self.printed.filter(|columns| (1..=last_column).contains(columns)) {
            self.sheet.set_print_area(0, 0, last_row, columns - 1)?;
        }
        if !self.breaks.is_empty() {
            self.sheet.set_page_breaks(&self.breaks)?;
        }
        self.sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        Ok(self.sheet)
    }

    fn widen(&mut self, column: u16, characters: usize) {
        if let Some(known) = self.widths.get_mut(usize::from(column)) {
            *known = (*known).max(characters);
        }
    }
}

/// A text that fits a cell, without characters that XML forbids.
fn clean(text: &str) -> String {
    let forbidden =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut units = 0;
    let kept = text.chars().map(|c| if forbidden(c) { '\u{fffd}' } else { c }).take_while(|c| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_its_cell() {
        assert_eq!(clean("a\u{0}b\nc"), "a\u{fffd}b\nc");
        assert_eq!(clean(&"长".repeat(40_000)).chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn a_number_has_room() {
        assert!(Shown::Money.width(6_000_000.0) >= "6,000,000.00".len());
        assert!(Shown::PercentChange.width(-0.5) >= "-50.0%".len());
        assert!(Shown::Whole.width(0.0) >= 1);
    }
}
