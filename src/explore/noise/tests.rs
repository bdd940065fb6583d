//! Noise on columns of files and on derived ones comes to what the changed figures come to.

use crate::evaluate::evaluate;
use crate::explore::Detail;
use crate::explore::Draws;
use crate::explore::Input;
use crate::explore::Target;
use crate::explore::Trial;
use crate::explore::trial::tests::written;

/// Claims rest on the derived column `staff`, which rests on `households`; so does need.
fn text(staff: &str, uncertain: &str) -> String {
    format!(
        r#"
title = "Noise"
year = 2019
baseline = "flat"
[tables.communities]
file = "../data/yingjiang/communities.csv"
columns.staff = "{staff}"
columns.doubled = "staff * 2"
{uncertain}
[parameters.norm]
value = 300
[pools.operating]
over = "communities"
money = 600000
[standards.operating]
need = "500 * doubled"
[policies.flat]
operating = {{ rule = "equal" }}
[policies.differentiated.operating]
rule = "proportional"
floor = "100 * doubled"
[[policies.differentiated.operating.factors]]
id = "staff"
amount = "staff"
"#
    )
}

#[test]
fn noise_on_a_derived_column_is_the_derived_column_multiplied() {
    let uncertain = "uncertain.staff.shared = { distribution = \"uniform\", min = 0.5, max = 1.5 }";
    let (scenario, tables) = written(&text("households / norm + 1", uncertain));
    let trial = Trial::new(&scenario, &tables).unwrap();
    let draws = Draws::new(&scenario, &tables, 3).unwrap();
    let change = draws.change(7);
    assert_eq!((change.columns.len(), change.factors.len()), (0, 1));
    let (place, factors) = &change.factors[0];
    assert_eq!(draws.inputs(), [Input::Column(place.0, place.1)]);
    let factor = factors[0];
    assert!((0.5..1.5).contains(&factor) && factors.iter().all(|each| *each == factor));

    // The same scenario with the factor in its formula.
    let (scenario, tables) = written(&text(&format!("(households / norm + 1) * {factor}"), ""));
    let expected = evaluate(&scenario, &tables).unwrap();
    let drawn = trial.run(&change, Detail::Whole).unwrap();
    for (one, other) in drawn.pools[0].policies.iter().zip(&expected.pools[0].policies) {
        assert_eq!((&one.shared.awards, &one.need), (&other.shared.awards, &other.need));
        assert_eq!((&one.shared.floors, &one.metrics), (&other.shared.floors, &other.metrics));
    }
    // Members keep their own place: the trial itself has not moved.
    let present = trial.outcome().pools[0].policies[1].need.as_ref();
    assert_ne!(drawn.pools[0].policies[1].need.as_ref(), present);
}

#[test]
fn each_member_of_a_derived_column_has_noise_of_its_own_and_the_columns_below_follow() {
    let uncertain = "uncertain.doubled.member = { distribution = \"lognormal\", mean = 1, sd = 0.2 }";
    let (scenario, tables) = written(&text("households / norm + 1", uncertain));
    let trial = Trial::new(&scenario, &tables).unwrap();
    let change = Draws::new(&scenario, &tables, 3).unwrap().change(0);
    let (facts, outcome) = trial.run_with_facts(&change, Detail::Whole).unwrap();
    let number = |name: &str, row: usize| facts.column(0, name).and_then(|column| column.number(row));
    let mut factors: Vec<f64> = Vec::new();
    for row in 0..tables.tables[0].rows() {
        let (staff, doubled) = (number("staff", row).unwrap(), number("doubled", row).unwrap());
        factors.push(doubled / (2.0 * staff));
        assert!((factors[row] / change.factors[0].1[row] - 1.0).abs() < 1e-12);
    }
    factors.sort_by(f64::total_cmp);
    factors.dedup();
    assert_eq!(factors.len(), tables.tables[0].rows());
    // The claim rests on the column above, which is certain; the floor and the need do not.
    let before = &trial.outcome().pools[0].policies[1].shared;
    let after = &outcome.pools[0].policies[1].shared;
    assert_eq!(before.claims, after.claims);
    assert_ne!(before.floors, after.floors);
    let target = Target::parse(&scenario, "differentiated.operating.shortfall").unwrap();
    assert_ne!(target.value(&scenario, &outcome), target.value(&scenario, trial.outcome()));
}

#[test]
fn noise_that_would_make_the_rows_of_a_generated_table_others_is_refused_by_name() {
    let uncertain = r#"uncertain.staff.shared = { distribution = "uniform", min = 0.5, max = 1.5 }
columns.grids = "ROUNDUP(staff, 0)"
[tables.parts]
generate = { from = "communities", by = "grids", per = 4 }"#;
    let (scenario, tables) = written(&text("households / norm + 1", uncertain));
    let trial = Trial::new(&scenario, &tables).unwrap();
    let change = Draws::new(&scenario, &tables, 3).unwrap().change(0);
    let problems = trial.run(&change, Detail::Whole).unwrap_err();
    assert!(problems.0[0].found.en.starts_with("`staff` would change the rows"), "{problems:?}");
}
