//! `junheng calc apportion`: whole posts to weights.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::input::Input;
use super::input::write_csv;
use super::input::write_json;
use crate::allocate::Rounding;
use crate::allocate::TiePolicy;
use crate::allocate::apportion;
use crate::cli::Failure;
use crate::language::Text;
use crate::problem::Problems;
use crate::table::Key;

/// A worked example: Balinski and Young (1975), example 1.
pub const EXAMPLE: &str = "Example (Balinski and Young 1975):
  printf 'id,weight\\nA,5117\\nB,4400\\nC,162\\nD,161\\nE,160\\n' | \\
    junheng calc apportion --method largest-remainder --posts 100 -
  gives 51, 44, 2, 2 and 1.";

/// Arguments of `calc apportion`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How weights become whole posts.
    #[arg(long, value_parser = PossibleValuesParser::new(Rounding::ALL.iter().map(|each| each.id())))]
    method: String,
    /// How many posts there are.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=1 << 53))]
    posts: i64,
    /// The least of each member (a column min comes first).
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(i64).range(0..=1 << 53))]
    min: Option<i64>,
    /// The most of each member (a column max comes first).
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(i64).range(0..=1 << 53))]
    max: Option<i64>,
    /// What is done with an exact tie: the smaller id goes first, or it is refused.
    #[arg(long, default_value = "id", value_parser = PossibleValuesParser::new(TiePolicy::ALL.iter().map(|each| each.id())))]
    ties: String,
    /// Print JSON instead of CSV.
    #[arg(long)]
    json: bool,
    /// A CSV file with the columns id,weight[,min,max]; - for standard input.
    file: PathBuf,
}

#[derive(Serialize)]
struct Apportioned<'a> {
    method: &'a str,
    posts: i64,
    lambda: f64,
    awards: Vec<Seat<'a>>,
}

#[derive(Serialize)]
struct Seat<'a> {
    id: &'a str,
    weight: f64,
    posts: i64,
    tie: bool,
}

/// Runs `calc apportion`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let input = Input::read(&arguments.file, Key::Required, &["weight"], Some(&["min", "max"]))?;
    let weights = input.numbers("weight", None)?.unwrap_or_default();
    let minimum = limits(&input, "min", arguments.min.unwrap_or(0))?;
    let maximum = limits(&input, "max", arguments.max.unwrap_or(i64::MAX))?;
    let method = Rounding::from_id(&arguments.method).unwrap_or(Rounding::LargestRemainder);
    let ties = TiePolicy::from_id(&arguments.ties).unwrap_or(TiePolicy::ById);
    let ids = input.ids();
    let result = apportion(&weights, arguments.posts, &minimum, &maximum, method, ties, &ids.as_slice())
        .map_err(|error| input.refusal(&error, 1.0, "weight"))?;
    let rows = || ids.iter().zip(&weights).zip(result.posts.iter().zip(&result.ties));
    if arguments.json {
        let awards = rows()
            .map(|((id, weight), (posts, tie))| Seat { id, weight: *weight, posts: *posts, tie: *tie })
            .collect();
        let lambda = result.lambda;
        return write_json(&Apportioned { method: method.id(), posts: arguments.posts, lambda, awards });
    }
    write_csv(
        &["id", "posts", "tie"],
        rows().map(|((id, _), (posts, tie))| [(*id).to_owned(), posts.to_string(), tie.to_string()]),
    )
}

/// The limits of a column, whole numbers; a blank cell or a missing column means `default`.
fn limits(input: &Input, name: &str, default: i64) -> Result<Vec<i64>, Problems> {
    let Some(numbers) = input.numbers(name, Some(f64::NAN))? else { return Ok(vec![default; input.rows()]) };
    let mut problems = Problems::default();
    let mut limits = Vec::with_capacity(numbers.len());
    for (row, number) in numbers.into_iter().enumerate() {
        if number.is_nan() {
            limits.push(default);
        } else if number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number) {
            limits.push(number as i64);
        } else {
            let mut problem = input.problem(Text::new(
                format!("`{name}` is {number}; posts are whole and not below zero"),
                format!("`{name}` 为 {number}；编制数应为不小于零的整数"),
            ));
            problem.place = input.place(row, name);
            problems.push(problem.remedy("write a whole number, or leave it blank", "请填整数，或留空"));
        }
    }
    problems.or(limits)
}
