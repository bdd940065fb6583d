//! How one award came about: a calculation that an official can put before an auditor. Every factor with its
//! formula and the numbers in it, the claim, λ, the bound that bit, the rounding, and the final amount.

mod teller;
mod words;
mod work;

use serde::Serialize;

use super::json::Both;
use super::tables::Case;
use crate::allocate::Rule;
use crate::allocate::Step;
use crate::claim::Facts;
use crate::evaluate::steps_text;
use crate::formula::number_text;
use crate::language::Text;
use crate::problem::Problem;
use crate::quantity::Amount;

use teller::Teller;
use work::answers_of;
use work::steps_of_wisn;

pub use words::render;
pub use work::AnswersSteps;
pub use work::StaffingSteps;

/// A formula as it was calculated for one member.
#[derive(Clone, Debug, Serialize)]
pub struct Calculation {
    /// The formula as written.
    pub formula: String,
    /// The same with the member's numbers in place of names.
    pub substituted: String,
    /// Results on the way: the expression, and what it came to.
    pub on_the_way: Vec<(String, String)>,
    /// The result, in whole units.
    pub value: f64,
}

/// A part of the claim.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The factor's id.
    pub id: String,
    /// What it is called.
    #[serde(serialize_with = "both")]
    pub label: Text,
    /// How it was calculated.
    #[serde(flatten)]
    pub calculation: Calculation,
}

/// A figure that the calculation starts from.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it stands: `communities.csv:12:population`, or `parameter`.
    pub place: String,
    /// `sourced`, `estimated`, `synthetic`, `unstated`, or a parameter's source.
    #[serde(serialize_with = "both")]
    pub origin: Text,
}

/// How one award came about.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The member's id.
    pub id: String,
    /// The member's name.
    pub name: String,
    /// The pool's id and label.
    pub pool: String,
    /// What the pool is called.
    #[serde(serialize_with = "both")]
    pub pool_label: Text,
    /// The policy's id.
    pub policy: String,
    /// What the policy is called.
    #[serde(serialize_with = "both")]
    pub policy_label: Text,
    /// What the pool is counted in.
    #[serde(serialize_with = "both")]
    pub unit: Text,
    /// The stratum the member shares, if the policy keeps strata.
    pub stratum: Option<String>,
    /// The rule's id.
    pub rule: String,
    /// The rule as a formula in λ, c, n and e.
    pub rule_formula: String,
    /// The parts of the claim.
    pub factors: Vec<Part>,
    /// The claim, in whole units.
    pub claim: Option<f64>,
    /// The rule's λ.
    pub lambda: Option<f64>,
    /// The award by the rule alone, in whole units.
    pub before_bounds: Option<f64>,
    /// The floor.
    pub floor: Option<Calculation>,
    /// The cap.
    pub cap: Option<Calculation>,
    /// The bound that bit.
    pub bound: Option<String>,
    /// The award within its bounds, before rounding.
    pub exact: f64,
    /// The method of rounding.
    pub rounding: String,
    /// Under a divisor method, what the exact award (under `proportional` the claim) is multiplied by before it is
    /// rounded, and the product; a bound that bit stands above it.
    pub divided: Option<(f64, f64)>,
    /// The smallest amount given.
    pub step: Amount,
    /// Whether an exact tie was broken among this member and others.
    pub tie: bool,
    /// The award.
    pub award: Amount,
    /// The baseline's award.
    pub baseline: Amount,
    /// The change against it.
    pub change: Amount,
    /// What the member has already, where the policy says so.
    pub existing: Option<Calculation>,
    /// The need.
    pub need: Option<Calculation>,
    /// The steps of WISN, where the need is required staff.
    pub wisn: Option<StaffingSteps>,
    /// Award ÷ need.
    pub adequacy: Option<f64>,
    /// How the member answers residents: alone, and with what is passed up; nothing where its pool does not answer.
    pub answers: Option<AnswersSteps>,
    /// What happened to the whole pool or stratum, in order.
    #[serde(serialize_with = "all_both")]
    pub pool_steps: Vec<Text>,
    /// All awards of the pool or stratum, its reserve, and its total: the first two add up to the third.
    pub sum: (Amount, Amount, Amount),
    /// The figures that the calculation starts from.
    pub figures: Vec<Figure>,
    /// Whether the pool adds up others, so that nothing is shared out.
    #[serde(skip)]
    combined: bool,
    #[serde(skip)]
    money: bool,
}

fn both<S: serde::Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    Both::from(text).serialize(serializer)
}

fn all_both<S: serde::Serializer>(texts: &[Text], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(texts.iter().map(Both::from))
}

