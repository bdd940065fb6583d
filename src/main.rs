//! The program `junheng`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    junheng::cli::run(std::env::args_os())
}
