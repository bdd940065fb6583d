//! The page for people: one self-contained file that tells what changes, for whom and by how much, and what
//! the answer rests on.
//!
//! In: an outcome and the charts drawn of it. Out: HTML that needs no network, reads as well without its script,
//! and prints to A4.

mod answer;
pub(crate) mod assumptions;
pub(crate) mod comparison;
pub(crate) mod definition;
pub(crate) mod figure;
pub(crate) mod grid;
mod groups;
pub(crate) mod mark;
mod members;
mod movers;
pub(crate) mod origin;
pub(crate) mod page;
mod reasons;
mod requests;
mod services;
mod staffing;
#[cfg(test)]
pub(crate) mod tests;
mod units;

use sha2::Digest as _;
use sha2::Sha256;

use crate::chart::Chart;
use crate::language::Language;
use crate::measure::Metric;

use super::Subject;
use grid::Cell;
use grid::Grid;
use grid::Heading;
use page::Page;
use page::pick;

/// The style sheet, inlined into the page.
const STYLE: &str = include_str!("html.css");

/// The script, inlined too: it sorts and searches the tables of members.
const SCRIPT: &str = include_str!("html.js");

/// Writes the page.
///
/// `charts`: drawn by this program; their SVG goes in as it is. Every other text is escaped. The same outcome gives the same bytes.
pub fn html(subject: &Subject<'_>, charts: &[Chart]) -> String {
    let mut page = Page::new(subject.language);
    head(&mut page, subject);
    title(&mut page, subject);
    origin::banner(&mut page, subject);
    contents(&mut page, subject, !charts.is_empty());
    page.raw("<main id=\"main\">\n");
    answer::write(&mut page, subject);
    comparison::write(&mut page, subject);
    movers::write(&mut page, subject);
    groups::write(&mut page, subject);
    units::write(&mut page, subject);
    services::write(&mut page, subject);
    staffing::write(&mut page, subject);
    requests::write(&mut page, subject);
    figures(&mut page, charts);
    members::write(&mut page, subject);
    assumptions::write(&mut page, subject);
    origin::write(&mut page, subject);
    comparison::write_all(&mut page, subject);
    definitions(&mut page, subject.language);
    page.raw("</main>\n<footer><p>junheng ").text(env!("CARGO_PKG_VERSION")).raw(" · ");
    page.say(
        "The same scenario, data and version give the same page. manifest.json holds the hash of every input.",
        "同一情景、数据和版本得出同一页面；各输入文件的哈希值见 manifest.json。",
    );
    page.raw("</p></footer>\n<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    page.finish()
}

fn head(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<!DOCTYPE html>\n<html lang=\"")
        .raw(pick(subject.language, "en", "zh-CN"))
        .raw("\">\n<head>\n");
    page.raw("<meta charset=\"utf-8\">\n");
    // Only this style sheet and this script, by their hashes; nothing from anywhere, and nothing sent anywhere.
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
        .text(&hash(STYLE))
        .raw("'; script-src 'sha256-")
        .text(&hash(SCRIPT))
        .raw("'; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"generator\" content=\"junheng ").text(env!("CARGO_PKG_VERSION")).raw("\">\n");
    page.raw("<title>")
        .text(&full_title(subject))
        .raw("</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">")
        .say("Skip to the report", "跳到正文")
        .raw("</a>\n");
}

/// SHA-256 in base64, as a content security policy names what it lets through.
fn hash(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut encoded = String::new();
    for piece in digest.chunks(3) {
        let byte = |place: usize| u32::from(piece.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            let is_padding = letter > piece.len();
            let letter = LETTERS[(bits >> (18 - 6 * letter) & 63) as usize];
            encoded.push(if is_padding { '=' } else { char::from(letter) });
        }
    }
    encoded
}

/// Title and year: `Yingjiang District (2019)`.
pub(crate) fn full_title(subject: &Subject<'_>) -> String {
    let (title, year) = (&subject.scenario.title, subject.scenario.year);
    match subject.language {
        Language::English => format!("{} ({year})", title.en),
        Language::Chinese => format!("{}（{year} 年）", title.zh),
    }
}

fn title(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<header>\n<p class=\"kind\">");
    page.say("Simulation of allocations · junheng", "分配方案模拟报告 · 均衡").raw("</p>\n");
    let title = full_title(subject);
    page.raw("<h1").language_of(&title).raw(">").text(&title).raw("</h1>\n<p class=\"policies\">");
    for (index, policy) in subject.scenario.policies.iter().enumerate() {
        if index > 0 {
            page.raw(" · ");
        }
        page.text(policy.label.get(subject.language));
        if index == subject.scenario.baseline {
            page.say(" (baseline)", "（基准）");
        }
    }
    page.raw("</p>\n</header>\n");
}

