//! Adequacy by two groupings at once, such as size and age.

use serde::Serialize;

use crate::measure::GroupResult;
use crate::measure::Membership;
use crate::measure::groups::by_group;
use crate::report::json::Both;
use crate::report::tables::Case;
use crate::scenario::Grouping;
use crate::scenario::Scenario;

/// A cell for every pair of groups.
#[derive(Serialize)]
pub struct Matrix {
    rows: Axis,
    columns: Axis,
    cells: Vec<Vec<Cell>>,
}

#[derive(Serialize)]
struct Axis {
    en: String,
    zh: String,
    groups: Vec<AxisGroup>,
}

#[derive(Serialize)]
struct AxisGroup {
    id: String,
    en: String,
    zh: String,
}

/// The members of both groups: how many, and their awards ÷ their need.
#[derive(Serialize)]
struct Cell {
    members: usize,
    adequacy: Option<f64>,
    award: f64,
}

/// The results by the first two groupings of the pool's table; nothing where it has fewer.
pub fn matrix(scenario: &Scenario, case: &Case<'_>) -> Option<Matrix> {
    let [(first, by_first), (second, by_second), ..] = case.result.groupings.as_slice() else { return None };
    let width = by_second.groups.len();
    let both = Membership {
        groups: vec![String::new(); by_first.groups.len() * width],
        of: by_first.of.iter().zip(&by_second.of).map(|(a, b)| a * width as u32 + b).collect(),
    };
    let results = by_group(
        &both,
        &case.outcome.shared.awards,
        case.result.baseline_awards(),
        case.outcome.need.as_deref(),
        case.pool.unit.parts(),
    );
    let cell = |result: &GroupResult| Cell {
        members: result.members,
        adequacy: result.adequacy,
        award: case.pool.unit.whole(result.award),
    };
    Some(Matrix {
        rows: axis(&scenario.groupings[*first], by_first),
        columns: axis(&scenario.groupings[*second], by_second),
        cells: results.chunks(width.max(1)).map(|row| row.iter().map(cell).collect()).collect(),
    })
}

fn axis(grouping: &Grouping, membership: &Membership) -> Axis {
    let groups = membership.groups.iter().map(|id| {
        let label = grouping.group_label(id);
        AxisGroup { id: id.clone(), en: label.en, zh: label.zh }
    });
    Axis { en: grouping.label.en.clone(), zh: grouping.label.zh.clone(), groups: groups.collect() }
}

/// The results of each grouping of the pool's table on one side.
#[derive(Serialize)]
pub struct GroupingJson<'a> {
    id: &'a str,
    label: Both<'a>,
    groups: Vec<GroupJson>,
}

#[derive(Serialize)]
struct GroupJson {
    id: String,
    en: String,
    zh: String,
    members: usize,
    award: f64,
    need: Option<f64>,
    adequacy: Option<f64>,
    change: f64,
}

/// The results by group.
pub fn groups<'a>(scenario: &'a Scenario, case: &Case<'_>) -> Vec<GroupingJson<'a>> {
    let unit = &case.pool.unit;
    let groupings = case.result.groupings.iter().zip(&case.outcome.groups);
    groupings
        .map(|((index, membership), results)| {
            let grouping = &scenario.groupings[*index];
            let groups = membership.groups.iter().zip(results).map(|(id, result)| {
                let label = grouping.group_label(id);
                GroupJson {
                    id: id.clone(),
                    en: label.en,
                    zh: label.zh,
                    members: result.members,
                    award: unit.whole(result.award),
                    need: result.need,
                    adequacy: result.adequacy,
                    change: unit.whole(result.change),
                }
            });
            GroupingJson { id: &grouping.id, label: Both::from(&grouping.label), groups: groups.collect() }
        })
        .collect()
}
