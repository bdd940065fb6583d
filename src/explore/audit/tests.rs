//! Planted defects: each is found, and nothing else; a clean scenario has none.

use std::fs;

use super::*;
use crate::explore::trial::tests::config;
use crate::problem::Source;
use crate::scenario;
use crate::table;

const COMMUNITIES: &str = "\
id,name,households,population,population_65,established
A,Oak,400,1200,150,1995
B,Elm,780,2300,420,1988
C,Ash,1150,3100,380,2001
D,Fir,1900,5200,610,1999
E,Yew,2600,7400,1500,1980
F,Bay,3300,9100,900,2004
";

const CLEAN: &str = r#"
title = "Planted"
year = 2020
baseline = "flat"
[tables.communities]
file = "communities.csv"
[parameters.base]
value = 30000
range = [10000, 60000]
[parameters.per_head]
value = 20
range = [10, 30]
uncertain = { distribution = "uniform", min = 19.5, max = 20.5 }
[parameters.per_elder]
value = 30
range = [0, 60]
[pools.money]
over = "communities"
money = 600000
[standards.money]
need = "20000 + 20 * population + 10 * households"
[policies.flat]
money = { rule = "equal" }
[policies.new.money]
rule = "proportional"
floor = "10000"
[[policies.new.money.factors]]
id = "base"
amount = "base"
[[policies.new.money.factors]]
id = "size"
amount = "per_head * population"
[[policies.new.money.factors]]
id = "elders"
amount = "per_elder * population_65"
"#;

/// What is found in the clean scenario after some text in it is replaced.
fn found(replaced: &[(&str, &str)]) -> Vec<Finding> {
    let mut text = CLEAN.to_owned();
    for (old, new) in replaced {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("communities.csv"), COMMUNITIES).expect("a table");
    let source = Source { name: "planted.toml".to_owned(), text };
    let draft = scenario::draft(source, folder.path(), &[]).expect("the scenario is sound");
    let read = draft.files.iter().map(table::attempt).collect();
    let (scenario, tables) = scenario::check(draft, read).expect("the scenario is sound");
    audit(&Trial::new(&scenario, &tables).expect("a result"), &|_| ())
}

/// The one finding, which must be of a kind, with its number of a name.
fn only(kind: Kind, replaced: &[(&str, &str)]) -> (Finding, impl Fn(&str) -> f64 + use<>) {
    let mut all = found(replaced);
    assert_eq!(all.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [kind], "{all:#?}");
    let finding = all.remove(0);
    let numbers = finding.numbers.clone();
    let number = move |name: &str| {
        numbers.iter().find(|(each, _)| *each == name).unwrap_or_else(|| panic!("{name}")).1
    };
    (finding, number)
}

#[test]
fn a_clean_scenario_has_no_finding() {
    assert_eq!(found(&[]), []);
}

#[test]
fn a_threshold_of_residents_is_a_cliff_with_its_place_and_its_size() {
    let (finding, number) = only(
        Kind::Cliff,
        &[("\"per_head * population\"", "\"per_head * population + IF(population > 5000, 40000, 0)\"")],
    );
    assert_eq!(number("at"), 5_000.0);
    // Fir has 5,200 residents: the nearest.
    assert_eq!((finding.member, number("now")), (Some(3), 5_200.0));
    assert!(number("jump") > 15_000.0 && number("jump_share") > 0.1, "{finding:?}");
    assert_eq!(finding.place.to_string(), "planted.toml:32:11");
    assert!(finding.formula.is_some_and(|formula| formula.contains("IF(population > 5000")));
}

#[test]
fn a_staircase_in_the_need_is_a_cliff_only_where_the_rule_looks_at_it() {
    let stairs = ("20 * population", "8000 * ROUNDUP(population / 400, 0)");
    assert_eq!(found(&[stairs]), []);
    let (finding, number) = only(
        Kind::Cliff,
        &[
            stairs,
            (
                "money = { rule = \"equal\" }",
                "money = { rule = \"equal\" }\n[policies.up]\nmoney = { rule = \"level-up\" }",
            ),
        ],
    );
    assert_eq!((number("at") % 400.0, finding.policy), (0.0, Some(1)));
    assert!(number("steps") > 10.0);
}

#[test]
fn what_ends_after_some_years_is_a_cliff_in_time() {
    let (finding, number) = only(
        Kind::Cliff,
        &[(
            "\"base\"\n[[policies.new.money.factors]]\nid = \"size\"",
            "\"base + IF(year - established <= 18, 30000, 0)\"\n[[policies.new.money.factors]]\nid = \"size\"",
        )],
    );
    // Bay, of 2004, is 18 years old in 2022 for the last time.
    assert_eq!((finding.member, number("year"), number("members")), (Some(5), 2_022.0, 1.0));
    assert!(number("jump") < 0.0);
}

