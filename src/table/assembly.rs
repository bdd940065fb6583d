//! From a sheet to a table: types, ids, and what the data package asks.

use indexmap::IndexMap;
use rayon::prelude::*;

use super::Attempt;
use super::Key;
use super::Table;
use super::TableColumn;
use super::TableFile;
use super::finding::Findings;
use super::heading;
use super::identity;
use super::mistake::file::FileMistake;
use super::package::constraint;
use super::package::description;
use super::package::description::Description;
use super::package::description::FieldType;
use super::sheet::Cells;
use super::sheet::Demand;
use super::sheet::Lines;
use super::sheet::Sheet;
use super::sheet::TextCells;
use super::typing;
use super::typing::Settled;
use crate::formula::Column;
use crate::formula::Type;
use crate::problem::Place;

/// What a column has to be: text for `id`, `name` and columns of parents, else what the package says.
pub(crate) fn demand(file: &TableFile, description: Option<&Description>, heading: &str) -> Demand {
    if is_text(file, heading) {
        return Demand::Text;
    }
    match description.and_then(|description| description.field(heading)).map(|field| field.kind) {
        None => Demand::Free,
        Some(FieldType::String) => Demand::Text,
        Some(FieldType::Number) => Demand::Number,
        Some(FieldType::Integer | FieldType::Year) => Demand::Integer,
        Some(FieldType::Boolean) => Demand::Truth,
    }
}

/// Whether a column is text whatever it holds.
pub(crate) fn is_text(file: &TableFile, heading: &str) -> bool {
    heading == "id" || heading == "name" || file.text_columns.iter().any(|column| column == heading)
}

/// The table that a sheet makes, its file's hash being `hash`, and every mistake in headings and cells, and
/// everything that goes against the data package. With mistakes in it a table only serves to check what
/// names its columns; there is none where a row cannot be told from another.
pub(crate) fn assemble(
    file: &TableFile,
    mut sheet: Sheet,
    description: Option<&Description>,
    hash: String,
) -> Attempt {
    if file.key == Key::None {
        number_rows(&mut sheet);
    }
    let mut problems = heading::check(&sheet.headings, &file.shown, sheet.heading_line);
    if let Some(description) = description {
        let wrong = description::compare(description, file, &sheet.headings, sheet.heading_line);
        problems.0.extend(wrong.0);
    }
    problems.0.append(&mut sheet.problems.0);
    if sheet.rows == 0 && problems.0.is_empty() {
        problems.push(FileMistake::NoRows.at(Place::File(file.shown.clone())));
    }
    let mut settled = settle(file, &mut sheet, description);
    for (column, settled) in settled.iter().enumerate() {
        let name = heading::shown(&sheet.headings[column], column);
        for findings in settled.findings.iter().filter(|findings| !findings.is_empty()) {
            problems.0.extend(findings.problems(|row| sheet.place(&file.shown, row, &name)));
        }
    }
    let id_at = sheet.headings.iter().position(|heading| heading == "id");
    let ids = id_at.and_then(|at| settled.get_mut(at)?.settled.index.take());
    let (Some(id_at), Some(ids)) = (id_at, ids) else { return Attempt { table: None, problems } };
    let name_at = sheet.headings.iter().position(|heading| heading == "name");
    let columns = columns(sheet.headings, settled, description);
    let package_hash = description.map(|description| description.hash.clone());
    let (name, shown) = (file.name.clone(), file.shown.clone());
    let table = Table {
        name,
        shown,
        columns,
        hash,
        package_hash,
        rows: sheet.rows,
        ids,
        id_at,
        name_at,
        lines: sheet.lines,
    };
    Attempt { table: (sheet.rows > 0).then_some(table), problems }
}

/// Gives rows without an id their numbers, from 1.
fn number_rows(sheet: &mut Sheet) {
    if sheet.headings.iter().any(|heading| heading == "id") {
        return;
    }
    let mut cells = TextCells::empty();
    for row in 1..=sheet.rows {
        cells.push(&row.to_string());
    }
    sheet.headings.push("id".to_owned());
    sheet.columns.push(Cells::Strings(cells));
    if !sheet.wrong.is_empty() {
        sheet.wrong.push(Findings::default());
    }
}

/// A column of its type, with everything that is wrong with its cells.
struct Checked {
    settled: Settled,
    findings: Vec<Findings>,
}

/// Gives every column its type and checks its cells, the columns side by side.
fn settle(file: &TableFile, sheet: &mut Sheet, description: Option<&Description>) -> Vec<Checked> {
    let mut wrong = std::mem::take(&mut sheet.wrong);
    wrong.resize_with(sheet.headings.len(), Findings::default);
    let columns = std::mem::take(&mut sheet.columns);
    let sheet = &*sheet;
    columns
        .into_par_iter()
        .zip(wrong)
        .zip(&sheet.headings)
        .map(|((cells, wrong), heading)| {
            let demand = demand(file, description, heading);
            let mut settled = typing::settle(cells, demand);
            meant(&mut settled, demand);
            let mut findings = vec![wrong, std::mem::take(&mut settled.findings)];
            let identity = of_identity(&settled, heading, &sheet.lines).besides(&findings);
            findings.push(identity);
            if let Some(field) = description.and_then(|description| description.field(heading)) {
                let against = constraint::check(&settled.column, &field.constraints, &sheet.lines);
                let against = against.besides(&findings);
                findings.push(against);
            }
            Checked { settled, findings }
        })
        .collect()
}

/// Gives a column with wrong cells the type that it is meant to have, so that what uses it is not told as well.
fn meant(settled: &mut Settled, demand: Demand) {
    if settled.findings.is_empty() || settled.column.kind() != Type::Text {
        return;
    }
    let rows = settled.column.len();
    settled.column = match demand {
        Demand::Text => return,
        Demand::Free | Demand::Number | Demand::Integer => Column::numbers(vec![f64::NAN; rows]),
        Demand::Truth => Column::truths(vec![false; rows]),
    };
}

fn of_identity(settled: &Settled, heading: &str, lines: &Lines) -> Findings {
    match heading {
        "id" => identity::check_ids(&settled.column, lines),
        "name" => identity::check_names(&settled.column),
        _ => Findings::default(),
    }
}

fn columns(
    headings: Vec<String>,
    settled: Vec<Checked>,
    description: Option<&Description>,
) -> IndexMap<String, TableColumn> {
    let with = |(heading, checked): (String, Checked)| {
        let field =
            description.and_then(|description| description.field(&heading)).cloned().unwrap_or_default();
        let column = checked.settled.column;
        let (origin, unit, title) = (field.origin, field.unit, field.title);
        (
            heading,
            TableColumn { column, origin, unit, title, description: field.description, source: field.source },
        )
    };
    headings.into_iter().zip(settled).map(with).collect()
}
