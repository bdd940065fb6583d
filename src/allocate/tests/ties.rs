//! Exact ties: by id and never by order, flagged, or refused.

use crate::allocate::AllocationError;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::Step;
use crate::allocate::TiePolicy;
use crate::allocate::Who;
use crate::allocate::allocate;
use crate::allocate::apportion;
use crate::allocate::tests::names;
use crate::allocate::tests::request;

/// Ten of 20 posts go to the weight of 10, as its maximum; of the other ten the three equals get three each,
/// and the last post is a tie.
#[test]
fn the_smaller_id_gets_the_step_whatever_the_order() {
    let weights = [3.0, 3.0, 3.0, 10.0];
    for rounding in Rounding::ALL {
        for ids in [["c", "b", "a", "d"], ["a", "c", "b", "d"], ["b", "a", "c", "d"]] {
            let given = apportion(&weights, 20, &[1; 4], &[10; 4], *rounding, TiePolicy::ById, &ids);
            let given = given.expect("room");
            let last: Vec<&str> = (0..4).filter(|member| given.posts[*member] == 4).map(|i| ids[i]).collect();
            assert_eq!(last, ["a"], "{}", rounding.id());
            assert_eq!(given.posts[3], 10);
            assert_eq!(given.ties, [true, true, true, false]);
        }
    }
}

#[test]
fn a_refused_tie_names_the_tied_and_only_them() {
    let weights = [4.0, 2.0, 1.0, 2.0];
    // Webster: rights 8, 4, 2, 4 at first; two posts: the first goes to A, B and D tie for the second at 4
    // with nobody else (A's second right is 8/3).
    let ids = ["A", "D", "C", "B"];
    let found = apportion(&weights, 2, &[0; 4], &[9; 4], Rounding::Webster, TiePolicy::Refuse, &ids);
    let who = Who { count: 2, ids: vec!["B".to_owned(), "D".to_owned()] };
    assert_eq!(found, Err(AllocationError::Tied { steps: 1, who: who.clone() }));
    let found = apportion(&weights, 2, &[0; 4], &[9; 4], Rounding::Webster, TiePolicy::ById, &ids);
    let given = found.expect("by id");
    assert_eq!(given.posts, [1, 0, 0, 1]);
    assert_eq!(given.ties, [false, true, false, true]);
    assert_eq!(given.rounded_up, [false, false, false, true]);
    assert!(given.steps.contains(&Step::Tie { steps: 1, who }));
    let enough = apportion(&weights, 3, &[0; 4], &[9; 4], Rounding::Webster, TiePolicy::Refuse, &ids);
    assert_eq!(enough.expect("all three rights are met").posts, [1, 1, 0, 1]);
}

#[test]
fn remainders_that_are_equal_as_decimals_are_tied() {
    let ids = names(2);
    // Quotas 0.1 + 0.2 + 1.2 = 1.5 and 1.5 of three steps.
    let claims = [0.1 + 0.2 + 1.2, 1.5];
    let asked = Request { ties: TiePolicy::Refuse, ..request(&ids, &claims, 3, Rule::Proportional) };
    let who = Who { count: 2, ids: names(2) };
    assert_eq!(allocate(&asked).err(), Some(AllocationError::Tied { steps: 1, who }));
}

/// Losses of 1,000,000,000.1 leave 1.2, 0.6 and 0.2 of claims that floats hold to 10^-7 only. Jefferson's rights
/// are 1.2 to the first step; 1.2 ÷ 2 and 0.6 ÷ 1 are equal rights to the second.
#[test]
fn ties_by_cancellation_are_still_ties() {
    let (ids, claims) = (names(3), [1_000_000_001.3, 1_000_000_000.7, 1_000_000_000.3]);
    let (ties, rounding) = (TiePolicy::Refuse, Rounding::Jefferson);
    let asked = Request { ties, rounding, ..request(&ids, &claims, 2, Rule::EqualLosses) };
    let who = Who { count: 2, ids: names(2) };
    assert_eq!(allocate(&asked), Err(AllocationError::Tied { steps: 1, who }));
}

#[test]
fn a_hundred_thousand_tied_members_are_settled_by_id() {
    let count = 100_000;
    let ids = names(count);
    let claims = vec![0.7; count];
    for rounding in Rounding::ALL {
        let asked = Request { rounding: *rounding, ..request(&ids, &claims, 250_000, Rule::Proportional) };
        let done = allocate(&asked).expect("by id");
        assert!(done.awards[..50_000].iter().all(|award| *award == 3), "{}", rounding.id());
        assert!(done.awards[50_000..].iter().all(|award| *award == 2), "{}", rounding.id());
        assert!(done.ties.iter().all(|tie| *tie));
    }
}
