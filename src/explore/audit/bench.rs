//! What an audit tries out: the formulas of a scenario and its awards, with some facts changed.

use std::sync::Arc;

use crate::claim::Facts;
use crate::claim::Inputs;
use crate::explore::Change;
use crate::explore::Detail;
use crate::explore::Trial;
use crate::formula::Column;
use crate::formula::Values;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::Unit;
use crate::quantity::group_thousands;
use crate::scenario::PlacedFormula;
use crate::scenario::Scenario;

/// What part of a share a formula is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A factor, by its index.
    Factor(usize),
    /// The floor.
    Floor,
    /// The cap.
    Cap,
    /// The need, where the rule looks at it.
    Need,
}

/// A formula that an award comes from.
#[derive(Clone, Copy, Debug)]
pub struct Component<'t> {
    /// Index of the policy.
    pub policy: usize,
    /// Index of the pool.
    pub pool: usize,
    /// What part of the share it is.
    pub part: Part,
    /// The formula.
    pub formula: &'t PlacedFormula,
    /// What it rests on.
    pub inputs: &'t Inputs,
}

impl Component<'_> {
    /// What it is called: «factor size», «floor».
    pub fn label(&self, scenario: &Scenario) -> Text {
        match self.part {
            Part::Factor(index) => {
                let label = &scenario.policies[self.policy].shares[self.pool].factors[index].label;
                Text::new(format!("factor «{}»", label.en), format!("因素“{}”", label.zh))
            }
            Part::Floor => Text::new("floor", "保底"),
            Part::Cap => Text::new("cap", "封顶"),
            Part::Need => Text::new("standard of need", "标准支出"),
        }
    }
}

/// A trial with what an audit asks of it again and again.
pub struct Bench<'t, 'a> {
    pub trial: &'t Trial<'a>,
    /// The baseline's award of every row of each pool's table, in whole units.
    baselines: Vec<Vec<f64>>,
}

impl<'t, 'a> Bench<'t, 'a> {
    pub fn new(trial: &'t Trial<'a>) -> Self {
        let scenario = trial.scenario();
        let by_row = |(pool, spec): (usize, &crate::scenario::Pool)| {
            let result = &trial.outcome().pools[pool];
            let mut awards = vec![f64::NAN; trial.tables().tables[spec.over].rows()];
            for (row, award) in result.rows.iter().zip(result.baseline_awards()) {
                awards[*row as usize] = spec.unit.whole(*award);
            }
            awards
        };
        Bench { trial, baselines: scenario.pools.iter().enumerate().map(by_row).collect() }
    }

    pub fn scenario(&self) -> &'a Scenario {
        self.trial.scenario()
    }

    /// The pools that are shared out.
    pub fn pools(&self) -> impl Iterator<Item = usize> {
        let pools = self.scenario().pools.iter().enumerate();
        pools.filter(|(_, pool)| !pool.is_combined()).map(|(index, _)| index)
    }

    /// The formulas that the awards of a policy on a pool come from.
    pub fn components(&self, policy: usize, pool: usize) -> Vec<Component<'t>>
    where
        'a: 't,
    {
        let scenario: &'t Scenario = self.trial.scenario();
        let share = &scenario.policies[policy].shares[pool];
        let reach = &self.trial.reach().pools[pool];
        let of_share = &reach.shares[policy];
        let component = |part, formula, inputs| Component { policy, pool, part, formula, inputs };
        let factors = share.factors.iter().zip(&of_share.factors).enumerate();
        let mut all: Vec<Component<'t>> = factors
            .map(|(index, (factor, inputs))| component(Part::Factor(index), &factor.amount, inputs))
            .collect();
        all.extend(share.floor.as_ref().map(|floor| component(Part::Floor, floor, &of_share.floor)));
        all.extend(share.cap.as_ref().map(|cap| component(Part::Cap, cap, &of_share.cap)));
        if share.rule.needs_needs() {
            let need = scenario.pools[pool].need.as_ref();
            all.extend(need.map(|need| component(Part::Need, &need.formula, &reach.need)));
        }
        all
    }

    /// The facts with a change; `None` where a column cannot be computed then.
    pub fn facts(&self, change: &Change) -> Option<Facts<'a>> {
        self.trial.facts().with(change, &change.inputs(), self.trial.reach()).ok()
    }

    /// A formula's values for some rows under changed facts; `None` where it cannot be evaluated.
    pub fn values(&self, component: &Component<'_>, facts: &Facts<'a>, rows: &[u32]) -> Option<Vec<f64>> {
        let is_baseline = component.policy == self.scenario().baseline;
        let baseline = (!is_baseline).then(|| self.baselines[component.pool].as_slice());
        facts.under(component.policy).numbers(component.formula, rows, baseline).ok()
    }

    /// A member's award before rounding, in whole units, with a change; `None` where the pool cannot be shared out
    /// then, or the member does not take part.
    pub fn exact(&self, change: &Change, policy: usize, pool: usize, row: usize) -> Option<f64> {
        let outcome = self.trial.run(change, Detail::Exact).ok()?;
        let result = &outcome.pools[pool];
        let member = result.rows.binary_search(&(row as u32)).ok()?;
        Some(result.policies[policy].shared.exact[member])
    }

    /// The numbers of a column of a file, one a row; `None` of a column of another kind or with blanks among the
    /// rows.
    pub fn numbers(&self, table: usize, column: usize, rows: &[u32]) -> Option<Vec<f64>> {
        let (_, column) = self.trial.tables().tables[table].columns.get_index(column)?;
        rows.iter().map(|row| column.column.number(*row as usize)).collect()
    }

    /// What a column is called for reading: its title in the data package, else its heading.
    pub fn column_label(&self, table: usize, column: usize) -> Text {
        match self.trial.tables().tables[table].columns.get_index(column) {
            Some((heading, column)) => column.title.clone().unwrap_or_else(|| Text::same(heading)),
            None => Text::default(),
        }
    }

    /// A change of one column: `alter` gives each row's new number from its row and old number.
    pub fn altered(&self, table: usize, column: usize, alter: impl Fn(usize, f64) -> f64) -> Change {
        let mut change = Change::default();
        let Some((_, old)) = self.trial.tables().tables[table].columns.get_index(column) else {
            return change;
        };
        if let Values::Number(numbers) = &old.column.values {
            let altered = numbers.iter().enumerate().map(|(row, number)| alter(row, *number)).collect();
            let mut new = Column::numbers(altered);
            new.blanks.clone_from(&old.column.blanks);
            change.columns.push(((table, column), Arc::new(new)));
        }
        change
    }
}

/// An amount of a pool for reading: `8,000 yuan`, `0.31 posts`.
pub fn amount_text(unit: &Unit, amount: f64) -> Text {
    let decimals: i32 = if *unit != Unit::Posts && amount.abs() >= 100.0 { 0 } else { 2 };
    let scale = 10_f64.powi(decimals);
    let number = group_thousands(&number_text((amount * scale).round() / scale));
    let label = unit.label();
    Text::new(format!("{number} {}", label.en), format!("{number} {}", label.zh))
}

/// A share in percent for reading.
pub fn share_text(share: f64) -> String {
    let decimals: i32 = if share.abs() >= 0.1 { 0 } else { 1 };
    let scale = 10_f64.powi(decimals);
    format!("{}%", number_text((share * 100.0 * scale).round() / scale))
}
