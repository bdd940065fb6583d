//! The sheet of a table: the facts as they were read, derived columns as formulas, and the columns that other
//! formulas need.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::formula::Column;
use crate::formula::Values;
use crate::report::html::origin;
use crate::report::html::page::pick;

use super::layout::Layout;
use super::place::letters;
use super::place::row_number;
use super::place::sheet_prefix;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use super::world::Helper;
use super::world::World;

/// Writes the sheet of a table. `base`: the world whose facts are repeated, where this is not the first.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    world: &World<'_>,
    table: usize,
    base: Option<&World<'_>>,
) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let own = &world.tables[table];
    let spec = &layout.subject.scenario.tables[table];
    let title = format!("{}{}", pick(language, "Table: ", "数据表："), own.name);
    let note = match base {
        None if spec.generation().is_some() => pick(
            language,
            "Rows made by the program, not recalculated here; columns to their right are formulas.",
            "各行由程序生成，在此不重算；其右各列为公式。",
        ),
        None => pick(
            language,
            "Facts as they were read; columns to their right are formulas.",
            "数据按原文件列示；其右各列为公式。",
        ),
        Some(_) => pick(
            language,
            "The same facts under this policy's own service catalogue; they follow the first sheet of the table.",
            "同一数据表，按该方案调整后的服务目录计算；数据取自该表的首张工作表。",
        ),
    };
    let note = format!("{note} ({})", origin::shown(layout.subject, spec));
    let mut sheet = Sheet::open(&layout.name, &title, &[note], layout.formats)?;
    let writer = Writer { layout, world, table, base };
    sheet.headings(&writer.headings())?;
    sheet.print_columns(own.columns);
    let helpers: Vec<Vec<Seen>> = own.helpers.iter().map(|helper| writer.helper_values(helper)).collect();
    writer.whole(&mut sheet)?;
    let shown: Vec<Shown> = (0..own.columns).map(|column| writer.shown(column)).collect();
    for row in 0..own.rows {
        layout.go_on()?;
        for (column, shown) in shown.iter().enumerate() {
            let at = u16::try_from(column).unwrap_or(u16::MAX);
            let seen = world.column(table, column).map_or(Seen::Nothing, |values| seen_of(values, row));
            sheet.either(at, writer.text(column, row).as_deref(), &seen, *shown)?;
        }
        for (place, (helper, values)) in own.helpers.iter().zip(&helpers).enumerate() {
            if matches!(helper, Helper::Part(part) if part.is_whole) {
                continue;
            }
            let at = u16::try_from(own.columns + place).unwrap_or(u16::MAX);
            writer.helper(&mut sheet, at, helper, row, &values[row])?;
        }
        sheet.next();
    }
    sheet.finish(2)
}

/// What a cell of a column shows.
pub(crate) fn seen_of(column: &Column, row: usize) -> Seen {
    if column.is_blank(row) {
        return Seen::Nothing;
    }
    match &column.values {
        Values::Number(values) => Seen::number(values.get(row).copied()),
        Values::Text(_) => Seen::text(column.text(row).unwrap_or_default()),
        Values::Truth(values) => values.get(row).map_or(Seen::Nothing, |truth| Seen::Truth(*truth)),
    }
}

struct Writer<'a> {
    layout: &'a Layout<'a>,
    world: &'a World<'a>,
    table: usize,
    base: Option<&'a World<'a>>,
}

