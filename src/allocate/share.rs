//! Exact shares before rounding, and what rounding makes of them.

use std::cmp::Ordering;

use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Piece;
use crate::allocate::curve::Place;
use crate::allocate::decimal::Decimal;
use crate::allocate::divisor::Weights;
use crate::allocate::exact::Ratio;
use crate::allocate::exact::Scaled;
use crate::allocate::solver::Bounded;
use crate::allocate::ties::Tie;

/// Every member's share at one exact λ.
pub(crate) struct Shares<'a, C> {
    pub(crate) bounded: &'a Bounded<'a, C>,
    pub(crate) lambda: Ratio,
    /// Whether everybody has the most that can be given, with something left over.
    full: bool,
    /// The shares as floats, in steps, one a member.
    pub(crate) near: Vec<f64>,
    /// How far any float share may be from the exact one, in steps.
    pub(crate) error: f64,
}

impl<'a, C: Curve> Shares<'a, C> {
    /// The shares at the λ where they add up to `total`; with `full`, the most that each can be given, at
    /// the λ where the last reaches it.
    pub(crate) fn solved(bounded: &'a Bounded<'a, C>, total: i64, full: bool) -> Self {
        let (lambda, near, largest) = if full { bounded.end() } else { bounded.lambda(total) };
        Shares { bounded, lambda, full, near, error: 1e-14 * largest }
    }

    /// Where a member stands at λ.
    #[inline]
    pub(crate) fn place(&self, member: usize) -> Place {
        match self.full {
            true => self.bounded.end_place(member),
            false => self.bounded.standing(member, &self.lambda).place,
        }
    }

    /// The shares as weights: floats whose relative error is a few units in the last place, also where a
    /// small share is the difference of large numbers.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let weight = |member: usize| {
            let near = self.near[member];
            if self.full {
                return near;
            }
            let standing = self.bounded.standing(member, &self.lambda);
            if near < standing.size / 16.0 { self.lambda.value(&self.numerator(member)) } else { near }
        };
        chunks::each(self.near.len(), weight)
    }

    /// A share's numerator over the denominator that all shares have in common.
    fn numerator(&self, member: usize) -> Scaled {
        self.along(&self.bounded.piece(member, self.place(member)))
    }

    fn along(&self, piece: &Piece) -> Scaled {
        match piece {
            Piece::Flat(value) => self.lambda.level(*value),
            Piece::Line(constant, slope) => self.lambda.along(*constant, *slope),
        }
    }

    /// The whole steps in the share of a member who stands there, and the exact remainder.
    pub(crate) fn split(&self, (member, place): (usize, Place)) -> (i64, Scaled) {
        self.lambda.split(&self.along(&self.bounded.piece(member, place)))
    }

    /// Whether a remainder is exactly nothing.
    pub(crate) fn is_nothing(&self, rest: &Scaled) -> bool {
        rest.compare(&Scaled::from(Decimal::ZERO)) == Ordering::Equal
    }
}

impl<C: Curve> Weights for Shares<'_, C> {
    fn exact(&self, member: usize) -> Scaled {
        self.numerator(member)
    }

    fn same(&self, one: usize, other: usize) -> bool {
        self.bounded.same((one, self.place(one)), (other, self.place(other)))
    }
}

/// Whole steps, and how they came about.
pub(crate) struct Settled {
    /// Whole steps, one a member.
    pub(crate) awards: Vec<i64>,
    /// Who got a last step by remainder or as one of the tied at the cut of a divisor method.
    pub(crate) raised: Vec<bool>,
    /// Who was among the tied.
    pub(crate) ties: Vec<bool>,
    /// The λ of a divisor method.
    pub(crate) lambda: Option<f64>,
    pub(crate) steps: Vec<Step>,
}

impl Settled {
    pub(crate) fn new(count: usize) -> Self {
        Settled {
            awards: vec![0; count],
            raised: vec![false; count],
            ties: vec![false; count],
            lambda: None,
            steps: Vec::new(),
        }
    }

    /// Gives a member one step more.
    pub(crate) fn raise(&mut self, member: usize) {
        self.awards[member] += 1;
        self.raised[member] = true;
    }

    /// Marks the tied and notes the tie.
    pub(crate) fn flag(&mut self, tie: Option<Tie>) {
        if let Some(tie) = tie {
            for member in tie.members {
                self.ties[member] = true;
            }
            self.steps.push(Step::Tie { steps: tie.steps, who: tie.who });
        }
    }
}
