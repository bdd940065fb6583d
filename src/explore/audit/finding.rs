//! What an audit finds.

use crate::explore::measured::member_text;
use crate::language::Text;
use crate::problem::Place;
use crate::scenario::Tables;

/// What kind of weakness it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An award that jumps when one more resident, household or year comes.
    Cliff,
    /// An award that falls when the need rises.
    PerverseIncentive,
    /// A parameter that changes nothing.
    IdleParameter,
    /// A factor that changes no award.
    IdleFactor,
    /// Members that no factor reaches.
    UnreachedMember,
    /// Bounds that bind so often that they, and not the formula, decide.
    BoundsDecide,
    /// Members whose gain depends on one uncertain number.
    FragileGain,
}

impl Kind {
    /// All kinds, in the order in which they are reported.
    pub const ALL: [Kind; 7] = [
        Kind::Cliff,
        Kind::PerverseIncentive,
        Kind::IdleParameter,
        Kind::IdleFactor,
        Kind::UnreachedMember,
        Kind::BoundsDecide,
        Kind::FragileGain,
    ];

    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Cliff => "cliff",
            Kind::PerverseIncentive => "perverse-incentive",
            Kind::IdleParameter => "idle-parameter",
            Kind::IdleFactor => "idle-factor",
            Kind::UnreachedMember => "unreached-member",
            Kind::BoundsDecide => "bounds-decide",
            Kind::FragileGain => "fragile-gain",
        }
    }

    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            Kind::Cliff => Text::new("Cliffs", "悬崖效应"),
            Kind::PerverseIncentive => Text::new("Perverse incentives", "逆向激励"),
            Kind::IdleParameter => Text::new("Parameters that change nothing", "不起作用的参数"),
            Kind::IdleFactor => Text::new("Factors that change no award", "不起作用的因素"),
            Kind::UnreachedMember => Text::new("Members that no factor reaches", "各因素均未覆盖的单位"),
            Kind::BoundsDecide => Text::new("Bounds that decide instead of the formula", "上下限取代公式"),
            Kind::FragileGain => {
                Text::new("Gains that depend on one uncertain number", "取决于单一不确定数值的增加")
            }
        }
    }
}

/// One weakness.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// Index of the policy; `None` where it is no single policy's.
    pub policy: Option<usize>,
    /// Index of the pool; `None` where it is no single pool's.
    pub pool: Option<usize>,
    /// Row of the pool's table; `None` where it is no single member's.
    pub member: Option<usize>,
    /// The formula at fault, as written.
    pub formula: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Its numbers, in whole units, each with its name in JSON.
    pub numbers: Vec<(&'static str, f64)>,
    /// The finding in one or two sentences.
    pub says: Text,
}

/// Names of some members for reading: at most five.
pub(super) fn members_text(tables: &Tables, table: usize, rows: &[usize]) -> Text {
    const MOST: usize = 5;
    let names: Vec<Text> = rows.iter().take(MOST).map(|row| member_text(tables, table, *row)).collect();
    let more = rows.len().saturating_sub(MOST);
    let mut en = names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", ");
    let mut zh = names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、");
    if more > 0 {
        en.push_str(&format!(" and {more} more"));
        zh.push_str(&format!("等 {} 个", rows.len()));
    }
    Text::new(en, zh)
}
