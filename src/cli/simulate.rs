//! `junheng simulate`: what becomes of every award when uncertain figures are drawn again and again.

use std::io;
use std::io::BufWriter;
use std::io::Write as _;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use super::progress::bar;
use super::say;
use crate::evaluate::Detail;
use crate::evaluate::provenance;
use crate::explore::Draws;
use crate::explore::Simulation;
use crate::explore::Trial;
use crate::explore::simulate::BUDGET;
use crate::explore::simulate::MOST_DRAWS;
use crate::language::Language;
use crate::language::Text;
use crate::report::folder::Folder;
use crate::report::simulation;
use crate::report::simulation::summary;
use crate::report::simulation::write_files;
use crate::report::simulation::write_json;

/// The worked example of the help.
pub const EXAMPLE: &str = "Example (whose gains hold whatever the uncertain figures are):\n  \
    junheng simulate configs/uncertain-figures.toml --draws 1000 --seed 1";

/// Arguments of `simulate`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// How many draws.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_DRAWS as u64))]
    draws: u64,
    /// The seed; the same seed gives the same draws.
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The folder for members.csv, members.parquet, metrics.csv, charts and the manifest.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print what came out as JSON.
    #[arg(long)]
    json: bool,
    /// Memory in MiB for the draws of a block of members; less makes more passes over the same draws.
    #[arg(long, value_name = "MIB", default_value_t = (BUDGET >> 20) as u64, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    memory: u64,
}

/// Runs `simulate`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let loaded = load(&arguments.scenario)?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    let draws = Draws::new(&loaded.scenario, &loaded.tables, arguments.seed)?;
    let mut folder = arguments.out.as_deref().map(Folder::begin).transpose()?;
    let count = usize::try_from(arguments.draws).unwrap_or(MOST_DRAWS);
    let budget = usize::try_from(arguments.memory << 20).unwrap_or(usize::MAX);
    let bar = bar(&Text::new("draws", "抽样"), 0, count, language);
    let told = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let simulated = Simulation { trial: &trial, draws: &draws, count, budget }.run(&told)?;
    bar.finish_and_clear();
    let provenance = provenance(&loaded.scenario, &loaded.tables);
    let subject = loaded.subject(trial.outcome(), &provenance, language);
    let result = simulation::Simulation { subject: &subject, simulated: &simulated, seed: arguments.seed };
    if let Some(mut folder) = folder.take() {
        let notes = write_files(&result, &mut folder)?;
        folder.finish()?;
        for note in notes.0 {
            say(note.get(language));
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        write_json(&result, &mut out)?;
    } else {
        out.write_all(summary(&result, arguments.out.as_deref()).as_bytes())?;
    }
    out.flush()?;
    if let Some(first) = simulated.first_failed {
        let (failed, number) = (simulated.failed, first + 1);
        let text = Text::new(
            format!(
                "{failed} of {count} draws could not be evaluated and count nowhere; the first is draw {number}:"
            ),
            format!("{count} 次抽样中有 {failed} 次无法计算，未计入；首个为第 {number} 次："),
        );
        say(text.get(language));
        if let Err(problems) = trial.run(&draws.change(first as u64), Detail::Awards) {
            say(&problems.render(language, false));
        }
    }
    Ok(())
}
