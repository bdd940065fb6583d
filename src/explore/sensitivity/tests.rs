//! Functions whose indices are known.

use std::f64::consts::PI;

use super::morris;
use super::runs::Setting;
use super::sobol;
use super::tornado;
use super::tornado::Course;

fn indices(numbers: usize, samples: usize, seed: u64, model: impl Fn(&[f64]) -> f64) -> sobol::Indices {
    let design = sobol::Design::new(numbers, samples, seed);
    let results: Vec<_> = (0..design.runs()).map(|run| Some(model(&design.point(run)))).collect();
    sobol::indices(&design, &results, seed).expect("there are results")
}

/// Ishigami and Homma (1990) with a = 7, b = 0.1.
fn ishigami(point: &[f64]) -> f64 {
    let x = |number: usize| (2.0 * point[number] - 1.0) * PI;
    x(0).sin() + 7.0 * x(1).sin().powi(2) + 0.1 * x(2).powi(4) * x(0).sin()
}

/// Sobol's g-function with the coefficients of Saltelli et al. (2010).
const A: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

fn g(point: &[f64]) -> f64 {
    point.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found} for {expected}");
}

#[test]
fn the_indices_of_the_ishigami_function_are_the_analytic_ones() {
    // Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, section 4.7: with V = a²/8 + bπ⁴/5 +
    // b²π⁸/18 + 1/2, V1 = (1 + bπ⁴/5)²/2, V2 = a²/8 and V13 = 8b²π⁸/225.
    let (a, b): (f64, f64) = (7.0, 0.1);
    let variance = a * a / 8.0 + b * PI.powi(4) / 5.0 + b * b * PI.powi(8) / 18.0 + 0.5;
    let v1 = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let (v2, v13) = (a * a / 8.0, 8.0 * b * b * PI.powi(8) / 225.0);
    let expected = [(v1, v1 + v13), (v2, v2), (0.0, v13)].map(|(s, t)| (s / variance, t / variance));
    near(expected[0].0, 0.3139, 5e-5, "S1");
    near(expected[2].1, 0.2437, 5e-5, "T3");
    for seed in [0, 1, 2] {
        let found = indices(3, 4096, seed, ishigami);
        near(found.mean, 3.5, 0.01, "mean");
        near(found.variance / variance, 1.0, 0.01, "variance");
        for (index, (first, total)) in found.numbers.expect("it varies").iter().zip(expected) {
            near(index.first, first, 0.01, "first");
            near(index.total, total, 0.01, "total");
            assert!(index.first_interval.low <= first && first <= index.first_interval.high);
            assert!(index.total_interval.low <= total && total <= index.total_interval.high);
        }
    }
}

#[test]
fn the_indices_of_sobol_s_g_function_are_the_analytic_ones() {
    // Saltelli and Sobol' (1995): Vi = 1 / (3 (1 + ai)²), V = Π (1 + Vi) − 1, VTi = Vi Π over others (1 + Vj).
    let partial = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all: f64 = partial.iter().map(|v| 1.0 + v).product();
    let found = indices(8, 4096, 3, g);
    near(found.mean, 1.0, 0.005, "mean");
    for ((index, v), a) in found.numbers.expect("it varies").iter().zip(partial).zip(A) {
        near(index.first, v / (all - 1.0), 0.01, &format!("first of a = {a}"));
        near(index.total, v * all / (1.0 + v) / (all - 1.0), 0.01, &format!("total of a = {a}"));
    }
}

#[test]
fn the_sequence_beats_plain_chance() {
    let error = |samples: usize| {
        let found = indices(8, samples, 5, g).numbers.expect("it varies");
        let partial = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let all: f64 = partial.iter().map(|v| 1.0 + v).product();
        found.iter().zip(partial).map(|(index, v)| (index.first - v / (all - 1.0)).abs()).fold(0.0, f64::max)
    };
    // Chance alone halves an error with four times the samples: from 256 to 4,096 by four; this by more.
    assert!(error(4_096) < error(256) / 4.0, "{} {}", error(256), error(4_096));
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    let truth = 0.3139;
    let held = (0..20).filter(|seed| {
        let interval = indices(3, 256, *seed, ishigami).numbers.expect("it varies")[0].first_interval;
        interval.low <= truth && truth <= interval.high
    });
    // The sequence does better than the chance that the bootstrap takes it for, so more than 95 %.
    assert!(held.count() >= 18);
}

#[test]
fn a_result_that_does_not_vary_has_no_indices_and_a_run_without_a_result_takes_its_sample_along() {
    let flat = indices(2, 64, 0, |_| 0.1 + 0.2);
    assert_eq!((flat.numbers, flat.samples), (None, 64));
    let design = sobol::Design::new(2, 64, 0);
    let mut results: Vec<_> = (0..design.runs()).map(|run| Some(design.point(run)[0])).collect();
    results[5] = None;
    let found = sobol::indices(&design, &results, 0).expect("enough is left");
    assert_eq!(found.samples, 63);
    near(found.numbers.expect("it varies")[0].first, 1.0, 0.1, "first");
    assert_eq!(sobol::indices(&design, &vec![None; design.runs()], 0), None);
}

