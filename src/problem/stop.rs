//! Long work that may be given up.

use std::io;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use super::Place;
use super::Problem;

/// By which long work learns that nobody waits for it any more. A clone is about the same work.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Work that nobody gives up.
    pub fn never() -> Stop {
        Stop::default()
    }

    /// Gives the work up.
    pub fn give_up(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work was given up; whoever finds it so ends as soon as it can.
    pub fn is_given_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on unless the work was given up.
    ///
    /// # Errors
    /// That it was.
    pub fn check(&self) -> Result<(), Problem> {
        match self.is_given_up() {
            true => Err(Problem::new(Place::Nowhere, "the calculation was given up", "计算已中止")),
            false => Ok(()),
        }
    }

    /// A writer that refuses to go on once the work is given up.
    pub fn writer<W>(&self, inner: W) -> StopWriter<'_, W> {
        StopWriter { stop: self, inner }
    }
}

/// A writer that refuses to go on once the work is given up.
#[derive(Debug)]
pub struct StopWriter<'s, W> {
    stop: &'s Stop,
    /// What is written to.
    pub inner: W,
}

impl<W: Write> Write for StopWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.stop.is_given_up() {
            true => Err(io::Error::other("the work was given up")),
            false => self.inner.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Seek> Seek for StopWriter<'_, W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
