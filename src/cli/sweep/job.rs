//! A sweep under way: case after case, to standard output or to files.

use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;

use super::Form;
use super::drawing::Picture;
use crate::cli::Failure;
use crate::cli::progress::bar;
use crate::cli::say;
use crate::explore::Sweep;
use crate::language::Language;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;
use crate::report::folder::file::write_file;
use crate::report::sweep::Part;
use crate::report::sweep::partial::Partial;
use crate::report::sweep::partial::fingerprint;
use crate::report::sweep::write_csv;
use crate::report::sweep::write_parquet;

/// Numbers of the records that are worked out, and held, at once.
const CHUNK: usize = 1 << 18;

/// The cases of a sweep that could not be evaluated.
#[derive(Default)]
pub(super) struct Failed {
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

/// A sweep or a part of it.
pub(super) struct Job<'s> {
    pub sweep: Sweep<'s>,
    pub range: Range<usize>,
    pub language: Language,
    pub heading: bool,
    pub chart: Option<Picture<'s>>,
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

    /// Writes CSV to standard output.
    pub fn to_output(&self) -> Result<Failed, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let (bar, length) = (self.bar(0), self.sweep.record_len());
        let mut failed = Failed::default();
        // Rows of failed cases are held back until one succeeds, for if none does nothing is written.
        let mut held: Vec<(usize, Vec<f64>)> = Vec::new();
        for chunk in self.chunks(self.range.start) {
            let records = self.sweep.records(chunk.clone());
            failed.add(chunk.start, &records, length);
            self.chart.iter().for_each(|chart| chart.take(&self.sweep, &records));
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

    /// Writes the files, by way of one beside them from which an interrupted sweep is continued.
    pub fn to_files(&self, out: &Path, form: Form) -> Result<Failed, Failure> {
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
            self.chart.iter().for_each(|chart| chart.take(&self.sweep, &records));
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
    pub fn tell(&self, failed: &Failed) {
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
