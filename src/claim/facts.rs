//! The facts of a scenario: its tables, the columns derived from them, and the parameters' values.

mod detached;

use std::sync::Arc;

pub use detached::Detached;

use super::change::Change;
use super::change::Input;
use super::change::Reach;
use crate::formula::Column;
use crate::formula::Data;
use crate::formula::EvaluationProblem;
use crate::formula::Formula;
use crate::formula::Trace;
use crate::formula::Values;
use crate::formula::number_text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Stop;
use crate::scenario::Derivation;
use crate::scenario::PlacedFormula;
use crate::scenario::Scenario;
use crate::scenario::Service;
use crate::scenario::ServiceColumn;
use crate::scenario::Services;
use crate::scenario::Strata;
use crate::scenario::Tables;
use crate::scenario::generation::table_data;
use crate::summation::Sum;

/// Everything a formula can name, with its value; what the pools share out, too. A clone costs little.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its tables.
    pub tables: &'a Tables,
    /// The parameters' values, in the vocabulary's order.
    pub parameters: Vec<f64>,
    /// What each pool shares out, in parts of its unit.
    pub totals: Vec<i64>,
    /// What the strata of a pool share out where that is not what the scenario has, by the pool's index.
    strata: Vec<(usize, Vec<i64>)>,
    services: Option<&'a Services>,
    derived: Vec<Vec<Arc<Column>>>,
    drivers: Arc<Vec<Vec<f64>>>,
    /// Columns that take the place of a file's, by table and column.
    replaced: Vec<((usize, usize), Arc<Column>)>,
    /// The facts under each policy that changes the service catalogue.
    changed: Vec<Option<Facts<'a>>>,
    /// By which whoever waits gives up what is worked out from these facts.
    stop: Stop,
}

