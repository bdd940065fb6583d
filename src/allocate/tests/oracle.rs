//! Slow and plain ways to the same answers: one step at a time for the divisor methods, bisection for λ.

use std::cmp::Ordering;

use num_bigint::BigInt;
use proptest::prelude::*;

use crate::allocate::Allocation;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::allocate::apportion;
use crate::allocate::tests::names;
use crate::allocate::tests::request;

/// Gives one step after another to the greatest right, in exact integers, the smaller index first.
fn one_by_one(
    weights: &[i64],
    posts: i64,
    least: &[i64],
    most: &[i64],
    rounding: Rounding,
) -> Option<Vec<i64>> {
    let free = matches!(rounding, Rounding::Adams | Rounding::Hill | Rounding::Dean);
    let mut given = least.to_vec();
    for member in 0..weights.len() {
        if free && weights[member] > 0 && posts > 0 {
            given[member] = given[member].max(most[member].min(1));
        }
    }
    let right = |member: usize, steps: i64| -> (i128, i128) {
        let (weight, steps) = (i128::from(weights[member]), i128::from(steps));
        match rounding {
            Rounding::Webster => (weight, 2 * steps + 1),
            Rounding::Jefferson => (weight, steps + 1),
            Rounding::Adams => (weight, steps),
            Rounding::Hill => (weight * weight, steps * (steps + 1)),
            Rounding::Dean => (weight * (2 * steps + 1), steps * (steps + 1)),
            Rounding::LargestRemainder => unreachable!("not a divisor method"),
        }
    };
    let mut left = posts - given.iter().sum::<i64>();
    while left > 0 {
        let mut best: Option<usize> = None;
        for member in 0..weights.len() {
            if given[member] >= most[member] || weights[member] == 0 {
                continue;
            }
            let beats = best.is_none_or(|other| {
                let (a, b) = (right(member, given[member]), right(other, given[other]));
                (a.0 * b.1).cmp(&(b.0 * a.1)) == Ordering::Greater
            });
            if beats {
                best = Some(member);
            }
        }
        given[best?] += 1;
        left -= 1;
    }
    (left == 0).then_some(given)
}

