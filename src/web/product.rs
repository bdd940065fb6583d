//! Files of exactly what the page shows, byte for byte those of the command line with the same values set; the
//! charts; and the explanation of one award.

use serde::Serialize;

use super::answer::case;
use super::answer::json;
use super::answer::unknown;
use super::ask::ProductAsk;
use super::desk::Watch;
use super::opened::Opened;
use super::opened::Worked;
use super::refusal::Refusal;
use crate::claim::Facts;
use crate::language::Language;
use crate::report::documents::page;
use crate::report::documents::pictures;
use crate::report::explanation::Explanation;
use crate::report::explanation::explain;
use crate::report::explanation::render;
use crate::report::frame::write_csv;
use crate::report::json::Both;
use crate::report::resource::RESOURCES;
use crate::report::workbook::workbook;
use crate::scenario::edit::edited;

/// A file for the page to save.
#[derive(Debug)]
pub struct Product {
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes the file that the request names.
///
/// # Errors
/// [`Refusal::Malformed`] where there is no such file; what is wrong with the scenario.
pub fn product(
    opened: &Opened,
    worked: &Worked,
    ask: &ProductAsk,
    watch: &Watch,
) -> Result<Product, Refusal> {
    let subject = worked.subject(ask.language.into());
    watch.step("write")?;
    let (kind, bytes) = match ask.name.as_str() {
        "scenario.toml" => {
            let all: Vec<String> = opened.set().iter().chain(&ask.set).cloned().collect();
            ("application/toml", edited(&opened.source().text, &all)?.into_bytes())
        }
        "workbook.xlsx" => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook(&subject).map_err(|_| Refusal::Broken)?,
        ),
        "report.html" => ("text/html; charset=utf-8", page(&subject)?.into_bytes()),
        name => {
            let resource = name.strip_suffix(".csv");
            let resource = RESOURCES.iter().find(|each| Some(each.name) == resource);
            let frames = resource.and_then(|resource| resource.frames(&subject));
            let mut bytes = Vec::new();
            write_csv(frames.ok_or_else(|| unknown(name))?, &mut bytes).map_err(|_| Refusal::Broken)?;
            ("text/csv; charset=utf-8", bytes)
        }
    };
    Ok(Product { kind, bytes })
}

#[derive(Serialize)]
struct Picture<'a> {
    name: &'a str,
    title: Both<'a>,
    alt: Both<'a>,
    svg: &'a str,
}

/// The charts of one pool, as JSON with their SVG.
///
/// # Errors
/// A chart that cannot be drawn.
pub fn charts(worked: &Worked, ask: &ProductAsk, watch: &Watch) -> Result<Vec<u8>, Refusal> {
    let language: Language = ask.language.into();
    watch.step("draw")?;
    let all = pictures(&worked.subject(language))?;
    let prefix = format!("{}-", ask.pool);
    let of_pool: Vec<Picture<'_>> = all
        .iter()
        .filter(|chart| ask.pool.is_empty() || chart.name.starts_with(&prefix))
        .map(|chart| Picture {
            name: &chart.name,
            title: Both::from(&chart.title),
            alt: Both::from(&chart.alt),
            svg: &chart.svg,
        })
        .collect();
    json(&of_pool)
}

#[derive(Serialize)]
struct Explained<'a> {
    #[serde(flatten)]
    explanation: &'a Explanation,
    /// The whole calculation in words, as `junheng explain` prints it.
    text: String,
}

/// How one award came about, as JSON.
///
/// # Errors
/// [`Refusal::Malformed`] where there is no such member.
pub fn explanation(worked: &Worked, ask: &ProductAsk, watch: &Watch) -> Result<Vec<u8>, Refusal> {
    let case = case(worked, &ask.pool, &ask.policy)?;
    let row = case.table.row_of(&ask.name).ok_or_else(|| unknown(&ask.name))?;
    let member = case.result.rows.binary_search(&(row as u32)).map_err(|_| unknown(&ask.name))?;
    watch.step("explain")?;
    let scenario = &worked.scenario;
    let facts = Facts::derive(scenario, &worked.tables, scenario.parameter_values())?;
    let explanation = explain(&facts, &case, member)?;
    let text = render(&explanation, ask.language.into());
    json(&Explained { explanation: &explanation, text })
}
