//! What the formulas of a policy's sheet come to: the same arithmetic in the same order.
//!
//! It fills the cells before anybody recalculates, and tells beforehand whether the formulas come to the awards of
//! the run; where they would not, the sheet holds values.

use super::scheme::HALVINGS;
use super::scheme::NEAR;
use super::scheme::NOISE;
use super::scheme::Scheme;

/// What a policy's sheet starts from; lists hold one entry per member, amounts in whole units.
pub(crate) struct Given<'a> {
    pub(crate) scheme: Scheme,
    /// The members of each part, and its total.
    pub(crate) parts: Vec<(Vec<usize>, f64)>,
    pub(crate) claims: Option<&'a [f64]>,
    pub(crate) needs: Option<&'a [f64]>,
    pub(crate) existing: Option<&'a [f64]>,
    pub(crate) floors: Option<&'a [f64]>,
    pub(crate) caps: Option<&'a [f64]>,
    /// The place of each id in the order of ids, from 1.
    pub(crate) order: &'a [f64],
    pub(crate) step: f64,
}

/// What the cells of the members hold; in steps. NaN where a cell is empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Worked {
    pub(crate) weight: Vec<f64>,
    pub(crate) constant: Vec<f64>,
    pub(crate) least: Vec<f64>,
    pub(crate) most: Vec<f64>,
    pub(crate) share: Vec<f64>,
    pub(crate) whole: Vec<f64>,
    pub(crate) rest: Vec<f64>,
    pub(crate) tied: Vec<f64>,
    pub(crate) award: Vec<f64>,
    pub(crate) order: Vec<f64>,
    pub(crate) parts: Vec<WorkedPart>,
}

/// What the cells of one part hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkedPart {
    pub(crate) members: f64,
    pub(crate) total: f64,
    pub(crate) steps: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) weights: f64,
    pub(crate) highest: f64,
    pub(crate) halvings: Vec<f64>,
    pub(crate) lambda: f64,
    pub(crate) divisor_highest: f64,
    pub(crate) divisor_halvings: Vec<f64>,
    pub(crate) divisor: f64,
    pub(crate) decimals: f64,
    pub(crate) given: f64,
    pub(crate) left: f64,
    pub(crate) cut: f64,
    pub(crate) above: f64,
    pub(crate) at: f64,
    pub(crate) last: f64,
}

/// A number rounded to so many decimals, half away from zero.
fn rounded(number: f64, decimals: f64) -> f64 {
    let unit = 10f64.powf(decimals);
    (number * unit).round() / unit
}

impl Worked {
    /// Works everything out.
    pub(crate) fn of(given: &Given<'_>) -> Worked {
        let count = given.order.len();
        let mut worked = Worked {
            weight: vec![1.0; count],
            constant: vec![0.0; count],
            least: vec![0.0; count],
            most: vec![f64::NAN; count],
            share: vec![f64::NAN; count],
            whole: vec![f64::NAN; count],
            rest: vec![f64::NAN; count],
            tied: vec![f64::NAN; count],
            award: vec![f64::NAN; count],
            order: given.order.to_vec(),
            parts: Vec::new(),
        };
        for (members, total) in &given.parts {
            let mut part =
                WorkedPart { members: members.len() as f64, total: *total, ..WorkedPart::default() };
            part.steps = rounded(total / given.step, 6.0).floor();
            for member in members {
                worked.start(given, *member, part.steps);
            }
            worked.sums(members, &mut part);
            if given.scheme.is_open() {
                worked.claimed(members, &mut part);
            } else {
                worked.solve(given, members, &mut part);
            }
            worked.parts.push(part);
        }
        worked
    }

