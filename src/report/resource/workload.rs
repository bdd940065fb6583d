//! `workload.csv`: what the service catalogue asks of each member under each policy, and who pays for it.

use super::Field;
use super::Frames;
use super::ID;
use super::Kind;
use super::POLICY;
use super::Resource;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;

/// The table of the work of each member.
pub const WORKLOAD: Resource = Resource {
    name: "workload",
    title: ("Work of each member", "各单位工作量"),
    about: (
        "One row for each policy and member of the catalogue's table: hours a year, and yuan a year by who pays for them. Policies differ where they change the catalogue or carry money for its items.",
        "每个方案、每个单位一行：全年工时，以及全年费用由谁承担。方案改动服务目录或随事拨付时各行不同。",
    ),
    fields: &FIELDS,
    key: &["policy", "id"],
    links: &[],
    by_member: true,
    frames,
};

const FIELDS: [Field; 12] = [
    POLICY,
    ID,
    Field::new("name", Kind::Text, ("Name", "名称"), ("Name of the member.", "单位名称。")),
    Field::new("hours", Kind::Number, ("Hours", "工时"), ("Hours that the admitted items take in a year.", "准入事项全年所需工时。")).counted_in("hours per year", "小时/年").from_zero(),
    Field::new("administrative_hours", Kind::Number, ("Administrative hours", "行政事务工时"), ("The part of those hours that goes to items of the kind administrative.", "其中行政性事务（administrative）的工时。")).counted_in("hours per year", "小时/年").from_zero(),
    Field::new("administrative_share", Kind::Number, ("Administrative share", "行政事务占比"), ("administrative_hours ÷ hours; empty where there are no hours.", "administrative_hours ÷ hours；无工时则为空。")).optional().from_zero(),
    Field::new("hours_freed", Kind::Number, ("Hours freed", "减负工时"), ("Hours under the baseline less hours under the policy.", "基准方案工时减本方案工时。")).counted_in("hours per year", "小时/年"),
    Field::new("posts_freed", Kind::Number, ("Posts freed", "减负折合编制"), ("hours_freed ÷ the hours that one post works in a year; empty where the scenario does not give them.", "hours_freed ÷ 每名编制年工时；情景未给出则为空。")).optional().counted_in("posts", "名"),
    Field::new("cost", Kind::Number, ("Cost", "费用"), ("What the admitted items cost in a year.", "准入事项全年费用。")).counted_in("yuan per year", "元/年").from_zero(),
    Field::new("funded", Kind::Number, ("Funded", "随事拨付"), ("The part of the cost that comes with the items, outside the pools.", "费用中随事项而来、不经各总盘的部分。")).counted_in("yuan per year", "元/年").from_zero(),
    Field::new("carried", Kind::Number, ("Carried", "方案拨付"), ("What the policy's awards carry for items: an award goes to the parts of its claim in proportion.", "方案分配额中对应事项的部分：分配额按测算额各部分的比例计入。")).counted_in("yuan per year", "元/年").from_zero(),
    Field::new("unfunded", Kind::Number, ("Unfunded", "经费缺口"), ("Unfunded mandates: Σ over items of max(0, cost − funded − carried), so that money beyond one item's cost does not pay for another.", "事项经费缺口：逐项 max(0, cost − funded − carried) 之和；某一事项多出的经费不抵其他事项。")).counted_in("yuan per year", "元/年").from_zero(),
];

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    subject.scenario.services.as_ref()?;
    Some(Box::new(of_policies(subject).into_iter()))
}

/// One frame per policy.
fn of_policies<'a>(subject: &Subject<'a>) -> Vec<Frame<'a>> {
    let Some(services) = &subject.scenario.services else { return Vec::new() };
    let table = &subject.tables.tables[services.over];
    let rows = table.rows();
    let texts = |text: &dyn Fn(usize) -> &'a str| Cells::Text((0..rows).map(text).collect());
    let policies = subject.scenario.policies.iter().zip(&subject.outcome.work);
    policies
        .map(|(policy, work)| {
            let baseline = &subject.outcome.work[subject.scenario.baseline];
            let share = work.hours.iter().zip(work.administrative_hours.iter());
            let share = share.map(|(all, part)| if *all > 0.0 { part / all } else { f64::NAN }).collect();
            let carried = work.carried.as_ref().map_or_else(|| vec![0.0; rows], |carried| carried.to_vec());
            let posts = work.posts_freed(baseline);
            Frame::new(
                rows,
                vec![
                    ("policy", Cells::Same(&policy.id)),
                    ("id", texts(&|row| table.id(row))),
                    ("name", texts(&|row| table.name(row))),
                    ("hours", Cells::Number(work.hours.to_vec(), None)),
                    ("administrative_hours", Cells::Number(work.administrative_hours.to_vec(), None)),
                    ("administrative_share", Cells::Number(share, None)),
                    ("hours_freed", Cells::Number(work.freed(baseline), None)),
                    (
                        "posts_freed",
                        posts.map_or(Cells::Nothing(Kind::Number), |posts| Cells::Number(posts, None)),
                    ),
                    ("cost", Cells::Number(work.cost.to_vec(), Some(2))),
                    ("funded", Cells::Number(work.funded.to_vec(), Some(2))),
                    ("carried", Cells::Number(carried, Some(2))),
                    ("unfunded", Cells::Number(work.unfunded.to_vec(), Some(2))),
                ],
            )
        })
        .collect()
}
