//! `junheng explain`: every line adds up, and the award is the one in `awards.csv`.

use serde_json::Value;

use crate::csv_file::CsvFile;
use crate::files::Written;
use crate::run::Place;
use crate::run::none_wrong;

/// A member of a pool under a policy.
struct Case {
    pool: String,
    policy: String,
    id: String,
}

/// The example's awards and the cases looked at: every policy on every pool, the first, middle and last member.
fn cases() -> (&'static CsvFile, Vec<Case>) {
    let awards = &Written::example().awards;
    let mut cases = Vec::new();
    for rows in awards.by(&["policy", "pool"]).values() {
        for row in [rows[0], rows[rows.len() / 2], rows[rows.len() - 1]] {
            let text = |column: &str| row.get(column).to_owned();
            cases.push(Case { pool: text("pool"), policy: text("policy"), id: text("id") });
        }
    }
    assert_eq!(cases.len(), 3 * 2 * 3);
    (awards, cases)
}

fn explain(place: &Place, case: &Case, more: &[&str]) -> String {
    let arguments = ["explain", &case.id, "--pool", &case.pool, "--policy", &case.policy];
    place.succeed(&[&arguments, more].concat()).stdout
}

#[test]
fn the_json_adds_up_for_every_policy_and_pool() {
    let place = Place::new();
    let (awards, cases) = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let explained: Value = serde_json::from_str(&explain(&place, case, &["--json"])).expect("JSON");
        let row = awards.only(&[("policy", &case.policy), ("pool", &case.pool), ("id", &case.id)]);
        let mut hold = |what: &str, found: f64, due: f64| {
            if (found - due).abs() > 1e-9 * due.abs().max(1.0) {
                wrong
                    .push(format!("{} {} {}: {what} is {found}, not {due}", case.policy, case.pool, case.id));
            }
        };
        for column in ["award", "baseline", "change"] {
            hold(column, number(&explained[column]), row.number(column).expect("a number"));
        }
        hold(
            "change",
            number(&explained["award"]) - number(&explained["baseline"]),
            number(&explained["change"]),
        );
        hold("need", number(&explained["need"]["value"]), need_of(&explained));
        let adequacy = number(&explained["award"]) / number(&explained["need"]["value"]);
        hold("adequacy", number(&explained["adequacy"]), adequacy);
        let parts = explained["factors"].as_array().expect("factors");
        if let Some(claim) = explained["claim"].as_f64() {
            hold("the sum of the factors", parts.iter().map(|part| number(&part["value"])).sum(), claim);
        } else {
            assert!(parts.is_empty());
        }
        for part in parts.iter().chain([&explained["floor"], &explained["cap"], &explained["need"]]) {
            if let Some(value) = part["substituted"].as_str().and_then(arithmetic) {
                hold(part["formula"].as_str().unwrap_or("a formula"), value, number(&part["value"]));
            }
        }
        hold("λ put into the rule", by_rule(&explained), number(&explained["before_bounds"]));
        let sum = explained["sum"].as_array().expect("the sum");
        hold("all awards and the reserve", number(&sum[0]) + number(&sum[1]), number(&sum[2]));
    }
    none_wrong(&wrong);
}

