//! What the page says, section by section, kept as golden text: headings, sentences, captions, the headings of
//! each table with the number of its rows.
//!
//! After a change that is meant to alter the page, run the tests once with `JUNHENG_BLESS=1` and review the
//! difference.

use std::fs;

use crate::run::Place;
use crate::run::none_wrong;
use crate::run::project;

/// The scenarios whose pages are kept: the main one, and one with a service catalogue.
const KEPT: [&str; 2] = ["yingjiang", "funding-follows-task"];

#[test]
fn the_page_says_what_it_said_before() {
    let bless = std::env::var_os("JUNHENG_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    let place = Place::with_scenarios();
    for config in KEPT {
        for language in ["en", "zh"] {
            let scenario = format!("configs/{config}.toml");
            place.succeed(&["compare", &scenario, "--out", "out", "--lang", language]);
            let actual = outline(&place.read("out/report.html"));
            let path = project().join(format!("tests/pages/{config}.{language}.txt"));
            if bless {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &actual).expect("a golden file");
                continue;
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
            let lines = 0..old.len().max(new.len());
            let differing = lines
                .filter(|line| old.get(*line) != new.get(*line))
                .take(5)
                .map(|line| format!("line {}\n  - {:?}\n  + {:?}", line + 1, old.get(line), new.get(line)));
            let differing: Vec<String> = differing.collect();
            if !differing.is_empty() {
                wrong.push(format!("{config}.{language}: {}", differing.join("\n")));
            }
        }
    }
    none_wrong(&wrong);
}

/// The outline of a page.
fn outline(page: &str) -> String {
    let mut lines = String::new();
    let mut rest = page.split_once("<body>").expect("a body").1;
    let mut rows = 0;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, inside) = after.split_once('>').expect("a tag ends");
        rest = inside;
        let name = tag.split(' ').next().unwrap_or("");
        match name {
            "svg" | "script" => rest = rest.split_once(&format!("</{name}>")).expect("it is closed").1,
            "h1" => put(&mut lines, "", text_until(inside, "</h1>")),
            "h2" => put(&mut lines, "\n## ", text_until(inside, "</h2>")),
            "h3" => put(&mut lines, "### ", text_until(inside, "</h3>")),
            "p" | "li" => put(&mut lines, "", text_until(inside, &format!("</{name}>"))),
            "caption" => put(&mut lines, "[", text_until(inside, "</caption>") + "]"),
            "thead" => {
                rows = 0;
                let head = inside.split_once("</thead>").expect("it is closed").0;
                for row in head.split("</tr>").filter(|row| row.contains("<tr")) {
                    let cells = row.split("</th>").filter(|cell| cell.contains("<th"));
                    let cells: Vec<String> = cells.map(|cell| text_until(cell, "</th>")).collect();
                    put(&mut lines, "  ", cells.join(" | "));
                }
                rest = inside.split_once("</thead>").expect("it is closed").1;
            }
            "tr" => rows += 1,
            "/tbody" => put(&mut lines, "  × ", rows.to_string()),
            _ => {}
        }
    }
    lines
}

fn put(lines: &mut String, mark: &str, text: String) {
    lines.push_str(&format!("{mark}{text}\n"));
}

/// The words up to `end`, without tags.
fn text_until(html: &str, end: &str) -> String {
    let html = html.split(end).next().unwrap_or("");
    let mut words = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            letter if !in_tag => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
