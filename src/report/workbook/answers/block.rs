//! The cells of one policy's counters: what they show, and their formulas.

use crate::evaluate::Answer;
use crate::evaluate::PolicyAnswers;
use crate::language::Language;
use crate::measure::queue::Queue;
use crate::report::html::page::pick;
use crate::report::tables::Case;
use crate::scenario::Answers;
use crate::scenario::PlacedFormula;

use super::Counter;
use super::Item;
use super::cells;
use super::column;
use crate::report::workbook::layout::Layout;
use crate::report::workbook::place::FIRST_ROW;
use crate::report::workbook::place::letters;
use crate::report::workbook::plan::Key;
use crate::report::workbook::plan::Plan;
use crate::report::workbook::shown::Seen;

/// One policy on the answering pool.
pub(super) struct Block<'a> {
    layout: &'a Layout<'a>,
    plan: Option<&'a Plan<'a>>,
    case: Case<'a>,
    spec: Option<&'a Answers>,
    /// Where the policy's rows begin in the list, counted from 0.
    first: usize,
    /// What cannot be read from the outcome: targets, shares that answer, shares passed up; where there are formulas.
    targets: Vec<f64>,
    staff_shares: Vec<f64>,
    passed_up: Vec<f64>,
}

impl<'a> Block<'a> {
    /// The cells of a policy whose rows begin at `first`, counted from 0.
    pub(super) fn of(
        layout: &'a Layout<'a>,
        plan: Option<&'a Plan<'a>>,
        case: Case<'a>,
        first: usize,
    ) -> Block<'a> {
        let spec = layout.subject.scenario.answers.as_ref();
        let rows = &*case.result.rows;
        let facts = plan.and_then(|plan| plan.worlds.first()).map(|world| world.facts.under(case.index));
        let numbers = |formula: Option<&PlacedFormula>| {
            let known = facts.zip(formula);
            known.and_then(|(facts, formula)| facts.numbers(formula, rows, None).ok()).unwrap_or_default()
        };
        let whistle = spec.and_then(|spec| spec.whistle.as_ref());
        Block {
            layout,
            plan,
            case,
            spec,
            first,
            targets: numbers(spec.map(|spec| &spec.within)),
            staff_shares: numbers(spec.map(|spec| &spec.staff_share)),
            passed_up: numbers(whistle.map(|whistle| &whistle.share)),
        }
    }

    fn answer(&self, counter: Counter, member: usize) -> Option<&Answer> {
        let answers: &PolicyAnswers = self.case.answers?;
        match counter {
            Counter::Alone => answers.own.get(member),
            Counter::Kept => answers.whistle.as_ref()?.members.get(member),
            Counter::Departments => Some(&answers.whistle.as_ref()?.departments),
        }
    }

    /// What a cell shows before it is computed again.
    pub(super) fn seen(&self, item: Item, counter: Counter, member: usize) -> Seen {
        let (case, language) = (&self.case, self.layout.language());
        let departments = counter == Counter::Departments;
        let Some(answer) = self.answer(counter, member) else { return Seen::Nothing };
        let of_member = |values: &[f64]| values.get(member).copied().filter(|_| !departments);
        let number = match item {
            Item::Policy => return Seen::text(case.policy.label.get(language)),
            Item::Counter => return Seen::text(counter_name(counter, language)),
            Item::Id if departments => return Seen::text("departments"),
            Item::Id => return Seen::text(case.id(member)),
            Item::Name if departments => return Seen::text(pick(language, "Departments", "部门")),
            Item::Name => return Seen::text(case.name(member)),
            Item::Stable => return Seen::Truth(answer.stable),
            Item::Requests => Some(answer.requests),
            Item::Servers => Some(f64::from(answer.servers)),
            Item::Utilisation => answer.utilisation,
            Item::MeanWait => answer.mean_wait,
            Item::Within => answer.within,
            Item::Staff => {
                Some(case.pool.unit.whole(case.outcome.shared.awards[member])).filter(|_| !departments)
            }
            Item::StaffShare => of_member(&self.staff_shares),
            Item::PassedUp => of_member(&self.passed_up).filter(|_| counter == Counter::Kept),
            Item::HoursPerRequest => Some(answer.hours_per_request),
            Item::OpeningHours => Some(answer.opening_hours),
            Item::Target => self.targets.get(member).copied(),
            Item::Arrivals => Some(answer.arrivals),
            Item::Load => Some(answer.load),
            Item::Waits => waits(answer),
        };
        Seen::number(number)
    }

    /// The formula of a cell in the row, as the spreadsheet counts; `None` for what is given.
    pub(super) fn text(&self, item: Item, counter: Counter, member: usize, row: u32) -> Option<String> {
        let (plan, spec) = (self.plan?, self.spec?);
        let own = |item: Item| format!("${}{row}", letters(column(item)));
        let sheet = plan.sheet(&self.case)?;
        let formula = |formula: &PlacedFormula| plan.text(sheet, formula, member);
        let whistle = spec.whistle.as_ref();
        // Members answer everything in the first rows of a policy.
        let alone =
            |item: Item| format!("${}{}", letters(column(item)), FIRST_ROW as usize + self.first + member);
        match (item, counter) {
            (Item::Policy | Item::Counter | Item::Id | Item::Name, _) => None,
            (Item::Requests, Counter::Alone) => formula(&spec.requests),
            (Item::Requests, Counter::Kept) => {
                Some(format!("{}*(1-{})", alone(Item::Requests), own(Item::PassedUp)))
            }
            (Item::Requests, Counter::Departments) => {
                let members = self.case.count();
                let all = cells(Item::Requests, self.first, members);
                let shares = cells(Item::PassedUp, self.first + members, members);
                Some(format!("SUMPRODUCT({all}*{shares})"))
            }
            (Item::Staff | Item::StaffShare, Counter::Departments) => None,
            (Item::Staff, _) => sheet.cell(Key::Award, member),
            (Item::StaffShare, _) => formula(&spec.staff_share),
            (Item::PassedUp, Counter::Kept) => formula(&whistle?.share),
            (Item::PassedUp, _) => None,
            (Item::HoursPerRequest, Counter::Departments) => formula(&whistle?.hours_per_request),
            (Item::HoursPerRequest, _) => formula(&spec.hours_per_request),
            (Item::OpeningHours, _) => formula(&spec.opening_hours),
            (Item::Target, _) => formula(&spec.within),
            (Item::Servers, Counter::Departments) => formula(&whistle?.staff),
            (Item::Servers, _) => {
                Some(format!("ROUNDDOWN({}*{},0)", own(Item::StaffShare), own(Item::Staff)))
            }
            (queue, _) => of_the_queue(queue, &own),
        }
    }
}