#[test]
fn the_text_adds_up_in_both_languages() {
    let place = Place::new();
    let (awards, cases) = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let row = awards.only(&[("policy", &case.policy), ("pool", &case.pool), ("id", &case.id)]);
        for (language, award) in [("en", "AWARD = "), ("zh", "分配额 = ")] {
            let text = explain(&place, case, &["--lang", language]);
            let mut say = |what: String| {
                wrong.push(format!("{} {} {} {language}: {what}\n{text}", case.policy, case.pool, case.id));
            };
            let line = text.lines().find_map(|line| line.trim().strip_prefix(award));
            let shown = line.and_then(|line| amount(line.split_whitespace().next()?));
            if shown != row.number("award") {
                say(format!("the award should be {:?}", row.number("award")));
            }
            if let Some((parts, claim)) = claim_lines(&text) {
                let sum: f64 = parts.iter().sum();
                if (sum - claim).abs() > 0.005 * (parts.len() + 1) as f64 {
                    say(format!("{parts:?} do not add up to {claim}"));
                }
            } else if !row.get("claim").is_empty() {
                say("no claim is shown".to_owned());
            }
            if !text.starts_with(&format!("{} {}", case.id, row.get("name"))) {
                say("it should begin with the member".to_owned());
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn the_number_that_is_rounded_follows_from_the_lines_before() {
    let place = Place::new();
    let (_, cases) = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = explain(&place, case, &[]);
        let explained: Value = serde_json::from_str(&explain(&place, case, &["--json"])).expect("JSON");
        let Some(line) = text.lines().find(|line| line.contains(" → ")) else {
            wrong.push(format!(
                "{} {} {}: no line shows the rounding\n{text}",
                case.policy, case.pool, case.id
            ));
            continue;
        };
        let left = line.split(" → ").next().and_then(|left| amount(left.split_whitespace().last()?));
        let floor = explained["floor"]["value"].as_f64().unwrap_or(0.0);
        let cap = explained["cap"]["value"].as_f64().unwrap_or(f64::INFINITY);
        let bounded = number(&explained["before_bounds"]).clamp(floor, cap);
        let follows = left.is_some_and(|left| (left - bounded).abs() < 2e-6);
        // A divisor method rounds claim × multiplier: then the line must show that product.
        let shows_product = line.contains('×') || line.contains('·');
        if !follows && !shows_product {
            wrong.push(format!(
                "{} {} {}: {bounded} was reached, yet: {line}",
                case.policy, case.pool, case.id
            ));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn every_figure_names_the_cell_it_comes_from() {
    let place = Place::with_scenarios();
    let arguments = [
        "explain",
        "configs/yingjiang.toml",
        "340802001001",
        "--pool",
        "operating",
        "--policy",
        "differentiated",
    ];
    let text = place.succeed(&[&arguments[..], &["--json"]].concat()).stdout;
    let explained: Value = serde_json::from_str(&text).expect("JSON");
    let table = place.read("data/yingjiang/communities.csv");
    let lines: Vec<&str> = table.lines().collect();
    let heading: Vec<&str> = lines[0].split(',').collect();
    let mut cells = 0;
    for figure in explained["figures"].as_array().expect("figures") {
        let name = figure["name"].as_str().expect("a name");
        let place_of = figure["place"].as_str().expect("a place");
        let Some(rest) = place_of.strip_suffix(&format!(":{name}")) else { continue };
        let (file, line) = rest.rsplit_once(':').expect("file and line");
        assert_eq!(file, "configs/../data/yingjiang/communities.csv".replace("configs/../", ""));
        let row = lines[line.parse::<usize>().expect("a line") - 1];
        let column = heading.iter().position(|each| *each == name).expect("a column");
        let cell = row.split(',').nth(column).expect("a cell");
        assert_eq!(figure["value"].as_str().expect("a value").trim_matches('"'), cell, "{place_of}");
        cells += 1;
    }
    assert!(cells >= 5, "{text}");
}

/// The amounts of the factors and the claim, from the first section of the text.
fn claim_lines(text: &str) -> Option<(Vec<f64>, f64)> {
    let section = text.split("\n1. ").nth(1)?.split("\n2. ").next()?;
    let amounts: Vec<f64> = section
        .lines()
        .filter_map(|line| line.rsplit_once(" = "))
        .filter_map(|(_, right)| amount(right.split_whitespace().next()?))
        .collect();
    let (claim, parts) = amounts.split_last()?;
    (!parts.is_empty()).then(|| (parts.to_vec(), *claim))
}

fn amount(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn need_of(explained: &Value) -> f64 {
    let formula = explained["need"]["substituted"].as_str().expect("a formula");
    arithmetic(formula).unwrap_or_else(|| panic!("{formula}"))
}

/// What the rule gives for the λ shown, before bounds.
fn by_rule(explained: &Value) -> f64 {
    let lambda = number(&explained["lambda"]);
    match explained["rule"].as_str().expect("a rule") {
        "equal" => lambda,
        "proportional" => lambda * number(&explained["claim"]),
        "level-up" => {
            let existing = explained["existing"]["value"].as_f64().unwrap_or(0.0);
            (lambda * number(&explained["need"]["value"]) - existing).max(0.0)
        }
        other => panic!("no formula here for rule {other}"),
    }
}

/// The value of a sum of products and quotients of plain numbers; `None` for anything else.
fn arithmetic(text: &str) -> Option<f64> {
    let mut sum = 0.0;
    let mut product: Option<f64> = None;
    let mut sign = 1.0;
    let mut operator = "*";
    for word in text.split_whitespace() {
        match word {
            "+" | "-" => {
                sum += sign * product.take()?;
                sign = if word == "-" { -1.0 } else { 1.0 };
                operator = "*";
            }
            "*" | "/" => operator = word,
            _ => {
                let number: f64 = word.parse().ok()?;
                product = Some(match (product, operator) {
                    (None, _) => number,
                    (Some(product), "/") => product / number,
                    (Some(product), _) => product * number,
                });
            }
        }
    }
    Some(sum + sign * product?)
}
