//! Why members gain and lose: what the awards of those who gain and of those who lose are made of.

use crate::allocate::Rule;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::Makeup;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::scenario::Pool;
use crate::summation::Sum;

use super::figure;
use super::grid::Cell;
use super::grid::Grid;
use super::grid::Heading;
use super::page::Page;
use super::page::pick;

/// The most factors that are named as the reason of one member's award.
const MOST_NAMED: usize = 2;

/// One policy on one pool, with what its awards are made of.
pub(super) struct Reasons<'a> {
    subject: &'a Subject<'a>,
    result: &'a PoolOutcome,
    pool: &'a Pool,
    policy: usize,
    makeup: Option<Makeup<'a>>,
    /// What each factor brings to the mean member of each part of the pool.
    mean: Vec<Vec<f64>>,
    /// The part of the pool that each member belongs to.
    part: Vec<usize>,
}

/// Members whose means stand in one column.
struct Column {
    title: String,
    members: Vec<usize>,
}

impl<'a> Reasons<'a> {
    /// The reasons of a policy.
    pub(super) fn new(subject: &'a Subject<'a>, result: &'a PoolOutcome, policy: usize) -> Self {
        let pool = &subject.scenario.pools[result.pool];
        let shared = &result.policies[policy].shared;
        let makeup = shared.claims.as_ref().map(|claims| {
            let mut scale = vec![1.0; shared.awards.len()];
            // λ of other rules is an amount, not what a claim is multiplied with.
            if subject.scenario.policies[policy].shares[result.pool].rule == Rule::Proportional {
                for share in &shared.shares {
                    let lambda = share.lambda.unwrap_or(1.0);
                    share.members.iter().for_each(|member| scale[*member as usize] = lambda);
                }
            }
            let awards = shared.awards.iter().map(|award| pool.unit.whole(*award)).collect();
            Makeup::new(awards, &claims.parts, scale)
        });
        let mut part = vec![0; shared.awards.len()];
        let mut mean = Vec::new();
        for (place, share) in shared.shares.iter().enumerate() {
            let members: Vec<usize> = share.members.iter().map(|member| *member as usize).collect();
            members.iter().for_each(|member| part[*member] = place);
            let means = makeup.as_ref().and_then(|makeup| makeup.means(&members));
            mean.push(means.map_or(Vec::new(), |means| means.factors));
        }
        Reasons { subject, result, pool, policy, makeup, mean, part }
    }

    /// Whether the policy has factors that can be reasons.
    pub(super) fn has_factors(&self) -> bool {
        self.makeup.as_ref().is_some_and(|makeup| makeup.factors() > 0)
    }

    fn labels(&self) -> Vec<&str> {
        let parts = self.subject.scenario.claim_parts(self.policy, self.result.pool);
        parts.into_iter().map(|(_, label)| label.get(self.subject.language)).collect()
    }

    /// The factors that set a member most apart from the mean member of its part of the pool, in the direction
    /// of its change.
    pub(super) fn of_member(&self, member: usize) -> String {
        let Some(makeup) = &self.makeup else { return String::new() };
        let award = self.result.policies[self.policy].shared.awards[member];
        let sign = if award >= self.result.baseline_awards()[member] { 1.0 } else { -1.0 };
        let labels = self.labels();
        let mean = &self.mean[self.part[member]];
        let mut apart: Vec<(usize, f64)> = (0..mean.len().min(labels.len()))
            .map(|factor| (factor, makeup.of(member, factor) - mean[factor]))
            .filter(|(_, apart)| apart * sign > 0.0 && shows(*apart, &self.pool.unit))
            .collect();
        apart.sort_by(|a, b| (b.1 * sign).total_cmp(&(a.1 * sign)));
        let named = apart
            .into_iter()
            .take(MOST_NAMED)
            .map(|(factor, apart)| format!("{} {}", labels[factor], signed(apart, &self.pool.unit)));
        let named: Vec<String> = named.collect();
        named.join(pick(self.subject.language, "; ", "；"))
    }

    /// Writes what an award is made of, on the mean of all, of those who gain and of those who lose.
    pub(super) fn write(&self, page: &mut Page) {
        let language = self.subject.language;
        let columns = self.columns();
        let label = self.subject.scenario.policies[self.policy].label.get(language);
        let (pool, unit) = (self.pool.label.get(language), self.pool.unit.label());
        let caption = match language {
            Language::English => {
                format!("{pool}: what an award under {label} is made of, on average, in {}", unit.en)
            }
            Language::Chinese => {
                format!("{pool}：“{label}”方案下平均每个单位分配额的构成，单位：{}", unit.zh)
            }
        };
        if let Some(told) = self.told(&columns) {
            page.element("p", &told);
        }
        let mut grid = Grid::open(page, "plain", &caption);
        let mut headings = vec![Heading::words(pick(language, "Part", "构成"))];
        headings.extend(columns.iter().map(|column| Heading::figures(column.title.as_str())));
        grid.headings(&headings);
        for (title, values) in self.rows(&columns) {
            let cells: Vec<Cell> =
                values.into_iter().map(|value| Cell::figure(value.map(figure::quantity))).collect();
            grid.row(&Cell::Words(title), &cells);
        }
        grid.close();
    }

