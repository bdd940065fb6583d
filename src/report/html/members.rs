//! Every member's figures under every policy; of a very large pool only how they are spread.

mod sheet;
mod spread;

use crate::measure::adequacy::SHORT;
use crate::report::Subject;

use super::figure;
use super::grid::Cell;
use super::page::Page;

/// The most members of a pool that are listed one by one.
pub(crate) const MOST_LISTED: usize = 5_000;

/// Writes the members' tables of every pool.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"members\" class=\"broad\">\n").words("h2", "Every member", "各单位明细");
    page.words(
        "p",
        "Need, claims and awards are in the pool's unit. Adequacy is award ÷ need; figures under 90% stand in bold red. Where a floor lifted or a cap held down an award, or an exact tie was broken by id, a column says so.",
        "标准支出、测算额和分配额均以总盘的单位计。保障率＝分配额÷标准支出，低于 90% 的以红色粗体标出。分配额受保底、封顶约束或存在按编号确定的并列的，在该方案末列注明。",
    );
    for result in &subject.outcome.pools {
        let pool = &subject.scenario.pools[result.pool];
        page.element("h3", pool.label.get(subject.language));
        if result.rows.len() > MOST_LISTED {
            spread::spread(page, subject, result, pool);
        } else {
            sheet::listed(page, subject, result, pool);
        }
    }
    page.raw("</section>\n");
}

/// An adequacy in percent, set apart where it is short.
pub(crate) fn adequacy(ratio: Option<f64>) -> Cell {
    match ratio {
        Some(ratio) if ratio < SHORT => Cell::Short(figure::percent(ratio)),
        ratio => Cell::figure(ratio.map(figure::percent)),
    }
}
