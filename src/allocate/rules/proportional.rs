//! `proportional`: λ times the claim. λ is the part of each claim that the total can meet.

use crate::allocate::curve::Curve;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Claims in steps, one a member.
pub(crate) struct Proportional<'a>(pub(crate) &'a [Decimal]);

impl Curve for Proportional<'_> {
    #[inline]
    fn rise(&self, member: usize, _order: usize) -> Option<Rise> {
        Some(Rise { constant: [Decimal::ZERO; 2], slope: self.0[member], low: Decimal::ZERO, high: None })
    }
}
