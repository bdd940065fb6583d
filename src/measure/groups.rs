//! Results added up by group.

use std::collections::BTreeMap;

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
    /// let members = Membership::new(["old", "new", "old"], &["old".to_owned()]);
    /// assert_eq!(members.groups, ["old", "new"]);
    /// assert_eq!(members.of, [0, 1, 0]);
    /// ```
    pub fn new<S: AsRef<str>>(values: impl IntoIterator<Item = S>, order: &[String]) -> Self {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        let mut codes = Vec::new();
        for value in values {
            let next = words.len() as u32;
            codes.push(match words.get(value.as_ref()) {
                Some(code) => *code,
                None => *words.entry(value.as_ref().to_owned()).or_insert(next),
            });
        }
        let mut by_code = vec![""; words.len()];
        words.iter().for_each(|(word, code)| by_code[*code as usize] = word);
        Membership::coded(codes, &by_code, order)
    }

    /// As [`Membership::new`], each member's value being a code into `words`; words of no member are left out.
    pub fn coded<S: AsRef<str>>(codes: Vec<u32>, words: &[S], order: &[String]) -> Self {
        let mut used = vec![false; words.len()];
        codes.iter().for_each(|code| used[*code as usize] = true);
        let mut found: Vec<u32> = (0..words.len() as u32).filter(|code| used[*code as usize]).collect();
        let word = |code: u32| words[code as usize].as_ref();
        let rank: BTreeMap<&str, usize> =
            order.iter().enumerate().rev().map(|(rank, group)| (group.as_str(), rank)).collect();
        let key = |code: &u32| (rank.get(word(*code)).copied().unwrap_or(order.len()), word(*code));
        found.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut place = vec![0; words.len()];
        for (index, code) in found.iter().enumerate() {
            place[*code as usize] = index as u32;
        }
        let groups = found.iter().map(|code| word(*code).to_owned()).collect();
        Membership { groups, of: codes.into_iter().map(|code| place[code as usize]).collect() }
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
