//! A scenario's text with values set in it: what `--set` sets for one run, written into the file for good, its
//! comments and its layout kept.

use toml_edit::DocumentMut;
use toml_edit::InlineTable;
use toml_edit::Item;
use toml_edit::TableLike;
use toml_edit::Value;

use super::overrides::path_of;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;

/// Writes each `NAME=VALUE` of `overrides` into the text of a scenario, in order; everything else stays as it is,
/// to the byte. The service catalogue stands in a file of its own: what is set in it is written as what every policy
/// changes, but for a policy that says something else of that item itself.
///
/// # Errors
/// A text that is no TOML, and an override that names nothing.
///
/// ```
/// use junheng::scenario::edit::edited;
/// let text = "[parameters.per_head]\nvalue  = 18   # yuan\nrange  = [0, 40]\n";
/// let changed = edited(text, &["per_head=20".to_owned()]).expect("the name is known");
/// assert_eq!(changed, "[parameters.per_head]\nvalue  = 20   # yuan\nrange  = [0, 40]\n");
/// assert!(edited(text, &["per_haed=20".to_owned()]).is_err());
/// ```
pub fn edited(text: &str, overrides: &[String]) -> Result<String, Problems> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let why = error.message().to_owned();
        Problem::new(
            Place::Nowhere,
            format!("the scenario is no TOML: {why}"),
            format!("情景文件不是 TOML：{why}"),
        )
    })?;
    let mut problems = Problems::default();
    let mut services = Vec::new();
    for text in overrides {
        let Some((name, value)) = text.split_once('=') else {
            problems.push(refusal(text, "sets nothing", "没有赋值"));
            continue;
        };
        let path = path_of(name.trim(), |key| document.contains_key(key));
        if path.len() == 3 && path[0] == "services" {
            services.push((path[1].clone(), path[2].clone(), read_value(value)));
        } else if !set(document.as_table_mut(), &path, read_value(value)) {
            problems.push(refusal(text, "names nothing in the scenario", "在情景文件中找不到对应的项"));
        }
    }
    // The last that is said of an item holds.
    for (item, column, value) in services.into_iter().rev() {
        set_in_policies(&mut document, &item, &column, &value);
    }
    problems.or(()).map(|()| document.to_string())
}

/// Sets a column of an item of the service catalogue in every policy that does not say itself what it is.
fn set_in_policies(document: &mut DocumentMut, item: &str, column: &str, value: &Value) {
    let Some(policies) = document.get_mut("policies").and_then(Item::as_table_like_mut) else { return };
    for (_, policy) in policies.iter_mut() {
        let Some(policy) = policy.as_table_like_mut() else { continue };
        let is_inline = !policy.iter().any(|(_, share)| share.is_table());
        let empty = || if is_inline { Item::Value(InlineTable::new().into()) } else { toml_edit::table() };
        let services = policy.entry("services").or_insert_with(empty);
        let Some(services) = services.as_table_like_mut() else { continue };
        let own = services.entry(item).or_insert_with(|| Item::Value(InlineTable::new().into()));
        let Some(own) = own.as_table_like_mut() else { continue };
        if !own.contains_key(column) {
            own.insert(column, Item::Value(value.clone()));
        }
    }
}

fn refusal(text: &str, en: &str, zh: &str) -> Problem {
    Problem::new(Place::Nowhere, format!("`{text}` {en}"), format!("`{text}` {zh}"))
}

/// The value as TOML where it is TOML, else the text itself, as on the command line.
fn read_value(text: &str) -> Value {
    text.trim().parse().unwrap_or_else(|_| Value::from(text.trim()))
}

/// Sets the value at `path`; `false` where the way leads nowhere.
fn set(table: &mut dyn TableLike, path: &[String], value: Value) -> bool {
    let Some((key, rest)) = path.split_first() else { return false };
    if rest.is_empty() {
        match table.get_mut(key) {
            Some(item) => replace(item, value),
            None => {
                table.insert(key, Item::Value(value));
            }
        }
        return true;
    }
    match table.get_mut(key) {
        Some(item) => set_inside(item, rest, value),
        None => false,
    }
}

