//! Perverse incentives: the need rises and the award falls.

use super::bench::Bench;
use super::bench::Component;
use super::bench::amount_text;
use super::bench::share_text;
use super::finding::Finding;
use super::finding::Kind;
use crate::explore::Input;
use crate::explore::measured::member_text;
use crate::formula::number_text;
use crate::language::Text;
use crate::quantity::group_thousands;

/// How far a column is raised, as a share of its value, besides by one.
pub const RAISED: f64 = 0.1;
/// The smallest fall that counts, as a share of the award.
pub const LEAST_SHARE: f64 = 0.001;
/// The most members tried for one formula and column.
const MOST_TRIED: usize = 5;

/// A member for which a formula falls while its need rises.
struct Suspect {
    row: usize,
    from: f64,
    to: f64,
    fall: f64,
}

/// What was tried on a suspect, alone.
struct Tried {
    suspect: Suspect,
    need_rise: f64,
    before: f64,
    after: f64,
    members: usize,
}

/// The perverse incentives of a policy on a pool: at most one a formula and column.
pub fn perverse_incentives(bench: &Bench<'_, '_>, policy: usize, pool: usize) -> Vec<Finding> {
    let spec = &bench.scenario().pools[pool];
    let Some(need) = &spec.need else { return Vec::new() };
    let of_need = &bench.trial.reach().pools[pool].need;
    let mut findings = Vec::new();
    for component in bench.components(policy, pool) {
        for input in component.inputs.0.intersection(&of_need.0) {
            let Input::Column(table, column) = *input else { continue };
            if table != spec.over || component.part == super::bench::Part::Need {
                continue;
            }
            let standard = Component { formula: &need.formula, ..component };
            let worst = worst(bench, &component, &standard, column);
            findings.extend(worst.map(|tried| finding(bench, &component, column, &tried)));
        }
    }
    findings
}

/// The member whose award falls the farthest, alone, when its column is raised.
fn worst(
    bench: &Bench<'_, '_>,
    component: &Component<'_>,
    standard: &Component<'_>,
    column: usize,
) -> Option<Tried> {
    let table = bench.scenario().pools[component.pool].over;
    let rows = &bench.trial.outcome().pools[component.pool].rows;
    let numbers = bench.numbers(table, column, rows)?;
    let whole = numbers.iter().all(|number| number.fract() == 0.0);
    let raised = |number: f64, share: f64| {
        let raised = number + number.abs() * share;
        if whole { raised.ceil().max(number + 1.0) } else { raised }
    };
    let mut suspects: Vec<Suspect> = Vec::new();
    let mut members = std::collections::BTreeSet::new();
    for share in [0.0, RAISED] {
        let change = bench.altered(table, column, |_, number| raised(number, share));
        let facts = bench.facts(&change)?;
        let now = bench.trial.facts();
        let values = |component: &Component<'_>, facts| bench.values(component, facts, rows);
        let (old, new) = (values(component, now)?, values(component, &facts)?);
        let (old_need, new_need) = (values(standard, now)?, values(standard, &facts)?);
        for member in 0..rows.len() {
            let fall = old[member] - new[member];
            if fall > 0.0 && new_need[member] > old_need[member] {
                let (row, from) = (rows[member] as usize, numbers[member]);
                suspects.push(Suspect { row, from, to: raised(from, share), fall });
                members.insert(row);
            }
        }
    }
    suspects.sort_by(|one, other| other.fall.total_cmp(&one.fall).then(one.row.cmp(&other.row)));
    let count = members.len();
    let tried = suspects.into_iter().take(MOST_TRIED);
    tried.filter_map(|suspect| attempt(bench, component, standard, column, suspect, count)).max_by(
        |one, other| {
            let fall = |tried: &Tried| tried.before - tried.after;
            fall(one).total_cmp(&fall(other)).then(other.suspect.row.cmp(&one.suspect.row))
        },
    )
}

fn attempt(
    bench: &Bench<'_, '_>,
    component: &Component<'_>,
    standard: &Component<'_>,
    column: usize,
    suspect: Suspect,
    members: usize,
) -> Option<Tried> {
    let spec = &bench.scenario().pools[component.pool];
    let alter = |row: usize, number: f64| if row == suspect.row { suspect.to } else { number };
    let change = bench.altered(spec.over, column, alter);
    let award = |change| bench.exact(change, component.policy, component.pool, suspect.row);
    let (before, after) = (award(&crate::explore::Change::default())?, award(&change)?);
    let row = [suspect.row as u32];
    let need = |facts| bench.values(standard, facts, &row).map(|need| need[0]);
    let need_rise = need(&bench.facts(&change)?)? - need(bench.trial.facts())?;
    let falls = before - after >= (LEAST_SHARE * before).max(1.0 / spec.unit.parts() as f64 / 100.0);
    (falls && need_rise > 0.0).then_some(Tried { suspect, need_rise, before, after, members })
}

fn finding(bench: &Bench<'_, '_>, component: &Component<'_>, column: usize, tried: &Tried) -> Finding {
    let spec = &bench.scenario().pools[component.pool];
    let what = bench.column_label(spec.over, column);
    let member = member_text(bench.trial.tables(), spec.over, tried.suspect.row);
    let label = component.label(bench.scenario());
    let fall = amount_text(&spec.unit, tried.before - tried.after);
    let rise = amount_text(&spec.unit, tried.need_rise);
    let share = share_text((tried.before - tried.after) / tried.before);
    let shown = |number: f64| group_thousands(&number_text((number * 100.0).round() / 100.0));
    let (from, to) = (shown(tried.suspect.from), shown(tried.suspect.to));
    let members = tried.members;
    let says = Text::new(
        format!(
            "{} of {} from {from} to {to}: the need rises by {}, the award falls by {} ({share}). Members of whom \
             the formula is so: {members}. Cause: {}.",
            what.en, member.en, rise.en, fall.en, label.en
        ),
        format!(
            "{}的{}由 {from} 增至 {to}：标准支出增加 {}，分配额反而减少 {}（{share}）。公式如此的单位：{members} 个。\
             起因：{}。",
            member.zh, what.zh, rise.zh, fall.zh, label.zh
        ),
    );
    Finding {
        kind: Kind::PerverseIncentive,
        policy: Some(component.policy),
        pool: Some(component.pool),
        member: Some(tried.suspect.row),
        formula: Some(component.formula.formula.text().to_owned()),
        place: component.formula.whole_place(),
        numbers: vec![
            ("from", tried.suspect.from),
            ("to", tried.suspect.to),
            ("need_rise", tried.need_rise),
            ("award_before", tried.before),
            ("award_after", tried.after),
            ("members", members as f64),
        ],
        says,
    }
}
