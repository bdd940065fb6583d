//! What a simulation came to: JSON, tidy tables, and the words on a terminal.

mod words;

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write as _;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap as _;

use super::Subject;
use super::documents::Notes;
use super::documents::write_charts;
use super::folder::Folder;
use super::folder::MANIFEST;
use super::frame::Cells;
use super::frame::Frame;
use super::frame::write_csv;
use super::frame::write_parquet_groups;
use super::manifest::Run;
use super::manifest::manifest_of;
use crate::chart::draw_simulation;
use crate::explore::simulate::MemberSimulated;
use crate::explore::simulate::PolicySimulated;
use crate::explore::simulate::PoolSimulated;
use crate::explore::simulate::Simulated;
use crate::explore::simulate::Spread;
use crate::measure::Metric;
use crate::problem::Problem;
use crate::scenario::Scenario;
use crate::scenario::Tables;

pub use words::summary;

/// A simulation with what it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Simulation<'a> {
    /// The scenario, its tables and its outcome as it stands.
    pub subject: &'a Subject<'a>,
    /// What it came to.
    pub simulated: &'a Simulated,
    /// The seed of the draws.
    pub seed: u64,
}

/// The most members of a pool for which CSV stands beside Parquet.
const MOST_CSV_MEMBERS: usize = 50_000;

/// Writes the simulation as one JSON document, ended by a line feed.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(simulation: &Simulation<'_>, mut out: impl io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, &Document(simulation))?;
    out.write_all(b"\n")
}

struct Document<'a>(&'a Simulation<'a>);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let simulated = self.0.simulated;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("draws", &simulated.draws)?;
        map.serialize_entry("seed", &self.0.seed)?;
        map.serialize_entry("failed", &simulated.failed)?;
        map.serialize_entry("pools", &Pools(self.0))?;
        map.end()
    }
}

struct Pools<'a>(&'a Simulation<'a>);

impl Serialize for Pools<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let subject = self.0.subject;
        let pools = self.0.simulated.pools.iter().zip(&subject.outcome.pools);
        let (scenario, tables) = (subject.scenario, subject.tables);
        serializer.collect_map(pools.map(|(pool, result)| {
            let id = scenario.pools[result.pool].id.as_str();
            (id, Policies { scenario, tables, pool, index: result.pool })
        }))
    }
}

struct Policies<'a> {
    scenario: &'a Scenario,
    tables: &'a Tables,
    pool: &'a PoolSimulated,
    index: usize,
}

impl Serialize for Policies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let policies = self.scenario.policies.iter().zip(&self.pool.policies);
        serializer.collect_map(policies.map(|(spec, policy)| (spec.id.as_str(), Policy { of: self, policy })))
    }
}

struct Policy<'a> {
    of: &'a Policies<'a>,
    policy: &'a PolicySimulated,
}

impl Serialize for Policy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("members", &Members(self))?;
        map.serialize_entry("metrics", &Metrics(&self.policy.metrics))?;
        map.end()
    }
}

struct Members<'a>(&'a Policy<'a>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = self.0.of;
        let table = &of.tables.tables[of.scenario.pools[of.index].over];
        let members = of.pool.rows.iter().zip(&self.0.policy.members);
        serializer.collect_map(members.map(|(row, member)| (table.id(*row as usize), Member::of(member))))
    }
}

#[derive(Serialize)]
struct Member {
    award: Option<Six>,
    adequacy: Option<Six>,
    gain: Option<f64>,
    lose: Option<f64>,
    short: Option<f64>,
    rank_shift: Option<f64>,
}

impl Member {
    fn of(member: &MemberSimulated) -> Self {
        Member {
            award: member.award.map(Six),
            adequacy: member.adequacy.map(Six),
            gain: member.gain,
            lose: member.lose,
            short: member.short,
            rank_shift: member.rank_shift,
        }
    }
}

/// The six numbers of a spread.
struct Six(Spread);

impl Serialize for Six {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Spread::NAMES.into_iter().zip(self.0.numbers()))
    }
}

struct Metrics<'a>(&'a [Option<Spread>]);

impl Serialize for Metrics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let metrics = Metric::ALL.into_iter().zip(self.0);
        serializer.collect_map(metrics.map(|(metric, spread)| (metric.id(), spread.map(Six))))
    }
}

