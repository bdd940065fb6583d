//! `mandates.csv`: what each department hands down under each policy, and who pays for it.

use super::Field;
use super::Frames;
use super::Kind;
use super::POLICY;
use super::Resource;
use crate::evaluate::ServiceTotal;
use crate::evaluate::Work;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::scenario::Scenario;

/// The table of mandates.
pub const MANDATES: Resource = Resource {
    name: "mandates",
    title: ("Mandates by department", "各部门下沉事项经费"),
    about: (
        "One row for each policy and department: what its admitted items ask of all members in a year, and who pays for them.",
        "每个方案、每个部门一行：其准入事项全年要求全部单位承担的工时与费用，以及由谁承担。",
    ),
    fields: &FIELDS,
    key: &["policy", "department"],
    links: &[],
    by_member: false,
    frames,
};

const FIELDS: [Field; 7] = [
    POLICY,
    Field::new(
        "department",
        Kind::Text,
        ("Department", "部门"),
        ("The department that hands the items down.", "下达事项的部门。"),
    ),
    Field::new(
        "hours",
        Kind::Number,
        ("Hours", "工时"),
        ("Hours that its admitted items take in a year.", "其准入事项全年所需工时。"),
    )
    .counted_in("hours per year", "小时/年")
    .from_zero(),
    Field::new("cost", Kind::Number, ("Cost", "费用"), ("What they cost in a year.", "全年费用。"))
        .counted_in("yuan per year", "元/年")
        .from_zero(),
    Field::new(
        "funded",
        Kind::Number,
        ("Funded", "随事拨付"),
        (
            "The part of the cost that comes with the items, outside the pools.",
            "费用中随事项而来、不经各总盘的部分。",
        ),
    )
    .counted_in("yuan per year", "元/年")
    .from_zero(),
    Field::new(
        "carried",
        Kind::Number,
        ("Carried", "方案拨付"),
        ("What the policy's awards carry for them.", "方案分配额中对应这些事项的部分。"),
    )
    .counted_in("yuan per year", "元/年")
    .from_zero(),
    Field::new(
        "unfunded",
        Kind::Number,
        ("Unfunded", "经费缺口"),
        (
            "Σ over items and members of max(0, cost − funded − carried).",
            "逐项逐单位 max(0, cost − funded − carried) 之和。",
        ),
    )
    .counted_in("yuan per year", "元/年")
    .from_zero(),
];

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    subject.scenario.services.as_ref()?;
    Some(Box::new(of_policies(subject).into_iter()))
}

/// One frame per policy.
fn of_policies<'a>(subject: &Subject<'a>) -> Vec<Frame<'a>> {
    let policies = subject.outcome.work.iter().enumerate();
    policies
        .map(|(policy, work)| {
            let departments = departments(subject.scenario, policy, work);
            let number = |number: fn(&ServiceTotal) -> f64, decimals| {
                Cells::Number(departments.iter().map(|(_, total)| number(total)).collect(), decimals)
            };
            Frame::new(
                departments.len(),
                vec![
                    ("policy", Cells::Same(&subject.scenario.policies[policy].id)),
                    ("department", Cells::Text(departments.iter().map(|(name, _)| *name).collect())),
                    ("hours", number(|total| total.hours, None)),
                    ("cost", number(|total| total.cost, Some(2))),
                    ("funded", number(|total| total.funded, Some(2))),
                    ("carried", number(|total| total.carried, Some(2))),
                    ("unfunded", number(|total| total.unfunded, Some(2))),
                ],
            )
        })
        .collect()
}

/// What each department hands down under a policy; nothing without a catalogue.
pub fn departments<'a>(scenario: &'a Scenario, policy: usize, work: &Work) -> Vec<(&'a str, ServiceTotal)> {
    scenario.services_under(policy).map_or_else(Vec::new, |services| work.departments(services))
}
