//! Shares out one pool under one policy: claims and bounds in whole units, then each stratum by itself in
//! whole steps, then back to parts of the unit.

use super::members::Members;
use super::outcome::SharePart;
use super::outcome::Shared;
use crate::allocate::Allocation;
use crate::allocate::AllocationError;
use crate::allocate::Ids;
use crate::allocate::Request;
use crate::allocate::Rule;
use crate::allocate::allocate;
use crate::allocate::allocate_posts;
use crate::claim::Facts;
use crate::claim::claims;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::quantity::Unit;
use crate::quantity::group_thousands;
use crate::scenario::PlacedFormula;
use crate::scenario::Pool;
use crate::scenario::Share;
use crate::table::Table;

/// Awards of `policy` for the members of `pool`. `baseline`: the baseline's award of every row of the table,
/// in whole units; `None` for the baseline itself.
pub fn share_out(
    facts: &Facts<'_>,
    pool: usize,
    policy: usize,
    members: &Members,
    baseline: Option<&[f64]>,
) -> Result<Shared, Problems> {
    let facts = facts.under(policy);
    let spec = &facts.scenario.pools[pool];
    let share = &facts.scenario.policies[policy].shares[pool];
    let mut problems = Problems::default();
    let mut numbers = |formula: &Option<PlacedFormula>| match formula {
        Some(formula) => match facts.numbers(formula, &members.rows, baseline) {
            Ok(numbers) => Some(numbers),
            Err(problem) => {
                problems.push(problem);
                None
            }
        },
        None => None,
    };
    let floors = numbers(&share.floor);
    let caps = numbers(&share.cap);
    let existing = numbers(&share.existing);
    let claims = match claims(facts, spec, share, &members.rows, baseline) {
        Ok(claims) => claims,
        Err(found) => {
            problems.0.extend(found.0);
            None
        }
    };
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let count = members.rows.len();
    let mut shared = Shared {
        claims,
        awards: vec![0; count],
        exact: vec![0.0; count],
        bounds: vec![None; count],
        ties: vec![false; count],
        floors,
        caps,
        existing,
        reserve: 0,
        shares: Vec::new(),
    };
    for part in parts(spec, share, members) {
        let need = members.need[policy].as_deref();
        match share_part(facts, spec, share, (members, need), &shared, &part) {
            Ok(allocation) => shared.take(spec, share.rule, part, allocation),
            Err(error) => problems.push(problem(facts, spec, policy, share, &part, &error)),
        }
    }
    problems.or(shared)
}

/// A part of the pool that is shared out by itself: its stratum, total in parts, and members.
struct Part {
    stratum: Option<String>,
    total: i64,
    members: Vec<u32>,
}

fn parts(pool: &Pool, share: &Share, members: &Members) -> Vec<Part> {
    match (&pool.strata, &members.strata) {
        (Some(strata), Some(of)) if !share.merge => strata
            .totals
            .iter()
            .enumerate()
            .map(|(index, (name, total))| Part {
                stratum: Some(name.clone()),
                total: *total,
                members: (0..of.len() as u32).filter(|member| of[*member as usize] == index as u32).collect(),
            })
            .collect(),
        _ => {
            let members = (0..members.rows.len() as u32).collect();
            vec![Part { stratum: None, total: pool.total, members }]
        }
    }
}

/// The ids of a part's members.
struct PartIds<'a> {
    table: &'a Table,
    rows: &'a [u32],
    members: &'a [u32],
}

impl Ids for PartIds<'_> {
    fn id(&self, member: usize) -> &str {
        self.table.id(self.rows[self.members[member] as usize] as usize)
    }
}

fn share_part(
    facts: &Facts<'_>,
    pool: &Pool,
    share: &Share,
    (members, need): (&Members, Option<&[f64]>),
    shared: &Shared,
    part: &Part,
) -> Result<Allocation, AllocationError> {
    let steps = |amounts: &[f64]| -> Vec<f64> {
        let (parts, step) = (pool.unit.parts() as f64, pool.step as f64);
        part.members.iter().map(|member| amounts[*member as usize] * parts / step).collect()
    };
    let claims = match &shared.claims {
        Some(claims) => steps(&claims.totals),
        None => vec![0.0; part.members.len()],
    };
    let needs = need.filter(|_| share.rule == Rule::LevelUp).map(steps);
    let existing = shared.existing.as_deref().map(steps);
    let floors = shared.floors.as_deref().map(steps);
    let caps = shared.caps.as_deref().map(steps);
    let ids = PartIds { table: &facts.tables.tables[pool.over], rows: &members.rows, members: &part.members };
    let share_out = match pool.unit {
        Unit::Posts => allocate_posts,
        Unit::Money | Unit::Other(_) => allocate,
    };
    share_out(&Request {
        ids: &ids,
        claims: &claims,
        needs: needs.as_deref(),
        existing: existing.as_deref(),
        floors: floors.as_deref(),
        caps: caps.as_deref(),
        total: part.total / pool.step,
        rule: share.rule,
        rounding: share.rounding,
        ties: share.ties,
    })
}

