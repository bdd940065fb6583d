//! The sheet of answers to residents: every counter under every policy as a queue (M/M/n, Erlang C), where members
//! answer everything themselves and where a share is passed up to departments.

mod block;
pub(crate) mod total;

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::Subject;
use crate::report::html::page::pick;
use crate::report::tables::Case;
use crate::report::tables::cases;

use super::extent::Extent;
use super::layout::Layout;
use super::place::FIRST_ROW;
use super::place::letters;
use super::place::sheet_prefix;
use super::plan::Plan;
use super::sheet::Sheet;
use super::shown::Shown;
use block::Block;

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counter {
    /// Members, everything.
    Alone,
    /// Members, what they do not pass up.
    Kept,
    /// Departments, what is passed up to them.
    Departments,
}

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Policy,
    Counter,
    Id,
    Name,
    /// Requests a year.
    Requests,
    Servers,
    Utilisation,
    /// In opening hours.
    MeanWait,
    /// Share taken up within the target.
    Within,
    Stable,
    /// The posts of which a share answers.
    Staff,
    StaffShare,
    /// Share of the member's requests that is passed up.
    PassedUp,
    HoursPerRequest,
    OpeningHours,
    /// The target, in opening hours.
    Target,
    /// Requests an opening hour.
    Arrivals,
    /// Arrivals × hours per request.
    Load,
    /// Erlang C: the probability of having to wait.
    Waits,
}

/// The columns that every workbook has; the workings follow where there are formulas.
const RESULTS: [Item; 10] = [
    Item::Policy,
    Item::Counter,
    Item::Id,
    Item::Name,
    Item::Requests,
    Item::Servers,
    Item::Utilisation,
    Item::MeanWait,
    Item::Within,
    Item::Stable,
];

const WORKINGS: [Item; 9] = [
    Item::Staff,
    Item::StaffShare,
    Item::PassedUp,
    Item::HoursPerRequest,
    Item::OpeningHours,
    Item::Target,
    Item::Arrivals,
    Item::Load,
    Item::Waits,
];

/// The column of an item, counted from 0.
fn column(item: Item) -> usize {
    RESULTS.iter().chain(&WORKINGS).position(|known| *known == item).unwrap_or(0)
}

