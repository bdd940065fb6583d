//! How many members change by how much of their baseline, for pools of more members than bars could show.

use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::page::MEDIUM;
use super::page::Page;
use super::page::SMALL;
use super::page::fitting;
use super::page::foot;
use super::palette;
use super::picture::Picture;
use super::scale::Scale;
use super::scale::Ticks;
use super::scale::number;
use super::scale::percent;
use crate::language::Language;

/// About so many bins.
const BINS: usize = 40;
/// The room above the bars of a panel.
const HEAD: f64 = 56.0;
/// The room under them.
const FOOT: f64 = 50.0;

/// Changes by bin, of the members that change and have a baseline.
struct Bins {
    counts: Vec<usize>,
    /// Members below the first bin and above the last, which are counted in those.
    beyond: usize,
    /// Members whose award stays.
    same: usize,
    /// Members whose baseline is nothing.
    without: usize,
}

/// A panel for each policy, one under the other, on one axis.
pub(super) fn draw(picture: &Picture<'_>, page: &mut Page<'_>) {
    let others = picture.others();
    page.y += 6.0;
    let shares: Vec<Vec<Option<f64>>> = others
        .iter()
        .map(|policy| (0..picture.len()).map(|member| picture.relative_change(*policy, member)).collect())
        .collect();
    let edges = edges(&shares);
    let bins: Vec<Bins> = shares.iter().map(|shares| count(shares, &edges)).collect();
    let most = bins.iter().flat_map(|bins| bins.counts.iter().copied()).max().unwrap_or(0);
    let levels = Ticks::over(0.0, most as f64, 4, true);
    let widest = levels.values().map(|tick| Type::plain(SMALL).width(&levels.text(tick))).fold(0.0, f64::max);
    let (left, right) = page.sides();
    let free = f64::from(picture.style.height) - page.y - foot(picture.naming, picture.style);
    let height = (free / others.len() as f64 - HEAD - FOOT).clamp(140.0, 460.0);
    for (policy, bins) in others.iter().zip(&bins) {
        let top = page.y + HEAD;
        let area = Area { left: left + widest + 28.0, right: right - 12.0, top, bottom: top + height };
        panel(picture, page, *policy, bins, (&edges, &levels), &area);
        page.y = area.bottom + FOOT;
    }
}

