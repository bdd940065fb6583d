//! The service catalogue: its columns, its items, and the drivers' formulas.

mod changes;

use std::ops::Range;

use super::super::Anchor;
use super::super::PlacedFormula;
use super::super::Service;
use super::super::ServiceColumn;
use super::super::ServiceKind;
use super::super::Services;
use super::super::format::ItemPart;
use super::super::format::ScenarioFormat;
use super::super::overrides::ServiceOverride;
use super::compiler::Compiler;
use crate::formula::BaselineUse;
use crate::formula::Formula;
use crate::formula::Type;
use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::nearest;
use crate::table::Table;

/// Columns that hold text.
pub const TEXT_COLUMNS: [&str; 5] = ["label_en", "label_zh", "department", "kind", "per"];
/// Columns that hold numbers: their name, and the most that they may be.
const NUMBER_COLUMNS: [(&str, f64); 3] = [("hours", f64::INFINITY), ("yuan", f64::INFINITY), ("funded", 1.0)];
/// What the department is called in each language; both may be left out.
const DEPARTMENT_LABELS: [&str; 2] = ["department_en", "department_zh"];
/// Columns for people, which nothing reads.
const REMARKS: [&str; 3] = ["name", "note", "source"];

/// An item as it stands in the catalogue, its driver not yet compiled.
#[derive(Clone)]
pub struct Item {
    id: String,
    label: Text,
    department: String,
    department_label: Text,
    kind: ServiceKind,
    per: String,
    place: Place,
    hours: f64,
    yuan: f64,
    admitted: bool,
    funded: f64,
}

/// A catalogue whose drivers wait for the columns they name.
pub struct Pending {
    /// Index of the table whose members do the work.
    pub over: usize,
    items: Vec<Item>,
    /// The items under each policy that changes some.
    changed: Vec<Option<Vec<Item>>>,
}

/// The catalogue, and that of each policy that changes it.
#[derive(Default)]
pub struct Catalogues {
    pub own: Option<Services>,
    pub by_policy: Vec<Option<Services>>,
}

/// Reads the items of a catalogue with the values that were set on the command line.
pub fn read(
    format: &ScenarioFormat,
    table: Option<&Table>,
    set: &[ServiceOverride],
    compiler: &mut Compiler,
) -> Option<Pending> {
    let Some(spec) = &format.services else {
        let changed = format.policies.values().flat_map(|policy| policy.services.keys());
        for span in set.iter().map(|each| &each.span).chain(changed.map(|item| &item.span)) {
            let found = ("the scenario has no service catalogue".to_owned(), "情景没有服务目录".to_owned());
            let remedy = (
                "add [services] with `file` and `over`".to_owned(),
                "请补上 [services]，写明 `file` 与 `over`".to_owned(),
            );
            compiler.problem(span, found, Some(remedy));
        }
        return None;
    };
    let names: Vec<&str> = format.tables.keys().map(|name| name.value.as_str()).collect();
    let over = compiler.find(("table", "数据表"), &spec.over, &names)?;
    let table = table?;
    let before = compiler.problems.0.len();
    check_columns(table, compiler);
    if compiler.problems.0.len() > before {
        return None;
    }
    let mut items: Vec<Item> = (0..table.rows()).filter_map(|row| item(table, row, compiler)).collect();
    for each in set {
        changes::apply(&mut items, each, compiler);
    }
    let changed = format.policies.values().map(|policy| changes::changed(&items, policy, compiler)).collect();
    Some(Pending { over, items, changed })
}

fn check_columns(table: &Table, compiler: &mut Compiler) {
    let numbers = NUMBER_COLUMNS.map(|(name, _)| name);
    let required: Vec<&str> = TEXT_COLUMNS.iter().chain(&numbers).chain(&["admitted"]).copied().collect();
    let place = |column: &str| match table.place(0, column) {
        Place::Cell { file, column, .. } => Place::Cell { file, line: 1, column },
        place => place,
    };
    for name in required.iter().filter(|name| table.column(name).is_none()) {
        compiler.problems.push(
            Problem::new(
                place(""),
                format!("the catalogue has no column `{name}`"),
                format!("服务目录缺少列 `{name}`"),
            )
            .remedy(format!("add the column `{name}`"), format!("请补上列 `{name}`")),
        );
    }
    for name in table.columns.keys().map(String::as_str) {
        if name == "id"
            || DEPARTMENT_LABELS.contains(&name)
            || required.contains(&name)
            || REMARKS.contains(&name)
        {
            continue;
        }
        let problem = Problem::new(
            place(name),
            format!("unknown column `{name}` in the catalogue"),
            format!("服务目录中有未知的列 `{name}`"),
        );
        compiler.problems.push(match nearest(name, required.iter().copied()) {
            Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
            None => problem
                .remedy("leave it out, or call it `note` or `source`", "请删去，或改名为 `note` 或 `source`"),
        });
    }
    let kinds = numbers.map(|name| (name, Type::Number, "numbers", "数"));
    let kinds = kinds.into_iter().chain([("admitted", Type::Truth, "TRUE or FALSE", "TRUE 或 FALSE")]);
    for (name, kind, en, zh) in kinds {
        if table.column(name).is_some_and(|column| column.kind() != kind) {
            compiler.problems.push(
                Problem::new(
                    table.place(0, name),
                    format!("column `{name}` of the catalogue does not hold {en}"),
                    format!("服务目录的列 `{name}` 不是{zh}"),
                )
                .remedy(format!("write {en}"), format!("请填写{zh}")),
            );
        }
    }
}

