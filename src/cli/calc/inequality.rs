//! `junheng calc inequality`: every index of a column.

use std::path::PathBuf;

use indexmap::IndexMap;
use serde::Serialize;

use super::input::Input;
use super::input::write_json;
use crate::cli::Failure;
use crate::formula::number_text;
use crate::language::Text;
use crate::measure::inequality::Distribution;
use crate::measure::inequality::InequalityError;
use crate::problem::Problem;
use crate::table::Key;

/// A worked example, by hand: the mean difference of 1 to 5 gives a Gini index of 4/15.
pub const EXAMPLE: &str = "Example (by hand: Gini 4/15, Hoover 1/5):
  printf 'value\\n1\\n2\\n3\\n4\\n5\\n' | junheng calc inequality -
  gives \"gini\": 0.2666… and \"hoover\": 0.2.";

/// Arguments of `calc inequality`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The column of values, per head where there are weights.
    #[arg(long, value_name = "C", default_value = "value")]
    value: String,
    /// The column of weights, such as population.
    #[arg(long, value_name = "C")]
    weight: Option<String>,
    /// Aversions ε of the Atkinson index.
    #[arg(long, value_name = "E,...", value_delimiter = ',', default_value = "0.5,1,2")]
    atkinson: Vec<f64>,
    /// Parameters α of the generalized entropy.
    #[arg(
        long,
        value_name = "A,...",
        value_delimiter = ',',
        default_value = "-1,2",
        allow_hyphen_values = true
    )]
    entropy: Vec<f64>,
    /// Percentile ratios (inverse distribution function).
    #[arg(long, value_name = "P/Q,...", value_delimiter = ',', default_value = "90/10,80/20")]
    percentiles: Vec<String>,
    /// A CSV file; - for standard input.
    file: PathBuf,
}

#[derive(Serialize)]
struct Indices {
    gini: Option<f64>,
    theil_t: Option<f64>,
    theil_l: Option<f64>,
    hoover: Option<f64>,
    cv: Option<f64>,
    palma: Option<f64>,
    s80_s20: Option<f64>,
    atkinson: IndexMap<String, Option<f64>>,
    generalized_entropy: IndexMap<String, Option<f64>>,
    percentile_ratio: IndexMap<String, Option<f64>>,
}

/// Runs `calc inequality`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut required = vec![arguments.value.as_str()];
    required.extend(arguments.weight.as_deref());
    let input = Input::read(&arguments.file, Key::None, &required, None)?;
    let values = input.numbers(&arguments.value, None)?.unwrap_or_default();
    let weights = match &arguments.weight {
        Some(column) => input.numbers(column, None)?,
        None => None,
    };
    let found =
        Distribution::new(&values, weights.as_deref()).map_err(|error| refusal(&input, arguments, error))?;
    let mut ratios = IndexMap::new();
    for text in &arguments.percentiles {
        let (upper, lower) = percentiles(&input, text)?;
        ratios.insert(text.clone(), found.percentile_ratio(upper, lower));
    }
    write_json(&Indices {
        gini: found.gini(),
        theil_t: found.theil_t(),
        theil_l: found.theil_l(),
        hoover: found.hoover(),
        cv: found.cv(),
        palma: found.palma(),
        s80_s20: found.s80_s20(),
        atkinson: arguments.atkinson.iter().map(|e| (number_text(*e), found.atkinson(*e))).collect(),
        generalized_entropy: arguments
            .entropy
            .iter()
            .map(|a| (number_text(*a), found.generalized_entropy(*a)))
            .collect(),
        percentile_ratio: ratios,
    })
}

fn percentiles(input: &Input, text: &str) -> Result<(f64, f64), Problem> {
    let read = || {
        let (upper, lower) = text.split_once('/')?;
        let (upper, lower) = (upper.trim().parse::<f64>().ok()?, lower.trim().parse::<f64>().ok()?);
        let range = 0.0..=100.0;
        (range.contains(&upper) && range.contains(&lower)).then_some((upper, lower))
    };
    read().ok_or_else(|| {
        input
            .problem(Text::new(
                format!("`{text}` is no ratio of percentiles"),
                format!("`{text}` 不是百分位之比"),
            ))
            .remedy("write for instance 90/10", "例如写 90/10")
    })
}

fn refusal(input: &Input, arguments: &Arguments, error: InequalityError) -> Problem {
    let mut problem = input.problem(error.text());
    match error {
        InequalityError::BadValue { place, .. } => problem.place = input.place(place, &arguments.value),
        InequalityError::BadWeight { place, .. } => {
            problem.place = input.place(place, arguments.weight.as_deref().unwrap_or_default());
        }
        _ => {}
    }
    problem
}
