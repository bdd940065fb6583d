//! PNG from an SVG, with the resolution at which it is as large on paper as the SVG.

use png::BitDepth;
use png::ColorType;
use png::Encoder;
use png::EncodingError;
use png::PixelDimensions;
use png::Unit;
use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg::Tree;

use super::ChartError;
use super::Fonts;
use super::size::INCH;
use super::size::SVG_DOTS;

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
    encode(pixmap, scale).map_err(|error| ChartError::Png(error.to_string()))
}

/// The file, with the chunk pHYs: how many pixels go into a metre, where an inch has 96 of the SVG's.
fn encode(pixmap: Pixmap, scale: f32) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    let density = (f64::from(scale) * SVG_DOTS / INCH * 1000.0).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: density, yppu: density, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixmap.take_demultiplied())?;
    writer.finish()?;
    Ok(file)
}
