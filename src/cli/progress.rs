//! How far long work is, on a terminal only.

use std::io;
use std::io::IsTerminal as _;
use std::sync::OnceLock;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use crate::language::Language;
use crate::language::Text;

/// Work that tells of each piece as it is done; its bar appears with the first and goes at the end.
pub struct Progress {
    what: Text,
    language: Language,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Work whose pieces are called `what`.
    pub fn new(what: Text, language: Language) -> Self {
        Progress { what, language, bar: OnceLock::new() }
    }

    /// One piece of so many is done; where nobody knows how many, 0.
    pub fn tick(&self, pieces: usize) {
        self.bar.get_or_init(|| bar(&self.what, 0, pieces, self.language)).inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// A bar on standard error where that is a terminal; nothing elsewhere.
pub fn bar(what: &Text, done: usize, all: usize, language: Language) -> ProgressBar {
    let target = match io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(all as u64), target);
    let template = match language {
        _ if all == 0 => "{msg} {human_pos} {spinner}",
        Language::English => "{msg} {wide_bar} {human_pos}/{human_len}, {eta} left",
        Language::Chinese => "{msg} {wide_bar} {human_pos}/{human_len}，还需 {eta}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what.get(language).to_owned());
    bar.set_position(done as u64);
    bar.reset_eta();
    bar
}
