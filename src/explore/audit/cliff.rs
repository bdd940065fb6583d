//! Cliffs: one more resident, household or year, and the award jumps.
//!
//! Formulas are looked through over the whole span of every column that counts something, for up to
//! [`MOST_MEMBERS`] members; what jumps there is tried on the member that stands nearest, alone, and counts only if
//! its award jumps.

use super::bench::Bench;
use super::bench::Component;
use super::bench::amount_text;
use super::bench::share_text;
use super::finding::Finding;
use super::finding::Kind;
use super::steps::Functions;
use super::steps::STEEPER;
use super::steps::Step;
use crate::explore::Change;
use crate::explore::Input;
use crate::explore::measured::member_text;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::group_thousands;

/// The smallest jump that counts, as a share of the award.
pub const LEAST_SHARE: f64 = 0.02;
/// The most members whose formulas are looked through.
pub const MOST_MEMBERS: usize = 64;
/// The most places of one formula that are tried on awards.
const MOST_PLACES: usize = 12;
/// The most members tried at one place.
const MOST_TRIED: usize = 6;
/// How far below the smallest and above the largest number of a column is looked at, as a share of it.
pub const BEYOND: f64 = 0.25;
/// The years looked ahead.
pub const YEARS_AHEAD: i64 = 20;
/// Numbers that are all in this span are calendar years, of which one more does not come.
const CALENDAR: std::ops::RangeInclusive<f64> = 1_500.0..=2_500.0;

/// A jump that was tried on a member.
struct Tried {
    row: usize,
    at: i64,
    before: f64,
    after: f64,
}

impl Tried {
    fn jump(&self) -> f64 {
        self.after - self.before
    }

    fn share(&self) -> f64 {
        self.jump() / self.before.abs().max(self.after.abs())
    }
}

/// The cliffs of a policy on a pool: at most one a formula and column, and one a formula in time.
pub fn cliffs(bench: &Bench<'_, '_>, policy: usize, pool: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for component in bench.components(policy, pool) {
        let over = bench.scenario().pools[pool].over;
        for input in &component.inputs.0 {
            match *input {
                Input::Column(table, column) if table == over => {
                    findings.extend(in_column(bench, &component, column));
                }
                Input::Parameter(0) => findings.extend(in_time(bench, &component)),
                _ => {}
            }
        }
    }
    findings
}

/// The rows whose formulas are looked through: evenly spread by a column's values.
fn sample(rows: &[u32], numbers: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|one, other| numbers[*one].total_cmp(&numbers[*other]).then(one.cmp(other)));
    let count = order.len().min(MOST_MEMBERS);
    let mut chosen: Vec<u32> =
        (0..count).map(|place| rows[order[place * (order.len() - 1) / (count - 1).max(1)]]).collect();
    chosen.sort_unstable();
    chosen
}

/// The jump of a formula that counts: a share of what an average member's formula, bound or need comes to.
fn least_jump(bench: &Bench<'_, '_>, component: &Component<'_>, rows: &[u32]) -> Option<f64> {
    let result = &bench.trial.outcome().pools[component.pool];
    let policy = &result.policies[component.policy];
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let scale = match (&component.part, &policy.shared.claims) {
        (super::bench::Part::Factor(_), Some(claims)) => mean(&claims.totals),
        _ => mean(&bench.values(component, bench.trial.facts(), rows)?),
    };
    Some((scale.abs() * LEAST_SHARE / 2.0).max(f64::MIN_POSITIVE))
}

