//! Exact sums, ratios and comparisons: 128-bit integers while they suffice, big integers beyond.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::allocate::decimal::Decimal;

/// An integer × 10^`exponent`.
#[derive(Clone, Debug)]
pub(crate) struct Scaled {
    digits: Digits,
    exponent: i32,
}

#[derive(Clone, Debug)]
enum Digits {
    Small(i128),
    Big(BigInt),
}

impl From<Decimal> for Scaled {
    fn from(decimal: Decimal) -> Self {
        Scaled { digits: Digits::Small(i128::from(decimal.mantissa)), exponent: decimal.exponent }
    }
}

impl Digits {
    fn big(&self) -> BigInt {
        match self {
            Digits::Small(value) => BigInt::from(*value),
            Digits::Big(value) => value.clone(),
        }
    }

    fn times(&self, factor: i128) -> Digits {
        if let Digits::Small(value) = self
            && let Some(product) = value.checked_mul(factor)
        {
            return Digits::Small(product);
        }
        Digits::Big(self.big() * factor)
    }

    fn raised(&self, tens: u32) -> Digits {
        if tens == 0 {
            return self.clone();
        }
        match 10i128.checked_pow(tens) {
            Some(ten) => self.times(ten),
            None => Digits::Big(self.big() * BigInt::from(10).pow(tens)),
        }
    }

    fn compare(&self, other: &Digits) -> Ordering {
        match (self, other) {
            (Digits::Small(a), Digits::Small(b)) => a.cmp(b),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl Scaled {
    /// Multiplied by a whole number.
    pub(crate) fn times(&self, factor: i128) -> Scaled {
        Scaled { digits: self.digits.times(factor), exponent: self.exponent }
    }

    /// Multiplied by itself.
    pub(crate) fn squared(&self) -> Scaled {
        let digits = match &self.digits {
            Digits::Small(value) => self.digits.times(*value),
            Digits::Big(value) => Digits::Big(value * value),
        };
        Scaled { digits, exponent: self.exponent * 2 }
    }

    /// Exact order.
    pub(crate) fn compare(&self, other: &Scaled) -> Ordering {
        let tens = self.exponent.abs_diff(other.exponent);
        if self.exponent >= other.exponent {
            self.digits.raised(tens).compare(&other.digits)
        } else {
            self.digits.compare(&other.digits.raised(tens))
        }
    }
}

/// A sum of decimals without any rounding, in time linear in their number.
#[derive(Clone, Debug)]
pub(crate) struct ExactSum {
    by_exponent: Vec<i128>,
    /// The places in use: all others are nothing.
    first: usize,
    end: usize,
}

/// Decimals of doubles have exponents from -338 (the smallest subnormal, halved) to 294.
const LOWEST: i32 = -345;
const HIGHEST: i32 = 330;

impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        let used = self.first.min(other.first)..self.end.max(other.end);
        used.is_empty() || self.by_exponent[used.clone()] == other.by_exponent[used]
    }
}

impl ExactSum {
    /// The empty sum.
    pub(crate) fn new() -> Self {
        let places = HIGHEST.abs_diff(LOWEST) as usize;
        ExactSum { by_exponent: vec![0; places], first: places, end: 0 }
    }

    /// The sum of sums.
    pub(crate) fn all(mut parts: impl Iterator<Item = ExactSum>) -> Self {
        let Some(mut sum) = parts.next() else { return ExactSum::new() };
        parts.for_each(|part| sum.merge(&part));
        sum
    }

    /// Adds one decimal.
    #[inline]
    pub(crate) fn add(&mut self, decimal: Decimal) {
        if decimal.mantissa == 0 {
            return;
        }
        let place = (decimal.exponent - LOWEST).clamp(0, HIGHEST - LOWEST - 1).unsigned_abs() as usize;
        self.by_exponent[place] += i128::from(decimal.mantissa);
        self.first = self.first.min(place);
        self.end = self.end.max(place + 1);
    }

