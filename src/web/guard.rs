//! Who may ask: only the page itself. A request for another host name is refused (so that a foreign site cannot point
//! its own name here, «DNS rebinding»), and one that another site's page sends; beyond this machine a key is needed.
//!
//! # Source
//! RFC 9110 (2022), 7.2 (Host); RFC 6454 (2011), 7 (Origin); W3C, Fetch Metadata (`Sec-Fetch-Site`).

use std::net::SocketAddr;

use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::Uri;
use axum::http::header;

use super::refusal::Refusal;
use crate::language::Text;

/// What the page may load and do: its own parts, and pictures that it makes itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The port that is listened on.
    port: u16,
    /// Names of this machine by which the page may be asked for, besides loopback's and its own address.
    names: Vec<String>,
    /// The key that every request needs, where others than this machine may ask.
    key: Option<String>,
}

/// What a request that may pass gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Pass {
    /// Its answer.
    Open,
    /// It came with the key in its address: the key goes into a cookie, and the page is asked for again without it.
    Admitted(HeaderValue),
}

impl Guard {
    /// A guard of one port of this machine alone.
    pub fn local(port: u16) -> Guard {
        Guard { port, names: Vec::new(), key: None }
    }

    /// A guard that lets others in with a key, under any of `names` or the machine's address.
    pub fn remote(port: u16, names: Vec<String>, key: String) -> Guard {
        Guard { port, names: names.iter().map(|name| name.to_ascii_lowercase()).collect(), key: Some(key) }
    }

    /// The key in the address of the page.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Checks a request. `local`: the address of this machine at which it arrived.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], with the reason.
    pub fn check(&self, uri: &Uri, headers: &HeaderMap, local: SocketAddr) -> Result<Pass, Refusal> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.to_str().unwrap_or_default().to_ascii_lowercase(),
            _ => return Err(foreign("")),
        };
        let authority = uri.authority().map(|authority| authority.as_str().to_ascii_lowercase());
        if !self.is_own(&host, local) || authority.is_some_and(|authority| authority != host) {
            return Err(foreign(&host));
        }
        let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
        let is_strange = site.is_some_and(|site| site == b"cross-site" || site == b"same-site");
        let origins = headers.get_all(header::ORIGIN);
        let own = format!("http://{host}");
        let is_own = origins.iter().all(|origin| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()));
        if !is_own || (is_strange && uri.path() != "/") {
            return Err(Refusal::Forbidden(Text::new(
                "another site's page may not use this program",
                "其他网站的页面不得使用本程序",
            )));
        }
        self.check_key(uri, headers)
    }

    fn check_key(&self, uri: &Uri, headers: &HeaderMap) -> Result<Pass, Refusal> {
        let Some(key) = &self.key else { return Ok(Pass::Open) };
        let cookie = format!("junheng-key-{}", self.port);
        let shown = uri.query().and_then(|query| query.strip_prefix("key="));
        if uri.path() == "/" && shown.is_some_and(|shown| is_equal(shown, key)) {
            let cookie = format!("{cookie}={key}; Path=/; HttpOnly; SameSite=Strict");
            return HeaderValue::from_str(&cookie).map(Pass::Admitted).map_err(|_| Refusal::Broken);
        }
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        if cookies.any(|(name, value)| name == cookie && is_equal(value, key)) {
            return Ok(Pass::Open);
        }
        Err(Refusal::Forbidden(Text::new(
            "the key is missing: open the page with the whole address that the program printed",
            "缺少密钥：请用程序给出的完整网址打开页面",
        )))
    }

    /// Whether a host is this machine's, with the right port.
    fn is_own(&self, host: &str, local: SocketAddr) -> bool {
        let name = match host.strip_suffix(&format!(":{}", self.port)) {
            Some(name) => name,
            None if self.port == 80 => host,
            None => return false,
        };
        let address = local.ip().to_canonical();
        let is_address = || name.trim_matches(['[', ']']).parse() == Ok(address);
        let is_named = || self.names.iter().any(|each| each == name);
        let is_loopback = ["127.0.0.1", "localhost", "[::1]"].contains(&name) && address.is_loopback();
        is_loopback
            || (address.is_loopback() && is_address())
            || (self.key.is_some() && (is_address() || is_named()))
    }
}

