//! Chance that can be repeated: a counter-based generator. Every number is a function of a seed, the name of
//! what is drawn, the number of the draw, and the row; so results depend neither on threads nor on order, and
//! a new draw in one place leaves all others as they were.
//!
//! # Source
//! Steele, Lea and Flood (2014), «Fast splittable pseudorandom number generators», OOPSLA '14, 453-472: the
//! finaliser of SplitMix64, here applied to a counter.

mod copula;
mod normal;

pub use copula::Copula;
pub use normal::normal_quantile;
pub use normal::normal_quantiles;

/// One named stream of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    /// The stream of `name` in draw `draw` under `seed`; 0 is a seed like any other.
    ///
    /// ```
    /// use junheng::chance::Stream;
    /// let a = Stream::new(0, "households", 0);
    /// assert_eq!(a.uniform(7), Stream::new(0, "households", 0).uniform(7));
    /// assert_ne!(a.uniform(7), Stream::new(0, "population", 0).uniform(7));
    /// ```
    pub fn new(seed: u64, name: &str, draw: u64) -> Self {
        let mut key = mix(seed.wrapping_add(GOLDEN));
        for byte in name.bytes() {
            key = mix(key ^ u64::from(byte)).wrapping_add(GOLDEN);
        }
        Stream { key: mix(key ^ mix(draw.wrapping_mul(GOLDEN).wrapping_add(1))) }
    }

    /// 64 random bits for a row.
    #[inline]
    pub fn bits(self, row: u64) -> u64 {
        mix(mix(self.key.wrapping_add(row.wrapping_mul(GOLDEN))) ^ self.key)
    }

    /// [`Stream::uniform`] of a row and of those after it.
    pub fn uniforms(self, first: u64, to: &mut [f64]) {
        for (row, uniform) in (first..).zip(to) {
            *uniform = self.uniform(row);
        }
    }

    /// A number strictly between 0 and 1 for a row, in steps of 2^-53.
    #[inline]
    pub fn uniform(self, row: u64) -> f64 {
        ((self.bits(row) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uniform_numbers_fill_their_range_evenly() {
        let stream = Stream::new(1, "test", 0);
        let mut bins = [0_u32; 20];
        for row in 0..200_000 {
            bins[(stream.uniform(row) * 20.0) as usize] += 1;
        }
        // Chi-squared with 19 degrees of freedom: 99.99 % lie below 52.
        let expected = 10_000.0;
        let chi: f64 = bins.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
        assert!(chi < 52.0, "{chi}");
    }

    #[test]
    fn neighbouring_rows_draws_and_seeds_are_unrelated() {
        let correlation = |x: &dyn Fn(u64) -> f64, y: &dyn Fn(u64) -> f64| {
            let pairs: Vec<(f64, f64)> = (0..100_000).map(|row| (x(row) - 0.5, y(row) - 0.5)).collect();
            pairs.iter().map(|(x, y)| x * y).sum::<f64>() / pairs.len() as f64 * 12.0
        };
        let base = Stream::new(0, "a", 0);
        for other in [Stream::new(1, "a", 0), Stream::new(0, "a", 1), Stream::new(0, "b", 0)] {
            assert!(correlation(&|row| base.uniform(row), &|row| other.uniform(row)).abs() < 0.015);
        }
        assert!(correlation(&|row| base.uniform(row), &|row| base.uniform(row + 1)).abs() < 0.015);
    }
}
