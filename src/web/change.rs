//! Who gets more and who gets less: against the baseline, and against the other side.

use serde::Serialize;

use super::rows::Pair;
use crate::quantity::Amount;

/// Members shown on either end.
const SHOWN: usize = 6;

/// Gains and losses between two sets of awards.
#[derive(Serialize)]
pub struct Changes<'a> {
    up: usize,
    down: usize,
    same: usize,
    /// What the members who get more get more, together.
    gained: Amount,
    /// What those who get less get less, together; not below zero.
    lost: Amount,
    gains: Vec<Change<'a>>,
    losses: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    id: &'a str,
    name: &'a str,
    name_en: Option<&'a str>,
    change: Amount,
}

/// Adds up the changes of all members; `change` is one member's, in parts, `None` where it takes no part on both
/// sides.
pub fn changes<'a>(pair: &Pair<'a>, change: impl Fn(usize) -> Option<i64>) -> Changes<'a> {
    let unit = &pair.now.pool.unit;
    let mut changed: Vec<(i64, usize)> = Vec::new();
    let mut same = 0;
    for member in 0..pair.now.count() {
        match change(member) {
            Some(0) => same += 1,
            Some(parts) => changed.push((parts, member)),
            None => {}
        }
    }
    changed.sort_by_key(|(parts, member)| (std::cmp::Reverse(*parts), *member));
    let up = changed.iter().take_while(|(parts, _)| *parts > 0).count();
    let sum = |changes: &[(i64, usize)]| changes.iter().map(|(parts, _)| parts.saturating_abs()).sum::<i64>();
    let of = |(parts, member): &(i64, usize)| Change {
        id: pair.now.id(*member),
        name: pair.now.name(*member),
        name_en: pair.name_en(*member),
        change: unit.json(*parts),
    };
    Changes {
        up,
        down: changed.len() - up,
        same,
        gained: unit.json(sum(&changed[..up])),
        lost: unit.json(sum(&changed[up..])),
        gains: changed[..up].iter().take(SHOWN).map(of).collect(),
        losses: changed[up..].iter().rev().take(SHOWN).map(of).collect(),
    }
}
