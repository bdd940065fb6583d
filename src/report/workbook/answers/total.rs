//! The lines of the summary on answers to residents: all counters of a kind together, under every policy.

use crate::evaluate::AnswersTotal;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::report::Subject;
use crate::report::html::page::pick;
use crate::report::workbook::plan::Plan;
use crate::report::workbook::shown::Seen;
use crate::report::workbook::shown::Shown;

use super::Counter;
use super::Item;
use super::answered;
use super::block::counter_name;
use super::item_range;

/// What is told of counters together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    Requests,
    MeanWait,
    Within,
    Utilisation,
    Unstable,
}

impl Figure {
    const ALL: [Figure; 5] =
        [Figure::Requests, Figure::MeanWait, Figure::Within, Figure::Utilisation, Figure::Unstable];

    fn label(self, language: Language) -> &'static str {
        match self {
            Figure::Requests => pick(language, "requests a year", "年诉求件数"),
            Figure::MeanWait => pick(language, "mean wait", "平均等待"),
            Figure::Within => pick(language, "within the target", "按时率"),
            Figure::Utilisation => pick(language, "utilisation", "利用率"),
            Figure::Unstable => pick(language, "queues that grow for ever", "排队无限增长"),
        }
    }

    fn unit(self, language: Language) -> &'static str {
        match self {
            Figure::Requests => pick(language, "requests", "件"),
            Figure::MeanWait => pick(language, "opening hours", "开放小时"),
            Figure::Within | Figure::Utilisation => "",
            Figure::Unstable => pick(language, "counters", "个"),
        }
    }

    /// How it is shown.
    pub(crate) fn shown(self) -> Shown {
        match self {
            Figure::Requests => Shown::Money,
            Figure::MeanWait => Shown::Index,
            Figure::Within | Figure::Utilisation => Shown::Percent,
            Figure::Unstable => Shown::Whole,
        }
    }

    fn seen(self, total: &AnswersTotal) -> Seen {
        Seen::number(match self {
            Figure::Requests => Some(total.requests),
            Figure::MeanWait => total.mean_wait,
            Figure::Within => total.within,
            Figure::Utilisation => total.utilisation,
            Figure::Unstable => Some(total.unstable as f64),
        })
    }
}

/// A line of the summary: its label, its unit, and for each policy the formula and what it shows.
pub(crate) struct Line {
    pub(crate) figure: Figure,
    pub(crate) label: String,
    pub(crate) unit: &'static str,
    pub(crate) cells: Vec<(Option<String>, Seen)>,
}

/// The lines of a pool of the outcome; none where its posts answer nobody.
pub(crate) fn lines(subject: &Subject<'_>, plan: Option<&Plan<'_>>, result: &PoolOutcome) -> Vec<Line> {
    let of_pool: Vec<_> = answered(subject).filter(|(case, _)| std::ptr::eq(case.result, result)).collect();
    let Some((_, counters)) = of_pool.first() else { return Vec::new() };
    let language = subject.language;
    let line = |counter: Counter, figure: Figure| {
        let cells = of_pool.iter().map(|(case, _)| {
            let text = plan.and_then(|plan| text(plan, case.index, counter, figure));
            let total = case.answers.and_then(|answers| {
                let whistle = answers.whistle.as_ref();
                Some(match counter {
                    Counter::Alone => AnswersTotal::of(&answers.own),
                    Counter::Kept => AnswersTotal::of(&whistle?.members),
                    Counter::Departments => AnswersTotal::of([&whistle?.departments]),
                })
            });
            (text, total.map_or(Seen::Nothing, |total| figure.seen(&total)))
        });
        let colon = pick(language, ": ", "：");
        Line {
            figure,
            label: format!("{}{colon}{}", counter_name(counter, language), figure.label(language)),
            unit: figure.unit(language),
            cells: cells.collect(),
        }
    };
    counters.iter().flat_map(|counter| Figure::ALL.map(|figure| line(*counter, figure))).collect()
}

/// The formula over the rows of the sheet of answers; an array formula.
fn text(plan: &Plan<'_>, policy: usize, counter: Counter, figure: Figure) -> Option<String> {
    let range = |item: Item| item_range(plan, policy, counter, item);
    let requests = range(Item::Requests)?;
    // Means are weighted by requests, over stable queues alone: those that have a wait.
    let mean = |item: Item| {
        let values = range(item)?;
        let sum = |of: &str| format!("SUM(IF(ISNUMBER({values}),{of},0))");
        let weight = sum(&requests);
        Some(format!("IF({weight}>0,{}/{weight},\"\")", sum(&format!("{requests}*{values}"))))
    };
    match figure {
        Figure::Requests => Some(format!("SUM({requests})")),
        Figure::MeanWait => mean(Item::MeanWait),
        Figure::Within => mean(Item::Within),
        Figure::Utilisation => {
            let (load, servers) = (range(Item::Load)?, range(Item::Servers)?);
            Some(format!("IF(SUM({servers})>0,SUM({load})/SUM({servers}),\"\")"))
        }
        Figure::Unstable => Some(format!("SUM(IF({},0,1))", range(Item::Stable)?)),
    }
}
