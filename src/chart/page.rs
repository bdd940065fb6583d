//! The page of a chart: title and key at the top, the source at the bottom, and the axes between.

use plotters::style::RGBColor;

use super::Chart;
use super::ChartError;
use super::Style;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Canvas;
use super::canvas::Type;
use super::lettering;
use super::naming::Naming;
use super::palette;
use super::scale::Scale;
use super::scale::Ticks;
use crate::language::Text;

/// The margin around everything, in pixels; that of a narrow page is smaller.
const MARGIN: f64 = 24.0;
const NARROW_MARGIN: f64 = 12.0;
/// Pages below this width are for a column of print: small margins, a small title.
const NARROW: f64 = 480.0;
/// The type of tick labels and of labels at marks.
pub(super) const SMALL: f64 = 11.0;
/// The type of rows, keys and axis titles.
pub(super) const MEDIUM: f64 = 12.0;
const TITLE: Type = Type::bold(17.0);
const NARROW_TITLE: Type = Type::bold(13.0);
/// The least height of a row whose label stands apart from its neighbours'.
pub(super) const LEAST_PITCH: f64 = 13.0;
/// The most that a row grows to where there is room.
const MOST_PITCH: f64 = 32.0;

/// The room under an area of rows, for the axis's numbers and title.
pub(super) const AXIS: f64 = 38.0;
/// Areas of rows higher than this have the axis's numbers over them too.
const TALL: f64 = 400.0;

/// The room over an area of rows.
pub(super) fn above(is_tall: bool) -> f64 {
    if is_tall { 20.0 } else { 4.0 }
}

/// A mark in the key.
#[derive(Clone, Copy, Debug)]
pub(super) enum KeyMark {
    /// A bar of a colour.
    Bar(RGBColor),
    /// A short upright line: a need.
    Tick(RGBColor),
    /// A dot.
    Dot(RGBColor),
    /// A ring.
    Ring(RGBColor),
    /// A line across.
    Line(RGBColor),
}

/// A page that fills from the top.
pub(super) struct Page<'a> {
    pub(super) canvas: Canvas,
    pub(super) naming: &'a Naming<'a>,
    /// The first free pixel from the top.
    pub(super) y: f64,
    width: f64,
    /// Where rows are to end, if the chart is to keep to a height.
    end: Option<f64>,
    name: String,
    title: Text,
}

impl<'a> Page<'a> {
    /// A page with its title on it, in as many lines as it takes.
    pub(super) fn open(naming: &'a Naming<'a>, style: &Style, name: String, title: Text) -> Self {
        let width = f64::from(style.width);
        let end = style.fitted.then(|| f64::from(style.height) - foot(naming, style));
        let mut page =
            Page { canvas: Canvas::default(), naming, y: margin(width) - 6.0, width, end, name, title };
        let (left, right) = page.sides();
        let kind = if width < NARROW { NARROW_TITLE } else { TITLE };
        let height = (kind.size * 1.4).ceil();
        for line in lettering::balance(naming.shown(&page.title), kind.size, kind.bold, right - left) {
            page.canvas.label((left, page.y + height / 2.0), &line, kind, Align::Start);
            page.y += height;
        }
        page
    }

    /// The leftmost and the rightmost pixel inside the margins.
    pub(super) fn sides(&self) -> (f64, f64) {
        (margin(self.width), self.width - margin(self.width))
    }

    /// The widest that a column of labels may become within `width` pixels: more of it in a column of print,
    /// where names would else be cut.
    pub(super) fn label_room(&self, width: f64) -> f64 {
        width * if self.width < NARROW { 0.44 } else { 0.4 }
    }

    /// The height of each of `rows` rows: `usual`; or where the chart is to keep to a height, what `besides`, the
    /// pixels of all else from here on, leaves for it, but never below `least`.
    pub(super) fn pitch(&self, (usual, least): (f64, f64), rows: usize, besides: f64) -> f64 {
        let Some(end) = self.end else { return usual };
        let room = (end - self.y - besides) / rows.max(1) as f64;
        room.clamp(least, MOST_PITCH.max(usual))
    }

