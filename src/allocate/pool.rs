//! From a request to its awards: the checks, the rule's curve, λ, and whole steps.

use crate::allocate::again::Key;
use crate::allocate::allocation::Allocation;
use crate::allocate::allocation::Bound;
use crate::allocate::allocation::Request;
use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::decimal::Decimal;
use crate::allocate::divisor::Field;
use crate::allocate::divisor::Weights;
use crate::allocate::error::AllocationError;
use crate::allocate::error::Part;
use crate::allocate::error::Who;
use crate::allocate::exact::Scaled;
use crate::allocate::input::decimals;
use crate::allocate::input::exact;
use crate::allocate::input::lengths;
use crate::allocate::input::sound;
use crate::allocate::input::within_reach;
use crate::allocate::limits::Bounds;
use crate::allocate::limits::Limits;
use crate::allocate::methods::Divisor;
use crate::allocate::methods::divisor;
use crate::allocate::methods::largest_remainders;
use crate::allocate::methods::raw_remainders;
use crate::allocate::rounding::Rounding;
use crate::allocate::rule::Rule;
use crate::allocate::rules::Equal;
use crate::allocate::rules::EqualAwards;
use crate::allocate::rules::EqualLosses;
use crate::allocate::rules::LevelUp;
use crate::allocate::rules::Proportional;
use crate::allocate::rules::Talmud;
use crate::allocate::rules::claimed;
use crate::allocate::share::Settled;
use crate::allocate::share::Shares;
use crate::allocate::solver::Bounded;
use crate::allocate::ties::Ties;

/// Shares out `request.total` steps.
///
/// Floors are rounded up and caps down to whole steps (with a tolerance of 10^-6 step for float noise), λ is
/// found exactly, and shares become whole steps by the request's method:
/// - under `proportional`, the claims themselves are apportioned within the bounds;
/// - under every other rule, the exact shares are the quotas (largest remainder) or the weights (divisor
///   methods), again within the bounds, and under `equal-awards`, `equal-losses` and `talmud` nobody gets
///   more than the claim rounded up to a whole step, so that the sum can always be kept;
/// - under `as-claimed` each claim is rounded to the nearest step by itself, a half going up.
///
/// Where the members cannot take the whole total (rules that cannot exceed claims), the rest and what is
/// less than a step stay in the reserve.
///
/// # Errors
/// [`AllocationError`], a variant for each cause; see [`crate::allocate::apportion`] for those of posts.
/// [`AllocationError::NoNeed`] where `level-up` has no need to lift.
pub fn allocate(request: &Request) -> Result<Allocation, AllocationError> {
    Ok(allocate_by(request, &Bounds::of(request)?, Quotas::Held, true)?.0)
}

/// As [`allocate`], for what cannot be divided, such as posts: under `proportional` with largest remainders the
/// quotas are the raw ones, and a minimum lifts only after the whole parts are given, as the apportionment laws
/// have it; where the minimums take more than the steps left over, the quotas are held within the bounds.
///
/// # Errors
/// As [`allocate`].
pub fn allocate_posts(request: &Request) -> Result<Allocation, AllocationError> {
    Ok(allocate_by(request, &Bounds::of(request)?, Quotas::Raw, true)?.0)
}

/// The awards of [`allocate`] (quotas held) or [`allocate_posts`] (raw quotas) without how they came about: the other
/// lists of the allocation are empty. With them comes what suffices to find any of the awards again, where floats and
/// a few exact decisions do: under `equal`, `proportional` and `level-up` with largest remainders of held quotas.
///
/// `bounds`: those of the request, or of an earlier one with the same floors and caps; the request's own are not
/// looked at.
///
/// # Errors
/// As [`allocate`].
pub fn awards(
    request: &Request,
    bounds: &Bounds,
    quotas: Quotas,
) -> Result<(Allocation, Option<Key>), AllocationError> {
    allocate_by(request, bounds, quotas, false)
}

/// What largest remainders take the whole parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotas {
    /// λ·claim held within the bounds, with one λ for all.
    Held,
    /// The raw share of the total, wherever the bounds can be met from the steps left over.
    Raw,
}

