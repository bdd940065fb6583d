//! The pure core: a checked scenario and its tables to an [`Outcome`]. No files, clock, chance or globals.

mod combined;
mod members;
pub mod outcome;
mod provenance;
mod share;
mod work;

use rayon::prelude::*;

use crate::claim::Facts;
use crate::formula::Column;
use crate::formula::Type;
use crate::formula::Values;
use crate::measure::Membership;
use crate::measure::groups::by_group;
use crate::measure::metrics::Judged;
use crate::measure::metrics::judge;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::scenario::Grouping;
use crate::scenario::Pool;
use crate::scenario::Scenario;
use crate::scenario::Tables;

use members::Members;

pub use outcome::Outcome;
pub use outcome::PolicyOutcome;
pub use outcome::PoolOutcome;
pub use outcome::ServiceTotal;
pub use outcome::SharePart;
pub use outcome::Work;
pub use provenance::Provenance;
pub use provenance::provenance;
pub use share::steps_text;

/// Shares out every pool under every policy and judges the result.
///
/// # Errors
/// Every formula that cannot be evaluated, every negative claim or need, and every pool that cannot be shared
/// out within its bounds, each with its place.
pub fn evaluate(scenario: &Scenario, tables: &Tables) -> Result<Outcome, Problems> {
    let facts = Facts::derive(scenario, tables, scenario.parameter_values())?;
    evaluate_facts(&facts)
}

/// As [`evaluate`], over facts whose derived columns are computed already.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_facts(facts: &Facts<'_>) -> Result<Outcome, Problems> {
    let mut problems = Problems::default();
    let mut pools: Vec<PoolOutcome> = Vec::with_capacity(facts.scenario.pools.len());
    for (index, pool) in facts.scenario.pools.iter().enumerate() {
        // What a combined pool adds up stands above it; where that failed there is nothing to add up.
        let result = |part: &usize| pools.iter().find(|result| result.pool == *part);
        let parts: Vec<&PoolOutcome> = pool.combines.iter().filter_map(result).collect();
        if parts.len() < pool.combines.len() {
            continue;
        }
        match evaluate_pool(facts, index, &parts) {
            Ok(pool) => pools.push(pool),
            Err(found) => problems.0.extend(found.0),
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let work = work::work(facts, &pools)?;
    Ok(Outcome { pools, services: work::totals(facts), work })
}

/// `parts`: the results of the pools that this one adds up, if it does, in its order.
fn evaluate_pool(facts: &Facts<'_>, index: usize, parts: &[&PoolOutcome]) -> Result<PoolOutcome, Problems> {
    let pool = &facts.scenario.pools[index];
    let members = match parts {
        [] => Members::of(facts, pool)?,
        parts => Members::among(facts, pool, combined::rows(parts))?,
    };
    let mut problems = Problems::default();
    let groupings = groupings(facts, pool, &members.rows, &mut problems);
    let policies = match parts {
        [] => policies(facts, index, &members, &mut problems),
        parts => {
            let policies = 0..facts.scenario.policies.len();
            policies.map(|policy| combined::shared(facts.scenario, index, policy, &members, parts)).collect()
        }
    };
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let baseline = policies[facts.scenario.baseline].awards.clone();
    let policies = policies
        .into_par_iter()
        .zip(&members.need)
        .map(|(shared, need)| {
            let judged = Judged {
                unit: &pool.unit,
                awards: &shared.awards,
                baseline: &baseline,
                reserve: shared.reserve,
                need: need.as_deref(),
                population: members.population.as_deref(),
            };
            let metrics = judge(&judged);
            let groups = groupings.iter().map(|(_, membership)| {
                by_group(membership, &shared.awards, &baseline, need.as_deref(), pool.unit.parts())
            });
            let groups = groups.collect();
            PolicyOutcome { shared, need: need.clone(), metrics, groups }
        })
        .collect();
    Ok(PoolOutcome {
        pool: index,
        rows: members.rows,
        strata: members.strata,
        population: members.population,
        need: members.need[facts.scenario.baseline].clone(),
        policies,
        groupings,
        baseline: facts.scenario.baseline,
    })
}

/// The awards of every policy, in the policies' order; the baseline's are needed by the others' bounds.
fn policies(
    facts: &Facts<'_>,
    pool: usize,
    members: &Members,
    problems: &mut Problems,
) -> Vec<outcome::Shared> {
    let scenario = facts.scenario;
    let baseline = match share::share_out(facts, pool, scenario.baseline, members, None) {
        Ok(shared) => shared,
        Err(found) => {
            problems.0.extend(found.0);
            return Vec::new();
        }
    };
    let spec = &scenario.pools[pool];
    let mut known = vec![f64::NAN; facts.tables.tables[spec.over].rows()];
    for (row, award) in members.rows.iter().zip(&baseline.awards) {
        known[*row as usize] = spec.unit.whole(*award);
    }
    let mut all = Vec::with_capacity(scenario.policies.len());
    for policy in 0..scenario.policies.len() {
        if policy == scenario.baseline {
            continue;
        }
        match share::share_out(facts, pool, policy, members, Some(&known)) {
            Ok(shared) => all.push(shared),
            Err(found) => problems.0.extend(found.0),
        }
    }
    if problems.0.is_empty() {
        all.insert(scenario.baseline, baseline);
    }
    all
}

/// The groupings over the pool's table, with each member's group.
fn groupings(
    facts: &Facts<'_>,
    pool: &Pool,
    rows: &[u32],
    problems: &mut Problems,
) -> Vec<(usize, Membership)> {
    let mut found = Vec::new();
    for (index, grouping) in facts.scenario.groupings.iter().enumerate() {
        if grouping.over != pool.over {
            continue;
        }
        match membership(facts, grouping, rows) {
            Ok(membership) => found.push((index, membership)),
            Err(problem) => problems.push(problem),
        }
    }
    found
}

fn membership(facts: &Facts<'_>, grouping: &Grouping, rows: &[u32]) -> Result<Membership, Problem> {
    let column = facts.evaluate(&grouping.by, rows, None)?;
    let table = &facts.tables.tables[grouping.over];
    if let Some(member) = (0..column.len()).find(|member| column.is_blank(*member)) {
        let id = table.id(rows[member] as usize);
        return Err(Problem::new(
            grouping.by.whole_place(),
            format!("grouping {}: `{id}` is in no group, its cell is blank", grouping.id),
            format!("分组 {}：`{id}` 的单元格为空，不属于任何组", grouping.id),
        )
        .remedy("fill the cell, or use IFBLANK", "请填写该单元格，或使用 IFBLANK"));
    }
    let kind = column.kind();
    let membership = by_value(column, &grouping.order);
    let runs = |group: &&String| group.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match membership.groups.iter().find(runs).filter(|_| kind == Type::Text) {
        None => Ok(membership),
        Some(group) => Err(Problem::new(
            grouping.by.whole_place(),
            format!("the group `{group}` would be run by a spreadsheet"),
            format!("组名 `{group}` 会被电子表格当作公式"),
        )
        .remedy("let it begin with a letter or a digit", "组名请以文字、字母或数字开头")),
    }
}

/// Members by the value of a column.
fn by_value(column: Column, order: &[String]) -> Membership {
    match column.values {
        Values::Text(texts) => Membership::coded(texts.codes, &texts.words, order),
        Values::Number(_) | Values::Truth(_) => {
            Membership::new((0..column.len()).map(|row| column.display(row)), order)
        }
    }
}
