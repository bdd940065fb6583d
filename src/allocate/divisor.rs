//! The one divisor solver: the posts-th largest right to a step, in time linear in the members.
//!
//! Floats find the neighbourhood: a common multiplier from the λ solver, a few corrections of it, and a
//! selection among the rights that remain in doubt. Rights within float error of the cut are then settled
//! exactly.
//!
//! # Source
//! Cheng, Z. and Eppstein, D. (2014), «Linear-time algorithms for proportional apportionment», ISAAC 2014,
//! LNCS 8889, 581-592; Balinski and Young (2001), appendix A, for divisor methods with bounds.

mod bracket;

use std::cmp::Ordering;

use crate::allocate::allocation::Bound;
use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::error::AllocationError;
use crate::allocate::error::Who;
use crate::allocate::exact::Scaled;
use crate::allocate::limits::Limits;
use crate::allocate::methods::Divisor;
use crate::allocate::search::multiplier;
use crate::allocate::share::Settled;
use crate::allocate::ties::Ties;

/// How far a right reckoned in floats may be from the exact one, relatively: 15 digits and a few roundings.
const NEAR: f64 = 2e-14;

/// Exact weights behind the floats.
pub(crate) trait Weights: Sync {
    /// The exact weight; any unit that all share.
    fn exact(&self, member: usize) -> Scaled;

    /// Whether two members' weights are known to be equal without arithmetic.
    fn same(&self, one: usize, other: usize) -> bool;
}

/// Members, their weights and their integer bounds under one method.
pub(crate) struct Field<'a> {
    pub(crate) method: &'a dyn Divisor,
    pub(crate) weights: &'a dyn Weights,
    /// The weights as floats, one a member.
    pub(crate) near: &'a [f64],
    floors: Vec<i64>,
    caps: Vec<i64>,
    /// About the multiplier of the total, before rounding.
    start: f64,
}

/// A member's right to one step more than it has, in floats.
#[derive(Clone, Copy)]
struct Right {
    near: f64,
    member: usize,
    steps: i64,
}

/// The multipliers λ between which the last right met and the first that is not lie.
fn multipliers(last: f64, next: f64) -> (f64, f64) {
    let to = if next > 0.0 { 1.0 / next } else { f64::INFINITY };
    let from = if last.is_finite() { 1.0 / last } else { 0.0 };
    (from.min(to), to)
}

/// A step in doubt: the member, how many steps it has before, and the place of its exact weight.
type Candidate = (usize, i64, usize);

impl<'a> Field<'a> {
    /// Raises the minimum of every weight above zero to one where the first step is free.
    ///
    /// # Errors
    /// [`AllocationError::FloorsExceed`], [`AllocationError::NoRoom`] (a method with d(0) = 0 and fewer steps
    /// than it must give out first: Balinski and Young, 2001, page 142, require a house of at least
    /// the number of states), [`AllocationError::NoClaim`] and [`AllocationError::CapsShort`].
    pub(crate) fn new(
        method: &'a dyn Divisor,
        weights: &'a dyn Weights,
        near: &'a [f64],
        limits: &Limits,
        total: i64,
        ties: &Ties,
    ) -> Result<Self, AllocationError> {
        limits.within(total, ties.ids)?;
        let free = method.first_is_free() && total > 0;
        let cap = |member: usize| match near[member] > 0.0 {
            true => limits.cap(member).unwrap_or(total).min(total),
            false => limits.floors[member],
        };
        let caps = chunks::each(near.len(), cap);
        let first = |member: usize| if free && near[member] > 0.0 { caps[member].min(1) } else { 0 };
        let floors = chunks::each(near.len(), |member| limits.floors[member].max(first(member)));
        let sum = |bounds: &[i64]| bounds.iter().map(|bound| i128::from(*bound)).sum::<i128>();
        let sum = |bounds: &[i64]| -> i128 {
            chunks::over(near.len(), |members| sum(&bounds[members])).into_iter().sum()
        };
        let (needed, room) = (sum(&floors), sum(&caps));
        if needed > i128::from(total) {
            let needed = i64::try_from(needed).unwrap_or(i64::MAX);
            return Err(AllocationError::NoRoom { needed, total });
        }
        if room < i128::from(total) {
            if near.iter().all(|weight| *weight <= 0.0) {
                return Err(AllocationError::NoClaim);
            }
            let capped = (0..near.len()).filter(|member| limits.cap(*member).is_some());
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            return Err(AllocationError::CapsShort { room, total, who: Who::of(capped, ties.ids) });
        }
        let start = multiplier(near, &floors, &caps, total as f64);
        Ok(Field { method, weights, near, floors, caps, start })
    }

