//! The formulas of the built-in example, a line a column, kept in `tests/workbook/`.
//!
//! After a change that is meant to alter them, run the tests once with `JUNHENG_BLESS=1` and review the difference.

use std::fmt::Write as _;
use std::fs;

use calamine::Data;
use junheng::language::Language;

use super::Book;
use super::Run;
use crate::run::project;

/// The last row of a sheet whose formulas are all kept; of the others one row is.
const KEPT_WHOLE: [&str; 2] = ["Summary", "Workings"];

#[test]
fn the_example_s_formulas_are_what_they_were() {
    let run = Run::of("yingjiang", &[]);
    let mut book = Book::of(run.workbook(Language::English));
    let mut text = String::new();
    for name in book.names() {
        let (values, formulas) = (book.sheet(&name), book.formulas(&name));
        let count = formulas.used_cells().filter(|cell| !cell.2.is_empty()).count();
        writeln!(text, "# {name}: {} rows, {} columns, {count} formulas", values.height(), values.width())
            .expect("a text");
        if count == 0 {
            continue;
        }
        let heading = (0..6).find(|row| values.get((*row, 2)).is_some_and(|cell| *cell != Data::Empty));
        let heading = heading.expect("every sheet has headings");
        let is_whole = KEPT_WHOLE.contains(&name.as_str());
        // One column of those that are kept whole, which holds a policy with bounds; else the first row.
        let cells: Vec<(usize, usize)> = match is_whole {
            true => (heading + 1..values.height())
                .map(|row| (row, if name == "Summary" { 5 } else { 2 }))
                .collect(),
            false => (0..values.width()).map(|column| (heading + 1, column)).collect(),
        };
        for (row, column) in cells {
            let place = (row as u32, column as u32);
            let Some(formula) = formulas.get_value(place).filter(|formula| !formula.is_empty()) else {
                continue;
            };
            let title = if is_whole {
                values.get((row, if name == "Summary" { 2 } else { 0 }))
            } else {
                values.get((heading, column))
            };
            let title = title.map(ToString::to_string).unwrap_or_default().replace('\n', " / ");
            if title.contains("halving") && !title.ends_with(" 2") {
                continue;
            }
            writeln!(text, "{title}: ={formula}").expect("a text");
        }
    }
    let path = project().join("tests/workbook/yingjiang.txt");
    if std::env::var_os("JUNHENG_BLESS").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &text).expect("a golden file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differing = kept.lines().zip(text.lines()).find(|(old, new)| old != new);
    assert!(kept == text, "{}: {differing:?}; if this is meant: JUNHENG_BLESS=1", path.display());
}
