//! The members of a pool one by one, in tables that a script makes sortable and searchable.

use std::iter;

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::Subject;
use crate::report::html::figure;
use crate::report::html::grid::Band;
use crate::report::html::grid::Cell;
use crate::report::html::grid::Grid;
use crate::report::html::grid::Heading;
use crate::report::html::mark;
use crate::report::html::mark::mark;
use crate::report::html::page::Page;
use crate::report::html::page::pick;
use crate::scenario::Pool;

use super::adequacy;

/// Policies beside the baseline in one table; more of them do not fit a sheet of paper.
const POLICIES_A_TABLE: usize = 2;

/// Writes the tables of a pool that is listed member by member.
pub(super) fn listed(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, pool: &Pool) {
    let others: Vec<usize> = (0..result.policies.len()).filter(|policy| *policy != result.baseline).collect();
    let unit = pool.unit.label();
    let unit = unit.get(subject.language);
    let marked = result.policies.iter().map(|outcome| mark::counts(&outcome.shared) != [0; 3]);
    let marked: Vec<bool> = marked.collect();
    let tables = others.chunks(POLICIES_A_TABLE);
    let count = tables.len();
    for (number, policies) in tables.enumerate() {
        let mut caption = match subject.language {
            Language::English => {
                format!(
                    "{}: {} members, in {unit}",
                    pool.label.en,
                    figure::decimal(result.rows.len() as f64, 0)
                )
            }
            Language::Chinese => {
                format!(
                    "{}：{} 个单位，单位：{unit}",
                    pool.label.zh,
                    figure::decimal(result.rows.len() as f64, 0)
                )
            }
        };
        if count > 1 {
            caption.push_str(&match subject.language {
                Language::English => format!(" (table {} of {count})", number + 1),
                Language::Chinese => format!("（表 {}／{count}）", number + 1),
            });
        }
        let id = format!("members-{}-{}", result.pool + 1, number + 1);
        finder(page, &id);
        let sheet = Sheet { subject, result, pool, policies, marked: &marked };
        let mut grid = Grid::sortable(page, &id, &caption);
        sheet.head(&mut grid);
        for member in 0..result.rows.len() {
            sheet.row(&mut grid, member);
        }
        grid.close();
    }
}

/// The field that a table is searched with; a script shows it.
fn finder(page: &mut Page, table: &str) {
    page.raw("<p class=\"find\" id=\"").text(table).raw("-find\" hidden><label>");
    page.say("Find by name, id, group or unit", "按名称、编号、分组或上级单位查找");
    page.raw(
        " <input type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label> <output data-shown=\"",
    );
    page.say("{shown} of {all} members", "{all} 个单位中的 {shown} 个").raw("\"></output></p>\n");
}

/// One table: the baseline and some of the other policies.
struct Sheet<'a> {
    subject: &'a Subject<'a>,
    result: &'a PoolOutcome,
    pool: &'a Pool,
    policies: &'a [usize],
    /// Of each policy of the scenario: whether any award has a bound or a tie to tell of.
    marked: &'a [bool],
}

