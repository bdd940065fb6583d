//! The outcome as one JSON document: money in yuan with two decimals, posts as integers, absent values null.

pub mod answers;
mod work;

use std::io;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::value::RawValue;

use super::Subject;
use super::tables::Case;
use super::tables::cases;
use super::tables::value_text;
use crate::language::Text;
use crate::measure::GroupResult;
use crate::measure::Metric;
use crate::quantity::Amount;
use crate::quantity::Unit;
use answers::AnswersJson;

/// A text in both languages.
#[derive(Serialize)]
pub struct Both<'a> {
    /// In English.
    pub en: &'a str,
    /// In Chinese.
    pub zh: &'a str,
}

impl<'a> From<&'a Text> for Both<'a> {
    fn from(text: &'a Text) -> Self {
        Both { en: &text.en, zh: &text.zh }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    scenario: About<'a>,
    pools: IndexMap<&'a str, PoolJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<AnswersJson<'a>>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    work: IndexMap<&'a str, work::WorkJson<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    title: Both<'a>,
    question: Option<Both<'a>>,
    year: i32,
    baseline: &'a str,
    overrides: &'a [String],
    inputs: Inputs<'a>,
}

/// Which figures are not plainly sourced.
#[derive(Serialize)]
pub struct Inputs<'a> {
    estimated: &'a [String],
    synthetic: &'a [String],
    unstated: &'a [String],
    illustrative: &'a [String],
    unsourced: &'a [String],
}

impl<'a> Inputs<'a> {
    /// The lists of a subject.
    pub fn of(subject: &Subject<'a>) -> Self {
        let provenance = subject.provenance;
        Inputs {
            estimated: &provenance.estimated,
            synthetic: &provenance.synthetic,
            unstated: &provenance.unstated,
            illustrative: &provenance.illustrative,
            unsourced: &provenance.unsourced,
        }
    }
}

#[derive(Serialize)]
struct PoolJson<'a> {
    label: Both<'a>,
    unit: Both<'a>,
    total: Amount,
    policies: IndexMap<&'a str, PolicyJson<'a>>,
}

#[derive(Serialize)]
struct PolicyJson<'a> {
    label: Both<'a>,
    rule: &'a str,
    reserve: Amount,
    lambda: Lambda<'a>,
    metrics: IndexMap<&'a str, Option<Box<RawValue>>>,
    groups: IndexMap<&'a str, IndexMap<&'a str, GroupJson>>,
    awards: Vec<AwardJson<'a>>,
}

/// λ of the whole pool, or of each stratum.
#[derive(Serialize)]
#[serde(untagged)]
enum Lambda<'a> {
    Whole(Option<f64>),
    Strata(IndexMap<&'a str, Option<f64>>),
}

#[derive(Serialize)]
struct GroupJson {
    members: usize,
    award: Amount,
    need: Option<Box<RawValue>>,
    adequacy: Option<f64>,
    change: Amount,
}

#[derive(Serialize)]
struct AwardJson<'a> {
    id: &'a str,
    name: &'a str,
    stratum: Option<&'a str>,
    claim: Option<Box<RawValue>>,
    award: Amount,
    baseline: Amount,
    change: Amount,
    change_share: Option<f64>,
    need: Option<Box<RawValue>>,
    adequacy: Option<f64>,
    per_head: Option<f64>,
    bound: Option<&'a str>,
    tie: bool,
}

