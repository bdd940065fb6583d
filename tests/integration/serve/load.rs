//! Many people at once, each moving a slider.

use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;

use super::server::Server;
use crate::run::Place;

/// What clients saw: how long each answer took, in order, and how many were no answers.
struct Seen {
    times: Vec<Duration>,
    errors: usize,
}

impl Seen {
    fn at(&self, share: f64) -> Duration {
        self.times[((self.times.len() - 1) as f64 * share) as usize]
    }

    fn told(&self) -> String {
        let (median, late, last) = (self.at(0.5), self.at(0.99), self.at(1.0));
        let (count, errors) = (self.times.len(), self.errors);
        format!("{count} answers, {errors} errors, median {median:?}, p99 {late:?}, longest {last:?}")
    }
}

/// What clients move: two parameters of a policy on a pool, each of a range that begins at 0.
#[derive(Clone, Copy)]
struct Sliders {
    pool: &'static str,
    policy: &'static str,
    names: [&'static str; 2],
}

/// Those of the built-in example.
const DISTRICT: Sliders =
    Sliders { pool: "operating", policy: "differentiated", names: ["base", "per_head"] };

/// Moves a slider to and fro on one connection for a while, waiting `pause` between moves.
fn move_slider(server: &Server, sliders: Sliders, client: u32, whole: Duration, pause: Duration) -> Seen {
    let mut stream = server.connect();
    let mut seen = Seen { times: Vec::new(), errors: 0 };
    let begun = Instant::now();
    let mut step = client;
    while begun.elapsed() < whole {
        step = (step + 7) % 4_000;
        let value = f64::from(step) / 100.0;
        let Sliders { pool, policy, names: [first, second] } = sliders;
        let body = json!({
            "now": {
                "set": [format!("parameters.{first}.value={client}"), format!("parameters.{second}.value={value}")],
                "policy": policy,
            },
            "other": { "policy": policy }, "pool": pool, "rows": { "count": 100 },
        })
        .to_string();
        let request = format!(
            "POST /api/view HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            server.host,
            body.len()
        );
        let sent = Instant::now();
        if stream.write_all(request.as_bytes()).is_ok() && read_answer(&mut stream) {
            seen.times.push(sent.elapsed());
        } else {
            seen.errors += 1;
            stream = server.connect();
        }
        thread::sleep(pause);
    }
    seen
}

/// Reads one answer by its length; whether it is a good one.
fn read_answer(stream: &mut TcpStream) -> bool {
    let mut bytes = Vec::new();
    let mut piece = [0; 16 << 10];
    loop {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return false,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
        }
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        let Some(length): Option<usize> = length else { return false };
        if bytes.len() >= end + 4 + length {
            return head.starts_with("http/1.1 200");
        }
    }
}

fn together(server: &Server, sliders: Sliders, clients: u32, whole: Duration, pause: Duration) -> Seen {
    let mut seen = Seen { times: Vec::new(), errors: 0 };
    thread::scope(|scope| {
        let all: Vec<_> = (0..clients)
            .map(|client| scope.spawn(move || move_slider(server, sliders, client, whole, pause)))
            .collect();
        for each in all {
            let each = each.join().expect("a client ends");
            seen.times.extend(each.times);
            seen.errors += each.errors;
        }
    });
    seen.times.sort();
    seen
}

/// The program to be measured: the one that `JUNHENG_PROGRAM` names, such as a release build, else the tests' own.
fn program() -> PathBuf {
    let named = std::env::var_os("JUNHENG_PROGRAM").map(PathBuf::from);
    named.unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_junheng")))
}

#[test]
fn many_who_move_a_slider_at_once_are_all_answered() {
    let server = Server::start(&[]);
    let seen = together(&server, DISTRICT, 50, Duration::from_secs(2), Duration::from_millis(200));
    assert_eq!(seen.errors, 0);
    assert!(seen.times.len() >= 50, "{}", seen.times.len());
}

/// Run by hand on a quiet machine: `cargo test --test integration -- --ignored --nocapture a_minute`.
#[test]
#[ignore = "takes a minute; its figure is meant for a quiet machine"]
fn a_minute_of_fifty_clients_has_no_error_and_a_99th_percentile_under_250_ms() {
    let server = Server::start_with(&program(), Place::new(), &[]);
    let seen = together(&server, DISTRICT, 50, Duration::from_secs(60), Duration::from_millis(100));
    println!("50 clients for a minute: {}", seen.told());
    assert_eq!(seen.errors, 0);
    assert!(seen.at(0.99) < Duration::from_millis(250), "{:?}", seen.at(0.99));
}

