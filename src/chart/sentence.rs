//! What is seen in a chart, said in one sentence of both languages: its title, and its description.

use super::picture::Picture;
use super::scale::Measure;
use super::scale::number;
use super::scale::percent;
use crate::claim::Claims;
use crate::language::Language;
use crate::language::Text;
use crate::measure::Metric;
use crate::summation::Sum;

/// The most policies that a title speaks of.
const MOST_CLAUSES: usize = 3;

/// How many members are short of need under each policy.
pub(super) fn of_need(picture: &Picture<'_>) -> Text {
    let members = members(picture);
    let count = number(picture.len() as f64, 0);
    clauses(picture, &spoken(picture), |policy, first| {
        let short = number(metric(picture, policy, Metric::ShortMembers), 0);
        let are = if short == "1" { "is" } else { "are" };
        match first {
            true => Text::new(
                format!("{short} of {count} {} {are} short of 90% of need under ", members.en),
                format!("下{count}个{}中有{short}个保障率不足90%", members.zh),
            ),
            false => Text::new(format!("{short} under "), format!("下有{short}个")),
        }
    })
}

/// The description of the chart of need.
pub(super) fn of_adequacy(picture: &Picture<'_>) -> Text {
    let members = members(picture);
    let count = number(picture.len() as f64, 0);
    let opening = Text::new(
        format!("Award against need of {count} {}, a panel for each policy. ", members.en),
        format!("{count}个{}的分配额与{}散点图，每个方案一幅。", members.zh, picture.need_in_chinese()),
    );
    let described = picture.policies().into_iter().map(|policy| {
        let label = picture.naming.policy(policy);
        let adequacy = adequacy(picture, policy);
        Text::new(format!("\"{}\": {}", label.en, adequacy.en), format!("“{}”：{}", label.zh, adequacy.zh))
    });
    joined(opening, described)
}

/// The adequacy under a policy: from, to, the median, and how many are short.
pub(super) fn adequacy(picture: &Picture<'_>, policy: usize) -> Text {
    let short = number(metric(picture, policy, Metric::ShortMembers), 0);
    let unit = &picture.pool().unit;
    let value = |metric| picture.outcome.policies[policy].metrics.get(metric).number(unit);
    let range = (value(Metric::AdequacyMin), value(Metric::AdequacyMedian), value(Metric::AdequacyMax));
    let (Some(least), Some(median), Some(most)) = range else {
        return Text::new("no member has any need", "各单位均无标准需求");
    };
    let (least, median, most) = (percent(least, false), percent(median, false), percent(most, false));
    if least == most {
        return Text::new(
            format!("adequacy {least} for all; {short} short of 90%"),
            format!("保障率均为{least}；{short}个不足90%"),
        );
    }
    Text::new(
        format!("adequacy {least} to {most}, median {median}; {short} short of 90%"),
        format!("保障率{least}至{most}，中位数{median}；{short}个不足90%"),
    )
}

/// From where to where awards run under each policy.
pub(super) fn of_awards(picture: &Picture<'_>) -> Text {
    let members = members(picture);
    let count = number(picture.len() as f64, 0);
    let measures = measures(picture);
    clauses(picture, &spoken(picture), |policy, first| {
        let range = (metric(picture, policy, Metric::Min), metric(picture, policy, Metric::Max));
        let [en, zh] = [Language::English, Language::Chinese].map(|language| {
            let measure = &measures[usize::from(language == Language::Chinese)];
            let (least, most) = (measure.measured(range.0), measure.measured(range.1));
            (measure.number(least), measure.amount(most))
        });
        let even = range.0 == range.1;
        let en = match (even, first) {
            (true, true) => format!("each of the {count} {} gets {} under ", members.en, en.1),
            (true, false) => format!("{} for each under ", en.1),
            (false, true) => {
                format!("awards of the {count} {} run from {} to {} under ", members.en, en.0, en.1)
            }
            (false, false) => format!("from {} to {} under ", en.0, en.1),
        };
        let zh = match even {
            true => format!("下每个{}均为{}", members.zh, zh.1),
            false => format!("下从{}到{}不等", zh.0, zh.1),
        };
        Text::new(en, zh)
    })
}

