//! Numbers as people wrote them: a float read as the decimal it prints as, so that ties are real ties.

use std::cmp::Ordering;

use crate::allocate::exact::Scaled;

/// The largest whole number up to which every whole float is kept exactly: 2^53.
pub(crate) const LARGEST: i64 = 1 << 53;

/// `mantissa` × 10^`exponent`, exactly.
///
/// A whole float up to 2^53 keeps every digit; any other float is read with 15 significant digits, the
/// number that every decimal text survives a double with (IEEE 754-2019, section 5.12.2), so that
/// 0.1 + 0.2 and 0.3 are the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    pub(crate) mantissa: i64,
    pub(crate) exponent: i32,
}

impl Decimal {
    /// Nothing.
    pub(crate) const ZERO: Decimal = Decimal { mantissa: 0, exponent: 0 };
    /// One.
    pub(crate) const ONE: Decimal = Decimal { mantissa: 1, exponent: 0 };

    /// A whole number.
    #[inline]
    pub(crate) fn whole(value: i64) -> Self {
        Decimal { mantissa: value, exponent: 0 }
    }

    /// The decimal that a finite float stands for.
    #[inline]
    pub(crate) fn of(value: f64) -> Self {
        let size = value.abs();
        let whole = size as i64;
        let read = if whole <= LARGEST && whole as f64 == size {
            Decimal::whole(whole)
        } else {
            fifteen_digits(size).unwrap_or_else(|| printed(size))
        };
        if value < 0.0 { read.negated() } else { read }
    }

    /// The same size with the other sign.
    #[inline]
    pub(crate) fn negated(self) -> Self {
        Decimal { mantissa: -self.mantissa, ..self }
    }

    /// Half of it, exactly.
    #[inline]
    pub(crate) fn half(self) -> Self {
        if self.mantissa % 2 == 0 {
            return Decimal { mantissa: self.mantissa / 2, ..self };
        }
        Decimal { mantissa: self.mantissa * 5, exponent: self.exponent - 1 }
    }

    /// The nearest float, or one beside it.
    #[inline]
    pub(crate) fn near(self) -> f64 {
        let digits = self.mantissa as f64;
        match self.exponent {
            0 => digits,
            e @ -22..=-1 => digits / TENS[e.unsigned_abs() as usize],
            e @ 1..=22 => digits * TENS[e as usize],
            e if e < -290 => digits / 10f64.powi(290) / 10f64.powi(-e - 290),
            e if e < 0 => digits / 10f64.powi(-e),
            e => digits * 10f64.powi(e),
        }
    }

    /// The largest whole number that is not above it; saturates at the ends of `i64`.
    pub(crate) fn floor(self) -> i64 {
        if self.exponent >= 0 {
            let ten = 10i64.checked_pow(self.exponent.unsigned_abs());
            return ten.and_then(|t| self.mantissa.checked_mul(t)).unwrap_or(i64::MAX);
        }
        match 10i64.checked_pow(self.exponent.unsigned_abs()) {
            Some(ten) => self.mantissa.div_euclid(ten),
            None => {
                if self.mantissa < 0 {
                    -1
                } else {
                    0
                }
            }
        }
    }

    /// The smallest whole number that is not below it; saturates at the ends of `i64`.
    pub(crate) fn ceil(self) -> i64 {
        let down = self.floor();
        if self.compare(Decimal::whole(down)) == Ordering::Greater { down.saturating_add(1) } else { down }
    }

    /// The nearest whole number, a half going up.
    pub(crate) fn rounded_half_up(self) -> i64 {
        let down = self.floor();
        if self.exponent >= 0 {
            return down;
        }
        let half = Decimal { mantissa: down.saturating_mul(2).saturating_add(1), exponent: 0 }.half();
        if self.compare(half) == Ordering::Less { down } else { down.saturating_add(1) }
    }

    /// Exact order.
    #[inline]
    pub(crate) fn compare(self, other: Decimal) -> Ordering {
        if self.exponent == other.exponent {
            return self.mantissa.cmp(&other.mantissa);
        }
        let (a, b) = (self.near(), other.near());
        if (a - b).abs() > 1e-12 * (a.abs() + b.abs()) {
            return if a < b { Ordering::Less } else { Ordering::Greater };
        }
        self.exactly_compare(other)
    }

