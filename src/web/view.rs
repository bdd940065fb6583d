//! What the main page shows of one pool: the measures of every policy, two sides beside each other, groups, gains
//! and losses, and the rows of the table that are in sight.

use indexmap::IndexMap;
use serde::Serialize;

use super::answer::case;
use super::answer::json;
use super::ask::ViewAsk;
use super::change::Changes;
use super::change::changes;
use super::matrix::GroupingJson;
use super::matrix::Matrix;
use super::matrix::groups;
use super::matrix::matrix;
use super::opened::Worked;
use super::refusal::Refusal;
use super::rows::Pair;
use super::rows::Rows;
use super::rows::rows;
use crate::evaluate::PolicyOutcome;
use crate::language::Language;
use crate::measure::Metric;
use crate::quantity::Amount;
use crate::quantity::Unit;
use crate::report::tables::Case;
use crate::report::tables::cases;

#[derive(Serialize)]
struct View<'a> {
    baseline: &'a str,
    pools: IndexMap<&'a str, Amount>,
    pool: &'a str,
    /// Measures of every policy on this side.
    policies: IndexMap<&'a str, Measures>,
    now: SideJson<'a>,
    other: SideJson<'a>,
    against_baseline: Changes<'a>,
    against_other: Changes<'a>,
    /// Against the same policy in the scenario as it was loaded; nothing where it was not there.
    since_loaded: Option<Changes<'a>>,
    rows: Rows<'a>,
}

type Measures = IndexMap<&'static str, Option<f64>>;

#[derive(Serialize)]
struct SideJson<'a> {
    policy: &'a str,
    total: Amount,
    reserve: Amount,
    measures: Measures,
    groups: Vec<GroupingJson<'a>>,
    matrix: Option<Matrix>,
}

/// The view of one pool, as JSON.
///
/// # Errors
/// [`Refusal::Malformed`] where a name is unknown.
pub fn view(now: &Worked, other: &Worked, loaded: &Worked, ask: &ViewAsk) -> Result<Vec<u8>, Refusal> {
    let here = case(now, &ask.pool, &ask.now.policy)?;
    let there = case(other, &ask.pool, &ask.other.policy)?;
    let before = case(loaded, &here.pool.id, &here.policy.id).ok();
    let before = before.map(|before| Pair { now: here, other: before, worked: now });
    let pair = Pair { now: here, other: there, worked: now };
    let unit = &here.pool.unit;
    let of_pool = cases(&now.subject(Language::English)).filter(|case| case.pool.id == here.pool.id);
    let policies = of_pool.map(|case| (case.policy.id.as_str(), measures(case.outcome, unit))).collect();
    json(&View {
        baseline: &now.scenario.baseline_policy().id,
        pools: now.scenario.pools.iter().map(|pool| (pool.id.as_str(), pool.unit.json(pool.total))).collect(),
        pool: &here.pool.id,
        policies,
        now: side(now, &here),
        other: side(other, &there),
        against_baseline: changes(&pair, |member| Some(here.change(member))),
        against_other: changes(&pair, |member| pair.difference(member)),
        since_loaded: before.map(|pair| changes(&pair, |member| pair.difference(member))),
        rows: rows(&pair, &ask.rows)?,
    })
}

fn side<'a>(worked: &'a Worked, case: &Case<'a>) -> SideJson<'a> {
    let unit = &case.pool.unit;
    SideJson {
        policy: &case.policy.id,
        total: unit.json(case.pool.total),
        reserve: unit.json(case.outcome.shared.reserve),
        measures: measures(case.outcome, unit),
        groups: groups(&worked.scenario, case),
        matrix: matrix(&worked.scenario, case),
    }
}

fn measures(outcome: &PolicyOutcome, unit: &Unit) -> Measures {
    Metric::ALL.into_iter().map(|metric| (metric.id(), outcome.metrics.get(metric).number(unit))).collect()
}
