//! `webster`: d(s) = s + 1/2.

use crate::allocate::methods::Divisor;

/// Webster (1832), Sainte-Laguë (1910): rounds λ·weight to the nearest whole number.
pub(crate) struct Webster;

impl Divisor for Webster {
    fn signpost(&self, steps: f64) -> f64 {
        steps + 0.5
    }

    fn steps(&self, quotient: f64) -> f64 {
        (quotient + 0.5).floor()
    }

    fn right(&self, steps: i128) -> (i128, i128) {
        (1, 2 * steps + 1)
    }
}