    #[cold]
    fn exactly_compare(self, other: Decimal) -> Ordering {
        Scaled::from(self).compare(&Scaled::from(other))
    }
}

const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// 5^0 to 5^27, all that fit into 64 bits.
const FIVES: [u64; 28] = {
    let mut fives = [1; 28];
    let mut power = 1;
    while power < fives.len() {
        fives[power] = fives[power - 1] * 5;
        power += 1;
    }
    fives
};

/// Rounds to 15 significant digits in integers alone; `None` for sizes that do not fit (below about 1e-12).
fn fifteen_digits(size: f64) -> Option<Decimal> {
    const LOW: u64 = 100_000_000_000_000;
    let bits = size.to_bits();
    let power = i32::try_from(bits >> 52).ok()?;
    if power == 0 {
        return None;
    }
    let binary = u128::from((bits & ((1 << 52) - 1)) | (1 << 52));
    // The power of ten at or below that of two: never too few places, at times one too many.
    let mut places = 14 - (((power - 1023) * 78_913) >> 18);
    let power = power - 1075;
    for _ in 0..2 {
        let five = *FIVES.get(usize::try_from(places).ok()?)?;
        let product = binary * u128::from(five);
        let shift = -(power + places);
        if !(1..127).contains(&shift) {
            return None;
        }
        let half = 1u128 << (shift - 1);
        let rest = product & ((half << 1) - 1);
        let down = u64::try_from(product >> shift).ok()?;
        let up = rest > half || (rest == half && down % 2 == 1);
        let digits = down + u64::from(up);
        if digits <= 10 * LOW {
            return Some(stripped(i64::try_from(digits).ok()?, -places));
        }
        places -= 1;
    }
    None
}

/// The same through the standard printer, for the very small and the very large.
fn printed(size: f64) -> Decimal {
    let text = format!("{size:.14e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let mantissa = digits.parse().unwrap_or(0);
    let exponent: i32 = exponent.parse().unwrap_or(0);
    stripped(mantissa, exponent - 14)
}

/// Without the zeros at its end, of which there are fewer than 16.
fn stripped(mut mantissa: i64, mut exponent: i32) -> Decimal {
    if mantissa == 0 {
        return Decimal::ZERO;
    }
    for (ten, zeros) in [(100_000_000, 8), (10_000, 4), (100, 2), (10, 1)] {
        if mantissa % ten == 0 {
            mantissa /= ten;
            exponent += zeros;
        }
    }
    Decimal { mantissa, exponent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sum_of_tenths_is_the_decimal_it_looks_like() {
        assert_eq!(Decimal::of(0.1 + 0.2), Decimal::of(0.3));
        assert_eq!(Decimal::of(0.3), Decimal { mantissa: 3, exponent: -1 });
        assert_eq!(Decimal::of(-2.5), Decimal { mantissa: -25, exponent: -1 });
    }

    #[test]
    fn whole_numbers_up_to_two_to_the_fifty_third_keep_every_digit() {
        assert_eq!(Decimal::of((LARGEST - 1) as f64), Decimal::whole(LARGEST - 1));
        assert_eq!(Decimal::of(1e17), Decimal { mantissa: 1, exponent: 17 });
    }

    #[test]
    fn floors_ceilings_and_halves_are_exact() {
        assert_eq!(Decimal::of(2.5).rounded_half_up(), 3);
        assert_eq!(Decimal::of(2.4999999999999).rounded_half_up(), 2);
        assert_eq!(Decimal::of(1e-300).ceil(), 1);
        assert_eq!(Decimal::of(1e18).rounded_half_up(), 1_000_000_000_000_000_000);
        assert_eq!(Decimal::of(1e150).rounded_half_up(), i64::MAX);
        assert_eq!(Decimal::of(7.0).ceil(), 7);
        assert_eq!(Decimal::of(7.0).half(), Decimal::of(3.5));
    }

    proptest! {
        #[test]
        fn integer_arithmetic_agrees_with_the_printer(mantissa in 1u64..(1 << 53), power in -90i32..0) {
            let value = mantissa as f64 * 2f64.powi(power);
            prop_assume!(value.fract() != 0.0);
            if let Some(fast) = fifteen_digits(value) {
                prop_assert_eq!(fast, printed(value));
            }
        }
    }
}
