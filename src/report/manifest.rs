//! The manifest of a run: what it was made from, so that it can be made again, and what it wrote.

use indexmap::IndexMap;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use super::Subject;
use super::json::Inputs;
use crate::quantity::Amount;
use crate::scenario::Scenario;

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'a str,
    version: &'a str,
    command: &'a str,
    scenario: ScenarioText<'a>,
    inputs: Vec<Input<'a>>,
    overrides: &'a [String],
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draws: Option<usize>,
    totals: IndexMap<&'a str, Amount>,
    origins: Inputs<'a>,
    files: Vec<&'a str>,
}

#[derive(Serialize)]
struct ScenarioText<'a> {
    file: &'a str,
    sha256: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Input<'a> {
    table: &'a str,
    /// Null for a table that is generated; the hash is then that of its rows: id, parent, amount.
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<Generated<'a>>,
    sha256: &'a str,
    data_package_sha256: Option<&'a str>,
    rows: usize,
}

/// How a table was generated.
#[derive(Serialize)]
struct Generated<'a> {
    from: &'a str,
    by: &'a str,
    per: &'a str,
    /// The values of the parameters that `per` names.
    parameters: IndexMap<&'a str, f64>,
}

impl<'a> Generated<'a> {
    fn of(scenario: &'a Scenario, table: &str) -> Option<Self> {
        let generation = scenario.tables.iter().find(|spec| spec.name == table)?.generation()?;
        let parameters = generation.per.formula.parameters_used().into_iter();
        Some(Generated {
            from: &scenario.tables[generation.from].name,
            by: generation.column(),
            per: generation.per.formula.text(),
            parameters: parameters
                .map(|index| (scenario.parameters[index].name.as_str(), scenario.parameters[index].value))
                .collect(),
        })
    }
}

/// What was run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The command.
    pub command: &'static str,
    /// The seed, where chance has a part.
    pub seed: Option<u64>,
    /// How many draws were made.
    pub draws: Option<usize>,
}

/// The manifest of a comparison as JSON; `files` are all files of the run, the manifest among them.
pub fn manifest(subject: &Subject<'_>, files: Vec<&str>) -> Vec<u8> {
    manifest_of(subject, files, &Run { command: "compare", seed: None, draws: None })
}

/// As [`manifest`], of any run.
pub fn manifest_of(subject: &Subject<'_>, files: Vec<&str>, run: &Run) -> Vec<u8> {
    let scenario = subject.scenario;
    let source = scenario.texts.file();
    let names = scenario.tables.iter().map(|spec| spec.name.as_str()).chain(["services"]);
    let inputs = names.zip(subject.tables.tables.iter().chain(&subject.tables.catalogue));
    let manifest = Manifest {
        program: "junheng",
        version: env!("CARGO_PKG_VERSION"),
        command: run.command,
        scenario: ScenarioText {
            file: &source.name,
            sha256: sha256(source.text.as_bytes()),
            text: &source.text,
        },
        inputs: inputs
            .map(|(name, table)| {
                let generated = Generated::of(scenario, name);
                Input {
                    table: name,
                    file: generated.is_none().then_some(&table.shown),
                    generated,
                    sha256: &table.hash,
                    data_package_sha256: table.package_hash.as_deref(),
                    rows: table.rows(),
                }
            })
            .collect(),
        overrides: &scenario.overrides,
        seed: run.seed,
        draws: run.draws,
        totals: scenario.pools.iter().map(|pool| (pool.id.as_str(), pool.unit.json(pool.total))).collect(),
        origins: Inputs::of(subject),
        files,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
