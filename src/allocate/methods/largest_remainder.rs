//! `largest-remainder`: whole parts first, then a step each for the largest remainders (Hamilton).

use std::cmp::Ordering;

use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Place;
use crate::allocate::decimal::Decimal;
use crate::allocate::error::AllocationError;
use crate::allocate::exact::Scaled;
use crate::allocate::limits::Limits;
use crate::allocate::share::Settled;
use crate::allocate::share::Shares;
use crate::allocate::share::is_nothing;
use crate::allocate::ties::Tie;
use crate::allocate::ties::Ties;

/// Whole steps from exact shares that are already within the bounds.
///
/// The quota of a member is its exact share: for a proportional pool λ·c held within floor and cap, with
/// one λ for all (Hamilton's method where no bound bites). Everybody gets the whole part; the steps left
/// of `total` go to the largest remainders, one each. Bounds are whole, so neither can be crossed.
///
/// # Errors
/// [`AllocationError::Tied`] where equal remainders compete and ties are refused.
///
/// # Source
/// Hamilton (1792), in Balinski and Young (2001), pages 16-17. With bounds: Balinski and Young (2001),
/// page 133, quotas held within their requirements.
pub(crate) fn largest_remainders<C: Curve>(
    shares: &Shares<C>,
    settled: Settled,
    total: i64,
    ties: &Ties,
) -> Result<(Settled, Cut), AllocationError> {
    let mut split = Wholes::of(shares, settled);
    split.left = usize::try_from(total.saturating_sub(split.given)).unwrap_or(0).min(split.open);
    finished(shares, split, ties)
}

/// The same from raw quotas, as the law has it: everybody gets the whole part of its quota or, if that is less, its
/// minimum; the steps left go to the largest remainders of those who hold the whole part of their quota and may
/// have more. `None` where the minimums take more than the steps that are left over.
///
/// # Errors
/// As [`largest_remainders`].
///
/// # Source
/// The apportionment acts of 1850 to 1890 (Vinton): each state at least one, in Balinski and Young (2001),
/// pages 37-38.
pub(crate) fn raw_remainders<C: Curve>(
    shares: &Shares<C>,
    settled: Settled,
    limits: &Limits,
    total: i64,
    ties: &Ties,
) -> Result<Option<Settled>, AllocationError> {
    let mut split = Wholes::of(shares, settled);
    (split.given, split.open) = (0, 0);
    for (member, (award, fraction)) in split.settled.awards.iter_mut().zip(&mut split.fractions).enumerate() {
        let (least, most) = (limits.floors[member], limits.cap(member).unwrap_or(i64::MAX));
        if *award < least || *award >= most {
            *award = least.max(most.min(*award));
            *fraction = -1.0;
        }
        split.given = split.given.saturating_add(*award);
        split.open += usize::from(*fraction >= 0.0);
    }
    let Some(left) = total.checked_sub(split.given).and_then(|left| usize::try_from(left).ok()) else {
        return Ok(None);
    };
    if left > split.open {
        return Ok(None);
    }
    split.left = left;
    Ok(Some(finished(shares, split, ties)?.0))
}

/// Whose remainders get a step.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    /// The smallest remainder that gets one, in floats; infinite where none does.
    at: f64,
    /// Those nearer to the cut than this are told apart exactly.
    margin: f64,
    /// Who of those gets a step, in ascending order.
    winners: Vec<u32>,
}

/// The most members near a cut that are worth remembering: more are equals by the thousand.
const MOST_WINNERS: usize = 1 << 10;

impl Cut {
    /// Whether it takes little memory.
    pub(crate) fn is_small(&self) -> bool {
        self.winners.len() <= MOST_WINNERS
    }

    /// Whether a member's remainder gets a step.
    #[inline]
    pub(crate) fn raises(&self, member: u32, fraction: f64) -> bool {
        fraction > self.at + self.margin
            || ((fraction - self.at).abs() <= self.margin && self.winners.binary_search(&member).is_ok())
    }
}

/// Whole parts given out, and what is left over.
struct Wholes {
    settled: Settled,
    /// What is left over of each share; -1 for exactly nothing.
    fractions: Vec<f64>,
    /// The sum of the whole parts.
    given: i64,
    /// How many fractions are above nothing.
    open: usize,
    /// How many steps go to the largest of those.
    left: usize,
    /// How far any fraction may be from the exact one.
    error: f64,
}

