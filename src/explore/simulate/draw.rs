//! One draw: evaluated, or found again, and put into the cells of a block of members.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::block::Row;
use super::cell::Cell;
use super::member::ABSENT;
use super::member::Pool;
use super::member::Share;
use super::member::awards;
use super::member::ranks;
use super::member::spread;
use super::member::step;
use crate::claim::Change;
use crate::evaluate::Detail;
use crate::evaluate::Outcome;
use crate::evaluate::PoolOutcome;
use crate::evaluate::Recall;
use crate::evaluate::Recalled;
use crate::explore::Trial;
use crate::measure::Metric;
use crate::measure::adequacy::ratio;

/// By pool and policy, what suffices to find the awards of a draw again.
pub(super) type Recalls = Vec<Vec<Recall>>;

/// What is kept of a whole draw.
#[derive(Debug)]
pub(super) struct Drawn {
    /// By pool, policy and metric, in whole units; NaN where undefined.
    pub(super) metrics: Vec<f64>,
    /// By pool and policy, of members whose ranks are followed and move; NaN for those who take no part.
    pub(super) ranks: Vec<Vec<Option<Vec<f64>>>>,
    /// `None` where the awards can only be found by evaluating again.
    pub(super) recalls: Option<Recalls>,
}

/// What comes of putting a draw into its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    Done,
    /// The draw cannot be evaluated.
    Failed,
    /// An award does not fit into a cell.
    TooFar,
}

/// Pools and the members of each that a block holds.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    pub(super) trial: &'s Trial<'s>,
    pub(super) pools: &'s [Pool<'s>],
    pub(super) ranges: &'s [Range<usize>],
}

