//! λ to within float error: where straight stretches, added up, reach the total.
//!
//! The search halves the ends of stretches still in doubt around their median, so that its work is linear in
//! the members on average. Where there are many, a sample of them tells first about where λ lies, so that
//! few are ever in doubt.

use std::ops::Range;

use crate::allocate::chunks;

/// What one rise adds to its member's award: nothing up to `from`, start + slope · λ until `to`, then `gain`.
#[derive(Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) start: f64,
    pub(crate) slope: f64,
    pub(crate) gain: f64,
}

impl Stretch {
    #[inline]
    fn at(&self, lambda: f64) -> f64 {
        if lambda >= self.to {
            self.gain
        } else if lambda > self.from {
            self.start + self.slope * lambda
        } else {
            0.0
        }
    }
}

/// Members in a sample.
const SAMPLE: usize = 1 << 12;

/// Members as sums of stretches.
pub(crate) trait Lines: Sync {
    /// Hands over a member's stretches and gives its award at the smallest λ.
    fn each(&self, member: usize, add: impl FnMut(Stretch)) -> f64;
}

/// Some of the members, evenly spread over all `count`.
struct Sample<'a, L> {
    lines: &'a L,
    count: usize,
}

impl<L: Lines> Sample<'_, L> {
    /// Where λ most probably lies: where the sample reaches its part of the total, give or take four times
    /// the standard error of that.
    fn interval(&self, total: f64) -> (f64, f64) {
        let search = Search::gathered(0..SAMPLE, (f64::NEG_INFINITY, f64::INFINITY), self);
        let total = total * SAMPLE as f64 / self.count as f64;
        let lambda = search.clone().run(total);
        let (mut sum, mut squares) = (0.0, 0.0);
        for place in 0..SAMPLE {
            let mut share = 0.0;
            let floor = self.each(place, |stretch| share += stretch.at(lambda));
            share += floor;
            sum += share;
            squares += share * share;
        }
        let margin = if sum > 0.0 { (4.0 * squares.sqrt() / sum).min(0.5) } else { 0.5 };
        rayon::join(
            || search.clone().run(total * (1.0 - margin)),
            || search.clone().run(total * (1.0 + margin)),
        )
    }
}

impl<L: Lines> Lines for Sample<'_, L> {
    fn each(&self, place: usize, add: impl FnMut(Stretch)) -> f64 {
        self.lines.each(place * self.count / SAMPLE, add)
    }
}

/// Weights times λ within integer bounds.
struct Weighted<'a> {
    weights: &'a [f64],
    floors: &'a [i64],
    caps: &'a [i64],
    total: f64,
}

impl Lines for Weighted<'_> {
    #[inline]
    fn each(&self, member: usize, mut add: impl FnMut(Stretch)) -> f64 {
        let (weight, floor, cap) =
            (self.weights[member], self.floors[member] as f64, self.caps[member] as f64);
        if weight > 0.0 && floor < cap {
            // A member that can take the whole total never reaches its end within the search.
            let to = if cap >= self.total { f64::INFINITY } else { cap / weight };
            let from = floor / weight;
            add(Stretch { from, to, start: -floor, slope: weight, gain: cap - floor });
        }
        floor
    }
}

/// The λ at which weights times λ, within integer bounds, add up to about `total`; floats throughout.
pub(crate) fn multiplier(weights: &[f64], floors: &[i64], caps: &[i64], total: f64) -> f64 {
    solve(weights.len(), total, &Weighted { weights, floors, caps, total })
}

/// The λ at which `count` members add up to about `total`; floats throughout.
pub(crate) fn solve(count: usize, total: f64, lines: &impl Lines) -> f64 {
    let whole = (f64::NEG_INFINITY, f64::INFINITY);
    if count < chunks::MANY {
        return Search::gathered(0..count, whole, lines).run(total);
    }
    let (low, high) = Sample { lines, count }.interval(total);
    let gather = |interval: (f64, f64)| {
        let parts = chunks::over(count, |members| Search::gathered(members, interval, lines));
        parts.into_iter().reduce(Search::and).unwrap_or_default()
    };
    if low >= high {
        return gather(whole).run(total);
    }
    let search = gather((low, high));
    if search.at(low) >= total {
        return gather((f64::NEG_INFINITY, low)).run(total);
    }
    if search.at(high) < total {
        return gather((high, f64::INFINITY)).run(total);
    }
    search.run(total)
}

/// The interval in which λ lies, the sums of the stretches that are settled within it, and the others.
#[derive(Clone, Default)]
struct Search {
    low: f64,
    high: f64,
    constant: f64,
    start: f64,
    slope: f64,
    doubt: Vec<Stretch>,
}

impl Search {
    /// These members' stretches, with those folded in that are straight over the interval.
    fn gathered(members: Range<usize>, interval: (f64, f64), lines: &impl Lines) -> Search {
        let mut search = Search { low: interval.0, high: interval.1, ..Search::default() };
        for member in members {
            let floor = lines.each(member, |stretch| {
                if search.unsettled(&stretch) {
                    search.doubt.push(stretch);
                }
            });
            search.constant += floor;
        }
        search
    }

    /// Both together, over the same interval.
    fn and(mut self, other: Search) -> Search {
        self.constant += other.constant;
        self.start += other.start;
        self.slope += other.slope;
        self.doubt.extend(other.doubt);
        self
    }

    /// The sum of all at a λ in the interval.
    fn at(&self, lambda: f64) -> f64 {
        let settled = if self.slope > 0.0 { self.start + self.slope * lambda } else { self.start };
        self.constant + settled + self.doubt.iter().map(|stretch| stretch.at(lambda)).sum::<f64>()
    }

    fn run(mut self, total: f64) -> f64 {
        let mut doubt = std::mem::take(&mut self.doubt);
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
                sum += stretch.at(pivot);
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

    #[inline]
    fn inside(&self, end: f64) -> bool {
        end > self.low && end < self.high
    }

    /// Folds a stretch into the sums as soon as it is straight over the whole interval.
    #[inline]
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
