//! How residents' requests are answered: every member's counter as a queue, under each policy, alone and with what
//! is passed up to departments.

use crate::evaluate::Answer;
use crate::evaluate::AnswersOutcome;
use crate::evaluate::AnswersTotal;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::Subject;
use crate::scenario::Answers;

use super::assumptions::number;
use super::figure;
use super::grid::Band;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// How many counters are listed, the busiest first; `answers.csv` has all.
const SHOWN: usize = 12;

/// The queues of a scenario: how they are made up, what they come to, and whose they are.
type Queues<'a> = (&'a Answers, &'a AnswersOutcome, &'a PoolOutcome);

fn queues<'a>(subject: &Subject<'a>) -> Option<Queues<'a>> {
    let (spec, outcome) = (subject.scenario.answers.as_ref()?, subject.outcome.answers.as_ref()?);
    let result = subject.outcome.pools.iter().find(|result| result.pool == spec.pool)?;
    Some((spec, outcome, &**result))
}

/// Whether the scenario asks how requests are answered.
pub(super) fn any(subject: &Subject<'_>) -> bool {
    queues(subject).is_some()
}

/// The answer, a paragraph for each policy under its title: where the queue grows for ever, and how long a request
/// waits elsewhere.
pub(super) fn sentences(subject: &Subject<'_>) -> Option<(String, Vec<String>)> {
    let (spec, outcome, _) = queues(subject)?;
    let language = subject.language;
    let title = match language {
        Language::English => {
            format!("Answers to residents by {}", subject.scenario.pools[spec.pool].label.en)
        }
        Language::Chinese => format!("{}答复居民诉求", subject.scenario.pools[spec.pool].label.zh),
    };
    let clauses = subject.scenario.policies.iter().zip(&outcome.policies).map(|(policy, answers)| {
        let alone = told(&AnswersTotal::of(&answers.own), answers.own.len(), language);
        let whistle = answers.whistle.as_ref();
        let whistle =
            whistle.map(|whistle| told(&AnswersTotal::of(&whistle.members), whistle.members.len(), language));
        match (language, whistle) {
            (Language::English, None) => format!("Under {}, {alone}.", policy.label.en),
            (Language::English, Some(with)) => {
                format!(
                    "Under {}, {alone}. Where a share is passed up to departments, {with}.",
                    policy.label.en
                )
            }
            (Language::Chinese, None) => format!("在“{}”方案下，{alone}。", policy.label.zh),
            (Language::Chinese, Some(with)) => {
                format!("在“{}”方案下，{alone}。部分上报部门后，{with}。", policy.label.zh)
            }
        }
    });
    Some((title, clauses.collect()))
}

/// Where the queue grows for ever, and at the other counters the mean wait and the share in time.
fn told(total: &AnswersTotal, counters: usize, language: Language) -> String {
    let count = figure::decimal(total.unstable as f64, 0);
    let all = figure::decimal(counters as f64, 0);
    let endless = match (language, total.unstable) {
        (Language::English, 0) => "no queue grows for ever".to_owned(),
        (Language::English, _) => format!("at {count} of {all} counters the queue grows for ever"),
        (Language::Chinese, 0) => "没有单位排队无限增长".to_owned(),
        (Language::Chinese, _) => format!("{all} 个单位中有 {count} 个排队无限增长"),
    };
    let Some((wait, within)) = total.mean_wait.zip(total.within) else { return endless };
    let (wait, within) = (figure::decimal(wait, 2), figure::percent(within));
    match (language, total.unstable) {
        (Language::English, 0) => {
            format!(
                "{endless}; a request waits {wait} opening hours on average, and {within} are taken up in time"
            )
        }
        (Language::English, _) => {
            format!(
                "{endless}; at the others a request waits {wait} opening hours on average, and {within} are taken up in time"
            )
        }
        (Language::Chinese, 0) => format!("{endless}，平均等待 {wait} 个开放小时，按时率 {within}"),
        (Language::Chinese, _) => format!("{endless}，其余单位平均等待 {wait} 个开放小时，按时率 {within}"),
    }
}

