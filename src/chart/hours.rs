//! Hours of work that the service catalogue asks for, by kind: the average of a member in each unit, or where
//! the table has no parents in each group.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::catalogue::Catalogue;
use super::groups;
use super::page::Page;
use super::palette;
use super::scale::Measure;
use super::scale::number;
use super::scale::percent;
use super::stack;
use super::stack::Bar;
use super::stack::Panel;
use crate::evaluate::Work;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::Unit;
use crate::scenario::ServiceKind;
use crate::summation::Sum;

/// Rows of the catalogue's table under one label.
struct Band {
    label: String,
    rows: Vec<usize>,
}

/// Hours a year of an average member of a band.
struct Hours {
    all: f64,
    /// Services, requests, administrative work.
    by_kind: [f64; 3],
}

/// Draws it.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Result<Chart, ChartError> {
    let shown = catalogue.policies(|a, b| a.hours != b.hours);
    let bands = bands(catalogue);
    let average = |amounts: &[f64], band: &Band| {
        Sum::of(band.rows.iter().map(|row| amounts[*row])) / band.rows.len().max(1) as f64
    };
    let rows = |work: &Work| -> Vec<Hours> {
        let of = |band: &Band| {
            let all = average(&work.hours, band);
            let administrative = average(&work.administrative_hours, band);
            let requests = average(&work.request_hours, band);
            // What is neither is service; the last bit of a sum is no hour.
            let service = (all - administrative - requests).max(0.0);
            Hours { all, by_kind: [service, requests, administrative] }
        };
        bands.iter().map(of).collect()
    };
    let panels: Vec<(usize, Vec<Hours>)> =
        shown.iter().map(|policy| (*policy, rows(catalogue.work(*policy)))).collect();
    let largest = panels.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.all)).fold(0.0, f64::max);
    let unit = Unit::Other(Text::new("hours a year", "小时/年"));
    let measure = Measure::of(&unit, largest, catalogue.language(), catalogue.say("hours a year", "小时/年"));
    let panels: Vec<Panel> = panels
        .into_iter()
        .map(|(policy, rows)| Panel {
            heading: catalogue.heading(policy, &shown),
            parts: vec![
                (palette::part(0), catalogue.say("Services to residents", "居民服务").to_owned()),
                (palette::part(5), catalogue.say("Residents' requests", "居民诉求").to_owned()),
                (palette::part(1), catalogue.say("Administrative work", "行政事务").to_owned()),
            ],
            bars: bands.iter().zip(rows).map(|(band, hours)| bar(band, &hours, &measure)).collect(),
        })
        .collect();
    let title = title(catalogue, &shown);
    let name = Catalogue::name(Kind::Hours);
    let mut page = Page::open(catalogue.naming, catalogue.style, name, title.clone());
    let axis = catalogue.say("Average of a member", "单位平均工时");
    stack::draw(&mut page, &panels, &measure, &measure.axis(axis));
    let alt = Text::new(
        format!("Bars of hours of work, stacked by kind. {}.", title.en),
        format!("工时构成堆积条形图。{}。", title.zh),
    );
    page.close(alt)
}

fn bar(band: &Band, hours: &Hours, measure: &Measure) -> Bar {
    Bar {
        label: band.label.clone(),
        values: hours.by_kind.map(|hours| measure.measured(hours)).to_vec(),
        told: measure.number(measure.measured(hours.all)),
    }
}

/// The rows of the catalogue's table by unit, else by group, else all together.
fn bands(catalogue: &Catalogue<'_>) -> Vec<Band> {
    let over = catalogue.scenario.services.as_ref().map_or(0, |services| services.over);
    let rows = catalogue.tables.tables[over].rows();
    let counted = |label: String, rows: Vec<usize>| {
        let count = number(rows.len() as f64, 0);
        let label = match catalogue.language() {
            Language::English => format!("{label} ({count})"),
            Language::Chinese => format!("{label}（{count}个）"),
        };
        Band { label, rows }
    };
    let parent = catalogue.scenario.tables[over].parent.as_ref();
    if let (Some((table, _)), Some(parents)) = (parent, &catalogue.tables.parent_rows[over]) {
        let units = catalogue.tables.tables[*table].rows();
        if units <= groups::MOST {
            let mut of: Vec<Vec<usize>> = vec![Vec::new(); units];
            parents.iter().enumerate().for_each(|(row, unit)| of[*unit as usize].push(row));
            let named = of.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty());
            return named.map(|(unit, rows)| counted(catalogue.naming.member(*table, unit), rows)).collect();
        }
    }
    let pool = catalogue
        .outcome
        .pools
        .iter()
        .find(|pool| catalogue.scenario.pools[pool.pool].over == over && groups::first(pool).is_some());
    if let Some((pool, (grouping, membership))) = pool.and_then(|pool| Some((pool, groups::first(pool)?))) {
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); membership.groups.len()];
        for (row, group) in pool.rows.iter().zip(&membership.of) {
            of[*group as usize].push(*row as usize);
        }
        let named = membership.groups.iter().enumerate().zip(of);
        return named
            .map(|((place, id), rows)| {
                let label = catalogue.naming.group(*grouping, id, place);
                counted(catalogue.naming.shown(&label).to_owned(), rows)
            })
            .collect();
    }
    vec![counted(catalogue.say("All", "全部").to_owned(), (0..rows).collect())]
}

/// How many hours are asked for, and what part of them is administrative.
fn title(catalogue: &Catalogue<'_>, shown: &[usize]) -> Text {
    let mut text = Text::new("Work asked of communities: ", "社区承接事项工时：");
    for (place, policy) in shown.iter().take(3).enumerate() {
        let hours = |kind: Option<ServiceKind>| {
            let items = catalogue.items(*policy).iter().zip(&catalogue.work(*policy).items);
            Sum::of(
                items
                    .filter(|(item, _)| kind.is_none_or(|kind| item.kind == kind))
                    .map(|(_, total)| total.hours),
            )
        };
        let all = hours(None);
        let share = |kind: ServiceKind| percent(if all > 0.0 { hours(Some(kind)) / all } else { 0.0 }, false);
        let (office, requests) = (share(ServiceKind::Administrative), share(ServiceKind::Request));
        let label = catalogue.naming.policy(*policy);
        let (en, zh) = match shown.len() {
            1 => (String::new(), String::new()),
            _ => (format!(" under \"{}\"", label.en), format!("“{}”", label.zh)),
        };
        if place > 0 {
            text.en.push_str("; ");
            text.zh.push('；');
        }
        let all = number(all, 0);
        text.en.push_str(&format!("{all} hours a year{en}, {office} administrative and {requests} requests"));
        text.zh.push_str(&format!("{zh}全年{all}小时，其中行政事务{office}、诉求办理{requests}"));
    }
    text
}