/// One item, or nothing and a problem for each cell that is wrong.
fn item(table: &Table, row: usize, compiler: &mut Compiler) -> Option<Item> {
    let before = compiler.problems.0.len();
    let mut text = |name: &str| -> String {
        match table.column(name).and_then(|column| column.text(row)) {
            Some(text) => {
                if name != "per" && text.starts_with(['=', '+', '-', '@']) {
                    compiler.problems.push(run_by_spreadsheet(table.place(row, name), text));
                }
                text.to_owned()
            }
            None => {
                compiler.problems.push(blank(table, row, name));
                String::new()
            }
        }
    };
    let [label_en, label_zh, department, kind, per] = TEXT_COLUMNS.map(&mut text);
    let [department_en, department_zh] = DEPARTMENT_LABELS.map(|name| {
        let has_label = table.column(name).is_some_and(|column| !column.is_blank(row));
        if has_label { text(name) } else { department.clone() }
    });
    let [hours, yuan, funded] = NUMBER_COLUMNS.map(|(name, most)| {
        let number = table.column(name).and_then(|column| column.number(row));
        match number {
            None => compiler.problems.push(blank(table, row, name)),
            Some(number) if number < 0.0 || number > most => {
                compiler.problems.push(out_of_range(table.place(row, name), name, number, most));
            }
            Some(_) => {}
        }
        number.unwrap_or(0.0)
    });
    let admitted = table.column("admitted").and_then(|column| column.truth(row));
    if admitted.is_none() {
        compiler.problems.push(blank(table, row, "admitted"));
    }
    let found = ServiceKind::from_id(&kind);
    if found.is_none() && !kind.is_empty() {
        compiler.problems.push(unknown_kind(table.place(row, "kind"), &kind));
    }
    (compiler.problems.0.len() == before).then(|| Item {
        id: table.id(row).to_owned(),
        label: Text::new(label_en, label_zh),
        department_label: Text::new(department_en, department_zh),
        department,
        kind: found.unwrap_or(ServiceKind::Service),
        per,
        place: table.place(row, "per"),
        hours,
        yuan,
        admitted: admitted.unwrap_or(true),
        funded,
    })
}

fn blank(table: &Table, row: usize, name: &str) -> Problem {
    Problem::new(table.place(row, name), format!("`{name}` is blank"), format!("`{name}` 为空"))
        .remedy("fill the cell in", "请填写该单元格")
}

fn run_by_spreadsheet(place: Place, text: &str) -> Problem {
    Problem::new(
        place,
        format!("`{text}` would be run by a spreadsheet"),
        format!("`{text}` 会被电子表格当作公式"),
    )
    .remedy("begin it with a letter or a digit", "请以文字、字母或数字开头")
}

fn out_of_range(place: Place, name: &str, number: f64, most: f64) -> Problem {
    let problem = Problem::new(place, format!("`{name}` is {number}"), format!("`{name}` 为 {number}"));
    match most.is_finite() {
        true => {
            problem.remedy(format!("write a share from 0 to {most}"), format!("应写 0 到 {most} 之间的比例"))
        }
        false => problem.remedy("write a number of 0 or more", "应写不小于 0 的数"),
    }
}

fn unknown_kind(place: Place, kind: &str) -> Problem {
    let known = ServiceKind::ALL.map(ServiceKind::id);
    let problem = Problem::new(place, format!("unknown kind `{kind}`"), format!("未知的类别 `{kind}`"));
    match nearest(kind, known) {
        Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
        None => problem
            .remedy(format!("write one of {}", known.join(", ")), format!("可选：{}", known.join("、"))),
    }
}

impl Pending {
    /// Whether every driver names only columns that are there.
    pub fn compiles(&self, compiler: &Compiler) -> bool {
        self.items.iter().chain(self.changed.iter().flatten().flatten()).all(|item| {
            Formula::compile(&item.per, self.over, &compiler.vocabulary, BaselineUse::Refused).is_ok()
        })
    }

