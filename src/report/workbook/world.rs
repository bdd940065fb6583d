//! The facts as sheets: one for each table, and again for each policy that changes the service catalogue.

use std::collections::BTreeSet;

use crate::claim::Facts;
use crate::formula::Cells;
use crate::formula::Column;
use crate::formula::Part;
use crate::scenario::Derivation;
use crate::scenario::PlacedFormula;
use crate::scenario::ServiceColumn;

use super::place::WHOLE_ROW;
use super::place::letters;
use super::place::range;
use super::place::row_number;
use super::place::sheet_prefix;

/// The tables as sheets, under one service catalogue.
pub(crate) struct World<'a> {
    /// What the cells hold.
    pub(crate) facts: &'a Facts<'a>,
    /// One per table of the scenario.
    pub(crate) tables: Vec<TableSheet>,
    /// The sheet of the service catalogue, where there is one.
    pub(crate) services: Option<String>,
    /// The cells of the parameters, by name.
    pub(crate) parameters: &'a [String],
}

/// One table as a sheet.
pub(crate) struct TableSheet {
    /// The sheet's name.
    pub(crate) name: String,
    /// Rows of the table.
    pub(crate) rows: usize,
    /// Columns of the table, derived ones included; helper columns follow.
    pub(crate) columns: usize,
    /// The helper columns.
    pub(crate) helpers: Vec<Helper>,
}

/// A column that formulas need besides those of the table.
pub(crate) enum Helper {
    /// In which row of its sheet the row stands that is so many steps above.
    Owner(usize),
    /// Driver units of an item of the service catalogue.
    Driver(usize),
    /// What a formula computes on the way.
    Part(Box<Part>),
}

