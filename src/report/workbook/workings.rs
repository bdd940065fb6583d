//! The sheet of workings: for every part of every pool under every policy, λ sought by halving, the steps left and
//! who gets them. A column a part, from top to bottom as one would do it by hand.

mod formula;
mod line;

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::html::page::pick;

use super::layout::Layout;
use super::plan::Plan;
use super::plan::PolicySheet;
use super::scheme::Scheme;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use super::worked::Worked;
use super::worked::WorkedPart;
use line::label;
use line::lines;

pub(crate) use line::Line;
pub(crate) use line::cell;
pub(crate) use line::cells;
pub(crate) use line::line_range;

/// Writes the sheet.
pub(crate) fn sheet(layout: &Layout<'_>, plan: &Plan<'_>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let title = pick(language, "Workings: how λ and the last steps are found", "测算过程：λ 与余数的求法");
    let note = pick(
        language,
        "Amounts in steps of the pool (0.01 yuan, one post …). λ is found digit by digit: half of the interval is added wherever that does not spend more than the total.",
        "金额以各总盘的最小单位计（0.01 元、1 名编制等）。λ 逐位求得：每次加上区间之半，凡合计不超过总额即予保留。",
    );
    let mut sheet = Sheet::open(&layout.name, title, &[note.to_owned()], layout.formats)?;
    let live: Vec<&PolicySheet> = plan.sheets.iter().flatten().filter(|sheet| sheet.live.is_some()).collect();
    let mut headings = vec![(pick(language, "Line", "项目").to_owned(), false)];
    for (index, policy) in live.iter().enumerate() {
        for part in 0..plan.totals(policy).len() {
            headings.push((format!("{} {}", policy.name, part + 1), index % 2 == 0));
        }
    }
    sheet.headings(&headings)?;
    for line in lines() {
        sheet.text(0, &label(line, language))?;
        for policy in &live {
            if let Some((scheme, worked)) = &policy.live {
                let writer = Writer { layout, plan, policy, scheme: *scheme, worked };
                writer.line(&mut sheet, line)?;
            }
        }
        sheet.next();
    }
    sheet.finish(1)
}

/// Writes the lines of one policy's sheet.
struct Writer<'a> {
    layout: &'a Layout<'a>,
    plan: &'a Plan<'a>,
    policy: &'a PolicySheet,
    scheme: Scheme,
    worked: &'a Worked,
}

impl Writer<'_> {
    fn line(&self, sheet: &mut Sheet<'_>, line: Line) -> Result<(), XlsxError> {
        for (part, worked) in self.worked.parts.iter().enumerate() {
            let column = self.policy.first_part + part;
            let at = u16::try_from(column).unwrap_or(u16::MAX);
            let seen = self.seen(line, part, worked);
            let shown = self.shown(line);
            match self.text(line, part, column) {
                Some((text, true)) => sheet.array(at, &text, &seen, shown)?,
                Some((text, false)) => sheet.formula(at, &text, &seen, shown)?,
                None => sheet.value(at, &seen, shown)?,
            }
        }
        Ok(())
    }

    fn shown(&self, line: Line) -> Shown {
        match line {
            Line::Total | Line::Spent | Line::Reserve => Shown::amount(&self.plan.pool(self.policy).unit),
            Line::Members | Line::Steps | Line::Least | Line::Most | Line::Given | Line::Left => Shown::Whole,
            _ => Shown::General,
        }
    }

    /// What the line shows before it is computed again.
    fn seen(&self, line: Line, part: usize, worked: &WorkedPart) -> Seen {
        let language = self.layout.language();
        let pool = self.plan.pool(self.policy);
        let scenario = self.layout.subject.scenario;
        let step = pool.unit.whole(pool.step);
        let shares = &self.plan.result(self.policy).policies[self.policy.policy].shared.shares;
        let number = match line {
            Line::Pool => return Seen::text(pool.label.get(language)),
            Line::Policy => return Seen::text(scenario.policies[self.policy.policy].label.get(language)),
            Line::Part => return Seen::text(shares[part].stratum.as_deref().unwrap_or_default()),
            Line::Rule => return Seen::text(self.scheme.rule.label().get(language)),
            Line::Rounding if self.scheme.is_open() => return Seen::Nothing,
            Line::Rounding => return Seen::text(self.scheme.rounding.label().get(language)),
            Line::Check => return Seen::text(if self.scheme.is_open() { "" } else { "OK" }),
            Line::Number => part as f64 + 1.0,
            Line::Members => worked.members,
            Line::Total => worked.total,
            Line::Step => step,
            Line::Steps => worked.steps,
            Line::Least => worked.least,
            Line::Most => worked.most,
            Line::Weights => worked.weights,
            Line::Highest => worked.highest,
            Line::Halving(number) => nth(&worked.halvings, number),
            Line::Lambda => worked.lambda,
            Line::DivisorHighest => worked.divisor_highest,
            Line::DivisorHalving(number) => nth(&worked.divisor_halvings, number),
            Line::Divisor => worked.divisor,
            Line::Decimals => worked.decimals,
            Line::Given => worked.given,
            Line::Left => worked.left,
            Line::Cut => worked.cut,
            Line::Above => worked.above,
            Line::At => worked.at,
            Line::Wanted => worked.left - worked.above,
            Line::Last => worked.last,
            Line::Spent => pool.unit.whole(shares[part].total - shares[part].reserve),
            Line::Reserve => pool.unit.whole(shares[part].reserve),
        };
        if self.has(line) { Seen::number(Some(number)) } else { Seen::Nothing }
    }

    /// Whether the line says something under this scheme.
    fn has(&self, line: Line) -> bool {
        let scheme = self.scheme;
        match line {
            Line::Least => scheme.has_floor,
            Line::Most => scheme.has_cap,
            Line::Weights | Line::Check => !scheme.is_open(),
            Line::Lambda | Line::Decimals => !scheme.is_open() && !scheme.is_direct(),
            Line::Highest | Line::Halving(_) => {
                !scheme.is_open() && !scheme.is_direct() && scheme.is_bounded()
            }
            Line::DivisorHighest | Line::DivisorHalving(_) | Line::Divisor => scheme.by_divisor(),
            Line::Given | Line::Left | Line::Cut | Line::At | Line::Wanted | Line::Last => !scheme.is_open(),
            Line::Above => !scheme.is_open() && !scheme.by_divisor(),
            _ => true,
        }
    }
}

fn nth(values: &[f64], number: i32) -> f64 {
    values.get(number.unsigned_abs() as usize - 1).copied().unwrap_or(f64::NAN)
}
