//! What a scenario is made of, for the page's controls: parameters with what they act on, pools, policies, measures.

mod parameter;

use serde::Serialize;

use super::opened::Opened;
use super::opened::Worked;
use super::refusal::Refusal;
use crate::language::Language;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::quantity::Amount;
use crate::quantity::Unit;
use crate::report::html::definition::meaning;
use crate::report::json::Both;
use crate::report::json::Inputs;
use crate::scenario::Grouping;
use crate::scenario::Pool;
use crate::scenario::Scenario;
use crate::scenario::Service;
use crate::scenario::Share;
use parameter::ParameterJson;
use parameter::parameters;

#[derive(Serialize)]
struct About<'a> {
    scenario: &'a str,
    name: &'a str,
    file: &'a str,
    text: &'a str,
    is_uploaded: bool,
    title: Both<'a>,
    question: Option<Both<'a>>,
    year: i32,
    baseline: &'a str,
    set: &'a [String],
    policies: Vec<PolicyJson<'a>>,
    pools: Vec<PoolJson<'a>>,
    parameters: Vec<ParameterJson<'a>>,
    /// The items of the service catalogue.
    services: Vec<ServiceJson<'a>>,
    /// Whether there is more to show than awards: a catalogue, or answers to residents.
    has_work: bool,
    has_answers: bool,
    tables: Vec<TableJson<'a>>,
    metrics: Vec<MetricJson>,
    inputs: Inputs<'a>,
}

#[derive(Serialize)]
struct PolicyJson<'a> {
    id: &'a str,
    label: Both<'a>,
    shares: Vec<ShareJson<'a>>,
}

#[derive(Serialize)]
struct ShareJson<'a> {
    pool: &'a str,
    rule: OwnedBoth,
    formula: &'a str,
    factors: Vec<Both<'a>>,
}

#[derive(Serialize)]
struct PoolJson<'a> {
    id: &'a str,
    label: Both<'a>,
    unit: OwnedBoth,
    /// The key under which its total stands: `money`, `posts` or `quantity`.
    key: &'static str,
    name: String,
    decimals: usize,
    total: Amount,
    source: Option<Both<'a>>,
    has_need: bool,
    /// Whether it adds up other pools, so that its total is theirs.
    is_combined: bool,
    strata: Vec<StratumJson<'a>>,
}

#[derive(Serialize)]
struct StratumJson<'a> {
    id: &'a str,
    label: OwnedBoth,
    name: String,
    total: Amount,
}

#[derive(Serialize)]
pub struct OwnedBoth {
    en: String,
    zh: String,
}

/// An item of the service catalogue with what can be set in it.
#[derive(Serialize)]
struct ServiceJson<'a> {
    /// What stands before the column's name where a value is set.
    name: String,
    label: Both<'a>,
    department: Both<'a>,
    kind: OwnedBoth,
    hours: f64,
    yuan: f64,
    admitted: bool,
    funded: f64,
}

#[derive(Serialize)]
struct TableJson<'a> {
    name: &'a str,
    file: &'a str,
    rows: usize,
}

#[derive(Serialize)]
struct MetricJson {
    id: &'static str,
    label: OwnedBoth,
    meaning: OwnedBoth,
    counted_in: &'static str,
}

impl From<Text> for OwnedBoth {
    fn from(text: Text) -> Self {
        OwnedBoth { en: text.en, zh: text.zh }
    }
}

