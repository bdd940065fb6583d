//! One input of a scenario that can be varied, by the name that a person gives it.

mod strata;

use super::path;
use crate::claim::Change;
use crate::claim::Input;
use crate::formula::number_text;
use crate::language::Text;
use crate::problem::Problem;
use crate::quantity::LARGEST;
use crate::quantity::Unit;
use crate::scenario::Parameter;
use crate::scenario::Pool;
use crate::scenario::Scenario;

/// A parameter, the year, a pool's total, or the total of one of its strata.
#[derive(Clone, Debug)]
pub struct Axis<'a> {
    /// The name as given.
    pub name: String,
    /// What it varies.
    pub input: Input,
    /// The place of the stratum, where it is the total of one alone.
    stratum: Option<usize>,
    scenario: &'a Scenario,
}

impl<'a> Axis<'a> {
    /// Reads a name: a parameter's (`per_head`, or `parameters.per_head.value`), `year`, or a pool's total
    /// (`pools.operating.money`, `pools.posts.posts`, `pools.rooms.quantity`). The total of a pool that is kept in
    /// strata is theirs in proportion; one of them by itself is `pools.posts.strata.totals.township`.
    ///
    /// # Errors
    /// What is unknown, and which names are near; the total of a pool that adds up others.
    pub fn parse(scenario: &'a Scenario, name: &str) -> Result<Axis<'a>, Problem> {
        let keys = path::split(name.trim());
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut stratum = None;
        let input = match keys.as_slice() {
            ["pools", pool, key] => Input::Total(total(scenario, name, pool, key)?),
            ["pools", pool, "strata", "totals", part] => {
                let pool = pool_index(scenario, name, pool)?;
                stratum = Some(stratum_index(scenario, name, pool, part)?);
                Input::Total(pool)
            }
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
        Ok(Axis { name: name.trim().to_owned(), input, stratum, scenario })
    }

    /// The parameter of an index in the scenario, by its own name.
    pub fn of_parameter(scenario: &'a Scenario, index: usize) -> Axis<'a> {
        Axis {
            name: scenario.parameters[index].name.clone(),
            input: Input::Parameter(index),
            stratum: None,
            scenario,
        }
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

    /// The stratum whose total it is, if it is that of one alone: its name.
    pub fn stratum(&self) -> Option<&'a str> {
        Some(self.pool()?.strata.as_ref()?.totals.get(self.stratum?)?.0.as_str())
    }

    /// Whether a change cannot hold values of both: they are the same input, or a total and a part of it.
    pub fn clashes(&self, other: &Axis<'_>) -> bool {
        self.input == other.input
            && (self.stratum == other.stratum || self.stratum.is_none() || other.stratum.is_none())
    }

    /// What each stratum comes to, in whole units, where the total of their pool takes a value; nothing where the
    /// input is no total of a pool in strata.
    pub fn strata(&self, value: f64) -> Vec<(&'a str, f64)> {
        let mut change = Change::default();
        let (Some(pool), Ok(())) = (self.pool(), self.set(&mut change, value)) else { return Vec::new() };
        let names = pool.strata.iter().flat_map(|strata| &strata.totals).map(|(name, _)| name.as_str());
        let totals = change.strata.into_iter().flat_map(|(_, totals)| totals);
        names.zip(totals.map(|total| pool.unit.whole(total))).collect()
    }

    /// The value that the scenario has.
    pub fn value(&self) -> f64 {
        let stratum = |pool: &Pool| Some(pool.strata.as_ref()?.totals.get(self.stratum?)?.1);
        match (self.parameter(), self.pool()) {
            (Some(parameter), _) => parameter.value,
            (None, Some(pool)) => pool.unit.whole(stratum(pool).unwrap_or(pool.total)),
            (None, None) => f64::NAN,
        }
    }

    /// What a reader calls it.
    pub fn label(&self) -> Text {
        match (self.parameter(), self.pool()) {
            (Some(parameter), _) => parameter.label.clone(),
            (None, Some(pool)) => match self.stratum() {
                Some(stratum) => Text::new(
                    format!("Total of stratum {stratum}: {}", pool.label.en),
                    format!("分盘 {stratum}：{}", pool.label.zh),
                ),
                None => Text::new(format!("Total: {}", pool.label.en), format!("总盘：{}", pool.label.zh)),
            },
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
                if !(1.0..=LARGEST as f64).contains(&parts) || (parts as i64) < pool.step {
                    return Err(self.refusal(value));
                }
                self.set_total(change, (index, pool), parts as i64).ok_or_else(|| self.refusal(value))
            }
            _ => Err(self.refusal(value)),
        }
    }

    /// Puts a total, in parts, into a change, with those of the strata; `None` where it is beyond what is exact.
    fn set_total(&self, change: &mut Change, (index, pool): (usize, &Pool), parts: i64) -> Option<()> {
        let mut total = parts;
        if let Some(strata) = &pool.strata {
            let totals = match self.stratum {
                None => strata::in_proportion(pool, strata, parts)?,
                Some(stratum) => {
                    let known = change.strata.iter().find(|(known, _)| *known == index);
                    let own = || strata.totals.iter().map(|(_, total)| *total).collect();
                    let mut totals: Vec<i64> = known.map_or_else(own, |(_, totals)| totals.clone());
                    totals[stratum] = parts;
                    total = totals.iter().sum();
                    totals
                }
            };
            change.strata.retain(|(known, _)| *known != index);
            change.strata.push((index, totals));
        }
        change.totals.retain(|(known, _)| *known != index);
        change.totals.push((index, total));
        (total <= LARGEST).then_some(())
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
    let names = scenario.parameters.iter().map(|parameter| parameter.name.as_str());
    path::find(text, ("parameter", "参数"), name, names)
}

fn pool_index(scenario: &Scenario, text: &str, pool: &str) -> Result<usize, Problem> {
    path::find(text, ("pool", "总盘"), pool, scenario.pools.iter().map(|pool| pool.id.as_str()))
}

fn stratum_index(scenario: &Scenario, text: &str, pool: usize, name: &str) -> Result<usize, Problem> {
    let strata = scenario.pools[pool].strata.iter().flat_map(|strata| &strata.totals);
    path::find(text, ("stratum", "分盘"), name, strata.map(|(name, _)| name.as_str()))
}

fn total(scenario: &Scenario, text: &str, pool: &str, key: &str) -> Result<usize, Problem> {
    let index = pool_index(scenario, text, pool)?;
    let pool = &scenario.pools[index];
    let own = match pool.unit {
        Unit::Money => "money",
        Unit::Posts => "posts",
        Unit::Other(_) => "quantity",
    };
    path::find(text, ("key of a pool", "总盘的键"), key, [own])?;
    if pool.is_combined() {
        let found = Text::new(
            format!("the total of pool `{}` is the sum of the pools that it adds up", pool.id),
            format!("总盘 `{}` 的总额是其所含各总盘之和", pool.id),
        );
        let parts: Vec<&str> = pool.combines.iter().map(|part| scenario.pools[*part].id.as_str()).collect();
        return Err(path::problem(text, found).remedy(
            format!("vary the total of one of those: {}", parts.join(", ")),
            format!("请改变其中某一总盘的总额：{}", parts.join("、")),
        ));
    }
    Ok(index)
}
