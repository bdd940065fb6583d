//! What must not be refused: the shapes in which spreadsheets save a good table.

use std::collections::BTreeMap;

use serde_json::Value;

use super::invalid;
use crate::run::Place;
use crate::run::none_wrong;

const TABLE: &str = "id,name,unit,kind,households,population\n\
                     c1,东一社区,u1,community,1200,3000\n\
                     c2,东二社区,u1,community,400,900\n\
                     c3,西一村,u2,village,300,800\n\
                     c4,西二村,u2,village,900,2100\n";

/// The outcome of the good example with its table as `bytes` in `file`, and `line` added to the table's entry.
fn outcome(place: &Place, file: &str, bytes: &[u8], line: &str) -> Result<Value, String> {
    place.write(file, bytes);
    let scenario =
        place.read("good.toml").replace("\"good/communities.csv\"", &format!("\"{file}\"\n{line}"));
    place.write("accepted.toml", scenario.as_bytes());
    let ran = place.run(&["compare", "accepted.toml", "--json", "--no-files"]).end();
    serde_json::from_str(&ran.stdout).map_err(|_| ran.stderr)
}

#[test]
fn every_encoding_and_line_end_of_a_good_table_is_read_alike() {
    let place = invalid();
    let good = outcome(&place, "plain.csv", TABLE.as_bytes(), "").expect("the good example");
    assert_eq!(good["pools"]["operating"]["policies"]["flat"]["awards"][1]["name"], "东二社区");
    let (gbk, _, _) = encoding_rs::GBK.encode(TABLE);
    let cases: BTreeMap<&str, (Vec<u8>, &str)> = BTreeMap::from([
        ("with a byte order mark", (["\u{feff}", TABLE].concat().into_bytes(), "")),
        ("in GBK, declared", (gbk.to_vec(), "encoding = \"gbk\"")),
        ("in UTF-8, declared", (TABLE.into(), "encoding = \"utf-8\"")),
        ("with CRLF", (TABLE.replace('\n', "\r\n").into_bytes(), "")),
        ("without a last line feed", (TABLE.trim_end().into(), "")),
        ("with blank lines at the end", ([TABLE, "\n\n"].concat().into_bytes(), "")),
        ("with every cell in quotes", (quoted(TABLE).into_bytes(), "")),
        ("with a column more", (TABLE.replace('\n', ",x\n").replacen(",x", ",note", 1).into_bytes(), "")),
    ]);
    let mut wrong = Vec::new();
    for (what, (bytes, line)) in cases {
        match outcome(&place, "other.csv", &bytes, line) {
            Ok(other) if other == good => {}
            Ok(_) => wrong.push(format!("{what}: another outcome")),
            Err(refused) => wrong.push(format!("{what}: {refused}")),
        }
    }
    none_wrong(&wrong);
}

fn quoted(table: &str) -> String {
    let line = |line: &str| line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    table.lines().map(|each| line(each) + "\n").collect()
}

#[test]
fn a_workbook_and_a_parquet_file_are_read_like_the_csv() {
    let place = invalid();
    let good = outcome(&place, "plain.csv", TABLE.as_bytes(), "").expect("the good example");
    let rows: Vec<Vec<&str>> = TABLE.lines().map(|line| line.split(',').collect()).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("notes").expect("a name").write(0, 0, "nothing here").expect("a cell");
    let sheet = book.add_worksheet().set_name("社区").expect("a name");
    for (index, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let (at, column) = (index as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(at, column, number).expect("a cell"),
                Err(_) => sheet.write_string(at, column, *cell).expect("a cell"),
            };
        }
    }
    let workbook = book.save_to_buffer().expect("a workbook");
    let read = outcome(&place, "book.xlsx", &workbook, "sheet = \"社区\"").expect("a workbook");
    assert_eq!(read["pools"], good["pools"]);
    let column = |index: usize| rows[1..].iter().map(|row| row[index]).collect::<Vec<_>>();
    let columns = rows[0].iter().enumerate().map(|(index, name)| {
        let cells = column(index);
        match cells.iter().map(|cell| cell.parse::<i64>()).collect::<Result<Vec<_>, _>>() {
            Ok(numbers) => polars::prelude::Column::new((*name).into(), numbers),
            Err(_) => polars::prelude::Column::new((*name).into(), cells),
        }
    });
    let mut frame = polars::prelude::DataFrame::new(rows.len() - 1, columns.collect()).expect("a frame");
    let mut parquet = Vec::new();
    polars::prelude::ParquetWriter::new(&mut parquet).finish(&mut frame).expect("a Parquet file");
    let read = outcome(&place, "table.parquet", &parquet, "").expect("a Parquet file");
    assert_eq!(read["pools"], good["pools"]);
}

#[test]
fn chinese_names_of_columns_and_parameters_work_in_formulas() {
    let place = Place::new();
    place.write("社区.csv", "id,name,常住人口,65 岁以上\na,甲,3000,500\nb,乙,1000,100\n".as_bytes());
    let scenario = r#"title = "中文列名"
year = 2019
baseline = "一刀切"
[tables."社区"]
file = "社区.csv"
[parameters."每人标准"]
value = 2
[pools."经费"]
over = "社区"
money = "1000.00"
[policies."一刀切"]
"经费" = { rule = "equal" }
[policies."差异化"."经费"]
rule = "proportional"
factors = [{ id = "规模", amount = "每人标准 * 常住人口" }, { id = "老龄", amount = "10 * `65 岁以上`" }]
"#;
    place.write("情景.toml", scenario.as_bytes());
    let ran = place.succeed(&["compare", "情景.toml", "--json", "--no-files"]);
    let outcome: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    // Claims 2 × 3,000 + 10 × 500 = 11,000 and 2 × 1,000 + 10 × 100 = 3,000 of 1,000.00 yuan.
    let awards = &outcome["pools"]["经费"]["policies"]["差异化"]["awards"];
    assert_eq!(awards[0]["award"].to_string(), "785.71");
    assert_eq!(awards[1]["award"].to_string(), "214.29");
}

#[test]
fn a_blank_cell_that_no_formula_uses_is_no_mistake() {
    let place = invalid();
    let table = TABLE.replace(",800\n", ",\n");
    let scenario_uses_population = outcome(&place, "blank.csv", table.as_bytes(), "");
    assert!(scenario_uses_population.is_err(), "population is used");
    let table =
        TABLE.replace("population", "population,spare").replace("000\n", "000,\n").replace("00\n", "00,5\n");
    outcome(&place, "spare.csv", table.as_bytes(), "").expect("a blank in a spare column");
}