fn set_inside(item: &mut Item, path: &[String], value: Value) -> bool {
    if let Some(table) = item.as_table_like_mut() {
        return set(table, path, value);
    }
    let Some((entry, rest)) = path.split_first() else { return false };
    if let Some(list) = item.as_array_of_tables_mut() {
        let index = index_of(entry, list.iter().map(|table| id_of(table)), list.len());
        return match index.and_then(|index| list.get_mut(index)) {
            Some(table) if !rest.is_empty() => set(table, rest, value),
            _ => false,
        };
    }
    let Some(list) = item.as_array_mut() else { return false };
    let ids = list.iter().map(|item| item.as_inline_table().and_then(|table| id_of(table)));
    let Some(index) = index_of(entry, ids, list.len()) else { return false };
    match list.get_mut(index) {
        Some(old) if rest.is_empty() => {
            replace_value(old, value);
            true
        }
        Some(Value::InlineTable(table)) => set(table, rest, value),
        _ => false,
    }
}

/// An entry of a list by its id, or by its number from 1.
fn index_of<'a>(entry: &str, mut ids: impl Iterator<Item = Option<&'a str>>, count: usize) -> Option<usize> {
    let by_number = || entry.parse::<usize>().ok().filter(|n| *n >= 1).map(|n| n - 1);
    ids.position(|id| id == Some(entry)).or_else(by_number).filter(|index| *index < count)
}

fn id_of(table: &dyn TableLike) -> Option<&str> {
    table.get("id").and_then(Item::as_str)
}

fn replace(item: &mut Item, value: Value) {
    match item.as_value_mut() {
        Some(old) => replace_value(old, value),
        None => *item = Item::Value(value),
    }
}

/// Puts a value in the place of another, with the blanks and the comment around it.
fn replace_value(old: &mut Value, mut value: Value) {
    *value.decor_mut() = old.decor().clone();
    *old = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../configs/yingjiang.toml");

    fn changed(overrides: &[&str]) -> Vec<(String, String)> {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let after = edited(TEXT, &overrides).expect("every name is known");
        let lines = TEXT.lines().zip(after.lines()).filter(|(before, after)| before != after);
        assert_eq!(TEXT.lines().count(), after.lines().count());
        lines.map(|(before, after)| (before.to_owned(), after.to_owned())).collect()
    }

    #[test]
    fn only_the_value_that_is_set_changes() {
        assert_eq!(edited(TEXT, &[]), Ok(TEXT.to_owned()));
        assert_eq!(changed(&["per_head=20.5"]), [("value  = 18".to_owned(), "value  = 20.5".to_owned())]);
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(changed(&["baseline=pooled"]), [pair("baseline = \"flat\"", "baseline = \"pooled\"")]);
        assert_eq!(
            changed(&["pools.operating.money=7000000.50"]),
            [pair("money  = 6_000_000", "money  = 7000000.50")]
        );
    }

    #[test]
    fn inline_tables_and_lists_are_reached_and_keep_their_comments() {
        let strata = changed(&["pools.posts.strata.totals.township=80", "pools.posts.posts=116"]);
        assert_eq!(strata.len(), 2);
        assert!(strata[1].1.contains("totals = { township = 80, street = 36 }"), "{strata:?}");
        let factor = changed(&["policies.differentiated.operating.factors.size.amount=2 * population"]);
        assert_eq!(factor[0].1, "amount = \"2 * population\"");
        let rule = changed(&["policies.flat.posts.rule=proportional"]);
        assert!(rule[0].1.ends_with("# within the strata: 26 a township, 6 a street"), "{rule:?}");
    }

    #[test]
    fn what_is_set_in_the_catalogue_becomes_what_every_policy_changes() {
        const TEXT: &str = "# kept\n[policies.a]\np = { rule = \"equal\" } # kept\n[policies.b.p]\nrule = \"equal\"\n\
                            [policies.b.services]\nforms = { hours = 3 }\n";
        let set = ["services.forms.hours=4", "services.forms.hours=5", "services.forms.admitted=false"];
        let after = edited(TEXT, &set.map(str::to_owned)).expect("a policy can change an item");
        let expected = "# kept\n[policies.a]\np = { rule = \"equal\" } # kept\n\
                        services = { forms = { admitted = false, hours = 5 } }\n\
                        [policies.b.p]\nrule = \"equal\"\n\
                        [policies.b.services]\nforms = { hours = 3 , admitted = false }\n";
        assert_eq!(after, expected);
    }

    #[test]
    fn what_cannot_be_written_into_the_file_is_refused() {
        for wrong in ["per_haed=3", "pools.nothing.money=3", "per_head"] {
            assert!(edited(TEXT, &[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
