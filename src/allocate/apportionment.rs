//! Whole posts in proportion to weights: what `proportional` does, with whole-number bounds.

use crate::allocate::allocation::Apportionment;
use crate::allocate::allocation::Bound;
use crate::allocate::error::AllocationError;
use crate::allocate::error::Part;
use crate::allocate::ids::Ids;
use crate::allocate::input::lengths;
use crate::allocate::input::sound;
use crate::allocate::input::within_reach;
use crate::allocate::limits::Limits;
use crate::allocate::pool::Pool;
use crate::allocate::pool::Quotas;
use crate::allocate::rounding::Rounding;
use crate::allocate::rounding::TiePolicy;
use crate::allocate::rule::Rule;
use crate::allocate::rules::Proportional;
use crate::allocate::ties::Ties;

/// Apportions `posts` to `weights`, each within its minimum and maximum.
///
/// `weights`, `minimum` and `maximum`: one a member; weights in any one unit, none below zero; `i64::MAX` is
/// no maximum. A weight of zero gets its minimum and no more. The posts returned add up to `posts`.
/// With a divisor method a member's posts are λ·weight rounded and held within its bounds; with largest
/// remainders everybody gets the whole part of its raw quota or, if that is less, its minimum, and the posts
/// left go to the largest remainders (where the minimums take more than is left over, the quotas are λ·weight
/// held within the bounds).
///
/// # Errors
/// [`AllocationError::FloorsExceed`] and [`AllocationError::CapsShort`] where the bounds leave no solution;
/// [`AllocationError::NoRoom`] where `adams`, `hill` or `dean` lack a first post for every weight above zero;
/// [`AllocationError::NoClaim`] where all weights are zero and posts are left; [`AllocationError::Tied`]
/// where ties are refused; [`AllocationError::BadNumber`], [`AllocationError::WrongLength`],
/// [`AllocationError::FloorAboveCap`], [`AllocationError::NoMember`] and [`AllocationError::Overflow`] for
/// what cannot be read.
///
/// # Source
/// Balinski and Young (1975), «The quota method of apportionment», American Mathematical Monthly 82(7),
/// 701-730: Hamilton's method gives 51, 44, 2, 2, 1.
///
/// ```
/// use junheng::allocate::{Rounding, TiePolicy, apportion};
/// let weights = [5117.0, 4400.0, 162.0, 161.0, 160.0];
/// let ids = ["A", "B", "C", "D", "E"];
/// let given = apportion(
///     &weights,
///     100,
///     &[0; 5],
///     &[i64::MAX; 5],
///     Rounding::LargestRemainder,
///     TiePolicy::Refuse,
///     &ids,
/// )?;
/// assert_eq!(given.posts, [51, 44, 2, 2, 1]);
/// # Ok::<(), junheng::allocate::AllocationError>(())
/// ```
pub fn apportion(
    weights: &[f64],
    posts: i64,
    minimum: &[i64],
    maximum: &[i64],
    rounding: Rounding,
    ties: TiePolicy,
    ids: &dyn Ids,
) -> Result<Apportionment, AllocationError> {
    lengths(weights.len(), &[(Part::Floor, Some(minimum.len())), (Part::Cap, Some(maximum.len()))])?;
    within_reach(posts)?;
    sound(weights, Part::Claim, ids)?;
    let limits = Limits::whole(minimum, maximum, ids)?;
    if weights.iter().all(|weight| *weight == 0.0) && limits.floor_sum() == i128::from(posts) {
        return Ok(minimum_alone(minimum));
    }
    let ties = Ties { ids, policy: ties };
    let pool = Pool {
        rule: Rule::Proportional,
        claims: weights,
        limits: &limits,
        total: posts,
        ties: &ties,
        quotas: Quotas::Raw,
        told: true,
    };
    let (done, _) = pool.shared(&Proportional(weights), rounding)?;
    Ok(Apportionment {
        posts: done.awards,
        exact: done.exact,
        lambda: done.lambda.unwrap_or(0.0),
        bounds: done.bounds,
        ties: done.ties,
        rounded_up: done.rounded_up,
        steps: done.steps,
    })
}

/// Nobody weighs anything, and the minimums are all that there is.
fn minimum_alone(minimum: &[i64]) -> Apportionment {
    Apportionment {
        posts: minimum.to_vec(),
        exact: minimum.iter().map(|posts| *posts as f64).collect(),
        lambda: 0.0,
        bounds: minimum.iter().map(|posts| (*posts > 0).then_some(Bound::Floor)).collect(),
        ties: vec![false; minimum.len()],
        rounded_up: vec![false; minimum.len()],
        steps: Vec::new(),
    }
}
