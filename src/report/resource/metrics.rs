//! `metrics.csv`: every policy judged on every pool.

use super::Field;
use super::Frames;
use super::Kind;
use super::Meaning;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::language::Text;
use crate::measure::Metric;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::report::html::definition;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::report::tables::unit_of;
use crate::report::tables::value_text;

/// The table of metrics.
pub const METRICS: Resource = Resource {
    name: "metrics",
    title: ("Metrics", "指标"),
    about: (
        "One row for each policy, pool and metric. What each metric means stands beside its name in this package.",
        "每个方案、总盘和指标一行。各指标的含义见本数据包中其名称之后。",
    ),
    fields: &FIELDS,
    key: &["policy", "pool", "metric"],
    links: &[],
    by_member: false,
    frames,
};

const FIELDS: [Field; 5] = [
    POLICY,
    POOL,
    Field::new("metric", Kind::Text, ("Metric", "指标"), ("Name of the metric.", "指标名称。"))
        .one_of(metrics),
    Field::new(
        "value",
        Kind::Number,
        ("Value", "值"),
        ("The metric's value; empty where it is not defined.", "指标的值；无定义的为空。"),
    )
    .optional(),
    Field::new(
        "unit",
        Kind::Text,
        ("Unit", "单位"),
        (
            "What the value is counted in: the pool's unit (yuan, posts, …), members, residents, or ratio (a number without unit; adequacy 1 is full).",
            "值的单位：总盘的单位（yuan 元、posts 编制等）、members 单位个数、residents 常住人口，或 ratio 比值（无量纲；保障率 1 即足额）。",
        ),
    ),
];

fn metrics(_: &Subject<'_>) -> Vec<Meaning> {
    let meaning = |metric: &Metric| {
        let (meaning, source) = (definition::meaning(*metric), definition::source(*metric));
        let about = Text::new(
            format!("{} Source: {}.", meaning.en, source.en),
            format!("{}出处：{}。", meaning.zh, source.zh),
        );
        Meaning { about: Some(about), ..Meaning::new(metric.id(), metric.label()) }
    };
    Metric::ALL.iter().map(meaning).collect()
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    Some(Box::new(cases(subject).map(frame)))
}

fn frame(case: Case<'_>) -> Frame<'_> {
    let value = |metric: &Metric| value_text(case.outcome.metrics.get(*metric), &case.pool.unit);
    let values = Metric::ALL.iter().map(value).collect();
    let units = Metric::ALL.iter().map(|metric| unit_of(*metric, case.pool)).collect();
    Frame::new(
        Metric::ALL.len(),
        vec![
            ("policy", Cells::Same(&case.policy.id)),
            ("pool", Cells::Same(&case.pool.id)),
            ("metric", Cells::Text(Metric::ALL.iter().map(|metric| metric.id()).collect())),
            ("value", Cells::Numeral(values)),
            ("unit", Cells::Made(units)),
        ],
    )
}