impl Subject<'_> {
    /// The rows of a table among which the block's members are.
    pub(super) fn rows(self, table: usize) -> Range<usize> {
        let spans = self.pools.iter().zip(self.ranges).filter_map(|(pool, range)| {
            let is_over = self.trial.scenario().pools[pool.base.pool].over == table;
            let rows = pool.rows.get(range.clone()).filter(|_| is_over)?;
            Some((*rows.first()? as usize, *rows.last()? as usize + 1))
        });
        let span = spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        span.map_or(0..0, |(start, end)| start..end)
    }

    /// Evaluates a draw with its metrics.
    pub(super) fn first<C: Cell>(self, change: &Change, rows: Vec<Row<'_, C>>) -> (Put, Option<Drawn>) {
        let Ok(outcome) = self.trial.run(change, Detail::Metrics) else { return (Put::Failed, None) };
        let put = self.put(&outcome, rows);
        let pools = self.pools.iter().zip(&outcome.pools);
        let ranks = pools.map(|(pool, result)| {
            let shares = pool.shares.iter().enumerate();
            let moved = |(policy, share): (usize, &Share)| {
                share.ranks.as_ref().filter(|_| share.varies)?;
                let awards = awards(result, policy, &pool.rows);
                let mut ranks = ranks(&awards);
                let absent = ranks.iter_mut().zip(&awards).filter(|(_, award)| **award == ABSENT);
                absent.for_each(|(rank, _)| *rank = f64::NAN);
                Some(ranks)
            };
            shares.map(moved).collect()
        });
        let (metrics, ranks) = (self.metrics(&outcome), ranks.collect());
        let recalls = Recall::of(&outcome, self.trial.outcome());
        (put, Some(Drawn { metrics, ranks, recalls }))
    }

    /// Makes a draw again, for other members.
    pub(super) fn again<C: Cell>(
        self,
        change: &Change,
        recalls: Option<&Recalls>,
        rows: Vec<Row<'_, C>>,
    ) -> Put {
        let with_need = |pool: &Pool<'_>| pool.shares.iter().any(|share| share.need_varies);
        let found = recalls.and_then(|recalls| {
            let wanted = self.ranges.iter().cloned().zip(self.pools.iter().map(with_need));
            self.trial.again(change, recalls, &wanted.collect::<Vec<_>>())
        });
        match found {
            Some(found) => self.put_again(&found, rows),
            None => match self.trial.run(change, Detail::Awards) {
                Ok(outcome) => self.put(&outcome, rows),
                Err(_) => Put::Failed,
            },
        }
    }

    fn metrics(self, outcome: &Outcome) -> Vec<f64> {
        let mut metrics = Vec::with_capacity(outcome.pools.len() * Metric::ALL.len() * 2);
        for result in &outcome.pools {
            let unit = &self.trial.scenario().pools[result.pool].unit;
            for policy in &result.policies {
                metrics.extend(policy.metrics.0.iter().map(|value| value.number(unit).unwrap_or(f64::NAN)));
            }
        }
        metrics
    }

    fn put<C: Cell>(self, outcome: &Outcome, rows: Vec<Row<'_, C>>) -> Put {
        let mut rows = rows.into_iter();
        let mut fits = true;
        for ((pool, range), result) in self.pools.iter().zip(self.ranges).zip(&outcome.pools) {
            for policy in 0..pool.shares.len() {
                let (awards, need) = of_outcome(pool, result, policy, range);
                let Some(row) = rows.next() else { continue };
                fits &= self.put_row(pool, policy, range, (&awards, need.as_deref()), row);
            }
        }
        if fits { Put::Done } else { Put::TooFar }
    }

    fn put_again<C: Cell>(self, found: &[Vec<Recalled>], rows: Vec<Row<'_, C>>) -> Put {
        let mut rows = rows.into_iter();
        let mut fits = true;
        for ((pool, range), found) in self.pools.iter().zip(self.ranges).zip(found) {
            for (policy, found) in found.iter().enumerate() {
                let base = &pool.shares[policy].base[range.clone()];
                let awards = found.awards.as_deref().unwrap_or(base);
                let Some(row) = rows.next() else { continue };
                fits &= self.put_row(pool, policy, range, (awards, found.need.as_deref()), row);
            }
        }
        if fits { Put::Done } else { Put::TooFar }
    }

    /// Puts the members of a block under one policy into their cells; says whether they fit.
    fn put_row<C: Cell>(
        self,
        pool: &Pool<'_>,
        policy: usize,
        range: &Range<usize>,
        (awards, need): (&[i64], Option<&[f64]>),
        row: Row<'_, C>,
    ) -> bool {
        let spec = &self.trial.scenario().pools[pool.base.pool];
        let (step, unit) = (step(spec), &spec.unit);
        let base = &pool.shares[policy].base[range.clone()];
        let mut fits = true;
        for ((cell, award), base) in row.awards.iter_mut().zip(awards).zip(base) {
            if *award != ABSENT {
                let base = if *base == ABSENT { 0 } else { *base };
                match C::pack((award - base) / step) {
                    Some(packed) => *cell = packed,
                    None => fits = false,
                }
            }
        }
        for ((cell, award), need) in row.ratios.iter_mut().zip(awards).zip(need.unwrap_or_default()) {
            if *award != ABSENT {
                *cell = ratio(unit.whole(*award), *need).unwrap_or(f64::NAN);
            }
        }
        fits
    }
}

/// Awards and, where it moves, need of some of a pool's rows.
fn of_outcome<'o>(
    pool: &Pool<'_>,
    result: &'o PoolOutcome,
    policy: usize,
    range: &Range<usize>,
) -> (Cow<'o, [i64]>, Option<Cow<'o, [f64]>>) {
    let shared = &result.policies[policy].shared;
    let need = result.policies[policy].need.as_deref().filter(|_| pool.shares[policy].need_varies);
    if Arc::ptr_eq(&result.rows, &pool.base.rows) && result.rows.len() == pool.rows.len() {
        let need = need.map(|need| Cow::Borrowed(&need[range.clone()]));
        return (Cow::Borrowed(&shared.awards[range.clone()]), need);
    }
    let rows = &pool.rows[range.clone()];
    (Cow::Owned(awards(result, policy, rows)), need.map(|need| Cow::Owned(spread(result, rows, need))))
}
