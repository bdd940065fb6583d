//! The answer in a sentence: which groups fall short under the baseline, how far, and how far under each other
//! policy.

use super::Subject;
use super::summary::percent;
use super::summary::short;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::adequacy::SHORT;

/// A group that falls short: index among the pool's groupings, and among that grouping's groups.
type Group = (usize, usize);

/// One clause per policy, the baseline first; nothing for a pool without need, without groups, or whose groups are
/// all met under the baseline.
///
/// Of each grouping the group of the lowest adequacy under the baseline is told, where that is below
/// [`SHORT`]. A group's adequacy is the sum of its awards over the sum of its needs.
pub fn headline(subject: &Subject<'_>, result: &PoolOutcome) -> Vec<String> {
    let groups = short_groups(result);
    if groups.is_empty() {
        return Vec::new();
    }
    let baseline = subject.scenario.baseline;
    let others = (0..result.policies.len()).filter(|policy| *policy != baseline);
    let first = clause(subject, result, baseline, &groups, true);
    std::iter::once(first)
        .chain(others.map(|policy| clause(subject, result, policy, &groups, false)))
        .collect()
}

fn short_groups(result: &PoolOutcome) -> Vec<Group> {
    let groupings = result.policies[result.baseline].groups.iter().enumerate();
    groupings
        .filter_map(|(grouping, groups)| {
            let known = groups.iter().enumerate().filter_map(|(group, found)| Some((group, found.adequacy?)));
            let (group, adequacy) = known.min_by(|(_, a), (_, b)| a.total_cmp(b))?;
            (groups.len() > 1 && adequacy < SHORT).then_some((grouping, group))
        })
        .collect()
}

fn clause(
    subject: &Subject<'_>,
    result: &PoolOutcome,
    policy: usize,
    groups: &[Group],
    with_names: bool,
) -> String {
    let language = subject.language;
    let label = subject.scenario.policies[policy].label.get(language);
    let told = groups.iter().map(|(grouping, group)| {
        let adequacy = result.policies[policy].groups[*grouping][*group].adequacy;
        let shown = adequacy.map_or_else(|| "–".to_owned(), percent);
        if !with_names {
            return shown;
        }
        let (index, membership) = &result.groupings[*grouping];
        let name = subject.scenario.groupings[*index].group_label(&membership.groups[*group]);
        match language {
            Language::English => format!("{} have {shown}", short(&name.en)),
            Language::Chinese => format!("{}保障率 {shown}", short(&name.zh)),
        }
    });
    let told: Vec<String> = told.collect();
    match language {
        Language::English if with_names => format!("Under {label}, {} of what they need", told.join(" and ")),
        Language::English => format!("under {label}, {}", told.join(" and ")),
        Language::Chinese => format!("“{label}”下，{}", told.join("、")),
    }
}
