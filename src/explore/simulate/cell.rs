//! How an award of a draw is kept: as its difference from the scenario's own, in steps.

/// A kept award. The smallest is none: a member that takes no part in the draw, or a draw that failed.
pub(super) trait Cell: Copy + Default + Ord + Send + Sync {
    /// A cell that is quicker to work with, for a few members at a time.
    type Loose: Cell;
    /// The same award.
    fn loose(self) -> Self::Loose;
    /// A difference; `None` where it does not fit.
    fn pack(steps: i64) -> Option<Self>;
    /// The difference.
    fn unpack(self) -> i64;
    /// A number in the order of the cells.
    fn rank(self) -> u64;
}

/// Three bytes an award, the most significant first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Short([u8; 3]);

/// Four bytes an award.
pub(super) type Narrow = u32;
/// Eight bytes an award.
pub(super) type Wide = u64;

impl Cell for Short {
    type Loose = Narrow;
    fn loose(self) -> Narrow {
        if self == Short::default() { 0 } else { (self.rank() as u32) + (1 << 31) - (1 << 23) }
    }
    fn pack(steps: i64) -> Option<Short> {
        let number = steps.checked_add(1 << 23).filter(|number| (1..1 << 24).contains(number))?;
        let [_, first, second, third] = (number as u32).to_be_bytes();
        Some(Short([first, second, third]))
    }
    fn unpack(self) -> i64 {
        self.rank().cast_signed() - (1 << 23)
    }
    fn rank(self) -> u64 {
        let [first, second, third] = self.0;
        u64::from(u32::from_be_bytes([0, first, second, third]))
    }
}

impl Cell for u32 {
    type Loose = u32;
    fn loose(self) -> u32 {
        self
    }
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
    type Loose = u64;
    fn loose(self) -> u64 {
        self
    }
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

/// Finds what would stand at some places if a list of cells were sorted; of many lists, one after the other.
#[derive(Debug, Default)]
pub(super) struct Order<C> {
    /// How many cells are on each heap.
    sizes: Vec<u32>,
    /// By heap, whether a place lies on it.
    wanted: Vec<bool>,
    /// The cells of those heaps.
    near: Vec<C>,
}

impl<C: Cell> Order<C> {
    /// The cells at places that never fall: cells are counted onto heaps of near values, and only the heaps on which a
    /// place lies are sorted.
    pub(super) fn at<const N: usize>(&mut self, cells: &[C], places: [usize; N]) -> [C; N] {
        let ranks = cells.iter().map(|cell| cell.rank());
        let (least, most) = ranks.fold((u64::MAX, 0), |ends, rank| (rank.min(ends.0), rank.max(ends.1)));
        let bits = (cells.len() / HEAPED).next_power_of_two().ilog2();
        self.near.clear();
        if bits < 5 || least >= most {
            self.near.extend_from_slice(cells);
            self.near.sort_unstable();
            return places.map(|place| self.near[place]);
        }
        let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(bits);
        let heap = |cell: &C| ((cell.rank() - least) >> shift) as usize;
        self.sizes.clear();
        self.sizes.resize(1 << bits, 0);
        for cell in cells {
            self.sizes[heap(cell)] += 1;
        }
        let among_near = self.look_up(places);
        self.near.extend(cells.iter().filter(|cell| self.wanted[heap(cell)]));
        self.near.sort_unstable();
        among_near.map(|place| self.near[place])
    }

    /// Marks the heaps on which places lie; where each place lies among the cells of those heaps alone.
    fn look_up<const N: usize>(&mut self, places: [usize; N]) -> [usize; N] {
        self.wanted.clear();
        self.wanted.resize(self.sizes.len(), false);
        // The cells on all heaps before this one, and on those of them that are not wanted.
        let (mut heap, mut before, mut left_out) = (0, 0, 0);
        places.map(|place| {
            while before + self.sizes[heap] as usize <= place {
                before += self.sizes[heap] as usize;
                left_out += if self.wanted[heap] { 0 } else { self.sizes[heap] as usize };
                heap += 1;
            }
            self.wanted[heap] = true;
            place - left_out
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_stands_at_places_is_what_sorting_puts_there_and_cells_keep_the_order_of_what_they_hold(
            steps in prop::collection::vec(prop_oneof![-40i64..40, -2_000_000_000i64..2_000_000_000], 1..600),
            mut places in prop::array::uniform5(0usize..600),
        ) {
            let mut cells: Vec<u32> = steps.iter().map(|steps| u32::pack(*steps).expect("it fits")).collect();
            places = places.map(|place| place % cells.len());
            places.sort_unstable();
            let found = Order::default().at(&cells, places);
            cells.push(u32::default());
            cells.sort_unstable();
            let short: Vec<Short> = steps.iter().filter_map(|steps| Short::pack(*steps)).collect();
            prop_assert!(short.iter().all(|cell| *cell > Short::default() && Short::pack(cell.unpack()) == Some(*cell)));
            prop_assert!(short.iter().all(|cell| cell.loose().unpack() == cell.unpack()));
            prop_assert_eq!(Short::default().loose(), u32::default());
            for (one, other) in short.iter().zip(short.iter().skip(1)) {
                prop_assert_eq!(one.cmp(other), one.unpack().cmp(&other.unpack()));
                prop_assert_eq!(one.cmp(other), one.rank().cmp(&other.rank()));
            }
            let mut sorted = steps;
            sorted.sort_unstable();
            prop_assert_eq!(found.map(Cell::unpack), places.map(|place| sorted[place]));
            prop_assert_eq!(cells[0], u32::default());
            prop_assert_eq!(cells[1..].iter().map(|cell| cell.unpack()).collect::<Vec<_>>(), sorted);
        }
    }

    #[test]
    fn what_does_not_fit_into_a_narrow_cell_fits_into_a_wide_one() {
        assert_eq!(u32::pack(i64::from(i32::MIN)), None);
        assert_eq!(u32::pack(1 << 31), None);
        assert_eq!((Short::pack(-(1 << 23)), Short::pack(1 << 23)), (None, None));
        assert_eq!(Short::pack((1 << 23) - 1).map(Cell::unpack), Some((1 << 23) - 1));
        assert_eq!(Short::pack(1 - (1 << 23)).map(Cell::unpack), Some(1 - (1 << 23)));
        assert_eq!(u64::pack(-(1 << 62)).map(Cell::unpack), Some(-(1 << 62)));
        assert_eq!(u64::pack(i64::MIN), None);
    }
}
