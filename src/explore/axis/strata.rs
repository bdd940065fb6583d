//! The total of a pool that is kept in strata: theirs in proportion, or one of them by itself.

use crate::allocate::Rounding;
use crate::allocate::TiePolicy;
use crate::allocate::apportion;
use crate::scenario::Pool;
use crate::scenario::Strata;

/// What each stratum has, in parts of the unit, where the pool comes to another total: in proportion to what they
/// have in the scenario, in whole steps by Webster's method, so that more for the pool is never less for a stratum.
/// What is less than a step goes to the first. `None` of a total that cannot be apportioned.
pub fn in_proportion(pool: &Pool, strata: &Strata, total: i64) -> Option<Vec<i64>> {
    let own: Vec<i64> = strata.totals.iter().map(|(_, total)| *total).collect();
    if total == pool.total {
        return Some(own);
    }
    let step = if own.iter().all(|total| total % pool.step == 0) { pool.step } else { 1 };
    let weights: Vec<f64> = own.iter().map(|total| *total as f64).collect();
    let names: Vec<&str> = strata.totals.iter().map(|(name, _)| name.as_str()).collect();
    let (none, any) = (vec![0; own.len()], vec![i64::MAX; own.len()]);
    let steps = total / step;
    let given = apportion(&weights, steps, &none, &any, Rounding::Webster, TiePolicy::ById, &names);
    let mut totals: Vec<i64> = given.ok()?.posts.into_iter().map(|steps| steps * step).collect();
    *totals.first_mut()? += total % step;
    Some(totals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::trial::tests::config;

    #[test]
    fn strata_grow_in_proportion_and_none_shrinks_while_the_pool_grows() {
        let (scenario, _) = config("yingjiang.toml", &[]);
        let pool = scenario.pools.iter().find(|pool| pool.id == "posts").expect("the pool");
        let strata = pool.strata.as_ref().expect("strata");
        let own: Vec<i64> = strata.totals.iter().map(|(_, total)| *total).collect();
        assert_eq!(in_proportion(pool, strata, pool.total), Some(own.clone()));
        let twice: Vec<i64> = own.iter().map(|total| 2 * total).collect();
        assert_eq!(in_proportion(pool, strata, 2 * pool.total), Some(twice));
        let mut before = vec![0; own.len()];
        for total in 1..300 {
            let now = in_proportion(pool, strata, total).expect("totals");
            assert_eq!(now.iter().sum::<i64>(), total);
            assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "{total}");
            let even = |(own, now): (&i64, &i64)| {
                (*now as f64 - *own as f64 * total as f64 / pool.total as f64).abs() < 1.0
            };
            assert!(own.iter().zip(&now).all(even), "{total}: {now:?}");
            before = now;
        }
    }
}
