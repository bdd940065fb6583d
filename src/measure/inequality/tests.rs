//! Published numbers and the relations that hold between indices.

use proptest::prelude::*;

use crate::measure::inequality::Distribution;
use crate::measure::inequality::InequalityError;
use crate::measure::inequality::decompose;

fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("the index is defined");
    assert!((found - expected).abs() < 5e-8, "{found} is not {expected}");
}

/// The ten incomes of the manual of the R package ineq (Zeileis and Kleiber), with the values it prints.
const TEN: [f64; 10] = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];

#[test]
fn ten_incomes_give_the_values_of_the_r_package_ineq() {
    let incomes = Distribution::new(&TEN, None).expect("ten incomes");
    near(incomes.gini(), 0.4620911);
    near(incomes.atkinson(0.5), 0.1796591);
}

#[test]
fn indices_worked_by_hand() {
    let two = Distribution::new(&[1.0, 3.0], None).expect("two values");
    near(two.gini(), 0.25);
    near(two.hoover(), 0.25);
    near(two.cv(), 0.5);
    near(two.theil_t(), 0.25 * 0.5f64.ln() + 0.75 * 1.5f64.ln());
    near(two.theil_l(), 0.5 * (2.0f64.ln() + (2.0f64 / 3.0).ln()));
    near(two.atkinson(1.0), 1.0 - 3f64.sqrt() / 2.0);
    near(two.atkinson(2.0), 1.0 - 1.5 / 2.0);
    near(two.generalized_entropy(2.0), 0.125);
    near(two.generalized_entropy(-1.0), (0.5 * (2.0 + 2.0 / 3.0) - 1.0) / 2.0);
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    let ten = Distribution::new(&ten, None).expect("ten values");
    near(ten.palma(), 10.0 / 10.0);
    near(ten.s80_s20(), 19.0 / 3.0);
    assert_eq!(ten.percentile(10.0), Some(1.0));
    assert_eq!(ten.percentile(90.0), Some(9.0));
    assert_eq!(ten.percentile_ratio(90.0, 10.0), Some(9.0));
    assert_eq!(ten.percentile(0.0), Some(1.0));
    assert_eq!(ten.percentile(100.5), None);
}

#[test]
fn zeros_are_what_each_definition_says() {
    let some = Distribution::new(&[0.0, 2.0], None).expect("two values");
    near(some.theil_t(), 2f64.ln());
    assert_eq!(some.theil_l(), None);
    assert_eq!(some.generalized_entropy(-1.0), None);
    near(some.generalized_entropy(2.0), 0.5);
    near(some.atkinson(0.5), 0.5);
    near(some.atkinson(1.0), 1.0);
    near(some.atkinson(2.0), 1.0);
    assert_eq!(some.palma(), None);
    assert_eq!(some.percentile_ratio(90.0, 10.0), None);
    let nothing = Distribution::new(&[0.0, 0.0], None).expect("two values");
    assert_eq!(nothing.gini(), None);
    assert_eq!(nothing.theil_t(), None);
    assert_eq!(nothing.hoover(), None);
    assert_eq!(nothing.cv(), None);
    assert_eq!(nothing.lorenz(), None);
    let owed = Distribution::new(&[-1.0, 2.0], None).expect("two values");
    assert_eq!(owed.gini(), None);
}

#[test]
fn what_is_no_distribution_is_refused() {
    assert_eq!(Distribution::new(&[], None), Err(InequalityError::Empty));
    assert_eq!(Distribution::new(&[1.0], Some(&[0.0])), Err(InequalityError::Empty));
    let short = InequalityError::Lengths { values: 2, others: 1 };
    assert_eq!(Distribution::new(&[1.0, 2.0], Some(&[1.0])), Err(short));
    let infinite = InequalityError::BadValue { place: 1, value: f64::INFINITY };
    assert_eq!(Distribution::new(&[1.0, f64::INFINITY], None), Err(infinite));
    let negative = InequalityError::BadWeight { place: 0, weight: -1.0 };
    assert_eq!(Distribution::new(&[1.0], Some(&[-1.0])), Err(negative));
}

proptest! {
    #[test]
    fn a_weight_of_n_is_n_members(rows in prop::collection::vec((0u32..1_000, 1u32..6), 1..40)) {
        let values: Vec<f64> = rows.iter().map(|row| f64::from(row.0) / 8.0).collect();
        let weights: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        let repeated: Vec<f64> =
            rows.iter().flat_map(|row| vec![f64::from(row.0) / 8.0; row.1 as usize]).collect();
        let one = Distribution::new(&values, Some(&weights)).expect("weighted");
        let many = Distribution::new(&repeated, None).expect("repeated");
        let pairs = [
            (one.gini(), many.gini()),
            (one.theil_t(), many.theil_t()),
            (one.theil_l(), many.theil_l()),
            (one.hoover(), many.hoover()),
            (one.cv(), many.cv()),
            (one.palma(), many.palma()),
            (one.s80_s20(), many.s80_s20()),
            (one.atkinson(0.5), many.atkinson(0.5)),
            (one.percentile(37.0), many.percentile(37.0)),
        ];
        for (a, b) in pairs {
            prop_assert_eq!(a.is_some(), b.is_some());
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!((a - b).abs() <= 1e-9 * (1.0 + a.abs()), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn within_and_between_add_up_and_the_gini_is_twice_the_area_above_the_lorenz_curve(
        rows in prop::collection::vec((1u32..1_000, 1u32..6, 0usize..4), 2..40)
    ) {
        let values: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let weights: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        let groups: Vec<usize> = rows.iter().map(|row| row.2).collect();
        let all = Distribution::new(&values, Some(&weights)).expect("weighted");
        let parts = decompose(&values, Some(&weights), &groups, 4).expect("four groups");
        let (within, between) = parts.theil_t.expect("above zero");
        prop_assert!((within + between - all.theil_t().expect("above zero")).abs() < 1e-12);
        let (within, between) = parts.theil_l.expect("above zero");
        prop_assert!((within + between - all.theil_l().expect("above zero")).abs() < 1e-12);
        let points = all.lorenz().expect("above zero");
        let under: f64 = points.windows(2).map(|p| (p[1].0 - p[0].0) * (p[1].1 + p[0].1) / 2.0).sum();
        prop_assert!((all.gini().expect("above zero") - (1.0 - 2.0 * under)).abs() < 1e-12);
        let half = all.cv().expect("above zero").powi(2) / 2.0;
        prop_assert!((all.generalized_entropy(2.0).expect("above zero") - half).abs() < 1e-9);
    }
}
