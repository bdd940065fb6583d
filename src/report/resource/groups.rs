//! `groups.csv`: members summed by the scenario's groupings.

use super::Field;
use super::Frames;
use super::Kind;
use super::Meaning;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::measure::GroupResult;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::report::tables::decimals;

/// The table of groups.
pub const GROUPS: Resource = Resource {
    name: "groups",
    title: ("Groups", "分组"),
    about: (
        "One row for each policy, pool, grouping and group: the sums over the group's members.",
        "每个方案、总盘、分组方式和组一行：该组各单位的合计。",
    ),
    fields: &FIELDS,
    key: &["policy", "pool", "grouping", "group"],
    links: &[],
    by_member: false,
    frames,
};

const FIELDS: [Field; 9] = [
    POLICY,
    POOL,
    Field::new(
        "grouping",
        Kind::Text,
        ("Grouping", "分组方式"),
        ("Id of the grouping in the scenario.", "情景文件中分组方式的标识。"),
    )
    .one_of(groupings),
    Field::new(
        "group",
        Kind::Text,
        ("Group", "组"),
        ("The group: what the grouping's formula comes to for its members.", "组：分组公式对其成员的结果。"),
    ),
    Field::new(
        "members",
        Kind::Integer,
        ("Members", "单位数"),
        ("How many members the group has.", "该组的单位个数。"),
    )
    .counted_in("members", "个")
    .from_zero(),
    Field::new(
        "award",
        Kind::Number,
        ("Award", "分配额"),
        ("Sum of the group's awards, in the pool's unit.", "该组分配额合计，以总盘的单位计。"),
    ),
    Field::new(
        "need",
        Kind::Number,
        ("Need", "标准支出"),
        (
            "Sum of the group's needs, in the pool's unit; empty without a standard.",
            "该组标准支出合计，以总盘的单位计；未设标准的为空。",
        ),
    )
    .from_zero()
    .optional(),
    Field::new(
        "adequacy",
        Kind::Number,
        ("Adequacy", "保障率"),
        (
            "award ÷ need of the group as a whole, a ratio; empty without a standard or where need is zero.",
            "该组整体的 award ÷ need，为比值；未设标准或标准支出为零的为空。",
        ),
    )
    .counted_in("ratio", "比值")
    .optional(),
    Field::new(
        "change",
        Kind::Number,
        ("Change", "增减"),
        (
            "Sum of the group's changes against the baseline policy, in the pool's unit.",
            "该组较基准方案的增减合计，以总盘的单位计。",
        ),
    ),
];

fn groupings(subject: &Subject<'_>) -> Vec<Meaning> {
    let groupings = subject.scenario.groupings.iter();
    groupings.map(|grouping| Meaning::new(&grouping.id, grouping.label.clone())).collect()
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    let scenario = subject.scenario;
    Some(Box::new(cases(subject).flat_map(move |case| {
        let groupings = case.result.groupings.iter().zip(&case.outcome.groups);
        groupings.map(move |((grouping, membership), results)| {
            let names = membership.groups.iter().map(String::as_str).collect();
            frame(case, &scenario.groupings[*grouping].id, names, results)
        })
    })))
}

fn frame<'a>(
    case: Case<'a>,
    grouping: &'a str,
    groups: Vec<&'a str>,
    results: &'a [GroupResult],
) -> Frame<'a> {
    let unit = &case.pool.unit;
    let column = |value: fn(&GroupResult) -> Option<f64>| -> Vec<f64> {
        results.iter().map(|result| value(result).unwrap_or(f64::NAN)).collect()
    };
    Frame::new(
        results.len(),
        vec![
            ("policy", Cells::Same(&case.policy.id)),
            ("pool", Cells::Same(&case.pool.id)),
            ("grouping", Cells::Same(grouping)),
            ("group", Cells::Text(groups)),
            ("members", Cells::Count(results.iter().map(|r| r.members).collect())),
            ("award", Cells::Amount(results.iter().map(|r| r.award).collect(), unit)),
            ("need", Cells::Number(column(|r| r.need), decimals(unit))),
            ("adequacy", Cells::Number(column(|r| r.adequacy), None)),
            ("change", Cells::Amount(results.iter().map(|r| r.change).collect(), unit)),
        ],
    )
}
