//! What the work comes to under each policy: hours, their administrative part, hours freed, and unfunded
//! mandates.

use std::fmt::Write as _;

use super::percent;
use super::wrapped;
use crate::evaluate::Work;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::group_thousands;
use crate::report::Subject;
use crate::report::aligned::aligned;
use crate::report::aligned::finish;
use crate::report::resource::mandates::departments;
use crate::summation::Sum;

/// The most members or departments named.
const MOST_NAMED: usize = 3;
/// The most departments named where the work is told in one sentence.
const MOST_IN_WORDS: usize = 2;

/// Writes the part on the work; nothing without a service catalogue.
pub fn work(subject: &Subject<'_>, text: &mut String) -> std::fmt::Result {
    let Some(services) = &subject.scenario.services else { return Ok(()) };
    let all = &subject.outcome.work;
    let Some(baseline) = all.get(subject.scenario.baseline) else { return Ok(()) };
    let (items, rows) = (services.items.len(), subject.tables.tables[services.over].rows());
    if all.iter().all(|work| work.hours == baseline.hours && work.carried.is_none()) {
        return in_words(subject, baseline, (items, rows), text);
    }
    match subject.language {
        Language::English => {
            writeln!(text, "\nWork: {items} items of the service catalogue, {rows} members")?
        }
        Language::Chinese => writeln!(text, "\n事项：服务目录 {items} 项，{rows} 个单位")?,
    }
    writeln!(text, "{}", table(subject))?;
    for (policy, work) in all.iter().enumerate() {
        // Two policies with the same relief free the same hours.
        if !all[..policy].iter().any(|told| told.hours == work.hours) {
            freed(subject, policy, work, text)?;
        }
    }
    let (head, named, separator) = unfunded(subject, baseline);
    if named.is_empty() { Ok(()) } else { writeln!(text, "{}", wrapped(&head, &named, separator)) }
}

/// The work where no policy changes it.
fn in_words(
    subject: &Subject<'_>,
    work: &Work,
    (items, rows): (usize, usize),
    text: &mut String,
) -> std::fmt::Result {
    let (hours, administrative) = (total(&work.hours), total(&work.administrative_hours));
    let share = percent(if hours > 0.0 { administrative / hours } else { 0.0 });
    let [hours, cost] = [hours, total(&work.cost)].map(whole);
    let [funded, open] = [&work.funded, &work.unfunded].map(|yuan| whole(total(yuan)));
    let (_, named, separator) = unfunded(subject, work);
    let named = named.into_iter().take(MOST_IN_WORDS).collect::<Vec<_>>().join(separator);
    // Broken between words in English, between clauses in Chinese.
    let (told, gap): (Vec<String>, &str) = match subject.language {
        Language::English => {
            let told = format!(
                "Work: {items} items ask {rows} members for {hours} hours ({share} administrative) and {cost} \
                 yuan a year; {funded} comes with them, {open} is unfunded, most: {named}"
            );
            (told.split(' ').map(str::to_owned).collect(), " ")
        }
        Language::Chinese => (
            vec![
                format!(
                    "事项：{items} 项，{rows} 个单位每年 {hours} 小时（行政事务占 {share}）、{cost} 元；"
                ),
                format!("随事经费 {funded} 元，"),
                format!("缺口 {open} 元，"),
                format!("最大的是{named}"),
            ],
            "",
        ),
    };
    writeln!(text, "\n{}", wrapped("", &told, gap))
}

fn total(values: &[f64]) -> f64 {
    Sum::of(values.iter().copied())
}

fn whole(value: f64) -> String {
    group_thousands(&format!("{:.0}", if value.abs() < 0.5 { 0.0 } else { value }))
}

