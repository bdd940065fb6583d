//! What a workbook with live formulas is made of, before any cell is written: every sheet's name and columns.

use crate::allocate::Rule;
use crate::claim::Facts;
use crate::evaluate::PoolOutcome;
use crate::language::Text;
use crate::report::Subject;
use crate::report::tables::Case;
use crate::scenario::PlacedFormula;
use crate::scenario::Pool;
use crate::scenario::Scenario;
use crate::scenario::Share;

use super::parameters::PoolCells;
use super::place::letters;
use super::place::range;
use super::place::row_number;
use super::place::sheet_prefix;
use super::scheme::Scheme;
use super::worked::Given;
use super::worked::Worked;
use super::world::World;

/// A column of a policy's sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Id,
    Name,
    Stratum,
    Factor(usize),
    Claim,
    Floor,
    Cap,
    Existing,
    Award,
    Bound,
    Tie,
    Need,
    Adequacy,
    /// The number of the part that the member is in.
    Part,
    /// What λ is multiplied by, in steps.
    Weight,
    /// What is added to it, in steps.
    Constant,
    /// The floor in whole steps.
    Least,
    /// The cap in whole steps.
    Most,
    /// The share before rounding, in steps.
    Share,
    /// Whole steps for sure.
    Whole,
    /// The remainder, or the λ of the next step.
    Rest,
    /// The place of the id in the order of ids.
    Order,
    /// The same, for those who are tied.
    Tied,
}

/// One policy's sheet for one pool.
pub(crate) struct PolicySheet {
    /// The sheet's name.
    pub(crate) name: String,
    /// The pool, as its index in the outcome.
    pub(crate) pool: usize,
    /// The policy's index.
    pub(crate) policy: usize,
    /// The world that its facts are in.
    pub(crate) world: usize,
    /// The columns.
    pub(crate) keys: Vec<Key>,
    /// How the awards are worked out, where by formulas.
    pub(crate) live: Option<(Scheme, Worked)>,
    /// Why the awards are values, where they are.
    pub(crate) why: Option<Text>,
    /// The first column of its parts on the sheet of workings.
    pub(crate) first_part: usize,
    /// Members.
    pub(crate) rows: usize,
}

impl PolicySheet {
    /// The place of a column.
    pub(crate) fn column(&self, key: Key) -> Option<usize> {
        self.keys.iter().position(|known| *known == key)
    }

    /// A member's cell in a column, seen from the same sheet.
    pub(crate) fn own(&self, key: Key, member: usize) -> Option<String> {
        Some(format!("${}{}", letters(self.column(key)?), row_number(member)))
    }

    /// A member's cell in a column, seen from another sheet.
    pub(crate) fn cell(&self, key: Key, member: usize) -> Option<String> {
        Some(format!("{}{}", sheet_prefix(&self.name), self.own(key, member)?))
    }

    /// All cells of a column, seen from another sheet.
    pub(crate) fn range(&self, key: Key) -> Option<String> {
        Some(range(&sheet_prefix(&self.name), self.column(key)?, self.rows))
    }

    /// Whether the members are told apart by part.
    pub(crate) fn is_masked(&self) -> bool {
        self.column(Key::Part).is_some()
    }
}

/// Everything that has to be known before the first cell is written.
pub(crate) struct Plan<'a> {
    /// What is reported.
    pub(crate) subject: &'a Subject<'a>,
    /// The facts, under the scenario's catalogue first, then under each policy's own.
    pub(crate) worlds: &'a [World<'a>],
    /// The cells of each pool of the scenario.
    pub(crate) cells: &'a [PoolCells],
    /// The sheet of workings.
    pub(crate) workings: String,
    /// By pool of the outcome and by policy.
    pub(crate) sheets: Vec<Vec<PolicySheet>>,
    /// The sheets that compare the policies, by pool of the outcome.
    pub(crate) comparisons: Vec<String>,
    /// The sheet of staffing by WISN, where there is one and a spreadsheet can say its formulas.
    pub(crate) staffing: Option<String>,
    /// The sheet of answers to residents, likewise.
    pub(crate) answers: Option<String>,
}

impl<'a> Plan<'a> {
    /// The sheet of a policy on a pool.
    pub(crate) fn sheet(&self, case: &Case<'_>) -> Option<&PolicySheet> {
        let pools = &self.subject.outcome.pools;
        let pool = pools.iter().position(|result| std::ptr::eq(&**result, case.result))?;
        self.sheets.get(pool)?.get(case.index)
    }

