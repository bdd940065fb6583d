//! Which rows belong to which row above.

use std::borrow::Cow;

/// The rows of a table, by the row above them.
#[derive(Debug)]
pub(crate) struct Groups<'a> {
    /// Where each group starts in `order`, and the end.
    starts: Vec<u32>,
    /// The rows by group, each group in row order; `None` if the rows stand so already.
    order: Option<Cow<'a, [u32]>>,
}

impl Groups<'_> {
    /// Groups rows by their parent, one of `count`.
    pub(crate) fn of(parents: &[u32], count: usize) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for parent in parents {
            starts[*parent as usize + 1] += 1;
        }
        for group in 0..count {
            starts[group + 1] += starts[group];
        }
        if parents.is_sorted() {
            return Groups { starts, order: None };
        }
        let mut next = starts.clone();
        let mut order = vec![0_u32; parents.len()];
        for (row, parent) in parents.iter().enumerate() {
            let place = &mut next[*parent as usize];
            order[*place as usize] = row as u32;
            *place += 1;
        }
        Groups { starts, order: Some(Cow::Owned(order)) }
    }

    /// How many groups.
    pub(crate) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn range(&self, group: usize) -> std::ops::Range<usize> {
        self.starts[group] as usize..self.starts[group + 1] as usize
    }

    /// The rows of a group.
    pub(crate) fn rows(&self, group: usize) -> Vec<u32> {
        let range = self.range(group);
        match &self.order {
            Some(order) => order[range].to_vec(),
            None => (range.start as u32..range.end as u32).collect(),
        }
    }

    /// The values of a group, out of one value per row; `members` is space to put them in.
    pub(crate) fn values<'v>(&self, group: usize, all: &'v [f64], members: &'v mut Vec<f64>) -> &'v [f64] {
        let range = self.range(group);
        let Some(order) = &self.order else { return &all[range] };
        members.clear();
        members.extend(order[range].iter().map(|row| all[*row as usize]));
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_grouped_in_order_and_groups_may_be_empty() {
        let groups = Groups::of(&[2, 0, 2], 4);
        let rows: Vec<Vec<u32>> = (0..groups.count()).map(|group| groups.rows(group)).collect();
        assert_eq!(rows, [vec![1], vec![], vec![0, 2], vec![]]);
        assert_eq!(groups.values(2, &[5.0, 6.0, 7.0], &mut Vec::new()), [5.0, 7.0]);
        let sorted = Groups::of(&[0, 0, 2], 3);
        assert_eq!(sorted.rows(0), [0, 1]);
        assert_eq!(sorted.values(2, &[5.0, 6.0, 7.0], &mut Vec::new()), [7.0]);
    }
}
