//! Answers to residents as JSON: per policy, without and with what is passed up to departments.

use indexmap::IndexMap;
use serde::Serialize;

use crate::evaluate::Answer;
use crate::evaluate::AnswersTotal;
use crate::report::Subject;
use crate::table::Table;

/// The object `answers`.
#[derive(Serialize)]
pub struct AnswersJson<'a> {
    pool: &'a str,
    policies: IndexMap<&'a str, PolicyJson<'a>>,
}

#[derive(Serialize)]
struct PolicyJson<'a> {
    alone: SideJson<'a>,
    whistle: Option<SideJson<'a>>,
}

/// Members with or without the whistle; means over stable queues alone.
#[derive(Serialize)]
struct SideJson<'a> {
    requests: f64,
    unstable: usize,
    unstable_requests: f64,
    mean_wait: Option<f64>,
    within: Option<f64>,
    utilisation: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    departments: Option<AnswerJson>,
    members: Vec<MemberJson<'a>>,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(flatten)]
    answer: AnswerJson,
}

/// One counter.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerJson {
    /// Requests a year.
    pub requests: f64,
    /// Requests an opening hour.
    pub arrivals: f64,
    /// Hours that one takes.
    pub hours_per_request: f64,
    /// How many answer.
    pub servers: u32,
    /// Servers kept busy if there were enough.
    pub load: f64,
    /// Load ÷ servers.
    pub utilisation: Option<f64>,
    /// Mean wait in opening hours; null where unstable.
    pub mean_wait: Option<f64>,
    /// Share taken up within the target; null where unstable.
    pub within: Option<f64>,
    /// Whether the queue does not grow for ever.
    pub stable: bool,
}

impl AnswerJson {
    /// A counter.
    pub fn of(answer: &Answer) -> Self {
        AnswerJson {
            requests: answer.requests,
            arrivals: answer.arrivals,
            hours_per_request: answer.hours_per_request,
            servers: answer.servers,
            load: answer.load,
            utilisation: answer.utilisation,
            mean_wait: answer.mean_wait,
            within: answer.within,
            stable: answer.stable,
        }
    }
}

impl<'a> AnswersJson<'a> {
    /// The answers of a subject, if the scenario asks for them.
    pub fn of(subject: &Subject<'a>) -> Option<Self> {
        let (outcome, spec) = (subject.outcome.answers.as_ref()?, subject.scenario.answers.as_ref()?);
        let pool = &subject.scenario.pools[spec.pool];
        let rows = &subject.outcome.pools.iter().find(|result| result.pool == spec.pool)?.rows;
        let table = &subject.tables.tables[pool.over];
        let policies = subject.scenario.policies.iter().zip(&outcome.policies);
        let policies = policies.map(|(policy, answers)| {
            let whistle = answers.whistle.as_ref();
            let whistle = whistle.map(|all| side(table, rows, &all.members, Some(&all.departments)));
            (policy.id.as_str(), PolicyJson { alone: side(table, rows, &answers.own, None), whistle })
        });
        Some(AnswersJson { pool: &pool.id, policies: policies.collect() })
    }
}

fn side<'a>(
    table: &'a Table,
    rows: &[u32],
    members: &[Answer],
    departments: Option<&Answer>,
) -> SideJson<'a> {
    let total = AnswersTotal::of(members);
    let member = |(row, answer): (&u32, &Answer)| {
        let row = *row as usize;
        MemberJson { id: table.id(row), name: table.name(row), answer: AnswerJson::of(answer) }
    };
    SideJson {
        requests: total.requests,
        unstable: total.unstable,
        unstable_requests: total.unstable_requests,
        mean_wait: total.mean_wait,
        within: total.within,
        utilisation: total.utilisation,
        departments: departments.map(AnswerJson::of),
        members: rows.iter().zip(members).map(member).collect(),
    }
}