fn in_column(bench: &Bench<'_, '_>, component: &Component<'_>, column: usize) -> Option<Finding> {
    let pool = &bench.scenario().pools[component.pool];
    let rows = &bench.trial.outcome().pools[component.pool].rows;
    let numbers = bench.numbers(pool.over, column, rows)?;
    let counts = numbers.iter().all(|number| number.fract() == 0.0 && (0.0..1e12).contains(number));
    if !counts || numbers.iter().all(|number| CALENDAR.contains(number)) {
        return None;
    }
    let least_number = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most_number = numbers.iter().copied().fold(0.0, f64::max);
    let looked_at = sample(rows, &numbers);
    let evaluate = |place: i64| {
        let change = bench.altered(pool.over, column, |_, _| place as f64);
        bench.values(component, &bench.facts(&change)?, &looked_at)
    };
    let least = least_jump(bench, component, rows)?;
    let (low, high) = ((least_number * (1.0 - BEYOND)) as i64, (most_number * (1.0 + BEYOND)) as i64 + 1);
    let steps = Functions::new(&evaluate).steps(low, high, least);
    let places = steps.len();
    let mut tried = in_order(steps, &numbers).into_iter().take(MOST_PLACES);
    let tried = tried.find_map(|step| try_nearest(bench, component, column, (rows, &numbers), step.at))?;
    let number = numbers[rows.iter().position(|row| *row as usize == tried.row)?];
    Some(finding_in_column(bench, component, column, &tried, number, places))
}

/// The order in which jumps are tried: those about as large as the largest first, and of these the one that a member
/// stands nearest to.
fn in_order(mut steps: Vec<Step>, numbers: &[f64]) -> Vec<Step> {
    let largest = steps.iter().map(|step| step.jump.abs()).fold(0.0, f64::max);
    let is_smaller = |step: &Step| step.jump.abs() < 0.8 * largest;
    let distance = |step: &Step| {
        let distances = numbers.iter().map(|number| (number - step.at as f64 - 0.5).abs());
        distances.fold(f64::INFINITY, f64::min)
    };
    steps.sort_by(|one, other| {
        let by_size = is_smaller(one).cmp(&is_smaller(other));
        by_size.then(distance(one).total_cmp(&distance(other))).then(one.at.cmp(&other.at))
    });
    steps
}

/// Tries a jump on the members that stand nearest, one by one and each alone.
fn try_nearest(
    bench: &Bench<'_, '_>,
    component: &Component<'_>,
    column: usize,
    (rows, numbers): (&[u32], &[f64]),
    at: i64,
) -> Option<Tried> {
    let table = bench.scenario().pools[component.pool].over;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let distance = |member: usize| (numbers[member] - at as f64 - 0.5).abs();
    order.sort_by(|one, other| distance(*one).total_cmp(&distance(*other)).then(one.cmp(other)));
    order.into_iter().take(MOST_TRIED).find_map(|member| {
        let row = rows[member] as usize;
        let award = |place: i64| {
            let alter = |each: usize, number: f64| if each == row { place as f64 } else { number };
            let change = bench.altered(table, column, alter);
            bench.exact(&change, component.policy, component.pool, row)
        };
        let tried = Tried { row, at, before: award(at)?, after: award(at + 1)? };
        let beside = award(at - 1).map_or(0.0, |earlier| (tried.before - earlier).abs());
        let counts = tried.share().abs() >= LEAST_SHARE && tried.jump().abs() >= STEEPER * beside;
        counts.then_some(tried)
    })
}

fn finding_in_column(
    bench: &Bench<'_, '_>,
    component: &Component<'_>,
    column: usize,
    tried: &Tried,
    number: f64,
    places: usize,
) -> Finding {
    let pool = &bench.scenario().pools[component.pool];
    let what = bench.column_label(pool.over, column);
    let member = member_text(bench.trial.tables(), pool.over, tried.row);
    let (label, jump) = (component.label(bench.scenario()), amount_text(&pool.unit, tried.jump().abs()));
    let (at, number) = (grouped(tried.at as f64), grouped(number));
    let next = grouped(tried.at as f64 + 1.0);
    let share = share_text(tried.share().abs());
    let (en, zh) = if tried.jump() > 0.0 { ("rises", "增加") } else { ("falls", "减少") };
    let more = match places {
        0 | 1 => (String::new(), String::new()),
        places => (
            format!(" The formula has at least {places} such steps."),
            format!("该公式至少有 {places} 处这样的台阶。"),
        ),
    };
    let says = Text::new(
        format!(
            "{}: from {at} to {next}, one more, the award of {} {en} by {}, {share} of it ({} now). Cause: {}.{}",
            what.en, member.en, jump.en, number, label.en, more.0
        ),
        format!(
            "{}由 {at} 增至 {next}，仅多 1，{}的分配额即{zh} {}，占 {share}（现为 {}）。起因：{}。{}",
            what.zh, member.zh, jump.zh, number, label.zh, more.1
        ),
    );
    let value = |text: &str| text.replace(',', "").parse::<f64>().unwrap_or(f64::NAN);
    Finding {
        kind: Kind::Cliff,
        policy: Some(component.policy),
        pool: Some(component.pool),
        member: Some(tried.row),
        formula: Some(component.formula.formula.text().to_owned()),
        place: component.formula.whole_place(),
        numbers: vec![
            ("at", tried.at as f64),
            ("now", value(&number)),
            ("award_before", tried.before),
            ("award_after", tried.after),
            ("jump", tried.jump()),
            ("jump_share", tried.share()),
            ("steps", places as f64),
        ],
        says,
    }
}

