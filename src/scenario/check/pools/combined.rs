//! Pools that add up others: the whole that several sources of money make for each member.

use super::super::super::Pool;
use super::super::super::format::PoolFormat;
use super::super::compiler::Compiler;

/// Fills in what a combined pool is made of; leaves other pools alone.
pub(super) fn combine(index: usize, format: &PoolFormat, pools: &mut [Pool], compiler: &mut Compiler) {
    let Some(names) = &format.combines else { return };
    refuse_own_amounts(index, format, pools, compiler);
    let ids: Vec<String> = pools.iter().map(|pool| pool.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for name in names {
        let Some(part) = compiler.find(("pool", "总盘"), name, &ids) else { continue };
        let (whole, part_pool) = (&pools[index], &pools[part]);
        let first: Option<&Pool> = found.first().map(|part: &usize| &pools[*part]);
        let wrong = if part >= index {
            Some(("stands below it, or is itself", "写在其后或就是其自身", "write it above", "请写在它前面"))
        } else if part_pool.is_combined() {
            Some(("adds up others", "本身是合计", "name the pools that it adds up", "请直接写出其所含的总盘"))
        } else if found.contains(&part) {
            Some(("stands twice", "重复", "name it once", "只写一次"))
        } else if part_pool.over != whole.over {
            Some((
                "is shared by another table",
                "属于另一张数据表",
                "name pools over the same table",
                "应为同一数据表的总盘",
            ))
        } else if first.is_some_and(|first| first.unit != part_pool.unit) {
            Some((
                "is counted in another unit",
                "计量单位不同",
                "name pools of one unit",
                "应为同一计量单位的总盘",
            ))
        } else {
            None
        };
        let Some((en, zh, remedy_en, remedy_zh)) = wrong else {
            found.push(part);
            continue;
        };
        let said = (
            format!("pool `{}`, which `{}` adds up, {en}", name.value, whole.id),
            format!("`{}` 所合计的总盘 `{}` {zh}", whole.id, name.value),
        );
        compiler.problem(&name.span, said, Some((remedy_en.to_owned(), remedy_zh.to_owned())));
    }
    let Some(first) = found.first() else {
        let said = (
            format!("pool `{}` adds up no pool", pools[index].id),
            format!("总盘 `{}` 没有合计任何总盘", pools[index].id),
        );
        let remedy = ("name the pools that it adds up".to_owned(), "请写出所合计的总盘".to_owned());
        let span = pools[index].span.clone();
        // Wrong names have been told.
        if names.is_empty() {
            compiler.problem(&span, said, Some(remedy));
        }
        return;
    };
    let unit = pools[*first].unit.clone();
    let total = found.iter().try_fold(0_i64, |sum, part| sum.checked_add(pools[*part].total));
    let step = found.iter().map(|part| pools[*part].step).min().unwrap_or(1);
    let Some(total) = total else {
        let said = ("the pools add up to too much".to_owned(), "各总盘合计过大".to_owned());
        let remedy = ("check the amounts".to_owned(), "请检查数额".to_owned());
        let span = pools[index].span.clone();
        return compiler.problem(&span, said, Some(remedy));
    };
    pools[index] = Pool { unit, total, step, combines: found, ..pools[index].clone() };
}

/// A combined pool has what its pools have, and nothing of its own.
fn refuse_own_amounts(index: usize, format: &PoolFormat, pools: &[Pool], compiler: &mut Compiler) {
    let own = [
        ("money", format.money.as_ref().map(|value| value.span.clone())),
        ("posts", format.posts.as_ref().map(|value| value.span.clone())),
        ("quantity", format.quantity.as_ref().map(|value| value.span.clone())),
        ("unit", format.unit.as_ref().map(|value| value.span.clone())),
        ("step", format.step.as_ref().map(|value| value.span.clone())),
        ("where", format.members.as_ref().map(|value| value.span.clone())),
        ("strata", format.strata.as_ref().map(|value| value.column.span.clone())),
    ];
    for (name, span) in own {
        let Some(span) = span else { continue };
        let said = (
            format!("pool `{}` adds up others and has no `{name}` of its own", pools[index].id),
            format!("总盘 `{}` 是其他总盘的合计，不能另写 `{name}`", pools[index].id),
        );
        let remedy = (format!("leave `{name}` out"), format!("请删去 `{name}`"));
        compiler.problem(&span, said, Some(remedy));
    }
}
