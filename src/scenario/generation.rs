//! Tables that no file holds: the rows of another table divided into parts, such as the grids (网格) of a
//! community by its households. They are made once the parameters are known, and again where one of them changes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::Derivation;
use super::PlacedFormula;
use super::Scenario;
use super::TableSource;
use super::TableSpec;
use super::Tables;
use super::format::operand;
use crate::formula::Column;
use crate::formula::Data;
use crate::formula::Formula;
use crate::formula::TableData;
use crate::formula::number_text;
use crate::formula::round_up;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::table;
use crate::table::MOST_ROWS;
use crate::table::Origin;
use crate::table::Parts;
use crate::table::Table;

/// Whole numbers up to here are exact as floats.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// How a table is generated.
#[derive(Clone, Debug)]
pub struct Generation {
    /// Index of the table whose rows are divided.
    pub from: usize,
    /// The column that is divided, a formula that names it alone.
    pub by: PlacedFormula,
    /// The most that one part has.
    pub per: PlacedFormula,
}

impl Generation {
    /// The name of the column that is divided.
    pub fn column(&self) -> &str {
        self.by.formula.text().trim_matches('`')
    }

    /// How the parts come about, as a formula: `ROUNDUP(households / 400, 0)`.
    pub fn formula(&self) -> String {
        format!("ROUNDUP({} / {}, 0)", self.by.formula.text(), operand(self.per.formula.text()))
    }
}

/// The name of the column that holds a row's parent: the singular of its table's name where it is an English
/// plural, else the name itself.
///
/// ```
/// use junheng::scenario::generation::link_column;
/// assert_eq!(link_column("communities"), "community");
/// assert_eq!(link_column("units"), "unit");
/// assert_eq!(link_column("社区"), "社区");
/// ```
pub fn link_column(table: &str) -> String {
    match (table.strip_suffix("ies"), table.strip_suffix('s')) {
        (Some(stem), _) if !stem.is_empty() => format!("{stem}y"),
        (_, Some(stem)) if !stem.is_empty() && !stem.ends_with('s') => stem.to_owned(),
        _ => table.to_owned(),
    }
}

/// What every table holds, as formulas read it, by table and column. `replaced`: columns that take the place of a
/// file's; `derived`: the derived columns, `None` for those that are not computed.
pub fn table_data<'d>(
    specs: &[TableSpec],
    tables: &'d Tables,
    replaced: impl Fn(usize, usize) -> Option<&'d Column>,
    derived: impl Fn(usize, usize) -> Option<&'d Column>,
) -> Vec<TableData<'d>> {
    let of = tables.tables.iter().zip(&tables.parent_rows).zip(specs).enumerate();
    of.map(|(index, ((table, parent_rows), spec))| TableData {
        rows: table.rows(),
        columns: table
            .columns
            .values()
            .enumerate()
            .map(|(at, column)| Some(replaced(index, at).unwrap_or(&column.column)))
            .chain((0..spec.derived.len()).map(|column| derived(index, column)))
            .collect(),
        parent_rows: parent_rows.as_deref(),
    })
    .collect()
}

/// The tables with those that are generated made again under other values of the parameters; `None` where no
/// generated table depends on a parameter whose value is another.
///
/// # Errors
/// Every amount that cannot be divided, and every table that would have no row or too many.
pub fn regenerate(
    scenario: &Scenario,
    tables: &Tables,
    parameters: &[f64],
) -> Result<Option<Tables>, Problems> {
    let known = scenario.parameter_values();
    let changed: Vec<usize> =
        (0..known.len().min(parameters.len())).filter(|index| known[*index] != parameters[*index]).collect();
    let used: BTreeSet<usize> =
        scenario.generations.iter().flat_map(|table| scenario.rests_on(*table)).collect();
    if !changed.iter().any(|index| used.contains(index)) {
        return Ok(None);
    }
    let mut made = Tables {
        tables: tables.tables.clone(),
        parent_rows: tables.parent_rows.clone(),
        catalogue: tables.catalogue.clone(),
    };
    generate(scenario, &mut made, parameters)?;
    Ok(Some(made))
}

impl Scenario {
    /// Whether the rows of a generated table rest on a column of a file.
    pub fn generates_from(&self, column: (usize, usize)) -> bool {
        let generations = self.tables.iter().filter_map(|spec| spec.generation());
        generations.into_iter().any(|generation| {
            let derived = needed(self, generation).into_iter();
            let derived = derived.filter_map(|(table, index)| self.tables[table].derived[index].formula());
            let all = [&generation.by, &generation.per].into_iter().chain(derived);
            all.into_iter().any(|formula| formula.formula.columns_used().contains(&column))
        })
    }

