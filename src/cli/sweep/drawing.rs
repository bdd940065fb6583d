//! The chart of a sweep: one metric over one or two inputs.

use std::cell::RefCell;
use std::path::Path;

use super::Arguments;
use crate::chart::Swept;
use crate::chart::draw_sweep;
use crate::cli::Failure;
use crate::cli::picture;
use crate::cli::picture::Kind;
use crate::explore::Cases;
use crate::explore::Sweep;
use crate::explore::Target;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::scenario::Scenario;

/// A chart that is asked for: where it goes, and what it shows.
pub(super) struct Picture<'a> {
    path: &'a Path,
    kind: Kind,
    targets: Vec<Target>,
    /// The values shown, case by case, one for each target.
    values: RefCell<Vec<f64>>,
}

impl<'a> Picture<'a> {
    pub fn of(
        arguments: &'a Arguments,
        scenario: &Scenario,
        cases: &Cases<'_>,
    ) -> Result<Option<Picture<'a>>, Problem> {
        let (Some(path), Some(metric)) = (&arguments.chart, &arguments.metric) else { return Ok(None) };
        let targets = Target::parse_all(scenario, metric)?;
        if cases.axes().len() > 2 {
            let found = Text::new(
                format!("a chart shows one or two varied inputs, not {}", cases.axes().len()),
                format!("图只能表示一个或两个变动项，此处有 {} 个", cases.axes().len()),
            );
            return Err(Problem { place: Place::Nowhere, found, remedy: None }
                .remedy("vary fewer, or draw the table yourself", "请减少变动项，或自行用结果表作图"));
        }
        Ok(Some(Picture { path, kind: Kind::of(path)?, targets, values: RefCell::default() }))
    }

    /// Keeps what is shown of some records.
    pub fn take(&self, sweep: &Sweep<'_>, records: &[f64]) {
        let mut values = self.values.borrow_mut();
        for record in records.chunks(sweep.record_len()) {
            values.extend(self.targets.iter().map(|target| record[sweep.place(target)]));
        }
    }

    /// Draws it.
    pub fn draw(&self, sweep: &Sweep<'_>, language: Language) -> Result<(), Failure> {
        let Some(first) = self.targets.first() else { return Ok(()) };
        let (values, count) = (self.values.borrow(), self.targets.len());
        let value = |policy: usize, case: usize| {
            let place = self.targets.iter().position(|target| target.policy == policy)?;
            Some(values[case * count + place]).filter(|value| !value.is_nan())
        };
        let policies: Vec<usize> = self.targets.iter().map(|target| target.policy).collect();
        let (pool, metric, cases) = (first.pool, first.metric, sweep.cases);
        let swept = Swept { cases, pool, metric, policies: &policies, value: &value };
        let trial = sweep.trial;
        picture::write(self.path, self.kind, language, |style| {
            draw_sweep((trial.scenario(), trial.tables()), &swept, style)
        })
    }
}
