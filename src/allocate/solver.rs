//! The one λ solver: where a sum of piecewise straight lines reaches the total.
//!
//! Floats lead to the pieces on which the members stand (see `search`), and λ itself is an exact fraction
//! over those.

use std::cmp::Ordering;
use std::ops::Range;

use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Line;
use crate::allocate::curve::Piece;
use crate::allocate::curve::Place;
use crate::allocate::curve::Rise;
use crate::allocate::curve::Standing;
use crate::allocate::decimal::Decimal;
use crate::allocate::exact::ExactSum;
use crate::allocate::exact::Ratio;
use crate::allocate::limits::Limits;
use crate::allocate::search::Lines;
use crate::allocate::search::Solved;
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

    /// The same in floats.
    #[inline(always)]
    fn line(&self, member: usize, order: usize) -> Option<Line> {
        let cap = self.limits.cap(member).map_or(f64::INFINITY, |cap| cap as f64);
        self.curve.line(member, order)?.within(self.limits.floors[member] as f64, cap)
    }

    /// Where a member stands at a λ that is clear of the ends of all rises.
    #[inline(always)]
    pub(crate) fn clear_standing(&self, member: usize, lambda: f64) -> Standing {
        let (mut reached, mut place) = (self.limits.floors[member] as f64, Place::Floor);
        for order in 0..C::RISES {
            let Some(line) = self.line(member, order) else { continue };
            let moved = line.slope * lambda;
            let near = line.start + moved;
            if near <= line.low {
                break;
            }
            if near < line.high {
                return Standing { near, size: line.size + moved.abs(), place: Place::On(order) };
            }
            (reached, place) = (line.high, Place::Top(order));
        }
        Standing { near: reached, size: reached.abs(), place }
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
    #[inline]
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

    /// The most that all can be given, in whole steps; `None` where there is no limit.
    pub(crate) fn capacity(&self) -> Option<i64> {
        // Mostly nobody has a limit, or everybody.
        if self.len() > 0 {
            self.top(0)?;
        }
        if C::WHOLE_ENDS {
            return self.whole_capacity();
        }
        let chunk = |members: Range<usize>| {
            let mut sum = ExactSum::new();
            for member in members {
                sum.add(self.top(member)?);
            }
            Some(sum)
        };
        let parts: Option<Vec<ExactSum>> = chunks::over(self.len(), chunk).into_iter().collect();
        parts.map(|parts| ExactSum::all(parts.into_iter()).floor())
    }

    /// The same where rises end at bounds alone.
    fn whole_capacity(&self) -> Option<i64> {
        let chunk = |members: Range<usize>| {
            let mut sum = 0i128;
            for member in members {
                sum += i128::from(match self.line(member, 0) {
                    Some(line) if line.high.is_finite() => line.high as i64,
                    Some(_) => return None,
                    None => self.limits.floors[member],
                });
            }
            Some(sum)
        };
        let parts: Option<Vec<i128>> = chunks::over(self.len(), chunk).into_iter().collect();
        parts.map(|parts| i64::try_from(parts.into_iter().sum::<i128>()).unwrap_or(i64::MAX))
    }

    /// Where a member stands when it has the most that it can be given.
    #[inline]
    pub(crate) fn end_standing(&self, member: usize) -> Standing {
        let near = self.top(member).map_or(0.0, Decimal::near);
        Standing { near, size: near.abs(), place: self.end_place(member) }
    }

    /// The λ at which the last rise ends.
    pub(crate) fn end(&self) -> Ratio {
        let parts = chunks::over(self.len(), |members| {
            let rises =
                members.flat_map(|member| (0..C::RISES).filter_map(move |order| self.rise(member, order)));
            let ends = rises.filter_map(|rise| Some(rise.lambda_at(rise.high?.near())));
            ends.fold(f64::NEG_INFINITY, f64::max)
        });
        let end = parts.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Ratio::decimal(Decimal::of(if end.is_finite() { end } else { 0.0 }))
    }

    /// The λ at which the awards add up to `total`, in floats. `total` must lie between the floors' sum and the
    /// capacity.
    pub(crate) fn search(&self, total: i64) -> Solved {
        solve(self.len(), total as f64, self)
    }

    /// The exact λ at which the awards add up to `total`, from one that is near.
    pub(crate) fn lambda(&self, near: f64, total: i64) -> Ratio {
        let mut lambda = Ratio::decimal(Decimal::of(near));
        let mut before = None;
        for _ in 0..64 {
            let sums = Some(self.sums(|member| self.standing(member, &lambda).place));
            if sums == before {
                break;
            }
            let next = sums.as_ref().and_then(|(constants, slopes)| Ratio::solving(total, constants, slopes));
            let Some(next) = next else { break };
            lambda = next;
            before = sums;
        }
        lambda
    }

    /// The same from a λ that is clear of the ends of all rises: `None` where nobody is on a rise.
    pub(crate) fn clear_lambda(&self, near: f64, total: i64) -> Option<Ratio> {
        let (constants, slopes) = self.sums(|member| self.clear_standing(member, near).place);
        Ratio::solving(total, &constants, &slopes)
    }

    /// The lines on which members stand, added up exactly: the awards at λ = 0, and the slopes.
    fn sums(&self, place: impl Fn(usize) -> Place + Sync) -> (ExactSum, ExactSum) {
        let parts = chunks::over(self.len(), |members| {
            let (mut constants, mut slopes) = (ExactSum::new(), ExactSum::new());
            for member in members {
                match self.piece(member, place(member)) {
                    Piece::Flat(award) => constants.add(award),
                    Piece::Line(constant, slope) => {
                        constants.add(constant[0]);
                        constants.add(constant[1]);
                        slopes.add(slope);
                    }
                }
            }
            (constants, slopes)
        });
        let (constants, slopes): (Vec<ExactSum>, Vec<ExactSum>) = parts.into_iter().unzip();
        (ExactSum::all(constants.into_iter()), ExactSum::all(slopes.into_iter()))
    }
}

impl<C: Curve> Lines for Bounded<'_, C> {
    #[inline]
    fn each(&self, member: usize, add: impl FnMut(Line)) -> f64 {
        (0..C::RISES).filter_map(|order| self.line(member, order)).for_each(add);
        self.limits.floors[member] as f64
    }
}
