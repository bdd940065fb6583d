//! `junheng check`: `compare` stopped before it writes.

use std::io;
use std::io::Write as _;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use crate::evaluate::evaluate;
use crate::language::Language;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
}

/// Runs `check`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let loaded = load(&arguments.scenario)?;
    evaluate(&loaded.scenario, &loaded.tables)?;
    let name = &loaded.scenario.texts.file().name;
    let line = match language {
        Language::English => format!("{name}: no problem found"),
        Language::Chinese => format!("{name}：未发现问题"),
    };
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}
