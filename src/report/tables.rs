//! The tidy tables of an outcome: awards, parts of claims, metrics, groups.

use super::Subject;
use super::frame::Cells;
use super::frame::Frame;
use super::frame::Maker;
use crate::evaluate::PolicyOutcome;
use crate::evaluate::PoolOutcome;
use crate::evaluate::ServiceTotal;
use crate::measure::CountedIn;
use crate::measure::GroupResult;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::scenario::Policy;
use crate::scenario::Pool;
use crate::scenario::Scenario;
use crate::scenario::Service;
use crate::table::Table;

/// One policy on one pool.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The pool as the scenario states it.
    pub pool: &'a Pool,
    /// The policy as the scenario states it.
    pub policy: &'a Policy,
    /// Index of the policy.
    pub index: usize,
    /// The table of the pool's members.
    pub table: &'a Table,
    /// The pool's result.
    pub result: &'a PoolOutcome,
    /// The policy's result.
    pub outcome: &'a PolicyOutcome,
}

/// Every policy on every pool, policies within pools.
pub fn cases<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Case<'a>> + use<'a> {
    let (scenario, tables) = (subject.scenario, subject.tables);
    subject.outcome.pools.iter().flat_map(move |result| {
        let pool = &scenario.pools[result.pool];
        scenario.policies.iter().zip(&result.policies).enumerate().map(move |(index, (policy, outcome))| {
            Case { pool, policy, index, table: &tables.tables[pool.over], result, outcome }
        })
    })
}

/// Decimals of a number in the pool's unit: two for money, as short as it is for anything else.
fn decimals(unit: &Unit) -> Option<usize> {
    match unit {
        Unit::Money => Some(2),
        Unit::Posts | Unit::Other(_) => None,
    }
}

impl<'a> Case<'a> {
    /// Members.
    pub fn count(&self) -> usize {
        self.result.rows.len()
    }

