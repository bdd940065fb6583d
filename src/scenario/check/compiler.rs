//! Compiles the formulas of a scenario and gathers what is wrong with them.

use std::ops::Range;
use std::sync::Arc;

use super::super::Anchor;
use super::super::PlacedFormula;
use super::super::Texts;
use super::super::format::FormulaText;
use super::super::placed::Placed;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::Type;
use crate::formula::Vocabulary;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::find;

/// The vocabulary so far, the texts, and the problems found.
pub struct Compiler {
    pub vocabulary: Vocabulary,
    pub texts: Arc<Texts>,
    pub problems: Problems,
}

impl Compiler {
    pub fn new(texts: Arc<Texts>, problems: Problems) -> Self {
        Compiler { vocabulary: Vocabulary { tables: Vec::new(), parameters: Vec::new() }, texts, problems }
    }

    pub fn place(&self, span: &Range<usize>) -> Place {
        self.texts.place(span.clone())
    }

    /// Reports a problem at a span.
    pub fn problem(
        &mut self,
        span: &Range<usize>,
        found: (String, String),
        remedy: Option<(String, String)>,
    ) {
        let problem = Problem::new(self.place(span), found.0, found.1);
        self.problems.push(match remedy {
            Some((en, zh)) => problem.remedy(en, zh),
            None => problem,
        });
    }

    /// Index of `name` among `known`, or a problem that says which names there are.
    pub fn find(&mut self, what: (&str, &str), name: &Placed<String>, known: &[&str]) -> Option<usize> {
        let found = find(&self.place(&name.span), what, &name.value, known.iter().copied());
        found.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// Compiles a formula over `table` that must give `kind`; its problems are placed inside it.
    pub fn formula(
        &mut self,
        text: &Placed<FormulaText>,
        table: usize,
        baseline: BaselineUse,
        kind: Option<Type>,
        role: &Text,
    ) -> Option<PlacedFormula> {
        let formula = match Formula::compile(&text.value.0, table, &self.vocabulary, baseline) {
            Ok(formula) => formula,
            Err(found) => {
                for problem in found {
                    let place = self.texts.place_inside(&text.span, &problem.span);
                    self.problems.push(Problem { place, found: problem.found, remedy: problem.remedy });
                }
                return None;
            }
        };
        let found = formula.kind();
        if let Some(kind) = kind.filter(|kind| *kind != found) {
            let (wanted, found) = (kind_name(kind), kind_name(found));
            let place = self.texts.place_inside(&text.span, &(0..text.value.0.len()));
            self.problems.push(
                Problem::new(
                    place,
                    format!("{} gives {}", role.en, found.en),
                    format!("{}的结果是{}", role.zh, found.zh),
                )
                .remedy(
                    format!("write a formula that gives {}", wanted.en),
                    format!("应写结果为{}的公式", wanted.zh),
                ),
            );
            return None;
        }
        Some(PlacedFormula {
            formula,
            role: role.clone(),
            anchor: Anchor::Text(Arc::clone(&self.texts), text.span.clone()),
        })
    }
}

fn kind_name(kind: Type) -> Text {
    match kind {
        Type::Number => Text::new("a number", "数"),
        Type::Text => Text::new("a text", "文字"),
        Type::Truth => Text::new("TRUE or FALSE", "TRUE 或 FALSE"),
    }
}