    /// Compiles the drivers, reporting those that fail, and adds the catalogue's columns to the vocabulary.
    pub fn compile(self, compiler: &mut Compiler) -> Catalogues {
        let over = self.over;
        let own = compile_items(self.items, over, compiler);
        let told = compiler.problems.0.len();
        let by_policy = self.changed.into_iter();
        let by_policy =
            by_policy.map(|items| items.map(|items| compile_items(items, over, compiler))).collect();
        // What is wrong with an item that a policy leaves alone has been told.
        let again = compiler.problems.0.split_off(told);
        for problem in again {
            if !compiler.problems.0.contains(&problem) {
                compiler.problems.push(problem);
            }
        }
        for column in ServiceColumn::ALL {
            let table = &mut compiler.vocabulary.tables[over];
            if table.column(column.name()).is_some() {
                let found = (
                    format!(
                        "table `{}` has a column `{}`, which the catalogue adds",
                        table.name,
                        column.name()
                    ),
                    format!("数据表 `{}` 已有列 `{}`，而服务目录也会添加它", table.name, column.name()),
                );
                let remedy = ("rename the table's column".to_owned(), "请给数据表的该列改名".to_owned());
                let none: Range<usize> = 0..0;
                compiler.problem(&none, found, Some(remedy));
                continue;
            }
            table.columns.push((column.name().to_owned(), Type::Number));
        }
        Catalogues { own: Some(own), by_policy }
    }
}

fn compile_items(items: Vec<Item>, over: usize, compiler: &mut Compiler) -> Services {
    let items = items.into_iter().filter_map(|item| compile_item(item, over, compiler)).collect();
    Services { over, items, hours_per_post: None }
}

fn compile_item(item: Item, over: usize, compiler: &mut Compiler) -> Option<Service> {
    let role = Text::new(format!("driver of service {}", item.id), format!("服务 {} 的工作量", item.id));
    match Formula::compile(&item.per, over, &compiler.vocabulary, BaselineUse::Refused) {
        Ok(formula) if formula.kind() == Type::Number => Some(Service {
            per: PlacedFormula { formula, role, anchor: Anchor::Cell(item.place) },
            id: item.id,
            label: item.label,
            department: item.department,
            department_label: item.department_label,
            kind: item.kind,
            hours: item.hours,
            yuan: item.yuan,
            admitted: item.admitted,
            funded: item.funded,
        }),
        Ok(_) => {
            compiler.problems.push(
                Problem::new(
                    item.place,
                    format!("the {} gives no number", role.en),
                    format!("{}的结果不是数", role.zh),
                )
                .remedy("write a formula that gives a number", "应写结果为数的公式"),
            );
            None
        }
        Err(found) => {
            for problem in found {
                let at = item.per.get(..problem.span.start).unwrap_or_default().chars().count() + 1;
                compiler.problems.push(Problem {
                    place: item.place.clone(),
                    found: Text::new(
                        format!("in `{}`, character {at}: {}", item.per, problem.found.en),
                        format!("`{}` 第 {at} 个字符：{}", item.per, problem.found.zh),
                    ),
                    remedy: problem.remedy,
                });
            }
            None
        }
    }
}

/// The hours that one post works in a year, once every column is known.
pub fn hours_per_post(format: &ScenarioFormat, catalogues: &mut Catalogues, compiler: &mut Compiler) {
    let text = format.services.as_ref().and_then(|services| services.hours_per_post.as_ref());
    let (Some(text), Some(own)) = (text, &mut catalogues.own) else { return };
    let role = Text::new("hours per post", "每名编制年工时");
    let formula = compiler.formula(text, own.over, BaselineUse::Refused, Some(Type::Number), &role);
    own.hours_per_post = formula.clone();
    for services in catalogues.by_policy.iter_mut().flatten() {
        services.hours_per_post.clone_from(&formula);
    }
}

/// The formula of a part of an item's yuan, placed where the item's driver stands.
pub fn money_of(
    item: &Service,
    part: ItemPart,
    over: usize,
    role: Text,
    compiler: &mut Compiler,
) -> Option<PlacedFormula> {
    let (per, yuan, funded) = (item.per.formula.text(), item.yuan, item.funded);
    let text = match part {
        ItemPart::Cost => format!("({per}) * {yuan}"),
        ItemPart::Funded => format!("({per}) * {yuan} * {funded}"),
        ItemPart::Unfunded => format!("({per}) * {yuan} * (1 - {funded})"),
    };
    match Formula::compile(&text, over, &compiler.vocabulary, BaselineUse::Refused) {
        Ok(formula) => Some(PlacedFormula { formula, role, anchor: Anchor::Cell(item.per.whole_place()) }),
        Err(_) => {
            let place = item.per.whole_place();
            compiler.problems.push(
                Problem::new(
                    place,
                    format!("the driver of item {} is too long to carry money by", item.id),
                    format!("服务 {} 的工作量公式过长，无法据以拨付", item.id),
                )
                .remedy("shorten it, for instance with a derived column", "请缩短，例如改用派生列"),
            );
            None
        }
    }
}