impl<'a> World<'a> {
    /// Lays out the sheets. `names`: one per table; `services`: the catalogue's sheet; `formulas`: every formula
    /// that will be written over these facts.
    pub(crate) fn new(
        facts: &'a Facts<'a>,
        names: Vec<String>,
        services: Option<String>,
        parameters: &'a [String],
        formulas: &[&PlacedFormula],
    ) -> World<'a> {
        let scenario = facts.scenario;
        let mut tables: Vec<TableSheet> = names
            .into_iter()
            .enumerate()
            .map(|(table, name)| TableSheet {
                name,
                rows: facts.tables.tables[table].rows(),
                columns: scenario.vocabulary.tables[table].columns.len(),
                helpers: (1..=ancestors(facts, table)).map(Helper::Owner).collect(),
            })
            .collect();
        if let Some(catalogue) = facts.services() {
            let drivers = (0..catalogue.items.len()).map(Helper::Driver);
            tables[catalogue.over].helpers.extend(drivers);
        }
        let derived = scenario.tables.iter().flat_map(|table| &table.derived).filter_map(|c| c.formula());
        let drivers =
            facts.services().into_iter().flat_map(|catalogue| &catalogue.items).map(|item| &item.per);
        let mut known = BTreeSet::new();
        for formula in derived.chain(drivers).chain(formulas.iter().copied()) {
            for part in formula.formula.spreadsheet_parts() {
                if known.insert(part.key.clone()) {
                    tables[part.formula.table()].helpers.push(Helper::Part(Box::new(part)));
                }
            }
        }
        World { facts, tables, services, parameters }
    }

    /// The column of a helper on its table's sheet.
    fn helper(&self, table: usize, is_it: impl Fn(&Helper) -> bool) -> Option<usize> {
        let sheet = &self.tables[table];
        Some(sheet.columns + sheet.helpers.iter().position(is_it)?)
    }

    fn owner(&self, table: usize, steps: usize) -> Option<usize> {
        self.helper(table, |helper| matches!(helper, Helper::Owner(own) if *own == steps))
    }

    fn part(&self, key: &str) -> Option<(usize, usize)> {
        let is_it = |helper: &Helper| matches!(helper, Helper::Part(part) if part.key == key);
        (0..self.tables.len()).find_map(|table| Some((table, self.helper(table, is_it)?)))
    }

    /// The columns of all drivers on the catalogue's table: first and last.
    pub(crate) fn drivers(&self) -> Option<(usize, usize, usize)> {
        let catalogue = self.facts.services()?;
        let first = self.helper(catalogue.over, |helper| matches!(helper, Helper::Driver(0)))?;
        Some((catalogue.over, first, first + catalogue.items.len() - 1))
    }

    /// The parent's row of a table `steps` above a row.
    fn climbed(&self, mut table: usize, mut row: usize, steps: usize) -> Option<(usize, usize)> {
        for _ in 0..steps {
            row = *self.facts.tables.parent_rows[table].as_ref()?.get(row)? as usize;
            table = self.facts.scenario.tables[table].parent.as_ref()?.0;
        }
        Some((table, row))
    }

    /// The formula and the number of an owner's cell.
    pub(crate) fn owner_cell(&self, table: usize, row: usize, steps: usize) -> Option<(String, f64)> {
        let number = f64::from(row_number(self.climbed(table, row, steps)?.1));
        let (parent, column) = self.facts.scenario.tables[table].parent.as_ref()?;
        if steps > 1 {
            let above = letters(self.owner(*parent, steps - 1)?);
            let sheet = sheet_prefix(&self.tables[*parent].name);
            let own = letters(self.owner(table, 1)?);
            return Some((format!("INDEX({sheet}${above}:${above},${own}{})", row_number(row)), number));
        }
        let parents = &self.facts.tables.tables[*parent];
        let column = self.facts.tables.tables[table].columns.get_index_of(column)?;
        let own = format!("${}{}", letters(column), row_number(row));
        let prefix = sheet_prefix(&self.tables[*parent].name);
        let ids = range(&prefix, parents.columns.get_index_of("id")?, parents.rows());
        let text = match is_plain(parents.ids()) {
            true => format!("MATCH({own},{ids},0)+{}", super::place::FIRST_ROW - 1),
            false => format!("SUMPRODUCT(EXACT({ids},{own})*ROW({ids}))"),
        };
        Some((text, number))
    }

    /// The formula of a derived column's cell; `None` where a spreadsheet cannot say it.
    pub(crate) fn derived_cell(&self, table: usize, derived: usize, row: usize) -> Option<String> {
        let view = View { world: self, table, row, sheet: Some(table), baseline: None };
        match &self.facts.scenario.tables[table].derived[derived].from {
            Derivation::Formula(formula) => formula.formula.spreadsheet(&view),
            Derivation::Services(column) => {
                let (_, first, last) = self.drivers()?;
                let number = row_number(row);
                let drivers = format!("${}{number}:${}{number}", letters(first), letters(last));
                let items = self.facts.services()?.items.len();
                let counted = counted_range(self.services.as_ref()?, *column, items);
                Some(format!("SUMPRODUCT(MMULT({drivers},{counted}))"))
            }
        }
    }

    /// The view of the facts from a cell that stands on another sheet and is for a row of a table.
    pub(crate) fn seen_from_elsewhere(&self, table: usize, row: usize, baseline: Option<String>) -> View<'_> {
        View { world: self, table, row, sheet: None, baseline }
    }

    /// The view from a cell of a table's own sheet.
    pub(crate) fn seen_from(&self, table: usize, row: usize) -> View<'_> {
        View { world: self, table, row, sheet: Some(table), baseline: None }
    }

    /// A column of a table, from its file or derived.
    pub(crate) fn column(&self, table: usize, column: usize) -> Option<&Column> {
        let name = &self.facts.scenario.vocabulary.tables[table].columns.get(column)?.0;
        self.facts.column(table, name)
    }
}

/// The first of the columns of the services' sheet that are counted, and which is which.
pub(crate) const COUNTED_FROM: usize = 9;

/// The cells of the services' sheet that hold what one driver unit of each item adds to a column.
pub(crate) fn counted_range(sheet: &str, column: ServiceColumn, items: usize) -> String {
    let place = ServiceColumn::ALL.iter().position(|known| *known == column).unwrap_or(0);
    range(&sheet_prefix(sheet), COUNTED_FROM + place, items)
}