    /// The float right of a member with `steps` steps to one more.
    fn right(&self, member: usize, steps: i64) -> f64 {
        self.method.right_to_next(self.near[member], steps)
    }

    /// How many steps a member holds when all rights from `cut` up are met.
    fn held(&self, member: usize, cut: f64) -> i64 {
        self.method.held(self.near[member], self.floors[member], self.caps[member], cut)
    }

    /// The rights from `cut` up that a member with `from` steps has to more.
    fn rights(&self, member: usize, from: i64, cut: f64) -> impl Iterator<Item = Right> {
        let right = move |steps| Right { near: self.right(member, steps), member, steps };
        (from..self.caps[member]).map(right).take_while(move |right| right.near >= cut)
    }

    /// Which of two candidates has the greater right, exactly; the greater comes first. `weights`: as they
    /// enter into rights.
    fn order(&self, weights: &[Scaled], one: &Candidate, other: &Candidate) -> Ordering {
        if one.2 == other.2 {
            return one.1.cmp(&other.1);
        }
        let (one_above, one_below) = self.method.right(i128::from(one.1));
        let (other_above, other_below) = self.method.right(i128::from(other.1));
        let first = weights[one.2].times(one_above).times(other_below);
        let second = weights[other.2].times(other_above).times(one_below);
        second.compare(&first)
    }

    /// The exact weights of candidates, those of neighbours that are the same once, and whose is which.
    fn weighed(&self, steps: Vec<(usize, i64)>) -> (Vec<Scaled>, Vec<Candidate>) {
        let is_new = chunks::each(steps.len(), |place| {
            place == 0 || !self.weights.same(steps[place - 1].0, steps[place].0)
        });
        let mut weights = Vec::new();
        let mut candidates = Vec::with_capacity(steps.len());
        for ((member, steps), is_new) in steps.into_iter().zip(is_new) {
            if is_new {
                let weight = self.weights.exact(member);
                weights.push(if self.method.squared() { weight.squared() } else { weight });
            }
            candidates.push((member, steps, weights.len() - 1));
        }
        (weights, candidates)
    }

    /// Gives out exactly `total` steps.
    ///
    /// # Errors
    /// [`AllocationError::Tied`] where ties are refused.
    pub(crate) fn settle(&self, total: i64, ties: &Ties) -> Result<Settled, AllocationError> {
        let mut settled = Settled::new(self.near.len());
        settled.awards.copy_from_slice(&self.floors);
        let given: i64 = self.floors.iter().sum();
        let (from, to) = match given < total {
            true => self.settle_rest(total, &mut settled, ties)?,
            false => self.lambdas(&settled.awards),
        };
        settled.lambda = Some(if to.is_finite() { from + (to - from) / 2.0 } else { from });
        settled.steps.insert(0, Step::Divisor { from, to });
        Ok(settled)
    }

