//! `awards.csv`: what every member gets under every policy.

use super::Field;
use super::Frames;
use super::ID;
use super::Kind;
use super::Meaning;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::language::Text;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::report::frame::Maker;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::report::tables::decimals;

/// The table of awards.
pub const AWARDS: Resource = Resource {
    name: "awards",
    title: ("Awards", "分配额"),
    about: (
        "One row for each policy, pool and member: what the member claims, gets and needs.",
        "每个方案、总盘和单位一行：该单位的测算额、分配额和标准支出。",
    ),
    fields: &FIELDS,
    key: &["policy", "pool", "id"],
    links: &[],
    by_member: true,
    frames,
};

const FIELDS: [Field; 15] = [
    POLICY,
    POOL,
    ID,
    Field::new(
        "name",
        Kind::Text,
        ("Name", "名称"),
        ("Name of the member in the table that the pool is over.", "单位在其数据表中的名称。"),
    ),
    Field::new(
        "stratum",
        Kind::Text,
        ("Stratum", "分块"),
        (
            "The part of the pool that the member belongs to, where the scenario keeps parts with totals of their own; else empty.",
            "总盘分块且各块单列总额的，为该单位所属的块；否则为空。",
        ),
    )
    .optional(),
    Field::new(
        "claim",
        Kind::Number,
        ("Claim", "测算额"),
        (
            "Sum of the policy's factors for the member, in the pool's unit; empty where the policy has no factors.",
            "方案各因素对该单位测算数之和，以总盘的单位计；方案没有因素的为空。",
        ),
    )
    .optional(),
    Field::new(
        "award",
        Kind::Number,
        ("Award", "分配额"),
        (
            "What the member gets under the policy, in the pool's unit. Exact: awards and reserve add up to the pool's total.",
            "该单位在该方案下的分配额，以总盘的单位计。各单位分配额与机动之和恰等于总盘。",
        ),
    ),
    Field::new(
        "baseline",
        Kind::Number,
        ("Baseline", "基准"),
        (
            "What the member gets under the baseline policy, in the pool's unit.",
            "该单位在基准方案下的分配额，以总盘的单位计。",
        ),
    ),
    Field::new(
        "change",
        Kind::Number,
        ("Change", "增减"),
        ("The change against the baseline: award − baseline, in the pool's unit.", "较基准方案的增减：award − baseline，以总盘的单位计。"),
    ),
    Field::new(
        "change_share",
        Kind::Number,
        ("Change, share", "增减幅"),
        (
            "change ÷ baseline, a ratio (0.1 is +10%); empty where the baseline award is zero.",
            "change ÷ baseline，为比值（0.1 即增 10%）；基准分配额为零的为空。",
        ),
    )
    .counted_in("ratio", "比值")
    .optional(),
    Field::new(
        "need",
        Kind::Number,
        ("Need", "标准支出"),
        (
            "What the member's work costs by the scenario's standard, independent of any policy, in the pool's unit; empty without a standard.",
            "按情景所设标准（独立于各方案）核定的标准支出，以总盘的单位计；未设标准的为空。",
        ),
    )
    .from_zero()
    .optional(),
    Field::new(
        "adequacy",
        Kind::Number,
        ("Adequacy", "保障率"),
        (
            "award ÷ need, a ratio (1 is full); empty without a standard or where need is zero.",
            "award ÷ need，为比值（1 即足额保障）；未设标准或标准支出为零的为空。",
        ),
    )
    .counted_in("ratio", "比值")
    .optional(),
    Field::new(
        "per_head",
        Kind::Number,
        ("Award per head", "人均分配额"),
        (
            "award ÷ residents, in the pool's unit per resident; empty where the table has no column `population`, or nobody lives there.",
            "award ÷ 常住人口，以总盘的单位每人计；数据表没有 `population` 列或常住人口为零的为空。",
        ),
    )
    .optional(),
    Field::new(
        "bound",
        Kind::Text,
        ("Bound", "约束"),
        (
            "The bound that decided the award: floor (lifted to it) or cap (held down to it); else empty.",
            "决定分配额的约束：floor（提高到保底）或 cap（压低到封顶）；没有的为空。",
        ),
    )
    .one_of(bounds)
    .optional(),
    Field::new(
        "tie",
        Kind::Truth,
        ("Tie", "并列"),
        (
            "Whether an exact tie among this member and others for a last step was broken by id.",
            "该单位是否与其他单位就最后一个分配单位恰好并列，并按编号确定。",
        ),
    ),
];

fn bounds(_: &Subject<'_>) -> Vec<Meaning> {
    vec![
        Meaning::new("floor", Text::new("lifted to the floor", "保底")),
        Meaning::new("cap", Text::new("held down to the cap", "封顶")),
    ]
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    Some(Box::new(cases(subject).map(frame)))
}

fn frame<'a>(case: Case<'a>) -> Frame<'a> {
    let count = case.count();
    let unit = &case.pool.unit;
    let shared = &case.outcome.shared;
    let texts = |text: fn(&Case<'a>, usize) -> &'a str| -> Maker<'a> {
        Box::new(move || Cells::Text((0..count).map(|member| text(&case, member)).collect()))
    };
    let amounts = |amount: fn(&Case<'a>, usize) -> i64| -> Maker<'a> {
        Box::new(move || Cells::Amount((0..count).map(|member| amount(&case, member)).collect(), unit))
    };
    let ratios = |ratio: fn(&Case<'a>, usize) -> Option<f64>, decimals: Option<usize>| -> Maker<'a> {
        Box::new(move || {
            let ratio = |member| ratio(&case, member).unwrap_or(f64::NAN);
            Cells::Number((0..count).map(ratio).collect(), decimals)
        })
    };
    let numbers = |numbers: Option<&'a [f64]>| -> Maker<'a> {
        Box::new(move || {
            numbers.map_or(Cells::Nothing(Kind::Number), |numbers| {
                Cells::Number(numbers.to_vec(), decimals(unit))
            })
        })
    };
    let strata: Maker<'a> = match case.has_strata() {
        true => texts(|case, member| case.stratum(member)),
        false => Box::new(|| Cells::Nothing(Kind::Text)),
    };
    let bounds: Maker<'a> = match shared.bounds.iter().any(Option::is_some) {
        true => Box::new(move || {
            let id = |member: usize| shared.bounds[member].map(|bound| bound.id());
            Cells::Optional((0..count).map(id).collect())
        }),
        false => Box::new(|| Cells::Nothing(Kind::Text)),
    };
    Frame::make(
        count,
        vec![
            ("policy", Box::new(move || Cells::Same(&case.policy.id))),
            ("pool", Box::new(move || Cells::Same(&case.pool.id))),
            ("id", texts(|case, member| case.id(member))),
            ("name", texts(|case, member| case.name(member))),
            ("stratum", strata),
            ("claim", numbers(shared.claims.as_ref().map(|claims| claims.totals.as_slice()))),
            ("award", amounts(|case, member| case.outcome.shared.awards[member])),
            ("baseline", amounts(|case, member| case.result.baseline_awards()[member])),
            ("change", amounts(|case, member| case.change(member))),
            ("change_share", ratios(|case, member| case.change_share(member), None)),
            ("need", numbers(case.outcome.need.as_deref())),
            ("adequacy", ratios(|case, m| case.result.adequacy(case.index, m, &case.pool.unit), None)),
            (
                "per_head",
                ratios(|case, m| case.result.per_head(case.index, m, &case.pool.unit), decimals(unit)),
            ),
            ("bound", bounds),
            ("tie", Box::new(move || Cells::Truth(shared.ties.clone()))),
        ],
    )
}
