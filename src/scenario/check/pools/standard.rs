//! Standards of need: a formula, or the figures of WISN put together into one.

use super::super::super::Anchor;
use super::super::super::Need;
use super::super::super::PlacedFormula;
use super::super::super::format::FormulaText;
use super::super::super::format::Label;
use super::super::super::format::StandardFormat;
use super::super::super::format::WisnFormat;
use super::super::super::format::operand;
use super::super::super::placed::Placed;
use super::super::super::wisn::Wisn;
use super::super::super::wisn::WisnPart;
use super::super::compiler::Compiler;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::Type;
use crate::language::Text;
use crate::quantity::Unit;

/// The standard of a pool.
pub fn need(
    pool: &Placed<String>,
    unit: &Unit,
    over: usize,
    standard: &StandardFormat,
    compiler: &mut Compiler,
) -> Option<Need> {
    let id = &pool.value;
    let role = Text::new(format!("need of pool {id}"), format!("总盘 {id} 的标准支出"));
    let (formula, wisn) = match (&standard.need, &standard.wisn) {
        (Some(need), None) => {
            (compiler.formula(need, over, BaselineUse::Refused, Some(Type::Number), &role)?, None)
        }
        (None, Some(wisn)) => {
            let (formula, wisn) = by_wisn(pool, unit, over, wisn, &role, compiler)?;
            (formula, Some(wisn))
        }
        (need, _) => {
            let span = need.as_ref().map_or(&pool.span, |need| &need.span);
            let (en, zh) = match need {
                Some(_) => ("has both `need` and `wisn`", "同时写了 `need` 和 `wisn`"),
                None => ("has neither `need` nor `wisn`", "既没有 `need` 也没有 `wisn`"),
            };
            let found = (format!("the standard of pool `{id}` {en}"), format!("总盘 `{id}` 的标准{zh}"));
            let remedy = (
                "write a formula `need = …`, or the figures of `wisn`".to_owned(),
                "应写公式 `need = …`，或写 `wisn` 的各项数字".to_owned(),
            );
            compiler.problem(span, found, Some(remedy));
            return None;
        }
    };
    let label = standard.label.as_ref().map(Label::text);
    Some(Need { formula, wisn, label, source: standard.source.as_ref().map(Label::text) })
}

fn by_wisn(
    pool: &Placed<String>,
    unit: &Unit,
    over: usize,
    format: &Placed<WisnFormat>,
    role: &Text,
    compiler: &mut Compiler,
) -> Option<(PlacedFormula, Wisn)> {
    if *unit == Unit::Money {
        let found = (
            format!("WISN gives staff, and pool `{}` is money", pool.value),
            format!("WISN 的结果是人数，而总盘 `{}` 是资金", pool.value),
        );
        let remedy = ("use it for a pool of posts".to_owned(), "请用于编制总盘".to_owned());
        compiler.problem(&format.span, found, Some(remedy));
        return None;
    }
    let texts = WisnPart::ALL.map(|part| text(part, format));
    let compiled: Vec<Option<PlacedFormula>> = WisnPart::ALL
        .into_iter()
        .zip(&texts)
        .map(|(part, text)| {
            let key = part.key();
            let role = Text::new(
                format!("`{key}` of the standard of pool {}", pool.value),
                format!("总盘 {} 的标准中 `{key}` 一项", pool.value),
            );
            compiler.formula(text, over, BaselineUse::Refused, Some(Type::Number), &role)
        })
        .collect();
    let parts: Vec<PlacedFormula> = compiled.into_iter().collect::<Option<_>>()?;
    let whole = put_together(&texts);
    match Formula::compile(&whole, over, &compiler.vocabulary, BaselineUse::Refused) {
        Ok(formula) => {
            let anchor = Anchor::Cell(compiler.place(&format.span));
            Some((PlacedFormula { formula, role: role.clone(), anchor }, Wisn { parts }))
        }
        // Each part compiles by itself; together they may be too long or too deep.
        Err(found) => {
            for problem in found {
                compiler.problem(&format.span, (problem.found.en, problem.found.zh), None);
            }
            None
        }
    }
}

/// The formula of a part as written, or its default.
fn text(part: WisnPart, format: &Placed<WisnFormat>) -> Placed<FormulaText> {
    let wisn = &format.value;
    let written = match part {
        WisnPart::Hours => Some(&wisn.hours),
        WisnPart::Weeks => wisn.weeks.as_ref(),
        WisnPart::DaysPerWeek => wisn.days_per_week.as_ref(),
        WisnPart::Holidays => Some(&wisn.holidays),
        WisnPart::Leave => Some(&wisn.leave),
        WisnPart::Sickness => Some(&wisn.sickness),
        WisnPart::Training => Some(&wisn.training),
        WisnPart::HoursPerDay => wisn.hours_per_day.as_ref(),
        WisnPart::CategoryAllowance => wisn.category_allowance.as_ref(),
        WisnPart::IndividualAllowanceHours => wisn.individual_allowance_hours.as_ref(),
    };
    let default = || Placed {
        value: FormulaText(part.default_value().unwrap_or("0").to_owned()),
        span: format.span.clone(),
    };
    written.cloned().unwrap_or_else(default)
}

/// Required staff as one formula; what comes to nothing by default is left out.
fn put_together(texts: &[Placed<FormulaText>; WisnPart::ALL.len()]) -> String {
    let part = |part: WisnPart| operand(&texts[part as usize].value.0);
    let available = format!(
        "(({} * {} - {} - {} - {} - {}) * {})",
        part(WisnPart::Weeks),
        part(WisnPart::DaysPerWeek),
        part(WisnPart::Holidays),
        part(WisnPart::Leave),
        part(WisnPart::Sickness),
        part(WisnPart::Training),
        part(WisnPart::HoursPerDay)
    );
    let mut whole = format!("{} / {available}", part(WisnPart::Hours));
    let allowance = part(WisnPart::CategoryAllowance);
    if allowance != "0" {
        whole.push_str(&format!(" * (1 / (1 - {allowance}))"));
    }
    let individual = part(WisnPart::IndividualAllowanceHours);
    if individual != "0" {
        whole.push_str(&format!(" + {individual} / {available}"));
    }
    whole
}
