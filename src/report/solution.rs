//! The answer to a question put backwards: as JSON, and in words for a terminal.

use std::fmt::Write as _;
use std::io;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::value::to_raw_value;

use crate::explore::solve::question::Answer;
use crate::explore::solve::question::Prefer;
use crate::explore::solve::question::Question;
use crate::explore::solve::question::Solution;
use crate::explore::solve::tradeoff::Point;
use crate::explore::solve::tradeoff::Tradeoff;
use crate::explore::solve::wanted::Wanted;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::Unit;
use crate::quantity::group_thousands;
use crate::scenario::Scenario;

use super::frame::Cells;
use super::frame::Frame;

/// Writes the JSON document, ended by a line feed: `value`, `bracket` and `reached`, or `value` null and `why`; and
/// what else is known. `reached` is one number, or one a target where there are several.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(
    question: &Question<'_>,
    answer: &Answer,
    language: Language,
    mut out: impl io::Write,
) -> io::Result<()> {
    let place = |value: f64| in_unit(question, value);
    let places = |low: f64, high: f64| json(&[place(low), place(high)]);
    let mut map: IndexMap<&str, Option<Box<RawValue>>> = IndexMap::new();
    match &answer.solution {
        Some(solution) => {
            map.insert("value", place(solution.value));
            map.insert("bracket", places(solution.bracket.0, solution.bracket.1));
            map.insert("reached", measures(question, &solution.reached));
            map.insert("exact", json(&solution.exact));
            if let Some(ends) = &solution.ends {
                map.insert("no_result_beside", json(&ends.get(language)));
            }
            let strata = question.axis.strata(solution.value);
            if !strata.is_empty() {
                let strata = strata.into_iter().map(|(name, total)| (name, place(total)));
                map.insert("strata", json(&strata.collect::<IndexMap<_, _>>()));
            }
        }
        None => {
            map.insert("value", None);
            map.insert("why", json(&answer.why.as_ref().map(|why| why.get(language))));
            let nearest = answer.nearest.as_ref().and_then(|(value, reached)| {
                let nearest = [("value", place(*value)), ("reached", measures(question, reached))];
                json(&IndexMap::from(nearest))
            });
            map.insert("nearest", nearest);
        }
    }
    let targets: Vec<String> = question.wanted.iter().map(Wanted::text).collect();
    let holds: Vec<_> = answer.stretches.iter().map(|(low, high)| places(*low, *high)).collect();
    map.insert("for", json(&question.axis.name));
    map.insert("targets", json(&targets));
    map.insert("range", places(answer.range.0, answer.range.1));
    map.insert("holds", json(&holds));
    map.insert("present", place(answer.present.0));
    map.insert("looked_at", json(&answer.looked_at));
    map.insert("failed", json(&answer.failed));
    serde_json::to_writer_pretty(&mut out, &map)?;
    out.write_all(b"\n")
}

/// Anything as a piece of JSON; null where it cannot be told.
fn json(value: &impl Serialize) -> Option<Box<RawValue>> {
    to_raw_value(value).ok()
}

/// A value of the input in JSON: money with two decimals, posts and years whole.
fn in_unit(question: &Question<'_>, value: f64) -> Option<Box<RawValue>> {
    let text = match question.axis.pool().map(|pool| &pool.unit) {
        Some(Unit::Money | Unit::Other(_)) => format!("{value:.2}"),
        Some(Unit::Posts) => format!("{value:.0}"),
        None => number_text(value),
    };
    RawValue::from_string(text).ok()
}

fn measures(question: &Question<'_>, reached: &[f64]) -> Option<Box<RawValue>> {
    match reached {
        [only] => json(only),
        all => {
            let named = question.wanted.iter().zip(all);
            json(&named.map(|(wanted, value)| (wanted.text(), *value)).collect::<IndexMap<String, f64>>())
        }
    }
}

