//! What awards are made of: of each factor what it brings, and what the rule, the bounds and rounding add or take.

use std::sync::Arc;

use crate::summation::Sum;

/// The make-up of every member's award under one policy: award = Σ scale × factor + rest.
#[derive(Clone, Debug)]
pub struct Makeup<'a> {
    awards: Vec<f64>,
    parts: &'a [Arc<Vec<f64>>],
    scale: Vec<f64>,
}

/// The mean make-up of some members, in whole units.
#[derive(Clone, Debug, PartialEq)]
pub struct Means {
    /// What each factor brings.
    pub factors: Vec<f64>,
    /// What the rule, bounds and rounding add.
    pub rest: f64,
    /// The award: the sum of all of these.
    pub award: f64,
}

impl<'a> Makeup<'a> {
    /// The make-up of awards in whole units.
    ///
    /// `parts`: of each factor the claim's part of every member. `scale`: of each member what its claim is
    /// multiplied with: λ under a rule in proportion to claims, else 1.
    pub fn new(awards: Vec<f64>, parts: &'a [Arc<Vec<f64>>], scale: Vec<f64>) -> Self {
        Makeup { awards, parts, scale }
    }

    /// What a factor brings to a member's award.
    pub fn of(&self, member: usize, factor: usize) -> f64 {
        self.scale[member] * self.parts[factor][member]
    }

    /// How many factors there are.
    pub fn factors(&self) -> usize {
        self.parts.len()
    }

    /// The mean make-up of some members; `None` of nobody.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use junheng::measure::Makeup;
    /// // Two members, one factor of 30 and 10, λ = 2; the second is lifted from 20 to a floor of 25.
    /// let parts = [Arc::new(vec![30.0, 10.0])];
    /// let makeup = Makeup::new(vec![60.0, 25.0], &parts, vec![2.0, 2.0]);
    /// let means = makeup.means(&[0, 1]).unwrap();
    /// assert_eq!((means.factors[0], means.rest, means.award), (40.0, 2.5, 42.5));
    /// ```
    pub fn means(&self, members: &[usize]) -> Option<Means> {
        if members.is_empty() {
            return None;
        }
        let count = members.len() as f64;
        let mean =
            |value: &dyn Fn(usize) -> f64| Sum::of(members.iter().map(|member| value(*member))) / count;
        let factors: Vec<f64> =
            (0..self.factors()).map(|factor| mean(&|member| self.of(member, factor))).collect();
        let award = mean(&|member| self.awards[member]);
        let rest = award - Sum::of(factors.iter().copied());
        Some(Means { factors, rest, award })
    }
}
