//! Awards of some of the members found again, without those of all others.

use crate::allocate::allocation::Request;
use crate::allocate::curve::Curve;
use crate::allocate::decimal::Decimal;
use crate::allocate::error::Part;
use crate::allocate::input::decimals;
use crate::allocate::limits::Bounds;
use crate::allocate::limits::Limits;
use crate::allocate::methods::Cut;
use crate::allocate::methods::whole_part;
use crate::allocate::rule::Rule;
use crate::allocate::rules::Equal;
use crate::allocate::rules::LevelUp;
use crate::allocate::rules::Proportional;
use crate::allocate::share::Lambda;
use crate::allocate::share::Shares;
use crate::allocate::solver::Bounded;

/// What suffices to find any award of an allocation again: λ, and whose remainders got a step.
#[derive(Clone, Debug)]
pub struct Key {
    pub(crate) lambda: Lambda,
    pub(crate) cut: Cut,
}

/// The awards of some members, the same as [`crate::allocate::awards`] gave them.
///
/// `request` is that of the allocation with the lists of these members alone; `places` are their places among all,
/// in the same order. `None` where the key does not tell.
pub fn awards_again(request: &Request, key: &Key, places: &[u32]) -> Option<Vec<i64>> {
    let Bounds(limits) = Bounds::of(request).ok()?;
    match request.rule {
        Rule::Equal => again(&Equal, &limits, key, places),
        Rule::Proportional => again(&Proportional(request.claims), &limits, key, places),
        Rule::LevelUp => {
            let exact = |list: Option<&[f64]>, part| decimals(list.unwrap_or(&[]), part, request.ids).ok();
            let needs: Vec<Decimal> = exact(request.needs, Part::Need)?;
            let existing: Vec<Decimal> = exact(request.existing, Part::Existing)?;
            again(&LevelUp { needs: &needs, existing: &existing }, &limits, key, places)
        }
        Rule::EqualAwards | Rule::EqualLosses | Rule::Talmud | Rule::AsClaimed => None,
    }
}

fn again<C: Curve>(curve: &C, limits: &Limits, key: &Key, places: &[u32]) -> Option<Vec<i64>> {
    let bounded = Bounded { curve, limits };
    let shares = Shares::at(&bounded, key.lambda.clone());
    let mut last = None;
    let award = |(member, place): (usize, &u32)| {
        let whole = whole_part(&shares, member, &mut last)?;
        Some(whole.steps + i64::from(key.cut.raises(*place, whole.fraction)))
    };
    places.iter().enumerate().map(award).collect()
}
