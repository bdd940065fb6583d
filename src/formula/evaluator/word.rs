//! Expressions that are texts.

use super::At;
use super::Evaluation;
use super::Lane;
use super::Outcome;
use super::Rows;
use super::Value;
use crate::formula::Column;
use crate::formula::Values;
use crate::formula::tree::Form;
use crate::formula::tree::Node;

impl<'e> Value<'e> for &'e str {
    const NOTHING: Self = "";

    fn cells(column: &'e Column, rows: Rows<'_>) -> Lane<'e, Self> {
        let Values::Text(text) = &column.values else { return Lane::One("") };
        let word = |at: usize| text.words[text.codes[rows.row(at)] as usize].as_str();
        Lane::Own((0..rows.len()).map(word).collect())
    }

    fn compute(_: &'e Evaluation<'e>, node: &'e Node, _: At<'_>) -> Outcome<Lane<'e, Self>> {
        match &node.form {
            Form::Text(text) => Ok(Lane::One(text)),
            _ => unreachable!("the checker gives every other form another type"),
        }
    }
}
