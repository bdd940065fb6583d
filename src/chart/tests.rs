//! Charts of small scenarios, read back as the renderer reads them.

mod extremes;
mod fallback;
mod layout;

use std::path::Path;

use resvg::usvg;

use super::*;
use crate::evaluate::evaluate;
use crate::problem::Problems;
use crate::problem::Source;
use crate::scenario::check;
use crate::scenario::draft as draft_of;
use crate::table::attempt_bytes;

/// A scenario with its tables and outcome.
pub(super) struct Case {
    scenario: Scenario,
    tables: Tables,
    outcome: Outcome,
}

impl Case {
    /// A case of a scenario's text and the CSV of its only table, `communities`.
    pub(super) fn new(toml: &str, csv: &str) -> Case {
        Case::over(toml, &[csv])
    }

    /// A case of a scenario's text and the CSV of each of its files.
    pub(super) fn over(toml: &str, texts: &[&str]) -> Case {
        let draft = draft_of(Source { name: "case.toml".into(), text: toml.into() }, Path::new(""), &[])
            .unwrap_or_else(|problems| panic!("{}", told(&problems)));
        let files = draft.files.iter().zip(texts);
        let attempts = files.map(|(file, text)| attempt_bytes(file, text.as_bytes(), None)).collect();
        let (scenario, tables) =
            check(draft, attempts).unwrap_or_else(|problems| panic!("{}", told(&problems)));
        let outcome = evaluate(&scenario, &tables).unwrap_or_else(|problems| panic!("{}", told(&problems)));
        Case { scenario, tables, outcome }
    }

    /// A case of `members` communities with Chinese and English names, their sizes far apart.
    pub(super) fn of(members: usize) -> Case {
        let mut csv = String::from("id,name,name_en,population,kind\n");
        for member in 0..members {
            let population = 500 + (member * 7919) % 9001;
            let kind = ["urban", "rural"][member % 2];
            csv.push_str(&format!("c{member:05},均衡{member}社区,Community {member},{population},{kind}\n"));
        }
        Case::new(&TOML.replace("MONEY", &(members * 100_000).to_string()), &csv)
    }

    /// A case of posts for `members` communities, with a catalogue of as many departments, and with requests of which
    /// half are passed up; its second policy asks for less.
    pub(super) fn of_services(members: usize, departments: usize) -> Case {
        let mut communities = String::from("id,name,name_en,unit,population\n");
        for member in 0..members {
            let (population, unit) = (500 + (member * 7919) % 9001, member % 9);
            communities
                .push_str(&format!("c{member},均衡{member}社区,Community {member},u{unit},{population}\n"));
        }
        let mut units = String::from("id,name,name_en\n");
        (0..9).for_each(|unit| units.push_str(&format!("u{unit},第{unit}街道,Street {unit}\n")));
        let mut services =
            String::from("id,label_en,label_zh,department,kind,per,hours,yuan,admitted,funded\n");
        for item in 0..departments {
            let kind = ["service", "administrative", "request"][item % 3];
            let (hours, funded) = (0.02 * item as f64, (item % 5) as f64 / 4.0);
            services.push_str(&format!(
                "s{item},Item {item},事项{item},department {item},{kind},population / 10,{hours},{item},TRUE,{funded}\n"
            ));
        }
        let toml = SERVICES.replace("POSTS", &(members * 4).to_string());
        Case::over(&toml, &[&units, &communities, &services])
    }

    pub(super) fn draw(&self, style: &Style) -> Vec<Chart> {
        draw(&self.scenario, &self.tables, &self.outcome, style).expect("the charts are drawn")
    }
}

/// The charts of the pool `operating`, in their order.
pub(super) const OF_POOL: [&str; 7] = [
    "operating-award-need",
    "operating-dumbbell",
    "operating-by-member",
    "operating-changes",
    "operating-adequacy",
    "operating-lorenz",
    "operating-parts",
];

/// The chart of a kind.
pub(super) fn of_kind(charts: &[Chart], kind: Kind) -> &Chart {
    let is_of_kind = |chart: &&Chart| chart.name.ends_with(&format!("-{}", kind.id()));
    charts.iter().find(is_of_kind).unwrap_or_else(|| panic!("no chart {}", kind.id()))
}

