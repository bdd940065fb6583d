//! What is told of each member of a block, all draws being made.

use std::ops::Range;

use super::MemberSimulated;
use super::Spread;
use super::block::Cells;
use super::cell::Cell;
use super::cell::Order;
use super::member::ABSENT;
use super::member::Pool;
use super::member::Share;
use super::member::step;
use crate::measure::adequacy::SHORT;
use crate::measure::adequacy::ratio;

/// Tells of members of one pool.
pub(super) struct Teller<'t, C> {
    pub(super) pool: &'t Pool<'t>,
    pub(super) spec: &'t crate::scenario::Pool,
    /// Index of the baseline.
    pub(super) baseline: usize,
    /// By policy.
    pub(super) cells: &'t [Cells<C>],
    /// The place of the block's first member among the pool's rows.
    pub(super) first: usize,
    /// By draw, whether it could be evaluated.
    pub(super) evaluated: &'t [bool],
}

/// Lists of some members, draw by draw; empty where nothing moves.
struct Turned<A> {
    lists: Vec<A>,
    draws: usize,
}

impl<A: Copy + Default> Turned<A> {
    /// From lists of draws, one entry per member of the block.
    fn of<C: Copy>(
        cells: &[C],
        block: usize,
        members: &Range<usize>,
        draws: usize,
        entry: impl Fn(C) -> A,
    ) -> Self {
        if cells.is_empty() {
            return Turned { lists: Vec::new(), draws };
        }
        let mut lists = vec![A::default(); members.len() * draws];
        for (draw, row) in cells.chunks_exact(block).enumerate() {
            for (member, cell) in row[members.clone()].iter().enumerate() {
                lists[member * draws + draw] = entry(*cell);
            }
        }
        Turned { lists, draws }
    }

    fn member(&mut self, member: usize) -> Option<&mut [A]> {
        self.lists.get_mut(member * self.draws..(member + 1) * self.draws)
    }
}

/// In how many draws something held of a member.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Draws in which it takes part.
    present: usize,
    gain: usize,
    lose: usize,
}

impl<C: Cell> Teller<'_, C> {
    /// By policy, what is told of some members of the block.
    pub(super) fn tell(&self, members: Range<usize>, draws: usize) -> Vec<Vec<MemberSimulated>> {
        let turned = |cells: &Cells<C>| Turned::of(&cells.awards, cells.members, &members, draws, C::loose);
        // In the order of the draws, since others are compared with it draw by draw.
        let mut baseline = turned(&self.cells[self.baseline]);
        let mut order = Order::default();
        let policies = self.cells.iter().enumerate();
        policies
            .map(|(policy, cells)| {
                let mut awards = turned(cells);
                let mut ratios = Turned::of(&cells.ratios, cells.members, &members, draws, |ratio| ratio);
                let told = members.clone().enumerate().map(|(member, place)| {
                    let telling = Telling { teller: self, policy, at: self.first + place };
                    let own = awards.member(member);
                    let counts = telling.counts(own.as_deref(), baseline.member(member).as_deref());
                    telling.tell(counts, own, ratios.member(member), &mut order)
                });
                told.collect()
            })
            .collect()
    }
}

/// Tells of one member under one policy.
struct Telling<'t, C> {
    teller: &'t Teller<'t, C>,
    policy: usize,
    /// The member's place among the pool's rows.
    at: usize,
}

