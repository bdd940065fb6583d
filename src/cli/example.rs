//! The built-in example: the Yingjiang scenario and its data, held in the program itself.

use std::path::Path;

use crate::table;
use crate::table::Attempt;
use crate::table::DataPackage;
use crate::table::TableFile;

/// The scenario's path in the example.
pub const SCENARIO: &str = "configs/yingjiang.toml";

/// Every file of the example, by its path.
pub const FILES: [(&str, &str); 5] = [
    (SCENARIO, include_str!("../../configs/yingjiang.toml")),
    ("data/yingjiang/units.csv", include_str!("../../data/yingjiang/units.csv")),
    ("data/yingjiang/communities.csv", include_str!("../../data/yingjiang/communities.csv")),
    ("data/yingjiang/services.csv", include_str!("../../data/yingjiang/services.csv")),
    ("data/yingjiang/datapackage.json", include_str!("../../data/yingjiang/datapackage.json")),
];

/// The text of a file of the example.
pub fn text(path: &str) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// Reads a table of the example; another file is read from the disk, as a value given with `--set` may ask.
pub fn read(file: &TableFile) -> Attempt {
    let Some(bytes) = text(&file.shown) else { return table::attempt(file) };
    let folder = Path::new(&file.shown).parent().unwrap_or(Path::new(""));
    let described = folder.join("datapackage.json").display().to_string();
    match text(&described).map(|json| DataPackage::read(&described, json.as_bytes())).transpose() {
        Ok(package) => table::attempt_bytes(file, bytes.as_bytes(), package.as_ref()),
        Err(problems) => Attempt { table: None, problems },
    }
}
