//! The dots of a panel of award against need.

use super::need::Axes;
use super::need::Panel;
use super::page::Page;
use super::picture::Picture;
use crate::measure::adequacy::SHORT;

/// Draws the dots: rings where the member is short of need. Gives where they stand.
pub(super) fn draw(
    picture: &Picture<'_>,
    page: &mut Page<'_>,
    panel: &Panel,
    axes: &Axes,
    policy: usize,
    need: &[f64],
) -> Vec<(f64, f64)> {
    let (radius, opacity) = match picture.len() {
        0..=100 => (4.0, 0.85),
        101..=1_000 => (3.0, 0.6),
        _ => (2.0, 0.4),
    };
    let color = picture.color(policy);
    let mut points = Vec::with_capacity(need.len());
    for (member, need) in need.iter().enumerate() {
        let point = panel.point(axes, *need, picture.award(policy, member));
        match picture.outcome.adequacy(policy, member, &picture.pool().unit) {
            Some(adequacy) if adequacy < SHORT => page.canvas.ring(point, radius, color, opacity, 2.0),
            _ => page.canvas.dot(point, radius, color, opacity),
        }
        points.push(point);
    }
    points
}
