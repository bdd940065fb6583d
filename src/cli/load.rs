//! A scenario and its tables, from files or from the built-in example.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::example;
use crate::evaluate::Outcome;
use crate::evaluate::Provenance;
use crate::language::Language;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Source;
use crate::problem::system_text;
use crate::report::Subject;
use crate::scenario;
use crate::scenario::DraftAttempt;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use crate::table;
use crate::table::Attempt;
use crate::table::TableFile;

/// A checked scenario, its tables, and what the run is called.
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Its tables.
    pub tables: Tables,
    /// The scenario file's name without its extension.
    pub name: String,
}

impl Loaded {
    /// What is reported of an outcome, and to whom.
    pub fn subject<'a>(
        &'a self,
        outcome: &'a Outcome,
        provenance: &'a Provenance,
        language: Language,
    ) -> Subject<'a> {
        Subject { scenario: &self.scenario, tables: &self.tables, outcome, provenance, language }
    }
}

/// A scenario's text and its tables as they were read, not checked yet.
pub struct Gathered {
    /// The text.
    pub source: Source,
    /// Where its files were looked for.
    pub folder: PathBuf,
    /// Each file that it names, with what was read from it.
    pub tables: Vec<(TableFile, Attempt)>,
}

/// Reads a scenario's text and everything it names, whatever is wrong with it.
pub fn gather(arguments: &ScenarioArguments) -> Result<Gathered, Failure> {
    let (source, folder, read) = begin(arguments)?;
    let copy = Source { name: source.name.clone(), text: source.text.clone() };
    let files = match scenario::attempt_draft(copy, &folder, &arguments.set) {
        DraftAttempt::Draft(draft) => draft.files,
        DraftAttempt::Tables { files, .. } => files,
    };
    let tables = files.into_iter().map(|file| (file.clone(), read(&file))).collect();
    Ok(Gathered { source, folder, tables })
}

/// How a table is read.
type Read = fn(&TableFile) -> Attempt;

/// The text of a scenario, the folder that its files are looked for in, and how they are read.
fn begin(arguments: &ScenarioArguments) -> Result<(Source, PathBuf, Read), Failure> {
    Ok(match &arguments.scenario {
        Some(path) => (read_source(path)?, path.parent().unwrap_or(Path::new("")).to_owned(), table::attempt),
        None => {
            let text = example::text(example::SCENARIO).unwrap_or_default().to_owned();
            let folder = Path::new(example::SCENARIO).parent().unwrap_or(Path::new("")).to_owned();
            (Source { name: example::SCENARIO.to_owned(), text }, folder, example::read)
        }
    })
}

/// Reads a scenario and everything it names.
pub fn load(arguments: &ScenarioArguments) -> Result<Loaded, Failure> {
    let (source, folder, read) = begin(arguments)?;
    let stem = Path::new(&source.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let draft = match scenario::attempt_draft(source, &folder, &arguments.set) {
        DraftAttempt::Draft(draft) => *draft,
        DraftAttempt::Tables { files, mut problems } => {
            problems.0.extend(files.iter().flat_map(|file| read(file).problems.0));
            return Err(problems.into());
        }
    };
    let attempts = draft.files.iter().map(read).collect();
    let (scenario, tables) = scenario::check(draft, attempts)?;
    Ok(Loaded { scenario, tables, name: stem.unwrap_or_else(|| "scenario".to_owned()) })
}

fn read_source(path: &Path) -> Result<Source, Problem> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| {
        Problem::new(
            Place::File(name.clone()),
            format!("cannot read the scenario: {}", system_text(&error).en),
            format!("无法读取情景文件：{}", system_text(&error).zh),
        )
        .remedy(
            "name a scenario file, or none for the built-in example",
            "请指定情景文件；不指定则运行内置示例",
        )
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Ok(Source { name, text })
        }
        Err(error) => {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            let place = Place::Cell { file: name, line: line + 1, column: String::new() };
            Err(Problem::new(place, "the scenario is not UTF-8", "情景文件不是 UTF-8 编码")
                .remedy("save it as UTF-8", "请另存为 UTF-8"))
        }
    }
}
