//! How far each member's award may lie, and how often it gains and loses: a row a member, two panels side by side.

use super::Chart;
use super::ChartError;
use super::Style;
use super::canvas::Align;
use super::canvas::Area;
use super::canvas::Type;
use super::lettering;
use super::naming::Naming;
use super::page::KeyMark;
use super::page::MEDIUM;
use super::page::Page;
use super::page::spanning;
use super::palette;
use super::scale::Measure;
use super::scale::Scale;
use super::scale::Ticks;
use super::scale::percent;
use crate::explore::simulate::MemberSimulated;
use crate::explore::simulate::PoolSimulated;
use crate::explore::simulate::Simulated;
use crate::explore::simulate::Spread;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// The most members that have a row each.
const MOST_ROWS: usize = 150;
/// The widest that the column of labels becomes, as a share of the page.
const WIDEST_LABELS: f64 = 0.28;
/// The room between the panels.
const GAP: f64 = 36.0;
/// A gain or a loss is robust if it comes in at least this share of the draws.
const ROBUST: f64 = 0.95;

/// Draws a chart for each policy whose awards move, of pools with few enough members.
///
/// # Errors
/// [`ChartError::Drawing`] if plotters refuses.
pub fn draw_simulation(
    (scenario, tables): (&Scenario, &Tables),
    simulated: &Simulated,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let naming = Naming::new(scenario, tables, style);
    let mut charts = Vec::new();
    for (index, pool) in simulated.pools.iter().enumerate() {
        if pool.rows.is_empty() || pool.rows.len() > MOST_ROWS {
            continue;
        }
        for policy in 0..pool.policies.len() {
            let subject = Subject { scenario, naming: &naming, style, index, pool, policy };
            if policy != scenario.baseline && subject.moves() {
                charts.push(subject.draw()?);
            }
        }
    }
    Ok(charts)
}

/// One policy on one pool.
struct Subject<'a> {
    scenario: &'a Scenario,
    naming: &'a Naming<'a>,
    style: &'a Style,
    index: usize,
    pool: &'a PoolSimulated,
    policy: usize,
}

/// One row: the member's label, its spread, how often it gains and loses, and the baseline's median.
struct Row {
    label: String,
    spread: Spread,
    gain: f64,
    lose: f64,
    baseline: Option<f64>,
}

