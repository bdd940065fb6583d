//! A scenario whose result is a linear function of a parameter, a column's common error and its members' own, so that
//! every share of the variance is known.

use super::*;
use crate::explore::sensitivity::said::Said;
use crate::explore::trial::tests::written;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// Every award is its claim, so that the total is 48 × base + Σ population ÷ 10, each term with its own uncertainty.
fn linear() -> (Scenario, Tables) {
    written(
        r#"
title = "Linear"
year = 2019
baseline = "flat"
[tables.communities]
file = "../data/yingjiang/communities.csv"
columns.tenth = "population / 10"
[tables.communities.uncertain.tenth]
shared = { distribution = "uniform", min = 0.9, max = 1.1 }
member = { distribution = "uniform", min = 0, max = 2 }
[parameters.base]
value = 500
range = [400, 600]
[parameters.idle]
value = 1
range = [0, 2]
[pools.operating]
over = "communities"
money = 6000000
[policies.flat]
operating = { rule = "equal" }
[policies.open.operating]
rule = "as-claimed"
factors = [{ id = "base", amount = "base" }, { id = "size", amount = "tenth" }]
"#,
    )
}

fn study(method: Method, samples: usize, path: &str) -> (Vec<(String, Said)>, Sensitivity<'static>) {
    let (scenario, tables) = Box::leak(Box::new(linear()));
    let trial = Trial::new(scenario, tables).unwrap();
    let measured = Measured::parse(scenario, tables, path).unwrap();
    let found = Study { measured, method, samples, seed: 5 }.run(&trial, &|_| {});
    let said = found.numbers().into_iter().map(|(number, said)| (number.name.clone(), said)).collect();
    (said, found)
}

/// The variances of base, the common error and the members' own, in the total and in the award of a member: with
/// factors of variance s² and m² on a figure x, the products x·s·m have var x²(s² + m² + s²m²).
fn variances(figures: &[f64]) -> [f64; 3] {
    let (base, shared, member) = (200.0_f64.powi(2) / 12.0, 0.2_f64.powi(2) / 12.0, 4.0 / 12.0);
    let sum: f64 = figures.iter().sum();
    let squares: f64 = figures.iter().map(|figure| figure * figure).sum();
    let count = figures.len() as f64;
    [base * count * count, shared * sum * sum, member * squares]
}

#[test]
fn the_shares_of_a_column_s_errors_are_the_analytic_ones() {
    let (_, tables) = linear();
    let population = tables.tables[0].column("population").unwrap();
    let figures: Vec<f64> =
        (0..tables.tables[0].rows()).filter_map(|row| population.number(row)).map(|x| x / 10.0).collect();
    let row = figures.len() / 2;
    let id = tables.tables[0].id(row);
    let member = format!("open.operating.award[{id}]");
    for (path, figures) in [("open.operating.total", &figures[..]), (&member, &figures[row..=row])] {
        let (said, _) = study(Method::Sobol, 1024, path);
        let [base, shared, own] = variances(figures);
        // What the two errors of a figure do together: their product.
        let both = 0.2_f64.powi(2) / 12.0 * own;
        let all = base + shared + own + both;
        let expected = [
            ("base", base, base),
            ("idle", 0.0, 0.0),
            ("communities.tenth.shared", shared, shared + both),
            ("communities.tenth.member", own, own + both),
        ];
        assert_eq!(said.len(), expected.len());
        for ((name, said), (expected, first, total)) in said.iter().zip(expected) {
            assert_eq!(name, expected);
            let Said::Index(index) = said else { panic!("{name}: {said:?}") };
            let near = |found: f64, expected: f64| (found - expected / all).abs() < 0.04;
            assert!(near(index.first, first), "{path} {name}: {index:?} for {}", first / all);
            assert!(near(index.total, total), "{path} {name}: {index:?} for {}", total / all);
        }
    }
}

#[test]
fn screening_moves_all_errors_of_a_column_at_once_and_gives_them_a_size() {
    let (said, _) = study(Method::Morris, 20, "open.operating.total");
    let Said::Effect(base) = said[0].1 else { panic!("{said:?}") };
    assert!((base.mu - 48.0 * 200.0).abs() < 1.0, "{base:?}");
    let Said::Effect(own) = said[3].1 else { panic!("{said:?}") };
    assert!(own.mu.is_nan() && own.mu_star > 0.0 && own.effects == 20, "{own:?}");
}

#[test]
fn a_tornado_draws_the_members_errors_again_and_tells_the_middle_of_what_comes_out() {
    let (said, found) = study(Method::Tornado, 20, "open.operating.total");
    let present = found.present.unwrap();
    let Said::Swing(shared) = said[2].1 else { panic!("{said:?}") };
    let people = present - 48.0 * 500.0;
    assert_eq!((shared.low, shared.high), (0.91, 1.09));
    assert!((shared.at_high.unwrap() - (present + 0.09 * people)).abs() < 1.0, "{shared:?}");
    let Said::Swing(own) = said[3].1 else { panic!("{said:?}") };
    assert!(own.low.is_nan() && own.at_low < Some(present) && own.at_high > Some(present), "{own:?}");
    assert!(own.width() < Some(people), "{own:?}");
    assert_eq!(found.runs, 1 + 3 * 21);
}
