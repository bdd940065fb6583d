//! What the numbers of an axis are counted in, where its ticks stand, and which pixel a number falls on.

use crate::language::Language;
use crate::quantity::Unit;
use crate::quantity::group_thousands;

/// What the numbers of one chart are counted in: yuan, thousands of yuan, 万元, posts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    divisor: f64,
    decimals: usize,
    whole: bool,
    language: Language,
    label: String,
}

impl Measure {
    /// The measure that suits amounts of up to `largest` whole units; `other` names a unit that is neither
    /// money nor posts.
    pub(super) fn of(unit: &Unit, largest: f64, language: Language, other: &str) -> Self {
        let (divisor, label) = match (unit, language) {
            (Unit::Money, Language::English) if largest >= 1e11 => (1e9, "billion yuan"),
            (Unit::Money, Language::English) if largest >= 1e8 => (1e6, "million yuan"),
            (Unit::Money, Language::English) if largest >= 1e5 => (1e3, "thousand yuan"),
            (Unit::Money, Language::English) => (1.0, "yuan"),
            (Unit::Money, Language::Chinese) if largest >= 1e9 => (1e8, "亿元"),
            (Unit::Money, Language::Chinese) if largest >= 1e5 => (1e4, "万元"),
            (Unit::Money, Language::Chinese) => (1.0, "元"),
            (Unit::Posts, Language::English) => (1.0, "posts"),
            (Unit::Posts, Language::Chinese) => (1.0, "名"),
            (Unit::Other(_), _) => (1.0, other),
        };
        let decimals = match largest / divisor {
            _ if *unit == Unit::Posts => 0,
            size if size >= 100.0 || size == 0.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        Measure { divisor, decimals, whole: *unit == Unit::Posts, language, label: label.to_owned() }
    }

    /// The same measure for averages, which may be fractions of a post.
    pub(super) fn of_averages(mut self) -> Self {
        if self.whole {
            self.decimals = 1;
            self.whole = false;
        }
        self
    }

    /// An amount in whole units, in this measure.
    pub(super) fn measured(&self, amount: f64) -> f64 {
        amount / self.divisor
    }

    /// The title of an axis: `Award (thousand yuan)`.
    pub(super) fn axis(&self, what: &str) -> String {
        match self.language {
            Language::English => format!("{what} ({})", self.label),
            Language::Chinese => format!("{what}（{}）", self.label),
        }
    }

    /// A number of this measure, without its name; nothing is `0` without decimals.
    pub(super) fn number(&self, measured: f64) -> String {
        number(measured, if measured == 0.0 { 0 } else { self.decimals })
    }

    /// As [`Measure::number`] with a sign, also before a gain.
    pub(super) fn signed(&self, measured: f64) -> String {
        let number = self.number(measured);
        if measured > 0.0 && self.shows(measured) { format!("+{number}") } else { number }
    }

    /// Whether a number of this measure is more than zeros when it is written.
    pub(super) fn shows(&self, measured: f64) -> bool {
        self.number(measured).bytes().any(|b| matches!(b, b'1'..=b'9'))
    }

    /// A number of this measure with its name: `125 thousand yuan`, `12.5万元`.
    pub(super) fn amount(&self, measured: f64) -> String {
        match self.language {
            Language::English => format!("{} {}", self.number(measured), self.label),
            Language::Chinese => format!("{}{}", self.number(measured), self.label),
        }
    }

    /// About `count` round numbers from `low` to `high`, both within them or just beyond.
    pub(super) fn ticks(&self, low: f64, high: f64, count: usize) -> Ticks {
        Ticks::over(low, high, count, self.whole)
    }
}

/// A number with thousands separated and a true minus sign; −0 is 0.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let is_zero = plain.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    let plain = if is_zero { plain.trim_start_matches('-') } else { &plain };
    group_thousands(plain).replace('-', "−")
}

/// A share as a percentage without decimals: 0.9 is `90%`; where `signed`, a gain has a plus.
pub(super) fn percent(share: f64, signed: bool) -> String {
    let number = number(share * 100.0, 0);
    let plus = if signed && share > 0.0 && number != "0" { "+" } else { "" };
    format!("{plus}{number}%")
}

