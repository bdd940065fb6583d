//! `junheng sweep`: a scenario over a grid or a list of values.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::ScenarioArguments;
use super::load::load;
use super::picture;
use super::picture::Kind;
use super::progress::bar;
use super::say;
use crate::chart::Swept;
use crate::chart::draw_sweep;
use crate::explore::Cases;
use crate::explore::Sweep;
use crate::explore::Target;
use crate::explore::Trial;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::system_text;
use crate::report::folder::file::check_file;
use crate::report::folder::file::write_file;
use crate::report::sweep::Part;
use crate::report::sweep::partial::Partial;
use crate::report::sweep::partial::fingerprint;
use crate::report::sweep::write_csv;
use crate::report::sweep::write_parquet;
use crate::scenario::Scenario;
use crate::table;
use crate::table::Encoding;
use crate::table::Key;
use crate::table::TableFile;

/// The worked example of the help.
pub const EXAMPLE: &str = "Example (five levels of per_head by two totals):\n  \
    junheng sweep configs/yingjiang.toml --vary per_head=10:30:5 --vary pools.operating.money=5500000,6000000 \
    --out cases.csv\nExample (the same in four parts, one a machine):\n  \
    junheng sweep … --shard 1/4 --out part-1.csv";

/// Numbers of the records that are worked out, and held, at once.
const CHUNK: usize = 1 << 18;

/// Arguments of `sweep`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// What to vary: NAME=FROM:TO:STEP or NAME=VALUE,VALUE; repeated for all combinations, the last fastest.
    #[arg(long, value_name = "NAME=VALUES", required_unless_present = "cases", conflicts_with = "cases")]
    vary: Vec<String>,
    /// A CSV file with a case in each row, its columns named after what they vary.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// The file to write, .csv or .parquet; without it CSV goes to standard output. An interrupted sweep is
    /// continued from FILE.partial by the same command.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only the K-th of N parts. The parts' CSV files one after another are the whole; Parquet parts are read
    /// together.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    /// Also write every member's award in every case, beside --out as NAME.awards.csv or .parquet.
    #[arg(long, requires = "out")]
    awards: bool,
    /// A chart of --metric over one or two varied inputs, .svg or .png.
    #[arg(long, value_name = "FILE", requires = "metric", conflicts_with = "shard")]
    chart: Option<PathBuf>,
    /// What the chart shows: POOL.METRIC of every policy, or POLICY.POOL.METRIC of one.
    #[arg(long, value_name = "METRIC", requires = "chart")]
    metric: Option<String>,
}

/// Reads `K/N`.
fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    parts
        .filter(|(k, n)| 1 <= *k && k <= n)
        .ok_or_else(|| "write K/N with K from 1 to N, such as 2/4".to_owned())
}

/// Runs `sweep`.
pub fn run(arguments: &Arguments, language: Language) -> Result<(), Failure> {
    let form = arguments.out.as_deref().map(form).transpose()?;
    let loaded = load(&arguments.scenario)?;
    let cases = cases(arguments, &loaded.scenario)?;
    let trial = Trial::new(&loaded.scenario, &loaded.tables)?;
    let sweep = Sweep { trial: &trial, cases: &cases, awards: arguments.awards };
    let chart = Picture::of(arguments, &loaded.scenario, &cases)?;
    let (part, parts) = arguments.shard.unwrap_or((1, 1));
    let at = |part: usize| (cases.len() as u128 * part as u128 / parts as u128) as usize;
    let range = at(part - 1)..at(part);
    let job = Job { sweep, range, language, heading: part == 1, chart, charted: RefCell::default() };
    let failed = match arguments.out.as_deref().zip(form) {
        Some((out, form)) => job.to_files(out, form)?,
        None => job.to_output()?,
    };
    job.draw()?;
    job.tell(&failed);
    Ok(())
}

/// A chart that is asked for: where it goes, and what it shows.
struct Picture<'a> {
    path: &'a Path,
    kind: Kind,
    targets: Vec<Target>,
}

impl<'a> Picture<'a> {
    fn of(
        arguments: &'a Arguments,
        scenario: &Scenario,
        cases: &Cases<'_>,
    ) -> Result<Option<Picture<'a>>, Problem> {
        let (Some(path), Some(metric)) = (&arguments.chart, &arguments.metric) else { return Ok(None) };
        let targets = Target::parse_all(scenario, metric)?;
        if cases.axes().len() > 2 {
            let found = Text::new(
                format!("a chart shows one or two varied inputs, not {}", cases.axes().len()),
                format!("图只能表示一个或两个变动项，此处有 {} 个", cases.axes().len()),
            );
            return Err(Problem { place: Place::Nowhere, found, remedy: None }
                .remedy("vary fewer, or draw the table yourself", "请减少变动项，或自行用结果表作图"));
        }
        Ok(Some(Picture { path, kind: Kind::of(path)?, targets }))
    }
}

