//! Awards without how they came about, and awards found again by themselves, are the same awards.

use proptest::prelude::*;

use crate::allocate::Bounds;
use crate::allocate::Quotas;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::allocate::allocate_posts;
use crate::allocate::awards;
use crate::allocate::awards_again;

/// Claims of which some are equal, some round, and some of many digits; floors and caps of which some bite.
fn claims(count: usize) -> impl Strategy<Value = Vec<f64>> {
    let claim = prop_oneof![
        (1u32..40).prop_map(|claim| f64::from(claim) * 250.0),
        (1u32..1_000_000).prop_map(|claim| f64::from(claim) / 7.0),
        Just(1234.5),
    ];
    prop::collection::vec(claim, count)
}

/// Every third member of the list.
fn some<T: Copy>(list: &[T]) -> Vec<T> {
    list.iter().copied().step_by(3).collect()
}

/// Whether a key was given, all being checked.
fn check(request: &Request<'_>, ids: &[String]) -> bool {
    let (told, posts) = (allocate(request), allocate_posts(request));
    let bounds = Bounds::of(request).expect("floors and caps are sound");
    let (untold, key) = match (told, awards(request, &bounds, Quotas::Held)) {
        (Ok(told), Ok((untold, key))) => {
            assert_eq!((&told.awards, told.reserve), (&untold.awards, untold.reserve));
            assert!(untold.exact.is_empty() && untold.bounds.is_empty() && untold.steps.is_empty());
            (untold, key)
        }
        (Err(told), Err(untold)) => {
            assert_eq!(told, untold);
            return false;
        }
        (told, _) => panic!("told and untold differ: {told:?}"),
    };
    assert_eq!(
        posts.map(|all| all.awards).ok(),
        awards(request, &bounds, Quotas::Raw).map(|all| all.0.awards).ok()
    );
    let Some(key) = key else { return false };
    let places: Vec<u32> = some(&(0..ids.len() as u32).collect::<Vec<u32>>());
    let (ids, claims): (Vec<String>, _) = (ids.iter().step_by(3).cloned().collect(), some(request.claims));
    let lists = [request.needs, request.existing, request.floors, request.caps].map(|list| list.map(some));
    let [needs, existing, floors, caps] = lists.each_ref().map(|list| list.as_deref());
    let asked = Request { ids: &ids, claims: &claims, needs, existing, floors, caps, ..*request };
    assert_eq!(awards_again(&asked, &key, &places), Some(some(&untold.awards)));
    true
}

/// The share of requests that gave a key.
fn check_rules(claims: &[f64], total: i64, bounds: Option<(f64, f64)>, rounding: Rounding) -> usize {
    let ids: Vec<String> =
        (0..claims.len()).map(|member| format!("m{:05}", member * 7919 % 10_007)).collect();
    let needs: Vec<f64> = claims.iter().map(|claim| claim / 3.0 + 100.0).collect();
    let existing: Vec<f64> = claims.iter().map(|claim| claim % 50.0).collect();
    let mean = total as f64 / claims.len() as f64;
    let floors = bounds.map(|(floor, _)| vec![(floor * mean).floor(); claims.len()]);
    let caps = bounds.map(|(_, cap)| vec![(cap * mean).ceil(); claims.len()]);
    let keyed = Rule::ALL.iter().filter(|rule| {
        check(
            &Request {
                ids: &ids,
                claims,
                needs: Some(&needs),
                existing: Some(&existing),
                floors: floors.as_deref(),
                caps: caps.as_deref(),
                total,
                rule: **rule,
                rounding,
                ties: TiePolicy::ById,
            },
            &ids,
        )
    });
    keyed.count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn awards_are_the_same_untold_and_found_again(
        claims in claims(40),
        total in 100i64..200_000,
        bounds in prop::option::of((0.0f64..1.0, 1.0f64..3.0)),
        rounding in prop::sample::select(Rounding::ALL),
    ) {
        let keyed = check_rules(&claims, total, bounds, rounding);
        prop_assert!(rounding != Rounding::LargestRemainder || keyed >= 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn so_are_those_of_a_crowd(claims in claims(10_000), bounds in prop::option::of((0.1f64..1.0, 1.0f64..3.0))) {
        prop_assert!(check_rules(&claims, 4_321_987, bounds, Rounding::LargestRemainder) >= 1);
    }
}
