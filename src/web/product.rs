//! Files of exactly what the page shows, byte for byte those of the command line with the same values set; the
//! charts; and the explanation of one award.

use serde::Serialize;

use super::about::OwnedBoth;
use super::answer::case;
use super::answer::json;
use super::answer::unknown;
use super::ask::ProductAsk;
use super::desk::Watch;
use super::opened::Opened;
use super::opened::Worked;
use super::refusal::Refusal;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::claim::Facts;
use crate::language::Language;
use crate::report::documents::page_until;
use crate::report::documents::pictures_of;
use crate::report::explanation::Explanation;
use crate::report::explanation::explain;
use crate::report::explanation::render;
use crate::report::frame::write_csv;
use crate::report::json::Both;
use crate::report::resource::RESOURCES;
use crate::report::workbook::workbook_until;
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
            workbook_until(&subject, watch.stop()).map_err(|_| broken(watch))?,
        ),
        "report.html" => ("text/html; charset=utf-8", page_until(&subject, watch.stop())?.into_bytes()),
        name => {
            let resource = name.strip_suffix(".csv");
            let resource = RESOURCES.iter().find(|each| Some(each.name) == resource);
            let frames = resource.and_then(|resource| resource.frames(&subject));
            let mut writer = watch.stop().writer(Vec::new());
            write_csv(frames.ok_or_else(|| unknown(name))?, &mut writer).map_err(|_| broken(watch))?;
            ("text/csv; charset=utf-8", writer.inner)
        }
    };
    Ok(Product { kind, bytes })
}

/// Why a file could not be written into memory: nobody waits for it any more, or a mistake of the program.
fn broken(watch: &Watch) -> Refusal {
    if watch.stop().is_given_up() { Refusal::Cancelled } else { Refusal::Broken }
}

#[derive(Serialize)]
struct Picture<'a> {
    name: &'a str,
    title: Both<'a>,
    alt: Both<'a>,
    svg: &'a str,
}

/// The name by which the charts of the service catalogue are asked for in the place of a pool's.
const CATALOGUE: &str = "services";

/// The charts of one pool, or of the service catalogue, as JSON with their SVG.
///
/// # Errors
/// [`Refusal::Malformed`] where there is no such pool; a chart that cannot be drawn.
pub fn charts(worked: &Worked, ask: &ProductAsk, watch: &Watch) -> Result<Vec<u8>, Refusal> {
    let language: Language = ask.language.into();
    let pool = match ask.name.as_str() {
        CATALOGUE => None,
        _ => Some(case(worked, &ask.pool, &ask.policy)?.result.pool),
    };
    let all = pictures_of(&worked.subject(language), &|choice| choice.pool == pool, watch.stop())?;
    watch.step("draw")?;
    let of_pool: Vec<Picture<'_>> = all
        .iter()
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
    /// What the rule and the rounding are called.
    rule_label: Option<OwnedBoth>,
    rounding_label: Option<OwnedBoth>,
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
    json(&Explained {
        explanation: &explanation,
        rule_label: Rule::from_id(&explanation.rule).map(|rule| rule.label().into()),
        rounding_label: Rounding::from_id(&explanation.rounding).map(|rounding| rounding.label().into()),
        text,
    })
}
