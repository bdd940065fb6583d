//! Answers to residents: the pool whose holders answer, and the formulas.

use super::super::Answers;
use super::super::PlacedFormula;
use super::super::Pool;
use super::super::Services;
use super::super::Whistle;
use super::super::format::FormulaText;
use super::super::format::ScenarioFormat;
use super::super::placed::Placed;
use super::compiler::Compiler;
use crate::formula::BaselineUse;
use crate::formula::Type;
use crate::language::Text;
use crate::quantity::Unit;

/// The section `answers`, if there is one and it is sound.
pub fn check(
    format: &ScenarioFormat,
    pools: &[Pool],
    services: Option<&Services>,
    compiler: &mut Compiler,
) -> Option<Answers> {
    let answers = &format.answers.as_ref()?.value;
    let ids: Vec<&str> = pools.iter().map(|pool| pool.id.as_str()).collect();
    let pool = compiler.find(("pool", "总盘"), &answers.pool, &ids)?;
    if pools[pool].unit != Unit::Posts {
        let found = (
            format!("pool `{}` has no posts, and only people can answer", answers.pool.value),
            format!("总盘 `{}` 不是编制，无人可以答复", answers.pool.value),
        );
        let posts = pools.iter().filter(|pool| pool.unit == Unit::Posts).map(|pool| pool.id.as_str());
        let known: Vec<&str> = posts.collect();
        let remedy = (
            format!("name a pool of posts: {}", known.join(", ")),
            format!("应写编制总盘：{}", known.join("、")),
        );
        compiler.problem(&answers.pool.span, found, Some(remedy));
        return None;
    }
    let over = pools[pool].over;
    let span = &answers.pool.span;
    let (requests, hours) = defaults(services, over, compiler);
    let requests = stated("requests", answers.requests.as_ref(), requests, span, compiler);
    let hours = stated("hours_per_request", answers.hours_per_request.as_ref(), hours, span, compiler);
    let mut number = |key: &str, text: Option<&Placed<FormulaText>>| -> Option<PlacedFormula> {
        let role = Text::new(format!("`{key}` of the answers"), format!("诉求答复的 `{key}`"));
        compiler.formula(text?, over, BaselineUse::Refused, Some(Type::Number), &role)
    };
    let requests = number("requests", requests.as_ref());
    let hours_per_request = number("hours_per_request", hours.as_ref());
    let staff_share = number("staff_share", Some(&answers.staff_share));
    let opening_hours = number("opening_hours", Some(&answers.opening_hours));
    let within = number("within", Some(&answers.within));
    let whistle = answers.whistle.as_ref().map(|whistle| {
        let share = number("whistle.share", Some(&whistle.share));
        let hours_per_request = number("whistle.hours_per_request", Some(&whistle.hours_per_request));
        let staff = number("whistle.staff", Some(&whistle.staff));
        Some(Whistle { share: share?, hours_per_request: hours_per_request?, staff: staff? })
    });
    Some(Answers {
        pool,
        requests: requests?,
        hours_per_request: hours_per_request?,
        staff_share: staff_share?,
        opening_hours: opening_hours?,
        within: within?,
        whistle: match whistle {
            Some(whistle) => Some(whistle?),
            None => None,
        },
    })
}

/// Requests and hours per request by the service catalogue, added up where the pool is over a table above it.
fn defaults(
    services: Option<&Services>,
    over: usize,
    compiler: &Compiler,
) -> (Option<String>, Option<String>) {
    let Some(services) = services else { return (None, None) };
    let tables = &compiler.vocabulary.tables;
    let below = &tables[services.over].name;
    let column = |name: &str| match compiler.vocabulary.steps_up(services.over, over) {
        Some(0) => Some(name.to_owned()),
        Some(_) => Some(format!("SUM(`{below}`.{name})")),
        None => None,
    };
    let (count, hours) = (column("request_count"), column("request_hours"));
    let per = count.clone().zip(hours).map(|(count, hours)| format!("IF({count} = 0, 0, {hours} / {count})"));
    (count, per)
}

fn stated(
    key: &str,
    written: Option<&Placed<FormulaText>>,
    default: Option<String>,
    span: &std::ops::Range<usize>,
    compiler: &mut Compiler,
) -> Option<Placed<FormulaText>> {
    if let Some(written) = written {
        return Some(written.clone());
    }
    if default.is_none() {
        let found = (
            format!("the answers have no `{key}`, and no service catalogue to take it from"),
            format!("诉求答复没有写 `{key}`，也没有可用的服务目录"),
        );
        let remedy = (format!("add `{key} = …`"), format!("请补上 `{key} = …`"));
        compiler.problem(span, found, Some(remedy));
    }
    default.map(|text| Placed { value: FormulaText(text), span: span.clone() })
}