fn cases<'s>(arguments: &Arguments, scenario: &'s Scenario) -> Result<Cases<'s>, Problems> {
    let Some(path) = &arguments.cases else { return Cases::grid(scenario, &arguments.vary) };
    let file = TableFile {
        name: "cases".to_owned(),
        path: path.clone(),
        shown: path.display().to_string(),
        encoding: Encoding::Utf8,
        sheet: None,
        text_columns: Vec::new(),
        key: Key::None,
    };
    Cases::list(scenario, &table::read(&file)?)
}

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Parquet,
}

fn form(path: &Path) -> Result<Form, Problem> {
    check_file(path)?;
    match path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(Form::Csv),
        Some("parquet") => Ok(Form::Parquet),
        _ => {
            let place = Place::File(path.display().to_string());
            let found = Text::new("the file is neither .csv nor .parquet", "文件既非 .csv 也非 .parquet");
            Err(Problem { place, found, remedy: None }
                .remedy("name it cases.csv or cases.parquet", "请命名为 cases.csv 或 cases.parquet"))
        }
    }
}

/// The cases of a sweep that could not be evaluated.
#[derive(Default)]
struct Failed {
    count: usize,
    first: Option<usize>,
}

impl Failed {
    /// Counts the failed among some records.
    fn add(&mut self, first: usize, records: &[f64], length: usize) {
        for (place, _) in records.chunks(length).enumerate().filter(|case| case.1[0] == 0.0) {
            self.count += 1;
            self.first.get_or_insert(first + place);
        }
    }
}

/// A sweep or a part of it, and where it goes.
struct Job<'s> {
    sweep: Sweep<'s>,
    range: Range<usize>,
    language: Language,
    heading: bool,
    chart: Option<Picture<'s>>,
    /// The values of the chart, case by case, one for each target.
    charted: RefCell<Vec<f64>>,
}

