//! The page itself: hand-written files, compiled in.

/// A part of the page: its path, its media type, its bytes.
pub type Asset = (&'static str, &'static str, &'static [u8]);

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Every part of the page.
pub const ASSETS: [Asset; 11] = [
    ("/", HTML, include_bytes!("page/page.html")),
    ("/page.css", STYLE, include_bytes!("page/page.css")),
    ("/page.js", SCRIPT, include_bytes!("page/page.js")),
    ("/words.js", SCRIPT, include_bytes!("page/words.js")),
    ("/state.js", SCRIPT, include_bytes!("page/state.js")),
    ("/server.js", SCRIPT, include_bytes!("page/server.js")),
    ("/controls.js", SCRIPT, include_bytes!("page/controls.js")),
    ("/results.js", SCRIPT, include_bytes!("page/results.js")),
    ("/members.js", SCRIPT, include_bytes!("page/members.js")),
    ("/explanation.js", SCRIPT, include_bytes!("page/explanation.js")),
    ("/icon.svg", "image/svg+xml", include_bytes!("page/icon.svg")),
];
