//! The functions that formulas know: their names, how many arguments they take, and how they are written.

use super::tree::Function;
use super::tree::Logic;
use super::tree::Statistic;

/// What a function's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A function of numbers, row by row.
    Numbers(Function),
    /// Something computed over many rows.
    Rows(Statistic),
    /// MIN and MAX: over many rows with one argument, else row by row.
    Either(Statistic, Function),
    If,
    Logic(Logic),
    Not,
    IsBlank,
    IfBlank,
}

/// One function.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its name, in capitals.
    pub(crate) name: &'static str,
    /// What it stands for.
    pub(crate) meaning: Meaning,
    /// The fewest arguments.
    pub(crate) least: usize,
    /// The most arguments.
    pub(crate) most: usize,
    /// How it is written.
    pub(crate) usage: &'static str,
}

const MANY: usize = usize::MAX;

const fn entry(
    name: &'static str,
    meaning: Meaning,
    least: usize,
    most: usize,
    usage: &'static str,
) -> Entry {
    Entry { name, meaning, least, most, usage }
}

/// Every function.
pub(crate) const FUNCTIONS: [Entry; 25] = [
    entry("IF", Meaning::If, 3, 3, "IF(condition, value if true, value if false)"),
    entry("AND", Meaning::Logic(Logic::And), 1, MANY, "AND(condition, condition, …)"),
    entry("OR", Meaning::Logic(Logic::Or), 1, MANY, "OR(condition, condition, …)"),
    entry("NOT", Meaning::Not, 1, 1, "NOT(condition)"),
    entry("MIN", Meaning::Either(Statistic::Smallest, Function::Min), 1, MANY, "MIN(number, number, …)"),
    entry("MAX", Meaning::Either(Statistic::Largest, Function::Max), 1, MANY, "MAX(number, number, …)"),
    entry("ABS", Meaning::Numbers(Function::Abs), 1, 1, "ABS(number)"),
    entry("ROUND", Meaning::Numbers(Function::Round), 2, 2, "ROUND(number, decimals)"),
    entry("ROUNDUP", Meaning::Numbers(Function::RoundUp), 2, 2, "ROUNDUP(number, decimals)"),
    entry("ROUNDDOWN", Meaning::Numbers(Function::RoundDown), 2, 2, "ROUNDDOWN(number, decimals)"),
    entry("CEILING", Meaning::Numbers(Function::Ceiling), 2, 2, "CEILING(number, significance)"),
    entry("FLOOR", Meaning::Numbers(Function::Floor), 2, 2, "FLOOR(number, significance)"),
    entry("SQRT", Meaning::Numbers(Function::Sqrt), 1, 1, "SQRT(number)"),
    entry("LN", Meaning::Numbers(Function::Ln), 1, 1, "LN(number)"),
    entry("LOG10", Meaning::Numbers(Function::Log10), 1, 1, "LOG10(number)"),
    entry("EXP", Meaning::Numbers(Function::Exp), 1, 1, "EXP(number)"),
    entry("POWER", Meaning::Numbers(Function::Power), 2, 2, "POWER(number, exponent)"),
    entry("ISBLANK", Meaning::IsBlank, 1, 1, "ISBLANK(column)"),
    entry("IFBLANK", Meaning::IfBlank, 2, 2, "IFBLANK(column, value if blank)"),
    entry("SUM", Meaning::Rows(Statistic::Sum), 1, 1, "SUM(column)"),
    entry("AVERAGE", Meaning::Rows(Statistic::Average), 1, 1, "AVERAGE(column)"),
    entry("MEDIAN", Meaning::Rows(Statistic::Median), 1, 1, "MEDIAN(column)"),
    entry("COUNT", Meaning::Rows(Statistic::Count), 1, 1, "COUNT(column)"),
    entry("PERCENTILE", Meaning::Rows(Statistic::Percentile), 2, 2, "PERCENTILE(column, share)"),
    entry("STDEV", Meaning::Rows(Statistic::Deviation), 1, 1, "STDEV(column)"),
];

/// The function of a name, in any case.
pub(crate) fn find(name: &str) -> Option<&'static Entry> {
    FUNCTIONS.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
}
