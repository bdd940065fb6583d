//! Rows divided into parts: a table that is made from another, such as grids from communities.

use std::fmt::Write as _;

use indexmap::IndexMap;
use sha2::Digest;
use sha2::Sha256;

use super::Origin;
use super::Table;
use super::TableColumn;
use super::sheet::Lines;
use super::sheet::TextCells;
use crate::formula::Column;

/// How the rows of a table are divided into parts, each part a row of a table of its own.
///
/// The parts of a row are as even as whole numbers allow, the larger ones first; they add up to the row's amount.
/// Their ids are the row's id, a hyphen and a number of at least two digits.
///
/// ```
/// use junheng::table::{Encoding, Key, Origin, Parts, TableFile, read_bytes};
/// let file = TableFile {
///     name: "communities".into(),
///     path: "communities.csv".into(),
///     shown: "communities.csv".into(),
///     encoding: Encoding::Utf8,
///     sheet: None,
///     text_columns: Vec::new(),
///     key: Key::Required,
/// };
/// let communities = read_bytes(&file, b"id,households\nA,1000\nB,300\n", None).unwrap();
/// let parts = Parts {
///     name: "grids",
///     parent: &communities,
///     link: "community",
///     by: "households",
///     origin: Origin::Estimated,
///     source: "at most 400".into(),
///     amounts: &[1000, 300],
///     counts: &[3, 1],
/// };
/// let (grids, rows) = parts.table();
/// assert_eq!(grids.ids().collect::<Vec<_>>(), ["A-01", "A-02", "A-03", "B-01"]);
/// assert_eq!((0..4).map(|row| grids.column("households").unwrap().number(row).unwrap()).collect::<Vec<_>>(),
///            [334.0, 333.0, 333.0, 300.0]);
/// assert_eq!(rows, [0, 0, 0, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The name of the table that is made.
    pub name: &'a str,
    /// The table whose rows are divided.
    pub parent: &'a Table,
    /// The column that names the divided row.
    pub link: &'a str,
    /// The column that holds the parts' amounts.
    pub by: &'a str,
    /// What is known of those amounts.
    pub origin: Origin,
    /// How they come about, in words.
    pub source: String,
    /// The amount of each row of the parent; nothing counts without a part.
    pub amounts: &'a [u64],
    /// How many parts each row of the parent has; together at most [`super::MOST_ROWS`].
    pub counts: &'a [u64],
}

/// The parts while they are written.
struct Cells {
    ids: TextCells,
    names: TextCells,
    links: TextCells,
    amounts: Vec<f64>,
    parents: Vec<u32>,
    hash: Sha256,
}