    /// Gives out what the floors leave; gives the multipliers between which the awards are these.
    fn settle_rest(
        &self,
        total: i64,
        settled: &mut Settled,
        ties: &Ties,
    ) -> Result<(f64, f64), AllocationError> {
        let (left, rights) = self.rest(total, &mut settled.awards);
        let wanted = usize::try_from(left).unwrap_or(0).clamp(1, rights.len().max(1));
        let mut near: Vec<f64> = rights.iter().map(|right| right.near).collect();
        let cut = match near.is_empty() {
            true => f64::INFINITY,
            false => *near.select_nth_unstable_by(wanted - 1, |a, b| b.total_cmp(a)).1,
        };
        let (sure, doubtful) = (cut * (1.0 + NEAR), cut * (1.0 - NEAR));
        // The last right met and the first that is not.
        let (mut last, mut next) = (f64::INFINITY, 0f64);
        let (mut doubt, mut wanted) = (Vec::new(), usize::try_from(left).unwrap_or(0));
        for right in rights {
            if right.near >= sure {
                settled.awards[right.member] += 1;
                wanted -= 1;
                last = last.min(right.near);
            } else if right.near >= doubtful {
                doubt.push((right.member, right.steps));
            } else {
                next = next.max(right.near);
            }
        }
        let (weights, mut candidates) = self.weighed(doubt);
        let wanted = wanted.min(candidates.len());
        let order = |one: &Candidate, other: &Candidate| self.order(&weights, one, other);
        let tie = ties.choose(&mut candidates, wanted, &order, &|candidate| candidate.0)?;
        let right = |candidate: &Candidate| self.right(candidate.0, candidate.1);
        for candidate in &candidates[..wanted] {
            settled.raise(candidate.0);
            last = last.min(right(candidate));
        }
        next = candidates[wanted..].iter().map(right).fold(next, f64::max);
        settled.flag(tie);
        if next > 0.0 { Ok(multipliers(last, next)) } else { Ok(self.lambdas(&settled.awards)) }
    }

    /// To `awards` what all hold for sure; gives how many steps are left, and the rights that compete for them.
    fn rest(&self, total: i64, awards: &mut [i64]) -> (i64, Vec<Right>) {
        let (high, low) = self.bracket(total);
        // A little further apart, so that all rights within float error of the cut are among them.
        let (high, low) = (high * (1.0 + 4.0 * NEAR), low * (1.0 - 4.0 * NEAR));
        let parts = chunks::fill(awards, |first, awards| {
            let (mut given, mut rights) = (0, Vec::new());
            for (member, award) in (first..).zip(awards) {
                *award = if high.is_finite() { self.held(member, high) } else { self.floors[member] };
                given += *award;
                rights.extend(self.rights(member, *award, low));
            }
            (given, rights)
        });
        let left = total - parts.iter().map(|part| part.0).sum::<i64>();
        let rights: Vec<Vec<Right>> = parts.into_iter().map(|part| part.1).collect();
        (left, rights.concat())
    }

    /// The multipliers λ between which the rounding gives these awards.
    fn lambdas(&self, awards: &[i64]) -> (f64, f64) {
        let parts = chunks::over(awards.len(), |members| {
            let (mut last, mut next) = (f64::INFINITY, 0f64);
            for member in members {
                let award = awards[member];
                if award > self.floors[member] {
                    last = last.min(self.right(member, award - 1));
                }
                if award < self.caps[member] {
                    next = next.max(self.right(member, award));
                }
            }
            (last, next)
        });
        let last = parts.iter().map(|part| part.0).fold(f64::INFINITY, f64::min);
        let next = parts.iter().map(|part| part.1).fold(0.0, f64::max);
        multipliers(last, next)
    }

    /// The weights times one λ, held within the bounds, that add up to `total`: shares before rounding.
    pub(crate) fn quotas(&self, total: i64, limits: &Limits) -> Vec<f64> {
        let lambda = match self.method.first_is_free() {
            true => multiplier(self.near, &limits.floors, &self.caps, total as f64),
            false => self.start,
        };
        let quota = |member: usize| {
            let (floor, cap) = (limits.floors[member] as f64, self.caps[member] as f64);
            (lambda * self.near[member]).max(floor).min(cap.max(floor))
        };
        chunks::each(self.near.len(), quota)
    }

    /// Which bound kept each member from the steps that λ alone would give it.
    pub(crate) fn bounds(&self, awards: &[i64], lambda: f64, limits: &Limits) -> Vec<Option<Bound>> {
        let cut = 1.0 / lambda;
        let bound = |member: usize| {
            let award = awards[member];
            if award == limits.floors[member]
                && award > 0
                && (self.near[member] <= 0.0 || self.right(member, award - 1) < cut * (1.0 - NEAR))
            {
                return Some(Bound::Floor);
            }
            let capped = limits.cap(member) == Some(award) && self.right(member, award) > cut * (1.0 + NEAR);
            capped.then_some(Bound::Cap)
        };
        chunks::each(awards.len(), bound)
    }
}
