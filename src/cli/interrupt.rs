//! What happens on Ctrl-C: what was written so far is removed, then the program ends.

use std::sync::atomic::AtomicI32;
use std::sync::atomic::Ordering;

/// The exit code of an interrupted program.
static CODE: AtomicI32 = AtomicI32::new(1);

/// From now on an interruption is how the program is meant to end.
pub fn is_the_end() {
    CODE.store(0, Ordering::Relaxed);
}

/// Waits for an interruption beside the work.
#[cfg(unix)]
pub fn watch() {
    use crate::report::folder::abandon;
    use signal_hook::consts::SIGHUP;
    use signal_hook::consts::SIGINT;
    use signal_hook::consts::SIGTERM;
    use signal_hook::iterator::Signals;

    // Without the handler an interruption ends the program at once, as everywhere.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            abandon();
            std::process::exit(CODE.load(Ordering::Relaxed));
        }
    });
}

/// Elsewhere an interruption ends the program at once.
#[cfg(not(unix))]
pub fn watch() {}