/// Money by need, one size fits all against two others.
pub(super) const TOML: &str = r#"
title = { en = "Test District", zh = "测试区" }
year = 2024
baseline = "flat"
[tables.communities]
file = "communities.csv"
[pools.operating]
over = "communities"
label = { en = "Operating fund", zh = "工作经费" }
money = MONEY
step = 1
[standards.operating]
need = "20000 + 15 * population"
[groups.kind]
over = "communities"
by = "kind"
label = { en = "By kind", zh = "按类型" }
labels = { urban = { en = "Urban", zh = "城镇" }, rural = { en = "Rural", zh = "乡村" } }
[policies.flat]
label = { en = "One size fits all", zh = "一刀切" }
operating = { rule = "equal" }
[policies.differentiated]
label = { en = "Differentiated", zh = "差异化" }
[policies.differentiated.operating]
rule = "proportional"
factors = [{ id = "size", amount = "20000 + 18 * population" }]
[policies.heads]
label = { en = "By heads alone", zh = "按人头" }
[policies.heads.operating]
rule = "proportional"
floor = "0.5 * baseline"
factors = [{ id = "heads", amount = "population" }]
"#;

/// Posts by hours of work, a catalogue, and requests of residents.
const SERVICES: &str = r#"
title = { en = "Test District", zh = "测试区" }
year = 2024
baseline = "flat"
[tables.units]
file = "units.csv"
[tables.communities]
file = "communities.csv"
parent = { table = "units", column = "unit" }
[services]
file = "services.csv"
over = "communities"
[pools.workers]
over = "communities"
label = { en = "Community workers", zh = "社区工作者" }
posts = POSTS
[standards.workers]
need = "service_hours / 1800"
[answers]
pool = "workers"
requests = "population / 2"
hours_per_request = "1"
staff_share = "0.5"
opening_hours = "2000"
within = "1"
[answers.whistle]
share = "0.5"
hours_per_request = "2"
staff = "40"
[policies.flat]
label = { en = "One size fits all", zh = "一刀切" }
workers = { rule = "equal" }
[policies.lighter]
label = { en = "Following the work, after admission", zh = "准入后随工作量配备" }
services = { s4 = { admitted = false } }
[policies.lighter.workers]
rule = "proportional"
factors = [{ id = "hours", amount = "service_hours" }]
"#;

fn told(problems: &Problems) -> String {
    problems.0.iter().map(|problem| format!("{} {}\n", problem.place, problem.found.en)).collect()
}

/// Every text of an SVG with its box, as the renderer sets it.
pub(super) fn texts(svg: &str, fonts: &Fonts) -> Vec<(String, usvg::Rect)> {
    let tree = usvg::Tree::from_str(svg, &fonts.options()).expect("the SVG is well-formed");
    let mut texts = Vec::new();
    collect(tree.root(), &mut texts);
    texts
}

fn collect(group: &usvg::Group, texts: &mut Vec<(String, usvg::Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => collect(inner, texts),
            usvg::Node::Text(text) => {
                let content: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                texts.push((content.trim().to_owned(), text.abs_bounding_box()));
            }
            usvg::Node::Path(_) | usvg::Node::Image(_) => {}
        }
    }
}

#[test]
fn a_pool_with_need_groups_and_factors_has_every_chart_in_each_language() {
    let case = Case::of(12);
    for language in [Language::English, Language::Chinese] {
        let charts = case.draw(&Style::new(language));
        let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
        assert_eq!(names, OF_POOL);
        assert!(skipped(&case.scenario, &case.outcome).is_empty());
        let tag = if language == Language::Chinese { "zh-Hans" } else { "en" };
        for chart in &charts {
            assert!(chart.svg.starts_with("<svg width=\"1000\""), "{}", &chart.svg[..60]);
            assert!(chart.svg.contains(&format!("xml:lang=\"{tag}\" role=\"img\"")));
            assert!(chart.svg.contains("<title id=") && chart.svg.contains("<desc id="));
        }
    }
}

