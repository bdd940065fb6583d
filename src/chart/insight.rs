//! Charts of what was found by trying a scenario out: which numbers decide a metric, and what is traded for what.

mod curves;
mod heat;
mod shares;
mod swept;
mod tornado;
mod tradeoff;

use super::Chart;
use super::ChartError;
use super::Style;
use super::canvas::Area;
use super::naming::Naming;
use super::page::Page;
use super::scale::Measure;
use super::scale::Ticks;
use super::scale::number;
use crate::explore::Axis;
use crate::explore::Input;
use crate::explore::Measured;
use crate::explore::sensitivity::number::Number;
use crate::explore::sensitivity::number::Source;
use crate::explore::sensitivity::study::Method;
use crate::explore::sensitivity::study::Sensitivity;
use crate::explore::sensitivity::study::Study;
use crate::explore::solve::tradeoff::Tradeoff;
use crate::language::Language;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::quantity::Unit;
use crate::scenario::Scenario;
use crate::scenario::Tables;

pub use swept::Swept;
pub use swept::draw_sweep;

/// The most numbers that have a row each: those that matter most.
const MOST_ROWS: usize = 24;

/// Draws which numbers decide a metric: shares of its variance and mean effects as bars with their intervals, one at
/// a time as a tornado.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub fn draw_sensitivity(
    (scenario, tables): (&Scenario, &Tables),
    study: &Study,
    sensitivity: &Sensitivity<'_>,
    style: &Style,
) -> Result<Chart, ChartError> {
    let naming = Naming::new(scenario, tables, style);
    let insight = Insight { scenario, naming: &naming, style, measured: study.measured };
    match study.method {
        Method::Sobol | Method::Morris => shares::draw(&insight, sensitivity),
        Method::Tornado => tornado::draw(&insight, sensitivity),
    }
}

/// Draws the trade-off between what is moved and what shortfall is removed.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub fn draw_tradeoff(
    (scenario, tables): (&Scenario, &Tables),
    tradeoff: &Tradeoff,
    axis: &Axis<'_>,
    style: &Style,
) -> Result<Chart, ChartError> {
    let naming = Naming::new(scenario, tables, style);
    tradeoff::draw((scenario, &naming), tradeoff, axis, style)
}

/// What all charts of a metric share.
struct Insight<'a> {
    scenario: &'a Scenario,
    naming: &'a Naming<'a>,
    style: &'a Style,
    measured: Measured,
}

impl Insight<'_> {
    /// The metric with its policy: `Lowest adequacy (Differentiated)`.
    fn metric(&self) -> Text {
        let (label, policy) = (self.measure(), self.naming.policy(self.measured.policy()));
        Text::new(format!("{} ({})", label.en, policy.en), format!("{}（{}）", label.zh, policy.zh))
    }

    /// The metric alone, or a number with its member: `Change of Xiaosu Road`.
    fn measure(&self) -> Text {
        match self.measured {
            Measured::Metric(target) => target.metric.label(),
            Measured::Member { pool, row, of, .. } => {
                let member = self.naming.member(self.scenario.pools[pool].over, row);
                let label = of.label();
                Text::new(format!("{} of {member}", label.en), format!("{member}的{}", label.zh))
            }
        }
    }

    /// What a number is called.
    fn label(&self, number: &Number<'_>) -> Text {
        match &number.source {
            Source::Parameter(axis) => axis_label(self.naming, axis),
            Source::Shared(noise) | Source::Members(noise) => {
                self.naming.labelled(&number.label, &number.name, *noise)
            }
        }
    }

    fn page(&self, kind: &str, title: Text) -> Page<'_> {
        Page::open(self.naming, self.style, kind.to_owned(), title)
    }

    /// What values of the metric are told in; `largest` is the largest of them.
    fn values(&self, largest: f64) -> Values {
        values_of((self.scenario, self.naming), (self.measured.pool(), self.measured.counted_in()), largest)
    }
}

/// What values of a metric of a pool are told in.
fn values_of(
    (scenario, naming): (&Scenario, &Naming<'_>),
    (pool, counted_in): (usize, CountedIn),
    largest: f64,
) -> Values {
    let unit = &scenario.pools[pool].unit;
    match counted_in {
        CountedIn::PoolUnit => {
            let measure = Measure::of(unit, largest, naming.language(), &naming.unit(unit));
            // Fractions of a post come up in a shortfall.
            Values::Amount(if *unit == Unit::Posts { measure.of_averages() } else { measure })
        }
        CountedIn::Adequacy => Values::Percent,
        CountedIn::Members | CountedIn::Residents => Values::Plain(0),
        CountedIn::Index => Values::Plain(3),
    }
}

/// What an input is called.
fn axis_label(naming: &Naming<'_>, axis: &Axis<'_>) -> Text {
    match axis.input {
        Input::Parameter(index) => naming.parameter(index),
        Input::Total(pool) => {
            let pool = naming.pool(pool);
            if axis.stratum().is_some() {
                return naming.labelled(&axis.label(), &axis.name, 0);
            }
            Text::new(format!("Total: {}", pool.en), format!("总盘：{}", pool.zh))
        }
        Input::Column(..) => axis.label(),
    }
}

/// How values of a metric are told.
enum Values {
    Amount(Measure),
    Percent,
    Plain(usize),
}

impl Values {
    /// The number that stands on the axis.
    fn measured(&self, value: f64) -> f64 {
        match self {
            Values::Amount(measure) => measure.measured(value),
            Values::Percent => value * 100.0,
            Values::Plain(_) => value,
        }
    }

    /// A number of the axis, for reading.
    fn text(&self, measured: f64) -> String {
        match self {
            Values::Amount(measure) => measure.number(measured),
            Values::Percent => format!("{}%", number(measured, if measured.abs() < 10.0 { 1 } else { 0 })),
            Values::Plain(decimals) => number(measured, *decimals),
        }
    }

    /// A number of the axis with what it is counted in.
    fn amount(&self, measured: f64) -> String {
        match self {
            Values::Amount(measure) => measure.amount(measured),
            Values::Percent | Values::Plain(_) => self.text(measured),
        }
    }

    /// About `count` round numbers of the axis.
    fn ticks(&self, low: f64, high: f64, count: usize) -> Ticks {
        match self {
            Values::Amount(measure) => measure.ticks(low, high, count),
            Values::Percent => Ticks::over(low, high, count, false),
            Values::Plain(decimals) => Ticks::over(low, high, count, *decimals == 0),
        }
    }

    /// The title of an axis.
    fn axis(&self, what: &str, language: Language) -> String {
        match (self, language) {
            (Values::Amount(measure), _) => measure.axis(what),
            (Values::Percent, Language::English) => format!("{what} (%)"),
            (Values::Percent, Language::Chinese) => format!("{what}（%）"),
            (Values::Plain(_), _) => what.to_owned(),
        }
    }
}

/// The room of rows: labels end at its left.
fn rows_area(page: &Page<'_>, labels: f64, after: f64, (count, pitch): (usize, f64)) -> Area {
    let (left, right) = page.sides();
    let top = page.y + 8.0;
    Area { left: left + labels + 10.0, right: right - after, top, bottom: top + count as f64 * pitch }
}