    /// Adds another sum.
    pub(crate) fn merge(&mut self, other: &ExactSum) {
        for place in other.first..other.end {
            self.by_exponent[place] += other.by_exponent[place];
        }
        self.first = self.first.min(other.first);
        self.end = self.end.max(other.end);
    }

    /// The sum as an integer and an exponent of ten that is not above zero.
    fn finished(&self) -> (BigInt, i32) {
        let used = || (self.first..self.end).filter(|place| self.by_exponent[*place] != 0);
        let exponent = |place: usize| LOWEST + i32::try_from(place).unwrap_or(0);
        let lowest = used().next().map_or(0, exponent).min(0);
        let mut sum = BigInt::from(0);
        for place in used() {
            let ten = BigInt::from(10).pow(exponent(place).abs_diff(lowest));
            sum += BigInt::from(self.by_exponent[place]) * ten;
        }
        (sum, lowest)
    }

    /// The largest whole number not above a sum that is not negative; `i64::MAX` where that is too small.
    pub(crate) fn floor(&self) -> i64 {
        let (sum, exponent) = self.finished();
        i64::try_from(sum / BigInt::from(10).pow(exponent.unsigned_abs())).unwrap_or(i64::MAX)
    }
}

/// λ as an exact fraction, with the float beside it.
#[derive(Clone, Debug)]
pub(crate) struct Ratio {
    above: Digits,
    below: Digits,
    /// The nearest float, or one beside it.
    pub(crate) near: f64,
}

impl Ratio {
    /// A decimal.
    pub(crate) fn decimal(value: Decimal) -> Self {
        let ten = BigInt::from(10).pow(value.exponent.unsigned_abs());
        let (above, below) = if value.exponent >= 0 {
            (BigInt::from(value.mantissa) * ten, BigInt::from(1))
        } else {
            (BigInt::from(value.mantissa), ten)
        };
        Ratio { near: value.near(), above: shortened(above), below: shortened(below) }
    }

    /// (total − constants) ÷ slopes; `None` when the slopes add up to nothing.
    pub(crate) fn solving(total: i64, constants: &ExactSum, slopes: &ExactSum) -> Option<Self> {
        let (constant, constant_exponent) = constants.finished();
        let (slope, slope_exponent) = slopes.finished();
        if slope == BigInt::from(0) {
            return None;
        }
        let ten = BigInt::from(10);
        let mut above = BigInt::from(total) * ten.pow(constant_exponent.unsigned_abs()) - constant;
        let mut below = slope;
        let tens = constant_exponent.abs_diff(slope_exponent);
        if constant_exponent >= slope_exponent {
            above *= ten.pow(tens);
        } else {
            below *= ten.pow(tens);
        }
        let near = quotient(&above, &below);
        Some(Ratio { near, above: shortened(above), below: shortened(below) })
    }

    /// constant + slope · λ as a numerator over the denominator that all members share.
    pub(crate) fn along(&self, constant: [Decimal; 2], slope: Decimal) -> Scaled {
        let parts = [constant[0], constant[1], slope];
        let filled = parts.iter().filter(|part| part.mantissa != 0);
        let exponent = filled.map(|part| part.exponent).min().unwrap_or(0).min(0);
        let small = || -> Option<i128> {
            let (Digits::Small(above), Digits::Small(below)) = (&self.above, &self.below) else {
                return None;
            };
            let lifted = |part: Decimal| -> Option<i128> {
                if part.mantissa == 0 {
                    return Some(0);
                }
                10i128.checked_pow(part.exponent.abs_diff(exponent))?.checked_mul(i128::from(part.mantissa))
            };
            let start = lifted(constant[0])?.checked_add(lifted(constant[1])?)?.checked_mul(*below)?;
            start.checked_add(lifted(slope)?.checked_mul(*above)?)
        };
        if let Some(digits) = small() {
            return Scaled { digits: Digits::Small(digits), exponent };
        }
        let lifted = |part: Decimal| {
            BigInt::from(part.mantissa) * BigInt::from(10).pow(part.exponent.abs_diff(exponent))
        };
        let start = (lifted(constant[0]) + lifted(constant[1])) * self.below.big();
        Scaled { digits: Digits::Big(start + lifted(slope) * self.above.big()), exponent }
    }