    /// The id of a member.
    pub fn id(&self, member: usize) -> &'a str {
        self.table.id(self.result.rows[member] as usize)
    }

    /// The name of a member.
    pub fn name(&self, member: usize) -> &'a str {
        self.table.name(self.result.rows[member] as usize)
    }

    /// The stratum of a member; empty where the pool has none.
    pub fn stratum(&self, member: usize) -> &'a str {
        match (&self.pool.strata, &self.result.strata) {
            (Some(strata), Some(of)) => &strata.totals[of[member] as usize].0,
            _ => "",
        }
    }

    /// A member's change against the baseline, in parts.
    pub fn change(&self, member: usize) -> i64 {
        self.outcome.shared.awards[member] - self.result.baseline_awards()[member]
    }

    /// A member's change as a share of the baseline; `None` where the baseline is nothing.
    pub fn change_share(&self, member: usize) -> Option<f64> {
        let baseline = self.result.baseline_awards()[member];
        (baseline != 0).then(|| self.change(member) as f64 / baseline as f64)
    }

    /// The rows of `awards.csv`.
    pub fn awards(self) -> Frame<'a> {
        let count = self.count();
        let unit = &self.pool.unit;
        let shared = &self.outcome.shared;
        let texts = |text: fn(&Case<'a>, usize) -> &'a str| -> Maker<'a> {
            Box::new(move || Cells::Text((0..count).map(|member| text(&self, member)).collect()))
        };
        let amounts = |amount: fn(&Case<'a>, usize) -> i64| -> Maker<'a> {
            Box::new(move || Cells::Amount((0..count).map(|member| amount(&self, member)).collect(), unit))
        };
        let ratios = |ratio: fn(&Case<'a>, usize) -> Option<f64>, decimals: Option<usize>| -> Maker<'a> {
            Box::new(move || {
                let ratio = |member| ratio(&self, member).unwrap_or(f64::NAN);
                Cells::Number((0..count).map(ratio).collect(), decimals)
            })
        };
        let numbers = |numbers: Option<&'a [f64]>| -> Maker<'a> {
            Box::new(move || {
                numbers.map_or(Cells::Nothing, |numbers| Cells::Number(numbers.to_vec(), decimals(unit)))
            })
        };
        let bound = |case: &Case<'a>, member: usize| -> &'a str {
            case.outcome.shared.bounds[member].map_or("", |bound| bound.id())
        };
        Frame::make(
            count,
            vec![
                ("policy", Box::new(move || Cells::Same(&self.policy.id))),
                ("pool", Box::new(move || Cells::Same(&self.pool.id))),
                ("id", texts(|case, member| case.id(member))),
                ("name", texts(|case, member| case.name(member))),
                ("stratum", texts(|case, member| case.stratum(member))),
                ("claim", numbers(shared.claims.as_ref().map(|claims| claims.totals.as_slice()))),
                ("award", amounts(|case, member| case.outcome.shared.awards[member])),
                ("baseline", amounts(|case, member| case.result.baseline_awards()[member])),
                ("change", amounts(|case, member| case.change(member))),
                ("change_share", ratios(|case, member| case.change_share(member), None)),
                ("need", numbers(self.outcome.need.as_deref())),
                ("adequacy", ratios(|case, m| case.result.adequacy(case.index, m, &case.pool.unit), None)),
                (
                    "per_head",
                    ratios(|case, m| case.result.per_head(case.index, m, &case.pool.unit), decimals(unit)),
                ),
                ("bound", texts(bound)),
                ("tie", Box::new(move || Cells::Truth(shared.ties.clone()))),
            ],
        )
    }

    /// The rows of `parts.csv`: one frame per factor.
    pub fn parts(&self, scenario: &'a Scenario) -> Vec<Frame<'a>> {
        let count = self.count();
        let Some(claims) = &self.outcome.shared.claims else { return Vec::new() };
        let parts = scenario.claim_parts(self.index, self.result.pool).into_iter().zip(&claims.parts);
        parts
            .map(|((factor, _), amounts)| {
                let ids = (0..count).map(|member| self.id(member)).collect();
                Frame::new(
                    count,
                    vec![
                        ("policy", Cells::Same(&self.policy.id)),
                        ("pool", Cells::Same(&self.pool.id)),
                        ("id", Cells::Text(ids)),
                        ("factor", Cells::Same(factor)),
                        ("amount", Cells::Number(amounts.to_vec(), decimals(&self.pool.unit))),
                    ],
                )
            })
            .collect()
    }

    /// The rows of `metrics.csv`.
    pub fn metrics(&self) -> Frame<'a> {
        let value = |metric: &Metric| value_text(self.outcome.metrics.get(*metric), &self.pool.unit);
        let values = Metric::ALL.iter().map(value).collect();
        let units = Metric::ALL.iter().map(|metric| unit_of(*metric, self.pool)).collect();
        Frame::new(
            Metric::ALL.len(),
            vec![
                ("policy", Cells::Same(&self.policy.id)),
                ("pool", Cells::Same(&self.pool.id)),
                ("metric", Cells::Text(Metric::ALL.iter().map(|metric| metric.id()).collect())),
                ("value", Cells::Made(values)),
                ("unit", Cells::Made(units)),
            ],
        )
    }

    /// The rows of `groups.csv`: one frame per grouping.
    pub fn groups(&self, subject: &Subject<'a>) -> Vec<Frame<'a>> {
        let unit = &self.pool.unit;
        let groupings = self.result.groupings.iter().zip(&self.outcome.groups);
        groupings
            .map(|((grouping, membership), results)| {
                let grouping = &subject.scenario.groupings[*grouping];
                let column = |value: fn(&GroupResult) -> Option<f64>| -> Vec<f64> {
                    results.iter().map(|result| value(result).unwrap_or(f64::NAN)).collect()
                };
                let names = membership.groups.iter().map(String::as_str).collect();
                Frame::new(
                    results.len(),
                    vec![
                        ("policy", Cells::Same(&self.policy.id)),
                        ("pool", Cells::Same(&self.pool.id)),
                        ("grouping", Cells::Same(&grouping.id)),
                        ("group", Cells::Text(names)),
                        ("members", Cells::Number(column(|r| Some(r.members as f64)), Some(0))),
                        ("award", Cells::Amount(results.iter().map(|r| r.award).collect(), unit)),
                        ("need", Cells::Number(column(|r| r.need), decimals(unit))),
                        ("adequacy", Cells::Number(column(|r| r.adequacy), None)),
                        ("change", Cells::Amount(results.iter().map(|r| r.change).collect(), unit)),
                    ],
                )
            })
            .collect()
    }
}

/// The rows of `services.csv`: what each item of the service catalogue comes to over all members.
pub fn services<'a>(subject: &Subject<'a>) -> Option<Frame<'a>> {
    let services = subject.scenario.services.as_ref()?;
    let (items, totals) = (&services.items, &subject.outcome.services);
    let text = |text: fn(&Service) -> &str| Cells::Text(items.iter().map(text).collect());
    let number = |number: fn(&ServiceTotal) -> f64, decimals| {
        Cells::Number(totals.iter().map(number).collect(), decimals)
    };
    let columns = vec![
        ("item", text(|item| &item.id)),
        ("label_en", text(|item| &item.label.en)),
        ("label_zh", text(|item| &item.label.zh)),
        ("department", text(|item| &item.department)),
        ("kind", text(|item| item.kind.id())),
        ("admitted", Cells::Truth(items.iter().map(|item| item.admitted).collect())),
        ("units", number(|total| total.units, None)),
        ("hours", number(|total| total.hours, None)),
        ("cost", number(|total| total.cost, Some(2))),
        ("funded", number(|total| total.funded, Some(2))),
        ("unfunded", number(|total| total.unfunded, Some(2))),
    ];
    Some(Frame::new(items.len(), columns))
}