    fn start(&mut self, given: &Given<'_>, member: usize, steps: f64) {
        let of = |amounts: Option<&[f64]>| amounts.map(|amounts| amounts[member] / given.step);
        let scheme = given.scheme;
        if scheme.has_weights() {
            let source = if scheme.rule.needs_needs() { given.needs } else { given.claims };
            self.weight[member] = of(source).unwrap_or(f64::NAN);
        }
        if scheme.has_existing {
            self.constant[member] = of(given.existing).map_or(0.0, |existing| -existing);
        }
        if let Some(floor) = of(given.floors) {
            self.least[member] = (-(-(floor - NOISE)).floor()).max(0.0);
        }
        let cap = of(given.caps).map(|cap| (cap + NOISE).floor());
        self.most[member] = match cap {
            Some(cap) if scheme.is_open() => cap,
            Some(cap) => cap.min(steps),
            None if scheme.is_open() => f64::INFINITY,
            None => steps,
        };
    }

    fn sums(&self, members: &[usize], part: &mut WorkedPart) {
        let sum = |values: &[f64]| members.iter().map(|member| values[*member]).sum::<f64>();
        part.least = sum(&self.least);
        part.most = sum(&self.most);
        part.weights = sum(&self.weight);
    }

    fn claimed(&mut self, members: &[usize], part: &mut WorkedPart) {
        for member in members.iter().copied() {
            let claim = (rounded(self.weight[member], 6.0) + 0.5).floor();
            self.award[member] = claim.min(self.most[member]).max(self.least[member]);
            part.given += self.award[member];
        }
    }

    fn held(&self, member: usize, x: f64) -> f64 {
        if x < self.least[member] {
            self.least[member]
        } else if x > self.most[member] {
            self.most[member]
        } else {
            x
        }
    }

    fn solve(&mut self, given: &Given<'_>, members: &[usize], part: &mut WorkedPart) {
        let scheme = given.scheme;
        if !scheme.is_direct() {
            self.lambda(scheme, members, part);
        }
        if scheme.by_divisor() {
            let weights = if scheme.is_direct() { self.weight.clone() } else { self.share.clone() };
            self.divisor(scheme, members, &weights, part);
            self.by_order(members, given.order, part);
        } else {
            self.remainders(members, given.order, part);
        }
    }

    /// λ, and the shares there.
    fn lambda(&mut self, scheme: Scheme, members: &[usize], part: &mut WorkedPart) {
        let line = |member: usize, lambda: f64| self.constant[member] + self.weight[member] * lambda;
        if scheme.is_bounded() {
            let end = |member: &usize| (self.most[*member] - self.constant[*member]) / self.weight[*member];
            let rising = members.iter().filter(|member| self.weight[**member] > 0.0);
            part.highest = rising.map(end).fold(0.0, f64::max);
            let sum = |lambda: f64| {
                members.iter().map(|member| self.held(*member, line(*member, lambda))).sum::<f64>()
            };
            part.halvings = halved(part.highest, part.steps, sum);
            let last = part.halvings.last().copied().unwrap_or(0.0);
            let (mut fixed, mut moving, mut slope) = (0.0, 0.0, 0.0);
            for member in members.iter().copied() {
                let x = line(member, last);
                if x < self.least[member] {
                    fixed += self.least[member];
                } else if x > self.most[member] {
                    fixed += self.most[member];
                } else {
                    moving += self.constant[member];
                    slope += self.weight[member];
                }
            }
            part.lambda = if slope > 0.0 { (part.steps - fixed - moving) / slope } else { last };
        } else {
            part.lambda = part.steps / part.weights;
        }
        let shares: Vec<f64> =
            members.iter().map(|member| self.held(*member, line(*member, part.lambda))).collect();
        let largest = shares.iter().copied().fold(0.0, f64::max).floor();
        part.decimals = (14.0 - format!("{largest:.0}").len() as f64).clamp(2.0, 9.0);
        for (member, share) in members.iter().zip(shares) {
            self.share[*member] = rounded(share, part.decimals);
        }
    }

