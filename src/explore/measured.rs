//! One number of an outcome, by its path: a metric, or a number of one member.

use super::Target;
use super::path;
use crate::evaluate::Outcome;
use crate::language::Text;
use crate::measure::CountedIn;
use crate::measure::Metric;
use crate::measure::adequacy;
use crate::problem::Problem;
use crate::quantity::Unit;
use crate::scenario::Scenario;
use crate::scenario::Tables;

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
    const ALL: [(&'static str, OfMember); 7] = [
        ("award", OfMember::Award),
        ("change", OfMember::Change),
        ("change_share", OfMember::ChangeShare),
        ("claim", OfMember::Claim),
        ("need", OfMember::Need),
        ("adequacy", OfMember::Adequacy),
        ("per_head", OfMember::PerHead),
    ];

    /// What a reader calls it.
    pub fn label(self) -> Text {
        let (en, zh) = match self {
            OfMember::Award => ("Award", "分配额"),
            OfMember::Change => ("Change", "增减"),
            OfMember::ChangeShare => ("Change, share", "增减幅"),
            OfMember::Claim => ("Claim", "测算额"),
            OfMember::Need => ("Need", "标准支出"),
            OfMember::Adequacy => ("Adequacy", "保障率"),
            OfMember::PerHead => ("Award per head", "人均分配额"),
        };
        Text::new(en, zh)
    }
}

impl Measured {
    /// Reads `POLICY.POOL.METRIC`, or of one member `POLICY.POOL.award[ID]` and its like.
    ///
    /// # Errors
    /// What is unknown, and which names are near.
    pub fn parse(scenario: &Scenario, tables: &Tables, text: &str) -> Result<Measured, Problem> {
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
        let policies = scenario.policies.iter().map(|policy| policy.id.as_str());
        let pools = scenario.pools.iter().map(|pool| pool.id.as_str());
        let policy = path::find(text, ("policy", "方案"), policy, policies)?;
        let pool = path::find(text, ("pool", "总盘"), pool, pools)?;
        let names = OfMember::ALL.map(|(name, _)| name);
        let of = OfMember::ALL[path::find(text, ("number of a member", "单位的数值"), of, names)?].1;
        let table = &tables.tables[scenario.pools[pool].over];
        let id = id.trim().trim_matches('"');
        let row = match table.row_of(id) {
            Some(row) => row,
            None => path::find(text, ("member", "单位"), id, table.ids())?,
        };
        Ok(Measured::Member { policy, pool, row, of })
    }

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
        let member = result.rows.binary_search(&u32::try_from(row).ok()?).ok()?;
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

    /// The path as it is written.
    pub fn path(&self, scenario: &Scenario, tables: &Tables) -> String {
        let (policy, pool, row, of) = match *self {
            Measured::Metric(target) => return target.path(scenario).to_string(),
            Measured::Member { policy, pool, row, of } => (policy, pool, row, of),
        };
        let name = OfMember::ALL.iter().find(|(_, each)| *each == of).map_or("", |(name, _)| name);
        let (policy, pool) = (&scenario.policies[policy].id, &scenario.pools[pool]);
        format!("{policy}.{}.{name}[{}]", pool.id, tables.tables[pool.over].id(row))
    }

    /// What a reader calls it.
    pub fn label(&self, scenario: &Scenario, tables: &Tables) -> Text {
        let (policy, pool, row, of) = match *self {
            Measured::Metric(target) => return target.label(scenario),
            Measured::Member { policy, pool, row, of } => (policy, pool, row, of.label()),
        };
        let (policy, pool) = (&scenario.policies[policy].label, &scenario.pools[pool]);
        let member = member_text(tables, pool.over, row);
        Text::new(
            format!("{}: {} of {} ({})", pool.label.en, of.en, member.en, policy.en),
            format!("{}：{}的{}（{}）", pool.label.zh, member.zh, of.zh, policy.zh),
        )
    }

    /// How far from a value still counts as equal: less than half a fen or a member, a millionth of a ratio.
    pub(super) fn tolerance(&self, scenario: &Scenario) -> f64 {
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

/// A member's name for reading: in English the column `name_en` where there is one.
pub(super) fn member_text(tables: &Tables, table: usize, row: usize) -> Text {
    let table = &tables.tables[table];
    let name = table.name(row);
    let english = table.column("name_en").and_then(|column| column.text(row)).unwrap_or(name);
    Text::new(english, name)
}
