//! The one λ solver: where a sum of piecewise straight lines reaches the total.
//!
//! It halves the ends of rises still in doubt around their median, so that the work is linear in the
//! members on average; floats only lead to the pieces, and λ itself is an exact fraction over them.

use rayon::prelude::*;

use crate::allocate::curve::Curve;
use crate::allocate::curve::MOST_RISES;
use crate::allocate::curve::Piece;
use crate::allocate::curve::Rise;
use crate::allocate::curve::Standing;
use crate::allocate::curve::standing;
use crate::allocate::decimal::Decimal;
use crate::allocate::exact::ExactSum;
use crate::allocate::exact::Ratio;
use crate::allocate::limits::Limits;

/// A rule over members within their bounds.
pub(crate) struct Bounded<'a> {
    pub(crate) curve: &'a dyn Curve,
    pub(crate) limits: &'a Limits,
}

impl Bounded<'_> {
    /// The number of members.
    pub(crate) fn len(&self) -> usize {
        self.limits.floors.len()
    }

    /// A member's rises within its bounds, in order.
    pub(crate) fn rises(&self, member: usize) -> impl Iterator<Item = Rise> {
        let (floor, cap) = (self.limits.floors[member], self.limits.cap(member));
        let rise = move |order| self.curve.rise(member, order).and_then(|rise| rise.within(floor, cap));
        (0..MOST_RISES).filter_map(rise)
    }

    /// Where a member stands at λ.
    pub(crate) fn standing(&self, member: usize, lambda: &Ratio) -> Standing {
        standing(self.rises(member), self.limits.floors[member], lambda)
    }

    /// The most that a member can be given, in steps; `None` where there is no limit.
    pub(crate) fn top(&self, member: usize) -> Option<Decimal> {
        match self.rises(member).last() {
            None => Some(Decimal::whole(self.limits.floors[member])),
            Some(rise) => rise.high,
        }
    }

    /// The most that all can be given; `None` where there is no limit.
    pub(crate) fn capacity(&self) -> Option<ExactSum> {
        let mut sum = ExactSum::new();
        for member in 0..self.len() {
            sum.add(self.top(member)?);
        }
        Some(sum)
    }

    /// The λ at which the last rise ends, the most that each member can be given, and the largest of those.
    pub(crate) fn end(&self) -> (Ratio, Vec<f64>, f64) {
        let (mut end, mut largest) = (f64::NEG_INFINITY, 0f64);
        let mut near = Vec::with_capacity(self.len());
        for member in 0..self.len() {
            for rise in self.rises(member) {
                let high = rise.high.map_or(f64::NEG_INFINITY, |high| rise.lambda_at(high.near()));
                end = end.max(high);
            }
            let top = self.top(member).map_or(0.0, Decimal::near);
            largest = largest.max(top);
            near.push(top);
        }
        (Ratio::decimal(Decimal::of(if end.is_finite() { end } else { 0.0 })), near, largest)
    }

    /// The λ at which the awards add up to `total`, and the awards there: shares as floats, one a member,
    /// and the largest size any was reckoned from. `total` must lie between the floors' sum and the capacity.
    pub(crate) fn lambda(&self, total: i64) -> (Ratio, Vec<f64>, f64) {
        let mut lambda = Ratio::decimal(Decimal::of(self.approach(total as f64)));
        let mut near = vec![0f64; self.len()];
        let mut before = None;
        let mut largest = 0f64;
        for _ in 0..64 {
            let parts: Vec<Part> = near
                .par_chunks_mut(CHUNK)
                .enumerate()
                .map(|(chunk, near)| self.part(chunk * CHUNK, near, &lambda))
                .collect();
            let (mut constants, mut slopes) = (ExactSum::new(), ExactSum::new());
            largest = 0.0;
            for part in &parts {
                constants.merge(&part.constants);
                slopes.merge(&part.slopes);
                largest = largest.max(part.largest);
            }
            let sums = Some((constants, slopes));
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
        for (place, near) in near.iter_mut().enumerate() {
            let standing = self.standing(first + place, lambda);
            *near = standing.near.max(0.0);
            part.largest = part.largest.max(standing.size);
            match standing.piece {
                Piece::Flat(value) => part.constants.add(value),
                Piece::Line(constant, slope) => {
                    part.constants.add(constant[0]);
                    part.constants.add(constant[1]);
                    part.slopes.add(slope);
                }
            }
        }
        part
    }

    /// λ to within float error.
    fn approach(&self, total: f64) -> f64 {
        let mut search = Search { low: f64::NEG_INFINITY, high: f64::INFINITY, ..Search::default() };
        let mut doubt = Vec::with_capacity(self.len());
        for member in 0..self.len() {
            search.constant += self.limits.floors[member] as f64;
            for rise in self.rises(member) {
                let low = rise.low.near();
                let high = rise.high.map_or(f64::INFINITY, Decimal::near);
                let start = rise.constant[0].near() + rise.constant[1].near() - low;
                let from = rise.lambda_at(low);
                let to = if high.is_finite() { rise.lambda_at(high) } else { f64::INFINITY };
                doubt.push(Stretch { from, to, start, slope: rise.slope.near(), gain: high - low });
            }
        }
        search.run(doubt, total)
    }
}

