//! Comparisons. Numbers that agree in 15 significant digits are equal, as in Excel.

use std::cmp::Ordering;

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use crate::formula::Type;
use crate::formula::Values;
use crate::formula::number::Decimal;
use crate::formula::tree::Cell;
use crate::formula::tree::Comparison;
use crate::formula::tree::Form;
use crate::formula::tree::Node;

impl<'e> Evaluation<'e> {
    pub(super) fn comparison(
        &'e self,
        comparison: Comparison,
        left: &'e Node,
        right: &'e Node,
        at: At<'_>,
    ) -> Outcome<Lane<'e, bool>> {
        let equal = comparison == Comparison::Equal;
        match (&left.form, &right.form) {
            (Form::Column(cell), Form::Text(word)) => {
                return self.is_word(*cell, left, word, equal, at);
            }
            (Form::Text(word), Form::Column(cell)) => {
                return self.is_word(*cell, right, word, equal, at);
            }
            _ => {}
        }
        match left.kind {
            Type::Number => {
                let (left, right) = (self.value::<f64>(left, at)?, self.value::<f64>(right, at)?);
                Ok(compare(comparison, &left, &right))
            }
            Type::Text => {
                let (left, right) = (self.value::<&str>(left, at)?, self.value::<&str>(right, at)?);
                Ok(left.join(&right, |left, right| (left == right) == equal))
            }
            Type::Truth => {
                let (left, right) = (self.value::<bool>(left, at)?, self.value::<bool>(right, at)?);
                Ok(left.join(&right, |left, right| (left == right) == equal))
            }
        }
    }

    /// Whether a text column is (or is not) a word: decided once for each distinct text if they are few.
    fn is_word(
        &'e self,
        cell: Cell,
        node: &'e Node,
        word: &'e str,
        equal: bool,
        at: At<'_>,
    ) -> Outcome<Lane<'e, bool>> {
        let Values::Text(text) = &self.cells_of(cell).values else {
            return Ok(Lane::One(!equal));
        };
        if text.words.len() > at.rows.len() || self.cells_of(cell).blanks.is_some() {
            let lane = self.column::<&str>(cell, node, at)?;
            return Ok(lane.join(&Lane::One(word), |left, right| (left == right) == equal));
        }
        let same: Vec<bool> = text.words.iter().map(|known| (known == word) == equal).collect();
        let climbed = self.climb(at, cell.steps, node)?;
        let rows = climbed.rows();
        Ok(Lane::Own((0..rows.len()).map(|at| same[text.codes[rows.row(at)] as usize]).collect()))
    }
}

fn compare<'v>(comparison: Comparison, left: &Lane<'v, f64>, right: &Lane<'v, f64>) -> Lane<'v, bool> {
    match comparison {
        Comparison::Equal => left.join(right, |l, r| order(l, r) == Ordering::Equal),
        Comparison::Unequal => left.join(right, |l, r| order(l, r) != Ordering::Equal),
        Comparison::Less => left.join(right, |l, r| order(l, r) == Ordering::Less),
        Comparison::AtMost => left.join(right, |l, r| order(l, r) != Ordering::Greater),
        Comparison::Greater => left.join(right, |l, r| order(l, r) == Ordering::Greater),
        Comparison::AtLeast => left.join(right, |l, r| order(l, r) != Ordering::Less),
    }
}

/// The order of two finite numbers in 15 significant digits.
#[inline]
pub(crate) fn order(left: f64, right: f64) -> Ordering {
    let distance = (left - right).abs();
    if distance > 1e-14 * left.abs().max(right.abs()) {
        return if left < right { Ordering::Less } else { Ordering::Greater };
    }
    if distance == 0.0 { Ordering::Equal } else { close_order(left, right) }
}

#[cold]
fn close_order(left: f64, right: f64) -> Ordering {
    if Decimal::of(left) == Decimal::of(right) {
        Ordering::Equal
    } else if left < right {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_agree_in_fifteen_digits_are_equal() {
        assert_eq!(order(0.1 * 3.0, 0.3), Ordering::Equal);
        assert_eq!(order(1.0, 1.0 + 1e-13), Ordering::Less);
        assert_eq!(order(1e300, -1e300), Ordering::Greater);
        assert_eq!(order(0.0, -0.0), Ordering::Equal);
        assert_eq!(order(0.0, 1e-300), Ordering::Less);
        assert_eq!(order(f64::MAX, -f64::MAX), Ordering::Greater);
    }
}
