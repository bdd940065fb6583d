//! `largest-remainder`: whole parts first, then a step each for the largest remainders (Hamilton).

use crate::allocate::allocation::Step;
use crate::allocate::error::AllocationError;
use crate::allocate::exact::Scaled;
use crate::allocate::share::Settled;
use crate::allocate::share::Shares;
use crate::allocate::ties::Ties;

/// Whole steps from exact shares that are already within the bounds.
///
/// The quota of a member is its exact share: for a proportional pool λ·c held within floor and cap, with
/// one λ for all (Hamilton's method where no bound bites). Everybody gets the whole part; the steps left
/// of `total` go to the largest remainders, one each. Bounds are whole, so neither can be crossed.
///
/// # Errors
/// [`AllocationError::Tied`] where equal remainders compete and ties are refused.
///
/// # Source
/// Hamilton (1792), in Balinski and Young (2001), pages 16-17. With bounds: Balinski and Young (2001),
/// page 133, quotas held within their requirements.
pub(crate) fn largest_remainders(
    shares: &Shares,
    total: i64,
    ties: &Ties,
) -> Result<Settled, AllocationError> {
    let count = shares.near.len();
    let mut settled = Settled::new(count);
    let mut fractions = Vec::with_capacity(count);
    let mut given = 0i64;
    let error = shares.error;
    for (member, near) in shares.near.iter().copied().enumerate() {
        let mut whole = near.floor();
        let mut fraction = near - whole;
        if fraction <= error || fraction >= 1.0 - error {
            let (exact, rest) = shares.split(member);
            whole = exact as f64;
            fraction = if shares.is_nothing(&rest) { -1.0 } else { (near - whole).clamp(0.0, 1.0) };
        }
        settled.awards[member] = whole as i64;
        given = given.saturating_add(whole as i64);
        if fraction >= 0.0 {
            fractions.push((fraction, member));
        }
    }
    let left = usize::try_from(total.saturating_sub(given)).unwrap_or(0).min(fractions.len());
    settled.steps.push(Step::WholeParts { given, left: left as i64 });
    if left == 0 {
        return Ok(settled);
    }
    let (_, cut, _) = fractions.select_nth_unstable_by(left - 1, |a, b| b.0.total_cmp(&a.0));
    let cut = cut.0;
    let mut near: Vec<(Scaled, usize)> = Vec::new();
    let mut wanted = left;
    for (fraction, member) in fractions {
        if fraction > cut + 4.0 * error {
            settled.raise(member);
            wanted -= 1;
        } else if fraction >= cut - 4.0 * error {
            near.push((shares.split(member).1, member));
        }
    }
    let tie = ties.choose(&mut near, wanted, &|a, b| b.0.compare(&a.0), &|candidate| candidate.1)?;
    for (_, member) in &near[..wanted] {
        settled.raise(*member);
    }
    settled.steps.push(Step::Remainders { given: left as i64, smallest: cut.clamp(0.0, 1.0) });
    settled.flag(tie);
    Ok(settled)
}
