//! The numbers of a request: which are refused, and the exact decimals that floats stand for.

use crate::allocate::chunks;
use crate::allocate::decimal::Decimal;
use crate::allocate::error::AllocationError;
use crate::allocate::error::Part;
use crate::allocate::ids::Ids;
use crate::allocate::limits::LARGEST_TOTAL;

/// Numbers outside these sizes (zero aside) are refused: floats would run out of range on the way.
const SMALLEST: f64 = 1e-150;
const LARGEST: f64 = 1e150;

/// Refuses floats that are not finite, or below zero.
pub(crate) fn sound(values: &[f64], part: Part, ids: &dyn Ids) -> Result<(), AllocationError> {
    let is_bad = |value: f64| !(value == 0.0 || (SMALLEST..=LARGEST).contains(&value));
    match chunks::first(values.len(), |member| is_bad(values[member])) {
        Some(member) => Err(AllocationError::bad(part, values[member], member, ids)),
        None => Ok(()),
    }
}

/// The decimals that floats stand for.
pub(crate) fn exact(values: &[f64]) -> Vec<Decimal> {
    chunks::each(values.len(), |member| Decimal::of(values[member]))
}

/// Exact decimals of floats that are finite and not below zero.
pub(crate) fn decimals(values: &[f64], part: Part, ids: &dyn Ids) -> Result<Vec<Decimal>, AllocationError> {
    sound(values, part, ids)?;
    Ok(exact(values))
}

/// Refuses lists of another length than the claims.
pub(crate) fn lengths(expected: usize, lists: &[(Part, Option<usize>)]) -> Result<(), AllocationError> {
    for (part, found) in lists {
        if let Some(found) = found.filter(|found| *found != expected) {
            return Err(AllocationError::WrongLength { part: *part, found, expected });
        }
    }
    Ok(())
}

/// Refuses totals that are negative or beyond exact floats.
pub(crate) fn within_reach(total: i64) -> Result<(), AllocationError> {
    if (0..=LARGEST_TOTAL).contains(&total) { Ok(()) } else { Err(AllocationError::Overflow { total }) }
}
