//! What is computed over many rows, as spreadsheets do it.

use super::Bond;
use super::Translation;
use super::Written;
use super::part::argument_key;
use super::part::is_plain;
use super::part::value_key;
use crate::formula::tree::Aggregate;
use crate::formula::tree::Form;
use crate::formula::tree::Statistic;

/// Whether spreadsheets have a function that computes the statistic over some of the rows.
pub(super) fn has_own_function(statistic: Statistic) -> bool {
    matches!(statistic, Statistic::Sum | Statistic::Average | Statistic::Count)
}

impl Translation<'_> {
    pub(super) fn aggregate(&self, index: usize, steps: usize) -> Option<Written> {
        let aggregate = &self.formula.tree.aggregates[index];
        if aggregate.steps == 0 {
            // One cell for all: computed in each row it would take the square of the rows.
            let cell = self.cells.whole_cell(&value_key(self.formula, aggregate));
            return cell.map_or_else(|| self.whole(aggregate), Written::atom);
        }
        if !has_own_function(aggregate.statistic) {
            return Written::atom(self.cells.helper_cell(&value_key(self.formula, aggregate), steps)?);
        }
        // Seen from a row below, it would be another row's: nobody writes that, and no sheet holds it.
        if steps > 0 {
            return None;
        }
        let owners = self.cells.owners(aggregate.scope, aggregate.steps)?;
        let row = self.cells.row_number();
        match aggregate.statistic {
            Statistic::Sum => {
                let range = self.range(aggregate)?;
                Written::atom(format!("SUMIFS({range},{owners},{row})"))
            }
            Statistic::Average => {
                let range = self.range(aggregate)?;
                Written::atom(format!("AVERAGEIFS({range},{owners},{row})"))
            }
            _ => match self.counted(aggregate) {
                Some(range) => Written::atom(format!("SUMPRODUCT(({owners}={row})*(1-({range}=\"\")))")),
                None => Written::atom(format!("COUNTIFS({owners},{row})")),
            },
        }
    }

    /// One value for every row of the table.
    pub(super) fn whole(&self, aggregate: &Aggregate) -> Option<Written> {
        if aggregate.statistic == Statistic::Count {
            if let Some(range) = self.counted(aggregate) {
                return Written::atom(format!("SUMPRODUCT(1-({range}=\"\"))"));
            }
            return Written::atom(format!("ROWS({})", self.cells.range(aggregate.scope, 0)));
        }
        let range = self.range(aggregate)?;
        match (aggregate.statistic, &aggregate.share) {
            (Statistic::Percentile, Some(share)) => {
                Written::atom(format!("PERCENTILE({range},{})", self.write(share)?.0))
            }
            (statistic, _) => Written::atom(format!("{}({range})", statistic.name())),
        }
    }

    /// The statistic of the rows that belong to the formula's row, as the text of an array formula.
    pub(super) fn grouped_array(&self, index: usize) -> Option<String> {
        let aggregate = &self.formula.tree.aggregates[index];
        let owners = self.cells.owners(aggregate.scope, aggregate.steps)?;
        let (row, range) = (self.cells.row_number(), self.range(aggregate)?);
        let own = format!("IF({owners}={row},{range})");
        let value = match (aggregate.statistic, &aggregate.share) {
            (Statistic::Percentile, Some(share)) => {
                format!("PERCENTILE({own},{})", self.write(share)?.at(Bond::Comparison))
            }
            (statistic, _) => format!("{}({own})", statistic.name()),
        };
        let needed = if aggregate.statistic == Statistic::Deviation { 2 } else { 1 };
        Some(format!("IF(COUNTIFS({owners},{row})<{needed},NA(),{value})"))
    }

    /// The cells that the statistic is of.
    fn range(&self, aggregate: &Aggregate) -> Option<String> {
        match &aggregate.argument.form {
            Form::Column(cell) if is_plain(aggregate) => {
                // Spreadsheets pass over blanks; a formula must not.
                let is_whole = !self.cells.has_blanks(cell.table, cell.column);
                is_whole.then(|| self.cells.range(cell.table, cell.column))
            }
            _ => self.cells.helper_range(&argument_key(self.formula, aggregate)),
        }
    }

    /// The cells that COUNT looks at, where some of them are blank.
    fn counted(&self, aggregate: &Aggregate) -> Option<String> {
        let Form::Column(cell) = aggregate.argument.form else { return None };
        let looked_at = cell.steps == 0 && self.cells.has_blanks(cell.table, cell.column);
        looked_at.then(|| self.cells.range(cell.table, cell.column))
    }
}
