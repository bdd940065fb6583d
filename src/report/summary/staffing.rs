//! The line on staffing by WISN.

use std::fmt::Write as _;

use crate::formula::number_text;
use crate::language::Language;
use crate::measure::wisn;
use crate::report::Subject;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::summation::Sum;

/// For each pool whose standard is one by WISN: staff over required staff under every policy, in all and where it
/// is lowest.
pub fn write(subject: &Subject<'_>, text: &mut String) -> std::fmt::Result {
    let by_wisn = |case: &Case<'_>| case.pool.need.as_ref().is_some_and(|need| need.wisn.is_some());
    for (pool, spec) in subject.scenario.pools.iter().enumerate() {
        let of_pool = cases(subject).filter(|case| case.result.pool == pool && by_wisn(case));
        let lines: Vec<String> = of_pool.map(|case| line(&case, subject.language)).collect();
        if lines.is_empty() {
            continue;
        }
        let label = spec.label.get(subject.language);
        match subject.language {
            Language::English => writeln!(text, "Staffing by WISN, {label}:")?,
            Language::Chinese => writeln!(text, "WISN 人员配备，{label}：")?,
        }
        for line in lines {
            writeln!(text, "  {line}")?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn line(case: &Case<'_>, language: Language) -> String {
    let unit = &case.pool.unit;
    let staff: Vec<f64> = case.outcome.shared.awards.iter().map(|award| unit.whole(*award)).collect();
    let required = case.outcome.need.as_deref().unwrap_or_default();
    let (all, needed) = (Sum::of(staff.iter().copied()), Sum::of(required.iter().copied()));
    let ratios = staff.iter().zip(required).filter_map(|(staff, need)| wisn::ratio(*staff, *need));
    let lowest = ratios.fold(f64::INFINITY, f64::min);
    let shown = |ratio: Option<f64>| ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
    let ratio = shown(wisn::ratio(all, needed));
    let lowest = shown(Some(lowest).filter(|lowest| lowest.is_finite()));
    let difference = wisn::difference(all, needed);
    let (all, policy) = (number_text(all), case.policy.label.get(language));
    match language {
        Language::English => format!(
            "{policy}: {all} of {needed:.1} required, ratio {ratio}, difference {difference:+.1}; lowest ratio {lowest}"
        ),
        Language::Chinese => format!(
            "{policy}：配备 {all}，所需 {needed:.1}，比值 {ratio}，差额 {difference:+.1}；最低比值 {lowest}"
        ),
    }
}