/// The first year in which a formula makes an award jump that the year before did not.
fn in_time(bench: &Bench<'_, '_>, component: &Component<'_>) -> Option<Finding> {
    let rows = &bench.trial.outcome().pools[component.pool].rows;
    let now = i64::from(bench.scenario().year);
    let in_year = |year: i64| Change { parameters: vec![(0, year as f64)], ..Change::default() };
    let values = |year: i64| bench.values(component, &bench.facts(&in_year(year))?, rows);
    let least = least_jump(bench, component, rows)?;
    let mut before = values(now)?;
    for year in now..now + YEARS_AHEAD {
        let after = values(year + 1)?;
        let changes: Vec<f64> = after.iter().zip(&before).map(|(after, before)| after - before).collect();
        let member = (0..changes.len()).max_by(|one, other| {
            changes[*one].abs().total_cmp(&changes[*other].abs()).then(other.cmp(one))
        })?;
        if changes[member].abs() >= least {
            let row = rows[member] as usize;
            let award = |year| bench.exact(&in_year(year), component.policy, component.pool, row);
            let tried = Tried { row, at: year, before: award(year)?, after: award(year + 1)? };
            let earlier = award(year - 1).map_or(0.0, |earlier| (tried.before - earlier).abs());
            if tried.share().abs() >= LEAST_SHARE && tried.jump().abs() >= STEEPER * earlier {
                let members = changes.iter().filter(|change| change.abs() >= least).count();
                return Some(finding_in_time(bench, component, &tried, members));
            }
        }
        before = after;
    }
    None
}

fn finding_in_time(
    bench: &Bench<'_, '_>,
    component: &Component<'_>,
    tried: &Tried,
    members: usize,
) -> Finding {
    let pool = &bench.scenario().pools[component.pool];
    let member = member_text(bench.trial.tables(), pool.over, tried.row);
    let (label, jump) = (component.label(bench.scenario()), amount_text(&pool.unit, tried.jump().abs()));
    let share = share_text(tried.share().abs());
    let (year, next) = (tried.at, tried.at + 1);
    let (en, zh) = if tried.jump() > 0.0 { ("rises", "增加") } else { ("falls", "减少") };
    let says = Text::new(
        format!(
            "From {year} to {next}, with nothing else changed, the award of {} {en} by {}, {share} of it; members \
             that this happens to: {members}. Cause: {}.",
            member.en, jump.en, label.en
        ),
        format!(
            "由 {year} 年到 {next} 年，其他不变，{}的分配额即{zh} {}，占 {share}；涉及 {members} 个单位。起因：{}。",
            member.zh, jump.zh, label.zh
        ),
    );
    Finding {
        kind: Kind::Cliff,
        policy: Some(component.policy),
        pool: Some(component.pool),
        member: Some(tried.row),
        formula: Some(component.formula.formula.text().to_owned()),
        place: component.formula.whole_place(),
        numbers: vec![
            ("year", year as f64),
            ("members", members as f64),
            ("award_before", tried.before),
            ("award_after", tried.after),
            ("jump", tried.jump()),
            ("jump_share", tried.share()),
        ],
        says,
    }
}

fn grouped(number: f64) -> String {
    group_thousands(&number_text(number))
}
