//! How figures are written for people: thousands separated, money with two decimals, posts whole, adequacy in
//! percent with one decimal.

use crate::language::Language;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::quantity::group_thousands;

use super::page::pick;

/// A float with that many decimals, thousands separated; never `-0`.
///
/// `number` must be finite; anything else is written as a dash.
pub(crate) fn decimal(number: f64, decimals: usize) -> String {
    if !number.is_finite() {
        return "—".to_owned();
    }
    let written = format!("{number:.decimals$}");
    let is_zero = written.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    group_thousands(if is_zero { written.trim_start_matches('-') } else { &written })
}

/// As [`decimal`], with a sign also above zero: `+3.50`.
pub(crate) fn signed(number: f64, decimals: usize) -> String {
    let written = decimal(number, decimals);
    let is_above = number > 0.0 && written.bytes().any(|b| matches!(b, b'1'..=b'9'));
    if is_above { format!("+{written}") } else { written }
}

/// A ratio in percent with one decimal: `0.35` is `35.0%`.
pub(crate) fn percent(ratio: f64) -> String {
    format!("{}%", decimal(ratio * 100.0, 1))
}

/// A change with its sign: `+1,234.00`, `-5.00`, `0.00`.
pub(crate) fn change(unit: &Unit, parts: i64) -> String {
    let sign = if parts > 0 { "+" } else { "" };
    format!("{sign}{}", unit.grouped(parts))
}

/// A change as a share of what it is compared with, with its sign; `None` where that is nothing.
pub(crate) fn change_share(parts: i64, of: i64) -> Option<String> {
    let share = (of > 0).then(|| parts as f64 / of as f64)?;
    let written = percent(share);
    Some(if share > 0.0 && !written.starts_with("0.0%") { format!("+{written}") } else { written })
}

/// A need or a claim, in whole units: they need not be whole steps, so always two decimals.
pub(crate) fn quantity(number: f64) -> String {
    decimal(number, 2)
}

/// An amount with the name of its unit: `6,000,000.00 yuan`, `114 名`.
pub(crate) fn with_unit(unit: &Unit, parts: i64, language: Language) -> String {
    let label = unit.label();
    let label = match (unit, parts, language) {
        (Unit::Posts, 1, Language::English) => "post",
        _ => label.get(language),
    };
    format!("{} {label}", unit.grouped(parts))
}

/// λ, in six significant digits.
pub(crate) fn lambda(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return decimal(number, 0);
    }
    let whole_digits = number.abs().log10().floor() as i64 + 1;
    if whole_digits < -5 {
        return format!("{number:.5e}");
    }
    let decimals = usize::try_from(6 - whole_digits).unwrap_or(0);
    let written = decimal(number, decimals);
    if decimals == 0 { written } else { written.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// Whether the metric is an adequacy, shown in percent.
pub(crate) fn is_percent(metric: Metric) -> bool {
    metric.counted_in() == CountedIn::Adequacy
}

/// The value of a metric; `None` where it is not defined.
pub(crate) fn metric(metric: Metric, value: Value, unit: &Unit) -> Option<String> {
    Some(match value {
        Value::Amount(parts) => unit.grouped(parts),
        Value::HalfAmount(halves) => decimal(unit.whole(halves) / 2.0, unit.decimals() + 1),
        Value::Count(count) => decimal(count, 0),
        Value::Number(number) if is_percent(metric) => percent(number),
        // Needs of posts are no whole posts, and so neither is what is missing of them.
        Value::Number(number) if metric == Metric::Shortfall => quantity(number),
        Value::Number(number) => decimal(number, 4),
        Value::Undefined => return None,
    })
}

/// What a metric is counted in, for a heading.
pub(crate) fn unit_of(metric: Metric, unit: &Unit, language: Language) -> String {
    match metric.counted_in() {
        CountedIn::PoolUnit => unit.label().get(language).to_owned(),
        CountedIn::Members => pick(language, "members", "个").to_owned(),
        CountedIn::Residents => pick(language, "residents", "人").to_owned(),
        CountedIn::Adequacy => "%".to_owned(),
        CountedIn::Index => pick(language, "index", "指数").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_officials_write_them() {
        assert_eq!(decimal(-0.001, 2), "0.00");
        assert_eq!(decimal(-1234567.891, 2), "-1,234,567.89");
        assert_eq!(percent(0.35), "35.0%");
        assert_eq!([signed(3.5, 2), signed(-3.5, 1), signed(0.001, 2)], ["+3.50", "-3.5", "0.00"]);
        assert_eq!(change(&Unit::Money, 123_456), "+1,234.56");
        assert_eq!(change(&Unit::Posts, -3), "-3");
        assert_eq!(change_share(50, 0), None);
        assert_eq!(change_share(50, 100).as_deref(), Some("+50.0%"));
        assert_eq!(change_share(0, 100).as_deref(), Some("0.0%"));
        assert_eq!(with_unit(&Unit::Posts, 1, Language::English), "1 post");
        assert_eq!(with_unit(&Unit::Posts, 1140, Language::Chinese), "1,140 名");
    }

    #[test]
    fn lambda_keeps_six_significant_digits() {
        assert_eq!(lambda(125_000.0), "125,000");
        assert_eq!(lambda(1.0 / 3.0), "0.333333");
        assert_eq!(lambda(0.000_123_456_789), "0.000123457");
        assert_eq!(lambda(12.5), "12.5");
        assert_eq!(lambda(0.0), "0");
    }

    #[test]
    fn half_amounts_show_their_half() {
        assert_eq!(metric(Metric::Moved, Value::HalfAmount(3), &Unit::Posts).as_deref(), Some("1.5"));
        assert_eq!(metric(Metric::Moved, Value::HalfAmount(3), &Unit::Money).as_deref(), Some("0.015"));
        assert_eq!(metric(Metric::Gini, Value::Undefined, &Unit::Money), None);
    }
}
