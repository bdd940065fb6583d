//! Pools, standards of need, and groupings.

mod combined;
mod standard;

use super::super::Grouping;
use super::super::Pool;
use super::super::Strata;
use super::super::format::AmountText;
use super::super::format::Label;
use super::super::format::PoolFormat;
use super::super::format::ScenarioFormat;
use super::super::placed::Placed;
use super::compiler::Compiler;
use super::names::check_name;
use super::policies::RESERVED;
use crate::formula::BaselineUse;
use crate::formula::Type;
use crate::language::Text;
use crate::quantity::Unit;
use crate::table::Table;

/// The pools, as far as they are sound; one with a problem still takes its place in the list.
pub fn check(format: &ScenarioFormat, tables: &[Table], compiler: &mut Compiler) -> Vec<Pool> {
    let ids: Vec<&str> = format.pools.keys().map(|id| id.value.as_str()).collect();
    for standard in format.standards.keys() {
        compiler.find(("pool", "总盘"), standard, &ids);
    }
    let mut pools: Vec<Pool> =
        format.pools.iter().map(|(id, pool)| check_one(format, id, pool, tables, compiler)).collect();
    for (index, (id, pool)) in format.pools.iter().enumerate() {
        if RESERVED.contains(&id.value.as_str()) {
            let found = (
                format!("a pool cannot be called `{}`, which means something else in a policy", id.value),
                format!("总盘不能叫 `{}`，它在方案中另有含义", id.value),
            );
            compiler.problem(&id.span, found, Some(("rename it".to_owned(), "请改名".to_owned())));
        }
        combined::combine(index, pool, &mut pools, compiler);
    }
    pools
}

fn check_one(
    format: &ScenarioFormat,
    id: &Placed<String>,
    pool: &PoolFormat,
    tables: &[Table],
    compiler: &mut Compiler,
) -> Pool {
    check_name(id, compiler);
    let names: Vec<&str> = format.tables.keys().map(|name| name.value.as_str()).collect();
    let over = compiler.find(("table", "数据表"), &pool.over, &names);
    let (unit, total, span) = match &pool.combines {
        Some(_) => (Unit::Money, 0, id.span.clone()),
        None => unit_and_total(id, pool, compiler),
    };
    let step = step(pool, &unit, total, compiler);
    let members = over.zip(pool.members.as_ref()).and_then(|(over, text)| {
        let role =
            Text::new(format!("`where` of pool {}", id.value), format!("总盘 {} 的 `where`", id.value));
        compiler.formula(text, over, BaselineUse::Refused, Some(Type::Truth), &role)
    });
    let need = over.zip(format.standards.get(id));
    let need = need.and_then(|(over, format)| standard::need(id, &unit, over, format, compiler));
    let strata = over.and_then(|over| strata(pool, over, &unit, total, tables, compiler));
    Pool {
        id: id.value.clone(),
        label: pool.label.as_ref().map_or_else(|| Text::same(&id.value), Label::text),
        over: over.unwrap_or(0),
        unit,
        total,
        step,
        members,
        strata,
        need,
        source: pool.source.as_ref().map(Label::text),
        combines: Vec::new(),
        span,
    }
}

