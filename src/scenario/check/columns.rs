//! Derived columns: compiled in an order in which each finds what it uses, across tables.

use std::collections::BTreeMap;

use super::super::Derivation;
use super::super::DerivedColumn;
use super::super::Generation;
use super::super::ServiceColumn;
use super::super::format::FormulaText;
use super::super::format::ScenarioFormat;
use super::super::overrides::ServiceOverride;
use super::super::placed::Placed;
use super::compiler::Compiler;
use super::generations;
use super::names::check_name;
use super::services;
use super::services::Catalogues;
use super::services::Pending;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::TableWords;
use crate::formula::Type;
use crate::language::Text;
use crate::problem::Problem;
use crate::table::Table;

/// The derived columns of each table, and the order in which they are computed.
pub struct Derived {
    pub columns: Vec<Vec<DerivedColumn>>,
    pub order: Vec<(usize, usize)>,
    pub catalogues: Catalogues,
    /// How each table is generated; `None` for one from a file.
    pub generations: Vec<Option<Generation>>,
    /// The generated tables in the order in which they are made.
    pub generated: Vec<usize>,
}

/// The service catalogue as read, and the values set in it on the command line.
#[derive(Clone, Copy)]
pub struct Catalogue<'a> {
    pub table: Option<&'a Table>,
    pub set: &'a [ServiceOverride],
}

/// Fills the vocabulary with the tables' columns, then compiles the derived ones.
pub fn check(
    format: &ScenarioFormat,
    tables: &[Table],
    parents: &[Option<(usize, String)>],
    catalogue: Catalogue<'_>,
    compiler: &mut Compiler,
) -> Derived {
    for ((name, _), (table, parent)) in format.tables.iter().zip(tables.iter().zip(parents)) {
        let columns =
            table.columns.iter().map(|(name, column)| (name.clone(), column.column.kind())).collect();
        let parent = parent.as_ref().map(|(parent, _)| *parent);
        compiler.vocabulary.tables.push(TableWords { name: name.value.clone(), columns, parent });
    }
    for (index, (spec, parent)) in format.tables.values().zip(parents).enumerate() {
        // What it would be generated from is not known, which has been told; its columns are.
        if let (Some(generate), None) = (&spec.generate, parent) {
            let columns = [("id".to_owned(), Type::Text), ("name".to_owned(), Type::Text)];
            let by = (generate.value.by.value.clone(), Type::Number);
            compiler.vocabulary.tables[index].columns.extend(columns.into_iter().chain([by]));
        }
    }
    refuse_shared_names(format, compiler);
    let mut derived = Derived {
        columns: vec![Vec::new(); tables.len()],
        order: Vec::new(),
        catalogues: Catalogues::default(),
        generations: vec![None; tables.len()],
        generated: Vec::new(),
    };
    let mut next = vec![0; tables.len()];
    let mut pending = pending_tables(format, parents);
    let mut services = services::read(format, catalogue.table, catalogue.set, compiler);
    loop {
        let mut moved = generate(format, &mut pending, &mut derived, compiler, false);
        if services.as_ref().is_some_and(|pending| pending.compiles(compiler)) {
            derived.add_services(services.take(), compiler);
            moved = true;
        }
        for table in (0..tables.len()).filter(|table| !is_pending(&pending, *table)) {
            while derive_next(format, table, &mut next, &mut derived, compiler, false) {
                moved = true;
            }
        }
        if moved {
            continue;
        }
        // A table that still waits to be generated rests on what is not there, or on itself: it is told first.
        if generate(format, &mut pending, &mut derived, compiler, true) {
            continue;
        }
        // Drivers that still wait name what is not there, or columns that need the catalogue's own: they are told.
        if services.is_some() {
            derived.add_services(services.take(), compiler);
            continue;
        }
        let Some(stuck) = (0..tables.len()).find(|table| next[*table] < column_count(format, *table)) else {
            return derived;
        };
        derive_next(format, stuck, &mut next, &mut derived, compiler, true);
    }
}

/// The tables that are generated, with the table whose rows each divides.
fn pending_tables(format: &ScenarioFormat, parents: &[Option<(usize, String)>]) -> Vec<(usize, usize)> {
    let tables = format.tables.values().zip(parents).enumerate();
    tables
        .filter(|(_, (spec, _))| spec.generate.is_some())
        .filter_map(|(table, (_, parent))| Some((table, parent.as_ref()?.0)))
        .collect()
}

fn is_pending(pending: &[(usize, usize)], table: usize) -> bool {
    pending.iter().any(|(waiting, _)| *waiting == table)
}

/// Generates, in words, the first table that can be; with `last`, the first that waits, reporting why it does.
fn generate(
    format: &ScenarioFormat,
    pending: &mut Vec<(usize, usize)>,
    derived: &mut Derived,
    compiler: &mut Compiler,
    last: bool,
) -> bool {
    for at in 0..pending.len() {
        let (table, from) = pending[at];
        if is_pending(pending, from) {
            continue;
        }
        let generation = generations::compile(format, table, from, derived, compiler, last);
        if generation.is_none() && !last {
            continue;
        }
        pending.remove(at);
        derived.generated.extend(generation.is_some().then_some(table));
        derived.generations[table] = generation;
        return true;
    }
    false
}

impl Derived {
    /// Adds the columns of the service catalogue.
    fn add_services(&mut self, pending: Option<Pending>, compiler: &mut Compiler) {
        let Some(pending) = pending else { return };
        let table = pending.over;
        self.catalogues = pending.compile(compiler);
        for column in ServiceColumn::ALL {
            self.order.push((table, self.columns[table].len()));
            let from = Derivation::Services(column);
            self.columns[table].push(DerivedColumn { name: column.name().to_owned(), from });
        }
    }
}

