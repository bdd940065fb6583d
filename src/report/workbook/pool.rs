//! The sheet of one pool: a row a member, and for every policy its claim, award, change and adequacy.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::html::figure;
use crate::report::html::mark;
use crate::report::html::page::pick;
use crate::scenario::Pool;
use crate::table::Table;

use super::extent::MOST_LISTED;
use super::extent::left_out;
use super::layout::Layout;
use super::sheet::Sheet;
use super::shown::Shown;

/// Writes the sheet. Members beyond [`MOST_LISTED`] are left out, and the sheet says so.
pub(crate) fn sheet(layout: &Layout<'_>, result: &PoolOutcome) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let scenario = layout.subject.scenario;
    let pool = &scenario.pools[result.pool];
    let columns = Columns { layout, result, pool, table: &layout.subject.tables.tables[pool.over] };
    let mut lines = vec![columns.total()];
    let members = result.rows.len();
    if members > MOST_LISTED {
        lines.push(left_out(MOST_LISTED, members, "awards.parquet", language));
    }
    let mut sheet = Sheet::open(&layout.name, pool.label.get(language), &lines, layout.formats)?;
    sheet.headings(&columns.headings())?;
    for member in 0..members.min(MOST_LISTED) {
        layout.go_on()?;
        columns.row(&mut sheet, member)?;
        sheet.next();
    }
    sheet.finish(2)
}

struct Columns<'a> {
    layout: &'a Layout<'a>,
    result: &'a PoolOutcome,
    pool: &'a Pool,
    table: &'a Table,
}

impl Columns<'_> {
    fn total(&self) -> String {
        let language = self.layout.language();
        let total = figure::with_unit(&self.pool.unit, self.pool.total, language);
        let count = figure::decimal(self.result.rows.len() as f64, 0);
        match language {
            Language::English => {
                format!("{total} for {count} members; amounts in {}", self.pool.unit.label().en)
            }
            Language::Chinese => {
                format!("总盘 {total}，{count} 个单位；金额单位：{}", self.pool.unit.label().zh)
            }
        }
    }

    fn headings(&self) -> Vec<(String, bool)> {
        let language = self.layout.language();
        let scenario = self.layout.subject.scenario;
        let say = |en: &str, zh: &str| pick(language, en, zh).to_owned();
        let mut headings = vec![(say("Id", "编号"), false), (say("Name", "名称"), false)];
        if self.result.strata.is_some() {
            headings.push((say("Stratum", "分块"), false));
        }
        if self.result.population.is_some() {
            headings.push((say("Residents", "常住人口"), false));
        }
        if self.result.need.is_some() {
            headings.push((say("Need", "标准支出"), false));
        }
        for (index, policy) in scenario.policies.iter().enumerate() {
            let label = policy.label.get(language);
            let mut put = |title: &str| headings.push((format!("{title}\n{label}"), index % 2 == 0));
            let share = &policy.shares[self.result.pool];
            if self.result.policies[index].shared.claims.is_some() {
                for factor in &share.factors {
                    put(&format!("{}{}", pick(language, "Factor: ", "因素："), factor.label.get(language)));
                }
                put(pick(language, "Claim", "测算额"));
            }
            if index == self.result.baseline {
                put(pick(language, "Award (baseline)", "分配额（基准）"));
            } else {
                put(pick(language, "Award", "分配额"));
                put(pick(language, "Change", "增减"));
                put(pick(language, "Change, %", "增减幅"));
            }
            if self.result.need.is_some() {
                put(pick(language, "Adequacy", "保障率"));
            }
            put(pick(language, "Bound", "约束"));
            put(pick(language, "Tie", "并列"));
        }
        headings
    }

    fn row(&self, sheet: &mut Sheet<'_>, member: usize) -> Result<(), XlsxError> {
        let row = self.result.rows[member] as usize;
        sheet.text(0, self.table.id(row))?;
        sheet.text(1, self.table.name(row))?;
        let mut column = 2;
        if self.result.strata.is_some() {
            sheet.text(column, self.stratum(member))?;
            column += 1;
        }
        if let Some(population) = &self.result.population {
            sheet.number(column, Some(population[member]), Shown::Whole)?;
            column += 1;
        }
        if let Some(need) = &self.result.need {
            sheet.number(column, Some(need[member]), Shown::Money)?;
            column += 1;
        }
        for policy in 0..self.result.policies.len() {
            column = self.policy(sheet, policy, member, column)?;
        }
        Ok(())
    }

    fn stratum(&self, member: usize) -> &str {
        let named = || {
            let stratum = self.result.strata.as_ref()?[member] as usize;
            Some(self.pool.strata.as_ref()?.totals.get(stratum)?.0.as_str())
        };
        named().unwrap_or_default()
    }

    /// Writes a policy's cells from `column` on; gives the column after them.
    fn policy(
        &self,
        sheet: &mut Sheet<'_>,
        policy: usize,
        member: usize,
        mut column: u16,
    ) -> Result<u16, XlsxError> {
        let language = self.layout.language();
        let unit = &self.pool.unit;
        let shared = &self.result.policies[policy].shared;
        let award = shared.awards[member];
        if let Some(claims) = &shared.claims {
            for part in &claims.parts {
                sheet.number(column, Some(part[member]), Shown::Money)?;
                column += 1;
            }
            sheet.number(column, Some(claims.totals[member]), Shown::Money)?;
            column += 1;
        }
        sheet.number(column, Some(unit.whole(award)), Shown::amount(unit))?;
        column += 1;
        if policy != self.result.baseline {
            let baseline = self.result.baseline_awards()[member];
            let change = award - baseline;
            let share = (baseline > 0).then(|| change as f64 / baseline as f64);
            sheet.number(column, Some(unit.whole(change)), Shown::change(unit))?;
            sheet.number(column + 1, share, Shown::PercentChange)?;
            column += 2;
        }
        if self.result.need.is_some() {
            sheet.number(column, self.result.adequacy(policy, member, unit), Shown::Percent)?;
            column += 1;
        }
        sheet.text(column, mark::bound(shared.bounds[member], language))?;
        sheet.text(column + 1, mark::tie(shared.ties[member], language))?;
        Ok(column + 2)
    }
}
