//! What is shared out, and what is needed of it.

use std::ops::Range;

use super::PlacedFormula;
use super::Wisn;
use crate::language::Text;
use crate::quantity::Unit;

/// What is shared out.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Index of the table whose members share it.
    pub over: usize,
    /// What it is counted in.
    pub unit: Unit,
    /// The total, in parts of the unit (fen, posts).
    pub total: i64,
    /// The smallest amount given, in parts of the unit.
    pub step: i64,
    /// Who takes part; all where absent.
    pub members: Option<PlacedFormula>,
    /// Parts that are kept apart.
    pub strata: Option<Strata>,
    /// Each member's need, in whole units.
    pub need: Option<Need>,
    /// Where the total comes from.
    pub source: Option<Text>,
    /// The pools that this one adds up, by index; empty for a pool that is shared out.
    pub combines: Vec<usize>,
    /// Where the pool stands in the file.
    pub span: Range<usize>,
}

impl Pool {
    /// Whether the pool adds up others instead of being shared out itself.
    pub fn is_combined(&self) -> bool {
        !self.combines.is_empty()
    }
}

/// The parts of a pool: the column that names each member's part, and each part's total.
#[derive(Clone, Debug)]
pub struct Strata {
    /// The text column.
    pub column: String,
    /// Each part's name and total, in parts of the pool's unit.
    pub totals: Vec<(String, i64)>,
    /// Where the totals stand in the file.
    pub span: Range<usize>,
}

/// A standard of need.
#[derive(Clone, Debug)]
pub struct Need {
    /// The formula, in the pool's whole units.
    pub formula: PlacedFormula,
    /// What the formula was put together from, where the standard is one by WISN.
    pub wisn: Option<Wisn>,
    /// What the standard is called.
    pub label: Option<Text>,
    /// Where it comes from.
    pub source: Option<Text>,
}