    /// As [`Page::pitch`], of rows in one area with `heads` pixels of headings among them; and whether that is so high
    /// that the axis has its numbers over it too.
    pub(super) fn pitch_and_height(&self, pitches: (f64, f64), rows: usize, heads: f64) -> (f64, bool) {
        let pitch = self.pitch(pitches, rows, heads + above(false) + AXIS);
        let is_tall = rows as f64 * pitch + heads > TALL;
        (if is_tall { self.pitch(pitches, rows, heads + above(true) + AXIS) } else { pitch }, is_tall)
    }

    /// A remark under the title.
    pub(super) fn remark(&mut self, text: &str) {
        self.lines(text, Type::faint(MEDIUM + 1.0), 19.0);
    }

    /// Text in as many lines as it takes.
    fn lines(&mut self, text: &str, kind: Type, height: f64) {
        let (left, right) = self.sides();
        for line in lettering::wrap(text, kind.size, kind.bold, right - left) {
            self.canvas.label((left, self.y + height / 2.0), &line, kind, Align::Start);
            self.y += height;
        }
    }

    /// What the marks mean, in as many lines as it takes.
    pub(super) fn key(&mut self, entries: &[(KeyMark, String)]) {
        self.y = self.key_within(self.sides(), self.y, entries);
    }

    /// As [`Page::key`] between two sides, from `top`; gives where it ends.
    pub(super) fn key_within(
        &mut self,
        (left, right): (f64, f64),
        top: f64,
        entries: &[(KeyMark, String)],
    ) -> f64 {
        let kind = Type::plain(MEDIUM);
        let (places, height) = key_places((left, right), entries);
        for ((mark, _), (x, y, text)) in entries.iter().zip(places) {
            self.key_mark(*mark, x, top + y);
            self.canvas.label((x + 22.0, top + y), &text, kind, Align::Start);
        }
        top + height
    }

    fn key_mark(&mut self, mark: KeyMark, x: f64, y: f64) {
        match mark {
            KeyMark::Bar(color) => {
                let area = Area { left: x, right: x + 15.0, top: y - 5.0, bottom: y + 5.0 };
                self.canvas.block(area, color, 1.0);
            }
            KeyMark::Tick(color) => self.canvas.line(&[(x + 8.0, y - 7.0), (x + 8.0, y + 7.0)], color, 2.0),
            KeyMark::Dot(color) => self.canvas.dot((x + 8.0, y), 4.0, color, 1.0),
            KeyMark::Ring(color) => self.canvas.ring((x + 8.0, y), 4.0, color, 1.0, 2.0),
            KeyMark::Line(color) => self.canvas.line(&[(x, y), (x + 16.0, y)], color, 1.0),
        }
    }

    /// The title of the axis under `area`: in its middle, or as near to that as the page is wide.
    pub(super) fn axis_title(&mut self, area: &Area, text: &str) {
        let (left, right) = self.sides();
        let text = lettering::shorten(text, MEDIUM, right - left);
        let half = Type::plain(MEDIUM).width(&text) / 2.0;
        let middle = f64::midpoint(area.left, area.right).min(right - half).max(left + half);
        self.canvas.label((middle, area.bottom + 28.0), &text, Type::plain(MEDIUM), Align::Middle);
    }

    /// Upright lines of the grid over `area` with their numbers under it, and over it where `above`.
    pub(super) fn columns(&mut self, area: &Area, ticks: &Ticks, scale: Scale, above: bool) {
        for tick in ticks.values() {
            let x = scale.at(tick);
            self.canvas.line(&[(x, area.top), (x, area.bottom)], palette::GRID, 1.0);
            let text = ticks.text(tick);
            self.canvas.label((x, area.bottom + 10.0), &text, Type::faint(SMALL), Align::Middle);
            if above {
                self.canvas.label((x, area.top - 9.0), &text, Type::faint(SMALL), Align::Middle);
            }
        }
    }

