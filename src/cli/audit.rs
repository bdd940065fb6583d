//! `junheng audit`: what a careful opponent would look for in a formula.

use std::io;
use std::io::Write as _;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use super::progress::Progress;
use crate::explore::Trial;
use crate::explore::audit::audit;
use crate::language::Language;
use crate::language::Text;
use crate::report::audit::summary;
use crate::report::audit::write_json;

/// A worked example.
pub const EXAMPLE: &str = "Example (the weak points of the built-in example):
  junheng audit
  gives cliffs, perverse incentives, what does nothing, who is left out, each with its line";

/// Arguments of `audit`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `audit`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let loaded = load(&arguments.scenario)?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    let progress = Progress::new(Text::new("checks", "检查"), language);
    let findings = audit(&trial, &|pieces| progress.tick(pieces));
    drop(progress);
    let mut out = io::stdout().lock();
    if arguments.json {
        write_json((&loaded.scenario, &loaded.tables), &findings, language, &mut out)?;
    } else {
        out.write_all(summary(&loaded.scenario, &findings, language).as_bytes())?;
    }
    out.flush()?;
    Ok(())
}
