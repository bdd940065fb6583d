//! What is wanted, as a person writes it: `differentiated.operating.adequacy_min >= 0.9`, or of one member
//! `differentiated.operating.change[340802200007] >= 0`.

use super::search::Goal;
use super::search::Relation;
use crate::evaluate::Outcome;
use crate::explore::Target;
use crate::explore::path;
use crate::formula::number_text;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::measure::adequacy;
use crate::problem::Problem;
use crate::quantity::Unit;
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

/// A number of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A metric.
    Metric(Target),
    /// A number of one member: policy and pool by index, and the member's row in the pool's table.
    Member {
        /// Index of the policy.
        policy: usize,
        /// Index of the pool.
        pool: usize,
        /// Row of the pool's table.
        row: usize,
        /// Which number.
        of: OfMember,
    },
}

/// A number of one member, in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfMember {
    /// What is given.
    Award,
    /// The award less the baseline's.
    Change,
    /// The change as a share of the baseline's award.
    ChangeShare,
    /// What the formula comes to.
    Claim,
    /// What the work costs by the standard.
    Need,
    /// Award ÷ need.
    Adequacy,
    /// Award per resident.
    PerHead,
}

impl OfMember {
    /// All of them, with their names: those of the columns of `awards.csv`.
    const ALL: [(&str, OfMember); 7] = [
        ("award", OfMember::Award),
        ("change", OfMember::Change),
        ("change_share", OfMember::ChangeShare),
        ("claim", OfMember::Claim),
        ("need", OfMember::Need),
        ("adequacy", OfMember::Adequacy),
        ("per_head", OfMember::PerHead),
    ];
}

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
        let measured = measured(scenario, tables, path)?;
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

fn measured(scenario: &Scenario, tables: &Tables, text: &str) -> Result<Measured, Problem> {
    let Some((path, id)) = text.strip_suffix(']').and_then(|inner| inner.split_once('[')) else {
        return Target::parse(scenario, text).map(Measured::Metric);
    };
    let keys = path::split(path);
    let [policy, pool, of] = keys.as_slice() else {
        let found =
            Text::new(format!("`{text}` is no number of a member"), format!("`{text}` 不是单位的数值"));
        return Err(path::problem(text, found).remedy(
            "write POLICY.POOL.award[ID], or change, change_share, claim, need, adequacy, per_head",
            "写成 方案.总盘.award[ID]，或 change、change_share、claim、need、adequacy、per_head",
        ));
    };
    let policies: Vec<&str> = scenario.policies.iter().map(|policy| policy.id.as_str()).collect();
    let pools: Vec<&str> = scenario.pools.iter().map(|pool| pool.id.as_str()).collect();
    let policy = path::find(text, &Text::new("policy", "方案"), policy, &policies)?;
    let pool = path::find(text, &Text::new("pool", "总盘"), pool, &pools)?;
    let names = OfMember::ALL.map(|(name, _)| name);
    let of = OfMember::ALL[path::find(text, &Text::new("number of a member", "单位的数值"), of, &names)?].1;
    let table = &tables.tables[scenario.pools[pool].over];
    let id = id.trim().trim_matches('"');
    let row = match table.row_of(id) {
        Some(row) => row,
        None => {
            let ids: Vec<&str> = table.ids().collect();
            path::find(text, &Text::new("member", "单位"), id, &ids)?
        }
    };
    Ok(Measured::Member { policy, pool, row, of })
}

impl Measured {
    /// Index of the policy.
    pub fn policy(&self) -> usize {
        match self {
            Measured::Metric(target) => target.policy,
            Measured::Member { policy, .. } => *policy,
        }
    }

    /// Index of the pool.
    pub fn pool(&self) -> usize {
        match self {
            Measured::Metric(target) => target.pool,
            Measured::Member { pool, .. } => *pool,
        }
    }

    /// The number in whole units; `None` where it is undefined.
    pub fn value(&self, scenario: &Scenario, outcome: &Outcome) -> Option<f64> {
        let Measured::Member { policy, pool, row, of } = *self else {
            let Measured::Metric(target) = self else { return None };
            return target.value(scenario, outcome);
        };
        let result = &outcome.pools[pool];
        let member = result.rows.iter().position(|each| *each as usize == row)?;
        let unit = &scenario.pools[pool].unit;
        let of_policy = &result.policies[policy];
        let (award, before) = (of_policy.shared.awards[member], result.baseline_awards()[member]);
        let change = unit.whole(award - before);
        let need = || of_policy.need.as_ref().map(|need| need[member]);
        match of {
            OfMember::Award => Some(unit.whole(award)),
            OfMember::Change => Some(change),
            OfMember::ChangeShare => (before > 0).then(|| change / unit.whole(before)),
            OfMember::Claim => of_policy.shared.claims.as_ref().map(|claims| claims.totals[member]),
            OfMember::Need => need(),
            OfMember::Adequacy => adequacy::ratio(unit.whole(award), need()?),
            OfMember::PerHead => result.per_head(policy, member, unit),
        }
    }

    /// What it is counted in.
    pub fn counted_in(&self) -> CountedIn {
        match self {
            Measured::Metric(target) => target.metric.counted_in(),
            Measured::Member { of, .. } => match of {
                OfMember::Award | OfMember::Change | OfMember::Claim | OfMember::Need | OfMember::PerHead => {
                    CountedIn::PoolUnit
                }
                OfMember::ChangeShare | OfMember::Adequacy => CountedIn::Adequacy,
            },
        }
    }

    /// How far from a value still counts as equal: less than half a fen or a member, a millionth of a ratio.
    fn tolerance(&self, scenario: &Scenario) -> f64 {
        match (self.counted_in(), &scenario.pools[self.pool()].unit) {
            (CountedIn::PoolUnit, Unit::Money | Unit::Other(_)) => match self {
                Measured::Metric(Target { metric: Metric::Moved, .. }) => 0.0024,
                _ => 0.0049,
            },
            (CountedIn::PoolUnit, Unit::Posts) | (CountedIn::Members | CountedIn::Residents, _) => 1e-9,
            (CountedIn::Adequacy | CountedIn::Index, _) => 1e-6,
        }
    }
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
