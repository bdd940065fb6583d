//! The functions of numbers, over blocks of rows.

use super::lane::Lane;
use super::rounding;
use super::rounding::Direction;
use super::rounding::Significance;
use super::tree::Function;

impl Function {
    /// Its name in formulas.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Function::Min => "MIN",
            Function::Max => "MAX",
            Function::Abs => "ABS",
            Function::Round => "ROUND",
            Function::RoundUp => "ROUNDUP",
            Function::RoundDown => "ROUNDDOWN",
            Function::Ceiling => "CEILING",
            Function::Floor => "FLOOR",
            Function::Sqrt => "SQRT",
            Function::Ln => "LN",
            Function::Log10 => "LOG10",
            Function::Exp => "EXP",
            Function::Power => "POWER",
        }
    }
}

/// The function's values; NaN or an infinity where it has none.
pub(crate) fn apply<'v>(function: Function, lanes: Vec<Lane<'v, f64>>) -> Lane<'v, f64> {
    let mut lanes = lanes.into_iter();
    let mut next = || lanes.next().unwrap_or(Lane::One(f64::NAN));
    let first = next();
    match function {
        Function::Min => lanes.fold(first, |least, lane| least.zip(lane, f64::min)),
        Function::Max => lanes.fold(first, |most, lane| most.zip(lane, f64::max)),
        Function::Abs => first.map(f64::abs),
        Function::Sqrt => first.map(f64::sqrt),
        Function::Ln => first.map(f64::ln),
        Function::Log10 => first.map(f64::log10),
        Function::Exp => first.map(f64::exp),
        Function::Power => first.zip(next(), power),
        Function::Round => decimals(first, next(), Direction::Nearest),
        Function::RoundUp => decimals(first, next(), Direction::Away),
        Function::RoundDown => decimals(first, next(), Direction::Towards),
        Function::Ceiling => multiples(&first, &next(), Direction::Up),
        Function::Floor => multiples(&first, &next(), Direction::Down),
    }
}

/// A power; 0^0 has no value, as in Excel.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 2.0 {
        return base * base;
    }
    if base == 0.0 && exponent == 0.0 { f64::NAN } else { base.powf(exponent) }
}

fn decimals<'v>(numbers: Lane<'v, f64>, decimals: Lane<'v, f64>, direction: Direction) -> Lane<'v, f64> {
    match direction {
        // Three loops, each of which knows its direction.
        Direction::Nearest => numbers.zip(decimals, |x, at| rounding::to_decimals(x, at, Direction::Nearest)),
        Direction::Away => numbers.zip(decimals, |x, at| rounding::to_decimals(x, at, Direction::Away)),
        _ => numbers.zip(decimals, |x, at| rounding::to_decimals(x, at, Direction::Towards)),
    }
}

/// Multiples of a significance, which is taken apart once if it is the same for every row.
fn multiples<'v>(numbers: &Lane<'v, f64>, sizes: &Lane<'v, f64>, direction: Direction) -> Lane<'v, f64> {
    let multiple = |number: f64, size: f64, significance: Significance| {
        let refused = size == 0.0 || (number > 0.0 && size < 0.0);
        if refused { f64::NAN } else { significance.round(number, direction) }
    };
    if let Lane::One(size) = sizes {
        let significance = Significance::of(*size);
        return numbers.join(&Lane::One(*size), |number, size| multiple(number, size, significance));
    }
    numbers.join(sizes, |number, size| multiple(number, size, Significance::of(size)))
}
