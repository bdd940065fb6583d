//! Items of the service catalogue as parts of a claim: the money that follows each task (费随事转).

use super::super::super::CarriedItem;
use super::super::super::Factor;
use super::super::super::format::ItemsFormat;
use super::super::super::placed::Placed;
use super::super::compiler::Compiler;
use super::super::services;
use super::Case;
use crate::quantity::Unit;

/// Adds a factor for every admitted item that the share carries money for.
pub(super) fn add(
    items: &Placed<ItemsFormat>,
    case: &Case<'_>,
    factors: &mut Vec<Factor>,
    compiler: &mut Compiler,
) {
    let Some(catalogue) = case.services else {
        let found = ("the scenario has no service catalogue".to_owned(), "情景没有服务目录".to_owned());
        let remedy =
            ("add [services], or write factors".to_owned(), "请补上 [services]，或改写因素".to_owned());
        compiler.problem(&items.span, found, Some(remedy));
        return;
    };
    if case.pool.unit != Unit::Money || case.over != Some(catalogue.over) {
        let found = (
            "items carry money to the members that do the work".to_owned(),
            "`items` 只能把经费拨给承接事项的单位".to_owned(),
        );
        let remedy = (
            "use it for a pool of money over the catalogue's table".to_owned(),
            "请用于服务目录所属数据表上的经费总盘".to_owned(),
        );
        compiler.problem(&items.span, found, Some(remedy));
        return;
    }
    let departments: Vec<&str> = catalogue.items.iter().map(|item| item.department.as_str()).collect();
    let chosen = items.value.departments.as_deref();
    for department in chosen.unwrap_or_default() {
        compiler.find(("department", "部门"), department, &departments);
    }
    let is_chosen =
        |department: &str| chosen.is_none_or(|chosen| chosen.iter().any(|chosen| chosen.value == department));
    for (index, item) in catalogue.items.iter().enumerate() {
        if !item.admitted || !is_chosen(&item.department) {
            continue;
        }
        if factors.iter().any(|factor| factor.id == item.id) {
            let found = (
                format!("factor `{0}` has the id of item `{0}`", item.id),
                format!("因素 `{0}` 与服务目录的 `{0}` 同名", item.id),
            );
            let remedy = ("rename the factor".to_owned(), "请给该因素改名".to_owned());
            compiler.problem(&items.span, found, Some(remedy));
            continue;
        }
        let role = case.role(&format!("item {}", item.id), &format!("事项 {}", item.id));
        let amount = services::money_of(item, items.value.part, catalogue.over, role, compiler);
        factors.extend(amount.map(|amount| Factor {
            id: item.id.clone(),
            label: item.label.clone(),
            amount,
            item: Some(CarriedItem { index, part: items.value.part }),
        }));
    }
}