/// Writes the queues; nothing where the scenario does not ask.
pub(super) fn write(page: &mut Page, subject: &Subject<'_>) {
    let Some(queues) = queues(subject) else { return };
    page.raw(if subject.scenario.policies.len() > 2 {
        "<section id=\"requests\" class=\"broad\">\n"
    } else {
        "<section id=\"requests\">\n"
    });
    page.words("h2", "How residents' requests are answered", "居民诉求如何答复");
    page.words(
        "p",
        "Each member's counter is a queue: requests come at random, each keeps one person busy for a time that varies, and whoever is free takes up the one that has waited longest (M/M/n: Erlang 1917, formula C). The load is requests an opening hour × hours per request; utilisation is load ÷ people who answer. At 100% or more the queue grows for ever and no mean wait exists. Waits are opening hours until a request is taken up.",
        "每个单位的服务台视为一个排队系统：诉求随机到达，每件占用一名工作人员，时长不一，先到先办（M/M/n，Erlang 1917，C 公式）。负荷＝每开放小时诉求件数×每件用时；利用率＝负荷÷答复人数。利用率达到或超过 100% 的，排队无限增长，平均等待时间不存在。等待时间为开始办理前的开放小时数。",
    );
    by_policy(page, subject, queues);
    busiest(page, subject, queues);
    stated(page, subject, queues.0);
    page.raw("</section>\n");
}

/// All counters together under each policy, without and with what is passed up.
fn by_policy(page: &mut Page, subject: &Subject<'_>, (_, outcome, _): Queues<'_>) {
    let language = subject.language;
    let caption = pick(
        language,
        "By policy; means are weighted by requests, over the queues that do not grow for ever",
        "各方案；均值按诉求件数加权，不含排队无限增长的单位",
    );
    let mut grid = Grid::open(page, "plain", caption);
    grid.headings(&[
        Heading::words(pick(language, "Who answers", "由谁答复")),
        Heading::figures(pick(language, "Requests a year", "全年诉求（件）")),
        Heading::figures(pick(language, "Utilisation", "利用率")),
        Heading::figures(pick(language, "Mean wait, hours", "平均等待（小时）")),
        Heading::figures(pick(language, "Taken up in time", "按时率")),
        Heading::figures(pick(language, "Queues that grow for ever", "无限增长的排队")),
        Heading::figures(pick(language, "Requests a year there", "涉及诉求（件）")),
    ]);
    for (policy, answers) in subject.scenario.policies.iter().zip(&outcome.policies) {
        grid.section(policy.label.get(language));
        let mut line = |title: &str, total: &AnswersTotal| {
            let endless = figure::decimal(total.unstable as f64, 0);
            grid.row(
                &Cell::Words(title.to_owned()),
                &[
                    Cell::Figure(figure::decimal(total.requests, 0)),
                    Cell::figure(total.utilisation.map(figure::percent)),
                    Cell::figure(total.mean_wait.map(|wait| figure::decimal(wait, 2))),
                    Cell::figure(total.within.map(figure::percent)),
                    if total.unstable > 0 { Cell::Short(endless) } else { Cell::Figure(endless) },
                    Cell::Figure(figure::decimal(total.unstable_requests, 0)),
                ],
            );
        };
        line(pick(language, "Members alone", "仅由本单位"), &AnswersTotal::of(&answers.own));
        if let Some(whistle) = &answers.whistle {
            line(
                pick(language, "Members, a share passed up", "本单位（部分上报后）"),
                &AnswersTotal::of(&whistle.members),
            );
            line(pick(language, "Departments", "部门"), &AnswersTotal::of([&whistle.departments]));
        }
    }
    grid.close();
}

/// The mean wait of a counter, or that its queue grows for ever.
fn wait(answer: &Answer) -> Cell {
    match answer.stable {
        true => Cell::figure(answer.mean_wait.map(|wait| figure::decimal(wait, 2))),
        false => Cell::Short("∞".to_owned()),
    }
}

