//! What an audit has found: as JSON, and in words for a terminal.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use crate::explore::audit::Finding;
use crate::explore::audit::Kind;
use crate::language::Language;
use crate::scenario::Scenario;
use crate::scenario::Tables;

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'a str,
    policy: Option<&'a str>,
    pool: Option<&'a str>,
    member: Option<&'a str>,
    formula: Option<&'a str>,
    place: String,
    numbers: Map<String, Value>,
    says: &'a str,
}

/// Writes a list of findings as JSON, ended by a line feed.
///
/// # Errors
/// What `out` fails with.
pub fn write_json(
    (scenario, tables): (&Scenario, &Tables),
    findings: &[Finding],
    language: Language,
    mut out: impl io::Write,
) -> io::Result<()> {
    let number = |value: f64| serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number);
    let entries: Vec<Entry<'_>> = findings
        .iter()
        .map(|finding| Entry {
            kind: finding.kind.id(),
            policy: finding.policy.map(|policy| scenario.policies[policy].id.as_str()),
            pool: finding.pool.map(|pool| scenario.pools[pool].id.as_str()),
            member: finding
                .pool
                .zip(finding.member)
                .map(|(pool, row)| tables.tables[scenario.pools[pool].over].id(row)),
            formula: finding.formula.as_deref(),
            place: finding.place.to_string(),
            numbers: finding
                .numbers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), number(*value)))
                .collect(),
            says: finding.says.get(language),
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &entries)?;
    out.write_all(b"\n")
}

/// The findings in words, kind by kind, and what was looked for.
pub fn summary(scenario: &Scenario, findings: &[Finding], language: Language) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = lines(scenario, findings, language, &mut text);
    text
}

fn lines(
    scenario: &Scenario,
    findings: &[Finding],
    language: Language,
    text: &mut String,
) -> std::fmt::Result {
    let (title, count) = (scenario.title.get(language), findings.len());
    match language {
        Language::English if count == 1 => writeln!(text, "{title}: 1 finding")?,
        Language::English => writeln!(text, "{title}: {count} findings")?,
        Language::Chinese => writeln!(text, "{title}：共 {count} 项发现")?,
    }
    for kind in Kind::ALL {
        let of_kind: Vec<&Finding> = findings.iter().filter(|finding| finding.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let label = kind.label();
        match language {
            Language::English => writeln!(text, "\n{} ({}):", label.en, of_kind.len())?,
            Language::Chinese => writeln!(text, "\n{}（{} 项）：", label.zh, of_kind.len())?,
        }
        for finding in of_kind {
            let policy = finding.policy.map(|policy| scenario.policies[policy].label.get(language));
            let pool = finding.pool.map(|pool| scenario.pools[pool].label.get(language));
            let says = finding.says.get(language);
            match (language, policy, pool) {
                (Language::English, Some(policy), Some(pool)) => {
                    writeln!(text, "- {policy}, {pool}: {says}")?
                }
                (Language::Chinese, Some(policy), Some(pool)) => {
                    writeln!(text, "- {policy}、{pool}：{says}")?
                }
                _ => writeln!(text, "- {says}")?,
            }
            match &finding.formula {
                Some(formula) => writeln!(text, "    {}  {formula}", finding.place)?,
                None => writeln!(text, "    {}", finding.place)?,
            }
        }
    }
    match language {
        Language::English => writeln!(text, "\nWhat counts:")?,
        Language::Chinese => writeln!(text, "\n判定标准：")?,
    }
    for kind in Kind::ALL {
        let (label, threshold) = (kind.label(), kind.threshold());
        match language {
            Language::English => writeln!(text, "  {}: {}.", label.en, threshold.en)?,
            Language::Chinese => writeln!(text, "  {}：{}。", label.zh, threshold.zh)?,
        }
    }
    Ok(())
}
