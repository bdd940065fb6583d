//! A scenario that is open: its text and its tables, read once and never changed. What is set in it comes with
//! each request and goes the very way of `--set` on the command line.

use std::path::PathBuf;
use std::sync::Arc;

use sha2::Digest;
use sha2::Sha256;

use super::desk::Watch;
use super::ready::Ready;
use super::refusal::Refusal;
use crate::evaluate::Outcome;
use crate::evaluate::Provenance;
use crate::evaluate::evaluate_until;
use crate::evaluate::provenance;
use crate::explore::Prepared;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Source;
use crate::problem::Stop;
use crate::report::Subject;
use crate::scenario;
use crate::scenario::DraftAttempt;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use crate::table::Attempt;
use crate::table::Table;
use crate::table::TableFile;

/// The most numbers that a request may have worked out, unless the scenario as loaded takes more: members times
/// factors and results, over all pools and policies.
const MOST_NUMBERS: usize = 50_000_000;

/// A scenario that is open.
#[derive(Debug)]
pub struct Opened {
    /// Names it in requests: a hash of all it holds.
    pub id: String,
    /// The scenario file's name without its extension.
    pub name: String,
    source: Source,
    folder: PathBuf,
    tables: Vec<(TableFile, Arc<Table>)>,
    set: Vec<String>,
    most_numbers: usize,
    is_uploaded: bool,
}

/// A scenario with what is set in it, worked out.
#[derive(Debug)]
pub struct Worked {
    /// The scenario.
    pub scenario: Scenario,
    /// Its tables.
    pub tables: Arc<Tables>,
    /// The result.
    pub outcome: Outcome,
    /// Where its figures come from.
    pub provenance: Arc<Provenance>,
    /// Whether the scenario was read with all that is set in it; else it was prepared before, and its values alone
    /// are those that are set.
    pub is_read: bool,
}

impl Worked {
    /// What is reported of it, and to whom.
    pub fn subject(&self, language: Language) -> Subject<'_> {
        let Worked { scenario, tables, outcome, provenance, .. } = self;
        Subject { scenario, tables, outcome, provenance, language }
    }

    /// Numbers that were worked out.
    pub fn numbers(&self) -> usize {
        numbers(&self.scenario, &self.tables)
    }
}

impl Opened {
    /// Opens a scenario whose tables have been read: `tables` holds each file that its draft names with what was
    /// read from it. `set`: the values given on the command line.
    ///
    /// # Errors
    /// Every mistake in it, as `check` finds them.
    pub fn new(
        source: Source,
        folder: PathBuf,
        tables: Vec<(TableFile, Attempt)>,
        set: Vec<String>,
    ) -> Result<Opened, Problems> {
        Opened::read(source, folder, tables, set, None)
    }

    /// Opens a scenario that the page sent; `tables` as for [`Opened::new`].
    ///
    /// # Errors
    /// Every mistake in it; that the work was given up.
    pub fn uploaded(
        source: Source,
        tables: Vec<(TableFile, Attempt)>,
        stop: &Stop,
    ) -> Result<Opened, Problems> {
        Opened::read(source, PathBuf::new(), tables, Vec::new(), Some(stop))
    }