    /// A decimal over the same denominator, to be compared with [`Ratio::along`].
    pub(crate) fn level(&self, value: Decimal) -> Scaled {
        self.along([value, Decimal::ZERO], Decimal::ZERO)
    }

    /// A numerator's value as the nearest float, or one beside it.
    pub(crate) fn value(&self, numerator: &Scaled) -> f64 {
        let ten = BigInt::from(10).pow(numerator.exponent.unsigned_abs());
        quotient(&numerator.digits.big(), &(self.below.big() * ten))
    }

    /// Whole steps and what is left over, of a numerator that is not negative.
    pub(crate) fn split(&self, value: &Scaled) -> (i64, Scaled) {
        let below = self.below.raised(value.exponent.unsigned_abs());
        if let (Digits::Small(above), Digits::Small(below)) = (&value.digits, &below) {
            let (whole, rest) = match (u64::try_from(*above), u64::try_from(*below)) {
                (Ok(above), Ok(below)) => (i128::from(above / below), i128::from(above % below)),
                _ => (above / below, above % below),
            };
            let whole = i64::try_from(whole).unwrap_or(i64::MAX);
            return (whole, Scaled { digits: Digits::Small(rest), exponent: value.exponent });
        }
        let (above, below) = (value.digits.big(), below.big());
        let whole = i64::try_from(&above / &below).unwrap_or(i64::MAX);
        (whole, Scaled { digits: Digits::Big(above % below), exponent: value.exponent })
    }
}

fn shortened(value: BigInt) -> Digits {
    match i128::try_from(&value) {
        Ok(small) => Digits::Small(small),
        Err(_) => Digits::Big(value),
    }
}

/// The quotient of two big integers to about 60 bits; the divisor is positive.
fn quotient(above: &BigInt, below: &BigInt) -> f64 {
    if above == &BigInt::from(0) {
        return 0.0;
    }
    let bits = |value: &BigInt| i64::try_from(value.bits()).unwrap_or(i64::MAX);
    let shift = 62 - (bits(above) - bits(below));
    let scaled = if shift >= 0 {
        (above << shift.unsigned_abs()) / below
    } else {
        above / (below << shift.unsigned_abs())
    };
    let digits = i64::try_from(&scaled).unwrap_or(i64::MAX) as f64;
    let power = i32::try_from(-shift).unwrap_or(i32::MAX);
    digits * 2f64.powi(power / 2) * 2f64.powi(power - power / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_very_different_sizes_lose_nothing() {
        let mut sum = ExactSum::new();
        for value in [1e300, 0.25, -1e300, 0.5] {
            sum.add(Decimal::of(value));
        }
        sum.add(Decimal::whole(3));
        assert_eq!(sum.floor(), 3);
    }

    #[test]
    fn a_third_of_ten_leaves_a_third() {
        let (mut constants, mut slopes) = (ExactSum::new(), ExactSum::new());
        constants.add(Decimal::ZERO);
        slopes.add(Decimal::whole(3));
        let lambda = Ratio::solving(10, &constants, &slopes).expect("three slopes");
        assert!((lambda.near - 10.0 / 3.0).abs() < 1e-15);
        let (whole, rest) = lambda.split(&lambda.along([Decimal::ZERO; 2], Decimal::ONE));
        assert_eq!(whole, 3);
        let third = lambda.split(&lambda.along([Decimal::of(0.5), Decimal::of(0.5)], Decimal::ONE)).1;
        assert_eq!(rest.compare(&third), Ordering::Equal);
    }
}