fn column_count(format: &ScenarioFormat, table: usize) -> usize {
    format.tables.get_index(table).map_or(0, |(_, table)| table.columns.len())
}

/// Compiles a table's next derived column if everything it names is there, or reports why not when `last`.
fn derive_next(
    format: &ScenarioFormat,
    table: usize,
    next: &mut [usize],
    derived: &mut Derived,
    compiler: &mut Compiler,
    last: bool,
) -> bool {
    let Some((table_name, spec)) = format.tables.get_index(table) else { return false };
    let Some((name, text)) = spec.columns.get_index(next[table]) else { return false };
    let compiles = Formula::compile(&text.value.0, table, &compiler.vocabulary, BaselineUse::Refused).is_ok();
    if !compiles && !last {
        return false;
    }
    next[table] += 1;
    check_name(name, compiler);
    let known = &compiler.vocabulary.tables[table].columns;
    if known.iter().any(|(column, _)| *column == name.value) {
        let found = (
            format!("table `{}` has a column `{}` already", table_name.value, name.value),
            format!("数据表 `{}` 已有列 `{}`", table_name.value, name.value),
        );
        let remedy = ("choose another name".to_owned(), "请换一个名称".to_owned());
        compiler.problem(&name.span, found, Some(remedy));
        return true;
    }
    let role = Text::new(format!("column {}", name.value), format!("列 {}", name.value));
    let formula = match compiles {
        true => compiler.formula(text, table, BaselineUse::Refused, None, &role),
        false => {
            report_stuck(format, table, next, text, compiler);
            None
        }
    };
    // A column that fails still counts as one, so that its users are not reported for its sake.
    let kind = formula.as_ref().map_or(Type::Number, |formula| formula.formula.kind());
    compiler.vocabulary.tables[table].columns.push((name.value.clone(), kind));
    if let Some(formula) = formula {
        derived.order.push((table, derived.columns[table].len()));
        let from = Derivation::Formula(Box::new(formula));
        derived.columns[table].push(DerivedColumn { name: name.value.clone(), from });
    }
    true
}

/// Reports what keeps a derived column from being compiled; a name of a column that stands further down is told
/// as such.
fn report_stuck(
    format: &ScenarioFormat,
    table: usize,
    next: &[usize],
    text: &Placed<FormulaText>,
    compiler: &mut Compiler,
) {
    let Err(found) = Formula::compile(&text.value.0, table, &compiler.vocabulary, BaselineUse::Refused)
    else {
        return;
    };
    for problem in found {
        let place = compiler.texts.place_inside(&text.span, &problem.span);
        let written = text.value.0.get(problem.span.clone()).unwrap_or_default();
        let bare = written.rsplit('.').next().unwrap_or_default().trim_matches('`');
        let pending = format.tables.iter().zip(next).any(|((_, spec), next)| {
            spec.columns.keys().skip(next.saturating_sub(1)).any(|name| name.value == bare)
        });
        let own =
            format.tables.get_index(table).and_then(|(_, spec)| spec.columns.get_index(next[table] - 1));
        let problem = if own.is_some_and(|(name, _)| name.value == bare) {
            Problem::new(
                place,
                format!("the column `{bare}` would be computed from itself"),
                format!("列 `{bare}` 会由自身算出"),
            )
            .remedy("write it without its own name", "公式中不要出现自身的名称")
        } else if pending {
            Problem::new(
                place,
                format!("the derived column `{bare}` stands below, or needs this one first"),
                format!("派生列 `{bare}` 写在下面，或要先算出本列"),
            )
            .remedy(
                "a derived column may only use those above it: move it up, and let no two need each other",
                "派生列只能使用写在它上面的列：请把它移到上面，且两列不得互相引用",
            )
        } else {
            Problem { place, found: problem.found, remedy: problem.remedy }
        };
        compiler.problems.push(problem);
    }
}

/// A parameter and a column may not share a name; nor may a column be called `year` or `baseline`.
fn refuse_shared_names(format: &ScenarioFormat, compiler: &mut Compiler) {
    let mut columns: BTreeMap<String, String> = BTreeMap::new();
    for table in &compiler.vocabulary.tables {
        for (column, _) in &table.columns {
            columns.entry(column.clone()).or_insert_with(|| table.name.clone());
        }
    }
    for (table, spec) in &format.tables {
        for name in spec.columns.keys() {
            columns.entry(name.value.clone()).or_insert_with(|| table.value.clone());
        }
    }
    for (name, _) in &format.parameters {
        if let Some(table) = columns.get(&name.value) {
            let found = (
                format!("`{}` is a parameter and a column of table `{table}`", name.value),
                format!("`{}` 既是参数又是数据表 `{table}` 的列", name.value),
            );
            let remedy = ("rename the parameter".to_owned(), "请给参数改名".to_owned());
            compiler.problem(&name.span, found, Some(remedy));
        }
    }
    for reserved in ["year", "baseline"] {
        let Some(table) = columns.get(reserved).cloned() else { continue };
        let span = format.tables.iter().find(|(name, _)| name.value == table);
        let span = span.map_or(0..0, |(name, spec)| {
            spec.file.as_ref().map_or_else(|| name.span.clone(), |file| file.span.clone())
        });
        let found = (
            format!(
                "table `{table}` has a column called `{reserved}`, which has a meaning of its own in formulas"
            ),
            format!("数据表 `{table}` 有名为 `{reserved}` 的列，而它在公式中另有含义"),
        );
        let remedy = (
            format!("rename the column, for instance to `{reserved}_of_record`"),
            format!("请给该列改名，例如 `{reserved}_of_record`"),
        );
        compiler.problem(&span, found, Some(remedy));
    }
}
