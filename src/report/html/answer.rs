//! The question, and the answer to it in a few sentences whose numbers come from the outcome.

use std::borrow::Cow;

use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::measure::Metric;
use crate::measure::Value;
use crate::quantity::Unit;
use crate::report::Subject;
use crate::report::headline::headline;
use crate::scenario::Pool;

use super::figure;
use super::movers::extremes;
use super::page::Page;
use super::page::pick;
use super::requests;

/// Writes the question and, for every pool, the answer.
pub(crate) fn write(page: &mut Page, subject: &Subject<'_>) {
    page.raw("<section id=\"answer\">\n").words("h2", "The question and the answer", "问题与结论");
    let question = match &subject.scenario.question {
        Some(question) => question.get(subject.language).to_owned(),
        None => default_question(subject),
    };
    page.raw("<p class=\"question\"").language_of(&question).raw(">").text(&question).raw("</p>\n");
    for result in &subject.outcome.pools {
        let pool = &subject.scenario.pools[result.pool];
        let total = figure::with_unit(&pool.unit, pool.total, subject.language);
        page.raw("<h3>").text(pool.label.get(subject.language)).raw(" <span class=\"total\">");
        page.text(&total).raw("</span></h3>\n");
        for sentences in sentences(subject, result) {
            page.element("p", &sentences);
        }
        let groups = headline(subject, result);
        if !groups.is_empty() {
            let told = match subject.language {
                Language::English => format!("{}.", groups.join("; ")),
                Language::Chinese => format!("{}。", groups.join("；")),
            };
            page.element("p", &told);
        }
    }
    if let Some((title, told)) = requests::sentences(subject) {
        page.element("h3", &title);
        for told in told {
            page.element("p", &told);
        }
    }
    page.raw("</section>\n");
}

fn default_question(subject: &Subject<'_>) -> String {
    let baseline = &subject.scenario.baseline_policy().label;
    match subject.language {
        Language::English => format!(
            "What changes, for whom and by how much, when another policy takes the place of {}?",
            baseline.en
        ),
        Language::Chinese => format!("以其他方案取代“{}”，谁会变化、变化多少？", baseline.zh),
    }
}

/// The most policies beside the baseline that the answer tells of; the comparison has all.
const MOST_TOLD: usize = 3;

/// The answer for one pool in three sentences: how it stands under the baseline, how under the other policies,
/// and who gains and loses by how much.
pub(crate) fn sentences(subject: &Subject<'_>, result: &PoolOutcome) -> Vec<String> {
    let teller = Teller { subject, result, pool: &subject.scenario.pools[result.pool] };
    let others: Vec<usize> =
        (0..result.policies.len()).filter(|policy| *policy != result.baseline).take(MOST_TOLD).collect();
    let standings = others.iter().map(|policy| teller.standing(*policy));
    let changes = others.iter().map(|policy| teller.change(*policy));
    let baseline = teller.label(result.baseline);
    let changes = teller.joined(changes);
    let changes = match subject.language {
        Language::English => format!("Against {baseline}: {changes}"),
        Language::Chinese => format!("与“{baseline}”相比，{changes}"),
    };
    let told = [teller.standing(result.baseline), teller.joined(standings), changes];
    let stop = pick(subject.language, ".", "。");
    told.into_iter().map(|clause| format!("{}{stop}", capital(&clause))).collect()
}

/// A sentence begins with a capital.
fn capital(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A number of members, thousands separated.
fn counted(members: usize) -> String {
    figure::decimal(members as f64, 0)
}

struct Teller<'a> {
    subject: &'a Subject<'a>,
    result: &'a PoolOutcome,
    pool: &'a Pool,
}

