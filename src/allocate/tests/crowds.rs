//! Pools large enough for several threads, sampling and counting by class, beside plain ways to the same.

use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::allocate::apportion;
use crate::allocate::chunks::MANY;
use crate::allocate::tests::names;
use crate::allocate::tests::oracle::hamilton;
use crate::allocate::tests::request;

const MEMBERS: usize = 2 * MANY + 17;

/// Whole weights of very different size, some of them equal, in no order.
fn weights() -> Vec<i64> {
    let weight = |member: u64| {
        let mixed = (member + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        match mixed % 7 {
            0 => 0,
            1 => 500,
            _ => (mixed % 1_000_003) as i64,
        }
    };
    (0..MEMBERS as u64).map(weight).collect()
}

fn floats(weights: &[i64]) -> Vec<f64> {
    weights.iter().map(|weight| *weight as f64).collect()
}

#[test]
fn largest_remainders_of_a_crowd_are_those_in_whole_numbers() {
    let weights = weights();
    let (least, most, ids) = (vec![0; MEMBERS], vec![i64::MAX; MEMBERS], names(MEMBERS));
    for posts in [3, 40_000, 123_456_789, 5_000_000_000_001] {
        let method = Rounding::LargestRemainder;
        let given = apportion(&floats(&weights), posts, &least, &most, method, TiePolicy::ById, &ids);
        assert!(given.expect("room for all").posts == hamilton(&weights, posts), "{posts}");
    }
}

#[test]
fn nobody_of_a_crowd_has_a_greater_right_to_a_next_step_than_somebody_to_the_last() {
    let weights = weights();
    let (least, most, ids) = (vec![0; MEMBERS], vec![i64::MAX; MEMBERS], names(MEMBERS));
    for posts in [20_000, 65_537, 98_765_432] {
        let webster = |member: usize, steps: i64| (i128::from(weights[member]), i128::from(2 * steps + 1));
        let given =
            apportion(&floats(&weights), posts, &least, &most, Rounding::Webster, TiePolicy::ById, &ids);
        let given = given.expect("room for all").posts;
        assert_eq!(given.iter().sum::<i64>(), posts);
        let is_less = |a: (i128, i128), b: (i128, i128)| a.0 * b.1 < b.0 * a.1;
        let (mut last, mut next) = ((i128::MAX >> 64, 1), (0, 1));
        for (member, steps) in given.into_iter().enumerate() {
            if steps > 0 && is_less(webster(member, steps - 1), last) {
                last = webster(member, steps - 1);
            }
            if is_less(next, webster(member, steps)) {
                next = webster(member, steps);
            }
        }
        assert!(!is_less(last, next), "{last:?} {next:?}");
    }
}

#[test]
fn a_tie_of_a_crowd_goes_to_the_smallest_ids_in_whatever_order_they_stand() {
    let in_order = names(MEMBERS);
    let turned: Vec<String> = (0..MEMBERS).map(|member| in_order[member * 7_919 % MEMBERS].clone()).collect();
    let same_heads: Vec<String> =
        turned.iter().map(|id| format!("{}{}", &id[..2], "x".repeat(9)) + id).collect();
    let claims = vec![0.0; MEMBERS];
    let won = MEMBERS / 3;
    for ids in [&in_order, &turned, &same_heads] {
        let done = allocate(&request(ids, &claims, (MEMBERS + won) as i64, Rule::Equal)).expect("a division");
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        assert!(ids.iter().zip(&done.awards).all(|(id, award)| (*award == 2) == (*id < sorted[won])));
        assert!(done.ties.iter().all(|tie| *tie));
    }
}

/// The sample that leads to λ meets only the small claims.
#[test]
fn a_misleading_sample_changes_nothing() {
    let count = 1 << 14;
    let claims: Vec<f64> = (0..count).map(|member| if member % 4 == 0 { 1.0 } else { 5_000.5 }).collect();
    let ids = names(count);
    for total in [4_000_000i64, 20_000_000, 61_000_000] {
        let done = allocate(&request(&ids, &claims, total, Rule::EqualAwards)).expect("a division");
        let lambda = (total as f64 - count as f64 / 4.0) / (count as f64 * 0.75);
        assert!((done.lambda.expect("a λ") - lambda).abs() < 1e-9);
        assert_eq!(done.awards.iter().sum::<i64>(), total);
        assert!(done.awards.iter().step_by(4).all(|award| *award == 1));
    }
}

#[test]
fn a_crowd_is_shared_out_alike_by_one_thread_and_by_eight() {
    let (weights, ids) = (floats(&weights()), names(MEMBERS));
    let floors = vec![3.0; MEMBERS];
    let by = |threads: usize, rule: Rule, rounding: Rounding| {
        let mut asked = request(&ids, &weights, 1_000_000_007, rule);
        asked.floors = Some(&floors);
        asked.needs = Some(&weights);
        asked.rounding = rounding;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
        pool.install(|| allocate(&asked)).expect("a division")
    };
    for rule in Rule::ALL {
        for rounding in [Rounding::LargestRemainder, Rounding::Hill] {
            assert!(by(1, *rule, rounding) == by(8, *rule, rounding), "{} {}", rule.id(), rounding.id());
        }
    }
}
