//! Tests of the whole: the order of the rooms, the scenarios, the program as a user runs it.

mod answers;
mod architecture;
mod browser;
mod calc;
mod chart;
mod csv_file;
mod district;
mod files;
mod grids;
mod outline;
mod page;
mod program;
mod readme;
mod refusals;
mod run;
mod scenarios;
mod serve;
mod services;
mod simulate;
mod sweep;
mod whatif;
mod wisn;
mod workbook;