/// The answer in words.
pub fn summary(question: &Question<'_>, answer: &Answer, language: Language) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = lines(question, answer, language, &mut text);
    text
}

fn lines(
    question: &Question<'_>,
    answer: &Answer,
    language: Language,
    text: &mut String,
) -> std::fmt::Result {
    let (label, name) = (question.axis.label(), &question.axis.name);
    let (low, high) = (said(question, answer.range.0, language), said(question, answer.range.1, language));
    let which = which(question.prefer);
    match language {
        Language::English => {
            writeln!(text, "{} ({name}): the {} value from {low} to {high} at which", label.en, which.en)?;
        }
        Language::Chinese => {
            writeln!(text, "{}（{name}）：在 {low} 至 {high} 之间，满足下列要求的{}值", label.zh, which.zh)?;
        }
    }
    for wanted in &question.wanted {
        writeln!(text, "  {}", wanted.text())?;
    }
    writeln!(text)?;
    match &answer.solution {
        Some(solution) => solved(question, answer, solution, language, text)?,
        None => unsolved(question, answer, language, text)?,
    }
    if answer.failed > 0 {
        let (failed, all) = (answer.failed, answer.looked_at);
        match language {
            Language::English => {
                writeln!(text, "At {failed} of {all} values looked at the scenario has no result.")?;
            }
            Language::Chinese => writeln!(text, "所查 {all} 个取值中，{failed} 个没有结果。")?,
        }
    }
    Ok(())
}

fn which(prefer: Prefer) -> Text {
    match prefer {
        Prefer::Smallest => Text::new("smallest", "最小"),
        Prefer::Nearest => Text::new("nearest", "最近"),
        Prefer::Largest => Text::new("largest", "最大"),
    }
}

fn solved(
    question: &Question<'_>,
    answer: &Answer,
    solution: &Solution,
    language: Language,
    text: &mut String,
) -> std::fmt::Result {
    let value = said(question, solution.value, language);
    let now = said(question, answer.present.0, language);
    match language {
        Language::English => writeln!(text, "Answer: {value} (now {now})")?,
        Language::Chinese => writeln!(text, "答案：{value}（现为 {now}）")?,
    }
    for ((wanted, reached), before) in question.wanted.iter().zip(&solution.reached).zip(&answer.present.1) {
        let (reached, before) =
            (wanted.shown(*reached), before.map_or_else(|| "–".to_owned(), |b| wanted.shown(b)));
        match language {
            Language::English => writeln!(text, "  {} = {reached} (now {before})", wanted.path)?,
            Language::Chinese => writeln!(text, "  {} = {reached}（现为 {before}）", wanted.path)?,
        }
    }
    let strata = question.axis.strata(solution.value);
    if !strata.is_empty() {
        let strata: Vec<String> = strata
            .iter()
            .map(|(name, total)| format!("{name} {}", said(question, *total, language)))
            .collect();
        match (language, question.axis.stratum()) {
            (Language::English, None) => writeln!(text, "Its strata in proportion: {}", strata.join(", "))?,
            (Language::Chinese, None) => writeln!(text, "各分盘按比例：{}", strata.join("、"))?,
            (Language::English, Some(_)) => writeln!(text, "Then the strata are: {}", strata.join(", "))?,
            (Language::Chinese, Some(_)) => writeln!(text, "届时各分盘为：{}", strata.join("、"))?,
        }
    }
    let (low, high) = solution.bracket;
    let outside = if low == solution.value { high } else { low };
    if low != high {
        let beyond = said(question, outside, language);
        let width = format!("{:.0e}", high - low);
        let fails = match &solution.ends {
            Some(ends) => Text::new(
                format!("the scenario has no result: {}", ends.en),
                format!("情景没有结果：{}", ends.zh),
            ),
            None => Text::new("it does not hold", "不满足"),
        };
        let (en, zh) = (&fails.en, &fails.zh);
        match (language, solution.exact) {
            (Language::English, true) => writeln!(text, "Exact: at the step beside it, {beyond}, {en}.")?,
            (Language::Chinese, true) => writeln!(text, "精确：相邻一步 {beyond} 即{zh}。")?,
            (Language::English, false) => writeln!(text, "Bracketed: {width} beside it, {en}.")?,
            (Language::Chinese, false) => writeln!(text, "界限已夹定：旁移 {width} 即{zh}。")?,
        }
    }
    let stretches: Vec<String> = answer
        .stretches
        .iter()
        .map(|(low, high)| match low == high {
            true => said(question, *low, language),
            false => format!("{} … {}", said(question, *low, language), said(question, *high, language)),
        })
        .collect();
    match language {
        Language::English => writeln!(text, "It holds at: {}", stretches.join("; ")),
        Language::Chinese => writeln!(text, "满足要求的取值：{}", stretches.join("；")),
    }
}

