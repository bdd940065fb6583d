//! The staff that members need by a standard of WISN, step by step.

use crate::claim::Facts;
use crate::formula::number_text;
use crate::measure::wisn;
use crate::problem::Problem;
use crate::scenario::Wisn;
use crate::scenario::WisnPart;

/// The steps of WISN for some members; lists hold one entry per member.
#[derive(Clone, Debug, PartialEq)]
pub struct Staffing {
    /// Hours of service activities a year.
    pub hours: Vec<f64>,
    /// The working time of one member of staff.
    pub years: Vec<wisn::WorkingYear>,
    /// Available working time of one member of staff, in hours a year.
    pub available: Vec<f64>,
    /// The share of all staff's working time that is support work.
    pub support: Vec<f64>,
    /// Hours a year of additional activities of some staff.
    pub additional: Vec<f64>,
    /// Category allowance factor.
    pub category: Vec<f64>,
    /// Individual allowance factor.
    pub individual: Vec<f64>,
    /// Required staff.
    pub required: Vec<f64>,
}

/// Works out the required staff of `members`, rows of the table of the standard's formulas.
///
/// # Errors
/// The first formula that cannot be evaluated; hours, days or an allowance below zero; a year without working time;
/// an allowance that leaves no time for service.
pub fn staffing(facts: &Facts<'_>, standard: &Wisn, members: &[u32]) -> Result<Staffing, Problem> {
    let mut values: Vec<Vec<f64>> = Vec::with_capacity(WisnPart::ALL.len());
    for (part, formula) in WisnPart::ALL.into_iter().zip(&standard.parts) {
        let numbers = facts.numbers(formula, members, None)?;
        if let Some(member) = numbers.iter().position(|number| *number < 0.0) {
            return Err(problem(
                facts,
                standard,
                part,
                members[member],
                numbers[member],
                "below zero",
                "小于零",
            )
            .remedy("write a formula that gives 0 or more", "应写结果不小于 0 的公式"));
        }
        values.push(numbers);
    }
    let of = |part: WisnPart, member: usize| values[part as usize][member];
    let mut found = Staffing {
        hours: values[WisnPart::Hours as usize].clone(),
        years: Vec::with_capacity(members.len()),
        available: Vec::with_capacity(members.len()),
        support: values[WisnPart::CategoryAllowance as usize].clone(),
        additional: values[WisnPart::IndividualAllowanceHours as usize].clone(),
        category: Vec::with_capacity(members.len()),
        individual: Vec::with_capacity(members.len()),
        required: Vec::with_capacity(members.len()),
    };
    for (member, row) in members.iter().enumerate() {
        let year = wisn::WorkingYear {
            weeks: of(WisnPart::Weeks, member),
            days_per_week: of(WisnPart::DaysPerWeek, member),
            holidays: of(WisnPart::Holidays, member),
            leave: of(WisnPart::Leave, member),
            sickness: of(WisnPart::Sickness, member),
            training: of(WisnPart::Training, member),
            hours_per_day: of(WisnPart::HoursPerDay, member),
        };
        let Some(available) = year.available_hours() else {
            let days = year.weeks * year.days_per_week;
            let (en, zh) =
                ("and with the other days off leaves no working time", "与其他假期相抵后没有可用工作时间");
            return Err(problem(facts, standard, WisnPart::Leave, *row, year.leave, en, zh).remedy(
                format!("keep the days off below {} and the hours of a day above 0", number_text(days)),
                format!("各项假期合计须少于 {} 天，每天工时须大于 0", number_text(days)),
            ));
        };
        let share = of(WisnPart::CategoryAllowance, member);
        let Some(category) = wisn::category_allowance_factor(share) else {
            let part = WisnPart::CategoryAllowance;
            let (en, zh) = ("which leaves no time for service", "没有留给服务的时间");
            return Err(problem(facts, standard, part, *row, share, en, zh)
                .remedy("write a share from 0 to below 1", "应写 0 到 1（不含）之间的比例"));
        };
        let hours = of(WisnPart::IndividualAllowanceHours, member);
        let individual = wisn::individual_allowance_factor(hours, available);
        found.years.push(year);
        found.available.push(available);
        found.category.push(category);
        found.individual.push(individual);
        found.required.push(wisn::required_staff(found.hours[member], available, category, individual));
    }
    Ok(found)
}

fn problem(
    facts: &Facts<'_>,
    standard: &Wisn,
    part: WisnPart,
    row: u32,
    value: f64,
    en: &str,
    zh: &str,
) -> Problem {
    let formula = standard.part(part);
    let table = &facts.tables.tables[formula.formula.table()];
    let (id, key, value) = (table.id(row as usize), part.key(), number_text(value));
    Problem::new(
        formula.whole_place(),
        format!("`{key}` of `{id}` is {value}, {en}"),
        format!("`{id}` 的 `{key}` 为 {value}，{zh}"),
    )
}
