//! Monte Carlo simulation: what becomes of every award when uncertain figures are drawn again and again.
//!
//! The draws are not kept. Members are taken in blocks that fit into a stated budget of memory, and for each block
//! all draws are made again: every draw is a function of the seed, so they are the same. Quantiles are exact
//! whatever the number of draws, and the result is the same to the last bit on any number of threads.

mod block;
mod extract;
mod spread;

use rayon::prelude::*;

use super::draws::Draws;
use super::trial::Trial;
use crate::evaluate::Detail;
use crate::measure::Metric;
use crate::problem::Problems;

use block::Block;
use block::Narrow;
use block::Wide;
use extract::Extract;
use extract::Share;

pub use spread::Spread;

/// Bytes that awards and adequacies of a block of members may take: 1 GiB.
pub const BUDGET: usize = 1 << 30;

/// The most members of a pool whose ranks are followed.
pub const MOST_RANKED: usize = 50_000;

/// The most draws.
pub const MOST_DRAWS: usize = 1_000_000;

/// A simulation to be run.
#[derive(Debug)]
pub struct Simulation<'s> {
    /// The scenario, prepared.
    pub trial: &'s Trial<'s>,
    /// What is drawn.
    pub draws: &'s Draws<'s>,
    /// How many draws.
    pub count: usize,
    /// Bytes for a block of members, such as [`BUDGET`].
    pub budget: usize,
}

/// What a simulation came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// How many draws were made.
    pub draws: usize,
    /// How many of them could not be evaluated; they count nowhere.
    pub failed: usize,
    /// The first of those.
    pub first_failed: Option<usize>,
    /// One per pool, in the scenario's order.
    pub pools: Vec<PoolSimulated>,
}

/// What a simulation of one pool came to.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolSimulated {
    /// The rows of the pool's table that take part: the members, or all rows where that depends on the draw.
    pub rows: Vec<u32>,
    /// One per policy, in the scenario's order.
    pub policies: Vec<PolicySimulated>,
}

/// What a simulation of one policy on one pool came to.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicySimulated {
    /// One per row of the pool's `rows`.
    pub members: Vec<MemberSimulated>,
    /// One per metric, in the order of [`Metric::ALL`], in whole units; `None` where it is never defined.
    pub metrics: Vec<Option<Spread>>,
}

/// What a simulation of one award came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemberSimulated {
    /// The award in whole units; `None` where the member never takes part.
    pub award: Option<Spread>,
    /// Award ÷ need; `None` where there is never need.
    pub adequacy: Option<Spread>,
    /// The share of draws in which the award is above the baseline's.
    pub gain: Option<f64>,
    /// The share of draws in which it is below the baseline's.
    pub lose: Option<f64>,
    /// The share of draws with need in which adequacy is under 0.9.
    pub short: Option<f64>,
    /// By how many places, on average, the member's rank by award differs from its rank in the scenario as it
    /// stands; tied members share the middle of their places. `None` above [`MOST_RANKED`] members.
    ///
    /// # Source
    /// Saisana, M., Saltelli, A. and Tarantola, S. (2005), Journal of the Royal Statistical Society A 168(2),
    /// 307-323: the average shift in rank, here by member.
    pub rank_shift: Option<f64>,
}

