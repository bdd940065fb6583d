//! A scenario and its tables as the page sends them: held in memory, bounded, and read with the same diagnostics as
//! from files. A path in a scenario that was sent opens nothing: its tables are found among what was sent with it, by
//! their bare names, or else among those of the scenario that was open.

use axum::body::Bytes;

use super::desk::Watch;
use super::opened::Opened;
use super::opened::unread;
use super::refusal::MOST_SHOWN;
use super::refusal::Refusal;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Source;
use crate::scenario;
use crate::scenario::DraftAttempt;
use crate::table;
use crate::table::Attempt;
use crate::table::DataPackage;
use crate::table::Excerpt;
use crate::table::TableFile;
use crate::table::excerpts;

/// The most bytes of one request, all files together.
pub const MOST_BYTES: usize = 64 << 20;
/// The most files of one request.
pub const MOST_FILES: usize = 32;
/// The most bytes of a workbook, which unfolds to many times as much.
const MOST_WORKBOOK: usize = 16 << 20;
/// The most rows of a table.
const MOST_ROWS: usize = 200_000;

/// The name of a data package's file.
const PACKAGE: &str = "datapackage.json";

/// One file that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its bare name.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The last part of a path, by either mark.
pub fn bare(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Opens what was sent. `before`: the scenario that was open, which stands where none was sent, and lends the tables
/// that were not sent.
///
/// # Errors
/// Every mistake in it, each with its place; a file that no table asks for.
pub fn open(before: &Opened, files: &[Sent], watch: &Watch) -> Result<Opened, Refusal> {
    watch.step("read")?;
    let source = source(before, files)?;
    let folder = before.folder().clone();
    let is_new = files.iter().any(|file| is_scenario(&file.name));
    let folder = if is_new { std::path::PathBuf::new() } else { folder };
    let copy = Source { name: source.name.clone(), text: source.text.clone() };
    let asked = match scenario::attempt_draft(copy, &folder, &[]) {
        DraftAttempt::Draft(draft) => draft.files,
        DraftAttempt::Tables { files, .. } => files,
    };
    let mut problems = Problems::default();
    let mut tables = Vec::with_capacity(asked.len());
    for file in asked {
        watch.step("read")?;
        let attempt = read(before, &file, files);
        tables.push((file, attempt));
    }
    problems.0.extend(strangers(files, &tables));
    watch.step("check")?;
    let asked: Vec<TableFile> = tables.iter().map(|(file, _)| file.clone()).collect();
    let wrong = |problems: Problems| {
        let lines = lines(&problems, files, &asked);
        Refusal::WrongFiles(problems, lines)
    };
    match Opened::uploaded(source, tables, watch.stop()) {
        Ok(opened) => problems.or(opened).map_err(wrong),
        Err(found) => {
            problems.0.extend(found.0);
            Err(wrong(problems))
        }
    }
}

/// The line at fault of each problem that stands in a table that was sent, as far as problems are shown.
fn lines(problems: &Problems, sent: &[Sent], asked: &[TableFile]) -> Vec<Option<Excerpt>> {
    let mut found = vec![None; problems.0.len()];
    for file in asked {
        let Some(sent) = sent.iter().find(|each| each.name == bare(&file.shown)) else { continue };
        let of_file = |(index, problem)| match problem_cell(problem) {
            Some((name, line, column)) if name == file.shown => Some((index, (line, column))),
            _ => None,
        };
        let shown = problems.0.iter().enumerate().take(MOST_SHOWN);
        let (indices, places): (Vec<usize>, Vec<(usize, &str)>) = shown.filter_map(of_file).unzip();
        if places.is_empty() {
            continue;
        }
        for (index, excerpt) in indices.into_iter().zip(excerpts(file, &sent.bytes, &places)) {
            found[index] = excerpt;
        }
    }
    found
}

/// The file, line and column of a problem that stands in a cell.
fn problem_cell(problem: &Problem) -> Option<(&str, usize, &str)> {
    match &problem.place {
        Place::Cell { file, line, column } => Some((file, *line, column)),
        _ => None,
    }
}

fn is_scenario(name: &str) -> bool {
    name.to_lowercase().ends_with(".toml")
}

/// The scenario that was sent, or the one that was open.
fn source(before: &Opened, files: &[Sent]) -> Result<Source, Problem> {
    let mut scenarios = files.iter().filter(|file| is_scenario(&file.name));
    let Some(file) = scenarios.next() else {
        let (name, text) = (before.source().name.clone(), before.source().text.clone());
        return Ok(Source { name, text });
    };
    if let Some(second) = scenarios.next() {
        let place = Place::File(second.name.clone());
        return Err(Problem::new(place, "a second scenario was sent", "上传了两个情景文件")
            .remedy("send one scenario with its tables", "请只上传一个情景文件及其数据表"));
    }
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
            Ok(Source { name: file.name.clone(), text })
        }
        Err(error) => {
            let line = file.bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            let place = Place::Cell { file: file.name.clone(), line, column: String::new() };
            Err(Problem::new(place, "the scenario is not UTF-8", "情景文件不是 UTF-8 编码")
                .remedy("save it as UTF-8", "请另存为 UTF-8"))
        }
    }
}

