//! The pure core: a checked scenario and its tables to an [`Outcome`]. No files, clock, chance or globals.

mod again;
mod answers;
mod asked;
mod combined;
mod members;
pub mod outcome;
mod provenance;
mod run;
mod share;
mod staffing;
mod work;

use std::sync::Arc;

use rayon::prelude::*;

use crate::claim::Facts;
use crate::claim::Input;
use crate::claim::Reach;
use crate::formula::Column;
use crate::formula::Type;
use crate::formula::Values;
use crate::measure::Membership;
use crate::measure::Metrics;
use crate::measure::groups::by_group;
use crate::measure::judgement::Judged;
use crate::measure::judgement::judge;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Stop;
use crate::scenario::Grouping;
use crate::scenario::Scenario;
use crate::scenario::Tables;

use members::Members;
use run::Before;
use run::PoolRun;

pub use again::Recall;
pub use again::Recalled;
pub use again::again;
pub use outcome::Answer;
pub use outcome::AnswersOutcome;
pub use outcome::AnswersTotal;
pub use outcome::Outcome;
pub use outcome::PolicyAnswers;
pub use outcome::PolicyOutcome;
pub use outcome::PoolOutcome;
pub use outcome::ServiceTotal;
pub use outcome::SharePart;
pub use outcome::Shared;
pub use outcome::Work;
pub use provenance::Provenance;
pub use provenance::provenance;
pub use run::Detail;
pub use share::steps_text;
pub use staffing::Staffing;
pub use staffing::staffing;

/// Shares out every pool under every policy and judges the result.
///
/// # Errors
/// Every formula that cannot be evaluated, every negative claim or need, and every pool that cannot be shared
/// out within its bounds, each with its place.
pub fn evaluate(scenario: &Scenario, tables: &Tables) -> Result<Outcome, Problems> {
    evaluate_until(scenario, tables, &Stop::never())
}

/// As [`evaluate`], for work that may be given up.
///
/// # Errors
/// As [`evaluate`]; that the work was given up.
pub fn evaluate_until(scenario: &Scenario, tables: &Tables, stop: &Stop) -> Result<Outcome, Problems> {
    let facts = Facts::derive_until(scenario, tables, scenario.parameter_values(), stop)?;
    evaluate_facts(&facts)
}

/// As [`evaluate`], over facts whose derived columns are computed already.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_facts(facts: &Facts<'_>) -> Result<Outcome, Problems> {
    evaluate_pools(facts, Detail::Whole, |_| None)
}

/// As [`evaluate_facts`], where an outcome is known of facts that differ in `inputs` alone: what rests on none
/// of those is taken from it. The result is the same to the last bit.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_changed(
    facts: &Facts<'_>,
    known: &Outcome,
    reach: &Reach,
    inputs: &[Input],
    detail: Detail,
) -> Result<Outcome, Problems> {
    evaluate_pools(facts, detail, |index| {
        Some(Before { outcome: &known.pools[index], reach: &reach.pools[index], inputs })
    })
}

fn evaluate_pools<'r>(
    facts: &'r Facts<'r>,
    detail: Detail,
    before: impl Fn(usize) -> Option<Before<'r>>,
) -> Result<Outcome, Problems> {
    let mut problems = Problems::default();
    let mut pools: Vec<Arc<PoolOutcome>> = Vec::with_capacity(facts.scenario.pools.len());
    for (index, pool) in facts.scenario.pools.iter().enumerate() {
        // What a combined pool adds up stands above it; where that failed there is nothing to add up.
        let result = |part: &usize| pools.iter().find(|result| result.pool == *part).cloned();
        let parts: Vec<Arc<PoolOutcome>> = pool.combines.iter().filter_map(result).collect();
        if parts.len() < pool.combines.len() {
            continue;
        }
        match evaluate_pool(&PoolRun { facts, pool, index, detail, before: before(index) }, &parts) {
            Ok(pool) => pools.push(pool),
            Err(found) => problems.0.extend(found.0),
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let (services, work, answers) = match detail {
        Detail::Whole => (work::totals(facts), work::work(facts, &pools)?, answers::answers(facts, &pools)?),
        Detail::Metrics | Detail::Exact | Detail::Awards => (Vec::new(), Vec::new(), None),
    };
    Ok(Outcome { pools, services, work, answers })
}

/// `parts`: the results of the pools that this one adds up, if it does, in its order.
fn evaluate_pool(run: &PoolRun<'_>, parts: &[Arc<PoolOutcome>]) -> Result<Arc<PoolOutcome>, Problems> {
    if parts.is_empty()
        && let Some(before) = run.before.as_ref().filter(|before| before.holds())
    {
        return Ok(Arc::clone(before.outcome));
    }
    let members = match parts {
        [] => Members::of(run)?,
        parts => Members::among(run, combined::rows(parts).into())?,
    };
    let mut problems = Problems::default();
    let groupings = groupings(run, &members, &mut problems);
    let baseline = run.facts.scenario.baseline;
    let (shared, baseline_by_row) = match parts {
        [] => policies(run, &members, &mut problems),
        parts => {
            let pool = (run.pool, run.facts.totals[run.index]);
            let all = 0..run.facts.scenario.policies.len();
            let all = all.map(|policy| combined::shared(pool, policy, &members, parts));
            let all: Vec<Arc<Shared>> = all.collect();
            let by_row = by_row(run, &members, &all[baseline].awards);
            (all, by_row)
        }
    };
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let judging = Judging { run, members: &members, groupings: &groupings, shared: &shared };
    let all = 0..shared.len();
    let policies = match members.rows.len() {
        0..MANY => all.map(|policy| judging.policy(policy)).collect(),
        _ => all.into_par_iter().map(|policy| judging.policy(policy)).collect(),
    };
    Ok(Arc::new(PoolOutcome {
        pool: run.index,
        rows: members.rows,
        strata: members.strata,
        population: members.population,
        need: members.need[baseline].clone(),
        policies,
        groupings,
        baseline,
        baseline_by_row,
    }))
}

/// Under this many members a second thread costs more than it brings.
const MANY: usize = 1 << 12;

/// What policies are judged by.
struct Judging<'j> {
    run: &'j PoolRun<'j>,
    members: &'j Members,
    groupings: &'j Arc<Vec<(usize, Membership)>>,
    shared: &'j [Arc<Shared>],
}

impl Judging<'_> {
    fn policy(&self, policy: usize) -> Arc<PolicyOutcome> {
        let (members, pool) = (self.members, self.run.pool);
        let baseline = self.run.facts.scenario.baseline;
        let mut metrics = None;
        if let Some(before) = self.run.before.as_ref().filter(|_| members.same) {
            let known = &before.outcome.policies;
            let same = |policy: usize| Arc::ptr_eq(&known[policy].shared, &self.shared[policy]);
            if same(policy) && same(baseline) && same_numbers(&members.need[policy], &known[policy].need) {
                let in_groups = Arc::ptr_eq(&before.outcome.groupings, self.groupings);
                if in_groups && same_numbers(&members.population, &before.outcome.population) {
                    return Arc::clone(&known[policy]);
                }
                metrics = Some(&known[policy].metrics);
            }
        }
        let shared = &self.shared[policy];
        let baseline = &self.shared[baseline].awards;
        let need = members.need[policy].as_deref();
        let judged = Judged {
            unit: &pool.unit,
            awards: &shared.awards,
            baseline,
            reserve: shared.reserve,
            need,
            population: members.population.as_deref(),
            known: metrics,
        };
        let metrics = match self.run.detail {
            Detail::Exact | Detail::Awards => Metrics::undefined(),
            Detail::Whole | Detail::Metrics => judge(&judged),
        };
        let groups = self
            .groupings
            .iter()
            .map(|(_, membership)| by_group(membership, &shared.awards, baseline, need, pool.unit.parts()));
        let groups = if self.run.detail == Detail::Whole { groups.collect() } else { Vec::new() };
        Arc::new(PolicyOutcome {
            shared: Arc::clone(shared),
            need: members.need[policy].clone(),
            metrics,
            groups,
        })
    }
}

