//! The work behind the money: hours and yuan of the service catalogue under each policy, who pays for them, and
//! what stays unfunded.

use std::sync::Arc;

use super::outcome::PoolOutcome;
use super::outcome::ServiceTotal;
use super::outcome::Work;
use crate::claim::Facts;
use crate::problem::Problem;
use crate::scenario::CarriedItem;
use crate::scenario::ItemPart;
use crate::scenario::Scenario;
use crate::scenario::ServiceColumn;
use crate::scenario::ServiceKind;
use crate::scenario::Services;
use crate::summation::Sum;

/// The work under every policy; nothing without a catalogue.
///
/// # Errors
/// A formula of the hours per post that cannot be evaluated, or that gives no positive number.
pub fn work(facts: &Facts<'_>, pools: &[Arc<PoolOutcome>]) -> Result<Vec<Work>, Problem> {
    if facts.scenario.services.is_none() {
        return Ok(Vec::new());
    }
    let own = asked(facts, None)?;
    let policies = 0..facts.scenario.policies.len();
    policies
        .map(|policy| {
            let carried = carried(facts.scenario, policy, pools);
            let under = facts.under(policy);
            if std::ptr::eq(under, facts) && carried.is_empty() {
                Ok(own.clone())
            } else {
                asked(under, Some(&carried))
            }
        })
        .collect()
}

/// Money that a policy carries for one item: the rows it goes to, and yuan.
struct Carried {
    item: CarriedItem,
    rows: Arc<[u32]>,
    yuan: Vec<f64>,
}

/// What the awards of a policy carry for each item: an award goes to the parts of its claim in proportion.
fn carried(scenario: &Scenario, policy: usize, pools: &[Arc<PoolOutcome>]) -> Vec<Carried> {
    let mut found = Vec::new();
    for result in pools {
        let pool = &scenario.pools[result.pool];
        let factors = &scenario.policies[policy].shares[result.pool].factors;
        let shared = &result.policies[policy].shared;
        let Some(claims) = &shared.claims else { continue };
        if factors.iter().all(|factor| factor.item.is_none()) {
            continue;
        }
        for (factor, amounts) in factors.iter().zip(&claims.parts) {
            let Some(item) = factor.item else { continue };
            let members = shared.awards.iter().zip(amounts.iter()).zip(&claims.totals);
            let yuan = members
                .map(
                    |((award, part), claim)| {
                        if *claim > 0.0 { pool.unit.whole(*award) * part / claim } else { 0.0 }
                    },
                )
                .collect();
            found.push(Carried { item, rows: Arc::clone(&result.rows), yuan });
        }
    }
    found
}

/// What is asked of every row under the facts' catalogue, and who pays for it.
fn asked(facts: &Facts<'_>, carried: Option<&[Carried]>) -> Result<Work, Problem> {
    let Some(services) = facts.services() else { return Ok(Work::default()) };
    let rows = facts.tables.tables[services.over].rows();
    let column = |column: ServiceColumn| -> Arc<[f64]> {
        let column = facts.column(services.over, column.name());
        (0..rows).map(|row| column.and_then(|column| column.number(row)).unwrap_or(f64::NAN)).collect()
    };
    let hours_per_post = hours_per_post(facts, services, rows)?;
    let mut items: Vec<ServiceTotal> = totals(facts);
    let unfunded = column(ServiceColumn::ServiceUnfunded);
    let mut funded = column(ServiceColumn::ServiceFunded);
    let (carried, unfunded) = match carried.unwrap_or_default() {
        [] => (None, unfunded),
        carried => {
            let settled = settle(facts, services, carried, &mut items, rows);
            funded = settled.funded;
            (Some(settled.carried), settled.unfunded)
        }
    };
    Ok(Work {
        hours: column(ServiceColumn::ServiceHours),
        administrative_hours: column(ServiceColumn::AdministrativeHours),
        request_hours: request_hours(facts, services, rows),
        cost: column(ServiceColumn::ServiceCost),
        funded,
        carried,
        unfunded,
        hours_per_post,
        items,
    })
}

