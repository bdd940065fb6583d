//! A synthetic national roster of communities and villages, for trials at the country's scale.
//!
//! Every figure is made up; only the proportions follow what is published: about 18 % of committees are
//! residents' committees (113,000 of 615,000 in the civil affairs statistics of 2020), sizes are lognormal
//! around common ones, and shares of residents aged 65+ lie around the census's 13.5 %.

use std::io;

use serde_json::Value;
use serde_json::json;
use statrs::distribution::ContinuousCDF;
use statrs::distribution::LogNormal;
use statrs::distribution::Normal;

use crate::chance::Stream;

/// The columns of the roster.
pub const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "unit",
    "kind",
    "households",
    "population",
    "population_65",
    "low_income_households",
    "area_km2",
    "established",
    "staff",
    "existing_yuan",
];

/// The data package that describes a roster in the file `name`: every column is synthetic.
pub fn data_package(name: &str) -> String {
    let field = |column: &&str| {
        let kind = match *column {
            "id" | "name" | "unit" | "kind" => "string",
            "area_km2" => "number",
            _ => "integer",
        };
        json!({ "name": column, "type": kind, "origin": "synthetic", "source": "junheng generate" })
    };
    let fields: Vec<Value> = COLUMNS.iter().map(field).collect();
    let package = json!({
        "name": "synthetic-roster",
        "title": "A synthetic roster of communities and villages",
        "resources": [{ "name": "roster", "path": name, "schema": { "fields": fields, "primaryKey": "id" } }],
    });
    format!("{package:#}\n")
}

/// Communities to a unit.
const PER_UNIT: u64 = 16;

struct Streams {
    kind: Stream,
    households: Stream,
    persons: Stream,
    elders: Stream,
    low_income: Stream,
    area: Stream,
    established: Stream,
    staff: Stream,
    existing: Stream,
}

impl Streams {
    fn new(seed: u64) -> Self {
        let stream = |name| Stream::new(seed, name, 0);
        Streams {
            kind: stream("kind"),
            households: stream("households"),
            persons: stream("persons"),
            elders: stream("elders"),
            low_income: stream("low income"),
            area: stream("area"),
            established: stream("established"),
            staff: stream("staff"),
            existing: stream("existing"),
        }
    }
}

/// Writes a roster of `communities` rows as CSV with the columns [`COLUMNS`]; the same seed gives the same bytes.
///
/// # Errors
/// What `out` fails with.
pub fn write_roster(communities: u64, seed: u64, mut out: impl io::Write) -> io::Result<()> {
    let streams = Streams::new(seed);
    let size = LogNormal::new(0.0, 0.7).map_err(io::Error::other)?;
    let noise = Normal::new(0.0, 1.0).map_err(io::Error::other)?;
    writeln!(out, "{}", COLUMNS.join(","))?;
    for row in 0..communities {
        let urban = streams.kind.uniform(row) < 113.0 / 615.0;
        let kind = if urban { "community" } else { "village" };
        let middle = if urban { 2000.0 } else { 550.0 };
        let households = (middle * size.inverse_cdf(streams.households.uniform(row))).clamp(30.0, 20_000.0);
        let households = households.round();
        let per_household = 2.62 + 0.35 * noise.inverse_cdf(streams.persons.uniform(row));
        let population = (households * per_household.clamp(1.6, 4.2)).round();
        let elders = 0.135 + 0.045 * noise.inverse_cdf(streams.elders.uniform(row));
        let population_65 = (population * elders.clamp(0.03, 0.4)).round();
        let low_income = (households * 0.04 * streams.low_income.uniform(row)).round();
        let area = (if urban { 0.8 } else { 9.0 }) * size.inverse_cdf(streams.area.uniform(row));
        let established = 1950 + (streams.established.uniform(row) * 70.0) as u32;
        let staff = 3 + (households / 400.0) as u64 + (streams.staff.uniform(row) * 4.0) as u64;
        let existing = 100.0 * (400.0 + 1200.0 * streams.existing.uniform(row)).round();
        let (id, unit) = (row + 1, row / PER_UNIT + 1);
        writeln!(
            out,
            "C{id:07},{kind} {id},U{unit:06},{kind},{households},{population},{population_65},\
             {low_income},{area:.2},{established},{staff},{existing}"
        )?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let write = |seed| {
            let mut bytes = Vec::new();
            write_roster(500, seed, &mut bytes).unwrap();
            bytes
        };
        assert_eq!(write(0), write(0));
        assert_ne!(write(0), write(1));
        let text = String::from_utf8(write(0)).unwrap();
        assert_eq!(text.lines().count(), 501);
        assert!(text.lines().all(|line| line.split(',').count() == COLUMNS.len()));
    }

    #[test]
    fn the_data_package_calls_every_column_synthetic() {
        let package: Value = serde_json::from_str(&data_package("roster.csv")).unwrap();
        let resource = &package["resources"][0];
        assert_eq!(resource["path"], "roster.csv");
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(names, COLUMNS);
        assert!(fields.iter().all(|field| field["origin"] == "synthetic"));
    }
}
