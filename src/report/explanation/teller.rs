//! Follows the formulas of one member, and gathers the figures that they start from.

use super::Calculation;
use super::Figure;
use crate::claim::Facts;
use crate::formula::LeafKind;
use crate::formula::number_text;
use crate::language::Text;
use crate::problem::Problem;
use crate::report::tables::Case;
use crate::scenario::Derivation;
use crate::scenario::PlacedFormula;
use crate::scenario::ServiceColumn;
use crate::table::Origin;

/// Follows the formulas of one member and gathers the figures they start from.
pub(super) struct Teller<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) case: &'a Case<'a>,
    pub(super) row: usize,
    pub(super) figures: Vec<Figure>,
}

impl Teller<'_> {
    pub(super) fn optional(
        &mut self,
        formula: Option<&PlacedFormula>,
    ) -> Result<Option<Calculation>, Problem> {
        formula.map(|formula| self.calculate(formula)).transpose()
    }

    pub(super) fn calculate(&mut self, formula: &PlacedFormula) -> Result<Calculation, Problem> {
        let baseline = self.baseline();
        let is_baseline = self.case.index == self.case.result.baseline;
        let trace = self
            .facts
            .trace(formula, self.row, (!is_baseline).then_some(&baseline))
            .map_err(|problem| formula.problem(self.facts.scenario, self.facts.tables, &problem))?;
        for leaf in &trace.leaves {
            let value = leaf.value.to_string();
            self.figure(&leaf.name, value, leaf.kind)?;
        }
        Ok(Calculation {
            formula: formula.formula.text().to_owned(),
            substituted: trace.substituted,
            on_the_way: trace.steps.iter().map(|step| (step.text.clone(), step.value.to_string())).collect(),
            value: match trace.value {
                crate::formula::TraceValue::Number(number) => number,
                _ => f64::NAN,
            },
        })
    }

    /// The baseline's award of every row of the table, in whole units.
    fn baseline(&self) -> Vec<f64> {
        let mut baseline = vec![f64::NAN; self.case.table.rows()];
        for (row, award) in self.case.result.rows.iter().zip(self.case.result.baseline_awards()) {
            baseline[*row as usize] = self.case.pool.unit.whole(*award);
        }
        baseline
    }

    /// A figure that is computed, and what it is computed from.
    fn derived_figure(&mut self, name: &str, value: String, from: &Derivation) -> Result<(), Problem> {
        let (place, origin) = match from {
            Derivation::Formula(formula) => {
                (format!("= {}", formula.formula.text()), Text::new("derived", "由公式得出"))
            }
            Derivation::Services(_) => ("services".to_owned(), Text::new("service catalogue", "服务目录")),
        };
        self.figures.push(Figure { name: name.to_owned(), value, place, origin });
        match from {
            Derivation::Formula(formula) => {
                self.calculate(formula)?;
            }
            Derivation::Services(column) => self.items(*column),
        }
        Ok(())
    }

    /// The items of the service catalogue that make up one of its columns.
    fn items(&mut self, column: ServiceColumn) {
        let Some(services) = self.facts.services() else { return };
        for (item, drivers) in services.items.iter().zip(self.facts.drivers()) {
            let units = drivers[self.row];
            let amount = column.amount(item, units);
            if amount == 0.0 {
                continue;
            }
            let label = &item.label;
            let per = item.per.formula.text();
            self.figures.push(Figure {
                name: format!("  {}: {}", column.name(), item.id),
                value: number_text(amount),
                place: format!("{per} = {}", number_text(units)),
                origin: Text::new(
                    format!("{} ({})", label.en, item.department),
                    format!("{}（{}）", label.zh, item.department),
                ),
            });
        }
    }

    fn figure(&mut self, name: &str, value: String, kind: LeafKind) -> Result<(), Problem> {
        if self.figures.iter().any(|figure| figure.name == name) {
            return Ok(());
        }
        let scenario = self.facts.scenario;
        let bare = name.trim_matches('`');
        let figure = match kind {
            LeafKind::Parameter => {
                let parameter = scenario.parameters.iter().find(|parameter| parameter.name == bare);
                let stated = parameter.and_then(|parameter| parameter.source.clone());
                let origin = stated.unwrap_or_else(|| Text::new("no source stated", "未注明来源"));
                Figure { name: name.to_owned(), value, place: "parameter".to_owned(), origin }
            }
            LeafKind::Column => {
                let table = self.case.table;
                let derived = &scenario.tables[self.case.pool.over].derived;
                if let Some(column) = derived.iter().find(|column| column.name == bare) {
                    return self.derived_figure(name, value, &column.from.clone());
                }
                let origin = table.columns.get(bare).map_or(Origin::Unstated, |column| column.origin);
                let place = table.place(self.row, bare).to_string();
                Figure { name: name.to_owned(), value, place, origin: origin.label() }
            }
            LeafKind::Parent => {
                let origin = Text::new("from the parent", "取自上级");
                Figure { name: name.to_owned(), value, place: "parent".to_owned(), origin }
            }
            LeafKind::Aggregate => {
                let origin = Text::new("over many rows", "汇总多行");
                Figure { name: name.to_owned(), value, place: "aggregate".to_owned(), origin }
            }
            LeafKind::Baseline => {
                let origin = Text::new("the baseline's award", "基准方案的分配额");
                Figure { name: name.to_owned(), value, place: "baseline".to_owned(), origin }
            }
        };
        self.figures.push(figure);
        Ok(())
    }
}
