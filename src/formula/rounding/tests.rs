use proptest::prelude::*;

use super::*;

fn rounded(x: f64, decimals: i32) -> f64 {
    to_decimals(x, f64::from(decimals), Direction::Nearest)
}

fn up(x: f64, decimals: i32) -> f64 {
    to_decimals(x, f64::from(decimals), Direction::Away)
}

fn down(x: f64, decimals: i32) -> f64 {
    to_decimals(x, f64::from(decimals), Direction::Towards)
}

fn ceiling(x: f64, significance: f64) -> f64 {
    Significance::of(significance).round(x, Direction::Up)
}

fn floor(x: f64, significance: f64) -> f64 {
    Significance::of(significance).round(x, Direction::Down)
}

#[test]
fn round_agrees_with_the_examples_of_excel() {
    assert_eq!(rounded(2.15, 1), 2.2);
    assert_eq!(rounded(2.149, 1), 2.1);
    assert_eq!(rounded(-1.475, 2), -1.48);
    assert_eq!(rounded(21.5, -1), 20.0);
    assert_eq!(rounded(626.3, -3), 1000.0);
    assert_eq!(rounded(1.98, -1), 0.0);
    assert_eq!(rounded(-50.55, -2), -100.0);
    assert_eq!(rounded(1.005, 2), 1.01);
    assert_eq!(rounded(2.5, 0), 3.0);
    assert_eq!(rounded(-2.5, 0), -3.0);
    assert_eq!(rounded(1.0049999, 2), 1.0);
    assert_eq!(to_decimals(1.25, 1.9, Direction::Nearest), 1.3);
}

#[test]
fn roundup_and_rounddown_agree_with_the_examples_of_excel() {
    assert_eq!((up(3.2, 0), up(76.9, 0), up(3.24159, 3)), (4.0, 77.0, 3.242));
    assert_eq!((up(-3.24159, 1), up(31415.92654, -2)), (-3.3, 31500.0));
    assert_eq!((down(3.2, 0), down(76.9, 0), down(3.24159, 3)), (3.0, 76.0, 3.241));
    assert_eq!((down(-3.24159, 1), down(31415.92654, -2)), (-3.2, 31400.0));
}

#[test]
fn ceiling_and_floor_agree_with_the_examples_of_excel() {
    assert_eq!((ceiling(2.5, 1.0), ceiling(-2.5, -2.0), ceiling(-2.5, 2.0)), (3.0, -4.0, -2.0));
    assert_eq!((ceiling(1.5, 0.1), ceiling(0.234, 0.01)), (1.5, 0.24));
    assert_eq!((floor(3.7, 2.0), floor(-2.5, -2.0), floor(-2.5, 2.0)), (2.0, -2.0, -4.0));
    assert_eq!((floor(1.58, 0.1), floor(0.234, 0.01)), (1.5, 0.23));
}

#[test]
fn binary_noise_does_not_count() {
    assert_eq!(up(0.1 * 3.0 * 10.0, 0), 3.0);
    assert_eq!(up(1.1 * 1.1 * 100.0, 0), 121.0);
    assert_eq!(down(0.29 * 100.0, 0), 29.0);
    assert_eq!(down(4.35 * 100.0, 0), 435.0);
    assert_eq!(ceiling(0.3, 0.1), 0.3);
    assert_eq!(ceiling(0.1 + 0.2, 0.1), 0.3);
    assert_eq!(floor(0.7, 0.1), 0.7);
    assert_eq!(floor(0.6, 0.2), 0.6);
    assert_eq!(ceiling(1.0, 1.0 / 3.0), 1.0);
    assert_eq!(up(1e-20, 0), 1.0);
    assert_eq!(up(100.000001, 0), 101.0);
}

#[test]
fn large_numbers_and_extreme_decimals_stay_as_they_are() {
    assert_eq!(rounded(1_234_567_890_123_456.0, 0), 1_234_567_890_123_456.0);
    assert_eq!(rounded(1_234_567_890_123_456.0, 2), 1_234_567_890_123_456.0);
    assert_eq!(rounded(0.1 + 0.2, 30), 0.1 + 0.2);
    assert_eq!(rounded(5.0, -400), 0.0);
    assert_eq!(up(5.0, -400), f64::INFINITY);
    assert_eq!(rounded(-0.4, 0).to_bits(), 0.0_f64.to_bits());
}

proptest! {
    #[test]
    fn rounding_a_decimal_gives_the_decimal_nearest_to_it(
        cents in -1_000_000_000_i64..1_000_000_000, decimals in 0_u32..5
    ) {
        // In whole ten-thousandths, where everything is exact.
        let unit = 10_i64.pow(4 - decimals.min(4));
        let (x, half) = (cents as f64 / 1e4, unit / 2);
        let nearest = (cents.abs() + half).div_euclid(unit) * unit * cents.signum();
        prop_assert_eq!(rounded(x, decimals as i32), nearest as f64 / 1e4);
        let away = (cents.abs() + unit - 1).div_euclid(unit) * unit * cents.signum();
        prop_assert_eq!(up(x, decimals as i32), away as f64 / 1e4);
        let towards = cents.abs().div_euclid(unit) * unit * cents.signum();
        prop_assert_eq!(down(x, decimals as i32), towards as f64 / 1e4);
        let significance = unit as f64 / 1e4;
        prop_assert_eq!(ceiling(x, significance), (-(-cents).div_euclid(unit) * unit) as f64 / 1e4);
        prop_assert_eq!(floor(x, significance), (cents.div_euclid(unit) * unit) as f64 / 1e4);
    }
}
