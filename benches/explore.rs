//! A parameter sweep of the district with all its metrics, and draws of the country. Run with
//! `cargo bench --bench explore`; the NumPy program beside it is `benches/simulate_numpy.py`.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use junheng::explore::Cases;
use junheng::explore::Draws;
use junheng::explore::Simulation;
use junheng::explore::Sweep;
use junheng::explore::Trial;
use junheng::explore::simulate::BUDGET;
use junheng::problem::Source;
use junheng::roster::write_roster;
use junheng::scenario;
use junheng::scenario::Scenario;
use junheng::scenario::Tables;
use junheng::table;

const COMMUNITIES: u64 = 600_000;

fn load(name: &str, text: String, folder: &Path) -> (Scenario, Tables) {
    let draft = scenario::draft(Source { name: name.to_owned(), text }, folder, &[]).expect("it is sound");
    let tables = draft.files.iter().map(table::attempt).collect();
    scenario::check(draft, tables).expect("it is sound")
}

static DISTRICT: LazyLock<(Scenario, Tables)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let text = std::fs::read_to_string(folder.join("yingjiang.toml")).expect("the scenario is there");
    load("yingjiang.toml", text, &folder)
});

static COUNTRY: LazyLock<(Scenario, Tables, tempfile::TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = File::create(folder.path().join("roster.csv")).expect("a file in it");
    write_roster(COMMUNITIES, 1, BufWriter::new(file)).expect("the roster is written");
    let (scenario, tables) = load("simulate.toml", include_str!("simulate.toml").to_owned(), folder.path());
    (scenario, tables, folder)
});

/// 4,001 cases of one parameter, three policies, two pools, every metric.
#[divan::bench(sample_count = 9, sample_size = 1)]
fn a_district_sweep(bencher: Bencher) {
    let (scenario, tables) = &*DISTRICT;
    let trial = Trial::new(scenario, tables).expect("it is sound");
    let cases = Cases::grid(scenario, &["per_head=0:40:0.01".to_owned()]).expect("a grid");
    let sweep = Sweep { trial: &trial, cases: &cases, awards: false };
    bencher.counter(ItemsCount::new(cases.len())).bench_local(|| sweep.records(0..cases.len()));
}

/// Ten draws of the country: awards and metrics of two policies, and what is told of every member.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn b_national_draws(bencher: Bencher) {
    let (scenario, tables, _) = &*COUNTRY;
    let trial = Trial::new(scenario, tables).expect("it is sound");
    let draws = Draws::new(scenario, tables, 1).expect("it is uncertain");
    let count = 10;
    let simulation = Simulation { trial: &trial, draws: &draws, count, budget: BUDGET };
    bencher.counter(ItemsCount::new(count)).bench_local(|| simulation.run(&|_, _| {}).expect("draws"));
}

fn main() {
    divan::main();
}