fn members() -> impl Strategy<Value = Vec<(i64, i64, i64)>> {
    let weight = prop_oneof![Just(0i64), 1i64..6, 1i64..1_000, 1i64..1_000_000_000];
    let room = prop_oneof![Just(1_000_000i64), 0i64..40];
    prop::collection::vec((weight, 0i64..4, room), 1..24).prop_map(|rows| {
        rows.into_iter().map(|(weight, least, room)| (weight, least, least + room)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_linear_solver_agrees_with_giving_one_step_after_another(rows in members(), posts in 0i64..400) {
        let weights: Vec<i64> = rows.iter().map(|row| row.0).collect();
        let least: Vec<i64> = rows.iter().map(|row| row.1).collect();
        let most: Vec<i64> = rows.iter().map(|row| row.2).collect();
        let floats: Vec<f64> = weights.iter().map(|weight| *weight as f64).collect();
        for rounding in Rounding::ALL.iter().filter(|rounding| **rounding != Rounding::LargestRemainder) {
            let slow = one_by_one(&weights, posts, &least, &most, *rounding);
            let ids = names(rows.len());
            let fast = apportion(&floats, posts, &least, &most, *rounding, TiePolicy::ById, &ids);
            prop_assert_eq!(fast.ok().map(|fast| fast.posts), slow, "{}", rounding.id());
        }
    }

    #[test]
    fn scaling_all_weights_by_a_power_of_ten_changes_nothing(
        rows in members(), posts in 0i64..400, power in -9i32..9
    ) {
        let least: Vec<i64> = rows.iter().map(|row| row.1).collect();
        let most: Vec<i64> = rows.iter().map(|row| row.2).collect();
        let plain: Vec<f64> = rows.iter().map(|row| row.0 as f64).collect();
        let scaled: Vec<f64> = plain.iter().map(|weight| weight * 10f64.powi(power)).collect();
        let ids = names(rows.len());
        for rounding in Rounding::ALL {
            let one = apportion(&plain, posts, &least, &most, *rounding, TiePolicy::ById, &ids);
            let other = apportion(&scaled, posts, &least, &most, *rounding, TiePolicy::ById, &ids);
            prop_assert_eq!(one.as_ref().ok().map(|a| (&a.posts, &a.ties)), other.as_ref().ok().map(|a| (&a.posts, &a.ties)));
        }
    }
}

/// Claim, need, existing means, floor, room above the floor.
type Row = (u32, u32, u32, u32, u32);

/// The award of one member at λ, as the table of rules has it.
fn by_formula(rule: Rule, lambda: f64, claim: f64, need: f64, existing: f64, largest: f64) -> f64 {
    match rule {
        Rule::Equal => lambda,
        Rule::Proportional => lambda * claim,
        Rule::EqualAwards => claim.min(lambda),
        Rule::EqualLosses => (claim - lambda).max(0.0),
        Rule::Talmud => claim.min((claim / 2.0).min(lambda).max(claim - largest + lambda)),
        Rule::LevelUp => (lambda * need - existing).max(0.0),
        Rule::AsClaimed => claim,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_breakpoint_solver_agrees_with_bisection(
        rows in prop::collection::vec((0u32..1_000, 1u32..500, 0u32..300, 0u32..30, 0u32..2_000), 1..30),
        total in 1_000i64..20_000,
    ) {
        let column = |f: &dyn Fn(&Row) -> f64| rows.iter().map(f).collect::<Vec<f64>>();
        let claims = column(&|row| f64::from(row.0) / 4.0);
        let needs = column(&|row| f64::from(row.1) / 10.0);
        let existing = column(&|row| f64::from(row.2) / 10.0);
        let floors = column(&|row| f64::from(row.3));
        let caps = column(&|row| f64::from(row.3 + row.4));
        let ids = names(rows.len());
        for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::AsClaimed) {
            let mut asked = request(&ids, &claims, total, *rule);
            asked.needs = Some(&needs);
            asked.existing = Some(&existing);
            asked.floors = Some(&floors);
            asked.caps = Some(&caps);
            let Ok(done) = allocate(&asked) else { continue };
            let largest = claims.iter().copied().fold(0.0, f64::max);
            let awards = |lambda: f64| -> Vec<f64> {
                (0..claims.len())
                    .map(|i| by_formula(*rule, lambda, claims[i], needs[i], existing[i], largest))
                    .enumerate()
                    .map(|(i, award)| award.clamp(floors[i], caps[i]))
                    .collect()
            };
            let spent = done.exact.iter().sum::<f64>();
            let falls = *rule == Rule::EqualLosses;
            let (mut low, mut high) = (0.0, 1e9);
            for _ in 0..200 {
                let middle: f64 = (low + high) / 2.0;
                let enough = awards(middle).iter().sum::<f64>() >= spent;
                if enough != falls { high = middle } else { low = middle }
            }
            for (found, expected) in done.exact.iter().zip(awards(if falls { low } else { high })) {
                prop_assert!((found - expected).abs() < 1e-6, "{}: {} {}", rule.id(), found, expected);
            }
            check_sum(&done, total)?;
            if done.reserve == 0 {
                prop_assert!((spent - total as f64).abs() < 1e-6);
            }
        }
    }
}

fn check_sum(done: &Allocation, total: i64) -> Result<(), TestCaseError> {
    prop_assert_eq!(done.awards.iter().sum::<i64>() + done.reserve, total);
    Ok(())
}

/// Whether nobody has a greater right to a next step than somebody had to the last: the condition that makes
/// an apportionment the method's own (Balinski and Young, 2001, appendix A, proposition 3.1).
fn is_settled(weights: &[i64], posts: &[i64], rounding: Rounding) -> bool {
    let right = |member: usize, steps: i64| -> (BigInt, BigInt) {
        let (weight, steps) = (BigInt::from(weights[member]), BigInt::from(steps));
        match rounding {
            Rounding::Webster => (weight, steps * 2 + 1),
            Rounding::Jefferson => (weight, steps + 1),
            Rounding::Adams => (weight, steps),
            Rounding::Hill => (&weight * &weight, &steps * (&steps + 1)),
            Rounding::Dean => (weight * (2 * &steps + 1), &steps * (&steps + 1)),
            Rounding::LargestRemainder => unreachable!("not a divisor method"),
        }
    };
    let free = i64::from(matches!(rounding, Rounding::Adams | Rounding::Hill | Rounding::Dean));
    let members = 0..weights.len();
    members.clone().filter(|one| posts[*one] > free).all(|one| {
        let last = right(one, posts[one] - 1);
        members.clone().all(|other| {
            let next = right(other, posts[other]);
            &next.0 * &last.1 <= &last.0 * &next.1
        })
    })
}

/// Hamilton's method in whole numbers.
pub(super) fn hamilton(weights: &[i64], posts: i64) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let product = |member: usize| i128::from(weights[member]) * i128::from(posts);
    let mut given: Vec<i64> = (0..weights.len()).map(|member| (product(member) / sum) as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|member| (-(product(*member) % sum), *member));
    let left = posts - given.iter().sum::<i64>();
    for member in order.into_iter().take(left as usize) {
        given[member] += 1;
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn huge_totals_are_settled_exactly(
        weights in prop::collection::vec(prop_oneof![1i64..50, 1i64..1_000_000, 1i64..(1 << 53)], 1..12),
        posts in prop_oneof![50i64..10_000, 50i64..1_000_000_000_000, 50i64..(1 << 53)],
    ) {
        let floats: Vec<f64> = weights.iter().map(|weight| *weight as f64).collect();
        let count = weights.len();
        let (least, most, ids) = (vec![0; count], vec![i64::MAX; count], names(count));
        for rounding in Rounding::ALL {
            let given = apportion(&floats, posts, &least, &most, *rounding, TiePolicy::ById, &ids);
            let given = given.expect("room for all").posts;
            prop_assert_eq!(given.iter().sum::<i64>(), posts);
            if *rounding == Rounding::LargestRemainder {
                prop_assert_eq!(given, hamilton(&weights, posts));
            } else {
                prop_assert!(is_settled(&weights, &given, *rounding), "{} {:?}", rounding.id(), given);
            }
        }
    }

    /// Shares that are small differences of large claims, in hundredths, as weights of a divisor method.
    #[test]
    fn small_differences_of_large_claims_are_settled_exactly(
        cents in prop::collection::vec((1i64..60).prop_map(|tens| tens * 10), 2..8), total in 2i64..20
    ) {
        let large = 100_000_000_000i64;
        let claims: Vec<f64> = cents.iter().map(|cents| (large + cents) as f64 / 100.0).collect();
        let ids = names(claims.len());
        let mut asked = request(&ids, &claims, total, Rule::EqualLosses);
        asked.rounding = Rounding::Webster;
        let done = allocate(&asked).expect("a division");
        // λ in whole numbers: losses are equal among those above λ; shares times their number are whole.
        let mut sorted = cents.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let mut above = sorted.len() as i64;
        let loss_times = |above: i64| sorted[..above as usize].iter().sum::<i64>() - total * 100;
        while above > 1 && sorted[above as usize - 1] * above <= loss_times(above) {
            above -= 1;
        }
        let weights: Vec<i64> = cents.iter().map(|cents| (cents * above - loss_times(above)).max(0)).collect();
        let (least, most) = (vec![0; weights.len()], vec![total; weights.len()]);
        let slow = one_by_one(&weights, total, &least, &most, Rounding::Webster);
        prop_assert_eq!(Some(done.awards), slow, "{:?}", weights);
    }
}