/// The busiest counters under the baseline, and what becomes of them under each policy.
fn busiest(page: &mut Page, subject: &Subject<'_>, (spec, outcome, result): Queues<'_>) {
    let language = subject.language;
    let over = subject.scenario.pools[spec.pool].over;
    let table = &subject.tables.tables[over];
    let own = &outcome.policies[subject.scenario.baseline].own;
    let id = |member: usize| table.id(result.rows[member] as usize);
    // A counter without anybody is busier than any.
    let busy = |member: usize| match own[member].utilisation {
        _ if own[member].requests == 0.0 => -1.0,
        Some(utilisation) => utilisation,
        None => f64::INFINITY,
    };
    let mut members: Vec<usize> = (0..own.len()).collect();
    members.sort_by(|a, b| busy(*b).total_cmp(&busy(*a)).then_with(|| id(*a).cmp(id(*b))));
    members.truncate(SHOWN);
    let label = &subject.scenario.baseline_policy().label;
    let caption = match language {
        Language::English => format!(
            "The busiest counters under {}: mean wait in opening hours; ∞ where the queue grows for ever",
            label.en
        ),
        Language::Chinese => {
            format!("“{}”方案下最繁忙的服务台：平均等待（开放小时）；∞ 表示排队无限增长", label.zh)
        }
    };
    let passes = outcome.policies.iter().any(|answers| answers.whistle.is_some());
    let mut grid = Grid::open(page, "plain", &caption);
    let mut bands = vec![Band::new("", 2)];
    let mut headings = vec![
        Heading::words(pick(language, "Name", "名称")),
        Heading::figures(pick(language, "Requests a year", "全年诉求")),
    ];
    for policy in &subject.scenario.policies {
        bands.push(Band::new(policy.label.get(language), 3 + usize::from(passes)));
        headings.push(Heading::figures(pick(language, "People", "人数")));
        headings.push(Heading::figures(pick(language, "Utilisation", "利用率")));
        headings.push(Heading::figures(pick(language, "Wait", "等待")));
        if passes {
            headings.push(Heading::figures(pick(language, "Wait, passed up", "上报后等待")));
        }
    }
    grid.bands(&bands);
    grid.headings(&headings);
    for member in members {
        let mut cells = vec![Cell::Figure(figure::decimal(own[member].requests, 0))];
        for answers in &outcome.policies {
            let alone = &answers.own[member];
            cells.push(Cell::Figure(figure::decimal(f64::from(alone.servers), 0)));
            let utilisation = alone.utilisation.map(figure::percent);
            cells.push(match alone.stable {
                true => Cell::figure(utilisation),
                false => Cell::Short(utilisation.unwrap_or_else(|| "—".to_owned())),
            });
            cells.push(wait(alone));
            if passes {
                cells.push(
                    answers
                        .whistle
                        .as_ref()
                        .map_or(Cell::figure(None), |whistle| wait(&whistle.members[member])),
                );
            }
        }
        grid.row(&Cell::Words(subject.name(over, result.rows[member] as usize).into_owned()), &cells);
    }
    grid.close();
}

/// What the queues are made up of, as the scenario states it.
fn stated(page: &mut Page, subject: &Subject<'_>, spec: &Answers) {
    let language = subject.language;
    let mut grid =
        Grid::open(page, "formulas", pick(language, "What the queues rest on, as stated", "排队计算的依据"));
    grid.headings(&[
        Heading::words(pick(language, "Item", "项目")),
        Heading::words(pick(language, "As stated", "内容")),
        Heading::words(pick(language, "Value", "取值")),
    ]);
    let mut lines = vec![
        (pick(language, "Requests of a member, a year", "单位全年诉求（件）"), &spec.requests),
        (pick(language, "Hours per request", "每件用时（小时）"), &spec.hours_per_request),
        (
            pick(
                language,
                "Share of the staff who answer; people, rounded down",
                "从事答复的人员占比；人数向下取整",
            ),
            &spec.staff_share,
        ),
        (pick(language, "Opening hours a year", "全年开放小时"), &spec.opening_hours),
        (pick(language, "In time: taken up within, hours", "按时：多少小时内开始办理"), &spec.within),
    ];
    if let Some(whistle) = &spec.whistle {
        lines.push((pick(language, "Share passed up to departments", "上报部门的占比"), &whistle.share));
        lines.push((
            pick(language, "Hours per request at departments", "部门每件用时（小时）"),
            &whistle.hours_per_request,
        ));
        lines.push((pick(language, "People who answer at departments", "部门答复人数"), &whistle.staff));
    }
    for (title, formula) in lines {
        let formula = formula.formula.text();
        let value = subject.scenario.parameters.iter().find(|parameter| parameter.name == formula.trim());
        let value = value.map(|parameter| {
            let unit = parameter.unit.as_ref().map_or("", |unit| unit.get(language));
            format!("{} {unit}", number(parameter.value)).trim_end().to_owned()
        });
        grid.row(&Cell::Words(title.to_owned()), &[Cell::Code(formula.to_owned()), Cell::words(value)]);
    }
    grid.close();
}
