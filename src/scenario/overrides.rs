//! Values given on the command line: `per_head=20` for a parameter, `pools.operating.money=7000000` for any
//! key by its dotted path. An entry of a list is named by its `id`, or by its number from 1.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use super::placed::Texts;
use crate::language::Text;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::problem::Source;
use crate::problem::nearest;

/// Keys of a scenario that hold one value and may be set by their bare name.
const TOP_KEYS: [&str; 4] = ["title", "question", "year", "baseline"];

/// Keys of a scenario's inner tables that may be missing before a value is set inside them.
const OPTIONAL_TABLES: [&str; 7] =
    ["parameters", "standards", "groups", "columns", "labels", "uncertain", "correlations"];

/// A value set in the service catalogue: `services.ITEM.COLUMN=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceOverride {
    /// The item's id.
    pub item: String,
    /// The column.
    pub column: String,
    /// The value as given.
    pub value: String,
    /// Where it was given.
    pub span: Range<usize>,
}

/// Sets each `NAME=VALUE` of `overrides` in the scenario's table, in order; `texts` gains one part for each.
/// What is set in the service catalogue is gathered in `services`.
pub fn apply<'i>(
    document: &mut DeTable<'i>,
    texts: &mut Texts,
    overrides: &'i [String],
    services: &mut Vec<ServiceOverride>,
) -> Problems {
    let mut problems = Problems::default();
    for text in overrides {
        let start = texts.add(Source { name: format!("--set {text}"), text: text.clone() });
        if let Err(problem) = apply_one(document, texts, text, start, services) {
            problems.push(problem);
        }
    }
    problems
}

fn apply_one<'i>(
    document: &mut DeTable<'i>,
    texts: &Texts,
    text: &'i str,
    start: usize,
    services: &mut Vec<ServiceOverride>,
) -> Result<(), Problem> {
    let Some((name, value)) = text.split_once('=') else {
        let place = texts.place(start..start + text.len());
        return Err(Problem::new(place, format!("`{text}` sets nothing"), format!("`{text}` 没有赋值"))
            .remedy(
                "write NAME=VALUE, such as per_head=20 or pools.operating.money=7000000",
                "写成 名称=值，如 per_head=20 或 pools.operating.money=7000000",
            ));
    };
    let span = start..start + name.len();
    let path = path_of(name.trim(), |key| document.contains_key(key));
    if let [first, item, column] = path.as_slice()
        && first == "services"
    {
        let (item, column, value) = (item.clone(), column.clone(), value.to_owned());
        services.push(ServiceOverride { item, column, value, span });
        return Ok(());
    }
    let value = read_value(value, start + name.len() + 1);
    set(document, &path, &span, value).map_err(|unknown| {
        let known: Vec<&str> = unknown.known.iter().map(String::as_str).collect();
        let remedy = match nearest(&unknown.key, known.iter().copied()) {
            Some(near) => Text::new(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
            None => Text::new(
                format!("names here: {}", known.join(", ")),
                format!("此处可用的名称：{}", known.join("、")),
            ),
        };
        let key = &unknown.key;
        Problem::new(
            texts.place(span.clone()),
            format!("there is no `{key}` to set"),
            format!("没有可设置的 `{key}`"),
        )
        .remedy(remedy.en, remedy.zh)
    })
}

/// The keys from the top of the scenario down to the value that `name` stands for; `is_top` tells the keys that
/// stand at the top of the file.
pub(super) fn path_of(name: &str, is_top: impl Fn(&str) -> bool) -> Vec<String> {
    let keys = split_path(name);
    match keys.as_slice() {
        [only] if !TOP_KEYS.contains(&only.as_str()) && !is_top(only) => {
            vec!["parameters".to_owned(), only.clone(), "value".to_owned()]
        }
        _ => keys,
    }
}

/// Splits a dotted path; a key in quotes may hold dots.
fn split_path(name: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quoted = false;
    for c in name.chars() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => keys.push(String::new()),
            c => keys.last_mut().expect("the list begins with one key").push(c),
        }
    }
    keys
}

