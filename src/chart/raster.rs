//! PNG from an SVG.

use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg::Tree;

use super::ChartError;
use super::Fonts;

/// The most pixels that a PNG may be wide or high.
const MOST_PIXELS: f32 = 20_000.0;

/// Renders an SVG as PNG with `fonts`; `scale` is the number of pixels for one of the SVG's.
///
/// # Errors
/// [`ChartError::Svg`] if the SVG cannot be read, [`ChartError::Scale`] if `scale` is no number above zero or
/// makes the picture too large, [`ChartError::Png`] if it cannot be encoded.
pub fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Vec<u8>, ChartError> {
    let tree = Tree::from_str(svg, &fonts.options()).map_err(|error| ChartError::Svg(error.to_string()))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let refused = || ChartError::Scale(scale.to_string());
    if !(scale.is_finite() && scale > 0.0 && width.max(height) <= MOST_PIXELS) {
        return Err(refused());
    }
    let mut pixmap = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(refused)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| ChartError::Png(error.to_string()))
}
