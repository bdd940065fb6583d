//! What charts of a sweep share: a metric of some policies in each case.

use plotters::style::RGBColor;

use super::Values;
use super::axis_label;
use super::curves;
use super::heat;
use super::values_of;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::Style;
use crate::chart::naming::Naming;
use crate::chart::page::Page;
use crate::chart::palette;
use crate::chart::stem;
use crate::explore::Cases;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::measure::Metric;
use crate::quantity::group_thousands;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// A metric over the cases of a sweep.
#[derive(Clone, Copy)]
pub struct Swept<'a> {
    /// The cases.
    pub cases: &'a Cases<'a>,
    /// Index of the pool.
    pub pool: usize,
    /// The metric.
    pub metric: Metric,
    /// Indices of the policies shown.
    pub policies: &'a [usize],
    /// The value of a policy in a case, in whole units; `None` where there is none.
    pub value: &'a dyn Fn(usize, usize) -> Option<f64>,
}

/// Draws a metric over one varied input as lines, over two as a panel of cells for each policy.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub fn draw_sweep(
    (scenario, tables): (&Scenario, &Tables),
    swept: &Swept<'_>,
    style: &Style,
) -> Result<Chart, ChartError> {
    let naming = Naming::new(scenario, tables, style);
    let picture = SweepPicture { swept, scenario, naming: &naming, style };
    match swept.cases.axes().len() {
        0 | 1 => curves::draw(&picture),
        _ => heat::draw(&picture),
    }
}

/// A sweep with the names of its things.
pub(super) struct SweepPicture<'a> {
    pub(super) swept: &'a Swept<'a>,
    scenario: &'a Scenario,
    pub(super) naming: &'a Naming<'a>,
    pub(super) style: &'a Style,
}

impl SweepPicture<'_> {
    fn all(&self) -> impl Iterator<Item = f64> + '_ {
        let cases = move |policy: &usize| {
            let policy = *policy;
            (0..self.swept.cases.len()).filter_map(move |case| (self.swept.value)(policy, case))
        };
        self.swept.policies.iter().flat_map(cases)
    }

    /// The smallest and the largest value.
    pub(super) fn ends(&self) -> (f64, f64) {
        let (low, high) =
            self.all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if low <= high { (low, high) } else { (0.0, 0.0) }
    }

    pub(super) fn values(&self) -> Values {
        let (low, high) = self.ends();
        let largest = low.abs().max(high.abs());
        values_of((self.scenario, self.naming), (self.swept.pool, self.swept.metric.counted_in()), largest)
    }

    pub(super) fn page(&self) -> Page<'_> {
        let name = stem(self.scenario, self.swept.pool, self.swept.metric.id());
        Page::open(self.naming, self.style, name, self.title())
    }

    pub(super) fn color(&self, policy: usize) -> RGBColor {
        palette::policy(policy, self.scenario.baseline)
    }

    pub(super) fn policy(&self, policy: usize) -> String {
        self.naming.shown(&self.naming.policy(policy)).to_owned()
    }

    pub(super) fn say(&self, en: &str, zh: &str) -> String {
        self.naming.shown(&Text::new(en, zh)).to_owned()
    }

    pub(super) fn metric(&self) -> String {
        self.naming.shown(&self.swept.metric.label()).to_owned()
    }

    /// An input with its unit: `Per resident (yuan per resident)`.
    pub(super) fn axis_title(&self, axis: usize) -> String {
        let axis = &self.swept.cases.axes()[axis];
        let label = self.naming.shown(&axis_label(self.naming, axis)).to_owned();
        let unit = axis.unit().map(|unit| self.naming.shown(&unit).to_owned());
        match (unit, self.naming.language()) {
            (Some(unit), Language::English) => format!("{label} ({unit})"),
            (Some(unit), Language::Chinese) => format!("{label}（{unit}）"),
            (None, _) => label,
        }
    }

    fn title(&self) -> Text {
        let pool = self.naming.pool(self.swept.pool);
        let metric = self.swept.metric.label();
        let axes = self.swept.cases.axes().iter().map(|axis| axis_label(self.naming, axis));
        let axes: Vec<Text> = axes.collect();
        let en: Vec<String> = axes.iter().map(|axis| format!("\"{}\"", axis.en)).collect();
        let zh: Vec<String> = axes.iter().map(|axis| format!("“{}”", axis.zh)).collect();
        Text::new(
            format!("{}: {} by {}", pool.en, metric.en, en.join(" and ")),
            format!("{}：{}随{}的变化", pool.zh, metric.zh, zh.join("、")),
        )
    }

    /// The title, and for each policy where its smallest and largest values come.
    pub(super) fn alt(&self) -> Text {
        let values = self.values();
        let mut text = self.title();
        for policy in self.swept.policies {
            let cases = (0..self.swept.cases.len())
                .filter_map(|case| Some((case, (self.swept.value)(*policy, case)?)));
            let mut cases: Vec<(usize, f64)> = cases.collect();
            cases.sort_by(|one, other| one.1.total_cmp(&other.1));
            let (Some(low), Some(high)) = (cases.first(), cases.last()) else { continue };
            let at = |case: usize| {
                let axes = 0..self.swept.cases.axes().len();
                let values = axes.map(|axis| shown(self.swept.cases.value(case, axis)));
                values.collect::<Vec<_>>().join(", ")
            };
            let amount = |value: f64| values.amount(values.measured(value));
            let name = self.naming.policy(*policy);
            let (least, most) = (amount(low.1), amount(high.1));
            let (first, last) = (at(low.0), at(high.0));
            text.en.push_str(&format!(". {}: from {least} at {first} to {most} at {last}", name.en));
            text.zh.push_str(&format!("。{}：{first}时为{least}，{last}时为{most}", name.zh));
        }
        text.en.push('.');
        text.zh.push('。');
        text
    }
}

/// A value of an input, for reading.
pub(super) fn shown(value: f64) -> String {
    group_thousands(&number_text(value)).replace('-', "−")
}
