//! What is wrong with an input: where it stands, what was found, and what to write instead.
//!
//! Every room reports its findings as [`Problem`]s; all of them are collected before anything is said,
//! so that one run shows every mistake. A problem in a text file names `file:line:column`; one in a
//! table names `file:line:column name`.

mod colon;
mod name;
mod stop;

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::language::Language;
use crate::language::Text;

pub use name::find;
pub use name::nearest;
pub use stop::Stop;

/// A text in which a place can be pointed at: a scenario, or a value given on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// What the reader knows it by: the file as given, or `--set per_head=20`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Line and column (both from 1; columns count characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// Where a problem stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A stretch of bytes in a text.
    Span(Arc<Source>, Range<usize>),
    /// A cell of a table: the file, the line in it (from 1; the heading is line 1), and the column's name.
    Cell {
        /// The file as the reader knows it.
        file: String,
        /// The line in the file, from 1.
        line: usize,
        /// The heading of the column; empty when the whole line is meant.
        column: String,
    },
    /// A whole file or folder.
    File(String),
    /// Nowhere in particular.
    Nowhere,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Span(source, span) => {
                let (line, column) = source.line_column(span.start);
                write!(f, "{}:{line}:{column}", source.name)
            }
            Place::Cell { file, line, column } if column.is_empty() => write!(f, "{file}:{line}"),
            Place::Cell { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Place::File(file) => f.write_str(file),
            Place::Nowhere => Ok(()),
        }
    }
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What was found.
    pub found: Text,
    /// What to write instead, where that can be said.
    pub remedy: Option<Text>,
}

impl Problem {
    /// A problem without a remedy yet; see [`Problem::remedy`].
    pub fn new(place: Place, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Problem { place, found: Text::new(en, zh), remedy: None }
    }

    /// Says what to write instead.
    #[must_use]
    pub fn remedy(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.remedy = Some(Text::new(en, zh));
        self
    }

    fn render(&self, renderer: &Renderer, language: Language) -> String {
        let found = self.found.get(language);
        let Place::Span(source, span) = &self.place else {
            let error = level(language).primary_title(found);
            let shown = renderer.render(&[Group::with_title(error)]);
            let place = self.place.to_string();
            let mut lines = vec![shown.trim_end().to_owned()];
            if !place.is_empty() {
                lines.push(format!(" --> {place}"));
            }
            if let Some(remedy) = &self.remedy {
                lines.push(format!("  = {}: {}", help(language), remedy.get(language)));
            }
            return in_language(language, lines.join("\n"));
        };
        let end = span.end.min(source.text.len());
        let start = span.start.min(end);
        let snippet = Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(AnnotationKind::Primary.span(start..end));
        let mut group = level(language).primary_title(found).element(snippet);
        if let Some(remedy) = &self.remedy {
            group = group.element(Level::HELP.with_name(help(language)).message(remedy.get(language)));
        }
        in_language(language, renderer.render(&[group]).trim_end().to_owned())
    }
}

/// What was rendered, with the colons of the language.
fn in_language(language: Language, shown: String) -> String {
    match language {
        Language::English => shown,
        Language::Chinese => colon::widened(shown, "错误", help(language)),
    }
}

fn level(language: Language) -> Level<'static> {
    match language {
        Language::English => Level::ERROR,
        Language::Chinese => Level::ERROR.with_name("错误"),
    }
}

fn help(language: Language) -> &'static str {
    match language {
        Language::English => "help",
        Language::Chinese => "改法",
    }
}

/// One or more mistakes, in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a mistake.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Gives `value` if nothing was found wrong, else the problems.
    ///
    /// # Errors
    /// The problems themselves, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The text shown to the reader: every problem with its place, the line at fault and the remedy.
    pub fn render(&self, language: Language, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let shown: Vec<String> = self.0.iter().map(|p| p.render(&renderer, language)).collect();
        shown.join("\n\n")
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems(vec![problem])
    }
}

/// Why the system refused something, in both languages.
pub fn system_text(error: &io::Error) -> Text {
    let zh = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "已经存在",
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        io::ErrorKind::IsADirectory => "这是一个文件夹",
        io::ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        io::ErrorKind::ReadOnlyFilesystem => "文件系统是只读的",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::QuotaExceeded => "超出磁盘配额",
        io::ErrorKind::FileTooLarge => "文件过大",
        io::ErrorKind::InvalidFilename => "文件名无效",
        io::ErrorKind::ResourceBusy => "正被占用",
        io::ErrorKind::Interrupted => "被中断",
        io::ErrorKind::OutOfMemory => "内存不足",
        io::ErrorKind::BrokenPipe => "接收方已关闭",
        _ => return Text::new(error.to_string(), format!("系统报告：{error}")),
    };
    Text::new(error.to_string(), zh)
}
