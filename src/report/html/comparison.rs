//! Every policy beside the baseline: the headline figures of each pool.

use crate::evaluate::PoolOutcome;
use crate::evaluate::SharePart;
use crate::language::Language;
use crate::measure::Metric;
use crate::measure::Value;
use crate::report::Subject;

use super::definition::HEADLINES;
use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::mark;
use super::page::Page;
use super::page::pick;

/// The most values of λ that are written one by one.
const MOST_LAMBDAS: usize = 6;

/// Writes the comparison of every pool.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"comparison\">\n").words("h2", "The policies compared", "方案比较");
    for result in &subject.outcome.pools {
        let mut grid = open(page, subject, result);
        for metric in HEADLINES {
            metric_row(&mut grid, subject, result, metric);
        }
        lambda_row(&mut grid, result, subject.language);
        count_rows(&mut grid, result, subject.language);
        grid.close();
        if result.need.is_none() {
            page.words(
                "p",
                "No standard says what this pool's members need, so nothing is said of adequacy.",
                "本总盘未设标准支出，故不列保障率。",
            );
        }
    }
    page.raw("</section>\n");
}

/// Writes every metric of every pool, for the notes.
pub(crate) fn write_all(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"metrics\">\n").words("h2", "Every measure", "全部指标");
    for result in &subject.outcome.pools {
        let mut grid = open(page, subject, result);
        for metric in Metric::ALL {
            metric_row(&mut grid, subject, result, metric);
        }
        grid.close();
    }
    page.raw("</section>\n");
}

fn open<'p>(page: &'p mut Page, subject: &Subject<'_>, result: &PoolOutcome) -> Grid<'p> {
    let language = subject.language;
    let pool = &subject.scenario.pools[result.pool];
    let total = figure::with_unit(&pool.unit, pool.total, language);
    let count = figure::decimal(result.rows.len() as f64, 0);
    let caption = match language {
        Language::English => format!("{}: {total} for {count} members", pool.label.en),
        Language::Chinese => format!("{}：总盘 {total}，{count} 个单位", pool.label.zh),
    };
    let mut grid = Grid::open(page, "plain", &caption);
    let mut headings = vec![
        Heading::words(pick(language, "Measure", "指标")),
        Heading::words(pick(language, "Unit", "单位")),
    ];
    headings.extend(subject.scenario.policies.iter().enumerate().map(|(index, policy)| {
        let label = policy.label.get(language);
        Heading::figures(match index == result.baseline {
            true => format!("{label}{}", pick(language, " (baseline)", "（基准）")),
            false => label.to_owned(),
        })
    }));
    grid.headings(&headings);
    grid
}

/// A metric's row; none where it is defined under no policy, as adequacy is without a standard.
fn metric_row(grid: &mut Grid<'_>, subject: &Subject<'_>, result: &PoolOutcome, metric: Metric) {
    if result.policies.iter().all(|outcome| outcome.metrics.get(metric) == Value::Undefined) {
        return;
    }
    let unit = &subject.scenario.pools[result.pool].unit;
    let mut cells = vec![Cell::Words(figure::unit_of(metric, unit, subject.language))];
    cells.extend(result.policies.iter().enumerate().map(|(policy, outcome)| {
        let value = outcome.metrics.get(metric);
        let is_change = matches!(
            metric,
            Metric::Moved | Metric::Gainers | Metric::Losers | Metric::LargestGain | Metric::LargestLoss
        );
        if is_change && policy == result.baseline {
            return Cell::figure(None);
        }
        let written = figure::metric(metric, value, unit);
        match value {
            Value::Number(ratio) if figure::is_percent(metric) => super::members::adequacy(Some(ratio)),
            _ => Cell::figure(written),
        }
    }));
    grid.row(&Cell::Words(metric.label().get(subject.language).to_owned()), &cells);
}

fn lambda_row(grid: &mut Grid<'_>, result: &PoolOutcome, language: Language) {
    let mut cells = vec![Cell::Words(pick(language, "see the rules", "见分配规则").to_owned())];
    let written = result.policies.iter().map(|outcome| lambdas(&outcome.shared.shares, language));
    cells.extend(written.map(Cell::figure));
    grid.row(
        &Cell::Words(pick(language, "λ, the rule's one number", "λ（规则的唯一参数）").to_owned()),
        &cells,
    );
}

/// The λ of a policy on a pool, of each stratum where they were shared out apart (of many, the least and the
/// greatest); `None` where the rule has none.
pub(crate) fn lambdas(shares: &[SharePart], language: Language) -> Option<String> {
    let found: Vec<f64> = shares.iter().filter_map(|share| share.lambda).collect();
    let least = found.iter().copied().min_by(f64::total_cmp)?;
    let most = found.iter().copied().max_by(f64::total_cmp)?;
    if found.len() > MOST_LAMBDAS {
        return Some(format!("{} – {}", figure::lambda(least), figure::lambda(most)));
    }
    let written = shares.iter().filter_map(|share| {
        let lambda = figure::lambda(share.lambda?);
        Some(match &share.stratum {
            Some(stratum) => format!("{stratum}{}{lambda}", pick(language, ": ", "：")),
            None => lambda,
        })
    });
    let written: Vec<String> = written.collect();
    Some(written.join(pick(language, "; ", "；")))
}

fn count_rows(grid: &mut Grid<'_>, result: &PoolOutcome, language: Language) {
    let counts: Vec<[usize; 3]> =
        result.policies.iter().map(|outcome| mark::counts(&outcome.shared)).collect();
    let titles = [
        pick(language, "Awards lifted to a floor", "按保底确定的单位数"),
        pick(language, "Awards held down by a cap", "按封顶确定的单位数"),
        pick(language, "Members in a tie broken by id", "按编号确定并列的单位数"),
    ];
    for (index, title) in titles.into_iter().enumerate() {
        let mut cells = vec![Cell::Words(pick(language, "members", "个").to_owned())];
        cells.extend(counts.iter().map(|counts| Cell::Figure(figure::decimal(counts[index] as f64, 0))));
        grid.row(&Cell::Words(title.to_owned()), &cells);
    }
}
