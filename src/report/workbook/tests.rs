use std::io::Cursor;

use calamine::Data;
use calamine::Range;
use calamine::Reader;
use calamine::Xlsx;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use super::formats::Formats;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use super::workbook;
use crate::language::Language;
use crate::measure::Metric;
use crate::report::html::tests::example::Example;

const BOTH: [Language; 2] = [Language::English, Language::Chinese];

fn read(example: &Example, language: Language) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = workbook(&example.subject(language)).expect("the workbook can be written");
    Xlsx::new(Cursor::new(bytes)).expect("the workbook can be read")
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).expect("the sheet is there")
}

/// Row and column of the first cell that begins with a text.
fn find(range: &Range<Data>, text: &str) -> (usize, usize) {
    let mut cells = range.used_cells();
    let found = cells.find(|(_, _, cell)| cell.to_string().starts_with(text));
    found.map(|(row, column, _)| (row, column)).expect("the cell is there")
}

#[test]
fn the_sheets_have_valid_names_in_the_readers_language() {
    let example = Example::nasty();
    let names = read(&example, Language::English).sheet_names();
    let expected = [
        "Summary",
        "Charts",
        "Parameters",
        "Operating -fund-- a-b-",
        "Posts",
        "Groups",
        "operating flat",
        "operating differentiated",
        "Posts One size fits all",
        "Posts Differentiated <x>",
        "communities",
        "Workings",
        "Notes",
    ];
    assert_eq!(names, expected);
    let names = read(&example, Language::Chinese).sheet_names();
    let expected = [
        "概要",
        "图表",
        "参数",
        "社区工作经费",
        "编制",
        "分组",
        "社区工作经费 一刀切",
        "社区工作经费 差异化",
        "编制 一刀切",
        "编制 差异化",
        "communities",
        "测算过程",
        "说明",
    ];
    assert_eq!(names, expected);
}

#[test]
fn every_award_reads_back_as_it_is() {
    let example = Example::nasty();
    let mut book = read(&example, Language::English);
    for (result, name) in example.outcome.pools.iter().zip(["Operating -fund-- a-b-", "Posts"]) {
        let range = sheet(&mut book, name);
        let unit = &example.scenario.pools[result.pool].unit;
        let headings = ["Award (baseline)\nOne size fits all", "Award\nDifferentiated <x>"];
        for (policy, heading) in result.policies.iter().zip(headings) {
            let (row, column) = find(&range, heading);
            for (member, award) in policy.shared.awards.iter().enumerate() {
                let found = range.get((row + 1 + member, column));
                assert_eq!(
                    found,
                    Some(&Data::Float(unit.whole(*award))),
                    "{name}, {heading}, member {member}"
                );
            }
        }
        let (row, _) = find(&range, "Id");
        for (member, id) in ["A", "B", "C", "D", "E"].into_iter().enumerate() {
            assert_eq!(range.get((row + 1 + member, 0)), Some(&Data::String(id.to_owned())));
        }
    }
}

#[test]
fn every_metric_reads_back_as_it_is() {
    let example = Example::nasty();
    let range = sheet(&mut read(&example, Language::English), "Summary");
    let result = &example.outcome.pools[0];
    let unit = &example.scenario.pools[0].unit;
    for metric in Metric::ALL {
        let row = range.rows().find(|row| row[2] == Data::String(metric.id().to_owned()));
        let row = row.expect("the metric has a row");
        for (policy, outcome) in result.policies.iter().enumerate() {
            let expected = outcome.metrics.get(metric).number(unit).map_or(Data::Empty, Data::Float);
            assert_eq!(row[4 + policy], expected, "{} of policy {policy}", metric.id());
        }
    }
}

#[test]
fn no_text_becomes_a_formula() -> Result<(), XlsxError> {
    // Names like these are refused on reading; were one to come through, it would still be a text.
    let texts = ["=1+1", "=HYPERLINK(\"x\")", "{=1}", "+1", "-1", "@SUM(A1)", "http://x", "12"];
    let formats = Formats::new();
    let mut sheet = Sheet::open("Sheet", "=1+1", &["=2".to_owned()], &formats)?;
    sheet.headings(&[("=3".to_owned(), false)])?;
    for text in texts {
        sheet.text(0, text)?;
        sheet.next();
    }
    let mut book = Workbook::new();
    book.push_worksheet(sheet.finish(1)?);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.save_to_buffer()?)).expect("the workbook can be read");
    let found: Vec<Data> =
        book.worksheet_range("Sheet").expect("the sheet is there").rows().map(|row| row[0].clone()).collect();
    let expected = ["=1+1", "=2", "=3"].into_iter().chain(texts);
    assert_eq!(found, expected.map(|text| Data::String(text.to_owned())).collect::<Vec<Data>>());
    let formulas = book.worksheet_formula("Sheet").expect("the sheet is there");
    assert!(formulas.used_cells().next().is_none());
    Ok(())
}

