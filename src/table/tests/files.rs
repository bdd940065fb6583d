use std::fs;

use encoding_rs::GBK;

use super::*;

/// A folder with one file in it, and the file to read.
fn folder(name: &str, bytes: &[u8]) -> (tempfile::TempDir, TableFile) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join(name), bytes).expect("the file can be written");
    let mut file = file(name);
    file.path = folder.path().join(name);
    (folder, file)
}

fn failing(file: &TableFile) -> String {
    listed(&read(file).expect_err("the file is not fit"))
}

#[test]
fn a_file_is_read_from_its_folder() {
    let (_folder, mut file) = folder("t.csv", b"id,n\nA,1\n");
    assert_eq!(read(&file).expect("it is fit").rows(), 1);
    file.path = file
        .path
        .parent()
        .expect("it has a folder")
        .join("..")
        .join(file.path.parent().and_then(|folder| folder.file_name()).expect("it has a name"));
    file.path.push("t.csv");
    assert_eq!(read(&file).expect("it is fit").rows(), 1);
}

#[test]
fn a_missing_file_names_the_nearest() {
    let (_folder, mut file) = folder("communities.csv", b"id\nA\n");
    file.path.set_file_name("comunities.csv");
    file.shown = "../comunities.csv".to_owned();
    assert_eq!(failing(&file), "../comunities.csv: there is no such file => did you mean `communities.csv`?");
    file.path.set_file_name("other.csv");
    let remedy = "correct the path, which counts from the scenario's folder";
    assert_eq!(failing(&file), format!("../comunities.csv: there is no such file => {remedy}"));
}

#[test]
fn a_folder_and_an_unknown_format_are_refused() {
    let (folder, mut file) = folder("t.ods", b"id\nA\n");
    let formats = "save the table as .csv, .parquet, .xlsx or .xls";
    assert_eq!(failing(&file), format!("t.ods: `.ods` is not a format that is read => {formats}"));
    file.path = folder.path().to_owned();
    assert_eq!(failing(&file), "t.ods: this is a folder, not a file => name a file inside it");
    let found = read_bytes(&super::file("table"), b"id\nA\n", None).expect_err("the format is unknown");
    assert_eq!(
        listed(&found),
        format!("table: the file has no extension, so its format is unknown => {formats}")
    );
}

#[test]
fn a_sheet_of_a_csv_file_is_refused() {
    let mut file = file("t.csv");
    file.sheet = Some("2019".to_owned());
    let found = read_bytes(&file, b"id\nA\n", None).expect_err("there are no sheets");
    assert_eq!(
        listed(&found),
        "t.csv: a sheet is asked for, but the file is not a workbook => remove `sheet`"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_placed() {
    let (gbk, ..) = GBK.encode("id,name\nA,街道\nB,社区\n");
    let remedy = "save the file as \"CSV UTF-8\", or declare encoding = \"gbk\" for the table";
    let found = read_bytes(&file("t.csv"), &gbk, None).expect_err("it is not UTF-8");
    assert_eq!(listed(&found), format!("t.csv:2: these bytes are not UTF-8; they read as GBK => {remedy}"));
    let found = read_bytes(&file("t.csv"), b"id\nA\n\xff\xff\n", None).expect_err("it is not UTF-8");
    assert_eq!(listed(&found), format!("t.csv:3: these bytes are not UTF-8 => {remedy}"));
}

#[test]
fn gbk_is_read_when_declared_and_only_then() {
    let mut file = file("t.csv");
    file.encoding = Encoding::Gbk;
    let (gbk, ..) = GBK.encode("id,name\nA,街道\nB,社区\n");
    let table = read_bytes(&file, &gbk, None).expect("it is GBK");
    assert_eq!((table.name(0), table.name(1)), ("街道", "社区"));
    let found = read_bytes(&file, "id,name\nA,街道\n".as_bytes(), None).expect_err("it is UTF-8");
    assert_eq!(
        listed(&found),
        "t.csv: the file is declared as GBK but is in UTF-8 => remove encoding = \"gbk\""
    );
    let found = read_bytes(&file, b"id,name\nA,\xff\n", None).expect_err("it is malformed");
    assert_eq!(
        listed(&found),
        "t.csv:2: these bytes are not GBK => save the file as \"CSV UTF-8\" and remove encoding = \"gbk\""
    );
}

#[test]
fn utf16_and_nul_are_refused() {
    let found = read_bytes(&file("t.csv"), b"\xff\xfei\0d\0\n\0", None).expect_err("it is UTF-16");
    let remedy = "save it as \"CSV UTF-8 (comma delimited)\"";
    assert_eq!(listed(&found), format!("t.csv: the file is in UTF-16 (\"Unicode text\") => {remedy}"));
    let found = read_bytes(&file("t.csv"), b"id\nA\0\n", None).expect_err("it has a NUL");
    assert_eq!(
        listed(&found),
        "t.csv:2: a NUL byte stands in the text => delete it, or save the table again as \"CSV UTF-8\""
    );
}

#[test]
fn a_data_package_beside_the_file_is_held_against_it_if_it_lists_it() {
    let (folder, mut file) = folder("t.csv", b"id,n\nA,1\n");
    file.shown = "data/t.csv".to_owned();
    let package = folder.path().join("datapackage.json");
    let fields = r#"{"name":"id"},{"name":"n","type":"number","origin":"estimated"}"#;
    let text =
        |path: &str| format!(r#"{{"resources":[{{"path":"{path}","schema":{{"fields":[{fields}]}}}}]}}"#);
    fs::write(&package, text("t.csv")).expect("it can be written");
    let table = read(&file).expect("it is fit");
    assert_eq!(table.columns["n"].origin, Origin::Estimated);
    assert_eq!(table.package_hash.as_ref().map(String::len), Some(64));
    fs::write(&package, text("other.csv")).expect("it can be written");
    assert_eq!(read(&file).expect("it is fit").package_hash, None);
    fs::write(&package, "{\n \"resources\": [}\n").expect("it can be written");
    assert_eq!(
        failing(&file),
        "data/datapackage.json:2:16: the data package is not valid JSON: expected value \
         => look for a quotation mark, a comma or a bracket that is missing or too many before this place"
    );
}
