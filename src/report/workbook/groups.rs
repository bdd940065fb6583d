//! The sheet of groups: a row for every pool, grouping, policy and group.

use std::ops::Range;

use rust_xlsxwriter::Chart;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::PoolOutcome;
use crate::report::html::page::pick;

use super::comparison::Item;
use super::comparison::item_range;
use super::layout::Layout;
use super::picture;
use super::place::letters;
use super::place::sheet_prefix;
use super::plan::Key;
use super::plan::Plan;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;

/// The columns that formulas and charts refer to.
const GROUP: usize = 2;
const ID: usize = 4;
const NEED: usize = 7;
const AWARD: usize = 8;
const ADEQUACY: usize = 10;

/// Writes the sheet, as far as its rows go, with formulas where there is a plan; and a chart for each grouping of a pool.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    plan: Option<&Plan<'_>>,
) -> Result<(Worksheet, Vec<Chart>), XlsxError> {
    let language = layout.language();
    let title = pick(language, "Results by group", "分组结果");
    let mut sheet = Sheet::open(&layout.name, title, &[], layout.formats)?;
    let headings = [
        ("Pool", "总盘"),
        ("Grouping", "分组方式"),
        ("Group", "组别"),
        ("Policy", "方案"),
        ("Group's id", "组别代码"),
        ("Members", "单位数"),
        ("Unit", "单位"),
        ("Need", "标准支出"),
        ("Award", "分配额"),
        ("Change", "增减"),
        ("Adequacy", "保障率"),
    ];
    sheet.headings(&headings.map(|(en, zh)| (pick(language, en, zh).to_owned(), false)))?;
    let mut charts = Vec::new();
    for (pool, result) in layout.subject.outcome.pools.iter().enumerate() {
        for grouping in 0..result.groupings.len() {
            let part = Part { layout, plan, pool, result, grouping };
            let rows = part.write(&mut sheet)?;
            if rows.len() == result.policies.len() && rows.iter().all(|rows| !rows.is_empty()) {
                charts.push(picture::groups(layout, result, grouping, &rows, [GROUP, AWARD, ADEQUACY]));
            }
        }
    }
    Ok((sheet.finish(3)?, charts))
}

/// One grouping of one pool.
struct Part<'a> {
    layout: &'a Layout<'a>,
    plan: Option<&'a Plan<'a>>,
    pool: usize,
    result: &'a PoolOutcome,
    grouping: usize,
}

impl Part<'_> {
    /// Writes the rows; gives those of each policy, counted from 0.
    fn write(&self, sheet: &mut Sheet<'_>) -> Result<Vec<Range<u32>>, XlsxError> {
        let (language, scenario) = (self.layout.language(), self.layout.subject.scenario);
        let pool = &scenario.pools[self.result.pool];
        let (grouping, membership) = &self.result.groupings[self.grouping];
        let grouping = &scenario.groupings[*grouping];
        // With formulas a group that is empty now may fill.
        let empty = grouping.order.iter().filter(|group| !membership.groups.contains(*group));
        let groups: Vec<&String> = match self.plan {
            Some(_) => membership.groups.iter().chain(empty).collect(),
            None => membership.groups.iter().collect(),
        };
        let mut rows = Vec::new();
        for (index, policy) in scenario.policies.iter().enumerate() {
            let first = sheet.next_row() - 1;
            for (group, name) in groups.iter().enumerate() {
                if sheet.room() == 0 {
                    return Ok(rows);
                }
                sheet.text(0, pool.label.get(language))?;
                sheet.text(1, grouping.label.get(language))?;
                sheet.text(GROUP as u16, grouping.group_label(name).get(language))?;
                sheet.text(3, policy.label.get(language))?;
                sheet.text(ID as u16, name)?;
                sheet.text(6, pool.unit.label().get(language))?;
                self.figures(sheet, index, group)?;
                sheet.next();
            }
            rows.push(first..sheet.next_row() - 1);
        }
        Ok(rows)
    }

    fn figures(&self, sheet: &mut Sheet<'_>, policy: usize, group: usize) -> Result<(), XlsxError> {
        let unit = &self.layout.subject.scenario.pools[self.result.pool].unit;
        let found = self.result.policies[policy].groups[self.grouping].get(group);
        let has_need = self.result.policies[policy].need.is_some();
        let nothing = found.is_none().then_some(0.0);
        let row = sheet.next_row();
        let own = |column: usize| format!("${}{row}", letters(column));
        let texts = self.plan.map(|plan| Texts { plan, part: self, policy, id: own(ID) });
        let texts = texts.as_ref();
        let members = Seen::number(found.map(|found| found.members as f64).or(nothing));
        let text = texts.and_then(Texts::members);
        sheet.either(5, text.as_deref(), &members, Shown::Whole)?;
        let need = Seen::number(found.map_or(nothing.filter(|_| has_need), |found| found.need));
        let text = texts.filter(|_| has_need).and_then(|texts| texts.sum(texts.key(Key::Need)?));
        sheet.either(NEED as u16, text.as_deref(), &need, Shown::Money)?;
        let award = Seen::number(found.map(|found| unit.whole(found.award)).or(nothing));
        let text = texts.and_then(|texts| texts.sum(texts.key(Key::Award)?));
        sheet.either(AWARD as u16, text.as_deref(), &award, Shown::amount(unit))?;
        let change = Seen::number(found.map(|found| unit.whole(found.change)).or(nothing));
        let text = texts.and_then(|texts| match policy == self.result.baseline {
            true => Some("0".to_owned()),
            false => texts.sum(item_range(texts.plan, self.pool, Item::Change(policy))?),
        });
        sheet.either(9, text.as_deref(), &change, Shown::change(unit))?;
        let adequacy = Seen::number(found.and_then(|found| found.adequacy));
        let ratio = format!("IF({}>0,{}/{},\"\")", own(NEED), own(AWARD), own(NEED));
        let text = texts.filter(|_| has_need).map(|_| ratio);
        sheet.either(ADEQUACY as u16, text.as_deref(), &adequacy, Shown::Percent)
    }
}

/// The formulas of one row.
struct Texts<'a> {
    plan: &'a Plan<'a>,
    part: &'a Part<'a>,
    policy: usize,
    /// The cell of the group's id.
    id: String,
}

impl Texts<'_> {
    fn own(&self) -> Option<String> {
        Some(format!(
            "EXACT({},{})",
            item_range(self.plan, self.part.pool, Item::Group(self.part.grouping))?,
            self.id
        ))
    }

    fn members(&self) -> Option<String> {
        Some(format!("SUMPRODUCT({}*1)", self.own()?))
    }

    fn key(&self, key: Key) -> Option<String> {
        self.plan.sheets[self.part.pool][self.policy].range(key)
    }

    fn sum(&self, range: String) -> Option<String> {
        Some(format!("SUMPRODUCT({}*{range})", self.own()?))
    }
}

/// The place of a column's cells on the sheet of groups, for a chart: rows counted from 0.
pub(crate) fn cells(sheet: &str, column: usize, rows: &Range<u32>) -> String {
    let letters = letters(column);
    format!("{}${letters}${}:${letters}${}", sheet_prefix(sheet), rows.start + 1, rows.end)
}
