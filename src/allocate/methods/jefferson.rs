//! `jefferson`: d(s) = s + 1.

use crate::allocate::methods::Divisor;

/// Jefferson (1792), D'Hondt (1878): rounds λ·weight down.
pub(crate) struct Jefferson;

impl Divisor for Jefferson {
    fn signpost(&self, steps: f64) -> f64 {
        steps + 1.0
    }

    fn steps(&self, quotient: f64) -> f64 {
        quotient.floor()
    }

    fn right(&self, steps: i128) -> (i128, i128) {
        (1, steps + 1)
    }
}
