//! What an award means for the work: how requests are answered, and the staff that WISN asks for.

use serde::Serialize;

use crate::claim::Facts;
use crate::evaluate::staffing;
use crate::formula::number_text;
use crate::measure::wisn;
use crate::problem::Problem;
use crate::report::json::answers::AnswerJson;
use crate::report::tables::Case;

/// How a member answers residents' requests.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersSteps {
    /// The formula of the share of its award that answers.
    pub staff_share: String,
    /// Opening hours a year.
    pub opening_hours: f64,
    /// Everything answered by itself.
    pub alone: AnswerJson,
    /// With a share passed up to departments.
    pub whistle: Option<AnswerJson>,
}

/// Required staff by WISN, step by step, and the staff against it.
#[derive(Clone, Debug, Serialize)]
pub struct StaffingSteps {
    /// Hours of service activities a year.
    pub hours: f64,
    /// The calculation of the available working time.
    pub working_year: String,
    /// Available working time of one member of staff, in hours a year.
    pub available_hours: f64,
    /// The share of all staff's working time that is support work.
    pub category_allowance: f64,
    /// Hours a year of additional activities of some staff.
    pub individual_allowance_hours: f64,
    /// Category allowance factor.
    pub category_allowance_factor: f64,
    /// Individual allowance factor.
    pub individual_allowance_factor: f64,
    /// Required staff.
    pub required: f64,
    /// Staff ÷ required staff.
    pub ratio: Option<f64>,
    /// Staff − required staff.
    pub difference: f64,
}

pub(super) fn answers_of(facts: &Facts<'_>, case: &Case<'_>, member: usize) -> Option<AnswersSteps> {
    let (answers, spec) = (case.answers?, facts.scenario.answers.as_ref()?);
    let alone = &answers.own[member];
    Some(AnswersSteps {
        staff_share: spec.staff_share.formula.text().to_owned(),
        opening_hours: alone.opening_hours,
        alone: AnswerJson::of(alone),
        whistle: answers.whistle.as_ref().map(|whistle| AnswerJson::of(&whistle.members[member])),
    })
}

pub(super) fn steps_of_wisn(
    facts: &Facts<'_>,
    case: &Case<'_>,
    member: usize,
) -> Result<Option<StaffingSteps>, Problem> {
    let Some(standard) = case.pool.need.as_ref().and_then(|need| need.wisn.as_ref()) else { return Ok(None) };
    let found = staffing(facts.under(case.index), standard, &case.result.rows[member..=member])?;
    let staff = case.pool.unit.whole(case.outcome.shared.awards[member]);
    let required = found.required[0];
    let year = found.years[0];
    let days_off = [year.holidays, year.leave, year.sickness, year.training].map(number_text).join(" − ");
    let (weeks, days, hours) = (year.weeks, year.days_per_week, year.hours_per_day);
    let (weeks, days, hours) = (number_text(weeks), number_text(days), number_text(hours));
    Ok(Some(StaffingSteps {
        hours: found.hours[0],
        working_year: format!("({weeks} × {days} − {days_off}) × {hours}"),
        available_hours: found.available[0],
        category_allowance: found.support[0],
        individual_allowance_hours: found.additional[0],
        category_allowance_factor: found.category[0],
        individual_allowance_factor: found.individual[0],
        required,
        ratio: wisn::ratio(staff, required),
        difference: wisn::difference(staff, required),
    }))
}