impl Sheet<'_> {
    fn head(&self, grid: &mut Grid<'_>) {
        let language = self.subject.language;
        let has_need = usize::from(self.result.need.is_some());
        let mut headings = vec![
            Heading::words(pick(language, "Id", "编号")),
            Heading::words(pick(language, "Name", "名称")),
        ];
        let mut bands = vec![Band::new("", 2)];
        let more = self.more();
        bands.push(Band::on_screen(more.len()));
        headings.extend(more.into_iter().map(Heading::on_screen));
        bands.push(Band::new("", has_need));
        if has_need == 1 {
            headings.push(Heading::figures(pick(language, "Need", "标准支出")));
        }
        for policy in self.shown() {
            let before = headings.len();
            let claims = self.result.policies[policy].shared.claims.is_some();
            if claims {
                headings.push(Heading::figures(pick(language, "Claim", "测算额")));
            }
            headings.push(Heading::figures(pick(language, "Award", "分配额")));
            if policy != self.result.baseline {
                headings.push(Heading::figures(pick(language, "Change", "增减")));
                headings.push(Heading::figures(pick(language, "Change, %", "增减幅")));
            }
            if has_need == 1 {
                headings.push(Heading::figures(pick(language, "Adequacy", "保障率")));
            }
            if self.marked[policy] {
                headings.push(Heading::words(pick(language, "Bound, tie", "约束、并列")));
            }
            let label = self.subject.scenario.policies[policy].label.get(language);
            let title = match policy == self.result.baseline {
                true => format!("{label} {}", pick(language, "(baseline)", "（基准）")),
                false => label.to_owned(),
            };
            bands.push(Band::new(title, headings.len() - before));
        }
        grid.bands(&bands);
        grid.headings(&headings);
    }

    /// Headings of what stands beside a member on a screen, where there is room: what it belongs to, and its
    /// groups.
    fn more(&self) -> Vec<String> {
        let scenario = self.subject.scenario;
        let parent = scenario.tables[self.pool.over].parent.as_ref();
        let parent = parent.map(|_| pick(self.subject.language, "Belongs to", "所属").to_owned());
        let groupings = self.result.groupings.iter();
        let label =
            |grouping: usize| scenario.groupings[grouping].label.get(self.subject.language).to_owned();
        parent.into_iter().chain(groupings.map(|(grouping, _)| label(*grouping))).collect()
    }

    /// What stands under those headings.
    fn more_of(&self, member: usize) -> impl Iterator<Item = String> {
        let (subject, scenario) = (self.subject, self.subject.scenario);
        let row = self.result.rows[member] as usize;
        let parent = scenario.tables[self.pool.over].parent.as_ref().map(|(table, _)| {
            let rows = subject.tables.parent_rows[self.pool.over].as_ref();
            rows.map_or(String::new(), |rows| subject.name(*table, rows[row] as usize).into_owned())
        });
        let groups = self.result.groupings.iter().map(move |(grouping, membership)| {
            let group = &membership.groups[membership.of[member] as usize];
            scenario.groupings[*grouping].group_label(group).get(subject.language).to_owned()
        });
        parent.into_iter().chain(groups)
    }

    /// The policies of this table, the baseline first.
    fn shown(&self) -> impl Iterator<Item = usize> {
        iter::once(self.result.baseline).chain(self.policies.iter().copied())
    }

    fn row(&self, grid: &mut Grid<'_>, member: usize) {
        let table = &self.subject.tables.tables[self.pool.over];
        let row = self.result.rows[member] as usize;
        let mut cells = vec![Cell::Words(self.subject.name(self.pool.over, row).into_owned())];
        cells.extend(self.more_of(member).map(Cell::OnScreen));
        if let Some(need) = &self.result.need {
            cells.push(Cell::Figure(figure::quantity(need[member])));
        }
        for policy in self.shown() {
            self.policy(&mut cells, policy, member);
        }
        grid.row(&Cell::Words(table.id(row).to_owned()), &cells);
    }

    fn policy(&self, cells: &mut Vec<Cell>, policy: usize, member: usize) {
        let unit = &self.pool.unit;
        let shared = &self.result.policies[policy].shared;
        let award = shared.awards[member];
        if let Some(claims) = &shared.claims {
            cells.push(Cell::Figure(figure::quantity(claims.totals[member])));
        }
        cells.push(Cell::Figure(unit.grouped(award)));
        if policy != self.result.baseline {
            let baseline = self.result.baseline_awards()[member];
            cells.push(Cell::Figure(figure::change(unit, award - baseline)));
            cells.push(Cell::figure(figure::change_share(award - baseline, baseline)));
        }
        if self.result.need.is_some() {
            cells.push(adequacy(self.result.adequacy(policy, member, unit)));
        }
        if self.marked[policy] {
            cells.push(Cell::Words(mark(shared, member, self.subject.language)));
        }
    }
}
