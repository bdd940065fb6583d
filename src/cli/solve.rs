//! `junheng solve`: the value at which what is wanted comes out, and the trade-off on the way.

use std::io;
use std::io::Write as _;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::Loaded;
use super::load::load;
use super::picture;
use super::progress::Progress;
use super::say;
use crate::explore::Axis;
use crate::explore::Target;
use crate::explore::Trial;
use crate::explore::solve::question::Prefer;
use crate::explore::solve::question::Question;
use crate::explore::solve::tradeoff::tradeoff;
use crate::explore::solve::wanted::Wanted;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::report::frame::write_csv;
use crate::report::solution::summary;
use crate::report::solution::tradeoff_frame;
use crate::report::solution::write_json;

/// A worked example.
pub const EXAMPLE: &str = "Example (what does it cost to bring every community to 90 % of its need?):
  junheng solve --for pools.operating.money --target 'pooled.operating.adequacy_min >= 0.9'
  gives the smallest total, exact to the fen";

/// Arguments of `solve`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// What may change: a parameter, year, a total such as pools.operating.money (of a pool in strata, theirs in
    /// proportion), or one stratum's, pools.posts.strata.totals.street.
    #[arg(long = "for", value_name = "NAME")]
    axis: String,
    /// What is to hold: 'POLICY.POOL.METRIC >= V', <= or =; 'POLICY.POOL.change[ID] >= 0'; may be repeated.
    #[arg(long = "target", value_name = "RELATION", required_unless_present = "tradeoff")]
    targets: Vec<String>,
    /// Which of several values: smallest, nearest (to the scenario's) or largest.
    #[arg(long, value_name = "WHICH", default_value = "smallest", value_parser = ["smallest", "nearest", "largest"])]
    prefer: String,
    /// The lowest value looked at; default the parameter's range, or one step of a total.
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    from: Option<f64>,
    /// The highest value looked at; default the parameter's range, or 100 times the total.
    #[arg(long, value_name = "B", allow_negative_numbers = true)]
    to: Option<f64>,
    /// Instead of a target: print what is moved and what shortfall is removed, as CSV, from end to end.
    #[arg(long, value_name = "POLICY.POOL", conflicts_with = "targets")]
    tradeoff: Option<String>,
    /// Draw the trade-off: a file that ends in .svg or .png.
    #[arg(long, value_name = "FILE", requires = "tradeoff")]
    chart: Option<PathBuf>,
    /// Print the answer as JSON.
    #[arg(long, conflicts_with = "tradeoff")]
    json: bool,
}

/// Runs `solve`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let kind = arguments.chart.as_deref().map(picture::Kind::of).transpose()?;
    let loaded = load(&arguments.scenario)?;
    let mut problems = Problems::default();
    let axis = Axis::parse(&loaded.scenario, &arguments.axis).map_err(|problem| problems.push(problem)).ok();
    let mut wanted = Vec::new();
    for target in &arguments.targets {
        match Wanted::parse(&loaded.scenario, &loaded.tables, target) {
            Ok(parsed) => wanted.extend(parsed),
            Err(found) => problems.0.extend(found),
        }
    }
    let Some(axis) = axis.filter(|_| problems.0.is_empty()) else { return Err(problems.into()) };
    let prefer = match arguments.prefer.as_str() {
        "nearest" => Prefer::Nearest,
        "largest" => Prefer::Largest,
        _ => Prefer::Smallest,
    };
    let question = Question::new(axis, wanted, prefer, (arguments.from, arguments.to))?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    if let Some(path) = &arguments.tradeoff {
        return trade(arguments, path, &loaded, &question, &trial, kind, language);
    }
    let progress = Progress::new(Text::new("trials", "试算"), language);
    let answer = question.answer(&trial, &|| progress.tick(0));
    drop(progress);
    let mut out = io::stdout().lock();
    if arguments.json {
        write_json(&question, &answer, language, &mut out)?;
    } else {
        out.write_all(summary(&question, &answer, language).as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

fn trade(
    arguments: &Arguments,
    path: &str,
    loaded: &Loaded,
    question: &Question<'_>,
    trial: &Trial<'_>,
    kind: Option<picture::Kind>,
    language: Language,
) -> Result<(), Failure> {
    let scenario = &loaded.scenario;
    let target = Target::parse(scenario, &format!("{path}.moved"))?;
    let pool = &scenario.pools[target.pool];
    if pool.need.is_none() {
        return Err(Problem::new(
            Place::Nowhere,
            format!("pool `{}` has no standard of need, so nothing is missing", pool.id),
            format!("总盘 `{}` 没有标准支出，无从计算缺口", pool.id),
        )
        .remedy(format!("write [standards.{}]", pool.id), format!("请写 [standards.{}]", pool.id))
        .into());
    }
    let progress = Progress::new(Text::new("trials", "试算"), language);
    let values = question.values();
    let pieces = values.len();
    let curve =
        tradeoff(trial, &question.axis, (target.policy, target.pool), &values, &|| progress.tick(pieces));
    drop(progress);
    if curve.failed > 0 {
        let failed = curve.failed;
        say(&match language {
            Language::English => format!("{failed} of {pieces} values have no result and are left out"),
            Language::Chinese => format!("{pieces} 个取值中有 {failed} 个没有结果，未列入"),
        });
    }
    if let Some((path, kind)) = arguments.chart.as_deref().zip(kind) {
        let draw = |style: &_| {
            crate::chart::draw_tradeoff((scenario, &loaded.tables), &curve, &question.axis, style)
        };
        picture::write(path, kind, language, draw)?;
    }
    let mut out = io::stdout().lock();
    write_csv(std::iter::once(tradeoff_frame(scenario, &curve)), &mut out)?;
    out.flush()?;
    Ok(())
}
