//! The formats of the workbook.

use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;

use super::shown::Shown;

/// The formats of the workbook.
pub(crate) struct Formats {
    numbers: Vec<(Shown, Format)>,
    pub(crate) title: Format,
    pub(crate) note: Format,
    pub(crate) heading: Format,
    pub(crate) band: Format,
    pub(crate) text: Format,
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

    pub(super) fn number(&self, shown: Shown) -> &Format {
        let found = self.numbers.iter().find(|(known, _)| *known == shown);
        found.map_or(&self.text, |(_, format)| format)
    }
}
