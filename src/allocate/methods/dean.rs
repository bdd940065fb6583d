//! `dean`: d(s) = 2s(s + 1) ÷ (2s + 1).

use crate::allocate::methods::Divisor;

/// Dean (1832): the district sizes come as near as can be to a common size.
pub(crate) struct Dean;

impl Divisor for Dean {
    fn signpost(&self, steps: f64) -> f64 {
        steps + 0.5 - 0.5 / (2.0 * steps + 1.0)
    }

    fn steps(&self, quotient: f64) -> f64 {
        (((quotient * quotient + 1.0).sqrt() + quotient - 1.0) / 2.0).floor() + 1.0
    }

    fn right(&self, steps: i128) -> (i128, i128) {
        (2 * steps + 1, steps * (steps + 1))
    }

    fn first_is_free(&self) -> bool {
        true
    }
}
