//! Who asks communities for what: the service catalogue, its hours and its yuan, by department and item.

use indexmap::IndexMap;

use crate::evaluate::ServiceTotal;
use crate::language::Language;
use crate::language::Text;
use crate::report::Subject;
use crate::scenario::Service;
use crate::summation::Sum;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// Writes the catalogue; nothing where there is none.
pub(super) fn write(page: &mut Page, subject: &Subject<'_>) {
    let work = &subject.outcome.work;
    if subject.scenario.services.is_none() || work.is_empty() {
        return;
    }
    page.raw("<section id=\"services\">\n").words("h2", "Who asks for what", "谁交办了什么事项");
    by_policy(page, subject);
    by_department(page, subject);
    let own = (0..subject.scenario.policies.len())
        .filter(|policy| *policy == subject.scenario.baseline || changes(subject, *policy));
    for policy in own {
        items(page, subject, policy);
    }
    page.raw("</section>\n");
}

/// Whether a policy asks for anything else than the baseline does.
fn changes(subject: &Subject<'_>, policy: usize) -> bool {
    let work = &subject.outcome.work;
    work[policy].items != work[subject.scenario.baseline].items
}

/// A policy's items with what each comes to.
fn of_policy<'a>(
    subject: &Subject<'a>,
    policy: usize,
) -> impl Iterator<Item = (&'a Service, &'a ServiceTotal)> {
    let services = subject.scenario.services_under(policy).into_iter().flat_map(|services| &services.items);
    services.zip(&subject.outcome.work[policy].items)
}

/// A line of the comparison: its title in both languages, and its value under a policy.
type Line<'a> = (&'static str, &'static str, &'a dyn Fn(usize) -> Option<f64>);

/// The catalogue as a whole under each policy.
fn by_policy(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    let mut grid =
        Grid::open(page, "plain", pick(language, "The work of a year, by policy", "各方案全年工作量与经费"));
    let mut headings = vec![
        Heading::words(pick(language, "Measure", "指标")),
        Heading::words(pick(language, "Unit", "单位")),
    ];
    headings
        .extend(subject.scenario.policies.iter().map(|policy| Heading::figures(policy.label.get(language))));
    grid.headings(&headings);
    let policies = &subject.outcome.work;
    let sum = |values: &[f64]| Sum::of(values.iter().copied());
    let lines: [Line<'_>; 7] = [
        ("Hours of work", "工时", &|policy| Some(sum(&policies[policy].hours))),
        ("of these administrative", "其中：行政性事务工时", &|policy| {
            Some(sum(&policies[policy].administrative_hours))
        }),
        ("of these for residents' requests", "其中：居民诉求工时", &|policy| {
            Some(sum(&policies[policy].request_hours))
        }),
        ("Cost of the admitted items", "准入事项费用", &|policy| Some(sum(&policies[policy].cost))),
        ("Comes with the items", "随事拨付", &|policy| Some(sum(&policies[policy].funded))),
        ("Carried by awards", "由分配额承担", &|policy| {
            policies[policy].carried.as_ref().map(|yuan| sum(yuan))
        }),
        ("Unfunded", "未拨付", &|policy| Some(sum(&policies[policy].unfunded))),
    ];
    for (place, (en, zh, value)) in lines.into_iter().enumerate() {
        let (unit, decimals) = if place < 3 { (("hours", "小时"), 0) } else { (("yuan", "元"), 2) };
        let values: Vec<Option<f64>> = (0..policies.len()).map(value).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let mut cells = vec![Cell::Words(pick(language, unit.0, unit.1).to_owned())];
        cells.extend(
            values.into_iter().map(|value| Cell::figure(value.map(|value| figure::decimal(value, decimals)))),
        );
        grid.row(&Cell::Words(pick(language, en, zh).to_owned()), &cells);
    }
    grid.close();
}

/// The departments of a policy's catalogue by id, in its order, and what they are called.
fn departments<'a>(subject: &Subject<'a>, policy: usize) -> IndexMap<&'a str, &'a Text> {
    let mut found = IndexMap::new();
    for (item, _) in of_policy(subject, policy) {
        found.entry(item.department.as_str()).or_insert(&item.department_label);
    }
    found
}