impl Simulation<'_> {
    /// Makes the draws. `progress` is told how many evaluations have been made of how many.
    ///
    /// # Errors
    /// What the first draw reports, where none can be evaluated.
    pub fn run(&self, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Simulated, Problems> {
        match self.run_in::<Narrow>(progress)? {
            Some(simulated) => Ok(simulated),
            // Some award is too far from the scenario's own for the narrow cells.
            None => Ok(self.run_in::<Wide>(progress)?.unwrap_or_else(|| self.nothing())),
        }
    }

    fn nothing(&self) -> Simulated {
        Simulated { draws: self.count, failed: 0, first_failed: None, pools: Vec::new() }
    }

    /// With cells of one kind; `None` where an award does not fit into them.
    fn run_in<C: block::Cell>(
        &self,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Option<Simulated>, Problems> {
        let inputs = self.draws.inputs();
        let pools = extract::pools(self.trial, &inputs);
        let blocks = self.blocks::<C>(&pools);
        let all = blocks.len() * self.count;
        let mut done = 0;
        let mut tally = Tally::new(&pools, self.trial);
        let mut results: Vec<Vec<Vec<MemberSimulated>>> =
            pools.iter().map(|pool| vec![Vec::new(); pool.shares.len()]).collect();
        for (number, ranges) in blocks.iter().enumerate() {
            let detail = if number == 0 { Detail::Metrics } else { Detail::Awards };
            let mut block = Block::<C>::new(self.trial, &pools, ranges, self.count);
            for first in (0..self.count).step_by(self.group(&pools)) {
                let group = first..self.count.min(first + self.group(&pools));
                let extracts: Vec<Option<Extract>> = group
                    .clone()
                    .into_par_iter()
                    .map(|draw| Extract::of(self.trial, &pools, &self.draws.change(draw as u64), detail))
                    .collect();
                if number == 0 {
                    tally.add(first, &extracts);
                }
                if !block.add(first, &extracts) {
                    return Ok(None);
                }
                done += group.len();
                progress(done, all);
            }
            if tally.failed == self.count {
                let change = self.draws.change(0);
                return self.trial.run(&change, Detail::Metrics).map(|_| None);
            }
            for (pool, shares) in block.finish().into_iter().enumerate() {
                for (share, members) in shares.into_iter().enumerate() {
                    results[pool][share].extend(members);
                }
            }
        }
        Ok(Some(tally.finish(self.count, pools, results)))
    }

    /// Ranges of each pool's members, in blocks that keep within the budget.
    fn blocks<C: block::Cell>(&self, pools: &[extract::Pool<'_>]) -> Vec<Vec<std::ops::Range<usize>>> {
        let bytes = |pool: &extract::Pool<'_>| {
            let cell = |share: &Share| {
                usize::from(share.varies) * size_of::<C>() + usize::from(share.need_varies) * size_of::<f64>()
            };
            pool.shares.iter().map(cell).sum::<usize>() * self.count
        };
        let mut blocks = vec![vec![0..0; pools.len()]];
        let mut left = self.budget;
        for (place, pool) in pools.iter().enumerate() {
            let (each, mut start) = (bytes(pool).max(1), 0);
            while start < pool.rows.len() {
                let room = (left / each).max(usize::from(left == self.budget));
                let end = pool.rows.len().min(start + room);
                if end > start {
                    let last = blocks.len() - 1;
                    blocks[last][place] = start..end;
                    left = left.saturating_sub((end - start) * each);
                }
                start = end;
                if start < pool.rows.len() {
                    blocks.push(vec![0..0; pools.len()]);
                    left = self.budget;
                }
            }
        }
        blocks
    }

    /// Draws that are held at once.
    fn group(&self, pools: &[extract::Pool<'_>]) -> usize {
        let members: usize = pools.iter().map(|pool| pool.rows.len() * pool.shares.len()).sum();
        ((1 << 21) / members.max(1)).clamp(4, 512)
    }
}

/// What is gathered of whole draws.
struct Tally {
    failed: usize,
    first_failed: Option<usize>,
    /// By pool, policy and metric, one number a draw.
    metrics: Vec<Vec<Vec<f64>>>,
}

impl Tally {
    fn new(pools: &[extract::Pool<'_>], trial: &Trial<'_>) -> Tally {
        let metrics = pools.len() * trial.scenario().policies.len();
        Tally { failed: 0, first_failed: None, metrics: vec![vec![Vec::new(); Metric::ALL.len()]; metrics] }
    }

    fn add(&mut self, first: usize, extracts: &[Option<Extract>]) {
        for (place, extract) in extracts.iter().enumerate() {
            let Some(extract) = extract else {
                self.failed += 1;
                self.first_failed.get_or_insert(first + place);
                continue;
            };
            for (share, own) in self.metrics.iter_mut().enumerate() {
                for (metric, numbers) in own.iter_mut().enumerate() {
                    numbers.push(extract.metrics[share * Metric::ALL.len() + metric]);
                }
            }
        }
    }

    fn finish(
        self,
        draws: usize,
        pools: Vec<extract::Pool<'_>>,
        results: Vec<Vec<Vec<MemberSimulated>>>,
    ) -> Simulated {
        let mut metrics = self.metrics.into_iter().map(|own| {
            own.into_iter().map(|mut numbers| Spread::of_numbers(&mut numbers)).collect::<Vec<_>>()
        });
        let pools = pools.into_iter().zip(results).map(|(pool, shares)| PoolSimulated {
            rows: pool.rows,
            policies: shares
                .into_iter()
                .map(|members| PolicySimulated { members, metrics: metrics.next().unwrap_or_default() })
                .collect(),
        });
        let pools = pools.collect();
        Simulated { draws, failed: self.failed, first_failed: self.first_failed, pools }
    }
}

#[cfg(test)]
mod tests;
