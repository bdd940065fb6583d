//! Where the cut of a divisor method lies: a common multiplier, and a few corrections of it.

use crate::allocate::chunks;
use crate::allocate::divisor::Field;

/// A multiplier between two: half-way, or half-way in size where they are far apart.
fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 && high / low > 4.0 {
        low.sqrt() * high.sqrt()
    } else if low > 0.0 {
        low + (high - low) / 2.0
    } else {
        high / 1024.0
    }
}

impl Field<'_> {
    /// Steps given out when all rights from `cut` up are met, and the weight of those who hold more or
    /// fewer with it.
    fn census(&self, cut: f64) -> (i128, f64) {
        let parts = chunks::over(self.near.len(), |members| {
            let (mut sum, mut moving) = (0i128, 0f64);
            for member in members {
                let held = self.held(member, cut);
                sum += i128::from(held);
                if held > self.floors[member] && held < self.caps[member] {
                    moving += self.near[member];
                }
            }
            (sum, moving)
        });
        parts.into_iter().fold((0, 0.0), |all, part| (all.0 + part.0, all.1 + part.1))
    }

    /// A pair of cuts, the higher of which gives out fewer steps than `total` and the lower enough, with
    /// few rights in between.
    pub(super) fn bracket(&self, total: i64) -> (f64, f64) {
        let target = i128::from(total);
        let members = self.near.len() as i128;
        let mut few = (0f64, self.floors.iter().map(|floor| i128::from(*floor)).sum::<i128>());
        let mut many: Option<(f64, i128)> = None;
        let mut lambda = self.start.max(f64::MIN_POSITIVE);
        for round in 0..400 {
            let (count, moving) = self.census(1.0 / lambda);
            if count < target {
                few = (lambda, count);
            } else {
                many = Some((lambda, count));
            }
            let apart = many.map_or(i128::MAX, |many| many.1 - few.1);
            let enough = if round < 8 { (members / 8).max(64) } else { (members * 2).max(64) };
            if apart <= enough {
                break;
            }
            let missing = (target - count) as f64;
            let margin = (missing.abs() / 8.0).max(4.0).copysign(missing);
            let step = if moving > 0.0 { (missing + margin) / moving } else { f64::NAN };
            let upper = many.map_or(f64::INFINITY, |many| many.0);
            let next = lambda + step;
            let inside = next > few.0 && next < upper && round % 4 != 3;
            lambda = if inside {
                next
            } else if !upper.is_finite() {
                lambda * 2f64.powi(1 << (round / 8).min(8))
            } else {
                let middle = between(few.0, upper);
                if middle <= few.0 || middle >= upper {
                    break;
                }
                middle
            };
            if !lambda.is_finite() {
                return (if few.0 > 0.0 { 1.0 / few.0 } else { f64::INFINITY }, 0.0);
            }
        }
        let high = if few.0 > 0.0 { 1.0 / few.0 } else { f64::INFINITY };
        (high, many.map_or(0.0, |many| 1.0 / many.0))
    }
}
