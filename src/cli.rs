//! The command line: one file a command; no arithmetic here.
//!
//! Standard output carries only the result; notes and problems go to standard error. Exit codes: 0 done,
//! 2 the input was wrong and nothing was written, 1 anything else.

mod audit;
mod calc;
mod chart;
mod check;
mod compare;
mod complete;
mod example;
mod explain;
mod generate;
mod init;
mod interrupt;
mod load;
mod memory;
mod picture;
mod progress;
mod schema;
mod sensitivity;
mod serve;
mod simulate;
mod solve;
mod sweep;
mod words;

use std::ffi::OsString;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::FromArgMatches;
use clap::Parser;
use clap::Subcommand;

use crate::language::Language;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::system_text;

/// The money and the posts that a district gives its communities: one size fits all against differentiated.
#[derive(Debug, Parser)]
#[command(name = "junheng", version, about, max_term_width = 100)]
struct Cli {
    /// The language of what is said: en or zh (default: the locale's).
    #[arg(long, global = true, value_name = "en|zh", value_parser = ["en", "zh"])]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compare the policies of a scenario; without SCENARIO the built-in Yingjiang example.
    Compare(compare::Arguments),
    /// Draw one chart of a scenario as SVG or PNG, to any size.
    Chart(chart::Arguments),
    /// Find every problem of a scenario and its tables.
    Check(check::Arguments),
    /// Show how one award came about, line by line.
    #[command(override_usage = "junheng explain [OPTIONS] --pool <P> --policy <Q> [SCENARIO] <ID>")]
    Explain(explain::Arguments),
    /// Write the built-in example into a folder, to edit.
    Init(init::Arguments),
    /// Print the JSON Schema of a scenario.
    Schema,
    /// Rules, methods and measures by themselves, on a CSV file.
    Calc(calc::Arguments),
    /// Evaluate a scenario over a grid or a list of values, all policies and metrics in each case.
    #[command(after_help = sweep::EXAMPLE)]
    Sweep(sweep::Arguments),
    /// Draw uncertain figures again and again: whose gains and losses are robust, how far each metric may lie.
    #[command(after_help = simulate::EXAMPLE)]
    Simulate(simulate::Arguments),
    /// Write a synthetic national roster, for trials at the country's scale.
    Generate(generate::Arguments),
    /// Open the local what-if page: move a slider, see who gains.
    Serve(serve::Arguments),
    /// Find which parameters decide a metric.
    #[command(after_help = sensitivity::EXAMPLE)]
    Sensitivity(sensitivity::Arguments),
    /// Find the value of one parameter or total at which what is wanted comes out.
    #[command(after_help = solve::EXAMPLE)]
    Solve(solve::Arguments),
    /// Look for the weak points of a scenario's formulas: cliffs, perverse incentives, what does nothing.
    #[command(after_help = audit::EXAMPLE)]
    Audit(audit::Arguments),
    /// Print a shell's completion script.
    Complete(complete::Arguments),
}

/// A scenario and the values set in it.
#[derive(Debug, clap::Args)]
struct ScenarioArguments {
    /// The scenario (TOML); default the built-in Yingjiang example.
    scenario: Option<PathBuf>,
    /// Set a parameter (per_head=20) or any key (pools.operating.money=7000000); may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// Why a command ends without its result.
#[derive(Debug)]
enum Failure {
    /// The input was wrong; nothing was written.
    Input(Problems),
    /// The reader of standard output went away.
    Closed,
    /// Anything else.
    Other(Text),
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Failure::Input(problems)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Input(problem.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let cause = system_text(&error);
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Other(Text::new(
                format!("cannot write to standard output: {}", cause.en),
                format!("无法写入标准输出：{}", cause.zh),
            )),
        }
    }
}

/// Runs one command and gives the program's exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let guess = guess_language(&arguments);
    let command = words::translate(Cli::command(), guess);
    let cli = command.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return words::usage(&error, guess),
    };
    let language = guess;
    if matches!(cli.command, Command::Simulate(_)) {
        memory::keep_freed();
    }
    interrupt::watch();
    let result = match cli.command {
        Command::Compare(arguments) => compare::run(&arguments, language),
        Command::Chart(arguments) => chart::run(&arguments, language),
        Command::Check(arguments) => check::run(&arguments, language),
        Command::Explain(arguments) => explain::run(&arguments, language),
        Command::Init(arguments) => init::run(&arguments, language),
        Command::Schema => schema::run(),
        Command::Calc(arguments) => calc::run(&arguments),
        Command::Sweep(arguments) => sweep::run(&arguments, language),
        Command::Simulate(arguments) => simulate::run(&arguments, language),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, language),
        Command::Sensitivity(arguments) => sensitivity::run(&arguments, language),
        Command::Solve(arguments) => solve::run(&arguments, language),
        Command::Audit(arguments) => audit::run(&arguments, language),
        Command::Complete(arguments) => complete::run(&arguments),
    };
    match result {
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Input(problems)) => {
            let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            say(&problems.render(language, colour));
            let count = problems.0.len();
            say(match language {
                Language::English if count == 1 => "\n1 problem; nothing was written".to_owned(),
                Language::English => format!("\n{count} problems; nothing was written"),
                Language::Chinese => format!("\n共 {count} 处问题；未写入任何文件"),
            }
            .as_str());
            ExitCode::from(2)
        }
        Err(Failure::Other(text)) => {
            say(text.get(language));
            ExitCode::from(1)
        }
    }
}

/// Says something on standard error; where that is closed there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// The language by `--lang`, else by LC_ALL, LC_MESSAGES or LANG, before the arguments are parsed.
fn guess_language(arguments: &[OsString]) -> Language {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let asked = texts
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, text)| match text.strip_prefix("--lang=") {
            Some(tag) => Some(tag),
            None if *text == "--lang" => texts.get(index + 1).copied(),
            None => None,
        })
        .map(str::to_owned);
    let from_locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
    };
    asked.or_else(from_locale).map_or(Language::English, |locale| Language::of_locale(&locale))
}
