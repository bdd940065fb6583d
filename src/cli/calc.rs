//! `junheng calc`: the rules, methods and measures by themselves, on a CSV file or standard input.

mod apportion;
mod inequality;
mod input;
mod queue;
mod share;

use super::Failure;

/// The arguments of `calc`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Apportion whole posts to weights.
    #[command(after_help = apportion::EXAMPLE)]
    Apportion(apportion::Arguments),
    /// Share out an amount by a rule.
    #[command(after_help = share::EXAMPLE)]
    Share(share::Arguments),
    /// Every index of inequality of a column, as JSON.
    #[command(after_help = inequality::EXAMPLE)]
    Inequality(inequality::Arguments),
    /// Waiting in a queue of several servers (Erlang B and C), as JSON.
    #[command(after_help = queue::EXAMPLE)]
    Queue(queue::Arguments),
}

/// Runs `calc`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Apportion(arguments) => apportion::run(arguments),
        What::Share(arguments) => share::run(arguments),
        What::Inequality(arguments) => inequality::run(arguments),
        What::Queue(arguments) => queue::run(arguments),
    }
}
