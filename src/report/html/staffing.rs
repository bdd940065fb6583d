//! Staff that the work needs against the staff that each policy gives: pools of posts that have a standard.

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::adequacy::SHORT;
use crate::measure::wisn;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::scenario::Need;
use crate::scenario::Pool;
use crate::summation::Sum;

use super::figure;
use super::grid::Band;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// How many members that lack most are listed; the table of members has all.
const SHOWN: usize = 10;

/// Whether any pool of posts has a standard.
pub(super) fn any(subject: &Subject<'_>) -> bool {
    staffed(subject).next().is_some()
}

/// The pools of posts that have a standard, with what they came to.
fn staffed<'a>(
    subject: &Subject<'a>,
) -> impl Iterator<Item = (&'a Pool, &'a Need, &'a PoolOutcome)> + use<'a> {
    let pools = &subject.scenario.pools;
    subject.outcome.pools.iter().filter_map(|result| {
        let pool = &pools[result.pool];
        let need = pool.need.as_ref().filter(|_| pool.unit == Unit::Posts && result.need.is_some())?;
        Some((pool, need, &**result))
    })
}

/// Writes staff against need; nothing where no pool of posts has a standard.
pub(super) fn write(page: &mut Page, subject: &Subject<'_>) {
    if !any(subject) {
        return;
    }
    page.raw(if subject.scenario.policies.len() > 2 {
        "<section id=\"staffing\" class=\"broad\">\n"
    } else {
        "<section id=\"staffing\">\n"
    });
    page.words("h2", "Staff had and staff needed", "人员配备与工作需要");
    page.words(
        "p",
        "The ratio is staff ÷ staff needed, the difference is staff − staff needed; ratios under 0.9 stand in bold red. Where people stand decides as much as how many there are: what is missing at some is not made up by what others have beyond their need.",
        "比值＝配备人数÷所需人数，差额＝配备人数−所需人数；比值低于 0.9 的以红色粗体标出。人员总数之外，更要看分布：一些单位超出所需的人员，并不能弥补另一些单位的不足。",
    );
    for (pool, need, result) in staffed(subject) {
        page.element("h3", pool.label.get(subject.language));
        page.element("p", &standard(need, subject.language));
        by_policy(page, subject, (pool, result));
        shortest(page, subject, (pool, result));
    }
    page.raw("</section>\n");
}

/// By what standard the staff is needed.
fn standard(need: &Need, language: Language) -> String {
    let stop = pick(language, ".", "。");
    let label = need.label.as_ref().map(|label| label.get(language));
    let label = label.unwrap_or_else(|| pick(language, "the standard of this scenario", "本情景的标准"));
    let mut told = format!("{}{label}{stop}", pick(language, "Staff needed: ", "所需人数："));
    if need.wisn.is_some() {
        told.push_str(pick(
            language,
            " By the WHO's workload indicators of staffing need (WISN): hours of service ÷ available working time × category allowance factor + individual allowance factor, not rounded. Available working time is a year's working days less holidays, leave, sickness and training, in hours; the category factor is 1 ÷ (1 − the share of support work), the individual factor the hours of some people's extra tasks ÷ available working time.",
            "按世界卫生组织的人员需求工作量指标法（WISN）：服务工时÷可用工作时间×类别系数＋个别系数，不取整。可用工作时间为全年工作日扣除节假日、年休假、病假、培训后的工时；类别系数＝1÷（1−辅助工作占比），个别系数＝部分人员附加工作工时÷可用工作时间。",
        ));
    }
    if let Some(source) = &need.source {
        told.push_str(&match language {
            Language::English => format!(" Source: {}.", source.en),
            Language::Chinese => format!("来源：{}。", source.zh),
        });
    }
    told
}

/// Staff of each member under a policy.
fn staff(pool: &Pool, result: &PoolOutcome, policy: usize) -> impl Iterator<Item = f64> {
    result.policies[policy].shared.awards.iter().map(|award| pool.unit.whole(*award))
}

/// Each member's staff less what it needs, under a policy.
fn differences(pool: &Pool, result: &PoolOutcome, policy: usize) -> Vec<f64> {
    let needs = result.need.as_deref().unwrap_or_default();
    staff(pool, result, policy).zip(needs).map(|(staff, need)| wisn::difference(staff, *need)).collect()
}

/// A ratio with three decimals, set apart where it is short.
fn ratio(ratio: Option<f64>) -> Cell {
    match ratio {
        Some(ratio) if ratio < SHORT => Cell::Short(figure::decimal(ratio, 3)),
        ratio => Cell::figure(ratio.map(|ratio| figure::decimal(ratio, 3))),
    }
}

/// The pool as a whole under each policy.
fn by_policy(page: &mut Page, subject: &Subject<'_>, (pool, result): (&Pool, &PoolOutcome)) {
    let language = subject.language;
    let unit = pool.unit.label();
    let caption = match language {
        Language::English => format!("{}: staff and need by policy, in {}", pool.label.en, unit.en),
        Language::Chinese => format!("{}：各方案配备与需要，单位：{}", pool.label.zh, unit.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    grid.headings(&[
        Heading::words(pick(language, "Policy", "方案")),
        Heading::figures(pick(language, "Staff", "配备")),
        Heading::figures(pick(language, "Needed", "所需")),
        Heading::figures(pick(language, "Ratio", "比值")),
        Heading::figures(pick(language, "Missing where short", "不足处所缺")),
        Heading::figures(pick(language, "Beyond need elsewhere", "超出所需")),
        Heading::figures(pick(language, "Short by one or more", "缺 1 名以上的单位")),
        Heading::figures(pick(language, "Lowest ratio", "最低比值")),
        Heading::words(pick(language, "Where", "单位")),
    ]);
    let needs = result.need.as_deref().unwrap_or_default();
    let needed = Sum::of(needs.iter().copied());
    for (policy, spec) in subject.scenario.policies.iter().enumerate() {
        let all = Sum::of(staff(pool, result, policy));
        let gaps = differences(pool, result, policy);
        let (missing, beyond) =
            (Sum::of(gaps.iter().map(|gap| (-gap).max(0.0))), Sum::of(gaps.iter().map(|gap| gap.max(0.0))));
        let short = gaps.iter().filter(|gap| **gap <= -1.0).count();
        let ratios = staff(pool, result, policy).zip(needs).map(|(staff, need)| wisn::ratio(staff, *need));
        let known = ratios.enumerate().filter_map(|(member, ratio)| Some((member, ratio?)));
        let lowest = known.min_by(|(_, a), (_, b)| a.total_cmp(b));
        let name = |member: usize| subject.name(pool.over, result.rows[member] as usize).into_owned();
        grid.row(
            &Cell::Words(spec.label.get(language).to_owned()),
            &[
                Cell::Figure(figure::decimal(all, 0)),
                Cell::Figure(figure::decimal(needed, 1)),
                ratio(wisn::ratio(all, needed)),
                Cell::Figure(figure::decimal(missing, 1)),
                Cell::Figure(figure::decimal(beyond, 1)),
                Cell::Figure(figure::decimal(short as f64, 0)),
                ratio(lowest.map(|(_, ratio)| ratio)),
                Cell::words(lowest.map(|(member, _)| name(member))),
            ],
        );
    }
    grid.close();
}

/// The members that lack most under the baseline, and what they lack under each policy.
fn shortest(page: &mut Page, subject: &Subject<'_>, (pool, result): (&Pool, &PoolOutcome)) {
    let language = subject.language;
    let gaps = differences(pool, result, result.baseline);
    let table = &subject.tables.tables[pool.over];
    let id = |member: usize| table.id(result.rows[member] as usize);
    let mut members: Vec<usize> = (0..gaps.len()).filter(|member| gaps[*member] < 0.0).collect();
    let order = |a: &usize, b: &usize| gaps[*a].total_cmp(&gaps[*b]).then_with(|| id(*a).cmp(id(*b)));
    if members.len() > SHOWN {
        members.select_nth_unstable_by(SHOWN - 1, order);
        members.truncate(SHOWN);
    }
    members.sort_by(order);
    if members.is_empty() {
        return;
    }
    let baseline = &subject.scenario.baseline_policy().label;
    let caption = match language {
        Language::English => format!("{}: those that lack most under {}", pool.label.en, baseline.en),
        Language::Chinese => format!("{}：“{}”方案下缺员最多的单位", pool.label.zh, baseline.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    let mut bands = vec![Band::new("", 2)];
    let mut headings = vec![
        Heading::words(pick(language, "Name", "名称")),
        Heading::figures(pick(language, "Needed", "所需")),
    ];
    for policy in &subject.scenario.policies {
        bands.push(Band::new(policy.label.get(language), 3));
        headings.push(Heading::figures(pick(language, "Staff", "配备")));
        headings.push(Heading::figures(pick(language, "Difference", "差额")));
        headings.push(Heading::figures(pick(language, "Ratio", "比值")));
    }
    grid.bands(&bands);
    grid.headings(&headings);
    for member in members {
        let need = result.need.as_ref().map_or(0.0, |need| need[member]);
        let mut cells = vec![Cell::Figure(figure::decimal(need, 1))];
        for outcome in &result.policies {
            let award = outcome.shared.awards[member];
            let staff = pool.unit.whole(award);
            cells.push(Cell::Figure(pool.unit.grouped(award)));
            cells.push(Cell::Figure(figure::signed(wisn::difference(staff, need), 1)));
            cells.push(ratio(wisn::ratio(staff, need)));
        }
        grid.row(&Cell::Words(subject.name(pool.over, result.rows[member] as usize).into_owned()), &cells);
    }
    grid.close();
}
