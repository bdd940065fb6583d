//! How an award of a draw is kept: as its difference from the scenario's own, in steps.

/// A kept award. The smallest is none: a member that takes no part in the draw, or a draw that failed.
pub(super) trait Cell: Copy + Default + Ord + Send + Sync {
    /// A difference; `None` where it does not fit.
    fn pack(steps: i64) -> Option<Self>;
    /// The difference.
    fn unpack(self) -> i64;
    /// A number in the order of the cells.
    fn rank(self) -> u64;
}

/// Four bytes an award.
pub(super) type Narrow = u32;
/// Eight bytes an award.
pub(super) type Wide = u64;

impl Cell for u32 {
    fn pack(steps: i64) -> Option<u32> {
        let steps = i32::try_from(steps).ok().filter(|steps| *steps != i32::MIN)?;
        Some(steps.cast_unsigned() ^ (1 << 31))
    }
    fn unpack(self) -> i64 {
        i64::from((self ^ (1 << 31)).cast_signed())
    }
    fn rank(self) -> u64 {
        u64::from(self)
    }
}

impl Cell for u64 {
    fn pack(steps: i64) -> Option<u64> {
        Some(steps.cast_unsigned() ^ (1 << 63)).filter(|cell| *cell != 0)
    }
    fn unpack(self) -> i64 {
        (self ^ (1 << 63)).cast_signed()
    }
    fn rank(self) -> u64 {
        self
    }
}

/// About how many cells share a heap.
const HEAPED: usize = 2;

/// Sorts many lists of about the same length, one after the other.
#[derive(Debug, Default)]
pub(super) struct Sorter<C> {
    starts: Vec<u32>,
    dealt: Vec<C>,
}

impl<C: Cell> Sorter<C> {
    /// Sorts cells: deals them out onto heaps of near values, so that hardly any are left to be compared.
    pub(super) fn sort(&mut self, cells: &mut [C]) {
        let ranks = cells.iter().map(|cell| cell.rank());
        let (least, most) = ranks.fold((u64::MAX, 0), |ends, rank| (rank.min(ends.0), rank.max(ends.1)));
        let heaps = (cells.len() / HEAPED).next_power_of_two().ilog2();
        if heaps < 5 || least >= most {
            return cells.sort_unstable();
        }
        let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(heaps);
        let heap = |cell: C| ((cell.rank() - least) >> shift) as usize;
        self.starts.clear();
        self.starts.resize((1 << heaps) + 1, 0);
        for cell in cells.iter() {
            self.starts[heap(*cell) + 1] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.dealt.clear();
        self.dealt.extend_from_slice(cells);
        for cell in &self.dealt {
            let next = &mut self.starts[heap(*cell)];
            cells[*next as usize] = *cell;
            *next += 1;
        }
        for alike in cells.chunk_by_mut(|one, other| heap(*one) == heap(*other)) {
            if alike.len() > 1 {
                alike.sort_unstable();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dealing_sorts_and_cells_keep_the_order_of_what_they_hold(
            steps in prop::collection::vec(prop_oneof![-40i64..40, -2_000_000_000i64..2_000_000_000], 0..600)
        ) {
            let mut cells: Vec<u32> = steps.iter().map(|steps| u32::pack(*steps).expect("it fits")).collect();
            cells.push(u32::default());
            Sorter::default().sort(&mut cells);
            let mut sorted = steps;
            sorted.sort_unstable();
            prop_assert_eq!(cells[0], u32::default());
            prop_assert_eq!(cells[1..].iter().map(|cell| cell.unpack()).collect::<Vec<_>>(), sorted);
        }
    }

    #[test]
    fn what_does_not_fit_into_a_narrow_cell_fits_into_a_wide_one() {
        assert_eq!(u32::pack(i64::from(i32::MIN)), None);
        assert_eq!(u32::pack(1 << 31), None);
        assert_eq!(u64::pack(-(1 << 62)).map(Cell::unpack), Some(-(1 << 62)));
        assert_eq!(u64::pack(i64::MIN), None);
    }
}
