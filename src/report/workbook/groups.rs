//! The sheet of groups: a row for every policy, pool, grouping and group.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::PoolOutcome;
use crate::report::html::page::pick;

use super::layout::Layout;
use super::sheet::Sheet;
use super::sheet::Shown;

/// Writes the sheet, as far as its rows go.
pub(crate) fn sheet(layout: &Layout<'_>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let title = pick(language, "Results by group", "分组结果");
    let mut sheet = Sheet::open(&layout.name, title, &[], layout.formats)?;
    let headings = [
        ("Pool", "总盘"),
        ("Grouping", "分组方式"),
        ("Group", "组别"),
        ("Policy", "方案"),
        ("Members", "单位数"),
        ("Unit", "单位"),
        ("Need", "标准支出"),
        ("Award", "分配额"),
        ("Change", "增减"),
        ("Adequacy", "保障率"),
    ];
    sheet.headings(&headings.map(|(en, zh)| (pick(language, en, zh).to_owned(), false)))?;
    for result in &layout.subject.outcome.pools {
        for grouping in 0..result.groupings.len() {
            write(&mut sheet, layout, result, grouping)?;
        }
    }
    sheet.finish(3)
}

fn write(
    sheet: &mut Sheet<'_>,
    layout: &Layout<'_>,
    result: &PoolOutcome,
    index: usize,
) -> Result<(), XlsxError> {
    let (language, scenario) = (layout.language(), layout.subject.scenario);
    let pool = &scenario.pools[result.pool];
    let (grouping, membership) = &result.groupings[index];
    let grouping = &scenario.groupings[*grouping];
    for (group, name) in membership.groups.iter().enumerate() {
        for (policy, outcome) in scenario.policies.iter().zip(&result.policies) {
            if sheet.room() == 0 {
                return Ok(());
            }
            let found = &outcome.groups[index][group];
            sheet.text(0, pool.label.get(language))?;
            sheet.text(1, grouping.label.get(language))?;
            sheet.text(2, grouping.group_label(name).get(language))?;
            sheet.text(3, policy.label.get(language))?;
            sheet.number(4, Some(found.members as f64), Shown::Whole)?;
            sheet.text(5, pool.unit.label().get(language))?;
            sheet.number(6, found.need, Shown::Money)?;
            sheet.number(7, Some(pool.unit.whole(found.award)), Shown::amount(&pool.unit))?;
            sheet.number(8, Some(pool.unit.whole(found.change)), Shown::change(&pool.unit))?;
            sheet.number(9, found.adequacy, Shown::Percent)?;
            sheet.next();
        }
    }
    Ok(())
}
