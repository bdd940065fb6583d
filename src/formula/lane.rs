//! The values of an expression over a block of rows.

/// Rows of a table, in an order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rows<'r> {
    /// From the first to before the second.
    Range(usize, usize),
    /// As listed.
    List(&'r [u32]),
}

impl<'r> Rows<'r> {
    /// How many.
    pub(crate) fn len(self) -> usize {
        match self {
            Rows::Range(start, end) => end - start,
            Rows::List(rows) => rows.len(),
        }
    }

    /// The row at a position.
    pub(crate) fn row(self, position: usize) -> usize {
        match self {
            Rows::Range(start, _) => start + position,
            Rows::List(rows) => rows[position] as usize,
        }
    }

    /// The rows from one position to before another.
    pub(crate) fn part(self, from: usize, to: usize) -> Rows<'r> {
        match self {
            Rows::Range(start, _) => Rows::Range(start + from, start + to),
            Rows::List(rows) => Rows::List(&rows[from..to]),
        }
    }

    /// The rows at these positions.
    pub(crate) fn at(self, positions: &[u32]) -> Vec<u32> {
        match self {
            Rows::Range(start, _) => positions.iter().map(|at| start as u32 + at).collect(),
            Rows::List(rows) => positions.iter().map(|at| rows[*at as usize]).collect(),
        }
    }
}

/// One value per row of a block.
#[derive(Clone, Debug)]
pub(crate) enum Lane<'v, T> {
    /// The same for every row.
    One(T),
    /// Lent by a column.
    Lent(&'v [T]),
    /// Computed.
    Own(Vec<T>),
}

impl<'v, T: Copy> Lane<'v, T> {
    /// The value at a position.
    pub(crate) fn get(&self, position: usize) -> T {
        match self {
            Lane::One(value) => *value,
            Lane::Lent(values) => values[position],
            Lane::Own(values) => values[position],
        }
    }

    /// The values of `rows` out of a column.
    pub(crate) fn gather(values: &'v [T], rows: Rows<'_>) -> Self {
        match rows {
            Rows::Range(start, end) => Lane::Lent(&values[start..end]),
            Rows::List(rows) => Lane::Own(rows.iter().map(|row| values[*row as usize]).collect()),
        }
    }

    /// A value for each of `length` rows, owned.
    pub(crate) fn into_vec(self, length: usize) -> Vec<T> {
        match self {
            Lane::One(value) => vec![value; length],
            Lane::Lent(values) => values.to_vec(),
            Lane::Own(values) => values,
        }
    }

    /// Writes the values to `target`.
    pub(crate) fn write(&self, target: &mut [T]) {
        match self {
            Lane::One(value) => target.fill(*value),
            Lane::Lent(values) => target.copy_from_slice(values),
            Lane::Own(values) => target.copy_from_slice(values),
        }
    }

    /// Writes the values to these positions of `target`.
    pub(crate) fn scatter(&self, target: &mut [T], positions: &[u32]) {
        for (from, to) in positions.iter().enumerate() {
            target[*to as usize] = self.get(from);
        }
    }

    /// Every value changed by `change`, in place where it can be.
    pub(crate) fn map(self, change: impl Fn(T) -> T) -> Self {
        match self {
            Lane::One(value) => Lane::One(change(value)),
            Lane::Lent(values) => Lane::Own(values.iter().map(|value| change(*value)).collect()),
            Lane::Own(mut values) => {
                values.iter_mut().for_each(|value| *value = change(*value));
                Lane::Own(values)
            }
        }
    }

    /// Both lanes' values put together, in place where it can be.
    pub(crate) fn zip(self, other: Self, join: impl Fn(T, T) -> T) -> Self {
        match (self, other) {
            (Lane::One(left), right) => right.map(|right| join(left, right)),
            (left, Lane::One(right)) => left.map(|left| join(left, right)),
            (Lane::Own(mut left), right) => {
                let right = right.slice();
                left.iter_mut().zip(right).for_each(|(left, right)| *left = join(*left, *right));
                Lane::Own(left)
            }
            (left, Lane::Own(mut right)) => {
                let left = left.slice();
                right.iter_mut().zip(left).for_each(|(right, left)| *right = join(*left, *right));
                Lane::Own(right)
            }
            (left, right) => Lane::Own(join_slices(left.slice(), right.slice(), join)),
        }
    }

    /// Both lanes' values put together into values of another type.
    pub(crate) fn join<U: Copy>(&self, other: &Self, join: impl Fn(T, T) -> U) -> Lane<'v, U> {
        match (self, other) {
            (Lane::One(left), Lane::One(right)) => Lane::One(join(*left, *right)),
            (Lane::One(left), right) => Lane::Own(right.slice().iter().map(|r| join(*left, *r)).collect()),
            (left, Lane::One(right)) => Lane::Own(left.slice().iter().map(|l| join(*l, *right)).collect()),
            (left, right) => Lane::Own(join_slices(left.slice(), right.slice(), join)),
        }
    }

    /// The values, or the single one.
    pub(crate) fn slice(&self) -> &[T] {
        match self {
            Lane::One(value) => std::slice::from_ref(value),
            Lane::Lent(values) => values,
            Lane::Own(values) => values,
        }
    }
}

fn join_slices<T: Copy, U>(left: &[T], right: &[T], join: impl Fn(T, T) -> U) -> Vec<U> {
    left.iter().zip(right).map(|(left, right)| join(*left, *right)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_join_whatever_they_are_made_of() {
        let lent = [1.0, 2.0];
        let kinds = || [Lane::One(5.0), Lane::Lent(&lent[..]), Lane::Own(vec![3.0, 4.0])];
        for left in kinds() {
            for right in kinds() {
                let joined = left.clone().zip(right.clone(), |l, r| l - r);
                let compared = left.join(&right, |l, r| l - r);
                for at in 0..2 {
                    assert_eq!(joined.get(at), left.get(at) - right.get(at));
                    assert_eq!(compared.get(at), joined.get(at));
                }
            }
        }
    }

    #[test]
    fn rows_are_the_same_as_a_range_and_as_a_list() {
        let list = [4, 5, 6, 7];
        for rows in [Rows::Range(4, 8), Rows::List(&list)] {
            assert_eq!((rows.len(), rows.row(2), rows.at(&[0, 3])), (4, 6, vec![4, 7]));
            assert_eq!(rows.part(1, 3).at(&[0, 1]), [5, 6]);
        }
    }
}
