//! Pools that add up others, member by member.

use std::sync::Arc;
use std::sync::OnceLock;

use super::members::Members;
use super::outcome::PoolOutcome;
use super::outcome::SharePart;
use super::outcome::Shared;
use crate::claim::Claims;
use crate::scenario::Pool;

/// The rows that take part in any of the combined pools, in the table's order.
pub fn rows(parts: &[Arc<PoolOutcome>]) -> Vec<u32> {
    let mut rows: Vec<u32> = parts.iter().flat_map(|part| part.rows.iter().copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// A policy's awards of all combined pools together; what each gave stands as a part of the claim.
/// First comes the pool with its total in parts.
pub fn shared(
    (spec, total): (&Pool, i64),
    policy: usize,
    members: &Members,
    parts: &[Arc<PoolOutcome>],
) -> Arc<Shared> {
    let count = members.rows.len();
    let mut awards = vec![0_i64; count];
    let mut exact = vec![0.0; count];
    let mut amounts = Vec::with_capacity(parts.len());
    let mut reserve = 0;
    for part in parts {
        let shared = &part.policies[policy].shared;
        reserve += shared.reserve;
        let mut given = vec![0.0; count];
        for (at, row) in part.rows.iter().enumerate() {
            let Ok(member) = members.rows.binary_search(row) else { continue };
            awards[member] += shared.awards[at];
            exact[member] += shared.exact.get(at).copied().unwrap_or(0.0);
            given[member] = spec.unit.whole(shared.awards[at]);
        }
        amounts.push(Arc::new(given));
    }
    let totals = awards.iter().map(|award| spec.unit.whole(*award)).collect();
    let whole = SharePart {
        stratum: None,
        total,
        reserve,
        lambda: None,
        members: (0..count as u32).collect(),
        steps: Vec::new(),
        key: None,
        bounds: OnceLock::new(),
    };
    Arc::new(Shared {
        claims: Some(Claims { parts: amounts, totals }),
        awards,
        exact,
        bounds: vec![None; count],
        ties: vec![false; count],
        floors: None,
        caps: None,
        existing: None,
        reserve,
        shares: vec![whole],
    })
}