impl Writer<'_> {
    fn headings(&self) -> Vec<(String, bool)> {
        let language = self.layout.language();
        let scenario = self.layout.subject.scenario;
        let read = &self.layout.subject.tables.tables[self.table].columns;
        let words = &scenario.vocabulary.tables[self.table].columns;
        let first_derived = scenario.tables[self.table].first_derived;
        let mut headings = Vec::with_capacity(words.len());
        for (column, (name, _)) in words.iter().enumerate() {
            let title = read.get(name).and_then(|column| column.title.as_ref());
            let title = title.map_or("", |title| title.get(language));
            let heading =
                if title.is_empty() || title == name { name.clone() } else { format!("{name}\n{title}") };
            headings.push((heading, column >= first_derived));
        }
        for helper in &self.world.tables[self.table].helpers {
            let heading = match helper {
                Helper::Owner(1) => pick(language, "Row of the parent", "上级所在行").to_owned(),
                Helper::Owner(steps) => {
                    format!("{} {steps}", pick(language, "Row above, steps:", "上溯层级所在行："))
                }
                Helper::Driver(item) => {
                    let items = self.world.facts.services().map(|catalogue| &catalogue.items);
                    let label =
                        items.and_then(|items| items.get(*item)).map_or("", |i| i.label.get(language));
                    format!("{}{label}", pick(language, "Units: ", "工作量："))
                }
                Helper::Part(part) if part.is_whole => {
                    let above = pick(language, "Above, for all rows: ", "上一行单元格，各行通用：");
                    format!("{above}{}", part.text())
                }
                Helper::Part(part) => {
                    format!("{}{}", pick(language, "On the way: ", "中间列："), part.text())
                }
            };
            headings.push((heading, true));
        }
        headings
    }

    fn shown(&self, column: usize) -> Shown {
        let first_derived = self.layout.subject.scenario.tables[self.table].first_derived;
        match self.world.column(self.table, column).map(|column| &column.values) {
            Some(Values::Number(values)) if column >= first_derived => {
                if values.iter().all(|value| value.fract() == 0.0) { Shown::Whole } else { Shown::Money }
            }
            _ => Shown::General,
        }
    }

    fn text(&self, column: usize, row: usize) -> Option<String> {
        let first_derived = self.layout.subject.scenario.tables[self.table].first_derived;
        if column >= first_derived {
            return self.world.derived_cell(self.table, column - first_derived, row);
        }
        // Under a policy's own catalogue the facts are those of the first sheet; its blanks stay blank.
        let base = sheet_prefix(&self.base?.tables[self.table].name);
        let values = self.world.column(self.table, column)?;
        let name = &self.layout.subject.scenario.vocabulary.tables[self.table].columns[column].0;
        let is_key = name == "id" || name == "name";
        (!is_key && values.blanks.is_none()).then(|| format!("{base}{}{}", letters(column), row_number(row)))
    }

    /// Writes what is the same for every row, once, above its heading.
    fn whole(&self, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
        let own = &self.world.tables[self.table];
        for (place, helper) in own.helpers.iter().enumerate() {
            let Helper::Part(part) = helper else { continue };
            let text =
                part.is_whole.then(|| part.spreadsheet(&self.world.seen_from(self.table, 0))).flatten();
            let Some(text) = text else { continue };
            let value = self.world.facts.each(&part.formula).into_iter().flatten().next();
            let seen = value.map_or(Seen::Nothing, |value| seen_of(&value, 0));
            sheet.above(u16::try_from(own.columns + place).unwrap_or(u16::MAX), &text, &seen)?;
        }
        Ok(())
    }

    fn helper_values(&self, helper: &Helper) -> Vec<Seen> {
        let rows = self.world.tables[self.table].rows;
        match helper {
            Helper::Owner(steps) => (0..rows)
                .map(|row| Seen::number(self.world.owner_cell(self.table, row, *steps).map(|cell| cell.1)))
                .collect(),
            Helper::Driver(item) => {
                let units = self.world.facts.drivers().get(*item);
                (0..rows).map(|row| Seen::number(units.and_then(|units| units.get(row).copied()))).collect()
            }
            Helper::Part(part) if part.is_whole => Vec::new(),
            Helper::Part(part) => {
                let values = self.world.facts.each(&part.formula).into_iter();
                values.map(|value| value.map_or(Seen::Nothing, |value| seen_of(&value, 0))).collect()
            }
        }
    }

    fn helper(
        &self,
        sheet: &mut Sheet<'_>,
        at: u16,
        helper: &Helper,
        row: usize,
        seen: &Seen,
    ) -> Result<(), XlsxError> {
        let view = self.world.seen_from(self.table, row);
        match helper {
            Helper::Owner(steps) => {
                let cell = self.world.owner_cell(self.table, row, *steps);
                sheet.either(at, cell.as_ref().map(|cell| cell.0.as_str()), seen, Shown::General)
            }
            Helper::Driver(item) => {
                let formula =
                    self.world.facts.services().map(|catalogue| &catalogue.items[*item].per.formula);
                let text = formula.and_then(|formula| formula.spreadsheet(&view));
                sheet.either(at, text.as_deref(), seen, Shown::General)
            }
            Helper::Part(part) => match part.spreadsheet(&view) {
                Some(text) if part.is_array => sheet.array(at, &text, seen, Shown::General),
                text => sheet.either(at, text.as_deref(), seen, Shown::General),
            },
        }
    }
}
