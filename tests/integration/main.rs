//! Tests of the whole: the order of the rooms, the scenarios, the program as a user runs it.

mod architecture;
mod district;
mod files;
mod program;
mod refusals;
mod scenarios;
