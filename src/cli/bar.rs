//! How far long work is, on a terminal only.

use std::io;
use std::io::IsTerminal as _;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use crate::language::Language;
use crate::language::Text;

/// A bar on standard error where that is a terminal; nothing elsewhere.
pub fn bar(what: &Text, done: usize, all: usize, language: Language) -> ProgressBar {
    let target = match io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(all as u64), target);
    let template = match language {
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
