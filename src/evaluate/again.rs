//! Awards of some of the members found again, without evaluating the scenario for all others once more.

use std::ops::Range;
use std::sync::Arc;

use super::asked::Amounts;
use super::asked::Asked;
use super::asked::PartIds;
use super::members::needs;
use super::outcome::Outcome;
use super::outcome::PoolOutcome;
use crate::allocate::Key;
use crate::allocate::Rule;
use crate::allocate::awards_again;
use crate::claim::Facts;
use crate::claim::claims;
use crate::scenario::PlacedFormula;
use crate::scenario::Pool;

/// What suffices to find a policy's awards of a pool again.
#[derive(Clone, Debug)]
pub enum Recall {
    /// They are those of the known outcome.
    Known,
    /// One key per part of the pool.
    Keys(Vec<Key>),
    /// They are few, and kept themselves.
    Awards(Vec<i64>),
}

/// Awards of so many members or fewer are kept themselves where nothing else suffices.
const FEW: usize = 1 << 10;

/// What is found again of some members of a pool under one policy.
#[derive(Clone, Debug)]
pub struct Recalled {
    /// Awards in parts, one per member; `None` where they are those of the known outcome.
    pub awards: Option<Vec<i64>>,
    /// Need in whole units, where there is a standard and it was asked for.
    pub need: Option<Arc<[f64]>>,
}

impl Recall {
    /// By pool and policy, from an outcome without what is told of it; `None` where awards can only be found by
    /// evaluating again.
    pub fn of(outcome: &Outcome, known: &Outcome) -> Option<Vec<Vec<Recall>>> {
        let pools = outcome.pools.iter().zip(&known.pools);
        pools
            .map(|(pool, known)| {
                let policies = pool.policies.iter().zip(&known.policies);
                policies
                    .map(|(policy, known)| {
                        if Arc::ptr_eq(&policy.shared, &known.shared) {
                            return Some(Recall::Known);
                        }
                        let keys = policy.shared.shares.iter().map(|part| part.key.clone());
                        let keys = keys.collect::<Option<Vec<Key>>>().map(Recall::Keys);
                        let awards =
                            || Some(&policy.shared.awards).filter(|awards| awards.len() <= FEW).cloned();
                        keys.or_else(|| awards().map(Recall::Awards))
                    })
                    .collect()
            })
            .collect()
    }
}

/// Finds awards (and need, where `with_need`) of some members of a pool again, by policy. `facts`: as they were when
/// the recalls were made; members and strata are those of the `known` outcome. `None` where something is missing.
pub fn again(
    facts: &Facts<'_>,
    known: &PoolOutcome,
    recalls: &[Recall],
    members: Range<usize>,
    with_need: bool,
) -> Option<Vec<Recalled>> {
    let pool = &facts.scenario.pools[known.pool];
    let rows = &known.rows[members.clone()];
    let moved = match with_need {
        true => needs(facts, pool, rows).ok()?,
        false => vec![None; recalls.len()],
    };
    let own = |policy: usize| known.policies[policy].need.as_ref().map(|need| &need[members.clone()]);
    let need = |policy: usize| moved[policy].as_deref().or_else(|| own(policy));
    let of = Of { facts, pool, known };
    let by_row = of.baseline_by_row(recalls, &need, &members)?;
    let policies = recalls.iter().zip(&moved).enumerate();
    policies
        .map(|(policy, (recall, moved))| {
            let baseline = Some(by_row.as_ref()).filter(|_| policy != known.baseline);
            let awards = of.awards(policy, recall, need(policy), baseline, members.clone())?;
            Some(Recalled { awards, need: moved.clone() })
        })
        .collect()
}

/// A pool with facts that have changed since its outcome was known.
struct Of<'o> {
    facts: &'o Facts<'o>,
    pool: &'o Pool,
    known: &'o PoolOutcome,
}

impl Of<'_> {
    /// The baseline's award of every row, in whole units. Where it has changed and a bound or a claim names it, all of
    /// it is found again, since what names it may look at other rows.
    fn baseline_by_row<'n>(
        &self,
        recalls: &[Recall],
        need: &dyn Fn(usize) -> Option<&'n [f64]>,
        members: &Range<usize>,
    ) -> Option<Arc<[f64]>> {
        let known = self.known;
        let is_named = |policy: usize| {
            let share = &self.facts.scenario.policies[policy].shares[known.pool];
            share.formulas().any(|formula| formula.formula.uses_baseline())
        };
        let recall = &recalls[known.baseline];
        if matches!(recall, Recall::Known) || !(0..recalls.len()).any(is_named) {
            return Some(Arc::clone(&known.baseline_by_row));
        }
        let all = 0..known.rows.len();
        let rule = self.facts.scenario.policies[known.baseline].shares[known.pool].rule;
        if rule == Rule::LevelUp && *members != all {
            // The need of all members would have to be known as well.
            return None;
        }
        let awards = self.awards(known.baseline, recall, need(known.baseline), None, all)??;
        let mut by_row = vec![f64::NAN; known.baseline_by_row.len()];
        for (row, award) in known.rows.iter().zip(awards) {
            by_row[*row as usize] = self.pool.unit.whole(award);
        }
        Some(by_row.into())
    }

    /// Awards in parts; the inner `None` where they are the known ones.
    fn awards(
        &self,
        policy: usize,
        recall: &Recall,
        need: Option<&[f64]>,
        baseline: Option<&[f64]>,
        members: Range<usize>,
    ) -> Option<Option<Vec<i64>>> {
        let keys = match recall {
            Recall::Known => return Some(None),
            Recall::Awards(awards) => return Some(awards.get(members).map(<[i64]>::to_vec)),
            Recall::Keys(keys) => keys,
        };
        let facts = self.facts.under(policy);
        let share = &facts.scenario.policies[policy].shares[self.known.pool];
        let rows = &self.known.rows[members.clone()];
        let claims = claims(facts, self.pool, share, rows, baseline, |_| None, false).ok()?;
        let numbers = |formula: &Option<PlacedFormula>| match formula {
            Some(formula) => facts.numbers(formula, rows, baseline).ok().map(Some),
            None => Some(None),
        };
        let (floors, caps, existing) =
            (numbers(&share.floor)?, numbers(&share.cap)?, numbers(&share.existing)?);
        let amounts = Amounts {
            claims: claims.as_ref().map(|claims| claims.totals.as_slice()),
            needs: need,
            existing: existing.as_deref(),
            floors: floors.as_deref(),
            caps: caps.as_deref(),
        };
        let mut awards = vec![0; rows.len()];
        for (part, key) in self.known.policies[policy].shared.shares.iter().zip(keys) {
            let place = |member: usize| part.members.partition_point(|own| (*own as usize) < member);
            let places: Vec<u32> = (place(members.start) as u32..place(members.end) as u32).collect();
            let own = places.iter().map(|place| part.members[*place as usize] - members.start as u32);
            let own: Vec<u32> = own.collect();
            let table = &facts.tables.tables[self.pool.over];
            let ids = PartIds { table, rows, members: &own };
            let asked = Asked::of(self.pool, share, ids, &amounts);
            let found = awards_again(&asked.request(0), key, &places)?;
            for (member, award) in own.iter().zip(found) {
                awards[*member as usize] = award * self.pool.step;
            }
        }
        Some(Some(awards))
    }
}
