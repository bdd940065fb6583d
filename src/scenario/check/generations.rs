//! Tables that are generated: what the scenario says of them, and the formulas they rest on.

use super::super::Derivation;
use super::super::Generation;
use super::super::TableFile;
use super::super::TableSource;
use super::super::format::FormulaText;
use super::super::format::GenerateFormat;
use super::super::format::ScenarioFormat;
use super::super::format::TableFormat;
use super::super::generation::link_column;
use super::super::placed::Placed;
use super::columns::Derived;
use super::compiler::Compiler;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::Type;
use crate::language::Text;
use crate::table::Table;

/// Refuses a table without a file that is not generated either, and what goes with a file beside `generate`.
/// Gives whether every table has rows of its own or is generated.
pub fn check_sources(format: &ScenarioFormat, compiler: &mut Compiler) -> bool {
    let mut sound = true;
    for (name, table) in &format.tables {
        let Some(generate) = &table.generate else {
            if table.file.is_none() {
                sound = false;
                let found = (
                    format!("table `{}` has neither `file` nor `generate`", name.value),
                    format!("数据表 `{}` 既没有 `file` 也没有 `generate`", name.value),
                );
                let remedy = (
                    "add `file = \"….csv\"`, or `generate = { from = …, by = …, per = … }`".to_owned(),
                    "请补上 `file = \"….csv\"`，或 `generate = { from = …, by = …, per = … }`".to_owned(),
                );
                compiler.problem(&name.span, found, Some(remedy));
            }
            continue;
        };
        for key in beside_a_file(table) {
            let found = (
                format!("table `{}` is generated and has `{key}`", name.value),
                format!("数据表 `{}` 由程序生成，却又写了 `{key}`", name.value),
            );
            let remedy = match key {
                "parent" => (
                    "leave `parent` out: it is the table that `from` names".to_owned(),
                    "请删去 `parent`：上级就是 `from` 所指的数据表".to_owned(),
                ),
                _ => (format!("leave out `{key}` or `generate`"), format!("请删去 `{key}` 或 `generate`")),
            };
            compiler.problem(&generate.span, found, Some(remedy));
        }
    }
    sound
}

fn beside_a_file(table: &TableFormat) -> impl Iterator<Item = &'static str> {
    let keys = [
        table.file.is_some().then_some("file"),
        table.encoding.is_some().then_some("encoding"),
        table.sheet.is_some().then_some("sheet"),
        table.parent.is_some().then_some("parent"),
    ];
    keys.into_iter().flatten()
}

/// The tables in the scenario's order, those read from files among those that are generated, for which a table
/// without a column stands.
pub fn in_place(format: &ScenarioFormat, read: Vec<Table>) -> Vec<Table> {
    let mut read = read.into_iter();
    let of = |(name, table): (&Placed<String>, &TableFormat)| match (&table.file, &table.generate) {
        (Some(_), None) => read.next(),
        (file, _) => {
            // A file beside `generate` has been refused; it was read, and is passed over.
            if file.is_some() {
                read.next();
            }
            Some(Table::without_rows(&name.value))
        }
    };
    format.tables.iter().filter_map(of).collect()
}

/// Where the rows of each table come from; `generations`: those that compiled.
pub fn sources(
    format: &ScenarioFormat,
    files: Vec<TableFile>,
    generations: Vec<Option<Generation>>,
) -> Vec<Option<TableSource>> {
    let mut files = files.into_iter();
    let each = format.tables.values().zip(generations);
    each.map(|(table, generation)| match &table.generate {
        None => files.next().map(TableSource::File),
        Some(_) => generation.map(Box::new).map(TableSource::Generated),
    })
    .collect()
}

