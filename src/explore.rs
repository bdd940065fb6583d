//! What if: the scenario evaluated many times, with other values of what can be chosen or is uncertain.

pub mod distribution;
pub mod sensitivity;
pub mod solve;
