//! The contract of the files that `compare` writes.

mod documents;
mod folders;
mod metrics;
mod tables;

use crate::csv_file::CsvFile;
use crate::run::Place;

/// The columns of each file, in order.
pub const AWARDS: &str =
    "policy,pool,id,name,stratum,claim,award,baseline,change,change_share,need,adequacy,per_head,bound,tie";
pub const PARTS: &str = "policy,pool,id,factor,amount";
pub const METRICS: &str = "policy,pool,metric,value,unit";
pub const GROUPS: &str = "policy,pool,grouping,group,members,award,need,adequacy,change";

/// The files of one run, and its folder `out`.
pub struct Written {
    pub place: Place,
    pub config: String,
    pub awards: CsvFile,
    pub parts: CsvFile,
    pub metrics: CsvFile,
    pub groups: CsvFile,
}

impl Written {
    /// Compares a scenario of `configs/`.
    pub fn of(config: &str) -> Written {
        let place = Place::with_scenarios();
        place.succeed(&["compare", &format!("configs/{config}.toml"), "--out", "out"]);
        let read =
            |name: &str, columns: &str| CsvFile::parse_with(&place.read(&format!("out/{name}")), columns);
        Written {
            config: config.to_owned(),
            awards: read("awards.csv", AWARDS),
            parts: read("parts.csv", PARTS),
            metrics: read("metrics.csv", METRICS),
            groups: read("groups.csv", GROUPS),
            place,
        }
    }

    /// Every scenario of `configs/`, compared.
    pub fn all() -> Vec<Written> {
        crate::run::configs().iter().map(|config| Written::of(config)).collect()
    }

    /// Whether a pool is money.
    pub fn is_money(&self, pool: &str) -> bool {
        self.metric(pool, |row| row.get("metric") == "total").get("unit") == "yuan"
    }

    /// The first metric of a pool for which `fits`.
    fn metric(
        &self,
        pool: &str,
        fits: impl Fn(&crate::csv_file::Row<'_>) -> bool,
    ) -> crate::csv_file::Row<'_> {
        self.metrics.rows().find(|row| row.get("pool") == pool && fits(row)).expect("a metric")
    }
}
