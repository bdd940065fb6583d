//! The last step: a draft and its tables to a checked [`Scenario`], or every problem that is left.

mod answers;
mod columns;
mod compiler;
mod generations;
mod names;
mod parameters;
mod policies;
mod pools;
mod services;
mod uncertainty;

use std::sync::Arc;

use super::Scenario;
use super::TableSpec;
use super::Tables;
use super::Texts;
use super::draft::Draft;
use super::format::ScenarioFormat;
use super::generation;
use crate::problem::Place;
use crate::problem::Problems;
use crate::table;
use crate::table::Attempt;
use crate::table::Table;

use compiler::Compiler;

pub use services::TEXT_COLUMNS;

/// Checks everything that needs the tables: names, links, formulas, amounts.
///
/// `attempts`: the tables as far as they could be read, one per table of the draft, in order. A table with
/// mistakes in it still serves to check the formulas.
///
/// # Errors
/// Every mistake in the tables, and every problem of the draft; where a table could not be read at all, only
/// those that need no table.
pub fn check(draft: Draft, attempts: Vec<Attempt>) -> Result<(Scenario, Tables), Problems> {
    let texts = Arc::new(draft.texts);
    let format = &draft.format;
    let mut found = draft.problems;
    let misshapen: Vec<Place> = found.0.iter().map(|problem| problem.place.clone()).collect();
    let drafted = misshapen.len();
    let mut tables = Vec::with_capacity(attempts.len());
    for attempt in attempts {
        found.0.extend(attempt.problems.0);
        tables.extend(attempt.table);
    }
    let mut compiler = Compiler::new(Arc::clone(&texts), found);
    // A catalogue that could not be read keeps the columns it adds from being known.
    let sound = generations::check_sources(format, &mut compiler);
    if tables.len() < draft.files.len() || !sound {
        parameters::check(format, &mut compiler);
        return Err(in_order(compiler.problems, &texts));
    }
    let catalogue_table = format.services.as_ref().and_then(|_| tables.pop());
    let tables = generations::in_place(format, tables);
    let parents = names::parents(format, &tables, &mut compiler);
    let parameters = parameters::check(format, &mut compiler);
    let catalogue = columns::Catalogue { table: catalogue_table.as_ref(), set: &draft.services };
    let mut derived = columns::check(format, &tables, &parents, catalogue, &mut compiler);
    services::hours_per_post(format, &mut derived.catalogues, &mut compiler);
    let pools = pools::check(format, &tables, &mut compiler);
    let answers = answers::check(format, &pools, derived.catalogues.own.as_ref(), &mut compiler);
    let policies = policies::check(format, &pools, &derived.catalogues, &mut compiler);
    let baseline = policies::baseline(format, &mut compiler);
    let groupings = pools::groupings(format, &mut compiler);
    let parent_rows = links(&tables, &parents, format, &mut compiler);
    let noises = uncertainty::noises(format, &mut compiler);
    let correlations = uncertainty::correlations(format, &parameters, &noises, &mut compiler);
    let Compiler { vocabulary, mut problems, .. } = compiler;
    // A value of the wrong shape has been reported; what else is wrong with it follows from that.
    let later = problems.0.split_off(drafted);
    problems.0.extend(later.into_iter().filter(|problem| !misshapen.contains(&problem.place)));
    let sources = generations::sources(format, draft.files, derived.generations);
    let specs = format.tables.keys().zip(sources).zip(parents).zip(derived.columns).enumerate();
    let specs: Option<Vec<TableSpec>> = specs
        .map(|(index, (((name, source), parent), columns))| {
            Some(TableSpec {
                name: name.value.clone(),
                source: source?,
                parent,
                first_derived: vocabulary.tables[index].columns.len() - columns.len(),
                derived: columns,
            })
        })
        .collect();
    let Some(specs) = specs.filter(|_| problems.0.is_empty()) else {
        return Err(in_order(problems, &texts));
    };
    let scenario = Scenario {
        title: format.title.text(),
        question: format.question.as_ref().map(super::format::Label::text),
        year: format.year.value,
        baseline,
        tables: specs,
        parameters,
        pools,
        policies,
        groupings,
        noises,
        correlations,
        vocabulary,
        services: derived.catalogues.own,
        answers,
        generations: derived.generated,
        derivation: derived.order,
        texts,
        overrides: draft.overrides,
    };
    let mut tables = Tables {
        tables: tables.into_iter().map(Arc::new).collect(),
        parent_rows,
        catalogue: catalogue_table.map(Arc::new),
    };
    generation::generate(&scenario, &mut tables, &scenario.parameter_values())?;
    Ok((scenario, tables))
}

fn in_order(mut problems: Problems, texts: &Texts) -> Problems {
    problems.0.sort_by_key(|problem| names::order_of(&problem.place, texts));
    problems
}

/// The parent's row of every child row, for each table with a parent; those of a table that is generated, or
/// whose parent is, come with it.
fn links(
    tables: &[Table],
    parents: &[Option<(usize, String)>],
    format: &ScenarioFormat,
    compiler: &mut Compiler,
) -> Vec<Option<Vec<u32>>> {
    let mut links = Vec::with_capacity(tables.len());
    for (child, parent) in tables.iter().zip(parents) {
        let generated =
            |table: usize| format.tables.get_index(table).is_some_and(|(_, spec)| spec.generate.is_some());
        let (Some((parent, column)), false) = (parent, generated(links.len())) else {
            links.push(None);
            continue;
        };
        if generated(*parent) {
            links.push(None);
            continue;
        }
        match table::link(child, column, &tables[*parent]) {
            Ok(rows) => links.push(Some(rows)),
            Err(problems) => {
                compiler.problems.0.extend(problems.0);
                links.push(None);
            }
        }
    }
    links
}
