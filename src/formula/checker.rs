//! Gives every name its place in the data, and holds every value against the type that is needed.
//!
//! Every mistake is reported, not only the first; what depends on a mistake is not reported again.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use super::BaselineUse;
use super::FormulaProblem;
use super::catalogue;
use super::mistake::Mistake;
use super::mistake::fit::FitMistake;
use super::mistake::name::NameMistake;
use super::parser::Syntax;
use super::parser::SyntaxForm;
use super::tree::Comparison;
use super::tree::Form;
use super::tree::Node;
use super::tree::Operation;
use super::tree::Operator;
use super::tree::Tree;
use super::value::Type;
use super::vocabulary::Vocabulary;

mod call;
mod name;
mod scope;

/// Checks a formula over the rows of `table`.
pub(crate) fn check(
    text: &str,
    syntax: &Syntax,
    table: usize,
    vocabulary: &Vocabulary,
    baseline: BaselineUse,
) -> Result<Tree, Vec<FormulaProblem>> {
    let tree = Tree {
        root: Node { span: syntax.span.clone(), kind: Type::Truth, form: Form::Truth(false) },
        aggregates: Vec::new(),
        parents: vocabulary.tables.iter().map(|table| table.parent).collect(),
        columns: BTreeMap::new(),
        parameters: BTreeSet::new(),
        uses_baseline: false,
    };
    let mut checker = Checker { text, table, vocabulary, baseline, tree, problems: Vec::new() };
    let root = checker.expression(syntax, Scope { table, aggregated: false });
    match root {
        Some(root) if checker.problems.is_empty() => Ok(Tree { root, ..checker.tree }),
        _ => {
            checker.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
            checker.problems.dedup();
            Err(checker.problems)
        }
    }
}

/// For which rows an expression is evaluated.
#[derive(Clone, Copy, Debug)]
struct Scope {
    /// The table whose rows.
    table: usize,
    /// Whether it is an aggregate's argument.
    aggregated: bool,
}

struct Checker<'a> {
    text: &'a str,
    /// The formula's table.
    table: usize,
    vocabulary: &'a Vocabulary,
    baseline: BaselineUse,
    tree: Tree,
    problems: Vec<FormulaProblem>,
}

/// A checked expression; `None` if a mistake in it has been reported.
type Checked = Option<Node>;

impl Checker<'_> {
    fn report<T>(&mut self, mistake: impl Mistake, span: Range<usize>) -> Option<T> {
        self.problems.push(mistake.at(span));
        None
    }

    fn expression(&mut self, syntax: &Syntax, scope: Scope) -> Checked {
        let span = syntax.span.clone();
        match &syntax.form {
            SyntaxForm::Number(value) => Some(Node { span, kind: Type::Number, form: Form::Number(*value) }),
            SyntaxForm::Text(text) => Some(Node { span, kind: Type::Text, form: Form::Text(text.clone()) }),
            SyntaxForm::Name(name) => self.name(name, span, scope),
            SyntaxForm::Positive(inner) => self.number(inner, scope, "`+`"),
            SyntaxForm::Negative(inner) => {
                let form = Form::Negative(Box::new(self.number(inner, scope, "`-`")?));
                Some(Node { span, kind: Type::Number, form })
            }
            SyntaxForm::Percent(inner, signs) => {
                let form = Form::Percent(Box::new(self.number(inner, scope, "`%`")?), *signs);
                Some(Node { span, kind: Type::Number, form })
            }
            SyntaxForm::Arithmetic(first, rest) => self.arithmetic(first, rest, span, scope),
            SyntaxForm::Comparison(first, rest) => self.comparisons(first, rest, scope),
            SyntaxForm::Call(name, name_span, arguments) => match catalogue::find(name) {
                Some(entry) => self.call(entry, span, arguments, scope),
                None => {
                    let known = catalogue::FUNCTIONS.iter().map(|entry| entry.name);
                    let meant = self::name::near(name, known);
                    self.all(arguments, scope);
                    self.report(NameMistake::UnknownFunction { name: name.clone(), meant }, name_span.clone())
                }
            },
        }
    }

    /// Checks several expressions, all of them even if one has a mistake.
    fn all(&mut self, arguments: &[Syntax], scope: Scope) -> Option<Vec<Node>> {
        let checked: Vec<Checked> =
            arguments.iter().map(|argument| self.expression(argument, scope)).collect();
        checked.into_iter().collect()
    }

    /// An expression that has to be a number.
    fn number(&mut self, syntax: &Syntax, scope: Scope, by: &str) -> Checked {
        self.typed(syntax, scope, by, Type::Number)
    }

    /// An expression that has to be of a type; `by` says what needs it.
    fn typed(&mut self, syntax: &Syntax, scope: Scope, by: &str, needed: Type) -> Checked {
        let node = self.expression(syntax, scope)?;
        if node.kind == needed {
            return Some(node);
        }
        let mistake = FitMistake::WrongType {
            by: by.to_owned(),
            needed,
            found: node.kind,
            column: self.column_name(&node),
        };
        self.report(mistake, node.span)
    }

    /// What the formula calls a column; `None` for any other expression.
    fn column_name(&self, node: &Node) -> Option<String> {
        matches!(node.form, Form::Column(_)).then(|| self.text[node.span.clone()].to_owned())
    }

    fn arithmetic(
        &mut self,
        first: &Syntax,
        rest: &[(Operator, Syntax)],
        span: Range<usize>,
        scope: Scope,
    ) -> Checked {
        let sign = rest.first().map_or("", |step| sign(step.0));
        let checked_first = self.number(first, scope, sign);
        let mut operations = Vec::with_capacity(rest.len());
        let mut complete = true;
        for (operator, operand) in rest {
            let step = first.outer.start..operand.outer.end;
            match self.number(operand, scope, self::sign(*operator)) {
                Some(operand) => operations.push(Operation { operator: *operator, operand, span: step }),
                None => complete = false,
            }
        }
        let form = Form::Arithmetic(Box::new(checked_first?), operations);
        complete.then_some(Node { span, kind: Type::Number, form })
    }

    fn comparisons(&mut self, first: &Syntax, rest: &[(Comparison, Syntax)], scope: Scope) -> Checked {
        let mut left = self.expression(first, scope);
        for (comparison, operand) in rest {
            let right = self.expression(operand, scope);
            let span = first.outer.start..operand.outer.end;
            left = match (left, right) {
                (Some(left), Some(right)) => self.comparison(*comparison, left, right, span),
                _ => None,
            };
        }
        left
    }

    fn comparison(&mut self, comparison: Comparison, left: Node, right: Node, span: Range<usize>) -> Checked {
        if left.kind != right.kind {
            let mistake = FitMistake::Incomparable {
                left: (left.kind, self.column_name(&left)),
                right: (right.kind, self.column_name(&right)),
            };
            return self.report(mistake, span);
        }
        let equality = matches!(comparison, Comparison::Equal | Comparison::Unequal);
        if left.kind != Type::Number && !equality {
            return self.report(FitMistake::Unordered(left.kind), span);
        }
        let form = Form::Comparison(comparison, Box::new(left), Box::new(right));
        Some(Node { span, kind: Type::Truth, form })
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "`+`",
        Operator::Subtract => "`-`",
        Operator::Multiply => "`*`",
        Operator::Divide => "`/`",
        Operator::Power => "`^`",
    }
}
