//! The checked formula: names are places in the data, and every type fits.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use super::value::Type;

/// A checked formula.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    /// The whole expression, evaluated once per row of the formula's table.
    pub(crate) root: Node,
    /// What is computed over many rows; one within another comes before it.
    pub(crate) aggregates: Vec<Aggregate>,
    /// Each table's parent.
    pub(crate) parents: Vec<Option<usize>>,
    /// The columns used, as (table, column), and their types.
    pub(crate) columns: BTreeMap<(usize, usize), Type>,
    /// The parameters used.
    pub(crate) parameters: BTreeSet<usize>,
    /// Whether `baseline` is used.
    pub(crate) uses_baseline: bool,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The bytes it takes in the formula, without parentheses around it.
    pub(crate) span: Range<usize>,
    /// The type of its value.
    pub(crate) kind: Type,
    /// What it is.
    pub(crate) form: Form,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// A number as written.
    Number(f64),
    /// A text as written.
    Text(String),
    /// TRUE or FALSE.
    Truth(bool),
    /// A parameter's index.
    Parameter(usize),
    /// A cell of the current row, or of a row above it.
    Column(Cell),
    /// The baseline's award, `steps` tables above the current row.
    Baseline {
        /// Steps up from the row that the expression is evaluated for.
        steps: usize,
    },
    /// The value of an aggregate for the formula's row, `steps` tables above the current row.
    Aggregate {
        /// Its index in the tree.
        index: usize,
        /// Steps up from the row that the expression is evaluated for.
        steps: usize,
    },
    /// A minus sign.
    Negative(Box<Node>),
    /// One or more per cent signs.
    Percent(Box<Node>, u32),
    /// Operations of one precedence, from left to right.
    Arithmetic(Box<Node>, Vec<Operation>),
    /// A comparison of two values of one type.
    Comparison(Comparison, Box<Node>, Box<Node>),
    /// A function of numbers.
    Function(Function, Vec<Node>),
    /// IF: condition, value if TRUE, value if FALSE.
    If(Box<[Node; 3]>),
    /// AND, or OR.
    Logic(Logic, Vec<Node>),
    /// NOT.
    Not(Box<Node>),
    /// ISBLANK of a column.
    IsBlank(Box<Node>),
    /// IFBLANK: a value, and what stands in for it where it is a blank cell.
    IfBlank(Box<[Node; 2]>),
}

/// Where a cell is found from the current row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The table it is in.
    pub(crate) table: usize,
    /// The column in that table.
    pub(crate) column: usize,
    /// Steps up from the row that the expression is evaluated for.
    pub(crate) steps: usize,
}

/// One operation of a chain.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// What is done.
    pub(crate) operator: Operator,
    /// What it is done with.
    pub(crate) operand: Node,
    /// From the start of the chain to the end of the operand, parentheses included.
    pub(crate) span: Range<usize>,
}

/// An operation on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// AND and OR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logic {
    And,
    Or,
}

/// A function of numbers, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Min,
    Max,
    Abs,
    Round,
    RoundUp,
    RoundDown,
    Ceiling,
    Floor,
    Sqrt,
    Ln,
    Log10,
    Exp,
    Power,
}

/// Something computed over many rows.
#[derive(Clone, Debug)]
pub(crate) struct Aggregate {
    /// What is computed.
    pub(crate) statistic: Statistic,
    /// Of what: evaluated once per row of `scope`.
    pub(crate) argument: Node,
    /// The share below, for PERCENTILE: made of numbers and parameters only.
    pub(crate) share: Option<Node>,
    /// The table that the argument runs over.
    pub(crate) scope: usize,
    /// Steps from `scope` up to the formula's table: with 0 there is one value over all rows, else one for
    /// each row of the formula's table over what belongs to it.
    pub(crate) steps: usize,
    /// The bytes of the whole call.
    pub(crate) span: Range<usize>,
}

/// What is computed over many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Sum,
    Average,
    Median,
    Count,
    Percentile,
    Deviation,
    Smallest,
    Largest,
}

impl Statistic {
    /// Its name in formulas.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Statistic::Sum => "SUM",
            Statistic::Average => "AVERAGE",
            Statistic::Median => "MEDIAN",
            Statistic::Count => "COUNT",
            Statistic::Percentile => "PERCENTILE",
            Statistic::Deviation => "STDEV",
            Statistic::Smallest => "MIN",
            Statistic::Largest => "MAX",
        }
    }
}