impl<'a> Facts<'a> {
    /// Computes the derived columns in their order, under the given values of the parameters; and again for each
    /// policy that changes the service catalogue.
    ///
    /// # Errors
    /// The first derived column that cannot be computed.
    pub fn derive(
        scenario: &'a Scenario,
        tables: &'a Tables,
        parameters: Vec<f64>,
    ) -> Result<Facts<'a>, Problems> {
        Facts::derive_until(scenario, tables, parameters, &Stop::never())
    }

    /// As [`Facts::derive`], for work that may be given up: every formula then fails.
    ///
    /// # Errors
    /// As [`Facts::derive`]; that the work was given up.
    pub fn derive_until(
        scenario: &'a Scenario,
        tables: &'a Tables,
        parameters: Vec<f64>,
        stop: &Stop,
    ) -> Result<Facts<'a>, Problems> {
        let derive = |services| Facts::derive_under(scenario, tables, parameters.clone(), services, stop);
        let mut facts = derive(scenario.services.as_ref())?;
        let changed = scenario.policies.iter().map(|policy| policy.services.as_ref());
        facts.changed = changed
            .map(|services| services.map(|services| derive(Some(services))).transpose())
            .collect::<Result<_, _>>()?;
        Ok(facts)
    }

    fn derive_under(
        scenario: &'a Scenario,
        tables: &'a Tables,
        parameters: Vec<f64>,
        services: Option<&'a Services>,
        stop: &Stop,
    ) -> Result<Facts<'a>, Problems> {
        let derived = scenario.tables.iter().map(|table| Vec::with_capacity(table.derived.len())).collect();
        let totals = scenario.pools.iter().map(|pool| pool.total).collect();
        let stop = stop.clone();
        let mut facts = Facts {
            scenario,
            tables,
            parameters,
            totals,
            strata: Vec::new(),
            services,
            derived,
            drivers: Arc::default(),
            replaced: Vec::new(),
            changed: Vec::new(),
            stop,
        };
        for (table, index) in &scenario.derivation {
            let column = Arc::new(facts.derived_column(*table, *index)?);
            facts.derived[*table].push(column);
        }
        Ok(facts)
    }

    /// The same facts with some of them changed; only derived columns that rest on those are computed again.
    ///
    /// # Errors
    /// As [`Facts::derive`].
    pub fn with(&self, change: &Change, inputs: &[Input], reach: &Reach) -> Result<Facts<'a>, Problems> {
        let mut facts = self.clone();
        for (index, value) in &change.parameters {
            facts.parameters[*index] = *value;
        }
        for (pool, total) in &change.totals {
            facts.totals[*pool] = *total;
        }
        facts.strata.extend(change.strata.iter().cloned());
        let combined = self.scenario.pools.iter().enumerate().filter(|(_, pool)| pool.is_combined());
        for (index, pool) in combined.filter(|_| !change.totals.is_empty()) {
            facts.totals[index] = pool.combines.iter().map(|part| facts.totals[*part]).sum();
        }
        for (place, column) in &change.columns {
            facts.replaced.retain(|(replaced, _)| replaced != place);
            facts.replaced.push((*place, Arc::clone(column)));
        }
        let moved = |at: &usize| reach.derived[*at].meet(inputs);
        let entries = &self.scenario.derivation;
        let is_service = |at: usize| {
            let (table, index) = entries[at];
            matches!(self.scenario.tables[table].derived[index].from, Derivation::Services(_))
        };
        if (0..entries.len()).filter(moved).any(is_service) {
            facts.drivers = Arc::default();
        }
        for at in (0..entries.len()).filter(moved) {
            let (table, index) = entries[at];
            let mut column = facts.derived_column(table, index)?;
            let place = (table, self.scenario.tables[table].first_derived + index);
            for (_, by) in change.factors.iter().filter(|(factored, _)| *factored == place) {
                multiply(&mut column, by);
            }
            facts.derived[table][index] = Arc::new(column);
        }
        let under = |facts: &Option<Facts<'a>>| match facts {
            Some(facts) => facts.with(change, inputs, reach).map(Some),
            None => Ok(None),
        };
        facts.changed = self.changed.iter().map(under).collect::<Result<_, _>>()?;
        Ok(facts)
    }

    fn derived_column(&mut self, table: usize, index: usize) -> Result<Column, Problems> {
        match &self.scenario.tables[table].derived[index].from {
            Derivation::Formula(formula) => {
                Ok(self
                    .with_data(None, |data| formula.formula.evaluate(data))
                    .map_err(|problem| formula.problem(self.scenario, self.tables, &problem))?)
            }
            Derivation::Services(column) => self.service_column(*column),
        }
    }

    /// One column that the service catalogue adds; the first to be asked for has the drivers computed.
    fn service_column(&mut self, column: ServiceColumn) -> Result<Column, Problems> {
        let Some(services) = self.services else { return Ok(Column::numbers(Vec::new())) };
        let rows = self.tables.tables[services.over].rows();
        if self.drivers.is_empty() {
            self.drivers = Arc::new(self.compute_drivers(services, rows)?);
        }
        let mut sums = vec![Sum::default(); rows];
        for (item, units) in services.items.iter().zip(self.drivers.iter()) {
            for (sum, units) in sums.iter_mut().zip(units) {
                sum.add(column.amount(item, *units));
            }
        }
        Ok(Column::numbers(sums.into_iter().map(Sum::value).collect()))
    }

    fn compute_drivers(&self, services: &Services, rows: usize) -> Result<Vec<Vec<f64>>, Problems> {
        let all: Vec<u32> = (0..rows as u32).collect();
        let mut problems = Problems::default();
        let mut drivers = Vec::with_capacity(services.items.len());
        for item in &services.items {
            match self.numbers(&item.per, &all, None) {
                Ok(units) => {
                    if let Some(row) = units.iter().position(|units| *units < 0.0) {
                        problems.push(self.negative_driver(services, item, row, units[row]));
                    }
                    drivers.push(units);
                }
                Err(problem) => problems.push(problem),
            }
        }
        problems.or(drivers)
    }

    fn negative_driver(&self, services: &Services, item: &Service, row: usize, units: f64) -> Problem {
        let id = self.tables.tables[services.over].id(row);
        let units = number_text(units);
        Problem::new(
            item.per.whole_place(),
            format!("{} of `{id}` is {units}, below zero", item.per.role.en),
            format!("`{id}` 的{}为 {units}，小于零", item.per.role.zh),
        )
        .remedy("write a driver that gives 0 or more", "工作量不得小于 0")
    }

    /// The facts under a policy: its own where it changes the service catalogue.
    pub fn under(&self, policy: usize) -> &Facts<'a> {
        self.changed.get(policy).and_then(Option::as_ref).unwrap_or(self)
    }

    /// By which what is worked out from these facts is given up.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// What a stratum of a pool shares out, in parts of the unit, by the stratum's place.
    pub fn stratum_total(&self, pool: usize, strata: &Strata, stratum: usize) -> i64 {
        let changed = self.strata.iter().rev().find(|(changed, _)| *changed == pool);
        changed.map_or(strata.totals[stratum].1, |(_, totals)| totals[stratum])
    }

    /// The service catalogue that the facts rest on.
    pub fn services(&self) -> Option<&'a Services> {
        self.services
    }

    /// How many driver units of each item of the catalogue each member has: one list per item.
    pub fn drivers(&self) -> &[Vec<f64>] {
        &self.drivers
    }

    /// A column of a table, from its file or derived.
    pub fn column(&self, table: usize, name: &str) -> Option<&Column> {
        match self.tables.tables[table].columns.get_full(name) {
            Some((index, _, column)) => Some(self.replacement(table, index).unwrap_or(&column.column)),
            None => {
                let spec = &self.scenario.tables[table];
                let index = spec.derived.iter().position(|column| column.name == name)?;
                self.derived[table].get(index).map(Arc::as_ref)
            }
        }
    }

    fn replacement(&self, table: usize, column: usize) -> Option<&Column> {
        let mut replaced = self.replaced.iter();
        replaced.find(|(place, _)| *place == (table, column)).map(|(_, column)| column.as_ref())
    }

    fn with_data<T>(&self, baseline: Option<&[f64]>, use_it: impl FnOnce(&Data<'_>) -> T) -> T {
        let replaced = |table: usize, column: usize| self.replacement(table, column);
        let derived = |table: usize, column: usize| self.derived[table].get(column).map(Arc::as_ref);
        let tables = table_data(&self.scenario.tables, self.tables, replaced, derived);
        use_it(&Data { tables, parameters: &self.parameters, baseline, stop: Some(&self.stop) })
    }

    /// Evaluates a formula for some rows of its table.
    ///
    /// `baseline`: one value per row of the table, where the formula may name it.
    ///
    /// # Errors
    /// What went wrong, with the member's id and the place in the formula.
    pub fn evaluate(
        &self,
        formula: &PlacedFormula,
        rows: &[u32],
        baseline: Option<&[f64]>,
    ) -> Result<Column, Problem> {
        let whole = rows.len() == self.tables.tables[formula.formula.table()].rows();
        self.with_data(baseline, |data| match whole {
            true => formula.formula.evaluate(data),
            false => formula.formula.evaluate_rows(data, rows),
        })
        .map_err(|problem| formula.problem(self.scenario, self.tables, &problem))
    }

    /// The values of a formula, row by row of its table; `None` for a row where it has none.
    pub fn each(&self, formula: &Formula) -> Vec<Option<Column>> {
        let rows = 0..self.tables.tables[formula.table()].rows() as u32;
        self.with_data(None, |data| match formula.evaluate(data) {
            Ok(all) => rows.map(|row| Some(all.row(row as usize))).collect(),
            Err(_) => rows.map(|row| formula.evaluate_rows(data, &[row]).ok()).collect(),
        })
    }

    /// Evaluates a formula that gives numbers.
    ///
    /// # Errors
    /// As [`Facts::evaluate`].
    pub fn numbers(
        &self,
        formula: &PlacedFormula,
        rows: &[u32],
        baseline: Option<&[f64]>,
    ) -> Result<Vec<f64>, Problem> {
        match self.evaluate(formula, rows, baseline)?.values {
            Values::Number(numbers) => Ok(numbers),
            // The checker has refused a formula of another type where a number is due.
            Values::Text(_) | Values::Truth(_) => Ok(Vec::new()),
        }
    }

    /// The calculation of a formula for one row, for an explanation.
    ///
    /// # Errors
    /// As the evaluation of the row.
    pub fn trace(
        &self,
        formula: &PlacedFormula,
        row: usize,
        baseline: Option<&[f64]>,
    ) -> Result<Trace, EvaluationProblem> {
        self.with_data(baseline, |data| formula.formula.trace(data, row))
    }
}

/// Multiplies a column of numbers row by row; blank cells stay blank.
fn multiply(column: &mut Column, by: &[f64]) {
    if let Values::Number(numbers) = &mut column.values {
        for (number, factor) in numbers.iter_mut().zip(by) {
            *number *= factor;
        }
    }
}
