//! Rows in ascending order of value: dealt out twice by leading bits of their values, the less significant first,
//! which leaves only the few that agree in all of those to be compared. For many rows that takes a fraction of
//! the time of a sort by comparisons.

use std::cmp::Ordering;

/// Under this many rows one sort by comparisons is fastest.
const MANY: usize = 1 << 12;

/// Bits of a value by which rows are dealt out at a time: as many heaps as a processor can write to at once.
const BITS: u32 = 11;

/// Heaps that rows are dealt onto.
const HEAPS: usize = 1 << BITS;

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
    let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(2 * BITS);
    let leading = |row: &T| ((key(value(row)) - least) >> shift) as usize;
    let (low, high) = (|row: &T| leading(row) % HEAPS, |row: &T| leading(row) / HEAPS);
    let (mut lows, mut highs) = ([0; HEAPS], [0; HEAPS]);
    for row in &rows {
        lows[low(row)] += 1;
        highs[high(row)] += 1;
    }
    let mut dealt = rows.clone();
    deal(&rows, &mut dealt, &mut lows, low);
    deal(&dealt, &mut rows, &mut highs, high);
    for alike in rows.chunk_by_mut(|one, other| leading(one) == leading(other)) {
        if alike.len() > 1 {
            alike.sort_unstable_by(compare);
        }
    }
    rows
}

/// Puts rows in the order of their heaps, those of one heap in the order in which they come. `sizes`: how many
/// rows each heap gets.
fn deal<T: Copy>(from: &[T], to: &mut [T], sizes: &mut [usize; HEAPS], heap: impl Fn(&T) -> usize) {
    let mut end = 0;
    for size in sizes.iter_mut() {
        (*size, end) = (end, end + *size);
    }
    for row in from {
        let next = &mut sizes[heap(row)];
        to[*next] = *row;
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn dealing_gives_the_order_of_one_sort(
            seeds in prop::collection::vec((any::<u32>(), 0i32..40, 0u8..5), MANY..2 * MANY)
        ) {
            let value = |(digits, power, kind): &(u32, i32, u8)| match kind {
                0 => 0.0,
                1 => -f64::from(*digits),
                // Very near each other: alike in all leading bits.
                2 => 1.0 + f64::from(*digits) * f64::EPSILON,
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