/// A scenario of so many communities, with two policies, groups and a standard.
fn many_communities(place: &Place, communities: u32) {
    let count = communities.to_string();
    place.succeed(&["generate", "--communities", &count, "--seed", "1", "--out", "roster.csv"]);
    let money = u64::from(communities) * 100_000;
    let text = format!(
        "title = \"many\"\nyear = 2019\nbaseline = \"flat\"\n[tables.communities]\nfile = \"roster.csv\"\n\
         [parameters.base]\nvalue = 30000\nrange = [0, 90000]\n[parameters.per_head]\nvalue = 18\nrange = [0, 40]\n\
         [pools.operating]\nover = \"communities\"\nmoney = {money}\n\
         [standards.operating]\nneed = \"50000 + 20 * population\"\n\
         [policies.flat.operating]\nrule = \"equal\"\n\
         [policies.differentiated.operating]\nrule = \"proportional\"\nfloor = \"0.6 * baseline\"\ncap = \"3 * baseline\"\n\
         [[policies.differentiated.operating.factors]]\nid = \"base\"\namount = \"base\"\n\
         [[policies.differentiated.operating.factors]]\nid = \"size\"\namount = \"per_head * population\"\n\
         [groups.size]\nover = \"communities\"\n\
         by = \"IF(population < 3000, \\\"small\\\", IF(population < 8000, \\\"medium\\\", \\\"large\\\"))\"\n"
    );
    place.write("many.toml", text.as_bytes());
}

/// How long the middle one of several requests takes, each with another value.
fn median(server: &Server, path: &str, body: impl Fn(u32) -> Value) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|n| {
            let begun = Instant::now();
            assert_eq!(server.post(path, &body(n)).status, 200, "{path}");
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// Run by hand on a quiet machine: `cargo test --test integration -- --ignored --nocapture a_move`.
#[test]
#[ignore = "its figures are meant for a quiet machine and a release build"]
fn a_move_of_a_slider_is_followed_within_100_ms_for_the_district_and_a_second_for_50_000() {
    let large = Place::new();
    many_communities(&large, 50_000);
    let district = Server::start_with(&program(), Place::new(), &[]);
    let many = Server::start_with(&program(), large, &["many.toml"]);
    for (server, what, limit) in [(district, "the district", 100), (many, "50,000 communities", 1_000)] {
        let value = |n: u32, more: f64| format!("parameters.per_head.value={}", 10.25 + f64::from(n) + more);
        let set = |n: u32| json!([value(n, 0.0)]);
        let (pool, policy) = ("operating", "differentiated");
        let view = |count: u32| {
            median(&server, "/api/view", move |n| {
                let now = json!({ "set": [value(n, f64::from(count) / 1_000.0)], "policy": policy });
                json!({ "now": now, "other": { "policy": policy }, "pool": pool, "rows": { "count": count } })
            })
        };
        let (headline, rows) = (view(0), view(100));
        // The charts are those of a state that was just shown.
        let charts =
            median(&server, "/api/charts", |n| json!({ "set": set(n), "pool": pool, "policy": policy }));
        let pools = median(&server, "/api/view", |n| {
            let total = json!([format!("pools.operating.money={}", 6_000_000 + 1_000 * n)]);
            json!({ "now": { "set": total, "policy": policy }, "other": { "policy": policy }, "pool": pool })
        });
        let baseline = median(&server, "/api/view", |n| {
            let now = json!({ "set": ["baseline=flat", set(n)[0]], "policy": policy });
            json!({ "now": now, "other": { "policy": policy }, "pool": pool })
        });
        // What no prepared scenario takes: it is read again, as the command line reads it.
        let read = median(&server, "/api/view", |n| {
            let now = json!({ "set": [format!("per_head={}", 20 + n)], "policy": policy });
            json!({ "now": now, "other": { "policy": policy }, "pool": pool })
        });
        println!(
            "{what}: headline {headline:?}, with 100 rows {rows:?}, charts {charts:?}, a total {pools:?}, \
             with the baseline set too {baseline:?}, \
             read again {read:?}"
        );
        let limit = Duration::from_millis(limit);
        assert!([headline, rows, charts, pools, baseline, read].iter().all(|time| *time < limit), "{what}");
    }
}
