//! `junheng sensitivity`: which numbers decide a metric.

use std::io;
use std::io::Write as _;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use super::picture;
use super::progress::Progress;
use super::say;
use crate::explore::Measured;
use crate::explore::Trial;
use crate::explore::sensitivity::number::numbers;
use crate::explore::sensitivity::study::Method;
use crate::explore::sensitivity::study::Study;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::report::sensitivity::About;
use crate::report::sensitivity::summary;
use crate::report::sensitivity::write_json;

/// A worked example.
pub const EXAMPLE: &str = "Example (which parameters decide the lowest adequacy under the built-in example):
  junheng sensitivity --metric differentiated.operating.adequacy_min --method sobol --samples 256
  gives each parameter's share of its variance, alone and with others";

/// The most samples that are taken.
const MOST_SAMPLES: usize = 1 << 20;

/// Arguments of `sensitivity`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// The metric: POLICY.POOL.METRIC, such as differentiated.operating.adequacy_min; or a number of one member:
    /// POLICY.POOL.change[ID], or award, change_share, claim, need, adequacy, per_head.
    #[arg(long, value_name = "POLICY.POOL.METRIC")]
    metric: String,
    /// sobol: shares of variance; morris: screening; tornado: one at a time.
    #[arg(long = "method", value_name = "METHOD", default_value = "sobol", value_parser = ["sobol", "morris", "tornado"])]
    study: String,
    /// Samples (sobol, a power of two; default 1024), trajectories (morris, 50) or steps (tornado, 20).
    #[arg(long, value_name = "N")]
    samples: Option<usize>,
    /// The seed of what is drawn; the same seed gives the same bytes.
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Draw it: a file that ends in .svg or .png.
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `sensitivity`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let kind = arguments.chart.as_deref().map(picture::Kind::of).transpose()?;
    let loaded = load(&arguments.scenario)?;
    let measured = Measured::parse(&loaded.scenario, &loaded.tables, arguments.metric.trim())?;
    let method = match arguments.study.as_str() {
        "morris" => Method::Morris,
        "tornado" => Method::Tornado,
        _ => Method::Sobol,
    };
    let samples = samples(arguments.samples.unwrap_or(method.default_samples()), method, language)?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    let study = Study { measured, method, samples, seed: arguments.seed };
    if numbers(&trial, &measured).0.is_empty() {
        return Err(Problem::new(
            Place::Nowhere,
            "no parameter of the scenario has a range or a distribution, and no column is uncertain",
            "情景中没有任何参数写有范围或分布，也没有不确定的列",
        )
        .remedy(
            "give a parameter `range` or `uncertain`, or add [tables.T.uncertain] for columns",
            "请为参数写上 `range` 或 `uncertain`，或用 [tables.表.uncertain] 设定列",
        )
        .into());
    }
    let progress = Progress::new(Text::new("runs", "运行"), language);
    let sensitivity = study.run(&trial, &|pieces| progress.tick(pieces));
    drop(progress);
    if let Some(problem) = sensitivity.first_failure.clone() {
        if sensitivity.failed == sensitivity.runs {
            return Err(problem.into());
        }
        let (failed, runs) = (sensitivity.failed, sensitivity.runs);
        say(&match language {
            Language::English => {
                format!("{failed} of {runs} runs have no result; the first: {}", problem.found.en)
            }
            Language::Chinese => {
                format!("{runs} 次运行中有 {failed} 次没有结果；第一次：{}", problem.found.zh)
            }
        });
    }
    let about = About {
        scenario: &loaded.scenario,
        tables: &loaded.tables,
        study: &study,
        sensitivity: &sensitivity,
    };
    if let Some((path, kind)) = arguments.chart.as_deref().zip(kind) {
        let draw = |style: &_| {
            crate::chart::draw_sensitivity((&loaded.scenario, &loaded.tables), &study, &sensitivity, style)
        };
        picture::write(path, kind, language, draw)?;
    }
    let mut out = io::stdout().lock();
    if arguments.json {
        write_json(&about, &mut out)?;
    } else {
        out.write_all(summary(&about, language).as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

/// The samples that are taken: for Sobol' a power of two, at which alone his sequence is balanced.
fn samples(asked: usize, method: Method, language: Language) -> Result<usize, Problem> {
    if asked == 0 || asked > MOST_SAMPLES {
        return Err(Problem::new(
            Place::Nowhere,
            format!("--samples is {asked}"),
            format!("--samples 为 {asked}"),
        )
        .remedy(
            format!("write a number from 1 to {MOST_SAMPLES}"),
            format!("应写 1 到 {MOST_SAMPLES} 之间的数"),
        ));
    }
    if method != Method::Sobol || asked.is_power_of_two() {
        return Ok(asked);
    }
    let taken = asked.next_power_of_two();
    say(&match language {
        Language::English => format!("samples: {taken} instead of {asked}, the next power of two"),
        Language::Chinese => format!("样本：取 {taken} 而非 {asked}（下一个 2 的幂）"),
    });
    Ok(taken)
}
