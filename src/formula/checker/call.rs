//! Functions and their arguments.

use std::ops::Range;

use super::Checked;
use super::Checker;
use super::Scope;
use crate::formula::catalogue::Entry;
use crate::formula::catalogue::Meaning;
use crate::formula::mistake::fit::FitMistake;
use crate::formula::mistake::reach::ReachMistake;
use crate::formula::parser::Syntax;
use crate::formula::tree::Aggregate;
use crate::formula::tree::Form;
use crate::formula::tree::Node;
use crate::formula::tree::Statistic;
use crate::formula::value::Type;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        entry: &'static Entry,
        span: Range<usize>,
        arguments: &[Syntax],
        scope: Scope,
    ) -> Checked {
        if !(entry.least..=entry.most).contains(&arguments.len()) {
            self.all(arguments, scope);
            let mistake = if entry.meaning == Meaning::If && arguments.len() == 2 {
                FitMistake::IfWithoutElse
            } else {
                FitMistake::WrongCount { name: entry.name, usage: entry.usage, given: arguments.len() }
            };
            return self.report(mistake, span);
        }
        let (kind, form) = match entry.meaning {
            Meaning::Rows(statistic) => return self.aggregate(statistic, span, arguments, scope),
            Meaning::Either(statistic, _) if arguments.len() == 1 => {
                return self.aggregate(statistic, span, arguments, scope);
            }
            Meaning::Numbers(function) | Meaning::Either(_, function) => {
                let nodes = self.all_typed(arguments, scope, entry.name, Type::Number)?;
                (Type::Number, Form::Function(function, nodes))
            }
            Meaning::Logic(logic) => {
                let nodes = self.all_typed(arguments, scope, entry.name, Type::Truth)?;
                (Type::Truth, Form::Logic(logic, nodes))
            }
            Meaning::Not => {
                let node = self.typed(&arguments[0], scope, entry.name, Type::Truth)?;
                (Type::Truth, Form::Not(Box::new(node)))
            }
            Meaning::If => return self.choice(span, arguments, scope),
            Meaning::IsBlank => {
                let node = self.expression(&arguments[0], scope)?;
                if !matches!(node.form, Form::Column(_)) {
                    return self.report(ReachMistake::NotColumn, node.span);
                }
                (Type::Truth, Form::IsBlank(Box::new(node)))
            }
            Meaning::IfBlank => {
                let [value, instead] =
                    self.pair(entry.name, &arguments[0], &arguments[1], span.clone(), scope)?;
                (value.kind, Form::IfBlank(Box::new([value, instead])))
            }
        };
        Some(Node { span, kind, form })
    }

    fn all_typed(&mut self, arguments: &[Syntax], scope: Scope, by: &str, needed: Type) -> Option<Vec<Node>> {
        let checked: Vec<Checked> =
            arguments.iter().map(|argument| self.typed(argument, scope, by, needed)).collect();
        checked.into_iter().collect()
    }

    /// Two expressions of one type.
    fn pair(
        &mut self,
        by: &'static str,
        first: &Syntax,
        second: &Syntax,
        span: Range<usize>,
        scope: Scope,
    ) -> Option<[Node; 2]> {
        let checked = (self.expression(first, scope), self.expression(second, scope));
        let (Some(first), Some(second)) = checked else { return None };
        if first.kind != second.kind {
            let mistake = FitMistake::TwoTypes { by, first: first.kind, second: second.kind };
            return self.report(mistake, span);
        }
        Some([first, second])
    }

    fn choice(&mut self, span: Range<usize>, arguments: &[Syntax], scope: Scope) -> Checked {
        let condition = self.typed(&arguments[0], scope, "IF", Type::Truth);
        let [yes, no] = self.pair("IF", &arguments[1], &arguments[2], span.clone(), scope)?;
        let kind = yes.kind;
        Some(Node { span, kind, form: Form::If(Box::new([condition?, yes, no])) })
    }

    fn aggregate(
        &mut self,
        statistic: Statistic,
        span: Range<usize>,
        arguments: &[Syntax],
        scope: Scope,
    ) -> Checked {
        let table = self.scope_of(&arguments[0])?;
        let below = Scope { table, aggregated: true };
        let argument = match statistic {
            Statistic::Count => self.expression(&arguments[0], below),
            _ => self.number(&arguments[0], below, statistic.name()),
        };
        let share = match arguments.get(1) {
            Some(share) => Some(self.share(share, scope)?),
            None => None,
        };
        let steps = self.vocabulary.steps_up(table, self.table).unwrap_or(0);
        let aggregate =
            Aggregate { statistic, argument: argument?, share, scope: table, steps, span: span.clone() };
        self.tree.aggregates.push(aggregate);
        let form = Form::Aggregate {
            index: self.tree.aggregates.len() - 1,
            steps: self.vocabulary.steps_up(scope.table, self.table).unwrap_or(0),
        };
        Some(Node { span, kind: Type::Number, form })
    }

    /// PERCENTILE's share: one number for every row.
    fn share(&mut self, syntax: &Syntax, scope: Scope) -> Checked {
        let node = self.number(syntax, scope, "PERCENTILE")?;
        if varies(&node) { self.report(ReachMistake::VaryingShare, node.span) } else { Some(node) }
    }
}

/// Whether an expression uses anything but what is written and parameters.
fn varies(node: &Node) -> bool {
    match &node.form {
        Form::Number(_) | Form::Text(_) | Form::Truth(_) | Form::Parameter(_) => false,
        Form::Column(_) | Form::Baseline { .. } | Form::Aggregate { .. } | Form::IsBlank(_) => true,
        Form::Negative(inner) | Form::Percent(inner, _) | Form::Not(inner) => varies(inner),
        Form::Arithmetic(first, rest) => varies(first) || rest.iter().any(|step| varies(&step.operand)),
        Form::Comparison(_, left, right) => varies(left) || varies(right),
        Form::Function(_, arguments) | Form::Logic(_, arguments) => arguments.iter().any(varies),
        Form::If(parts) => parts.iter().any(varies),
        Form::IfBlank(parts) => parts.iter().any(varies),
    }
}
