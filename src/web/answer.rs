//! Finding in a scenario what a request names, and sending what it asks for.

use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;

use super::opened::Worked;
use super::refusal::Refusal;
use crate::language::Language;
use crate::language::Text;
use crate::report::tables::Case;
use crate::report::tables::cases;

/// The case of a pool and a policy by their ids; an empty id is the first pool, the first policy that is not the
/// baseline.
///
/// # Errors
/// [`Refusal::Malformed`] where there is no such pool or policy.
pub fn case<'a>(worked: &'a Worked, pool: &str, policy: &str) -> Result<Case<'a>, Refusal> {
    let scenario = &worked.scenario;
    let policy = match policy {
        "" => usize::from(scenario.baseline == 0 && scenario.policies.len() > 1),
        id => scenario.policies.iter().position(|each| each.id == id).ok_or_else(|| unknown(id))?,
    };
    let is_it = |case: &Case<'_>| (pool.is_empty() || case.pool.id == pool) && case.index == policy;
    cases(&worked.subject(Language::English)).find(is_it).ok_or_else(|| unknown(pool))
}

/// There is nothing of that name.
pub fn unknown(name: &str) -> Refusal {
    Refusal::Malformed(Text::new(
        format!("there is no `{name}` in this scenario"),
        format!("该情景中没有 `{name}`"),
    ))
}

/// JSON as an answer.
///
/// # Errors
/// [`Refusal::Broken`] where it cannot be written, which numbers and texts never cause.
pub fn json(value: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(value).map_err(|_| Refusal::Broken)
}

/// Bytes with their media type.
pub fn send(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
