//! Results added up by group.

use super::adequacy::ratio;
use crate::summation::Sum;

/// Which group each member is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// The groups, in the order shown.
    pub groups: Vec<String>,
    /// One per member: an index into `groups`.
    pub of: Vec<u32>,
}

impl Membership {
    /// Groups members by a value each; groups named in `order` come first, the others follow in order of value.
    ///
    /// ```
    /// use junheng::measure::Membership;
    /// let members = Membership::new(vec!["old".into(), "new".into(), "old".into()], &["old".to_owned()]);
    /// assert_eq!(members.groups, ["old", "new"]);
    /// assert_eq!(members.of, [0, 1, 0]);
    /// ```
    pub fn new(values: Vec<String>, order: &[String]) -> Self {
        let found: std::collections::BTreeSet<&str> = values.iter().map(String::as_str).collect();
        let mut groups: Vec<String> =
            order.iter().filter(|group| found.contains(group.as_str())).cloned().collect();
        let named: std::collections::BTreeSet<&str> = order.iter().map(String::as_str).collect();
        groups.extend(found.iter().filter(|group| !named.contains(*group)).map(|group| (*group).to_owned()));
        let index: std::collections::BTreeMap<&str, u32> =
            groups.iter().enumerate().map(|(index, group)| (group.as_str(), index as u32)).collect();
        let of = values.iter().map(|value| index[value.as_str()]).collect();
        Membership { groups, of }
    }
}

/// The result of one policy for one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupResult {
    /// Members in the group.
    pub members: usize,
    /// Their awards together, in parts.
    pub award: i64,
    /// Their need together, in whole units.
    pub need: Option<f64>,
    /// Their awards ÷ their need.
    pub adequacy: Option<f64>,
    /// Their change against the baseline together, in parts.
    pub change: i64,
}

/// Adds up awards (parts), the baseline's awards (parts) and needs (whole units) by group.
///
/// `parts`: parts in one whole unit. Gives one result per group, in the groups' order.
pub fn by_group(
    membership: &Membership,
    awards: &[i64],
    baseline: &[i64],
    need: Option<&[f64]>,
    parts: i64,
) -> Vec<GroupResult> {
    let mut results: Vec<GroupResult> = membership
        .groups
        .iter()
        .map(|_| GroupResult { members: 0, award: 0, need: None, adequacy: None, change: 0 })
        .collect();
    for (member, group) in membership.of.iter().enumerate() {
        let result = &mut results[*group as usize];
        result.members += 1;
        result.award += awards[member];
        result.change += awards[member] - baseline[member];
    }
    if let Some(need) = need {
        let mut totals = vec![Sum::default(); results.len()];
        for (group, need) in membership.of.iter().zip(need) {
            totals[*group as usize].add(*need);
        }
        for (result, total) in results.iter_mut().zip(totals) {
            result.need = Some(total.value());
            result.adequacy = ratio(result.award as f64 / parts as f64, total.value());
        }
    }
    results
}