/// What each department leaves unfunded under each policy, the most first.
fn by_department(page: &mut Page, subject: &Subject<'_>) {
    let language = subject.language;
    let baseline = subject.scenario.baseline;
    let sum = |policy: usize, department: &str, value: &dyn Fn(&ServiceTotal) -> f64| {
        let of_department = of_policy(subject, policy).filter(|(item, _)| item.department == department);
        Sum::of(of_department.map(|(_, total)| value(total)))
    };
    let mut departments = departments(subject, baseline);
    for policy in 0..subject.scenario.policies.len() {
        for (department, label) in self::departments(subject, policy) {
            departments.entry(department).or_insert(label);
        }
    }
    departments.sort_by(|a, _, b, _| {
        let unfunded = |department| sum(baseline, department, &|total| total.unfunded);
        unfunded(b).total_cmp(&unfunded(a)).then(a.cmp(b))
    });
    let caption = pick(
        language,
        "By department, in yuan a year: what its items cost under the baseline, and what stays unfunded under each policy",
        "按部门，单位：元/年：基准方案下的事项费用与随事拨付，以及各方案下的未拨付数",
    );
    let mut grid = Grid::open(page, "plain", caption);
    let mut headings = vec![
        Heading::words(pick(language, "Department", "部门")),
        Heading::figures(pick(language, "Hours", "工时")),
        Heading::figures(pick(language, "Cost", "费用")),
        Heading::figures(pick(language, "Comes with it", "随事拨付")),
    ];
    headings.extend(subject.scenario.policies.iter().map(|policy| {
        let label = policy.label.get(language);
        Heading::figures(match language {
            Language::English => format!("Unfunded, {label}"),
            Language::Chinese => format!("未拨付（{label}）"),
        })
    }));
    grid.headings(&headings);
    for (department, label) in departments {
        let mut cells = vec![
            Cell::Figure(figure::decimal(sum(baseline, department, &|total| total.hours), 0)),
            Cell::Figure(figure::quantity(sum(baseline, department, &|total| total.cost))),
            Cell::Figure(figure::quantity(sum(baseline, department, &|total| total.funded))),
        ];
        cells.extend(
            (0..subject.scenario.policies.len()).map(|policy| {
                Cell::Figure(figure::quantity(sum(policy, department, &|total| total.unfunded)))
            }),
        );
        grid.row(&Cell::Words(label.get(language).to_owned()), &cells);
    }
    grid.close();
}

/// Every item of a policy's catalogue, department by department.
fn items(page: &mut Page, subject: &Subject<'_>, policy: usize) {
    let language = subject.language;
    let label = subject.scenario.policies[policy].label.get(language);
    let caption = match language {
        Language::English => format!("Every item under {label}, in a year over all communities"),
        Language::Chinese => format!("“{label}”方案下的全部事项，全部单位全年合计"),
    };
    let mut grid = Grid::open(page, "plain services", &caption);
    grid.headings(&[
        Heading::words(pick(language, "Item", "事项")),
        Heading::words(pick(language, "Kind", "类别")),
        Heading::words(pick(language, "Admitted", "准入")),
        Heading::figures(pick(language, "Number", "数量")),
        Heading::figures(pick(language, "Hours", "工时")),
        Heading::figures(pick(language, "Cost, yuan", "费用（元）")),
        Heading::figures(pick(language, "Comes with it", "随事拨付")),
        Heading::figures(pick(language, "Unfunded", "未拨付")),
    ]);
    for (department, label) in departments(subject, policy) {
        grid.section(label.get(language));
        for (item, total) in of_policy(subject, policy).filter(|(item, _)| item.department == department) {
            let admitted = match item.admitted {
                true => Cell::Words(pick(language, "yes", "是").to_owned()),
                false => Cell::Flag(pick(language, "no", "否").to_owned()),
            };
            grid.row(
                &Cell::Words(item.label.get(language).to_owned()),
                &[
                    Cell::Words(item.kind.label().get(language).to_owned()),
                    admitted,
                    Cell::Figure(figure::decimal(total.units, 0)),
                    Cell::Figure(figure::decimal(total.hours, 0)),
                    Cell::Figure(figure::quantity(total.cost)),
                    Cell::Figure(figure::quantity(total.funded)),
                    Cell::Figure(figure::quantity(total.unfunded)),
                ],
            );
        }
    }
    grid.close();
}
