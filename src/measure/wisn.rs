//! Staff that the work needs, by the WHO's method of workload indicators of staffing need (WISN).
//!
//! # Source
//! World Health Organization (2010), «Workload Indicators of Staffing Need: User's manual», Geneva,
//! ISBN 978 92 4 150019 7: the steps «available working time», «standard workloads», «allowance factors» and
//! «staff requirements». The figures in the examples here are worked by hand from those definitions; they are not
//! the manual's own.

use super::adequacy;

/// The working time of one member of staff in a year.
///
/// ```
/// use junheng::measure::wisn::WorkingYear;
/// // 52 weeks of 5 days less 11 holidays, 10 days of leave, 5 of sickness and 3 of training: 231 days of 8 hours.
/// let year = WorkingYear {
///     weeks: 52.0, days_per_week: 5.0, holidays: 11.0, leave: 10.0, sickness: 5.0, training: 3.0,
///     hours_per_day: 8.0,
/// };
/// assert_eq!(year.available_hours(), Some(1848.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkingYear {
    /// Weeks in the year.
    pub weeks: f64,
    /// Working days in a week.
    pub days_per_week: f64,
    /// Public holidays, in working days.
    pub holidays: f64,
    /// Annual leave, in working days.
    pub leave: f64,
    /// Sick leave, in working days.
    pub sickness: f64,
    /// Training and other absence, in working days.
    pub training: f64,
    /// Working hours in a day.
    pub hours_per_day: f64,
}

impl WorkingYear {
    /// Available working time: hours a year, [A − (B + C + D + E)] × F with A the possible working days, B to E the
    /// days off and F the hours of a day; `None` where nothing is left.
    ///
    /// # Source
    /// WHO (2010), step «available working time».
    pub fn available_hours(&self) -> Option<f64> {
        let days =
            self.weeks * self.days_per_week - self.holidays - self.leave - self.sickness - self.training;
        let hours = days * self.hours_per_day;
        (days > 0.0 && hours > 0.0 && hours.is_finite()).then_some(hours)
    }
}

/// Standard workload: how much of an activity one member of staff does in a year who does nothing else, that is
/// available working time ÷ the time of one unit; `None` where a unit takes no time.
///
/// # Source
/// WHO (2010), step «standard workloads».
///
/// ```
/// use junheng::measure::wisn::standard_workload;
/// assert_eq!(standard_workload(1848.0, 0.5), Some(3696.0));
/// assert_eq!(standard_workload(1848.0, 0.0), None);
/// ```
pub fn standard_workload(available_hours: f64, hours_per_unit: f64) -> Option<f64> {
    (hours_per_unit > 0.0).then(|| available_hours / hours_per_unit)
}

/// Category allowance factor: 1 ÷ (1 − share of working time that all staff give to support activities); `None`
/// where the share is not from 0 to below 1.
///
/// # Source
/// WHO (2010), step «allowance factors».
///
/// ```
/// use junheng::measure::wisn::category_allowance_factor;
/// assert_eq!(category_allowance_factor(0.2), Some(1.25));
/// assert_eq!(category_allowance_factor(1.0), None);
/// ```
pub fn category_allowance_factor(share: f64) -> Option<f64> {
    (0.0..1.0).contains(&share).then(|| 1.0 / (1.0 - share))
}

/// Individual allowance factor: hours a year of additional activities of some staff ÷ available working time; the
/// staff that these alone need.
///
/// # Source
/// WHO (2010), step «allowance factors».
///
/// ```
/// use junheng::measure::wisn::individual_allowance_factor;
/// assert_eq!(individual_allowance_factor(924.0, 1848.0), 0.5);
/// ```
pub fn individual_allowance_factor(hours: f64, available_hours: f64) -> f64 {
    hours / available_hours
}

/// Required staff: (hours of service activities ÷ available working time) × category allowance factor +
/// individual allowance factor, not rounded.
///
/// # Source
/// WHO (2010), step «staff requirements»: A × B + C.
///
/// ```
/// use junheng::measure::wisn::required_staff;
/// // 7392 hours are 4 workers' years; a fifth of everybody's time is support: 5; and half a post for one task.
/// assert_eq!(required_staff(7392.0, 1848.0, 1.25, 0.5), 5.5);
/// ```
pub fn required_staff(hours: f64, available_hours: f64, category_factor: f64, individual_factor: f64) -> f64 {
    hours / available_hours * category_factor + individual_factor
}

