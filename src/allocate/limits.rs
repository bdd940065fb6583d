//! Floors and caps as whole steps.

use std::cmp::Ordering;
use std::ops::Range;

use crate::allocate::allocation::Request;
use crate::allocate::chunks;
use crate::allocate::error::AllocationError;
use crate::allocate::error::Part;
use crate::allocate::error::Who;
use crate::allocate::ids::Ids;
use crate::allocate::input::lengths;

/// What float noise may cost at most, in steps: a floor of 95 % of a whole award reckoned in floats stays
/// the whole number that it is.
pub(crate) const NOISE: f64 = 1e-6;

/// The largest total, floor or cap, in steps: beyond 2^53 floats no longer tell neighbours apart.
pub(crate) const LARGEST_TOTAL: i64 = 1 << 53;

/// Whole-step bounds, one a member; no floor is above its cap.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// At least this, in steps.
    pub(crate) floors: Vec<i64>,
    /// At most this, in steps; `i64::MAX` means no cap; empty when nobody has one.
    pub(crate) caps: Vec<i64>,
}

impl Limits {
    /// The member's cap, if it has one.
    #[inline]
    pub(crate) fn cap(&self, member: usize) -> Option<i64> {
        self.caps.get(member).copied().filter(|cap| *cap < i64::MAX)
    }

    /// Whether nobody has a floor above nothing or a cap.
    pub(crate) fn are_open(&self) -> bool {
        self.caps.is_empty() && self.floors.iter().all(|floor| *floor == 0)
    }

    /// The sum of the floors, in steps.
    pub(crate) fn floor_sum(&self) -> i128 {
        let sum = |members: Range<usize>| -> i128 {
            self.floors[members].iter().map(|floor| i128::from(*floor)).sum()
        };
        chunks::over(self.floors.len(), sum).into_iter().sum()
    }

    /// Floors rounded up and caps rounded down to whole steps, with a tolerance for float noise.
    ///
    /// # Errors
    /// [`AllocationError::BadNumber`] for a floor or cap that is no number, an infinite floor or a cap
    /// below zero; [`AllocationError::FloorAboveCap`] where no whole step lies between the two.
    pub(crate) fn of(
        count: usize,
        floors: Option<&[f64]>,
        caps: Option<&[f64]>,
        ids: &dyn Ids,
    ) -> Result<Limits, AllocationError> {
        let mut limits = Limits { floors: vec![0; count], caps: Vec::new() };
        if let Some(floors) = floors {
            let whole = |floor: f64| {
                let up = (floor - NOISE).ceil().max(0.0);
                if up >= i64::MAX as f64 { i64::MAX - 1 } else { up as i64 }
            };
            limits.floors = chunks::each(count, |member| whole(floors[member]));
            if let Some(member) = chunks::first(count, |member| !floors[member].is_finite()) {
                return Err(AllocationError::bad(Part::Floor, floors[member], member, ids));
            }
        }
        if let Some(caps) = caps {
            let whole = |cap: f64| {
                let down = (cap + NOISE).floor();
                if down < LARGEST_TOTAL as f64 { down as i64 } else { i64::MAX }
            };
            limits.caps = chunks::each(count, |member| whole(caps[member]));
            if let Some(member) = chunks::first(count, |member| caps[member].is_nan() || caps[member] < 0.0) {
                return Err(AllocationError::bad(Part::Cap, caps[member], member, ids));
            }
        }
        limits.checked(ids)
    }

    /// The same from whole numbers; `i64::MAX` as a maximum means none.
    ///
    /// # Errors
    /// [`AllocationError::BadNumber`] for a minimum or maximum below zero;
    /// [`AllocationError::FloorAboveCap`] where a minimum is above its maximum.
    pub(crate) fn whole(minimum: &[i64], maximum: &[i64], ids: &dyn Ids) -> Result<Limits, AllocationError> {
        for (part, bounds) in [(Part::Floor, minimum), (Part::Cap, maximum)] {
            if let Some(member) = bounds.iter().position(|bound| *bound < 0) {
                return Err(AllocationError::bad(part, bounds[member] as f64, member, ids));
            }
        }
        let caps = if maximum.iter().all(|cap| *cap == i64::MAX) { Vec::new() } else { maximum.to_vec() };
        Limits { floors: minimum.to_vec(), caps }.checked(ids)
    }

    fn checked(self, ids: &dyn Ids) -> Result<Limits, AllocationError> {
        let above = |member: usize| self.cap(member).is_some_and(|cap| self.floors[member] > cap);
        if self.caps.is_empty() || chunks::first(self.floors.len(), above).is_none() {
            return Ok(self);
        }
        let who = Who::of((0..self.floors.len()).filter(|member| above(*member)), ids);
        Err(AllocationError::FloorAboveCap { who })
    }

    /// Refuses floors that the total cannot meet.
    ///
    /// # Errors
    /// [`AllocationError::FloorsExceed`], by how much and whose floors.
    pub(crate) fn within(&self, total: i64, ids: &dyn Ids) -> Result<(), AllocationError> {
        let sum = self.floor_sum();
        match sum.cmp(&i128::from(total)) {
            Ordering::Greater => {
                let lifted = (0..self.floors.len()).filter(|member| self.floors[*member] > 0);
                let floors = i64::try_from(sum).unwrap_or(i64::MAX);
                Err(AllocationError::FloorsExceed { floors, total, who: Who::of(lifted, ids) })
            }
            _ => Ok(()),
        }
    }
}

/// Floors and caps of a request as whole steps.
#[derive(Clone, Debug)]
pub struct Bounds(pub(crate) Limits);

impl Bounds {
    /// The floors rounded up and the caps rounded down.
    ///
    /// # Errors
    /// [`AllocationError::WrongLength`], [`AllocationError::BadNumber`] and [`AllocationError::FloorAboveCap`].
    pub fn of(request: &Request) -> Result<Bounds, AllocationError> {
        let (count, len) = (request.claims.len(), |list: Option<&[f64]>| list.map(<[f64]>::len));
        lengths(count, &[(Part::Floor, len(request.floors)), (Part::Cap, len(request.caps))])?;
        Ok(Bounds(Limits::of(count, request.floors, request.caps, request.ids)?))
    }
}
