//! The workbook computes what the program computes: LibreOffice opens it, recalculates it, and every award is the
//! same to the fen, also after a parameter was changed in the file.

mod corners;
mod formulas;
mod golden;
mod limits;
mod office;
mod posts;

use std::fs;

use calamine::Data;
use calamine::Range;
use junheng::evaluate::Outcome;
use junheng::evaluate::evaluate;
use junheng::evaluate::provenance;
use junheng::language::Language;
use junheng::measure::Metric;
use junheng::problem::Source;
use junheng::report::Subject;
use junheng::report::workbook::workbook;
use junheng::scenario;
use junheng::scenario::Scenario;
use junheng::scenario::Tables;
use junheng::table;

use crate::run::configs;
use crate::run::none_wrong;
use crate::run::project;

use office::Book;
use office::recalculated;
use office::titled;

/// How far a measure may be from the program's, relatively: sums of floats in another order.
const NEAR: f64 = 1e-9;

/// An evaluated scenario.
struct Run {
    scenario: Scenario,
    tables: Tables,
    outcome: Outcome,
}

impl Run {
    fn of(config: &str, overrides: &[&str]) -> Run {
        let path = project().join(format!("configs/{config}.toml"));
        let text = fs::read_to_string(&path).expect("a scenario");
        Run::read(&text, &project().join("configs"), overrides)
    }

    fn read(text: &str, folder: &std::path::Path, overrides: &[&str]) -> Run {
        let source = Source { name: "scenario.toml".to_owned(), text: text.to_owned() };
        let overrides: Vec<String> = overrides.iter().map(|given| (*given).to_owned()).collect();
        let say = |problems: junheng::problem::Problems| problems.render(Language::English, false);
        let draft =
            scenario::draft(source, folder, &overrides).unwrap_or_else(|wrong| panic!("{}", say(wrong)));
        let attempts = draft.files.iter().map(table::attempt).collect();
        let (scenario, tables) =
            scenario::check(draft, attempts).unwrap_or_else(|wrong| panic!("{}", say(wrong)));
        let outcome = evaluate(&scenario, &tables).unwrap_or_else(|wrong| panic!("{}", say(wrong)));
        Run { scenario, tables, outcome }
    }

    fn workbook(&self, language: Language) -> Vec<u8> {
        let provenance = provenance(&self.scenario, &self.tables);
        let Run { scenario, tables, outcome } = self;
        workbook(&Subject { scenario, tables, outcome, provenance: &provenance, language })
            .expect("a workbook")
    }

    /// The workbook with the awards of this run and the chosen numbers of another: what stands in the file after
    /// somebody has typed over the parameters and before it is computed again.
    fn typed_over(&self, other: &Run) -> Vec<u8> {
        let mut scenario = self.scenario.clone();
        for (own, other) in scenario.parameters.iter_mut().zip(&other.scenario.parameters) {
            own.value = other.value;
        }
        for (own, other) in scenario.pools.iter_mut().zip(&other.scenario.pools) {
            own.total = other.total;
        }
        let (provenance, language) = (provenance(&scenario, &self.tables), Language::English);
        let (scenario, tables, outcome) = (&scenario, &self.tables, &self.outcome);
        workbook(&Subject { scenario, tables, outcome, provenance: &provenance, language })
            .expect("a workbook")
    }

    /// What differs between the book and this run.
    fn differences(&self, what: &str, book: &mut Book) -> Vec<String> {
        let mut wrong = Vec::new();
        for result in &self.outcome.pools {
            let pool = &self.scenario.pools[result.pool];
            for (policy, outcome) in self.scenario.policies.iter().zip(&result.policies) {
                let title = format!("{} · {}", pool.label.en, policy.label.en);
                let sheet = titled(book, &title);
                let award = column(&sheet, "Award");
                for (member, expected) in outcome.shared.awards.iter().enumerate() {
                    let found = sheet.get((3 + member, award));
                    let expected = pool.unit.whole(*expected);
                    if found != Some(&Data::Float(expected)) && found != Some(&Data::Int(expected as i64)) {
                        wrong.push(format!("{what}: {title}, member {member}: {found:?}, not {expected}"));
                    }
                }
            }
        }
        wrong.extend(self.measures(what, book));
        wrong.extend(posts::differences(self, what, book));
        wrong.truncate(20);
        wrong
    }

