//! A sheet that marks are put on, and the SVG that plotters makes of it.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::drawing::IntoDrawingArea;
use plotters::element::Circle;
use plotters::element::PathElement;
use plotters::element::Polygon;
use plotters::element::Rectangle;
use plotters::prelude::SVGBackend;
use plotters::style::Color;
use plotters::style::FontDesc;
use plotters::style::FontFamily;
use plotters::style::FontStyle;
use plotters::style::FontTransform;
use plotters::style::RGBColor;
use plotters::style::ShapeStyle;
use plotters::style::TextStyle;
use plotters::style::text_anchor::HPos;
use plotters::style::text_anchor::Pos;
use plotters::style::text_anchor::VPos;

use super::ChartError;
use super::lettering;
use super::palette;
use crate::language::Language;

/// The families that text is set in, the first that the reader's machine has: Chinese ones first, so that the
/// SVG shows Chinese everywhere.
pub(super) const FAMILIES: &str = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', \
                        'Hiragino Sans GB', 'Microsoft YaHei', 'WenQuanYi Micro Hei', 'SimHei', 'DejaVu Sans', \
                        sans-serif";
/// What plotters multiplies type sizes by.
const TYPE_SCALE: f64 = 1.24;
/// Steps of the sheet in a pixel: plotters knows whole steps alone, and at the width of a column a curve of
/// whole pixels has corners.
const STEPS: f64 = 10.0;

/// Which end of a label stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// The type of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) color: RGBColor,
}

impl Type {
    /// Plain type of `size` pixels.
    pub(super) const fn plain(size: f64) -> Self {
        Type { size, bold: false, color: palette::INK }
    }

    /// Bold type of `size` pixels.
    pub(super) const fn bold(size: f64) -> Self {
        Type { size, bold: true, color: palette::INK }
    }

    /// Plain type of `size` pixels of less weight.
    pub(super) const fn faint(size: f64) -> Self {
        Type { size, bold: false, color: palette::FAINT }
    }

    /// The width of `text` in this type.
    pub(super) fn width(self, text: &str) -> f64 {
        if self.bold { lettering::bold_width(text, self.size) } else { lettering::width(text, self.size) }
    }
}

/// A box in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The width in pixels.
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height in pixels.
    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the two share a pixel.
    pub(super) fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether `other` lies inside.
    pub(super) fn holds(&self, other: &Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

#[derive(Clone, Debug)]
enum Mark {
    Block { area: Area, color: RGBColor, opacity: f64 },
    Line { points: Vec<(f64, f64)>, color: RGBColor, width: f64 },
    Region { points: Vec<(f64, f64)>, color: RGBColor, opacity: f64 },
    Dot { x: f64, y: f64, radius: f64, color: RGBColor, opacity: f64, ring: Option<f64> },
    Label { x: f64, y: f64, text: String, kind: Type, align: Align, turned: bool },
}

/// A sheet that marks are put on, later ones over earlier ones; its size is set when it is finished.
#[derive(Clone, Debug, Default)]
pub(super) struct Canvas {
    marks: Vec<Mark>,
}

impl Canvas {
    /// A filled rectangle.
    pub(super) fn block(&mut self, area: Area, color: RGBColor, opacity: f64) {
        self.marks.push(Mark::Block { area, color, opacity });
    }

    /// A line of `width` pixels through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], color: RGBColor, width: f64) {
        self.marks.push(Mark::Line { points: points.to_vec(), color, width });
    }

    /// A straight line of dashes, `dash` pixels each and as far apart.
    pub(super) fn dashes(&mut self, (from, to): ((f64, f64), (f64, f64)), dash: f64, color: RGBColor) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let at = |along: f64| {
            let share = (along / length).min(1.0);
            (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
        };
        let count = (length / (2.0 * dash)).ceil() as usize;
        for place in 0..count {
            let start = place as f64 * 2.0 * dash;
            self.line(&[at(start), at(start + dash)], color, 1.0);
        }
    }

    /// A filled region within points.
    pub(super) fn region(&mut self, points: &[(f64, f64)], color: RGBColor, opacity: f64) {
        self.marks.push(Mark::Region { points: points.to_vec(), color, opacity });
    }

    /// A dot.
    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, color: RGBColor, opacity: f64) {
        self.marks.push(Mark::Dot { x, y, radius, color, opacity, ring: None });
    }

    /// A ring of `width` pixels.
    pub(super) fn ring(
        &mut self,
        (x, y): (f64, f64),
        radius: f64,
        color: RGBColor,
        opacity: f64,
        width: f64,
    ) {
        self.marks.push(Mark::Dot { x, y, radius, color, opacity, ring: Some(width) });
    }

    /// A label on one line, its middle at the height `y`.
    pub(super) fn label(&mut self, (x, y): (f64, f64), text: &str, kind: Type, align: Align) {
        self.marks.push(Mark::Label { x, y, text: lettering::printable(text), kind, align, turned: false });
    }

    /// A label that reads upwards, centred on its point.
    pub(super) fn turned_label(&mut self, (x, y): (f64, f64), text: &str, kind: Type) {
        let text = lettering::printable(text);
        self.marks.push(Mark::Label { x, y, text, kind, align: Align::Middle, turned: true });
    }

    /// The SVG of `size` pixels, with its title and description for those who cannot see it; `name` keeps their
    /// ids apart where several charts stand in one page.
    ///
    /// # Errors
    /// [`ChartError::Drawing`] if plotters refuses.
    pub(super) fn finish(
        &self,
        size: (u32, u32),
        name: &str,
        language: Language,
        (title, description): (&str, &str),
    ) -> Result<String, ChartError> {
        let mut svg = String::new();
        let refused = |error: &dyn std::fmt::Display| ChartError::Drawing(error.to_string());
        {
            let steps = (size.0 * STEPS as u32, size.1 * STEPS as u32);
            let sheet = SVGBackend::with_string(&mut svg, steps).into_drawing_area();
            sheet.fill(&palette::PAPER).map_err(|error| refused(&error))?;
            for mark in &self.marks {
                draw(&sheet, mark).map_err(|error| refused(&error))?;
            }
            sheet.present().map_err(|error| refused(&error))?;
        }
        Ok(furnish(&svg, size, name, language, (title, description)))
    }
}

