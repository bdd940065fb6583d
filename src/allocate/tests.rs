//! Published cases, properties and oracles for the whole room.

mod again;
mod bounds;
mod claims_problems;
mod crowds;
mod errors;
mod house;
mod oracle;
mod properties;
mod published;
mod ties;

use crate::allocate::AllocationError;
use crate::allocate::Apportionment;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::apportion;

/// Ids that sort like the members' numbers.
fn names(count: usize) -> Vec<String> {
    (0..count).map(|member| format!("m{member:06}")).collect()
}

/// A request without needs and bounds; ties go by id.
fn request<'a>(ids: &'a Vec<String>, claims: &'a [f64], total: i64, rule: Rule) -> Request<'a> {
    Request {
        ids,
        claims,
        needs: None,
        existing: None,
        floors: None,
        caps: None,
        total,
        rule,
        rounding: Rounding::LargestRemainder,
        ties: TiePolicy::ById,
    }
}

/// An apportionment with one minimum for all and no maximum; ties are refused.
fn apportioned(
    weights: &[f64],
    posts: i64,
    minimum: i64,
    rounding: Rounding,
) -> Result<Apportionment, AllocationError> {
    let count = weights.len();
    let (least, most) = (vec![minimum; count], vec![i64::MAX; count]);
    apportion(weights, posts, &least, &most, rounding, TiePolicy::Refuse, &names(count))
}
