//! What is set, told apart: values that a prepared scenario takes without being read again (parameters and totals,
//! each move of a slider), and everything else.

use crate::claim::Change;
use crate::explore::Axis;
use crate::explore::Input;
use crate::scenario::Pool;
use crate::scenario::Scenario;

/// Keys at the top of a scenario that no parameter's value and no plain total of a pool rests on.
const APART: [&str; 4] = ["baseline", "policies", "services", "groups"];

/// The year stands first among the parameters, and more than formulas rests on it.
const YEAR: usize = 0;

/// The longest number that is read here; what is longer goes the way of `--set`.
const LONGEST: usize = 15;

/// What is set, told apart.
#[derive(Debug, Default)]
pub struct Settings {
    /// What has to be read with the scenario, each as after `--set`.
    pub apart: Vec<String>,
    /// Values for the scenario that this makes.
    pub values: Vec<(String, String)>,
}

/// Tells apart what is set in a scenario; nothing where one setting may bear on another, so that all have to be
/// read in their order.
pub fn tell_apart(scenario: &Scenario, set: &[String]) -> Option<Settings> {
    let mut found = Settings::default();
    for text in set {
        let (name, value) = text.split_once('=')?;
        match name.split('.').collect::<Vec<_>>().as_slice() {
            ["parameters", _, "value"] => found.values.push((name.to_owned(), value.to_owned())),
            ["pools", id, rest @ ..] => {
                let pool = scenario.pools.iter().find(|pool| pool.id == *id)?;
                match rest {
                    _ if pool.strata.is_some() => found.apart.push(text.clone()),
                    [_] => found.values.push((name.to_owned(), value.to_owned())),
                    _ => return None,
                }
            }
            [first, ..] if APART.contains(first) => found.apart.push(text.clone()),
            _ => return None,
        }
    }
    Some(found)
}

/// The change that values make to a scenario; nothing where one of them is wrong or out of the ordinary, so that
/// it has to be read the way of `--set`, which says why.
pub fn change(scenario: &Scenario, values: &[(String, String)]) -> Option<Change> {
    let mut change = Change::default();
    for (name, value) in values {
        if !is_plain(value) {
            return None;
        }
        let axis = Axis::parse(scenario, name).ok()?;
        if axis.input == Input::Parameter(YEAR) {
            return None;
        }
        match axis.pool() {
            Some(pool) => {
                let (index, parts) = total(scenario, pool, value)?;
                change.totals.retain(|(known, _)| *known != index);
                change.totals.push((index, parts));
            }
            None => axis.choose(&mut change, value.parse().ok()?).ok()?,
        }
    }
    Some(change)
}

/// A pool's index, and a total that it can share out, in parts.
fn total(scenario: &Scenario, pool: &Pool, value: &str) -> Option<(usize, i64)> {
    let index = scenario.pools.iter().position(|each| each.id == pool.id)?;
    let parts = pool.unit.parse(value).ok()?;
    let fits = !pool.is_combined() && parts > 0 && parts >= pool.step;
    fits.then_some((index, parts))
}

/// Whether a text is a number that TOML, a parameter and an amount all read alike: digits, and perhaps a sign and
/// decimals.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_no_zero_before = whole == "0" || !whole.starts_with('0');
    let is_zero_below_zero = text.starts_with('-') && text.bytes().all(|byte| !(b'1'..=b'9').contains(&byte));
    digits.len() <= LONGEST
        && is_number(whole)
        && is_number(decimals)
        && has_no_zero_before
        && !is_zero_below_zero
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_read_alike_everywhere_are_plain() {
        for plain in ["0", "7", "-3", "18.5", "0.25", "-0.5", "6500000.50", "100"] {
            assert!(is_plain(plain), "{plain}");
        }
        for other in [
            "", "-", ".5", "5.", "007", "+5", "1e3", "1_000", "0x10", "inf", "nan", "-0", "\"5\"", " 5",
            "1.2.3",
        ] {
            assert!(!is_plain(other), "{other}");
        }
        assert!(!is_plain("1234567890123456"));
    }
}
