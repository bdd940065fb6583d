//! The first sheet: every measure of every pool, one column a policy.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::PoolOutcome;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::report::html::comparison::lambdas;
use crate::report::html::figure;
use crate::report::html::full_title;
use crate::report::html::mark;
use crate::report::html::origin::warnings;
use crate::report::html::page::pick;

use super::answers::total;
use super::layout::Layout;
use super::measure;
use super::plan::Plan;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;

/// Columns before those of the policies.
const BEFORE: u16 = 4;

/// Writes the sheet; with formulas where there is a plan.
pub(crate) fn sheet(layout: &Layout<'_>, plan: Option<&Plan<'_>>) -> Result<Worksheet, XlsxError> {
    let (subject, language) = (layout.subject, layout.language());
    let mut lines = Vec::new();
    lines.extend(subject.scenario.question.as_ref().map(|question| question.get(language).to_owned()));
    if !warnings(subject).is_empty() {
        let warning = (
            "Not all of these figures are facts: the sheet of notes says which are estimated, made up or illustrative.",
            "以下数字并非全部有据可查：推算、虚构或示意的数字见说明表。",
        );
        lines.push(pick(language, warning.0, warning.1).to_owned());
    }
    let mut sheet = Sheet::open(&layout.name, &full_title(subject), &lines, layout.formats)?;
    let mut headings: Vec<(String, bool)> =
        [("Pool", "总盘"), ("Measure", "指标"), ("Name in files", "文件中的名称"), ("Unit", "单位")]
            .map(|(en, zh)| (pick(language, en, zh).to_owned(), false))
            .to_vec();
    headings.extend(subject.scenario.policies.iter().enumerate().map(|(index, policy)| {
        let baseline = if index == subject.scenario.baseline {
            pick(language, "\n(baseline)", "\n（基准）")
        } else {
            ""
        };
        (format!("{}{baseline}", policy.label.get(language)), true)
    }));
    sheet.headings(&headings)?;
    for (index, result) in subject.outcome.pools.iter().enumerate() {
        pool(&mut sheet, layout, result, plan.map(|plan| (plan, index)))?;
    }
    sheet.finish(2)
}

fn pool(
    sheet: &mut Sheet<'_>,
    layout: &Layout<'_>,
    result: &PoolOutcome,
    plan: Option<(&Plan<'_>, usize)>,
) -> Result<(), XlsxError> {
    let language = layout.language();
    let unit = &layout.subject.scenario.pools[result.pool].unit;
    for metric in Metric::ALL {
        let unit_name = figure::unit_of(metric, unit, language);
        let text = |policy| plan.and_then(|(plan, pool)| measure::text(plan, pool, policy, metric));
        let is_known = |policy: usize| result.policies[policy].metrics.get(metric).number(unit).is_some();
        let mut label = metric.label().get(language).to_owned();
        if plan.is_some()
            && (0..result.policies.len()).any(|policy| is_known(policy) && text(policy).is_none())
        {
            label.push_str(pick(language, " (value, not recalculated)", "（数值，不重算）"));
        }
        start(sheet, layout, result, [&label, metric.id(), &unit_name])?;
        for (column, (policy, outcome)) in (BEFORE..).zip(result.policies.iter().enumerate()) {
            let value = outcome.metrics.get(metric);
            let seen = Seen::number(value.number(unit));
            match text(policy) {
                Some(text) => sheet.array(column, &text, &seen, shown(metric, value, unit))?,
                None => sheet.value(column, &seen, shown(metric, value, unit))?,
            }
        }
        sheet.next();
    }
    start(sheet, layout, result, ["λ", "lambda", ""])?;
    for (column, (policy, outcome)) in (BEFORE..).zip(result.policies.iter().enumerate()) {
        let text = plan.and_then(|(plan, pool)| measure::lambda(plan, pool, policy));
        let seen = match outcome.shared.shares.as_slice() {
            [whole] if whole.stratum.is_none() => Seen::number(whole.lambda),
            shares => Seen::text(&lambdas(shares, language).unwrap_or_default()),
        };
        let rule = layout.subject.scenario.policies[policy].shares[result.pool].rule;
        let shown = if rule.lambda_is_ratio() { Shown::Index } else { Shown::amount(unit) };
        sheet.either(column, text.as_deref(), &seen, shown)?;
    }
    sheet.next();
    let counts: Vec<[usize; 3]> =
        result.policies.iter().map(|outcome| mark::counts(&outcome.shared)).collect();
    let titles = [
        pick(language, "Awards lifted to a floor", "按保底确定的单位数"),
        pick(language, "Awards held down by a cap", "按封顶确定的单位数"),
        pick(language, "Members in a tie broken by id", "按编号确定并列的单位数"),
    ];
    for (index, title) in titles.into_iter().enumerate() {
        start(sheet, layout, result, [title, "", pick(language, "members", "个")])?;
        for (column, (policy, counts)) in (BEFORE..).zip(counts.iter().enumerate()) {
            let text = plan.and_then(|(plan, pool)| measure::marked(plan, pool, policy, index));
            sheet.either(column, text.as_deref(), &Seen::Number(counts[index] as f64), Shown::Whole)?;
        }
        sheet.next();
    }
    answers(sheet, layout, result, plan)
}

/// What is told of answers to residents, where the pool's posts answer them.
fn answers(
    sheet: &mut Sheet<'_>,
    layout: &Layout<'_>,
    result: &PoolOutcome,
    plan: Option<(&Plan<'_>, usize)>,
) -> Result<(), XlsxError> {
    for line in total::lines(layout.subject, plan.map(|(plan, _)| plan), result) {
        start(sheet, layout, result, [&line.label, "", line.unit])?;
        for (column, (text, seen)) in (BEFORE..).zip(&line.cells) {
            match text {
                Some(text) => sheet.array(column, text, seen, line.figure.shown())?,
                None => sheet.value(column, seen, line.figure.shown())?,
            }
        }
        sheet.next();
    }
    Ok(())
}

fn start(
    sheet: &mut Sheet<'_>,
    layout: &Layout<'_>,
    result: &PoolOutcome,
    [label, id, unit]: [&str; 3],
) -> Result<(), XlsxError> {
    sheet.text(0, layout.subject.scenario.pools[result.pool].label.get(layout.language()))?;
    sheet.text(1, label)?;
    sheet.text(2, id)?;
    sheet.text(3, unit)
}

fn shown(metric: Metric, value: Value, unit: &Unit) -> Shown {
    match value {
        Value::Amount(_) => Shown::amount(unit),
        Value::HalfAmount(_) => Shown::General,
        Value::Count(_) => Shown::Whole,
        Value::Number(_) if figure::is_percent(metric) => Shown::Percent,
        Value::Number(_) if metric == Metric::Shortfall => Shown::Money,
        Value::Number(_) | Value::Undefined => Shown::Index,
    }
}
