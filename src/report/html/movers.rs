//! Who gains and who loses most under each policy against the baseline, and why.

use std::cmp::Reverse;

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
use super::reasons::Reasons;

/// How many gainers and how many losers are shown.
const SHOWN: usize = 5;

/// Writes the largest gains and losses of every policy on every pool.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"movers\" class=\"broad\">\n").words(
        "h2",
        "Who gains, who loses, and why",
        "谁增加、谁减少、为什么",
    );
    for result in &subject.outcome.pools {
        for policy in (0..result.policies.len()).filter(|policy| *policy != result.baseline) {
            let reasons = Reasons::new(subject, result, policy);
            write_policy(page, subject, result, policy, &reasons);
            reasons.write(page);
        }
    }
    page.raw("</section>\n");
}

/// The members with the largest gains and with the largest losses, largest first; equals by id.
pub(crate) fn extremes(subject: &Subject<'_>, result: &PoolOutcome, policy: usize) -> [Vec<usize>; 2] {
    let table = &subject.tables.tables[subject.scenario.pools[result.pool].over];
    let awards = &result.policies[policy].shared.awards;
    let before = result.baseline_awards();
    let pick = |sign: i64| {
        let size = |member: usize| sign * (awards[member] - before[member]);
        let key = |member: &usize| (Reverse(size(*member)), table.id(result.rows[*member] as usize));
        let mut found: Vec<usize> = (0..awards.len()).filter(|member| size(*member) > 0).collect();
        if found.len() > SHOWN {
            found.select_nth_unstable_by(SHOWN - 1, |a, b| key(a).cmp(&key(b)));
            found.truncate(SHOWN);
        }
        found.sort_by(|a, b| key(a).cmp(&key(b)));
        found
    };
    [pick(1), pick(-1)]
}

fn write_policy(
    page: &mut Page,
    subject: &Subject<'_>,
    result: &PoolOutcome,
    policy: usize,
    reasons: &Reasons<'_>,
) {
    let language = subject.language;
    let pool = &subject.scenario.pools[result.pool];
    let (unit, label) = (pool.unit.label(), &subject.scenario.policies[policy].label);
    let baseline = &subject.scenario.policies[result.baseline].label;
    let caption = match language {
        Language::English => {
            format!("{}: {} against {}, in {}", pool.label.en, label.en, baseline.en, unit.en)
        }
        Language::Chinese => {
            format!("{}：“{}”与“{}”相比，单位：{}", pool.label.zh, label.zh, baseline.zh, unit.zh)
        }
    };
    let mut grid = Grid::open(page, "plain", &caption);
    let mut headings = vec![
        Heading::words(pick(language, "Name", "名称")),
        Heading::words(pick(language, "Id", "编号")),
        Heading::figures(baseline.get(language)),
        Heading::figures(label.get(language)),
        Heading::figures(pick(language, "Change", "增减")),
        Heading::figures(pick(language, "Change, %", "增减幅")),
    ];
    if result.need.is_some() {
        headings.push(Heading::figures(pick(language, "Adequacy before", "原保障率")));
        headings.push(Heading::figures(pick(language, "Adequacy after", "现保障率")));
    }
    if reasons.has_factors() {
        headings.push(Heading::words(pick(language, "Why, against the average", "主要因素（与平均相比）")));
    }
    grid.headings(&headings);
    let titles = [
        (pick(language, "Largest gains", "增加最多"), pick(language, "Nobody gains", "没有单位增加")),
        (pick(language, "Largest losses", "减少最多"), pick(language, "Nobody loses", "没有单位减少")),
    ];
    for ((title, nobody), members) in titles.into_iter().zip(extremes(subject, result, policy)) {
        grid.section(if members.is_empty() { nobody } else { title });
        for member in members {
            row(&mut grid, subject, result, policy, member, reasons);
        }
    }
    grid.close();
}

fn row(
    grid: &mut Grid<'_>,
    subject: &Subject<'_>,
    result: &PoolOutcome,
    policy: usize,
    member: usize,
    reasons: &Reasons<'_>,
) {
    let pool = &subject.scenario.pools[result.pool];
    let table = &subject.tables.tables[pool.over];
    let (unit, row) = (&pool.unit, result.rows[member] as usize);
    let before = result.baseline_awards()[member];
    let award = result.policies[policy].shared.awards[member];
    let mut cells = vec![
        Cell::Words(table.id(row).to_owned()),
        Cell::Figure(unit.grouped(before)),
        Cell::Figure(unit.grouped(award)),
        Cell::Figure(figure::change(unit, award - before)),
        Cell::figure(figure::change_share(award - before, before)),
    ];
    if result.need.is_some() {
        cells.push(adequacy(result.adequacy(result.baseline, member, unit)));
        cells.push(adequacy(result.adequacy(policy, member, unit)));
    }
    if reasons.has_factors() {
        cells.push(Cell::Words(reasons.of_member(member)));
    }
    grid.row(&Cell::Words(subject.name(pool.over, row).into_owned()), &cells);
}
