//! `as-claimed`: every claim in full; the pool is open and its cost is the result.

use crate::allocate::decimal::Decimal;

/// The claim rounded to the nearest whole step, a half going up, then held within floor and cap.
pub(crate) fn claimed(claim: Decimal, floor: i64, cap: Option<i64>) -> i64 {
    let award = claim.rounded_half_up().max(floor);
    cap.map_or(award, |cap| award.min(cap))
}
