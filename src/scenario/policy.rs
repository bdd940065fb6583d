//! How a policy shares every pool.

use std::ops::Range;

use super::ItemPart;
use super::PlacedFormula;
use super::Services;
use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::language::Text;

/// How every pool is shared.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// One per pool, in the pools' order.
    pub shares: Vec<Share>,
    /// The service catalogue as this policy changes it, where it does.
    pub services: Option<Services>,
}

/// How a policy shares one pool.
#[derive(Clone, Debug)]
pub struct Share {
    /// The rule.
    pub rule: Rule,
    /// The rounding to whole steps.
    pub rounding: Rounding,
    /// What happens in an exact tie.
    pub ties: TiePolicy,
    /// Whether the pool's strata are ignored.
    pub merge: bool,
    /// The least that each member gets, in whole units.
    pub floor: Option<PlacedFormula>,
    /// The most that each member gets, in whole units.
    pub cap: Option<PlacedFormula>,
    /// What each member has already, in whole units.
    pub existing: Option<PlacedFormula>,
    /// The parts of the claim.
    pub factors: Vec<Factor>,
    /// Where the share stands in the file.
    pub span: Range<usize>,
}

impl Share {
    /// Its formulas: the bounds, what members have already, and the parts of the claim.
    pub fn formulas(&self) -> impl Iterator<Item = &PlacedFormula> {
        let bounds = [&self.floor, &self.cap, &self.existing].into_iter().flatten();
        bounds.chain(self.factors.iter().map(|factor| &factor.amount))
    }
}

/// A part of the claim.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Each member's amount, in whole units.
    pub amount: PlacedFormula,
    /// The item of the policy's catalogue that it carries money for, where it does.
    pub item: Option<CarriedItem>,
}

/// An item of the service catalogue as a part of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarriedItem {
    /// Its index in the policy's catalogue.
    pub index: usize,
    /// The part of its yuan that is claimed. Where that takes in what comes with the item, this comes through the
    /// pool and is not counted besides.
    pub part: ItemPart,
}