/// Some viewers compute nothing and show what is stored with a formula.
#[test]
fn a_formula_that_comes_to_an_empty_text_does_not_show_a_zero() -> Result<(), XlsxError> {
    let formats = Formats::new();
    let mut sheet = Sheet::open("Sheet", "Title", &[], &formats)?;
    sheet.headings(&[("Bound".to_owned(), false), ("Number".to_owned(), false)])?;
    sheet.formula(0, "IF(1>2,\"floor\",\"\")", &Seen::Nothing, Shown::General)?;
    sheet.formula(1, "1-1", &Seen::Number(0.0), Shown::General)?;
    sheet.next();
    let mut book = Workbook::new();
    book.push_worksheet(sheet.finish(1)?);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.save_to_buffer()?)).expect("the workbook can be read");
    let range = book.worksheet_range("Sheet").expect("the sheet is there");
    let row: Vec<String> =
        range.rows().next_back().expect("a row").iter().map(|cell| format!("{cell:?}")).collect();
    assert_eq!(row, ["String(\"\")", "Float(0.0)"]);
    Ok(())
}

/// A formula without what stands in quotes: texts, and names of sheets.
fn unquoted(formula: &str) -> String {
    let mut quote = None;
    let outside = |c: &char| match quote {
        Some(open) if open == *c => {
            quote = None;
            false
        }
        Some(_) => false,
        None if matches!(c, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        None => true,
    };
    formula.chars().filter(outside).collect()
}

#[test]
fn texts_of_the_data_stand_in_formulas_only_in_quotes() {
    let example = Example::nasty();
    for language in BOTH {
        let mut book = read(&example, language);
        let mut count = 0;
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).expect("the sheet is there");
            for (_, _, formula) in formulas.used_cells().filter(|cell| !cell.2.is_empty()) {
                count += 1;
                let bare = unquoted(formula);
                let allowed = |c: char| c.is_ascii_alphanumeric() || "$:!(),.+-*/^=<>%&_ ".contains(c);
                assert!(bare.chars().all(allowed), "{name}: {formula}");
                assert!(!bare.contains("HYPERLINK") && !bare.contains("script"), "{name}: {formula}");
            }
        }
        assert!(count > 200, "{count}");
    }
}

#[test]
fn parameters_are_named_cells() {
    let example = Example::nasty();
    let mut book = read(&example, Language::English);
    let names = book.defined_names().to_vec();
    for (name, row) in [("year", 3), ("per_head", 4), ("B2_", 5)] {
        let place = names.iter().find(|(known, _)| known == name).map(|(_, place)| place.as_str());
        assert_eq!(place, Some(format!("'Parameters'!$C${row}").as_str()), "{names:?}");
    }
    let range = sheet(&mut book, "Parameters");
    assert_eq!(range.get((3, 2)), Some(&Data::Float(20.0)));
    assert_eq!(range.get((3, 7)), Some(&Data::String("given on the command line; illustrative".to_owned())));
}

#[test]
fn the_notes_say_what_the_cells_are_and_where_they_come_from() {
    let example = Example::nasty();
    let range = sheet(&mut read(&example, Language::English), "Notes");
    let texts: Vec<String> = range.used_cells().map(|cell| cell.2.to_string()).collect();
    for told in [
        "Claims, bounds, awards and measures are formulas",
        "per_head=20",
        "Illustrative figures",
        "per_head * IF(population < 5, 0, population)",
        "a made-up \"standard\"",
        "Hoover (1936)",
        "communities.population",
    ] {
        assert!(texts.iter().any(|text| text.contains(told)), "{told}");
    }
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    for language in BOTH {
        let write = || workbook(&Example::nasty().subject(language)).expect("the workbook can be written");
        assert!(write() == write());
    }
}

#[test]
fn a_measure_that_is_not_recalculated_is_marked() {
    let marked = |members: usize| {
        let range = sheet(&mut read(&Example::large(members), Language::English), "Summary");
        let labels = range.rows().map(|row| row[1].to_string());
        labels.filter(|label| label.contains("(value, not recalculated)")).count()
    };
    assert_eq!(marked(100), 0);
    assert!(marked(3_001) > 0);
}

#[test]
fn above_twenty_thousand_rows_the_cells_hold_values_and_the_notes_say_so() {
    let example = Example::large(20_001);
    let mut book = read(&example, Language::English);
    let names = book.sheet_names();
    assert_eq!(
        names,
        ["Summary", "Charts", "Parameters", "Operating -fund-- a-b-", "Posts", "Groups", "Notes"]
    );
    for name in names {
        let formulas = book.worksheet_formula(&name).expect("the sheet is there");
        let found = formulas.used_cells().find(|cell| !cell.2.is_empty());
        assert_eq!(found, None, "{name} holds a formula");
    }
    assert_eq!(sheet(&mut book, "Posts").height(), 20_004);
    find(&sheet(&mut book, "Notes"), "With more than 20,000 rows the cells hold values, not formulas");
}
