//! A pool's members as the scenario stands, and what of them moves from draw to draw.

use super::MOST_RANKED;
use crate::claim::Input;
use crate::evaluate::PoolOutcome;
use crate::explore::Trial;
use crate::scenario;
use crate::scenario::Derivation;

/// An award that is none: the member takes no part in the draw.
pub(super) const ABSENT: i64 = i64::MIN;

/// A pool's members, and what moves under each policy.
#[derive(Debug)]
pub(super) struct Pool<'s> {
    /// The pool as the scenario stands.
    pub(super) base: &'s PoolOutcome,
    /// The rows of the table that take part: the members, or all rows where that depends on the draw.
    pub(super) rows: Vec<u32>,
    /// One per policy.
    pub(super) shares: Vec<Share>,
    /// Whether members and strata are the same in every draw, so that awards can be found again by themselves.
    pub(super) is_steady: bool,
}

/// What a pool's awards are multiples of, in parts.
pub(super) fn step(spec: &scenario::Pool) -> i64 {
    if spec.is_combined() { 1 } else { spec.step }
}

/// One policy on one pool.
#[derive(Debug)]
pub(super) struct Share {
    /// The awards as the scenario stands, by place in the pool's rows.
    pub(super) base: Vec<i64>,
    /// The need as the scenario stands, by place in the pool's rows; NaN where there is none.
    pub(super) need: Option<Vec<f64>>,
    /// Whether the awards can move.
    pub(super) varies: bool,
    /// Whether the need can move.
    pub(super) need_varies: bool,
    /// Ranks as the scenario stands.
    pub(super) ranks: Option<Vec<f64>>,
}

/// The pools of a trial, with what a change of some inputs can move.
pub(super) fn pools<'s>(trial: &'s Trial<'_>, inputs: &[Input]) -> Vec<Pool<'s>> {
    let mut pools: Vec<Pool<'s>> = Vec::new();
    for base in &trial.outcome().pools {
        let spec = &trial.scenario().pools[base.pool];
        let reach = &trial.reach().pools[base.pool];
        let parts =
            || spec.combines.iter().filter_map(|part| pools.iter().find(|pool| pool.base.pool == *part));
        let is_open = !trial.scenario().generations.is_empty() || reach.members.meet(inputs);
        let rows: Vec<u32> = match is_open {
            true => (0..trial.tables().tables[spec.over].rows() as u32).collect(),
            false => base.rows.to_vec(),
        };
        let moved = is_open || parts().any(|part| part.shares.iter().any(|share| share.varies));
        let need_varies = is_open || reach.need.meet(inputs);
        let shares = (0..base.policies.len()).map(|policy| {
            let varies = moved || trial.varies(base.pool, policy, inputs);
            let awards = awards(base, policy, &rows);
            let need = base.policies[policy].need.as_deref().map(|need| spread(base, &rows, need));
            let ranks = (rows.len() <= MOST_RANKED).then(|| ranks(&awards));
            Share { base: awards, need, varies, need_varies, ranks }
        });
        let shares = shares.collect();
        let is_steady = !is_open && !spec.is_combined() && !reach.strata.meet(inputs);
        pools.push(Pool { base, rows, shares, is_steady });
    }
    pools
}

/// Whether a member's award and need in a draw rest, besides what all share, on its own row alone, so that the figures
/// of other members need not be drawn to find its award again.
pub(super) fn are_by_row(trial: &Trial<'_>, pools: &[Pool<'_>]) -> bool {
    let scenario = trial.scenario();
    if scenario.services.is_some() || scenario.policies.iter().any(|policy| policy.services.is_some()) {
        return false;
    }
    let derived =
        scenario.tables.iter().flat_map(|table| &table.derived).filter_map(|column| match &column.from {
            Derivation::Formula(formula) => Some(formula.as_ref()),
            Derivation::Services(_) => None,
        });
    let needs = scenario.pools.iter().filter_map(|pool| pool.need.as_ref());
    let of_shares =
        scenario.policies.iter().flat_map(|policy| &policy.shares).flat_map(scenario::Share::formulas);
    let mut formulas = derived.chain(needs.clone().map(|need| &need.formula)).chain(of_shares);
    // The baseline's awards of all members are found again where it moves and somebody looks at it.
    let is_still = pools.iter().all(|pool| !pool.shares[scenario.baseline].varies);
    pools.iter().all(|pool| pool.is_steady)
        && needs.into_iter().all(|need| need.wisn.is_none())
        && formulas
            .all(|placed| placed.formula.is_of_own_row() && (is_still || !placed.formula.uses_baseline()))
}

/// The awards of some rows of the pool's table.
pub(super) fn awards(outcome: &PoolOutcome, policy: usize, rows: &[u32]) -> Vec<i64> {
    let awards = &outcome.policies[policy].shared.awards;
    if outcome.rows[..] == *rows {
        return awards.clone();
    }
    let place = |row: &u32| outcome.rows.binary_search(row).map_or(ABSENT, |place| awards[place]);
    rows.iter().map(place).collect()
}

/// Numbers of members for some rows of the pool's table; NaN for rows that take no part.
pub(super) fn spread(outcome: &PoolOutcome, rows: &[u32], numbers: &[f64]) -> Vec<f64> {
    let place = |row: &u32| outcome.rows.binary_search(row).map_or(f64::NAN, |place| numbers[place]);
    rows.iter().map(place).collect()
}

/// The place of each award from the largest, from 1; tied ones share the middle of their places.
pub(super) fn ranks(awards: &[i64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..awards.len()).collect();
    order.sort_unstable_by_key(|place| std::cmp::Reverse(awards[*place]));
    let mut ranks = vec![0.0; awards.len()];
    let mut first = 0;
    for tied in order.chunk_by(|one, other| awards[*one] == awards[*other]) {
        let middle = first as f64 + (tied.len() + 1) as f64 / 2.0;
        tied.iter().for_each(|place| ranks[*place] = middle);
        first += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tied_awards_share_the_middle_of_their_places() {
        assert_eq!(ranks(&[5, 9, 5, 1]), [2.5, 1.0, 2.5, 4.0]);
    }
}
