//! The tables: their columns, exact sums and decimals.

use polars::prelude::AnyValue;

use super::Written;
use crate::csv_file::hundredths;
use crate::run::none_wrong;

/// Columns of money: two decimals, always.
const MONEY: [&str; 6] = ["claim", "award", "baseline", "change", "need", "per_head"];

#[test]
fn awards_and_reserve_come_to_the_total_to_the_fen_and_the_post() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        let manifest = written.manifest();
        for (key, rows) in written.awards.by(&["policy", "pool"]) {
            let (policy, pool) = (rows[0].get("policy"), rows[0].get("pool"));
            let metric = |name: &str| {
                written
                    .metrics
                    .only(&[("policy", policy), ("pool", pool), ("metric", name)])
                    .hundredths("value")
            };
            let awards: i64 = rows.iter().map(|row| row.hundredths("award")).sum();
            let total = hundredths(&manifest["totals"][pool].to_string());
            if awards + metric("reserve") != total || metric("total") != awards {
                wrong.push(format!(
                    "{} {key}: awards {awards} + reserve {} is not {total}",
                    written.config,
                    metric("reserve")
                ));
            }
            for row in rows {
                if row.hundredths("award") - row.hundredths("baseline") != row.hundredths("change") {
                    wrong.push(format!("{} {key}: {row:?} does not add up", written.config));
                }
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn money_has_two_decimals_and_posts_are_whole() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        for row in written.awards.rows() {
            let is_money = written.is_money(row.get("pool"));
            for column in MONEY {
                let text = row.get(column);
                let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let is_award = ["award", "baseline", "change"].contains(&column);
                let fits = match (is_money, is_award) {
                    (true, _) => text.is_empty() || decimals == 2,
                    (false, true) => decimals == 0,
                    (false, false) => true,
                };
                if !fits || text.contains([',', 'e', '+']) {
                    wrong.push(format!("{} {row:?}: {column} is {text}", written.config));
                }
            }
        }
        for row in written.parts.rows().filter(|row| written.is_money(row.get("pool"))) {
            assert!(row.get("amount").split_once('.').is_some_and(|(_, d)| d.len() == 2), "{row:?}");
        }
        for row in written.groups.rows().filter(|row| written.is_money(row.get("pool"))) {
            for column in ["award", "need", "change"] {
                let text = row.get(column);
                let no_standard = column == "need" && text.is_empty();
                assert!(no_standard || text.split_once('.').is_some_and(|(_, d)| d.len() == 2), "{row:?}");
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn parts_add_up_to_claims() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        let parts = written.parts.by(&["policy", "pool", "id"]);
        for row in written.awards.rows() {
            let key = format!("{}/{}/{}", row.get("policy"), row.get("pool"), row.get("id"));
            let of_member = parts.get(&key).map_or(&[][..], Vec::as_slice);
            let sum: f64 = of_member.iter().filter_map(|part| part.number("amount")).sum();
            match row.number("claim") {
                // Each printed amount is off by half a fen at most.
                Some(claim) if (claim - sum).abs() > 0.005 * (of_member.len() + 1) as f64 => {
                    wrong.push(format!("{} {key}: {sum} is not {claim}", written.config));
                }
                None if !of_member.is_empty() => {
                    wrong.push(format!("{} {key}: parts, no claim", written.config))
                }
                _ => {}
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn ratios_follow_from_the_amounts_beside_them() {
    let residents = super::residents();
    let mut wrong = Vec::new();
    for written in Written::all() {
        for row in written.awards.rows() {
            let mut hold = |column: &str, due: Option<f64>, within: f64| {
                let found = row.number(column);
                let fits = match (found, due) {
                    (Some(found), Some(due)) => (found - due).abs() <= within * due.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                if !fits {
                    wrong.push(format!("{} {row:?}: {column} should be {due:?}", written.config));
                }
            };
            let amount = |column: &str| row.number(column).expect("an amount");
            let share = (amount("baseline") != 0.0).then(|| amount("change") / amount("baseline"));
            hold("change_share", share, 1e-12);
            let adequacy = row.number("need").filter(|need| *need > 0.0).map(|need| amount("award") / need);
            // Needs of money are printed to the fen.
            let need = row.number("need").filter(|_| written.is_money(row.get("pool")));
            hold("adequacy", adequacy, need.map_or(1e-7, |need| 0.006 / need));
            let people = residents[row.get("id")];
            let decimals = if written.is_money(row.get("pool")) { 0.005 } else { 1e-12 };
            hold("per_head", Some(amount("award") / people), decimals);
            assert!(["", "floor", "cap"].contains(&row.get("bound")), "{row:?}");
            assert!(["true", "false"].contains(&row.get("tie")), "{row:?}");
        }
    }
    none_wrong(&wrong);
}

#[test]
fn groups_add_up_their_members() {
    for written in Written::all() {
        let awards = written.awards.by(&["policy", "pool"]);
        for (key, rows) in written.groups.by(&["policy", "pool", "grouping"]) {
            let members = &awards[key.rsplit_once('/').expect("three parts").0];
            let sum = |column: &str| rows.iter().map(|row| row.hundredths(column)).sum::<i64>();
            let of_members = |column: &str| members.iter().map(|row| row.hundredths(column)).sum::<i64>();
            assert_eq!(sum("award"), of_members("award"), "{} {key}", written.config);
            assert_eq!(sum("change"), of_members("change"), "{} {key}", written.config);
            assert_eq!(sum("members"), members.len() as i64 * 100, "{} {key}", written.config);
            for row in &rows {
                let (Some(need), Some(adequacy)) = (row.number("need"), row.number("adequacy")) else {
                    continue;
                };
                let due = row.number("award").expect("an award") / need;
                assert!((adequacy - due).abs() < 1e-7, "{} {row:?}: {due}", written.config);
            }
        }
    }
}

/// Whether a value of Parquet is the text of CSV; numbers to the decimals that the text has.
pub fn is_same(value: &AnyValue<'_>, text: &str) -> bool {
    match value {
        AnyValue::Null => text.is_empty(),
        AnyValue::String(value) => *value == text,
        AnyValue::StringOwned(value) => value.as_str() == text,
        AnyValue::Boolean(value) => text == if *value { "true" } else { "false" },
        number => match (number.try_extract::<f64>(), text.parse::<f64>()) {
            (Ok(number), Ok(shown)) => {
                let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let half = 0.500_001 * 10_f64.powi(-(decimals as i32));
                (number - shown).abs() <= half.min(0.005_001) || (number - shown).abs() <= 1e-12 * shown.abs()
            }
            _ => false,
        },
    }
}
