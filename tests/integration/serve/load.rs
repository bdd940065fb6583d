//! Many people at once, each moving a slider.

use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use super::server::Server;

/// What clients saw: how long each answer took, in order, and how many were no answers.
struct Seen {
    times: Vec<Duration>,
    errors: usize,
}

/// Moves a slider to and fro on one connection for a while, waiting `pause` between moves.
fn move_slider(server: &Server, client: u32, whole: Duration, pause: Duration) -> Seen {
    let mut stream = server.connect();
    let mut seen = Seen { times: Vec::new(), errors: 0 };
    let begun = Instant::now();
    let mut step = client;
    while begun.elapsed() < whole {
        step = (step + 7) % 4_000;
        let value = f64::from(step) / 100.0;
        let body = format!(
            r#"{{"now":{{"set":["parameters.base.value={client}","parameters.per_head.value={value}"],"policy":"differentiated"}},"other":{{"policy":"differentiated"}},"pool":"operating","rows":{{"count":100}}}}"#
        );
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

fn together(clients: u32, whole: Duration, pause: Duration) -> Seen {
    let server = Server::start(&[]);
    let mut seen = Seen { times: Vec::new(), errors: 0 };
    thread::scope(|scope| {
        let server = &server;
        let all: Vec<_> = (0..clients)
            .map(|client| scope.spawn(move || move_slider(server, client, whole, pause)))
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

#[test]
fn many_who_move_a_slider_at_once_are_all_answered() {
    let seen = together(50, Duration::from_secs(2), Duration::from_millis(200));
    assert_eq!(seen.errors, 0);
    assert!(seen.times.len() >= 50, "{}", seen.times.len());
}

/// Run by hand on a quiet machine: `cargo test --test integration -- --ignored --nocapture a_minute`.
#[test]
#[ignore = "takes a minute; its figure is meant for a quiet machine"]
fn a_minute_of_fifty_clients_has_no_error_and_a_99th_percentile_under_250_ms() {
    let seen = together(50, Duration::from_secs(60), Duration::from_millis(100));
    let at = |share: f64| seen.times[((seen.times.len() - 1) as f64 * share) as usize];
    let (median, late) = (at(0.5), at(0.99));
    println!("{} answers, {} errors, median {median:?}, p99 {late:?}", seen.times.len(), seen.errors);
    assert_eq!(seen.errors, 0);
    assert!(late < Duration::from_millis(250), "{late:?}");
}
