//! The fonts that a picture is rendered with.

use std::sync::Arc;

use resvg::usvg;
use resvg::usvg::fontdb::Database;

/// The family that every rendering can fall back on.
const FALLBACK: &str = "DejaVu Sans";
/// Characters that any font for Chinese has.
const SAMPLE: &str = "均衡编制";

/// The system's fonts, with DejaVu Sans in regular and bold besides. Loaded once; rendering only reads them.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
    chinese: Option<String>,
}

impl Fonts {
    /// Reads the list of the system's fonts.
    pub fn load() -> Fonts {
        let mut database = Database::new();
        database.load_system_fonts();
        Fonts::with(database)
    }

    /// DejaVu Sans alone, as on a machine that has no fonts.
    ///
    /// ```
    /// let fonts = junheng::chart::Fonts::built_in();
    /// assert!(!fonts.has_chinese());
    /// ```
    pub fn built_in() -> Fonts {
        Fonts::with(Database::new())
    }

    fn with(mut database: Database) -> Fonts {
        database.load_font_data(dejavu::sans::regular().to_vec());
        database.load_font_data(dejavu::sans::bold().to_vec());
        set_generic_families(&mut database, FALLBACK);
        let chinese = chinese_family(&Arc::new(database.clone()));
        if let Some(family) = &chinese {
            set_generic_families(&mut database, family);
        }
        Fonts { database: Arc::new(database), chinese }
    }

    /// Whether any font has Chinese characters.
    pub fn has_chinese(&self) -> bool {
        self.chinese.is_some()
    }

    /// The family that Chinese is set in.
    pub fn chinese_family(&self) -> Option<&str> {
        self.chinese.as_deref()
    }

    /// How an SVG is read with these fonts.
    pub(super) fn options(&self) -> usvg::Options<'static> {
        usvg::Options {
            fontdb: Arc::clone(&self.database),
            font_family: self.chinese.clone().unwrap_or_else(|| FALLBACK.to_owned()),
            ..usvg::Options::default()
        }
    }
}

fn set_generic_families(database: &mut Database, family: &str) {
    database.set_sans_serif_family(family);
    // What the renderer takes when it knows no family of the list.
    database.set_serif_family(family);
}

/// The family that the renderer takes for Chinese, if it finds every character of the sample in it.
fn chinese_family(database: &Arc<Database>) -> Option<String> {
    let families = super::canvas::FAMILIES;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"99\">\
         <text y=\"50\" font-family=\"{families}\">{SAMPLE}</text></svg>"
    );
    let options = usvg::Options { fontdb: Arc::clone(database), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&svg, &options).ok()?;
    let mut glyphs = Vec::new();
    collect_glyphs(tree.root(), &mut glyphs);
    let font = glyphs.first()?.1;
    let is_whole = glyphs.len() == SAMPLE.chars().count() && glyphs.iter().all(|(known, _)| *known);
    is_whole.then(|| tree.fontdb().face(font)?.families.first().map(|(name, _)| name.clone())).flatten()
}

/// Every glyph under a group: whether its font knows the character, and the font.
pub(super) fn collect_glyphs(group: &usvg::Group, glyphs: &mut Vec<(bool, usvg::fontdb::ID)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => collect_glyphs(inner, glyphs),
            usvg::Node::Text(text) => {
                let found = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                glyphs.extend(found.map(|glyph| (glyph.id.0 != 0, glyph.font)));
            }
            usvg::Node::Path(_) | usvg::Node::Image(_) => {}
        }
    }
}
