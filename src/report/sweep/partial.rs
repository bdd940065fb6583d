//! Records of a sweep under way, in a file beside its target: what is finished stays when the program is
//! interrupted, and the next run of the same sweep goes on from there.
//!
//! The file holds a mark, the fingerprint of the sweep, and then record after record as little-endian floats.

use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::explore::Sweep;
use crate::report::manifest::sha256;

const MARK: &[u8; 16] = b"junheng sweep 1\n";
/// Bytes before the first record: the mark, and the fingerprint in hexadecimal.
const HEAD: u64 = 16 + 64;

/// The file, open.
#[derive(Debug)]
pub struct Partial {
    file: File,
    path: PathBuf,
    record: usize,
    /// Records that are in it.
    pub done: usize,
}

impl Partial {
    /// Opens the file beside `target`; records of another sweep in it are thrown away.
    ///
    /// # Errors
    /// The file cannot be opened, read or written.
    pub fn open(target: &Path, fingerprint: &str, record: usize) -> io::Result<Partial> {
        let mut name = target.as_os_str().to_owned();
        name.push(".partial");
        let path = PathBuf::from(name);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        let mut head = [0; HEAD as usize];
        let is_same = file.read_exact(&mut head).is_ok()
            && head.starts_with(MARK)
            && head[MARK.len()..] == *fingerprint.as_bytes();
        let size = record as u64 * 8;
        let done = if is_same { (file.metadata()?.len() - HEAD) / size } else { 0 };
        if !is_same {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(MARK)?;
            file.write_all(fingerprint.as_bytes())?;
        }
        // The last record may have been cut short.
        file.set_len(HEAD + done * size)?;
        let done = usize::try_from(done).map_err(io::Error::other)?;
        Ok(Partial { file, path, record, done })
    }

    /// Adds records.
    ///
    /// # Errors
    /// The disk is full, and the like.
    pub fn append(&mut self, records: &[f64]) -> io::Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        let bytes: Vec<u8> = records.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.file.write_all(&bytes)?;
        self.done += records.len() / self.record;
        Ok(())
    }

    /// Some of the records, from `first` on.
    ///
    /// # Errors
    /// The file cannot be read, or ends before.
    pub fn read(&mut self, first: usize, count: usize) -> io::Result<Vec<f64>> {
        self.file.seek(SeekFrom::Start(HEAD + (first * self.record * 8) as u64))?;
        let mut bytes = vec![0; count * self.record * 8];
        self.file.read_exact(&mut bytes)?;
        let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().unwrap_or_default());
        Ok(bytes.chunks_exact(8).map(number).collect())
    }

    /// Removes the file.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        drop(self.file);
        std::fs::remove_file(self.path)
    }
}

/// What makes a sweep the same as another: the program's version, the scenario with what is set in it, every
/// input's hash, every case of the part, and what is wanted of each.
pub fn fingerprint(sweep: &Sweep<'_>, cases: std::ops::Range<usize>) -> String {
    let (scenario, tables) = (sweep.trial.scenario(), sweep.trial.tables());
    let mut text = format!("{} {cases:?} {}\n", env!("CARGO_PKG_VERSION"), sweep.awards);
    text.push_str(&scenario.texts.file().text);
    for table in tables.tables.iter().chain(&tables.catalogue) {
        text.push_str(&format!("\n{} {:?}", table.hash, table.package_hash));
    }
    text.push_str(&format!("\n{:?}", scenario.overrides));
    for (place, axis) in sweep.cases.axes().iter().enumerate() {
        text.push_str(&format!("\n{}", axis.name));
        let values = cases.clone().map(|case| sweep.cases.value(case, place).to_bits());
        let values: Vec<u8> = values.flat_map(u64::to_le_bytes).collect();
        text.push_str(&sha256(&values));
    }
    sha256(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_kept_for_the_same_sweep_and_for_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("cases.csv");
        let (one, other) = ("1".repeat(64), "2".repeat(64));
        let mut partial = Partial::open(&target, &one, 2).unwrap();
        partial.append(&[1.0, f64::NAN, 3.0, 4.0]).unwrap();
        // A record cut short, as by a full disk.
        partial.file.write_all(&[0; 11]).unwrap();
        drop(partial);
        let mut partial = Partial::open(&target, &one, 2).unwrap();
        assert_eq!(partial.done, 2);
        assert_eq!(partial.read(1, 1).unwrap(), [3.0, 4.0]);
        partial.append(&[5.0, 6.0]).unwrap();
        assert_eq!(partial.read(2, 1).unwrap(), [5.0, 6.0]);
        drop(partial);
        let partial = Partial::open(&target, &other, 2).unwrap();
        assert_eq!(partial.done, 0);
        partial.remove().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
