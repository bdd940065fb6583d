//! The what-if page in a real browser, used as a person uses it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;

use super::server::Server;
use crate::browser::Browser;
use crate::run::Place;
use crate::run::is_chinese;
use crate::run::project;

/// A browser on the page of the built-in example.
fn begin(server: &Server, language: &str) -> Option<Browser> {
    let browser = Browser::start(1366, 768)?;
    browser.open(&format!("{}#lang={language}", server.page));
    settled(&browser);
    Some(browser)
}

/// Waits until an answer is shown and the charts are there.
fn settled(browser: &Browser) {
    browser.until("document.querySelectorAll('#headline .card').length > 5");
}

/// Does something and waits until its results are shown.
fn and_wait(browser: &Browser, act: impl FnOnce()) {
    let before = browser.text("document.body.dataset.shown");
    act();
    browser.until(&format!("document.body.dataset.shown !== '{before}'"));
}

fn shown(browser: &Browser, metric: &str) -> f64 {
    browser.text(&format!("document.getElementById('m-{metric}').dataset.value")).parse().expect("a number")
}

#[test]
fn a_slider_is_moved_an_award_explained_and_the_language_switched() {
    let server = Server::start(&[]);
    let Some(browser) = begin(&server, "en") else { return };
    let slider = "[data-name='parameters.per_head.value'] input[type=range]";
    let before = shown(&browser, "gini");
    browser.value(&format!("document.querySelector({}).focus()", json!(slider)));
    and_wait(&browser, || browser.press("ArrowRight"));
    let value = browser.text(&format!("document.querySelector({}).value", json!(slider)));
    let expected = server.view("operating", "differentiated", &[&format!("per_head={value}")]);
    let expected = expected["policies"]["differentiated"]["gini"].as_f64().expect("a number");
    browser.until("!document.body.classList.contains('is-stale')");
    assert!((shown(&browser, "gini") - expected).abs() < 1e-12);
    assert_ne!(before, expected);
    assert!(browser.text("location.hash").contains("per_head"), "the address holds the state");

    and_wait(&browser, || browser.click("#tab-members"));
    browser.click("[data-member='340802001001']");
    browser.until("document.getElementById('explanation').open");
    let explained = browser.text("document.getElementById('explanation').innerText");
    assert!(explained.contains("per_head * population"), "{explained}");
    assert!(explained.contains(&format!("{value} * 10675")), "{explained}");
    browser.press("Escape");
    browser.until("!document.getElementById('explanation').open");

    and_wait(&browser, || browser.click("#zh"));
    assert_eq!(browser.text("document.documentElement.lang"), "zh-CN");
    let heading = browser.text("document.getElementById('title').textContent");
    assert!(heading.chars().any(is_chinese), "{heading}");
    and_wait(&browser, || browser.click("#undo"));
    assert_eq!(shown(&browser, "gini"), before);
    and_wait(&browser, || browser.click("#redo"));
    assert!((shown(&browser, "gini") - expected).abs() < 1e-12);
    and_wait(&browser, || browser.click("#reset"));
    assert_eq!(shown(&browser, "gini"), before);
    quiet(&browser, &server);
}

/// Nothing complained, and nobody but the server was asked.
fn quiet(browser: &Browser, server: &Server) {
    assert_eq!(browser.complaints(), Vec::<String>::new());
    for url in browser.requests() {
        let is_own = url.starts_with(&server.page) || url.starts_with(&format!("blob:{}", server.page));
        assert!(is_own, "{url}");
    }
}

#[test]
fn the_workbook_that_is_saved_is_the_command_line_s() {
    let server = Server::start(&[]);
    let Some(browser) = begin(&server, "zh") else { return };
    and_wait(&browser, || browser.fill("[data-name='parameters.per_head.value'] input[type=number]", "23.5"));
    let folder = server.place.at("saved");
    fs::create_dir(&folder).expect("a folder");
    browser.download_into(&folder);
    browser.click("#save summary");
    browser.click("[data-file='workbook.xlsx']");
    let saved = arrived(&folder.join("yingjiang-workbook.xlsx"));
    let place = Place::new();
    let set = ["--set", "parameters.per_head.value=23.5"];
    place.succeed(&["compare", "--lang", "zh", set[0], set[1], "--out", "out"]);
    let theirs = fs::read(place.at("out/workbook.xlsx")).expect("the command line's workbook");
    assert!(saved == theirs, "the workbook differs from the command line's");
    quiet(&browser, &server);
}

