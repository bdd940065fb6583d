//! Adequacy by group: two groupings crossed, a panel for each policy; of a single grouping, the policies across.

use plotters::style::RGBColor;

use super::Chart;
use super::ChartError;
use super::Kind;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::palette;
use super::picture::Picture;
use super::scale::number;
use super::scale::percent;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::measure::Membership;
use crate::measure::adequacy;
use crate::summation::Sum;

/// The most groups of a grouping that is shown.
const MOST_GROUPS: usize = 12;
/// The height of a cell.
const CELL: f64 = 38.0;
/// The least width of a cell.
const NARROWEST: f64 = 54.0;
/// The widest that the column of labels becomes; longer ones have two lines.
const WIDEST_LABELS: f64 = 130.0;
/// The room between two panels.
const GAP: f64 = 20.0;
/// Adequacy of so many times the full one, or of its inverse, has the full colour.
const STRONGEST: f64 = 2.0;

/// One table of cells.
struct Grid {
    heading: Option<(RGBColor, String)>,
    columns: Vec<String>,
    rows: Vec<String>,
    /// Row by row: adequacy, and the members, of each cell that has any.
    cells: Vec<Option<(Option<f64>, usize)>>,
}

/// The groupings that are crossed.
fn groupings(outcome: &PoolOutcome) -> Vec<&(usize, Membership)> {
    outcome.groupings.iter().filter(|(_, groups)| groups.groups.len() <= MOST_GROUPS).take(2).collect()
}

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    let no_groups = groupings(outcome).is_empty().then(|| {
        Text::new(
            format!("the pool has no grouping of at most {MOST_GROUPS} groups"),
            format!("该总盘没有不超过{MOST_GROUPS}组的分组"),
        )
    });
    super::need::obstacle(outcome).or(no_groups)
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let found = groupings(picture.outcome);
    let grids = match found.as_slice() {
        [rows, columns] => {
            picture.policies().into_iter().map(|policy| crossed(picture, policy, (rows, columns))).collect()
        }
        [rows] => vec![by_policy(picture, rows)],
        _ => return Ok(None),
    };
    let title = sentence::of_need(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::Adequacy), title);
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    page.remark(picture.say(
        "Awards ÷ need of each group together; in brackets its members.",
        "各组分配额合计÷需求合计；括号内为单位数。",
    ));
    let alt = alt(picture, &grids);
    draw_grids(&mut page, &grids);
    page.close(alt).map(Some)
}

/// Awards and needs of each cell together under one policy.
fn crossed(
    picture: &Picture<'_>,
    policy: usize,
    found: (&(usize, Membership), &(usize, Membership)),
) -> Grid {
    let ((rows, of_row), (columns, of_column)) = found;
    let across = of_column.groups.len();
    let mut totals = vec![(Sum::default(), Sum::default(), 0); of_row.groups.len() * across];
    let need = picture.outcome.need.as_deref().unwrap_or_default();
    for (member, need) in need.iter().enumerate() {
        let cell = of_row.of[member] as usize * across + of_column.of[member] as usize;
        totals[cell].0.add(picture.award(policy, member));
        totals[cell].1.add(*need);
        totals[cell].2 += 1;
    }
    let cell = |(award, need, members): (Sum, Sum, usize)| {
        (members > 0).then(|| (adequacy::ratio(award.value(), need.value()), members))
    };
    Grid {
        heading: Some((picture.color(policy), picture.policy(policy))),
        columns: labels(picture, *columns, of_column),
        rows: labels(picture, *rows, of_row),
        cells: totals.into_iter().map(cell).collect(),
    }
}

/// One grouping, the policies across.
fn by_policy(picture: &Picture<'_>, (grouping, membership): &(usize, Membership)) -> Grid {
    let policies = picture.policies();
    let place = picture.outcome.groupings.iter().position(|(index, _)| index == grouping).unwrap_or(0);
    let cells = (0..membership.groups.len()).flat_map(|group| {
        policies.iter().map(move |policy| {
            let result = &picture.outcome.policies[*policy].groups[place][group];
            Some((result.adequacy, result.members))
        })
    });
    Grid {
        heading: None,
        columns: policies.iter().map(|policy| picture.policy(*policy)).collect(),
        rows: labels(picture, *grouping, membership),
        cells: cells.collect(),
    }
}

fn labels(picture: &Picture<'_>, grouping: usize, membership: &Membership) -> Vec<String> {
    let label = |(place, id): (usize, &String)| {
        picture.naming.shown(&picture.naming.group(grouping, id, place)).to_owned()
    };
    membership.groups.iter().enumerate().map(label).collect()
}

/// Places the tables side by side as far as their cells stay wide enough.
fn draw_grids(page: &mut Page<'_>, grids: &[Grid]) {
    let (left, right) = page.sides();
    let kind = Type::plain(MEDIUM);
    let widest = grids.iter().flat_map(|grid| &grid.rows).map(|row| kind.width(row)).fold(0.0, f64::max);
    let columns = grids.iter().map(|grid| grid.columns.len()).max().unwrap_or(1) as f64;
    let labels = widest.min(((right - left) * 0.3).min(WIDEST_LABELS)) + 8.0;
    let least = labels + columns * NARROWEST + GAP;
    let across = (((right - left + GAP) / least).floor() as usize).clamp(1, grids.len().max(1));
    let width = (right - left - GAP * (across as f64 - 1.0)) / across as f64;
    let mut top = page.y + 10.0;
    for line in grids.chunks(across) {
        let mut bottom = top;
        for (place, grid) in line.iter().enumerate() {
            let x = left + place as f64 * (width + GAP);
            let area = Area { left: x + labels, right: x + width, top, bottom: top };
            bottom = draw_grid(page, grid, &area, labels).max(bottom);
        }
        top = bottom + GAP / 2.0;
    }
    page.y = top;
}

