//! What a policy's result on a pool rests on in the end.

use std::collections::BTreeSet;

use super::Input;
use super::Trial;

/// Every input that the metrics of a policy on a pool rest on, through formulas, bounds, need and the baseline.
pub fn rests_on(trial: &Trial<'_>, policy: usize, pool: usize) -> BTreeSet<Input> {
    let scenario = trial.scenario();
    let mut inputs = BTreeSet::new();
    let mut pools = vec![pool];
    while let Some(pool) = pools.pop() {
        pools.extend(&scenario.pools[pool].combines);
        let reach = &trial.reach().pools[pool];
        let of_pool = [&reach.members, &reach.strata, &reach.population, &reach.need, &reach.total];
        let shares = [&reach.shares[policy], &reach.shares[scenario.baseline]];
        let of_shares = shares
            .into_iter()
            .flat_map(|share| share.factors.iter().chain([&share.floor, &share.cap, &share.existing]));
        for part in of_pool.into_iter().chain(of_shares) {
            inputs.extend(part.0.iter().copied());
        }
    }
    inputs
}
