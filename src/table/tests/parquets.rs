use polars::prelude::*;

use super::*;

fn written(columns: Vec<polars::prelude::Column>) -> Vec<u8> {
    let mut frame = DataFrame::new_infer_height(columns).expect("the columns are of one length");
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("it can be written");
    bytes
}

fn read_parquet(columns: Vec<polars::prelude::Column>) -> Reading<Table> {
    read_bytes(&file("t.parquet"), &written(columns), None)
}

fn column<T, Kind: ?Sized>(name: &str, values: T) -> polars::prelude::Column
where
    Series: NamedFrom<T, Kind>,
{
    Series::new(name.into(), values).into_column()
}

#[test]
fn every_type_of_column_is_read() {
    let table = read_parquet(vec![
        column("id", [340_802_001_001_i64, 7]),
        column("name", [Some("程家墩"), None]),
        column("n", [Some(0.1_f64), None]),
        column("i", [1_i32, -2]),
        column("u", [9_007_199_254_740_992_u64, 0]),
        column("t", ["1", "2"]),
        column("b", [Some(true), None]),
    ])
    .unwrap_or_else(|problems| panic!("{}", listed(&problems)));
    assert_eq!((table.id(0), table.name(0), table.name(1)), ("340802001001", "程家墩", "7"));
    assert!(numbers(&table, "n")[0] == 0.1 && numbers(&table, "n")[1].is_nan());
    assert_eq!(numbers(&table, "i"), [1.0, -2.0]);
    assert_eq!(numbers(&table, "u"), [9_007_199_254_740_992.0, 0.0]);
    assert_eq!(texts(&table, "t"), ["1", "2"]);
    assert_eq!(table.column("b").and_then(|column| column.blanks.clone()), Some(vec![false, true]));
    assert_eq!(table.place(1, "n").to_string(), "t.parquet:3:n");
}

#[test]
fn numbers_that_cannot_be_kept_are_named() {
    let found = read_parquet(vec![
        column("id", ["A", "B", "C"]),
        column("n", [f64::NAN, 1.0, f64::INFINITY]),
        column("i", [1_i64, i64::MAX, 2]),
    ])
    .expect_err("there are such numbers");
    let finite = "write a number, or leave the cell empty if it is unknown";
    assert_eq!(
        listed(&found),
        format!(
            "t.parquet:2:n: `NaN` is not a finite number => {finite}\n\
             t.parquet:4:n: `inf` is not a finite number => {finite}\n\
             t.parquet:3:i: `9223372036854775807` has more digits than a number keeps exactly => \
             if it is a code, describe the column as \"string\" in datapackage.json; else round it"
        )
    );
}

#[test]
fn a_column_of_lists_is_refused() {
    let list = Series::new("l".into(), [Series::new("".into(), [1_i64, 2])]).into_column();
    let found = read_parquet(vec![column("id", ["A"]), list]).expect_err("lists are not read");
    assert!(listed(&found).starts_with("t.parquet:1:l: the column is of type"), "{}", listed(&found));
}

#[test]
fn a_damaged_file_is_refused() {
    let bytes = written(vec![column("id", ["A", "B"]), column("n", [1.0, 2.0])]);
    for end in [0, 3, bytes.len() / 2, bytes.len() - 1] {
        assert!(read_bytes(&file("t.parquet"), &bytes[..end], None).is_err());
    }
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x5a;
        let _ = read_bytes(&file("t.parquet"), &damaged, None);
    }
}
