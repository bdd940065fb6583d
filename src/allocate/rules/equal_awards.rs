//! `equal-awards` (CEA): min(c, λ).

use crate::allocate::curve::Curve;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Constrained equal awards: the same for everybody, nobody above the claim. Claims in steps.
///
/// # Source
/// Maimonides; Thomson, W. (2003), «Axiomatic and game-theoretic analysis of bankruptcy and taxation
/// problems: a survey», Mathematical Social Sciences 45, 249-297, section 3.
pub(crate) struct EqualAwards<'a>(pub(crate) &'a [Decimal]);

impl Curve for EqualAwards<'_> {
    #[inline]
    fn rise(&self, member: usize, _order: usize) -> Option<Rise> {
        Some(Rise {
            constant: [Decimal::ZERO; 2],
            slope: Decimal::ONE,
            low: Decimal::ZERO,
            high: Some(self.0[member]),
        })
    }

    fn most(&self, member: usize) -> Option<i64> {
        Some(self.0[member].ceil())
    }
}
