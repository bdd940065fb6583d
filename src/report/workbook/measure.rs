//! The measures of the summary as formulas; each is an array formula.

use crate::measure::Metric;
use crate::measure::adequacy::SHORT;
use crate::quantity::Unit;
use crate::report::html::mark;
use crate::report::html::page::pick;

use super::comparison::Item;
use super::comparison::item_range;
use super::place::quoted;
use super::plan::Key;
use super::plan::Plan;
use super::workings;
use super::workings::Line;

/// The formula of a measure; `None` where it has none.
pub(crate) fn text(plan: &Plan<'_>, pool: usize, policy: usize, metric: Metric) -> Option<String> {
    let result = &plan.subject.outcome.pools[pool];
    let unit = &plan.subject.scenario.pools[result.pool].unit;
    let sheet = &plan.sheets[pool][policy];
    let awards = sheet.range(Key::Award)?;
    let (need, adequacy) = (sheet.range(Key::Need), sheet.range(Key::Adequacy));
    let known = |text: String| Some(format!("IF(COUNT({})=0,\"\",{text})", adequacy.as_ref()?));
    let change = || item_range(plan, pool, Item::Change(policy));
    let is_baseline = policy == result.baseline;
    let people = item_range(plan, pool, Item::Population);
    let decimals = unit.decimals();
    match metric {
        Metric::Total => Some(format!("ROUND(SUM({awards}),{decimals})")),
        Metric::Reserve => {
            let total = &plan.cells[result.pool].total;
            Some(format!("ROUND({total}-SUM({awards}),{decimals})"))
        }
        Metric::Min => Some(format!("MIN({awards})")),
        Metric::Max => Some(format!("MAX({awards})")),
        Metric::Gini | Metric::Theil | Metric::Hoover | Metric::Cv => {
            let heads = match &people {
                Some(people) => (item_range(plan, pool, Item::PerHead(policy))?, Some(people.as_str())),
                None => (item_range(plan, pool, Item::Award(policy))?, None),
            };
            let rank = item_range(plan, pool, Item::PoorerHeads(policy));
            spread(metric, &heads.0, heads.1, rank.as_deref())
        }
        Metric::AdequacyGini => {
            let rank = item_range(plan, pool, Item::PoorerMembers(policy))?;
            known(spread(Metric::Gini, adequacy.as_ref()?, None, Some(&rank))?)
        }
        Metric::AdequacyMin => known(format!("MIN({})", adequacy.as_ref()?)),
        Metric::AdequacyMax => known(format!("MAX({})", adequacy.as_ref()?)),
        Metric::AdequacyMedian => known(format!("MEDIAN({})", adequacy.as_ref()?)),
        Metric::AdequacyP10 => known(format!("PERCENTILE({},0.1)", adequacy.as_ref()?)),
        Metric::ShortMembers => Some(format!("SUM(IF({}<{SHORT},1,0))", numbers(adequacy.as_ref()?))),
        Metric::ShortPopulation => {
            Some(format!("SUM(IF({}<{SHORT},{},0))", numbers(adequacy.as_ref()?), people?))
        }
        Metric::Shortfall => {
            let need = need?;
            let missing = format!("SUM(IF({need}>{awards},{need}-{awards},0))");
            Some(if *unit == Unit::Money { format!("ROUND({missing},{decimals})") } else { missing })
        }
        Metric::Gainers | Metric::Losers | Metric::Moved | Metric::LargestGain | Metric::LargestLoss
            if is_baseline =>
        {
            Some("0".to_owned())
        }
        Metric::Gainers => Some(format!("SUM(IF({}>0,1,0))", change()?)),
        Metric::Losers => Some(format!("SUM(IF({}<0,1,0))", change()?)),
        Metric::Moved => Some(format!("SUM(ABS({}))/2", change()?)),
        Metric::LargestGain => Some(format!("MAX(0,MAX({}))", change()?)),
        Metric::LargestLoss => Some(format!("MAX(0,-MIN({}))", change()?)),
    }
}

/// The cells that are no number as one beyond all.
fn numbers(range: &str) -> String {
    format!("IF(ISNUMBER({range}),{range},9E99)")
}

/// An index of inequality of values, each weighing so much; `rank`: for each, twice the weight below it and the
/// weight at it.
fn spread(metric: Metric, values: &str, weights: Option<&str>, rank: Option<&str>) -> Option<String> {
    let weights = weights.unwrap_or("1");
    let sum = |of: &str| format!("SUM(IF(ISNUMBER({values}),{of},0))");
    let (heads, amount) = (sum(weights), sum(&format!("{weights}*{values}")));
    let mean = format!("({amount}/{heads})");
    let index = match metric {
        Metric::Gini => {
            let terms = sum(&format!("{weights}*{values}*({}-{heads})", rank?));
            format!("MAX(0,{terms}/({heads}*{amount}))")
        }
        Metric::Theil => {
            let term = format!("{weights}*{values}/{mean}*LN({values}/{mean})");
            format!("MAX(0,{}/{heads})", sum(&format!("IF({values}>0,{term},0)")))
        }
        Metric::Hoover => {
            format!("{}/{heads}/2/{mean}", sum(&format!("{weights}*ABS({values}-{mean})")))
        }
        _ => format!("SQRT({}/{heads})/{mean}", sum(&format!("{weights}*({values}-{mean})^2"))),
    };
    Some(format!("IF({amount}>0,{index},\"\")"))
}

/// The formula of λ as the summary shows it.
pub(crate) fn lambda(plan: &Plan<'_>, pool: usize, policy: usize) -> Option<String> {
    let sheet = &plan.sheets[pool][policy];
    let (scheme, _) = sheet.live.as_ref().filter(|(scheme, _)| !scheme.is_open())?;
    let line = if scheme.is_direct() { Line::Divisor } else { Line::Lambda };
    let of = |cell: &String| match scheme.rule.lambda_is_ratio() {
        true => cell.clone(),
        false => format!("{cell}*{}", plan.step(sheet)),
    };
    let (cells, names) = (workings::cells(plan, sheet, line), workings::cells(plan, sheet, Line::Part));
    if !sheet.is_masked() {
        return cells.first().map(of);
    }
    let named = cells.iter().zip(&names).map(|(cell, name)| format!("{name}&\" \"&ROUND({},6)", of(cell)));
    Some(named.collect::<Vec<_>>().join("&\"; \"&")).filter(|text| text.len() < 8_000)
}

/// The formula of how many members are lifted by a floor (0), held by a cap (1) or tied (2).
pub(crate) fn marked(plan: &Plan<'_>, pool: usize, policy: usize, which: usize) -> Option<String> {
    let sheet = &plan.sheets[pool][policy];
    sheet.live.as_ref()?;
    let language = plan.subject.language;
    let (key, word) = match which {
        0 => (Key::Bound, mark::bound(Some(crate::allocate::Bound::Floor), language)),
        1 => (Key::Bound, mark::bound(Some(crate::allocate::Bound::Cap), language)),
        _ => (Key::Tie, pick(language, "tie", "并列")),
    };
    sheet.range(key).map(|range| format!("COUNTIF({range},{})", quoted(word)))
}