impl Parts<'_> {
    /// The table of the parts, and the row of the parent that each belongs to.
    pub fn table(self) -> (Table, Vec<u32>) {
        let mut cells = Cells {
            ids: TextCells::empty(),
            names: TextCells::empty(),
            links: TextCells::empty(),
            amounts: Vec::new(),
            parents: Vec::new(),
            hash: Sha256::new(),
        };
        for (row, (amount, count)) in self.amounts.iter().zip(self.counts).enumerate() {
            self.divide(row, *amount, *count, &mut cells);
        }
        let rows = cells.parents.len();
        let (ids, index) = cells.ids.into_column();
        let text = |cells: TextCells| self.column(cells.into_column().0, Origin::Unstated);
        let columns = IndexMap::from([
            ("id".to_owned(), self.column(ids, Origin::Unstated)),
            ("name".to_owned(), text(cells.names)),
            (self.link.to_owned(), text(cells.links)),
            (self.by.to_owned(), self.column(Column::numbers(cells.amounts), self.origin)),
        ]);
        let table = Table {
            name: self.name.to_owned(),
            shown: format!("tables.{}", self.name),
            columns,
            hash: cells.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
            package_hash: None,
            rows,
            ids: index,
            id_at: 0,
            name_at: Some(1),
            lines: Lines::Regular(2),
        };
        (table, cells.parents)
    }

    /// A column with what is known of it: that of the amounts states how they come about.
    fn column(&self, column: Column, origin: Origin) -> TableColumn {
        let is_amount = column.kind() == crate::formula::Type::Number;
        let unit = self.parent.columns.get(self.by).filter(|_| is_amount).and_then(|by| by.unit.clone());
        let source = is_amount.then(|| self.source.clone());
        TableColumn { column, origin, unit, title: None, description: None, source }
    }

    /// Adds the parts of one row.
    fn divide(&self, row: usize, amount: u64, count: u64, cells: &mut Cells) {
        let (id, name) = (self.parent.id(row), self.parent.name(row));
        let width = count.to_string().len().max(2);
        let mut text = String::new();
        for part in 0..count {
            let share = amount / count + u64::from(part < amount % count);
            let number = part + 1;
            text.clear();
            // Writing to a string cannot fail.
            let _ = write!(text, "{id}-{number:0width$}");
            cells.ids.push(&text);
            cells.hash.update(format!("{text},{id},{share}\n"));
            text.clear();
            let _ = write!(text, "{name} {number:0width$}");
            cells.names.push(&text);
            cells.links.push(id);
            cells.amounts.push(share as f64);
            cells.parents.push(row as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::table::Encoding;
    use crate::table::Key;
    use crate::table::TableFile;
    use crate::table::read_bytes;

    fn communities(count: usize) -> Table {
        let file = TableFile {
            name: "communities".into(),
            path: "communities.csv".into(),
            shown: "communities.csv".into(),
            encoding: Encoding::Utf8,
            sheet: None,
            text_columns: Vec::new(),
            key: Key::Required,
        };
        // Ids that end like a part's, so that a clash would show.
        let rows: String = (0..count).map(|row| format!("c{}{}\n", "-01".repeat(row % 3), row / 3)).collect();
        read_bytes(&file, format!("id\n{rows}").as_bytes(), None).expect("a good table")
    }

    proptest! {
        #[test]
        fn parts_add_up_are_even_and_no_two_have_the_same_id(
            rows in prop::collection::vec((0u64..5_000, 1u64..700), 1..12),
        ) {
            let parent = communities(rows.len());
            let amounts: Vec<u64> = rows.iter().map(|(amount, _)| *amount).collect();
            let counts: Vec<u64> = rows.iter().map(|(amount, size)| amount.div_ceil(*size)).collect();
            let parts = Parts {
                name: "grids",
                parent: &parent,
                link: "community",
                by: "households",
                origin: Origin::Estimated,
                source: String::new(),
                amounts: &amounts,
                counts: &counts,
            };
            let (table, parents) = parts.table();
            prop_assert_eq!(table.rows() as u64, counts.iter().sum::<u64>());
            prop_assert_eq!(table.ids().collect::<BTreeSet<_>>().len(), table.rows());
            let own = |row: usize| -> Vec<u64> {
                let found = table.column("households").expect("the amounts");
                let rows = (0..table.rows()).filter(|part| parents[*part] as usize == row);
                rows.map(|part| found.number(part).expect("an amount") as u64).collect()
            };
            for (row, (amount, size)) in rows.iter().enumerate() {
                let own = own(row);
                prop_assert_eq!(own.iter().sum::<u64>(), *amount);
                prop_assert!(own.iter().all(|part| part <= size));
                let (least, most) = (own.iter().min(), own.iter().max());
                prop_assert!(most.unwrap_or(&0) - least.unwrap_or(&0) <= 1);
            }
            for (part, row) in parents.iter().enumerate() {
                let link = table.column("community").and_then(|column| column.text(part));
                prop_assert_eq!(link, Some(parent.id(*row as usize)));
                prop_assert_eq!(table.row_of(table.id(part)), Some(part));
            }
        }
    }
}
