//! Awards by the unit that members belong to; posts by the unit that has them.

use std::sync::Arc;

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::GroupResult;
use crate::measure::Membership;
use crate::measure::groups::by_group;
use crate::quantity::Unit;
use crate::report::Subject;

use super::groups::Summed;
use super::page::Page;

/// The most units that are listed.
const MOST_UNITS: usize = 200;

/// Whether a pool's awards can be told by unit.
fn has_units(subject: &Subject<'_>, result: &PoolOutcome) -> bool {
    let pool = &subject.scenario.pools[result.pool];
    subject.tables.parent_rows[pool.over].is_some()
        || (pool.unit == Unit::Posts && result.rows.len() <= MOST_UNITS)
}

/// Whether any pool can.
pub(super) fn any(subject: &Subject<'_>) -> bool {
    subject.outcome.pools.iter().any(|result| has_units(subject, result))
}

/// Writes the awards of every pool by unit; nothing where no table has a parent and no posts are shared.
pub(super) fn write(page: &mut Page, subject: &Subject<'_>) {
    if !any(subject) {
        return;
    }
    page.raw(if subject.scenario.policies.len() > 2 {
        "<section id=\"units\" class=\"broad\">\n"
    } else {
        "<section id=\"units\">\n"
    });
    page.words("h2", "By unit", "按上级单位汇总");
    for result in subject.outcome.pools.iter().filter(|result| has_units(subject, result)) {
        write_pool(page, subject, result);
    }
    page.raw("</section>\n");
}

fn write_pool(page: &mut Page, subject: &Subject<'_>, result: &Arc<PoolOutcome>) {
    let pool = &subject.scenario.pools[result.pool];
    let (table, rows): (usize, Vec<u32>) =
        match (&subject.tables.parent_rows[pool.over], &subject.scenario.tables[pool.over].parent) {
            (Some(parents), Some((table, _))) => {
                (*table, result.rows.iter().map(|row| parents[*row as usize]).collect())
            }
            _ => (pool.over, result.rows.to_vec()),
        };
    let ids: Vec<String> = (0..subject.tables.tables[table].rows())
        .map(|row| subject.tables.tables[table].id(row).to_owned())
        .collect();
    let membership = Membership::coded(rows, &ids, &ids);
    let places: std::collections::HashMap<&str, usize> =
        ids.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
    let labels = membership.groups.iter().map(|id| subject.name(table, places[id.as_str()]).into_owned());
    let summed = Summed {
        title: match subject.language {
            Language::English => subject.scenario.tables[table].name.clone(),
            Language::Chinese => "上级单位".to_owned(),
        },
        heading: super::page::pick(subject.language, "Unit", "单位").to_owned(),
        labels: labels.collect(),
        results: sums(result, &membership, &pool.unit),
    };
    summed.write(page, subject, result, MOST_UNITS);
}

/// The sums by group of every policy.
pub(super) fn sums(result: &PoolOutcome, membership: &Membership, unit: &Unit) -> Vec<Vec<GroupResult>> {
    let policies = result.policies.iter();
    policies
        .map(|outcome| {
            let awards = &outcome.shared.awards;
            by_group(membership, awards, result.baseline_awards(), outcome.need.as_deref(), unit.parts())
        })
        .collect()
}
