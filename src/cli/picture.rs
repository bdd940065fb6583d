//! A chart that a command is asked for, into a file of its own.

use std::fs;
use std::path::Path;

use super::Failure;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::Fonts;
use crate::chart::Style;
use crate::chart::png;
use crate::chart::png_style;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SVG.
    Svg,
    /// PNG.
    Png,
}

/// How many pixels of a PNG go to one of the SVG.
const SCALE: f32 = 2.0;

impl Kind {
    /// By the end of a file's name, before any work is done.
    pub fn of(path: &Path) -> Result<Kind, Problem> {
        match path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("svg") => Ok(Kind::Svg),
            Some("png") => Ok(Kind::Png),
            _ => Err(Problem::new(
                Place::File(path.display().to_string()),
                "a chart is written as SVG or PNG",
                "图表只写为 SVG 或 PNG",
            )
            .remedy("let the file's name end in .svg or .png", "文件名应以 .svg 或 .png 结尾")),
        }
    }
}

/// Draws a chart and writes it.
pub fn write(
    path: &Path,
    kind: Kind,
    language: Language,
    draw: impl Fn(&Style) -> Result<Chart, ChartError>,
) -> Result<(), Failure> {
    let style = Style::new(language);
    let refused = |error: ChartError| Failure::Other(error.text());
    let bytes = match kind {
        Kind::Svg => draw(&style).map_err(refused)?.svg.into_bytes(),
        Kind::Png => {
            let fonts = Fonts::load();
            let chart = draw(&png_style(&style, &fonts)).map_err(refused)?;
            png(&chart.svg, &fonts, SCALE).map_err(refused)?
        }
    };
    save(path, &bytes)
}

/// Writes a file that the reader named.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| {
        let (name, cause) = (path.display(), system_text(&error));
        Failure::Other(Text::new(
            format!("cannot write {name}: {}", cause.en),
            format!("无法写入 {name}：{}", cause.zh),
        ))
    })
}
