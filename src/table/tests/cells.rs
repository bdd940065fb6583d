use proptest::prelude::*;

use super::*;

#[test]
fn a_column_is_numeric_if_half_of_its_cells_are_meant_as_numbers() {
    let rows = [
        "1",
        "2",
        " 3 ",
        "abc",
        "1,234",
        "12%",
        "１２",
        "¥5",
        "5 yuan",
        "5万",
        "NaN",
        "inf",
        "1e400",
        "1e-400",
        "9007199254740993",
        "TRUE",
        "",
    ];
    let body: String = rows.iter().enumerate().map(|(i, cell)| format!("R{i},\"{cell}\"\n")).collect();
    let plain = "write a plain number such as 1234.5, or leave the cell empty; if the column is text, describe it as \"string\" in datapackage.json";
    let finite = "write a number, or leave the cell empty if it is unknown";
    let due = "text where a number is due:";
    let expected = [
        format!("t.csv:5:n: {due} `abc` => {plain}"),
        format!("t.csv:6:n: {due} `1,234` => write 1234"),
        format!("t.csv:7:n: {due} `12%` => write 0.12"),
        format!("t.csv:8:n: {due} `１２` => write 12"),
        format!("t.csv:9:n: {due} `¥5` => write 5"),
        format!("t.csv:10:n: {due} `5 yuan` => write 5"),
        format!("t.csv:11:n: {due} `5万` => write 50000"),
        format!("t.csv:12:n: `NaN` is not a finite number => {finite}"),
        format!("t.csv:13:n: `inf` is not a finite number => {finite}"),
        format!("t.csv:14:n: `1e400` is not a finite number => {finite}"),
        "t.csv:15:n: `1e-400` is too near to zero to be kept => write 0 if that is meant".to_owned(),
        "t.csv:16:n: `9007199254740993` has more digits than a number keeps exactly => if it is a code, describe the column as \"string\" in datapackage.json; else round it".to_owned(),
        format!("t.csv:17:n: {due} `TRUE` => {plain}"),
    ];
    assert_eq!(problems(&format!("id,n\n{body}")), expected.join("\n"));
}

#[test]
fn a_column_is_text_if_fewer_than_half_of_its_cells_are_numbers() {
    let table = table("id,kind\nA,street\nB,1\nC,township\n");
    assert_eq!(texts(&table, "kind"), ["street", "1", "township"]);
    assert!(
        problems("id,kind\nA,street\nB,1\n")
            .starts_with("t.csv:2:kind: text where a number is due: `street`")
    );
}

#[test]
fn a_blank_column_is_numeric_and_stays_blank() {
    let table = table("id,n,t\nA,, \nB,　,\n");
    for heading in ["n", "t"] {
        assert!(numbers(&table, heading).iter().all(|value| value.is_nan()));
        assert_eq!(table.column(heading).expect("it is there").blanks, Some(vec![true, true]));
    }
}

#[test]
fn truth_values_in_any_case_make_a_column_of_truth() {
    let table = table("id,a,b\nA,TRUE,\nB,False,true\n");
    let column = |heading| table.column(heading).cloned().expect("it is there");
    assert_eq!(column("a"), Column { values: Values::Truth(vec![true, false]), blanks: None });
    assert_eq!(
        column("b"),
        Column { values: Values::Truth(vec![false, true]), blanks: Some(vec![true, false]) }
    );
}

#[test]
fn an_id_is_kept_to_the_letter() {
    let table = table("id,name,unit\n340802001001,1,007\n0012,2,1e3\n");
    assert_eq!((table.id(0), table.id(1)), ("340802001001", "0012"));
    assert_eq!(texts(&table, "name"), ["1", "2"]);
    assert_eq!(texts(&table, "unit"), ["007", "1e3"]);
}

