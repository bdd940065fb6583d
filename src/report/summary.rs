//! The answer at a glance, for a terminal: what is compared, how each policy does, for whom, where the files
//! are, and which inputs are estimates. Aligned with Chinese characters, two columns wide each.

mod answers;
mod staffing;
mod work;

use std::fmt::Write as _;
use std::path::Path;

use super::Subject;
use super::aligned::aligned;
use super::aligned::finish;
use super::headline::headline;
use super::tables::Case;
use super::tables::cases;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::language::width;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::quantity::group_thousands;

/// The most groups shown side by side; a larger grouping is in `groups.csv`.
const MOST_GROUPS: usize = 8;

/// The widest line, in columns of the terminal, where a line can be broken.
const WIDEST: usize = 100;

/// The summary; `written` is the folder that was written, if any.
pub fn summary(subject: &Subject<'_>, written: Option<&Path>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = heading(subject, &mut text);
    let all: Vec<Case<'_>> = cases(subject).collect();
    for of_pool in all.chunk_by(|a, b| a.result.pool == b.result.pool) {
        let _ = pool(subject, of_pool, &mut text);
    }
    let _ = work::work(subject, &mut text);
    let _ = ending(subject, written, &mut text);
    text
}

fn heading(subject: &Subject<'_>, text: &mut String) -> std::fmt::Result {
    let scenario = subject.scenario;
    let language = subject.language;
    let title = scenario.title.get(language);
    let baseline = scenario.baseline_policy().label.get(language);
    match language {
        Language::English => writeln!(text, "{title} ({}; baseline: {baseline})", scenario.year)?,
        Language::Chinese => writeln!(text, "{title}（{} 年；基准方案：{baseline}）", scenario.year)?,
    }
    if let Some(question) = &scenario.question {
        writeln!(text, "{}", question.get(language))?;
    }
    for set in &scenario.overrides {
        writeln!(text, "  --set {set}")?;
    }
    Ok(())
}

fn pool(subject: &Subject<'_>, cases: &[Case<'_>], text: &mut String) -> std::fmt::Result {
    let Some(first) = cases.first() else { return Ok(()) };
    let language = subject.language;
    let total = first.pool.unit.grouped(first.pool.total);
    let unit = first.pool.unit.label();
    let (label, unit, count) = (first.pool.label.get(language), unit.get(language), first.count());
    match language {
        Language::English => writeln!(text, "\n{label}: {total} {unit} for {count} members")?,
        Language::Chinese => writeln!(text, "\n{label}：{total} {unit}，{count} 个单位")?,
    }
    writeln!(text, "{}", metrics_table(subject, cases))?;
    let answer = headline(subject, first.result);
    if !answer.is_empty() {
        let separator = if language == Language::English { "; " } else { "；" };
        writeln!(text, "{}", wrapped("", &answer, separator))?;
    }
    if let Some(groups) = groups_table(subject, cases) {
        writeln!(text, "{groups}")?;
    }
    Ok(())
}

fn metrics_table(subject: &Subject<'_>, cases: &[Case<'_>]) -> String {
    let language = subject.language;
    let with_need = cases.iter().any(|case| case.result.need.is_some());
    let mut columns: Vec<(Text, Metric)> = Vec::new();
    if with_need {
        columns.push((Text::new("lowest", "最低保障率"), Metric::AdequacyMin));
        columns.push((Text::new("median", "中位保障率"), Metric::AdequacyMedian));
        columns.push((Text::new("short", "保障不足"), Metric::ShortMembers));
        columns.push((Text::new("shortfall", "缺口"), Metric::Shortfall));
    }
    columns.push((Text::new("Gini", "基尼"), Metric::Gini));
    columns.push((Text::new("moved", "调整额"), Metric::Moved));
    columns.push((Text::new("gain", "增"), Metric::Gainers));
    columns.push((Text::new("lose", "减"), Metric::Losers));
    if cases.iter().any(|case| case.outcome.shared.reserve != 0) {
        columns.push((Text::new("reserve", "机动"), Metric::Reserve));
    }
    let mut table = aligned();
    let corner = if with_need { Text::new("adequacy →", "方案") } else { Text::new("policy", "方案") };
    let heads = columns.iter().map(|(head, _)| head.get(language).to_owned());
    table.set_header(std::iter::once(corner.get(language).to_owned()).chain(heads));
    for case in cases {
        let values = columns.iter().map(|(_, metric)| {
            let value = case.outcome.metrics.get(*metric);
            let is_adequacy = metric.counted_in() == CountedIn::Adequacy;
            shown(value, is_adequacy, case)
        });
        table.add_row(std::iter::once(policy_label(subject, case)).chain(values));
    }
    finish(table, |column| column > 0)
}

