//! Why a chart cannot be drawn.

use crate::language::Text;

/// Why a chart cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The style asks for a picture outside [`SMALLEST`](super::SMALLEST) to [`LARGEST`](super::LARGEST) pixels.
    #[error("a chart of {width} × {height} pixels is too small or too large")]
    Size {
        /// The width asked for, in pixels.
        width: u32,
        /// The height asked for, in pixels.
        height: u32,
    },
    /// The scale of a PNG is no number above zero.
    #[error("a picture cannot be scaled by {0}")]
    Scale(String),
    /// The drawing library refused.
    #[error("the chart cannot be drawn: {0}")]
    Drawing(String),
    /// The SVG cannot be read back for the PNG.
    #[error("the SVG cannot be read: {0}")]
    Svg(String),
    /// The PNG cannot be written.
    #[error("the PNG cannot be encoded: {0}")]
    Png(String),
}

impl ChartError {
    /// The cause in both languages.
    pub fn text(&self) -> Text {
        let zh = match self {
            ChartError::Size { width, height } => format!("图幅 {width} × {height} 像素过小或过大"),
            ChartError::Scale(scale) => format!("图片缩放倍数 {scale} 无效"),
            ChartError::Drawing(cause) => format!("无法绘图：{cause}"),
            ChartError::Svg(cause) => format!("无法读取 SVG：{cause}"),
            ChartError::Png(cause) => format!("无法生成 PNG：{cause}"),
        };
        Text::new(self.to_string(), zh)
    }
}
