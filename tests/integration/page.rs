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
