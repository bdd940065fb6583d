//! The sheet of parameters and totals; each value is a cell with a name.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::language::Text;
use crate::quantity::Unit;
use crate::report::html::assumptions::is_given;
use crate::report::html::page::pick;
use crate::scenario::Pool;
use crate::scenario::Scenario;

use super::book_name::CellNames;
use super::layout::Layout;
use super::place::sheet_prefix;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;

/// The names of all cells that hold a number somebody chose.
pub(crate) struct ChosenCells {
    /// One per parameter.
    pub(crate) parameters: Vec<String>,
    /// One per pool of the scenario.
    pub(crate) pools: Vec<PoolCells>,
}

/// The names of a pool's cells.
pub(crate) struct PoolCells {
    /// Its total.
    pub(crate) total: String,
    /// The smallest amount given.
    pub(crate) step: String,
    /// The totals of its strata.
    pub(crate) strata: Vec<String>,
}

impl ChosenCells {
    /// Names for the cells of a scenario.
    pub(crate) fn of(scenario: &Scenario) -> ChosenCells {
        let mut names = CellNames::default();
        let parameters = scenario.parameters.iter().map(|known| names.unique(&known.name)).collect();
        let pools = scenario.pools.iter().map(|pool| PoolCells {
            total: names.unique(&format!("{}_total", pool.id)),
            step: names.unique(&format!("{}_step", pool.id)),
            strata: strata(pool)
                .map(|(name, _)| names.unique(&format!("{}_total_{name}", pool.id)))
                .collect(),
        });
        ChosenCells { parameters, pools: pools.collect() }
    }
}

fn strata(pool: &Pool) -> impl Iterator<Item = &(String, i64)> {
    pool.strata.iter().flat_map(|strata| &strata.totals)
}

/// Writes the sheet; gives the name and the place of every cell that has one.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    names: &ChosenCells,
) -> Result<(Worksheet, Vec<(String, String)>), XlsxError> {
    let language = layout.language();
    let title = pick(language, "Parameters: numbers that somebody chose", "参数：由人选定的数值");
    let mut sheet = Sheet::open(&layout.name, title, &[], layout.formats)?;
    let headings = [
        ("Name", "名称"),
        ("Parameter", "参数"),
        ("Value", "取值"),
        ("Unit", "单位"),
        ("Least", "下限"),
        ("Most", "上限"),
        ("Source", "来源"),
        ("Remark", "备注"),
        ("Name of the cell", "单元格名称"),
    ];
    sheet.headings(&headings.map(|(en, zh)| (pick(language, en, zh).to_owned(), false)))?;
    let mut cells = Vec::new();
    let own = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| text.get(language).to_owned());
    for (parameter, name) in layout.subject.scenario.parameters.iter().zip(&names.parameters) {
        cells.push((name.clone(), place(layout, &sheet)));
        sheet.text(0, &parameter.name)?;
        sheet.text(1, parameter.label.get(language))?;
        sheet.chosen(2, parameter.value, Shown::General)?;
        sheet.text(3, &own(&parameter.unit))?;
        sheet.number(4, parameter.range.map(|range| range.0), Shown::General)?;
        sheet.number(5, parameter.range.map(|range| range.1), Shown::General)?;
        sheet.text(6, &own(&parameter.source))?;
        let mut remarks = Vec::new();
        if is_given(layout.subject, parameter) {
            remarks.push(pick(language, "given on the command line", "由命令行指定"));
        }
        if parameter.is_illustrative() {
            remarks.push(pick(language, "illustrative", "示意性"));
        }
        sheet.text(7, &remarks.join(pick(language, "; ", "；")))?;
        sheet.text(8, name)?;
        sheet.next();
    }
    for (pool, names) in layout.subject.scenario.pools.iter().zip(&names.pools) {
        totals(&mut sheet, layout, pool, names, &mut cells)?;
    }
    Ok((sheet.finish(1)?, cells))
}

fn place(layout: &Layout<'_>, sheet: &Sheet<'_>) -> String {
    format!("={}$C${}", sheet_prefix(&layout.name), sheet.next_row())
}

/// What a pool has to share out: its total, the totals of its strata, and its smallest amount.
fn totals(
    sheet: &mut Sheet<'_>,
    layout: &Layout<'_>,
    pool: &Pool,
    names: &PoolCells,
    cells: &mut Vec<(String, String)>,
) -> Result<(), XlsxError> {
    let language = layout.language();
    let pools = &layout.subject.scenario.pools;
    let kind = match pool.unit {
        Unit::Money => "money",
        Unit::Posts => "posts",
        Unit::Other(_) => "quantity",
    };
    let whole = |parts: i64| Seen::Number(pool.unit.whole(parts));
    let shown = Shown::amount(&pool.unit);
    let label = |en: &str, zh: &str| {
        format!("{}{}{}", pool.label.get(language), pick(language, ": ", "："), pick(language, en, zh))
    };
    let source = pool.source.as_ref().map_or("", |source| source.get(language));
    let mut row = |key: &str, label: String, name: &str, text: Option<String>, seen: Seen, shown: Shown| {
        cells.push((name.to_owned(), place(layout, sheet)));
        sheet.text(0, &format!("pools.{}.{key}", pool.id))?;
        sheet.text(1, &label)?;
        match (text, seen) {
            (None, Seen::Number(number)) => sheet.chosen(2, number, shown)?,
            (text, seen) => sheet.either(2, text.as_deref(), &seen, shown)?,
        }
        sheet.text(3, pool.unit.label().get(language))?;
        sheet.text(6, source)?;
        sheet.text(8, name)?;
        sheet.next();
        Ok::<(), XlsxError>(())
    };
    for ((stratum, total), name) in strata(pool).zip(&names.strata) {
        row(&format!("strata.totals.{stratum}"), label(stratum, stratum), name, None, whole(*total), shown)?;
    }
    let added: Vec<String> = match pool.combines.as_slice() {
        [] => names.strata.clone(),
        parts => {
            let name = |part: &usize| ChosenCells::of(layout.subject.scenario).pools[*part].total.clone();
            parts.iter().filter(|part| **part < pools.len()).map(name).collect()
        }
    };
    let text = (!added.is_empty()).then(|| added.join("+"));
    row(kind, label("total", "总额"), &names.total, text, whole(pool.total), shown)?;
    if !pool.is_combined() {
        row(
            "step",
            label("smallest amount", "最小单位"),
            &names.step,
            None,
            whole(pool.step),
            Shown::General,
        )?;
    }
    Ok(())
}
