//! `junheng complete`: a shell's completion script.

use std::io;
use std::io::Write as _;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;
use super::Failure;

/// Arguments of `complete`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell.
    shell: Shell,
}

/// Runs `complete`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "junheng", &mut script);
    io::stdout().write_all(&script)?;
    Ok(())
}