/// Writes `members` and `metrics` as tidy tables, charts, and the manifest, into a folder.
///
/// # Errors
/// A file that cannot be written.
pub fn write_files(simulation: &Simulation<'_>, folder: &mut Folder) -> Result<Notes, Problem> {
    let members = simulation.simulated.pools.iter().map(|pool| pool.rows.len()).max().unwrap_or(0);
    let shares = || {
        let pools = simulation.simulated.pools.iter().zip(&simulation.subject.outcome.pools);
        pools.flat_map(move |(pool, result)| {
            let policies = pool.policies.iter().enumerate();
            policies.map(move |(policy, own)| Shares { simulation, pool, index: result.pool, policy, own })
        })
    };
    if members <= MOST_CSV_MEMBERS {
        write(folder, "members.csv", |out| write_csv(shares().map(|share| share.members()), out))?;
    }
    let parquet = |out: &mut BufWriter<File>| {
        write_parquet_groups(shares().map(|share| share.members()), out).map_err(io::Error::other)
    };
    write(folder, "members.parquet", parquet)?;
    write(folder, "metrics.csv", |out| write_csv(shares().map(|share| share.metrics()), out))?;
    let mut notes = Notes::default();
    let (scenario, tables) = (simulation.subject.scenario, simulation.subject.tables);
    write_charts(simulation.subject, folder, &mut notes, &|style| {
        draw_simulation((scenario, tables), simulation.simulated, style)
    })?;
    let files: Vec<String> = folder.files().map(str::to_owned).chain([MANIFEST.to_owned()]).collect();
    let files = files.iter().map(String::as_str).collect();
    let run =
        Run { command: "simulate", seed: Some(simulation.seed), draws: Some(simulation.simulated.draws) };
    folder.write(MANIFEST, &manifest_of(simulation.subject, files, &run))?;
    Ok(notes)
}

fn write(
    folder: &mut Folder,
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), Problem> {
    let path = folder.open(name)?;
    let done = File::create(path).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    });
    done.map_err(|error| folder.problem(name, &error))
}

/// One policy on one pool, as rows of the tables.
struct Shares<'a> {
    simulation: &'a Simulation<'a>,
    pool: &'a PoolSimulated,
    index: usize,
    policy: usize,
    own: &'a PolicySimulated,
}

impl<'a> Shares<'a> {
    fn heading(&self) -> Vec<(&'a str, Cells<'a>)> {
        let scenario = self.simulation.subject.scenario;
        vec![
            ("policy", Cells::Same(&scenario.policies[self.policy].id)),
            ("pool", Cells::Same(&scenario.pools[self.index].id)),
        ]
    }

    fn members(&self) -> Frame<'a> {
        let subject = self.simulation.subject;
        let table = &subject.tables.tables[subject.scenario.pools[self.index].over];
        let rows = || self.pool.rows.iter().map(|row| *row as usize);
        let members = &self.own.members;
        let numbers = |value: &dyn Fn(&MemberSimulated) -> Option<f64>| {
            Cells::Number(members.iter().map(|member| value(member).unwrap_or(f64::NAN)).collect(), None)
        };
        let mut columns = self.heading();
        columns.push(("id", Cells::Text(rows().map(|row| table.id(row)).collect())));
        columns.push(("name", Cells::Text(rows().map(|row| table.name(row)).collect())));
        let award = ["award_mean", "award_p5", "award_p25", "award_p50", "award_p75", "award_p95"];
        for (place, name) in award.into_iter().enumerate() {
            columns.push((name, numbers(&|member| member.award.map(|spread| spread.numbers()[place]))));
        }
        let adequacy =
            ["adequacy_mean", "adequacy_p5", "adequacy_p25", "adequacy_p50", "adequacy_p75", "adequacy_p95"];
        for (place, name) in adequacy.into_iter().enumerate() {
            columns.push((name, numbers(&|member| member.adequacy.map(|spread| spread.numbers()[place]))));
        }
        columns.push(("gain", numbers(&|member| member.gain)));
        columns.push(("lose", numbers(&|member| member.lose)));
        columns.push(("short", numbers(&|member| member.short)));
        columns.push(("rank_shift", numbers(&|member| member.rank_shift)));
        Frame::new(members.len(), columns)
    }

    fn metrics(&self) -> Frame<'a> {
        let mut columns = self.heading();
        columns.push(("metric", Cells::Text(Metric::ALL.iter().map(|metric| metric.id()).collect())));
        for (place, name) in Spread::NAMES.into_iter().enumerate() {
            let numbers = self.own.metrics.iter();
            let numbers = numbers.map(|spread| spread.map_or(f64::NAN, |spread| spread.numbers()[place]));
            columns.push((name, Cells::Number(numbers.collect(), None)));
        }
        Frame::new(Metric::ALL.len(), columns)
    }
}