impl Shared {
    /// Takes in the awards of one part.
    fn take(&mut self, pool: &Pool, rule: Rule, part: Part, allocation: Allocation) {
        let whole = pool.step as f64 / pool.unit.parts() as f64;
        for (index, member) in part.members.iter().enumerate() {
            let member = *member as usize;
            self.awards[member] = allocation.awards[index] * pool.step;
            self.exact[member] = allocation.exact[index] * whole;
            self.bounds[member] = allocation.bounds[index];
            self.ties[member] = allocation.ties[index];
        }
        let left_over = part.total - part.total / pool.step * pool.step;
        let reserve = allocation.reserve * pool.step + left_over;
        self.reserve += reserve;
        self.shares.push(SharePart {
            stratum: part.stratum,
            total: part.total,
            reserve,
            lambda: allocation
                .lambda
                .map(|lambda| if rule.lambda_is_ratio() { lambda } else { lambda * whole }),
            members: part.members,
            steps: allocation.steps,
        });
    }
}

/// An amount of steps in the reader's unit: `1,234.50 yuan`, `3 posts`.
pub fn steps_text(pool: &Pool, steps: f64) -> Text {
    let parts = steps * pool.step as f64;
    let amount = if parts.fract() == 0.0 && parts.abs() < 9e15 {
        pool.unit.grouped(parts as i64)
    } else {
        let decimals = pool.unit.decimals() + 2;
        group_thousands(&format!("{:.decimals$}", parts / pool.unit.parts() as f64))
    };
    let unit = pool.unit.label();
    let en = if pool.unit == Unit::Posts && amount == "1" { "post" } else { unit.en.as_str() };
    Text::new(format!("{amount} {en}"), format!("{amount} {}", unit.zh))
}

fn problem(
    facts: &Facts<'_>,
    pool: &Pool,
    policy: usize,
    share: &Share,
    part: &Part,
    error: &AllocationError,
) -> Problem {
    let place = match error {
        AllocationError::FloorsExceed { .. } | AllocationError::FloorAboveCap { .. } => share.floor.as_ref(),
        AllocationError::CapsShort { .. } => share.cap.as_ref(),
        _ => None,
    };
    let place = place.map_or_else(|| facts.scenario.place(&share.span), PlacedFormula::whole_place);
    let said = error.text(&|steps| steps_text(pool, steps));
    let policy = &facts.scenario.policies[policy].id;
    let (en, zh) = match &part.stratum {
        Some(stratum) => {
            (format!("{}, stratum {stratum}", pool.id), format!("{}（分盘 {stratum}）", pool.id))
        }
        None => (pool.id.clone(), pool.id.clone()),
    };
    let problem = Problem::new(
        place,
        format!("policy {policy}, pool {en}: {}", said.en),
        format!("方案 {policy}、总盘 {zh}：{}", said.zh),
    );
    match error {
        AllocationError::FloorsExceed { .. } => {
            problem.remedy("lower the floor or raise the total", "请降低保底或提高总盘")
        }
        AllocationError::CapsShort { .. } => {
            problem.remedy("raise the cap or lower the total", "请提高封顶或降低总盘")
        }
        AllocationError::NoClaim | AllocationError::NoNeed => {
            problem.remedy("make at least one of them positive", "至少有一项须大于零")
        }
        AllocationError::Tied { .. } => problem.remedy(
            "add a factor that tells them apart, or write ties = \"id\"",
            "增加能区分它们的因素，或写 ties = \"id\"",
        ),
        AllocationError::FloorAboveCap { .. } => {
            problem.remedy("lower the floor or raise the cap", "请降低保底或提高封顶")
        }
        _ => problem,
    }
}
