//! The ways to whole steps, one file each.

mod adams;
mod dean;
mod hill;
mod jefferson;
mod largest_remainder;
mod webster;

pub(crate) use largest_remainder::Cut;
pub(crate) use largest_remainder::largest_remainders;
pub(crate) use largest_remainder::raw_remainders;
pub(crate) use largest_remainder::whole_part;

use crate::allocate::rounding::Rounding;

/// A divisor method, by its signposts: a member of weight w with s steps has the right w ÷ d(s) to the next.
///
/// To add a method, write d(s), its inverse, and the exact fraction by which rights are compared.
pub(crate) trait Divisor: Sync {
    /// d(s), not falling in s.
    fn signpost(&self, steps: f64) -> f64;

    /// About how many s from 0 up have d(s) ≤ `quotient`.
    fn steps(&self, quotient: f64) -> f64;

    /// The right of a weight with `steps` steps to one more.
    fn right_to_next(&self, weight: f64, steps: i64) -> f64 {
        weight / self.signpost(steps as f64)
    }

    /// How many steps a weight holds within its bounds when all rights from `cut` up are met.
    fn held(&self, weight: f64, floor: i64, cap: i64, cut: f64) -> i64 {
        if floor == cap {
            return floor;
        }
        let guess = self.steps(weight / cut);
        let held = (guess.max(floor as f64).min(cap as f64) as i64).clamp(floor, cap);
        let is_short = held < cap && self.right_to_next(weight, held) >= cut;
        if is_short || (held > floor && self.right_to_next(weight, held - 1) < cut) {
            return self.corrected(held, weight, floor, cap, cut);
        }
        held
    }

    /// What [`Divisor::held`] is, from a guess beside it.
    #[cold]
    fn corrected(&self, mut held: i64, weight: f64, floor: i64, cap: i64, cut: f64) -> i64 {
        while held < cap && self.right_to_next(weight, held) >= cut {
            held += 1;
        }
        while held > floor && self.right_to_next(weight, held - 1) < cut {
            held -= 1;
        }
        held
    }

    /// The factor of the weight (or of its square) in the right to step s + 1, as (numerator, denominator);
    /// a factor common to all s may be left out.
    fn right(&self, steps: i128) -> (i128, i128);

    /// Whether rights are compared by the square of the weight.
    fn squared(&self) -> bool {
        false
    }

    /// Whether d(0) = 0, so that every weight above zero has its first step before anybody's second.
    fn first_is_free(&self) -> bool {
        false
    }
}

/// The divisor method of that name; `None` for largest remainders.
pub(crate) fn divisor(rounding: Rounding) -> Option<&'static dyn Divisor> {
    match rounding {
        Rounding::LargestRemainder => None,
        Rounding::Webster => Some(&webster::Webster),
        Rounding::Hill => Some(&hill::Hill),
        Rounding::Jefferson => Some(&jefferson::Jefferson),
        Rounding::Adams => Some(&adams::Adams),
        Rounding::Dean => Some(&dean::Dean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signpost_lies_between_its_two_neighbours_and_its_inverse_counts_it() {
        for method in Rounding::ALL.iter().filter_map(|rounding| divisor(*rounding)) {
            for steps in 1..200 {
                let whole = f64::from(steps);
                let post = method.signpost(whole);
                assert!((whole..=whole + 1.0).contains(&post));
                assert!((method.steps(post * (1.0 + 1e-9)) - (whole + 1.0)).abs() < 1e-9);
                assert!((method.steps(post * (1.0 - 1e-9)) - whole).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn exact_rights_are_the_reciprocals_of_the_signposts() {
        for method in Rounding::ALL.iter().filter_map(|rounding| divisor(*rounding)) {
            let right = |steps: i128| {
                let (above, below) = method.right(steps);
                let right = above as f64 / below as f64;
                if method.squared() { right.sqrt() } else { right }
            };
            for steps in 2..50i128 {
                let found = right(steps) / right(1);
                let expected = method.signpost(1.0) / method.signpost(steps as f64);
                assert!((found / expected - 1.0).abs() < 1e-12);
            }
        }
    }
}
