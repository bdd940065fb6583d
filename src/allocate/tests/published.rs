//! Small published apportionments.

use crate::allocate::AllocationError;
use crate::allocate::Rounding;
use crate::allocate::tests::apportioned;

/// Balinski, M. L. and Young, H. P. (1975), American Mathematical Monthly 82(7), 701-730.
#[test]
fn hamilton_gives_the_small_three_two_two_and_one() {
    let given = apportioned(&[5117.0, 4400.0, 162.0, 161.0, 160.0], 100, 0, Rounding::LargestRemainder);
    assert_eq!(given.expect("no ties").posts, [51, 44, 2, 2, 1]);
}

/// Balinski, M. L. and Young, H. P. (1977), «On Huntington methods of apportionment», SIAM Journal on Applied
/// Mathematics 33(4), 607-618: five methods, five apportionments of 26 seats, and Hamilton's beside them.
#[test]
fn five_divisor_methods_give_five_apportionments() {
    let people = [9061.0, 7179.0, 5259.0, 3319.0, 1182.0];
    let expected = [
        (Rounding::Adams, [9, 7, 5, 3, 2]),
        (Rounding::Dean, [9, 7, 5, 4, 1]),
        (Rounding::Hill, [9, 7, 6, 3, 1]),
        (Rounding::Webster, [9, 8, 5, 3, 1]),
        (Rounding::Jefferson, [10, 7, 5, 3, 1]),
        (Rounding::LargestRemainder, [9, 7, 5, 4, 1]),
    ];
    for (rounding, seats) in expected {
        assert_eq!(apportioned(&people, 26, 0, rounding).expect("no ties").posts, seats, "{}", rounding.id());
    }
}

/// The Alabama paradox in three members, by hand: quotas 4.29, 4.29, 1.43 of ten and 4.71, 4.71, 1.57 of
/// eleven, so one step more costs the smallest a step. Found by Seaton in 1881 in Alabama's own quotas
/// (Balinski and Young, 2001, pages 38-39).
#[test]
fn largest_remainder_is_not_house_monotone() {
    let people = [6.0, 6.0, 2.0];
    let ten = apportioned(&people, 10, 0, Rounding::LargestRemainder).expect("no ties").posts;
    let eleven = apportioned(&people, 11, 0, Rounding::LargestRemainder).expect("no ties").posts;
    assert_eq!((ten[2], eleven[2]), (2, 1));
}

/// By hand: one member of 91 and nine of 10. At a divisor of 9.1 Jefferson gives 10 and 1 each, for a quota
/// of 9.55; at a divisor of 10.6 Adams gives 95 and nine of 10 a post less than rounding up would.
#[test]
fn jefferson_favours_the_large_and_adams_the_small() {
    let mut people = vec![91.0];
    people.extend([10.0; 9]);
    let jefferson = apportioned(&people, 19, 0, Rounding::Jefferson).expect("no ties").posts;
    assert_eq!((jefferson[0], jefferson[1]), (10, 1));
    people[0] = 95.0;
    let adams = apportioned(&people, 18, 0, Rounding::Adams).expect("no ties").posts;
    assert_eq!((adams[0], adams[1]), (9, 1));
}

/// x and y with x² − 6y² = 1.
const PELL: (i128, i128) = (4_517_251_249, 1_844_160_100);

/// x² − 6y² = 1 (Pell): the right of x to its fourth step, x ÷ √12, is a little greater than that of y to its
/// second, y ÷ √2; as floats they are equal. Both numbers are whole and far below 2^53.
#[test]
fn a_naive_float_gives_the_wrong_seat_where_integers_do_not() {
    let (x, y) = (PELL.0 as f64, PELL.1 as f64);
    assert_eq!(PELL.0 * PELL.0 - 6 * PELL.1 * PELL.1, 1);
    let naive = |weight: f64, steps: f64| weight / (steps * (steps + 1.0)).sqrt();
    assert!(naive(y, 1.0) >= naive(x, 3.0), "floats give the step to y, which comes first");
    // y has its first step, x its first three; the fifth of five posts is x's fourth.
    let given = apportioned(&[y, x], 5, 0, Rounding::Hill).expect("it is no tie");
    assert_eq!(given.posts, [1, 4]);
}

/// 0.1 + 0.2 is greater than 0.3 as a float, and the same number to whoever typed it.
#[test]
fn a_decimal_is_what_it_prints_as() {
    let tenths = [0.3, 0.1 + 0.2, 0.3];
    assert!(tenths[1] > tenths[0]);
    let tied = apportioned(&tenths, 4, 0, Rounding::Webster);
    assert!(matches!(tied, Err(AllocationError::Tied { steps: 1, .. })), "{tied:?}");
    let near = apportioned(&[0.3, 0.300000000000001, 0.3], 4, 0, Rounding::Webster).expect("no tie");
    assert_eq!(near.posts, [1, 2, 1]);
}
