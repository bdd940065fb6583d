//! The data package says what the files hold: every file, column, type, key and value is compared with it.

use std::collections::BTreeSet;
use std::collections::HashSet;
use std::io::Cursor;

use polars::prelude::CsvReader;
use polars::prelude::DataFrame;
use polars::prelude::DataType;
use polars::prelude::ParquetReader;
use polars::prelude::SerReader;
use serde_json::Value;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;

use super::Written;
use super::tables::is_same;
use crate::csv_file::CsvFile;
use crate::run::is_chinese;
use crate::run::none_wrong;

fn package(written: &Written) -> Value {
    serde_json::from_str(written.text("datapackage.json")).expect("JSON")
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

fn word<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {of}"))
}

/// The resources that are tables in files of that format.
fn tables<'a>(package: &'a Value, format: &str) -> Vec<&'a Value> {
    let of_format = |resource: &&Value| resource["type"] == "table" && resource["format"] == format;
    list(package, "resources").iter().filter(of_format).collect()
}

/// Every file that is told of: tables, and documents for people.
fn described(package: &Value) -> impl Iterator<Item = &Value> {
    list(package, "resources").iter().chain(list(package, "documents"))
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[test]
fn every_file_is_described_with_its_size_and_hash() {
    for written in Written::all() {
        let package = package(written);
        let resources: Vec<&Value> = described(&package).collect();
        let paths: BTreeSet<&str> = resources.iter().map(|resource| word(resource, "path")).collect();
        let mut due: BTreeSet<&str> = written.files.keys().map(String::as_str).collect();
        due.remove("datapackage.json");
        assert_eq!(paths, due, "{}", written.config);
        let names: BTreeSet<&str> = resources.iter().map(|resource| word(resource, "name")).collect();
        assert_eq!(names.len(), resources.len(), "{}: two of one name", written.config);
        for name in names {
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
            assert!(name.chars().all(is_plain), "{name}");
        }
        for resource in resources.iter().filter(|resource| resource["path"] != "manifest.json") {
            let bytes = &written.files[word(resource, "path")];
            let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            if resource["format"] != "parquet" {
                assert_eq!(resource["bytes"], bytes.len(), "{resource}");
            }
            assert_eq!(resource["hash"], format!("sha256:{hash}"), "{resource}");
        }
    }
}

#[test]
fn only_tables_are_resources() {
    for written in Written::all() {
        let package = package(written);
        let is_table =
            |resource: &Value| resource["type"] == "table" && resource["schema"]["fields"].is_array();
        assert!(list(&package, "resources").iter().all(is_table), "{}", written.config);
        assert!(list(&package, "documents").iter().any(|document| document["path"] == "workbook.xlsx"));
    }
}

#[test]
fn every_table_and_column_is_told_in_both_languages() {
    for written in Written::all() {
        let package = package(written);
        let resources: Vec<&Value> = described(&package).collect();
        let columns = resources.iter().flat_map(|resource| list(&resource["schema"], "fields"));
        for told in [&package].into_iter().chain(resources.iter().copied()).chain(columns) {
            for key in ["title", "description"] {
                let (english, chinese) = (word(told, key), word(told, &format!("{key}_zh")));
                assert!(!english.is_empty() && chinese.chars().any(is_chinese), "{key} of {told}");
                assert!(english == chinese || !english.chars().any(is_chinese), "{key} of {told}");
            }
            assert!(word(told, "description").ends_with('.'), "{told}");
            assert!(word(told, "description_zh").ends_with('。'), "{told}");
        }
    }
}

/// What a cell of a CSV breaks of what its column promises.
fn broken(field: &Value, cell: &str) -> Option<String> {
    let constraints = &field["constraints"];
    if cell.is_empty() {
        return (constraints["required"] == true).then(|| "is empty".to_owned());
    }
    let number = cell.parse::<f64>();
    let fits = match word(field, "type") {
        "string" => true,
        "number" => number.as_ref().is_ok_and(|number| number.is_finite()),
        "integer" => cell.parse::<i64>().is_ok(),
        "boolean" => matches!(cell, "true" | "false"),
        other => panic!("the type `{other}`"),
    };
    if !fits {
        return Some(format!("{cell} is no {}", field["type"]));
    }
    if let (Ok(number), Some(least)) = (number, constraints["minimum"].as_f64())
        && number < least
    {
        return Some(format!("{cell} is less than {least}"));
    }
    let values = list(field, "categories");
    let known = values.is_empty() || values.iter().any(|value| value["value"] == cell);
    (!known).then(|| format!("{cell} is not among its values"))
}

#[test]
fn headings_types_values_and_keys_are_as_the_package_says() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        let package = package(written);
        for resource in tables(&package, "csv") {
            let path = word(resource, "path");
            let table = CsvFile::parse(written.text(path));
            let fields = list(&resource["schema"], "fields");
            let headings: Vec<&str> = fields.iter().map(|field| word(field, "name")).collect();
            assert_eq!(table.heading, headings, "{} {path}", written.config);
            let key = names(&resource["schema"]["primaryKey"]);
            assert!(!key.is_empty(), "{path}");
            let mut seen = HashSet::new();
            for row in table.rows() {
                for field in fields {
                    let name = word(field, "name");
                    if let Some(broken) = broken(field, row.get(name)) {
                        wrong.push(format!("{} {path} {row:?}: {name} {broken}", written.config));
                    }
                }
                let of_row: Vec<String> = key.iter().map(|column| row.get(column).to_owned()).collect();
                if !seen.insert(of_row) {
                    wrong.push(format!("{} {path} {row:?}: a second row of this key", written.config));
                }
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn what_refers_to_another_table_finds_its_row_there() {
    let mut links = 0;
    for written in Written::all() {
        let package = package(written);
        for resource in tables(&package, "csv") {
            for link in list(&resource["schema"], "foreignKeys") {
                let (columns, there) = (names(&link["fields"]), names(&link["reference"]["fields"]));
                let target = word(&link["reference"], "resource");
                let target = list(&package, "resources").iter().find(|found| found["name"] == target);
                let target = CsvFile::parse(written.text(word(target.expect("a resource"), "path")));
                let known: HashSet<Vec<String>> = target
                    .rows()
                    .map(|row| there.iter().map(|column| row.get(column).to_owned()).collect())
                    .collect();
                for row in CsvFile::parse(written.text(word(resource, "path"))).rows() {
                    let key: Vec<String> = columns.iter().map(|column| row.get(column).to_owned()).collect();
                    assert!(known.contains(&key), "{}: {key:?}", written.config);
                }
                links += 1;
            }
        }
    }
    assert!(links > 0);
}

/// What polars calls a type of the package.
fn data_type(field: &Value) -> DataType {
    match word(field, "type") {
        "string" => DataType::String,
        "number" => DataType::Float64,
        "integer" => DataType::Int64,
        "boolean" => DataType::Boolean,
        other => panic!("the type `{other}`"),
    }
}

fn parquet(written: &Written, path: &str) -> DataFrame {
    ParquetReader::new(Cursor::new(written.files[path].as_slice())).finish().expect("a Parquet file")
}

/// The columns of a table; of Parquet no least number is promised where one may be missing.
fn fields(resource: &Value, is_parquet: bool) -> Vec<Value> {
    let mut fields = list(&resource["schema"], "fields").to_vec();
    for field in &mut fields {
        let may_be_missing = field["constraints"]["required"] != true;
        assert!(!is_parquet || !may_be_missing || field["constraints"]["minimum"].is_null(), "{field}");
        if may_be_missing && let Some(field) = field.as_object_mut() {
            field.remove("constraints");
        }
    }
    fields
}

#[test]
fn every_parquet_file_has_the_types_of_the_package_and_says_what_the_csv_says() {
    let mut wrong = Vec::new();
    for written in Written::all() {
        let package = package(written);
        let csvs = tables(&package, "csv");
        assert_eq!(csvs.len(), tables(&package, "parquet").len());
        for resource in csvs {
            let path = word(resource, "path").replace(".csv", ".parquet");
            let twin = tables(&package, "parquet").into_iter().find(|found| found["path"] == path.as_str());
            assert_eq!(fields(twin.expect("a twin"), true), fields(resource, false), "{path}");
            let (frame, table) =
                (parquet(written, &path), CsvFile::parse(written.text(word(resource, "path"))));
            assert_eq!(frame.height(), table.rows.len(), "{} {path}", written.config);
            for field in list(&resource["schema"], "fields") {
                let name = word(field, "name");
                let column = frame.column(name).expect("a column of the package");
                assert_eq!(*column.dtype(), data_type(field), "{} {path} {name}", written.config);
                for (index, row) in table.rows().enumerate() {
                    let value = column.get(index).expect("a row");
                    if !is_same(&value, row.get(name)) {
                        wrong.push(format!("{} {path} {row:?}: {name} is {value}", written.config));
                    }
                }
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn polars_reads_every_csv_without_being_told_anything() {
    for written in Written::all() {
        let package = package(written);
        for resource in tables(&package, "csv") {
            let path = word(resource, "path");
            let frame = CsvReader::new(Cursor::new(written.files[path].as_slice())).finish();
            let frame = frame.unwrap_or_else(|error| panic!("{path}: {error}"));
            for field in list(&resource["schema"], "fields") {
                let column = frame.column(word(field, "name")).expect("a column of the package");
                let guessed = column.dtype();
                // An empty column can be guessed as nothing but text; an id of digits is taken for a number.
                let fits = column.null_count() == column.len()
                    || *guessed == data_type(field)
                    || (*guessed == DataType::Int64 && field["name"] == "id")
                    || (*guessed == DataType::Int64 && data_type(field) == DataType::Float64);
                assert!(fits, "{} {path}: {} is read as {guessed}", written.config, field["name"]);
            }
        }
    }
}

#[test]
fn the_package_tells_units_totals_and_what_is_no_fact() {
    let package = package(Written::example());
    assert_eq!(package["baseline"], "flat");
    let pools = list(&package, "pools");
    assert_eq!(
        pools[0],
        json!({
            "id": "operating", "label": "Community operating fund", "label_zh": "社区工作经费",
            "over": "communities", "unit": "yuan", "unit_zh": "元", "total": 6_000_000.0,
        })
    );
    assert!(list(&package["origins"], "estimated").contains(&json!("communities.households")));
    let metrics = tables(&package, "csv").into_iter().find(|found| found["path"] == "metrics.csv");
    let metric = &list(&metrics.expect("metrics")["schema"], "fields")[2];
    let gini = list(metric, "categories").iter().find(|value| value["value"] == "gini").expect("gini");
    assert!(word(gini, "description").contains("Lerman & Yitzhaki (1989)"), "{gini}");
    assert!(word(gini, "description_zh").contains("基尼系数"), "{gini}");
}