#[test]
fn an_award_that_falls_as_the_need_rises_is_a_perverse_incentive() {
    let (finding, number) = only(
        Kind::PerverseIncentive,
        &[("\"per_elder * population_65\"", "\"MAX(0, per_elder * population_65 - 12 * households)\"")],
    );
    assert!(number("need_rise") > 0.0 && number("award_after") < number("award_before"));
    assert!(number("members") >= 1.0);
    assert!(finding.formula.is_some_and(|formula| formula.contains("- 12 * households")));
}

#[test]
fn a_parameter_in_no_formula_is_idle_and_so_is_one_that_a_maximum_hides() {
    let (finding, _) =
        only(Kind::IdleParameter, &[("[pools.money]", "[parameters.unused]\nvalue = 3\n[pools.money]")]);
    assert_eq!(finding.place.to_string(), "planted.toml:17:13");
    assert_eq!(finding.formula.as_deref(), Some("unused"));
    let (finding, number) = only(
        Kind::IdleParameter,
        &[
            ("[pools.money]", "[parameters.least]\nvalue = 3\nrange = [0, 9]\n[pools.money]"),
            ("\"base\"\n", "\"MAX(base, least)\"\n"),
        ],
    );
    assert_eq!((number("from"), number("to")), (0.0, 9.0));
    assert_eq!(finding.formula.as_deref(), Some("least"));
}

#[test]
fn a_parameter_of_the_answers_to_residents_or_of_generated_rows_is_not_idle() {
    for name in ["whistle.toml", "grids.toml"] {
        let (scenario, tables) = config(name, &[]);
        let all = audit(&Trial::new(&scenario, &tables).expect("a result"), &|_| ());
        let idle = all.iter().find(|finding| finding.kind == Kind::IdleParameter);
        assert_eq!(idle, None, "{name}");
    }
}

#[test]
fn a_factor_that_is_nothing_or_changes_no_award_is_idle() {
    let nothing = "[[policies.new.money.factors]]\nid = \"none\"\namount = \"0 * households\"\n";
    let last = "amount = \"per_elder * population_65\"\n";
    let (finding, number) = only(Kind::IdleFactor, &[(last, &format!("{last}{nothing}"))]);
    assert_eq!((finding.formula.as_deref(), number("claims")), (Some("0 * households"), 0.0));
    // Where everybody stands at the cap, no factor does anything: the bounds are found too.
    let all = found(&[("floor = \"10000\"", "floor = \"100000\"")]);
    let count = |kind: Kind| all.iter().filter(|finding| finding.kind == kind).count();
    assert_eq!((count(Kind::IdleFactor), count(Kind::BoundsDecide)), (3, 1), "{all:#?}");
}

#[test]
fn members_without_any_factor_are_named() {
    let (finding, number) = only(
        Kind::UnreachedMember,
        &[
            ("amount = \"base\"", "amount = \"MIN(base, 9 * MAX(0, population - 2500))\""),
            ("\"per_head * population\"", "\"per_head * MAX(0, population - 2500)\""),
            ("\"per_elder * population_65\"", "\"per_elder * MAX(0, population - 2500)\""),
        ],
    );
    assert_eq!((finding.member, number("members")), (Some(0), 2.0));
    assert!(finding.says.en.contains("Oak, Elm"), "{}", finding.says.en);
}

#[test]
fn a_floor_that_half_the_members_stand_at_decides() {
    let (finding, number) = only(Kind::BoundsDecide, &[("floor = \"10000\"", "floor = \"85000\"")]);
    assert!(number("at_floor") >= 3.0 && number("share") >= 0.5);
    assert_eq!(finding.formula.as_deref(), Some("85000"));
    assert_eq!(finding.place.to_string(), "planted.toml:26:10");
}

#[test]
fn a_gain_that_rests_on_one_figure_of_a_column_is_fragile() {
    let table = "file = \"communities.csv\"";
    let noise = |of: &str, min: f64, max: f64| {
        let distribution = format!("{{ distribution = \"uniform\", min = {min}, max = {max} }}");
        format!("{table}\nuncertain.population.{of} = {distribution}")
    };
    // D gains a little: with half as many residents, of its own alone, it loses; E and F gain too much for that.
    let (finding, number) = only(Kind::FragileGain, &[(table, &noise("member", 0.4, 1.6))]);
    assert_eq!((finding.formula.as_deref(), finding.policy), (Some("population"), Some(1)));
    assert_eq!((number("now"), number("members"), finding.member), (1.0, 1.0, Some(3)));
    assert!(finding.says.en.contains("own figure of «population»"), "{}", finding.says.en);
    // If all have fewer, everybody's share of the same total hardly moves.
    assert!(found(&[(table, &noise("shared", 0.9, 1.1))]).is_empty());
}

#[test]
fn a_gain_that_one_uncertain_number_turns_into_a_loss_is_fragile() {
    let (finding, number) = only(Kind::FragileGain, &[("min = 19.5, max = 20.5", "min = 0, max = 60")]);
    assert_eq!((number("now"), finding.policy), (20.0, Some(1)));
    assert_eq!(finding.formula.as_deref(), Some("per_head"));
    assert!(number("members") >= 1.0);
}
