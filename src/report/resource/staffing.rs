//! `staffing.csv`: staff against what the work needs by WISN.

use super::Field;
use super::Frames;
use super::ID;
use super::Kind;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::measure::wisn;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::report::tables::Case;
use crate::report::tables::cases;

/// The table of staffing.
pub const STAFFING: Resource = Resource {
    name: "staffing",
    title: ("Staffing by WISN", "WISN 人员配备"),
    about: (
        "One row for each policy, pool with a standard by WISN, and member: its staff against the staff that its work needs (World Health Organization 2010, Workload Indicators of Staffing Need).",
        "每个方案、采用 WISN 标准的总盘和单位一行：现配人员与工作所需人员（世界卫生组织 2010，《人员需求工作量指标》）。",
    ),
    fields: &FIELDS,
    key: &["policy", "pool", "id"],
    links: &[(&["policy", "pool", "id"], "awards")],
    by_member: true,
    frames,
};

const FIELDS: [Field; 8] = [
    POLICY,
    POOL,
    ID,
    Field::new("name", Kind::Text, ("Name", "名称"), ("Name of the member.", "单位名称。")),
    Field::new(
        "award",
        Kind::Number,
        ("Staff", "配备人数"),
        ("What the policy gives the member, in the pool's unit.", "该方案给该单位的数额，以总盘的单位计。"),
    )
    .from_zero(),
    Field::new(
        "required",
        Kind::Number,
        ("Required staff", "所需人数"),
        (
            "Hours of service ÷ available working time × category allowance factor + individual allowance factor, not rounded.",
            "服务工时 ÷ 可用工作时间 × 类别系数 + 个别系数，不取整。",
        ),
    )
    .from_zero(),
    Field::new(
        "ratio",
        Kind::Number,
        ("WISN ratio", "WISN 比值"),
        (
            "award ÷ required; below 1 is short. Empty where nobody is required.",
            "award ÷ required；小于 1 为不足。无需人员的为空。",
        ),
    )
    .counted_in("ratio", "比值")
    .from_zero()
    .optional(),
    Field::new(
        "difference",
        Kind::Number,
        ("WISN difference", "WISN 差额"),
        ("award − required; below 0 is short.", "award − required；小于 0 为不足。"),
    ),
];

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    let by_wisn = |case: &Case<'a>| case.pool.need.as_ref().is_some_and(|need| need.wisn.is_some());
    cases(subject).find(by_wisn)?;
    Some(Box::new(cases(subject).filter(by_wisn).map(frame)))
}

fn frame(case: Case<'_>) -> Frame<'_> {
    let count = case.count();
    let unit = &case.pool.unit;
    let staff: Vec<f64> = case.outcome.shared.awards.iter().map(|award| unit.whole(*award)).collect();
    let required = case.outcome.need.as_deref().map_or_else(|| vec![f64::NAN; count], <[f64]>::to_vec);
    let of = |judge: &dyn Fn(f64, f64) -> f64| {
        Cells::Number(staff.iter().zip(&required).map(|(staff, need)| judge(*staff, *need)).collect(), None)
    };
    let ratio = of(&|staff, need| wisn::ratio(staff, need).unwrap_or(f64::NAN));
    let difference = of(&wisn::difference);
    let columns = vec![
        ("policy", Cells::Same(&case.policy.id)),
        ("pool", Cells::Same(&case.pool.id)),
        ("id", Cells::Text((0..count).map(|member| case.id(member)).collect())),
        ("name", Cells::Text((0..count).map(|member| case.name(member)).collect())),
        ("award", Cells::Amount(case.outcome.shared.awards.clone(), unit)),
        ("required", Cells::Number(required, None)),
        ("ratio", ratio),
        ("difference", difference),
    ];
    Frame::new(count, columns)
}