impl Wholes {
    fn of<C: Curve>(shares: &Shares<C>, mut settled: Settled) -> Self {
        let mut fractions = vec![0f64; settled.awards.len()];
        let parts = chunks::fill_two(&mut settled.awards, &mut fractions, |first, awards, fractions| {
            let (mut given, mut open, mut largest) = (0i64, 0, 0f64);
            let mut last = None;
            for (place, (award, fraction)) in awards.iter_mut().zip(fractions).enumerate() {
                // What all shares add up to is known here, and so is the exact λ.
                let whole = whole_part(shares, first + place, &mut last).unwrap_or_default();
                (*award, *fraction) = (whole.steps, whole.fraction);
                given = given.saturating_add(whole.steps);
                open += usize::from(whole.fraction >= 0.0);
                largest = largest.max(whole.error);
            }
            (given, open, largest)
        });
        let given = parts.iter().fold(0i64, |all, part| all.saturating_add(part.0));
        let open = parts.iter().map(|part| part.1).sum();
        let error = parts.iter().map(|part| part.2).fold(0.0, f64::max);
        Wholes { settled, fractions, given, open, left: 0, error }
    }
}

/// Gives the steps left to the largest remainders.
fn finished<C: Curve>(
    shares: &Shares<C>,
    split: Wholes,
    ties: &Ties,
) -> Result<(Settled, Cut), AllocationError> {
    let Wholes { mut settled, fractions, given, left, error, .. } = split;
    settled.steps.push(Step::WholeParts { given, left: left as i64 });
    let margin = 4.0 * error;
    if left == 0 {
        return Ok((settled, Cut { at: f64::INFINITY, margin, winners: Vec::new() }));
    }
    let cut = nth_largest(&fractions, left);
    let parts = chunks::fill(&mut settled.awards, |first, awards| {
        let (mut sure, mut near) = (0, Vec::new());
        for (place, award) in awards.iter_mut().enumerate() {
            let fraction = fractions[first + place];
            // Half of all members are above the cut, in no order that a processor could foresee.
            let is_above = fraction > cut + margin;
            *award += i64::from(is_above);
            sure += usize::from(is_above);
            if (fraction - cut).abs() <= margin && fraction >= 0.0 && !is_above {
                near.push(first + place);
            }
        }
        (sure, near)
    });
    if !settled.raised.is_empty() {
        settled.raised = chunks::each(fractions.len(), |member| fractions[member] > cut + margin);
    }
    let wanted = left - parts.iter().map(|part| part.0).sum::<usize>();
    let near = parts.into_iter().map(|part| part.1).collect::<Vec<_>>().concat();
    let (winners, tie) = chosen(shares, near, wanted, ties)?;
    winners.iter().for_each(|member| settled.raise(*member as usize));
    settled.steps.push(Step::Remainders { given: left as i64, smallest: cut.clamp(0.0, 1.0) });
    settled.flag(tie);
    Ok((settled, Cut { at: cut, margin, winners }))
}

/// The `wanted` of those near the cut who get a step, in ascending order, by their exact remainders.
fn chosen<C: Curve>(
    shares: &Shares<C>,
    near: Vec<usize>,
    wanted: usize,
    ties: &Ties,
) -> Result<(Vec<u32>, Option<Tie>), AllocationError> {
    if near.len() == wanted {
        return Ok((near.into_iter().map(|member| member as u32).collect(), None));
    }
    let (rests, mut near) = remainders(shares, &near);
    let order = |a: &Near, b: &Near| match a.0 == b.0 {
        true => Ordering::Equal,
        false => rests[b.0].compare(&rests[a.0]),
    };
    let tie = ties.choose(&mut near, wanted, &order, &|candidate| candidate.1)?;
    let mut winners: Vec<u32> = near[..wanted].iter().map(|(_, member)| *member as u32).collect();
    winners.sort_unstable();
    Ok((winners, tie))
}

/// A member whose fraction is near the cut: the place of its exact remainder, and who it is.
type Near = (usize, usize);

/// A member who stood on some line, and what came of its share there: many stand on the same one.
type Last = Option<((usize, Place), (i64, bool))>;

/// The whole part of one share.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whole {
    pub(crate) steps: i64,
    /// What is left over; -1 for exactly nothing.
    pub(crate) fraction: f64,
    /// How far that may be from the exact one.
    error: f64,
}

