//! How much of the inequality lies within groups, and how much between them.

use crate::measure::inequality::Distribution;
use crate::measure::inequality::InequalityError;
use crate::summation::Sum;

/// One group's part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupPart {
    /// The group's share of the heads, from 0 to 1.
    pub heads: f64,
    /// Its share of the whole, from 0 to 1.
    pub amount: f64,
    /// Its mean per head; 0 for a group nobody belongs to.
    pub mean: f64,
    /// Theil's T within it; `None` where the group is empty or has nothing.
    pub theil_t: Option<f64>,
    /// Theil's L within it; `None` where the group is empty or one of its values is zero.
    pub theil_l: Option<f64>,
}

/// Theil's T and L, each as within + between.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// (within, between) of Theil's T; `None` where T is not defined.
    pub theil_t: Option<(f64, f64)>,
    /// (within, between) of Theil's L; `None` where L is not defined.
    pub theil_l: Option<(f64, f64)>,
    /// One a group, in the order of the group numbers.
    pub groups: Vec<GroupPart>,
}

/// Splits Theil's T and L by group. `groups`: one group number a member, from 0 to `count` - 1.
///
/// T within is weighted by the groups' shares of the whole, L within by their shares of the heads; within
/// and between add up to the index of all.
///
/// # Errors
/// As [`Distribution::new`]; [`InequalityError::Lengths`] also for a group number of `count` or more.
///
/// # Source
/// Shorrocks (1980), Econometrica 48(3), 613-625, equations 27 and 28.
///
/// ```
/// use junheng::measure::inequality::decompose;
/// // Two groups without any inequality within: all of it lies between.
/// let parts = decompose(&[1.0, 1.0, 3.0, 3.0], None, &[0, 0, 1, 1], 2)?;
/// let (within, between) = parts.theil_t.unwrap();
/// assert_eq!(within, 0.0);
/// assert!((between - (0.25 * 0.5f64.ln() + 0.75 * 1.5f64.ln())).abs() < 1e-15);
/// # Ok::<(), junheng::measure::inequality::InequalityError>(())
/// ```
pub fn decompose(
    values: &[f64],
    weights: Option<&[f64]>,
    groups: &[usize],
    count: usize,
) -> Result<Decomposition, InequalityError> {
    let all = Distribution::new(values, weights)?;
    if groups.len() != values.len() {
        return Err(InequalityError::Lengths { values: values.len(), others: groups.len() });
    }
    let mut members: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); count];
    for (place, group) in groups.iter().enumerate() {
        let Some(member) = members.get_mut(*group) else {
            return Err(InequalityError::Lengths { values: count, others: group + 1 });
        };
        member.0.push(values[place]);
        member.1.push(weights.map_or(1.0, |weights| weights[place]));
    }
    let parts: Vec<GroupPart> = members.iter().map(|(values, weights)| part(&all, values, weights)).collect();
    let mean = all.mean();
    let (mut t, mut l) = ([Sum::default(); 2], [Sum::default(); 2]);
    for group in parts.iter().filter(|group| group.heads > 0.0) {
        t[0].add(group.amount * group.theil_t.unwrap_or(0.0));
        l[0].add(group.heads * group.theil_l.unwrap_or(0.0));
        if group.mean > 0.0 {
            t[1].add(group.amount * (group.mean / mean).ln());
            l[1].add(group.heads * (mean / group.mean).ln());
        }
    }
    Ok(Decomposition {
        theil_t: all.theil_t().map(|_| (t[0].value(), t[1].value())),
        theil_l: all.theil_l().map(|_| (l[0].value(), l[1].value())),
        groups: parts,
    })
}

fn part(all: &Distribution, values: &[f64], weights: &[f64]) -> GroupPart {
    match Distribution::new(values, Some(weights)) {
        Ok(own) => GroupPart {
            heads: own.weight / all.weight,
            amount: if all.amount > 0.0 { own.amount / all.amount } else { 0.0 },
            mean: own.mean(),
            theil_t: own.theil_t(),
            theil_l: own.theil_l(),
        },
        Err(_) => GroupPart { heads: 0.0, amount: 0.0, mean: 0.0, theil_t: None, theil_l: None },
    }
}
