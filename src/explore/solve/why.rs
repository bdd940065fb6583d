//! Why no value does.

use super::question::Question;
use super::search::Found;
use super::search::Relation;
use super::wanted::Wanted;
use crate::explore::Trial;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::group_thousands;

/// Why nothing that was looked at is as wanted.
pub(super) fn why(question: &Question<'_>, trial: &Trial<'_>, found: &Found) -> Text {
    let known: Vec<&Vec<f64>> = found.scanned.iter().filter_map(|(_, measures)| measures.as_ref()).collect();
    if known.is_empty() {
        return without_result(question, trial, found);
    }
    if let Some(text) = constant(question, &known) {
        return text;
    }
    if let [wanted] = question.wanted.as_slice() {
        return found.jumps.first().map_or_else(
            || out_of_reach(wanted, &known, 0),
            |jump| {
                let (before, after) = (question.value(jump.before.0), question.value(jump.after.0));
                let (from, to) = (wanted.shown(jump.before.1), wanted.shown(jump.after.1));
                let value = wanted.shown(wanted.goal.value);
                let (before, after) = (place_text(before), place_text(after));
                Text::new(
                    format!("{} jumps over {value}: {from} at {before}, {to} at {after}", wanted.path),
                    format!("{} 跳过 {value}：在 {before} 处为 {from}，在 {after} 处为 {to}", wanted.path),
                )
            },
        );
    }
    let never: Vec<Text> = question
        .wanted
        .iter()
        .enumerate()
        .filter(|(index, wanted)| !known.iter().any(|measures| wanted.goal.holds(measures[*index])))
        .map(|(index, wanted)| out_of_reach(wanted, &known, index))
        .collect();
    if never.is_empty() {
        return Text::new(
            "each of these holds somewhere in the range, but nowhere all of them together",
            "各项要求在范围内都能分别达到，但没有一处能同时达到",
        );
    }
    let join = |texts: Vec<&str>, between: &str| texts.join(between);
    Text::new(
        join(never.iter().map(|text| text.en.as_str()).collect(), "; "),
        join(never.iter().map(|text| text.zh.as_str()).collect(), "；"),
    )
}

fn without_result(question: &Question<'_>, trial: &Trial<'_>, found: &Found) -> Text {
    match question.first_failure(trial, found) {
        Some(problem) => Text::new(
            format!("the scenario has no result anywhere in the range: {}", problem.found.en),
            format!("情景在整个范围内都没有结果：{}", problem.found.zh),
        ),
        None => {
            Text::new("what is asked for is defined nowhere in the range", "所求数值在整个范围内都没有定义")
        }
    }
}

/// What is said where nothing that is wanted depends on the input at all.
fn constant(question: &Question<'_>, known: &[&Vec<f64>]) -> Option<Text> {
    let first = known.first()?;
    if known.len() < 2 || known.iter().any(|measures| measures != first) {
        return None;
    }
    let (name, wanted) = (&question.axis.name, question.wanted.first()?);
    let value = wanted.shown(first[0]);
    Some(Text::new(
        format!("{} stays at {value} whatever the value of {name}", wanted.path),
        format!("无论 {name} 取何值，{} 始终为 {value}", wanted.path),
    ))
}

fn out_of_reach(wanted: &Wanted, known: &[&Vec<f64>], index: usize) -> Text {
    let measures = || known.iter().map(|measures| measures[index]);
    let (least, most) =
        (measures().fold(f64::INFINITY, f64::min), measures().fold(f64::NEG_INFINITY, f64::max));
    let (path, value) = (&wanted.path, wanted.shown(wanted.goal.value));
    match wanted.goal.relation {
        Relation::AtLeast => {
            let most = wanted.shown(most);
            Text::new(
                format!("{path} gets no higher than {most} anywhere in the range, short of {value}"),
                format!("在整个范围内，{path} 最高只到 {most}，达不到 {value}"),
            )
        }
        Relation::AtMost => {
            let least = wanted.shown(least);
            Text::new(
                format!("{path} gets no lower than {least} anywhere in the range, above {value}"),
                format!("在整个范围内，{path} 最低只到 {least}，高于 {value}"),
            )
        }
        Relation::Equal => {
            let (least, most) = (wanted.shown(least), wanted.shown(most));
            Text::new(
                format!("{path} goes from {least} to {most} in the range and is nowhere {value}"),
                format!("在整个范围内，{path} 在 {least} 与 {most} 之间，没有一处等于 {value}"),
            )
        }
    }
}

/// A value of the input for reading.
fn place_text(value: f64) -> String {
    group_thousands(&number_text(value))
}
