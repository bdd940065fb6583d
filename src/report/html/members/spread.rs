//! How the figures of a very large pool are spread.

use crate::evaluate::PolicyOutcome;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::Membership;
use crate::measure::adequacy::percentile;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::report::html::figure;
use crate::report::html::grid::Cell;
use crate::report::html::grid::Grid;
use crate::report::html::grid::Heading;
use crate::report::html::groups::Summed;
use crate::report::html::page::Page;
use crate::report::html::page::pick;
use crate::report::html::units::sums;
use crate::scenario::Pool;

use super::MOST_LISTED;

/// The points of the distribution shown in place of members: shares of the members at or below.
const POINTS: [f64; 9] = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0];

/// Writes how awards, changes and adequacy are spread in a pool that is too large to be listed.
pub(super) fn spread(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, pool: &Pool) {
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
    tenths(page, subject, result, pool);
}

/// The members by tenths: from those of the fewest residents (or of the least award under the baseline, where
/// nobody counts residents) to those of the most.
fn tenths(page: &mut Page, subject: &Subject<'_>, result: &PoolOutcome, pool: &Pool) {
    let language = subject.language;
    let before = result.baseline_awards();
    let size: Vec<f64> = match &result.population {
        Some(population) => population.to_vec(),
        None => before.iter().map(|award| *award as f64).collect(),
    };
    let mut order: Vec<usize> = (0..size.len()).collect();
    order.sort_by(|a, b| size[*a].total_cmp(&size[*b]));
    let mut of = vec![0; size.len()];
    for (place, member) in order.into_iter().enumerate() {
        of[member] = (place * 10 / size.len()) as u32;
    }
    let (title, least, most) = match (&result.population, language) {
        (Some(_), Language::English) => ("tenths of the members, by residents", "fewest", "most"),
        (Some(_), Language::Chinese) => ("按常住人口分十组", "最少", "最多"),
        (None, Language::English) => ("tenths of the members, by award under the baseline", "least", "most"),
        (None, Language::Chinese) => ("按基准方案分配额分十组", "最低", "最高"),
    };
    let label = |tenth: usize| match tenth {
        1 => format!("1 ({least})"),
        10 => format!("10 ({most})"),
        tenth => tenth.to_string(),
    };
    let groups: Vec<String> = (1..=10).map(label).collect();
    let summed = Summed {
        title: title.to_owned(),
        heading: pick(language, "Tenth", "组").to_owned(),
        labels: groups.clone(),
        results: sums(result, &Membership { groups, of }, &pool.unit),
    };
    summed.write(page, subject, result, 10);
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
