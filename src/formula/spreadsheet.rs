//! A checked formula as a spreadsheet writes it: the same expression over cells, for Excel and LibreOffice.
//!
//! Whoever lays out the spreadsheet says where cells are ([`Cells`]); this says what stands between them. Where
//! spreadsheets differ from the language the text says more than the formula did: texts are compared by EXACT,
//! a blank that is used becomes #N/A and not 0, AND and OR leave what they need not look at alone.

mod aggregates;
mod part;
#[cfg(test)]
mod tests;

use super::Formula;
use super::tree::Cell;
use super::tree::Comparison;
use super::tree::Form;
use super::tree::Function;
use super::tree::Logic;
use super::tree::Node;
use super::tree::Operation;
use super::tree::Operator;
use super::tree::Statistic;
use super::value::Type;

pub use part::Part;

/// The most characters of a formula that a spreadsheet takes, with some to spare.
const LONGEST: usize = 8_000;
/// The most parentheses within one another, with some to spare.
const DEEPEST: usize = 60;
/// The most arguments of a function.
const MOST_ARGUMENTS: usize = 250;
/// The most characters of a text in a formula.
const LONGEST_TEXT: usize = 255;

/// Where a spreadsheet keeps what formulas name, seen from the cell that a formula stands in.
pub trait Cells {
    /// The cell of a parameter.
    fn parameter(&self, parameter: usize) -> String;
    /// The cell of a column of `table`, `steps` tables above the formula's row.
    fn cell(&self, table: usize, column: usize, steps: usize) -> String;
    /// Whether a column has a blank cell.
    fn has_blanks(&self, table: usize, column: usize) -> bool;
    /// The cell of the baseline's award of the formula's row; `None` where there is none.
    fn baseline(&self) -> Option<String>;
    /// All cells of a column.
    fn range(&self, table: usize, column: usize) -> String;
    /// All cells that say, for each row of `table`, in which row of its sheet the row `steps` above it stands.
    fn owners(&self, table: usize, steps: usize) -> Option<String>;
    /// The number of the sheet's row that holds the table's row which the formula is for.
    fn row_number(&self) -> String;
    /// All cells of a helper column, by the key of its [`Part`].
    fn helper_range(&self, key: &str) -> Option<String>;
    /// The one cell that holds what is the same for every row, by the key of its [`Part`]; `None` where there is none.
    fn whole_cell(&self, key: &str) -> Option<String>;
    /// The cell of a helper column for the row `steps` above the formula's row.
    fn helper_cell(&self, key: &str, steps: usize) -> Option<String>;
}

impl Formula {
    /// The formula over cells, without the sign of equality before it; `None` where a spreadsheet cannot say it.
    ///
    /// ```
    /// use junheng::formula::*;
    /// struct Sheet;
    /// impl Cells for Sheet {
    ///     fn parameter(&self, _: usize) -> String { "per_head".to_owned() }
    ///     fn cell(&self, _: usize, _: usize, _: usize) -> String { "$C4".to_owned() }
    ///     fn has_blanks(&self, _: usize, _: usize) -> bool { false }
    ///     fn baseline(&self) -> Option<String> { None }
    ///     fn range(&self, _: usize, _: usize) -> String { "$C$4:$C$9".to_owned() }
    ///     fn owners(&self, _: usize, _: usize) -> Option<String> { None }
    ///     fn row_number(&self) -> String { "ROW()".to_owned() }
    ///     fn helper_range(&self, _: &str) -> Option<String> { None }
    ///     fn whole_cell(&self, _: &str) -> Option<String> { None }
    ///     fn helper_cell(&self, _: &str, _: usize) -> Option<String> { None }
    /// }
    /// let communities = TableWords {
    ///     name: "communities".into(),
    ///     columns: vec![("kind".into(), Type::Text)],
    ///     parent: None,
    /// };
    /// let words = Vocabulary { tables: vec![communities], parameters: vec!["per_head".into()] };
    /// let text = "IF(kind = \"new\", 2, 1) * per_head";
    /// let formula = Formula::compile(text, 0, &words, BaselineUse::Refused).unwrap();
    /// assert_eq!(formula.spreadsheet(&Sheet).unwrap(), "IF(EXACT($C4,\"new\"),2,1)*per_head");
    /// ```
    pub fn spreadsheet(&self, cells: &dyn Cells) -> Option<String> {
        Translation { formula: self, cells }.fitting(&self.tree.root)
    }

    /// The columns that the spreadsheet needs besides those of the tables, one within another before it.
    pub fn spreadsheet_parts(&self) -> Vec<Part> {
        part::parts(self)
    }
}