/// How many tables stand above a table.
fn ancestors(facts: &Facts<'_>, table: usize) -> usize {
    let parent = |table: usize| facts.scenario.tables[table].parent.as_ref().map(|parent| parent.0);
    let mut above = std::iter::successors(parent(table), |table| parent(*table));
    (0..facts.scenario.tables.len()).take_while(|_| above.next().is_some()).count()
}

/// Whether MATCH tells ids apart: it minds neither case nor what follows a `*`.
fn is_plain<'t>(ids: impl Iterator<Item = &'t str>) -> bool {
    let mut known = BTreeSet::new();
    let mut is_plain = true;
    for id in ids {
        is_plain &= !id.contains(['*', '?', '~']) && id.encode_utf16().count() < 250;
        is_plain &= known.insert(id.to_lowercase());
    }
    is_plain
}

/// The facts as a cell sees them.
pub(crate) struct View<'w> {
    world: &'w World<'w>,
    table: usize,
    row: usize,
    /// The table on whose sheet the cell stands.
    sheet: Option<usize>,
    baseline: Option<String>,
}

impl View<'_> {
    fn prefix(&self, table: usize) -> String {
        if self.sheet == Some(table) { String::new() } else { sheet_prefix(&self.world.tables[table].name) }
    }

    fn at(&self, column: usize, steps: usize) -> Option<String> {
        let world = self.world;
        let number = row_number(self.row);
        if steps == 0 {
            return Some(format!("{}${}{number}", self.prefix(self.table), letters(column)));
        }
        let (above, _) = world.climbed(self.table, self.row, steps)?;
        let owner = letters(world.owner(self.table, steps)?);
        let (own, letters) = (self.prefix(self.table), letters(column));
        let sheet = self.prefix(above);
        Some(format!("INDEX({sheet}${letters}:${letters},{own}${owner}{number})"))
    }
}

impl Cells for View<'_> {
    fn parameter(&self, parameter: usize) -> String {
        self.world.parameters[parameter].clone()
    }

    fn cell(&self, _table: usize, column: usize, steps: usize) -> String {
        self.at(column, steps).unwrap_or_else(|| "NA()".to_owned())
    }

    fn has_blanks(&self, table: usize, column: usize) -> bool {
        self.world.column(table, column).is_some_and(|column| column.blanks.is_some())
    }

    fn baseline(&self) -> Option<String> {
        self.baseline.clone()
    }

    fn range(&self, table: usize, column: usize) -> String {
        range(&self.prefix(table), column, self.world.tables[table].rows)
    }

    fn owners(&self, table: usize, steps: usize) -> Option<String> {
        let column = self.world.owner(table, steps)?;
        Some(range(&self.prefix(table), column, self.world.tables[table].rows))
    }

    fn row_number(&self) -> String {
        match self.sheet == Some(self.table) {
            true => "ROW()".to_owned(),
            false => format!("ROW({}$A{})", self.prefix(self.table), row_number(self.row)),
        }
    }

    fn helper_range(&self, key: &str) -> Option<String> {
        let (table, column) = self.world.part(key)?;
        Some(range(&self.prefix(table), column, self.world.tables[table].rows))
    }

    fn whole_cell(&self, key: &str) -> Option<String> {
        let (table, column) = self.world.part(key)?;
        let sheet = &self.world.tables[table];
        let Helper::Part(part) = &sheet.helpers[column - sheet.columns] else { return None };
        // What a spreadsheet cannot say stands in no cell.
        part.spreadsheet(&self.world.seen_from(table, 0))?;
        Some(format!("{}${}${WHOLE_ROW}", self.prefix(table), letters(column)))
    }

    fn helper_cell(&self, key: &str, steps: usize) -> Option<String> {
        let (table, column) = self.world.part(key)?;
        let (above, _) = self.world.climbed(self.table, self.row, steps)?;
        if above == table { self.at(column, steps) } else { None }
    }
}
