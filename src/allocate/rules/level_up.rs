//! `level-up`: max(0, λ·n − e).

use crate::allocate::curve::Curve;
use crate::allocate::curve::Rise;
use crate::allocate::decimal::Decimal;

/// Raises the lowest (existing + award) ÷ need as far as the money goes; λ is the level reached.
///
/// Needs and existing means in steps, one a member. Whoever stands above λ already gets nothing.
///
/// # Source
/// The federal complement of Brazil's FUNDEB (Lei 14.113 of 25 December 2020, articles 12 and 13): money
/// goes to the funds with the lowest value per weighted pupil until they stand level.
pub(crate) struct LevelUp<'a> {
    pub(crate) needs: &'a [Decimal],
    /// Empty where nobody has anything yet.
    pub(crate) existing: &'a [Decimal],
}

impl Curve for LevelUp<'_> {
    const WHOLE_ENDS: bool = true;

    #[inline]
    fn rise(&self, member: usize, _order: usize) -> Option<Rise> {
        let existing = self.existing.get(member).map_or(Decimal::ZERO, |means| means.negated());
        Some(Rise {
            constant: [existing, Decimal::ZERO],
            slope: self.needs[member],
            low: Decimal::ZERO,
            high: None,
        })
    }
}
