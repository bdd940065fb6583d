//! LibreOffice, without a window, with a profile of its own that computes every formula again on loading.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use calamine::Data;
use calamine::Range;
use calamine::Reader;
use calamine::Xlsx;

use crate::run::Place;

/// How long LibreOffice may take.
const LONGEST: Duration = Duration::from_secs(300);

/// Always compute again, whatever program wrote the file.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// A workbook with the values that LibreOffice found.
pub struct Book(Xlsx<Cursor<Vec<u8>>>);

/// The workbooks, each by its name, as LibreOffice computes them; `None` where it is not installed.
///
/// All in one call: starting it takes seconds.
pub fn recalculated(books: &[(String, Vec<u8>)]) -> Option<Vec<Book>> {
    let place = Place::new();
    place.write("profile/user/registrymodifications.xcu", PROFILE.as_bytes());
    for (name, bytes) in books {
        place.write(&format!("in/{name}.xlsx"), bytes);
    }
    let names = books.iter().map(|(name, _)| format!("in/{name}.xlsx"));
    let profile = format!("-env:UserInstallation=file://{}", place.at("profile").display());
    let mut command = Command::new("soffice");
    command
        .args([profile.as_str(), "--headless", "--norestore", "--nologo", "--nodefault"])
        .args(["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out"])
        .args(names)
        .current_dir(place.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        eprintln!("skipped: there is no soffice (Debian: libreoffice-calc) to recalculate workbooks with");
        return None;
    };
    let start = Instant::now();
    while child.try_wait().expect("soffice can be waited for").is_none() {
        if start.elapsed() > LONGEST {
            child.kill().expect("soffice can be ended");
            child.wait().expect("soffice can be waited for");
            panic!("soffice took longer than {LONGEST:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Some(books.iter().map(|(name, _)| Book::open(&place.at(&format!("out/{name}.xlsx")))).collect())
}

impl Book {
    fn open(path: &Path) -> Book {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Book::of(bytes)
    }

    /// The workbook in some bytes, with the values that stand in it.
    pub fn of(bytes: Vec<u8>) -> Book {
        Book(Xlsx::new(Cursor::new(bytes)).expect("a workbook"))
    }

    /// The cells of a sheet.
    pub fn sheet(&mut self, name: &str) -> Range<Data> {
        self.0.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all sheets.
    pub fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// The names of cells, without those that programs keep for themselves.
    pub fn defined_names(&self) -> Vec<String> {
        let names = self.0.defined_names().iter().map(|(name, _)| name.clone());
        names.filter(|name| !name.starts_with("_xlnm.")).collect()
    }

    /// The formulas of a sheet.
    pub fn formulas(&mut self, name: &str) -> Range<String> {
        self.0.worksheet_formula(name).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// The first sheet whose title is this.
pub fn titled(book: &mut Book, title: &str) -> Range<Data> {
    let is_it = |range: &Range<Data>| range.get_value((0, 0)).is_some_and(|cell| *cell == title);
    let names = book.names();
    let found = names.iter().map(|name| book.sheet(name)).find(is_it);
    found.unwrap_or_else(|| panic!("no sheet is called {title}: {names:?}"))
}
