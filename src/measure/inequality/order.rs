//! Rows in ascending order of value: dealt out twice by leading bits of their values, the less significant first,
//! which leaves out of place only a few of those that agree in all of these bits. For many rows that takes a fraction
//! of the time of a sort by comparisons.

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

/// What can be dealt out.
pub(crate) trait Row: Copy + Default {
    /// The value, never -0 and always a number.
    fn value(&self) -> f64;

    /// The whole order, which looks at the value first; rows that it calls equal are alike.
    fn order(&self, other: &Self) -> Ordering;

    /// Whether the whole order puts it before another.
    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        let (own, other_value) = (self.value(), other.value());
        own < other_value || (own == other_value && self.order(other) == Ordering::Less)
    }
}

impl Row for f64 {
    #[inline]
    fn value(&self) -> f64 {
        *self
    }

    fn order(&self, other: &Self) -> Ordering {
        self.total_cmp(other)
    }
}

/// Value and weight.
impl Row for (f64, f64) {
    #[inline]
    fn value(&self) -> f64 {
        self.0
    }

    fn order(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.total_cmp(&other.1))
    }
}

/// Sorts rows; `dealt` is room for as many, whatever is in it.
pub(crate) fn sort<T: Row>(rows: &mut [T], dealt: &mut Vec<T>) {
    let keys = rows.iter().map(|row| key(row.value()));
    let (least, most) = keys.fold((u64::MAX, 0), |ends, key| (key.min(ends.0), key.max(ends.1)));
    if rows.len() < MANY || least >= most {
        rows.sort_unstable_by(T::order);
        return;
    }
    let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(2 * BITS);
    let leading = |row: &T| (key(row.value()).wrapping_sub(least) >> shift) as usize;
    let (low, high) = (|row: &T| leading(row) % HEAPS, |row: &T| leading(row) / HEAPS % HEAPS);
    let (mut lows, mut highs) = ([0; HEAPS], [0; HEAPS]);
    for row in rows.iter() {
        lows[low(row)] += 1;
        highs[high(row)] += 1;
    }
    dealt.resize(rows.len(), T::default());
    deal(rows, dealt, &mut lows, low);
    deal(dealt, rows, &mut highs, high);
    if !put_in_place(rows) {
        rows.sort_unstable_by(T::order);
    }
}

/// Puts rows in the order of their heaps, those of one heap in the order in which they come. `sizes`: how many
/// rows each heap gets.
fn deal<T: Row>(from: &[T], to: &mut [T], sizes: &mut [usize; HEAPS], heap: impl Fn(&T) -> usize) {
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

/// Moves every row that stands behind a later one to its place; gives up with `false` where that takes more moves
/// than there are rows.
fn put_in_place<T: Row>(rows: &mut [T]) -> bool {
    let mut moves = 0;
    for place in 1..rows.len() {
        let row = rows[place];
        let mut at = place;
        while at > 0 && row.is_before(&rows[at - 1]) {
            rows[at] = rows[at - 1];
            at -= 1;
        }
        if at < place {
            rows[at] = row;
            moves += place - at;
            if moves > rows.len() {
                return false;
            }
        }
    }
    true
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
            let (mut plain, mut dealt) = (rows.clone(), vec![(7.0, 7.0); 10]);
            plain.sort_unstable_by(Row::order);
            let mut sorted = rows;
            sort(&mut sorted, &mut dealt);
            prop_assert_eq!(&sorted, &plain);
            let mut values: Vec<f64> = sorted.iter().rev().map(|row| row.0).collect();
            sort(&mut values, &mut Vec::new());
            prop_assert!(values.iter().zip(&plain).all(|(value, row)| *value == row.0));
        }
    }
}
