//! The work behind the money, under every policy: what each department asks and who pays for it, item by item; and
//! how residents' requests are answered.

use serde::Serialize;

use super::answer::json;
use super::opened::Worked;
use super::refusal::Refusal;
use crate::evaluate::Answer;
use crate::evaluate::AnswersTotal;
use crate::evaluate::ServiceTotal;
use crate::evaluate::Work;
use crate::language::Language;
use crate::report::json::Both;
use crate::scenario::Scenario;
use crate::summation::Sum;
use crate::table::Table;

/// Members whose queue grows for ever that are named.
const NAMED: usize = 12;

#[derive(Serialize)]
struct WorkJson<'a> {
    policies: Vec<PolicyJson<'a>>,
    departments: Vec<DepartmentJson<'a>>,
    items: Vec<ItemJson<'a>>,
    answers: Option<AnswersJson<'a>>,
}

/// What is asked of all members under one policy in a year.
#[derive(Serialize)]
struct PolicyJson<'a> {
    id: &'a str,
    hours: f64,
    administrative: f64,
    /// Hours less than under the baseline, and what they are worth in posts where the scenario says so.
    freed: f64,
    posts_freed: Option<f64>,
    cost: f64,
    funded: f64,
    carried: Option<f64>,
    unfunded: f64,
}

/// A department's items together; one entry a policy.
#[derive(Serialize)]
struct DepartmentJson<'a> {
    label: Both<'a>,
    policies: Vec<TotalJson>,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    label: Both<'a>,
    department: Both<'a>,
    /// Whether each policy admits it.
    admitted: Vec<bool>,
    policies: Vec<TotalJson>,
}

#[derive(Serialize)]
struct TotalJson {
    hours: f64,
    cost: f64,
    funded: f64,
    carried: f64,
    unfunded: f64,
}

impl From<&ServiceTotal> for TotalJson {
    fn from(total: &ServiceTotal) -> Self {
        let ServiceTotal { hours, cost, funded, carried, unfunded, .. } = *total;
        TotalJson { hours, cost, funded, carried, unfunded }
    }
}

#[derive(Serialize)]
struct AnswersJson<'a> {
    pool: &'a str,
    policies: Vec<AnsweredJson<'a>>,
}

#[derive(Serialize)]
struct AnsweredJson<'a> {
    id: &'a str,
    /// Members answer everything themselves.
    alone: CounterJson<'a>,
    /// A share is passed up: what members keep, and the departments' counter.
    whistle: Option<CounterJson<'a>>,
    departments: Option<CounterJson<'a>>,
}

/// Counters together; means over stable queues alone.
#[derive(Serialize)]
struct CounterJson<'a> {
    requests: f64,
    mean_wait: Option<f64>,
    within: Option<f64>,
    utilisation: Option<f64>,
    unstable: usize,
    /// The first of those whose queue grows for ever.
    names: Vec<Both<'a>>,
}

/// The work and the answers under every policy, as JSON.
///
/// # Errors
/// As [`super::answer::json`].
pub fn work(worked: &Worked) -> Result<Vec<u8>, Refusal> {
    let Worked { scenario, outcome, .. } = worked;
    let baseline = outcome.work.get(scenario.baseline);
    let policies = scenario.policies.iter().zip(&outcome.work);
    json(&WorkJson {
        policies: policies
            .map(|(policy, work)| policy_json(&policy.id, work, baseline.unwrap_or(work)))
            .collect(),
        departments: departments(scenario, &outcome.work),
        items: items(scenario, &outcome.work),
        answers: answers(worked),
    })
}

fn policy_json<'a>(id: &'a str, work: &Work, baseline: &Work) -> PolicyJson<'a> {
    let sum = |values: &[f64]| Sum::of(values.iter().copied());
    PolicyJson {
        id,
        hours: sum(&work.hours),
        administrative: sum(&work.administrative_hours),
        freed: sum(&work.freed(baseline)),
        posts_freed: work.posts_freed(baseline).map(|posts| sum(&posts)),
        cost: sum(&work.cost),
        funded: sum(&work.funded),
        carried: work.carried.as_ref().map(|yuan| sum(yuan)),
        unfunded: sum(&work.unfunded),
    }
}

fn departments<'a>(scenario: &'a Scenario, work: &[Work]) -> Vec<DepartmentJson<'a>> {
    let Some(services) = &scenario.services else { return Vec::new() };
    let by_policy: Vec<Vec<(&str, ServiceTotal)>> =
        work.iter().map(|work| work.departments(services)).collect();
    let Some(first) = by_policy.first() else { return Vec::new() };
    let department = |(index, (id, _)): (usize, &(&str, ServiceTotal))| {
        let label = services.department_label(id)?;
        // The items are the same under every policy, and so are the departments and their order.
        let policies = by_policy.iter().filter_map(|all| all.get(index));
        let policies = policies.map(|(_, total)| TotalJson::from(total)).collect();
        Some(DepartmentJson { label: Both::from(label), policies })
    };
    first.iter().enumerate().filter_map(department).collect()
}

fn items<'a>(scenario: &'a Scenario, work: &[Work]) -> Vec<ItemJson<'a>> {
    let services = scenario.services.iter().flat_map(|services| &services.items);
    services
        .enumerate()
        .map(|(index, item)| ItemJson {
            label: Both::from(&item.label),
            department: Both::from(&item.department_label),
            admitted: (0..work.len())
                .filter_map(|policy| scenario.services_under(policy)?.items.get(index))
                .map(|item| item.admitted)
                .collect(),
            policies: work.iter().filter_map(|work| work.items.get(index)).map(TotalJson::from).collect(),
        })
        .collect()
}

fn answers(worked: &Worked) -> Option<AnswersJson<'_>> {
    let Worked { scenario, tables, outcome, .. } = worked;
    let (found, spec) = (outcome.answers.as_ref()?, scenario.answers.as_ref()?);
    let pool = &scenario.pools[spec.pool];
    let rows = &outcome.pools.iter().find(|result| result.pool == spec.pool)?.rows;
    let table = &tables.tables[pool.over];
    let policies = scenario.policies.iter().zip(&found.policies).map(|(policy, answers)| {
        let whistle = answers.whistle.as_ref();
        AnsweredJson {
            id: &policy.id,
            alone: counter(&answers.own, Some((table, rows))),
            whistle: whistle.map(|whistle| counter(&whistle.members, Some((table, rows)))),
            departments: whistle.map(|whistle| counter(std::slice::from_ref(&whistle.departments), None)),
        }
    });
    Some(AnswersJson { pool: &pool.id, policies: policies.collect() })
}

/// What a member is called in either language.
fn name(table: &Table, row: usize) -> Both<'_> {
    Both { en: table.name_in(row, Language::English), zh: table.name_in(row, Language::Chinese) }
}

/// `members`: the table and the rows of those who answer, to name them.
fn counter<'a>(answers: &[Answer], members: Option<(&'a Table, &[u32])>) -> CounterJson<'a> {
    let total = AnswersTotal::of(answers);
    let (table, rows) = members.unzip();
    let unstable = rows.unwrap_or_default().iter().zip(answers).filter(|(_, answer)| !answer.stable);
    let names = unstable.filter_map(|(row, _)| Some(name(table?, *row as usize)));
    CounterJson {
        requests: total.requests,
        mean_wait: total.mean_wait,
        within: total.within,
        utilisation: total.utilisation,
        unstable: total.unstable,
        names: names.take(NAMED).collect(),
    }
}
