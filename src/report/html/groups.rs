//! Awards, changes and adequacy by group under each policy, and adequacy by two groupings at once.

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::GroupResult;
use crate::measure::Membership;
use crate::report::Subject;

use super::figure;
use super::grid::Band;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::members::adequacy;
use super::page::Page;
use super::page::pick;
use super::units::sums;

/// The most groups of a grouping that the page shows; the rest stand in `groups.csv`.
pub(crate) const MOST_GROUPS: usize = 200;

/// The most groups of a grouping that are crossed with another's, and the most policies shown so.
const MOST_CROSSED: usize = 8;

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
    page.words("h2", "Need met, by group", "分组保障情况");
    for result in &subject.outcome.pools {
        for (index, (grouping, membership)) in result.groupings.iter().enumerate() {
            let grouping = &subject.scenario.groupings[*grouping];
            let label = |name: &String| grouping.group_label(name).get(subject.language).to_owned();
            let summed = Summed {
                title: grouping.label.get(subject.language).to_owned(),
                heading: grouping.label.get(subject.language).to_owned(),
                labels: membership.groups.iter().map(label).collect(),
                results: result.policies.iter().map(|outcome| outcome.groups[index].clone()).collect(),
            };
            summed.write(page, subject, result, MOST_GROUPS);
        }
        crossed(page, subject, result);
    }
    page.raw("</section>\n");
}

/// Members summed by something: a grouping, a unit, a tenth of all.
pub(super) struct Summed {
    /// What they are summed by, for the caption.
    pub(super) title: String,
    /// The same, for the heading of the first column.
    pub(super) heading: String,
    /// What each group is called.
    pub(super) labels: Vec<String>,
    /// By policy and group.
    pub(super) results: Vec<Vec<GroupResult>>,
}

impl Summed {
    /// Writes the table; of more than `most` groups the first.
    pub(super) fn write(&self, page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, most: usize) {
        let language = subject.language;
        let pool = &subject.scenario.pools[result.pool];
        let unit = pool.unit.label();
        let caption = match language {
            Language::English => format!("{}: {}, in {}", pool.label.en, self.title, unit.en),
            Language::Chinese => format!("{}：{}，单位：{}", pool.label.zh, self.title, unit.zh),
        };
        let mut grid = Grid::open(page, "plain", &caption);
        head(&mut grid, subject, result, &self.heading);
        let has_need = result.need.is_some();
        for (group, label) in self.labels.iter().enumerate().take(most) {
            let of_baseline = &self.results[result.baseline][group];
            let mut cells = vec![Cell::Figure(figure::decimal(of_baseline.members as f64, 0))];
            if has_need {
                cells.push(Cell::figure(of_baseline.need.map(figure::quantity)));
            }
            for (policy, results) in self.results.iter().enumerate() {
                let of_policy = &results[group];
                cells.push(Cell::Figure(pool.unit.grouped(of_policy.award)));
                if policy != result.baseline {
                    cells.push(Cell::Figure(figure::change(&pool.unit, of_policy.change)));
                }
                if has_need {
                    cells.push(adequacy(of_policy.adequacy));
                }
            }
            grid.row(&Cell::Words(label.clone()), &cells);
        }
        grid.close();
        if self.labels.len() > most {
            let left = figure::decimal((self.labels.len() - most) as f64, 0);
            page.element(
                "p",
                &match language {
                    Language::English => format!("{left} more are left out here; the files hold them."),
                    Language::Chinese => format!("另有 {left} 个未列出，见数据文件。"),
                },
            );
        }
    }
}

/// Adequacy by the first two groupings of a pool at once, such as size × age.
fn crossed(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome) {
    let [(first, down), (second, along), ..] = result.groupings.as_slice() else { return };
    let few = |membership: &Membership| (2..=MOST_CROSSED).contains(&membership.groups.len());
    if result.need.is_none() || !few(down) || !few(along) || result.policies.len() > MOST_CROSSED {
        return;
    }
    let language = subject.language;
    let pool = &subject.scenario.pools[result.pool];
    let (first, second) = (&subject.scenario.groupings[*first], &subject.scenario.groupings[*second]);
    let both = down.of.iter().zip(&along.of).map(|(row, column)| row * along.groups.len() as u32 + column);
    let names = (0..down.groups.len() * along.groups.len()).map(|cell| cell.to_string()).collect();
    let results = sums(result, &Membership { groups: names, of: both.collect() }, &pool.unit);
    let caption = match language {
        Language::English => {
            format!("{}: adequacy, {} × {}", pool.label.en, first.label.en, second.label.en)
        }
        Language::Chinese => format!("{}：保障率，{}×{}", pool.label.zh, first.label.zh, second.label.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    let count = along.groups.len();
    let mut bands = vec![Band::new("", 1), Band::new(pick(language, "Members", "单位数"), count)];
    bands.extend(subject.scenario.policies.iter().map(|policy| Band::new(policy.label.get(language), count)));
    grid.bands(&bands);
    let columns = along.groups.iter().map(|group| second.group_label(group).get(language).to_owned());
    let columns: Vec<String> = columns.collect();
    let mut headings = vec![Heading::words(first.label.get(language))];
    for _ in 0..=result.policies.len() {
        headings.extend(columns.iter().map(Heading::figures));
    }
    grid.headings(&headings);
    for (row, group) in down.groups.iter().enumerate() {
        let cell = |column: usize| row * count + column;
        let members = (0..count).map(|column| results[result.baseline][cell(column)].members);
        let mut cells: Vec<Cell> =
            members.map(|members| Cell::Figure(figure::decimal(members as f64, 0))).collect();
        for of_policy in &results {
            cells.extend((0..count).map(|column| adequacy(of_policy[cell(column)].adequacy)));
        }
        grid.row(&Cell::Words(first.group_label(group).get(language).to_owned()), &cells);
    }
    grid.close();
}

fn head(grid: &mut Grid<'_>, subject: &Subject<'_>, result: &PoolOutcome, grouping: &str) {
    let language = subject.language;
    let has_need = result.need.is_some();
    let mut headings = vec![Heading::words(grouping), Heading::figures(pick(language, "Members", "单位数"))];
    if has_need {
        headings.push(Heading::figures(pick(language, "Need", "标准支出")));
    }
    let mut bands = vec![Band::new("", headings.len())];
    for (policy, spec) in subject.scenario.policies.iter().enumerate() {
        let before = headings.len();
        headings.push(Heading::figures(pick(language, "Award", "分配额")));
        if policy != result.baseline {
            headings.push(Heading::figures(pick(language, "Change", "增减")));
        }
        if has_need {
            headings.push(Heading::figures(pick(language, "Adequacy", "保障率")));
        }
        bands.push(Band::new(spec.label.get(language), headings.len() - before));
    }
    grid.bands(&bands);
    grid.headings(&headings);
}
