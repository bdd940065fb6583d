pub(crate) mod example;
mod queues;

use super::html;
use super::members::MOST_LISTED;
use crate::chart::Chart;
use crate::language::Language;
use crate::language::Text;
use crate::measure::Metric;
use example::Example;

const BOTH: [Language; 2] = [Language::English, Language::Chinese];

fn charts() -> Vec<Chart> {
    let svg = "<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"><title>t</title></svg>";
    vec![Chart {
        name: "awards".into(),
        title: Text::same("Awards <1>"),
        alt: Text::same("\"quoted\" & more"),
        svg: svg.into(),
    }]
}

fn page(example: &Example, language: Language) -> String {
    html(&example.subject(language), &charts())
}

#[test]
fn markup_in_names_labels_and_formulas_stays_text() {
    let example = Example::nasty();
    for language in BOTH {
        let page = page(&example, language);
        for markup in ["<script>alert", "<img", "<b>", "<i>", "<x>", "<resident>", "<k>", "R&D", "A</b>"] {
            assert!(!page.contains(markup), "{markup} is markup on the page");
        }
        for text in [
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "R&amp;D &quot;quoted&quot; &#39;single&#39;",
            "&lt;/table&gt;&lt;img src=x onerror=alert(1)&gt;",
            "IF(population &lt; 5, 0, population)",
            "&quot;quoted&quot; &amp; more</figcaption>",
            "aria-label=\"Awards &lt;1&gt;\"",
        ] {
            assert!(page.contains(text), "{text} is not on the page");
        }
    }
}

#[test]
fn the_page_needs_no_network_and_lets_only_its_own_script_run() {
    let example = Example::nasty();
    for language in BOTH {
        let page = page(&example, language);
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        assert!(!page.contains("unsafe-inline") && page.matches("<script>").count() == 1);
        for outside in
            ["http:", "https:", "src=\"", "url(", "@import", "<link", "<script ", "<iframe", " on", " style="]
        {
            let found =
                page.match_indices(outside).find(|(at, _)| outside != " on" || is_handler(&page[at + 1..]));
            assert_eq!(found, None, "{outside} stands on the page");
        }
        for target in page.split("href=\"").skip(1) {
            let anchor = target.strip_prefix('#').and_then(|rest| rest.split('"').next()).unwrap_or("");
            assert!(page.contains(&format!("id=\"{anchor}\"")), "the page has no place {anchor}");
        }
    }
}

/// Whether a text begins with an attribute that runs a script: `onclick=`.
fn is_handler(text: &str) -> bool {
    let name = text.bytes().take_while(u8::is_ascii_lowercase).count();
    text[name..].starts_with("=\"")
}

#[test]
fn every_element_that_is_opened_is_closed() {
    let example = Example::nasty();
    for language in BOTH {
        let page = page(&example, language);
        let body = page.split("</head>").nth(1).unwrap_or("").replace(super::SCRIPT, "");
        let mut open: Vec<&str> = Vec::new();
        for tag in body.split('<').skip(1) {
            let name = tag.split(['>', ' ']).next().unwrap_or("");
            match name.strip_prefix('/') {
                Some("html") => assert!(open.is_empty()),
                Some(name) => assert_eq!(open.pop(), Some(name), "closed out of turn: {tag}"),
                None if name == "input" => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "left open: {open:?}");
    }
}

#[test]
fn the_page_speaks_the_readers_language() {
    let example = Example::nasty();
    let english = page(&example, Language::English);
    let chinese = page(&example, Language::Chinese);
    assert!(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh-CN\">"));
    for metric in Metric::ALL {
        assert!(english.contains(&metric.label().en) && chinese.contains(&metric.label().zh));
    }
    assert!(english.contains("<td class=\"w\">Old &amp; settled") || english.contains(">Old &amp; settled<"));
    assert!(chinese.contains("甲&lt;b&gt;区&lt;/b&gt;（2019 年）") && chinese.contains(">老社区<"));
    assert!(english.contains("<td class=\"w\" lang=\"zh-CN\">雨润社区</td>"));
    for words in ["Every member", "Adequacy</th>", "baseline)"] {
        assert!(english.contains(words) && !chinese.contains(words), "{words}");
    }
}

#[test]
fn every_section_is_there_in_the_order_of_the_story() {
    let example = Example::nasty();
    let page = page(&example, Language::English);
    let mut last = 0;
    for id in [
        "answer",
        "comparison",
        "movers",
        "groups",
        "charts",
        "members",
        "assumptions",
        "formulas",
        "sources",
        "metrics",
        "definitions",
    ] {
        let place = page.find(&format!("<section id=\"{id}\"")).unwrap_or(0);
        assert!(place > last, "section {id} is missing or out of order");
        last = place;
    }
    let tables = page.matches("<table ").count();
    assert_eq!(page.matches("<caption>").count(), tables);
    assert!(page.find("class=\"banner\"").is_some_and(|banner| banner < page.find("<main ").unwrap_or(0)));
}

#[test]
fn the_answer_tells_the_numbers_of_the_outcome() {
    let example = Example::nasty();
    let english = page(&example, Language::English);
    // 1,000,000.05 yuan in five equal parts: C needs 100 + 95 × 9,000 = 855,100 and gets 200,000.01, 23.4 %;
    // B needs 285,100 and gets 70.2 %; the others need at most 95,100.
    let told = "Under One size fits all, 2 of 5 communities have less than 90% of what the standard asks \
                (lowest: 雨润社区, 23.4%).";
    assert!(english.contains(told), "{english}");
    let told = "在“一刀切”方案下，5 个单位中有 2 个的保障率低于 90%（最低为雨润社区，23.4%）。";
    assert!(page(&example, Language::Chinese).contains(told));
    // Posts have no standard: 37 in five equal parts of 7 or 8.
    assert!(english.contains("Under One size fits all, awards run from 7 posts to 8 posts"));
    assert!(english.contains("<code>per_head=20</code>"));
    assert!(english.contains("value given on the command line"));
}

#[test]
fn what_is_not_sourced_is_said_at_the_head() {
    let example = Example::nasty();
    let page = page(&example, Language::English);
    let banner = page.split("</aside>").next().unwrap_or("");
    for told in ["Illustrative figures", "<code>per_head</code>", "<code>communities.population</code>"] {
        assert!(banner.contains(told), "{told}");
    }
}

#[test]
fn the_same_outcome_gives_the_same_page() {
    for language in BOTH {
        assert_eq!(page(&Example::nasty(), language), page(&Example::nasty(), language));
    }
}

#[test]
fn a_large_pool_is_summed_up_and_a_small_one_listed() {
    let listed = Example::large(MOST_LISTED);
    let spread = Example::large(MOST_LISTED + 1);
    let last = format!("C{:06}</th>", MOST_LISTED - 2);
    assert!(page(&listed, Language::English).contains(&last));
    let page = page(&spread, Language::English);
    assert!(!page.contains(&last) && page.contains("spread of awards"));
    assert!(page.len() < 500_000, "{} bytes", page.len());
}

#[test]
fn every_award_stands_in_the_table_of_members() {
    let example = Example::nasty();
    let page = page(&example, Language::English);
    let members = page.split("<section id=\"members\"").nth(1).unwrap_or("");
    let members = members.split("</section>").next().unwrap_or("");
    for result in &example.outcome.pools {
        let unit = &example.scenario.pools[result.pool].unit;
        for award in result.policies.iter().flat_map(|policy| &policy.shared.awards) {
            assert!(members.contains(&format!("<td>{}</td>", unit.grouped(*award))), "{award}");
        }
    }
}
