//! What cannot be done is refused, by how much and because of whom, in both languages.

use crate::allocate::Allocation;
use crate::allocate::AllocationError;
use crate::allocate::Part;
use crate::allocate::Request;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::Who;
use crate::allocate::allocate;
use crate::allocate::apportion;
use crate::allocate::tests::apportioned;
use crate::allocate::tests::names;
use crate::allocate::tests::request;
use crate::language::Text;

fn who(ids: &[&str]) -> Who {
    Who { count: ids.len(), ids: ids.iter().map(|id| (*id).to_owned()).collect() }
}

fn asked(change: impl Fn(&mut Request<'_>)) -> Result<Allocation, AllocationError> {
    let ids = names(3);
    let mut asked = request(&ids, &[1.0, 2.0, 3.0], 60, Rule::Proportional);
    change(&mut asked);
    allocate(&asked)
}

#[test]
fn floors_above_the_total_say_by_how_much_and_who() {
    let found = asked(|asked| asked.floors = Some(&[50.0, 0.0, 20.0]));
    let expected = AllocationError::FloorsExceed { floors: 70, total: 60, who: who(&["m000000", "m000002"]) };
    assert_eq!(found, Err(expected.clone()));
    let yuan = |steps: f64| Text::new(format!("{steps} yuan"), format!("{steps}元"));
    let text = expected.text(&yuan);
    assert_eq!(text.en, "the floors come to 70 yuan, 10 yuan above the total of 60 yuan: m000000, m000002");
    assert_eq!(text.zh, "保底合计70元，比总盘60元多10元：m000000、m000002");
}

#[test]
fn caps_that_fall_short_are_an_error_only_where_all_must_be_spent() {
    for rule in Rule::ALL {
        let found = asked(|asked| {
            asked.caps = Some(&[5.0, 5.0, 5.0]);
            asked.needs = Some(&[1.0, 1.0, 1.0]);
            asked.rule = *rule;
        });
        if rule.spends_all() {
            let who = who(&["m000000", "m000001", "m000002"]);
            assert_eq!(found, Err(AllocationError::CapsShort { room: 15, total: 60, who }), "{}", rule.id());
        } else {
            let done = found.expect("the rest stays in the reserve");
            assert_eq!(done.awards.iter().sum::<i64>() + done.reserve, 60);
            assert!(done.awards.iter().all(|award| *award <= 5));
        }
    }
}

#[test]
fn claims_of_zero_throughout_are_refused_where_the_rule_needs_them() {
    for rule in Rule::ALL {
        let found = asked(|asked| {
            asked.claims = &[0.0, 0.0, 0.0];
            asked.needs = Some(&[1.0, 1.0, 1.0]);
            asked.rule = *rule;
        });
        assert_eq!(found == Err(AllocationError::NoClaim), rule.needs_claims(), "{}", rule.id());
    }
    assert_eq!(asked(|asked| asked.rule = Rule::LevelUp), Err(AllocationError::NoNeed));
}

#[test]
fn numbers_that_are_none_are_refused_with_their_owner() {
    for value in [-1.0, f64::NAN, f64::INFINITY, 1e-300, 1e300] {
        let claims = [1.0, value, 3.0];
        let found = allocate(&request(&names(3), &claims, 60, Rule::Proportional));
        let Err(AllocationError::BadNumber { part: Part::Claim, id, .. }) = found else {
            panic!("{value} was accepted: {found:?}")
        };
        assert_eq!(id, "m000001");
    }
    let found = asked(|asked| asked.floors = Some(&[f64::INFINITY, 0.0, 0.0]));
    assert!(matches!(found, Err(AllocationError::BadNumber { part: Part::Floor, .. })));
    let found = asked(|asked| asked.caps = Some(&[-3.0, 9.0, 9.0]));
    assert!(matches!(found, Err(AllocationError::BadNumber { part: Part::Cap, .. })));
    let found = asked(|asked| asked.caps = Some(&[9.0]));
    assert_eq!(found, Err(AllocationError::WrongLength { part: Part::Cap, found: 1, expected: 3 }));
    assert_eq!(asked(|asked| asked.total = -1), Err(AllocationError::Overflow { total: -1 }));
}

#[test]
fn a_floor_above_its_cap_is_refused_and_so_is_a_pair_without_a_whole_step_between() {
    let found = asked(|asked| {
        asked.floors = Some(&[0.0, 2.3, 9.0]);
        asked.caps = Some(&[9.0, 2.7, 8.0]);
    });
    assert_eq!(found, Err(AllocationError::FloorAboveCap { who: who(&["m000001", "m000002"]) }));
}

#[test]
fn methods_that_round_up_need_a_post_for_everybody() {
    for rounding in [Rounding::Adams, Rounding::Hill, Rounding::Dean] {
        let found = apportioned(&[5.0, 3.0, 0.0, 1.0], 2, 0, rounding);
        assert_eq!(found, Err(AllocationError::NoRoom { needed: 3, total: 2 }), "{}", rounding.id());
        let found = apportioned(&[5.0, 3.0, 0.0, 1.0], 3, 0, rounding).expect("just enough");
        assert_eq!(found.posts, [1, 1, 0, 1]);
    }
}

#[test]
fn posts_without_a_taker_are_refused() {
    let none = apportioned(&[0.0, 0.0], 3, 1, Rounding::Webster);
    assert_eq!(none, Err(AllocationError::NoClaim));
    let short = apportion(&[1.0, 0.0], 9, &[0, 1], &[4, 9], Rounding::Webster, TiePolicy::ById, &names(2));
    let who = who(&["m000000", "m000001"]);
    assert_eq!(short, Err(AllocationError::CapsShort { room: 5, total: 9, who }));
    let less = apportioned(&[1.0, 1.0], 3, 2, Rounding::Webster);
    assert!(matches!(less, Err(AllocationError::FloorsExceed { floors: 4, total: 3, .. })));
    assert_eq!(apportioned(&[], 3, 0, Rounding::Hill), Err(AllocationError::NoMember { total: 3 }));
}

#[test]
fn nothing_to_share_is_shared_and_nobody_to_share_nothing_is_no_error() {
    for rule in Rule::ALL {
        for rounding in Rounding::ALL {
            let done = asked(|asked| {
                asked.needs = Some(&[1.0, 1.0, 1.0]);
                asked.total = 0;
                asked.rule = *rule;
                asked.rounding = *rounding;
            });
            let awards = done.expect("nothing is shared").awards;
            assert_eq!(awards == [0, 0, 0], *rule != Rule::AsClaimed, "{} {}", rule.id(), rounding.id());
        }
        let nobody = allocate(&request(&names(0), &[], 0, *rule)).expect("nobody");
        assert_eq!((nobody.awards.len(), nobody.reserve), (0, 0));
    }
}

#[test]
fn every_error_speaks_both_languages() {
    let named = who(&["a"]);
    let errors = [
        AllocationError::BadNumber { part: Part::Need, value: f64::NAN, id: "a".to_owned() },
        AllocationError::WrongLength { part: Part::Existing, found: 1, expected: 2 },
        AllocationError::Overflow { total: -1 },
        AllocationError::NoMember { total: 3 },
        AllocationError::NoClaim,
        AllocationError::NoNeed,
        AllocationError::FloorAboveCap { who: named.clone() },
        AllocationError::FloorsExceed { floors: 4, total: 3, who: named.clone() },
        AllocationError::CapsShort { room: 2, total: 3, who: named.clone() },
        AllocationError::NoRoom { needed: 4, total: 3 },
        AllocationError::Tied { steps: 1, who: named },
    ];
    let posts = |steps: f64| Text::new(format!("{steps} posts"), format!("{steps}名"));
    for error in errors {
        let text = error.text(&posts);
        assert!(text.en.is_ascii() && !text.en.contains('{'), "{}", text.en);
        assert!(!text.zh.is_ascii() && !text.zh.contains('{'), "{}", text.zh);
    }
    let many = Who { count: 9, ids: vec!["a".to_owned(), "b".to_owned()] };
    assert_eq!(many.text(), Text::new("a, b and 7 more", "a、b等9个"));
}
