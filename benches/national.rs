//! A roster of 600,000 communities through the whole program, beside polars alone reading that roster and
//! writing as large a Parquet file. Run with `cargo bench --bench national`.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::AllocProfiler;
use divan::Bencher;
use junheng::evaluate::Outcome;
use junheng::evaluate::Provenance;
use junheng::evaluate::evaluate;
use junheng::language::Language;
use junheng::problem::Source;
use junheng::report::Subject;
use junheng::report::frame::write_parquet;
use junheng::report::resource::awards;
use junheng::roster::write_roster;
use junheng::scenario;
use junheng::scenario::Scenario;
use junheng::scenario::Tables;
use junheng::table;
use polars::prelude::CsvReadOptions;
use polars::prelude::DataFrame;
use polars::prelude::ParquetReader;
use polars::prelude::ParquetWriter;
use polars::prelude::SerReader;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const COMMUNITIES: u64 = 600_000;
const SCENARIO: &str = include_str!("national.toml");
/// What makes the scenario one with a service catalogue.
const SERVICES: &str = "\n[services]\nfile = \"services.csv\"\nover = \"communities\"\n";

/// A folder with the roster in it; it stays until the benchmark ends.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = File::create(folder.path().join("roster.csv")).expect("a file in it");
    write_roster(COMMUNITIES, 1, BufWriter::new(file)).expect("the roster is written");
    std::fs::write(folder.path().join("services.csv"), catalogue()).expect("the catalogue is written");
    folder
});

/// A catalogue of 20 items: services, administrative work and requests, by four drivers.
fn catalogue() -> String {
    let mut text = String::from("id,label_en,label_zh,department,kind,per,hours,yuan,admitted,funded\n");
    let drivers = ["population_65", "0.02 * population", "ROUNDUP(households / 400, 0)", "50"];
    let kinds = ["service", "administrative", "request", "service", "administrative"];
    for item in 0..20 {
        let (per, kind) = (drivers[item % drivers.len()], kinds[item % kinds.len()]);
        let (hours, yuan) = (1.5 + item as f64, 2.5 * (item as f64 + 1.0));
        text.push_str(&format!("item{item},Item {item},事项{item},department {},{kind},", item % 7));
        text.push_str(&format!("\"{per}\",{hours},{yuan},TRUE,0.{}\n", item % 10));
    }
    text
}

fn path(name: &str) -> PathBuf {
    FOLDER.path().join(name)
}

fn load() -> (Scenario, Tables) {
    load_with("")
}

/// The scenario with `more` at its end.
fn load_with(more: &str) -> (Scenario, Tables) {
    let source = Source { name: "national.toml".to_owned(), text: format!("{SCENARIO}{more}") };
    let draft = scenario::draft(source, Path::new(FOLDER.path()), &[]).expect("the scenario is sound");
    let tables = draft.files.iter().map(table::attempt).collect();
    scenario::check(draft, tables).expect("the scenario is sound")
}

fn write(scenario: &Scenario, tables: &Tables, outcome: &Outcome) {
    let provenance = Provenance::default();
    let subject = Subject { scenario, tables, outcome, provenance: &provenance, language: Language::English };
    let file = BufWriter::new(File::create(path("awards.parquet")).expect("a file"));
    write_parquet(awards::AWARDS.frames(&subject).expect("awards are always written"), file)
        .expect("the awards are written");
}

/// The awards as polars reads them back: what the baseline writes.
static AWARDS: LazyLock<DataFrame> = LazyLock::new(|| {
    let (scenario, tables) = load();
    let outcome = evaluate(&scenario, &tables).expect("the scenario is sound");
    write(&scenario, &tables, &outcome);
    ParquetReader::new(File::open(path("awards.parquet")).expect("a file")).finish().expect("a Parquet file")
});

fn read_with_polars() -> DataFrame {
    CsvReadOptions::default()
        .with_has_header(true)
        .try_into_reader_with_file_path(Some(path("roster.csv")))
        .expect("the roster can be opened")
        .finish()
        .expect("the roster can be read")
}

/// The baseline: polars alone reads the roster and writes as large a Parquet file.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn a_polars_alone(bencher: Bencher) {
    let mut awards = AWARDS.clone();
    bencher.bench_local(|| {
        let roster = read_with_polars();
        let file = BufWriter::new(File::create(path("baseline.parquet")).expect("a file"));
        ParquetWriter::new(file).finish(&mut awards).expect("the awards are written");
        roster.height()
    });
}

/// The whole program: CSV in, formulas, claims, awards, metrics, Parquet out.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn b_junheng_whole(bencher: Bencher) {
    LazyLock::force(&FOLDER);
    bencher.bench_local(|| {
        let (scenario, tables) = load();
        let outcome = evaluate(&scenario, &tables).expect("the scenario is sound");
        write(&scenario, &tables, &outcome);
    });
}

/// Its parts: reading.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn c_junheng_reading(bencher: Bencher) {
    LazyLock::force(&FOLDER);
    bencher.bench_local(load);
}

/// Its parts: formulas, claims, awards, metrics.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn d_junheng_evaluating(bencher: Bencher) {
    let (scenario, tables) = load();
    bencher.bench_local(|| evaluate(&scenario, &tables).expect("the scenario is sound"));
}

/// Its parts: writing.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn e_junheng_writing(bencher: Bencher) {
    let (scenario, tables) = load();
    let outcome = evaluate(&scenario, &tables).expect("the scenario is sound");
    bencher.bench_local(|| write(&scenario, &tables, &outcome));
}

/// The whole program with a service catalogue of 20 items, whose columns the need and a factor may rest on.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn f_junheng_whole_with_catalogue(bencher: Bencher) {
    LazyLock::force(&FOLDER);
    bencher.bench_local(|| {
        let (scenario, tables) = load_with(SERVICES);
        let outcome = evaluate(&scenario, &tables).expect("the scenario is sound");
        write(&scenario, &tables, &outcome);
    });
}

fn main() {
    divan::main();
}