fn unit_and_total(
    id: &Placed<String>,
    pool: &PoolFormat,
    compiler: &mut Compiler,
) -> (Unit, i64, std::ops::Range<usize>) {
    let other = pool.unit.as_ref().map_or_else(|| Text::same(""), |unit| unit.value.text());
    let given: Vec<(Unit, &Placed<AmountText>)> = [
        pool.money.as_ref().map(|amount| (Unit::Money, amount)),
        pool.posts.as_ref().map(|amount| (Unit::Posts, amount)),
        pool.quantity.as_ref().map(|amount| (Unit::Other(other), amount)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if given.len() != 1 {
        let span = &id.span;
        let id = &id.value;
        let found = match given.len() {
            0 => (
                format!("pool `{id}` names none of `money`, `posts` and `quantity`"),
                format!("总盘 `{id}` 没有写 `money`、`posts`、`quantity` 中的任何一项"),
            ),
            count => (
                format!("pool `{id}` names {count} of `money`, `posts` and `quantity`"),
                format!("总盘 `{id}` 写了 `money`、`posts`、`quantity` 中的 {count} 项"),
            ),
        };
        let remedy = ("write exactly one of them".to_owned(), "三者写且只写一项".to_owned());
        compiler.problem(span, found, Some(remedy));
    }
    match (&pool.quantity, &pool.unit) {
        (Some(quantity), None) => {
            let found = ("a quantity needs its unit".to_owned(), "`quantity` 须写明单位".to_owned());
            let remedy =
                ("add for instance `unit = \"m²\"`".to_owned(), "例如补上 `unit = \"m²\"`".to_owned());
            compiler.problem(&quantity.span, found, Some(remedy));
        }
        (None, Some(unit)) => {
            let found = ("`unit` belongs to `quantity`".to_owned(), "`unit` 只用于 `quantity`".to_owned());
            let remedy = ("leave `unit` out".to_owned(), "请删去 `unit`".to_owned());
            compiler.problem(&unit.span, found, Some(remedy));
        }
        _ => {}
    }
    let Some((unit, amount)) = given.into_iter().next() else { return (Unit::Money, 0, id.span.clone()) };
    let total = positive_amount(amount, &unit, &format!("pools.{}", id.value), compiler);
    (unit, total.unwrap_or(0), amount.span.clone())
}

/// An amount above zero, in parts; a problem otherwise.
fn positive_amount(
    amount: &Placed<AmountText>,
    unit: &Unit,
    path: &str,
    compiler: &mut Compiler,
) -> Option<i64> {
    let text = &amount.value.0;
    let remedy = match unit {
        Unit::Posts => ("write a whole number above 0".to_owned(), "应写大于 0 的整数".to_owned()),
        _ => (
            "write an amount above 0 with at most two decimals, such as 6000000 or \"6000000.00\"".to_owned(),
            "应写大于 0、最多两位小数的数额，如 6000000 或 \"6000000.00\"".to_owned(),
        ),
    };
    let shown = if text.len() > 40 { format!("{}…", &text[..20]) } else { text.clone() };
    match unit.parse(text) {
        Ok(parts) if parts > 0 => Some(parts),
        Ok(_) => {
            let found = (
                format!("the amount of `{path}` is {shown}, which shares nothing out"),
                format!("`{path}` 的数额为 {shown}，无可分配"),
            );
            compiler.problem(&amount.span, found, Some(remedy));
            None
        }
        Err(error) => {
            let cause = error.text();
            let found = (
                format!("the amount of `{path}`, {shown}, {}", cause.en),
                format!("`{path}` 的数额 {shown} {}", cause.zh),
            );
            compiler.problem(&amount.span, found, Some(remedy));
            None
        }
    }
}

fn step(pool: &PoolFormat, unit: &Unit, total: i64, compiler: &mut Compiler) -> i64 {
    let Some(step) = &pool.step else { return 1 };
    let Some(parts) = positive_amount(step, unit, "step", compiler) else { return 1 };
    if total > 0 && parts > total {
        let found = (
            format!("the step {} is larger than the pool {}", unit.plain(parts), unit.plain(total)),
            format!("步长 {} 大于总盘 {}", unit.plain(parts), unit.plain(total)),
        );
        compiler.problem(
            &step.span,
            found,
            Some(("write a smaller step".to_owned(), "请减小步长".to_owned())),
        );
        return 1;
    }
    parts
}

fn strata(
    pool: &PoolFormat,
    over: usize,
    unit: &Unit,
    total: i64,
    tables: &[Table],
    compiler: &mut Compiler,
) -> Option<Strata> {
    let strata = pool.strata.as_ref()?;
    let texts: Vec<String> = compiler.vocabulary.tables[over]
        .columns
        .iter()
        .filter(|(_, kind)| *kind == Type::Text)
        .map(|(name, _)| name.clone())
        .collect();
    let known: Vec<&str> = texts.iter().map(String::as_str).collect();
    compiler.find(("text column", "文字列"), &strata.column, &known)?;
    let mut totals = Vec::new();
    for (name, amount) in &strata.totals {
        check_name(name, compiler);
        let path = format!("strata.totals.{}", name.value);
        totals.push((name.value.clone(), positive_amount(amount, unit, &path, compiler)?));
    }
    let sum: i64 = totals.iter().map(|(_, parts)| parts).sum();
    let first = strata.totals.first().map_or(strata.column.span.clone(), |(_, amount)| amount.span.clone());
    if sum != total && total > 0 {
        let found = (
            format!("the strata add up to {}, the pool is {}", unit.plain(sum), unit.plain(total)),
            format!("各分盘合计 {}，总盘为 {}", unit.plain(sum), unit.plain(total)),
        );
        let remedy = ("make them equal".to_owned(), "两者应相等".to_owned());
        compiler.problem(&first, found, Some(remedy));
        return None;
    }
    if let Some(column) = tables[over].column(&strata.column.value) {
        for row in 0..tables[over].rows() {
            let Some(value) = column.text(row) else { continue };
            if pool.members.is_none() && !totals.iter().any(|(name, _)| name == value) {
                let found = (
                    format!("stratum `{value}` of table `{}` has no total", tables[over].name),
                    format!("数据表 `{}` 中的分盘 `{value}` 没有总额", tables[over].name),
                );
                let remedy =
                    (format!("add `{value} = …` to the totals"), format!("请在 totals 中补上 `{value} = …`"));
                compiler.problem(&strata.column.span, found, Some(remedy));
                return None;
            }
        }
    }
    Some(Strata { column: strata.column.value.clone(), totals, span: first })
}

/// The groupings of members.
pub fn groupings(format: &ScenarioFormat, compiler: &mut Compiler) -> Vec<Grouping> {
    let names: Vec<&str> = format.tables.keys().map(|name| name.value.as_str()).collect();
    let mut groupings = Vec::new();
    for (id, group) in &format.groups {
        check_name(id, compiler);
        let Some(over) = compiler.find(("table", "数据表"), &group.over, &names) else { continue };
        let role = Text::new(format!("grouping {}", id.value), format!("分组 {}", id.value));
        let Some(by) = compiler.formula(&group.by, over, BaselineUse::Refused, None, &role) else { continue };
        groupings.push(Grouping {
            id: id.value.clone(),
            label: group.label.as_ref().map_or_else(|| Text::same(&id.value), Label::text),
            over,
            by,
            order: group.order.iter().map(|value| value.value.clone()).collect(),
            labels: group.labels.iter().map(|(value, label)| (value.value.clone(), label.text())).collect(),
        });
    }
    groupings
}
