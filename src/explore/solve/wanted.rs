//! What is wanted, as a person writes it: `differentiated.operating.adequacy_min >= 0.9`, or of one member
//! `differentiated.operating.change[340802200007] >= 0`.

use super::search::Goal;
use super::search::Relation;
use crate::explore::Measured;
use crate::explore::path;
use crate::formula::number_text;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::problem::Problem;
use crate::quantity::group_thousands;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// The signs of relations, longer ones first where one begins another.
const SIGNS: [(&str, Relation); 6] = [
    (">=", Relation::AtLeast),
    ("≥", Relation::AtLeast),
    ("<=", Relation::AtMost),
    ("≤", Relation::AtMost),
    ("==", Relation::Equal),
    ("=", Relation::Equal),
];

/// A number of an outcome and what it is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The number.
    pub measured: Measured,
    /// What is to hold of it.
    pub goal: Goal,
    /// The number's path, as written.
    pub path: String,
}

impl Wanted {
    /// Reads one or several, joined by ` and `: `POLICY.POOL.METRIC >= V`, or `POLICY.POOL.award[ID] >= V`; the
    /// relation is `>=`, `<=` or `=`, the value a number or a percentage.
    ///
    /// # Errors
    /// Every part that is not such a relation, and every name that is unknown, with what is near.
    pub fn parse(scenario: &Scenario, tables: &Tables, text: &str) -> Result<Vec<Wanted>, Vec<Problem>> {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        for part in text.split(" and ") {
            match Wanted::parse_one(scenario, tables, part.trim()) {
                Ok(wanted) => all.push(wanted),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(all) } else { Err(problems) }
    }

    fn parse_one(scenario: &Scenario, tables: &Tables, text: &str) -> Result<Wanted, Problem> {
        let Some((path, relation, value)) = halves(text) else {
            let found = Text::new(format!("`{text}` compares nothing"), format!("`{text}` 没有比较关系"));
            return Err(path::problem(text, found).remedy(
                "write for instance 'differentiated.operating.adequacy_min >= 0.9'; >=, <= or =",
                "例如 'differentiated.operating.adequacy_min >= 0.9'；可用 >=、<=、=",
            ));
        };
        let measured = Measured::parse(scenario, tables, path)?;
        let Some(value) = number(value) else {
            let found = Text::new(format!("`{value}` is no number"), format!("`{value}` 不是数"));
            return Err(path::problem(text, found)
                .remedy("write a number such as 0.9, 90% or 6000000", "应写数，如 0.9、90% 或 6000000"));
        };
        let tolerance = measured.tolerance(scenario);
        Ok(Wanted { measured, goal: Goal { relation, value, tolerance }, path: path.to_owned() })
    }

    /// A value of the number for reading: amounts with two decimals at most, ratios in percent.
    pub fn shown(&self, value: f64) -> String {
        let rounded = |decimals: i32| {
            let unit = 10_f64.powi(decimals);
            group_thousands(&number_text((value * unit).round() / unit))
        };
        match self.measured.counted_in() {
            CountedIn::PoolUnit | CountedIn::Members | CountedIn::Residents => rounded(2),
            CountedIn::Adequacy => format!("{}%", number_text((value * 1e6).round() / 1e4)),
            CountedIn::Index => rounded(6),
        }
    }

    /// The relation as it is written.
    pub fn text(&self) -> String {
        format!("{} {} {}", self.path, self.sign(), number_text(self.goal.value))
    }

    /// The relation's sign.
    fn sign(&self) -> &'static str {
        match self.goal.relation {
            Relation::AtLeast => ">=",
            Relation::AtMost => "<=",
            Relation::Equal => "=",
        }
    }
}

/// Path, relation and value; a sign inside the brackets around an id does not count.
fn halves(text: &str) -> Option<(&str, Relation, &str)> {
    let beyond = text.rfind(']').map_or(0, |at| at + 1);
    let found = SIGNS.iter().filter_map(|(sign, relation)| {
        let at = beyond + text[beyond..].find(sign)?;
        Some((at, sign.len(), *relation))
    });
    let (at, length, relation) = found.min_by_key(|(at, length, _)| (*at, usize::MAX - length))?;
    Some((text[..at].trim(), relation, text[at + length..].trim()))
}

fn number(text: &str) -> Option<f64> {
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let plain = digits.replace('_', "");
    // Shifted as text, so that 90% is 0.9 and not nearly so.
    let plain = if percent && !plain.contains(['e', 'E']) { format!("{plain}e-2") } else { plain };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_is_split_at_its_sign_and_not_inside_an_id() {
        assert_eq!(halves("a.b.c >= 0.9"), Some(("a.b.c", Relation::AtLeast, "0.9")));
        assert_eq!(halves("a.b.c≤1"), Some(("a.b.c", Relation::AtMost, "1")));
        assert_eq!(halves("a.b.award[x=>=y]==3"), Some(("a.b.award[x=>=y]", Relation::Equal, "3")));
        assert_eq!(halves("a.b.c"), None);
    }

    #[test]
    fn numbers_may_be_percentages_and_have_thousands_apart() {
        assert_eq!(number("90%"), Some(0.9));
        assert_eq!(number("6_000_000.5"), Some(6_000_000.5));
        assert_eq!(number("12.5 %"), Some(0.125));
        assert_eq!(number("-3"), Some(-3.0));
        assert_eq!(number("nan"), None);
        assert_eq!(number("much"), None);
    }
}