/// Draws one table under `area.top`; gives where it ends.
fn draw_grid(page: &mut Page<'_>, grid: &Grid, area: &Area, labels: f64) -> f64 {
    let left = area.left - labels;
    let mut y = area.top;
    if let Some((color, heading)) = &grid.heading {
        let mark = Area { left, right: left + 10.0, top: y + 5.0, bottom: y + 15.0 };
        page.canvas.block(mark, *color, 1.0);
        let kind = Type::bold(MEDIUM + 1.0);
        let heading = lettering::shorten(heading, kind.size * 1.13, area.right - left - 16.0);
        page.canvas.label((left + 16.0, y + 10.0), &heading, kind, Align::Start);
        y += 24.0;
    }
    let width = (area.width() / grid.columns.len().max(1) as f64).min(140.0);
    let heads: Vec<Vec<String>> =
        grid.columns.iter().map(|column| two_lines(column, SMALL, width - 6.0)).collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
    for (place, head) in heads.iter().enumerate() {
        let x = area.left + (place as f64 + 0.5) * width;
        let first = y + 9.0 + (lines - head.len() as f64) * 14.0;
        for (line, text) in head.iter().enumerate() {
            page.canvas.label((x, first + line as f64 * 14.0), text, Type::faint(SMALL), Align::Middle);
        }
    }
    y += lines * 14.0 + 6.0;
    for (row, label) in grid.rows.iter().enumerate() {
        let middle = y + CELL / 2.0;
        let lines = two_lines(label, MEDIUM, labels - 7.0);
        let first = middle - 7.5 * (lines.len() - 1) as f64;
        for (line, text) in lines.iter().enumerate() {
            let at = (area.left - 8.0, first + line as f64 * 15.0);
            page.canvas.label(at, text, Type::plain(MEDIUM), Align::End);
        }
        for column in 0..grid.columns.len() {
            let x = area.left + column as f64 * width;
            let cell = Area { left: x, right: x + width - 2.0, top: y, bottom: y + CELL - 2.0 };
            draw_cell(page, &cell, grid.cells[row * grid.columns.len() + column]);
        }
        y += CELL;
    }
    y
}

/// A label in at most two lines.
fn two_lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let lines = lettering::wrap(text, size, false, room);
    let mut shown: Vec<String> =
        lines.iter().take(2).map(|line| lettering::shorten(line, size, room)).collect();
    if let (Some(last), true) = (shown.last_mut(), lines.len() > 2) {
        *last = lettering::shorten(&lines[1..].join(" "), size, room);
    }
    shown
}

/// One cell: the more it is short the more vermilion, the more it has beyond its need the more blue.
fn draw_cell(page: &mut Page<'_>, cell: &Area, value: Option<(Option<f64>, usize)>) {
    let x = f64::midpoint(cell.left, cell.right);
    let Some((adequacy, members)) = value else {
        page.canvas.block(*cell, palette::GRID, 0.4);
        return;
    };
    if let Some(adequacy) = adequacy {
        let color = if adequacy < 1.0 { palette::LOSS } else { palette::GAIN };
        let strength = (adequacy.max(1e-9).ln() / STRONGEST.ln()).abs().min(1.0);
        page.canvas.block(*cell, palette::GRID, 0.3);
        page.canvas.block(*cell, color, (strength * 65.0).round() / 100.0);
    } else {
        page.canvas.block(*cell, palette::GRID, 0.4);
    }
    let told = adequacy.map_or_else(|| "—".to_owned(), |adequacy| percent(adequacy, false));
    page.canvas.label((x, cell.top + 12.0), &told, Type::bold(MEDIUM), Align::Middle);
    let members = format!("({})", number(members as f64, 0));
    page.canvas.label((x, cell.top + 26.0), &members, Type::plain(SMALL - 1.0), Align::Middle);
}

/// The description: the lowest and the highest cell of every table.
fn alt(picture: &Picture<'_>, grids: &[Grid]) -> Text {
    let mut text = Text::new("Adequacy by group as a table of shaded cells.", "分组保障率色块表。");
    for grid in grids {
        let mut known: Vec<(f64, usize)> = Vec::new();
        for (place, cell) in grid.cells.iter().enumerate() {
            known.extend(cell.and_then(|(adequacy, _)| adequacy).map(|adequacy| (adequacy, place)));
        }
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (Some(low), Some(high)) = (known.first(), known.last()) else { continue };
        let name = |place: usize| {
            let across = grid.columns.len();
            format!("{} × {}", grid.rows[place / across], grid.columns[place % across])
        };
        let heading = grid.heading.as_ref().map_or(String::new(), |(_, heading)| heading.clone());
        let separator = picture.say(": ", "：");
        let heading = if heading.is_empty() { heading } else { format!("{heading}{separator}") };
        let (least, most) = (percent(low.0, false), percent(high.0, false));
        text.en.push_str(&format!(" {heading}from {least} ({}) to {most} ({}).", name(low.1), name(high.1)));
        text.zh.push_str(&format!(
            "{heading}最低{least}（{}），最高{most}（{}）。",
            name(low.1),
            name(high.1)
        ));
    }
    text
}
