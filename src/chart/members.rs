//! The award of each member under each policy; of many members, the average award of each group.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::groups;
use super::page::KeyMark;
use super::page::Page;
use super::palette;
use super::picture::Picture;
use super::rows;
use super::rows::Row;
use super::rows::Section;
use super::scale::Measure;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;

/// The most members that have a row each.
pub(super) const MOST_ROWS: usize = 60;

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    if outcome.rows.is_empty() {
        return Some(Text::new("the pool has no members", "该总盘没有参与单位"));
    }
    let can_group = outcome.rows.len() <= MOST_ROWS || groups::are_shown(outcome);
    (!can_group).then(|| {
        Text::new(
            format!("the pool has more than {MOST_ROWS} members and no grouping of at most {}", groups::MOST),
            format!("该总盘超过{MOST_ROWS}个单位，且没有不超过{}组的分组", groups::MOST),
        )
    })
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let by_group = picture.len() > MOST_ROWS;
    let policies = picture.policies();
    let title = sentence::of_awards(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::ByMember), title.clone());
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    let colors: Vec<_> = policies.iter().map(|policy| picture.color(*policy)).collect();
    let mut key: Vec<(KeyMark, String)> = policies
        .iter()
        .zip(&colors)
        .map(|(policy, color)| (KeyMark::Bar(*color), picture.policy(*policy)))
        .collect();
    if picture.outcome.need.is_some() {
        key.push((KeyMark::Tick(palette::INK), groups::need_label(picture, by_group)));
    }
    page.key(&key);
    let axis = match by_group {
        false => picture.say("Award", "分配额"),
        true => picture.say("Average award of a member", "单位平均分配额"),
    };
    let (measure, sections) = sections(picture);
    let axis = measure.axis(axis);
    rows::draw(&mut page, &sections, &colors, &measure, &axis);
    let alt = Text::new(
        format!("Bars of the awards under each policy. {}.", title.en),
        format!("各方案分配额条形图。{}。", title.zh),
    );
    page.close(alt).map(Some)
}

/// A row a member, or of many members a row a group.
pub(super) fn sections(picture: &Picture<'_>) -> (Measure, Vec<Section>) {
    if picture.len() > MOST_ROWS { groups::sections(picture) } else { of_members(picture) }
}

/// A row a member, under its parent where the table has one: in each the largest award of the baseline first.
fn of_members(picture: &Picture<'_>) -> (Measure, Vec<Section>) {
    let policies = picture.policies();
    let amounts =
        policies.iter().flat_map(|policy| (0..picture.len()).map(|member| picture.award(*policy, member)));
    let needs = picture.outcome.need.iter().flat_map(|need| need.iter()).copied();
    let measure = picture.measure(amounts.chain(needs).fold(0.0, f64::max));
    let parents = parents(picture);
    let mut order: Vec<usize> = (0..picture.len()).collect();
    let awards = |member: usize| {
        let others = picture.others().into_iter();
        std::iter::once(picture.outcome.baseline)
            .chain(others)
            .map(move |policy| picture.award(policy, member))
    };
    order.sort_by(|a, b| {
        let parent = parents.as_ref().map(|(_, parents)| parents[*a].cmp(&parents[*b]));
        let award = awards(*b).partial_cmp(awards(*a)).unwrap_or(std::cmp::Ordering::Equal);
        parent.unwrap_or(std::cmp::Ordering::Equal).then(award).then(a.cmp(b))
    });
    let mut sections: Vec<Section> = Vec::new();
    let mut current: Option<u32> = None;
    for member in order {
        let parent = parents.as_ref().map(|(table, parents)| (*table, parents[member]));
        if sections.is_empty() || parent.map(|(_, row)| row) != current {
            current = parent.map(|(_, row)| row);
            let heading = parent.map(|(table, row)| picture.naming.member(table, row as usize));
            sections.push(Section { heading, rows: Vec::new() });
        }
        let need = picture.outcome.need.as_ref().map(|need| measure.measured(need[member]));
        let values = policies.iter().map(|policy| measure.measured(picture.award(*policy, member))).collect();
        if let Some(section) = sections.last_mut() {
            section.rows.push(Row { label: picture.member(member), values, need });
        }
    }
    (measure, sections)
}

/// The parents' table and each member's parent, where members of at least one parent are several.
fn parents(picture: &Picture<'_>) -> Option<(usize, Vec<u32>)> {
    let over = picture.pool().over;
    let (table, _) = picture.scenario.tables[over].parent.as_ref()?;
    let rows = picture.tables.parent_rows[over].as_ref()?;
    let parents: Vec<u32> = picture.outcome.rows.iter().map(|row| rows[*row as usize]).collect();
    let distinct: std::collections::BTreeSet<u32> = parents.iter().copied().collect();
    (distinct.len() < parents.len()).then_some((*table, parents))
}
