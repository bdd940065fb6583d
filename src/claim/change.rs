//! What may be changed in a scenario without reading or compiling anything again, and what depends on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::formula::Column;
use crate::formula::Formula;
use crate::scenario::Derivation;
use crate::scenario::PlacedFormula;
use crate::scenario::Scenario;
use crate::scenario::Share;
use crate::scenario::Tables;

/// Something that results rest on in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A parameter, by its index in the scenario; 0 is `year`.
    Parameter(usize),
    /// A column by table and by its place in the vocabulary: of the table's file, or a derived one that the scenario
    /// calls uncertain.
    Column(usize, usize),
    /// A pool's total, by the pool's index.
    Total(usize),
}

/// A column by its table and its place in the vocabulary.
pub type ColumnPlace = (usize, usize);

/// New values of some inputs; everything else stays as the scenario and its tables have it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Parameters by index, and their values.
    pub parameters: Vec<(usize, f64)>,
    /// Pools by index, and their totals in parts of the unit.
    pub totals: Vec<(usize, i64)>,
    /// Pools that are kept in strata by index, and what each stratum has, in parts of the unit: the sum stands among
    /// the totals.
    pub strata: Vec<(usize, Vec<i64>)>,
    /// Columns of files by table and column, and their values: of the same type and length.
    pub columns: Vec<(ColumnPlace, Arc<Column>)>,
    /// Derived columns that the scenario calls uncertain, by table and by place in the vocabulary, and what their
    /// values are multiplied by once they are computed: one factor a row.
    pub factors: Vec<(ColumnPlace, Arc<Vec<f64>>)>,
}

impl Change {
    /// What it changes.
    pub fn inputs(&self) -> Vec<Input> {
        let parameters = self.parameters.iter().map(|(index, _)| Input::Parameter(*index));
        let totals = self.totals.iter().map(|(pool, _)| Input::Total(*pool));
        let columns = self.changed_columns().map(|(table, column)| Input::Column(table, column));
        parameters.chain(totals).chain(columns).collect()
    }

    /// The columns that have other values, of files and derived.
    pub fn changed_columns(&self) -> impl Iterator<Item = ColumnPlace> + '_ {
        let of_files = self.columns.iter().map(|(place, _)| *place);
        of_files.chain(self.factors.iter().map(|(place, _)| *place))
    }
}

/// The inputs that something rests on, through whatever lies between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(pub BTreeSet<Input>);

impl Inputs {
    /// Whether any of these is among them.
    pub fn meet(&self, changed: &[Input]) -> bool {
        changed.iter().any(|input| self.0.contains(input))
    }
}

/// What everything in a scenario rests on.
#[derive(Clone, Debug)]
pub struct Reach {
    /// One per entry of the scenario's derivation.
    pub derived: Vec<Inputs>,
    /// One per pool.
    pub pools: Vec<PoolReach>,
}

/// What a pool and its shares rest on.
#[derive(Clone, Debug)]
pub struct PoolReach {
    /// Who takes part.
    pub members: Inputs,
    /// The strata.
    pub strata: Inputs,
    /// The residents.
    pub population: Inputs,
    /// The need.
    pub need: Inputs,
    /// The total.
    pub total: Inputs,
    /// One per grouping of the scenario.
    pub groupings: Vec<Inputs>,
    /// One per policy.
    pub shares: Vec<ShareReach>,
}

/// What the formulas of a share rest on, besides the baseline's awards.
#[derive(Clone, Debug)]
pub struct ShareReach {
    /// One per factor.
    pub factors: Vec<Inputs>,
    /// The floor.
    pub floor: Inputs,
    /// The cap.
    pub cap: Inputs,
    /// What members have already.
    pub existing: Inputs,
}

impl Reach {
    /// Follows every formula of a scenario down to its inputs.
    pub fn of(scenario: &Scenario, tables: &Tables) -> Reach {
        let mut tracer = Tracer { scenario, derived: Vec::with_capacity(scenario.derivation.len()) };
        for (table, index) in &scenario.derivation {
            let mut inputs = match &scenario.tables[*table].derived[*index].from {
                Derivation::Formula(formula) => tracer.formula(&formula.formula),
                Derivation::Services(_) => {
                    let own = scenario.policies.iter().filter_map(|policy| policy.services.as_ref());
                    let all = own.chain(&scenario.services);
                    tracer.all(all.flat_map(|services| &services.items).map(|item| &item.per))
                }
            };
            let column = scenario.tables[*table].first_derived + index;
            if scenario.noises.iter().any(|noise| (noise.table, noise.column) == (*table, column)) {
                inputs.0.insert(Input::Column(*table, column));
            }
            tracer.derived.push(inputs);
        }
        let pools = (0..scenario.pools.len()).map(|pool| tracer.pool(tables, pool)).collect();
        Reach { derived: tracer.derived, pools }
    }
}

/// Follows formulas down to their inputs, the derived columns before it being known.
struct Tracer<'a> {
    scenario: &'a Scenario,
    derived: Vec<Inputs>,
}

impl Tracer<'_> {
    fn all<'f>(&self, formulas: impl IntoIterator<Item = &'f PlacedFormula>) -> Inputs {
        Inputs(formulas.into_iter().flat_map(|placed| self.formula(&placed.formula).0).collect())
    }

    fn formula(&self, formula: &Formula) -> Inputs {
        let mut inputs: BTreeSet<Input> =
            formula.parameters_used().into_iter().map(Input::Parameter).collect();
        for (table, column) in formula.columns_used() {
            inputs.extend(self.column(table, column).0);
        }
        Inputs(inputs)
    }

    fn column(&self, table: usize, column: usize) -> Inputs {
        let Some(derived) = column.checked_sub(self.scenario.tables[table].first_derived) else {
            return Inputs(BTreeSet::from([Input::Column(table, column)]));
        };
        let place = self.scenario.derivation.iter().position(|entry| *entry == (table, derived));
        place.and_then(|place| self.derived.get(place)).cloned().unwrap_or_default()
    }

    /// A column by its name, in the vocabulary's order: the file's columns, then the derived ones.
    fn named(&self, tables: &Tables, table: usize, name: &str) -> Inputs {
        let spec = &self.scenario.tables[table];
        let derived = || spec.derived.iter().position(|column| column.name == name);
        let of_file = tables.tables[table].columns.get_index_of(name);
        let column = of_file.or_else(|| derived().map(|index| spec.first_derived + index));
        column.map(|column| self.column(table, column)).unwrap_or_default()
    }

    fn pool(&self, tables: &Tables, index: usize) -> PoolReach {
        let pool = &self.scenario.pools[index];
        let strata = pool.strata.as_ref().map(|strata| self.named(tables, pool.over, &strata.column));
        PoolReach {
            members: self.all(&pool.members),
            strata: strata.unwrap_or_default(),
            population: self.named(tables, pool.over, "population"),
            need: self.all(pool.need.as_ref().map(|need| &need.formula)),
            total: Inputs(BTreeSet::from([Input::Total(index)])),
            groupings: self.scenario.groupings.iter().map(|grouping| self.all([&grouping.by])).collect(),
            shares: self.scenario.policies.iter().map(|policy| self.share(&policy.shares[index])).collect(),
        }
    }

    fn share(&self, share: &Share) -> ShareReach {
        ShareReach {
            factors: share.factors.iter().map(|factor| self.all([&factor.amount])).collect(),
            floor: self.all(&share.floor),
            cap: self.all(&share.cap),
            existing: self.all(&share.existing),
        }
    }
}