/// The hours of each row that go to requests of residents.
fn request_hours(facts: &Facts<'_>, services: &Services, rows: usize) -> Arc<[f64]> {
    let mut hours = vec![Sum::default(); rows];
    let items = services.items.iter().zip(facts.drivers());
    for (item, drivers) in items.filter(|(item, _)| item.kind == ServiceKind::Request) {
        for (sum, units) in hours.iter_mut().zip(drivers.iter()) {
            sum.add(ServiceColumn::ServiceHours.amount(item, *units));
        }
    }
    hours.into_iter().map(Sum::value).collect()
}

/// Who pays for the work of each row once a policy carries money for it, in yuan.
struct Settled {
    funded: Arc<[f64]>,
    carried: Arc<[f64]>,
    unfunded: Arc<[f64]>,
}

/// Sets what is carried against each item's cost, member by member: money beyond an item's cost does not pay for
/// another. Where a pool carries what comes with an item, this is not counted besides.
fn settle(
    facts: &Facts<'_>,
    services: &Services,
    carried: &[Carried],
    items: &mut [ServiceTotal],
    rows: usize,
) -> Settled {
    let [mut comes, mut given, mut open] = [(); 3].map(|()| vec![Sum::default(); rows]);
    for (index, (item, units)) in services.items.iter().zip(facts.drivers()).enumerate() {
        let mut money = vec![0.0; rows];
        let mut through_pool = false;
        for carried in carried.iter().filter(|carried| carried.item.index == index) {
            through_pool |= carried.item.part != ItemPart::Unfunded;
            for (row, yuan) in carried.rows.iter().zip(&carried.yuan) {
                money[*row as usize] += yuan;
            }
        }
        let mut sums = [Sum::default(); 3];
        for (row, (units, money)) in units.iter().zip(money).enumerate() {
            let funded = if through_pool { 0.0 } else { ServiceColumn::ServiceFunded.amount(item, *units) };
            let cost = ServiceColumn::ServiceCost.amount(item, *units);
            let unfunded = (cost - funded - money).max(0.0);
            for (sum, (of_row, value)) in sums.iter_mut().zip([
                (&mut comes[row], funded),
                (&mut given[row], money),
                (&mut open[row], unfunded),
            ]) {
                of_row.add(value);
                sum.add(value);
            }
        }
        let [funded, carried, unfunded] = sums.map(Sum::value);
        items[index] = ServiceTotal { funded, carried, unfunded, ..items[index] };
    }
    let values = |sums: Vec<Sum>| sums.into_iter().map(Sum::value).collect();
    Settled { funded: values(comes), carried: values(given), unfunded: values(open) }
}

/// What each item of the facts' catalogue comes to, before a policy carries money for it.
pub fn totals(facts: &Facts<'_>) -> Vec<ServiceTotal> {
    let items = facts.services().into_iter().flat_map(|services| &services.items);
    items
        .zip(facts.drivers())
        .map(|(item, drivers)| {
            let units = Sum::of(drivers.iter().copied());
            ServiceTotal {
                units,
                hours: ServiceColumn::ServiceHours.amount(item, units),
                cost: ServiceColumn::ServiceCost.amount(item, units),
                funded: ServiceColumn::ServiceFunded.amount(item, units),
                carried: 0.0,
                unfunded: ServiceColumn::ServiceUnfunded.amount(item, units),
            }
        })
        .collect()
}

fn hours_per_post(
    facts: &Facts<'_>,
    services: &Services,
    rows: usize,
) -> Result<Option<Arc<[f64]>>, Problem> {
    let Some(formula) = &services.hours_per_post else { return Ok(None) };
    let all: Vec<u32> = (0..rows as u32).collect();
    let hours = facts.numbers(formula, &all, None)?;
    match hours.iter().position(|hours| *hours <= 0.0) {
        None => Ok(Some(hours.into())),
        Some(row) => {
            let id = facts.tables.tables[services.over].id(row);
            Err(Problem::new(
                formula.whole_place(),
                format!("the hours per post of `{id}` are {}", hours[row]),
                format!("`{id}` 的每名编制年工时为 {}", hours[row]),
            )
            .remedy("write hours above 0", "应大于 0"))
        }
    }
}