/// The bins' edges: round percentages that take in all but the outermost half of a percent at each end; zero
/// is one of them.
fn edges(shares: &[Vec<Option<f64>>]) -> Ticks {
    let mut all: Vec<f64> =
        shares.iter().flatten().flatten().copied().filter(|share| *share != 0.0).collect();
    all.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        all.get(((all.len().max(1) - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0)
    };
    Ticks::over((at(0.005) * 100.0).min(0.0), (at(0.995) * 100.0).max(0.0), BINS, false)
}

fn count(shares: &[Option<f64>], edges: &Ticks) -> Bins {
    let bins = ((edges.high() - edges.low()) / edges.step()).round().max(1.0) as usize;
    let mut found = Bins { counts: vec![0; bins], beyond: 0, same: 0, without: 0 };
    for share in shares {
        let Some(share) = share.map(|share| share * 100.0) else {
            found.without += 1;
            continue;
        };
        if share == 0.0 {
            found.same += 1;
            continue;
        }
        found.beyond += usize::from(share < edges.low() || share > edges.high());
        // A change on an edge belongs to the bin nearer to zero.
        let place = (share - edges.low()) / edges.step();
        let bin = if share > 0.0 { (place - 1e-9).ceil() - 1.0 } else { (place + 1e-9).floor() };
        found.counts[(bin.max(0.0) as usize).min(bins - 1)] += 1;
    }
    found
}

fn panel(
    picture: &Picture<'_>,
    page: &mut Page<'_>,
    policy: usize,
    bins: &Bins,
    (edges, levels): (&Ticks, &Ticks),
    area: &Area,
) {
    let kind = Type::bold(MEDIUM + 1.0);
    let heading = lettering::shorten(&picture.policy(policy), kind.size * 1.13, area.width());
    page.canvas.label((page.sides().0, area.top - 42.0), &heading, kind, Align::Start);
    let remark = remark(picture, policy, bins);
    let remark = lettering::shorten(&remark, SMALL, page.sides().1 - page.sides().0);
    page.canvas.label((page.sides().0, area.top - 24.0), &remark, Type::faint(SMALL), Align::Start);
    let across = Scale::new(edges.low(), edges.high(), area.left, area.right);
    let up = Scale::new(0.0, levels.high(), area.bottom, area.top);
    page.levels(area, levels, up, true);
    let fullest = (0..bins.counts.len()).rev().max_by_key(|bin| bins.counts[*bin]);
    for (bin, members) in bins.counts.iter().enumerate().filter(|(_, members)| **members > 0) {
        let from = edges.low() + bin as f64 * edges.step();
        let color = if from > -edges.step() / 2.0 { palette::GAIN } else { palette::LOSS };
        let (left, right) = (across.at(from).round(), across.at(from + edges.step()).round());
        let top = up.at(*members as f64).min(area.bottom - 1.0);
        page.canvas.block(Area { left, right: right - 1.0, top, bottom: area.bottom }, color, 1.0);
        if Some(bin) == fullest {
            let at = (f64::midpoint(left, right), top - 8.0);
            page.canvas.label(at, &number(*members as f64, 0), Type::plain(SMALL), Align::Middle);
        }
    }
    let zero = across.at(0.0);
    page.canvas.line(&[(zero, area.top), (zero, area.bottom)], palette::INK, 1.0);
    page.canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], palette::REFERENCE, 1.0);
    let ticks = fitting(
        area.width(),
        |count| Ticks::over(edges.low(), edges.high(), count, false),
        |ticks| across.at(ticks.step()) - across.at(0.0) - 16.0,
    );
    for tick in ticks.values().filter(|tick| (edges.low()..=edges.high()).contains(tick)) {
        let text = percent(tick / 100.0, true);
        page.canvas.line(
            &[(across.at(tick), area.bottom), (across.at(tick), area.bottom + 4.0)],
            palette::REFERENCE,
            1.0,
        );
        page.canvas.label((across.at(tick), area.bottom + 12.0), &text, Type::faint(SMALL), Align::Middle);
    }
    let title = picture.say("Change of the award against the baseline", "分配额较基准方案增减幅度");
    page.axis_title(area, title);
    let members = picture.naming.members(picture.pool().over);
    let members = lettering::capitalised(picture.say(&members.en, "单位数"));
    page.canvas.turned_label(
        (page.sides().0, f64::midpoint(area.top, area.bottom)),
        &members,
        Type::plain(MEDIUM),
    );
}

/// How many gain, lose and stay, and who is not in the bars where they stand.
fn remark(picture: &Picture<'_>, policy: usize, bins: &Bins) -> String {
    let changes = (0..picture.len()).map(|member| picture.change(policy, member));
    let (mut gain, mut lose) = (0_usize, 0_usize);
    for change in changes {
        gain += usize::from(change > 0.0);
        lose += usize::from(change < 0.0);
    }
    let told = |count: usize| number(count as f64, 0);
    let (gain, lose, same) = (told(gain), told(lose), told(bins.same));
    let english = picture.naming.language() == Language::English;
    let mut text = match english {
        true => format!("{gain} gain, {lose} lose"),
        false => format!("{gain}个增加，{lose}个减少"),
    };
    if bins.same > 0 {
        text.push_str(&match english {
            true => format!(", {same} stay as they are and have no bar"),
            false => format!("，{same}个不变（不计入柱形）"),
        });
    }
    if bins.beyond > 0 {
        let beyond = told(bins.beyond);
        text.push_str(&match english {
            true => format!("; the outermost bars take in {beyond} members beyond the axis"),
            false => format!("；两端柱形含坐标范围外的{beyond}个单位"),
        });
    }
    if bins.without > 0 {
        let without = told(bins.without);
        text.push_str(&match english {
            true => format!("; {without} get nothing under the baseline and have no bar"),
            false => format!("；{without}个基准方案分配额为零，不计入柱形"),
        });
    }
    text
}
