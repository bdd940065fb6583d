//! What a name means.

use std::ops::Range;

use super::Checked;
use super::Checker;
use super::Scope;
use crate::formula::BaselineUse;
use crate::formula::catalogue;
use crate::formula::lexer::Name;
use crate::formula::mistake::name::NameMistake;
use crate::formula::mistake::reach::ReachMistake;
use crate::formula::tree::Cell;
use crate::formula::tree::Form;
use crate::formula::tree::Node;
use crate::formula::value::Type;
use crate::problem;

impl Checker<'_> {
    pub(super) fn name(&mut self, name: &Name, span: Range<usize>, scope: Scope) -> Checked {
        match &name.table {
            Some((table, table_span)) => self.qualified(table, table_span, name, span, scope),
            None => self.plain(name, span, scope),
        }
    }

    /// A name without a table: a column of the formula's table, a parameter, or a word of the language.
    fn plain(&mut self, name: &Name, span: Range<usize>, scope: Scope) -> Checked {
        let word = name.name.as_str();
        if !name.quoted {
            for (truth, spelling) in [(true, "TRUE"), (false, "FALSE")] {
                if word.eq_ignore_ascii_case(spelling) {
                    return Some(Node { span, kind: Type::Truth, form: Form::Truth(truth) });
                }
            }
            if word == "baseline" {
                return self.baseline(span, scope);
            }
        }
        let column = self.vocabulary.tables.get(self.table).and_then(|table| table.column(word));
        if let Some(column) = column {
            return self.column(self.table, column, span, scope);
        }
        if let Some(parameter) = self.vocabulary.parameter(word) {
            self.tree.parameters.insert(parameter);
            return Some(Node { span, kind: Type::Number, form: Form::Parameter(parameter) });
        }
        let mistake = self.unknown(word, scope);
        self.report(mistake, span)
    }

    fn baseline(&mut self, span: Range<usize>, scope: Scope) -> Checked {
        if self.baseline == BaselineUse::Refused {
            return self.report(ReachMistake::BaselineRefused, span);
        }
        self.tree.uses_baseline = true;
        let steps = self.vocabulary.steps_up(scope.table, self.table).unwrap_or(0);
        Some(Node { span, kind: Type::Number, form: Form::Baseline { steps } })
    }

    /// A column that exists, if it can be reached.
    fn column(&mut self, table: usize, column: usize, span: Range<usize>, scope: Scope) -> Checked {
        let Some(steps) = self.vocabulary.steps_up(scope.table, table) else {
            let written = self.text[span.clone()].to_owned();
            let below = self.vocabulary.steps_up(table, self.table).is_some();
            let mistake = if below && !scope.aggregated {
                ReachMistake::BelowOutsideAggregate { written, table: self.table_name(self.table) }
            } else if below {
                ReachMistake::TwoTables {
                    first: self.table_name(scope.table),
                    second: self.table_name(table),
                }
            } else {
                ReachMistake::Unrelated { other: self.table_name(table), table: self.table_name(self.table) }
            };
            return self.report(mistake, span);
        };
        let kind = self.vocabulary.tables[table].columns[column].1;
        self.tree.columns.insert((table, column), kind);
        Some(Node { span, kind, form: Form::Column(Cell { table, column, steps }) })
    }

    fn qualified(
        &mut self,
        table: &str,
        table_span: &Range<usize>,
        name: &Name,
        span: Range<usize>,
        scope: Scope,
    ) -> Checked {
        let Some(at) = self.vocabulary.table(table) else {
            let known = self.vocabulary.tables.iter().map(|table| table.name.as_str());
            let meant = near(table, known).map(|meant| written(&meant));
            let known = self.vocabulary.tables.iter().map(|table| table.name.clone()).collect();
            let mistake = NameMistake::UnknownTable { name: table.to_owned(), meant, known };
            return self.report(mistake, table_span.clone());
        };
        if let Some(column) = self.vocabulary.tables[at].column(&name.name) {
            return self.column(at, column, span, scope);
        }
        let known = self.vocabulary.tables[at].columns.iter().map(|(name, _)| name.as_str());
        let meant = near(&name.name, known).map(|meant| written(&meant));
        let known = self.vocabulary.tables[at].columns.iter().map(|(name, _)| name.clone()).collect();
        let mistake =
            NameMistake::UnknownColumn { table: table.to_owned(), name: name.name.clone(), meant, known };
        self.report(mistake, name.span.clone())
    }

    /// The most helpful thing to say of a name that means nothing.
    fn unknown(&self, word: &str, scope: Scope) -> NameMistake {
        if self.vocabulary.table(word).is_some() {
            return NameMistake::TableAsValue(word.to_owned());
        }
        let own = self.vocabulary.tables.get(self.table);
        let own_columns = own.into_iter().flat_map(|table| &table.columns).map(|(name, _)| name.as_str());
        let parameters = self.vocabulary.parameters.iter().map(String::as_str);
        let tables = self.vocabulary.tables.iter().map(|table| table.name.as_str());
        let known = own_columns.chain(parameters).chain(tables).chain(["baseline", "TRUE", "FALSE"]);
        let elsewhere = self.vocabulary.tables.iter().position(|table| table.column(word).is_some());
        let meant = match elsewhere {
            Some(table) => Some(self.elsewhere(table, word, scope)),
            None => near(word, known).map(|meant| written(&meant)),
        };
        if meant.is_none()
            && let Some(entry) = catalogue::find(word)
        {
            return NameMistake::FunctionAsValue { name: entry.name, usage: entry.usage };
        }
        let columns = own.into_iter().flat_map(|table| &table.columns).map(|(name, _)| name.clone());
        let known = columns.chain(self.vocabulary.parameters.iter().cloned()).collect();
        NameMistake::UnknownName { name: word.to_owned(), table: self.table_name(self.table), meant, known }
    }

    /// How a column of another table is written here.
    fn elsewhere(&self, table: usize, word: &str, scope: Scope) -> String {
        let name = format!("{}.{}", written(&self.vocabulary.tables[table].name), written(word));
        let below = self.vocabulary.steps_up(table, self.table).is_some_and(|steps| steps > 0);
        if below && !scope.aggregated { format!("SUM({name})") } else { name }
    }

    pub(super) fn table_name(&self, table: usize) -> String {
        self.vocabulary.tables.get(table).map(|table| table.name.clone()).unwrap_or_default()
    }
}

/// The known name that was meant: the same in another case, or the nearest.
pub(super) fn near<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    problem::nearest(wrong, known).map(str::to_owned)
}

/// A name as it has to be written in a formula.
fn written(name: &str) -> String {
    let starts = |first: char| first == '_' || first.is_alphabetic();
    let plain = name.starts_with(starts) && name.chars().all(|next| next == '_' || next.is_alphanumeric());
    if plain { name.to_owned() } else { format!("`{name}`") }
}
