//! `adams`: d(s) = s.

use crate::allocate::methods::Divisor;

/// Adams (1832): rounds λ·weight up.
pub(crate) struct Adams;

impl Divisor for Adams {
    fn signpost(&self, steps: f64) -> f64 {
        steps
    }

    fn steps(&self, quotient: f64) -> f64 {
        quotient.floor() + 1.0
    }

    fn right(&self, steps: i128) -> (i128, i128) {
        (1, steps)
    }

    fn first_is_free(&self) -> bool {
        true
    }
}