/// WISN ratio: staff ÷ required staff; below 1 is short; `None` where none are required.
///
/// ```
/// use junheng::measure::wisn::ratio;
/// assert_eq!(ratio(6.0, 8.0), Some(0.75));
/// ```
pub fn ratio(staff: f64, required: f64) -> Option<f64> {
    adequacy::ratio(staff, required)
}

/// WISN difference: staff − required staff; below 0 is short.
///
/// ```
/// use junheng::measure::wisn::difference;
/// assert_eq!(difference(6.0, 8.0), -2.0);
/// ```
pub fn difference(staff: f64, required: f64) -> f64 {
    staff - required
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_sum_over_standard_workloads_is_the_hours_over_the_available_time() {
        // Three activities: so many units a year of so many hours each.
        let activities = [(1200.0, 0.75), (340.0, 2.0), (52.0, 6.0)];
        let by_activity: f64 = activities
            .iter()
            .map(|(units, hours)| units / standard_workload(1848.0, *hours).expect("above 0"))
            .sum();
        let hours: f64 = activities.iter().map(|(units, hours)| units * hours).sum();
        assert!((by_activity - required_staff(hours, 1848.0, 1.0, 0.0)).abs() < 1e-12);
    }

    /// Burmen, Owuor and Mitei (2017), table 3: 100,000 consultations of 15 minutes; 4.5 days of consultations a
    /// week, 10 holidays, 30 days of leave and 15 of sickness leave 179 days of 8 hours; 3,125 ÷ 179 = 17.46 staff
    /// before allowances, and 10 of the 179 days go to other work.
    #[test]
    fn the_published_staffing_of_a_clinic_in_kenya_comes_out() {
        let year = WorkingYear {
            weeks: 52.0,
            days_per_week: 4.5,
            holidays: 10.0,
            leave: 30.0,
            sickness: 15.0,
            training: 0.0,
            hours_per_day: 8.0,
        };
        let available = year.available_hours().expect("some time is left");
        assert_eq!(available, 179.0 * 8.0);
        let hours = 100_000.0 * 0.25;
        assert_eq!(hours / 8.0, 3125.0);
        let baseline = 100_000.0 / standard_workload(available, 0.25).expect("above 0");
        assert_eq!((baseline * 100.0).round(), 1746.0);
        // Every clinician's other work comes on top in proportion: 17.46 × 179 ÷ 169.
        let factor = category_allowance_factor(10.0 / 179.0).expect("below 1");
        let required = required_staff(hours, available, factor, 0.0);
        assert!((required - baseline * 179.0 / 169.0).abs() < 1e-12);
        assert_eq!((required * 100.0).round(), 1849.0);
    }

    #[test]
    fn a_year_without_working_time_and_an_allowance_of_everything_have_no_answer() {
        let year = WorkingYear {
            weeks: 52.0,
            days_per_week: 5.0,
            holidays: 200.0,
            leave: 60.0,
            sickness: 0.0,
            training: 0.0,
            hours_per_day: 8.0,
        };
        assert_eq!(year.available_hours(), None);
        assert_eq!(WorkingYear { hours_per_day: 0.0, holidays: 11.0, ..year }.available_hours(), None);
        assert_eq!(category_allowance_factor(-0.1), None);
        assert_eq!(category_allowance_factor(f64::NAN), None);
        assert_eq!(ratio(3.0, 0.0), None);
    }

    proptest! {
        #[test]
        fn more_work_more_allowance_or_less_time_never_needs_fewer(
            hours in 0.0..1e6f64, more in 0.0..1e5f64, time in 500.0..2200.0f64, less in 0.0..400.0f64,
            share in 0.0..0.8f64, wider in 0.0..0.19f64,
        ) {
            let need = |hours: f64, time: f64, share: f64| {
                let factor = category_allowance_factor(share).expect("below 1");
                required_staff(hours, time, factor, individual_allowance_factor(100.0, time))
            };
            let least = need(hours, time, share);
            prop_assert!(need(hours + more, time, share) >= least);
            prop_assert!(need(hours, time - less, share) >= least);
            prop_assert!(need(hours, time, share + wider) >= least);
            // Whoever is required does all the work: their time less what is support is the hours of service.
            let staff = least - individual_allowance_factor(100.0, time);
            prop_assert!((staff * time * (1.0 - share) - hours).abs() <= 1e-9 * hours.max(1.0));
        }
    }
}