#[test]
fn screening_finds_the_slopes_of_a_plane_exactly() {
    let slopes = [3.0, -2.0, 0.0];
    let design = morris::Design::new(3, 10, 4);
    let plane = |point: Vec<f64>| point.iter().zip(slopes).map(|(x, slope)| x * slope).sum::<f64>();
    let results: Vec<_> = (0..design.runs()).map(|run| Some(plane(design.point(run)))).collect();
    for (effect, slope) in morris::effects(&design, &results, 4).into_iter().zip(slopes) {
        let effect = effect.expect("it was measured");
        near(effect.mu, slope, 1e-12, "mu");
        near(effect.mu_star, slope.abs(), 1e-12, "mu*");
        near(effect.sigma, 0.0, 1e-12, "sigma");
        assert_eq!(effect.effects, 10);
    }
}

/// The function of twenty numbers of Morris (1991), section 5.
fn morris_function(point: &[f64]) -> f64 {
    let sign = |number: usize| if number.is_multiple_of(2) { 1.0 } else { -1.0 };
    let w: Vec<f64> = (0..20)
        .map(|i| match i {
            2 | 4 | 6 => 2.0 * (1.1 * point[i] / (point[i] + 0.1) - 0.5),
            _ => 2.0 * (point[i] - 0.5),
        })
        .collect();
    let mut result = 0.0;
    for i in 0..20 {
        result += w[i] * if i < 10 { 20.0 } else { sign(i + 1) };
        for j in i + 1..20 {
            result += w[i] * w[j] * if i < 6 && j < 6 { -15.0 } else { sign(i + j) };
            for l in j + 1..20 {
                if l < 5 {
                    result += w[i] * w[j] * w[l] * -10.0;
                }
            }
        }
    }
    result + 5.0 * w[0] * w[1] * w[2] * w[3]
}

#[test]
fn screening_sorts_the_numbers_of_morris_s_function_as_he_does() {
    let design = morris::Design::new(20, 50, 1);
    let results: Vec<_> = (0..design.runs()).map(|run| Some(morris_function(&design.point(run)))).collect();
    let effects: Vec<_> =
        morris::effects(&design, &results, 1).into_iter().map(|effect| effect.expect("measured")).collect();
    // His figure 1: the first ten matter, eight to ten without acting together with others; the rest do not.
    let least = effects[..10].iter().map(|effect| effect.mu_star).fold(f64::INFINITY, f64::min);
    let most = effects[10..].iter().map(|effect| effect.mu_star).fold(0.0, f64::max);
    assert!(least > 3.0 * most, "{least} {most}");
    assert!(effects[..6].iter().all(|effect| effect.sigma > 15.0));
    assert!(effects[7..10].iter().all(|effect| effect.sigma < 10.0 && effect.mu > 30.0));
}

#[test]
fn a_missing_run_costs_only_the_steps_that_touch_it() {
    let design = morris::Design::new(2, 3, 0);
    let mut results: Vec<_> = (0..design.runs()).map(|run| Some(design.point(run)[0])).collect();
    results[4] = None;
    let effects = morris::effects(&design, &results, 0);
    let counts: Vec<usize> = effects.iter().map(|effect| effect.expect("measured").effects).collect();
    assert_eq!(counts, [2, 2]);
    assert_eq!(morris::effects(&design, &vec![None; design.runs()], 0), [None, None]);
}

#[test]
fn a_tornado_sees_a_hump_between_the_ends() {
    let between = |present: f64, ends| Course::Between { present, ends };
    let design = tornado::Design::new(vec![between(0.2, (0.0, 1.0)), between(1.0, (0.0, 4.0))], 20);
    let model = |settings: Vec<Setting>| match settings[..] {
        [Setting::Value(x), Setting::Value(y)] => Some(4.0 * x * (1.0 - x) + y),
        _ => None,
    };
    let results: Vec<_> = (0..design.runs()).map(|run| model(design.settings(run))).collect();
    let (base, swings) = tornado::swings(&design, &results);
    near(base.expect("a result"), 1.64, 1e-12, "base");
    assert_eq!((swings[0].at_low, swings[0].at_high), (Some(1.0), Some(1.0)));
    near(swings[0].most.expect("a result"), 2.0, 1e-12, "hump");
    near(swings[1].width().expect("a result"), 4.0, 1e-12, "width");
    let (_, none) = tornado::swings(&design, &vec![None; design.runs()]);
    assert_eq!(none[0].width(), None);
}
