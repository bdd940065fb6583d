//! The rows of one table belong to rows of another.

use super::Reading;
use super::Table;
use super::finding::Findings;
use super::mistake::parent::ParentMistake;
use crate::formula::Values;
use crate::problem::Place;
use crate::problem::Problems;
use crate::problem::nearest;

/// Above so many ids the nearest one is not looked for.
const MOST_LOOKED_AT: usize = 100_000;

/// The parent's row for each row of `child`: one per row of the child, each below `parent.rows()`.
///
/// `parent_column` is the child's column that holds the parent's id; it must be text, as the columns
/// listed in [`super::TableFile::text_columns`] are.
///
/// # Errors
/// Every cell without a parent or with one that `parent` does not have; or that the column is missing.
pub fn link(child: &Table, parent_column: &str, parent: &Table) -> Reading<Vec<u32>> {
    let file = || Place::File(child.shown.clone());
    let Some(column) = child.column(parent_column) else {
        let near = nearest(parent_column, child.columns.keys().map(String::as_str)).map(str::to_owned);
        return Err(ParentMistake::NoColumn { column: parent_column.to_owned(), near }.at(file()).into());
    };
    let Values::Text(text) = &column.values else {
        return Err(ParentMistake::NotText(parent_column.to_owned()).at(file()).into());
    };
    let rows: Vec<Option<u32>> =
        text.words.iter().map(|word| parent.row_of(word).map(|row| row as u32)).collect();
    let mut findings = Findings::default();
    let mut links = Vec::with_capacity(text.codes.len());
    for (row, code) in text.codes.iter().enumerate() {
        if column.blanks.as_ref().is_some_and(|blanks| blanks[row]) {
            findings.push(row, || ParentMistake::Blank(parent.name.clone()));
        } else if let Some(found) = rows[*code as usize] {
            links.push(found);
        } else {
            findings.push(row, || unknown(&text.words[*code as usize], parent));
        }
    }
    Problems(findings.problems(|row| child.place(row, parent_column))).or(links)
}

fn unknown(id: &str, parent: &Table) -> ParentMistake {
    let near = if parent.row_of(id.trim()).is_some() {
        Some(id.trim().to_owned())
    } else if parent.rows() > MOST_LOOKED_AT {
        None
    } else {
        nearest(id, parent.ids()).map(str::to_owned)
    };
    ParentMistake::Unknown { id: id.to_owned(), table: parent.name.clone(), near }
}
