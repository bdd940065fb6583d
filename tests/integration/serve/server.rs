//! The program serving, and requests over plain sockets.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;

use crate::run::Place;

/// One server in a folder of its own; ends with the test.
pub struct Server {
    process: Child,
    /// What it printed: the address of the page.
    pub page: String,
    /// Host and port.
    pub host: String,
    pub place: Place,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Server {
    /// Serves the built-in example.
    pub fn start(arguments: &[&str]) -> Server {
        Server::start_in(Place::new(), arguments)
    }

    /// Serves from a folder.
    pub fn start_in(place: Place, arguments: &[&str]) -> Server {
        Server::start_with(Path::new(env!("CARGO_BIN_EXE_junheng")), place, arguments)
    }

    /// Serves by another build of the program.
    pub fn start_with(program: &Path, place: Place, arguments: &[&str]) -> Server {
        let mut command = place.run_with(program, &["serve", "--no-open", "--port", "0"]).command();
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the program starts");
        let mut page = String::new();
        let out = process.stdout.take().expect("its standard output is a pipe");
        BufReader::new(out).read_line(&mut page).expect("it says where the page is");
        let page = page.trim().to_owned();
        if page.is_empty() {
            let mut told = String::new();
            let error = process.stderr.as_mut().expect("its standard error is a pipe");
            error.read_to_string(&mut told).expect("it says why");
            panic!("no address: {told}");
        }
        let host = page.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
        Server { process, page, host, place }
    }

    /// Interrupts the server as Ctrl-C does; gives its exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        let kill = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
        assert!(kill.success());
        self.process.wait().expect("it ends").code()
    }

    /// A connection that gives up after a while.
    pub fn connect(&self) -> TcpStream {
        let port = self.host.rsplit(':').next().expect("a port");
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        stream.set_write_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        stream
    }

    /// Sends bytes on a connection of their own, and reads the answer to its end.
    pub fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that refuses early may close before everything is sent; the answer tells.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    /// Asks with a method, headers and a body.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.send(&request)
    }

    /// Gets a path.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "", b"")
    }

    /// Posts JSON as the page does.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = format!("Content-Type: application/json\r\nOrigin: http://{}\r\n", self.host);
        self.ask("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Posts JSON that must be answered with JSON.
    pub fn json(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body);
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.text());
        answer.json()
    }

    /// The view of a pool under a policy with some values set, beside the scenario as loaded.
    pub fn view(&self, pool: &str, policy: &str, set: &[&str]) -> Value {
        self.json(
            "/api/view",
            &json!({
                "now": { "set": set, "policy": policy }, "other": { "policy": policy },
                "pool": pool, "rows": { "count": 500 },
            }),
        )
    }

    /// Sends files as the page does.
    pub fn upload(&self, scenario: &str, files: &[(&str, &[u8])]) -> Answer {
        let mark = "----a-mark-that-stands-in-no-file";
        let mut body =
            format!("--{mark}\r\nContent-Disposition: form-data; name=\"scenario\"\r\n\r\n{scenario}\r\n")
                .into_bytes();
        for (name, bytes) in files {
            let head = format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{mark}--\r\n").as_bytes());
        let headers =
            format!("Content-Type: multipart/form-data; boundary={mark}\r\nOrigin: http://{}\r\n", self.host);
        self.ask("POST", "/api/open", &headers, &body)
    }

    /// Fails unless the server still answers.
    pub fn must_answer(&self) {
        let about = self.post("/api/about", &json!({}));
        assert_eq!(about.status, 200, "{}", about.text());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (each, value) = line.split_once(": ")?;
            each.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}
