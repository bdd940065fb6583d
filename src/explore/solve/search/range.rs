//! The places that are looked through, and the shortest number among them.

/// The places that are looked through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest place.
    pub low: f64,
    /// The highest place.
    pub high: f64,
    /// What places are whole multiples of; any number where there is none.
    pub step: Option<f64>,
}

impl Range {
    /// The nearest place of the range.
    pub fn within(&self, place: f64) -> f64 {
        let inside = place.clamp(self.low, self.high);
        match self.step {
            Some(step) => (self.low + ((inside - self.low) / step).round() * step).min(self.high),
            None => inside,
        }
    }

    /// The place halfway between two; `None` where there is none between them.
    pub(super) fn halfway(&self, low: f64, high: f64) -> Option<f64> {
        match self.step {
            Some(step) => {
                let steps = ((high - low) / step / 2.0).floor();
                (steps >= 1.0).then_some(low + steps * step)
            }
            None => {
                let size = self.low.abs().max(self.high.abs());
                let middle = f64::midpoint(low, high);
                (high - low > 1e-12 * size && middle > low && middle < high).then_some(middle)
            }
        }
    }
}

/// The number with the fewest decimals from `from` up to, and not including, `until`.
pub(super) fn shortest(from: f64, until: f64) -> f64 {
    for decimals in 0..16 {
        let scaled = (from * 10_f64.powi(decimals)).ceil();
        let written = format!("{scaled}e-{decimals}");
        if let Ok(number) = written.parse::<f64>()
            && (from..until).contains(&number)
        {
            return number;
        }
    }
    from
}