impl Subject<'_> {
    fn members(&self) -> &[MemberSimulated] {
        &self.pool.policies[self.policy].members
    }

    fn moves(&self) -> bool {
        self.members().iter().filter_map(|member| member.award).any(|award| award.p5 < award.p95)
    }

    /// The rows, the largest median first.
    fn rows(&self) -> Vec<Row> {
        let over = self.scenario.pools[self.index].over;
        let baseline = &self.pool.policies[self.scenario.baseline].members;
        let members = self.pool.rows.iter().zip(self.members()).zip(baseline);
        let mut rows: Vec<Row> = members
            .filter_map(|((row, member), baseline)| {
                Some(Row {
                    label: self.naming.member(over, *row as usize),
                    spread: member.award?,
                    gain: member.gain.unwrap_or(0.0),
                    lose: member.lose.unwrap_or(0.0),
                    baseline: baseline.award.map(|award| award.p50),
                })
            })
            .collect();
        rows.sort_by(|one, other| other.spread.p50.total_cmp(&one.spread.p50));
        rows
    }

    fn say(&self, en: &str, zh: &str) -> String {
        self.naming.shown(&Text::new(en, zh)).to_owned()
    }

    fn draw(&self) -> Result<Chart, ChartError> {
        let rows = self.rows();
        let unit = &self.scenario.pools[self.index].unit;
        let ends = rows.iter().map(|row| row.spread.p95.max(row.baseline.unwrap_or(0.0)));
        let largest = ends.fold(0.0, f64::max);
        let measure = Measure::of(unit, largest, self.naming.language(), &self.naming.unit(unit));
        let name = super::stem(self.scenario, self.index, &format!("spread-{}", self.policy + 1));
        let mut page = Page::open(self.naming, self.style, name, self.title());
        let color = palette::policy(self.policy, self.scenario.baseline);
        page.key(&[
            (KeyMark::Dot(color), self.say("Median award", "分配额中位数")),
            (KeyMark::Bar(color), self.say("Half of the draws", "半数抽样")),
            (KeyMark::Line(color), self.say("Nine draws in ten", "九成抽样")),
            (KeyMark::Tick(palette::INK), self.say("Baseline", "基准方案")),
            (KeyMark::Bar(palette::GAIN), self.say("Draws in which it gains", "增加的抽样")),
            (KeyMark::Bar(palette::LOSS), self.say("Draws in which it loses", "减少的抽样")),
        ]);
        let (left, right) = page.sides();
        let widest = rows.iter().map(|row| Type::plain(MEDIUM).width(&row.label)).fold(0.0, f64::max);
        let labels = widest.min((right - left) * WIDEST_LABELS);
        let pitch = (1_000.0 / rows.len() as f64).clamp(15.0, 22.0);
        let (top, bottom) = (page.y + 22.0, page.y + 22.0 + pitch * rows.len() as f64);
        let start = left + labels + 10.0;
        let middle = start + (right - start - GAP) * 0.66;
        let spreads = Area { left: start, right: middle, top, bottom };
        let chances = Area { left: middle + GAP, right: right - 8.0, top, bottom };
        let ticks = spanning(spreads.width(), |count| measure.ticks(0.0, measure.measured(largest), count));
        let across = Scale::new(0.0, ticks.high(), spreads.left, spreads.right);
        page.columns(&spreads, &ticks, across, true);
        let shares = Ticks::over(0.0, 100.0, 2, true);
        let share = Scale::new(0.0, 100.0, chances.left, chances.right);
        page.columns(&chances, &shares, share, true);
        for (place, row) in rows.iter().enumerate() {
            let y = top + (place as f64 + 0.5) * pitch;
            let label = lettering::shorten(&row.label, MEDIUM, labels + 1.0);
            page.canvas.label((left + labels, y), &label, Type::plain(MEDIUM), Align::End);
            let at = |amount: f64| across.at(measure.measured(amount));
            let spread = &row.spread;
            page.canvas.line(&[(at(spread.p5), y), (at(spread.p95), y)], color, 1.0);
            let half = Area { left: at(spread.p25), right: at(spread.p75), top: y - 3.0, bottom: y + 3.0 };
            page.canvas.block(half, color, 0.45);
            page.canvas.dot((at(spread.p50), y), 3.0, color, 1.0);
            if let Some(baseline) = row.baseline {
                page.canvas.line(&[(at(baseline), y - 6.0), (at(baseline), y + 6.0)], palette::INK, 2.0);
            }
            let bar = |from: f64, to: f64| Area {
                left: share.at(from * 100.0),
                right: share.at(to * 100.0),
                top: y - pitch * 0.32,
                bottom: y + pitch * 0.32,
            };
            page.canvas.block(bar(0.0, row.gain), palette::GAIN, 1.0);
            page.canvas.block(bar(1.0 - row.lose, 1.0), palette::LOSS, 1.0);
        }
        let title = measure.axis(&self.say("Award", "分配额"));
        let below = bottom + 28.0;
        let center = |area: &Area| f64::midpoint(area.left, area.right);
        page.canvas.label((center(&spreads), below), &title, Type::plain(MEDIUM), Align::Middle);
        let title = self.say("Share of draws (%)", "占抽样次数（%）");
        page.canvas.label((center(&chances), below), &title, Type::plain(MEDIUM), Align::Middle);
        page.y = bottom + 38.0;
        page.close(self.alt(&rows, &measure))
    }

    /// Members that gain, and that lose, in nearly every draw, and those of whom neither can be said.
    fn counts(&self) -> [usize; 3] {
        let (mut gain, mut lose, mut open) = (0, 0, 0);
        for member in self.members() {
            let (up, down) = (member.gain.unwrap_or(0.0), member.lose.unwrap_or(0.0));
            if up >= ROBUST {
                gain += 1;
            } else if down >= ROBUST {
                lose += 1;
            } else if up + down > 1.0 - ROBUST {
                open += 1;
            }
        }
        [gain, lose, open]
    }

    fn title(&self) -> Text {
        let [gain, lose, open] = self.counts();
        let (policy, pool) = (self.naming.policy(self.policy), self.naming.pool(self.index));
        Text::new(
            format!(
                "{}, {}: {gain} gain and {lose} lose in at least 95% of the draws; of {open} it is uncertain",
                pool.en, policy.en
            ),
            format!(
                "{}（{}）：95%以上抽样中{gain}个增加、{lose}个减少，{open}个增减不定",
                pool.zh, policy.zh
            ),
        )
    }

    fn alt(&self, rows: &[Row], measure: &Measure) -> Text {
        let mut text = self.title();
        let Some(widest) = rows.iter().max_by(|one, other| {
            let width = |row: &Row| row.spread.p95 - row.spread.p5;
            width(one).total_cmp(&width(other))
        }) else {
            return text;
        };
        let amount = |amount: f64| measure.amount(measure.measured(amount));
        let (low, high) = (amount(widest.spread.p5), amount(widest.spread.p95));
        let gain = percent(widest.gain, false);
        let label = &widest.label;
        text.en.push_str(&format!(
            ". Widest: {label}, from {low} to {high} in nine draws of ten; it gains in {gain} of the draws."
        ));
        text.zh
            .push_str(&format!("。波动最大的是{label}：九成抽样在{low}至{high}之间，{gain}的抽样中增加。"));
        text
    }
}