/// A table from what was sent, or as it was in the scenario that was open.
fn read(before: &Opened, file: &TableFile, sent: &[Sent]) -> Attempt {
    let name = bare(&file.shown);
    let Some(found) = sent.iter().find(|each| each.name == name) else {
        return match before.table_called(name) {
            Some((known, table)) if known.name == file.name => {
                Attempt { table: Some(table::Table::clone(table)), problems: Problems::default() }
            }
            _ => unread(file),
        };
    };
    let lower = name.to_lowercase();
    if lower.ends_with(".parquet") {
        return refused(file, &Text::new("the page reads no Parquet", "页面不读取 Parquet 文件"));
    }
    if !lower.ends_with(".csv") && found.bytes.len() > MOST_WORKBOOK {
        return refused(file, &Text::new("the workbook has more than 16 MiB", "工作簿超过 16 MiB"));
    }
    let package = sent.iter().find(|each| each.name == PACKAGE);
    let package = match package.map(|each| DataPackage::read(PACKAGE, &each.bytes)).transpose() {
        Ok(package) => package.filter(|package| package.lists(name)),
        Err(problems) => return Attempt { table: None, problems },
    };
    let attempt = table::attempt_bytes(file, &found.bytes, package.as_ref());
    match &attempt.table {
        Some(table) if table.rows() > MOST_ROWS => {
            let said = Text::new(
                format!("the table has {} rows; the page reads at most {MOST_ROWS}", table.rows()),
                format!("数据表有 {} 行，页面最多读取 {MOST_ROWS} 行", table.rows()),
            );
            refused(file, &said)
        }
        _ => attempt,
    }
}

fn refused(file: &TableFile, why: &Text) -> Attempt {
    let problem = Problem::new(Place::File(bare(&file.shown).to_owned()), &why.en, &why.zh)
        .remedy("send it as CSV, or use the command line", "请改为 CSV 上传，或使用命令行");
    Attempt { table: None, problems: problem.into() }
}

/// Files that no table of the scenario asks for.
fn strangers(sent: &[Sent], tables: &[(TableFile, Attempt)]) -> Vec<Problem> {
    let asked: Vec<&str> = tables.iter().map(|(file, _)| bare(&file.shown)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let is_strange = |file: &&Sent| {
        !is_scenario(&file.name) && file.name != PACKAGE && !asked.contains(&file.name.as_str())
    };
    sent.iter()
        .filter(is_strange)
        .map(|file| {
            Problem::new(
                Place::File(file.name.clone()),
                format!("no table of the scenario is read from `{}`", file.name),
                format!("情景中没有数据表读取 `{}`", file.name),
            )
            .remedy(
                format!("the tables are read from {}; rename the file, or leave it out", asked.join(", ")),
                format!("数据表读取：{}；请改文件名，或不要上传它", asked.join("、")),
            )
        })
        .collect()
}
