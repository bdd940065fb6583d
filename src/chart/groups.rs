//! The average award of each group, for pools of more members than rows could show.

use super::picture::Picture;
use super::rows::Row;
use super::rows::Section;
use super::scale::Measure;
use super::scale::number;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::Membership;

/// The most groups of a grouping that is shown.
pub(super) const MOST: usize = 30;
/// The most groupings in one chart.
const MOST_GROUPINGS: usize = 4;

/// Whether any grouping can be shown.
pub(super) fn are_shown(outcome: &PoolOutcome) -> bool {
    shown(outcome).next().is_some()
}

fn shown(outcome: &PoolOutcome) -> impl Iterator<Item = (usize, &(usize, Membership))> {
    outcome
        .groupings
        .iter()
        .enumerate()
        .filter(|(_, (_, groups))| groups.groups.len() <= MOST)
        .take(MOST_GROUPINGS)
}

/// The first grouping that can be shown.
pub(super) fn first(outcome: &PoolOutcome) -> Option<&(usize, Membership)> {
    shown(outcome).next().map(|(_, found)| found)
}

/// A group's label with its number of members: `Large (12)`.
pub(super) fn label(
    picture: &Picture<'_>,
    grouping: usize,
    (place, id): (usize, &str),
    members: usize,
) -> String {
    let label = picture.naming.group(grouping, id, place);
    let members = number(members as f64, 0);
    match picture.naming.language() {
        Language::English => format!("{} ({members})", label.en),
        Language::Chinese => format!("{}（{members}个）", label.zh),
    }
}

/// What need is called in the key.
pub(super) fn need_label(picture: &Picture<'_>, by_group: bool) -> String {
    let average = format!("组内平均{}", picture.need_in_chinese());
    let need = match by_group {
        false => picture.say("Need", picture.need_in_chinese()),
        true => picture.say("Need, average of the group", &average),
    };
    need.to_owned()
}

/// A row a group, under its grouping.
pub(super) fn sections(picture: &Picture<'_>) -> (Measure, Vec<Section>) {
    let policies = picture.policies();
    let unit = &picture.pool().unit;
    let average = |policy: usize, place: usize, group: usize| {
        let result = &picture.outcome.policies[policy].groups[place][group];
        unit.whole(result.award) / result.members.max(1) as f64
    };
    let need = |place: usize, group: usize| {
        let result = &picture.outcome.policies[picture.outcome.baseline].groups[place][group];
        result.need.map(|need| need / result.members.max(1) as f64)
    };
    let mut largest: f64 = 0.0;
    for (place, (_, membership)) in shown(picture.outcome) {
        for group in 0..membership.groups.len() {
            largest = policies.iter().map(|policy| average(*policy, place, group)).fold(largest, f64::max);
            largest = largest.max(need(place, group).unwrap_or(0.0));
        }
    }
    let measure = picture.measure(largest).of_averages();
    let mut sections = Vec::new();
    for (place, (grouping, membership)) in shown(picture.outcome) {
        let heading = picture.naming.grouping(*grouping);
        let rows = membership.groups.iter().enumerate().map(|(group, id)| {
            let members = picture.outcome.policies[picture.outcome.baseline].groups[place][group].members;
            let label = label(picture, *grouping, (group, id), members);
            let values =
                policies.iter().map(|policy| measure.measured(average(*policy, place, group))).collect();
            Row { label, values, need: need(place, group).map(|need| measure.measured(need)) }
        });
        sections
            .push(Section { heading: Some(picture.naming.shown(&heading).to_owned()), rows: rows.collect() });
    }
    (measure, sections)
}
