//! `services.csv`: what each item of the service catalogue comes to over all members.

use super::Field;
use super::Frames;
use super::Kind;
use super::Meaning;
use super::Resource;
use crate::evaluate::ServiceTotal;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::scenario::Service;
use crate::scenario::ServiceKind;

/// The table of services.
pub const SERVICES: Resource = Resource {
    name: "services",
    title: ("Service catalogue", "服务事项清单"),
    about: (
        "One row for each item of the catalogue: who asks communities for it, and what it comes to in a year over all of them.",
        "清单中每个事项一行：由哪个部门交办，以及全部单位一年合计的工作量和费用。",
    ),
    fields: &FIELDS,
    key: &["item"],
    links: &[],
    by_member: false,
    frames,
};

const FIELDS: [Field; 11] = [
    Field::new("item", Kind::Text, ("Item", "事项"), ("Id of the item in the catalogue.", "事项在清单中的编号。")),
    Field::new("label_en", Kind::Text, ("Label, English", "英文名称"), ("What the item is called in English.", "事项的英文名称。")),
    Field::new("label_zh", Kind::Text, ("Label, Chinese", "中文名称"), ("What the item is called in Chinese.", "事项的中文名称。")),
    Field::new(
        "department",
        Kind::Text,
        ("Department", "部门"),
        ("The department that asks communities for it.", "交办该事项的部门。"),
    ),
    Field::new(
        "kind",
        Kind::Text,
        ("Kind", "类别"),
        (
            "service (to residents), administrative (work for a department) or request (an answer to a resident).",
            "service（居民服务）、administrative（行政性事务）或 request（居民诉求）。",
        ),
    )
    .one_of(kinds),
    Field::new(
        "admitted",
        Kind::Truth,
        ("Admitted", "准入"),
        (
            "Whether the item is admitted; one that is not counts for nothing in the columns that follow.",
            "该事项是否准入；未准入的在以下各列不计。",
        ),
    ),
    Field::new(
        "units",
        Kind::Number,
        ("Driver units", "数量"),
        (
            "Sum of the item's driver over all members: how many of what it is done for in a year, admitted or not.",
            "该事项计量依据在全部单位的合计，即一年的办理量（无论是否准入）。",
        ),
    )
    .counted_in("driver units per year", "计量单位/年"),
    Field::new("hours", Kind::Number, ("Hours", "工时"), ("Hours of work in a year.", "一年所需工时。"))
        .counted_in("hours per year", "小时/年"),
    Field::new("cost", Kind::Number, ("Cost", "费用"), ("What the item costs in a year.", "该事项一年的费用。"))
        .counted_in("yuan per year", "元/年"),
    Field::new(
        "funded",
        Kind::Number,
        ("Funded", "随事拨付"),
        ("The part of the cost that comes with the item.", "费用中随事拨付的部分。"),
    )
    .counted_in("yuan per year", "元/年"),
    Field::new(
        "unfunded",
        Kind::Number,
        ("Unfunded", "未拨付"),
        ("The rest of the cost: cost − funded.", "其余部分：cost − funded。"),
    )
    .counted_in("yuan per year", "元/年"),
];

fn kinds(_: &Subject<'_>) -> Vec<Meaning> {
    ServiceKind::ALL.iter().map(|kind| Meaning::new(kind.id(), kind.label())).collect()
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    let services = subject.scenario.services.as_ref()?;
    let (items, totals) = (&services.items, &subject.outcome.services);
    let text = |text: fn(&Service) -> &str| Cells::Text(items.iter().map(text).collect());
    let number = |number: fn(&ServiceTotal) -> f64, decimals| {
        Cells::Number(totals.iter().map(number).collect(), decimals)
    };
    let columns = vec![
        ("item", text(|item| &item.id)),
        ("label_en", text(|item| &item.label.en)),
        ("label_zh", text(|item| &item.label.zh)),
        ("department", text(|item| &item.department)),
        ("kind", text(|item| item.kind.id())),
        ("admitted", Cells::Truth(items.iter().map(|item| item.admitted).collect())),
        ("units", number(|total| total.units, None)),
        ("hours", number(|total| total.hours, None)),
        ("cost", number(|total| total.cost, Some(2))),
        ("funded", number(|total| total.funded, Some(2))),
        ("unfunded", number(|total| total.unfunded, Some(2))),
    ];
    Some(Box::new(std::iter::once(Frame::new(items.len(), columns))))
}
