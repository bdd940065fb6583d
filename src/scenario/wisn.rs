//! A standard of posts by the WHO's workload indicators of staffing need (WISN): the figures it is made of.

use super::PlacedFormula;
use crate::language::Text;

/// A figure that a standard by WISN rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WisnPart {
    /// Hours a year of the service activities.
    Hours,
    /// Weeks in the year.
    Weeks,
    /// Working days in a week.
    DaysPerWeek,
    /// Public holidays, in working days.
    Holidays,
    /// Annual leave, in working days.
    Leave,
    /// Sick leave, in working days.
    Sickness,
    /// Training, in working days.
    Training,
    /// Working hours in a day.
    HoursPerDay,
    /// The share of all staff's working time that is support work.
    CategoryAllowance,
    /// Hours a year of additional activities of some staff.
    IndividualAllowanceHours,
}

impl WisnPart {
    /// Every part, in the order in which [`Wisn`] holds them.
    pub const ALL: [WisnPart; 10] = [
        WisnPart::Hours,
        WisnPart::Weeks,
        WisnPart::DaysPerWeek,
        WisnPart::Holidays,
        WisnPart::Leave,
        WisnPart::Sickness,
        WisnPart::Training,
        WisnPart::HoursPerDay,
        WisnPart::CategoryAllowance,
        WisnPart::IndividualAllowanceHours,
    ];

    /// The key in a scenario.
    pub fn key(self) -> &'static str {
        match self {
            WisnPart::Hours => "hours",
            WisnPart::Weeks => "weeks",
            WisnPart::DaysPerWeek => "days_per_week",
            WisnPart::Holidays => "holidays",
            WisnPart::Leave => "leave",
            WisnPart::Sickness => "sickness",
            WisnPart::Training => "training",
            WisnPart::HoursPerDay => "hours_per_day",
            WisnPart::CategoryAllowance => "category_allowance",
            WisnPart::IndividualAllowanceHours => "individual_allowance_hours",
        }
    }

    /// What it is called.
    pub fn label(self) -> Text {
        let (en, zh) = match self {
            WisnPart::Hours => ("Hours of service", "服务工时"),
            WisnPart::Weeks => ("Weeks a year", "每年周数"),
            WisnPart::DaysPerWeek => ("Days a week", "每周工作日"),
            WisnPart::Holidays => ("Public holidays, days", "法定节假日（天）"),
            WisnPart::Leave => ("Leave, days", "年休假（天）"),
            WisnPart::Sickness => ("Sickness, days", "病假（天）"),
            WisnPart::Training => ("Training, days", "培训（天）"),
            WisnPart::HoursPerDay => ("Hours a day", "每天工时"),
            WisnPart::CategoryAllowance => ("Support work of all staff, share", "全员辅助工作占比"),
            WisnPart::IndividualAllowanceHours => {
                ("Additional tasks of some staff, hours", "部分人员附加工作（小时）")
            }
        };
        Text::new(en, zh)
    }

    /// The value where a scenario states none.
    pub fn default_value(self) -> Option<&'static str> {
        match self {
            WisnPart::Weeks => Some("52"),
            WisnPart::DaysPerWeek => Some("5"),
            WisnPart::HoursPerDay => Some("8"),
            WisnPart::CategoryAllowance | WisnPart::IndividualAllowanceHours => Some("0"),
            _ => None,
        }
    }
}

/// The formulas of a standard by WISN.
#[derive(Clone, Debug)]
pub struct Wisn {
    /// One per part, in the order of [`WisnPart::ALL`].
    pub parts: Vec<PlacedFormula>,
}

impl Wisn {
    /// The formula of a part.
    pub fn part(&self, part: WisnPart) -> &PlacedFormula {
        &self.parts[part as usize]
    }
}
