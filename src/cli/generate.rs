//! `junheng generate`: a synthetic national roster.

use std::io;
use std::io::BufWriter;
use std::io::Write as _;
use std::path::PathBuf;

use super::Failure;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::system_text;
use crate::roster::data_package;
use crate::roster::write_roster;

/// Arguments of `generate`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How many communities and villages.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
    communities: u64,
    /// The seed; the same seed gives the same roster.
    #[arg(long, value_name = "S")]
    seed: u64,
    /// The CSV file to write; - for standard output.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Runs `generate`.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.out.as_os_str() == "-" {
        let mut out = BufWriter::new(io::stdout().lock());
        write_roster(arguments.communities, arguments.seed, &mut out)?;
        out.flush()?;
        return Ok(());
    }
    let write = || -> io::Result<()> {
        let folder = match arguments.out.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => std::path::Path::new("."),
        };
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        write_roster(arguments.communities, arguments.seed, BufWriter::new(&mut file))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private; the roster is as open as any other new file.
            file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
        }
        file.persist(&arguments.out)?;
        // What says that every figure is made up; a package that is there already is somebody's own.
        let package = folder.join("datapackage.json");
        match arguments.out.file_name() {
            Some(name) if !package.exists() => std::fs::write(package, data_package(&name.to_string_lossy())),
            _ => Ok(()),
        }
    };
    write().map_err(|error| {
        let place = Place::File(arguments.out.display().to_string());
        Problem::new(
            place,
            format!("cannot write: {}", system_text(&error).en),
            format!("无法写入：{}", system_text(&error).zh),
        )
        .remedy("name a file you may write with --out", "请用 --out 指定可写的文件")
    })?;
    Ok(())
}
