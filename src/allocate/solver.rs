//! The one λ solver: where a sum of piecewise straight lines reaches the total.
//!
//! Floats lead to the pieces on which the members stand (see `search`), and λ itself is an exact fraction
//! over those.

use std::cmp::Ordering;
use std::ops::Range;

use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Piece;
use crate::allocate::curve::Place;
use crate::allocate::curve::Rise;
use crate::allocate::curve::Standing;
use crate::allocate::decimal::Decimal;
use crate::allocate::exact::ExactSum;
use crate::allocate::exact::Ratio;
use crate::allocate::limits::Limits;
use crate::allocate::search::Lines;
use crate::allocate::search::Stretch;
use crate::allocate::search::solve;

/// A rule over members within their bounds.
pub(crate) struct Bounded<'a, C> {
    pub(crate) curve: &'a C,
    pub(crate) limits: &'a Limits,
}

impl<C: Curve> Bounded<'_, C> {
    /// The number of members.
    pub(crate) fn len(&self) -> usize {
        self.limits.floors.len()
    }

    /// A member's rise of that order within its bounds.
    #[inline(always)]
    fn rise(&self, member: usize, order: usize) -> Option<Rise> {
        self.curve.rise(member, order)?.within(self.limits.floors[member], self.limits.cap(member))
    }

    /// Where a member stands at λ.
    #[inline(always)]
    pub(crate) fn standing(&self, member: usize, lambda: &Ratio) -> Standing {
        let (mut reached, mut place) = (self.limits.floors[member] as f64, Place::Floor);
        for order in 0..C::RISES {
            let Some(rise) = self.rise(member, order) else { continue };
            let (first, second) = (rise.constant[0].near(), rise.constant[1].near());
            let moved = rise.slope.near() * lambda.near;
            let near = (first + second) + moved;
            let size = first.abs() + second.abs() + moved.abs();
            if rise.against(lambda, near, size, rise.low) != Ordering::Greater {
                break;
            }
            match rise.high {
                Some(high) if rise.against(lambda, near, size, high) != Ordering::Less => {
                    (reached, place) = (high.near(), Place::Top(order));
                }
                _ => return Standing { near, size, place: Place::On(order) },
            }
        }
        Standing { near: reached, size: reached.abs(), place }
    }

    /// The award at a place that is flat.
    #[inline(always)]
    fn flat(&self, member: usize, place: Place) -> Option<Decimal> {
        match place {
            Place::Floor => Some(Decimal::whole(self.limits.floors[member])),
            Place::On(_) => None,
            Place::Top(order) => self.rise(member, order)?.high,
        }
    }

    /// The line at a place.
    pub(crate) fn piece(&self, member: usize, place: Place) -> Piece {
        if let Place::On(order) = place
            && let Some(rise) = self.rise(member, order)
        {
            return Piece::Line(rise.constant, rise.slope);
        }
        Piece::Flat(self.flat(member, place).unwrap_or(Decimal::ZERO))
    }

    /// Whether two members stand on the same line.
    #[inline]
    pub(crate) fn same(&self, one: (usize, Place), other: (usize, Place)) -> bool {
        let line = |(member, place)| match place {
            Place::On(order) => self.rise(member, order),
            _ => None,
        };
        match (line(one), line(other)) {
            (Some(one), Some(other)) => one.constant == other.constant && one.slope == other.slope,
            (None, None) => self.flat(one.0, one.1) == self.flat(other.0, other.1),
            _ => false,
        }
    }

    /// Where a member stands when it has the most that it can be given.
    #[inline]
    pub(crate) fn end_place(&self, member: usize) -> Place {
        let last = (0..C::RISES).rev().find(|order| self.rise(member, *order).is_some());
        last.map_or(Place::Floor, Place::Top)
    }

    /// The most that a member can be given, in steps; `None` where there is no limit.
    #[inline]
    fn top(&self, member: usize) -> Option<Decimal> {
        self.flat(member, self.end_place(member))
    }

    /// The most that all can be given; `None` where there is no limit.
    pub(crate) fn capacity(&self) -> Option<ExactSum> {
        // Mostly nobody has a limit, or everybody.
        if self.len() > 0 {
            self.top(0)?;
        }
        let chunk = |members: Range<usize>| {
            let mut sum = ExactSum::new();
            for member in members {
                sum.add(self.top(member)?);
            }
            Some(sum)
        };
        let parts: Option<Vec<ExactSum>> = chunks::over(self.len(), chunk).into_iter().collect();
        parts.map(|parts| ExactSum::all(parts.into_iter()))
    }

    /// The λ at which the last rise ends, the most that each member can be given, and the largest of those.
    pub(crate) fn end(&self) -> (Ratio, Vec<f64>, f64) {
        let mut near = vec![0f64; self.len()];
        let parts = chunks::fill(&mut near, |first, near| {
            let (mut end, mut largest) = (f64::NEG_INFINITY, 0f64);
            for (member, near) in (first..).zip(near) {
                for rise in (0..C::RISES).filter_map(|order| self.rise(member, order)) {
                    let high = rise.high.map_or(f64::NEG_INFINITY, |high| rise.lambda_at(high.near()));
                    end = end.max(high);
                }
                *near = self.top(member).map_or(0.0, Decimal::near);
                largest = largest.max(*near);
            }
            (end, largest)
        });
        let end = parts.iter().map(|part| part.0).fold(f64::NEG_INFINITY, f64::max);
        let largest = parts.iter().map(|part| part.1).fold(0.0, f64::max);
        (Ratio::decimal(Decimal::of(if end.is_finite() { end } else { 0.0 })), near, largest)
    }

    /// The λ at which the awards add up to `total`, and the awards there: shares as floats, one a member,
    /// and the largest size any was reckoned from. `total` must lie between the floors' sum and the capacity.
    pub(crate) fn lambda(&self, total: i64) -> (Ratio, Vec<f64>, f64) {
        let mut lambda = Ratio::decimal(Decimal::of(solve(self.len(), total as f64, self)));
        let mut near = vec![0f64; self.len()];
        let mut before = None;
        let mut largest = 0f64;
        for _ in 0..64 {
            let parts = chunks::fill(&mut near, |first, near| self.part(first, near, &lambda));
            largest = parts.iter().map(|part| part.largest).fold(0.0, f64::max);
            let (constants, slopes) = parts.into_iter().map(|part| (part.constants, part.slopes)).unzip();
            let (constants, slopes): (Vec<ExactSum>, Vec<ExactSum>) = (constants, slopes);
            let sums = Some((ExactSum::all(constants.into_iter()), ExactSum::all(slopes.into_iter())));
            if sums == before {
                break;
            }
            let next = sums.as_ref().and_then(|(constants, slopes)| Ratio::solving(total, constants, slopes));
            let Some(next) = next else { break };
            lambda = next;
            before = sums;
        }
        (lambda, near, largest)
    }

    /// Where the members from `first` on stand at λ, summed exactly; their shares go to `near`.
    fn part(&self, first: usize, near: &mut [f64], lambda: &Ratio) -> Part {
        let mut part = Part { constants: ExactSum::new(), slopes: ExactSum::new(), largest: 0.0 };
        for (member, near) in (first..).zip(near) {
            let standing = self.standing(member, lambda);
            *near = standing.near.max(0.0);
            part.largest = part.largest.max(standing.size);
            match standing.place {
                Place::On(order) => {
                    if let Some(rise) = self.rise(member, order) {
                        part.constants.add(rise.constant[0]);
                        part.constants.add(rise.constant[1]);
                        part.slopes.add(rise.slope);
                    }
                }
                place => part.constants.add(self.flat(member, place).unwrap_or(Decimal::ZERO)),
            }
        }
        part
    }
}

impl<C: Curve> Lines for Bounded<'_, C> {
    #[inline]
    fn each(&self, member: usize, mut add: impl FnMut(Stretch)) -> f64 {
        for rise in (0..C::RISES).filter_map(|order| self.rise(member, order)) {
            let low = rise.low.near();
            let high = rise.high.map_or(f64::INFINITY, Decimal::near);
            let start = rise.constant[0].near() + rise.constant[1].near() - low;
            let from = rise.lambda_at(low);
            let to = if high.is_finite() { rise.lambda_at(high) } else { f64::INFINITY };
            add(Stretch { from, to, start, slope: rise.slope.near(), gain: high - low });
        }
        self.limits.floors[member] as f64
    }
}

/// The lines on which a chunk of members stands, added up.
struct Part {
    constants: ExactSum,
    slopes: ExactSum,
    largest: f64,
}
