//! A simulation at a glance, for a terminal.

use std::fmt::Write as _;
use std::path::Path;

use super::Simulation;
use crate::explore::simulate::MemberSimulated;
use crate::explore::simulate::PoolSimulated;
use crate::formula::number_text;
use crate::language::Language;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::quantity::group_thousands;
use crate::report::aligned::aligned;
use crate::report::aligned::finish;

/// A gain or a loss is robust if it comes in at least this share of the draws.
const ROBUST: f64 = 0.95;

/// The metrics shown.
const METRICS: [Metric; 6] = [
    Metric::AdequacyMin,
    Metric::AdequacyMedian,
    Metric::ShortMembers,
    Metric::Shortfall,
    Metric::Gini,
    Metric::Moved,
];

/// The summary; `written` is the folder that was written, if any.
pub fn summary(simulation: &Simulation<'_>, written: Option<&Path>) -> String {
    let (subject, simulated) = (simulation.subject, simulation.simulated);
    let language = subject.language;
    let mut text = String::new();
    let heading = Text::new(
        format!("{}: {} draws, seed {}", subject.scenario.title.en, simulated.draws, simulation.seed),
        format!("{}：抽样 {} 次，种子 {}", subject.scenario.title.zh, simulated.draws, simulation.seed),
    );
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", heading.get(language));
    let uncertain = subject.scenario.uncertain_numbers();
    let mut names: Vec<&str> =
        uncertain.iter().map(|number| subject.scenario.uncertain_name(number)).collect();
    names.extend(subject.scenario.noises.iter().map(|noise| noise.name.as_str()));
    names.sort_unstable();
    names.dedup();
    let uncertain =
        Text::new(format!("uncertain: {}", names.join(", ")), format!("不确定的量：{}", names.join("、")));
    let _ = writeln!(text, "{}", uncertain.get(language));
    for (pool, result) in simulated.pools.iter().zip(&subject.outcome.pools) {
        let _ = writeln!(text, "\n{}", subject.scenario.pools[result.pool].label.get(language));
        let _ = writeln!(text, "{}", robust(simulation, pool, language));
        let _ = writeln!(text, "{}", metrics(simulation, pool, result.pool, language));
    }
    if let Some(folder) = written {
        let shown = folder.display();
        let said = Text::new(format!("\nwritten: {shown}"), format!("\n已写入：{shown}"));
        let _ = writeln!(text, "{}", said.get(language));
    }
    text
}

/// Whose gains and losses hold in nearly every draw.
fn robust(simulation: &Simulation<'_>, pool: &PoolSimulated, language: Language) -> String {
    let scenario = simulation.subject.scenario;
    let mut table = aligned();
    let heads = [
        Text::new("", ""),
        Text::new("gain in 95% of draws", "95%以上抽样中增加"),
        Text::new("lose in 95% of draws", "95%以上抽样中减少"),
        Text::new("uncertain", "增减不定"),
        Text::new("short of need in half", "半数以上抽样保障不足"),
    ];
    table.set_header(heads.iter().map(|head| head.get(language).to_owned()));
    for (index, policy) in pool.policies.iter().enumerate() {
        let count = |is: &dyn Fn(&MemberSimulated) -> bool| {
            policy.members.iter().filter(|member| is(member)).count().to_string()
        };
        let at_least = |share: Option<f64>, least: f64| share.is_some_and(|share| share >= least);
        let gains = |member: &MemberSimulated| at_least(member.gain, ROBUST);
        let loses = |member: &MemberSimulated| at_least(member.lose, ROBUST);
        let moves = |member: &MemberSimulated| {
            member.gain.zip(member.lose).is_some_and(|(gain, lose)| gain + lose > 1.0 - ROBUST)
        };
        let name = scenario.policies[index].label.get(language).to_owned();
        table.add_row([
            name,
            count(&gains),
            count(&loses),
            count(&|member| moves(member) && !gains(member) && !loses(member)),
            count(&|member| at_least(member.short, 0.5)),
        ]);
    }
    finish(table, |column| column > 0)
}

/// Metrics with their 5th and 95th percentiles.
fn metrics(simulation: &Simulation<'_>, pool: &PoolSimulated, index: usize, language: Language) -> String {
    let scenario = simulation.subject.scenario;
    let unit = &scenario.pools[index].unit;
    let mut table = aligned();
    let heads = [
        Text::new("", ""),
        Text::new("", ""),
        Text::new("5%", "5%"),
        Text::new("median", "中位数"),
        Text::new("95%", "95%"),
    ];
    table.set_header(heads.iter().map(|head| head.get(language).to_owned()));
    let shown = |metric: Metric, value: f64| match metric.counted_in() {
        CountedIn::PoolUnit => group_thousands(&format!("{value:.0$}", unit.decimals())),
        CountedIn::Members | CountedIn::Residents => group_thousands(&number_text(value.round())),
        CountedIn::Adequacy => format!("{:.1}%", value * 100.0),
        CountedIn::Index => format!("{value:.3}"),
    };
    for metric in METRICS {
        for (policy, own) in pool.policies.iter().enumerate() {
            let Some(spread) = own.metrics[metric as usize] else { continue };
            let label = if policy == 0 { metric.label().get(language).to_owned() } else { String::new() };
            table.add_row([
                label,
                scenario.policies[policy].label.get(language).to_owned(),
                shown(metric, spread.p5),
                shown(metric, spread.p50),
                shown(metric, spread.p95),
            ]);
        }
    }
    finish(table, |column| column > 1)
}
