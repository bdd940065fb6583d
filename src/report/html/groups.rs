//! Awards, changes and adequacy by group under each policy.

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::Subject;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::members::adequacy;
use super::page::Page;
use super::page::pick;

/// The most groups of a grouping that the page shows; the rest stand in `groups.csv`.
pub(crate) const MOST_GROUPS: usize = 200;

/// Writes every grouping of every pool; nothing where there is none.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    if subject.outcome.pools.iter().all(|result| result.groupings.is_empty()) {
        return;
    }
    // Three policies with need and change do not fit the width of an upright sheet.
    let is_broad = subject.scenario.policies.len() > 2;
    page.raw(if is_broad {
        "<section id=\"groups\" class=\"broad\">\n"
    } else {
        "<section id=\"groups\">\n"
    });
    page.words("h2", "By group", "分组情况");
    for result in &subject.outcome.pools {
        for index in 0..result.groupings.len() {
            write_grouping(page, subject, result, index);
        }
    }
    page.raw("</section>\n");
}

fn write_grouping(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, index: usize) {
    let language = subject.language;
    let pool = &subject.scenario.pools[result.pool];
    let (grouping, membership) = &result.groupings[index];
    let grouping = &subject.scenario.groupings[*grouping];
    let unit = pool.unit.label();
    let caption = match language {
        Language::English => format!("{}: {}, in {}", pool.label.en, grouping.label.en, unit.en),
        Language::Chinese => format!("{}：{}，单位：{}", pool.label.zh, grouping.label.zh, unit.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    head(&mut grid, subject, result, grouping.label.get(language));
    for (group, name) in membership.groups.iter().enumerate().take(MOST_GROUPS) {
        let of_baseline = &result.policies[result.baseline].groups[index][group];
        let mut cells = vec![Cell::Figure(figure::decimal(of_baseline.members as f64, 0))];
        if result.need.is_some() {
            cells.push(Cell::figure(of_baseline.need.map(figure::quantity)));
        }
        for (policy, outcome) in result.policies.iter().enumerate() {
            let of_policy = &outcome.groups[index][group];
            cells.push(Cell::Figure(pool.unit.grouped(of_policy.award)));
            if policy != result.baseline {
                cells.push(Cell::Figure(figure::change(&pool.unit, of_policy.change)));
            }
            if result.need.is_some() {
                cells.push(adequacy(of_policy.adequacy));
            }
        }
        grid.row(&Cell::Words(grouping.group_label(name).get(language).to_owned()), &cells);
    }
    grid.close();
    if membership.groups.len() > MOST_GROUPS {
        let left = figure::decimal((membership.groups.len() - MOST_GROUPS) as f64, 0);
        page.element(
            "p",
            &match language {
                Language::English => format!("{left} more groups stand in groups.csv."),
                Language::Chinese => format!("另有 {left} 个组见 groups.csv。"),
            },
        );
    }
}

fn head(grid: &mut Grid<'_>, subject: &Subject<'_>, result: &PoolOutcome, grouping: &str) {
    let language = subject.language;
    let has_need = result.need.is_some();
    let mut headings = vec![Heading::words(grouping), Heading::figures(pick(language, "Members", "单位数"))];
    if has_need {
        headings.push(Heading::figures(pick(language, "Need", "标准支出")));
    }
    let mut bands = vec![(String::new(), headings.len())];
    for (policy, spec) in subject.scenario.policies.iter().enumerate() {
        let before = headings.len();
        headings.push(Heading::figures(pick(language, "Award", "分配额")));
        if policy != result.baseline {
            headings.push(Heading::figures(pick(language, "Change", "增减")));
        }
        if has_need {
            headings.push(Heading::figures(pick(language, "Adequacy", "保障率")));
        }
        bands.push((spec.label.get(language).to_owned(), headings.len() - before));
    }
    grid.bands(&bands);
    grid.headings(&headings);
}
