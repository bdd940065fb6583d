//! The page as it is written: fixed markup goes in as it stands, every other text escaped.

use std::borrow::Cow;

use crate::language::Language;

/// A page under construction. Only markup known at compile time goes in unescaped; a drawing made by this
/// program is the one exception.
pub(crate) struct Page {
    html: String,
    /// The language that it is read in.
    pub(crate) language: Language,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(language: Language) -> Self {
        Page { html: String::with_capacity(1 << 16), language }
    }

    /// Adds markup that is fixed.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.html.push_str(markup);
        self
    }

    /// Adds a text, escaped for content and for quoted attributes alike.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.html.push_str(&escape(text));
        self
    }

    /// Adds fixed words in the page's language.
    pub(crate) fn say(&mut self, en: &'static str, zh: &'static str) -> &mut Self {
        let words = pick(self.language, en, zh);
        self.text(words)
    }

    /// Adds one element that holds a text.
    pub(crate) fn element(&mut self, tag: &'static str, text: &str) -> &mut Self {
        self.raw("<").raw(tag).raw(">").text(text).raw("</").raw(tag).raw(">\n")
    }

    /// Adds an element in the page's language.
    pub(crate) fn words(&mut self, tag: &'static str, en: &'static str, zh: &'static str) -> &mut Self {
        let words = pick(self.language, en, zh);
        self.element(tag, words)
    }

    /// The attribute `lang` of a text that holds Chinese on an English page, so that it is read and set as such.
    pub(crate) fn language_of(&mut self, text: &str) -> &mut Self {
        if self.language == Language::English && text.chars().any(is_chinese) {
            self.raw(" lang=\"zh-CN\"");
        }
        self
    }

    /// Adds a drawing: an SVG document of this program's own, from its root element on.
    pub(crate) fn drawing(&mut self, svg: &str) -> &mut Self {
        let root = svg.find("<svg").unwrap_or(svg.len());
        self.html.push_str(svg[root..].trim_end());
        self
    }

    /// The whole page.
    pub(crate) fn finish(self) -> String {
        self.html
    }
}

/// The wording in a language.
pub(crate) fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text in which nothing can be taken for markup; control characters that HTML forbids become `�`.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && (!c.is_control() || c == '\n');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' | '\r' => escaped.push(character),
            other if other.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(
            escape("<script>alert('a&\"b')</script>"),
            "&lt;script&gt;alert(&#39;a&amp;&quot;b&#39;)&lt;/script&gt;"
        );
        assert_eq!(escape("雨润社区"), "雨润社区");
        assert_eq!(escape("a\u{0}b"), "a\u{fffd}b");
    }

    #[test]
    fn a_drawing_loses_what_stands_before_its_root() {
        let mut page = Page::new(Language::English);
        page.drawing("<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 1 1\"></svg>\n").drawing("no drawing");
        assert_eq!(page.finish(), "<svg viewBox=\"0 0 1 1\"></svg>");
    }

    #[test]
    fn chinese_on_an_english_page_says_so() {
        let mut page = Page::new(Language::English);
        page.language_of("雨润").language_of("Yurun");
        assert_eq!(page.finish(), " lang=\"zh-CN\"");
    }
}
