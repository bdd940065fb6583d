//! Beyond this machine only with both words, and then with the key.

use serde_json::json;

use super::server::Server;
use crate::run::Place;

#[test]
fn another_address_needs_a_second_word() {
    let ran = Place::new().run(&["serve", "--no-open", "--port", "0", "--listen", "0.0.0.0"]).end();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--allow-remote") && ran.stdout.is_empty(), "{}", ran.stderr);
}

#[test]
fn a_scenario_with_mistakes_is_not_served() {
    let place = Place::new();
    place.write("wrong.toml", b"title = \"x\"\n");
    let ran = place.run(&["serve", "wrong.toml", "--no-open", "--port", "0"]).end();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("wrong.toml") && ran.stdout.is_empty(), "{}", ran.stderr);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let ran = Place::new().run(&["serve", "--no-open", "--port", &port]).end();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains(&port), "{}", ran.stderr);
}

#[test]
fn with_the_second_word_every_request_needs_the_key() {
    let server = Server::start(&["--listen", "0.0.0.0", "--allow-remote", "--host", "budget.example"]);
    let (_, key) = server.page.split_once("/?key=").expect("the address holds the key");
    assert!(key.len() >= 32, "{key}");
    assert_eq!(server.get("/").status, 403);
    assert_eq!(server.post("/api/about", &json!({})).status, 403);
    assert_eq!(server.get("/?key=wrong").status, 403);
    let admitted = server.get(&format!("/?key={key}"));
    assert_eq!((admitted.status, admitted.header("location")), (303, Some("/")));
    let cookie = admitted.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: {}\r\n", cookie.split(';').next().unwrap_or_default());
    assert_eq!(server.ask("GET", "/", &cookie, b"").status, 200);
    let port = server.host.rsplit(':').next().expect("a port");
    for (host, status) in [("budget.example", 200), ("evil.example", 403)] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{cookie}\r\n");
        assert_eq!(server.send(request.as_bytes()).status, status, "{host}");
    }
    let asked = format!("{cookie}Content-Type: application/json\r\n");
    assert_eq!(server.ask("POST", "/api/about", &asked, b"{}").status, 200);
    assert_ne!(
        Server::start(&["--listen", "0.0.0.0", "--allow-remote"]).page.split_once("key="),
        Some(("", key))
    );
}

#[cfg(unix)]
#[test]
fn an_interruption_is_how_it_is_meant_to_end() {
    assert_eq!(Server::start(&[]).interrupt(), Some(0));
}
