//! What the workbook tells of posts: staffing by WISN, and answers to residents as queues.

use calamine::Data;
use calamine::Range;
use junheng::evaluate::Answer;
use junheng::evaluate::AnswersTotal;
use junheng::evaluate::PolicyAnswers;
use junheng::measure::wisn;

use super::Run;
use super::column;
use super::is_near;
use super::office::Book;
use super::office::titled;

/// The sheets' titles.
const STAFFING: &str = "Staffing by WISN (World Health Organization 2010)";
const ANSWERS: &str = "Answers to residents: every counter as a queue";

/// What differs between the sheets and the run.
pub fn differences(run: &Run, what: &str, book: &mut Book) -> Vec<String> {
    let mut wrong = Vec::new();
    staffing(run, what, book, &mut wrong);
    let Some(answers) = &run.outcome.answers else { return wrong };
    let sheet = titled(book, ANSWERS);
    let mut row = 3;
    for (policy, answers) in answers.policies.iter().enumerate() {
        for answer in counters(answers).into_iter().flatten() {
            let what = format!("{what}: answers, policy {policy}, row {row}");
            counter(&sheet, row, answer, &what, &mut wrong);
            row += 1;
        }
        totals(run, policy, answers, &book.sheet("Summary"), what, &mut wrong);
    }
    wrong
}

/// The counters in the order of the sheet: members alone, members with the whistle, departments.
fn counters(answers: &PolicyAnswers) -> [Vec<&Answer>; 3] {
    let whistle = answers.whistle.as_ref();
    [
        answers.own.iter().collect(),
        whistle.map(|whistle| whistle.members.iter().collect()).unwrap_or_default(),
        whistle.map(|whistle| vec![&whistle.departments]).unwrap_or_default(),
    ]
}

fn staffing(run: &Run, what: &str, book: &mut Book, wrong: &mut Vec<String>) {
    let mut row = 3;
    for result in &run.outcome.pools {
        let pool = &run.scenario.pools[result.pool];
        if pool.need.as_ref().is_none_or(|need| need.wisn.is_none()) {
            continue;
        }
        let sheet = titled(book, STAFFING);
        for (policy, outcome) in result.policies.iter().enumerate() {
            let required = outcome.need.as_ref().expect("a standard gives a need");
            for (member, required) in required.iter().enumerate() {
                let staff = pool.unit.whole(outcome.shared.awards[member]);
                for (heading, expected) in [
                    ("Staff", Some(staff)),
                    ("Required staff", Some(*required)),
                    ("WISN ratio", wisn::ratio(staff, *required)),
                    ("WISN difference", Some(wisn::difference(staff, *required))),
                ] {
                    let found = &sheet[(row, column(&sheet, heading))];
                    if !is_near(found, expected) {
                        wrong.push(format!("{what}: {heading} of policy {policy}, member {member}: {found:?}, not {expected:?}"));
                    }
                }
                row += 1;
            }
        }
    }
}

fn counter(sheet: &Range<Data>, row: usize, answer: &Answer, what: &str, wrong: &mut Vec<String>) {
    for (heading, expected) in [
        ("Requests a year", Some(answer.requests)),
        ("Servers", Some(f64::from(answer.servers))),
        ("Utilisation", answer.utilisation),
        ("Mean wait", answer.mean_wait),
        ("Within the target", answer.within),
        ("Requests an opening hour", Some(answer.arrivals)),
        ("Load", Some(answer.load)),
    ] {
        let found = &sheet[(row, column(sheet, heading))];
        if !is_near(found, expected) {
            wrong.push(format!("{what}: {heading}: {found:?}, not {expected:?}"));
        }
    }
    let stable = &sheet[(row, column(sheet, "Stable"))];
    if *stable != Data::Bool(answer.stable) {
        wrong.push(format!("{what}: stable: {stable:?}, not {}", answer.stable));
    }
}

/// The lines of the summary.
fn totals(
    run: &Run,
    policy: usize,
    answers: &PolicyAnswers,
    summary: &Range<Data>,
    what: &str,
    wrong: &mut Vec<String>,
) {
    let pool = &run.scenario.pools[run.scenario.answers.as_ref().expect("answers are asked for").pool];
    let names = ["Members alone", "Members, part passed up", "Departments"];
    for (name, counters) in names.into_iter().zip(counters(answers)).filter(|(_, all)| !all.is_empty()) {
        let total = AnswersTotal::of(counters);
        for (figure, expected) in [
            ("requests a year", Some(total.requests)),
            ("mean wait", total.mean_wait),
            ("within the target", total.within),
            ("utilisation", total.utilisation),
            ("queues that grow for ever", Some(total.unstable as f64)),
        ] {
            let label = format!("{name}: {figure}");
            let row = summary.rows().find(|row| row[0] == pool.label.en.as_str() && row[1] == label.as_str());
            let found = &row.unwrap_or_else(|| panic!("{what}: no line «{label}»"))[4 + policy];
            if !is_near(found, expected) {
                wrong.push(format!("{what}: {label} of policy {policy}: {found:?}, not {expected:?}"));
            }
        }
    }
}