fn table(subject: &Subject<'_>) -> String {
    let language = subject.language;
    let all = &subject.outcome.work;
    let baseline = &all[subject.scenario.baseline];
    let frees = all.iter().any(|work| work.hours != baseline.hours);
    let posts = frees && all.iter().any(|work| work.hours_per_post.is_some());
    let carries = all.iter().any(|work| work.carried.is_some());
    let mut heads = vec![
        Text::new("a year", "每年"),
        Text::new("hours", "工时"),
        Text::new("administrative", "行政事务占比"),
    ];
    heads.extend(frees.then(|| Text::new("freed", "减负工时")));
    heads.extend(posts.then(|| Text::new("in posts", "折合编制")));
    heads.push(Text::new("cost", "成本"));
    heads.push(Text::new("comes with it", "随事经费"));
    heads.extend(carries.then(|| Text::new("carried", "方案拨付")));
    heads.push(Text::new("unfunded", "经费缺口"));
    let mut table = aligned();
    table.set_header(heads.iter().map(|head| head.get(language)));
    for (index, work) in all.iter().enumerate() {
        let policy = subject.scenario.policies[index].label.get(language);
        let mark = if index == subject.scenario.baseline { " *" } else { "" };
        let hours = total(&work.hours);
        let administrative = total(&work.administrative_hours);
        let share = if hours > 0.0 { percent(administrative / hours) } else { "–".to_owned() };
        let mut cells = vec![format!("  {policy}{mark}"), whole(hours), share];
        cells.extend(frees.then(|| whole(total(&work.freed(baseline)))));
        if posts {
            let posts = work.posts_freed(baseline);
            cells.push(posts.map_or_else(|| "–".to_owned(), |posts| format!("{:.1}", total(&posts))));
        }
        cells.extend([whole(total(&work.cost)), whole(total(&work.funded))]);
        cells.extend(
            carries.then(|| work.carried.as_ref().map_or_else(|| "0".to_owned(), |sum| whole(total(sum)))),
        );
        cells.push(whole(total(&work.unfunded)));
        table.add_row(cells);
    }
    finish(table, |column| column > 0)
}

/// Where a policy frees most hours.
fn freed(subject: &Subject<'_>, policy: usize, work: &Work, text: &mut String) -> std::fmt::Result {
    let Some(services) = &subject.scenario.services else { return Ok(()) };
    let baseline = &subject.outcome.work[subject.scenario.baseline];
    let hours = work.freed(baseline);
    if hours.iter().all(|hours| *hours == 0.0) {
        return Ok(());
    }
    let language = subject.language;
    let posts = work.posts_freed(baseline);
    let table = &subject.tables.tables[services.over];
    let mut order: Vec<usize> = (0..hours.len()).filter(|row| hours[*row] > 0.0).collect();
    order.sort_by(|a, b| hours[*b].total_cmp(&hours[*a]).then(a.cmp(b)));
    let most = order.iter().take(MOST_NAMED).map(|row| {
        let (name, hours) = (table.name_in(*row, language), whole(hours[*row]));
        match (&posts, language) {
            (Some(posts), Language::English) => format!("{name} {hours} hours = {:.2} posts", posts[*row]),
            (Some(posts), Language::Chinese) => format!("{name} {hours} 小时（折合 {:.2} 名）", posts[*row]),
            (None, Language::English) => format!("{name} {hours} hours"),
            (None, Language::Chinese) => format!("{name} {hours} 小时"),
        }
    });
    let most: Vec<String> = most.collect();
    let label = subject.scenario.policies[policy].label.get(language);
    let (head, separator) = match language {
        Language::English => (format!("{label} frees most in: "), "; "),
        Language::Chinese => (format!("{label}减负最多："), "；"),
    };
    writeln!(text, "{}", wrapped(&head, &most, separator))
}

/// The departments that leave most unfunded under the baseline: what leads in to them, each with its yuan, and what
/// stands between them.
fn unfunded(subject: &Subject<'_>, work: &Work) -> (String, Vec<String>, &'static str) {
    let (language, policy) = (subject.language, subject.scenario.baseline);
    let mut departments = departments(subject.scenario, policy, work);
    departments.retain(|(_, total)| total.unfunded > 0.0);
    departments.sort_by(|(_, a), (_, b)| b.unfunded.total_cmp(&a.unfunded));
    let all = departments.len();
    let label = |department: &str| {
        Some(subject.scenario.services_under(policy)?.department_label(department)?.get(language).to_owned())
    };
    let named = departments.iter().take(MOST_NAMED).map(|(department, total)| {
        format!("{} {}", label(department).unwrap_or_default(), whole(total.unfunded))
    });
    let (head, separator) = match language {
        Language::English => (format!("Most unfunded, of {all} departments: "), ", "),
        Language::Chinese => (format!("经费缺口最大的部门（共 {all} 个）："), "、"),
    };
    (head, named.collect(), separator)
}