/// Says what a scenario is made of, as JSON.
///
/// # Errors
/// As [`super::answer::json`].
pub fn about(opened: &Opened, worked: &Worked) -> Result<Vec<u8>, Refusal> {
    let scenario = &worked.scenario;
    let subject = worked.subject(Language::English);
    let policies = scenario.policies.iter().map(|policy| PolicyJson {
        id: &policy.id,
        label: Both::from(&policy.label),
        shares: policy
            .shares
            .iter()
            .zip(&scenario.pools)
            .map(|(share, pool)| share_json(share, pool))
            .collect(),
    });
    let tables = scenario.tables.iter().zip(&worked.tables.tables).map(|(spec, table)| TableJson {
        name: &spec.name,
        file: &table.shown,
        rows: table.rows(),
    });
    super::answer::json(&About {
        scenario: &opened.id,
        name: &opened.name,
        file: &opened.source().name,
        text: &opened.source().text,
        is_uploaded: opened.is_uploaded(),
        title: Both::from(&scenario.title),
        question: scenario.question.as_ref().map(Both::from),
        year: scenario.year,
        baseline: &scenario.baseline_policy().id,
        set: opened.set(),
        policies: policies.collect(),
        pools: scenario.pools.iter().map(|pool| pool_json(scenario, pool)).collect(),
        parameters: parameters(scenario),
        services: scenario.services.iter().flat_map(|services| &services.items).map(service_json).collect(),
        has_work: scenario.services.is_some() || scenario.answers.is_some(),
        has_answers: scenario.answers.is_some(),
        tables: tables.collect(),
        metrics: Metric::ALL.into_iter().map(metric_json).collect(),
        inputs: Inputs::of(&subject),
    })
}

fn share_json<'a>(share: &'a Share, pool: &'a Pool) -> ShareJson<'a> {
    ShareJson {
        pool: &pool.id,
        rule: share.rule.label().into(),
        formula: share.rule.formula(),
        factors: share.factors.iter().map(|factor| Both::from(&factor.label)).collect(),
    }
}

fn pool_json<'a>(scenario: &Scenario, pool: &'a Pool) -> PoolJson<'a> {
    let key = match pool.unit {
        Unit::Money => "money",
        Unit::Posts => "posts",
        Unit::Other(_) => "quantity",
    };
    let strata = pool.strata.iter().flat_map(|strata| &strata.totals);
    PoolJson {
        id: &pool.id,
        label: Both::from(&pool.label),
        unit: pool.unit.label().into(),
        key,
        name: format!("pools.{}.{key}", quoted(&pool.id)),
        decimals: pool.unit.decimals(),
        total: pool.unit.json(pool.total),
        source: pool.source.as_ref().map(Both::from),
        has_need: pool.need.is_some(),
        is_combined: pool.is_combined(),
        strata: strata
            .map(|(id, total)| StratumJson {
                id,
                label: stratum_label(scenario, pool, id).into(),
                name: format!("pools.{}.strata.totals.{}", quoted(&pool.id), quoted(id)),
                total: pool.unit.json(*total),
            })
            .collect(),
    }
}

/// What a stratum is called: as the group of a grouping by the same column, else by its id.
fn stratum_label(scenario: &Scenario, pool: &Pool, id: &str) -> Text {
    let column = pool.strata.as_ref().map(|strata| strata.column.as_str());
    let is_by_it = |grouping: &&Grouping| {
        grouping.over == pool.over && Some(grouping.by.formula.text().trim_matches('`')) == column
    };
    let grouping = scenario.groupings.iter().find(is_by_it);
    grouping.map_or_else(|| Text::same(id), |grouping| grouping.group_label(id))
}

fn service_json(item: &Service) -> ServiceJson<'_> {
    ServiceJson {
        name: format!("services.{}", quoted(&item.id)),
        label: Both::from(&item.label),
        department: Both::from(&item.department_label),
        kind: item.kind.label().into(),
        hours: item.hours,
        yuan: item.yuan,
        admitted: item.admitted,
        funded: item.funded,
    }
}

fn metric_json(metric: Metric) -> MetricJson {
    let counted_in = match metric.counted_in() {
        CountedIn::PoolUnit => "unit",
        CountedIn::Members => "members",
        CountedIn::Residents => "residents",
        CountedIn::Adequacy => "adequacy",
        CountedIn::Index => "index",
    };
    let meaning = meaning(metric);
    MetricJson { id: metric.id(), label: metric.label().into(), meaning: meaning.into(), counted_in }
}

/// A key of a dotted path, in quotation marks where it needs them.
fn quoted(key: &str) -> String {
    if key.contains(['.', '=', ' ']) { format!("\"{key}\"") } else { key.to_owned() }
}
