//! Published divisions of an estate among claims, and a levelling grant.

use crate::allocate::Allocation;
use crate::allocate::Request;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::allocate::allocate;
use crate::allocate::tests::names;
use crate::allocate::tests::request;

fn shared(claims: &[f64], total: i64, rule: Rule) -> Allocation {
    let ids = names(claims.len());
    let asked = Request { ties: TiePolicy::Refuse, ..request(&ids, claims, total, rule) };
    allocate(&asked).expect("a division")
}

/// Aumann and Maschler (1985), page 196: the Mishna (Ketubot 93a); in sixths, so that thirds are whole.
#[test]
fn the_talmud_divides_three_estates_among_three_widows() {
    let claims = [600.0, 1200.0, 1800.0];
    assert_eq!(shared(&claims, 600, Rule::Talmud).awards, [200, 200, 200]);
    assert_eq!(shared(&claims, 1200, Rule::Talmud).awards, [300, 450, 450]);
    assert_eq!(shared(&claims, 1800, Rule::Talmud).awards, [300, 600, 900]);
}

/// Aumann and Maschler (1985), page 197: the contested garment (Bava Metzia 2a): all and half of it.
#[test]
fn a_contested_garment_goes_three_quarters_and_a_quarter() {
    assert_eq!(shared(&[100.0, 50.0], 100, Rule::Talmud).awards, [75, 25]);
}

/// O'Neill, B. (1982), «A problem of rights arbitration from the Talmud», Mathematical Social Sciences 2,
/// 345-371: Ibn Ezra's will of 120 and claims to all, a half, a third and a quarter. The rules here, by hand.
#[test]
fn ibn_ezras_will_under_each_rule() {
    let claims = [120.0, 60.0, 40.0, 30.0];
    assert_eq!(shared(&claims, 120, Rule::EqualAwards).awards, [30, 30, 30, 30]);
    // Loss 115/3 at first leaves the last two short: 120 − λ + 60 − λ + 40 − λ = 120 gives λ = 100/3.
    // Two thirds of a step remain to each of three: an exact tie for two steps.
    let losses = allocate(&request(&names(4), &claims, 120, Rule::EqualLosses)).expect("by id");
    assert!((losses.lambda.expect("a loss") - 100.0 / 3.0).abs() < 1e-12);
    assert_eq!(losses.awards, [87, 27, 6, 0]);
    assert_eq!(losses.reserve, 0);
    // Half of all claims is 125: equal awards of half claims 60, 30, 20, 15 with λ = 55.
    assert_eq!(shared(&claims, 120, Rule::Talmud).awards, [55, 30, 20, 15]);
    assert_eq!(shared(&claims, 125, Rule::Proportional).awards, [60, 30, 20, 15]);
}

/// Thomson (2003), section 3, figure 2: the constrained rules, worked by hand for claims 10, 40 and 100.
#[test]
fn equal_awards_stop_at_the_claim_and_equal_losses_at_nothing() {
    let claims = [10.0, 40.0, 100.0];
    let awards = shared(&claims, 60, Rule::EqualAwards);
    assert_eq!((awards.awards.as_slice(), awards.lambda), ([10, 25, 25].as_slice(), Some(25.0)));
    let losses = shared(&claims, 60, Rule::EqualLosses);
    assert_eq!((losses.awards.as_slice(), losses.lambda), ([0, 0, 60].as_slice(), Some(40.0)));
}

#[test]
fn rules_that_cannot_exceed_claims_leave_the_rest_in_the_reserve() {
    for rule in [Rule::EqualAwards, Rule::EqualLosses, Rule::Talmud] {
        let done = shared(&[10.5, 20.25, 3.0], 100, rule);
        assert_eq!(done.awards.iter().sum::<i64>(), 33, "{}", rule.id());
        assert_eq!(done.reserve, 67);
        assert_eq!(done.awards, [10, 20, 3]);
        assert_eq!(done.exact, [10.5, 20.25, 3.0]);
    }
    assert_eq!(shared(&[10.0, 20.0], 30, Rule::EqualLosses).lambda, Some(0.0));
}

/// As the federal complement of Brazil's FUNDEB (Lei 14.113/2020, article 12) works, in three funds worked by
/// hand: 1,000, 2,000 and 500 weighted pupils with 3,000,000, 10,000,000 and 1,000,000. The values per pupil
/// are 3,000, 5,000 and 2,000. The first 500,000 lift the third to 3,000; the other 1,500,000 lift both by 1,000.
#[test]
fn a_levelling_grant_lifts_the_lowest_value_per_pupil() {
    let ids = names(3);
    let (pupils, means) = ([1000.0, 2000.0, 500.0], [3_000_000.0, 10_000_000.0, 1_000_000.0]);
    let claims = [0.0; 3];
    let mut asked = request(&ids, &claims, 2_000_000, Rule::LevelUp);
    asked.needs = Some(&pupils);
    asked.existing = Some(&means);
    let done = allocate(&asked).expect("a grant");
    assert_eq!(done.awards, [1_000_000, 0, 1_000_000]);
    assert_eq!(done.lambda, Some(4000.0));
    asked.total = 500_000;
    let done = allocate(&asked).expect("a grant");
    assert_eq!((done.awards.as_slice(), done.lambda), ([0, 0, 500_000].as_slice(), Some(3000.0)));
}

#[test]
fn as_claimed_costs_what_it_costs() {
    let done = shared(&[10.5, 20.4, 3.0], 30, Rule::AsClaimed);
    assert_eq!((done.awards.as_slice(), done.reserve, done.lambda), ([11, 20, 3].as_slice(), -4, None));
}

#[test]
fn equal_shares_differ_by_a_step_at_most_and_the_tie_is_flagged() {
    let ids = vec!["b".to_owned(), "c".to_owned(), "a".to_owned()];
    let done = allocate(&request(&ids, &[0.0; 3], 10, Rule::Equal)).expect("a division");
    assert_eq!(done.awards, [3, 3, 4]);
    assert_eq!(done.ties, [true; 3]);
    assert_eq!(done.rounded_up, [false, false, true]);
    assert_eq!(done.lambda, Some(10.0 / 3.0));
}
