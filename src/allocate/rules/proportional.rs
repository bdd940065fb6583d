//! `proportional`: λ times the claim. λ is the part of each claim that the total can meet.

use crate::allocate::curve::Curve;
use crate::allocate::curve::Line;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Claims in steps, one a member; each is the decimal that it prints as, read where floats do not decide.
pub(crate) struct Proportional<'a>(pub(crate) &'a [f64]);

impl Curve for Proportional<'_> {
    const WHOLE_ENDS: bool = true;

    #[inline]
    fn rise(&self, member: usize, _order: usize) -> Option<Rise> {
        let slope = Decimal::of(self.0[member]);
        Some(Rise { constant: [Decimal::ZERO; 2], slope, low: Decimal::ZERO, high: None })
    }

    #[inline]
    fn line(&self, member: usize, _order: usize) -> Option<Line> {
        Some(Line::through_zero(self.0[member]))
    }
}
