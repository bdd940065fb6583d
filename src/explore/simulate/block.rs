//! A block of members with all their draws, and what is told of each member.

use std::ops::Range;

use rayon::prelude::*;

use super::MemberSimulated;
use super::Spread;
use super::extract::ABSENT;
use super::extract::Extract;
use super::extract::Pool;
use crate::explore::Trial;
use crate::measure::adequacy::SHORT;
use crate::measure::adequacy::ratio;

/// How an award is kept: as its difference from the scenario's own, in steps.
pub(super) trait Cell: Copy + Ord + Send + Sync {
    /// No award.
    const NONE: Self;
    /// A difference; `None` where it does not fit.
    fn pack(steps: i64) -> Option<Self>;
    fn unpack(self) -> i64;
}

/// Four bytes an award.
pub(super) type Narrow = i32;
/// Eight bytes an award.
pub(super) type Wide = i64;

impl Cell for i32 {
    const NONE: i32 = i32::MIN;
    fn pack(steps: i64) -> Option<i32> {
        i32::try_from(steps).ok().filter(|steps| *steps != i32::MIN)
    }
    fn unpack(self) -> i64 {
        i64::from(self)
    }
}

impl Cell for i64 {
    const NONE: i64 = i64::MIN;
    fn pack(steps: i64) -> Option<i64> {
        Some(steps)
    }
    fn unpack(self) -> i64 {
        self
    }
}

/// A block of members.
pub(super) struct Block<'b, C> {
    trial: &'b Trial<'b>,
    pools: &'b [Pool<'b>],
    ranges: &'b [Range<usize>],
    draws: usize,
    /// By pool and policy.
    shares: Vec<Vec<ShareBlock<C>>>,
}

/// The members of a block under one policy.
struct ShareBlock<C> {
    /// The awards of each member, draw by draw; empty where they cannot move.
    awards: Vec<C>,
    /// The adequacies of each member, draw by draw, NaN where there is none; empty where need cannot move.
    ratios: Vec<f64>,
    counts: Vec<Counts>,
}

/// What is counted of a member.
#[derive(Clone, Copy, Default)]
struct Counts {
    /// Draws in which it takes part.
    present: u32,
    gain: u32,
    lose: u32,
    /// Draws in which it has need.
    needy: u32,
    short: u32,
    shift: f64,
}

/// The members of one chunk of a block, with room for their draws.
struct Chunk<'c, C> {
    /// The place of the first in the pool's rows.
    first: usize,
    awards: &'c mut [C],
    ratios: &'c mut [f64],
    counts: &'c mut [Counts],
}

/// Members in a chunk.
const CHUNK: usize = 1 << 10;

impl<'b, C: Cell> Block<'b, C> {
    pub(super) fn new(
        trial: &'b Trial<'b>,
        pools: &'b [Pool<'b>],
        ranges: &'b [Range<usize>],
        draws: usize,
    ) -> Self {
        let shares = pools.iter().zip(ranges).map(|(pool, range)| {
            let cells = range.len() * draws;
            let share = |share: &super::Share| ShareBlock {
                awards: vec![C::NONE; if share.varies { cells } else { 0 }],
                ratios: vec![f64::NAN; if share.need_varies && share.need.is_some() { cells } else { 0 }],
                counts: vec![Counts::default(); range.len()],
            };
            pool.shares.iter().map(share).collect()
        });
        let shares = shares.collect();
        Block { trial, pools, ranges, draws, shares }
    }

    /// Takes in the draws from `first` on; says whether all awards fit into the cells.
    pub(super) fn add(&mut self, first: usize, extracts: &[Option<Extract>]) -> bool {
        let (trial, draws) = (self.trial, self.draws);
        let baseline = trial.scenario().baseline;
        let mut fits = true;
        for (place, pool) in self.pools.iter().enumerate() {
            let start = self.ranges[place].start;
            let spec = &trial.scenario().pools[pool.base.pool];
            for (policy, block) in self.shares[place].iter_mut().enumerate() {
                let taking =
                    Taking { pool, place, policy, baseline, step: step(spec), parts: spec.unit.parts() };
                let taking = &taking;
                let each = |number: usize, chunk: Chunk<'_, C>| {
                    taking.take(Chunk { first: start + number * CHUNK, ..chunk }, draws, first, extracts)
                };
                fits &= block
                    .chunks(draws)
                    .into_par_iter()
                    .enumerate()
                    .map(|(n, chunk)| each(n, chunk))
                    .all(|fit| fit);
            }
        }
        fits
    }

    /// What is told of each member: by pool, by policy.
    pub(super) fn finish(self) -> Vec<Vec<Vec<MemberSimulated>>> {
        let (draws, trial) = (self.draws, self.trial);
        let pools = self.shares.into_iter().zip(self.pools.iter().zip(self.ranges));
        pools
            .map(|(shares, (pool, range))| {
                let spec = &trial.scenario().pools[pool.base.pool];
                let told = |(mut block, share): (ShareBlock<C>, &super::Share)| {
                    let telling = Telling { share, step: step(spec), parts: spec.unit.parts() as f64 };
                    let start = range.start;
                    let chunks = block.chunks(draws).into_par_iter().enumerate();
                    let told: Vec<Vec<MemberSimulated>> = chunks
                        .map(|(number, chunk)| telling.tell(chunk, start + number * CHUNK, draws))
                        .collect();
                    told.concat()
                };
                shares.into_iter().zip(&pool.shares).map(told).collect()
            })
            .collect()
    }
}

/// What awards are multiples of, in parts.
fn step(pool: &crate::scenario::Pool) -> i64 {
    if pool.is_combined() { 1 } else { pool.step }
}

