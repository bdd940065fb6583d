//! What is asked of the rules for one part of a pool: amounts in whole steps, one per member of the part.

use crate::allocate::Ids;
use crate::allocate::Request;
use crate::allocate::Rule;
use crate::scenario::Pool;
use crate::scenario::Share;
use crate::table::Table;

/// Amounts in whole units, one per member of the pool (or of some of its members).
pub struct Amounts<'a> {
    pub claims: Option<&'a [f64]>,
    pub needs: Option<&'a [f64]>,
    pub existing: Option<&'a [f64]>,
    pub floors: Option<&'a [f64]>,
    pub caps: Option<&'a [f64]>,
}

/// The ids of a part's members.
#[derive(Clone, Copy)]
pub struct PartIds<'a> {
    pub table: &'a Table,
    /// The rows of the members that the amounts are of.
    pub rows: &'a [u32],
    /// The part's members, as indices into those.
    pub members: &'a [u32],
}

impl Ids for PartIds<'_> {
    fn id(&self, member: usize) -> &str {
        self.table.id(self.rows[self.members[member] as usize] as usize)
    }
}

/// The same amounts in steps, one per member of the part.
pub struct Asked<'a> {
    pub pool: &'a Pool,
    share: &'a Share,
    ids: PartIds<'a>,
    claims: Vec<f64>,
    needs: Option<Vec<f64>>,
    existing: Option<Vec<f64>>,
    floors: Option<Vec<f64>>,
    caps: Option<Vec<f64>>,
}

impl<'a> Asked<'a> {
    pub fn of(pool: &'a Pool, share: &'a Share, ids: PartIds<'a>, amounts: &Amounts<'_>) -> Asked<'a> {
        let (parts, step) = (pool.unit.parts() as f64, pool.step as f64);
        let steps = |amounts: &[f64]| -> Vec<f64> {
            match ids.members.len() == amounts.len() {
                true => amounts.iter().map(|amount| amount * parts / step).collect(),
                false => ids.members.iter().map(|member| amounts[*member as usize] * parts / step).collect(),
            }
        };
        Asked {
            pool,
            share,
            ids,
            claims: amounts.claims.map_or_else(|| vec![0.0; ids.members.len()], steps),
            needs: amounts.needs.filter(|_| share.rule == Rule::LevelUp).map(steps),
            existing: amounts.existing.map(steps),
            floors: amounts.floors.map(steps),
            caps: amounts.caps.map(steps),
        }
    }

    /// The request to share out `total` steps.
    pub fn request(&self, total: i64) -> Request<'_> {
        Request {
            ids: &self.ids,
            claims: &self.claims,
            needs: self.needs.as_deref(),
            existing: self.existing.as_deref(),
            floors: self.floors.as_deref(),
            caps: self.caps.as_deref(),
            total,
            rule: self.share.rule,
            rounding: self.share.rounding,
            ties: self.share.ties,
        }
    }
}