fn contents(page: &mut Page, subject: &Subject<'_>, has_charts: bool) {
    let has_groups = subject.outcome.pools.iter().any(|result| !result.groupings.is_empty());
    let entries = [
        ("#answer", "Answer", "结论", true),
        ("#comparison", "Comparison", "方案比较", true),
        ("#movers", "Gains and losses", "增减最多", true),
        ("#groups", "Need met", "分组", has_groups),
        ("#units", "Units", "上级单位", units::any(subject)),
        ("#services", "Services", "事项", !subject.outcome.work.is_empty()),
        ("#staffing", "Staff", "人员", staffing::any(subject)),
        ("#requests", "Requests", "诉求", requests::any(subject)),
        ("#charts", "Charts", "图表", has_charts),
        ("#members", "Members", "明细", true),
        ("#assumptions", "Assumptions", "参数", true),
        ("#formulas", "Formulas", "公式", true),
        ("#sources", "Sources", "数据来源", true),
        ("#metrics", "Measures", "指标", true),
        ("#definitions", "Definitions", "指标定义", true),
    ];
    page.raw("<nav aria-label=\"").say("Contents", "目录").raw("\"><ul>\n");
    for (anchor, en, zh, _) in entries.into_iter().filter(|entry| entry.3) {
        page.raw("<li><a href=\"").raw(anchor).raw("\">").say(en, zh).raw("</a></li>\n");
    }
    page.raw("</ul></nav>\n");
}

fn figures(page: &mut Page, charts: &[Chart]) {
    if charts.is_empty() {
        return;
    }
    page.raw("<section id=\"charts\">\n").words("h2", "Charts", "图表");
    for (number, chart) in charts.iter().enumerate() {
        let (title, alt) = (chart.title.get(page.language), chart.alt.get(page.language));
        page.raw("<figure>\n<div role=\"img\" aria-label=\"")
            .text(title)
            .raw("\">")
            .drawing(&chart.svg)
            .raw("</div>\n");
        page.raw("<figcaption><span class=\"number\">")
            .say("Figure ", "图 ")
            .text(&(number + 1).to_string())
            .raw("</span> ");
        page.text(alt).raw("</figcaption>\n</figure>\n");
    }
    page.raw("</section>\n");
}

fn definitions(page: &mut Page, language: Language) {
    page.raw("<section id=\"definitions\">\n").words("h2", "Definitions", "定义");
    let mut grid = Grid::open(page, "plain", pick(language, "What each word means", "用语"));
    grid.headings(&[
        Heading::words(pick(language, "Word", "用语")),
        Heading::words(pick(language, "Meaning", "含义")),
    ]);
    for (word, meaning) in definition::WORDS {
        grid.row(
            &Cell::Words(pick(language, word.0, word.1).to_owned()),
            &[Cell::Words(pick(language, meaning.0, meaning.1).to_owned())],
        );
    }
    grid.close();
    let mut grid = Grid::open(page, "definitions", pick(language, "What each measure means", "各指标的含义"));
    grid.headings(&[
        Heading::words(pick(language, "Measure", "指标")),
        Heading::words(pick(language, "Name in files", "文件中的名称")),
        Heading::words(pick(language, "Meaning", "含义")),
        Heading::words(pick(language, "Source", "出处")),
    ]);
    for metric in Metric::ALL {
        grid.row(
            &Cell::Words(metric.label().get(language).to_owned()),
            &[
                Cell::Code(metric.id().to_owned()),
                Cell::Words(definition::meaning(metric).get(language).to_owned()),
                Cell::Words(definition::source(metric).get(language).to_owned()),
            ],
        );
    }
    grid.close();
    page.raw("</section>\n");
}

#[cfg(test)]
mod hash_tests {
    #[test]
    fn a_hash_is_written_as_a_security_policy_names_it() {
        // Of the empty text, and of «abc» (FIPS 180-2, appendix B.1), in base64.
        assert_eq!(super::hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(super::hash("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
