//! Answers to residents (吹哨报到): who answers their requests, how long one takes, and what is passed up to
//! departments.

use super::PlacedFormula;

/// How requests are answered.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Index of the pool of posts whose holders answer.
    pub pool: usize,
    /// Requests a year of each member of the pool.
    pub requests: PlacedFormula,
    /// Hours that answering one request takes.
    pub hours_per_request: PlacedFormula,
    /// The share of a member's award that answers, from 0 to 1; whole servers, rounded down.
    pub staff_share: PlacedFormula,
    /// Opening hours a year.
    pub opening_hours: PlacedFormula,
    /// The target: hours within which a request should be taken up.
    pub within: PlacedFormula,
    /// What is passed up, if anything.
    pub whistle: Option<Whistle>,
}

/// What communities pass up to departments (吹哨) and who answers there (报到): one counter for all.
#[derive(Clone, Debug)]
pub struct Whistle {
    /// The share of a member's requests that is passed up, from 0 to 1.
    pub share: PlacedFormula,
    /// Hours that answering one request takes at the departments; the same for all.
    pub hours_per_request: PlacedFormula,
    /// How many answer at the departments, a whole number.
    pub staff: PlacedFormula,
}

impl Answers {
    /// Every formula.
    pub fn formulas(&self) -> impl Iterator<Item = &PlacedFormula> {
        let own =
            [&self.requests, &self.hours_per_request, &self.staff_share, &self.opening_hours, &self.within];
        let whistle = self.whistle.iter();
        let whistle =
            whistle.flat_map(|whistle| [&whistle.share, &whistle.hours_per_request, &whistle.staff]);
        own.into_iter().chain(whistle)
    }
}
