//! The room as a whole: from a formula's text to values, problems and traces.

mod arithmetic;
mod diagnostics;
mod laziness;
mod reference;
mod robustness;
mod tables;
mod tracing;
mod world;