#[test]
fn ids_are_neither_blank_nor_double_nor_spaced_nor_formulas() {
    assert_eq!(
        problems("id,name\nA,x\n,y\nA,=1+1\n B,@x\n+C,-\n\"\tD\",－z\n"),
        "t.csv:3:id: the id is blank => give the row a unique id, or delete the row\n\
         t.csv:4:id: the id `A` stands already on line 2 => give each row its own id\n\
         t.csv:5:id: the id ` B` has spaces around it => write `B`\n\
         t.csv:6:id: `+C` begins with a character that a spreadsheet would run => begin it with a letter or a digit\n\
         t.csv:7:id: `\\tD` begins with a character that a spreadsheet would run => begin it with a letter or a digit\n\
         t.csv:4:name: `=1+1` begins with a character that a spreadsheet would run => begin it with a letter or a digit\n\
         t.csv:5:name: `@x` begins with a character that a spreadsheet would run => begin it with a letter or a digit\n\
         t.csv:6:name: `-` begins with a character that a spreadsheet would run => begin it with a letter or a digit\n\
         t.csv:7:name: `－z` begins with a character that a spreadsheet would run => begin it with a letter or a digit"
    );
}

#[test]
fn of_many_bad_cells_twenty_are_shown_and_the_rest_counted() {
    let body: String = (0..60).map(|i| format!("R{i},{},1\n", if i < 30 { "x" } else { "1" })).collect();
    let found = problems(&format!("id,n,m\n{body}"));
    assert_eq!(found.lines().count(), 21);
    assert_eq!(found.lines().last(), Some("t.csv:22:n: and 10 more in this column"));
}

#[test]
fn a_cell_beyond_the_first_thousand_is_judged_with_all_the_others() {
    let body: String =
        (0..3000).map(|i| format!("R{i},{i},{i},{}\n", if i == 2500 { "abc" } else { "1" })).collect();
    assert!(
        problems(&format!("id,a,b,n\n{body}")).starts_with("t.csv:2502:n: text where a number is due: `abc`")
    );
    let body: String = (0..3000).map(|i| format!("R{i},{}\n", if i < 1200 { "7" } else { "x7" })).collect();
    let table = table(&format!("id,code\n{body}"));
    assert_eq!(texts(&table, "code")[0], "7");
    assert_eq!(texts(&table, "code")[2999], "x7");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn numbers_written_are_read_back_exactly(values in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 1..50)) {
        let values: Vec<f64> = values.into_iter().filter(|value| value.abs() < 9e15).collect();
        prop_assume!(!values.is_empty());
        let body: String = values.iter().enumerate().map(|(i, value)| format!("R{i},{value},{value:e}\n")).collect();
        let table = table(&format!("id,a,b\n{body}"));
        prop_assert_eq!(&numbers(&table, "a"), &values);
        prop_assert_eq!(&numbers(&table, "b"), &values);
    }

    #[test]
    fn texts_written_are_read_back_exactly(values in prop::collection::vec("[a-z,\"\n社 ]{0,4}z", 1..50)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "t"]).expect("it fits");
        for (i, value) in values.iter().enumerate() {
            writer.write_record([&format!("R{i}"), value]).expect("it fits");
        }
        let text = String::from_utf8(writer.into_inner().expect("it is flushed")).expect("it is text");
        prop_assert_eq!(texts(&table(&text), "t"), values);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), name in 0_usize..4) {
        let name = ["t.csv", "t.parquet", "t.xlsx", "t.xls"][name];
        let _ = read_bytes(&file(name), &bytes, None);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(id,n\n)?[a-z0-9,\"\n\r社;%=. ]{0,80}") {
        let _ = read_text(&text);
    }
}

#[test]
fn a_spreadsheet_s_error_is_told_as_such_and_only_once_whatever_the_column_holds() {
    let remedy = "correct the formula in the workbook, or leave the cell empty if the value is unknown";
    let error = |at: &str, word: &str| {
        format!("t.csv:{at}: the cell holds the spreadsheet's error `{word}` => {remedy}")
    };
    let found = problems("id,n,t,b\n#N/A,#DIV/0!,x,TRUE\n#N/A,2,#REF!,#NAME?\n#,3,#4 block,FALSE\n");
    let expected = [
        error("2:id", "#N/A"),
        error("3:id", "#N/A"),
        error("2:n", "#DIV/0!"),
        error("3:t", "#REF!"),
        error("3:b", "#NAME?"),
    ];
    assert_eq!(found, expected.join("\n"));
}
