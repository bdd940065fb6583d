//! Rounding as spreadsheets do it: decimal, and not fooled by the noise of binary fractions.
//!
//! Excel computes with 15 significant digits in mind: `1.005` is stored a little below 1.005 and still
//! rounds to 1.01. So a number is taken to be a whole number, or to lie half-way between two, if it is so
//! in its first 15 significant digits.

use super::number::Decimal;

/// How to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the nearest; half away from zero.
    Nearest,
    /// Away from zero.
    Away,
    /// Towards zero.
    Towards,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

/// Rounds to `decimals` decimals (to tens, hundreds, … if negative); a fraction of `decimals` is cut off,
/// as Excel does. The result is the number nearest to the decimal fraction meant.
pub(crate) fn to_decimals(x: f64, decimals: f64, direction: Direction) -> f64 {
    let decimals = decimals.trunc();
    if x == 0.0 || !x.is_finite() || !decimals.is_finite() {
        return x;
    }
    if decimals > 22.0 {
        return x;
    }
    if decimals < -308.0 {
        return if direction == Direction::Away { f64::INFINITY.copysign(x) } else { 0.0 };
    }
    if decimals < 0.0 {
        let unit = 10_f64.powi(-decimals as i32);
        return whole(x / unit, direction) * unit + 0.0;
    }
    let unit = POWERS[decimals as usize];
    let scaled = x * unit;
    // Beyond 2^53 a number has no digits left to round off.
    if scaled.abs() >= EXACT { x } else { whole(scaled, direction) / unit + 0.0 }
}

/// The whole number that ROUNDUP(x, 0) gives: away from zero, not fooled by the noise of binary fractions.
///
/// ```
/// use junheng::formula::round_up;
/// assert_eq!((round_up(2.1), round_up(3.0), round_up(0.3 / 0.1)), (3.0, 3.0, 3.0));
/// ```
pub fn round_up(x: f64) -> f64 {
    to_decimals(x, 0.0, Direction::Away)
}

/// The whole number that ROUNDDOWN(x, 0) gives: towards zero, not fooled by the noise of binary fractions.
///
/// ```
/// use junheng::formula::round_down;
/// assert_eq!((round_down(2.9), round_down(0.29 * 100.0)), (2.0, 29.0));
/// ```
pub fn round_down(x: f64) -> f64 {
    to_decimals(x, 0.0, Direction::Towards)
}

/// What numbers are rounded to a multiple of; not 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Significance {
    size: f64,
    /// If it is a decimal fraction: its digits, and the power of ten below.
    fraction: Option<(f64, f64)>,
}

impl Significance {
    /// Takes the significance apart.
    pub(crate) fn of(size: f64) -> Self {
        let fraction =
            Decimal::of(size).filter(|decimal| (-22..0).contains(&decimal.exponent)).map(|decimal| {
                let digits = decimal.digits as f64;
                (if size < 0.0 { -digits } else { digits }, POWERS[decimal.exponent.unsigned_abs() as usize])
            });
        Significance { size, fraction: fraction.filter(|(digits, unit)| digits / unit == size) }
    }

    /// Rounds to a multiple. A decimal fraction such as 0.1 is not quite 0.1 in binary, so it is multiplied
    /// in decimal where that is exact.
    pub(crate) fn round(self, x: f64, direction: Direction) -> f64 {
        let times = whole(x / self.size, direction);
        if let Some((digits, unit)) = self.fraction
            && (times * digits).abs() < EXACT
        {
            return times * digits / unit + 0.0;
        }
        times * self.size + 0.0
    }
}

/// Rounds to a whole number.
fn whole(x: f64, direction: Direction) -> f64 {
    let size = x.abs();
    if size >= EXACT {
        return x;
    }
    // A cast is exact here, and faster than the functions of the library.
    let towards = (size as i64) as f64;
    let rest = size - towards;
    let up = match direction {
        Direction::Nearest => rest >= 0.5 || is_noise(0.5 - rest, size),
        Direction::Towards => is_noise(1.0 - rest, size),
        Direction::Away => rest > 0.0 && !is_noise(rest, size),
        Direction::Up if x < 0.0 => is_noise(1.0 - rest, size),
        Direction::Up => rest > 0.0 && !is_noise(rest, size),
        Direction::Down if x < 0.0 => rest > 0.0 && !is_noise(rest, size),
        Direction::Down => is_noise(1.0 - rest, size),
    };
    (if up { towards + 1.0 } else { towards }).copysign(x)
}

/// Whether a distance is at most half a unit of the fifteenth significant digit of a number of this size.
#[inline]
fn is_noise(distance: f64, size: f64) -> bool {
    distance <= size * 1e-14 && size < 1e14 && is_close(distance, size)
}

#[cold]
fn is_close(distance: f64, size: f64) -> bool {
    let leading = size.log10().floor() as i32;
    distance <= 0.5 * 10_f64.powi(leading - 14)
}

/// 2^53: below it every whole number is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The powers of ten that are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

#[cfg(test)]
mod tests;