/// Round numbers at equal distances.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    first: i64,
    last: i64,
    step: f64,
    decimals: usize,
}

impl Ticks {
    /// About `count` steps of 1, 2, 2.5 or 5 times a power of ten that take in `low` and `high`; whole numbers
    /// only where `whole`.
    pub(super) fn over(low: f64, high: f64, count: usize, whole: bool) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        let raw = span / count.max(1) as f64;
        let mut exponent = raw.log10().floor() as i32;
        let fraction = raw / 10_f64.powi(exponent);
        let mut factor =
            [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|f| fraction <= f * 1.000_001).unwrap_or(10.0);
        if whole && (exponent < 0 || (exponent == 0 && factor == 2.5)) {
            (exponent, factor) = if exponent < 0 { (0, 1.0) } else { (0, 5.0) };
        }
        let step = factor * 10_f64.powi(exponent);
        let places = if factor == 2.5 { 1 - exponent } else { -(exponent + i32::from(factor == 10.0)) };
        let decimals = usize::try_from(places).unwrap_or(0);
        let first = (low / step + 1e-9).floor() as i64;
        let last = ((high / step - 1e-9).ceil() as i64).max(first + 1);
        Ticks { first, last, step, decimals }
    }

    /// The smallest tick.
    pub(super) fn low(&self) -> f64 {
        self.first as f64 * self.step
    }

    /// The largest tick.
    pub(super) fn high(&self) -> f64 {
        self.last as f64 * self.step
    }

    /// The distance between two ticks.
    pub(super) fn step(&self) -> f64 {
        self.step
    }

    /// The ticks in order.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> + '_ {
        (self.first..=self.last).map(|tick| tick as f64 * self.step)
    }

    /// A tick's number.
    pub(super) fn text(&self, tick: f64) -> String {
        number(tick, self.decimals)
    }
}

/// Which pixel a number falls on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Maps `low` to the pixel `from` and `high` to the pixel `to`.
    pub(super) fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        Scale { low, high, from, to }
    }

    /// The pixel of a number.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_money_is_told_in_the_language_s_own_thousands() {
        let english = Measure::of(&Unit::Money, 250_000.0, Language::English, "");
        assert_eq!(english.amount(english.measured(125_000.0)), "125 thousand yuan");
        let chinese = Measure::of(&Unit::Money, 250_000.0, Language::Chinese, "");
        assert_eq!(chinese.amount(chinese.measured(125_000.0)), "12.5万元");
        assert_eq!(chinese.axis("分配额"), "分配额（万元）");
        let posts = Measure::of(&Unit::Posts, 12.0, Language::English, "");
        assert_eq!(posts.amount(12.0), "12 posts");
        assert_eq!(posts.of_averages().number(12.25), "12.2");
    }

    #[test]
    fn ticks_are_round_and_take_in_both_ends() {
        let texts = |ticks: &Ticks| ticks.values().map(|tick| ticks.text(tick)).collect::<Vec<_>>();
        assert_eq!(texts(&Ticks::over(0.0, 213.0, 5, false)), ["0", "50", "100", "150", "200", "250"]);
        assert_eq!(texts(&Ticks::over(0.0, 0.9, 4, false)), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(texts(&Ticks::over(-0.3, 0.9, 4, false)), ["−0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(texts(&Ticks::over(0.0, 1.0, 5, true)), ["0", "1"]);
        assert_eq!(texts(&Ticks::over(0.0, 0.0, 5, false)).first().map(String::as_str), Some("0.0"));
        assert_eq!(texts(&Ticks::over(0.0, 4_000_000.0, 4, false))[4], "4,000,000");
    }

    #[test]
    fn signs_are_true_minus_signs_and_zero_has_none() {
        assert_eq!(number(-1234.5, 1), "−1,234.5");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(percent(0.333, true), "+33%");
        assert_eq!(percent(0.001, true), "0%");
        assert_eq!(percent(-0.05, true), "−5%");
    }
}
