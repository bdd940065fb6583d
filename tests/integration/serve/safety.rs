//! Nobody but the page is answered, and nothing that is sent takes the server down.

use std::io::Read;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;

use super::server::Server;
use crate::run::Place;

#[test]
fn other_hosts_and_other_sites_are_refused() {
    let server = Server::start(&[]);
    let request = |host: &str, more: &str| {
        let body = "{}";
        let text = format!(
            "POST /api/about HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n{more}\r\n{body}",
            body.len()
        );
        server.send(text.as_bytes()).status
    };
    let port = server.host.rsplit(':').next().expect("a port");
    assert_eq!(request(&server.host, ""), 200);
    assert_eq!(request(&format!("localhost:{port}"), ""), 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "127.0.0.1:1", "[::1]"] {
        assert_eq!(request(host, ""), 403, "{host}");
    }
    for more in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: http://127.0.0.1:1\r\n",
    ] {
        assert_eq!(request(&server.host, more), 403, "{more}");
    }
}

#[test]
fn every_answer_forbids_what_the_page_does_not_need() {
    let server = Server::start(&[]);
    let answers = [
        server.get("/"),
        server.get("/page.js"),
        server.get("/nothing"),
        server.get("/api/view"),
        server.post("/api/about", &json!({})),
        server.post("/api/file", &json!({ "name": "report.html" })),
    ];
    for answer in &answers {
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("data:"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 404, 405, 200, 200]);
    let page = answers[0].text();
    for forbidden in ["http://", "https://", "style=", " onclick", "<script>"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn no_path_from_a_request_opens_a_file() {
    let server = Server::start(&[]);
    for path in
        ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/page.js/../../etc/passwd"]
    {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for name in ["../../etc/passwd", "/etc/passwd", "awards.csv/../../x", "manifest.json"] {
        assert_eq!(server.post("/api/file", &json!({ "name": name })).status, 400, "{name}");
    }
    // A table that a request names anew is not read, though the file is there.
    server.place.write("secret.csv", b"id,unit\nx,TOP-SECRET\n");
    for file in ["../secret.csv", "secret.csv", "/etc/passwd"] {
        let set = [format!("tables.communities.file={file}")];
        let asked = json!({ "now": { "set": set }, "other": {}, "pool": "operating" });
        let answer = server.post("/api/view", &asked);
        assert_eq!(answer.status, 422, "{file}");
        let text = answer.text();
        assert!(text.contains("the page opens no file") && !text.contains("TOP-SECRET"), "{text}");
    }
}

/// A small generator of chance with a written seed, so that what fails can be sent again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// One of the page's requests with some of its bytes changed, left out or put in.
fn garbled(chance: &mut Chance) -> (&'static str, Vec<u8>) {
    const REQUESTS: [(&str, &str); 8] = [
        ("/api/about", r#"{"scenario":"","ticket":5}"#),
        (
            "/api/view",
            r#"{"scenario":"","now":{"set":["per_head=20","pools.posts.posts=114"],"policy":"flat"},"other":{"set":[],"policy":"pooled"},"pool":"operating","rows":{"search":"a","sort":"award","descending":true,"from":0,"count":20},"ticket":7}"#,
        ),
        ("/api/explain", r#"{"pool":"operating","policy":"flat","name":"340802001001","set":["base=1"]}"#),
        ("/api/file", r#"{"name":"awards.csv","set":["baseline=\"pooled\""],"language":"zh"}"#),
        ("/api/work", r#"{"set":["services.plaques.admitted=false","services.apps.hours=3"]}"#),
        ("/api/charts", r#"{"pool":"operating","name":"services","set":["parameters.base.value=1"]}"#),
        ("/api/step", r#"{"ticket":12345}"#),
        (
            "/api/view",
            r#"{"now":{"set":["policies.flat.operating.floor=1/(population-2)"]},"other":{},"pool":"posts"}"#,
        ),
    ];
    const PIECES: [&str; 16] = [
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-1",
        "1e999",
        "18446744073709551616",
        "\\u0000",
        "\u{202e}",
        "=",
        "\u{fffd}",
        "((((((((",
    ];
    let (path, text) = REQUESTS[chance.below(REQUESTS.len())];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(4) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => {
                bytes.truncate(at);
            }
            2 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            _ => {
                let end = (at + 1 + chance.below(12)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    (path, bytes)
}

#[test]
fn malformed_requests_by_the_thousand_leave_it_answering() {
    let server = Server::start(&[]);
    let mut chance = Chance(20_191_125);
    let mut refused = 0;
    for _ in 0..3_000 {
        let (path, body) = garbled(&mut chance);
        let answer = server.ask("POST", path, "Content-Type: application/json\r\n", &body);
        let shown = || format!("{path} {}: {}", String::from_utf8_lossy(&body), answer.text());
        assert!(matches!(answer.status, 200 | 400 | 404 | 413 | 422), "{} {}", answer.status, shown());
        refused += usize::from(answer.status != 200);
    }
    assert!(refused > 1_500, "most of them are malformed: {refused}");
    server.must_answer();
}

#[test]
fn what_is_no_request_at_all_is_refused() {
    let server = Server::start(&[]);
    let long_line = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
    let many_headers = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(2_000));
    for request in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "POST /api/about HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/about HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
        &long_line,
        &many_headers,
    ] {
        let mut stream = server.connect();
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.starts_with("HTTP/1.1 200"), "{request:.40}: {text:.200}");
    }
    server.must_answer();
}

#[test]
fn huge_bodies_are_refused_before_they_are_read() {
    let server = Server::start(&[]);
    let big = vec![b' '; 2 << 20];
    assert_eq!(server.ask("POST", "/api/view", "Content-Type: application/json\r\n", &big).status, 413);
    // 70 MB of files, one more than the limit allows.
    let file = vec![b'x'; 70 << 20];
    let answer = server.upload("", &[("big.csv", &file)]);
    assert!(matches!(answer.status, 413 | 0), "{} {}", answer.status, answer.text());
    // A body that never ends.
    let mut stream = server.connect();
    let head = format!(
        "POST /api/view HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.host
    );
    stream.write_all(head.as_bytes()).expect("the head is taken");
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let sent = (0..1_000).take_while(|_| stream.write_all(chunk.as_bytes()).is_ok()).count();
    assert!(sent < 1_000, "the server stops reading");
    server.must_answer();
}

#[test]
fn those_who_send_slowly_hold_up_nobody() {
    let server = Server::start(&[]);
    let mut slow: Vec<_> = (0..200).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"POST /api/view HTTP/1.1\r\nHo").expect("the first bytes are taken");
    }
    let begun = Instant::now();
    for _ in 0..20 {
        server.must_answer();
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    // They are cut off; whoever goes away before that is not missed.
    let mut last = slow.pop().expect("one of them");
    drop(slow);
    let mut rest = Vec::new();
    let _ = last.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(30), "a connection that sends nothing is closed");
    server.must_answer();
}

/// A scenario that takes this build many seconds to write as a workbook.
fn long_work() -> Place {
    let place = Place::new();
    place.succeed(&["generate", "--communities", "60000", "--seed", "1", "--out", "roster.csv"]);
    let factors: String = (0..12)
        .map(|n| {
            format!(
                "[[policies.b.money.factors]]\nid = \"f{n}\"\namount = \"SQRT(population + {n}) ^ 1.5 + LN(1 + population) * {n}\"\n"
            )
        })
        .collect();
    let text = format!(
        "title = \"many\"\nyear = 2019\nbaseline = \"a\"\n[tables.communities]\nfile = \"roster.csv\"\n\
         [pools.money]\nover = \"communities\"\nmoney = 90000000\n[policies.a.money]\nrule = \"equal\"\n\
         [policies.b.money]\nrule = \"proportional\"\n{factors}"
    );
    place.write("many.toml", text.as_bytes());
    place
}

/// A request for that workbook.
fn long_request() -> Value {
    json!({ "name": "workbook.xlsx", "set": ["pools.money.money=91000000"] })
}

#[test]
fn a_request_that_cannot_be_worked_out_in_its_time_is_told_so() {
    let server = Server::start_in(long_work(), &["many.toml", "--limit", "1"]);
    // A workbook of that size takes far longer than a second in this build.
    let answer = server.post("/api/file", &long_request());
    assert_eq!(answer.status, 504, "{:.300}", answer.text());
    assert!(answer.json()["says"]["zh"].as_str().is_some_and(|says| says.contains("已中止")));
    // So does what takes long within a step: formulas as long as may be, over many rows.
    let heavy = format!("1{}", " + SQRT(population + 1) ^ 1.5".repeat(120));
    let set: Vec<String> =
        (0..12).map(|factor| format!("policies.b.money.factors.f{factor}.amount={heavy}")).collect();
    let asked = json!({ "now": { "set": set }, "other": {}, "pool": "money" });
    assert_eq!(server.post("/api/view", &asked).status, 504);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn work_that_nobody_waits_for_any_more_ends() {
    let server = Server::start_in(long_work(), &["many.toml", "--limit", "600"]);
    let begun = Instant::now();
    assert_eq!(server.post("/api/file", &long_request()).status, 200);
    let whole = begun.elapsed();
    let mut asked = long_request();
    asked["ticket"] = json!(77);
    let body = asked.to_string();
    let request = format!(
        "POST /api/file HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        server.host,
        body.len()
    );
    let mut stream = server.connect();
    stream.write_all(request.as_bytes()).expect("the request is taken");
    let step = || server.json("/api/step", &json!({ "ticket": 77 }));
    while step() != "write" {
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(whole / 8);
    drop(stream);
    let begun = Instant::now();
    // The ticket is given back when the work has really ended.
    while !step().is_null() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let took = begun.elapsed();
    assert!(took < whole * 5 / 8, "of work that takes {whole:?} it went on for {took:?}");
    server.must_answer();
}