/// How tightly an expression is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Comparison,
    Sum,
    Product,
    Power,
    Sign,
    Percent,
    Atom,
}

/// A text and how tightly it is bound.
struct Written(String, Bond);

impl Written {
    fn atom(text: impl Into<String>) -> Option<Written> {
        Some(Written(text.into(), Bond::Atom))
    }

    /// The text, in parentheses unless it is bound so tightly.
    fn at(self, bond: Bond) -> String {
        if self.1 >= bond { self.0 } else { format!("({})", self.0) }
    }
}

/// A formula on its way into a sheet.
struct Translation<'a> {
    formula: &'a Formula,
    cells: &'a dyn Cells,
}

impl Translation<'_> {
    /// The expression, if a spreadsheet has room for it.
    fn fitting(&self, node: &Node) -> Option<String> {
        let text = self.write(node)?.0;
        let fits = text.encode_utf16().count() <= LONGEST && deepest(&text) <= DEEPEST;
        fits.then_some(text)
    }

    fn write(&self, node: &Node) -> Option<Written> {
        match &node.form {
            Form::Number(value) => Written::atom(number(*value)),
            Form::Text(text) => text_literal(text),
            Form::Truth(truth) => Written::atom(if *truth { "TRUE" } else { "FALSE" }),
            Form::Parameter(parameter) => Written::atom(self.cells.parameter(*parameter)),
            Form::Column(cell) => self.used(*cell),
            Form::Baseline { steps: 0 } => Written::atom(self.cells.baseline()?),
            Form::Baseline { .. } => None,
            Form::Aggregate { index, steps } => self.aggregate(*index, *steps),
            Form::Negative(inner) => {
                Some(Written(format!("-{}", self.write(inner)?.at(Bond::Percent)), Bond::Sign))
            }
            Form::Percent(inner, signs) => self.percent(inner, *signs),
            Form::Arithmetic(first, operations) => self.arithmetic(first, operations),
            Form::Comparison(comparison, left, right) => self.comparison(*comparison, left, right),
            Form::Function(function, arguments) => self.function(*function, arguments),
            Form::If(parts) => self.call("IF", parts.as_slice()),
            Form::Logic(logic, conditions) => self.logic(*logic, conditions),
            Form::Not(inner) => self.call("NOT", std::slice::from_ref(inner)),
            Form::IsBlank(inner) => match &inner.form {
                Form::Column(cell) => Some(Written(format!("{}=\"\"", self.cell(*cell)), Bond::Comparison)),
                _ => Written::atom("FALSE"),
            },
            Form::IfBlank(parts) => self.if_blank(parts),
        }
    }

    fn cell(&self, cell: Cell) -> String {
        self.cells.cell(cell.table, cell.column, cell.steps)
    }

    /// A cell whose value is used: a blank is no 0.
    fn used(&self, cell: Cell) -> Option<Written> {
        let place = self.cell(cell);
        match self.cells.has_blanks(cell.table, cell.column) {
            true => Written::atom(format!("IF({place}=\"\",NA(),{place})")),
            false => Written::atom(place),
        }
    }

    fn if_blank(&self, [value, instead]: &[Node; 2]) -> Option<Written> {
        let Form::Column(cell) = value.form else { return self.write(value) };
        let place = self.cell(cell);
        match self.cells.has_blanks(cell.table, cell.column) {
            true => Written::atom(format!("IF({place}=\"\",{},{place})", self.write(instead)?.0)),
            false => Written::atom(place),
        }
    }

    fn percent(&self, inner: &Node, signs: u32) -> Option<Written> {
        let mut written = self.write(inner)?.at(Bond::Atom);
        for sign in 0..signs {
            written = if sign == 0 { format!("{written}%") } else { format!("({written})%") };
        }
        Some(Written(written, Bond::Percent))
    }

    fn arithmetic(&self, first: &Node, operations: &[Operation]) -> Option<Written> {
        let mut written = self.write(first)?;
        for Operation { operator, operand, .. } in operations {
            let (sign, bond, left, right) = match operator {
                Operator::Add => ("+", Bond::Sum, Bond::Sum, Bond::Product),
                Operator::Subtract => ("-", Bond::Sum, Bond::Sum, Bond::Product),
                Operator::Multiply => ("*", Bond::Product, Bond::Product, Bond::Power),
                Operator::Divide => ("/", Bond::Product, Bond::Product, Bond::Power),
                Operator::Power => ("^", Bond::Power, Bond::Percent, Bond::Percent),
            };
            let operand = self.write(operand)?;
            // A sign after a sign is legal and unreadable.
            let right = if operand.1 == Bond::Sign { Bond::Atom } else { right };
            written = Written(format!("{}{sign}{}", written.at(left), operand.at(right)), bond);
        }
        Some(written)
    }

    fn comparison(&self, comparison: Comparison, left: &Node, right: &Node) -> Option<Written> {
        let (first, second) = (self.write(left)?, self.write(right)?);
        if left.kind == Type::Text {
            let same = format!("EXACT({},{})", first.0, second.0);
            let is_same = comparison == Comparison::Equal;
            return Written::atom(if is_same { same } else { format!("NOT({same})") });
        }
        let sign = match comparison {
            Comparison::Equal => "=",
            Comparison::Unequal => "<>",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        };
        Some(Written(format!("{}{sign}{}", first.at(Bond::Sum), second.at(Bond::Sum)), Bond::Comparison))
    }

    fn function(&self, function: Function, arguments: &[Node]) -> Option<Written> {
        self.call(function.name(), arguments)
    }

    fn call(&self, name: &str, arguments: &[Node]) -> Option<Written> {
        if arguments.len() > MOST_ARGUMENTS {
            return None;
        }
        let written: Option<Vec<String>> =
            arguments.iter().map(|argument| self.write(argument).map(|written| written.0)).collect();
        Written::atom(format!("{name}({})", written?.join(",")))
    }

    /// AND or OR; as nested IFs where a later condition may fail that an earlier one guards.
    fn logic(&self, logic: Logic, conditions: &[Node]) -> Option<Written> {
        if !conditions.iter().skip(1).any(|condition| self.may_fail(condition)) {
            return self.call(if logic == Logic::And { "AND" } else { "OR" }, conditions);
        }
        let (last, others) = conditions.split_last()?;
        let mut written = self.write(last)?.0;
        for condition in others.iter().rev() {
            let condition = self.write(condition)?.0;
            written = match logic {
                Logic::And => format!("IF({condition},{written},FALSE)"),
                Logic::Or => format!("IF({condition},TRUE,{written})"),
            };
        }
        Written::atom(written)
    }

    /// Whether an expression may have no value in some row.
    fn may_fail(&self, node: &Node) -> bool {
        match &node.form {
            Form::Number(_) | Form::Text(_) | Form::Truth(_) | Form::Parameter(_) | Form::IsBlank(_) => false,
            Form::Column(cell) => self.cells.has_blanks(cell.table, cell.column),
            Form::Baseline { .. } => false,
            Form::Aggregate { index, .. } => {
                let statistic = self.formula.tree.aggregates[*index].statistic;
                !matches!(statistic, Statistic::Sum | Statistic::Count)
            }
            Form::Negative(inner) | Form::Percent(inner, _) | Form::Not(inner) => self.may_fail(inner),
            Form::Arithmetic(first, operations) => {
                let fails = |operation: &Operation| {
                    let risky = matches!(operation.operator, Operator::Divide | Operator::Power);
                    risky || self.may_fail(&operation.operand)
                };
                self.may_fail(first) || operations.iter().any(fails)
            }
            Form::Comparison(_, left, right) => self.may_fail(left) || self.may_fail(right),
            Form::Function(function, arguments) => {
                let safe = matches!(
                    function,
                    Function::Min
                        | Function::Max
                        | Function::Abs
                        | Function::Round
                        | Function::RoundUp
                        | Function::RoundDown
                );
                !safe || arguments.iter().any(|argument| self.may_fail(argument))
            }
            Form::Logic(_, conditions) => conditions.iter().any(|condition| self.may_fail(condition)),
            Form::If(parts) => parts.iter().any(|part| self.may_fail(part)),
            Form::IfBlank(parts) => parts.iter().skip(1).any(|part| self.may_fail(part)),
        }
    }
}

/// A number as it is typed, to its last digit.
pub(crate) fn number(value: f64) -> String {
    let plain = value == 0.0 || (1e-6..1e15).contains(&value.abs());
    if plain { format!("{}", value + 0.0) } else { format!("{value:E}") }
}

/// A text in quotes; in pieces where it is longer than a formula may hold in one.
fn text_literal(text: &str) -> Option<Written> {
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        return None;
    }
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        if units > LONGEST_TEXT {
            pieces.push(String::new());
            units = c.len_utf16();
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    let quoted: Vec<String> =
        pieces.iter().map(|piece| format!("\"{}\"", piece.replace('"', "\"\""))).collect();
    match quoted.as_slice() {
        [one] => Written::atom(one.as_str()),
        many => Written::atom(format!("CONCATENATE({})", many.join(","))),
    }
}

/// How many parentheses stand within one another.
fn deepest(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted) = (0_usize, 0, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
