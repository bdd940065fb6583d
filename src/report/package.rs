//! The data package of a run: what every file holds and what every column means, in both languages.
//!
//! # Source
//! Data Package Standard, version 2.0 (2024): Data Package, Data Resource, Table Dialect, Table Schema.
//! Chinese texts stand in properties of our own that end in `_zh`; `unit`, `pools`, `policies`, `year`,
//! `baseline`, `origins` and `documents` are our own too. Documents, the files for people, are told of there and not
//! among the resources: a validator takes a workbook among those for a table.

use std::collections::BTreeSet;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::Subject;
use super::folder::Folder;
use super::folder::MANIFEST;
use super::json::Inputs;
use super::resource::Field;
use super::resource::RESOURCES;
use super::resource::Resource;
use super::resource::Words;
use crate::chart::Chart;
use crate::language::Text;
use crate::problem::Problem;

/// The name of its file.
pub const PACKAGE: &str = "datapackage.json";

/// A file with what tells it from every other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its path from the folder of the run.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Stamp {
    /// The stamp of a file written before.
    ///
    /// # Errors
    /// It cannot be read back.
    pub fn of(folder: &Folder, name: &str) -> Result<Stamp, Problem> {
        let (bytes, sha256) = folder.stamp(name)?;
        Ok(Stamp { path: name.to_owned(), bytes, sha256 })
    }
}

/// The data package as JSON; `files` are the files of the run but itself and the manifest, which is written
/// last.
pub fn package(subject: &Subject<'_>, charts: &[Chart], files: &[Stamp]) -> Vec<u8> {
    let scenario = subject.scenario;
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| package.insert(key.to_owned(), value);
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!("junheng-comparison"));
    put("title", json!(scenario.title.en));
    put("title_zh", json!(scenario.title.zh));
    let about = about(subject);
    put("description", json!(about.en));
    put("description_zh", json!(about.zh));
    put("year", json!(scenario.year));
    put("baseline", json!(scenario.baseline_policy().id));
    put(
        "contributors",
        json!([{ "title": concat!("junheng ", env!("CARGO_PKG_VERSION")), "roles": ["software"] }]),
    );
    put("sources", Value::Array(sources(subject)));
    put("origins", json!(Inputs::of(subject)));
    put("pools", Value::Array(pools(subject)));
    put("policies", Value::Array(policies(subject)));
    let resources = RESOURCES.iter().flat_map(|resource| tables(subject, resource, files));
    put("resources", Value::Array(resources.collect()));
    let is_document = |stamp: &&Stamp| resource_of(&stamp.path).is_none();
    let documents = files.iter().filter(is_document).map(|stamp| document(stamp, charts));
    put("documents", Value::Array(documents.chain([manifest()]).collect()));
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What the run answers and what its figures rest on.
fn about(subject: &Subject<'_>) -> Text {
    let fixed = Text::new(
        "Awards of every policy to every member, compared with the baseline, by junheng. Money is in yuan; \
         awards and reserve add up to each pool's total exactly. Figures rest on the inputs under `origins`: \
         estimated, synthetic and illustrative inputs make no facts. manifest.json holds the scenario and the \
         hash of every input.",
        "均衡（junheng）对各方案下每个单位分配额与基准方案的比较。资金单位为元，分配额与机动之和恰等于总盘。\
         结果依据 `origins` 所列输入：推算、虚构和示意性的输入不构成事实。manifest.json 记录情景全文和各输入的哈希值。",
    );
    match &subject.scenario.question {
        Some(question) => {
            Text::new(format!("{} {}", question.en, fixed.en), format!("{}{}", question.zh, fixed.zh))
        }
        None => fixed,
    }
}

/// Every source that a column of the input, a parameter or a pool names.
fn sources(subject: &Subject<'_>) -> Vec<Value> {
    let scenario = subject.scenario;
    let tables = subject.tables.tables.iter().chain(&subject.tables.catalogue);
    let columns =
        tables.flat_map(|table| table.columns.values()).filter_map(|column| column.source.as_deref());
    let stated = scenario.parameters.iter().map(|parameter| parameter.source.as_ref());
    let stated = stated.chain(scenario.pools.iter().map(|pool| pool.source.as_ref()));
    let found: BTreeSet<&str> = columns.chain(stated.flatten().map(|source| source.en.as_str())).collect();
    found.into_iter().map(|title| json!({ "title": title })).collect()
}

fn pools(subject: &Subject<'_>) -> Vec<Value> {
    let pools = subject.scenario.pools.iter();
    pools
        .map(|pool| {
            let unit = pool.unit.label();
            json!({
                "id": pool.id, "label": pool.label.en, "label_zh": pool.label.zh,
                "over": subject.scenario.tables[pool.over].name,
                "unit": unit.en, "unit_zh": unit.zh,
                "total": pool.unit.whole(pool.total),
            })
        })
        .collect()
}

fn policies(subject: &Subject<'_>) -> Vec<Value> {
    let scenario = subject.scenario;
    let policies = scenario.policies.iter();
    policies
        .map(|policy| {
            let rules = scenario.pools.iter().zip(&policy.shares);
            let rules: Map<String, Value> =
                rules.map(|(pool, share)| (pool.id.clone(), json!(share.rule.id()))).collect();
            json!({ "id": policy.id, "label": policy.label.en, "label_zh": policy.label.zh, "rules": rules })
        })
        .collect()
}

/// The resource that a file holds.
fn resource_of(path: &str) -> Option<&'static Resource> {
    let (stem, extension) = path.split_once('.')?;
    let is_table = matches!(extension, "csv" | "parquet");
    RESOURCES.into_iter().find(|resource| is_table && resource.name == stem)
}