    /// Whole steps by largest remainders.
    fn remainders(&mut self, members: &[usize], order: &[f64], part: &mut WorkedPart) {
        for member in members.iter().copied() {
            self.whole[member] = self.share[member].floor();
            self.rest[member] = rounded(self.share[member] - self.whole[member], part.decimals);
            part.given += self.whole[member];
        }
        part.left = part.steps - part.given;
        let mut rests: Vec<f64> = members.iter().map(|member| self.rest[*member]).collect();
        rests.sort_unstable_by(|a, b| b.total_cmp(a));
        let wanted = part.left as usize;
        part.cut = if part.left > 0.0 { rests.get(wanted - 1).copied().unwrap_or(2.0) } else { 2.0 };
        part.above = rests.iter().filter(|rest| **rest > part.cut).count() as f64;
        part.at = rests.iter().filter(|rest| **rest == part.cut).count() as f64;
        let tied = |member: &usize| self.rest[*member] == part.cut;
        part.last = self.last_place(members.iter().copied().filter(tied), order, part.left - part.above);
        for member in members.iter().copied() {
            let is_tied = self.rest[member] == part.cut;
            let gets = self.rest[member] > part.cut || (is_tied && order[member] <= part.last);
            self.tied[member] = if is_tied { order[member] } else { f64::NAN };
            self.award[member] = self.whole[member] + f64::from(gets);
        }
    }

    /// The place in the order of ids up to which the tied are given a step.
    fn last_place(&self, tied: impl Iterator<Item = usize>, order: &[f64], wanted: f64) -> f64 {
        let mut places: Vec<f64> = tied.map(|member| order[member]).collect();
        places.sort_unstable_by(f64::total_cmp);
        if wanted > 0.0 { places.get(wanted as usize - 1).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// Whole steps by a divisor method, up to the steps that are tied at the last λ.
    fn divisor(&mut self, scheme: Scheme, members: &[usize], weights: &[f64], part: &mut WorkedPart) {
        let rising = members.iter().filter(|member| weights[**member] > 0.0);
        part.divisor_highest =
            rising.map(|member| (self.most[*member] + 1.0) / weights[*member]).fold(0.0, f64::max);
        let steps = |member: usize, lambda: f64| self.held(member, scheme.held(weights[member] * lambda));
        let sum = |lambda: f64| members.iter().map(|member| steps(*member, lambda)).sum::<f64>();
        part.divisor_halvings = halved(part.divisor_highest, part.steps, sum);
        part.divisor = part.divisor_halvings.last().copied().unwrap_or(0.0);
        let whole: Vec<f64> =
            members.iter().map(|member| steps(*member, part.divisor * (1.0 - NEAR))).collect();
        for (member, whole) in members.iter().copied().zip(whole) {
            self.whole[member] = whole;
            part.given += whole;
            if whole < self.most[member] && weights[member] > 0.0 {
                self.rest[member] = scheme.signpost(whole) / weights[member];
            }
        }
        part.left = part.steps - part.given;
        part.cut = part.divisor * (1.0 + NEAR);
    }

    /// The steps left, by the order of ids among those at the cut.
    fn by_order(&mut self, members: &[usize], order: &[f64], part: &mut WorkedPart) {
        for member in members.iter().copied() {
            if self.rest[member] <= part.cut {
                self.tied[member] = order[member];
                part.at += 1.0;
            }
        }
        let tied = members.iter().copied().filter(|member| self.rest[*member] <= part.cut);
        part.last = self.last_place(tied, order, part.left);
        for member in members.iter().copied() {
            self.award[member] = self.whole[member] + f64::from(self.tied[member] <= part.last);
        }
    }
}

/// λ digit by digit: each entry is the one before, or half the width above it where that spends no more.
fn halved(highest: f64, steps: f64, sum: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut lambda = 0.0;
    (1..=HALVINGS)
        .map(|halving| {
            let next = lambda + highest / 2f64.powi(halving);
            if sum(next) <= steps {
                lambda = next;
            }
            lambda
        })
        .collect()
}
