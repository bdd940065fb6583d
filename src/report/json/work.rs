//! The work under each policy, for the JSON document.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::value::RawValue;

use super::in_unit;
use crate::evaluate::ServiceTotal;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::report::resource::mandates::departments;
use crate::summation::Sum;

/// What is asked under one policy, in all and by department.
#[derive(Serialize)]
pub(super) struct WorkJson<'a> {
    hours: f64,
    administrative_hours: f64,
    hours_freed: f64,
    posts_freed: Option<f64>,
    #[serde(flatten)]
    money: MoneyJson,
    departments: IndexMap<&'a str, DepartmentJson>,
}

#[derive(Serialize)]
struct DepartmentJson {
    hours: f64,
    #[serde(flatten)]
    money: MoneyJson,
}

/// Yuan a year, by who pays for them.
#[derive(Serialize)]
struct MoneyJson {
    cost: Option<Box<RawValue>>,
    funded: Option<Box<RawValue>>,
    carried: Option<Box<RawValue>>,
    unfunded: Option<Box<RawValue>>,
}

impl MoneyJson {
    fn of(total: &ServiceTotal) -> Self {
        let yuan = |value| in_unit(value, &Unit::Money);
        MoneyJson {
            cost: yuan(total.cost),
            funded: yuan(total.funded),
            carried: yuan(total.carried),
            unfunded: yuan(total.unfunded),
        }
    }
}

/// The work under each policy; nothing without a service catalogue.
pub(super) fn work<'a>(subject: &Subject<'a>) -> IndexMap<&'a str, WorkJson<'a>> {
    let sum = |values: &[f64]| Sum::of(values.iter().copied());
    let policies = subject.outcome.work.iter().enumerate();
    policies
        .map(|(policy, work)| {
            let baseline = &subject.outcome.work[subject.scenario.baseline];
            let all = ServiceTotal {
                cost: sum(&work.cost),
                funded: sum(&work.funded),
                carried: work.carried.as_ref().map_or(0.0, |carried| sum(carried)),
                unfunded: sum(&work.unfunded),
                ..ServiceTotal::default()
            };
            let departments = departments(subject.scenario, policy, work).into_iter();
            let json = WorkJson {
                hours: sum(&work.hours),
                administrative_hours: sum(&work.administrative_hours),
                hours_freed: sum(&work.freed(baseline)),
                posts_freed: work.posts_freed(baseline).map(|posts| sum(&posts)),
                money: MoneyJson::of(&all),
                departments: departments
                    .map(|(name, total)| {
                        (name, DepartmentJson { hours: total.hours, money: MoneyJson::of(&total) })
                    })
                    .collect(),
            };
            (subject.scenario.policies[policy].id.as_str(), json)
        })
        .collect()
}