/// The counters of each policy on the answering pool.
fn answered<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (Case<'a>, Vec<Counter>)> + use<'a> {
    cases(subject).filter_map(|case| {
        let counters = match &case.answers?.whistle {
            Some(_) => vec![Counter::Alone, Counter::Kept, Counter::Departments],
            None => vec![Counter::Alone],
        };
        Some((case, counters))
    })
}

/// How many rows a counter has.
fn rows_of(case: &Case<'_>, counter: Counter) -> usize {
    if counter == Counter::Departments { 1 } else { case.count() }
}

fn extent(subject: &Subject<'_>, is_planned: bool) -> Extent {
    let blocks = answered(subject).flat_map(|(case, counters)| {
        counters.into_iter().map(move |counter| rows_of(&case, counter)).collect::<Vec<_>>()
    });
    Extent::of(blocks, is_planned)
}

/// The cells of an item for a policy's counter, seen from another sheet; `None` where the sheet holds values.
fn item_range(plan: &Plan<'_>, policy: usize, counter: Counter, item: Item) -> Option<String> {
    let name = plan.answers.as_ref().filter(|_| extent(plan.subject, true).is_live)?;
    let mut before = 0;
    for (case, counters) in answered(plan.subject) {
        for known in counters {
            let rows = rows_of(&case, known);
            if case.index == policy && known == counter {
                return Some(format!("{}{}", sheet_prefix(name), cells(item, before, rows)));
            }
            before += rows;
        }
    }
    None
}

/// The cells of an item from a row of the list, counted from 0, on.
fn cells(item: Item, first: usize, rows: usize) -> String {
    let at = |row: usize| FIRST_ROW as usize + row;
    let letters = letters(column(item));
    format!("${letters}${}:${letters}${}", at(first), at((first + rows).saturating_sub(1)))
}

/// Writes the sheet; with formulas where there is a plan.
pub(crate) fn sheet(layout: &Layout<'_>, plan: Option<&Plan<'_>>) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let plan = plan.filter(|plan| plan.answers.is_some());
    let extent = extent(layout.subject, plan.is_some());
    let plan = plan.filter(|_| extent.is_live);
    let workings = if plan.is_some() { WORKINGS.as_slice() } else { &[] };
    let items: Vec<Item> = RESULTS.iter().chain(workings).copied().collect();
    let title =
        pick(language, "Answers to residents: every counter as a queue", "诉求答复：各服务台排队情况");
    let live = pick(
        language,
        "Random arrivals, several servers (M/M/n, Erlang C); waits in opening hours, empty where the queue grows for ever or nobody asks. Columns after «Stable» are workings.",
        "随机到达、多人答复（M/M/n，Erlang C）；等待以开放小时计，排队无限增长或没有诉求的为空。“稳定”之后各列为测算过程。",
    );
    let lines = extent.lines(live, "answers.parquet", language);
    let mut sheet = Sheet::open(&layout.name, title, &lines, layout.formats)?;
    sheet.headings(&items.iter().map(|item| heading(*item, layout)).collect::<Vec<_>>())?;
    sheet.print_columns(RESULTS.len());
    let mut first = 0;
    for (case, counters) in answered(layout.subject) {
        let block = Block::of(layout, plan, case, first);
        for counter in counters {
            let rows = rows_of(&case, counter);
            for member in 0..rows.min(extent.members).min(sheet.room()) {
                for (column, item) in (0..).zip(&items) {
                    let text = block.text(*item, counter, member, sheet.next_row());
                    let seen = block.seen(*item, counter, member);
                    sheet.either(column, text.as_deref(), &seen, shown(*item))?;
                }
                sheet.next();
            }
            first += rows;
        }
    }
    sheet.finish(4)
}

fn heading(item: Item, layout: &Layout<'_>) -> (String, bool) {
    let (en, zh) = match item {
        Item::Policy => ("Policy", "方案"),
        Item::Counter => ("Who answers", "答复方"),
        Item::Id => ("Id", "编号"),
        Item::Name => ("Name", "名称"),
        Item::Requests => ("Requests a year", "年诉求件数"),
        Item::Servers => ("Servers", "答复人数"),
        Item::Utilisation => ("Utilisation", "利用率"),
        Item::MeanWait => ("Mean wait, hours", "平均等待（小时）"),
        Item::Within => ("Within the target", "按时率"),
        Item::Stable => ("Stable", "稳定"),
        Item::Staff => ("Posts", "编制"),
        Item::StaffShare => ("Share that answers", "从事答复占比"),
        Item::PassedUp => ("Share passed up", "上报占比"),
        Item::HoursPerRequest => ("Hours a request", "每件用时（小时）"),
        Item::OpeningHours => ("Opening hours a year", "年开放小时数"),
        Item::Target => ("Target, hours", "目标（小时）"),
        Item::Arrivals => ("Requests an opening hour", "每开放小时诉求数"),
        Item::Load => ("Load, erlangs", "负荷（爱尔兰）"),
        Item::Waits => ("Probability of waiting (Erlang C)", "需等待的概率（Erlang C）"),
    };
    (pick(layout.language(), en, zh).to_owned(), WORKINGS.contains(&item))
}

fn shown(item: Item) -> Shown {
    match item {
        Item::Requests => Shown::Money,
        Item::Servers => Shown::Whole,
        Item::Utilisation | Item::Within | Item::Waits => Shown::Percent,
        Item::MeanWait | Item::Arrivals | Item::Load => Shown::Index,
        _ => Shown::General,
    }
}
