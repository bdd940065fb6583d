//! How large a chart is asked to be: in pixels, or in millimetres or centimetres of paper.

use std::str::FromStr;

/// Millimetres in an inch.
pub(super) const INCH: f64 = 25.4;
/// Pixels of an SVG in an inch, as CSS has it.
pub(super) const SVG_DOTS: f64 = 96.0;
/// Pixels of a PNG for print in an inch.
const PRINT_DOTS: f64 = 300.0;

/// A width or a height.
///
/// ```
/// use junheng::chart::Length;
/// let column: Length = "85mm".parse().unwrap();
/// assert_eq!(column.pixels(), 321);
/// assert_eq!("8.5cm".parse::<Length>().unwrap(), column);
/// assert_eq!("640".parse::<Length>().unwrap().pixels(), 640);
/// assert!("wide".parse::<Length>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// Pixels.
    Pixels(u32),
    /// Millimetres of paper.
    Millimetres(f64),
}

impl Length {
    /// Its pixels in an SVG, 96 an inch.
    pub fn pixels(self) -> u32 {
        match self {
            Length::Pixels(pixels) => pixels,
            Length::Millimetres(millimetres) => (millimetres / INCH * SVG_DOTS).round() as u32,
        }
    }

    /// Pixels of a PNG for each pixel of its SVG: as many as asked for, or 300 an inch of paper.
    pub fn scale(self) -> f32 {
        match self {
            Length::Pixels(_) => 1.0,
            Length::Millimetres(_) => (PRINT_DOTS / SVG_DOTS) as f32,
        }
    }
}

impl Length {
    /// So many pixels of an SVG in the unit of this length: `640 px`, `60 mm`.
    pub fn told(self, pixels: u32) -> String {
        match self {
            Length::Pixels(_) => format!("{pixels} px"),
            Length::Millimetres(_) => format!("{:.0} mm", f64::from(pixels) / SVG_DOTS * INCH),
        }
    }
}

/// A text that is no length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write pixels (1000) or millimetres (85mm)")]
pub struct NoLength;

impl FromStr for Length {
    type Err = NoLength;

    /// Reads `1000`, `1000px`, `85mm` or `8.5cm`.
    fn from_str(text: &str) -> Result<Self, NoLength> {
        let text = text.trim().to_ascii_lowercase();
        let paper = |number: &str, unit: f64| {
            let number: f64 = number.trim().parse().map_err(|_| NoLength)?;
            let millimetres = number * unit;
            let is_sane = millimetres > 0.0 && millimetres < 10_000.0;
            is_sane.then_some(Length::Millimetres(millimetres)).ok_or(NoLength)
        };
        if let Some(number) = text.strip_suffix("mm") {
            return paper(number, 1.0);
        }
        if let Some(number) = text.strip_suffix("cm") {
            return paper(number, 10.0);
        }
        let number = text.strip_suffix("px").unwrap_or(&text).trim();
        number.parse().map(Length::Pixels).map_err(|_| NoLength)
    }
}
