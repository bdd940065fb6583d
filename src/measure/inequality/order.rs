//! Rows in ascending order of value: first into narrow classes by the leading bits of their values, then
//! each class by itself, which for many rows takes much less time than one large sort.

use std::cmp::Ordering;

/// Under this many rows one sort is fastest.
const MANY: usize = 1 << 12;

/// The most bits that tell the classes apart.
const BITS: u32 = 16;

/// A number that grows with the value, in the order of [`f64::total_cmp`].
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Sorts by `compare`, which must look at `value` first; rows that it calls equal must be alike. No value is
/// -0 or no number.
pub(crate) fn sorted<T: Copy>(
    mut rows: Vec<T>,
    value: impl Fn(&T) -> f64,
    compare: impl Fn(&T, &T) -> Ordering + Copy,
) -> Vec<T> {
    let keys = rows.iter().map(|row| key(value(row)));
    let (least, most) = keys.fold((u64::MAX, 0), |ends, key| (key.min(ends.0), key.max(ends.1)));
    if rows.len() < MANY || least >= most {
        rows.sort_unstable_by(compare);
        return rows;
    }
    let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(BITS);
    let class = |row: &T| ((key(value(row)) - least) >> shift) as usize;
    // Where each class begins; one place more than there are classes.
    let mut starts = vec![0usize; ((most - least) >> shift) as usize + 2];
    for row in &rows {
        starts[class(row) + 1] += 1;
    }
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    let mut next = starts.clone();
    let mut classed = rows.clone();
    for row in &rows {
        let next = &mut next[class(row)];
        classed[*next] = *row;
        *next += 1;
    }
    for ends in starts.windows(2) {
        if ends[1] > ends[0] + 1 {
            classed[ends[0]..ends[1]].sort_unstable_by(compare);
        }
    }
    classed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn classes_give_the_order_of_one_sort(
            seeds in prop::collection::vec((any::<u32>(), 0i32..40, 0u8..4), MANY..2 * MANY)
        ) {
            let value = |(digits, power, kind): &(u32, i32, u8)| match kind {
                0 => 0.0,
                1 => -f64::from(*digits),
                _ => f64::from(*digits) * 2f64.powi(-power),
            };
            let rows: Vec<(f64, f64)> = seeds.iter().map(|seed| (value(seed), f64::from(seed.0 % 3))).collect();
            let compare = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
            let mut plain = rows.clone();
            plain.sort_unstable_by(compare);
            prop_assert_eq!(sorted(rows, |row| row.0, compare), plain);
        }
    }
}
