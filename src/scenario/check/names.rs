//! Names and the links between tables.

use super::super::Texts;
use super::super::format::ScenarioFormat;
use super::super::generation::link_column;
use super::super::placed::Placed;
use super::compiler::Compiler;
use crate::problem::Place;
use crate::table::Table;

/// Refuses a name that is blank or that a spreadsheet would run.
pub fn check_name(name: &Placed<String>, compiler: &mut Compiler) {
    let shown = name.value.as_str();
    if shown.trim().is_empty() {
        let remedy = ("write a name".to_owned(), "请写名称".to_owned());
        compiler.problem(&name.span, ("a name is blank".to_owned(), "名称为空".to_owned()), Some(remedy));
    } else if shown.starts_with(['=', '+', '-', '@']) || shown.chars().any(char::is_control) {
        let found = (
            format!("the name `{shown}` would be run by a spreadsheet"),
            format!("名称 `{shown}` 会被电子表格当作公式"),
        );
        let remedy =
            ("begin it with a letter or a digit".to_owned(), "名称请以文字、字母或数字开头".to_owned());
        compiler.problem(&name.span, found, Some(remedy));
    }
}

/// The parent of each table: its index and the column that names it.
pub fn parents(
    format: &ScenarioFormat,
    tables: &[Table],
    compiler: &mut Compiler,
) -> Vec<Option<(usize, String)>> {
    let names: Vec<&str> = format.tables.keys().map(|name| name.value.as_str()).collect();
    let mut parents: Vec<Option<(usize, String)>> = Vec::with_capacity(names.len());
    for (index, (name, table)) in format.tables.iter().enumerate() {
        check_name(name, compiler);
        if let Some(generate) = &table.generate {
            let from = compiler.find(("table", "数据表"), &generate.value.from, &names);
            parents.push(from.map(|from| (from, link_column(names[from]))));
            continue;
        }
        let Some(parent) = &table.parent else {
            parents.push(None);
            continue;
        };
        let found = compiler.find(("table", "数据表"), &parent.table, &names);
        let columns: Vec<&str> = tables[index].columns.keys().map(String::as_str).collect();
        let column = compiler.find(("column", "列"), &parent.column, &columns);
        parents.push(found.zip(column).map(|(table, _)| (table, parent.column.value.clone())));
    }
    for (index, (_, table)) in format.tables.iter().enumerate() {
        let mut above = parents[index].as_ref().map(|(parent, _)| *parent);
        let mut steps = 0;
        while let Some(parent) = above {
            steps += 1;
            if parent == index || steps > parents.len() {
                let above = table.parent.as_ref().map(|parent| &parent.table);
                let above = above.or(table.generate.as_ref().map(|generate| &generate.value.from));
                let span = above.map_or(0..0, |above| above.span.clone());
                let name = names[index];
                let found = (
                    format!("table `{name}` would be its own parent"),
                    format!("数据表 `{name}` 成了自己的上级"),
                );
                let remedy = (
                    "name the table above it, or leave `parent` out of the topmost table".to_owned(),
                    "请写上一级的数据表；最上级的数据表不写 `parent`".to_owned(),
                );
                compiler.problem(&span, found, Some(remedy));
                parents[index] = None;
                break;
            }
            above = parents[parent].as_ref().map(|(parent, _)| *parent);
        }
    }
    parents
}

/// Sorts problems: tables first as found, then the scenario from top to bottom, then the command line.
pub fn order_of(place: &Place, texts: &Texts) -> (u8, usize) {
    match place {
        Place::Span(source, span) if source == texts.file() => (1, span.start),
        Place::Span(..) => (2, 0),
        Place::Cell { .. } | Place::File(_) | Place::Nowhere => (0, 0),
    }
}
