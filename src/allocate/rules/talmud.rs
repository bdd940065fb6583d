//! `talmud`: the contested garment, for any number of claimants.

use std::cmp::Ordering;

use crate::allocate::curve::Curve;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Equal awards up to half of each claim; beyond that, equal losses down to half of each claim.
///
/// With C the largest claim, λ from 0 to C/2 is the common award, and from C/2 to C the common loss is
/// C − λ: award = min(c, max(min(c/2, λ), c − C + λ)).
///
/// # Source
/// Aumann, R. J. and Maschler, M. (1985), «Game theoretic analysis of a bankruptcy problem from the
/// Talmud», Journal of Economic Theory 36, 195-213.
pub(crate) struct Talmud<'a> {
    claims: &'a [Decimal],
    /// −C.
    negated_largest: Decimal,
}

impl<'a> Talmud<'a> {
    pub(crate) fn new(claims: &'a [Decimal]) -> Self {
        let mut largest = Decimal::ZERO;
        for claim in claims {
            if claim.compare(largest) == Ordering::Greater {
                largest = *claim;
            }
        }
        Talmud { claims, negated_largest: largest.negated() }
    }
}

impl Curve for Talmud<'_> {
    const RISES: usize = 2;

    #[inline]
    fn rise(&self, member: usize, order: usize) -> Option<Rise> {
        let claim = self.claims[member];
        match order {
            // Equal awards, up to half of the claim.
            0 => Some(Rise {
                constant: [Decimal::ZERO; 2],
                slope: Decimal::ONE,
                low: Decimal::ZERO,
                high: Some(claim.half()),
            }),
            // Equal losses, from half of the claim up.
            1 => Some(Rise {
                constant: [claim, self.negated_largest],
                slope: Decimal::ONE,
                low: claim.half(),
                high: Some(claim),
            }),
            _ => None,
        }
    }

    fn most(&self, member: usize) -> Option<i64> {
        Some(self.claims[member].ceil())
    }
}