impl Job<'_> {
    /// The cases in chunks from `from` on.
    fn chunks(&self, from: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let (size, end) = ((CHUNK / self.sweep.record_len()).clamp(1, 4_096), self.range.end);
        (from..end).step_by(size).map(move |first| first..end.min(first + size))
    }

    fn bar(&self, done: usize) -> indicatif::ProgressBar {
        bar(&Text::new("cases", "算例"), done, self.range.len(), self.language)
    }

    /// Keeps what the chart shows of some records.
    fn chart(&self, records: &[f64]) {
        let Some(chart) = &self.chart else { return };
        let mut charted = self.charted.borrow_mut();
        for record in records.chunks(self.sweep.record_len()) {
            charted.extend(chart.targets.iter().map(|target| record[self.sweep.place(target)]));
        }
    }

    /// Draws the chart, if one is asked for.
    fn draw(&self) -> Result<(), Failure> {
        let Some(chart) = &self.chart else { return Ok(()) };
        let Some(first) = chart.targets.first() else { return Ok(()) };
        let (values, count) = (self.charted.borrow(), chart.targets.len());
        let value = |policy: usize, case: usize| {
            let place = chart.targets.iter().position(|target| target.policy == policy)?;
            Some(values[case * count + place]).filter(|value| !value.is_nan())
        };
        let policies: Vec<usize> = chart.targets.iter().map(|target| target.policy).collect();
        let (pool, metric, cases) = (first.pool, first.metric, self.sweep.cases);
        let swept = Swept { cases, pool, metric, policies: &policies, value: &value };
        let trial = self.sweep.trial;
        picture::write(chart.path, chart.kind, self.language, |style| {
            draw_sweep((trial.scenario(), trial.tables()), &swept, style)
        })
    }

    /// Every case failed: the input is wrong, and the first says why.
    fn refuse(&self, failed: &Failed) -> Result<(), Failure> {
        match failed.first.filter(|_| failed.count == self.range.len()) {
            Some(first) => match self.sweep.outcome(first) {
                Err(problems) => Err(problems.into()),
                Ok(_) => Ok(()),
            },
            None => Ok(()),
        }
    }

    fn to_output(&self) -> Result<Failed, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let (bar, length) = (self.bar(0), self.sweep.record_len());
        let mut failed = Failed::default();
        // Rows of failed cases are held back until one succeeds, for if none does nothing is written.
        let mut held: Vec<(usize, Vec<f64>)> = Vec::new();
        for chunk in self.chunks(self.range.start) {
            let records = self.sweep.records(chunk.clone());
            failed.add(chunk.start, &records, length);
            self.chart(&records);
            held.push((chunk.start, records));
            bar.inc(chunk.len() as u64);
            if failed.count + self.range.start < chunk.end {
                for (first, records) in held.drain(..) {
                    let heading = self.heading && first == self.range.start;
                    write_csv(&self.sweep, Part::Metrics, (first, &records), &mut out, heading)?;
                }
            }
        }
        bar.finish_and_clear();
        self.refuse(&failed)?;
        out.flush()?;
        Ok(failed)
    }

    fn to_files(&self, out: &Path, form: Form) -> Result<Failed, Failure> {
        let trouble = |error: io::Error| Failure::from(write_trouble(out, &error));
        if let Some(parent) = out.parent() {
            fs::create_dir_all(parent).map_err(trouble)?;
        }
        let length = self.sweep.record_len();
        let mark = fingerprint(&self.sweep, self.range.clone());
        let mut partial = Partial::open(out, &mark, length).map_err(trouble)?;
        if partial.done > 0 {
            let (done, all) = (partial.done, self.range.len());
            self.say(&Text::new(
                format!("continuing an interrupted sweep after {done} of {all} cases"),
                format!("接着上次中断之处继续：已完成 {done}/{all} 个算例"),
            ));
        }
        let bar = self.bar(partial.done);
        for chunk in self.chunks(self.range.start + partial.done) {
            partial.append(&self.sweep.records(chunk.clone())).map_err(trouble)?;
            bar.inc(chunk.len() as u64);
        }
        bar.finish_and_clear();
        let mut failed = Failed::default();
        for chunk in self.chunks(self.range.start) {
            let records = partial.read(chunk.start - self.range.start, chunk.len()).map_err(trouble)?;
            failed.add(chunk.start, &records, length);
            self.chart(&records);
        }
        if let Err(failure) = self.refuse(&failed) {
            partial.remove().map_err(trouble)?;
            return Err(failure);
        }
        self.write(out, form, Part::Metrics, &mut partial)?;
        if self.sweep.awards {
            let extension = out.extension().unwrap_or_default().to_string_lossy().into_owned();
            let awards = out.with_extension(format!("awards.{extension}"));
            self.write(&awards, form, Part::Awards, &mut partial)?;
        }
        partial.remove().map_err(trouble)?;
        Ok(failed)
    }

    fn write(&self, path: &Path, form: Form, part: Part, partial: &mut Partial) -> Result<(), Problem> {
        let start = self.range.start;
        write_file(path, |file| {
            let mut out = BufWriter::new(file);
            let mut wrong = None;
            let mut chunks =
                self.chunks(start).map_while(|chunk| match partial.read(chunk.start - start, chunk.len()) {
                    Ok(records) => Some((chunk.start, records)),
                    Err(error) => {
                        wrong = Some(error);
                        None
                    }
                });
            match form {
                Form::Csv => chunks.try_for_each(|(first, records)| {
                    let heading = self.heading && first == start;
                    write_csv(&self.sweep, part, (first, &records), &mut out, heading)
                })?,
                Form::Parquet => {
                    write_parquet(&self.sweep, part, chunks, &mut out).map_err(io::Error::other)?;
                }
            }
            match wrong {
                Some(error) => Err(error),
                None => out.flush(),
            }
        })
    }

    fn say(&self, text: &Text) {
        say(text.get(self.language));
    }

    /// Says how many cases failed, and why the first did.
    fn tell(&self, failed: &Failed) {
        let Some(first) = failed.first else { return };
        let values: Vec<String> = self
            .sweep
            .cases
            .axes()
            .iter()
            .enumerate()
            .map(|(place, axis)| format!("{}={}", axis.name, self.sweep.cases.value(first, place)))
            .collect();
        let (count, all, case, values) = (failed.count, self.range.len(), first + 1, values.join(" "));
        self.say(&Text::new(
            format!("{count} of {all} cases could not be evaluated, their values are empty; the first is case {case} ({values}):"),
            format!("{all} 个算例中有 {count} 个无法计算，其值为空；首个为算例 {case}（{values}）："),
        ));
        if let Err(problems) = self.sweep.outcome(first) {
            say(&problems.render(self.language, false));
        }
    }
}

fn write_trouble(path: &Path, error: &io::Error) -> Problem {
    let cause = system_text(error);
    let place = Place::File(path.display().to_string());
    Problem::new(place, format!("cannot write: {}", cause.en), format!("无法写入：{}", cause.zh))
        .remedy("name a file you may write with --out", "请用 --out 指定可写的文件")
}
