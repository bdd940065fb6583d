//! The wrong cells of one column: the first twenty in full, the rest counted.

use super::mistake::cell::CellMistake;
use super::mistake::package::PackageMistake;
use super::mistake::parent::ParentMistake;
use crate::problem::Place;
use crate::problem::Problem;

/// How many wrong cells of a column are shown in full.
pub(crate) const SHOWN: usize = 20;

/// One wrong cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mistake {
    /// Wrong in itself.
    Cell(CellMistake),
    /// Against the data package.
    Package(PackageMistake),
    /// Without a parent.
    Parent(ParentMistake),
}

impl From<CellMistake> for Mistake {
    fn from(mistake: CellMistake) -> Self {
        Mistake::Cell(mistake)
    }
}

impl From<PackageMistake> for Mistake {
    fn from(mistake: PackageMistake) -> Self {
        Mistake::Package(mistake)
    }
}

impl From<ParentMistake> for Mistake {
    fn from(mistake: ParentMistake) -> Self {
        Mistake::Parent(mistake)
    }
}

/// The wrong cells of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    shown: Vec<(usize, Mistake)>,
    first_hidden: Option<usize>,
    hidden: usize,
}

impl Findings {
    /// Adds the mistake at a row; what is not shown is not made either.
    pub(crate) fn push<M: Into<Mistake>>(&mut self, row: usize, mistake: impl FnOnce() -> M) {
        if self.shown.len() < SHOWN {
            self.shown.push((row, mistake().into()));
        } else {
            self.first_hidden.get_or_insert(row);
            self.hidden += 1;
        }
    }

    /// These mistakes without those of rows that `others` find wrong already.
    pub(crate) fn besides(mut self, others: &[Findings]) -> Findings {
        let is_known = |row: &usize| others.iter().any(|other| other.shown.iter().any(|(at, _)| at == row));
        self.shown.retain(|(row, _)| !is_known(row));
        self
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The problems; `place` tells where a row's cell stands.
    pub(crate) fn problems(&self, place: impl Fn(usize) -> Place) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .shown
            .iter()
            .map(|(row, mistake)| match mistake {
                Mistake::Cell(mistake) => mistake.at(place(*row)),
                Mistake::Package(mistake) => mistake.at(place(*row)),
                Mistake::Parent(mistake) => mistake.at(place(*row)),
            })
            .collect();
        if let Some(row) = self.first_hidden {
            problems.push(CellMistake::More(self.hidden).at(place(row)));
        }
        problems
    }
}
