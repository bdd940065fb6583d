//! Answers to residents under each policy: every member's counter as a queue, alone and with what is passed up to
//! departments.

use super::outcome::Answer;
use super::outcome::AnswersOutcome;
use super::outcome::PolicyAnswers;
use super::outcome::PoolOutcome;
use super::outcome::WhistleAnswers;
use crate::claim::Facts;
use crate::formula::number_text;
use crate::formula::round_down;
use crate::measure::queue::Queue;
use crate::problem::Problem;
use crate::scenario::Answers;
use crate::scenario::PlacedFormula;
use crate::summation::Sum;

/// The most that answer at one counter.
const MOST_SERVERS: f64 = 1_000_000.0;

/// How requests are answered under every policy; nothing where the scenario does not ask.
///
/// # Errors
/// The first formula that cannot be evaluated or that gives what no counter can be.
pub fn answers(
    facts: &Facts<'_>,
    pools: &[std::sync::Arc<PoolOutcome>],
) -> Result<Option<AnswersOutcome>, Problem> {
    let Some(answers) = &facts.scenario.answers else { return Ok(None) };
    let Some(result) = pools.iter().find(|result| result.pool == answers.pool) else { return Ok(None) };
    let policies = 0..facts.scenario.policies.len();
    let policies = policies.map(|policy| under(facts, answers, result, policy)).collect::<Result<_, _>>()?;
    Ok(Some(AnswersOutcome { policies }))
}

/// Figures of the members of the answering pool, each held to its bounds.
struct Figures<'f> {
    facts: &'f Facts<'f>,
    rows: &'f [u32],
}

impl Figures<'_> {
    fn bounded(
        &self,
        key: &str,
        formula: &PlacedFormula,
        least: f64,
        most: f64,
    ) -> Result<Vec<f64>, Problem> {
        let numbers = self.facts.numbers(formula, self.rows, None)?;
        match numbers.iter().position(|number| !(least..=most).contains(number)) {
            None => Ok(numbers),
            Some(member) => Err(self.refusal(key, formula, member, numbers[member]).remedy(
                match (least, most.is_finite()) {
                    (_, true) => format!("write a number from {least} to {most}"),
                    (0.0, false) => "write a number of 0 or more".to_owned(),
                    (_, false) => "write a number above 0".to_owned(),
                },
                match (least, most.is_finite()) {
                    (_, true) => format!("应写 {least} 到 {most} 之间的数"),
                    (0.0, false) => "应写不小于 0 的数".to_owned(),
                    (_, false) => "应写大于 0 的数".to_owned(),
                },
            )),
        }
    }

    /// A figure that must be the same for every member.
    fn common(&self, key: &str, formula: &PlacedFormula, least: f64, most: f64) -> Result<f64, Problem> {
        let numbers = self.bounded(key, formula, least, most)?;
        match numbers.iter().position(|number| *number != numbers[0]) {
            None => Ok(numbers.first().copied().unwrap_or(f64::NAN)),
            Some(member) => Err(self.refusal(key, formula, member, numbers[member]).remedy(
                format!(
                    "the departments are one counter for all: write what is {} for every row",
                    number_text(numbers[0])
                ),
                "各部门合为一个服务台：应写对每一行都相同的数",
            )),
        }
    }

    fn refusal(&self, key: &str, formula: &PlacedFormula, member: usize, number: f64) -> Problem {
        let table = &self.facts.tables.tables[formula.formula.table()];
        let (id, number) = (table.id(self.rows[member] as usize), number_text(number));
        Problem::new(
            formula.whole_place(),
            format!("`{key}` of `{id}` is {number}"),
            format!("`{id}` 的 `{key}` 为 {number}"),
        )
    }
}

fn under(
    facts: &Facts<'_>,
    answers: &Answers,
    result: &PoolOutcome,
    policy: usize,
) -> Result<PolicyAnswers, Problem> {
    let figures = Figures { facts: facts.under(policy), rows: &result.rows };
    let any = f64::INFINITY;
    let requests = figures.bounded("requests", &answers.requests, 0.0, any)?;
    let hours = figures.bounded("hours_per_request", &answers.hours_per_request, 0.0, any)?;
    let shares = figures.bounded("staff_share", &answers.staff_share, 0.0, 1.0)?;
    let open = figures.bounded("opening_hours", &answers.opening_hours, f64::MIN_POSITIVE, any)?;
    let target = figures.bounded("within", &answers.within, 0.0, any)?;
    let unit = &facts.scenario.pools[answers.pool].unit;
    let awards = &result.policies[policy].shared.awards;
    let mut servers = Vec::with_capacity(shares.len());
    for (member, (share, award)) in shares.iter().zip(awards.iter()).enumerate() {
        let count = round_down(share * unit.whole(*award));
        if count > MOST_SERVERS {
            return Err(figures.refusal("staff_share", &answers.staff_share, member, *share).remedy(
                format!("that makes {count} who answer: write a share that leaves at most {MOST_SERVERS}"),
                format!("答复人数达 {count}：应写使人数不超过 {MOST_SERVERS} 的比例"),
            ));
        }
        servers.push(count as u32);
    }
    let counter = |member: usize, kept: f64| {
        answer(requests[member] * kept, open[member], hours[member], servers[member], target[member])
    };
    let all = 0..requests.len();
    let own: Vec<Answer> = all.clone().map(|member| counter(member, 1.0)).collect();
    let whistle = match &answers.whistle {
        None => None,
        Some(whistle) => {
            let shares = figures.bounded("whistle.share", &whistle.share, 0.0, 1.0)?;
            let time = figures.common("whistle.hours_per_request", &whistle.hours_per_request, 0.0, any)?;
            let staff = figures.common("whistle.staff", &whistle.staff, 0.0, MOST_SERVERS)?;
            if staff.fract() != 0.0 {
                return Err(figures
                    .refusal("whistle.staff", &whistle.staff, 0, staff)
                    .remedy("write a whole number of people", "人数应为整数"));
            }
            let members = all.map(|member| counter(member, 1.0 - shares[member])).collect();
            let passed = Sum::of(requests.iter().zip(&shares).map(|(requests, share)| requests * share));
            let (open, target) = (open.first(), target.first());
            let departments =
                answer(passed, *open.unwrap_or(&f64::NAN), time, staff as u32, *target.unwrap_or(&f64::NAN));
            Some(WhistleAnswers { members, departments })
        }
    };
    Ok(PolicyAnswers { own, whistle })
}

/// One counter: requests a year over its opening hours.
fn answer(requests: f64, open: f64, hours: f64, servers: u32, target: f64) -> Answer {
    let arrivals = requests / open;
    let queue = Queue::new(arrivals, hours, servers);
    // Where nobody asks nobody waits, whatever the staff.
    let idle = requests == 0.0;
    let some = |value: Option<f64>| value.filter(|_| !idle);
    Answer {
        requests,
        arrivals,
        hours_per_request: hours,
        opening_hours: open,
        servers,
        load: arrivals * hours,
        utilisation: queue.and_then(|queue| queue.utilisation()),
        mean_wait: some(queue.and_then(|queue| queue.mean_wait())),
        within: some(queue.and_then(|queue| queue.within(target))),
        stable: idle || queue.is_some_and(|queue| queue.stable()),
    }
}
