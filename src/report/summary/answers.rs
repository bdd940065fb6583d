//! The lines on answers to residents.

use std::fmt::Write as _;

use crate::evaluate::Answer;
use crate::evaluate::AnswersTotal;
use crate::language::Language;
use crate::quantity::group_thousands;
use crate::report::Subject;
use crate::report::aligned::aligned;
use crate::report::aligned::finish;

/// How many unstable counters are named.
const SHOWN: usize = 6;

/// Mean wait, share in time and utilisation under each policy, with and without what is passed up; and where the
/// queue grows for ever.
pub fn write(subject: &Subject<'_>, text: &mut String) -> std::fmt::Result {
    let (Some(outcome), Some(spec)) = (&subject.outcome.answers, &subject.scenario.answers) else {
        return Ok(());
    };
    let language = subject.language;
    let pool = subject.scenario.pools[spec.pool].label.get(language);
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_owned(),
        Language::Chinese => zh.to_owned(),
    };
    writeln!(text, "{}", say(&format!("Answers to residents, {pool}:"), &format!("诉求答复，{pool}：")))?;
    let mut table = aligned();
    table.set_header([
        say("policy", "方案"),
        say("counter", "服务台"),
        say("requests", "诉求件数"),
        say("mean wait, h", "平均等待（小时）"),
        say("in time", "按时率"),
        say("utilisation", "利用率"),
        say("unstable", "不稳定"),
    ]);
    let mut told = Vec::new();
    for (policy, answers) in subject.scenario.policies.iter().zip(&outcome.policies) {
        let label = policy.label.get(language);
        let mut whistled = None;
        let members = say("members alone", "仅本单位");
        table.add_row(row(format!("  {label}"), members, &AnswersTotal::of(&answers.own)));
        if let Some(whistle) = &answers.whistle {
            let members = say("members, whistle", "本单位（吹哨后）");
            table.add_row(row(String::new(), members, &AnswersTotal::of(&whistle.members)));
            whistled = unstable(subject, spec.pool, &whistle.members);
            let departments = AnswersTotal::of([&whistle.departments]);
            table.add_row(row(String::new(), say("departments", "部门"), &departments));
        }
        told.extend(unstable(subject, spec.pool, &answers.own).map(|names| {
            say(&format!("  Unstable, {label}: {names}"), &format!("  排队不稳定（{label}）：{names}"))
        }));
        told.extend(whistled.map(|names| {
            say(
                &format!("  Unstable with the whistle, {label}: {names}"),
                &format!("  吹哨后排队不稳定（{label}）：{names}"),
            )
        }));
    }
    writeln!(text, "{}", finish(table, |column| column > 1))?;
    for line in told {
        writeln!(text, "{line}")?;
    }
    writeln!(
        text,
        "{}\n",
        say(
            "  Means weighted by requests, over stable queues alone; at an unstable one the wait grows for ever.",
            "  均值按诉求件数加权，只含稳定的排队；不稳定的排队等待时间无限增长。"
        )
    )
}

fn row(policy: String, counter: String, total: &AnswersTotal) -> [String; 7] {
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let percent = |value: Option<f64>| or_none(value.map(super::percent));
    [
        policy,
        counter,
        group_thousands(&format!("{:.0}", total.requests)),
        or_none(total.mean_wait.map(|wait| format!("{wait:.2}"))),
        percent(total.within),
        percent(total.utilisation),
        total.unstable.to_string(),
    ]
}

/// The members whose queue is unstable, the first by name and the rest counted; `None` where there is none.
fn unstable(subject: &Subject<'_>, pool: usize, answers: &[Answer]) -> Option<String> {
    let table = &subject.tables.tables[subject.scenario.pools[pool].over];
    let rows = &subject.outcome.pools.iter().find(|result| result.pool == pool)?.rows;
    let names: Vec<&str> = rows
        .iter()
        .zip(answers)
        .filter(|(_, answer)| !answer.stable)
        .map(|(row, _)| table.name(*row as usize))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    let (comma, rest) = match subject.language {
        Language::English => (", ", format!(" and {more} more")),
        Language::Chinese => ("、", format!(" 等 {} 个", names.len())),
    };
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(comma);
    (!names.is_empty()).then(|| if more > 0 { shown + &rest } else { shown })
}
