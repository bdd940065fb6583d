//! `equal-losses` (CEL): max(0, c − λ).

use crate::allocate::curve::Curve;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Constrained equal losses: everybody as far below the claim, nobody below nothing. Claims in steps.
///
/// Awards must grow with the solver's λ, so it solves for the gain −λ and shows λ itself.
///
/// # Source
/// Maimonides; Thomson (2003), Mathematical Social Sciences 45, 249-297, section 3.
pub(crate) struct EqualLosses<'a>(pub(crate) &'a [Decimal]);

impl Curve for EqualLosses<'_> {
    #[inline]
    fn rise(&self, member: usize, _order: usize) -> Option<Rise> {
        let claim = self.0[member];
        Some(Rise {
            constant: [claim, Decimal::ZERO],
            slope: Decimal::ONE,
            low: Decimal::ZERO,
            high: Some(claim),
        })
    }

    fn shown(&self, lambda: f64) -> f64 {
        0.0 - lambda
    }

    fn most(&self, member: usize) -> Option<i64> {
        Some(self.0[member].ceil())
    }
}