/// The bytes of a download, once it is whole.
fn arrived(path: &Path) -> Vec<u8> {
    let begun = Instant::now();
    while !path.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{} never arrives", path.display());
        thread::sleep(Duration::from_millis(50));
    }
    fs::read(path).expect("the download")
}

#[test]
fn a_broken_scenario_is_shown_with_the_line_at_fault_and_a_good_one_opened() {
    let server = Server::start(&[]);
    let Some(browser) = begin(&server, "zh") else { return };
    let text = fs::read_to_string(project().join("configs/yingjiang.toml")).expect("the example");
    let broken = text.replace("amount = \"per_head * population\"", "amount = \"per_haed * population\"");
    server.place.write("broken.toml", broken.as_bytes());
    server
        .place
        .write("mine.toml", text.replace("zh = \"迎江区：一刀切", "zh = \"新情景：一刀切").as_bytes());
    let send = |scenario: &str| {
        let mut files: Vec<PathBuf> = vec![server.place.at(scenario)];
        files
            .extend(["communities.csv", "units.csv"].map(|name| project().join("data/yingjiang").join(name)));
        browser.choose("#files", &files);
        browser.click("#send");
    };
    browser.click("#open");
    send("broken.toml");
    browser.until("!document.getElementById('opener-problems').hidden");
    let told = browser.text("document.getElementById('opener-problems').innerText");
    assert!(
        told.contains("per_haed") && told.contains("per_head") && told.contains("broken.toml:"),
        "{told}"
    );
    assert_eq!(browser.text("document.querySelector('#opener-problems mark').textContent"), "per_haed");
    and_wait(&browser, || send("mine.toml"));
    browser.until("!document.getElementById('opener').open");
    assert!(browser.text("document.getElementById('title').textContent").starts_with("新情景"));
    // The link of what is on screen opens the same in another tab's place.
    let link = browser.text("location.href");
    browser.open("about:blank");
    browser.open(&link);
    settled(&browser);
    assert!(browser.text("document.getElementById('title').textContent").starts_with("新情景"));
}

#[test]
fn a_setting_out_of_its_range_is_told_beside_the_last_results() {
    let server = Server::start(&[]);
    let Some(browser) = begin(&server, "en") else { return };
    let before = shown(&browser, "gini");
    let field = "[data-name='parameters.per_head.value'] input[type=number]";
    and_wait(&browser, || browser.fill(field, "400"));
    browser.until("!document.getElementById('problems').hidden");
    let told = browser.text("document.getElementById('problems').innerText");
    assert!(told.contains("400") && told.contains("per_head"), "{told}");
    assert_eq!(
        browser.text(&format!("document.querySelector({}).getAttribute('aria-invalid')", json!(field))),
        "true"
    );
    assert_eq!(shown(&browser, "gini"), before);
    and_wait(&browser, || browser.fill(field, "20"));
    browser.until("document.getElementById('problems').hidden");
    assert_ne!(shown(&browser, "gini"), before);
}

#[test]
fn every_field_has_a_name_and_every_view_stands_in_both_languages() {
    let server = Server::start(&[]);
    let Some(browser) = begin(&server, "zh") else { return };
    let nameless = "[...document.querySelectorAll('input, select, button')].filter((each) => \
                    !(each.labels && each.labels.length) && !each.getAttribute('aria-label') && \
                    !each.textContent.trim()).map((each) => each.outerHTML).join('\\n')";
    for (width, height) in [(1366, 768), (768, 1024)] {
        browser.resize(width, height);
        for tab in ["overview", "members", "work", "policies", "changes"] {
            and_wait(&browser, || browser.click(&format!("#tab-{tab}")));
            assert_eq!(browser.text(nameless), "", "{tab}");
            let wide = browser.value("document.documentElement.scrollWidth <= window.innerWidth");
            assert_eq!(wide, json!(true), "{tab} at {width} pixels is wider than the window");
            let english = browser.text(
                "[...document.querySelectorAll('main h2, main h3, main th[scope=col], .choices label span, \
                 legend, .tools button, .tools summary')].map((each) => each.textContent.trim()) \
                 .filter((text) => /[a-z]{4}/i.test(text) && !/[\\u4e00-\\u9fff]|English/.test(text)).join('|')",
            );
            assert_eq!(english, "", "{tab}");
        }
    }
    assert!(browser.pdf().starts_with(b"%PDF"));
    quiet(&browser, &server);
}

