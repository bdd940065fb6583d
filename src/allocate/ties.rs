//! The one place where equals are told apart: by id, flagged, or not at all.

use std::cmp::Ordering;

use crate::allocate::chunks;
use crate::allocate::error::AllocationError;
use crate::allocate::error::NAMED;
use crate::allocate::error::Who;
use crate::allocate::ids::Ids;
use crate::allocate::ids::heads;
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
    pub(crate) fn choose<T: Copy + Send + Sync>(
        &self,
        candidates: &mut [T],
        wanted: usize,
        order: &dyn Fn(&T, &T) -> Ordering,
        member: &(dyn Fn(&T) -> usize + Sync),
    ) -> Result<Option<Tie>, AllocationError> {
        if wanted == 0 || wanted >= candidates.len() {
            return Ok(None);
        }
        let (sure, end) = cut(candidates, wanted, order);
        if end == wanted {
            return Ok(None);
        }
        let (tied, won) = (&mut candidates[sure..end], wanted - sure);
        let who = self.smallest_first(tied, won, member);
        let steps = i64::try_from(won).unwrap_or(i64::MAX);
        match self.policy {
            TiePolicy::Refuse => Err(AllocationError::Tied { steps, who }),
            TiePolicy::ById => {
                let members = chunks::each(tied.len(), |place| member(&tied[place]));
                Ok(Some(Tie { members, steps, who }))
            }
        }
    }

    /// Moves the `won` tied with the smallest ids to the front; the smallest few are named.
    fn smallest_first<T: Copy + Send + Sync>(
        &self,
        tied: &mut [T],
        won: usize,
        member: &(dyn Fn(&T) -> usize + Sync),
    ) -> Who {
        let heads = heads(self.ids, tied.len(), |place| member(&tied[place]));
        let named = NAMED.min(tied.len());
        if heads.is_sorted_by(|one, other| one < other) {
            return self.named(tied, named, member);
        }
        let mut keyed: Vec<(u64, T)> = heads.into_iter().zip(tied.iter().copied()).collect();
        let order = |one: &(u64, T), other: &(u64, T)| {
            one.0.cmp(&other.0).then_with(|| {
                let (one, other) = (member(&one.1), member(&other.1));
                self.ids.id(one).cmp(self.ids.id(other)).then(one.cmp(&other))
            })
        };
        keyed.select_nth_unstable_by(won - 1, order);
        if won > named {
            keyed[..won].select_nth_unstable_by(named - 1, order);
        } else if won < named {
            keyed[won..].select_nth_unstable_by(named - won - 1, order);
        }
        keyed[..named].sort_unstable_by(order);
        for (place, (_, candidate)) in tied.iter_mut().zip(&keyed) {
            *place = *candidate;
        }
        self.named(tied, named, member)
    }

    /// How many are tied, and the ids of the first `named`.
    fn named<T>(&self, tied: &[T], named: usize, member: &dyn Fn(&T) -> usize) -> Who {
        let ids = tied[..named].iter().map(|candidate| self.ids.id(member(candidate)).to_owned());
        Who { count: tied.len(), ids: ids.collect() }
    }
}

/// Moves the `wanted` highest candidates to the front, those who are equal to the last of them to the end of
/// that front, and their other equals right behind; gives where the equals begin and end.
fn cut<T: Copy>(candidates: &mut [T], wanted: usize, order: &dyn Fn(&T, &T) -> Ordering) -> (usize, usize) {
    let first = candidates[0];
    if candidates.iter().all(|candidate| order(candidate, &first) == Ordering::Equal) {
        return (0, candidates.len());
    }
    candidates.select_nth_unstable_by(wanted - 1, order);
    let last = candidates[wanted - 1];
    let is_tied = |candidate: &T| order(candidate, &last) == Ordering::Equal;
    let (mut sure, mut end) = (0, wanted);
    for place in 0..wanted {
        if !is_tied(&candidates[place]) {
            candidates.swap(place, sure);
            sure += 1;
        }
    }
    for place in wanted..candidates.len() {
        if is_tied(&candidates[place]) {
            candidates.swap(place, end);
            end += 1;
        }
    }
    (sure, end)
}
