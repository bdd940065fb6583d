//! The parts of each member's claim, stacked by factor, a panel for each policy that has factors; of many
//! members, the average parts of each group.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::groups;
use super::members;
use super::page::Page;
use super::palette;
use super::picture::Picture;
use super::scale::Measure;
use super::sentence;
use super::stack;
use super::stack::Bar;
use super::stack::Panel;
use crate::claim::Claims;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::summation::Sum;

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    let has_claims = outcome.policies.iter().any(|policy| policy.shared.claims.is_some());
    match has_claims {
        false => Some(Text::new("no policy of the pool has factors", "该总盘各方案均未设因素")),
        true => members::obstacle(outcome),
    }
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    let shown: Vec<(usize, &Claims)> = picture
        .policies()
        .into_iter()
        .filter_map(|policy| Some((policy, picture.outcome.policies[policy].shared.claims.as_ref()?)))
        .collect();
    if obstacle(picture.outcome).is_some() || shown.is_empty() {
        return Ok(None);
    }
    let by_group = picture.len() > members::MOST_ROWS;
    let averages: Vec<_> = shown
        .iter()
        .map(|(_, claims)| if by_group { of_groups(picture, claims) } else { of_members(picture, claims) })
        .collect();
    let largest = averages.iter().flatten().map(|(_, parts)| parts.iter().sum::<f64>().abs());
    let measure = picture.measure(largest.fold(0.0, f64::max));
    let measure = if by_group { measure.of_averages() } else { measure };
    let panels: Vec<Panel> = shown
        .iter()
        .zip(averages)
        .map(|((policy, _), rows)| panel(picture, *policy, rows, &measure))
        .collect();
    let title = sentence::of_parts(picture, &shown);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::Parts), title.clone());
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    let axis = match by_group {
        false => picture.say("Claim", "测算额"),
        true => picture.say("Average claim of a member", "单位平均测算额"),
    };
    stack::draw(&mut page, &panels, &measure, &measure.axis(axis));
    let alt = Text::new(
        format!("Bars of the claims, stacked by factor. {}.", title.en),
        format!("测算额因素构成堆积条形图。{}。", title.zh),
    );
    page.close(alt).map(Some)
}

fn panel(picture: &Picture<'_>, policy: usize, rows: Vec<(String, Vec<f64>)>, measure: &Measure) -> Panel {
    let factors = picture.scenario.claim_parts(policy, picture.outcome.pool);
    let parts = factors.into_iter().enumerate().map(|(place, (id, label))| {
        let label = picture.naming.labelled(label, id, place);
        (palette::part(place), picture.naming.shown(&label).to_owned())
    });
    let bars = rows.into_iter().map(|(label, parts)| Bar {
        label,
        told: measure.number(measure.measured(Sum::of(parts.iter().copied()))),
        values: parts.into_iter().map(|part| measure.measured(part)).collect(),
    });
    Panel {
        heading: Some((picture.color(policy), picture.policy(policy))),
        parts: parts.collect(),
        bars: bars.collect(),
    }
}

/// The parts of each member, the largest claim first.
fn of_members(picture: &Picture<'_>, claims: &Claims) -> Vec<(String, Vec<f64>)> {
    let mut order: Vec<usize> = (0..picture.len()).collect();
    order.sort_by(|a, b| claims.totals[*b].total_cmp(&claims.totals[*a]).then(a.cmp(b)));
    let parts = |member: usize| claims.parts.iter().map(|amounts| amounts[member]).collect();
    order.into_iter().map(|member| (picture.member(member), parts(member))).collect()
}

/// The average parts of each group of the first grouping that can be shown.
fn of_groups(picture: &Picture<'_>, claims: &Claims) -> Vec<(String, Vec<f64>)> {
    let Some((grouping, membership)) = groups::first(picture.outcome) else { return Vec::new() };
    let mut members = vec![0_usize; membership.groups.len()];
    membership.of.iter().for_each(|group| members[*group as usize] += 1);
    let sums: Vec<Vec<Sum>> = claims
        .parts
        .iter()
        .map(|amounts| {
            let mut sums = vec![Sum::default(); members.len()];
            for (group, amount) in membership.of.iter().zip(amounts.iter()) {
                sums[*group as usize].add(*amount);
            }
            sums
        })
        .collect();
    let row = |(group, id): (usize, &String)| {
        let label = groups::label(picture, *grouping, (group, id), members[group]);
        let count = members[group].max(1) as f64;
        (label, sums.iter().map(|sums| sums[group].value() / count).collect())
    };
    membership.groups.iter().enumerate().map(row).collect()
}