/// The box of a label.
pub(super) fn label_area((x, y): (f64, f64), text: &str, kind: Type, align: Align, turned: bool) -> Area {
    let width = kind.width(text);
    let half = kind.size * 0.6;
    if turned {
        return Area { left: x - half, right: x + half, top: y - width / 2.0, bottom: y + width / 2.0 };
    }
    let left = match align {
        Align::Start => x,
        Align::Middle => x - width / 2.0,
        Align::End => x - width,
    };
    Area { left, right: left + width, top: y - half, bottom: y + half }
}

/// The step of the sheet that a point in pixels falls on.
fn step((x, y): (f64, f64)) -> (i32, i32) {
    ((x * STEPS).round() as i32, (y * STEPS).round() as i32)
}

/// A length in pixels in whole steps of the sheet.
fn steps(length: f64) -> u32 {
    (length * STEPS).round() as u32
}

fn draw(
    sheet: &DrawingArea<SVGBackend<'_>, Shift>,
    mark: &Mark,
) -> Result<(), plotters::drawing::DrawingAreaErrorKind<std::io::Error>> {
    match mark {
        Mark::Block { area, color, opacity } => {
            let corners = [step((area.left, area.top)), step((area.right, area.bottom))];
            sheet.draw(&Rectangle::new(corners, color.mix(*opacity).filled()))
        }
        Mark::Line { points, color, width } => {
            let style = ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: steps(*width) };
            sheet.draw(&PathElement::new(points.iter().copied().map(step).collect::<Vec<_>>(), style))
        }
        Mark::Region { points, color, opacity } => {
            let points = points.iter().copied().map(step).collect::<Vec<_>>();
            sheet.draw(&Polygon::new(points, color.mix(*opacity)))
        }
        Mark::Dot { x, y, radius, color, opacity, ring } => {
            let stroke_width = ring.map_or(0, steps);
            let style = ShapeStyle { color: color.mix(*opacity), filled: ring.is_none(), stroke_width };
            sheet.draw(&Circle::new(step((*x, *y)), steps(*radius) as i32, style))
        }
        Mark::Label { x, y, text, kind, align, turned } => {
            let weight = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
            let transform = if *turned { FontTransform::Rotate270 } else { FontTransform::None };
            let font = FontDesc::new(FontFamily::SansSerif, kind.size * STEPS * TYPE_SCALE, weight)
                .transform(transform);
            let across = match align {
                Align::Start => HPos::Left,
                Align::Middle => HPos::Center,
                Align::End => HPos::Right,
            };
            let style = TextStyle::from(font).color(&kind.color).pos(Pos::new(across, VPos::Center));
            // Half the height of an x lies below the middle of a Chinese character or a capital.
            let lower = (kind.size / 10.0).round();
            let point = if *turned { (x + lower, *y) } else { (*x, y + lower) };
            sheet.draw_text(text, &style, step(point))
        }
    }
}

/// Adds what plotters leaves out: the language, the role, title and description, and the families, once for
/// all; and takes away what says nothing. Text has its quotes escaped, so no text can be taken for an attribute.
fn furnish(
    svg: &str,
    (width, height): (u32, u32),
    name: &str,
    language: Language,
    (title, description): (&str, &str),
) -> String {
    let svg = svg
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "");
    let (root, rest) = svg.split_once(">\n").unwrap_or((&svg, ""));
    let view = root.split_once(" viewBox").map_or("", |(_, view)| view);
    let language = match language {
        Language::English => "en",
        Language::Chinese => "zh-Hans",
    };
    format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox{view} xml:lang=\"{language}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
         font-family=\"{FAMILIES}\">\n\
         <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n{rest}",
        escape(title),
        escape(description),
    )
}

fn escape(text: &str) -> String {
    lettering::printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