    /// `sent`: by which the work is given up, of a scenario that the page sent.
    fn read(
        source: Source,
        folder: PathBuf,
        tables: Vec<(TableFile, Attempt)>,
        set: Vec<String>,
        sent: Option<&Stop>,
    ) -> Result<Opened, Problems> {
        let is_uploaded = sent.is_some();
        let never = Stop::never();
        let stop = sent.unwrap_or(&never);
        let name = PathBuf::from(&source.name);
        let name = name.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| "scenario".to_owned());
        let draft = match scenario::attempt_draft(copy(&source), &folder, &set) {
            DraftAttempt::Draft(draft) => *draft,
            DraftAttempt::Tables { mut problems, .. } => {
                problems.0.extend(tables.into_iter().flat_map(|(_, attempt)| attempt.problems.0));
                return Err(problems);
            }
        };
        let mut kept = Vec::new();
        let mut attempts = Vec::new();
        for (file, attempt) in tables {
            kept.extend(attempt.table.as_ref().map(|table| (file, Arc::new(table.clone()))));
            attempts.push(attempt);
        }
        let (checked, tables) = scenario::check(draft, attempts)?;
        let as_loaded = numbers(&checked, &tables);
        if is_uploaded && as_loaded > MOST_NUMBERS {
            return Err(too_much(&source.name).into());
        }
        evaluate_until(&checked, &tables, stop)?;
        let id = identity(&source, &kept, &set);
        let most_numbers = MOST_NUMBERS.max(as_loaded.saturating_mul(4));
        Ok(Opened { id, name, source, folder, tables: kept, set, most_numbers, is_uploaded })
    }

    /// Works out the scenario with `set` in it, each `NAME=VALUE` as after `--set`.
    ///
    /// # Errors
    /// Every mistake in it; that it is too much for the page; that nobody waits any more.
    pub fn work(&self, set: &[String], watch: &Watch) -> Result<Worked, Refusal> {
        let (scenario, tables) = self.read_with(set, watch)?;
        watch.step("evaluate")?;
        let outcome = evaluate_until(&scenario, &tables, watch.stop())?;
        watch.step("describe")?;
        let provenance = Arc::new(provenance(&scenario, &tables));
        Ok(Worked { scenario, tables: Arc::new(tables), outcome, provenance, is_read: true })
    }

    /// Prepares the scenario with `set` in it for changes.
    ///
    /// # Errors
    /// As [`Opened::work`].
    pub fn prepare(&self, set: &[String], watch: &Watch) -> Result<Ready, Refusal> {
        let (scenario, tables) = self.read_with(set, watch)?;
        watch.step("evaluate")?;
        let provenance = Arc::new(provenance(&scenario, &tables));
        let prepared = Prepared::new(scenario, Arc::new(tables), watch.stop())?;
        Ok(Ready::new(prepared, provenance))
    }

    /// The scenario with `set` in it, checked.
    fn read_with(&self, set: &[String], watch: &Watch) -> Result<(Scenario, Tables), Refusal> {
        let all: Vec<String> = self.set.iter().chain(set).cloned().collect();
        let draft = match scenario::attempt_draft(copy(&self.source), &self.folder, &all) {
            DraftAttempt::Draft(draft) => *draft,
            DraftAttempt::Tables { problems, .. } => return Err(problems.into()),
        };
        let attempts = draft.files.iter().map(|file| self.table(file)).collect();
        watch.step("check")?;
        let (scenario, tables) = scenario::check(draft, attempts)?;
        if numbers(&scenario, &tables) > self.most_numbers {
            return Err(too_much(&self.source.name).into());
        }
        Ok((scenario, tables))
    }

    /// A table as it was read; never a file.
    fn table(&self, file: &TableFile) -> Attempt {
        match self.tables.iter().find(|(known, _)| is_same(known, file)) {
            Some((_, table)) => Attempt { table: Some(Table::clone(table)), problems: Problems::default() },
            None => unread(file),
        }
    }

    /// The table that was read from a file of that name, for a scenario that is sent again with another roster.
    pub fn table_called(&self, name: &str) -> Option<&(TableFile, Arc<Table>)> {
        self.tables.iter().find(|(file, _)| super::upload::bare(&file.shown) == name)
    }

    /// The scenario's own text, as loaded.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Where its files were looked for.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// The values given on the command line.
    pub fn set(&self) -> &[String] {
        &self.set
    }

    /// Whether the page sent it.
    pub fn is_uploaded(&self) -> bool {
        self.is_uploaded
    }

    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        let cells = |table: &Table| table.rows() * (table.columns.len() * 12 + 48);
        self.source.text.len() + self.tables.iter().map(|(_, table)| cells(table)).sum::<usize>()
    }
}

/// A table that nobody sent.
pub fn unread(file: &TableFile) -> Attempt {
    let problem = Problem::new(
        Place::File(file.shown.clone()),
        format!("table `{}` was not sent with the scenario; the page opens no file", file.name),
        format!("数据表 `{}` 未随情景一起上传；页面不会打开任何文件", file.name),
    )
    .remedy(
        format!("send {} together with the scenario", super::upload::bare(&file.shown)),
        format!("请把 {} 与情景文件一起上传", super::upload::bare(&file.shown)),
    );
    Attempt { table: None, problems: problem.into() }
}

fn is_same(known: &TableFile, asked: &TableFile) -> bool {
    let key = |file: &TableFile| (file.encoding, file.key);
    known.name == asked.name
        && known.shown == asked.shown
        && known.sheet == asked.sheet
        && known.text_columns == asked.text_columns
        && key(known) == key(asked)
}

fn copy(source: &Source) -> Source {
    Source { name: source.name.clone(), text: source.text.clone() }
}

/// Numbers that are worked out of a scenario: members times factors and results, over all pools and policies.
pub fn numbers(scenario: &Scenario, tables: &Tables) -> usize {
    let of_pool = |(index, pool): (usize, &scenario::Pool)| {
        let columns: usize = scenario.policies.iter().map(|p| p.shares[index].factors.len() + 6).sum();
        tables.tables[pool.over].rows().saturating_mul(columns)
    };
    let derived = scenario.tables.iter().zip(&tables.tables);
    let derived: usize = derived.map(|(spec, table)| table.rows() * spec.derived.len()).sum();
    scenario.pools.iter().enumerate().map(of_pool).fold(derived, usize::saturating_add)
}

fn too_much(name: &str) -> Problem {
    let said = Text::new(
        format!("the scenario has more than {MOST_NUMBERS} numbers to work out, too many for the page"),
        format!("情景需计算的数值超过 {MOST_NUMBERS} 个，页面无法处理"),
    );
    Problem::new(Place::File(name.to_owned()), said.en, said.zh)
        .remedy("use the command line for it", "请改用命令行")
}

fn identity(source: &Source, tables: &[(TableFile, Arc<Table>)], set: &[String]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    add(&source.name);
    add(&source.text);
    for (file, table) in tables {
        add(&file.shown);
        add(&table.hash);
        add(table.package_hash.as_deref().unwrap_or_default());
    }
    set.iter().for_each(|text| add(text));
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