fn foreign(host: &str) -> Refusal {
    Refusal::Forbidden(Text::new(
        format!("this program is not `{host}`; open the page with the address that the program printed"),
        format!("本程序不是 `{host}`；请用程序给出的网址打开页面"),
    ))
}

/// Compares without telling by the time taken how much is equal.
fn is_equal(shown: &str, key: &str) -> bool {
    let (shown, key) = (shown.as_bytes(), key.as_bytes());
    shown.len() == key.len() && shown.iter().zip(key).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

/// Headers of every answer: what the page may do, and that nobody keeps or frames it.
pub fn headers() -> [(HeaderName, HeaderValue); 7] {
    let fixed = |name, value| (HeaderName::from_static(name), HeaderValue::from_static(value));
    [
        fixed("content-security-policy", POLICY),
        fixed("x-content-type-options", "nosniff"),
        fixed("x-frame-options", "DENY"),
        fixed("referrer-policy", "no-referrer"),
        fixed("cross-origin-resource-policy", "same-origin"),
        fixed("cross-origin-opener-policy", "same-origin"),
        fixed("cache-control", "no-store"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(guard: &Guard, path: &str, local: &str, lines: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().expect("a header"));
        }
        let local = format!("{local}:8000").parse().expect("an address");
        guard.check(&path.parse().expect("a path"), &headers, local).is_ok()
    }

    #[test]
    fn only_this_machine_s_own_names_are_answered() {
        let guard = Guard::local(8000);
        for host in ["127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"] {
            assert!(may(&guard, "/", "127.0.0.1", &[("host", host)]), "{host}");
        }
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost",
            "evil.example:8000",
            "localhost.evil.example:8000",
            "127.0.0.1:8000.evil.example",
            "10.0.0.1:8000",
            "evil@localhost:8000",
        ] {
            assert!(!may(&guard, "/", "127.0.0.1", &[("host", host)]), "{host}");
        }
        assert!(may(&guard, "/", "127.0.0.2", &[("host", "127.0.0.2:8000")]));
        assert!(!may(&guard, "/", "127.0.0.1", &[("host", "127.0.0.2:8000")]));
        assert!(!may(&guard, "/", "127.0.0.1", &[]));
        let both = [("host", "localhost:8000"), ("host", "evil.example:8000")];
        assert!(!may(&guard, "/", "127.0.0.1", &both));
        assert!(!may(&guard, "http://evil.example/", "127.0.0.1", &[("host", "localhost:8000")]));
    }

    #[test]
    fn another_site_s_page_is_refused() {
        let guard = Guard::local(8000);
        let with =
            |name, value| may(&guard, "/api/view", "127.0.0.1", &[("host", "localhost:8000"), (name, value)]);
        assert!(with("origin", "http://localhost:8000"));
        for origin in ["null", "http://evil.example", "https://localhost:8000", "http://localhost:9000", ""] {
            assert!(!with("origin", origin), "{origin}");
        }
        assert!(with("sec-fetch-site", "same-origin"));
        assert!(!with("sec-fetch-site", "cross-site"));
        assert!(!with("sec-fetch-site", "same-site"));
    }

    #[test]
    fn beyond_this_machine_the_key_is_needed() {
        let guard = Guard::remote(8000, vec!["Budget.example".into()], "s3cret".into());
        let host = ("host", "10.0.0.7:8000");
        let at = |path, lines: &[_]| may(&guard, path, "10.0.0.7", lines);
        assert!(at("/?key=s3cret", &[host]));
        assert!(at("/?key=s3cret", &[("host", "budget.example:8000")]));
        assert!(at("/api/view", &[host, ("cookie", "a=b; junheng-key-8000=s3cret")]));
        for path in ["/", "/?key=", "/?key=s3cre", "/?key=s3crets", "/api/view?key=s3cret", "/page.js"] {
            assert!(!at(path, &[host]), "{path}");
        }
        assert!(!at("/?key=s3cret", &[("host", "evil.example:8000")]));
        assert!(!at("/api/view", &[host, ("cookie", "junheng-key-9000=s3cret")]));
    }
}