/// Whether two lists hold the same numbers.
fn same_numbers(one: &Option<Arc<[f64]>>, other: &Option<Arc<[f64]>>) -> bool {
    let same = |one: &Arc<[f64]>, other: &Arc<[f64]>| Arc::ptr_eq(one, other) || one == other;
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        _ => one.is_none() && other.is_none(),
    }
}

/// The awards of every policy, in the policies' order, and the baseline's by row of the table, which the others'
/// bounds need.
fn policies(run: &PoolRun<'_>, members: &Members, problems: &mut Problems) -> (Vec<Arc<Shared>>, Arc<[f64]>) {
    let scenario = run.facts.scenario;
    let baseline = match share::share_out(run, scenario.baseline, members, None) {
        Ok(shared) => shared,
        Err(found) => {
            problems.0.extend(found.0);
            return (Vec::new(), Arc::new([]));
        }
    };
    let same_awards = |before: &&Before<'_>| before.outcome.baseline_awards() == baseline.awards;
    let known = run.before.as_ref().filter(|_| members.same).filter(same_awards);
    let by_row = match known {
        Some(before) => Arc::clone(&before.outcome.baseline_by_row),
        None => by_row(run, members, &baseline.awards),
    };
    let mut all = Vec::with_capacity(scenario.policies.len());
    for policy in 0..scenario.policies.len() {
        if policy == scenario.baseline {
            continue;
        }
        match share::share_out(run, policy, members, Some((&by_row, known.is_some()))) {
            Ok(shared) => all.push(shared),
            Err(found) => problems.0.extend(found.0),
        }
    }
    if problems.0.is_empty() {
        all.insert(scenario.baseline, baseline);
    }
    (all, by_row)
}

/// Awards by row of the pool's table, in whole units; NaN for rows that take no part.
fn by_row(run: &PoolRun<'_>, members: &Members, awards: &[i64]) -> Arc<[f64]> {
    let mut by_row = vec![f64::NAN; run.facts.tables.tables[run.pool.over].rows()];
    for (row, award) in members.rows.iter().zip(awards) {
        by_row[*row as usize] = run.pool.unit.whole(*award);
    }
    by_row.into()
}

/// The groupings over the pool's table, with each member's group.
fn groupings(run: &PoolRun<'_>, members: &Members, problems: &mut Problems) -> Arc<Vec<(usize, Membership)>> {
    let known = run.before.as_ref().filter(|_| members.same);
    let holds = |before: &&Before<'_>| {
        let mut reach = before.reach.groupings.iter();
        run.detail != Detail::Whole || reach.all(|grouping| !grouping.meet(before.inputs))
    };
    if let Some(before) = known.filter(holds) {
        return Arc::clone(&before.outcome.groupings);
    }
    if run.detail != Detail::Whole {
        return Arc::default();
    }
    let mut found = Vec::new();
    for (index, grouping) in run.facts.scenario.groupings.iter().enumerate() {
        if grouping.over != run.pool.over {
            continue;
        }
        match membership(run.facts, grouping, &members.rows) {
            Ok(membership) => found.push((index, membership)),
            Err(problem) => problems.push(problem),
        }
    }
    Arc::new(found)
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