#[test]
fn long_work_shows_how_far_it_is_and_is_cancelled() {
    let place = Place::new();
    place.succeed(&["generate", "--communities", "20000", "--seed", "1", "--out", "roster.csv"]);
    let text = "title = \"many\"\nyear = 2019\nbaseline = \"a\"\n[tables.communities]\nfile = \"roster.csv\"\n\
                [pools.money]\nover = \"communities\"\nmoney = 90000000\n[policies.a.money]\nrule = \"equal\"\n\
                [policies.b.money]\nrule = \"equal\"\nround = \"webster\"\n";
    place.write("many.toml", text.as_bytes());
    let server = Server::start_in(place, &["many.toml"]);
    let Some(browser) = begin(&server, "en") else { return };
    and_wait(&browser, || browser.click("#tab-changes"));
    browser.click("#save summary");
    browser.click("[data-file='workbook.xlsx']");
    browser.until("!document.getElementById('progress').hidden");
    browser.until("document.getElementById('step').textContent !== ''");
    browser.click("#cancel");
    browser.until("document.getElementById('progress').hidden");
    assert!(browser.text("document.getElementById('notice').textContent").starts_with("Cancelled"));
    quiet(&browser, &server);
}

#[test]
fn the_work_is_shown_and_an_item_is_struck_from_the_catalogue() {
    let server = Server::start_in(Place::with_scenarios(), &["configs/lighter-load.toml"]);
    let Some(browser) = begin(&server, "zh") else { return };
    and_wait(&browser, || browser.click("#tab-work"));
    browser.until("document.querySelectorAll('#work-charts img').length >= 2");
    let before = browser.text("document.querySelector('#work table').innerText");
    assert!(before.contains("折合编制"), "{before}");
    browser.value(
        "(() => { const select = document.getElementById('c-service'); select.value = 'services.elder_visits'; \
         select.dispatchEvent(new Event('change')); })()",
    );
    and_wait(&browser, || browser.click("[data-name='services.elder_visits.admitted'] input"));
    browser.until(&format!("document.querySelector('#work table').innerText !== {}", json!(before)));
    assert!(browser.text("location.hash").contains("services.elder_visits.admitted%3Dfalse"));
    and_wait(&browser, || browser.click("#tab-changes"));
    let changes = browser.text("document.getElementById('changes').innerText");
    assert!(changes.contains("老年人探访关爱") && changes.contains('否'), "{changes}");
    // What a setting is about stands in its place once it is pointed at or chosen.
    browser.value("document.querySelector(\"[data-name='parameters.available_hours.value'] input\").focus()");
    let about = browser.text("document.getElementById('about-setting').textContent");
    assert!(about.contains("可用工作时间") && about.contains("来源"), "{about}");
    quiet(&browser, &server);
}

#[test]
fn a_link_holds_the_snapshot_that_is_put_beside() {
    let server = Server::start(&[]);
    let Some(browser) = Browser::start(1366, 768) else { return };
    let link = "#lang=en&beside=snapshot%3Aless&with=parameters.per_head.value%3D10&set=parameters.per_head.value%3D20";
    browser.open(&format!("{}{link}", server.page));
    settled(&browser);
    assert_eq!(browser.text("document.getElementById('beside').value"), "snapshot:less");
    let less = server.view("operating", "differentiated", &["per_head=10"]);
    let less = less["policies"]["differentiated"]["gini"].as_f64().expect("a number");
    let beside =
        browser.text("document.querySelector('#m-gini').parentNode.querySelector('.beside').textContent");
    assert!(beside.contains(&format!("{less:.4}")), "{beside} {less}");
    assert!(browser.text("location.hash").contains("with=parameters.per_head.value%3D10"));
    quiet(&browser, &server);
}