/// `parts.csv` without a row: the heading that stands also where no policy has a factor.
pub fn no_parts() -> Frame<'static> {
    let text = || Cells::Text(Vec::new());
    let number = Cells::Number(Vec::new(), None);
    let columns =
        vec![("policy", text()), ("pool", text()), ("id", text()), ("factor", text()), ("amount", number)];
    Frame::new(0, columns)
}

/// `groups.csv` without a row: the heading that stands also where there are no groups.
pub fn no_groups() -> Frame<'static> {
    let text = || Cells::Text(Vec::new());
    let number = || Cells::Number(Vec::new(), None);
    let columns = vec![
        ("policy", text()),
        ("pool", text()),
        ("grouping", text()),
        ("group", text()),
        ("members", number()),
        ("award", number()),
        ("need", number()),
        ("adequacy", number()),
        ("change", number()),
    ];
    Frame::new(0, columns)
}

/// A metric's value as it stands in a file; empty where undefined.
pub fn value_text(value: Value, unit: &Unit) -> String {
    match value {
        Value::Amount(parts) => unit.plain(parts),
        // Half a part: one decimal more than the unit has. Only sums of absolute changes come as halves.
        Value::HalfAmount(halves) => match unit {
            Unit::Posts => format!("{}.5", halves / 2),
            Unit::Money | Unit::Other(_) => format!("{}5", unit.plain(halves / 2)),
        },
        Value::Count(number) => format!("{number:.0}"),
        Value::Number(number) => crate::formula::number_text(number),
        Value::Undefined => String::new(),
    }
}

/// What a metric is counted in: the pool's unit, `members`, `residents`, or `ratio`.
pub fn unit_of(metric: Metric, pool: &Pool) -> String {
    match metric.counted_in() {
        CountedIn::PoolUnit => pool.unit.label().en,
        CountedIn::Members => "members".to_owned(),
        CountedIn::Residents => "residents".to_owned(),
        CountedIn::Adequacy | CountedIn::Index => "ratio".to_owned(),
    }
}
