//! `junheng explain`: how one award came about.

use std::io;
use std::io::Write as _;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use crate::claim::Facts;
use crate::evaluate::evaluate_facts;
use crate::evaluate::provenance;
use crate::language::Language;
use crate::problem::Place;
use crate::problem::find;
use crate::report::explanation::explain;
use crate::report::explanation::render;
use crate::report::tables::Case;
use crate::report::tables::cases;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario, and after it the member's id; the id alone explains the built-in example.
    #[arg(value_names = ["SCENARIO", "ID"], num_args = 1..=2, required = true)]
    id: Vec<String>,
    /// Set a parameter (per_head=20) or any key (pools.operating.money=7000000); may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The pool.
    #[arg(long, value_name = "P")]
    pool: String,
    /// The policy.
    #[arg(long, value_name = "Q")]
    policy: String,
    /// Print the explanation as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs `explain`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let (scenario, id) = match arguments.id.as_slice() {
        [scenario, id, ..] => (Some(scenario.into()), id),
        [id] => (None, id),
        [] => return Ok(()),
    };
    let loaded = load(&ScenarioArguments { scenario, set: arguments.set.clone() })?;
    let facts = Facts::derive(&loaded.scenario, &loaded.tables, loaded.scenario.parameter_values())?;
    let outcome = evaluate_facts(&facts)?;
    let provenance = provenance(&loaded.scenario, &loaded.tables);
    let subject = loaded.subject(&outcome, &provenance, language);
    let all: Vec<Case<'_>> = cases(&subject).collect();
    let pools = loaded.scenario.pools.iter().map(|pool| pool.id.as_str());
    find(&Place::Nowhere, ("pool", "总盘"), &arguments.pool, pools)?;
    let policies = loaded.scenario.policies.iter().map(|policy| policy.id.as_str());
    find(&Place::Nowhere, ("policy", "方案"), &arguments.policy, policies)?;
    let case = all.iter().find(|case| case.pool.id == arguments.pool && case.policy.id == arguments.policy);
    let Some(case) = case else { return Ok(()) };
    let ids = (0..case.count()).map(|member| case.id(member));
    let member = find(&Place::Nowhere, ("member", "单位"), id, ids)?;
    let explanation = explain(&facts, case, member)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &explanation).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        out.write_all(render(&explanation, language).as_bytes())?;
    }
    out.flush()?;
    Ok(())
}
