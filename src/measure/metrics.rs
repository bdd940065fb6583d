//! The metrics of one policy on one pool.

use crate::language::Text;
use crate::quantity::Unit;

/// The name of a metric; in CSV and JSON its [`Metric::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// All awards together.
    Total,
    /// The pool's total less all awards; below zero where an open pool costs more than its total.
    Reserve,
    /// The smallest award.
    Min,
    /// The largest award.
    Max,
    /// Gini coefficient of award per head, weighted by population (of award where there is no population).
    Gini,
    /// Theil T of the same.
    Theil,
    /// Hoover index of the same.
    Hoover,
    /// Coefficient of variation of the same.
    Cv,
    /// The smallest adequacy.
    AdequacyMin,
    /// The adequacy that a tenth of the members fall below (spreadsheet PERCENTILE).
    AdequacyP10,
    /// The median adequacy.
    AdequacyMedian,
    /// The largest adequacy.
    AdequacyMax,
    /// Gini coefficient of adequacy over members.
    AdequacyGini,
    /// Members with an adequacy under 0.9.
    ShortMembers,
    /// Residents of those members.
    ShortPopulation,
    /// What is missing: Σ max(0, need − award).
    Shortfall,
    /// Members who get more than under the baseline.
    Gainers,
    /// Members who get less than under the baseline.
    Losers,
    /// What changes hands against the baseline: Σ |change| ÷ 2.
    Moved,
    /// The largest gain against the baseline; 0 if nobody gains.
    LargestGain,
    /// The largest loss against the baseline; 0 if nobody loses.
    LargestLoss,
}

impl Metric {
    /// All metrics, in the order of the files.
    pub const ALL: [Metric; 21] = [
        Metric::Total,
        Metric::Reserve,
        Metric::Min,
        Metric::Max,
        Metric::Gini,
        Metric::Theil,
        Metric::Hoover,
        Metric::Cv,
        Metric::AdequacyMin,
        Metric::AdequacyP10,
        Metric::AdequacyMedian,
        Metric::AdequacyMax,
        Metric::AdequacyGini,
        Metric::ShortMembers,
        Metric::ShortPopulation,
        Metric::Shortfall,
        Metric::Gainers,
        Metric::Losers,
        Metric::Moved,
        Metric::LargestGain,
        Metric::LargestLoss,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Metric::Total => "total",
            Metric::Reserve => "reserve",
            Metric::Min => "min",
            Metric::Max => "max",
            Metric::Gini => "gini",
            Metric::Theil => "theil",
            Metric::Hoover => "hoover",
            Metric::Cv => "cv",
            Metric::AdequacyMin => "adequacy_min",
            Metric::AdequacyP10 => "adequacy_p10",
            Metric::AdequacyMedian => "adequacy_median",
            Metric::AdequacyMax => "adequacy_max",
            Metric::AdequacyGini => "adequacy_gini",
            Metric::ShortMembers => "short_members",
            Metric::ShortPopulation => "short_population",
            Metric::Shortfall => "shortfall",
            Metric::Gainers => "gainers",
            Metric::Losers => "losers",
            Metric::Moved => "moved",
            Metric::LargestGain => "largest_gain",
            Metric::LargestLoss => "largest_loss",
        }
    }

    /// The metric with that name.
    pub fn from_id(id: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|metric| metric.id() == id)
    }

    /// What a reader calls it.
    pub fn label(self) -> Text {
        match self {
            Metric::Total => Text::new("Given out", "分配合计"),
            Metric::Reserve => Text::new("Reserve", "机动"),
            Metric::Min => Text::new("Smallest award", "最低分配额"),
            Metric::Max => Text::new("Largest award", "最高分配额"),
            Metric::Gini => Text::new("Gini of award per head", "人均分配额基尼系数"),
            Metric::Theil => Text::new("Theil index of award per head", "人均分配额泰尔指数"),
            Metric::Hoover => Text::new("Hoover index of award per head", "人均分配额胡佛指数"),
            Metric::Cv => Text::new("Coefficient of variation of award per head", "人均分配额变异系数"),
            Metric::AdequacyMin => Text::new("Lowest adequacy", "最低保障率"),
            Metric::AdequacyP10 => Text::new("Adequacy, 10th percentile", "保障率第10百分位"),
            Metric::AdequacyMedian => Text::new("Median adequacy", "保障率中位数"),
            Metric::AdequacyMax => Text::new("Highest adequacy", "最高保障率"),
            Metric::AdequacyGini => Text::new("Gini of adequacy", "保障率基尼系数"),
            Metric::ShortMembers => Text::new("Members short of need", "保障不足的单位数"),
            Metric::ShortPopulation => Text::new("Residents of members short of need", "保障不足单位的人口"),
            Metric::Shortfall => Text::new("Shortfall", "缺口合计"),
            Metric::Gainers => Text::new("Gainers", "增加的单位数"),
            Metric::Losers => Text::new("Losers", "减少的单位数"),
            Metric::Moved => Text::new("Moved against the baseline", "较基准方案调整额"),
            Metric::LargestGain => Text::new("Largest gain", "最大增加额"),
            Metric::LargestLoss => Text::new("Largest loss", "最大减少额"),
        }
    }
}

/// What a metric is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedIn {
    /// The pool's unit.
    PoolUnit,
    /// Members.
    Members,
    /// Residents.
    Residents,
    /// Adequacy, a ratio that people read in percent.
    Adequacy,
    /// An index without a unit.
    Index,
}

impl Metric {
    /// What it is counted in.
    pub fn counted_in(self) -> CountedIn {
        match self {
            Metric::Total
            | Metric::Reserve
            | Metric::Min
            | Metric::Max
            | Metric::Shortfall
            | Metric::Moved
            | Metric::LargestGain
            | Metric::LargestLoss => CountedIn::PoolUnit,
            Metric::ShortMembers | Metric::Gainers | Metric::Losers => CountedIn::Members,
            Metric::ShortPopulation => CountedIn::Residents,
            Metric::AdequacyMin | Metric::AdequacyP10 | Metric::AdequacyMedian | Metric::AdequacyMax => {
                CountedIn::Adequacy
            }
            Metric::Gini | Metric::Theil | Metric::Hoover | Metric::Cv | Metric::AdequacyGini => {
                CountedIn::Index
            }
        }
    }
}

/// The value of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// An amount in parts of the pool's unit.
    Amount(i64),
    /// An amount in half parts, for a sum that is halved.
    HalfAmount(i64),
    /// Members or residents.
    Count(f64),
    /// A ratio or an index.
    Number(f64),
    /// Not defined here: no need, no population, or an index without meaning.
    Undefined,
}

impl Value {
    /// The value as a float in whole units; `None` where undefined.
    pub fn number(self, unit: &Unit) -> Option<f64> {
        match self {
            Value::Amount(parts) => Some(unit.whole(parts)),
            Value::HalfAmount(halves) => Some(unit.whole(halves) / 2.0),
            Value::Count(number) | Value::Number(number) => Some(number),
            Value::Undefined => None,
        }
    }
}

/// The metrics of one policy on one pool, in the order of [`Metric::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics(pub Vec<Value>);

impl Metrics {
    /// Metrics none of which is defined.
    pub fn undefined() -> Metrics {
        Metrics(vec![Value::Undefined; Metric::ALL.len()])
    }

    /// The value of one metric.
    pub fn get(&self, metric: Metric) -> Value {
        self.0[metric as usize]
    }
}
