//! Gains and losses against the baseline: a bar for each member, largest gain first; of many members, how many
//! change by how much.

use super::Chart;
use super::ChartError;
use super::Kind;
use super::bars;
use super::histogram;
use super::page::Page;
use super::picture::Picture;
use super::sentence;
use crate::evaluate::PoolOutcome;
use crate::language::Text;

/// The most members that have a bar each.
const MOST_BARS: usize = 80;

/// Why there is nothing to draw.
pub(super) fn obstacle(outcome: &PoolOutcome) -> Option<Text> {
    if outcome.rows.is_empty() {
        return Some(Text::new("the pool has no members", "该总盘没有参与单位"));
    }
    if outcome.policies.len() < 2 {
        return Some(Text::new("there is no policy besides the baseline", "除基准方案外没有其他方案"));
    }
    let baseline_is_nothing = outcome.baseline_awards().iter().all(|award| *award == 0);
    (outcome.rows.len() > MOST_BARS && baseline_is_nothing).then(|| {
        Text::new(
            "the baseline gives nothing that a change could be measured by",
            "基准方案分配额均为零，无法计算变动幅度",
        )
    })
}

/// Draws it, unless there is an obstacle.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub(super) fn draw(picture: &Picture<'_>) -> Result<Option<Chart>, ChartError> {
    if obstacle(picture.outcome).is_some() {
        return Ok(None);
    }
    let title = sentence::of_changes(picture);
    let mut page = Page::open(picture.naming, picture.style, picture.name(Kind::Changes), title);
    if let Some(text) = picture.left_out() {
        page.remark(picture.naming.shown(&text));
    }
    if picture.len() > MOST_BARS {
        histogram::draw(picture, &mut page);
    } else {
        bars::draw(picture, &mut page);
    }
    page.close(sentence::of_extremes(picture)).map(Some)
}
