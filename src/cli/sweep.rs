//! `junheng sweep`: a scenario over a grid or a list of values.

mod drawing;
mod job;

use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use crate::explore::Cases;
use crate::explore::Sweep;
use crate::explore::Trial;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::report::folder::file::check_file;
use crate::scenario::Scenario;
use crate::table;
use crate::table::Encoding;
use crate::table::Key;
use crate::table::TableFile;

use drawing::Picture;
use job::Job;

/// The worked example of the help.
pub const EXAMPLE: &str = "Example (five levels of per_head by two totals):\n  \
    junheng sweep configs/yingjiang.toml --vary per_head=10:30:5 --vary pools.operating.money=5500000,6000000 \
    --out cases.csv\nExample (the same in four parts, one a machine):\n  \
    junheng sweep … --shard 1/4 --out part-1.csv";

/// Arguments of `sweep`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// What to vary: NAME=FROM:TO:STEP or NAME=VALUE,VALUE; repeated for all combinations, the last fastest.
    #[arg(long, value_name = "NAME=VALUES", required_unless_present = "cases", conflicts_with = "cases")]
    vary: Vec<String>,
    /// A CSV file with a case in each row, its columns named after what they vary.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// The file to write, .csv or .parquet; without it CSV goes to standard output. An interrupted sweep is
    /// continued from FILE.partial by the same command.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only the K-th of N parts. The parts' CSV files one after another are the whole; Parquet parts are read
    /// together.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    /// Also write every member's award in every case, beside --out as NAME.awards.csv or .parquet.
    #[arg(long, requires = "out")]
    awards: bool,
    /// A chart of --metric over one or two varied inputs, .svg or .png.
    #[arg(long, value_name = "FILE", requires = "metric", conflicts_with = "shard")]
    chart: Option<PathBuf>,
    /// What the chart shows: POOL.METRIC of every policy, or POLICY.POOL.METRIC of one.
    #[arg(long, value_name = "METRIC", requires = "chart")]
    metric: Option<String>,
}

/// Reads `K/N`.
fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    parts
        .filter(|(k, n)| 1 <= *k && k <= n)
        .ok_or_else(|| "write K/N with K from 1 to N, such as 2/4".to_owned())
}

/// Runs `sweep`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let form = arguments.out.as_deref().map(form).transpose()?;
    let loaded = load(&arguments.scenario)?;
    let cases = cases(arguments, &loaded.scenario)?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    let sweep = Sweep { trial: &trial, cases: &cases, awards: arguments.awards };
    let chart = Picture::of(arguments, &loaded.scenario, &cases)?;
    let (part, parts) = arguments.shard.unwrap_or((1, 1));
    let at = |part: usize| (cases.len() as u128 * part as u128 / parts as u128) as usize;
    let range = at(part - 1)..at(part);
    let job = Job { sweep, range, language, heading: part == 1, chart };
    let failed = match arguments.out.as_deref().zip(form) {
        Some((out, form)) => job.to_files(out, form)?,
        None => job.to_output()?,
    };
    if let Some(chart) = &job.chart {
        chart.draw(&job.sweep, language)?;
    }
    job.tell(&failed);
    Ok(())
}

fn cases<'s>(arguments: &Arguments, scenario: &'s Scenario) -> Result<Cases<'s>, Problems> {
    let Some(path) = &arguments.cases else { return Cases::grid(scenario, &arguments.vary) };
    let file = TableFile {
        name: "cases".to_owned(),
        path: path.clone(),
        shown: path.display().to_string(),
        encoding: Encoding::Utf8,
        sheet: None,
        text_columns: Vec::new(),
        key: Key::None,
    };
    Cases::list(scenario, &table::read(&file)?)
}

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Parquet,
}

fn form(path: &Path) -> Result<Form, Problem> {
    check_file(path)?;
    match path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(Form::Csv),
        Some("parquet") => Ok(Form::Parquet),
        _ => {
            let place = Place::File(path.display().to_string());
            let found = Text::new("the file is neither .csv nor .parquet", "文件既非 .csv 也非 .parquet");
            Err(Problem { place, found, remedy: None }
                .remedy("name it cases.csv or cases.parquet", "请命名为 cases.csv 或 cases.parquet"))
        }
    }
}
