//! The table that an aggregate runs over.

use std::ops::Range;

use super::Checker;
use crate::formula::catalogue;
use crate::formula::catalogue::Meaning;
use crate::formula::mistake::reach::ReachMistake;
use crate::formula::parser::Syntax;
use crate::formula::parser::SyntaxForm;

impl Checker<'_> {
    /// The lowest table below the formula's whose columns `argument` names; else the formula's own.
    /// An aggregate within it has a scope of its own and does not count.
    pub(super) fn scope_of(&mut self, argument: &Syntax) -> Option<usize> {
        let mut named = Vec::new();
        self.tables_named(argument, &mut named);
        let mut lowest = self.table;
        for (table, span) in named {
            if self.vocabulary.steps_up(table, lowest).is_some() {
                lowest = table;
            } else if self.vocabulary.steps_up(lowest, table).is_none() {
                let mistake = ReachMistake::TwoTables {
                    first: self.table_name(lowest),
                    second: self.table_name(table),
                };
                return self.report(mistake, span);
            }
        }
        Some(lowest)
    }

    /// The tables below the formula's own that an expression names, in order.
    fn tables_named(&self, syntax: &Syntax, named: &mut Vec<(usize, Range<usize>)>) {
        match &syntax.form {
            SyntaxForm::Number(_) | SyntaxForm::Text(_) => {}
            SyntaxForm::Name(name) => {
                let table = name.table.as_ref().and_then(|(table, _)| self.vocabulary.table(table));
                let below =
                    table.filter(|table| self.vocabulary.steps_up(*table, self.table).is_some_and(|n| n > 0));
                named.extend(below.map(|table| (table, syntax.span.clone())));
            }
            SyntaxForm::Positive(inner) | SyntaxForm::Negative(inner) | SyntaxForm::Percent(inner, _) => {
                self.tables_named(inner, named);
            }
            SyntaxForm::Arithmetic(first, rest) => {
                self.tables_named(first, named);
                rest.iter().for_each(|(_, operand)| self.tables_named(operand, named));
            }
            SyntaxForm::Comparison(first, rest) => {
                self.tables_named(first, named);
                rest.iter().for_each(|(_, operand)| self.tables_named(operand, named));
            }
            SyntaxForm::Call(name, _, arguments) => {
                let aggregate = match catalogue::find(name).map(|entry| entry.meaning) {
                    Some(Meaning::Rows(_)) => true,
                    Some(Meaning::Either(..)) => arguments.len() == 1,
                    _ => false,
                };
                if !aggregate {
                    arguments.iter().for_each(|argument| self.tables_named(argument, named));
                }
            }
        }
    }
}
