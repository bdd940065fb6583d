//! One member's award as a function of λ: flat but for one or two straight rises.

use std::cmp::Ordering;

use crate::allocate::decimal::Decimal;
use crate::allocate::exact::Ratio;

/// A stretch over which the award rises in a straight line with λ: the award is
/// `constant[0] + constant[1] + slope · λ` while that lies between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rise {
    /// The award at λ = 0 along the line, as a sum of two exact decimals, in steps.
    pub(crate) constant: [Decimal; 2],
    /// Steps per unit of λ; above zero.
    pub(crate) slope: Decimal,
    /// The award at which the rise begins, in steps.
    pub(crate) low: Decimal,
    /// The award at which it ends; `None` when it goes on for ever.
    pub(crate) high: Option<Decimal>,
}

/// A rule, as seen by the solver: one curve a member.
///
/// To add a rule, write its rises. The award of every member must start at zero or below, never fall as λ
/// grows, and be continuous: a rise begins at the award where the one before it ended.
pub(crate) trait Curve: Sync {
    /// The most rises that a member has.
    const RISES: usize = 1;

    /// Whether every rise begins and ends at a whole step, whatever the claims, as soon as bounds are whole steps;
    /// then floats tell exactly whether a rise is empty.
    const WHOLE_ENDS: bool = false;

    /// A member's first, second, … rise (`order` 0, 1, …) before bounds; the award is flat between them.
    fn rise(&self, member: usize, order: usize) -> Option<Rise>;

    /// The rise in floats.
    #[inline]
    fn line(&self, member: usize, order: usize) -> Option<Line> {
        self.rise(member, order).map(|rise| rise.line())
    }

    /// λ as the rule's formula writes it, from the λ that awards grow with.
    fn shown(&self, lambda: f64) -> f64 {
        lambda
    }

    /// The most whole steps the rule can mean for a member; `None` where it knows no limit.
    fn most(&self, _member: usize) -> Option<i64> {
        None
    }
}

/// A [`Rise`] in floats, each at most a unit in the 15th digit from what it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    /// The award at λ = 0, in steps.
    pub(crate) start: f64,
    /// The size of the numbers that `start` is the sum of.
    pub(crate) size: f64,
    /// Steps per unit of λ.
    pub(crate) slope: f64,
    /// The award at which the rise begins, in steps.
    pub(crate) low: f64,
    /// The award at which it ends; infinite when it goes on for ever.
    pub(crate) high: f64,
}

impl Line {
    /// A line from nothing up.
    #[inline]
    pub(crate) fn through_zero(slope: f64) -> Line {
        Line { start: 0.0, size: 0.0, slope, low: 0.0, high: f64::INFINITY }
    }

    /// The line within integer bounds; `None` when nothing of it is left.
    #[inline(always)]
    pub(crate) fn within(self, floor: f64, cap: f64) -> Option<Line> {
        let (low, high) = (self.low.max(floor), self.high.min(cap));
        (low < high && self.slope > 0.0).then_some(Line { low, high, ..self })
    }
}

/// The straight line on which a share lies at a given λ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece {
    /// A flat stretch: the award does not move with λ.
    Flat(Decimal),
    /// On a rise.
    Line([Decimal; 2], Decimal),
}

/// Where a member stands on its curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Place {
    /// At the floor, below the first rise.
    Floor,
    /// On the rise of that order.
    On(usize),
    /// At the end of that rise.
    Top(usize),
}

/// A member's share at a given λ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// The share as a float, in steps.
    pub(crate) near: f64,
    /// The size of the numbers it was reckoned from, which bounds its error.
    pub(crate) size: f64,
    /// Where on the curve that is.
    pub(crate) place: Place,
}

impl Rise {
    /// The rise in floats.
    #[inline]
    pub(crate) fn line(&self) -> Line {
        let (first, second) = (self.constant[0].near(), self.constant[1].near());
        Line {
            start: first + second,
            size: first.abs() + second.abs(),
            slope: self.slope.near(),
            low: self.low.near(),
            high: self.high.map_or(f64::INFINITY, Decimal::near),
        }
    }

    /// The rise within integer bounds; `None` when nothing of it is left.
    #[inline(always)]
    pub(crate) fn within(self, floor: i64, cap: Option<i64>) -> Option<Rise> {
        let (floor, cap) = (Decimal::whole(floor), cap.map(Decimal::whole));
        let low = if self.low.compare(floor) == Ordering::Less { floor } else { self.low };
        let high = match (self.high, cap) {
            (Some(own), Some(cap)) if own.compare(cap) == Ordering::Greater => Some(cap),
            (None, cap) => cap,
            (own, _) => own,
        };
        let empty = high.is_some_and(|high| low.compare(high) != Ordering::Less);
        if empty || self.slope.mantissa <= 0 { None } else { Some(Rise { low, high, ..self }) }
    }

    /// The λ at which the line reaches an award.
    #[inline]
    pub(crate) fn lambda_at(&self, award: f64) -> f64 {
        (award - self.constant[0].near() - self.constant[1].near()) / self.slope.near()
    }

    /// How the award along the line, about `value` and reckoned from numbers of `size`, compares with
    /// `level`: exactly wherever floats could err.
    #[inline(always)]
    pub(crate) fn against(&self, lambda: &Ratio, value: f64, size: f64, level: Decimal) -> Ordering {
        let edge = level.near();
        if (value - edge).abs() > 1e-12 * (size + edge.abs()) {
            return if value < edge { Ordering::Less } else { Ordering::Greater };
        }
        self.exactly_against(lambda, level)
    }

    #[cold]
    fn exactly_against(&self, lambda: &Ratio, level: Decimal) -> Ordering {
        lambda.along(self.constant, self.slope).compare(&lambda.level(level))
    }
}
