//! One input of a scenario that can be varied, by the name that a person gives it.

use super::path;
use crate::claim::Change;
use crate::claim::Input;
use crate::formula::number_text;
use crate::language::Text;
use crate::problem::Problem;
use crate::quantity::Unit;
use crate::scenario::Parameter;
use crate::scenario::Pool;
use crate::scenario::Scenario;

/// A parameter, the year, or a pool's total.
#[derive(Clone, Debug)]
pub struct Axis<'a> {
    /// The name as given.
    pub name: String,
    /// What it varies.
    pub input: Input,
    scenario: &'a Scenario,
}

impl<'a> Axis<'a> {
    /// Reads a name: a parameter's (`per_head`, or `parameters.per_head.value`), `year`, or a pool's total
    /// (`pools.operating.money`, `pools.posts.posts`, `pools.rooms.quantity`).
    ///
    /// # Errors
    /// What is unknown, and which names are near; the total of a pool that is kept in strata.
    pub fn parse(scenario: &'a Scenario, name: &str) -> Result<Axis<'a>, Problem> {
        let keys = path::split(name.trim());
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let input = match keys.as_slice() {
            ["pools", pool, key] => Input::Total(total(scenario, name, pool, key)?),
            ["parameters", parameter] | ["parameters", parameter, "value"] | [parameter] => {
                Input::Parameter(parameter_index(scenario, name, parameter)?)
            }
            _ => {
                let found =
                    Text::new(format!("`{name}` cannot be varied"), format!("`{name}` 不能作为变动项"));
                return Err(path::problem(name, found).remedy(
                    "name a parameter, `year`, or a pool's total such as pools.operating.money",
                    "请写参数名、`year` 或总盘数额，如 pools.operating.money",
                ));
            }
        };
        Ok(Axis { name: name.trim().to_owned(), input, scenario })
    }

    /// The parameter of an index in the scenario, by its own name.
    pub fn of_parameter(scenario: &'a Scenario, index: usize) -> Axis<'a> {
        Axis { name: scenario.parameters[index].name.clone(), input: Input::Parameter(index), scenario }
    }

    /// The parameter, if it is one.
    pub fn parameter(&self) -> Option<&'a Parameter> {
        match self.input {
            Input::Parameter(index) => self.scenario.parameters.get(index),
            Input::Total(_) | Input::Column(..) => None,
        }
    }

    /// The pool whose total it is, if it is one.
    pub fn pool(&self) -> Option<&'a Pool> {
        match self.input {
            Input::Total(index) => self.scenario.pools.get(index),
            Input::Parameter(_) | Input::Column(..) => None,
        }
    }

    /// The value that the scenario has.
    pub fn value(&self) -> f64 {
        match (self.parameter(), self.pool()) {
            (Some(parameter), _) => parameter.value,
            (None, Some(pool)) => pool.unit.whole(pool.total),
            (None, None) => f64::NAN,
        }
    }

    /// What a reader calls it.
    pub fn label(&self) -> Text {
        match (self.parameter(), self.pool()) {
            (Some(parameter), _) => parameter.label.clone(),
            (None, Some(pool)) => {
                Text::new(format!("Total: {}", pool.label.en), format!("总盘：{}", pool.label.zh))
            }
            (None, None) => Text::same(&self.name),
        }
    }

    /// What it is counted in.
    pub fn unit(&self) -> Option<Text> {
        match (self.parameter(), self.pool()) {
            (Some(parameter), _) => parameter.unit.clone(),
            (None, pool) => pool.map(|pool| pool.unit.label()),
        }
    }

    /// The smallest and the largest value that a person may choose; of a total, more than nothing.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.parameter().and_then(|parameter| parameter.range)
    }

    /// Puts a value into a change, whatever the parameter's range; a total is rounded to the pool's parts.
    ///
    /// # Errors
    /// A value that is not finite, a year that is not whole, a total that shares nothing out or is beyond what
    /// is exact.
    pub fn set(&self, change: &mut Change, value: f64) -> Result<(), Problem> {
        let fits = value.is_finite() && (self.input != Input::Parameter(0) || value.fract() == 0.0);
        match (self.input, self.pool()) {
            (Input::Parameter(index), _) if fits => {
                change.parameters.retain(|(known, _)| *known != index);
                change.parameters.push((index, value));
                Ok(())
            }
            (Input::Total(index), Some(pool)) if fits => {
                let parts = (value * pool.unit.parts() as f64).round();
                if !(1.0..=crate::quantity::LARGEST as f64).contains(&parts) || (parts as i64) < pool.step {
                    return Err(self.refusal(value));
                }
                change.totals.retain(|(known, _)| *known != index);
                change.totals.push((index, parts as i64));
                Ok(())
            }
            _ => Err(self.refusal(value)),
        }
    }

    /// As [`Axis::set`] for a value that a person chooses, so that a parameter's range holds.
    ///
    /// # Errors
    /// As [`Axis::set`], and a value outside the range.
    pub fn choose(&self, change: &mut Change, value: f64) -> Result<(), Problem> {
        if let Some((least, most)) = self.range().filter(|(least, most)| !(*least..=*most).contains(&value)) {
            let shown = number_text(value);
            let found = Text::new(
                format!("`{}` is {shown}, outside its range", self.name),
                format!("`{}` 的值 {shown} 超出范围", self.name),
            );
            let (least, most) = (number_text(least), number_text(most));
            return Err(path::problem(&format!("{}={shown}", self.name), found).remedy(
                format!("choose a value from {least} to {most}, or widen the range"),
                format!("取 {least} 到 {most} 之间的值，或放宽范围"),
            ));
        }
        self.set(change, value)
    }

    fn refusal(&self, value: f64) -> Problem {
        let shown = number_text(value);
        let found = Text::new(
            format!("`{}` cannot be {shown}", self.name),
            format!("`{}` 不能为 {shown}", self.name),
        );
        let problem = path::problem(&format!("{}={shown}", self.name), found);
        match self.pool() {
            Some(_) => problem.remedy("choose a total of at least one step", "总额至少为一个步长"),
            None if self.input == Input::Parameter(0) => {
                problem.remedy("choose a whole year", "年度须为整数")
            }
            None => problem.remedy("choose a finite number", "请取有限的数"),
        }
    }
}

fn parameter_index(scenario: &Scenario, text: &str, name: &str) -> Result<usize, Problem> {
    let names: Vec<&str> = scenario.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    path::find(text, &Text::new("parameter", "参数"), name, &names)
}

fn total(scenario: &Scenario, text: &str, pool: &str, key: &str) -> Result<usize, Problem> {
    let ids: Vec<&str> = scenario.pools.iter().map(|pool| pool.id.as_str()).collect();
    let index = path::find(text, &Text::new("pool", "总盘"), pool, &ids)?;
    let pool = &scenario.pools[index];
    let own = match pool.unit {
        Unit::Money => "money",
        Unit::Posts => "posts",
        Unit::Other(_) => "quantity",
    };
    path::find(text, &Text::new("key of a pool", "总盘的键"), key, &[own])?;
    if pool.strata.is_some() {
        let found = Text::new(
            format!("the total of pool `{}` is the sum of its strata", pool.id),
            format!("总盘 `{}` 的总额是各分盘之和", pool.id),
        );
        return Err(path::problem(text, found).remedy(
            "vary a parameter, or compare scenarios with other totals of the strata",
            "请改变参数，或另写分盘总额不同的情景比较",
        ));
    }
    Ok(index)
}
