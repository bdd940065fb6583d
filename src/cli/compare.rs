//! `junheng compare`: the main job.

use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use super::say;
use crate::evaluate::evaluate;
use crate::evaluate::provenance;
use crate::language::Language;
use crate::report::documents::write_documents;
use crate::report::folder::Folder;
use crate::report::json::write_json;
use crate::report::summary::summary;

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Where the files go; default reports/ and the scenario's name.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the outcome as JSON.
    #[arg(long)]
    json: bool,
    /// Write no files.
    #[arg(long)]
    no_files: bool,
    /// Write awards.csv and parts.csv also above 50,000 members.
    #[arg(long)]
    csv: bool,
}

/// Runs `compare`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let loaded = load(&arguments.scenario)?;
    let target = arguments.out.clone().unwrap_or_else(|| Path::new("reports").join(&loaded.name));
    let outcome = evaluate(&loaded.scenario, &loaded.tables)?;
    let provenance = provenance(&loaded.scenario, &loaded.tables);
    let subject = loaded.subject(&outcome, &provenance, language);
    let mut written = None;
    if !arguments.no_files {
        let mut folder = Folder::begin(&target)?;
        let notes = write_documents(&subject, &mut folder, arguments.csv)?;
        folder.finish()?;
        for note in notes.0 {
            say(note.get(language));
        }
        written = Some(target.as_path());
    }
    let mut out = io::stdout().lock();
    if arguments.json {
        write_json(&subject, &mut out)?;
    } else {
        out.write_all(summary(&subject, written).as_bytes())?;
    }
    out.flush()?;
    Ok(())
}
