//! Chances that go together: a Gaussian copula by rank correlations.
//!
//! # Source
//! Pearson, K. (1907), «On further methods of determining correlation», Drapers' Company research memoirs IV: of
//! two normal quantities with correlation r, the correlation of ranks is 6/π · arcsin(r/2). Nelsen, R. B. (2006),
//! «An Introduction to Copulas», 2nd ed., section 2.3.

use std::f64::consts::PI;

/// Standard normal numbers that are made to go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// The lower triangle of the correlations' Cholesky factor.
    lower: Vec<Vec<f64>>,
}

impl Copula {
    /// A copula of `count` numbers from pairs and their rank correlations; all others are independent. `None` where
    /// no numbers can go together like that: the matrix is not positive semi-definite.
    ///
    /// ```
    /// use junheng::chance::Copula;
    /// assert!(Copula::new(3, &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.7)]).is_some());
    /// assert!(Copula::new(3, &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.7)]).is_none());
    /// ```
    pub fn new(count: usize, pairs: &[(usize, usize, f64)]) -> Option<Copula> {
        let mut matrix = vec![vec![0.0; count]; count];
        for (place, row) in matrix.iter_mut().enumerate() {
            row[place] = 1.0;
        }
        for (one, other, rank) in pairs {
            let normal = 2.0 * (PI * rank / 6.0).sin();
            matrix[*one][*other] = normal;
            matrix[*other][*one] = normal;
        }
        let mut lower: Vec<Vec<f64>> = Vec::with_capacity(count);
        for correlations in &matrix {
            let mut own: Vec<f64> = Vec::with_capacity(lower.len() + 1);
            for (column, above) in lower.iter().enumerate() {
                let known: f64 = own.iter().zip(above).map(|(a, b)| a * b).sum();
                let pivot = above[column];
                let rest = correlations[column] - known;
                if pivot == 0.0 && rest.abs() > 1e-9 {
                    return None;
                }
                own.push(if pivot == 0.0 { 0.0 } else { rest / pivot });
            }
            let rest = 1.0 - own.iter().map(|part| part * part).sum::<f64>();
            if rest < -1e-9 {
                return None;
            }
            own.push(if rest < 1e-12 { 0.0 } else { rest.sqrt() });
            lower.push(own);
        }
        Some(Copula { lower })
    }

    /// Turns independent standard normal numbers into ones that go together, in place.
    pub fn join(&self, normals: &mut [f64]) {
        for row in (0..self.lower.len().min(normals.len())).rev() {
            normals[row] =
                self.lower[row].iter().zip(normals.iter()).map(|(part, normal)| part * normal).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Stream;
    use statrs::distribution::ContinuousCDF;
    use statrs::distribution::Normal;

    #[test]
    fn ranks_correlate_as_stated() {
        let copula = Copula::new(2, &[(0, 1, 0.6)]).unwrap();
        let normal = Normal::standard();
        let count = 20_000;
        let (one, other) = (Stream::new(1, "one", 0), Stream::new(1, "other", 0));
        let mut pairs = Vec::new();
        for row in 0..count {
            let mut drawn = [one, other].map(|stream| normal.inverse_cdf(stream.uniform(row)));
            copula.join(&mut drawn);
            pairs.push(drawn);
        }
        let ranks = |place: usize| {
            let mut order: Vec<usize> = (0..pairs.len()).collect();
            order.sort_by(|a, b| pairs[*a][place].total_cmp(&pairs[*b][place]));
            let mut ranks = vec![0.0; pairs.len()];
            order.into_iter().enumerate().for_each(|(rank, member)| ranks[member] = rank as f64);
            ranks
        };
        let (x, y) = (ranks(0), ranks(1));
        let middle = (count - 1) as f64 / 2.0;
        let covariance: f64 = x.iter().zip(&y).map(|(x, y)| (x - middle) * (y - middle)).sum();
        let variance: f64 = x.iter().map(|x| (x - middle).powi(2)).sum();
        assert!((covariance / variance - 0.6).abs() < 0.015, "{}", covariance / variance);
    }

    #[test]
    fn a_perfect_correlation_makes_two_numbers_one() {
        let copula = Copula::new(3, &[(0, 2, 1.0)]).unwrap();
        let mut drawn = [0.3, -1.0, 5.0];
        copula.join(&mut drawn);
        assert!((drawn[2] - 0.3).abs() < 1e-9 && drawn[1] == -1.0, "{drawn:?}");
        assert!(Copula::new(3, &[(0, 2, 1.0), (0, 1, 0.5), (1, 2, -0.5)]).is_none());
    }
}
