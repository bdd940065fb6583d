//! Which of the numbers that are uncertain, or that somebody chooses, decide a result.
//!
//! Each method is a design and an analysis with any model between them: the design says which points to run,
//! the analysis takes the results in the same order.

pub mod morris;
pub mod number;
pub mod runs;
pub mod said;
pub mod sequence;
pub mod sobol;
pub mod study;
#[cfg(test)]
mod tests;
pub mod tornado;

/// The values between which an estimate lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}