    /// All members, those who gain and those who lose; only those that are anybody.
    fn columns(&self) -> Vec<Column> {
        let language = self.subject.language;
        let awards = &self.result.policies[self.policy].shared.awards;
        let before = self.result.baseline_awards();
        let some = |wanted: &dyn Fn(i64) -> bool| -> Vec<usize> {
            (0..awards.len()).filter(|member| wanted(awards[*member] - before[*member])).collect()
        };
        let kinds = [
            (some(&|_| true), ("all", "全部")),
            (some(&|change| change > 0), ("that gain", "增加的")),
            (some(&|change| change < 0), ("that lose", "减少的")),
        ];
        let columns = kinds.into_iter().filter(|(members, _)| !members.is_empty());
        columns
            .map(|(members, (en, zh))| {
                let count = figure::decimal(members.len() as f64, 0);
                let title = match language {
                    Language::English if en == "all" => format!("All {count}"),
                    Language::English => format!("The {count} {en}"),
                    Language::Chinese => format!("{zh} {count} 个"),
                };
                Column { title, members }
            })
            .collect()
    }

    /// The rows: what is needed, what each factor brings, the rest, the award, and the change.
    fn rows(&self, columns: &[Column]) -> Vec<(String, Vec<Option<f64>>)> {
        let language = self.subject.language;
        let outcome = &self.result.policies[self.policy];
        let mut rows = Vec::new();
        let mut put = |title: &str, value: &dyn Fn(&Column) -> Option<f64>| {
            rows.push((title.to_owned(), columns.iter().map(value).collect::<Vec<_>>()));
        };
        if let Some(need) = &outcome.need {
            put(pick(language, "Need", "标准支出"), &|column| mean(column, &|member| need[member]));
        }
        if let Some(makeup) = &self.makeup {
            let means: Vec<_> = columns.iter().map(|column| makeup.means(&column.members)).collect();
            let of = |column: &Column| {
                let place = columns.iter().position(|other| std::ptr::eq(other, column));
                place.and_then(|place| means[place].as_ref())
            };
            for (factor, label) in self.labels().into_iter().enumerate().take(makeup.factors()) {
                put(label, &|column| Some(of(column)?.factors[factor]));
            }
            if means.iter().flatten().any(|means| shows(means.rest, &Unit::Money)) {
                let title = pick(language, "Rule, floors, caps and rounding", "规则、保底、封顶与取整");
                put(title, &|column| Some(of(column)?.rest));
            }
        }
        let unit = &self.pool.unit;
        let before = self.result.baseline_awards();
        put(pick(language, "Award", "分配额"), &|column| {
            mean(column, &|member| unit.whole(outcome.shared.awards[member]))
        });
        put(pick(language, "Award under the baseline", "基准方案分配额"), &|column| {
            mean(column, &|member| unit.whole(before[member]))
        });
        put(pick(language, "Change", "增减"), &|column| {
            mean(column, &|member| unit.whole(outcome.shared.awards[member] - before[member]))
        });
        rows
    }

    /// In one sentence: which factors make the difference between those who gain and those who lose.
    fn told(&self, columns: &[Column]) -> Option<String> {
        let language = self.subject.language;
        let [_, gaining, losing] = columns else { return None };
        let label = self.subject.scenario.policies[self.policy].label.get(language);
        let Some(makeup) = self.makeup.as_ref().filter(|makeup| makeup.factors() > 0) else {
            let rule = self.subject.scenario.policies[self.policy].shares[self.result.pool].rule;
            let (name, formula) = (rule.label(), rule.formula());
            return Some(match language {
                Language::English => {
                    format!("{label} has no factors; its rule decides ({}: {formula}).", name.en)
                }
                Language::Chinese => format!("“{label}”没有因素，由规则决定（{}：{formula}）。", name.zh),
            });
        };
        let (gain, lose) = (makeup.means(&gaining.members)?, makeup.means(&losing.members)?);
        let unit = &self.pool.unit;
        let labels = self.labels();
        let apart = labels.iter().zip(gain.factors.iter().zip(&lose.factors));
        let mut apart: Vec<(&str, f64)> = apart.map(|(label, (gain, lose))| (*label, gain - lose)).collect();
        apart.retain(|(_, apart)| shows(*apart, unit));
        apart.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let parts = apart.iter().map(|(label, apart)| format!("{label} {}", signed(*apart, unit)));
        let parts = parts.collect::<Vec<_>>().join(pick(language, ", ", "，"));
        if parts.is_empty() {
            return None;
        }
        let before = self.result.baseline_awards();
        let before = |column: &Column| {
            mean(column, &|member| unit.whole(before[member])).map_or(String::new(), figure::quantity)
        };
        let (was_gain, was_lose) = (before(gaining), before(losing));
        let (gain, lose) = (figure::quantity(gain.award), figure::quantity(lose.award));
        let name = unit.label();
        Some(match language {
            Language::English => format!(
                "Under {label} those that gain are given {gain} {} each, on average, in place of {was_gain}; those \
                 that lose {lose} in place of {was_lose}. What sets the two apart, by factor: {parts}.",
                name.en
            ),
            Language::Chinese => format!(
                "“{label}”方案下，增加的单位平均分得 {gain} {}（原为 {was_gain}），减少的单位平均分得 {lose} {}（原为 \
                 {was_lose}）。两者之差按因素为：{parts}。",
                name.zh, name.zh
            ),
        })
    }
}

fn mean(column: &Column, value: &dyn Fn(usize) -> f64) -> Option<f64> {
    let count = column.members.len();
    (count > 0).then(|| Sum::of(column.members.iter().map(|member| value(*member))) / count as f64)
}

/// Whether a number is more than nothing when it is written.
fn shows(number: f64, unit: &Unit) -> bool {
    number.abs() >= if *unit == Unit::Posts { 0.05 } else { 0.005 }
}

/// A difference with its sign: money with two decimals, posts with one, as means are no whole posts.
fn signed(number: f64, unit: &Unit) -> String {
    let written = figure::decimal(number.abs(), if *unit == Unit::Posts { 1 } else { 2 });
    format!("{}{written}", if number < 0.0 { "−" } else { "+" })
}
