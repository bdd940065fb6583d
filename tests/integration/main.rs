//! Tests of the whole: the order of the rooms, the scenarios, the program as a user runs it.

mod architecture;
mod csv_file;
mod district;
mod files;
mod program;
mod refusals;
mod run;
mod scenarios;