struct UnknownKey {
    key: String,
    known: Vec<String>,
}

fn set<'i>(
    table: &mut DeTable<'i>,
    path: &[String],
    span: &Range<usize>,
    value: Spanned<DeValue<'i>>,
) -> Result<(), UnknownKey> {
    let Some((key, rest)) = path.split_first() else { return Ok(()) };
    let known: Vec<String> = table.keys().map(|k| k.get_ref().to_string()).collect();
    let unknown = || UnknownKey { key: key.clone(), known: known.clone() };
    if rest.is_empty() {
        match table.get_mut(key.as_str()) {
            Some(old) => *old = value,
            None => {
                table.insert(Spanned::new(span.clone(), Cow::Owned(key.clone())), value);
            }
        }
        return Ok(());
    }
    if !table.contains_key(key.as_str()) && OPTIONAL_TABLES.contains(&key.as_str()) {
        let empty = Spanned::new(span.clone(), DeValue::Table(DeTable::new()));
        table.insert(Spanned::new(span.clone(), Cow::Owned(key.clone())), empty);
    }
    let inner = table.get_mut(key.as_str()).ok_or_else(unknown)?;
    set_inside(inner, key, rest, span, value)
}

fn set_inside<'i>(
    inner: &mut Spanned<DeValue<'i>>,
    key: &str,
    rest: &[String],
    span: &Range<usize>,
    value: Spanned<DeValue<'i>>,
) -> Result<(), UnknownKey> {
    match inner.get_mut() {
        DeValue::Table(table) => set(table, rest, span, value),
        DeValue::Array(items) => {
            let (entry, rest) = rest.split_first().expect("a path inside a list has a key left");
            let ids: Vec<String> = items.iter().filter_map(|item| id_of(item.get_ref())).collect();
            let index = items
                .iter()
                .position(|item| id_of(item.get_ref()).as_deref() == Some(entry))
                .or_else(|| entry.parse::<usize>().ok().filter(|n| *n >= 1).map(|n| n - 1))
                .filter(|index| *index < items.len());
            let Some(item) = index.and_then(|index| items.get_mut(index)) else {
                return Err(UnknownKey { key: entry.clone(), known: ids });
            };
            if rest.is_empty() {
                *item = value;
                return Ok(());
            }
            set_inside(item, entry, rest, span, value)
        }
        _ => Err(UnknownKey { key: format!("{key}.{}", rest.join(".")), known: vec![key.to_owned()] }),
    }
}

fn id_of(item: &DeValue<'_>) -> Option<String> {
    match item {
        DeValue::Table(table) => match table.get("id").map(Spanned::get_ref) {
            Some(DeValue::String(id)) => Some(id.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The value as TOML where it is TOML, else the text itself; `start` is where it begins in the texts.
fn read_value(text: &str, start: usize) -> Spanned<DeValue<'_>> {
    match DeValue::parse(text) {
        Ok(value) => shift(value, start),
        Err(_) => Spanned::new(start..start + text.len(), DeValue::String(Cow::Borrowed(text.trim()))),
    }
}

fn shift(value: Spanned<DeValue<'_>>, start: usize) -> Spanned<DeValue<'_>> {
    let moved = |span: Range<usize>| span.start + start..span.end + start;
    let span = moved(value.span());
    let value = match value.into_inner() {
        DeValue::Array(items) => DeValue::Array(items.into_iter().map(|item| shift(item, start)).collect()),
        DeValue::Table(table) => DeValue::Table(
            table
                .into_iter()
                .map(|(key, item)| {
                    let at = moved(key.span());
                    (Spanned::new(at, key.into_inner()), shift(item, start))
                })
                .collect(),
        ),
        leaf => leaf,
    };
    Spanned::new(span, value)
}
