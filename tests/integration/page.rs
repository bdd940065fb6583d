//! The report's page in a real browser: it opens from a file, asks the network for nothing and the console for
//! no patience, in both languages.

use std::fs;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::browser::Browser;
use crate::run::Place;

/// The first bytes of every PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[test]
fn the_page_opens_without_network_or_complaint_in_both_languages() {
    let Some(browser) = Browser::start(1280, 900) else { return };
    for (language, lang, heading) in
        [("en", "en", "The question and the answer"), ("zh", "zh-CN", "问题与结论")]
    {
        let place = Place::new();
        place.succeed(&["compare", "--out", "out", "--lang", language]);
        browser.open_file(&place.at("out/report.html"));
        assert_eq!(browser.text("document.documentElement.lang"), lang);
        assert_eq!(browser.text("document.querySelector('h2').textContent"), heading);
        let requests = browser.requests();
        assert!(
            requests.iter().all(|url| url.starts_with("file://") && url.ends_with("/report.html")),
            "{requests:?}"
        );
        assert_eq!(requests.len(), 1, "{requests:?}");
        assert_eq!(browser.complaints(), Vec::<String>::new());
        assert!(browser.screenshot().starts_with(PNG));
        assert!(browser.pdf().starts_with(b"%PDF"));
    }
}