impl<C: Cell> Telling<'_, C> {
    fn share(&self) -> &Share {
        &self.teller.pool.shares[self.policy]
    }

    /// The award as the scenario stands, in parts.
    fn base(&self, policy: usize) -> i64 {
        let base = self.teller.pool.shares[policy].base[self.at];
        if base == ABSENT { 0 } else { base }
    }

    /// `own` and `baseline`: cells draw by draw, where they move.
    fn counts(&self, own: Option<&[C::Loose]>, baseline: Option<&[C::Loose]>) -> Counts {
        let step = step(self.teller.spec);
        let (base, of_baseline) = (self.base(self.policy), self.base(self.teller.baseline));
        let mut counts = Counts::default();
        let mut count = |award: i64, baseline: i64| {
            counts.present += 1;
            counts.gain += usize::from(award > baseline);
            counts.lose += usize::from(award < baseline);
        };
        let award = |cell: C::Loose| base + cell.unpack() * step;
        let of = |cell: C::Loose| of_baseline + cell.unpack() * step;
        let is_some = |cell: &C::Loose| *cell != C::Loose::default();
        match (own, baseline) {
            (Some(own), _) if self.policy == self.teller.baseline => {
                counts.present = own.iter().filter(|cell| is_some(cell)).count();
            }
            (Some(own), None) => {
                own.iter().filter(|cell| is_some(cell)).for_each(|cell| count(award(*cell), of_baseline));
            }
            (Some(own), Some(baseline)) => {
                let both = own.iter().zip(baseline).filter(|(own, _)| is_some(own));
                both.for_each(|(own, baseline)| count(award(*own), of(*baseline)));
            }
            _ if self.share().base[self.at] == ABSENT => {}
            (None, Some(baseline)) => {
                baseline.iter().filter(|cell| is_some(cell)).for_each(|cell| count(base, of(*cell)));
            }
            (None, None) => {
                let all = self.teller.evaluated.iter().filter(|evaluated| **evaluated).count();
                counts.present = all;
                counts.gain = if base > of_baseline { all } else { 0 };
                counts.lose = if base < of_baseline { all } else { 0 };
            }
        }
        counts
    }

    fn tell(
        &self,
        counts: Counts,
        own: Option<&mut [C::Loose]>,
        ratios: Option<&mut [f64]>,
        order: &mut Order<C::Loose>,
    ) -> MemberSimulated {
        let (share, unit) = (self.share(), &self.teller.spec.unit);
        let (base, step) = (self.base(self.policy), step(self.teller.spec));
        let present: Option<&[C::Loose]> = own.map(|cells| present(cells, counts.present));
        let whole = |steps: i64| unit.whole(base + steps * step);
        let mean = match present {
            None => unit.whole(base),
            Some(cells) => {
                let sum: i128 = cells.iter().map(|cell| i128::from(cell.unpack())).sum();
                let steps = sum as f64 / cells.len() as f64;
                (base as f64 + steps * step as f64) / unit.parts() as f64
            }
        };
        let ordered = present.filter(|cells| !cells.is_empty()).map(|cells| {
            let order = order.at(cells, Spread::places(cells.len()));
            (cells, order.map(|cell| whole(cell.unpack())))
        });
        let spread = |value: &dyn Fn(f64) -> f64| match (present, ordered) {
            (None, _) => (counts.present > 0).then(|| Spread::constant(value(mean))),
            (_, Some((cells, order))) => Spread::of(cells.len(), value(mean), order.map(value)),
            _ => None,
        };
        let need = share.need.as_ref().map(|need| need[self.at]).filter(|need| *need > 0.0);
        let (adequacy, short) = match (ratios, need) {
            (Some(ratios), _) => of_ratios(ratios),
            (None, None) => (None, None),
            (None, Some(need)) => {
                let is_short = |award: f64| ratio(award, need).is_some_and(|own| own < SHORT);
                let short = match present {
                    None if is_short(mean) => counts.present,
                    None => 0,
                    Some(cells) => short_of(cells, |steps| is_short(whole(steps))),
                };
                (spread(&|award| award / need), Some((short, counts.present)))
            }
        };
        let share_of = |count: usize, of: usize| (of > 0).then(|| count as f64 / of as f64);
        MemberSimulated {
            award: spread(&|award| award),
            adequacy,
            gain: share_of(counts.gain, counts.present),
            lose: share_of(counts.lose, counts.present),
            short: short.and_then(|(short, needy)| share_of(short, needy)),
            rank_shift: None,
        }
    }
}

/// The cells of draws in which a member takes part, of which there are so many.
fn present<C: Cell>(cells: &mut [C], count: usize) -> &[C] {
    if count < cells.len() {
        let mut kept = 0;
        for place in 0..cells.len() {
            if cells[place] != C::default() {
                cells.swap(kept, place);
                kept += 1;
            }
        }
    }
    &cells[..count]
}

/// How many cells hold steps that are short, as all are that hold fewer.
fn short_of<C: Cell>(cells: &[C], is_short: impl Fn(i64) -> bool) -> usize {
    let (Some(least), Some(most)) = (cells.iter().min(), cells.iter().max()) else { return 0 };
    let (mut short, mut enough) = (least.unpack(), most.unpack());
    match (is_short(short), is_short(enough)) {
        (false, _) => return 0,
        (true, true) => return cells.len(),
        (true, false) => {}
    }
    while short + 1 < enough {
        let middle = short.midpoint(enough);
        if is_short(middle) { short = middle } else { enough = middle }
    }
    cells.iter().filter(|cell| cell.unpack() < enough).count()
}

/// The spread of adequacies, and of how many draws with need how many are short.
fn of_ratios(ratios: &mut [f64]) -> (Option<Spread>, Option<(usize, usize)>) {
    let mut numbers: Vec<f64> = ratios.iter().copied().filter(|ratio| !ratio.is_nan()).collect();
    let short = numbers.iter().filter(|ratio| **ratio < SHORT).count();
    let needy = numbers.len();
    (Spread::of_numbers(&mut numbers), Some((short, needy)))
}
