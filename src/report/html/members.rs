//! Every member's figures under every policy; of a very large pool only how they are spread.

use crate::evaluate::PolicyOutcome;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::adequacy::SHORT;
use crate::measure::adequacy::percentile;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::scenario::Pool;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::mark;
use super::mark::mark;
use super::page::Page;
use super::page::pick;

/// The most members of a pool that are listed one by one.
pub(crate) const MOST_LISTED: usize = 5_000;

/// Policies beside the baseline in one table; more of them do not fit a sheet of paper.
const POLICIES_A_TABLE: usize = 2;

/// The points of the distribution shown in place of members: shares of the members at or below.
const POINTS: [f64; 9] = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0];

/// Writes the members' tables of every pool.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"members\" class=\"broad\">\n").words("h2", "Every member", "各单位明细");
    page.words(
        "p",
        "Need, claims and awards are in the pool's unit. Adequacy is award ÷ need; figures under 90% stand in bold red. Where a floor lifted or a cap held down an award, or an exact tie was broken by id, a column says so.",
        "标准支出、测算额和分配额均以总盘的单位计。保障率＝分配额÷标准支出，低于 90% 的以红色粗体标出。分配额受保底、封顶约束或存在按编号确定的并列的，在该方案末列注明。",
    );
    for result in &subject.outcome.pools {
        let pool = &subject.scenario.pools[result.pool];
        page.element("h3", pool.label.get(subject.language));
        if result.rows.len() > MOST_LISTED {
            spread(page, subject, result, pool);
        } else {
            listed(page, subject, result, pool);
        }
    }
    page.raw("</section>\n");
}

fn listed(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, pool: &Pool) {
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
        let sheet = Sheet { subject, result, pool, policies, marked: &marked };
        let mut grid = Grid::open(page, "members", &caption);
        sheet.head(&mut grid);
        for member in 0..result.rows.len() {
            sheet.row(&mut grid, member);
        }
        grid.close();
    }
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
        let mut bands = vec![(String::new(), 2 + has_need)];
        let mut headings = vec![
            Heading::words(pick(language, "Id", "编号")),
            Heading::words(pick(language, "Name", "名称")),
        ];
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
            bands.push((title, headings.len() - before));
        }
        grid.bands(&bands);
        grid.headings(&headings);
    }

    /// The policies of this table, the baseline first.
    fn shown(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.result.baseline).chain(self.policies.iter().copied())
    }

    fn row(&self, grid: &mut Grid<'_>, member: usize) {
        let table = &self.subject.tables.tables[self.pool.over];
        let row = self.result.rows[member] as usize;
        let mut cells = vec![Cell::Words(table.name(row).to_owned())];
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

/// An adequacy in percent, set apart where it is short.
pub(crate) fn adequacy(ratio: Option<f64>) -> Cell {
    match ratio {
        Some(ratio) if ratio < SHORT => Cell::Short(figure::percent(ratio)),
        ratio => Cell::figure(ratio.map(figure::percent)),
    }
}

fn spread(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, pool: &Pool) {
    let language = subject.language;
    let count = figure::decimal(result.rows.len() as f64, 0);
    let most = figure::decimal(MOST_LISTED as f64, 0);
    page.element("p", &match language {
        Language::English => format!(
            "The pool has {count} members. This page lists at most {most} one by one and shows here how the figures are spread; awards.parquet and workbook.xlsx hold every member."
        ),
        Language::Chinese => format!(
            "本总盘共 {count} 个单位。本页最多逐一列出 {most} 个，以下列示其分布；各单位数据见 awards.parquet 和 workbook.xlsx。"
        ),
    });
    let unit = pool.unit.label();
    let caption = match language {
        Language::English => {
            format!("{}: spread of awards, changes ({}) and adequacy", pool.label.en, unit.en)
        }
        Language::Chinese => format!("{}：分配额、增减额（{}）与保障率的分布", pool.label.zh, unit.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    let mut headings = vec![Heading::words(pick(language, "Members at or below", "不高于该值的单位占比"))];
    headings.extend(POINTS.iter().map(|point| {
        Heading::figures(match *point {
            0.0 => pick(language, "Least", "最小").to_owned(),
            0.5 => pick(language, "Median", "中位数").to_owned(),
            1.0 => pick(language, "Most", "最大").to_owned(),
            point => format!("{}%", figure::decimal(point * 100.0, 0)),
        })
    }));
    grid.headings(&headings);
    for (policy, outcome) in result.policies.iter().enumerate() {
        grid.section(subject.scenario.policies[policy].label.get(language));
        spread_of(&mut grid, result, outcome, &pool.unit, language);
    }
    grid.close();
}

fn spread_of(
    grid: &mut Grid<'_>,
    result: &PoolOutcome,
    outcome: &PolicyOutcome,
    unit: &Unit,
    language: Language,
) {
    let awards = &outcome.shared.awards;
    let points = |mut values: Vec<f64>, written: &dyn Fn(f64) -> String| -> Vec<Cell> {
        values.sort_unstable_by(f64::total_cmp);
        POINTS.iter().map(|point| Cell::figure(percentile(&values, *point).map(written))).collect()
    };
    let given = awards.iter().map(|award| unit.whole(*award)).collect();
    let amount = |value: f64| figure::decimal(value, unit.decimals().max(1));
    grid.row(&Cell::Words(pick(language, "Award", "分配额").to_owned()), &points(given, &amount));
    let changes =
        awards.iter().zip(result.baseline_awards()).map(|(award, from)| unit.whole(award - from)).collect();
    grid.row(&Cell::Words(pick(language, "Change", "增减").to_owned()), &points(changes, &amount));
    if let Some(need) = &result.need {
        let ratios = awards.iter().zip(need.iter()).filter(|(_, need)| **need > 0.0);
        let ratios = ratios.map(|(award, need)| unit.whole(*award) / need).collect();
        grid.row(
            &Cell::Words(pick(language, "Adequacy", "保障率").to_owned()),
            &points(ratios, &figure::percent),
        );
    }
}