fn allocate_by(
    request: &Request,
    Bounds(limits): &Bounds,
    quotas: Quotas,
    told: bool,
) -> Result<(Allocation, Option<Key>), AllocationError> {
    let count = request.claims.len();
    let len = |list: Option<&[f64]>| list.map(<[f64]>::len);
    lengths(
        count,
        &[
            (Part::Need, len(request.needs)),
            (Part::Existing, len(request.existing)),
            (Part::Floor, Some(limits.floors.len())),
        ],
    )?;
    within_reach(request.total)?;
    sound(request.claims, Part::Claim, request.ids)?;
    let ties = Ties { ids: request.ids, policy: request.ties };
    let pool = Pool {
        rule: request.rule,
        claims: request.claims,
        limits,
        total: request.total,
        ties: &ties,
        quotas,
        told,
    };
    let rounding = request.rounding;
    let claims = || exact(request.claims);
    match request.rule {
        Rule::Equal => pool.shared(&Equal, rounding),
        Rule::Proportional => pool.shared(&Proportional(request.claims), rounding),
        Rule::EqualAwards => pool.shared(&EqualAwards(&claims()), rounding),
        Rule::EqualLosses => pool.shared(&EqualLosses(&claims()), rounding),
        Rule::Talmud => pool.shared(&Talmud::new(&claims()), rounding),
        Rule::LevelUp => {
            let needs = decimals(request.needs.unwrap_or(&[]), Part::Need, request.ids)?;
            let existing = decimals(request.existing.unwrap_or(&[]), Part::Existing, request.ids)?;
            if count > 0 && needs.iter().all(|need| need.mantissa == 0) {
                return Err(AllocationError::NoNeed);
            }
            pool.shared(&LevelUp { needs: &needs, existing: &existing }, rounding)
        }
        Rule::AsClaimed => {
            let done = open(request, limits)?;
            Ok((if told { done } else { done.untold() }, None))
        }
    }
}

/// `as-claimed`: the pool is open.
fn open(request: &Request, limits: &Limits) -> Result<Allocation, AllocationError> {
    let claims = exact(request.claims);
    let mut done = Allocation {
        awards: Vec::with_capacity(claims.len()),
        reserve: 0,
        lambda: None,
        exact: Vec::with_capacity(claims.len()),
        bounds: Vec::with_capacity(claims.len()),
        ties: vec![false; claims.len()],
        rounded_up: Vec::with_capacity(claims.len()),
        steps: Vec::new(),
    };
    let mut cost = 0i64;
    for (member, claim) in claims.iter().enumerate() {
        let (floor, cap) = (limits.floors[member], limits.cap(member));
        let award = claimed(*claim, floor, cap);
        cost = cost.checked_add(award).ok_or(AllocationError::Overflow { total: i64::MAX })?;
        let exact = claim.near().max(floor as f64);
        done.exact.push(cap.map_or(exact, |cap| exact.min(cap as f64)));
        done.bounds.push(bitten(claim.near(), floor, cap));
        done.rounded_up.push(award as f64 > exact);
        done.awards.push(award);
    }
    done.reserve = request.total.checked_sub(cost).ok_or(AllocationError::Overflow { total: cost })?;
    done.steps.push(pool_step(Rule::AsClaimed, request.total, request.claims));
    done.steps.push(Step::Claimed { cost });
    done.steps.extend(bounds_step(&done.bounds));
    done.steps.push(Step::Reserve { left: done.reserve });
    Ok(done)
}

/// Whole steps and how they came about; the lists are empty where that is not told.
struct Apportioned {
    lambda: f64,
    exact: Vec<f64>,
    bounds: Vec<Option<Bound>>,
    settled: Settled,
    key: Option<Key>,
}

/// A checked pool under a rule with a λ.
pub(crate) struct Pool<'a> {
    pub(crate) rule: Rule,
    pub(crate) claims: &'a [f64],
    pub(crate) limits: &'a Limits,
    pub(crate) total: i64,
    pub(crate) ties: &'a Ties<'a>,
    pub(crate) quotas: Quotas,
    /// Whether it is told how the awards came about.
    pub(crate) told: bool,
}

