//! `junheng schema`: the JSON Schema of a scenario.

use std::io;
use std::io::Write as _;

use super::Failure;
use crate::scenario::draft;

/// Runs `schema`.
pub fn run() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &draft::schema()).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