/// Who answers, in words.
pub(super) fn counter_name(counter: Counter, language: Language) -> &'static str {
    match counter {
        Counter::Alone => pick(language, "Members alone", "仅本单位"),
        Counter::Kept => pick(language, "Members, part passed up", "本单位（部分上报）"),
        Counter::Departments => pick(language, "Departments", "部门"),
    }
}

/// The probability of having to wait; `None` where the queue is unstable or nobody asks.
fn waits(answer: &Answer) -> Option<f64> {
    let queue = Queue::new(answer.arrivals, answer.hours_per_request, answer.servers)?;
    queue.erlang_c().filter(|_| answer.requests > 0.0)
}

/// What follows from arrivals, hours and servers of the same row. Erlang B is the last term of Poisson's sum over the
/// whole of it.
fn of_the_queue(item: Item, own: &dyn Fn(Item) -> String) -> Option<String> {
    let (requests, servers, load) = (own(Item::Requests), own(Item::Servers), own(Item::Load));
    let (hours, waits) = (own(Item::HoursPerRequest), own(Item::Waits));
    Some(match item {
        Item::Arrivals => format!("{requests}/{}", own(Item::OpeningHours)),
        Item::Load => format!("{}*{hours}", own(Item::Arrivals)),
        Item::Utilisation => format!("IF({servers}>0,{load}/{servers},\"\")"),
        Item::Stable => format!("OR({requests}=0,{load}<{servers})"),
        Item::Waits => {
            let blocked = format!("POISSON({servers},{load},FALSE)/POISSON({servers},{load},TRUE)");
            let waits = format!("{servers}*{blocked}/({servers}-{load}*(1-{blocked}))");
            format!("IF(AND({requests}>0,{load}<{servers}),IF({load}>0,{waits},0),\"\")")
        }
        Item::MeanWait => format!("IF({waits}=\"\",\"\",{waits}*{hours}/({servers}-{load}))"),
        Item::Within => {
            let longer = format!("{waits}*EXP(-({servers}-{load})*{}/{hours})", own(Item::Target));
            format!("IF({waits}=\"\",\"\",IF({hours}>0,1-{longer},1))")
        }
        _ => return None,
    })
}
