//! Drives Debian's Chromium, headless, over the pipe of its DevTools protocol: no port, no WebDriver, no crate.
//!
//! [`Browser::start`] gives `None` where there is no Chromium, and says so on standard error: a test that needs
//! one then ends. Where there is one, whatever does not work fails the test.

use std::cell::Cell;
use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;
use tempfile::TempDir;

/// What Chromium is called.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long the browser may take for one thing; a busy machine starts it slowly.
const PATIENCE: Duration = Duration::from_secs(60);

/// What keeps a fresh profile from asking, updating or calling home.
const QUIET: [&str; 11] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
];

/// One browser with one tab.
pub struct Browser {
    process: Child,
    /// Taken only when the browser ends.
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    session: String,
    /// The number of the last command.
    last: Cell<u64>,
    seen: RefCell<Seen>,
    /// Removed at the end.
    _profile: TempDir,
}

/// What the tab has told unasked.
#[derive(Default)]
struct Seen {
    /// The documents that are loaded to their end.
    loaded: Vec<String>,
    complaints: Vec<String>,
    requests: Vec<String>,
}

impl Browser {
    /// Starts a browser whose window is `width` × `height` pixels; `None`, and a line on standard error, where
    /// the machine has none.
    pub fn start(width: u32, height: u32) -> Option<Browser> {
        let Some(program) = program() else {
            // Past the capture of the test runner: this must be read where the test passes.
            let _ = writeln!(std::io::stderr(), "skipped: no chromium on this machine (Debian: chromium)");
            return None;
        };
        let profile = tempfile::Builder::new().prefix("browser-").tempdir().expect("a temporary folder");
        // The protocol runs over descriptors 3 and 4, which only a shell can set without unsafe code.
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null", "sh"])
            .arg(program)
            .args(QUIET)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--window-size={width},{height}"))
            .arg("about:blank")
            .env("HOME", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        let to = process.stdin.take();
        let out = process.stdout.take().expect("its standard output is a pipe");
        let (sender, from) = mpsc::channel();
        thread::spawn(move || {
            for message in BufReader::new(out).split(0).map_while(Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { return };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut browser = Browser {
            process,
            to,
            from,
            session: String::new(),
            last: Cell::new(0),
            seen: RefCell::default(),
            _profile: profile,
        };
        browser.attach(width, height);
        Some(browser)
    }

    fn attach(&mut self, width: u32, height: u32) {
        let target = self.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            self.ask("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        self.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] {
            self.ask(&format!("{domain}.enable"), json!({}));
        }
        self.ask("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        self.resize(width, height);
    }

    /// Sends one command of the protocol and gives its result; fails the test where the browser refuses it.
    pub fn ask(&self, method: &str, parameters: Value) -> Value {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if !self.session.is_empty() && !method.starts_with("Browser.") && !method.starts_with("Target.") {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut to = self.to.as_ref().expect("the browser runs");
        to.write_all(&bytes).unwrap_or_else(|error| panic!("{method}: the browser is gone: {error}"));
        let begun = Instant::now();
        while let Ok(message) = self.from.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
            if message["id"] == json!(id) {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.hear(&message);
        }
        panic!("{method}: no answer from the browser")
    }

    /// Keeps what an event tells.
    fn hear(&self, message: &Value) {
        let mut seen = self.seen.borrow_mut();
        let told = &message["params"];
        match message["method"].as_str().unwrap_or("") {
            "Page.lifecycleEvent" if told["name"] == json!("load") => {
                seen.loaded.push(told["loaderId"].as_str().unwrap_or("").to_owned());
            }
            "Runtime.exceptionThrown" => seen.complaints.push(told["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled"
                if matches!(told["type"].as_str(), Some("error" | "warning" | "assert")) =>
            {
                seen.complaints.push(told["args"].to_string());
            }
            // A broken security policy, a file that is not found, a request that failed.
            "Log.entryAdded" if matches!(told["entry"]["level"].as_str(), Some("error" | "warning")) => {
                seen.complaints.push(told["entry"].to_string());
            }
            "Network.requestWillBeSent" => {
                let url = told["request"]["url"].as_str().unwrap_or("");
                seen.requests.push(url.to_owned());
            }
            _ => {}
        }
    }

    /// Opens a page and waits until it is loaded; forgets the complaints and requests of the one before.
    pub fn open(&self, url: &str) {
        *self.seen.borrow_mut() = Seen::default();
        let went = self.ask("Page.navigate", json!({ "url": url }));
        assert!(went["errorText"].is_null(), "{url}: {}", went["errorText"]);
        // Going to another place of the same page loads nothing.
        let Some(document) = went["loaderId"].as_str() else { return };
        let begun = Instant::now();
        while !self.seen.borrow().loaded.iter().any(|loaded| loaded == document) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.from.recv_timeout(left) {
                Ok(message) => self.hear(&message),
                Err(_) => panic!("{url} does not load"),
            }
        }
    }

    /// Opens a file.
    pub fn open_file(&self, path: &Path) {
        let path = fs::canonicalize(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.open(&format!("file://{}", path.display()));
    }

    /// The value of a JavaScript expression (awaited where it is a promise), as JSON; an exception fails the test.
    pub fn value(&self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let answer = self.ask("Runtime.evaluate", parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The text of an expression's value.
    pub fn text(&self, expression: &str) -> String {
        match self.value(expression) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Waits until an expression is true.
    pub fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.value(expression) != Value::Bool(true) {
            assert!(begun.elapsed() < PATIENCE, "never came true: {expression}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks in the middle of the first element that a selector finds, as a mouse would.
    pub fn click(&self, selector: &str) {
        let selector = json!(selector);
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({selector}); if (!e) return null; \
             e.scrollIntoView({{ block: 'center', inline: 'center' }}); const r = e.getBoundingClientRect(); \
             return {{ x: r.x + r.width / 2, y: r.y + r.height / 2 }}; }})()"
        ));
        assert!(!place.is_null(), "nothing to click: {selector}");
        for kind in ["mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses and releases a key by its name (`Enter`, `Tab`, `ArrowRight`, `Escape`, ` `).
    pub fn press(&self, key: &str) {
        let (code, number, text) = match key {
            "Enter" => ("Enter", 13, "\r"),
            " " => ("Space", 32, " "),
            "Tab" => ("Tab", 9, ""),
            "Escape" => ("Escape", 27, ""),
            "Home" => ("Home", 36, ""),
            "End" => ("End", 35, ""),
            "ArrowLeft" => ("ArrowLeft", 37, ""),
            "ArrowUp" => ("ArrowUp", 38, ""),
            "ArrowRight" => ("ArrowRight", 39, ""),
            "ArrowDown" => ("ArrowDown", 40, ""),
            other => panic!("no key `{other}` here"),
        };
        let mut event =
            json!({ "type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number });
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.ask("Input.dispatchKeyEvent", event.clone());
        event["type"] = json!("keyUp");
        self.ask("Input.dispatchKeyEvent", event);
    }

    /// Puts a text in place of what a field holds, as typing it would.
    pub fn fill(&self, selector: &str, text: &str) {
        let field = json!(selector);
        let found = self.value(&format!(
            "(() => {{ const e = document.querySelector({field}); if (!e) return false; e.focus(); e.select(); \
             return true; }})()"
        ));
        assert_eq!(found, json!(true), "no field: {selector}");
        if text.is_empty() {
            let erase = json!({ "key": "Delete", "code": "Delete", "windowsVirtualKeyCode": 46 });
            for kind in ["rawKeyDown", "keyUp"] {
                let mut event = erase.clone();
                event["type"] = json!(kind);
                self.ask("Input.dispatchKeyEvent", event);
            }
        } else {
            self.ask("Input.insertText", json!({ "text": text }));
        }
    }

    /// Chooses files in an `<input type=file>`.
    pub fn choose(&self, selector: &str, files: &[PathBuf]) {
        let document = self.ask("DOM.getDocument", json!({}));
        let found = self
            .ask("DOM.querySelector", json!({ "nodeId": document["root"]["nodeId"], "selector": selector }));
        assert_ne!(found["nodeId"], json!(0), "no field: {selector}");
        self.ask("DOM.setFileInputFiles", json!({ "nodeId": found["nodeId"], "files": files }));
    }

    /// Lets downloads go into a folder.
    pub fn download_into(&self, folder: &Path) {
        let parameters = json!({ "behavior": "allow", "downloadPath": folder });
        self.ask("Browser.setDownloadBehavior", parameters);
    }

    /// Gives the page so many pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", size);
    }

    /// A picture of what the window shows, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        let taken = self.ask("Page.captureScreenshot", json!({ "format": "png" }));
        decoded(taken["data"].as_str().expect("a picture"))
    }

    /// The page printed on A4, as PDF.
    pub fn pdf(&self) -> Vec<u8> {
        let printed =
            self.ask("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": false }));
        decoded(printed["data"].as_str().expect("a document"))
    }

    /// Errors and warnings of the console since the page was opened: exceptions, what a content security
    /// policy held back, what could not be loaded.
    pub fn complaints(&self) -> Vec<String> {
        self.value("null");
        self.seen.borrow().complaints.clone()
    }

    /// Every address asked for since the page was opened, its own among them.
    pub fn requests(&self) -> Vec<String> {
        self.value("null");
        self.seen.borrow().requests.clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to close it ends its own processes; a browser that does not answer is ended.
        if let Some(mut to) = self.to.take() {
            let _ = to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        }
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&folders).collect();
    let mut places = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

/// The bytes of a base64 text.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            other => panic!("not base64: {other}"),
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}