/// Writes the document, ended by a line feed.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(subject: &Subject<'_>, mut out: impl io::Write) -> io::Result<()> {
    let scenario = subject.scenario;
    let mut pools: IndexMap<&str, PoolJson<'_>> = IndexMap::new();
    for case in cases(subject) {
        let pool = pools.entry(&case.pool.id).or_insert_with(|| PoolJson {
            label: Both::from(&case.pool.label),
            unit: Both { en: "", zh: "" },
            total: case.pool.unit.json(case.pool.total),
            policies: IndexMap::new(),
        });
        pool.unit = match &case.pool.unit {
            Unit::Money => Both { en: "yuan", zh: "元" },
            Unit::Posts => Both { en: "posts", zh: "名" },
            Unit::Other(label) => Both::from(label),
        };
        pool.policies.insert(&case.policy.id, policy_json(subject, &case));
    }
    let document = Document {
        scenario: About {
            title: Both::from(&scenario.title),
            question: scenario.question.as_ref().map(Both::from),
            year: scenario.year,
            baseline: &scenario.baseline_policy().id,
            overrides: &scenario.overrides,
            inputs: Inputs::of(subject),
        },
        pools,
        answers: AnswersJson::of(subject),
        work: work::work(subject),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}

fn policy_json<'a>(subject: &Subject<'a>, case: &Case<'a>) -> PolicyJson<'a> {
    let unit = &case.pool.unit;
    let shared = &case.outcome.shared;
    let lambda = match shared.shares.as_slice() {
        [only] if only.stratum.is_none() => Lambda::Whole(only.lambda),
        parts => Lambda::Strata(
            parts.iter().map(|part| (part.stratum.as_deref().unwrap_or(""), part.lambda)).collect(),
        ),
    };
    let metrics = Metric::ALL
        .iter()
        .map(|metric| (metric.id(), raw(value_text(case.outcome.metrics.get(*metric), unit))))
        .collect();
    let groupings = case.result.groupings.iter().zip(&case.outcome.groups);
    let groups = groupings
        .map(|((grouping, membership), results)| {
            let id = subject.scenario.groupings[*grouping].id.as_str();
            let names = membership.groups.iter().map(String::as_str);
            (id, names.zip(results.iter().map(|result| group_json(result, unit))).collect())
        })
        .collect();
    PolicyJson {
        label: Both::from(&case.policy.label),
        rule: case.policy.shares[case.result.pool].rule.id(),
        reserve: unit.json(shared.reserve),
        lambda,
        metrics,
        groups,
        awards: (0..case.count()).map(|member| award_json(case, member)).collect(),
    }
}

fn group_json(result: &GroupResult, unit: &Unit) -> GroupJson {
    GroupJson {
        members: result.members,
        award: unit.json(result.award),
        need: result.need.and_then(|need| in_unit(need, unit)),
        adequacy: result.adequacy,
        change: unit.json(result.change),
    }
}

fn award_json<'a>(case: &Case<'a>, member: usize) -> AwardJson<'a> {
    let unit = &case.pool.unit;
    let shared = &case.outcome.shared;
    let claim = shared.claims.as_ref().map(|claims| claims.totals[member]);
    let need = case.outcome.need.as_ref().map(|needs| needs[member]);
    AwardJson {
        id: case.id(member),
        name: case.name(member),
        stratum: Some(case.stratum(member)).filter(|stratum| !stratum.is_empty()),
        claim: claim.and_then(|claim| in_unit(claim, unit)),
        award: unit.json(shared.awards[member]),
        baseline: unit.json(case.result.baseline_awards()[member]),
        change: unit.json(case.change(member)),
        change_share: case.change_share(member),
        need: need.and_then(|need| in_unit(need, unit)),
        adequacy: case.result.adequacy(case.index, member, unit),
        per_head: case.result.per_head(case.index, member, unit),
        bound: shared.bounds[member].map(|bound| bound.id()),
        tie: shared.ties[member],
    }
}

/// A number in the pool's unit: two decimals for money.
fn in_unit(number: f64, unit: &Unit) -> Option<Box<RawValue>> {
    raw(match unit {
        Unit::Money => format!("{number:.2}"),
        Unit::Posts | Unit::Other(_) => crate::formula::number_text(number),
    })
}

/// A number already written as JSON; nothing for an empty text.
fn raw(number: String) -> Option<Box<RawValue>> {
    RawValue::from_string(number).ok()
}
