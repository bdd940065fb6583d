//! The files of a sweep: tidy tables made from its records, and the records themselves while it is under way.

pub mod partial;

use std::io;
use std::ops::Range;

use polars::prelude::PolarsError;

use super::frame::Cells;
use super::frame::Frame;
use super::frame::write_csv_part;
use super::frame::write_parquet_groups;
use crate::explore::Sweep;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::quantity::Unit;
use crate::scenario::Pool;

/// Which of a sweep's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// case, the varied names, policy, pool, metric, value.
    Metrics,
    /// case, the varied names, policy, pool, id, award.
    Awards,
}

/// Writes records as CSV; `heading` only before the first case of all, so that parts add up to one file.
///
/// # Errors
/// What `out` fails with.
pub fn write_csv(
    sweep: &Sweep<'_>,
    part: Part,
    (first, records): (usize, &[f64]),
    out: impl io::Write,
    heading: bool,
) -> io::Result<()> {
    let layout = Layout::of(sweep);
    write_csv_part(std::iter::once(layout.frame(part, first, records)), out, heading)
}

/// Writes chunks of records, each with its first case, as one Parquet file.
///
/// # Errors
/// What `out` or `chunks` fails with.
pub fn write_parquet(
    sweep: &Sweep<'_>,
    part: Part,
    chunks: impl Iterator<Item = (usize, Vec<f64>)>,
    out: impl io::Write,
) -> Result<(), PolarsError> {
    let layout = Layout::of(sweep);
    write_parquet_groups(chunks.map(|(first, records)| layout.frame(part, first, &records)), out)
}

/// What stands where in a record, and what it is called.
struct Layout<'s> {
    sweep: &'s Sweep<'s>,
    /// The decimals of each metric of each share.
    metric_decimals: Vec<Option<usize>>,
    shares: Vec<Share<'s>>,
}

/// A policy on a pool.
#[derive(Clone, Copy)]
struct Share<'s> {
    policy: &'s str,
    pool: &'s Pool,
    /// Where its awards begin in a record.
    awards: usize,
}

impl<'s> Layout<'s> {
    fn of(sweep: &'s Sweep<'s>) -> Self {
        let scenario = sweep.trial.scenario();
        let mut shares = Vec::with_capacity(scenario.pools.len() * scenario.policies.len());
        let mut awards = 1 + shares.capacity() * Metric::ALL.len();
        for pool in &scenario.pools {
            for policy in &scenario.policies {
                shares.push(Share { policy: &policy.id, pool, awards });
                awards += sweep.trial.tables().tables[pool.over].rows();
            }
        }
        let decimals = |unit: &Unit, metric: &Metric| match metric.counted_in() {
            CountedIn::PoolUnit => Some(unit.decimals()),
            CountedIn::Members | CountedIn::Residents => Some(0),
            CountedIn::Adequacy | CountedIn::Index => None,
        };
        let metric_decimals = shares
            .iter()
            .flat_map(|share| Metric::ALL.iter().map(|metric| decimals(&share.pool.unit, metric)))
            .collect();
        Layout { sweep, metric_decimals, shares }
    }

    fn frame<'f>(&'f self, part: Part, first: usize, records: &[f64]) -> Frame<'f> {
        match part {
            Part::Metrics => self.metrics(first, records),
            Part::Awards => self.awards(first, records),
        }
    }

    /// The columns that tell the cases apart, `rows` of them to a case.
    fn case_columns<'f>(&'f self, cases: Range<usize>, rows: usize) -> Vec<(&'f str, Cells<'f>)> {
        let axes = self.sweep.cases.axes();
        let spread = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
            cases.clone().flat_map(|case| std::iter::repeat_n(value(case), rows)).collect()
        };
        let numbers = cases.clone().flat_map(|case| std::iter::repeat_n(case + 1, rows));
        let mut columns = vec![("case", Cells::Count(numbers.collect()))];
        for (place, axis) in axes.iter().enumerate() {
            let values = spread(&|case| self.sweep.cases.value(case, place));
            columns.push((axis.name.as_str(), Cells::Number(values, None)));
        }
        columns
    }

    fn metrics<'f>(&'f self, first: usize, records: &[f64]) -> Frame<'f> {
        let rows = self.metric_decimals.len();
        let records: Vec<&[f64]> = records.chunks(self.sweep.record_len()).collect();
        let count = records.len();
        let mut columns = self.case_columns(first..first + count, rows);
        let of_share = |text: fn(&Share<'s>) -> &'s str| {
            let one = self.shares.iter().flat_map(move |share| [text(share); Metric::ALL.len()]);
            let one: Vec<&str> = one.collect();
            Cells::Text(one.repeat(count))
        };
        let metrics: Vec<&str> = Metric::ALL.iter().map(|metric| metric.id()).collect();
        let values = records.iter().flat_map(|record| &record[1..=rows]).copied().collect();
        columns.extend([
            ("policy", of_share(|share| share.policy)),
            ("pool", of_share(|share| &share.pool.id)),
            ("metric", Cells::Text(metrics.repeat(count * self.shares.len()))),
            ("value", Cells::Written(values, self.metric_decimals.clone())),
        ]);
        Frame::new(rows * count, columns)
    }

    /// The rows of a share's table that have an award: the members, or every row where that depends on the case.
    fn rows(&self, share: &Share<'s>) -> Vec<u32> {
        let trial = self.sweep.trial;
        let result = trial
            .outcome()
            .pools
            .iter()
            .find(|result| trial.scenario().pools[result.pool].id == share.pool.id);
        let changed: Vec<_> = self.sweep.cases.axes().iter().map(|axis| axis.input).collect();
        match result {
            Some(result) if !trial.reach().pools[result.pool].members.meet(&changed) => result.rows.to_vec(),
            _ => (0..trial.tables().tables[share.pool.over].rows() as u32).collect(),
        }
    }

    fn awards<'f>(&'f self, first: usize, records: &[f64]) -> Frame<'f> {
        let shares: Vec<(&Share<'s>, Vec<u32>)> =
            self.shares.iter().map(|share| (share, self.rows(share))).collect();
        let rows: usize = shares.iter().map(|(_, rows)| rows.len()).sum();
        let records: Vec<&[f64]> = records.chunks(self.sweep.record_len()).collect();
        let count = records.len();
        let mut columns = self.case_columns(first..first + count, rows);
        let tables = &self.sweep.trial.tables().tables;
        let (mut policies, mut pools, mut ids, mut decimals) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (share, rows) in &shares {
            policies.extend(std::iter::repeat_n(share.policy, rows.len()));
            pools.extend(std::iter::repeat_n(share.pool.id.as_str(), rows.len()));
            ids.extend(rows.iter().map(|row| tables[share.pool.over].id(*row as usize)));
            decimals.extend(std::iter::repeat_n(share.pool.unit.decimals(), rows.len()));
        }
        let mut values = Vec::with_capacity(rows * count);
        for record in records {
            for (share, rows) in &shares {
                let parts = share.pool.unit.parts() as f64;
                values.extend(rows.iter().map(|row| record[share.awards + *row as usize] / parts));
            }
        }
        columns.extend([
            ("policy", Cells::Text(policies.repeat(count))),
            ("pool", Cells::Text(pools.repeat(count))),
            ("id", Cells::Text(ids.repeat(count))),
            ("award", Cells::Written(values, decimals.into_iter().map(Some).collect())),
        ]);
        Frame::new(rows * count, columns)
    }
}
