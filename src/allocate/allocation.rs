//! What is asked for, and what comes out, with everything an explanation needs.

use crate::allocate::error::Who;
use crate::allocate::ids::Ids;
use crate::allocate::rounding::Rounding;
use crate::allocate::rounding::TiePolicy;
use crate::allocate::rule::Rule;

/// One pool (or one stratum of it) to be shared out. All amounts are in steps: the smallest amount paid, or
/// one post.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Who the members are; only ties and messages look at it. Ids are unique.
    pub ids: &'a dyn Ids,
    /// One claim a member, in steps; none below zero.
    pub claims: &'a [f64],
    /// One need a member, in steps; only `level-up` looks at it.
    pub needs: Option<&'a [f64]>,
    /// What each member has already, in steps; only `level-up` looks at it; default nothing.
    pub existing: Option<&'a [f64]>,
    /// The least each member gets, in steps; rounded up to whole steps; below zero is nothing; default nothing.
    pub floors: Option<&'a [f64]>,
    /// The most each member gets, in steps; rounded down; infinity is no cap; default no cap.
    pub caps: Option<&'a [f64]>,
    /// What there is to share out, in whole steps, from 0 to 2^53.
    pub total: i64,
    /// How claims become awards.
    pub rule: Rule,
    /// How awards become whole steps.
    pub rounding: Rounding,
    /// What is done with an exact tie.
    pub ties: TiePolicy,
}

/// A bound that kept an award from where λ alone would have put it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The floor lifted the award.
    Floor,
    /// The cap held it down.
    Cap,
}

impl Bound {
    /// The word in the files written: `floor` or `cap`.
    pub fn id(self) -> &'static str {
        match self {
            Bound::Floor => "floor",
            Bound::Cap => "cap",
        }
    }
}

/// The awards, one a member in the order of the request, and how they came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// Whole steps; with the reserve they add up to the total exactly.
    pub awards: Vec<i64>,
    /// What stays unallocated, in steps; below zero only under `as-claimed`.
    pub reserve: i64,
    /// The rule's λ; `None` under `as-claimed`. Where a divisor method apportions the claims themselves
    /// (`proportional`), the middle of the multipliers that give these awards: a divisor's reciprocal.
    pub lambda: Option<f64>,
    /// The award before rounding and after bounds, in steps.
    pub exact: Vec<f64>,
    /// Which bound bit.
    pub bounds: Vec<Option<Bound>>,
    /// Whether the member was among equals of whom some got a step and some did not.
    pub ties: Vec<bool>,
    /// Whether the member got its last step by its remainder, or at the cut of a divisor method.
    pub rounded_up: Vec<bool>,
    /// What happened, in order; a handful, whatever the number of members.
    pub steps: Vec<Step>,
}

/// Whole steps apportioned to weights, one a member in the order given, and how they came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Apportionment {
    /// Whole steps, adding up to what was to be apportioned.
    pub posts: Vec<i64>,
    /// λ·weight within minimum and maximum, before rounding.
    pub exact: Vec<f64>,
    /// The multiplier: a divisor's reciprocal.
    pub lambda: f64,
    /// Which of minimum and maximum bit.
    pub bounds: Vec<Option<Bound>>,
    /// Whether the member was among equals of whom some got a step and some did not.
    pub ties: Vec<bool>,
    /// Whether the member got its last step by its remainder, or at the cut of a divisor method.
    pub rounded_up: Vec<bool>,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

impl Allocation {
    /// The same without how the awards came about.
    pub(crate) fn untold(self) -> Self {
        let (exact, bounds, ties, rounded_up, steps) = Default::default();
        Allocation { exact, bounds, ties, rounded_up, steps, ..self }
    }
}

/// One thing that happened on the way. Amounts are in steps.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The pool as it was found.
    Pool {
        /// How many members.
        members: usize,
        /// What there was to share out.
        total: i64,
        /// The sum of the claims; `None` under rules that do not look at them.
        claims: Option<f64>,
    },
    /// λ was found.
    Lambda {
        /// The rule.
        rule: Rule,
        /// Its λ.
        lambda: f64,
        /// What the members get at that λ in whole steps; less than the total only under rules that
        /// cannot exceed claims.
        spent: i64,
    },
    /// How many awards the bounds moved.
    Bounds {
        /// Members lifted by their floor.
        floors: usize,
        /// Members held down by their cap.
        caps: usize,
    },
    /// Each got the whole part of its share.
    WholeParts {
        /// The sum of the whole parts.
        given: i64,
        /// The steps left.
        left: i64,
    },
    /// The steps left went to the largest remainders.
    Remainders {
        /// How many steps.
        given: i64,
        /// The smallest remainder that got one, from 0 to 1.
        smallest: f64,
    },
    /// A divisor method rounded λ·weight; any λ from `from` to `to` gives these awards.
    Divisor {
        /// The smallest such λ.
        from: f64,
        /// The largest such λ; infinite when nobody could take another step.
        to: f64,
    },
    /// Equals competed for steps; the smaller ids got them.
    Tie {
        /// How many steps they competed for.
        steps: i64,
        /// The tied.
        who: Who,
    },
    /// Every claim was rounded to its step and held within bounds.
    Claimed {
        /// What the claims cost.
        cost: i64,
    },
    /// What stays unallocated.
    Reserve {
        /// Below zero where the claims cost more than the total.
        left: i64,
    },
}
