//! Floors and caps, on money and on posts.

use crate::allocate::AllocationError;
use crate::allocate::Bound;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::allocate::apportion;
use crate::allocate::tests::names;
use crate::allocate::tests::request;

#[test]
fn bounds_clamp_and_the_others_share_the_rest() {
    // λ = (100 − 40 − 5) ÷ 50 = 1.1: 100 and 1 stand at cap and floor, 30 and 20 share 55.
    let ids = names(4);
    let (claims, floors, caps) = ([100.0, 30.0, 20.0, 1.0], [0.0, 0.0, 0.0, 5.0], [40.0, 90.0, 90.0, 90.0]);
    let asked = Request {
        floors: Some(&floors),
        caps: Some(&caps),
        ..request(&ids, &claims, 100, Rule::Proportional)
    };
    let done = allocate(&asked).expect("a division");
    assert_eq!(done.awards, [40, 33, 22, 5]);
    assert!((done.lambda.expect("λ") - 1.1).abs() < 1e-15);
    assert_eq!(done.bounds, [Some(Bound::Cap), None, None, Some(Bound::Floor)]);
}

#[test]
fn float_noise_in_a_floor_costs_no_step() {
    let ids = names(2);
    // 0.95 × 2,000,020 and 1.1 × 30 are whole amounts that floats miss.
    let floors = [0.95 * 2_000_020.0, 0.0];
    let caps = [f64::INFINITY, 0.1 * 3.0 * 110.0];
    for (floor, whole) in [(floors[0], 1_900_019.0), (caps[1], 33.0)] {
        assert!((floor - whole).abs() < 1e-6);
    }
    let asked = Request {
        floors: Some(&floors),
        caps: Some(&caps),
        ..request(&ids, &[1.0, 99.0], 1_900_052, Rule::Proportional)
    };
    assert_eq!(allocate(&asked).expect("a division").awards, [1_900_019, 33]);
}

#[test]
fn a_floor_lifts_an_award_above_its_claim() {
    let ids = names(3);
    let floors = [20.0, 0.0, 0.0];
    for rule in [Rule::EqualAwards, Rule::EqualLosses, Rule::Talmud] {
        let asked = Request { floors: Some(&floors), ..request(&ids, &[10.0, 30.0, 40.0], 60, rule) };
        let done = allocate(&asked).expect("a division");
        assert_eq!(done.awards[0], 20, "{}", rule.id());
        assert_eq!(done.awards.iter().sum::<i64>(), 60);
        assert_eq!(done.bounds[0], Some(Bound::Floor));
    }
}

#[test]
fn posts_keep_minimum_and_maximum_and_a_weight_of_zero_gets_its_minimum() {
    let (weights, least, most) = ([900.0, 90.0, 9.0, 0.0], [0, 0, 2, 1], [5, i64::MAX, i64::MAX, i64::MAX]);
    for rounding in Rounding::ALL {
        let ids = names(4);
        let given = apportion(&weights, 12, &least, &most, *rounding, TiePolicy::Refuse, &ids).expect("room");
        assert_eq!(given.posts, [5, 4, 2, 1], "{}", rounding.id());
        assert_eq!(given.bounds[0], Some(Bound::Cap));
        assert_eq!(given.bounds[1], None);
        assert_eq!(given.bounds[2], Some(Bound::Floor));
        assert_eq!(given.bounds[3], Some(Bound::Floor));
    }
}

#[test]
fn weights_of_very_different_size_are_settled() {
    let weights = [1e-140, 1.0, 1e140, 1e140];
    for rounding in Rounding::ALL {
        let ids = names(4);
        let given =
            apportion(&weights, 100, &[1; 4], &[40; 4], *rounding, TiePolicy::ById, &ids).expect("room");
        assert_eq!(given.posts, [1, 19, 40, 40], "{}", rounding.id());
    }
}

#[test]
fn a_fen_of_every_yuan_in_the_country_is_given_out() {
    let ids = names(3);
    let claims = [1.0, 1.0 / 3.0, 2.0_f64.sqrt()];
    let total = (1 << 53) - 1;
    for rounding in Rounding::ALL {
        let asked = Request { rounding: *rounding, ..request(&ids, &claims, total, Rule::Proportional) };
        let done = allocate(&asked).expect("a division");
        assert_eq!(done.awards.iter().sum::<i64>(), total, "{}", rounding.id());
    }
}

#[test]
fn minimums_that_use_up_all_posts_need_no_weight() {
    for rounding in Rounding::ALL {
        let ids = names(2);
        let given = apportion(&[0.0, 0.0], 4, &[2, 2], &[9, 9], *rounding, TiePolicy::Refuse, &ids);
        assert_eq!(given.map(|given| given.posts), Ok(vec![2, 2]), "{}", rounding.id());
        let left = apportion(&[0.0, 0.0], 5, &[2, 2], &[9, 9], *rounding, TiePolicy::Refuse, &ids);
        assert_eq!(left.err(), Some(AllocationError::NoClaim), "{}", rounding.id());
    }
}