    /// Level lines of the grid over `area`, with their numbers at its left where `numbered`.
    pub(super) fn levels(&mut self, area: &Area, ticks: &Ticks, scale: Scale, numbered: bool) {
        for tick in ticks.values() {
            let y = scale.at(tick);
            self.canvas.line(&[(area.left, y), (area.right, y)], palette::GRID, 1.0);
            if numbered {
                let text = ticks.text(tick);
                self.canvas.label((area.left - 6.0, y), &text, Type::faint(SMALL), Align::End);
            }
        }
    }

    /// The finished chart, with the source under everything; `alt` says what is seen with its main numbers.
    ///
    /// # Errors
    /// [`ChartError::Drawing`] if plotters refuses.
    pub(super) fn close(mut self, alt: Text) -> Result<Chart, ChartError> {
        self.y += 12.0;
        let source = self.naming.source();
        let source = self.naming.shown(&source).to_owned();
        self.lines(&source, Type::faint(SMALL), 16.0);
        let size = (self.width as u32, (self.y + margin(self.width) / 2.0).ceil() as u32);
        let language = self.naming.language();
        let (title, described) = (self.naming.shown(&self.title), self.naming.shown(&alt));
        let svg = self.canvas.finish(size, &self.name, language, (title, described))?;
        Ok(Chart { name: self.name, title: self.title, alt, svg })
    }
}

/// The margin of a page of that width.
fn margin(width: f64) -> f64 {
    if width < NARROW { NARROW_MARGIN } else { MARGIN }
}

/// Where each entry of a key stands between two sides and what of its text fits, and how high the key is.
pub(super) fn key_places(
    (left, right): (f64, f64),
    entries: &[(KeyMark, String)],
) -> (Vec<(f64, f64, String)>, f64) {
    let kind = Type::plain(MEDIUM);
    let (mut x, mut y) = (left, 15.0);
    let mut places = Vec::new();
    for (_, text) in entries {
        let text = lettering::shorten(text, kind.size, right - left - 24.0);
        let needed = 24.0 + kind.width(&text);
        if x > left && x + needed > right {
            x = left;
            y += 20.0;
        }
        places.push((x, y, text));
        x += needed + 20.0;
    }
    (places, y + 16.0)
}

/// The pixels that the source will take at the bottom of a page of that width.
pub(super) fn foot(naming: &Naming<'_>, style: &Style) -> f64 {
    let source = naming.source();
    let margin = margin(f64::from(style.width));
    let room = f64::from(style.width) - 2.0 * margin;
    let lines = lettering::wrap(naming.shown(&source), SMALL, false, room).len();
    12.0 + 16.0 * lines as f64 + margin / 2.0
}

/// The ticks whose numbers stand apart: as many as go into `pixels`, but fewer where `spacing`, the pixels from
/// one to the next, leaves no room for the widest number.
pub(super) fn fitting(pixels: f64, ticks: impl Fn(usize) -> Ticks, spacing: impl Fn(&Ticks) -> f64) -> Ticks {
    let mut count = ((pixels / 85.0) as usize).clamp(2, 10);
    loop {
        let ticks = ticks(count);
        let widest =
            ticks.values().map(|tick| Type::plain(SMALL).width(&ticks.text(tick))).fold(0.0, f64::max);
        if count == 1 || spacing(&ticks) >= widest + 12.0 {
            return ticks;
        }
        count -= 1;
    }
}

/// As [`fitting`], of ticks that span the whole of `pixels`.
pub(super) fn spanning(pixels: f64, ticks: impl Fn(usize) -> Ticks) -> Ticks {
    fitting(pixels, ticks, |ticks| pixels * ticks.step() / (ticks.high() - ticks.low()))
}
