//! What names mean: the tables with their columns and parents, and the parameters.

use super::value::Type;

/// What names mean in formulas. Built once for a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// The tables.
    pub tables: Vec<TableWords>,
    /// The parameters' names; `year` is an ordinary one.
    pub parameters: Vec<String>,
}

/// A table and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableWords {
    /// The table's name.
    pub name: String,
    /// The columns' names and types, in order.
    pub columns: Vec<(String, Type)>,
    /// Index of the table that holds this one's parents.
    pub parent: Option<usize>,
}

impl TableWords {
    /// The index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(known, _)| known == name)
    }
}

impl Vocabulary {
    /// The index of a table.
    pub fn table(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.name == name)
    }

    /// The index of a parameter.
    pub fn parameter(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|known| known == name)
    }

    /// Steps from a table up to an ancestor: 0 to itself, 1 to its parent; `None` if it is no ancestor.
    pub fn steps_up(&self, from: usize, to: usize) -> Option<usize> {
        let mut table = from;
        for steps in 0..=self.tables.len() {
            if table == to {
                return Some(steps);
            }
            table = self.tables.get(table)?.parent?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_up_and_never_down_or_round_in_a_circle() {
        let table = |name: &str, parent| TableWords { name: name.to_owned(), columns: Vec::new(), parent };
        let mut vocabulary = Vocabulary {
            tables: vec![table("units", None), table("communities", Some(0)), table("grids", Some(1))],
            parameters: Vec::new(),
        };
        assert_eq!(vocabulary.steps_up(2, 0), Some(2));
        assert_eq!(vocabulary.steps_up(0, 2), None);
        vocabulary.tables[0].parent = Some(1);
        assert_eq!(vocabulary.steps_up(0, 2), None);
    }
}
