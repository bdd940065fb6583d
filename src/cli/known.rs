//! Names on the command line: which of the known ones is meant, or which are near.

use crate::problem::Place;
use crate::problem::Problem;
use crate::problem::nearest;

/// Index of `name` among `names`, or a problem that says which are near.
pub fn known<'a>(
    what: (&str, &str),
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<usize, Problem> {
    if let Some(index) = names.clone().position(|each| each == name) {
        return Ok(index);
    }
    let (en, zh) = what;
    let problem =
        Problem::new(Place::Nowhere, format!("there is no {en} `{name}`"), format!("没有{zh} `{name}`"));
    Err(match nearest(name, names.clone()) {
        Some(near) => problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")),
        None => {
            let first: Vec<&str> = names.take(10).collect();
            problem.remedy(format!("there are: {}", first.join(", ")), format!("可选：{}", first.join("、")))
        }
    })
}