/// Explains the award of one member of a case.
///
/// # Errors
/// A formula that cannot be evaluated for the member, though it was for the outcome; that cannot happen with
/// the facts that the outcome was made from.
pub fn explain(facts: &Facts<'_>, case: &Case<'_>, member: usize) -> Result<Explanation, Problem> {
    let facts = facts.under(case.index);
    let share = &case.policy.shares[case.result.pool];
    let shared = &case.outcome.shared;
    let unit = &case.pool.unit;
    let mut teller = Teller { facts, case, row: case.result.rows[member] as usize, figures: Vec::new() };
    let mut factors = Vec::new();
    for factor in &share.factors {
        let calculation = teller.calculate(&factor.amount)?;
        factors.push(Part { id: factor.id.clone(), label: factor.label.clone(), calculation });
    }
    if let (true, Some(claims)) = (case.pool.is_combined(), &shared.claims) {
        let parts = facts.scenario.claim_parts(case.index, case.result.pool).into_iter().zip(&claims.parts);
        factors.extend(parts.map(|((pool, label), amounts)| Part {
            id: pool.to_owned(),
            label: label.clone(),
            calculation: Calculation {
                formula: pool.to_owned(),
                substituted: String::new(),
                on_the_way: Vec::new(),
                value: amounts[member],
            },
        }));
    }
    let floor = teller.optional(share.floor.as_ref())?;
    let cap = teller.optional(share.cap.as_ref())?;
    let existing = teller.optional(share.existing.as_ref())?;
    let need = teller.optional(case.pool.need.as_ref().map(|need| &need.formula))?;
    let figures = teller.figures;
    let part = shared
        .shares
        .iter()
        .find(|part| part.members.binary_search(&(member as u32)).is_ok())
        .unwrap_or(&shared.shares[0]);
    let claim = shared.claims.as_ref().map(|claims| claims.totals[member]);
    let given: i64 = part.members.iter().map(|member| shared.awards[*member as usize]).sum();
    let value = |calculation: &Option<Calculation>| calculation.as_ref().map_or(0.0, |found| found.value);
    let largest = shared.claims.as_ref().map_or(0.0, |claims| {
        part.members.iter().map(|member| claims.totals[*member as usize]).fold(0.0, f64::max)
    });
    let before_bounds = match share.rule {
        Rule::AsClaimed => claim,
        rule => part
            .lambda
            .map(|lambda| rule.award(lambda, claim.unwrap_or(0.0), value(&need), value(&existing), largest)),
    };
    let weight = match share.rule {
        Rule::Proportional => claim.unwrap_or(0.0),
        _ => shared.exact[member],
    };
    let divided = part.steps.iter().find_map(|step| match step {
        Step::Divisor { from, to } => {
            let multiplier = match share.rule {
                Rule::Proportional => part.lambda.unwrap_or(*from),
                _ if to.is_finite() => f64::midpoint(*from, *to),
                _ => *from,
            };
            Some((multiplier, multiplier * weight))
        }
        _ => None,
    });
    Ok(Explanation {
        id: case.id(member).to_owned(),
        name: case.name(member).to_owned(),
        pool: case.pool.id.clone(),
        pool_label: case.pool.label.clone(),
        policy: case.policy.id.clone(),
        policy_label: case.policy.label.clone(),
        unit: unit.label(),
        stratum: part.stratum.clone(),
        rule: share.rule.id().to_owned(),
        rule_formula: share.rule.formula().to_owned(),
        factors,
        claim,
        lambda: part.lambda,
        before_bounds,
        floor,
        cap,
        bound: shared.bounds[member].map(|bound| bound.id().to_owned()),
        exact: shared.exact[member],
        rounding: share.rounding.id().to_owned(),
        divided,
        step: unit.json(case.pool.step),
        tie: shared.ties[member],
        award: unit.json(shared.awards[member]),
        baseline: unit.json(case.result.baseline_awards()[member]),
        change: unit.json(case.change(member)),
        existing,
        need,
        wisn: steps_of_wisn(facts, case, member)?,
        answers: answers_of(facts, case, member),
        adequacy: case.result.adequacy(case.index, member, unit),
        pool_steps: part.steps.iter().map(|step| step.text(&|steps| steps_text(case.pool, steps))).collect(),
        sum: (unit.json(given), unit.json(part.reserve), unit.json(part.total)),
        figures,
        combined: case.pool.is_combined(),
        money: matches!(unit, crate::quantity::Unit::Money),
    })
}

impl Explanation {
    /// A number in the pool's unit as a reader writes it: fen shown, or as short as it is.
    fn number(&self, number: f64) -> String {
        if self.money {
            crate::quantity::group_thousands(&format!("{number:.2}"))
        } else {
            number_text(number)
        }
    }
}
