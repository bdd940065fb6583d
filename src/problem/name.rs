//! Names that are not known, and those that were meant.

use super::Place;
use super::Problem;
use crate::language::Text;

/// The most names that a remedy lists.
const MOST_NAMES: usize = 12;

/// The name among `known` nearest to `wrong`, if one is near enough to be what was meant.
///
/// ```
/// let known = ["population", "households"];
/// assert_eq!(junheng::problem::nearest("popluation", known), Some("population"));
/// assert_eq!(junheng::problem::nearest("area", known), None);
/// assert_eq!(junheng::problem::nearest("x", ["y"]), None);
/// ```
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(1);
    let longer = |name: &str| wrong.chars().count().max(name.chars().count());
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &name.to_lowercase()), name))
        // A name that shares no letter is not near, however short both are.
        .filter(|(distance, name)| *distance <= limit && *distance < longer(name))
        .min()
        .map(|(_, name)| name)
}

/// Index of `name` among `known`; `what` says what kind of name it is, in English and Chinese.
///
/// ```
/// use junheng::problem::{Place, find};
/// let known = ["flat", "differentiated"];
/// assert_eq!(find(&Place::Nowhere, ("policy", "方案"), "flat", known), Ok(0));
/// let problem = find(&Place::Nowhere, ("policy", "方案"), "flatt", known).unwrap_err();
/// assert_eq!(problem.found.en, "unknown policy `flatt`");
/// assert_eq!(problem.remedy.unwrap().en, "did you mean `flat`?");
/// ```
///
/// # Errors
/// A problem at `place` that says which name is near, or which there are.
pub fn find<'a, N>(place: &Place, (en, zh): (&str, &str), name: &str, known: N) -> Result<usize, Problem>
where
    N: IntoIterator<Item = &'a str>,
    N::IntoIter: Clone,
{
    let known = known.into_iter();
    if let Some(index) = known.clone().position(|each| each == name) {
        return Ok(index);
    }
    let found = Text::new(format!("unknown {en} `{name}`"), format!("未知的{zh} `{name}`"));
    let problem = Problem { place: place.clone(), found, remedy: None };
    if let Some(near) = nearest(name, known.clone()) {
        return Err(problem.remedy(format!("did you mean `{near}`?"), format!("是否要写 `{near}`？")));
    }
    let listed: Vec<&str> = known.clone().take(MOST_NAMES).collect();
    if listed.is_empty() {
        return Err(problem.remedy("there is none", "目前没有任何可选项"));
    }
    let (en, zh) = if known.count() > MOST_NAMES { (", …", "……") } else { ("", "") };
    let (en, zh) = (format!("known: {}{en}", listed.join(", ")), format!("可选：{}{zh}", listed.join("、")));
    Err(problem.remedy(en, zh))
}
