//! `junheng calc share`: an amount by a rule.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::input::Input;
use super::input::write_csv;
use super::input::write_json;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::cli::Failure;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::quantity::Amount;
use crate::quantity::Unit;
use crate::table::Key;

/// A worked example: Aumann and Maschler (1985), page 196.
pub const EXAMPLE: &str = "Example (Aumann and Maschler 1985):
  printf 'id,claim\\nA,100\\nB,200\\nC,300\\n' | junheng calc share --rule talmud --total 200 -
  gives 50.00, 75.00 and 75.00.";

/// Arguments of `calc share`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How claims become awards.
    #[arg(long, value_parser = PossibleValuesParser::new(Rule::ALL.iter().map(|each| each.id())))]
    rule: String,
    /// What there is to share out, with at most two decimals.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    total: String,
    /// The smallest amount given, with at most two decimals.
    #[arg(long, value_name = "S", default_value = "0.01")]
    step: String,
    /// How awards become whole steps.
    #[arg(long, default_value = "largest-remainder", value_parser = PossibleValuesParser::new(Rounding::ALL.iter().map(|each| each.id())))]
    round: String,
    /// What is done with an exact tie: the smaller id goes first, or it is refused.
    #[arg(long, default_value = "id", value_parser = PossibleValuesParser::new(TiePolicy::ALL.iter().map(|each| each.id())))]
    ties: String,
    /// Print JSON instead of CSV, with λ, the reserve, bounds and ties.
    #[arg(long)]
    json: bool,
    /// A CSV file with the columns id,claim[,need,existing,floor,cap]; - for standard input.
    file: PathBuf,
}

#[derive(Serialize)]
struct Shared<'a> {
    rule: &'a str,
    total: Amount,
    reserve: Amount,
    lambda: Option<f64>,
    awards: Vec<Award<'a>>,
}

#[derive(Serialize)]
struct Award<'a> {
    id: &'a str,
    claim: Option<f64>,
    award: Amount,
    bound: Option<&'a str>,
    tie: bool,
}

/// Runs `calc share`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let rule = Rule::from_id(&arguments.rule).unwrap_or(Rule::Proportional);
    // Amounts have two decimals, as money has.
    let unit = Unit::Money;
    let total = amount("--total", &arguments.total, &unit, 0)?;
    let step = amount("--step", &arguments.step, &unit, 1)?;
    let required: &[&str] = match rule {
        Rule::Equal => &[],
        Rule::LevelUp => &["need"],
        _ => &["claim"],
    };
    let optional = ["claim", "need", "existing", "floor", "cap"];
    let input = Input::read(&arguments.file, Key::Required, required, Some(&optional))?;
    let steps = |numbers: Option<Vec<f64>>| {
        numbers.map(|numbers| -> Vec<f64> {
            numbers.iter().map(|number| number * unit.parts() as f64 / step as f64).collect()
        })
    };
    let given = input.numbers("claim", None)?;
    let claims = steps(given.clone()).unwrap_or_else(|| vec![0.0; input.rows()]);
    let needs = steps(input.numbers("need", None)?);
    let existing = steps(input.numbers("existing", Some(0.0))?);
    let floors = steps(input.numbers("floor", Some(0.0))?);
    let caps = steps(input.numbers("cap", Some(f64::INFINITY))?);
    let ids = input.ids();
    let result = allocate(&Request {
        ids: &ids.as_slice(),
        claims: &claims,
        needs: needs.as_deref(),
        existing: existing.as_deref(),
        floors: floors.as_deref(),
        caps: caps.as_deref(),
        total: total / step,
        rule,
        rounding: Rounding::from_id(&arguments.round).unwrap_or(Rounding::LargestRemainder),
        ties: TiePolicy::from_id(&arguments.ties).unwrap_or(TiePolicy::ById),
    })
    .map_err(|error| input.refusal(&error, step as f64 / unit.parts() as f64, "claim"))?;
    if !arguments.json {
        let rows = ids.iter().zip(&result.awards);
        return write_csv(
            &["id", "award"],
            rows.map(|(id, award)| [(*id).to_owned(), unit.plain(award * step)]),
        );
    }
    let whole = step as f64 / unit.parts() as f64;
    let awards = ids
        .iter()
        .enumerate()
        .map(|(member, id)| Award {
            id,
            claim: given.as_ref().map(|claims| claims[member]),
            award: unit.json(result.awards[member] * step),
            bound: result.bounds[member].map(|bound| bound.id()),
            tie: result.ties[member],
        })
        .collect();
    write_json(&Shared {
        rule: rule.id(),
        total: unit.json(total),
        reserve: unit.json(total - result.awards.iter().map(|award| award * step).sum::<i64>()),
        lambda: result.lambda.map(|lambda| if rule.lambda_is_ratio() { lambda } else { lambda * whole }),
        awards,
    })
}

fn amount(name: &str, text: &str, unit: &Unit, least: i64) -> Result<i64, Problem> {
    let wrong = |found: Text| {
        Problem::new(
            Place::Nowhere,
            format!("{name} `{text}` {}", found.en),
            format!("{name} 的值 `{text}` {}", found.zh),
        )
        .remedy("write a decimal number with at most two decimals", "应写最多两位小数的数")
    };
    match unit.parse(text) {
        Ok(parts) if parts >= least => Ok(parts),
        Ok(_) => Err(wrong(Text::new("is too small", "过小"))),
        Err(error) => Err(wrong(error.text())),
    }
}
