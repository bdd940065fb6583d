//! PNG, and the style for machines without a font for Chinese.

use super::super::font::collect_glyphs;
use super::super::lettering::is_plain;
use super::*;

/// Whether every character of an SVG's texts has a glyph.
fn is_whole(svg: &str, fonts: &Fonts) -> bool {
    let tree = usvg::Tree::from_str(svg, &fonts.options()).expect("the SVG is well-formed");
    let mut glyphs = Vec::new();
    collect_glyphs(tree.root(), &mut glyphs);
    !glyphs.is_empty() && glyphs.iter().all(|(known, _)| *known)
}

#[test]
fn a_picture_is_rendered_at_the_size_asked_for() {
    let fonts = Fonts::built_in();
    let case = Case::of(5);
    let style = png_style(&Style::new(Language::Chinese), &fonts);
    for chart in case.draw(&style) {
        let bytes = png(&chart.svg, &fonts, 2.0).expect("the picture is rendered");
        assert_eq!(&bytes[1..4], b"PNG");
        assert_eq!(u32::from_be_bytes([bytes[16], bytes[17], bytes[18], bytes[19]]), 2_000);
        assert!(bytes.len() > 5_000, "{} bytes", bytes.len());
    }
}

#[test]
fn a_picture_that_cannot_be_rendered_is_an_error() {
    let fonts = Fonts::built_in();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\"/>";
    assert!(matches!(png("<svg", &fonts, 1.0), Err(ChartError::Svg(_))));
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e6] {
        assert!(matches!(png(svg, &fonts, scale), Err(ChartError::Scale(_))), "{scale}");
    }
}

#[test]
fn without_a_font_for_chinese_no_glyph_is_missing() {
    let fonts = Fonts::built_in();
    let style = Style { note: Some(Text::new("估计", "估计")), ..Style::new(Language::Chinese) };
    let style = png_style(&style, &fonts);
    assert_eq!(
        (style.language, style.members, style.script),
        (Language::English, MemberLabel::NameEn, Script::Plain)
    );
    for chart in Case::of(48).draw(&style) {
        assert!(is_plain(&chart.svg.replace('\n', "")), "{}", chart.name);
        assert!(is_whole(&chart.svg, &fonts), "{}", chart.name);
        let names_members =
            ![Kind::Adequacy, Kind::Lorenz].iter().any(|kind| chart.name.ends_with(kind.id()));
        assert_eq!(chart.svg.contains("Community 1"), names_members, "{}", chart.name);
    }
}

#[test]
fn labels_in_chinese_alone_give_way_to_ids_and_rows() {
    let fonts = Fonts::built_in();
    let style = png_style(&Style::new(Language::Chinese), &fonts);
    let toml = TOML
        .replace("MONEY", "300000")
        .replace("{ en = \"Test District\", zh = \"测试区\" }", "\"测试区\"")
        .replace("{ en = \"Operating fund\", zh = \"工作经费\" }", "\"工作经费\"")
        .replace("{ en = \"Differentiated\", zh = \"差异化\" }", "\"差异化\"")
        .replace("policies.heads", "policies.\"按人头\"")
        .replace("{ en = \"By heads alone\", zh = \"按人头\" }", "\"按人头\"");
    let csv = "id,name,name_en,population,kind\nc1,甲,,100,城\n乙二,乙,,200,乡\nc3,丙,丙 C,300,城\n";
    let charts = Case::new(&toml, csv).draw(&style);
    for chart in &charts {
        assert!(is_plain(&chart.svg.replace('\n', "")), "{}", chart.svg);
        assert!(is_whole(&chart.svg, &fonts), "{}", chart.name);
    }
    let texts = texts(&of_kind(&charts, Kind::ByMember).svg, &fonts);
    for label in ["c1", "#2", "c3", "One size fits all", "differentiated", "#3"] {
        assert!(texts.iter().any(|(text, _)| text == label), "{label}: {texts:?}");
    }
}

#[test]
fn with_a_font_for_chinese_the_style_stays_and_no_glyph_is_missing() {
    let fonts = Fonts::load();
    assert_eq!(fonts.has_chinese(), fonts.chinese_family().is_some());
    if fonts.has_chinese() {
        let style = png_style(&Style::new(Language::Chinese), &fonts);
        assert_eq!(style, Style::new(Language::Chinese));
        for chart in Case::of(9).draw(&style) {
            assert!(is_whole(&chart.svg, &fonts), "{}", chart.name);
        }
    }
}
