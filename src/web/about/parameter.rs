//! Parameters for the page's controls, each with what it acts on.

use std::collections::BTreeSet;

use serde::Serialize;

use super::quoted;
use crate::formula::Formula;
use crate::report::json::Both;
use crate::scenario::Answers;
use crate::scenario::Derivation;
use crate::scenario::Parameter;
use crate::scenario::Scenario;
use crate::scenario::Services;
use crate::scenario::Share;

/// A parameter with what it acts on.
#[derive(Serialize)]
pub struct ParameterJson<'a> {
    /// How it is named before the `=` of a value that is set.
    name: String,
    label: Both<'a>,
    unit: Option<Both<'a>>,
    source: Option<Both<'a>>,
    value: f64,
    range: Option<[f64; 2]>,
    /// The policies it acts on, by id.
    policies: Vec<&'a str>,
    /// Whether it acts on a standard of need.
    is_standard: bool,
    /// Whether it acts on how residents are answered.
    is_answering: bool,
}

/// Every parameter but the year, with the policies it acts on.
pub fn parameters(scenario: &Scenario) -> Vec<ParameterJson<'_>> {
    let of_policies: Vec<(&str, BTreeSet<usize>)> = scenario
        .policies
        .iter()
        .enumerate()
        .map(|(index, policy)| {
            let formulas = policy.shares.iter().flat_map(formulas);
            let services = scenario.services_under(index);
            (policy.id.as_str(), rests_on(scenario, services, formulas.collect()))
        })
        .collect();
    let needs = scenario.pools.iter().filter_map(|pool| pool.need.as_ref());
    let services = scenario.services.as_ref();
    let of_standards = rests_on(scenario, services, needs.map(|need| &need.formula.formula).collect());
    let answers = scenario.answers.iter().flat_map(Answers::formulas);
    let of_answers = rests_on(scenario, services, answers.map(|placed| &placed.formula).collect());
    let known = scenario.parameters.iter().enumerate().skip(1);
    known
        .map(|(index, parameter)| {
            let policies = of_policies.iter().filter(|(_, used)| used.contains(&index)).map(|(id, _)| *id);
            parameter_json(
                parameter,
                policies.collect(),
                of_standards.contains(&index),
                of_answers.contains(&index),
            )
        })
        .collect()
}

fn parameter_json<'a>(
    parameter: &'a Parameter,
    policies: Vec<&'a str>,
    is_standard: bool,
    is_answering: bool,
) -> ParameterJson<'a> {
    ParameterJson {
        name: format!("parameters.{}.value", quoted(&parameter.name)),
        label: Both::from(&parameter.label),
        unit: parameter.unit.as_ref().map(Both::from),
        source: parameter.source.as_ref().map(Both::from),
        value: parameter.value,
        range: parameter.range.map(|(least, most)| [least, most]),
        policies,
        is_standard,
        is_answering,
    }
}

fn formulas(share: &Share) -> impl Iterator<Item = &Formula> {
    share.formulas().map(|placed| &placed.formula)
}

/// The parameters that formulas rest on, through derived columns and the service catalogue.
fn rests_on(scenario: &Scenario, services: Option<&Services>, formulas: Vec<&Formula>) -> BTreeSet<usize> {
    let mut parameters = BTreeSet::new();
    let mut columns = BTreeSet::new();
    let mut pending = formulas;
    while let Some(formula) = pending.pop() {
        parameters.extend(formula.parameters_used());
        for (table, column) in formula.columns_used() {
            let spec = &scenario.tables[table];
            let derived = column.checked_sub(spec.first_derived).and_then(|at| spec.derived.get(at));
            let Some(derived) = derived.filter(|_| columns.insert((table, column))) else { continue };
            match &derived.from {
                Derivation::Formula(formula) => pending.push(&formula.formula),
                Derivation::Services(_) => {
                    let items = services.iter().flat_map(|services| &services.items);
                    pending.extend(items.map(|item| &item.per.formula));
                }
            }
        }
    }
    parameters
}
