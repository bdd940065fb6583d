//! `equal`: everybody the same, λ.

use crate::allocate::curve::Curve;
use crate::allocate::curve::Line;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// «One size fits all»: claims are not looked at.
pub(crate) struct Equal;

impl Curve for Equal {
    const WHOLE_ENDS: bool = true;

    #[inline]
    fn rise(&self, _member: usize, _order: usize) -> Option<Rise> {
        Some(Rise { constant: [Decimal::ZERO; 2], slope: Decimal::ONE, low: Decimal::ZERO, high: None })
    }

    #[inline]
    fn line(&self, _member: usize, _order: usize) -> Option<Line> {
        Some(Line::through_zero(1.0))
    }
}