/// Who gains and who loses against the baseline under each other policy.
pub(super) fn of_changes(picture: &Picture<'_>) -> Text {
    let members = members(picture);
    let others: Vec<usize> = picture.others().into_iter().take(MOST_CLAUSES).collect();
    let baseline = picture.naming.policy(picture.outcome.baseline);
    let mut text = clauses(picture, &others, |policy, first| {
        let [gainers, losers] = [Metric::Gainers, Metric::Losers].map(|kind| metric(picture, policy, kind));
        if gainers + losers == 0.0 {
            return Text::new("no award changes under ", "分配额均不变");
        }
        let (gain, lose) = (number(gainers, 0), number(losers, 0));
        let noun = if first { format!(" {}", members.en) } else { String::new() };
        let volume = volume(picture, policy);
        Text::new(
            format!("{gain}{noun} gain and {lose} lose ({}) under ", volume.en),
            format!("有{gain}个{}增加、{lose}个减少，{}", members.zh, volume.zh),
        )
    });
    text.en.push_str(&format!(", against \"{}\"", baseline.en));
    text.zh.push_str(&format!("（与“{}”相比）", baseline.zh));
    text
}

/// What changes hands, where a policy gives out as much as the baseline; else how much more or less it gives.
fn volume(picture: &Picture<'_>, policy: usize) -> Text {
    let total = |policy: usize| metric(picture, policy, Metric::Total);
    let more = total(policy) - total(picture.outcome.baseline);
    let moved = metric(picture, policy, Metric::Moved);
    let [english, chinese] = &measures_of(picture, moved.max(more.abs()));
    // What rounding leaves in the reserve is no change of the total.
    if [english, chinese].iter().all(|measure| !measure.shows(measure.measured(more))) {
        return Text::new(
            format!("{} moved", english.amount(english.measured(moved))),
            format!("调整{}", chinese.amount(chinese.measured(moved))),
        );
    }
    let [en, zh] = [english, chinese].map(|measure| measure.amount(measure.measured(more.abs())));
    match more > 0.0 {
        true => Text::new(format!("{en} more in all"), format!("合计增加{zh}")),
        false => Text::new(format!("{en} less in all"), format!("合计减少{zh}")),
    }
}

/// The Gini coefficient under each policy.
pub(super) fn of_gini(picture: &Picture<'_>) -> Text {
    let what = match picture.outcome.population.is_some() {
        true => Text::new("award per head", "人均分配额"),
        false => Text::new("the awards", "分配额"),
    };
    clauses(picture, &spoken(picture), |policy, first| {
        let metrics = &picture.outcome.policies[policy].metrics;
        let gini = metrics.get(Metric::Gini).number(&picture.pool().unit);
        let gini = gini.map_or_else(|| "—".to_owned(), |gini| number(gini, 3));
        match first {
            true => Text::new(
                format!("the Gini of {} is {gini} under ", what.en),
                format!("下{}基尼系数为{gini}", what.zh),
            ),
            false => Text::new(format!("{gini} under "), format!("下为{gini}")),
        }
    })
}

/// What claims come to under each policy that has factors, and which factor is the largest part.
pub(super) fn of_parts(picture: &Picture<'_>, shown: &[(usize, &Claims)]) -> Text {
    let policies: Vec<usize> = shown.iter().map(|(policy, _)| *policy).take(MOST_CLAUSES).collect();
    let total = |amounts: &[f64]| Sum::of(amounts.iter().copied());
    let largest = shown.iter().map(|(_, claims)| total(&claims.totals)).fold(0.0, f64::max);
    let [english, chinese] = measures_of(picture, largest);
    clauses(picture, &policies, |policy, first| {
        let factors = picture.scenario.claim_parts(policy, picture.outcome.pool);
        let Some((_, claims)) = shown.iter().find(|(other, _)| *other == policy) else {
            return Text::default();
        };
        let all = total(&claims.totals);
        let sums: Vec<f64> = claims.parts.iter().map(|amounts| total(amounts)).collect();
        let most = (0..sums.len()).rev().max_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0);
        let share = percent(if all > 0.0 { sums[most] / all } else { 0.0 }, false);
        let label = factors
            .get(most)
            .map_or_else(Text::default, |(id, label)| picture.naming.labelled(label, id, most));
        let (en, zh) = (english.amount(english.measured(all)), chinese.amount(chinese.measured(all)));
        let opening = if first { "claims come to " } else { "" };
        Text::new(
            format!("{opening}{en}, {share} of it for \"{}\", under ", label.en),
            format!("下测算额合计{zh}，其中“{}”占{share}", label.zh),
        )
    })
}

