//! What the command line and the policies change in the items of a catalogue.

use std::ops::Range;

use super::Item;
use super::NUMBER_COLUMNS;
use super::out_of_range;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::nearest;
use crate::scenario::check::compiler::Compiler;
use crate::scenario::format::PolicyFormat;
use crate::scenario::overrides::ServiceOverride;
use crate::scenario::placed::Placed;

/// The items as a policy changes them; nothing where it changes none.
pub(super) fn changed(items: &[Item], policy: &PolicyFormat, compiler: &mut Compiler) -> Option<Vec<Item>> {
    if policy.services.is_empty() {
        return None;
    }
    let mut items = items.to_vec();
    for (item, change) in &policy.services {
        let number = |column: &str, value: &Option<Placed<f64>>| {
            value.as_ref().map(|value| (column.to_owned(), value.value.to_string(), value.span.clone()))
        };
        let per = change.per.as_ref().map(|per| ("per".to_owned(), per.value.0.clone(), per.span.clone()));
        let admitted = change.admitted.as_ref();
        let admitted = admitted.map(|is| ("admitted".to_owned(), is.value.to_string(), is.span.clone()));
        let changes: Vec<(String, String, Range<usize>)> = [
            per,
            number("hours", &change.hours),
            number("yuan", &change.yuan),
            number("funded", &change.funded),
            admitted,
        ]
        .into_iter()
        .flatten()
        .collect();
        if find(&mut items, &item.value, compiler.place(&item.span), compiler).is_none() {
            continue;
        }
        if changes.is_empty() {
            let found = (
                format!("nothing is changed in item `{}`", item.value),
                format!("对 `{}` 没有任何改动", item.value),
            );
            let remedy = (
                "write for instance `admitted = false`, or leave the item out".to_owned(),
                "例如写 `admitted = false`，或删去该项".to_owned(),
            );
            compiler.problem(&item.span, found, Some(remedy));
        }
        for (column, value, span) in changes {
            let set = ServiceOverride { item: item.value.clone(), column, value, span };
            apply(&mut items, &set, compiler);
        }
    }
    Some(items)
}

/// The item with an id, or nothing and a problem.
fn find<'a>(items: &'a mut [Item], id: &str, place: Place, compiler: &mut Compiler) -> Option<&'a mut Item> {
    let Some(index) = items.iter().position(|item| item.id == id) else {
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        let problem = Problem::new(
            place,
            format!("the catalogue has no item `{id}`"),
            format!("服务目录中没有 `{id}`"),
        );
        compiler.problems.push(match nearest(id, ids.iter().copied()) {
            Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
            None => problem
                .remedy(format!("its items: {}", ids.join(", ")), format!("目录中有：{}", ids.join("、"))),
        });
        return None;
    };
    Some(&mut items[index])
}

/// Sets one value of one item.
pub(super) fn apply(items: &mut [Item], set: &ServiceOverride, compiler: &mut Compiler) {
    let place = compiler.place(&set.span);
    let Some(item) = find(items, &set.item, place.clone(), compiler) else { return };
    let value = set.value.trim().trim_matches('"');
    let most = NUMBER_COLUMNS.iter().find(|(name, _)| *name == set.column).map(|(_, most)| *most);
    match (set.column.as_str(), most) {
        ("admitted", _) => match value.to_lowercase().as_str() {
            "true" => item.admitted = true,
            "false" => item.admitted = false,
            _ => compiler.problems.push(
                Problem::new(place, format!("`admitted` is `{value}`"), format!("`admitted` 为 `{value}`"))
                    .remedy("write true or false", "应写 true 或 false"),
            ),
        },
        ("per", _) => {
            item.per = value.to_owned();
            item.place = place;
        }
        (_, Some(most)) => match value.parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 && number <= most => {
                *match set.column.as_str() {
                    "hours" => &mut item.hours,
                    "yuan" => &mut item.yuan,
                    _ => &mut item.funded,
                } = number;
            }
            Ok(number) => compiler.problems.push(out_of_range(place, &set.column, number, most)),
            Err(_) => compiler.problems.push(
                Problem::new(
                    place,
                    format!("`{}` is `{value}`, no number", set.column),
                    format!("`{}` 为 `{value}`，不是数", set.column),
                )
                .remedy("write a number", "请写数"),
            ),
        },
        (column, None) => compiler.problems.push(
            Problem::new(
                place,
                format!("`{column}` of an item cannot be set"),
                format!("不能设置服务的 `{column}`"),
            )
            .remedy(
                "set admitted, hours, yuan, funded or per",
                "可设置 admitted、hours、yuan、funded 或 per",
            ),
        ),
    }
}
