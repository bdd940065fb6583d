//! `parts.csv`: what each factor of a policy adds to each member's claim.

use super::Field;
use super::Frames;
use super::ID;
use super::Kind;
use super::Meaning;
use super::POLICY;
use super::POOL;
use super::Resource;
use crate::report::Subject;
use crate::report::frame::Cells;
use crate::report::frame::Frame;
use crate::report::tables::Case;
use crate::report::tables::cases;
use crate::report::tables::decimals;
use crate::scenario::Scenario;

/// The table of the parts of claims.
pub const PARTS: Resource = Resource {
    name: "parts",
    title: ("Parts of the claims", "测算额的构成"),
    about: (
        "One row for each policy, pool, member and factor: what the factor adds to the member's claim. No rows for policies without factors.",
        "每个方案、总盘、单位和因素一行：该因素计入该单位测算额的数额。没有因素的方案没有行。",
    ),
    fields: &FIELDS,
    key: &["policy", "pool", "id", "factor"],
    links: &[(&["policy", "pool", "id"], "awards")],
    by_member: true,
    frames,
};

const FIELDS: [Field; 5] = [
    POLICY,
    POOL,
    ID,
    Field::new(
        "factor",
        Kind::Text,
        ("Factor", "因素"),
        ("Id of the factor within its policy and pool.", "因素在其方案和总盘中的标识。"),
    )
    .one_of(factors),
    Field::new(
        "amount",
        Kind::Number,
        ("Amount", "数额"),
        (
            "What the factor's formula comes to for the member, in the pool's unit; a member's amounts add up to its claim.",
            "因素公式对该单位的测算数，以总盘的单位计；同一单位各因素之和即其测算额。",
        ),
    ),
];

fn factors(subject: &Subject<'_>) -> Vec<Meaning> {
    let scenario = subject.scenario;
    let mut found: Vec<Meaning> = Vec::new();
    for policy in 0..scenario.policies.len() {
        for (id, label) in (0..scenario.pools.len()).flat_map(|pool| scenario.claim_parts(policy, pool)) {
            // Two policies may call two things by one id; then the first label stands for both.
            if !found.iter().any(|meaning| meaning.value == id) {
                found.push(Meaning::new(id, label.clone()));
            }
        }
    }
    found
}

fn frames<'a>(subject: &Subject<'a>) -> Option<Frames<'a>> {
    let scenario = subject.scenario;
    Some(Box::new(cases(subject).flat_map(move |case| of_case(case, scenario))))
}

/// One frame per factor.
fn of_case<'a>(case: Case<'a>, scenario: &'a Scenario) -> impl Iterator<Item = Frame<'a>> {
    let count = case.count();
    let amounts = case.outcome.shared.claims.iter().flat_map(|claims| &claims.parts);
    let parts = scenario.claim_parts(case.index, case.result.pool).into_iter().zip(amounts);
    parts.map(move |((factor, _), amounts)| {
        let ids = (0..count).map(|member| case.id(member)).collect();
        Frame::new(
            count,
            vec![
                ("policy", Cells::Same(&case.policy.id)),
                ("pool", Cells::Same(&case.pool.id)),
                ("id", Cells::Text(ids)),
                ("factor", Cells::Same(factor)),
                ("amount", Cells::Number(amounts.to_vec(), decimals(&case.pool.unit))),
            ],
        )
    })
}