fn unsolved(
    question: &Question<'_>,
    answer: &Answer,
    language: Language,
    text: &mut String,
) -> std::fmt::Result {
    let why = answer.why.clone().unwrap_or_default();
    match language {
        Language::English => writeln!(text, "No value does: {}.", why.en)?,
        Language::Chinese => writeln!(text, "没有满足要求的取值：{}。", why.zh)?,
    }
    let Some((value, reached)) = &answer.nearest else { return Ok(()) };
    let value = said(question, *value, language);
    match language {
        Language::English => writeln!(text, "Nearest: {value}")?,
        Language::Chinese => writeln!(text, "最接近：{value}")?,
    }
    for (wanted, reached) in question.wanted.iter().zip(reached) {
        writeln!(text, "  {} = {}", wanted.path, wanted.shown(*reached))?;
    }
    Ok(())
}

/// A value of the input with its unit.
fn said(question: &Question<'_>, value: f64, language: Language) -> String {
    let number = match question.axis.pool().map(|pool| &pool.unit) {
        Some(Unit::Money) => group_thousands(&format!("{value:.2}")),
        Some(Unit::Posts | Unit::Other(_)) => group_thousands(&number_text(value)),
        None => number_text(value),
    };
    match question.axis.unit().filter(|_| question.axis.pool().is_some()) {
        Some(unit) => format!("{number} {}", unit.get(language)),
        None => number,
    }
}

/// The trade-off as a tidy table: the points of the policy in the order of the input's values, then one for each
/// policy as the scenario has it, whose value is empty.
pub fn tradeoff_frame<'a>(scenario: &'a Scenario, tradeoff: &Tradeoff) -> Frame<'a> {
    let pool = &scenario.pools[tradeoff.pool];
    let own = tradeoff.points.iter().map(|point| (tradeoff.policy, *point));
    let others = tradeoff.others.iter().map(|(policy, point)| (*policy, Point { value: f64::NAN, ..*point }));
    let rows: Vec<(usize, Point)> = own.chain(others).collect();
    let decimals = (pool.unit == Unit::Money).then_some(2);
    let amounts = |of: &dyn Fn(&Point) -> f64| {
        Cells::Number(rows.iter().map(|(_, point)| of(point)).collect(), decimals)
    };
    let policies = rows.iter().map(|(policy, _)| scenario.policies[*policy].id.as_str()).collect();
    let rate = |point: &Point| if point.moved > 0.0 { point.removed / point.moved } else { f64::NAN };
    let columns = vec![
        ("value", Cells::Number(rows.iter().map(|(_, point)| point.value).collect(), None)),
        ("policy", Cells::Text(policies)),
        ("pool", Cells::Same(&pool.id)),
        ("moved", amounts(&|point| point.moved)),
        ("shortfall", amounts(&|point| point.shortfall)),
        ("removed", amounts(&|point| point.removed)),
        ("removed_per_moved", Cells::Number(rows.iter().map(|(_, point)| rate(point)).collect(), Some(6))),
    ];
    Frame::new(rows.len(), columns)
}
