use super::*;
use crate::explore::trial::tests::config;
use crate::measure::adequacy::percentile;

/// A distribution on a parameter, a noisy column, and a correlation.
fn uncertain() -> Vec<String> {
    [
        "parameters.per_head.uncertain={ distribution = \"triangular\", min = 10, mode = 18, max = 30 }",
        "parameters.per_elder.uncertain={ distribution = \"lognormal\", mean = 25, sd = 8 }",
        "tables.communities.uncertain.population={ member = { distribution = \"lognormal\", mean = 1, sd = 0.1 }, shared = { distribution = \"normal\", mean = 1, sd = 0.03 } }",
        "correlations.\"per_head~per_elder\"=0.6",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn what_is_told_of_a_member_is_what_its_single_draws_say() {
    let (scenario, tables) = config("yingjiang.toml", &uncertain());
    let trial = Trial::new(&scenario, &tables).unwrap();
    let draws = Draws::new(&scenario, &tables, 7).unwrap();
    let simulation = Simulation { trial: &trial, draws: &draws, count: 60, budget: BUDGET };
    let simulated = simulation.run(&|_, _| {}).unwrap();
    let pool = scenario.pools.iter().position(|pool| pool.id == "operating").unwrap();
    let policy = scenario.policies.iter().position(|policy| policy.id == "differentiated").unwrap();
    let outcomes: Vec<_> =
        (0..60).map(|draw| trial.run(&draws.change(draw), Detail::Metrics).unwrap()).collect();
    for (member, told) in simulated.pools[pool].policies[policy].members.iter().enumerate() {
        let results = outcomes.iter().map(|outcome| &outcome.pools[pool]);
        let mut awards: Vec<f64> =
            results.clone().map(|pool| pool.policies[policy].shared.awards[member] as f64 / 100.0).collect();
        let gain = results
            .clone()
            .filter(|pool| pool.policies[policy].shared.awards[member] > pool.baseline_awards()[member])
            .count();
        let unit = &scenario.pools[pool].unit;
        let mut ratios: Vec<f64> = results.filter_map(|pool| pool.adequacy(policy, member, unit)).collect();
        awards.sort_by(f64::total_cmp);
        ratios.sort_by(f64::total_cmp);
        let spread = told.award.unwrap();
        assert_eq!(Some(spread.p5), percentile(&awards, 0.05));
        assert_eq!(Some(spread.p50), percentile(&awards, 0.5));
        assert!((spread.mean - awards.iter().sum::<f64>() / 60.0).abs() < 1e-6);
        assert_eq!(told.adequacy.map(|spread| spread.p75), percentile(&ratios, 0.75));
        assert_eq!(told.gain, Some(gain as f64 / 60.0));
        assert!(told.rank_shift.unwrap() >= 0.0);
    }
    // The flat policy is its own baseline and cannot move.
    let flat = &simulated.pools[pool].policies[scenario.baseline].members[0];
    assert_eq!(
        (flat.gain, flat.rank_shift, flat.award),
        (Some(0.0), Some(0.0), Some(Spread::constant(125_000.0)))
    );
}

#[test]
fn blocks_and_threads_leave_every_bit_as_it_is() {
    let (scenario, tables) = config("yingjiang.toml", &uncertain());
    let trial = Trial::new(&scenario, &tables).unwrap();
    let draws = Draws::new(&scenario, &tables, 0).unwrap();
    let run = |budget, threads| {
        let simulation = Simulation { trial: &trial, draws: &draws, count: 40, budget };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| simulation.run(&|_, _| {})).unwrap()
    };
    let whole = run(BUDGET, 1);
    // Of one policy the awards do not move, of another they need the baseline's, and posts are kept themselves.
    assert_eq!(whole, run(2_000, 8));
    assert_eq!(whole, run(1, 3));
    let other = Draws::new(&scenario, &tables, 1).unwrap();
    let other = Simulation { trial: &trial, draws: &other, count: 40, budget: BUDGET };
    assert_ne!(whole, other.run(&|_, _| {}).unwrap());
}

#[test]
fn members_of_later_blocks_are_found_again_as_they_are_evaluated() {
    let mut set = uncertain();
    // The baseline moves with the residents, and bounds name it; a pool in strata; needs that move.
    set.push("policies.flat.operating.rule=proportional".to_owned());
    set.push("policies.flat.operating.factors=[{ id = \"heads\", amount = \"population\" }]".to_owned());
    set.push("standards.operating.need=30 * population".to_owned());
    let (scenario, tables) = config("yingjiang.toml", &set);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let draws = Draws::new(&scenario, &tables, 11).unwrap();
    let pool = scenario.pools.iter().position(|pool| pool.id == "operating").unwrap();
    let known = trial.outcome();
    let members = known.pools[pool].rows.len();
    let mut keyed = 0;
    for draw in 0..30 {
        let change = draws.change(draw);
        let outcome = trial.run(&change, Detail::Metrics).unwrap();
        let recalls = crate::evaluate::Recall::of(&outcome, known).unwrap();
        keyed += usize::from(recalls[pool].iter().all(|of| matches!(of, crate::evaluate::Recall::Keys(_))));
        for part in [0..members, 0..1, members / 3..members / 2, members - 1..members] {
            let wanted: Vec<_> =
                known.pools.iter().map(|own| (0..own.rows.len().min(part.end), true)).collect();
            let wanted: Vec<_> = wanted
                .into_iter()
                .enumerate()
                .map(|(own, (all, need))| if own == pool { (part.clone(), need) } else { (all, need) })
                .collect();
            let found = trial.again(&change, &recalls, &wanted).unwrap();
            for (policy, found) in found[pool].iter().enumerate() {
                let result = &outcome.pools[pool].policies[policy];
                assert_eq!(found.awards.as_deref(), Some(&result.shared.awards[part.clone()]));
                assert_eq!(found.need.as_deref(), result.need.as_deref().map(|need| &need[part.clone()]));
            }
        }
    }
    assert!(keyed > 0, "no draw has given keys");
}

#[test]
fn draws_that_fail_are_counted_and_left_out_and_none_left_is_an_error() {
    let mut set = uncertain();
    let floor = "policies.differentiated.operating.floor=IF(per_head > 18, 200000, 0)";
    set.push(floor.to_owned());
    let (scenario, tables) = config("yingjiang.toml", &set);
    let trial = Trial::new(&scenario, &tables).unwrap();
    let draws = Draws::new(&scenario, &tables, 3).unwrap();
    let run = |count| Simulation { trial: &trial, draws: &draws, count, budget: BUDGET }.run(&|_, _| {});
    let simulated = run(40).unwrap();
    assert!((1..40).contains(&simulated.failed), "{}", simulated.failed);
    assert!(simulated.first_failed.is_some());
    let (scenario, tables) = config("size-bands.toml", &[]);
    assert!(Draws::new(&scenario, &tables, 3).is_err());
}

#[test]
fn figures_of_other_members_stay_undrawn_only_where_nobody_looks_at_them() {
    let noise = "tables.communities.uncertain.households={ member = { distribution = \"normal\", mean = 1, sd = 0.05 } }";
    let trials = |formulas: &[&str]| {
        let set = std::iter::once(&noise).chain(formulas).map(|text| (*text).to_owned());
        let (scenario, tables) = config("size-bands.toml", &set.collect::<Vec<_>>());
        let trial = Trial::new(&scenario, &tables).unwrap();
        let draws = Draws::new(&scenario, &tables, 5).unwrap();
        let run =
            |budget| Simulation { trial: &trial, draws: &draws, count: 30, budget }.run(&|_, _| {}).unwrap();
        // One member a block, and all at once.
        assert_eq!(run(1), run(BUDGET));
        member::are_by_row(&trial, &member::pools(&trial, &draws.inputs()))
    };
    assert!(trials(&[]));
    assert!(!trials(&["policies.no_bands.operating.floor=42 * AVERAGE(households)"]));
    assert!(!trials(&[
        "policies.flat.operating={ rule = \"proportional\", factors = [{ id = \"size\", amount = \"households\" }] }",
        "policies.no_bands.operating.floor=0.5 * baseline"
    ]));
    assert!(trials(&["policies.no_bands.operating.floor=0.5 * baseline"]));
}

#[test]
fn a_later_pass_draws_the_rows_of_its_members_as_the_first_did_and_no_others() {
    let (scenario, tables) = config("yingjiang.toml", &uncertain());
    let draws = Draws::new(&scenario, &tables, 5).unwrap();
    let numbers = |change: &crate::claim::Change| match &change.columns[0].1.values {
        crate::formula::Values::Number(numbers) => numbers.clone(),
        _ => unreachable!("residents are numbers"),
    };
    let (all, some) = (numbers(&draws.change(3)), numbers(&draws.change_of(3, |_| 10..20)));
    assert_eq!(all[10..20], some[10..20]);
    assert!((0..10).chain(20..all.len()).all(|row| all[row] != some[row]));
}
