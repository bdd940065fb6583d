//! What a policy's result on a pool rests on in the end.

use std::collections::BTreeSet;

use super::Input;
use super::Trial;
use crate::scenario::Scenario;

/// Every input that the metrics of a policy on a pool rest on, through formulas, bounds, need and the baseline.
pub fn rests_on(trial: &Trial<'_>, policy: usize, pool: usize) -> BTreeSet<Input> {
    let scenario = trial.scenario();
    // A generated table's rows are others under another norm, whoever looks at them.
    let mut inputs = generating(scenario);
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

/// The parameters that generated tables are made from.
pub fn generating(scenario: &Scenario) -> BTreeSet<Input> {
    let tables = 0..scenario.tables.len();
    tables.flat_map(|table| scenario.rests_on(table)).map(Input::Parameter).collect()
}
