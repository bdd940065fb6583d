//! Every file of a run, in one folder.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write as _;

use rayon::prelude::*;

use super::Subject;
use super::folder::Folder;
use super::folder::MANIFEST;
use super::frame::Frame;
use super::frame::write_csv;
use super::frame::write_parquet;
use super::html::html;
use super::manifest::manifest;
use super::package::PACKAGE;
use super::package::Stamp;
use super::package::package;
use super::resource::RESOURCES;
use super::workbook::workbook;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::Choice;
use crate::chart::Fonts;
use crate::chart::Style;
use crate::chart::choices;
use crate::chart::draw;
use crate::chart::draw_one;
use crate::chart::png;
use crate::chart::png_style;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Stop;

/// The most members of a pool for which CSV stands beside Parquet unasked.
pub const MOST_CSV_MEMBERS: usize = 50_000;

/// Pixels of a PNG for each pixel of its SVG.
const PNG_SCALE: f32 = 2.0;

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
    let mut without_csv = Vec::new();
    for resource in RESOURCES {
        let Some(frames) = resource.frames(subject) else { continue };
        parquet(folder, &format!("{}.parquet", resource.name), frames)?;
        if !with_csv && resource.by_member {
            without_csv.push(resource.name);
        } else if let Some(frames) = resource.frames(subject) {
            csv(folder, &format!("{}.csv", resource.name), frames)?;
        }
    }
    if !without_csv.is_empty() {
        notes.0.push(Text::new(
            format!(
                "more than {MOST_CSV_MEMBERS} members: {} as Parquet alone; --csv adds CSV",
                without_csv.join(", ")
            ),
            format!(
                "单位超过 {MOST_CSV_MEMBERS} 个：{} 只写 Parquet；加 --csv 则另写 CSV",
                without_csv.join("、")
            ),
        ));
    }
    let charts = charts(subject, folder, &mut notes)?;
    folder.write("report.html", html(subject, &charts).as_bytes())?;
    let book = workbook(subject).map_err(|error| {
        let error = io::Error::other(error.to_string());
        folder.problem("workbook.xlsx", &error)
    })?;
    folder.write("workbook.xlsx", &book)?;
    let stamps: Vec<Stamp> = folder.files().map(|name| Stamp::of(folder, name)).collect::<Result<_, _>>()?;
    folder.write(PACKAGE, &package(subject, &charts, &stamps))?;
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

/// Draws the charts of an outcome as SVG and PNG.
fn charts(subject: &Subject<'_>, folder: &mut Folder, notes: &mut Notes) -> Result<Vec<Chart>, Problem> {
    let all = |style: &Style| draw(subject.scenario, subject.tables, subject.outcome, style);
    write_charts(subject, folder, notes, &all)
}

/// Draws charts as SVG and PNG into the folder's `charts/`.
///
/// # Errors
/// A chart that cannot be drawn, or a file that cannot be written.
pub fn write_charts(
    subject: &Subject<'_>,
    folder: &mut Folder,
    notes: &mut Notes,
    draw: &dyn Fn(&Style) -> Result<Vec<Chart>, ChartError>,
) -> Result<Vec<Chart>, Problem> {
    let draw = |style: &Style| draw(style).map_err(|error| chart_problem(&error));
    let language = subject.language;
    let style = page_style(subject);
    let fonts = Fonts::load();
    let raster_style = png_style(&style, &fonts);
    let charts = draw(&style)?;
    let for_png = if raster_style == style || charts.is_empty() { None } else { Some(draw(&raster_style)?) };
    if for_png.is_some() && language == Language::Chinese {
        notes.0.push(Text::new(
            "no Chinese font found: the PNG charts are in English",
            "系统中没有中文字体，PNG 图以英文绘制；安装中文字体（如 Debian 的 fonts-noto-cjk）后即为中文，SVG 不受影响",
        ));
    } else if for_png.is_some() {
        notes.0.push(Text::new(
            "no Chinese font found: the PNG charts name members in English or by id; install one \
             (Debian: fonts-noto-cjk) for their names. The SVG charts are not affected",
            "系统中没有中文字体，PNG 图以英文绘制",
        ));
    }
    for (chart, drawn) in charts.iter().zip(for_png.as_ref().unwrap_or(&charts)) {
        folder.write(&format!("charts/{}.svg", chart.name), chart.svg.as_bytes())?;
        let pixels = png(&drawn.svg, &fonts, PNG_SCALE).map_err(|error| chart_problem(&error))?;
        folder.write(&format!("charts/{}.png", drawn.name), &pixels)?;
    }
    Ok(charts)
}

/// The charts of a run that `wanted` chooses, as a page shows them, unless the work is given up.
///
/// # Errors
/// A chart that cannot be drawn; that the work was given up.
pub fn pictures_of(
    subject: &Subject<'_>,
    wanted: &(dyn Fn(&Choice) -> bool + Sync),
    stop: &Stop,
) -> Result<Vec<Chart>, Problem> {
    let style = page_style(subject);
    let Subject { scenario, tables, outcome, .. } = *subject;
    let chosen: Vec<Choice> = choices(scenario, outcome).into_iter().map(|(choice, _)| choice).collect();
    let drawn: Result<Vec<Option<Chart>>, Problem> = chosen
        .par_iter()
        .filter(|choice| wanted(choice))
        .map(|choice| {
            stop.check()?;
            draw_one((scenario, tables, outcome), &style, choice).map_err(|error| chart_problem(&error))
        })
        .collect();
    Ok(drawn?.into_iter().flatten().collect())
}

/// The page `report.html` of a run by itself, unless the work is given up.
///
/// # Errors
/// A chart that cannot be drawn; that the work was given up.
pub fn page_until(subject: &Subject<'_>, stop: &Stop) -> Result<String, Problem> {
    let pictures = pictures_of(subject, &|_| true, stop)?;
    stop.check()?;
    Ok(html(subject, &pictures))
}

/// How the charts of a run are drawn: its language, and what is to be said of its inputs.
pub fn page_style(subject: &Subject<'_>) -> Style {
    Style { note: inputs_note(subject), ..Style::new(subject.language) }
}

fn chart_problem(error: &ChartError) -> Problem {
    let text = error.text();
    Problem::new(Place::Nowhere, text.en, text.zh)
}

/// The last line of a chart: which inputs are not plainly sourced.
fn inputs_note(subject: &Subject<'_>) -> Option<Text> {
    let provenance = subject.provenance;
    let mut en = Vec::new();
    let mut zh = Vec::new();
    if !provenance.synthetic.is_empty() {
        en.push("synthetic inputs".to_owned());
        zh.push("含虚构的输入".to_owned());
    }
    if !provenance.estimated.is_empty() {
        en.push("estimated inputs".to_owned());
        zh.push("含推算的输入".to_owned());
    }
    if !provenance.unstated.is_empty() {
        en.push("inputs of unstated origin".to_owned());
        zh.push("含未注明来源的输入".to_owned());
    }
    if !provenance.illustrative.is_empty() {
        en.push("illustrative figures".to_owned());
        zh.push("含示意性数字".to_owned());
    }
    (!en.is_empty()).then(|| Text::new(en.join(", "), zh.join("，")))
}