    /// The parameters on which the rows of a generated table rest, through derived columns too.
    pub fn rests_on(&self, table: usize) -> BTreeSet<usize> {
        let Some(generation) = self.tables[table].generation() else { return BTreeSet::new() };
        let formulas = [&generation.by.formula, &generation.per.formula];
        let mut parameters: BTreeSet<usize> = formulas.iter().flat_map(|f| f.parameters_used()).collect();
        for (table, column) in needed(self, generation) {
            let formula = self.tables[table].derived[column].formula();
            parameters.extend(formula.into_iter().flat_map(|formula| formula.formula.parameters_used()));
        }
        parameters
    }
}

/// Makes the generated tables, each in place of what stands for it, in an order in which each finds what it uses.
///
/// # Errors
/// As [`regenerate`].
pub(super) fn generate(scenario: &Scenario, tables: &mut Tables, parameters: &[f64]) -> Result<(), Problems> {
    for table in &scenario.generations {
        let Some(generation) = scenario.tables[*table].generation() else { continue };
        let derived = derive(scenario, generation, tables, parameters)?;
        let (made, rows) = make(scenario, *table, generation, tables, &derived, parameters)?;
        tables.tables[*table] = Arc::new(made);
        tables.parent_rows[*table] = Some(rows);
        link_children(scenario, *table, tables)?;
    }
    Ok(())
}

/// Links the tables from files whose rows belong to those of a table that was generated.
fn link_children(scenario: &Scenario, parent: usize, tables: &mut Tables) -> Result<(), Problems> {
    for (child, spec) in scenario.tables.iter().enumerate() {
        if let (TableSource::File(_), Some((above, column))) = (&spec.source, &spec.parent)
            && *above == parent
        {
            let rows = table::link(&tables.tables[child], column, &tables.tables[parent])?;
            tables.parent_rows[child] = Some(rows);
        }
    }
    Ok(())
}

/// The derived columns that a generation needs, as (table, index), directly or through others.
fn needed(scenario: &Scenario, generation: &Generation) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    let mut pending: Vec<&Formula> = vec![&generation.by.formula, &generation.per.formula];
    while let Some(formula) = pending.pop() {
        for (table, column) in formula.columns_used() {
            let spec = &scenario.tables[table];
            let Some(index) = column.checked_sub(spec.first_derived) else { continue };
            if found.insert((table, index))
                && let Some(Derivation::Formula(formula)) = spec.derived.get(index).map(|column| &column.from)
            {
                pending.push(&formula.formula);
            }
        }
    }
    found
}

type Computed = Vec<((usize, usize), Column)>;

fn derive(
    scenario: &Scenario,
    generation: &Generation,
    tables: &Tables,
    parameters: &[f64],
) -> Result<Computed, Problem> {
    let needed = needed(scenario, generation);
    let mut computed: Computed = Vec::with_capacity(needed.len());
    for at in scenario.derivation.iter().filter(|at| needed.contains(at)) {
        // Columns of the service catalogue are not known where a table is generated.
        let Some(formula) = scenario.tables[at.0].derived[at.1].formula() else { continue };
        let column = evaluate(scenario, formula, tables, &computed, parameters)?;
        computed.push((*at, column));
    }
    Ok(computed)
}

fn evaluate(
    scenario: &Scenario,
    formula: &PlacedFormula,
    tables: &Tables,
    computed: &Computed,
    parameters: &[f64],
) -> Result<Column, Problem> {
    let find = |table: usize, column: usize| {
        computed.iter().find(|(at, _)| *at == (table, column)).map(|(_, column)| column)
    };
    let data = Data {
        tables: table_data(&scenario.tables, tables, |_, _| None, find),
        parameters,
        baseline: None,
        stop: None,
    };
    formula.formula.evaluate(&data).map_err(|problem| formula.problem(scenario, tables, &problem))
}

fn make(
    scenario: &Scenario,
    table: usize,
    generation: &Generation,
    tables: &Tables,
    derived: &Computed,
    parameters: &[f64],
) -> Result<(Table, Vec<u32>), Problems> {
    let from = &tables.tables[generation.from];
    let amounts = match from.column(generation.column()) {
        Some(column) => Cow::Borrowed(column),
        None => Cow::Owned(evaluate(scenario, &generation.by, tables, derived, parameters)?),
    };
    let sizes = evaluate(scenario, &generation.per, tables, derived, parameters)?;
    let mut division = Division { from, generation, problems: Problems::default(), hidden: 0 };
    let mut whole = Vec::with_capacity(from.rows());
    let mut counts = Vec::with_capacity(from.rows());
    let mut total = 0.0;
    for row in 0..from.rows() {
        let amount = division.amount(row, amounts.number(row));
        let size = division.size(row, sizes.number(row).unwrap_or(f64::NAN));
        let count = round_up(amount / size);
        total += count;
        whole.push(amount as u64);
        counts.push(if total <= MOST_ROWS as f64 { count as u64 } else { 0 });
    }
    let name = &scenario.tables[table].name;
    let problems = division.finish(name, total);
    let link = link_column(&from.name);
    let by = generation.column();
    problems.or(()).map(|()| {
        let origin = match from.columns.get(by).map(|column| column.origin) {
            Some(Origin::Sourced) | None => Origin::Estimated,
            Some(origin) => origin,
        };
        let source = generation.formula();
        let (amounts, counts) = (&whole[..], &counts[..]);
        Parts { name, parent: from, link: &link, by, origin, source, amounts, counts }.table()
    })
}

