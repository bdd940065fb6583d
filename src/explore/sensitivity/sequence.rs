//! A low-discrepancy sequence that a seed shifts: points that fill the unit cube more evenly than chance would.
//!
//! # Source
//! Sobol', I. M. (1967), USSR Computational Mathematics and Mathematical Physics 7(4), 86-112; direction numbers
//! of Joe, S. and Kuo, F. Y. (2008), SIAM Journal on Scientific Computing 30(5), 2635-2654, their file
//! `new-joe-kuo-6.21201`, first 256 dimensions (`joe_kuo.txt`: dimension, degree, coefficients, initial numbers).
//! The order is the Gray code's of Antonov, I. A. and Saleev, V. M. (1979). The digital shift is that of
//! L'Ecuyer, P. and Lemieux, C. (2002), «Recent advances in randomized quasi-Monte Carlo methods», section 2.

use crate::chance::Stream;

/// The direction numbers of dimensions 2 to 256.
const TABLE: &str = include_str!("joe_kuo.txt");
/// The dimensions that have direction numbers; those beyond are filled by plain chance.
pub const DIMENSIONS: usize = 256;
/// Binary digits of a coordinate, and so of the longest sequence.
const BITS: usize = 32;

/// A shifted Sobol' sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    directions: Vec<[u32; BITS]>,
    shifts: Vec<u32>,
    seed: u64,
    dimensions: usize,
}

impl Sequence {
    /// The sequence of so many dimensions under a seed; 0 is a seed like any other.
    pub fn new(dimensions: usize, seed: u64) -> Self {
        let shift = Stream::new(seed, "sobol shift", 0);
        let shifts = (0..dimensions as u64).map(|dimension| (shift.bits(dimension) >> 32) as u32);
        Sequence { shifts: shifts.collect(), seed, ..Sequence::unshifted(dimensions) }
    }

    /// The sequence as published, beginning with the origin.
    fn unshifted(dimensions: usize) -> Self {
        let first = std::iter::once(std::array::from_fn(|bit| 1 << (BITS - 1 - bit)));
        let directions = first.chain(TABLE.lines().map(directions)).take(dimensions).collect();
        Sequence { directions, shifts: vec![0; dimensions], seed: 0, dimensions }
    }

    /// One coordinate, strictly between 0 and 1, of a point; points are counted from 0.
    pub fn coordinate(&self, point: u64, dimension: usize) -> f64 {
        match self.directions.get(dimension) {
            Some(_) => {
                (f64::from(self.digits(point, dimension) ^ self.shifts[dimension]) + 0.5) / 2_f64.powi(32)
            }
            None => Stream::new(self.seed, "sobol beyond", point).uniform(dimension as u64),
        }
    }

    /// The dimensions.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn digits(&self, point: u64, dimension: usize) -> u32 {
        let gray = point ^ (point >> 1);
        let directions = self.directions[dimension].iter().enumerate();
        directions.filter(|(bit, _)| gray >> bit & 1 == 1).fold(0, |digits, (_, number)| digits ^ number)
    }
}

/// The direction numbers of one line of the table, one for each binary digit.
fn directions(line: &str) -> [u32; BITS] {
    let mut numbers = line.split_ascii_whitespace().map(|number| number.parse::<u32>().unwrap_or_default());
    let (_, degree, coefficients) = (numbers.next(), numbers.next(), numbers.next());
    let (degree, coefficients) = (degree.unwrap_or_default() as usize, coefficients.unwrap_or_default());
    let mut directions = [0_u32; BITS];
    for (bit, initial) in numbers.enumerate() {
        directions[bit] = initial << (BITS - 1 - bit);
    }
    for bit in degree..BITS {
        let before = directions[bit - degree];
        directions[bit] = before ^ (before >> degree);
        for term in 1..degree {
            if coefficients >> (degree - 1 - term) & 1 == 1 {
                directions[bit] ^= directions[bit - term];
            }
        }
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(point: u64, dimension: usize) -> f64 {
        f64::from(Sequence::unshifted(DIMENSIONS).digits(point, dimension)) / 2_f64.powi(32)
    }

    #[test]
    fn the_first_points_are_the_published_ones() {
        // Joe and Kuo's own program, `sobol 8 6 new-joe-kuo-6.21201`.
        let points = [
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
            [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
            [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
            [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
            [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
            [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
        ];
        for (point, expected) in points.iter().enumerate() {
            let found: Vec<f64> = (0..6).map(|dimension| published(point as u64, dimension)).collect();
            assert_eq!(found, expected);
        }
        // The 64th point in dimensions far apart.
        let far =
            [(0, 0.015625), (1, 0.796875), (2, 0.359375), (10, 0.421875), (100, 0.578125), (255, 0.046875)];
        for (dimension, expected) in far {
            assert_eq!(published(63, dimension), expected, "{dimension}");
        }
    }

    #[test]
    fn each_coordinate_of_a_power_of_two_of_points_falls_once_into_every_slice() {
        let sequence = Sequence::new(DIMENSIONS, 7);
        for dimension in 0..DIMENSIONS {
            let mut seen = [false; 128];
            for point in 0..128 {
                let slice = (sequence.coordinate(point, dimension) * 128.0) as usize;
                assert!(!std::mem::replace(&mut seen[slice], true), "{dimension}");
            }
        }
    }

    #[test]
    fn dimensions_beyond_the_table_are_filled_by_chance_and_a_seed_changes_every_coordinate() {
        let (one, other) = (Sequence::new(DIMENSIONS + 2, 0), Sequence::new(DIMENSIONS + 2, 1));
        for dimension in [0, 100, 255, 256, 257] {
            let mean: f64 = (0..4096).map(|point| one.coordinate(point, dimension)).sum::<f64>() / 4096.0;
            assert!((mean - 0.5).abs() < 0.02, "{dimension}: {mean}");
            assert_ne!(one.coordinate(5, dimension), other.coordinate(5, dimension));
        }
        assert_ne!(one.coordinate(5, 256), one.coordinate(5, 257));
    }
}