/// Members summed by one thread; sums are exact, so that neither this nor the number of threads matters.
const CHUNK: usize = 1 << 15;

/// The lines on which a stretch of members stands, added up.
struct Part {
    constants: ExactSum,
    slopes: ExactSum,
    largest: f64,
}

/// What one rise adds to its member's award: nothing up to `from`, start + slope · λ until `to`, then `gain`.
struct Stretch {
    from: f64,
    to: f64,
    start: f64,
    slope: f64,
    gain: f64,
}

/// The interval in which λ lies, and the sums of the rises that are settled within it.
#[derive(Default)]
struct Search {
    low: f64,
    high: f64,
    constant: f64,
    start: f64,
    slope: f64,
}

impl Search {
    fn run(mut self, mut doubt: Vec<Stretch>, total: f64) -> f64 {
        let mut ends = Vec::new();
        loop {
            doubt.retain(|stretch| self.unsettled(stretch));
            ends.clear();
            for stretch in &doubt {
                ends.extend([stretch.from, stretch.to].into_iter().filter(|end| self.inside(*end)));
            }
            if ends.is_empty() {
                break;
            }
            let middle = ends.len() / 2;
            let (_, pivot, _) = ends.select_nth_unstable_by(middle, f64::total_cmp);
            let pivot = *pivot;
            let mut sum = self.constant + self.start + self.slope * pivot;
            for stretch in &doubt {
                if pivot >= stretch.to {
                    sum += stretch.gain;
                } else if pivot > stretch.from {
                    sum += stretch.start + stretch.slope * pivot;
                }
            }
            if sum >= total {
                self.high = pivot;
            } else {
                self.low = pivot;
            }
        }
        if self.slope > 0.0 {
            let lambda = (total - self.constant - self.start) / self.slope;
            return lambda.max(self.low).min(self.high);
        }
        if self.high.is_finite() {
            self.high
        } else if self.low.is_finite() {
            self.low
        } else {
            0.0
        }
    }

    fn inside(&self, end: f64) -> bool {
        end > self.low && end < self.high
    }

    /// Folds a stretch into the sums as soon as it is straight over the whole interval.
    fn unsettled(&mut self, stretch: &Stretch) -> bool {
        if self.inside(stretch.from) || self.inside(stretch.to) {
            return true;
        }
        if stretch.to <= self.low {
            self.constant += stretch.gain;
        } else if stretch.from < self.high {
            self.start += stretch.start;
            self.slope += stretch.slope;
        }
        false
    }
}

/// The λ at which weights times λ, within integer bounds, add up to about `total`; floats throughout.
pub(crate) fn multiplier(weights: &[f64], floors: &[i64], caps: &[i64], total: f64) -> f64 {
    let mut search = Search { low: f64::NEG_INFINITY, high: f64::INFINITY, ..Search::default() };
    let mut doubt = Vec::with_capacity(weights.len());
    for (member, weight) in weights.iter().enumerate() {
        let (floor, cap) = (floors[member] as f64, caps[member] as f64);
        search.constant += floor;
        if *weight > 0.0 && floor < cap {
            let (from, to) = (floor / weight, cap / weight);
            // A member that can take the whole total never reaches its end within the search.
            let to = if cap >= total { f64::INFINITY } else { to };
            doubt.push(Stretch { from, to, start: -floor, slope: *weight, gain: cap - floor });
        }
    }
    search.run(doubt, total)
}
