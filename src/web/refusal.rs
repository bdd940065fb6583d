//! Why a request gets no answer, with its status and in both languages.

use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;

use crate::language::Text;
use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::Problems;
use crate::report::json::Both;
use crate::table::Excerpt;

/// Why a request gets no answer.
#[derive(Debug)]
pub enum Refusal {
    /// The request is not what the page sends.
    Malformed(Text),
    /// It is not from the page itself, or without the key.
    Forbidden(Text),
    /// The scenario is not open (any more); the page sends it again.
    Unknown,
    /// Larger than is read.
    TooLarge,
    /// It came too slowly.
    Slow,
    /// What is asked is wrong, each mistake with its place.
    Wrong(Problems),
    /// The files that were sent are wrong; with each mistake in a table the line at fault, where there is one.
    WrongFiles(Problems, Vec<Option<Excerpt>>),
    /// Too many wait already.
    Busy,
    /// It would take too long.
    TooLong,
    /// Nobody waits for the answer any more.
    Cancelled,
    /// A mistake of this program.
    Broken,
}

impl From<Problems> for Refusal {
    fn from(problems: Problems) -> Self {
        Refusal::Wrong(problems)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Refusal::Wrong(problem.into())
    }
}

#[derive(Serialize)]
struct RefusalJson<'a> {
    kind: &'static str,
    says: Both<'a>,
    problems: Vec<ProblemJson<'a>>,
}

/// A problem as the page shows it: the line at fault stands beside it.
#[derive(Serialize)]
struct ProblemJson<'a> {
    place: String,
    found: Both<'a>,
    remedy: Option<Both<'a>>,
    line: Option<LineJson<'a>>,
}

/// The line at fault, cut where the fault begins and ends.
#[derive(Serialize)]
struct LineJson<'a> {
    number: usize,
    before: &'a str,
    fault: &'a str,
    after: &'a str,
}

impl Refusal {
    fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Refusal::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Refusal::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
            Refusal::Unknown => (StatusCode::NOT_FOUND, "unknown"),
            Refusal::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Refusal::Slow => (StatusCode::REQUEST_TIMEOUT, "slow"),
            Refusal::Wrong(_) | Refusal::WrongFiles(..) => (StatusCode::UNPROCESSABLE_ENTITY, "wrong"),
            Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Refusal::TooLong | Refusal::Cancelled => (StatusCode::GATEWAY_TIMEOUT, "too-long"),
            Refusal::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        }
    }

    fn says(&self) -> Text {
        match self {
            Refusal::Malformed(why) | Refusal::Forbidden(why) => why.clone(),
            Refusal::Unknown => Text::new(
                "this scenario is not open any more; open it again",
                "该情景已不在内存中，请重新打开",
            ),
            Refusal::TooLarge => Text::new(
                "what was sent is larger than is read here; use the command line for it",
                "发送的内容超过上限；请改用命令行处理",
            ),
            Refusal::Slow => Text::new("the request came too slowly", "请求发送过慢"),
            Refusal::Wrong(problems) | Refusal::WrongFiles(problems, _) => match problems.0.len() {
                1 => Text::new("1 problem", "共 1 处问题"),
                count => Text::new(format!("{count} problems"), format!("共 {count} 处问题")),
            },
            Refusal::Busy => Text::new(
                "the program is busy with other requests; try again in a moment",
                "程序正忙于其他请求，请稍后再试",
            ),
            Refusal::TooLong | Refusal::Cancelled => Text::new(
                "this takes too long for the page and was cut off; use the command line for it",
                "计算时间超过页面上限，已中止；请改用命令行",
            ),
            Refusal::Broken => Text::new(
                "a mistake of this program; the scenario is not at fault, the page goes on",
                "程序自身出错，与情景无关；页面可继续使用",
            ),
        }
    }

    /// The answer's status and JSON.
    pub fn response(&self) -> Response {
        let (status, kind) = self.kind();
        let says = self.says();
        let problems = match self {
            Refusal::Wrong(problems) => {
                let shown = problems.0.iter().take(MOST_SHOWN);
                shown.map(|problem| problem_json(problem, line_json(&problem.place))).collect()
            }
            Refusal::WrongFiles(problems, lines) => {
                let shown = problems.0.iter().zip(lines).take(MOST_SHOWN);
                shown
                    .map(|(problem, line)| {
                        let line = line.as_ref().and_then(|line| sent_line(&problem.place, line));
                        problem_json(problem, line.or_else(|| line_json(&problem.place)))
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        let body = RefusalJson { kind, says: Both::from(&says), problems };
        // A refusal holds texts and numbers alone, which always serialise.
        let body = serde_json::to_vec(&body).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.response()
    }
}

/// The most problems shown at once.
pub const MOST_SHOWN: usize = 100;

fn problem_json<'a>(problem: &'a Problem, line: Option<LineJson<'a>>) -> ProblemJson<'a> {
    ProblemJson {
        place: problem.place.to_string(),
        found: Both::from(&problem.found),
        remedy: problem.remedy.as_ref().map(Both::from),
        line,
    }
}

/// A line of a table that was sent.
fn sent_line<'a>(place: &Place, line: &'a Excerpt) -> Option<LineJson<'a>> {
    let Place::Cell { line: number, .. } = place else { return None };
    Some(LineJson { number: *number, before: &line.before, fault: &line.cell, after: &line.after })
}

fn line_json(place: &Place) -> Option<LineJson<'_>> {
    let Place::Span(source, span) = place else { return None };
    let text = source.text.as_str();
    let start = floor(text, span.start);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = floor(text, span.end).clamp(start, to);
    let number = source.line_column(start).0;
    Some(LineJson { number, before: &text[from..start], fault: &text[start..end], after: &text[end..to] })
}

/// The last boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::problem::Source;

    #[test]
    fn the_line_at_fault_is_cut_where_the_fault_begins_and_ends() {
        let text = "a = 1\nb = \"人口 + 户\"\nc = 2\n".to_owned();
        let start = text.find("户").expect("it is there");
        let source = Arc::new(Source { name: "s.toml".into(), text });
        let line = |span| {
            let place = Place::Span(Arc::clone(&source), span);
            line_json(&place).map(|l| format!("{}|{}|{}|{}", l.number, l.before, l.fault, l.after))
        };
        assert_eq!(line(start..start + 3).as_deref(), Some("2|b = \"人口 + |户|\""));
        assert_eq!(line(start + 1..900).as_deref(), Some("2|b = \"人口 + |户\"|"));
        assert_eq!(line(900..901).as_deref(), Some("4|||"));
    }
}
