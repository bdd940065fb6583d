//! What is set up once all cells are written: widths, filter, frozen headings, and how the sheet is printed.

use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::IgnoreError;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::LINE;
use super::Sheet;
use super::WIDEST;
use crate::language::width;
use crate::report::workbook::paper::Paper;
use crate::report::workbook::paper::Printed;
use crate::report::workbook::paper::column_width;

/// The narrowest column, in characters.
const NARROWEST: usize = 7;
/// The width of a letter, and of one of the title, in points.
const LETTER: f64 = 5.5;
const TITLE_LETTER: f64 = 8.0;
impl Sheet<'_> {
    /// Sets widths, filter, frozen headings (and so many columns) and the print set-up.
    pub(crate) fn finish(mut self, frozen_columns: u16) -> Result<Worksheet, XlsxError> {
        for (column, characters) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, in_bounds(*characters) as f64)?;
        }
        let last_row = self.row.saturating_sub(1).max(self.heading_row);
        let last_column = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(self.heading_row, 0, last_row, last_column)?;
        // Ids of digits are texts, and are meant to be.
        self.sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        self.sheet.set_freeze_panes(self.heading_row + 1, frozen_columns)?;
        self.sheet.set_repeat_rows(self.heading_row, self.heading_row)?;
        if frozen_columns > 0 {
            self.sheet.set_repeat_columns(0, frozen_columns - 1)?;
        }
        if let Some(columns) = self.printed.filter(|columns| (1..=last_column).contains(columns)) {
            self.sheet.set_print_area(0, 0, last_row, columns - 1)?;
        }
        let paper = Paper::of(&self.on_paper(frozen_columns));
        self.wrap_above(paper.width())?;
        let printed = self.on_paper(frozen_columns);
        paper.set(&mut self.sheet, &printed);
        Ok(self.sheet)
    }

    /// Gives the title and the lines below it the room that they need within the columns of the first page.
    fn wrap_above(&mut self, page: f64) -> Result<(), XlsxError> {
        let (mut room, mut columns) = (0.0, 0_u16);
        for characters in &self.widths[..self.printed_columns()] {
            let wider = room + column_width(in_bounds(*characters));
            if wider > page && columns > 0 {
                break;
            }
            (room, columns) = (wider, columns + 1);
        }
        for (row, text) in (0..).zip(std::mem::take(&mut self.above)) {
            let (format, letter) =
                if row == 0 { (&self.formats.title, TITLE_LETTER) } else { (&self.formats.note, LETTER) };
            let lines = (width(&text) as f64 * letter / room).ceil().max(1.0);
            let height = lines * LINE * letter / LETTER;
            self.height += height;
            if lines > 1.0 && columns > 1 {
                let format = format.clone().set_text_wrap().set_align(FormatAlign::Top);
                self.sheet.merge_range(row, 0, row, columns - 1, &text, &format)?;
                self.sheet.set_row_height(row, height)?;
            }
        }
        Ok(())
    }

    fn printed_columns(&self) -> usize {
        self.printed.map_or(self.widths.len(), |columns| self.widths.len().min(usize::from(columns)))
    }

    /// The width of the columns that are printed, in points.
    fn printed_width(&self) -> f64 {
        self.widths[..self.printed_columns()].iter().map(|width| column_width(in_bounds(*width))).sum()
    }

    fn on_paper(&self, frozen_columns: u16) -> Printed {
        let frozen = self.widths.iter().take(usize::from(frozen_columns));
        Printed {
            width: self.printed_width(),
            repeated: frozen.map(|width| column_width(in_bounds(*width))).sum(),
            height: self.height + self.heading_height,
            heading: self.heading_height,
        }
    }
}

/// A width that a column may have, in characters.
fn in_bounds(characters: usize) -> usize {
    characters.clamp(NARROWEST, WIDEST)
}
