//! A sweep: the metrics of every policy and pool, and on request the awards, in each of many cases.

use std::ops::Range;

use rayon::prelude::*;

use super::cases::Cases;
use super::target::Target;
use super::trial::Trial;
use crate::evaluate::Detail;
use crate::evaluate::Outcome;
use crate::measure::Metric;
use crate::problem::Problems;

/// A trial, its cases, and what is wanted of each.
///
/// Each case comes to a *record*: a list of numbers, the same for every case. First 1 where the case could be
/// evaluated, else 0; then the metrics in whole units, pool by pool and in it policy by policy, in the order of
/// [`Metric::ALL`]; then, where they are wanted, the awards in parts of the unit in the same order, one for each row of the
/// pool's table. NaN stands for what is undefined, of rows that take no part, and for all of a failed case.
#[derive(Clone, Copy, Debug)]
pub struct Sweep<'s> {
    /// The scenario, prepared.
    pub trial: &'s Trial<'s>,
    /// The cases.
    pub cases: &'s Cases<'s>,
    /// Whether records hold awards.
    pub awards: bool,
}

impl Sweep<'_> {
    /// Numbers in a record.
    pub fn record_len(&self) -> usize {
        let scenario = self.trial.scenario();
        let awards = scenario.pools.iter().map(|pool| self.trial.tables().tables[pool.over].rows());
        let awards: usize = if self.awards { awards.sum() } else { 0 };
        1 + scenario.policies.len() * (scenario.pools.len() * Metric::ALL.len() + awards)
    }

    /// Where a metric stands in a record.
    pub fn place(&self, target: &Target) -> usize {
        let share = target.pool * self.trial.scenario().policies.len() + target.policy;
        1 + share * Metric::ALL.len() + target.metric as usize
    }

    /// The outcome of a case.
    ///
    /// # Errors
    /// Why the scenario cannot be evaluated with the case's values.
    pub fn outcome(&self, case: usize) -> Result<Outcome, Problems> {
        self.trial.run(&self.cases.change(case)?, Detail::Metrics)
    }

    /// The records of some cases, one after another; the same on any number of threads.
    pub fn records(&self, cases: Range<usize>) -> Vec<f64> {
        let length = self.record_len();
        let mut records = vec![f64::NAN; length * cases.len()];
        let place = |(place, record): (usize, &mut [f64])| self.record(cases.start + place, record);
        records.par_chunks_mut(length).enumerate().for_each(place);
        records
    }

    fn record(&self, case: usize, record: &mut [f64]) {
        let Ok(outcome) = self.outcome(case) else {
            record[0] = 0.0;
            return;
        };
        record[0] = 1.0;
        let scenario = self.trial.scenario();
        let mut at = 1;
        for result in &outcome.pools {
            let unit = &scenario.pools[result.pool].unit;
            for policy in &result.policies {
                for value in &policy.metrics.0 {
                    record[at] = value.number(unit).unwrap_or(f64::NAN);
                    at += 1;
                }
            }
        }
        if !self.awards {
            return;
        }
        for result in &outcome.pools {
            let rows = self.trial.tables().tables[scenario.pools[result.pool].over].rows();
            for policy in &result.policies {
                for (row, award) in result.rows.iter().zip(&policy.shared.awards) {
                    record[at + *row as usize] = *award as f64;
                }
                at += rows;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::Target;
    use crate::explore::trial::tests::config;

    #[test]
    fn records_hold_what_single_runs_come_to() {
        let (scenario, tables) = config("yingjiang.toml", &[]);
        let trial = Trial::new(&scenario, &tables).unwrap();
        let cases = Cases::grid(&scenario, &["per_head=10:30:10".to_owned()]).unwrap();
        let sweep = Sweep { trial: &trial, cases: &cases, awards: true };
        let (records, length) = (sweep.records(0..3), sweep.record_len());
        let target = Target::parse(&scenario, "differentiated.operating.gini").unwrap();
        for case in 0..3 {
            let outcome = sweep.outcome(case).unwrap();
            let record = &records[case * length..][..length];
            assert_eq!(Some(record[sweep.place(&target)]), target.value(&scenario, &outcome));
            let last = outcome.pools.last().unwrap();
            let awards = &last.policies.last().unwrap().shared.awards;
            assert_eq!(record.last().copied(), awards.last().map(|award| *award as f64));
        }
        assert_eq!(&records[length..2 * length], sweep.records(1..2));
    }

    #[test]
    fn a_case_that_cannot_be_shared_out_is_a_record_of_nothing() {
        let floor = "policies.differentiated.operating.floor=100";
        let (scenario, tables) = config("yingjiang.toml", &[floor.to_owned()]);
        let trial = Trial::new(&scenario, &tables).unwrap();
        let cases = Cases::grid(&scenario, &["pools.operating.money=1000".to_owned()]).unwrap();
        let sweep = Sweep { trial: &trial, cases: &cases, awards: false };
        assert!(sweep.outcome(0).is_err());
        let record = sweep.records(0..1);
        assert_eq!(record[0], 0.0);
        assert!(record[1..].iter().all(|number| number.is_nan()));
    }
}