/// Splits a member's share; `None` where that takes an exact λ that is not known.
#[inline(always)]
pub(crate) fn whole_part<C: Curve>(shares: &Shares<C>, member: usize, last: &mut Last) -> Option<Whole> {
    let standing = shares.standing(member);
    let near = standing.near.max(0.0);
    let steps = near as i64;
    let is_line = matches!(standing.place, Place::On(_));
    if C::WHOLE_ENDS && !is_line {
        return Some(Whole { steps, fraction: -1.0, error: 0.0 });
    }
    let (fraction, error) = (near - steps as f64, Shares::<C>::error(&standing));
    if fraction > error && fraction < 1.0 - error {
        return Some(Whole { steps, fraction, error });
    }
    exact_whole_part(shares, (member, standing.place), near, last).map(|whole| Whole { error, ..whole })
}

/// The same exactly.
fn exact_whole_part<C: Curve>(
    shares: &Shares<C>,
    here: (usize, Place),
    near: f64,
    last: &mut Last,
) -> Option<Whole> {
    // Neighbours often stand on the same line: under equal shares, or at a bound they share.
    let (steps, is_whole) = match last {
        Some((known, split)) if shares.bounded.same(*known, here) => *split,
        _ => {
            let (steps, rest) = shares.split(here)?;
            (steps, is_nothing(&rest))
        }
    };
    *last = Some((here, (steps, is_whole)));
    let fraction = if is_whole { -1.0 } else { (near - steps as f64).clamp(0.0, 1.0) };
    Some(Whole { steps, fraction, error: 0.0 })
}

/// The `wanted`-th largest of the fractions from 0 to 1; those below 0 do not count.
fn nth_largest(fractions: &[f64], wanted: usize) -> f64 {
    const BINS: usize = 1 << 10;
    if fractions.len() < chunks::MANY {
        let mut open: Vec<f64> = fractions.iter().copied().filter(|fraction| *fraction >= 0.0).collect();
        return *open.select_nth_unstable_by(wanted - 1, |a, b| b.total_cmp(a)).1;
    }
    let bin = |fraction: f64| ((fraction * BINS as f64) as usize).min(BINS - 1);
    let parts = chunks::over(fractions.len(), |members| {
        let mut counts = vec![0usize; BINS];
        for fraction in fractions[members].iter().filter(|fraction| **fraction >= 0.0) {
            counts[bin(*fraction)] += 1;
        }
        counts
    });
    let (mut above, mut chosen) = (0, 0);
    for place in (0..BINS).rev() {
        let here: usize = parts.iter().map(|counts| counts[place]).sum();
        if above + here >= wanted {
            chosen = place;
            break;
        }
        above += here;
    }
    let is_here = |fraction: &f64| *fraction >= 0.0 && bin(*fraction) == chosen;
    let parts = chunks::over(fractions.len(), |members| {
        fractions[members].iter().copied().filter(is_here).collect::<Vec<f64>>()
    });
    let mut here = parts.concat();
    if here.iter().all(|fraction| *fraction == here[0]) {
        return here[0];
    }
    *here.select_nth_unstable_by(wanted - above - 1, |a, b| b.total_cmp(a)).1
}

/// The exact remainders of these members, those of neighbours that are equal once, and which is whose.
fn remainders<C: Curve>(shares: &Shares<C>, members: &[usize]) -> (Vec<Scaled>, Vec<Near>) {
    let is_same = |one: &Scaled, other: &Scaled| one.compare(other) == Ordering::Equal;
    let mut near: Vec<Near> = vec![(0, 0); members.len()];
    let parts = chunks::fill(&mut near, |first, near| {
        let (mut rests, mut last) = (Vec::<Scaled>::new(), None);
        for (near, member) in near.iter_mut().zip(&members[first..]) {
            let here = (*member, shares.standing(*member).place);
            if !last.is_some_and(|last| shares.bounded.same(last, here)) {
                // What all shares add up to is known here, and so is the exact λ.
                let rest = shares.split(here).map_or(Scaled::from(Decimal::ZERO), |(_, rest)| rest);
                if rests.last().is_none_or(|last| !is_same(last, &rest)) {
                    rests.push(rest);
                }
            }
            *near = (rests.len() - 1, *member);
            last = Some(here);
        }
        (rests, near.len())
    });
    let (mut rests, mut first) = (Vec::<Scaled>::new(), 0);
    for (own, count) in parts {
        let goes_on = rests.last().zip(own.first()).is_some_and(|(last, first)| is_same(last, first));
        let base = rests.len() - usize::from(goes_on);
        if base > 0 {
            near[first..first + count].iter_mut().for_each(|near| near.0 += base);
        }
        rests.extend(own.into_iter().skip(usize::from(goes_on)));
        first += count;
    }
    (rests, near)
}
