//! One test for each mistake that a data file can hold, and for what is read from a good one.

use std::path::PathBuf;

use super::*;
use crate::formula::Values;

mod cells;
mod files;
mod headings;
mod packages;
mod parents;
mod parquets;
mod threads;

mod workbooks;

/// A file of this name, to be read from bytes.
fn file(name: &str) -> TableFile {
    TableFile {
        name: "communities".to_owned(),
        path: PathBuf::from(name),
        shown: name.to_owned(),
        encoding: Encoding::Utf8,
        sheet: None,
        text_columns: vec!["unit".to_owned()],
        key: Key::Required,
    }
}

/// A CSV text as a table.
fn read_text(text: &str) -> Reading<Table> {
    read_bytes(&file("t.csv"), text.as_bytes(), None)
}

/// A CSV text that is well formed, as a table.
fn table(text: &str) -> Table {
    read_text(text).unwrap_or_else(|problems| panic!("{}", listed(&problems)))
}

/// The problems of a CSV text, one a line: place, found, remedy.
fn problems(text: &str) -> String {
    listed(&read_text(text).expect_err("the text is not well formed"))
}

/// Problems, one a line; both languages must be there and differ.
fn listed(problems: &Problems) -> String {
    let line = |problem: &crate::problem::Problem| {
        assert!(!problem.found.en.is_empty() && problem.found.en != problem.found.zh, "{problem:?}");
        let remedy = problem.remedy.as_ref().map(|remedy| {
            assert!(!remedy.zh.is_empty() && remedy.en != remedy.zh, "{problem:?}");
            format!(" => {}", remedy.en)
        });
        format!("{}: {}{}", problem.place, problem.found.en, remedy.unwrap_or_default())
    };
    problems.0.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The numbers of a column, NaN standing for a blank.
fn numbers(table: &Table, heading: &str) -> Vec<f64> {
    let column = table.column(heading).expect("the column is there");
    let Values::Number(values) = &column.values else { panic!("{heading} is not numeric") };
    let blank = |row: usize| column.blanks.as_ref().is_some_and(|blanks| blanks[row]);
    values.iter().enumerate().map(|(row, value)| if blank(row) { f64::NAN } else { *value }).collect()
}

/// The texts of a column, `-` standing for a blank.
fn texts(table: &Table, heading: &str) -> Vec<String> {
    let column = table.column(heading).expect("the column is there");
    let Values::Text(text) = &column.values else { panic!("{heading} is not text") };
    let blank = |row: usize| column.blanks.as_ref().is_some_and(|blanks| blanks[row]);
    let word = |(row, code): (usize, &u32)| {
        if blank(row) { "-".to_owned() } else { text.words[*code as usize].clone() }
    };
    text.codes.iter().enumerate().map(word).collect()
}

#[test]
fn a_good_file_is_read_as_it_stands() {
    let table = table(
        "id,name,unit,population,admitted,kind,note\r\n\
         007,程家墩社区,01,11936,TRUE,community,\r\n\
         008,,02,,false,village,\"a, \"\"b\"\"\nc\"\r\n",
    );
    assert_eq!((table.rows(), table.id(0), table.id(1)), (2, "007", "008"));
    assert_eq!((table.name(0), table.name(1)), ("程家墩社区", "008"));
    assert_eq!(texts(&table, "unit"), ["01", "02"]);
    assert!(numbers(&table, "population")[0] == 11936.0 && numbers(&table, "population")[1].is_nan());
    let admitted = table.column("admitted").expect("the column is there");
    assert_eq!(*admitted, Column { values: Values::Truth(vec![true, false]), blanks: None });
    assert_eq!(texts(&table, "note"), ["-", "a, \"b\"\nc"]);
    assert_eq!(
        table.columns.keys().map(String::as_str).collect::<Vec<_>>().join(","),
        "id,name,unit,population,admitted,kind,note"
    );
    assert_eq!((table.row_of("008"), table.row_of("8"), table.row_of("")), (Some(1), None, None));
    assert_eq!(table.place(1, "note").to_string(), "t.csv:3:note");
    assert_eq!(table.column("missing"), None);
    assert_eq!(table.columns["kind"].origin, Origin::Unstated);
    assert_eq!(table.ids().collect::<Vec<_>>(), ["007", "008"]);
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let table = table("id\nA\n");
    assert_eq!(table.hash, "c3c9770d746e82079c3fa217f1d56003364d5c4eb4908b35c22fc7c4bd637538");
    assert_eq!(table.package_hash, None);
}

#[test]
fn lines_are_right_with_breaks_in_cells_and_blank_lines() {
    let text = "\n\nid,note,n\n\nA,\"x\n\ny\",1\n\n\nB,z,2\nC,\"\n\",3\nD,,4";
    let table = table(text);
    let lines: Vec<String> = (0..4).map(|row| table.place(row, "n").to_string()).collect();
    assert_eq!(lines, ["t.csv:5:n", "t.csv:10:n", "t.csv:11:n", "t.csv:13:n"]);
}

#[test]
fn line_ends_of_every_system_are_read() {
    for text in ["id,n\nA,1\nB,2\n", "id,n\r\nA,1\r\nB,2", "id,n\rA,1\rB,2\r", "\u{feff}id,n\nA,1\nB,2"] {
        let table = table(text);
        assert_eq!(numbers(&table, "n"), [1.0, 2.0], "{text:?}");
        assert_eq!(table.place(1, "").to_string(), "t.csv:3", "{text:?}");
    }
}
