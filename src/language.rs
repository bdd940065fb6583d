//! The two languages of every text that a person reads, and the width of Chinese on a terminal.

use unicode_width::UnicodeWidthStr;

/// The reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, the default.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Reads a locale such as `zh_CN.UTF-8`, `zh`, `en_GB` or `C`; anything that is not Chinese is English.
    ///
    /// ```
    /// use junheng::language::Language;
    /// assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Chinese);
    /// assert_eq!(Language::of_locale("C"), Language::English);
    /// ```
    pub fn of_locale(locale: &str) -> Self {
        let tag = locale.trim().to_ascii_lowercase();
        if tag == "zh" || tag.starts_with("zh_") || tag.starts_with("zh-") || tag.starts_with("zh.") {
            Language::Chinese
        } else {
            Language::English
        }
    }

    /// The tag used in HTML and on the command line: `en` or `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Text {
    /// The English text.
    pub en: String,
    /// The Chinese text.
    pub zh: String,
}

impl Text {
    /// A text with its counterpart.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Text { en: en.into(), zh: zh.into() }
    }

    /// A text that reads the same in both languages, such as an id or a number.
    pub fn same(text: impl Into<String>) -> Self {
        let en = text.into();
        Text { zh: en.clone(), en }
    }

    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

/// Columns that `text` takes on a terminal: a Chinese character takes two.
///
/// ```
/// assert_eq!(junheng::language::width("社区 A"), 6);
/// ```
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}
