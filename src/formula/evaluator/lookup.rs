//! Finds the cells of a column, in the current rows or in rows above them.

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use super::Rows;
use super::Value;
use crate::formula::Column;
use crate::formula::fault::Fault;
use crate::formula::tree::Cell;
use crate::formula::tree::Node;

/// Rows some steps above others.
#[derive(Debug)]
pub(crate) enum Climbed<'r> {
    /// Rows that exist already.
    Lent(Rows<'r>),
    /// Rows looked up.
    Own(Vec<u32>),
}

impl Climbed<'_> {
    /// The rows.
    pub(crate) fn rows(&self) -> Rows<'_> {
        match self {
            Climbed::Lent(rows) => *rows,
            Climbed::Own(rows) => Rows::List(rows),
        }
    }
}

impl<'e> Evaluation<'e> {
    /// The rows `steps` above; `node` is what needs them.
    pub(crate) fn climb<'r>(&self, at: At<'r>, steps: usize, node: &Node) -> Outcome<Climbed<'r>>
    where
        'e: 'r,
    {
        let mut climbed = Climbed::Lent(at.rows);
        let mut table = at.table;
        for _ in 0..steps {
            let parents = self.data.tables[table].parent_rows;
            let parent = self.formula.tree.parents.get(table).copied().flatten();
            let parents = parents.filter(|parents| parents.len() == self.data.tables[table].rows);
            let (Some(parents), Some(parent)) = (parents, parent) else {
                let fault = Fault::Missing("parent rows");
                return Err(self.problem(table, None, node.span.clone(), &fault));
            };
            climbed = match climbed.rows() {
                Rows::Range(start, end) => Climbed::Lent(Rows::List(&parents[start..end])),
                rows => Climbed::Own((0..rows.len()).map(|at| parents[rows.row(at)]).collect()),
            };
            table = parent;
        }
        Ok(climbed)
    }

    /// The column of a cell; that it is there has been checked.
    pub(crate) fn cells_of(&self, cell: Cell) -> &'e Column {
        self.data.tables[cell.table].columns[cell.column]
            .expect("evaluation starts only with every column that the formula uses")
    }

    /// The values of a column, none of which may be blank.
    pub(crate) fn column<T: Value<'e>>(
        &'e self,
        cell: Cell,
        node: &'e Node,
        at: At<'_>,
    ) -> Outcome<Lane<'e, T>> {
        let climbed = self.climb(at, cell.steps, node)?;
        let rows = climbed.rows();
        let column = self.cells_of(cell);
        let name = || self.formula.text[node.span.clone()].to_owned();
        if let Some(blanks) = &column.blanks
            && let Some(blank) = (0..rows.len()).find(|at| blanks[rows.row(*at)])
        {
            let fault = Fault::Blank(name());
            return Err(self.problem(cell.table, Some(rows.row(blank)), node.span.clone(), &fault));
        }
        let lane = T::cells(column, rows);
        if !lane.slice().iter().fold(true, |sound, value| sound & value.sound()) {
            let at = lane.slice().iter().position(|value| !value.sound()).unwrap_or(0);
            let fault = Fault::CellNotFinite(name());
            return Err(self.problem(cell.table, Some(rows.row(at)), node.span.clone(), &fault));
        }
        Ok(lane)
    }
}
