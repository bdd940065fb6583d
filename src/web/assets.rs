//! The page itself: hand-written files, compiled in.

/// A part of the page: its path, its media type, its bytes.
pub type Asset = (&'static str, &'static str, &'static [u8]);

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Every part of the page.
pub const ASSETS: [Asset; 12] = [
    ("/", HTML, include_bytes!("page/page.html")),
    ("/page.css", STYLE, include_bytes!("page/page.css")),
    ("/page.js", SCRIPT, include_bytes!("page/page.js")),
    ("/words.js", SCRIPT, include_bytes!("page/words.js")),
    ("/state.js", SCRIPT, include_bytes!("page/state.js")),
    ("/server.js", SCRIPT, include_bytes!("page/server.js")),
    ("/controls.js", SCRIPT, include_bytes!("page/controls.js")),
    ("/results.js", SCRIPT, include_bytes!("page/results.js")),
    ("/members.js", SCRIPT, include_bytes!("page/members.js")),
    ("/work.js", SCRIPT, include_bytes!("page/work.js")),
    ("/explanation.js", SCRIPT, include_bytes!("page/explanation.js")),
    ("/icon.svg", "image/svg+xml", include_bytes!("page/icon.svg")),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What came to browsers after Chromium 90, by how it is written.
    const TOO_NEW: [&str; 27] = [
        "structuredClone",
        ".at(-",
        ".findLast",
        ".toSorted(",
        ".toReversed(",
        ".groupBy(",
        "Object.hasOwn",
        "randomUUID",
        "AbortSignal.timeout",
        "AbortSignal.any",
        "Promise.withResolvers",
        "showPicker",
        "static {",
        ":has(",
        "@container",
        "@layer",
        "@property --",
        "accent-color",
        "color-mix(",
        "text-wrap",
        "scrollbar-gutter",
        "dvh",
        "subgrid",
        "light-dark(",
        "popover",
        " inert",
        "field-sizing",
    ];

    #[test]
    fn the_page_needs_nothing_newer_than_chromium_90() {
        for (path, _, bytes) in ASSETS {
            let text = String::from_utf8_lossy(bytes);
            let found: Vec<&str> = TOO_NEW.into_iter().filter(|each| text.contains(each)).collect();
            assert!(found.is_empty(), "{path}: {found:?}");
        }
    }
}