impl<C> ShareBlock<C> {
    fn chunks(&mut self, draws: usize) -> Vec<Chunk<'_, C>> {
        let count = self.counts.len().div_ceil(CHUNK);
        let mut awards = self.awards.chunks_mut((CHUNK * draws).max(1));
        let mut ratios = self.ratios.chunks_mut((CHUNK * draws).max(1));
        let mut counts = self.counts.chunks_mut(CHUNK);
        let chunk = |_| Chunk {
            first: 0,
            awards: awards.next().unwrap_or_default(),
            ratios: ratios.next().unwrap_or_default(),
            counts: counts.next().unwrap_or_default(),
        };
        (0..count).map(chunk).collect()
    }
}

/// How draws are taken in under one policy.
struct Taking<'t> {
    pool: &'t Pool<'t>,
    /// Index of the pool in the extracts.
    place: usize,
    policy: usize,
    baseline: usize,
    step: i64,
    parts: i64,
}

impl Taking<'_> {
    fn take<C: Cell>(
        &self,
        chunk: Chunk<'_, C>,
        draws: usize,
        first: usize,
        extracts: &[Option<Extract>],
    ) -> bool {
        let share = &self.pool.shares[self.policy];
        let baseline = &self.pool.shares[self.baseline];
        let mut fits = true;
        for (place, extract) in extracts.iter().enumerate() {
            let Some(extract) = extract else { continue };
            let drawn = &extract.pools[self.place][self.policy];
            let drawn_baseline = &extract.pools[self.place][self.baseline];
            let awards = drawn.awards.as_deref().unwrap_or(&share.base);
            let by_baseline = drawn_baseline.awards.as_deref().unwrap_or(&baseline.base);
            let need = drawn.need.as_ref().map(|need| need.numbers()).or(share.need.as_deref());
            let ranks = drawn.ranks.as_deref().zip(share.ranks.as_deref());
            for (member, counts) in chunk.counts.iter_mut().enumerate() {
                let at = chunk.first + member;
                let award = awards[at];
                if award == ABSENT {
                    continue;
                }
                counts.present += 1;
                counts.gain += u32::from(award > by_baseline[at]);
                counts.lose += u32::from(award < by_baseline[at]);
                let cell = member * draws + first + place;
                if let Some(cell) = chunk.awards.get_mut(cell) {
                    let base = if share.base[at] == ABSENT { 0 } else { share.base[at] };
                    match C::pack((award - base) / self.step) {
                        Some(packed) => *cell = packed,
                        None => fits = false,
                    }
                }
                if let Some(ratio) = need.and_then(|need| ratio(award as f64 / self.parts as f64, need[at])) {
                    counts.needy += 1;
                    counts.short += u32::from(ratio < SHORT);
                    if let Some(cell) = chunk.ratios.get_mut(cell) {
                        *cell = ratio;
                    }
                }
                if let Some((ranks, base)) = ranks {
                    counts.shift += (ranks[at] - base[at]).abs();
                }
            }
        }
        fits
    }
}

/// How members are told of under one policy.
struct Telling<'t> {
    share: &'t super::Share,
    step: i64,
    parts: f64,
}

impl Telling<'_> {
    fn tell<C: Cell>(&self, chunk: Chunk<'_, C>, first: usize, draws: usize) -> Vec<MemberSimulated> {
        let Chunk { awards, ratios, counts, .. } = chunk;
        let mut numbers = Vec::with_capacity(if ratios.is_empty() { 0 } else { draws });
        let mut told = Vec::with_capacity(counts.len());
        for (member, counts) in counts.iter().enumerate() {
            let at = first + member;
            let own = awards.get_mut(member * draws..(member + 1) * draws);
            let base = if self.share.base[at] == ABSENT { 0 } else { self.share.base[at] };
            let award = match &own {
                None => (counts.present > 0).then(|| Spread::constant(base as f64 / self.parts)),
                Some(_) => None,
            };
            let sorted: &[C] = match own {
                Some(cells) => {
                    cells.sort_unstable();
                    &cells[cells.partition_point(|cell| *cell == C::NONE)..]
                }
                None => &[],
            };
            let whole = |cell: C| (base + cell.unpack() * self.step) as f64 / self.parts;
            let sum: i128 = sorted.iter().map(|cell| i128::from(cell.unpack())).sum();
            let steps = sum as f64 / sorted.len() as f64;
            let mean = (base as f64 + steps * self.step as f64) / self.parts;
            let award = award.or_else(|| Spread::of(sorted.len(), mean, |place| whole(sorted[place])));
            let need = self.share.need.as_ref().map(|need| need[at]).filter(|need| *need > 0.0);
            let adequacy = match ratios.get(member * draws..(member + 1) * draws) {
                Some(ratios) => {
                    numbers.clear();
                    numbers.extend_from_slice(ratios);
                    Spread::of_numbers(&mut numbers)
                }
                None => need.zip(award).and_then(|(need, award)| match sorted {
                    [] => Some(Spread::constant(award.mean / need)),
                    _ => Spread::of(sorted.len(), mean / need, |place| whole(sorted[place]) / need),
                }),
            };
            let share = |count: u32, of: u32| (of > 0).then(|| f64::from(count) / f64::from(of));
            let shift = self.share.ranks.as_ref().filter(|_| counts.present > 0);
            told.push(MemberSimulated {
                award,
                adequacy,
                gain: share(counts.gain, counts.present),
                lose: share(counts.lose, counts.present),
                short: share(counts.short, counts.needy),
                rank_shift: shift.map(|_| counts.shift / f64::from(counts.present)),
            });
        }
        told
    }
}
