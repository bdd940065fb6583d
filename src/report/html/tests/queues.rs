//! The sections on staff and on requests, their figures worked by hand.

use super::example::Example;
use crate::language::Language;
use crate::report::html::html;

/// Two communities: the work of one takes one worker, that of the other five.
const TABLE: &str = "id,name,work,requests\nA,Amber,1848,1000\nB,Beryl,9240,4000\n";

/// Six workers in equal parts, or by hours of work; half of the requests can be passed up.
const SCENARIO: &str = r#"
title = "Queues"
year = 2024
baseline = "flat"
[tables.communities]
file = "communities.csv"
[parameters.hours]
value = 1
unit = "hours"
[pools.workers]
over = "communities"
posts = 6
[standards.workers.wisn]
hours = "work"
holidays = "11"
leave = "10"
sickness = "5"
training = "3"
[answers]
pool = "workers"
requests = "requests"
hours_per_request = "hours"
staff_share = "1"
opening_hours = "1000"
within = "1"
[answers.whistle]
share = "0.5"
hours_per_request = "1"
staff = "4"
[policies.flat]
workers = { rule = "equal" }
[policies.work.workers]
rule = "proportional"
factors = [{ id = "work", amount = "work" }]
"#;

fn page(language: Language) -> String {
    match Example::new(SCENARIO, &[TABLE], &[]) {
        Ok(example) => html(&example.subject(language), &[]),
        Err(problems) => panic!("{}", problems.render(Language::English, false)),
    }
}

/// The cells of the row that begins so, in a section.
fn row(page: &str, section: &str, heading: &str, place: usize) -> Vec<String> {
    let section = page.split(&format!("<section id=\"{section}\"")).nth(1).expect("the section");
    let section = section.split("</section>").next().expect("its end");
    let row = section.split(&format!("<th scope=\"row\">{heading}</th>")).nth(place + 1).expect("the row");
    let row = row.split("</tr>").next().expect("its end");
    let cells = row.split("</td>").filter_map(|cell| cell.split_once('>'));
    cells.map(|(_, cell)| cell.to_owned()).collect()
}

#[test]
fn staff_is_set_against_what_the_work_needs() {
    let page = page(Language::English);
    // 231 days of 8 hours are 1,848: Amber needs 1, Beryl 5. Three each leave two too many here, two too few there.
    assert_eq!(row(&page, "staffing", "flat", 0), ["6", "6.0", "1.000", "2.0", "2.0", "1", "0.600", "Beryl"]);
    assert_eq!(row(&page, "staffing", "work", 0), ["6", "6.0", "1.000", "0.0", "0.0", "0", "1.000", "Amber"]);
    assert_eq!(row(&page, "staffing", "Beryl", 0), ["5.0", "3", "-2.0", "0.600", "5", "0.0", "1.000"]);
    assert!(page.contains("available working time × category allowance factor"));
}

#[test]
fn requests_are_answered_by_queues() {
    let page = page(Language::English);
    // Amber: one request an hour of one hour each at three, by hand: Erlang C = 1/11, mean wait 1/22; half of that: 0.006.
    // Beryl: four at three, so without end; two at three where half are passed up: Erlang C = 4/9, mean wait 4/9; two at five: 1/50.
    assert_eq!(
        row(&page, "requests", "Beryl", 0),
        ["4,000", "3", "133.3%", "∞", "0.44", "5", "80.0%", "0.55", "0.02"]
    );
    assert_eq!(row(&page, "requests", "Amber", 0)[..5], ["1,000", "3", "33.3%", "0.05", "0.01"]);
    let alone = row(&page, "requests", "Members alone", 0);
    assert_eq!(alone, ["5,000", "83.3%", "0.05", "98.8%", "1", "4,000"]);
    assert_eq!(row(&page, "requests", "Departments", 0)[0], "2,500");
    assert_eq!(row(&page, "requests", "Hours per request", 0), ["<code>hours</code>", "1 hours"]);
    let told = "<p>Under flat, at 1 of 2 counters the queue grows for ever; at the others a request waits 0.05 opening \
                hours on average, and 98.8% are taken up in time. Where a share is passed up to departments, no queue";
    assert!(page.contains(told), "{page}");
    assert!(self::page(Language::Chinese).contains("2 个单位中有 1 个排队无限增长"));
}

#[test]
fn without_posts_by_need_and_without_requests_there_is_no_such_section() {
    let example = Example::nasty();
    let page = html(&example.subject(Language::English), &[]);
    assert!(!page.contains("id=\"staffing\"") && !page.contains("id=\"requests\""));
}