/// The largest gain and the largest loss under each other policy, for the description.
pub(super) fn of_extremes(picture: &Picture<'_>) -> Text {
    let mut opening = of_changes(picture);
    opening.en.push_str(". ");
    opening.zh.push('。');
    let described = picture.others().into_iter().map(|policy| {
        let label = picture.naming.policy(policy);
        let [gain, loss] =
            [Metric::LargestGain, Metric::LargestLoss].map(|kind| metric(picture, policy, kind));
        let measures = measures_of(picture, gain.max(loss));
        let told = |measure: &Measure| [gain, loss].map(|amount| measure.amount(measure.measured(amount)));
        let ([gain_en, loss_en], [gain_zh, loss_zh]) = (told(&measures[0]), told(&measures[1]));
        Text::new(
            format!("\"{}\": largest gain {gain_en}, largest loss {loss_en}", label.en),
            format!("“{}”：最多增加{gain_zh}，最多减少{loss_zh}", label.zh),
        )
    });
    joined(opening, described)
}

/// What a pool's members are called together.
fn members(picture: &Picture<'_>) -> Text {
    picture.naming.members(picture.pool().over)
}

/// The pool's measure in English and in Chinese, by its largest award.
fn measures(picture: &Picture<'_>) -> [Measure; 2] {
    let largest = picture.policies().into_iter().map(|policy| metric(picture, policy, Metric::Max));
    measures_of(picture, largest.fold(0.0, f64::max))
}

/// The pool's measure in English and in Chinese that suits amounts of up to `largest`.
fn measures_of(picture: &Picture<'_>, largest: f64) -> [Measure; 2] {
    let unit = &picture.pool().unit;
    let other = picture.naming.unit(unit);
    [Language::English, Language::Chinese].map(|language| Measure::of(unit, largest, language, &other))
}

/// A metric that is always defined, in whole units.
fn metric(picture: &Picture<'_>, policy: usize, metric: Metric) -> f64 {
    picture.outcome.policies[policy].metrics.get(metric).number(&picture.pool().unit).unwrap_or(0.0)
}

/// The policies that a title speaks of: the baseline first.
fn spoken(picture: &Picture<'_>) -> Vec<usize> {
    let baseline = picture.outcome.baseline;
    std::iter::once(baseline).chain(picture.others()).take(MOST_CLAUSES).collect()
}

/// The pool's label and a clause for each policy, the policy's label after it in English and before it in Chinese.
fn clauses(picture: &Picture<'_>, policies: &[usize], clause: impl Fn(usize, bool) -> Text) -> Text {
    let pool = picture.naming.pool(picture.outcome.pool);
    let told: Vec<Text> = policies
        .iter()
        .enumerate()
        .map(|(place, policy)| {
            let label = picture.naming.policy(*policy);
            let clause = clause(*policy, place == 0);
            Text::new(format!("{}\"{}\"", clause.en, label.en), format!("“{}”{}", label.zh, clause.zh))
        })
        .collect();
    let en: Vec<&str> = told.iter().map(|text| text.en.as_str()).collect();
    let zh: Vec<&str> = told.iter().map(|text| text.zh.as_str()).collect();
    Text::new(format!("{}: {}", pool.en, en.join(", ")), format!("{}：{}", pool.zh, zh.join("，")))
}

fn joined(opening: Text, parts: impl Iterator<Item = Text>) -> Text {
    let parts: Vec<Text> = parts.collect();
    let en: Vec<&str> = parts.iter().map(|text| text.en.as_str()).collect();
    let zh: Vec<&str> = parts.iter().map(|text| text.zh.as_str()).collect();
    Text::new(format!("{}{}.", opening.en, en.join("; ")), format!("{}{}。", opening.zh, zh.join("；")))
}