/// Checks what is divided; the first mistakes are told in full, the rest counted.
struct Division<'a> {
    from: &'a Table,
    generation: &'a Generation,
    problems: Problems,
    hidden: usize,
}

impl Division<'_> {
    /// Mistakes shown in full.
    const SHOWN: usize = 20;

    fn add(&mut self, problem: Problem) {
        match self.problems.0.len() < Self::SHOWN {
            true => self.problems.push(problem),
            false => self.hidden += 1,
        }
    }

    /// The cell that is divided; of a derived column its formula.
    fn place(&self, row: usize) -> Place {
        let column = self.generation.column();
        match self.from.column(column) {
            Some(_) => self.from.place(row, column),
            None => self.generation.by.whole_place(),
        }
    }

    fn amount(&mut self, row: usize, amount: Option<f64>) -> f64 {
        if let Some(amount) = amount.filter(|a| (0.0..=MOST_EXACT).contains(a) && a.fract() == 0.0) {
            return amount;
        }
        let (id, column) = (self.from.id(row), self.generation.column());
        let (en, zh) = match amount.map(number_text) {
            Some(shown) => (
                format!("`{column}` of `{id}` is {shown}, which cannot be divided into whole parts"),
                format!("`{id}` 的 `{column}` 为 {shown}，不能划分成整数的各份"),
            ),
            None => (
                format!("`{column}` of `{id}` is blank: nothing can be divided"),
                format!("`{id}` 的 `{column}` 为空，无从划分"),
            ),
        };
        let problem = Problem::new(self.place(row), en, zh)
            .remedy("write a whole number of 0 or more", "应写不小于 0 的整数");
        self.add(problem);
        0.0
    }

    fn size(&mut self, row: usize, size: f64) -> f64 {
        if size > 0.0 {
            return size;
        }
        // Where the size is the same for all, it is told once.
        let per = &self.generation.per;
        let same = per.formula.columns_used().is_empty();
        if !same || row == 0 {
            let shown = number_text(size);
            let (en, zh) = match same {
                true => (String::new(), String::new()),
                false => (format!(" for `{}`", self.from.id(row)), format!("（`{}`）", self.from.id(row))),
            };
            let problem = Problem::new(
                per.whole_place(),
                format!("`per` is {shown}{en}: nothing can be divided into parts of that size"),
                format!("`per` 为 {shown}{zh}，无法按此划分"),
            )
            .remedy("write a number above 0", "应写大于 0 的数");
            self.add(problem);
        }
        1.0
    }

    /// The mistakes, and whether a table of so many rows can be.
    fn finish(mut self, name: &str, rows: f64) -> Problems {
        if self.hidden > 0 {
            let (more, place) = (self.hidden, self.generation.by.whole_place());
            self.problems.push(
                Problem::new(
                    place,
                    format!("and {more} more that cannot be divided"),
                    format!("另有 {more} 处不能划分"),
                )
                .remedy("correct them likewise", "请照样更正"),
            );
        }
        if !self.problems.0.is_empty() {
            return self.problems;
        }
        let place = self.generation.per.whole_place();
        if rows > MOST_ROWS as f64 {
            let rows = number_text(rows);
            self.problems.push(
                Problem::new(
                    place,
                    format!("table `{name}` would have {rows} rows, more than {MOST_ROWS}"),
                    format!("数据表 `{name}` 将有 {rows} 行，超过 {MOST_ROWS} 行"),
                )
                .remedy("write a larger `per`", "请增大 `per`"),
            );
        } else if rows == 0.0 {
            let column = self.generation.column().to_owned();
            self.problems.push(
                Problem::new(
                    place,
                    format!("table `{name}` would have no row: `{column}` is 0 everywhere"),
                    format!("数据表 `{name}` 将没有一行：`{column}` 处处为 0"),
                )
                .remedy("divide a column that is above 0 somewhere", "请划分至少有一处大于 0 的列"),
            );
        }
        self.problems
    }
}
