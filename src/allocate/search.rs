//! λ to within float error: where straight stretches, added up, reach the total.
//!
//! The search halves the ends of stretches still in doubt around their median, so that its work is linear in
//! the members on average. Where there are many, a sample of them tells first about where λ lies, so that
//! few are ever in doubt.

use std::ops::Range;

use crate::allocate::chunks;
use crate::allocate::curve::Line;
use crate::summation::Sum;

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
    /// Of a line that rises between two awards.
    #[inline]
    fn of(line: &Line) -> Stretch {
        let to = if line.high.is_finite() { (line.high - line.start) / line.slope } else { f64::INFINITY };
        Stretch {
            from: (line.low - line.start) / line.slope,
            to,
            start: line.start - line.low,
            slope: line.slope,
            gain: line.high - line.low,
        }
    }

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

/// Members as sums of lines.
pub(crate) trait Lines: Sync {
    /// Hands over a member's lines, each rising between two awards, and gives its award at the smallest λ.
    fn each(&self, member: usize, add: impl FnMut(Line)) -> f64;
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
        let lambda = search.clone().run(total).lambda;
        let (mut sum, mut squares) = (0.0, 0.0);
        for place in 0..SAMPLE {
            let mut share = 0.0;
            let floor = self.each(place, |line| share += Stretch::of(&line).at(lambda));
            share += floor;
            sum += share;
            squares += share * share;
        }
        let margin = if sum > 0.0 { (4.0 * squares.sqrt() / sum).min(0.5) } else { 0.5 };
        let at = |part: f64| search.clone().run(total * part).lambda;
        (at(1.0 - margin), at(1.0 + margin))
    }
}

impl<L: Lines> Lines for Sample<'_, L> {
    fn each(&self, place: usize, add: impl FnMut(Line)) -> f64 {
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
    fn each(&self, member: usize, mut add: impl FnMut(Line)) -> f64 {
        let (weight, floor, cap) =
            (self.weights[member], self.floors[member] as f64, self.caps[member] as f64);
        if weight > 0.0 && floor < cap {
            // A member that can take the whole total never reaches its end within the search.
            let high = if cap >= self.total { f64::INFINITY } else { cap };
            add(Line { low: floor, high, ..Line::through_zero(weight) });
        }
        floor
    }
}

/// The λ at which weights times λ, within integer bounds, add up to about `total`; floats throughout.
pub(crate) fn multiplier(weights: &[f64], floors: &[i64], caps: &[i64], total: f64) -> f64 {
    solve(weights.len(), total, &Weighted { weights, floors, caps, total }).lambda
}

/// A λ, and the interval around it in which no stretch begins or ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Solved {
    pub(crate) lambda: f64,
    low: f64,
    high: f64,
    is_rising: bool,
}

impl Solved {
    /// Whether every end of a stretch is so far from λ that floats cannot have mistaken the side on which it lies.
    pub(crate) fn is_clear(&self) -> bool {
        let margin = CLEAR * self.lambda.abs();
        self.is_rising && self.lambda - self.low > margin && self.high - self.lambda > margin
    }
}

/// How far from λ, relatively, an end must be; the sums that lead to λ err by less than 10^-11 even where the errors
/// of a million terms all go one way.
const CLEAR: f64 = 1e-9;

/// The λ at which `count` members add up to about `total`; floats throughout.
pub(crate) fn solve(count: usize, total: f64, lines: &impl Lines) -> Solved {
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
    constant: Sum,
    start: Sum,
    slope: Sum,
    doubt: Vec<Stretch>,
}

impl Search {
    /// These members' stretches, with those folded in that are straight over the interval.
    fn gathered(members: Range<usize>, interval: (f64, f64), lines: &impl Lines) -> Search {
        let mut search = Search { low: interval.0, high: interval.1, ..Search::default() };
        for member in members {
            let floor = lines.each(member, |line| search.gather(&line));
            search.constant.add(floor);
        }
        search
    }

    /// Folds a line into the sums where it is straight over the whole interval, which its awards at both ends tell
    /// without a division; otherwise it is in doubt.
    #[inline]
    fn gather(&mut self, line: &Line) {
        let at_low = line.start + line.slope * self.low;
        let at_high = line.start + line.slope * self.high;
        if at_low >= line.low && at_high <= line.high {
            self.start.add(line.start - line.low);
            self.slope.add(line.slope);
        } else if at_low >= line.high {
            self.constant.add(line.high - line.low);
        } else if at_high > line.low {
            self.doubt.push(Stretch::of(line));
        }
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
        let (start, slope) = (self.start.value(), self.slope.value());
        let settled = if slope > 0.0 { start + slope * lambda } else { start };
        self.constant.value() + settled + self.doubt.iter().map(|stretch| stretch.at(lambda)).sum::<f64>()
    }

    fn run(mut self, total: f64) -> Solved {
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
            let mut sum = self.constant.value() + self.start.value() + self.slope.value() * pivot;
            for stretch in &doubt {
                sum += stretch.at(pivot);
            }
            if sum >= total {
                self.high = pivot;
            } else {
                self.low = pivot;
            }
        }
        let (low, high, slope) = (self.low, self.high, self.slope.value());
        let lambda = if slope > 0.0 {
            let mut flat = self.constant;
            flat += self.start;
            ((total - flat.value()) / slope).max(low).min(high)
        } else if high.is_finite() {
            high
        } else if low.is_finite() {
            low
        } else {
            0.0
        };
        Solved { lambda, low, high, is_rising: slope > 0.0 }
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
            self.constant.add(stretch.gain);
        } else if stretch.from < self.high {
            self.start.add(stretch.start);
            self.slope.add(stretch.slope);
        }
        false
    }
}
