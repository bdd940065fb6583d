//! A metric over one varied input: a line a policy.

use super::swept::SweepPicture;
use crate::chart::Chart;
use crate::chart::ChartError;
use crate::chart::canvas::Align;
use crate::chart::canvas::Area;
use crate::chart::canvas::Type;
use crate::chart::page::KeyMark;
use crate::chart::page::MEDIUM;
use crate::chart::page::foot;
use crate::chart::page::spanning;
use crate::chart::palette;
use crate::chart::scale::Scale;
use crate::chart::scale::Ticks;

/// The room under the axes.
const FOOT: f64 = 44.0;
/// Up to so many cases each has a dot.
const MOST_DOTS: usize = 60;

/// Draws it.
pub(super) fn draw(picture: &SweepPicture<'_>) -> Result<Chart, ChartError> {
    let values = picture.values();
    let axis = &picture.swept.cases.axes()[0];
    let mut page = picture.page();
    let entries: Vec<_> = picture
        .swept
        .policies
        .iter()
        .map(|policy| (KeyMark::Dot(picture.color(*policy)), picture.policy(*policy)))
        .collect();
    page.key(&entries);
    let (left, right) = page.sides();
    let height =
        (f64::from(picture.style.height) - page.y - foot(picture.naming, picture.style) - FOOT - 8.0)
            .max(220.0);
    let area =
        Area { left: left + 72.0, right: right - 20.0, top: page.y + 8.0, bottom: page.y + 8.0 + height };
    let given = picture.swept.cases.values(0);
    let (first, last) = given
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    let (low, high) = picture.ends();
    let across = spanning(area.width(), |count| Ticks::over(first, last, count, false));
    let up = values.ticks(values.measured(low), values.measured(high), 6);
    let scales = (
        Scale::new(across.low(), across.high(), area.left, area.right),
        Scale::new(up.low(), up.high(), area.bottom, area.top),
    );
    page.levels(&area, &up, scales.1, true);
    page.columns(&area, &across, scales.0, false);
    let now = axis.value();
    if (across.low()..=across.high()).contains(&now) {
        let x = scales.0.at(now);
        page.canvas.line(&[(x, area.top), (x, area.bottom)], palette::REFERENCE, 1.0);
        let text = picture.say("now", "现值");
        page.canvas.label((x + 4.0, area.top + 8.0), &text, Type::faint(MEDIUM - 1.0), Align::Start);
    }
    for policy in picture.swept.policies {
        let color = picture.color(*policy);
        let mut cases: Vec<usize> = (0..picture.swept.cases.len()).collect();
        cases.sort_by(|one, other| {
            picture.swept.cases.value(*one, 0).total_cmp(&picture.swept.cases.value(*other, 0))
        });
        let point = |case: &usize| {
            let value = (picture.swept.value)(*policy, *case)?;
            Some((scales.0.at(picture.swept.cases.value(*case, 0)), scales.1.at(values.measured(value))))
        };
        // A line breaks where a case could not be evaluated.
        let points: Vec<Option<(f64, f64)>> = cases.iter().map(point).collect();
        for stretch in points.split(Option::is_none) {
            let stretch: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
            if stretch.len() > 1 {
                page.canvas.line(&stretch, color, 2.0);
            }
            if stretch.len() == 1 || points.len() <= MOST_DOTS {
                stretch.iter().for_each(|at| page.canvas.dot(*at, 3.0, color, 1.0));
            }
        }
    }
    let middle = f64::midpoint(area.left, area.right);
    page.canvas.label(
        (middle, area.bottom + 28.0),
        &picture.axis_title(0),
        Type::plain(MEDIUM),
        Align::Middle,
    );
    let title = values.axis(&picture.metric(), picture.naming.language());
    page.canvas.turned_label(
        (page.sides().0, f64::midpoint(area.top, area.bottom)),
        &title,
        Type::plain(MEDIUM),
    );
    page.y = area.bottom + FOOT;
    page.close(picture.alt())
}