    /// The pool of a sheet.
    pub(crate) fn pool(&self, sheet: &PolicySheet) -> &'a Pool {
        &self.subject.scenario.pools[self.subject.outcome.pools[sheet.pool].pool]
    }

    /// The share of a sheet.
    pub(crate) fn share(&self, sheet: &PolicySheet) -> &'a Share {
        let pool = self.subject.outcome.pools[sheet.pool].pool;
        &self.subject.scenario.policies[sheet.policy].shares[pool]
    }

    /// The result of a sheet's pool.
    pub(crate) fn result(&self, sheet: &PolicySheet) -> &'a PoolOutcome {
        &self.subject.outcome.pools[sheet.pool]
    }

    /// The world of a sheet.
    pub(crate) fn world(&self, sheet: &PolicySheet) -> &'a World<'a> {
        &self.worlds[sheet.world]
    }

    /// The cell of a step's size.
    pub(crate) fn step(&self, sheet: &PolicySheet) -> &'a str {
        &self.cells[self.result(sheet).pool].step
    }

    /// The cells of the parts' totals.
    pub(crate) fn totals(&self, sheet: &PolicySheet) -> Vec<&'a str> {
        let cells = &self.cells[self.result(sheet).pool];
        match sheet.is_masked() {
            true => cells.strata.iter().map(String::as_str).collect(),
            false => vec![&cells.total],
        }
    }

    /// A formula over a member's facts, as seen from the sheet of a policy.
    pub(crate) fn text(&self, sheet: &PolicySheet, formula: &PlacedFormula, member: usize) -> Option<String> {
        let result = self.result(sheet);
        let baseline = (sheet.policy != result.baseline)
            .then(|| self.sheets[sheet.pool][result.baseline].cell(Key::Award, member))
            .flatten();
        let (table, row) = (formula.formula.table(), result.rows[member] as usize);
        formula.formula.spreadsheet(&self.world(sheet).seen_from_elsewhere(table, row, baseline))
    }
}

/// The formulas of a share, and its pool's need.
pub(crate) fn formulas<'s>(pool: &'s Pool, share: &'s Share) -> impl Iterator<Item = &'s PlacedFormula> {
    let factors = share.factors.iter().map(|factor| &factor.amount);
    let bounds = share.floor.iter().chain(&share.cap).chain(&share.existing);
    factors.chain(bounds).chain(pool.need.iter().map(|need| &need.formula))
}

/// The columns of a policy's sheet. `scheme`: where the awards are formulas.
pub(crate) fn keys(
    result: &PoolOutcome,
    scenario: &Scenario,
    policy: usize,
    scheme: Option<Scheme>,
) -> Vec<Key> {
    let (pool, share) = (&scenario.pools[result.pool], &scenario.policies[policy].shares[result.pool]);
    let mut keys = vec![Key::Id, Key::Name];
    let mut put = |wanted: bool, key: Key| keys.extend(wanted.then_some(key));
    put(result.strata.is_some(), Key::Stratum);
    let factors = scenario.claim_parts(policy, result.pool).len();
    (0..factors).for_each(|factor| put(true, Key::Factor(factor)));
    put(factors > 0 && !pool.is_combined(), Key::Claim);
    put(share.floor.is_some(), Key::Floor);
    put(share.cap.is_some(), Key::Cap);
    put(share.existing.is_some(), Key::Existing);
    put(true, Key::Award);
    put(share.floor.is_some() || share.cap.is_some(), Key::Bound);
    put(!pool.is_combined() && share.rule != Rule::AsClaimed, Key::Tie);
    put(result.policies[policy].need.is_some(), Key::Need);
    put(result.policies[policy].need.is_some(), Key::Adequacy);
    let Some(scheme) = scheme else { return keys };
    put(scheme.in_strata, Key::Part);
    put(scheme.has_weights(), Key::Weight);
    put(scheme.has_existing, Key::Constant);
    put(scheme.has_floor, Key::Least);
    put(scheme.has_cap, Key::Most);
    put(!scheme.is_open() && !scheme.is_direct(), Key::Share);
    if !scheme.is_open() {
        for key in [Key::Whole, Key::Rest, Key::Order, Key::Tied] {
            put(true, key);
        }
    }
    keys
}

/// What the formulas of a share would come to; `None` where they would not come to the awards of the run.
pub(crate) fn worked(
    facts: &Facts<'_>,
    result: &PoolOutcome,
    policy: usize,
    scheme: Scheme,
) -> Option<Worked> {
    let pool = &facts.scenario.pools[result.pool];
    let outcome = &result.policies[policy];
    let shared = &outcome.shared;
    let order = order_of(result, facts);
    let parts = shared.shares.iter().map(|part| {
        let members = part.members.iter().map(|member| *member as usize).collect();
        (members, pool.unit.whole(part.total))
    });
    let given = Given {
        scheme,
        parts: parts.collect(),
        claims: shared.claims.as_ref().map(|claims| claims.totals.as_slice()),
        needs: outcome.need.as_deref(),
        existing: shared.existing.as_ref().map(|existing| existing.as_slice()),
        floors: shared.floors.as_ref().map(|floors| floors.as_slice()),
        caps: shared.caps.as_ref().map(|caps| caps.as_slice()),
        order: &order,
        step: pool.unit.whole(pool.step),
    };
    let worked = Worked::of(&given);
    let same = |(steps, award): (&f64, &i64)| *steps * pool.step as f64 == *award as f64;
    worked.award.iter().zip(&shared.awards).all(same).then_some(worked)
}

/// The place of each member's id in the order of ids, from 1.
pub(crate) fn order_of(result: &PoolOutcome, facts: &Facts<'_>) -> Vec<f64> {
    let table = &facts.tables.tables[facts.scenario.pools[result.pool].over];
    let mut by_id: Vec<usize> = (0..result.rows.len()).collect();
    by_id.sort_unstable_by_key(|member| table.id(result.rows[*member] as usize));
    let mut order = vec![0.0; by_id.len()];
    for (place, member) in by_id.into_iter().enumerate() {
        order[member] = place as f64 + 1.0;
    }
    order
}