impl Pool<'_> {
    /// Awards by λ and by `rounding`.
    pub(crate) fn shared<C: Curve>(
        &self,
        curve: &C,
        rounding: Rounding,
    ) -> Result<(Allocation, Option<Key>), AllocationError> {
        self.limits.within(self.total, self.ties.ids)?;
        let bounded = Bounded { curve, limits: self.limits };
        let (spent, full) = self.spent(&bounded)?;
        let done = match divisor(rounding) {
            Some(method) if self.rule == Rule::Proportional => self.apportioned(method)?,
            method => match self.raw(curve, method.is_none())? {
                Some(raw) => raw,
                None => self.by_shares(method, Shares::solved(&bounded, spent, full), spent)?,
            },
        };
        let Apportioned { lambda, exact, bounds, settled, key } = done;
        let reserve = self.total - settled.awards.iter().sum::<i64>();
        let mut steps = Vec::new();
        if self.told {
            steps.push(pool_step(self.rule, self.total, self.claims));
            steps.push(Step::Lambda { rule: self.rule, lambda, spent });
            steps.extend(bounds_step(&bounds));
            steps.extend(settled.steps);
            if reserve != 0 {
                steps.push(Step::Reserve { left: reserve });
            }
        }
        let (awards, ties, rounded_up) = (settled.awards, settled.ties, settled.raised);
        let lambda = Some(lambda);
        Ok((Allocation { awards, reserve, lambda, exact, bounds, ties, rounded_up, steps }, key))
    }

    /// Whole steps from exact shares.
    fn by_shares<C: Curve>(
        &self,
        method: Option<&dyn Divisor>,
        shares: Shares<C>,
        spent: i64,
    ) -> Result<Apportioned, AllocationError> {
        let (settled, cut) = match method {
            Some(method) => (self.weighted(method, &shares, spent)?, None),
            None => {
                let (settled, cut) = largest_remainders(&shares, self.unsettled(), spent, self.ties)?;
                (settled, Some(cut))
            }
        };
        let key = |cut| Key { lambda: shares.lambda.clone(), cut };
        let key = cut.filter(|cut| C::WHOLE_ENDS && !self.told && cut.is_small()).map(key);
        Ok(self.told(shares, settled, key))
    }

    /// What is told of awards by shares.
    fn told<C: Curve>(&self, shares: Shares<C>, settled: Settled, key: Option<Key>) -> Apportioned {
        let curve = shares.bounded.curve;
        if !self.told {
            let (lambda, exact, bounds) = (curve.shown(shares.lambda.near), Vec::new(), Vec::new());
            return Apportioned { lambda, exact, bounds, settled, key };
        }
        let shares = shares.sharpened();
        let lambda = curve.shown(shares.lambda.near);
        let bounds = self.bounds(&shares);
        Apportioned { lambda, exact: shares.near(), bounds, settled, key }
    }

    /// Room for whole steps, and for how they came about where that is told.
    fn unsettled(&self) -> Settled {
        let count = self.claims.len();
        if self.told { Settled::new(count) } else { Settled::untold(count) }
    }

    /// Largest remainders of raw quotas, where the bounds can be kept out of the steps that are left over.
    fn raw<C: Curve>(&self, curve: &C, by_remainders: bool) -> Result<Option<Apportioned>, AllocationError> {
        let is_raw = by_remainders && self.quotas == Quotas::Raw && self.rule == Rule::Proportional;
        if !is_raw || self.limits.are_open() {
            return Ok(None);
        }
        let open = Limits { floors: vec![0; self.claims.len()], caps: Vec::new() };
        let bounded = Bounded { curve, limits: &open };
        let shares = Shares::solved(&bounded, self.total, false);
        let settled = raw_remainders(&shares, self.unsettled(), self.limits, self.total, self.ties)?;
        let Some(settled) = settled else { return Ok(None) };
        let mut done = self.told(shares, settled, None);
        for (member, exact) in done.exact.iter_mut().enumerate() {
            let least = exact.max(self.limits.floors[member] as f64);
            *exact = self.limits.cap(member).map_or(least, |cap| least.min(cap as f64));
        }
        Ok(Some(done))
    }

    /// The part of the total that the members can take, in whole steps, and whether that is all they can.
    fn spent<C: Curve>(&self, bounded: &Bounded<C>) -> Result<(i64, bool), AllocationError> {
        let (count, total) = (bounded.len(), self.total);
        if count == 0 && self.rule.spends_all() && total > 0 {
            return Err(AllocationError::NoMember { total });
        }
        if count > 0 && self.rule.needs_claims() && self.claims.iter().all(|claim| *claim == 0.0) {
            return Err(AllocationError::NoClaim);
        }
        let Some(room) = bounded.capacity() else { return Ok((total, false)) };
        if room >= total {
            return Ok((total, false));
        }
        if self.rule.spends_all() {
            let capped = (0..count).filter(|member| self.limits.cap(*member).is_some());
            return Err(AllocationError::CapsShort { room, total, who: Who::of(capped, self.ties.ids) });
        }
        Ok((room, true))
    }

    /// Posts on the claims themselves, with the bounds as integer limits.
    fn apportioned(&self, method: &dyn Divisor) -> Result<Apportioned, AllocationError> {
        let claims = exact(self.claims);
        let near = chunks::each(claims.len(), |member| claims[member].near());
        let weights = Claims(&claims);
        let field = Field::new(method, &weights, &near, self.limits, self.total, self.ties)?;
        let settled = field.settle(self.total, self.ties)?;
        let lambda = settled.lambda.unwrap_or(0.0);
        let (mut bounds, mut exact) = (Vec::new(), Vec::new());
        if self.told {
            bounds = field.bounds(&settled.awards, lambda, self.limits);
            exact = field.quotas(self.total, self.limits);
        }
        Ok(Apportioned { lambda, exact, bounds, settled, key: None })
    }

    /// Whole steps with the exact shares as weights.
    fn weighted<C: Curve>(
        &self,
        method: &dyn Divisor,
        shares: &Shares<C>,
        spent: i64,
    ) -> Result<Settled, AllocationError> {
        let (limits, weights) = (self.tightened(shares.bounded.curve), shares.weights());
        Field::new(method, shares, &weights, &limits, spent, self.ties)?.settle(spent, self.ties)
    }

    /// The bounds, with the most that the rule can mean as a further cap.
    fn tightened(&self, curve: &impl Curve) -> Limits {
        let cap = |member: usize| {
            let cap = self.limits.cap(member).unwrap_or(i64::MAX);
            let most = curve.most(member).unwrap_or(i64::MAX);
            cap.min(most.max(self.limits.floors[member]))
        };
        let floors = self.limits.floors.clone();
        Limits { caps: chunks::each(floors.len(), cap), floors }
    }

    /// Which bound moved each share from where λ alone would have put it.
    fn bounds<C: Curve>(&self, shares: &Shares<C>) -> Vec<Option<Bound>> {
        let count = shares.bounded.len();
        if self.limits.are_open() {
            return vec![None; count];
        }
        let lambda = shares.lambda.near;
        let free = |member: usize| {
            let lines = (0..C::RISES).filter_map(|order| shares.bounded.curve.line(member, order));
            lines.map(|line| (line.start + line.slope * lambda).min(line.high)).fold(0.0, f64::max)
        };
        let bound = |member| bitten(free(member), self.limits.floors[member], self.limits.cap(member));
        chunks::each(count, bound)
    }
}

