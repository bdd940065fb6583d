//! Awards from claims: every rule is a monotone function of one number λ, clamped to floor and cap, and one
//! solver finds λ; every integer method is a rounding of λ·weight, and one solver finds its divisor.
//!
//! Slices in, slices out, in whole steps: a fen, a yuan, a post. Decisions are exact: a claim is the decimal
//! that it prints as (15 significant digits, whole numbers up to 2^53 in full), λ is an exact fraction of
//! those, and floats are trusted only where they are far enough apart. Members' order and the number of
//! threads have no influence; ids break ties.
//!
//! # Source
//! Young, H. P. (1987), Mathematics of Operations Research 12(3), 398-414, for the rules; Balinski and Young
//! (2001), «Fair Representation», for the methods.
//!
//! ```
//! use junheng::allocate::{Request, Rounding, Rule, TiePolicy, allocate};
//! // Aumann and Maschler (1985), page 196: debts of 100, 200 and 300 and an estate of 200.
//! let request = Request {
//!     ids: &["first", "second", "third"],
//!     claims: &[100.0, 200.0, 300.0],
//!     needs: None,
//!     existing: None,
//!     floors: None,
//!     caps: None,
//!     total: 200,
//!     rule: Rule::Talmud,
//!     rounding: Rounding::LargestRemainder,
//!     ties: TiePolicy::Refuse,
//! };
//! assert_eq!(allocate(&request)?.awards, [50, 75, 75]);
//! # Ok::<(), junheng::allocate::AllocationError>(())
//! ```

mod again;
mod allocation;
mod apportionment;
mod chunks;
mod curve;
mod decimal;
mod divisor;
mod error;
mod exact;
mod ids;
mod input;
mod limits;
mod methods;
mod pool;
mod rounding;
mod rule;
mod rules;
mod search;
mod share;
mod solver;
mod step;
#[cfg(test)]
mod tests;
mod ties;

pub use again::Key;
pub use again::awards_again;
pub use allocation::Allocation;
pub use allocation::Apportionment;
pub use allocation::Bound;
pub use allocation::Request;
pub use allocation::Step;
pub use apportionment::apportion;
pub use error::AllocationError;
pub use error::Part;
pub use error::Who;
pub use ids::Ids;
pub use limits::Bounds;
pub use pool::Quotas;
pub use pool::allocate;
pub use pool::allocate_posts;
pub use pool::awards;
pub use rounding::Rounding;
pub use rounding::TiePolicy;
pub use rule::Rule;