/// The files of a tidy table, CSV first.
fn tables(subject: &Subject<'_>, resource: &Resource, files: &[Stamp]) -> Vec<Value> {
    let of_table = |extension: &str| {
        let path = format!("{}.{extension}", resource.name);
        let stamp = files.iter().find(|stamp| stamp.path == path)?;
        let mut told = described(stamp, resource.title, resource.about);
        told.insert("type".to_owned(), json!("table"));
        if extension == "csv" {
            told.insert("encoding".to_owned(), json!("utf-8"));
        } else {
            // frictionless-py, the standard's own validator, does not count the bytes of Parquet and calls them wrong.
            told.remove("bytes");
        }
        told.insert("schema".to_owned(), schema(subject, resource, extension));
        Some(Value::Object(told))
    };
    ["csv", "parquet"].into_iter().filter_map(of_table).collect()
}

fn schema(subject: &Subject<'_>, resource: &Resource, extension: &str) -> Value {
    let alone = |field: &Field| resource.key == [field.name];
    let fields: Vec<Value> = resource
        .fields
        .iter()
        .map(|field| described_field(subject, field, alone(field), extension))
        .collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [""],
        "primaryKey": resource.key,
    });
    let links = resource.links.iter().map(|(columns, table)| {
        json!({
            "fields": columns,
            "reference": { "resource": format!("{table}.{extension}"), "fields": columns },
        })
    });
    let links: Vec<Value> = links.collect();
    if !links.is_empty() {
        schema["foreignKeys"] = Value::Array(links);
    }
    schema
}

fn described_field(subject: &Subject<'_>, field: &Field, is_key: bool, extension: &str) -> Value {
    let mut told = json!({
        "name": field.name,
        "type": field.kind.id(),
        "title": field.title.0,
        "title_zh": field.title.1,
        "description": field.about.0,
        "description_zh": field.about.1,
    });
    if let Some((en, zh)) = field.unit {
        told["unit"] = json!(en);
        told["unit_zh"] = json!(zh);
    }
    let mut constraints = Map::new();
    if field.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if is_key {
        constraints.insert("unique".to_owned(), json!(true));
    }
    // The same validator takes what is missing in Parquet for a number below any other.
    if field.never_below_zero && (field.required || extension == "csv") {
        constraints.insert("minimum".to_owned(), json!(0));
    }
    if !constraints.is_empty() {
        told["constraints"] = Value::Object(constraints);
    }
    if let Some(values) = field.values {
        let values = values(subject).into_iter().map(|meaning| {
            let (value, label) = (&meaning.value, &meaning.label);
            let mut told = json!({ "value": value, "label": label.en, "label_zh": label.zh });
            if let Some(about) = &meaning.about {
                told["description"] = json!(about.en);
                told["description_zh"] = json!(about.zh);
            }
            told
        });
        told["categories"] = values.collect();
    }
    told
}

fn described(stamp: &Stamp, title: Words, about: Words) -> Map<String, Value> {
    let extension = stamp.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let told = json!({
        "name": name(&stamp.path),
        "path": stamp.path,
        "title": title.0,
        "title_zh": title.1,
        "description": about.0,
        "description_zh": about.1,
        "format": extension,
        "mediatype": media_type(extension),
        "bytes": stamp.bytes,
        "hash": format!("sha256:{}", stamp.sha256),
    });
    match told {
        Value::Object(told) => told,
        _ => Map::new(),
    }
}

/// A file for people.
fn document(stamp: &Stamp, charts: &[Chart]) -> Value {
    let stem =
        stamp.path.strip_prefix("charts/").and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    let chart = charts.iter().find(|chart| stem == Some(chart.name.as_str()));
    if let Some(Chart { title, alt, .. }) = chart {
        let mut told = described(stamp, ("", ""), ("", ""));
        for (key, text) in [("title", title), ("description", alt)] {
            told.insert(key.to_owned(), json!(text.en));
            told.insert(format!("{key}_zh"), json!(text.zh));
        }
        return Value::Object(told);
    }
    let (title, about) = match stamp.path.as_str() {
        "report.html" => (
            ("Report", "报告"),
            (
                "The comparison as one page for people, in the language of the run.",
                "供阅读的比较报告，语言与运行时一致。",
            ),
        ),
        "workbook.xlsx" => (
            ("Workbook", "工作簿"),
            (
                "The comparison as a workbook, in the language of the run.",
                "比较结果的工作簿，语言与运行时一致。",
            ),
        ),
        _ => (("Document", "文件"), ("A file of the run.", "本次运行的文件。")),
    };
    Value::Object(described(stamp, title, about))
}

/// The manifest, which is written after this package and so is without size and hash here.
fn manifest() -> Value {
    json!({
        "name": name(MANIFEST),
        "path": MANIFEST,
        "title": "Manifest",
        "title_zh": "运行清单",
        "description": "The scenario's text, the hash of every input, the overrides, and the list of the files written.",
        "description_zh": "情景全文、各输入文件的哈希值、命令行指定的取值，以及所写文件的清单。",
        "format": "json",
        "mediatype": media_type("json"),
        "encoding": "utf-8",
    })
}

/// The name of a resource: its path in the letters that a name may have.
fn name(path: &str) -> String {
    path.to_lowercase().replace('/', "-")
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "csv" => "text/csv",
        "html" => "text/html",
        "json" => "application/json",
        "parquet" => "application/vnd.apache.parquet",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
