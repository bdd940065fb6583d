//! `answers.csv`: how residents' requests are answered.

use super::Field;
use super::Frames;
use super::Kind;
use super::Meaning;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::evaluate::Answer;
use crate::language::Text;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;

/// The table of answers.
pub const ANSWERS: Resource = Resource {
    name: "answers",
    title: ("Answers to residents", "诉求答复"),
    about: (
        "One row for each policy and counter, where members answer every request themselves (whistle false) and where a share is passed up to departments (whistle true). Queues with random arrivals (M/M/n, Erlang C).",
        "每个方案和服务台一行：诉求全部由本单位答复（whistle 为 false），或部分上报部门（whistle 为 true）。按随机到达的排队模型（M/M/n，Erlang C）计算。",
    ),
    fields: &FIELDS,
    key: &["policy", "whistle", "counter", "id"],
    links: &[],
    by_member: true,
    frames,
};

const FIELDS: [Field; 13] = [
    POLICY,
    POOL,
    Field::new(
        "whistle",
        Kind::Truth,
        ("Whistle and report", "吹哨报到"),
        ("Whether a share of the requests is passed up to departments.", "是否有一部分诉求上报部门办理。"),
    ),
    Field::new(
        "counter",
        Kind::Text,
        ("Counter", "服务台"),
        (
            "member, or departments: the one counter to which requests are passed up.",
            "member（本单位）或 departments（承接上报诉求的部门）。",
        ),
    )
    .one_of(counters),
    Field::new("id", Kind::Text, ("Id", "编号"), ("Id of the member; departments for those.", "单位编号；部门为 departments。")),
    Field::new("name", Kind::Text, ("Name", "名称"), ("Name of the member; departments for those.", "单位名称；部门为 departments。")),
    Field::new("arrivals", Kind::Number, ("Arrivals", "到达率"), ("Requests in an opening hour.", "每个开放小时的诉求数。"))
        .counted_in("requests per hour", "件/小时")
        .from_zero(),
    Field::new("servers", Kind::Integer, ("Servers", "答复人数"), ("How many answer.", "从事答复的人数。"))
        .counted_in("people", "人")
        .from_zero(),
    Field::new(
        "load",
        Kind::Number,
        ("Load", "负荷"),
        ("arrivals × the hours that one request takes: servers kept busy if there were enough.", "arrivals × 每件用时：人手足够时平均占用的人数。"),
    )
    .counted_in("erlangs", "爱尔兰")
    .from_zero(),
    Field::new(
        "utilisation",
        Kind::Number,
        ("Utilisation", "利用率"),
        ("load ÷ servers; empty without a server.", "load ÷ servers；无人答复的为空。"),
    )
    .counted_in("ratio", "比值")
    .from_zero()
    .optional(),
    Field::new(
        "mean_wait",
        Kind::Number,
        ("Mean wait", "平均等待"),
        (
            "Mean opening hours until a request is taken up. Empty where the queue is unstable or nobody asks.",
            "诉求开始办理前平均等待的开放小时数；排队不稳定或没有诉求的为空。",
        ),
    )
    .counted_in("hours", "小时")
    .from_zero()
    .optional(),
    Field::new(
        "within",
        Kind::Number,
        ("Within the target", "按时率"),
        (
            "Share of the requests that is taken up within the target. Empty where the queue is unstable or nobody asks.",
            "在目标时间内开始办理的诉求占比；排队不稳定或没有诉求的为空。",
        ),
    )
    .counted_in("ratio", "比值")
    .from_zero()
    .optional(),
    Field::new(
        "stable",
        Kind::Truth,
        ("Stable", "稳定"),
        ("Whether load is below servers, or nobody asks; else the queue grows for ever.", "load 小于 servers 或没有诉求；否则排队无限增长。"),
    ),
];

fn counters(_: &Subject<'_>) -> Vec<Meaning> {
    vec![
        Meaning::new("member", Text::new("Member", "本单位")),
        Meaning::new("departments", Text::new("Departments", "部门")),
    ]
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    let outcome = subject.outcome.answers.as_ref()?;
    let spec = subject.scenario.answers.as_ref()?;
    let pool = &subject.scenario.pools[spec.pool];
    let rows = &subject.outcome.pools.iter().find(|result| result.pool == spec.pool)?.rows;
    let table = &subject.tables.tables[pool.over];
    let ids: Vec<&str> = rows.iter().map(|row| table.id(*row as usize)).collect();
    let names: Vec<&str> = rows.iter().map(|row| table.name(*row as usize)).collect();
    let policies = subject.scenario.policies.iter().zip(&outcome.policies);
    Some(Box::new(policies.flat_map(move |(policy, answers)| {
        let frame =
            |whistle: bool, counter: &'static str, who: (Vec<&'a str>, Vec<&'a str>), all: &[Answer]| {
                let number = |value: fn(&Answer) -> Option<f64>| {
                    Cells::Number(all.iter().map(|answer| value(answer).unwrap_or(f64::NAN)).collect(), None)
                };
                let columns = vec![
                    ("policy", Cells::Same(&policy.id)),
                    ("pool", Cells::Same(&pool.id)),
                    ("whistle", Cells::Truth(vec![whistle; all.len()])),
                    ("counter", Cells::Same(counter)),
                    ("id", Cells::Text(who.0)),
                    ("name", Cells::Text(who.1)),
                    ("arrivals", number(|answer| Some(answer.arrivals))),
                    ("servers", Cells::Count(all.iter().map(|answer| answer.servers as usize).collect())),
                    ("load", number(|answer| Some(answer.load))),
                    ("utilisation", number(|answer| answer.utilisation)),
                    ("mean_wait", number(|answer| answer.mean_wait)),
                    ("within", number(|answer| answer.within)),
                    ("stable", Cells::Truth(all.iter().map(|answer| answer.stable).collect())),
                ];
                Frame::new(all.len(), columns)
            };
        let members = || (ids.clone(), names.clone());
        let mut found = vec![frame(false, "member", members(), &answers.own)];
        if let Some(whistle) = &answers.whistle {
            found.push(frame(true, "member", members(), &whistle.members));
            found.push(frame(
                true,
                "departments",
                (vec!["departments"], vec!["departments"]),
                &[whistle.departments],
            ));
        }
        found
    })))
}
