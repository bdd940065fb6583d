use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Workbook;

use super::*;

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().expect("it can be written")
}

#[test]
fn a_workbook_is_read_like_a_csv_file() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write_row(2, 1, ["id", "name", "n", "ok", "unit"]).expect("it fits");
        sheet.write(3, 1, 340_802_001_001_i64).expect("it fits");
        sheet.write(3, 2, "程家墩").expect("it fits");
        sheet.write(3, 3, 0.1).expect("it fits");
        sheet.write(3, 4, true).expect("it fits");
        sheet.write(3, 5, 7).expect("it fits");
        sheet.write(5, 1, "007").expect("it fits");
        sheet.write(5, 3, Formula::new("=1/4").set_result("0.25")).expect("it fits");
    });
    let table =
        read_bytes(&file("t.xlsx"), &bytes, None).unwrap_or_else(|problems| panic!("{}", listed(&problems)));
    assert_eq!((table.rows(), table.id(0), table.id(1), table.name(1)), (2, "340802001001", "007", "007"));
    assert_eq!(numbers(&table, "n"), [0.1, 0.25]);
    assert_eq!(texts(&table, "unit"), ["7", "-"]);
    assert_eq!(table.place(1, "n").to_string(), "t.xlsx:6:n");
}

#[test]
fn wrong_cells_of_a_workbook_are_named() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["id", "n", "d"]).expect("it fits");
        sheet.write(1, 0, 1.234_567_890_123_456_8e17).expect("it fits");
        sheet.write(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).expect("it fits");
        sheet.write(2, 0, "B").expect("it fits");
        sheet.write(2, 1, "12%").expect("it fits");
        let date = ExcelDateTime::from_ymd(2015, 9, 1).expect("it is a date");
        sheet.write_with_format(2, 2, &date, &Format::new().set_num_format("yyyy-mm-dd")).expect("it fits");
    });
    let found = listed(&read_bytes(&file("t.xlsx"), &bytes, None).expect_err("cells are wrong"));
    assert_eq!(
        found,
        "t.xlsx:2:id: the workbook keeps the code 123456789012345680 as a number, of which 15 digits at most are right \
         => format the column as text and enter the codes again\n\
         t.xlsx:2:n: the cell holds the spreadsheet's error `#DIV/0!` => correct the formula in the workbook, or leave the cell empty if the value is unknown\n\
         t.xlsx:3:n: text where a number is due: `12%` => write 0.12\n\
         t.xlsx:3:d: the cell holds a date or a time (42248) => write the year as a number, or the date as text"
    );
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let bytes = workbook(|workbook| {
        for (name, id) in [("2018", "A"), ("2019", "B")] {
            let sheet = workbook.add_worksheet().set_name(name).expect("it is a name");
            sheet.write_column(0, 0, ["id", id]).expect("it fits");
        }
    });
    let mut file = file("t.xlsx");
    assert_eq!(read_bytes(&file, &bytes, None).expect("it is fit").id(0), "A");
    file.sheet = Some("2019".to_owned());
    assert_eq!(read_bytes(&file, &bytes, None).expect("it is fit").id(0), "B");
    file.sheet = Some("2020".to_owned());
    let found = read_bytes(&file, &bytes, None).expect_err("there is no such sheet");
    assert_eq!(listed(&found), "t.xlsx: the workbook has no sheet `2020` => the sheets are `2018`, `2019`");
}

#[test]
fn an_empty_sheet_and_a_damaged_workbook_are_refused() {
    let bytes = workbook(|workbook| {
        workbook.add_worksheet();
    });
    let found = read_bytes(&file("t.xlsx"), &bytes, None).expect_err("it is empty");
    assert!(listed(&found).starts_with("t.xlsx: the file is empty"), "{}", listed(&found));
    for bytes in [&bytes[..bytes.len() / 2], b"PK", b"plain text"] {
        let found = listed(&read_bytes(&file("t.xlsx"), bytes, None).expect_err("it is damaged"));
        assert!(found.starts_with("t.xlsx: the workbook cannot be read: "), "{found}");
    }
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write_column(0, 0, ["id", "A"]).expect("it fits");
        sheet.write(1_048_575, 16_383, "x").expect("it fits");
    });
    let found = read_bytes(&file("t.xlsx"), &bytes, None).expect_err("there are too many columns");
    assert!(listed(&found).starts_with("t.xlsx: the table has 16384 columns; at most 1000 are read"));
}
