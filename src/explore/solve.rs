//! Working backwards: the value of one input at which what is wanted comes out.
//!
//! In: a [`Trial`](super::Trial), one of its inputs, and relations that are to hold. Out: the value with the bracket
//! that holds its edge (exact where the input is counted in fen, posts or years, since then the neighbouring step is
//! looked at too), every other stretch of values that does as well, or why there is none and what comes nearest.

pub mod question;
pub mod search;
pub mod tradeoff;
pub mod wanted;
mod why;