/// Claims as weights.
struct Claims<'a>(&'a [Decimal]);

impl Weights for Claims<'_> {
    fn exact(&self, member: usize) -> Scaled {
        Scaled::from(self.0[member])
    }

    fn same(&self, one: usize, other: usize) -> bool {
        self.0[one] == self.0[other]
    }
}

/// The bound that bites an award of `free` steps; float noise does not count as biting.
fn bitten(free: f64, floor: i64, cap: Option<i64>) -> Option<Bound> {
    let noise = 1e-9 * free.abs().max(1.0);
    if free < floor as f64 - noise {
        return Some(Bound::Floor);
    }
    cap.filter(|cap| free > *cap as f64 + noise).map(|_| Bound::Cap)
}

fn pool_step(rule: Rule, total: i64, claims: &[f64]) -> Step {
    let looks = rule.needs_claims() || rule == Rule::AsClaimed;
    let sum = || claims.iter().sum();
    Step::Pool { members: claims.len(), total, claims: looks.then(sum) }
}

fn bounds_step(bounds: &[Option<Bound>]) -> Option<Step> {
    let count = |which: Bound| bounds.iter().filter(|bound| **bound == Some(which)).count();
    let (floors, caps) = (count(Bound::Floor), count(Bound::Cap));
    (floors + caps > 0).then_some(Step::Bounds { floors, caps })
}
