//! A bar on a terminal while work goes on; nothing where standard error is no terminal.

use std::io;
use std::io::IsTerminal;
use std::sync::OnceLock;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

/// How far the work has come.
pub struct Progress {
    bar: OnceLock<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// A bar that appears with the first piece of work done.
    pub fn new() -> Self {
        Progress { bar: OnceLock::new(), shown: io::stderr().is_terminal() }
    }

    /// One piece of work of so many is done; where nobody knows how many, 0.
    pub fn tick(&self, pieces: usize) {
        if self.shown {
            self.bar.get_or_init(|| bar(pieces)).inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(pieces: usize) -> ProgressBar {
    if pieces == 0 {
        return ProgressBar::new_spinner();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}");
    let bar = ProgressBar::new(pieces as u64);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
