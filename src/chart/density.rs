//! How many members stand where, for panels of more members than dots could show.

use plotters::style::RGBColor;

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::need::Axes;
use super::need::Panel;
use super::page::MEDIUM;
use super::page::Page;
use super::palette;
use super::picture::Picture;
use super::scale::number;

/// The side of a cell in pixels.
const CELL: f64 = 6.0;

/// The members in each cell of a panel.
pub(super) struct Cells {
    area: Area,
    across: usize,
    counts: Vec<u32>,
    /// Members beyond the ends of the axes.
    pub(super) outside: usize,
}

impl Cells {
    /// The members in the fullest cell.
    pub(super) fn most(&self) -> u32 {
        self.counts.iter().copied().max().unwrap_or(0)
    }
}

/// Counts the members of a panel by cell.
pub(super) fn count(picture: &Picture<'_>, policy: usize, need: &[f64], axes: &Axes, panel: &Panel) -> Cells {
    let across = (panel.area.width() / CELL).ceil().max(1.0) as usize;
    let down = (panel.area.height() / CELL).ceil().max(1.0) as usize;
    let mut cells = Cells { area: panel.area, across, counts: vec![0; across * down], outside: 0 };
    for (member, need) in need.iter().enumerate() {
        let (x, y) = panel.point(axes, *need, picture.award(policy, member));
        if x > panel.area.right || y < panel.area.top {
            cells.outside += 1;
            continue;
        }
        let column = (((x - panel.area.left) / CELL) as usize).min(across - 1);
        let row = (((panel.area.bottom - y) / CELL) as usize).min(down - 1);
        cells.counts[row * across + column] += 1;
    }
    cells
}

/// Draws the cells: the more members, the darker, by the logarithm of their number. Gives their middles.
pub(super) fn draw(page: &mut Page<'_>, cells: &Cells, most: u32, color: RGBColor) -> Vec<(f64, f64)> {
    let mut middles = Vec::new();
    for (index, count) in cells.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let left = cells.area.left + (index % cells.across) as f64 * CELL;
        let bottom = cells.area.bottom - (index / cells.across) as f64 * CELL;
        let area = Area {
            left,
            right: (left + CELL).min(cells.area.right),
            top: (bottom - CELL).max(cells.area.top),
            bottom,
        };
        page.canvas.block(area, color, darkness(*count, most));
        middles.push((left + CELL / 2.0, bottom - CELL / 2.0));
    }
    middles
}

fn darkness(count: u32, most: u32) -> f64 {
    let share = f64::from(count).ln_1p() / f64::from(most.max(1)).ln_1p();
    ((0.15 + 0.85 * share) * 100.0).round() / 100.0
}

/// What the shades mean, and how many members of any panel stand beyond the axes.
pub(super) fn key(picture: &Picture<'_>, page: &mut Page<'_>, most: u32, outside: usize) {
    let (left, _) = page.sides();
    let kind = Type::plain(MEDIUM);
    page.y += 14.0;
    let one = picture.say("Members in a cell: 1", "每格单位数：1");
    page.canvas.label((left, page.y), one, kind, Align::Start);
    let mut x = left + kind.width(one) + 8.0;
    for step in 0..6 {
        let count = f64::from(most.max(1)).powf(f64::from(step) / 5.0).round() as u32;
        let area = Area { left: x, right: x + 18.0, top: page.y - 6.0, bottom: page.y + 6.0 };
        page.canvas.block(area, palette::INK, darkness(count, most));
        x += 18.0;
    }
    let mut text = number(f64::from(most), 0);
    if outside > 0 {
        let outside = number(outside as f64, 0);
        text.push_str(&match picture.naming.language() {
            crate::language::Language::English => {
                format!(". Beyond the axes: up to {outside} members in a panel")
            }
            crate::language::Language::Chinese => format!("。坐标范围外：每幅至多{outside}个单位"),
        });
    }
    page.canvas.label((x + 8.0, page.y), &text, kind, Align::Start);
    page.y += 12.0;
}