impl Teller<'_> {
    fn unit(&self) -> &Unit {
        &self.pool.unit
    }

    fn amount(&self, parts: i64) -> String {
        figure::with_unit(self.unit(), parts, self.subject.language)
    }

    fn name(&self, member: usize) -> Cow<'_, str> {
        self.subject.name(self.pool.over, self.result.rows[member] as usize)
    }

    fn label(&self, policy: usize) -> &str {
        self.subject.scenario.policies[policy].label.get(self.subject.language)
    }

    /// What a member is called in English: the name of its table.
    fn members(&self) -> &str {
        &self.subject.scenario.tables[self.pool.over].name
    }

    fn metric(&self, policy: usize, metric: Metric) -> Value {
        self.result.policies[policy].metrics.get(metric)
    }

    fn shown(&self, policy: usize, metric: Metric) -> Option<String> {
        figure::metric(metric, self.metric(policy, metric), self.unit())
    }

    /// How members stand under a policy: by need where there is a standard, else by the range of awards.
    fn standing(&self, policy: usize) -> String {
        self.by_need(policy).unwrap_or_else(|| self.by_range(policy))
    }

    fn by_need(&self, policy: usize) -> Option<String> {
        let Value::Count(short) = self.metric(policy, Metric::ShortMembers) else { return None };
        let (lowest, others, ratio) = self.lowest(policy)?;
        let (count, ratio) = (counted(self.result.rows.len()), figure::percent(ratio));
        let (label, name) = (self.label(policy), self.name(lowest));
        let shown = figure::decimal(short, 0);
        Some(match self.subject.language {
            Language::English => {
                let who = match short {
                    0.0 => format!("none of {count} {} has", self.members()),
                    1.0 => format!("1 of {count} {} has", self.members()),
                    _ if shown == count => format!("all {count} {} have", self.members()),
                    _ => format!("{shown} of {count} {} have", self.members()),
                };
                let lowest = match others {
                    0 => format!("lowest: {name}, {ratio}"),
                    1 => format!("lowest: {name} and one other, {ratio}"),
                    _ => format!("lowest: {name} and {} others, {ratio}", counted(others)),
                };
                format!("under {label}, {who} less than 90% of what the standard asks ({lowest})")
            }
            Language::Chinese => {
                let who = match short {
                    0.0 => format!("{count} 个单位的保障率均不低于 90%"),
                    _ if shown == count => format!("{count} 个单位的保障率全部低于 90%"),
                    _ => format!("{count} 个单位中有 {shown} 个的保障率低于 90%"),
                };
                let lowest = match others {
                    0 => name.into_owned(),
                    _ => format!("{name}等 {} 个单位", counted(others + 1)),
                };
                format!("在“{label}”方案下，{who}（最低为{lowest}，{ratio}）")
            }
        })
    }

    /// The member of the lowest adequacy, how many others have the same, and that adequacy.
    fn lowest(&self, policy: usize) -> Option<(usize, usize, f64)> {
        let mut lowest: Option<(usize, usize, f64)> = None;
        for member in 0..self.result.rows.len() {
            let Some(ratio) = self.result.adequacy(policy, member, self.unit()) else { continue };
            lowest = match lowest {
                Some((first, others, least)) if ratio == least => Some((first, others + 1, least)),
                Some(found) if found.2 < ratio => Some(found),
                _ => Some((member, 0, ratio)),
            };
        }
        lowest
    }

    fn by_range(&self, policy: usize) -> String {
        let label = self.label(policy);
        let amount = |metric| match self.metric(policy, metric) {
            Value::Amount(parts) => self.amount(parts),
            _ => "—".to_owned(),
        };
        let (least, most) = (amount(Metric::Min), amount(Metric::Max));
        let gini = self.shown(policy, Metric::Gini);
        match self.subject.language {
            Language::English => {
                let gini = gini.map_or(String::new(), |gini| format!(" (Gini coefficient {gini})"));
                format!("under {label}, awards run from {least} to {most}{gini}")
            }
            Language::Chinese => {
                let gini = gini.map_or(String::new(), |gini| format!("（基尼系数 {gini}）"));
                format!("在“{label}”方案下，分配额最低 {least}，最高 {most}{gini}")
            }
        }
    }

    /// What a policy changes against the baseline, and who gains and loses most.
    fn change(&self, policy: usize) -> String {
        let awards = &self.result.policies[policy].shared.awards;
        let changes = awards.iter().zip(self.result.baseline_awards()).map(|(award, before)| award - before);
        let (mut gained, mut lost) = (0_i64, 0_i64);
        for change in changes {
            gained += change.max(0);
            lost += (-change).max(0);
        }
        let label = self.label(policy);
        if gained == 0 && lost == 0 {
            return match self.subject.language {
                Language::English => format!("no award differs under {label}"),
                Language::Chinese => format!("“{label}”的各项分配额均无变化"),
            };
        }
        let [gains, losses] = extremes(self.subject, self.result, policy);
        let gainers = self.clause(policy, Metric::Gainers, gained, &gains, ("gain", "增加"));
        let losers = self.clause(policy, Metric::Losers, lost, &losses, ("lose", "减少"));
        match self.subject.language {
            Language::English => format!("under {label}, {gainers} and {losers}"),
            Language::Chinese => format!("在“{label}”方案下，{gainers}，{losers}"),
        }
    }

    /// Clauses of one sentence.
    fn joined(&self, clauses: impl Iterator<Item = String>) -> String {
        let clauses: Vec<String> = clauses.collect();
        clauses.join(pick(self.subject.language, "; ", "；"))
    }

    /// How many gain or lose, how much in all, and who most.
    fn clause(
        &self,
        policy: usize,
        metric: Metric,
        parts: i64,
        members: &[usize],
        (en, zh): (&str, &str),
    ) -> String {
        let count = self.shown(policy, metric).unwrap_or_default();
        let amount = self.amount(parts);
        let most = self.most(policy, members);
        match (self.subject.language, count.as_str()) {
            (Language::English, "0") => format!("nobody {en}s"),
            (Language::English, "1") => format!("1 {en}s {amount} ({most})"),
            (Language::English, _) => format!("{count} {en} {amount} in all (most: {most})"),
            (Language::Chinese, "0") => format!("没有单位{zh}"),
            (Language::Chinese, _) => format!("{count} 个单位{zh}，合计 {amount}（最多：{most}）"),
        }
    }

    /// Who gains or loses most, by how much and by what share; how many others do as much.
    fn most(&self, policy: usize, members: &[usize]) -> String {
        let awards = &self.result.policies[policy].shared.awards;
        let before = self.result.baseline_awards();
        let change = |member: usize| awards[member] - before[member];
        let Some(first) = members.first().copied() else { return String::new() };
        let others = (0..awards.len()).filter(|member| change(*member) == change(first)).count() - 1;
        let name = self.name(first);
        // A true minus sign, so that no line ends between it and its number.
        let amount = figure::change(self.unit(), change(first)).replace('-', "−");
        let share = figure::change_share(change(first), before[first]).map(|share| share.replace('-', "−"));
        let comma = pick(self.subject.language, ", ", "，");
        match (self.subject.language, others) {
            (_, 0) => {
                let share = share.map_or(String::new(), |share| format!("{comma}{share}"));
                format!("{name}{comma}{amount}{share}")
            }
            (Language::English, 1) => format!("{name} and one other, {amount} each"),
            (Language::English, _) => format!("{name} and {} others, {amount} each", counted(others)),
            (Language::Chinese, _) => format!("{name}等 {} 个单位，各 {amount}", counted(others + 1)),
        }
    }
}
