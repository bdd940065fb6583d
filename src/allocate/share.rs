//! Exact shares before rounding, and what rounding makes of them.

use std::cmp::Ordering;
use std::sync::OnceLock;

use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Piece;
use crate::allocate::curve::Place;
use crate::allocate::curve::Standing;
use crate::allocate::decimal::Decimal;
use crate::allocate::divisor::Weights;
use crate::allocate::exact::Ratio;
use crate::allocate::exact::Scaled;
use crate::allocate::solver::Bounded;
use crate::allocate::ties::Tie;

/// How far a share reckoned in floats may be from the exact one, relatively to the numbers it was reckoned from:
/// claims are read with 15 digits, λ is a quotient of their sums, and a few roundings.
const ERROR: f64 = 2e-14;

/// The λ of shares: a float, and the exact one where it has been needed.
#[derive(Clone, Debug)]
pub(crate) struct Lambda {
    pub(crate) near: f64,
    exact: OnceLock<Option<Ratio>>,
    kind: Kind,
}

/// What is known of a λ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Floats tell where every member stands.
    Clear,
    /// Some member stands so near an end of its rise that only the exact λ tells.
    Exact,
    /// Everybody has the most that can be given, with something left over.
    Full,
}

/// Every member's share at one λ.
pub(crate) struct Shares<'a, C> {
    pub(crate) bounded: &'a Bounded<'a, C>,
    pub(crate) lambda: Lambda,
    /// What the shares add up to, from which the exact λ follows; `None` where these are only some of the members.
    total: Option<i64>,
}

impl<'a, C: Curve> Shares<'a, C> {
    /// The shares at the λ where they add up to `total`; with `full`, the most that each can be given, at
    /// the λ where the last reaches it.
    pub(crate) fn solved(bounded: &'a Bounded<'a, C>, total: i64, full: bool) -> Self {
        let exact =
            |ratio: Ratio, kind: Kind| Lambda { near: ratio.near, exact: OnceLock::from(Some(ratio)), kind };
        let lambda = if full {
            exact(bounded.end(), Kind::Full)
        } else {
            let found = bounded.search(total);
            match C::WHOLE_ENDS && found.is_clear() {
                true => Lambda { near: found.lambda, exact: OnceLock::new(), kind: Kind::Clear },
                false => exact(bounded.lambda(found.lambda, total), Kind::Exact),
            }
        };
        Shares { bounded, lambda, total: Some(total) }
    }

    /// The shares of some of the members at a λ that was found for all.
    pub(crate) fn at(bounded: &'a Bounded<'a, C>, lambda: Lambda) -> Self {
        Shares { bounded, lambda, total: None }
    }

    /// The exact λ; `None` where these are only some of the members and it was not needed for all.
    fn exact(&self) -> Option<&Ratio> {
        let lambda = &self.lambda;
        match self.total {
            Some(total) => lambda.exact.get_or_init(|| self.bounded.clear_lambda(lambda.near, total)),
            None => lambda.exact.get()?,
        }
        .as_ref()
    }

    /// The same shares at the float nearest to the exact λ, or one beside it.
    pub(crate) fn sharpened(mut self) -> Self {
        if let Some(near) = self.exact().map(|lambda| lambda.near) {
            self.lambda.near = near;
        }
        self
    }

    /// Where a member stands at λ.
    #[inline(always)]
    pub(crate) fn standing(&self, member: usize) -> Standing {
        let lambda = &self.lambda;
        match (lambda.kind, lambda.exact.get()) {
            (Kind::Exact, Some(Some(exact))) => self.bounded.standing(member, exact),
            (Kind::Full, _) => self.bounded.end_standing(member),
            _ => self.bounded.clear_standing(member, lambda.near),
        }
    }

    /// How far the float of a share may be from the exact one, in steps.
    #[inline]
    pub(crate) fn error(standing: &Standing) -> f64 {
        ERROR * standing.size
    }

    /// The shares as floats, in steps, one a member.
    pub(crate) fn near(&self) -> Vec<f64> {
        chunks::each(self.bounded.len(), |member| self.standing(member).near.max(0.0))
    }

    /// The shares as weights: floats whose relative error is a few units in the 15th digit, also where a
    /// small share is the difference of large numbers.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let weight = |member: usize| {
            let standing = self.standing(member);
            let near = standing.near.max(0.0);
            match self.exact().filter(|_| near < standing.size / 16.0) {
                Some(lambda) => lambda.value(&self.numerator(lambda, member)),
                None => near,
            }
        };
        chunks::each(self.bounded.len(), weight)
    }

    /// A share's numerator over the denominator that all shares have in common.
    fn numerator(&self, lambda: &Ratio, member: usize) -> Scaled {
        along(lambda, &self.bounded.piece(member, self.standing(member).place))
    }

    /// The whole steps in the share of a member who stands there, and the exact remainder; `None` where the exact λ
    /// is not known.
    pub(crate) fn split(&self, (member, place): (usize, Place)) -> Option<(i64, Scaled)> {
        let lambda = self.exact()?;
        Some(lambda.split(&along(lambda, &self.bounded.piece(member, place))))
    }
}

fn along(lambda: &Ratio, piece: &Piece) -> Scaled {
    match piece {
        Piece::Flat(value) => lambda.level(*value),
        Piece::Line(constant, slope) => lambda.along(*constant, *slope),
    }
}

/// Whether a remainder is exactly nothing.
pub(crate) fn is_nothing(rest: &Scaled) -> bool {
    rest.compare(&Scaled::from(Decimal::ZERO)) == Ordering::Equal
}

impl<C: Curve> Weights for Shares<'_, C> {
    fn exact(&self, member: usize) -> Scaled {
        match self.exact() {
            Some(lambda) => self.numerator(lambda, member),
            None => Scaled::from(Decimal::of(self.standing(member).near)),
        }
    }

    fn same(&self, one: usize, other: usize) -> bool {
        self.bounded.same((one, self.standing(one).place), (other, self.standing(other).place))
    }
}

/// Whole steps, and how they came about.
pub(crate) struct Settled {
    /// Whole steps, one a member.
    pub(crate) awards: Vec<i64>,
    /// Who got a last step by remainder or as one of the tied at the cut of a divisor method; empty where that is
    /// not told.
    pub(crate) raised: Vec<bool>,
    /// Who was among the tied; empty where that is not told.
    pub(crate) ties: Vec<bool>,
    /// The λ of a divisor method.
    pub(crate) lambda: Option<f64>,
    pub(crate) steps: Vec<Step>,
}

impl Settled {
    pub(crate) fn new(count: usize) -> Self {
        let told = vec![false; count];
        Settled { raised: told.clone(), ties: told, ..Settled::untold(count) }
    }

    /// Awards alone.
    pub(crate) fn untold(count: usize) -> Self {
        let (raised, ties) = (Vec::new(), Vec::new());
        Settled { awards: vec![0; count], raised, ties, lambda: None, steps: Vec::new() }
    }

    /// Gives a member one step more.
    pub(crate) fn raise(&mut self, member: usize) {
        self.awards[member] += 1;
        if let Some(raised) = self.raised.get_mut(member) {
            *raised = true;
        }
    }

    /// Marks the tied and notes the tie.
    pub(crate) fn flag(&mut self, tie: Option<Tie>) {
        if let Some(tie) = tie {
            for member in tie.members {
                if let Some(tied) = self.ties.get_mut(member) {
                    *tied = true;
                }
            }
            self.steps.push(Step::Tie { steps: tie.steps, who: tie.who });
        }
    }
}
