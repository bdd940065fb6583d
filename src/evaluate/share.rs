//! Shares out one pool under one policy: claims and bounds in whole units, then each stratum by itself in
//! whole steps, then back to parts of the unit.

use std::sync::Arc;
use std::sync::OnceLock;

use super::asked::Amounts;
use super::asked::Asked;
use super::asked::PartIds;
use super::members::Members;
use super::outcome::SharePart;
use super::outcome::Shared;
use super::run::PoolRun;
use crate::allocate::Allocation;
use crate::allocate::AllocationError;
use crate::allocate::Bounds;
use crate::allocate::Key;
use crate::allocate::Quotas;
use crate::allocate::Rule;
use crate::allocate::allocate;
use crate::allocate::allocate_posts;
use crate::allocate::awards;
use crate::claim::Facts;
use crate::claim::Inputs;
use crate::claim::claims;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::quantity::Unit;
use crate::quantity::group_thousands;
use crate::scenario::PlacedFormula;
use crate::scenario::Pool;
use crate::scenario::Share;

/// Awards of `policy` for the members of the run's pool. `baseline`: the baseline's award of every row of the
/// table, in whole units, and whether they are as the earlier run knew them; `None` for the baseline itself.
pub fn share_out(
    run: &PoolRun<'_>,
    policy: usize,
    members: &Members,
    baseline: Option<(&[f64], bool)>,
) -> Result<Arc<Shared>, Problems> {
    let (facts, spec) = (run.facts.under(policy), run.pool);
    facts.stop().check()?;
    let share = &facts.scenario.policies[policy].shares[run.index];
    let kept = Kept::of(run, policy, share, members, baseline.is_none_or(|(_, same)| same));
    if let Some(whole) = kept.as_ref().filter(|kept| kept.whole) {
        return Ok(Arc::clone(whole.shared));
    }
    let by_row = baseline.map(|(by_row, _)| by_row);
    let mut problems = Problems::default();
    let mut numbers = |formula: &Option<PlacedFormula>, kept: Option<&Option<Arc<Vec<f64>>>>| {
        if let Some(kept) = kept {
            return kept.clone();
        }
        match facts.numbers(formula.as_ref()?, &members.rows, by_row) {
            Ok(numbers) => Some(Arc::new(numbers)),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    };
    let bound = |same: fn(&Kept<'_>) -> bool| kept.as_ref().filter(|kept| same(kept)).map(|kept| kept.shared);
    let floors = numbers(&share.floor, bound(|kept| kept.floor).map(|shared| &shared.floors));
    let caps = numbers(&share.cap, bound(|kept| kept.cap).map(|shared| &shared.caps));
    let existing = numbers(&share.existing, bound(|kept| kept.existing).map(|shared| &shared.existing));
    let amounts = |factor: usize| kept.as_ref().and_then(|kept| kept.amounts(factor));
    let claims = match claims(facts, spec, share, &members.rows, by_row, amounts, run.told()) {
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
    let told = if run.told() { count } else { 0 };
    let mut shared = Shared {
        claims,
        awards: Vec::new(),
        exact: vec![0.0; told],
        bounds: vec![None; told],
        ties: vec![false; told],
        floors,
        caps,
        existing,
        reserve: 0,
        shares: Vec::new(),
    };
    let held = kept.as_ref().filter(|kept| kept.floor && kept.cap && !run.told()).map(|kept| kept.shared);
    for (index, part) in parts(facts, (spec, run.index), share, members).into_iter().enumerate() {
        let bounds = held.and_then(|held| held.shares.get(index)).map(|known| &known.bounds);
        let is_ready = bounds.is_some_and(|bounds| bounds.get().is_some());
        let list = |list: &'_ Option<Arc<Vec<f64>>>| list.clone().filter(|_| !is_ready);
        let (floors, caps) = (list(&shared.floors), list(&shared.caps));
        let amounts = Amounts {
            claims: shared.claims.as_ref().map(|claims| claims.totals.as_slice()),
            needs: members.need[policy].as_deref(),
            existing: shared.existing.as_ref().map(|existing| existing.as_slice()),
            floors: floors.as_ref().map(|floors| floors.as_slice()),
            caps: caps.as_ref().map(|caps| caps.as_slice()),
        };
        let table = &facts.tables.tables[spec.over];
        let ids = PartIds { table, rows: &members.rows, members: &part.members };
        let asked = Asked::of(spec, share, ids, &amounts);
        match share_part(&asked, part.total / spec.step, run.told(), bounds) {
            Ok((allocation, key)) => shared.take((spec, share.rule, count), part, allocation, key),
            Err(error) => problems.push(problem(facts, spec, policy, share, &part, &error)),
        }
    }
    problems.or(Arc::new(shared))
}

/// What of a share an earlier run knows, and which of it still holds.
struct Kept<'r> {
    shared: &'r Arc<Shared>,
    factors: Vec<bool>,
    floor: bool,
    cap: bool,
    existing: bool,
    /// Whether all of it holds.
    whole: bool,
}

impl<'r> Kept<'r> {
    /// `None` where the members are others. `same_baseline`: whether the baseline's awards are as they were.
    fn of(
        run: &PoolRun<'r>,
        policy: usize,
        share: &Share,
        members: &Members,
        same_baseline: bool,
    ) -> Option<Kept<'r>> {
        let before = run.before.as_ref().filter(|_| members.same)?;
        let reach = &before.reach.shares[policy];
        let holds = |inputs: &Inputs, formula: &PlacedFormula| {
            !inputs.meet(before.inputs) && (same_baseline || !formula.formula.uses_baseline())
        };
        let holds_if = |inputs, formula: &Option<PlacedFormula>| {
            formula.as_ref().is_none_or(|formula| holds(inputs, formula))
        };
        let factors = share.factors.iter().zip(&reach.factors);
        let factors: Vec<bool> = factors.map(|(factor, inputs)| holds(inputs, &factor.amount)).collect();
        let floor = holds_if(&reach.floor, &share.floor);
        let cap = holds_if(&reach.cap, &share.cap);
        let existing = holds_if(&reach.existing, &share.existing);
        let same_need =
            share.rule != Rule::LevelUp || before.outcome.policies[policy].need == members.need[policy];
        let same_total = !before.reach.total.meet(before.inputs);
        let whole = floor && cap && existing && same_need && same_total && !factors.contains(&false);
        Some(Kept { shared: &before.outcome.policies[policy].shared, factors, floor, cap, existing, whole })
    }

    /// A factor's amounts, if they still hold.
    fn amounts(&self, factor: usize) -> Option<Arc<Vec<f64>>> {
        let claims = self.shared.claims.as_ref().filter(|_| self.factors[factor])?;
        Some(Arc::clone(&claims.parts[factor]))
    }
}

/// A part of the pool that is shared out by itself: its stratum, total in parts, and members.
struct Part {
    stratum: Option<String>,
    total: i64,
    members: Vec<u32>,
}

fn parts(facts: &Facts<'_>, (pool, index): (&Pool, usize), share: &Share, members: &Members) -> Vec<Part> {
    match (&pool.strata, &members.strata) {
        (Some(strata), Some(of)) if !share.merge => strata
            .totals
            .iter()
            .enumerate()
            .map(|(stratum, (name, _))| Part {
                stratum: Some(name.clone()),
                total: facts.stratum_total(index, strata, stratum),
                members: (0..of.len() as u32)
                    .filter(|member| of[*member as usize] == stratum as u32)
                    .collect(),
            })
            .collect(),
        _ => {
            let members = (0..members.rows.len() as u32).collect();
            vec![Part { stratum: None, total: facts.totals[index], members }]
        }
    }
}

/// Shares out one part. `known`: a place for its bounds that outlives the run.
fn share_part(
    asked: &Asked<'_>,
    total: i64,
    told: bool,
    known: Option<&OnceLock<Bounds>>,
) -> Result<(Allocation, Option<Key>), AllocationError> {
    let request = asked.request(total);
    let is_whole = asked.pool.unit == Unit::Posts;
    if told {
        let allocation = if is_whole { allocate_posts(&request) } else { allocate(&request) };
        return Ok((allocation?, None));
    }
    let quotas = if is_whole { Quotas::Raw } else { Quotas::Held };
    let Some(known) = known else { return awards(&request, &Bounds::of(&request)?, quotas) };
    if let Some(bounds) = known.get() {
        return awards(&request, bounds, quotas);
    }
    let bounds = Bounds::of(&request)?;
    awards(&request, known.get_or_init(|| bounds), quotas)
}

impl Shared {
    /// Takes in the awards of one part of a pool of `count` members.
    fn take(
        &mut self,
        (pool, rule, count): (&Pool, Rule, usize),
        part: Part,
        mut allocation: Allocation,
        key: Option<Key>,
    ) {
        let whole = pool.step as f64 / pool.unit.parts() as f64;
        if part.members.len() == count {
            self.awards = std::mem::take(&mut allocation.awards);
            self.awards.iter_mut().for_each(|award| *award *= pool.step);
        } else {
            self.awards.resize(count, 0);
        }
        for (index, award) in allocation.awards.iter().enumerate() {
            self.awards[part.members[index] as usize] = award * pool.step;
        }
        for (index, exact) in allocation.exact.iter().enumerate() {
            let member = part.members[index] as usize;
            self.exact[member] = exact * whole;
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
            key,
            bounds: OnceLock::new(),
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