#[test]
fn titles_say_what_is_seen() {
    let case = Case::of(12);
    let charts = case.draw(&Style::new(Language::English));
    let title = &of_kind(&charts, Kind::AwardNeed).title;
    assert!(title.en.starts_with("Operating fund: "), "{}", title.en);
    assert!(title.en.contains(" of 12 communities are short of 90% of need under \"One size fits all\""));
    assert!(title.zh.starts_with("工作经费：“一刀切”下12个单位中有"), "{}", title.zh);
    let title = &of_kind(&charts, Kind::ByMember).title;
    assert!(title.en.contains("each of the 12 communities gets 100 thousand yuan"), "{}", title.en);
    assert!(title.zh.contains("下每个单位均为10.0万元"), "{}", title.zh);
}

#[test]
fn every_member_and_policy_is_labelled() {
    let case = Case::of(12);
    let fonts = Fonts::built_in();
    let charts = case.draw(&Style::new(Language::English));
    for kind in [Kind::Dumbbell, Kind::ByMember, Kind::Changes, Kind::Parts] {
        let chart = of_kind(&charts, kind);
        let texts = texts(&chart.svg, &fonts);
        for label in (0..12).map(|member| format!("Community {member}")) {
            assert!(texts.iter().any(|(text, _)| *text == label), "{label} in {}", chart.name);
        }
    }
    for label in ["One size fits all", "Differentiated", "By heads alone"] {
        assert!(
            texts(&of_kind(&charts, Kind::AwardNeed).svg, &fonts).iter().any(|(text, _)| text == label),
            "{label}"
        );
    }
    let chinese = case.draw(&Style::new(Language::Chinese));
    assert!(of_kind(&chinese, Kind::ByMember).svg.contains("均衡7社区"));
}

#[test]
fn hours_stand_by_kind_and_requests_by_how_they_are_answered() {
    let case = Case::of_services(48, 25);
    let fonts = Fonts::built_in();
    let charts = case.draw(&Style::new(Language::English));
    let said = |kind: Kind| -> Vec<String> {
        texts(&of_kind(&charts, kind).svg, &fonts).into_iter().map(|(text, _)| text).collect()
    };
    let hours = said(Kind::Hours);
    for label in ["Services to residents", "Residents' requests", "Administrative work", "Street 0 (6)"] {
        assert!(hours.iter().any(|text| text == label), "{label}: {hours:?}");
    }
    for work in &case.outcome.work {
        for row in 0..48 {
            let parts = work.administrative_hours[row] + work.request_hours[row];
            assert!(work.request_hours[row] > 0.0 && parts < work.hours[row]);
        }
    }
    // Each bar holds all requests of a year; at its end stands the share of them that is taken up in time.
    let answers = said(Kind::Answers);
    for label in ["Members alone", "A share passed up", "In a queue that grows for ever"] {
        assert!(answers.iter().any(|text| text == label), "{label}: {answers:?}");
    }
    let own = &case.outcome.answers.as_ref().expect("they are asked for").policies[0].own;
    let (all, in_time) = own.iter().fold((0.0, 0.0), |(all, in_time), answer| {
        (all + answer.requests, in_time + answer.requests * answer.within.unwrap_or(0.0))
    });
    let told = format!("{:.0}% in time", in_time / all * 100.0);
    assert!(answers.contains(&told), "{told}: {answers:?}");
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    let style = Style { note: Some(Text::new("estimated", "推算")), ..Style::new(Language::Chinese) };
    assert_eq!(Case::of(30).draw(&style), Case::of(30).draw(&style));
    assert_eq!(Case::of(6_000).draw(&style), Case::of(6_000).draw(&style));
}

#[test]
fn the_note_stands_in_the_last_line() {
    let style = Style {
        note: Some(Text::new("estimated inputs: population", "推算数据：人口")),
        ..Style::new(Language::Chinese)
    };
    let chart = &Case::of(3).draw(&style)[1];
    assert!(chart.svg.contains("junheng · 测试区 · 2024年 · 推算数据：人口"));
}

#[test]
fn a_size_out_of_range_is_refused() {
    let case = Case::of(3);
    let style = Style { width: 100, ..Style::new(Language::English) };
    let refused = draw(&case.scenario, &case.tables, &case.outcome, &style);
    assert_eq!(refused, Err(ChartError::Size { width: 100, height: 640 }));
}
