//! A block of members with all their draws.

use std::ops::Range;

use rayon::prelude::*;

use super::MemberSimulated;
use super::cell::Cell;
use super::draw::Subject;
use super::tell::Teller;

/// The cells of all members of a block under one policy, draw after draw.
pub(super) struct Cells<C> {
    /// The awards; empty where they cannot move.
    pub(super) awards: Vec<C>,
    /// The adequacies, NaN where there is none; empty where need cannot move.
    pub(super) ratios: Vec<f64>,
    /// Members of the block.
    pub(super) members: usize,
}

/// The cells of one draw under one policy.
pub(super) struct Row<'b, C> {
    pub(super) awards: &'b mut [C],
    pub(super) ratios: &'b mut [f64],
}

/// A block of members.
pub(super) struct Block<'b, C> {
    subject: Subject<'b>,
    draws: usize,
    /// By pool and policy.
    cells: Vec<Vec<Cells<C>>>,
}

/// Members that are told of at a time: the cells of one draw fill whole lines of the processor's memory.
const CHUNK: usize = 1 << 8;

impl<'b, C: Cell> Block<'b, C> {
    pub(super) fn new(subject: Subject<'b>, draws: usize) -> Self {
        let cells = subject.pools.iter().zip(subject.ranges).map(|(pool, range)| {
            let count = range.len() * draws;
            let of = |share: &super::Share| Cells {
                awards: vec![C::default(); if share.varies { count } else { 0 }],
                ratios: vec![f64::NAN; if share.need_varies && share.need.is_some() { count } else { 0 }],
                members: range.len(),
            };
            pool.shares.iter().map(of).collect()
        });
        let cells = cells.collect();
        Block { subject, draws, cells }
    }

    /// By draw, pool and policy, the cells of some draws.
    pub(super) fn rows(&mut self, draws: Range<usize>) -> Vec<Vec<Row<'_, C>>> {
        let mut rows: Vec<Vec<Row<'_, C>>> = draws.clone().map(|_| Vec::new()).collect();
        for cells in self.cells.iter_mut().flatten() {
            let members = cells.members;
            let of =
                |length: usize| if length == 0 { 0..0 } else { draws.start * members..draws.end * members };
            let (awards, ratios) = (of(cells.awards.len()), of(cells.ratios.len()));
            let mut awards = cells.awards[awards].chunks_mut(members.max(1));
            let mut ratios = cells.ratios[ratios].chunks_mut(members.max(1));
            for own in &mut rows {
                let (awards, ratios) = (awards.next().unwrap_or_default(), ratios.next().unwrap_or_default());
                own.push(Row { awards, ratios });
            }
        }
        rows
    }

    /// What is told of each member: by pool, by policy. `evaluated`: by draw, whether it could be evaluated.
    pub(super) fn finish(self, evaluated: &[bool]) -> Vec<Vec<Vec<MemberSimulated>>> {
        let pools = self.cells.into_iter().zip(self.subject.pools).zip(self.subject.ranges);
        pools
            .map(|((cells, pool), range)| {
                let spec = &self.subject.trial.scenario().pools[pool.base.pool];
                let baseline = self.subject.trial.scenario().baseline;
                let teller = Teller { pool, spec, baseline, cells: &cells, first: range.start, evaluated };
                let starts: Vec<usize> = (0..range.len()).step_by(CHUNK).collect();
                let told: Vec<Vec<Vec<MemberSimulated>>> = starts
                    .into_par_iter()
                    .map(|start| teller.tell(start..range.len().min(start + CHUNK), self.draws))
                    .collect();
                let mut shares: Vec<Vec<MemberSimulated>> =
                    vec![Vec::with_capacity(range.len()); cells.len()];
                for chunk in told {
                    shares.iter_mut().zip(chunk).for_each(|(share, members)| share.extend(members));
                }
                shares
            })
            .collect()
    }
}