    fn measures(&self, what: &str, book: &mut Book) -> Vec<String> {
        let sheet = book.sheet("Summary");
        let mut wrong = Vec::new();
        for result in &self.outcome.pools {
            let pool = &self.scenario.pools[result.pool];
            for metric in Metric::ALL {
                let of_pool = |row: &&[Data]| row[0] == pool.label.en.as_str() && row[2] == metric.id();
                let row = sheet.rows().find(of_pool).expect("the measure has a row");
                for (policy, outcome) in result.policies.iter().enumerate() {
                    let expected = outcome.metrics.get(metric).number(&pool.unit);
                    if !is_near(&row[4 + policy], expected) {
                        let id = metric.id();
                        wrong.push(format!(
                            "{what}: {id} of policy {policy} of {}: {:?}, not {expected:?}",
                            pool.id,
                            row[4 + policy]
                        ));
                    }
                }
            }
        }
        wrong
    }
}

/// The column whose heading begins with a text.
fn column(sheet: &Range<Data>, heading: &str) -> usize {
    let row = sheet.rows().nth(2).expect("headings");
    row.iter().position(|cell| cell.to_string().starts_with(heading)).expect("the column is there")
}

fn is_near(found: &Data, expected: Option<f64>) -> bool {
    let found = match found {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    };
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= NEAR * expected.abs().max(1e-3),
        (found, expected) => found == expected,
    }
}

#[test]
fn every_scenario_recalculates_to_its_own_awards() {
    let runs: Vec<(String, Run)> =
        configs().into_iter().map(|config| (config.clone(), Run::of(&config, &[]))).collect();
    let books: Vec<(String, Vec<u8>)> =
        runs.iter().map(|(config, run)| (config.clone(), run.workbook(Language::English))).collect();
    let Some(found) = recalculated(&books) else { return };
    let mut wrong = Vec::new();
    for ((config, run), mut book) in runs.iter().zip(found) {
        wrong.extend(run.differences(config, &mut book));
    }
    none_wrong(&wrong);
}

/// What is changed in each scenario.
const CHANGES: [(&str, &[&str]); 11] = [
    ("yingjiang", &["per_head=23.5"]),
    ("yingjiang", &["floor_share=0.85", "new_years=6", "per_km2=4100"]),
    ("yingjiang", &["posts_base=2", "posts_per_10000=3.1", "available_hours=1700"]),
    ("yingjiang", &["year=2026", "pools.operating.money=7654321.09"]),
    ("funding-follows-task", &["households_per_grid=350", "allowance=0.2", "available_hours=1700"]),
    ("hold-harmless", &["kept=0.97", "per_head=21", "base=41000"]),
    ("posts-sink", &["workers_per_post=3.1", "households_per_worker=400", "pools.posts.posts=151"]),
    ("size-bands", &["small=51000", "large_above=2500", "small_below=1100"]),
    ("size-bands", &["pools.operating.money=5432100"]),
    ("whistle", &["passed_up=0.45", "hours_per_request=3.5", "target_hours=1", "pools.workers.posts=400"]),
    ("wisn", &["training=10", "support_share=0.2", "households_per_grid=350"]),
];

#[test]
fn a_parameter_changed_in_the_file_changes_the_awards_as_set_does() {
    let changes: Vec<(String, Run, Run)> = CHANGES
        .iter()
        .enumerate()
        .map(|(number, (config, changes))| {
            (format!("{config}-{number}"), Run::of(config, &[]), Run::of(config, changes))
        })
        .collect();
    let books: Vec<(String, Vec<u8>)> =
        changes.iter().map(|(name, before, after)| (name.clone(), before.typed_over(after))).collect();
    for ((name, before, after), (_, bytes)) in changes.iter().zip(&books) {
        let differ = before.outcome.pools.iter().zip(&after.outcome.pools).any(|(before, after)| {
            before.policies.iter().zip(&after.policies).any(|(b, a)| b.shared.awards != a.shared.awards)
        });
        assert!(differ, "{name} changes nothing");
        // The file still shows the awards from before.
        let stale = before.differences(name, &mut Book::of(bytes.clone()));
        assert!(stale.iter().all(|wrong| !wrong.contains("member")), "{name}: {stale:?}");
    }
    let Some(found) = recalculated(&books) else { return };
    let mut wrong = Vec::new();
    for ((name, _, after), mut book) in changes.iter().zip(found) {
        wrong.extend(after.differences(name, &mut book));
    }
    none_wrong(&wrong);
}
