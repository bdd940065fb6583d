//! `hill`: d(s) = √(s(s + 1)).

use crate::allocate::methods::Divisor;

/// Hill (1911), Huntington (1921), the law for the US House since the census of 1940 (2 U.S.C. § 2a).
///
/// Rights are compared by w² ÷ (s(s + 1)), so that no root is ever taken in a decision.
pub(crate) struct Hill;

impl Divisor for Hill {
    fn signpost(&self, steps: f64) -> f64 {
        (steps * (steps + 1.0)).sqrt()
    }

    fn steps(&self, quotient: f64) -> f64 {
        (((4.0 * quotient * quotient + 1.0).sqrt() - 1.0) / 2.0).floor() + 1.0
    }

    fn right(&self, steps: i128) -> (i128, i128) {
        (1, steps * (steps + 1))
    }

    fn squared(&self) -> bool {
        true
    }

    fn first_is_free(&self) -> bool {
        true
    }
}
