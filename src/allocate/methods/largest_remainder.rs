//! `largest-remainder`: whole parts first, then a step each for the largest remainders (Hamilton).

use std::cmp::Ordering;

use crate::allocate::allocation::Step;
use crate::allocate::chunks;
use crate::allocate::curve::Curve;
use crate::allocate::curve::Place;
use crate::allocate::error::AllocationError;
use crate::allocate::exact::Scaled;
use crate::allocate::limits::Limits;
use crate::allocate::share::Settled;
use crate::allocate::share::Shares;
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
    total: i64,
    ties: &Ties,
) -> Result<Settled, AllocationError> {
    let mut fractions = vec![0f64; shares.near.len()];
    let mut settled = Settled::new(shares.near.len());
    let parts = chunks::fill_two(&mut settled.awards, &mut fractions, |first, awards, fractions| {
        whole_parts(shares, first, awards, fractions)
    });
    let given = parts.iter().fold(0i64, |all, part| all.saturating_add(part.0));
    let open: usize = parts.iter().map(|part| part.1).sum();
    let left = usize::try_from(total.saturating_sub(given)).unwrap_or(0).min(open);
    finished(shares, settled, &fractions, (given, left), ties)
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
    limits: &Limits,
    total: i64,
    ties: &Ties,
) -> Result<Option<Settled>, AllocationError> {
    let mut settled = Settled::new(shares.near.len());
    let mut fractions = vec![0f64; shares.near.len()];
    chunks::fill_two(&mut settled.awards, &mut fractions, |first, awards, fractions| {
        whole_parts(shares, first, awards, fractions)
    });
    let (mut given, mut open) = (0i64, 0usize);
    for (member, (award, fraction)) in settled.awards.iter_mut().zip(&mut fractions).enumerate() {
        let (least, most) = (limits.floors[member], limits.cap(member).unwrap_or(i64::MAX));
        if *award < least || *award >= most {
            *award = least.max(most.min(*award));
            *fraction = -1.0;
        }
        given = given.saturating_add(*award);
        open += usize::from(*fraction >= 0.0);
    }
    let Some(left) = total.checked_sub(given).and_then(|left| usize::try_from(left).ok()) else {
        return Ok(None);
    };
    if left > open {
        return Ok(None);
    }
    finished(shares, settled, &fractions, (given, left), ties).map(Some)
}

/// Gives the steps left to the largest remainders.
fn finished<C: Curve>(
    shares: &Shares<C>,
    mut settled: Settled,
    fractions: &[f64],
    (given, left): (i64, usize),
    ties: &Ties,
) -> Result<Settled, AllocationError> {
    settled.steps.push(Step::WholeParts { given, left: left as i64 });
    if left == 0 {
        return Ok(settled);
    }
    let cut = nth_largest(fractions, left);
    let margin = 4.0 * shares.error;
    let parts = chunks::fill_two(&mut settled.awards, &mut settled.raised, |first, awards, raised| {
        let (mut sure, mut near) = (0, Vec::new());
        for (place, award) in awards.iter_mut().enumerate() {
            let fraction = fractions[first + place];
            if fraction > cut + margin {
                *award += 1;
                raised[place] = true;
                sure += 1;
            } else if fraction >= cut - margin && fraction >= 0.0 {
                near.push(first + place);
            }
        }
        (sure, near)
    });
    let wanted = left - parts.iter().map(|part| part.0).sum::<usize>();
    let near: Vec<Vec<usize>> = parts.into_iter().map(|part| part.1).collect();
    let (rests, mut near) = remainders(shares, &near.concat());
    let order = |a: &Near, b: &Near| match a.0 == b.0 {
        true => Ordering::Equal,
        false => rests[b.0].compare(&rests[a.0]),
    };
    let tie = ties.choose(&mut near, wanted, &order, &|candidate| candidate.1)?;
    for (_, member) in &near[..wanted] {
        settled.raise(*member);
    }
    settled.steps.push(Step::Remainders { given: left as i64, smallest: cut.clamp(0.0, 1.0) });
    settled.flag(tie);
    Ok(settled)
}

/// A member whose fraction is near the cut: the place of its exact remainder, and who it is.
type Near = (usize, usize);

/// Whole parts to `awards`, what is left over to `fractions` (-1 for exactly nothing), for the members from
/// `first` on; gives the sum of the whole parts and how many fractions are above nothing.
fn whole_parts<C: Curve>(
    shares: &Shares<C>,
    first: usize,
    awards: &mut [i64],
    fractions: &mut [f64],
) -> (i64, usize) {
    let (mut given, mut open) = (0i64, 0);
    let mut last: Option<((usize, Place), (i64, bool))> = None;
    for (place, near) in shares.near[first..first + awards.len()].iter().copied().enumerate() {
        let mut whole = near as i64;
        let mut fraction = near - whole as f64;
        if fraction <= shares.error || fraction >= 1.0 - shares.error {
            // Neighbours often stand on the same line: under equal shares, or at a bound they share.
            let here = (first + place, shares.place(first + place));
            let (exact, is_whole) = match last {
                Some((known, split)) if shares.bounded.same(known, here) => split,
                _ => {
                    let (exact, rest) = shares.split(here);
                    (exact, shares.is_nothing(&rest))
                }
            };
            last = Some((here, (exact, is_whole)));
            whole = exact;
            fraction = if is_whole { -1.0 } else { (near - exact as f64).clamp(0.0, 1.0) };
        }
        awards[place] = whole;
        fractions[place] = fraction;
        given = given.saturating_add(whole);
        open += usize::from(fraction >= 0.0);
    }
    (given, open)
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
            let here = (*member, shares.place(*member));
            if !last.is_some_and(|last| shares.bounded.same(last, here)) {
                let rest = shares.split(here).1;
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