fn groups_table(subject: &Subject<'_>, cases: &[Case<'_>]) -> Option<String> {
    let first = cases.first()?;
    first.result.need.as_ref()?;
    let language = subject.language;
    let mut chosen = Vec::new();
    let mut heads = Vec::new();
    for (index, (grouping, membership)) in first.result.groupings.iter().enumerate() {
        if heads.len() + membership.groups.len() > MOST_GROUPS {
            continue;
        }
        let grouping = &subject.scenario.groupings[*grouping];
        for (group, name) in membership.groups.iter().enumerate() {
            chosen.push((index, group));
            let members = first.outcome.groups[index][group].members;
            heads.push(format!("{} ({members})", short(grouping.group_label(name).get(language))));
        }
    }
    if chosen.is_empty() {
        return None;
    }
    let mut table = aligned();
    let corner = Text::new("adequacy of", "各组保障率");
    table.set_header(std::iter::once(corner.get(language).to_owned()).chain(heads));
    for case in cases {
        let values = chosen.iter().map(|(grouping, group)| {
            case.outcome.groups[*grouping][*group].adequacy.map_or_else(|| "–".to_owned(), percent)
        });
        table.add_row(std::iter::once(policy_label(subject, case)).chain(values));
    }
    Some(finish(table, |column| column > 0))
}

/// A label without what stands in parentheses: the terminal has little room.
pub fn short(label: &str) -> &str {
    label.split(['(', '（']).next().map_or(label, str::trim_end)
}

fn policy_label(subject: &Subject<'_>, case: &Case<'_>) -> String {
    let mark = if case.index == subject.scenario.baseline { " *" } else { "" };
    format!("  {}{mark}", case.policy.label.get(subject.language))
}

fn shown(value: Value, is_adequacy: bool, case: &Case<'_>) -> String {
    let unit = &case.pool.unit;
    match value {
        Value::Undefined => "–".to_owned(),
        Value::Number(number) if is_adequacy => percent(number),
        Value::Number(number) if number.abs() < 10.0 => format!("{number:.3}"),
        Value::Number(number) => group_thousands(&format!("{number:.1}")),
        Value::Count(number) => group_thousands(&format!("{number:.0}")),
        Value::Amount(_) | Value::HalfAmount(_) => match unit {
            // Yuan without fen, unless there is little else: the files have every fen.
            Unit::Money => {
                let yuan = value.number(unit).unwrap_or_default();
                let decimals = if yuan.abs() < 100.0 && yuan.fract() != 0.0 { 2 } else { 0 };
                group_thousands(&format!("{yuan:.decimals$}"))
            }
            Unit::Posts | Unit::Other(_) => {
                group_thousands(&number_text(value.number(unit).unwrap_or_default()))
            }
        },
    }
}

/// A ratio as a percentage with one decimal.
pub fn percent(ratio: f64) -> String {
    format!("{:.1}%", ratio * 100.0)
}

fn ending(subject: &Subject<'_>, written: Option<&Path>, text: &mut String) -> std::fmt::Result {
    let language = subject.language;
    writeln!(text)?;
    if subject.outcome.pools.iter().any(|pool| pool.need.is_some()) {
        match language {
            Language::English => writeln!(
                text,
                "* baseline. Adequacy = award ÷ need; short = under 90%; gain, lose, moved: against the baseline."
            )?,
            Language::Chinese => writeln!(
                text,
                "* 基准方案。保障率 = 分配额 ÷ 标准支出；保障不足 = 低于 90%；增、减、调整额均与基准方案相比。"
            )?,
        }
    }
    staffing::write(subject, text)?;
    answers::write(subject, text)?;
    let ties: usize =
        cases(subject).map(|case| case.outcome.shared.ties.iter().filter(|tie| **tie).count()).sum();
    if ties > 0 {
        match language {
            Language::English => {
                writeln!(text, "Ties settled by id: {ties} awards (column tie of awards.csv)")?
            }
            Language::Chinese => {
                writeln!(text, "完全并列、按 id 先后确定的分配：{ties} 笔（awards.csv 的 tie 列）")?
            }
        }
    }
    let provenance = subject.provenance;
    let lists = [
        (&provenance.estimated, "Estimated inputs", "推算的输入"),
        (&provenance.synthetic, "Synthetic inputs", "虚构的输入"),
        (&provenance.unstated, "Inputs of unstated origin", "未注明来源的输入"),
        (&provenance.illustrative, "Illustrative figures", "示意性数字"),
    ];
    for (names, en, zh) in lists {
        if !names.is_empty() {
            let (head, separator) = match language {
                Language::English => (format!("{en}: "), ", "),
                Language::Chinese => (format!("{zh}："), "、"),
            };
            writeln!(text, "{}", wrapped(&head, names, separator))?;
        }
    }
    if let Some(folder) = written {
        let folder = folder.display();
        match language {
            Language::English => {
                writeln!(text, "Files: {folder}/ — begin with report.html or workbook.xlsx")?
            }
            Language::Chinese => writeln!(text, "文件：{folder}/ ——先看 report.html 或 workbook.xlsx")?,
        }
    }
    Ok(())
}

/// The items after `head`, broken between items so that no line is wider than [`WIDEST`].
fn wrapped(head: &str, items: &[String], separator: &str) -> String {
    let mut text = head.to_owned();
    let mut used = width(head);
    for (index, item) in items.iter().enumerate() {
        let separator = if index + 1 < items.len() { separator } else { "" };
        let needed = width(item) + width(separator.trim_end());
        if used + needed > WIDEST && index > 0 {
            text.truncate(text.trim_end().len());
            text.push_str("\n  ");
            used = 2;
        }
        text.push_str(item);
        text.push_str(separator);
        used += width(item) + width(separator);
    }
    text
}
