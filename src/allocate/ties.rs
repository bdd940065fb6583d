//! The one place where equals are told apart: by id, flagged, or not at all.

use std::cmp::Ordering;

use crate::allocate::error::AllocationError;
use crate::allocate::error::Who;
use crate::allocate::ids::Ids;
use crate::allocate::rounding::TiePolicy;

/// What to do with a tie, and the ids to do it by.
pub(crate) struct Ties<'a> {
    pub(crate) ids: &'a dyn Ids,
    pub(crate) policy: TiePolicy,
}

/// A tie that was broken.
pub(crate) struct Tie {
    /// All members that were equal at the cut, winners and losers.
    pub(crate) members: Vec<usize>,
    /// How many steps they competed for.
    pub(crate) steps: i64,
    /// Their ids, for people.
    pub(crate) who: Who,
}

impl Ties<'_> {
    /// Moves the `wanted` highest candidates to the front, in time linear in their number on average.
    ///
    /// `order` puts the higher first and is exact; whom it calls equal are told apart by id.
    ///
    /// # Errors
    /// [`AllocationError::Tied`] if the cut falls between equals and the policy is to refuse.
    pub(crate) fn choose<T>(
        &self,
        candidates: &mut [T],
        wanted: usize,
        order: &dyn Fn(&T, &T) -> Ordering,
        member: &dyn Fn(&T) -> usize,
    ) -> Result<Option<Tie>, AllocationError> {
        if wanted == 0 || wanted >= candidates.len() {
            return Ok(None);
        }
        candidates.select_nth_unstable_by(wanted - 1, |a, b| {
            let (one, other) = (member(a), member(b));
            order(a, b).then_with(|| self.ids.id(one).cmp(self.ids.id(other))).then(one.cmp(&other))
        });
        let cut = &candidates[wanted - 1];
        let equal = |candidate: &T| order(candidate, cut) == Ordering::Equal;
        if !candidates[wanted..].iter().any(equal) {
            return Ok(None);
        }
        let won = candidates[..wanted].iter().filter(|candidate| equal(candidate)).count();
        let members: Vec<usize> =
            candidates.iter().filter(|candidate| equal(candidate)).map(member).collect();
        let who = Who::of(members.iter().copied(), self.ids);
        let steps = i64::try_from(won).unwrap_or(i64::MAX);
        match self.policy {
            TiePolicy::Refuse => Err(AllocationError::Tied { steps, who }),
            TiePolicy::ById => Ok(Some(Tie { members, steps, who })),
        }
    }
}
