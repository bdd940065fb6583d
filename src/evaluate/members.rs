//! Who shares a pool, and what is known of them whatever the policy: stratum, residents, need.

use std::sync::Arc;

use super::run::PoolRun;
use super::staffing::staffing;
use crate::claim::Facts;
use crate::claim::Inputs;
use crate::claim::change::PoolReach;
use crate::formula::Values;
use crate::formula::number_text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::scenario::Pool;

/// The members of a pool; lists hold one entry per member.
#[derive(Debug)]
pub struct Members {
    pub rows: Arc<[u32]>,
    pub strata: Option<Arc<[u32]>>,
    pub population: Option<Arc<[f64]>>,
    /// One per policy.
    pub need: Vec<Option<Arc<[f64]>>>,
    /// Whether they are the members that an earlier run knew, in the same strata.
    pub same: bool,
}

impl Members {
    /// Finds the members of a pool.
    pub fn of(run: &PoolRun<'_>) -> Result<Members, Problems> {
        let rows = match run.known(|reach| &reach.members) {
            Some(known) => Arc::clone(&known.rows),
            None => rows(run.facts, run.pool)?.into(),
        };
        Members::among(run, rows)
    }

    /// What is known of the members that are given by their rows.
    pub fn among(run: &PoolRun<'_>, rows: Arc<[u32]>) -> Result<Members, Problems> {
        let (facts, pool) = (run.facts, run.pool);
        let same_rows = run.before.as_ref().is_some_and(|before| before.outcome.rows == rows);
        let known = |reach: fn(&PoolReach) -> &Inputs| run.known(reach).filter(|_| same_rows);
        let mut problems = Problems::default();
        let strata = match known(|reach| &reach.strata) {
            Some(known) => known.strata.clone(),
            None => match strata(facts, pool, &rows) {
                Ok(strata) => strata.map(Into::into),
                Err(found) => {
                    problems.0.extend(found.0);
                    None
                }
            },
        };
        let need = match known(|reach| &reach.need) {
            Some(known) => known.policies.iter().map(|policy| policy.need.clone()).collect(),
            None => match needs(facts, pool, &rows) {
                Ok(need) => need,
                Err(problem) => {
                    problems.push(problem);
                    Vec::new()
                }
            },
        };
        let population = match known(|reach| &reach.population) {
            Some(known) => known.population.clone(),
            None => population(facts, pool, &rows),
        };
        let before = run.before.as_ref().filter(|_| same_rows);
        let same = before.is_some_and(|before| before.outcome.strata == strata);
        problems.or(Members { rows, strata, population, need, same })
    }
}

fn rows(facts: &Facts<'_>, pool: &Pool) -> Result<Vec<u32>, Problem> {
    let count = facts.tables.tables[pool.over].rows();
    let all: Vec<u32> = (0..count as u32).collect();
    let Some(formula) = &pool.members else { return Ok(all) };
    let takes_part = facts.evaluate(formula, &all, None)?;
    let rows: Vec<u32> = match takes_part.values {
        Values::Truth(truths) => all.into_iter().filter(|row| truths[*row as usize]).collect(),
        Values::Number(_) | Values::Text(_) => Vec::new(),
    };
    if rows.is_empty() {
        return Err(Problem::new(
            formula.whole_place(),
            format!("nobody takes part in pool `{}`", pool.id),
            format!("没有任何单位参与总盘 `{}`", pool.id),
        )
        .remedy("change `where` so that somebody does", "请修改 `where`"));
    }
    Ok(rows)
}

fn strata(facts: &Facts<'_>, pool: &Pool, rows: &[u32]) -> Result<Option<Vec<u32>>, Problems> {
    let Some(strata) = &pool.strata else { return Ok(None) };
    let table = &facts.tables.tables[pool.over];
    let Some(column) = facts.column(pool.over, &strata.column) else { return Ok(None) };
    let mut problems = Problems::default();
    let mut found = Vec::with_capacity(rows.len());
    let mut counts = vec![0_usize; strata.totals.len()];
    for row in rows {
        let row = *row as usize;
        let index =
            column.text(row).and_then(|value| strata.totals.iter().position(|(name, _)| name == value));
        match index {
            Some(index) => {
                counts[index] += 1;
                found.push(index as u32);
            }
            None => problems.push(
                Problem::new(
                    table.place(row, &strata.column),
                    format!("`{}` is in no stratum of pool `{}`", table.id(row), pool.id),
                    format!("`{}` 不属于总盘 `{}` 的任何分盘", table.id(row), pool.id),
                )
                .remedy("write one of the strata, or add its total", "请填写已有的分盘，或补上该分盘的总额"),
            ),
        }
    }
    for ((name, _), _) in strata.totals.iter().zip(&counts).filter(|(_, count)| **count == 0) {
        problems.push(
            Problem::new(
                facts.scenario.place(&strata.span),
                format!("stratum `{name}` of pool `{}` has a total and no member", pool.id),
                format!("总盘 `{}` 的分盘 `{name}` 有总额而无单位", pool.id),
            )
            .remedy("leave its total out, or correct the name", "请删去该总额，或更正名称"),
        );
    }
    problems.or(Some(found))
}

/// The need under every policy: one and the same but for policies that change the work.
pub fn needs(facts: &Facts<'_>, pool: &Pool, rows: &[u32]) -> Result<Vec<Option<Arc<[f64]>>>, Problem> {
    let own: Option<Arc<[f64]>> = need(facts, pool, rows)?.map(Into::into);
    let policies = 0..facts.scenario.policies.len();
    policies
        .map(|policy| {
            let under = facts.under(policy);
            if std::ptr::eq(under, facts) {
                Ok(own.clone())
            } else {
                Ok(need(under, pool, rows)?.map(Into::into))
            }
        })
        .collect()
}

fn need(facts: &Facts<'_>, pool: &Pool, rows: &[u32]) -> Result<Option<Vec<f64>>, Problem> {
    let Some(need) = &pool.need else { return Ok(None) };
    if let Some(standard) = &need.wisn {
        return Ok(Some(staffing(facts, standard, rows)?.required));
    }
    let needs = facts.numbers(&need.formula, rows, None)?;
    if let Some(member) = needs.iter().position(|need| *need < 0.0) {
        let id = facts.tables.tables[pool.over].id(rows[member] as usize);
        let shown = number_text(needs[member]);
        return Err(Problem::new(
            need.formula.whole_place(),
            format!("the need of `{id}` is {shown}, below zero"),
            format!("`{id}` 的标准支出为 {shown}，小于零"),
        )
        .remedy("write a formula that gives 0 or more", "标准支出不得小于 0"));
    }
    Ok(Some(needs))
}

/// The residents, from a numeric column `population` without a blank among the members.
fn population(facts: &Facts<'_>, pool: &Pool, rows: &[u32]) -> Option<Arc<[f64]>> {
    let column = facts.column(pool.over, "population")?;
    let people = |row: &u32| column.number(*row as usize).filter(|people| *people >= 0.0);
    if rows.iter().any(|row| people(row).is_none()) {
        return None;
    }
    Some(rows.iter().map(|row| people(row).unwrap_or_default()).collect())
}
