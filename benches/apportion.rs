//! 2.4 million posts over 600,000 units by each method, and 10^11 fen over 600,000 communities by each rule,
//! beside reading the file they stand in and beside giving posts out one by one from a heap. Run with
//! `cargo bench --bench apportion`.

use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use junheng::allocate::Allocation;
use junheng::allocate::Apportionment;
use junheng::allocate::Request;
use junheng::allocate::Rounding;
use junheng::allocate::Rule;
use junheng::allocate::TiePolicy;
use junheng::allocate::allocate;
use junheng::allocate::apportion;
use junheng::roster::write_roster;
use junheng::table;
use junheng::table::Encoding;
use junheng::table::Key;
use junheng::table::Table;
use junheng::table::TableFile;

const UNITS: usize = 600_000;
const POSTS: i64 = 2_400_000;
const MONEY: i64 = 100_000_000_000;

/// A folder with the file of ids and weights in it; it stays until the benchmark ends.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let roster = ROSTER.ids().zip(numbers("population"));
    let rows: String = roster.map(|(id, people)| format!("{id},{people}\n")).collect();
    fs::write(folder.path().join("weights.csv"), format!("id,weight\n{rows}")).expect("a file in it");
    folder
});

/// The synthetic roster.
static ROSTER: LazyLock<Table> = LazyLock::new(|| {
    let mut bytes = Vec::new();
    write_roster(UNITS as u64, 1, &mut bytes).expect("memory takes it");
    table::read_bytes(&file("roster.csv".into()), &bytes, None).expect("the roster is well formed")
});

static IDS: LazyLock<Vec<&str>> = LazyLock::new(|| ROSTER.ids().collect());
static WEIGHTS: LazyLock<Vec<f64>> = LazyLock::new(|| numbers("population"));

fn file(path: PathBuf) -> TableFile {
    TableFile {
        name: "units".to_owned(),
        shown: path.display().to_string(),
        path,
        encoding: Encoding::Utf8,
        sheet: None,
        text_columns: vec!["unit".to_owned()],
        key: Key::Required,
    }
}

fn numbers(column: &str) -> Vec<f64> {
    let column = ROSTER.column(column).expect("a column of the roster");
    (0..ROSTER.rows()).map(|row| column.number(row).expect("a number")).collect()
}

/// Reading the file, for comparison: what `calc apportion` does before any arithmetic.
#[divan::bench(sample_count = 9, sample_size = 1)]
fn a_reading_the_file(bencher: Bencher) {
    let file = file(FOLDER.path().join("weights.csv"));
    bencher.bench_local(|| table::read(&file).expect("the file is well formed"));
}

/// A right to a next post; the greatest comes first, of equals the member that stands first.
struct Right(f64, Reverse<usize>);

impl PartialEq for Right {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Right {}

impl PartialOrd for Right {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Right {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

/// One post after another to whoever has the greatest right, in floats.
fn by_heap(weights: &[f64], posts: i64, signpost: impl Fn(f64) -> f64) -> Vec<i64> {
    let mut given = vec![0i64; weights.len()];
    let rights =
        weights.iter().enumerate().map(|(member, weight)| Right(weight / signpost(0.0), Reverse(member)));
    let mut heap: BinaryHeap<Right> = rights.collect();
    for _ in 0..posts {
        let Some(mut top) = heap.peek_mut() else { break };
        let member = top.1.0;
        given[member] += 1;
        top.0 = weights[member] / signpost(given[member] as f64);
    }
    given
}

/// The plain way to the divisor methods: a heap of rights, one post at a time, without exact comparisons.
#[divan::bench(sample_count = 5, sample_size = 1, args = ["webster", "hill", "jefferson", "adams", "dean"])]
fn b_heap(bencher: Bencher, method: &str) {
    let signpost: fn(f64) -> f64 = match method {
        "webster" => |s| s + 0.5,
        "hill" => |s| (s * (s + 1.0)).sqrt(),
        "jefferson" => |s| s + 1.0,
        "adams" => |s| s,
        _ => |s| 2.0 * s * (s + 1.0) / (2.0 * s + 1.0),
    };
    let weights = WEIGHTS.as_slice();
    bencher.bench_local(|| by_heap(weights, POSTS, signpost));
}

fn apportioned(method: &str, least: &[i64], most: &[i64]) -> Apportionment {
    let method = Rounding::from_id(method).expect("a method");
    apportion(&WEIGHTS, POSTS, least, most, method, TiePolicy::ById, &IDS.as_slice()).expect("room for all")
}

/// The same posts by junheng, exactly, ties settled and flagged.
#[divan::bench(sample_count = 9, sample_size = 1, args = Rounding::ALL.iter().map(|method| method.id()))]
fn c_posts(bencher: Bencher, method: &str) {
    let (least, most) = (vec![0; UNITS], vec![i64::MAX; UNITS]);
    LazyLock::force(&IDS);
    bencher.bench_local(|| apportioned(method, &least, &most));
}

/// Amounts in fen: claims of 200 a resident and 100,000 a community, needs, and existing means.
static AMOUNTS: LazyLock<[Vec<f64>; 3]> = LazyLock::new(|| {
    let claims = WEIGHTS.iter().map(|people| 100_000.0 + 200.0 * people);
    let needs = WEIGHTS.iter().map(|people| 2_000_000.0 + 10_000.0 * people);
    let existing = numbers("existing_yuan").into_iter().map(|yuan| 100.0 * yuan);
    [claims.collect(), needs.collect(), existing.collect()]
});

fn shared(rule: &str) -> Allocation {
    let [claims, needs, existing] = &*AMOUNTS;
    let request = Request {
        ids: &IDS.as_slice(),
        claims,
        needs: Some(needs),
        existing: Some(existing),
        floors: None,
        caps: None,
        total: MONEY,
        rule: Rule::from_id(rule).expect("a rule"),
        rounding: Rounding::LargestRemainder,
        ties: TiePolicy::ById,
    };
    allocate(&request).expect("a division")
}

/// Money to the fen under each rule, by largest remainders.
#[divan::bench(sample_count = 9, sample_size = 1, args = Rule::ALL.iter().map(|rule| rule.id()))]
fn d_money(bencher: Bencher, rule: &str) {
    LazyLock::force(&AMOUNTS);
    LazyLock::force(&IDS);
    bencher.bench_local(|| shared(rule));
}

fn main() {
    divan::main();
}