/// Compiles the generation of a table if everything it names is there, and adds its columns to the vocabulary.
/// With `last` it reports why not, and adds the columns none the less.
pub fn compile(
    format: &ScenarioFormat,
    table: usize,
    from: usize,
    derived: &Derived,
    compiler: &mut Compiler,
    last: bool,
) -> Option<Generation> {
    let (name, spec) = format.tables.get_index(table)?;
    let generate = &spec.generate.as_ref()?.value;
    let by = by(generate, from, format, compiler, last);
    let role = Text::new(format!("`per` of table {}", name.value), format!("数据表 {} 的 `per`", name.value));
    let per = compiled(&generate.per, from, &role, compiler, last);
    if (by.is_none() || per.is_none()) && !last {
        return None;
    }
    let link = link_column(&compiler.vocabulary.tables[from].name);
    let columns = [
        ("id".to_owned(), Type::Text),
        ("name".to_owned(), Type::Text),
        (link.clone(), Type::Text),
        (generate.by.value.clone(), Type::Number),
    ];
    compiler.vocabulary.tables[table].columns.splice(0..0, columns);
    if generate.by.value == link {
        let found = (
            format!("the column `{link}` would hold both the parent and the amount"),
            format!("列 `{link}` 会同时存放上级和数量"),
        );
        let remedy = ("rename the column that is divided".to_owned(), "请给被划分的列改名".to_owned());
        compiler.problem(&generate.by.span, found, Some(remedy));
    }
    let generation = Generation { from, by: by?, per: per? };
    for (formula, span) in [(&generation.by, &generate.by.span), (&generation.per, &generate.per.span)] {
        if rests_on_services(&formula.formula, derived, compiler) {
            let found = (
                "a table cannot be generated from what the service catalogue adds".to_owned(),
                "数据表不能由服务目录添加的列生成".to_owned(),
            );
            let remedy = (
                "use columns of the table's file, or columns derived from those".to_owned(),
                "请使用数据文件中的列，或由它们派生的列".to_owned(),
            );
            compiler.problem(span, found, Some(remedy));
        }
    }
    Some(generation)
}

/// The column that is divided, as a formula that names it.
fn by(
    generate: &GenerateFormat,
    from: usize,
    format: &ScenarioFormat,
    compiler: &mut Compiler,
    last: bool,
) -> Option<super::super::PlacedFormula> {
    let name = &generate.by;
    let columns = &compiler.vocabulary.tables[from].columns;
    let role = Text::new(format!("column {}", name.value), format!("列 {}", name.value));
    if columns.iter().any(|(column, kind)| *column == name.value && *kind == Type::Number) {
        let text = Placed { value: FormulaText(format!("`{}`", name.value)), span: name.span.clone() };
        return compiler.formula(&text, from, BaselineUse::Refused, Some(Type::Number), &role);
    }
    if !last {
        return None;
    }
    let known: Vec<String> =
        columns.iter().filter(|(_, kind)| *kind == Type::Number).map(|(name, _)| name.clone()).collect();
    let spec = format.tables.get_index(from).map(|(_, spec)| spec);
    if spec.is_some_and(|spec| spec.columns.keys().any(|column| column.value == name.value)) {
        let found = (
            format!(
                "the column `{}` cannot be divided: it rests on the table that it would generate",
                name.value
            ),
            format!("列 `{}` 不能划分：它依赖由它生成的数据表", name.value),
        );
        let remedy = (
            "divide a column that does not use the generated table".to_owned(),
            "请划分不使用该数据表的列".to_owned(),
        );
        compiler.problem(&name.span, found, Some(remedy));
        return None;
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    compiler.find(("column of numbers", "数值列"), name, &known);
    None
}

/// The formula if it compiles; with `last` its problems are reported.
fn compiled(
    text: &Placed<FormulaText>,
    table: usize,
    role: &Text,
    compiler: &mut Compiler,
    last: bool,
) -> Option<super::super::PlacedFormula> {
    let compiles = Formula::compile(&text.value.0, table, &compiler.vocabulary, BaselineUse::Refused)
        .is_ok_and(|formula| formula.kind() == Type::Number);
    (compiles || last)
        .then(|| compiler.formula(text, table, BaselineUse::Refused, Some(Type::Number), role))
        .flatten()
}

fn rests_on_services(formula: &Formula, derived: &Derived, compiler: &Compiler) -> bool {
    formula.columns_used().into_iter().any(|(table, column)| {
        let name = compiler.vocabulary.tables[table].columns.get(column).map(|(name, _)| name);
        let column = derived.columns[table].iter().find(|column| Some(&column.name) == name);
        match column.map(|column| &column.from) {
            Some(Derivation::Services(_)) => true,
            Some(Derivation::Formula(formula)) => rests_on_services(&formula.formula, derived, compiler),
            None => false,
        }
    })
}
