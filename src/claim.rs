//! What each member's formula comes to: the facts with their derived columns, a policy's factors over them,
//! and the claims they add up to.

pub mod change;
pub mod facts;

use std::sync::Arc;

pub use change::Change;
pub use change::Input;
pub use change::Inputs;
pub use change::Reach;
pub use facts::Detached;
pub use facts::Facts;

use crate::formula::number_text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::scenario::Pool;
use crate::scenario::Share;

/// The claims of one policy on one pool, in whole units (yuan, posts).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// One list per factor, in the scenario's order; each holds one amount per member. Empty where only totals are
    /// wanted.
    pub parts: Vec<Arc<Vec<f64>>>,
    /// One per member: the sum of its parts, in the factors' order.
    pub totals: Vec<f64>,
}

/// Evaluates a share's factors for the members of a pool.
///
/// `members`: rows of the pool's table. `baseline`: the baseline's award of every row of the table, in whole
/// units, where the share is not the baseline's own. `kept`: by factor, its amounts where they are known
/// already. `told`: whether the parts are wanted besides the totals. Gives `None` for a share without factors.
///
/// # Errors
/// Every factor that cannot be evaluated, and the first member whose claim is below zero.
pub fn claims(
    facts: &Facts<'_>,
    pool: &Pool,
    share: &Share,
    members: &[u32],
    baseline: Option<&[f64]>,
    kept: impl Fn(usize) -> Option<Arc<Vec<f64>>>,
    told: bool,
) -> Result<Option<Claims>, Problems> {
    if share.factors.is_empty() {
        return Ok(None);
    }
    let mut problems = Problems::default();
    let mut parts = Vec::with_capacity(share.factors.len());
    let mut totals = Vec::new();
    for (index, factor) in share.factors.iter().enumerate() {
        let amounts = match kept(index) {
            Some(amounts) => amounts,
            None => match facts.numbers(&factor.amount, members, baseline) {
                Ok(amounts) => Arc::new(amounts),
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            },
        };
        if totals.is_empty() {
            totals.extend(amounts.iter().map(|amount| 0.0 + amount));
        } else {
            totals.iter_mut().zip(amounts.iter()).for_each(|(total, amount)| *total += amount);
        }
        if told {
            parts.push(amounts);
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    if let Some(member) = totals.iter().position(|claim| *claim < 0.0) {
        if !told {
            return claims(facts, pool, share, members, baseline, kept, true);
        }
        let id = facts.tables.tables[pool.over].id(members[member] as usize);
        let claim = number_text(totals[member]);
        let below = totals.iter().filter(|claim| **claim < 0.0).count();
        let (en, zh) = match below {
            1 => (String::new(), String::new()),
            _ => (format!(" ({below} such members)"), format!("（共 {below} 个）")),
        };
        return Err(Problem::new(
            place_below_zero(facts, share, &parts, member),
            format!("the claim of `{id}` on pool `{}` is {claim}, below zero{en}", pool.id),
            format!("`{id}` 对总盘 `{}` 的测算额为 {claim}，小于零{zh}", pool.id),
        )
        .remedy(
            "keep the sum of the factors at 0 or above, for instance with MAX(0, …)",
            "各因素之和不得小于 0，例如用 MAX(0, …)",
        )
        .into());
    }
    Ok(Some(Claims { parts, totals }))
}

/// The factor that alone is below zero for a member, or the whole share where several are.
fn place_below_zero(facts: &Facts<'_>, share: &Share, parts: &[Arc<Vec<f64>>], member: usize) -> Place {
    let mut below = share.factors.iter().zip(parts).filter(|(_, amounts)| amounts[member] < 0.0);
    match (below.next(), below.next()) {
        (Some((factor, _)), None) => factor.amount.whole_place(),
        _ => facts.scenario.place(&share.span),
    }
}
