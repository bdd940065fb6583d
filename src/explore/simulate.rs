//! Monte Carlo simulation: what becomes of every award when uncertain figures are drawn again and again.
//!
//! The draws are not kept. Members are taken in blocks that fit into a stated budget of memory, and for each block
//! all draws are made again: every draw is a function of the seed, so they are the same. From the first time it is
//! known what suffices to find the awards of other members by themselves (λ, and whose remainders got a step).
//! Quantiles are exact whatever the number of draws, and the result is the same to the last bit on any number of
//! threads.

mod block;
mod cell;
mod draw;
mod member;
mod spread;
mod tell;

use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::draws::Draws;
use super::trial::Trial;
use crate::evaluate::Detail;
use crate::measure::Metric;
use crate::problem::Problems;

use block::Block;
use cell::Cell;
use cell::Narrow;
use cell::Short;
use cell::Wide;
use draw::Drawn;
use draw::Put;
use draw::Recalls;
use draw::Subject;
use member::Pool;
use member::Share;

pub use spread::Spread;

/// Bytes that awards and adequacies of a block of members may take: 1,344 MiB, so that a thousand draws of a country's
/// 600,000 communities take a first pass for most of them and a second for the rest, and the program stays under 2 GiB.
pub const BUDGET: usize = 1_344 << 20;

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
        // Where some award is too far from the scenario's own for the cells, in larger ones.
        if self.is_small()
            && let Some(simulated) = self.run_in::<Short>(progress)?
        {
            return Ok(simulated);
        }
        if let Some(simulated) = self.run_in::<Narrow>(progress)? {
            return Ok(simulated);
        }
        Ok(self.run_in::<Wide>(progress)?.unwrap_or_else(|| self.nothing()))
    }

    /// Whether every award as the scenario stands, in steps, fits into a short cell, so that differences most
    /// probably do.
    fn is_small(&self) -> bool {
        self.trial.outcome().pools.iter().all(|pool| {
            let spec = &self.trial.scenario().pools[pool.pool];
            let step = member::step(spec);
            let mut awards = pool.policies.iter().flat_map(|policy| &policy.shared.awards);
            awards.all(|award| Short::pack(award / step).is_some())
        })
    }

    fn nothing(&self) -> Simulated {
        Simulated { draws: self.count, failed: 0, first_failed: None, pools: Vec::new() }
    }

    /// With cells of one kind; `None` where an award does not fit into them.
    fn run_in<C: Cell>(
        &self,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Option<Simulated>, Problems> {
        let pools = member::pools(self.trial, &self.draws.inputs());
        let by_row = member::are_by_row(self.trial, &pools);
        let blocks = self.blocks::<C>(&pools);
        let (done, all) = (AtomicUsize::new(0), blocks.len() * self.count);
        let made = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        let mut tally = Tally::new(&pools, self.trial, blocks.len() > 1);
        let mut results: Vec<Vec<Vec<MemberSimulated>>> =
            pools.iter().map(|pool| vec![Vec::new(); pool.shares.len()]).collect();
        for (number, ranges) in blocks.iter().enumerate() {
            let subject = Subject { trial: self.trial, pools: &pools, ranges };
            let mut block = Block::<C>::new(subject, self.count);
            let wanted = |table: usize| if by_row { subject.rows(table) } else { 0..usize::MAX };
            for group in self.groups(&pools) {
                let rows = block.rows(group.clone()).into_par_iter().zip(group.clone());
                let puts: Vec<Put> = match number {
                    0 => {
                        let first = |(rows, draw): (Vec<_>, usize)| {
                            let drawn = subject.first(&self.draws.change(draw as u64), rows);
                            made();
                            drawn
                        };
                        let drawn: Vec<(Put, Option<Drawn>)> = rows.map(first).collect();
                        drawn.into_iter().map(|(put, drawn)| tally.add(put, drawn)).collect()
                    }
                    _ => {
                        let again = |(rows, draw): (Vec<_>, usize)| {
                            let change = self.draws.change_of(draw as u64, wanted);
                            let put = subject.again(&change, tally.recalls(draw), rows);
                            made();
                            put
                        };
                        rows.map(again).collect()
                    }
                };
                if puts.contains(&Put::TooFar) {
                    return Ok(None);
                }
            }
            if !tally.evaluated.contains(&true) {
                let change = self.draws.change(0);
                return self.trial.run(&change, Detail::Metrics).map(|_| None);
            }
            for (pool, shares) in block.finish(&tally.evaluated).into_iter().enumerate() {
                for (share, members) in shares.into_iter().enumerate() {
                    results[pool][share].extend(members);
                }
            }
        }
        Ok(Some(tally.finish(pools, results)))
    }

    /// Ranges of each pool's members, in blocks that keep within the budget.
    fn blocks<C: Cell>(&self, pools: &[Pool<'_>]) -> Vec<Vec<Range<usize>>> {
        let bytes = |pool: &Pool<'_>| {
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

    /// Draws that are made before what is gathered of them is added up: few where ranks are followed.
    fn groups(&self, pools: &[Pool<'_>]) -> impl Iterator<Item = Range<usize>> {
        let ranked = pools.iter().filter(|pool| pool.rows.len() <= MOST_RANKED);
        let ranked: usize = ranked.map(|pool| pool.rows.len() * pool.shares.len()).sum();
        let (size, count) = (((1 << 22) / ranked.max(1)).clamp(16, 512), self.count);
        (0..count).step_by(size).map(move |first| first..count.min(first + size))
    }
}

/// How a member's rank moves.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    /// The rank as the scenario stands.
    base: f64,
    /// The sum of all differences from that.
    sum: f64,
    /// The draws in which it had a rank.
    draws: u32,
}

/// What is gathered of whole draws.
struct Tally {
    /// By draw, whether it could be evaluated.
    evaluated: Vec<bool>,
    /// By pool and policy, where ranks are followed, those of each member.
    shifts: Vec<Vec<Option<Vec<Shift>>>>,
    /// By pool, policy and metric, one number a draw.
    metrics: Vec<Vec<Vec<f64>>>,
    /// By draw, what suffices to find its awards again.
    recalls: Vec<Option<Recalls>>,
    /// Whether draws are made again and can be found again.
    recalled: bool,
}

impl Tally {
    fn new(pools: &[Pool<'_>], trial: &Trial<'_>, again: bool) -> Tally {
        let metrics = pools.len() * trial.scenario().policies.len();
        let shift = |share: &Share| {
            let ranks = share.ranks.as_ref()?.iter();
            Some(ranks.map(|base| Shift { base: *base, ..Shift::default() }).collect())
        };
        Tally {
            evaluated: Vec::new(),
            shifts: pools.iter().map(|pool| pool.shares.iter().map(shift).collect()).collect(),
            metrics: vec![vec![Vec::new(); Metric::ALL.len()]; metrics],
            recalls: Vec::new(),
            recalled: again && pools.iter().all(|pool| pool.is_steady),
        }
    }

    /// Adds one draw, in their order.
    fn add(&mut self, put: Put, drawn: Option<Drawn>) -> Put {
        self.evaluated.push(drawn.is_some());
        let Some(drawn) = drawn else {
            self.recalls.push(None);
            return put;
        };
        for (share, own) in self.metrics.iter_mut().enumerate() {
            for (metric, numbers) in own.iter_mut().enumerate() {
                numbers.push(drawn.metrics[share * Metric::ALL.len() + metric]);
            }
        }
        for (shift, ranks) in self.shifts.iter_mut().flatten().zip(drawn.ranks.iter().flatten()) {
            let (Some(shifts), Some(ranks)) = (shift, ranks) else { continue };
            for (shift, rank) in shifts.iter_mut().zip(ranks).filter(|(_, rank)| !rank.is_nan()) {
                shift.sum += (rank - shift.base).abs();
                shift.draws += 1;
            }
        }
        self.recalls.push(drawn.recalls.filter(|_| self.recalled));
        put
    }

    fn recalls(&self, draw: usize) -> Option<&Recalls> {
        self.recalls.get(draw)?.as_ref()
    }

    fn finish(self, pools: Vec<Pool<'_>>, results: Vec<Vec<Vec<MemberSimulated>>>) -> Simulated {
        let mut metrics = self.metrics.into_iter().map(|own| {
            own.into_iter().map(|mut numbers| Spread::of_numbers(&mut numbers)).collect::<Vec<_>>()
        });
        let pools = pools.into_iter().zip(results).zip(self.shifts).map(|((pool, shares), shifts)| {
            let policies = shares.into_iter().zip(shifts).map(|(mut members, shift)| {
                for (member, shift) in members.iter_mut().zip(shift.into_iter().flatten()) {
                    member.rank_shift = member.award.map(|_| shift.sum / f64::from(shift.draws.max(1)));
                }
                PolicySimulated { members, metrics: metrics.next().unwrap_or_default() }
            });
            PoolSimulated { rows: pool.rows, policies: policies.collect() }
        });
        let pools = pools.collect();
        let failed = self.evaluated.iter().filter(|evaluated| !**evaluated).count();
        let first_failed = self.evaluated.iter().position(|evaluated| !evaluated);
        Simulated { draws: self.evaluated.len(), failed, first_failed, pools }
    }
}

#[cfg(test)]
mod tests;
