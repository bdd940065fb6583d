//! The contract of the files that `compare` writes.

mod documents;
mod folders;
mod metrics;
mod package;
mod tables;
mod unusual;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::run::Place;
use crate::run::configs;
use crate::run::project;

/// The columns of each file, in order.
pub const AWARDS: &str =
    "policy,pool,id,name,stratum,claim,award,baseline,change,change_share,need,adequacy,per_head,bound,tie";
pub const PARTS: &str = "policy,pool,id,factor,amount";
pub const METRICS: &str = "policy,pool,metric,value,unit";
pub const GROUPS: &str = "policy,pool,grouping,group,members,award,need,adequacy,change";

/// The files of one run, held in memory.
pub struct Written {
    pub config: String,
    /// What the run said, in English.
    pub summary: String,
    pub files: BTreeMap<String, Vec<u8>>,
    pub awards: CsvFile,
    pub parts: CsvFile,
    pub metrics: CsvFile,
    pub groups: CsvFile,
}

impl Written {
    /// Compares a scenario of `configs/`.
    fn of(config: &str) -> Written {
        let place = Place::with_scenarios();
        let ran = place.succeed(&["compare", &format!("configs/{config}.toml"), "--out", "out"]);
        let read =
            |name: &str, columns: &str| CsvFile::parse_with(&place.read(&format!("out/{name}")), columns);
        Written {
            config: config.to_owned(),
            summary: ran.stdout,
            files: place.contents("out").into_iter().collect(),
            awards: read("awards.csv", AWARDS),
            parts: read("parts.csv", PARTS),
            metrics: read("metrics.csv", METRICS),
            groups: read("groups.csv", GROUPS),
        }
    }

    /// Every scenario of `configs/`, compared once for all tests.
    pub fn all() -> &'static [Written] {
        static ALL: OnceLock<Vec<Written>> = OnceLock::new();
        ALL.get_or_init(|| configs().par_iter().map(|config| Written::of(config)).collect())
    }

    /// The main scenario, which is the built-in example.
    pub fn example() -> &'static Written {
        Written::all().iter().find(|written| written.config == "yingjiang").expect("the main scenario")
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).expect("UTF-8")
    }

    /// The manifest.
    pub fn manifest(&self) -> Value {
        serde_json::from_str(self.text("manifest.json")).expect("JSON")
    }

    /// Whether a pool is money.
    pub fn is_money(&self, pool: &str) -> bool {
        self.unit(pool) == "yuan"
    }

    /// What a pool is counted in.
    pub fn unit(&self, pool: &str) -> &str {
        let total = self.metrics.rows().find(|row| row.get("pool") == pool && row.get("metric") == "total");
        total.expect("a total").get("unit")
    }
}

/// The residents of every unit, community and grid of the district, by id. A community has a grid for each 400
/// households; its residents live in them as its households do, which are spread as evenly as can be.
pub fn residents() -> BTreeMap<String, f64> {
    let mut all = BTreeMap::new();
    for table in ["units", "communities"] {
        let path = project().join(format!("data/yingjiang/{table}.csv"));
        let table = CsvFile::parse(&std::fs::read_to_string(path).expect("a table"));
        for row in table.rows() {
            let (id, people) = (row.get("id"), row.number("population").expect("residents"));
            all.insert(id.to_owned(), people);
            let households = row.number("households").expect("households");
            let grids = (households / 400.0).ceil() as usize;
            for grid in 0..grids {
                let share = ((households + (grids - 1 - grid) as f64) / grids as f64).floor();
                all.insert(format!("{id}-{:02}", grid + 1), people * share / households);
            }
        }
    }
    all
}
