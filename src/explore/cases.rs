//! Cases: the values that some inputs take together, as a full grid or as a list.

mod grid;

use super::axis::Axis;
use super::path;
use crate::claim::Change;
use crate::formula::Type;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::scenario::Scenario;
use crate::table::Table;

/// The most cases of one sweep.
pub const MOST_CASES: usize = 100_000_000;

/// Cases over some axes, numbered from 0.
#[derive(Clone, Debug)]
pub struct Cases<'a> {
    axes: Vec<Axis<'a>>,
    values: Values,
    count: usize,
}

#[derive(Clone, Debug)]
enum Values {
    /// The values of each axis; every combination is a case, the last axis varying fastest.
    Grid(Vec<Vec<f64>>),
    /// The values of each axis, one per case.
    List(Vec<Vec<f64>>),
}

impl<'a> Cases<'a> {
    /// A full grid from texts such as `per_head=10:40:5` (from, to, step, in exact decimals) or `base=0,20000`.
    ///
    /// # Errors
    /// Everything that is wrong in them: unknown names, a name twice, values outside a parameter's range.
    pub fn grid(scenario: &'a Scenario, texts: &[String]) -> Result<Cases<'a>, Problems> {
        let mut problems = Problems::default();
        let (mut axes, mut values) = (Vec::<Axis<'a>>::new(), Vec::new());
        for text in texts {
            match grid::parse(scenario, text) {
                Ok((axis, _)) if axes.iter().any(|known| known.clashes(&axis)) => {
                    problems.push(twice(text, &axis));
                }
                Ok((axis, own)) => {
                    let wrong =
                        own.iter().find_map(|value| axis.choose(&mut Change::default(), *value).err());
                    problems.0.extend(wrong);
                    axes.push(axis);
                    values.push(own);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let count = values.iter().try_fold(1_usize, |count, own| count.checked_mul(own.len()));
        let count = count.filter(|count| *count <= MOST_CASES).unwrap_or_else(|| {
            problems.push(too_many(&texts.join(" ")));
            0
        });
        problems.or(Cases { axes, values: Values::Grid(values), count })
    }

    /// A case for each row of a table whose columns are names of axes; `id` and `name` are labels.
    ///
    /// # Errors
    /// Columns that name nothing or the same twice, blanks and texts, and values that cannot be chosen.
    pub fn list(scenario: &'a Scenario, table: &Table) -> Result<Cases<'a>, Problems> {
        let mut problems = Problems::default();
        let (mut axes, mut values) = (Vec::<Axis<'a>>::new(), Vec::new());
        let varied = table.columns.iter().filter(|(name, _)| !matches!(name.as_str(), "id" | "name"));
        for (name, column) in varied {
            let axis = match Axis::parse(scenario, name) {
                Ok(axis) if axes.iter().any(|known| known.clashes(&axis)) => {
                    problems.push(Problem { place: table.place(0, name), ..twice(name, &axis) });
                    continue;
                }
                Ok(axis) => axis,
                Err(problem) => {
                    problems.push(Problem { place: heading(table, name), ..problem });
                    continue;
                }
            };
            let mut own = Vec::with_capacity(table.rows());
            for row in 0..table.rows() {
                let Some(value) = column.column.number(row) else {
                    problems.push(no_number(table, row, name, column.column.kind()));
                    continue;
                };
                if let Err(problem) = axis.choose(&mut Change::default(), value) {
                    problems.push(Problem { place: table.place(row, name), ..problem });
                }
                own.push(value);
            }
            axes.push(axis);
            values.push(own);
        }
        if table.columns.keys().all(|name| matches!(name.as_str(), "id" | "name")) {
            let found = ("no column names anything to vary", "没有任何列是变动项");
            problems.push(Problem::new(heading(table, ""), found.0, found.1).remedy(
                "name a column after a parameter, such as per_head",
                "请以参数名作列名，如 per_head",
            ));
        }
        problems.or(Cases { axes, values: Values::List(values), count: table.rows() })
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What is varied, in the order given.
    pub fn axes(&self) -> &[Axis<'a>] {
        &self.axes
    }

    /// The different values of an axis, in the order given; of a list, ascending.
    pub fn values(&self, axis: usize) -> Vec<f64> {
        match &self.values {
            Values::Grid(values) => values[axis].clone(),
            Values::List(values) => {
                let mut values = values[axis].clone();
                values.sort_by(f64::total_cmp);
                values.dedup();
                values
            }
        }
    }

    /// The value of an axis in a case.
    pub fn value(&self, case: usize, axis: usize) -> f64 {
        match &self.values {
            Values::Grid(values) => {
                let faster: usize = values[axis + 1..].iter().map(Vec::len).product();
                values[axis][case / faster % values[axis].len()]
            }
            Values::List(values) => values[axis][case],
        }
    }

    /// The change that a case is.
    ///
    /// # Errors
    /// Never for a case of a checked list: every value has been tried on its axis.
    pub fn change(&self, case: usize) -> Result<Change, Problem> {
        let mut change = Change::default();
        for (place, axis) in self.axes.iter().enumerate() {
            axis.choose(&mut change, self.value(case, place))?;
        }
        Ok(change)
    }
}

fn heading(table: &Table, name: &str) -> crate::problem::Place {
    crate::problem::Place::Cell { file: table.shown.clone(), line: 1, column: name.to_owned() }
}

fn no_number(table: &Table, row: usize, name: &str, kind: Type) -> Problem {
    let found = match kind {
        Type::Number => Text::new(format!("`{name}` is blank"), format!("`{name}` 为空")),
        Type::Text | Type::Truth => {
            Text::new(format!("`{name}` is not a number"), format!("`{name}` 不是数"))
        }
    };
    Problem { place: table.place(row, name), found, remedy: None }.remedy("write a number", "请填写数")
}

fn twice(text: &str, axis: &Axis<'_>) -> Problem {
    let found = Text::new(format!("`{}` is varied twice", axis.name), format!("`{}` 重复变动", axis.name));
    path::problem(text, found).remedy("name each input once", "每个变动项只写一次")
}

fn too_many(text: &str) -> Problem {
    let found = Text::new(format!("more than {MOST_CASES} cases"), format!("算例超过 {MOST_CASES} 个"));
    path::problem(text, found).remedy("take larger steps, or fewer inputs", "请加大步长或减少变动项")
}

#[cfg(test)]
mod tests;
