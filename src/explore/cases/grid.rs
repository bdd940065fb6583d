//! Values of one axis as they are written: `10:40:5`, or `0,20000,30000`; in exact decimals, so that no step
//! drifts.

use super::MOST_CASES;
use super::path;
use super::too_many;
use crate::explore::Axis;
use crate::language::Text;
use crate::problem::Problem;
use crate::scenario::Scenario;

/// The most digits that a number may have.
const MOST_DIGITS: usize = 18;

/// A decimal number: digits × 10^−decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Decimal {
    digits: i128,
    decimals: u32,
}

impl Decimal {
    fn parse(text: &str) -> Option<Decimal> {
        let text: String = text.trim().chars().filter(|c| *c != '_').collect();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_number =
            !whole.is_empty() && all_digits(whole) && all_digits(fraction) && !rest.ends_with('.');
        if !is_number || whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let decimals = u32::try_from(fraction.len()).ok()?;
        Some(Decimal { digits: if negative { -digits } else { digits }, decimals })
    }

    /// The digits at so many decimals, not fewer than its own.
    fn at(self, decimals: u32) -> i128 {
        self.digits * 10_i128.pow(decimals - self.decimals)
    }

    /// The float nearest to it.
    fn float(self) -> f64 {
        // Any text of digits and an exponent is a float's.
        format!("{}e-{}", self.digits, self.decimals).parse().unwrap_or(f64::NAN)
    }
}

/// Reads `NAME=FROM:TO:STEP` or `NAME=VALUE,VALUE,…`.
pub fn parse<'a>(scenario: &'a Scenario, text: &str) -> Result<(Axis<'a>, Vec<f64>), Problem> {
    let Some((name, values)) = text.split_once('=') else {
        let found = Text::new(format!("`{text}` gives no values"), format!("`{text}` 没有给出取值"));
        return Err(path::problem(text, found).remedy(
            "write NAME=FROM:TO:STEP or NAME=VALUE,VALUE, such as per_head=10:40:5",
            "写成 名称=起:止:步长 或 名称=值,值，如 per_head=10:40:5",
        ));
    };
    let axis = Axis::parse(scenario, name)?;
    let values = if values.contains(':') { range(text, values)? } else { list(text, values)? };
    Ok((axis, values))
}

fn number(text: &str, part: &str) -> Result<Decimal, Problem> {
    Decimal::parse(part).ok_or_else(|| {
        let found = Text::new(format!("`{part}` is no decimal number"), format!("`{part}` 不是十进制数"));
        path::problem(text, found).remedy(
            "write digits, such as 12 or 0.05, at most 18 of them",
            "请写数字，如 12 或 0.05，最多 18 位",
        )
    })
}

fn list(text: &str, values: &str) -> Result<Vec<f64>, Problem> {
    values.split(',').map(|value| number(text, value).map(Decimal::float)).collect()
}

fn range(text: &str, values: &str) -> Result<Vec<f64>, Problem> {
    let parts: Vec<&str> = values.split(':').collect();
    let [from, to, step] = parts.as_slice() else {
        let found = Text::new(
            format!("a range has three parts, `{values}` has {}", parts.len()),
            format!("范围有三部分，`{values}` 有 {} 部分", parts.len()),
        );
        return Err(path::problem(text, found)
            .remedy("write FROM:TO:STEP, such as 10:40:5", "写成 起:止:步长，如 10:40:5"));
    };
    let (from, to, step) = (number(text, from)?, number(text, to)?, number(text, step)?);
    let decimals = from.decimals.max(to.decimals).max(step.decimals);
    let (first, last, by) = (from.at(decimals), to.at(decimals), step.at(decimals));
    if by == 0 || (last - first) * by.signum() < 0 {
        let found = Text::new(
            format!("no step leads from {} to {}", parts[0].trim(), parts[1].trim()),
            format!("按此步长无法从 {} 到 {}", parts[0].trim(), parts[1].trim()),
        );
        return Err(path::problem(text, found).remedy(
            "write a step above 0 for a rising range, below 0 for a falling one",
            "递增写正步长，递减写负步长",
        ));
    }
    let steps = (last - first) / by;
    if steps >= MOST_CASES as i128 {
        return Err(too_many(text));
    }
    Ok((0..=steps).map(|at| Decimal { digits: first + at * by, decimals }.float()).collect())
}
