//! Where the figures come from: which of the columns that a scenario uses are estimated or synthetic, and
//! which of its parameters are made up. Every report shows it.

use std::collections::BTreeSet;

use crate::formula::Formula;
use crate::scenario::Answers;
use crate::scenario::Derivation;
use crate::scenario::Scenario;
use crate::scenario::Share;
use crate::scenario::Tables;
use crate::scenario::is_illustrative;
use crate::table::Origin;

/// The used figures that are not plainly sourced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Estimated columns that the result rests on, as `table.column`.
    pub estimated: Vec<String>,
    /// Synthetic (made-up) columns.
    pub synthetic: Vec<String>,
    /// Columns whose origin nobody states.
    pub unstated: Vec<String>,
    /// Parameters and totals of pools that call themselves illustrative.
    pub illustrative: Vec<String>,
    /// Parameters that name no source.
    pub unsourced: Vec<String>,
}

impl Provenance {
    fn add(&mut self, column: &str, origin: Origin) {
        let list = match origin {
            Origin::Sourced => return,
            Origin::Estimated => &mut self.estimated,
            Origin::Synthetic => &mut self.synthetic,
            Origin::Unstated => &mut self.unstated,
        };
        list.push(column.to_owned());
    }
}

/// Follows every formula of the scenario down to the columns and parameters it uses.
pub fn provenance(scenario: &Scenario, tables: &Tables) -> Provenance {
    let mut columns: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut parameters: BTreeSet<usize> = BTreeSet::new();
    let mut uses_services = false;
    let mut pending: Vec<&Formula> = formulas(scenario);
    // Who the members are rests on how their table is generated.
    pending.extend(scenario.pools.iter().flat_map(|pool| generation(scenario, pool.over)));
    while let Some(formula) = pending.pop() {
        parameters.extend(formula.parameters_used());
        for (table, column) in formula.columns_used() {
            if !columns.contains(&(table, column)) {
                pending.extend(generation(scenario, table));
            }
            if columns.insert((table, column))
                && let Some(derived) = column.checked_sub(scenario.tables[table].first_derived)
                && let Some(derived) = scenario.tables[table].derived.get(derived)
            {
                match &derived.from {
                    Derivation::Formula(formula) => pending.push(&formula.formula),
                    Derivation::Services(_) => {
                        uses_services = true;
                        let items = scenario.services.iter().flat_map(|services| &services.items);
                        pending.extend(items.map(|item| &item.per.formula));
                    }
                }
            }
        }
    }
    for pool in &scenario.pools {
        let table = &tables.tables[pool.over];
        columns.extend(table.columns.get_index_of("population").map(|column| (pool.over, column)));
    }
    let mut found = Provenance::default();
    for (table, column) in columns {
        let Some((name, column)) = tables.tables[table].columns.get_index(column) else { continue };
        if name == "id" || name == "name" {
            continue;
        }
        found.add(&format!("{}.{name}", scenario.tables[table].name), column.origin);
    }
    if let Some(catalogue) = tables.catalogue.as_ref().filter(|_| uses_services) {
        for name in ["per", "hours", "yuan", "funded"] {
            if let Some(column) = catalogue.columns.get(name) {
                found.add(&format!("services.{name}"), column.origin);
            }
        }
    }
    let made_up = scenario.pools.iter().filter(|pool| is_illustrative(pool.source.as_ref()));
    found.illustrative.extend(made_up.map(|pool| format!("pools.{}", pool.id)));
    for parameter in
        parameters.into_iter().filter(|index| *index > 0).map(|index| &scenario.parameters[index])
    {
        if parameter.is_illustrative() {
            found.illustrative.push(parameter.name.clone());
        } else if parameter.source.is_none() {
            found.unsourced.push(parameter.name.clone());
        }
    }
    found
}

/// The formulas by which a table is generated.
fn generation(scenario: &Scenario, table: usize) -> impl Iterator<Item = &Formula> {
    let generation = scenario.tables[table].generation().into_iter();
    generation.flat_map(|generation| [&generation.by.formula, &generation.per.formula])
}

fn formulas(scenario: &Scenario) -> Vec<&Formula> {
    let shares = scenario.policies.iter().flat_map(|policy| &policy.shares);
    let of_shares = shares.flat_map(Share::formulas);
    let of_pools = scenario
        .pools
        .iter()
        .flat_map(|pool| pool.members.iter().chain(pool.need.as_ref().map(|need| &need.formula)));
    let of_groups = scenario.groupings.iter().map(|grouping| &grouping.by);
    let of_answers = scenario.answers.iter().flat_map(Answers::formulas);
    of_shares.chain(of_answers).chain(of_pools).chain(of_groups).map(|placed| &placed.formula).collect()
}