/// What a column of a table says, row by row, of the rows that are shown.
fn column(browser: &Browser, table: &str, column: usize) -> Vec<String> {
    let rows = format!(
        "Array.from(document.querySelector('{table}').tBodies[0].rows).filter(row => !row.hidden)\
         .map(row => row.cells[{column}].textContent)"
    );
    let texts = browser.value(&rows);
    texts.as_array().expect("rows").iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// The place of the first heading that says so, and the selector of its button.
fn heading(browser: &Browser, table: &str, title: &str) -> (usize, String) {
    let place = browser.value(&format!(
        "Array.from(document.querySelectorAll('{table} thead tr:last-child th'))\
         .findIndex(th => th.textContent === '{title}')"
    ));
    let place =
        usize::try_from(place.as_i64().expect("a number")).unwrap_or_else(|_| panic!("no heading {title}"));
    (place, format!("{table} thead tr:last-child th:nth-child({}) button", place + 1))
}

#[test]
fn the_table_of_members_is_sorted_and_searched_by_mouse_and_by_keyboard() {
    let Some(browser) = Browser::start(1280, 900) else { return };
    let words =
        [("en", "Change", "Name", "Large", "of 48 members"), ("zh", "增减", "名称", "大型", "48 个单位中")];
    for (language, change, name, group, told) in words {
        let place = Place::new();
        place.succeed(&["compare", "--out", "out", "--lang", language]);
        browser.open_file(&place.at("out/report.html"));
        let table = "#members-1-1";
        let as_written = column(&browser, table, 0);
        assert_eq!(as_written.len(), 48);
        let (of_change, button) = heading(&browser, table, change);
        let sort = format!("document.querySelector('{button}').parentNode.getAttribute('aria-sort')");
        browser.click(&button);
        assert_eq!(browser.text(&sort), "descending");
        let number = |text: &String| text.replace([',', '+'], "").parse::<f64>().expect("a figure");
        let changes: Vec<f64> = column(&browser, table, of_change).iter().map(number).collect();
        assert!(changes.is_sorted_by(|a, b| a >= b) && changes[0] > 0.0, "{changes:?}");
        browser.press("Enter");
        assert_eq!(browser.text(&sort), "ascending");
        let changes: Vec<f64> = column(&browser, table, of_change).iter().map(number).collect();
        assert!(changes.is_sorted(), "{changes:?}");
        browser.press(" ");
        assert_eq!(browser.text(&sort), "null");
        assert_eq!(column(&browser, table, 0), as_written);
        let (of_name, button) = heading(&browser, table, name);
        browser.click(&button);
        let names = column(&browser, table, of_name);
        let due = browser.value(&format!(
            "{}.sort(new Intl.Collator(document.documentElement.lang, {{ numeric: true }}).compare)",
            serde_json::json!(names)
        ));
        assert_eq!(serde_json::json!(names), due);
        browser.fill("#members-1-1-find input", &format!("{group} "));
        let found = column(&browser, table, 0).len();
        assert!(found > 0 && found < 48, "{found} of the group {group}");
        assert!(
            browser.text("document.querySelector('#members-1-1-find output').textContent").contains(told)
        );
        browser.fill("#members-1-1-find input", as_written[7].as_str());
        assert_eq!(column(&browser, table, 0), [as_written[7].clone()]);
        browser.fill("#members-1-1-find input", "");
        assert_eq!(column(&browser, table, 0).len(), 48);
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

/// A scenario of many communities, none of them in any file of the project.
const MANY: &str = r#"title = "Many"
year = 2024
baseline = "flat"
[tables.communities]
file = "many.csv"
[pools.fund]
over = "communities"
money = 90_000_000
[policies.flat]
fund = { rule = "equal" }
[policies.heads]
fund = { rule = "proportional", factors = [{ id = "heads", amount = "population" }] }
"#;

/// The ids of the rows that are in the page, without the gaps that stand for those out of sight.
fn ids_in_page(browser: &Browser) -> Vec<String> {
    let ids = browser.value(
        "Array.from(document.querySelectorAll('#members-1-1 tbody tr:not(.gap) th')).map(th => th.textContent)",
    );
    ids.as_array().expect("rows").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()
}

/// The pages of a PDF as Chromium writes it.
fn sheets(pdf: &[u8]) -> usize {
    pdf.windows(12).filter(|bytes| bytes.starts_with(b"/Type /Page") && bytes[11] != b's').count()
}

#[test]
fn of_a_long_table_only_what_is_in_sight_is_in_the_page_but_all_of_it_on_paper() {
    let Some(browser) = Browser::start(1280, 900) else { return };
    let place = Place::new();
    place.succeed(&["generate", "--communities", "1200", "--seed", "1", "--out", "many.csv"]);
    place.write("many.toml", MANY.as_bytes());
    place.succeed(&["compare", "many.toml", "--out", "out", "--lang", "zh"]);
    browser.open_file(&place.at("out/report.html"));
    let rows = "document.querySelector('#members-1-1').getAttribute('aria-rowcount')";
    // Two rows of headings stand above the members.
    assert_eq!(browser.text(rows), "1202");
    let first = ids_in_page(&browser);
    assert!(first[0] == "C0000001" && (20..200).contains(&first.len()), "{first:?}");
    let window = "document.querySelector('.tall')";
    browser.value(&format!("{window}.scrollTop = {window}.scrollHeight"));
    browser
        .until("document.querySelector('#members-1-1 tbody tr:last-child th')?.textContent === 'C0001200'");
    assert!(!ids_in_page(&browser).contains(&first[0]));
    let place_of_last =
        "document.querySelector('#members-1-1 tbody tr:last-child').getAttribute('aria-rowindex')";
    assert_eq!(browser.text(place_of_last), "1202");
    let (of_change, button) = heading(&browser, "#members-1-1", "增减");
    browser.click(&button);
    let most = browser
        .text(&format!("document.querySelector('#members-1-1 tbody tr').cells[{of_change}].textContent"));
    let awards = place.read("out/awards.csv");
    let changes = awards.lines().skip(1).filter_map(|line| line.split(',').nth(8)?.parse::<f64>().ok());
    assert_eq!(most.replace([',', '+'], "").parse::<f64>().ok(), changes.max_by(f64::total_cmp));
    let whole = sheets(&browser.pdf());
    assert!(whole > 24, "{whole} sheets for 1,200 rows");
    assert!(ids_in_page(&browser).len() < 200, "after printing the rows out of sight are taken away again");
    browser.fill("#members-1-1-find input", "C00011");
    assert_eq!(browser.text(rows), "102");
    assert!(ids_in_page(&browser).iter().all(|id| id.starts_with("C00011")));
    let part = sheets(&browser.pdf());
    assert!(part + 15 < whole, "what is found is printed: {part} sheets of {whole}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Every text of the page whose contrast with what lies behind it is under 4.5 : 1, by the formula of WCAG 2.2
/// (relative luminance, success criterion 1.4.3).
const FAINT: &str = r"
(() => {
  const channels = text => (text.match(/[\d.]+/g) || []).map(Number);
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const found = new Map();
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('script, svg, [hidden]')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(channels(style.color)), luminance(behind(element))].sort((x, y) => y - x);
    seen += 1;
    if ((a + 0.05) / (b + 0.05) < 4.5) {
      found.set(style.color + ' ' + element.outerHTML.slice(0, 80), ((a + 0.05) / (b + 0.05)).toFixed(2));
    }
  }
  return { seen, found: Array.from(found) };
})()";

#[test]
fn every_text_stands_out_from_what_lies_behind_it() {
    let Some(browser) = Browser::start(1280, 900) else { return };
    let place = Place::with_scenarios();
    place.succeed(&["compare", "configs/funding-follows-task.toml", "--out", "out"]);
    browser.open_file(&place.at("out/report.html"));
    let contrast = browser.value(FAINT);
    assert_eq!(contrast["found"], serde_json::json!([]));
    assert!(contrast["seen"].as_u64().is_some_and(|seen| seen > 1000), "{contrast}");
    browser.value("document.body.style.setProperty('color', '#8a8a8a')");
    assert_ne!(browser.value(FAINT)["found"], serde_json::json!([]), "a faint text is found");
}

/// A page that shows whether the browser is driven as a person would drive it.
const DRIVEN: &str = r#"<!DOCTYPE html><meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src 'unsafe-inline'"><img src="other.png">
<button>b</button><input id="words" value="old"><input id="file" type="file">
<a download="told.txt" href="data:text/plain,told">d</a>
<script>
const button = document.querySelector('button');
let clicks = 0;
button.addEventListener('click', () => { document.title = 'clicked ' + ++clicks; });
setTimeout(() => { throw new Error('thrown'); });
</script>"#;

#[test]
fn the_browser_is_driven_as_by_a_person_and_tells_of_errors_and_requests() {
    let Some(browser) = Browser::start(800, 600) else { return };
    let place = Place::new();
    place.write("page.html", DRIVEN.as_bytes());
    browser.open_file(&place.at("page.html"));
    browser.click("button");
    browser.press("Enter");
    browser.until("document.title === 'clicked 2'");
    browser.fill("#words", "new");
    assert_eq!(browser.text("document.querySelector('#words').value"), "new");
    browser.choose("#file", &[place.at("page.html")]);
    assert_eq!(browser.text("document.querySelector('#file').files[0].name"), "page.html");
    browser.download_into(place.path());
    browser.click("a");
    let begun = Instant::now();
    while fs::read(place.at("told.txt")).ok().as_deref() != Some(b"told") {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing was downloaded");
        thread::sleep(Duration::from_millis(20));
    }
    let complaints = browser.complaints().join("\n");
    assert!(complaints.contains("thrown") && complaints.contains("Content Security Policy"), "{complaints}");
    place.write("page.html", b"<img src=\"other.png\">");
    browser.open_file(&place.at("page.html"));
    let requests = browser.requests();
    assert!(requests.iter().any(|url| url.ends_with("/other.png")), "{requests:?}");
}
