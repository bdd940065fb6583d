//! Aligned columns for a terminal, without rules; a Chinese character takes two columns.

use comfy_table::CellAlignment;
use comfy_table::Table;
use comfy_table::presets::NOTHING;

/// A table without borders.
pub fn aligned() -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table
}

/// Sets the listed columns to the right, the others to the left, two blanks between neighbours.
pub fn finish(mut table: Table, right: impl Fn(usize) -> bool) -> String {
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if right(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}
