//! How a sheet goes on A4: which way up, how small, on how many pages; all lengths in points.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

/// The paper size A4, as spreadsheets number it.
const A4: u8 = 9;
/// Its sides.
const SIDES: (f64, f64) = (595.0, 842.0);
/// Margins at the sides, above, below and around header and footer, in inches.
const MARGINS: (f64, f64, f64, f64) = (0.45, 0.8, 0.7, 0.35);
/// Points of an inch.
const INCH: f64 = 72.0;
/// The most characters of a title in a header or footer: spreadsheets allow 255 in all.
const MOST_PRINTED: usize = 80;
/// How much a sheet may be shrunk to stand upright.
const UPRIGHT: f64 = 0.8;
/// How much a sheet may be shrunk before its columns go on several pages.
const SMALLEST: f64 = 0.5;
/// How much more a sheet is shrunk to spare it a page with a few rows.
const SPARED: f64 = 0.8;
/// Fonts differ from one computer to the next.
const SAFETY: f64 = 0.96;

/// The width of a column so many characters wide.
pub(crate) fn column_width(characters: usize) -> f64 {
    (characters * 7 + 5) as f64 * 0.75
}

/// A sheet as it is to be printed.
pub(crate) struct Printed {
    /// All columns that are printed.
    pub(crate) width: f64,
    /// The columns repeated where the others go on several pages.
    pub(crate) repeated: f64,
    /// All rows, charts left aside.
    pub(crate) height: f64,
    /// The heading, repeated on each page.
    pub(crate) heading: f64,
}

/// How it goes on paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paper {
    is_upright: bool,
    /// Pages side by side.
    across: u16,
    /// Size beside the original; at most 1.
    scale: f64,
}

impl Paper {
    /// The paper for a sheet, by its width.
    pub(crate) fn of(printed: &Printed) -> Paper {
        let upright = page(true).0 / printed.width;
        if upright >= UPRIGHT {
            return Paper { is_upright: true, across: 1, scale: upright.min(1.0) };
        }
        let width = page(false).0;
        let scale = |across: u16| {
            width * f64::from(across) / (printed.width + printed.repeated * f64::from(across - 1))
        };
        // Ever more pages help only while more than the repeated columns fits on one.
        let across = (1..=20).find(|across| scale(*across) >= SMALLEST).unwrap_or(1);
        Paper { is_upright: false, across, scale: scale(across).min(1.0) }
    }

    /// The width of the sheet that goes on one page.
    pub(crate) fn width(self) -> f64 {
        page(self.is_upright).0 / self.scale
    }

    /// The height of the sheet that goes on one page.
    pub(crate) fn height(self) -> f64 {
        page(self.is_upright).1 / self.scale * SAFETY
    }

    /// The most pages one below another, where a few rows are not worth one more; 0: as many as it takes.
    fn down(self, printed: &Printed) -> u16 {
        let pages = (printed.height - printed.heading).max(0.0) / (self.height() - printed.heading).max(1.0);
        let whole = pages.floor();
        let is_spared = whole >= 1.0 && pages > whole && whole / pages >= SPARED;
        let is_legible = self.scale * whole / pages >= SMALLEST;
        if is_spared && is_legible { whole.min(f64::from(u16::MAX)) as u16 } else { 0 }
    }

    /// Sets a sheet up.
    pub(crate) fn set(self, sheet: &mut Worksheet, printed: &Printed) {
        set_margins(sheet);
        if self.is_upright {
            sheet.set_portrait();
        } else {
            sheet.set_landscape();
        }
        sheet.set_print_fit_to_pages(self.across, self.down(printed));
    }
}

/// Sets a sheet up whose rows `breaks` each begin a page: lying, in a fixed size, since programs that are to fit a
/// sheet to pages do not mind such rows.
///
/// # Errors
/// [`XlsxError`] where there are too many of them.
pub(crate) fn set_pages(sheet: &mut Worksheet, percent: u16, breaks: &[u32]) -> Result<(), XlsxError> {
    set_margins(sheet);
    sheet.set_landscape().set_print_scale(percent).set_page_breaks(breaks)?;
    Ok(())
}

fn set_margins(sheet: &mut Worksheet) {
    let (sides, above, below, around) = MARGINS;
    sheet.set_paper_size(A4).set_margins(sides, sides, above, below, around, around);
}

/// A text as headers and footers hold it: short, and no code of theirs.
pub(crate) fn printable(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).take(MOST_PRINTED).collect();
    kept.replace('&', "&&")
}

/// Width and height of a page within its margins.
fn page(is_upright: bool) -> (f64, f64) {
    let (short, long) = SIDES;
    let (width, height) = if is_upright { (short, long) } else { (long, short) };
    (width - 2.0 * MARGINS.0 * INCH, height - (MARGINS.1 + MARGINS.2) * INCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: f64, height: f64) -> Printed {
        Printed { width, repeated: 150.0, height, heading: 30.0 }
    }

    #[test]
    fn a_narrow_sheet_stands_upright_and_a_few_rows_take_no_page_of_their_own() {
        let narrow = printed(400.0, 790.0);
        let paper = Paper::of(&narrow);
        assert_eq!((paper.is_upright, paper.across, paper.scale), (true, 1, 1.0));
        assert_eq!(paper.down(&narrow), 1);
        assert_eq!(paper.down(&printed(400.0, 1_200.0)), 0);
    }

    #[test]
    fn a_broad_sheet_lies_and_a_very_broad_one_goes_on_several_pages_in_legible_size() {
        let broad = Paper::of(&printed(1_100.0, 400.0));
        assert!(!broad.is_upright && broad.across == 1 && broad.scale < 1.0);
        let very = printed(3_000.0, 400.0);
        let paper = Paper::of(&very);
        assert!(paper.across > 1 && paper.scale >= SMALLEST);
        let room = f64::from(paper.across) * paper.width();
        assert!(room + 1e-6 >= very.width + very.repeated * f64::from(paper.across - 1));
    }
}
