//! How a policy shares each pool.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;

use super::Named;
use super::services::ServiceChangeFormat;
use super::value::FormulaText;
use super::value::Label;
use super::value::RoundingId;
use super::value::RuleId;
use super::value::TiesId;
use crate::scenario::placed::Placed;

/// A policy: its label, what it changes in the service catalogue, and for every pool how it is shared.
#[derive(Debug)]
pub struct PolicyFormat {
    /// What it is called; default its name.
    pub label: Option<Label>,
    /// What it changes in the service catalogue, by item.
    pub services: Named<ServiceChangeFormat>,
    /// By the pool's name.
    pub shares: Named<ShareFormat>,
}

impl<'de> Deserialize<'de> for PolicyFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = PolicyFormat;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a policy: a table with a label and one entry per pool")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PolicyFormat, A::Error> {
                let mut policy = PolicyFormat { label: None, services: Named::new(), shares: Named::new() };
                while let Some(key) = map.next_key::<Placed<String>>()? {
                    match key.value.as_str() {
                        "label" => policy.label = Some(map.next_value()?),
                        "services" => policy.services = map.next_value()?,
                        _ => {
                            policy.shares.insert(key, map.next_value()?);
                        }
                    }
                }
                Ok(policy)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl JsonSchema for PolicyFormat {
    fn schema_name() -> Cow<'static, str> {
        "PolicyFormat".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let label = generator.subschema_for::<Label>();
        let change = generator.subschema_for::<ServiceChangeFormat>();
        let services = json_schema!({
            "description": "What the policy changes in the service catalogue, by item.",
            "type": "object",
            "additionalProperties": change,
        });
        let share = generator.subschema_for::<ShareFormat>();
        json_schema!({
            "description": "A policy: its label, what it changes in the service catalogue, and for every pool \
                            how it is shared.",
            "type": "object",
            "properties": { "label": label, "services": services },
            "additionalProperties": share,
        })
    }
}

/// How a policy shares one pool.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareFormat {
    /// The rule that turns claims and the total into awards.
    pub rule: Placed<RuleId>,
    /// How awards are rounded to whole steps; default `largest-remainder` for money, `webster` for posts.
    pub round: Option<Placed<RoundingId>>,
    /// Whether the pool's strata are kept apart; default `keep`.
    pub strata: Option<Placed<StrataUse>>,
    /// What happens where two members have exactly the same right to a step; default `id`.
    pub ties: Option<Placed<TiesId>>,
    /// The least that each member gets.
    pub floor: Option<Placed<FormulaText>>,
    /// The most that each member gets.
    pub cap: Option<Placed<FormulaText>>,
    /// What each member has already, for `level-up`; default 0.
    pub existing: Option<Placed<FormulaText>>,
    /// The parts of the claim.
    #[serde(default)]
    pub factors: Vec<FactorFormat>,
    /// Items of the service catalogue, each a part of the claim (费随事转); money only.
    pub items: Option<Placed<ItemsFormat>>,
}

/// Which items of the service catalogue a share carries money for, and how much of their yuan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsFormat {
    /// Which part of an item's yuan is claimed; default `unfunded`.
    #[serde(default)]
    pub part: ItemPart,
    /// The departments whose items are carried; default all.
    pub departments: Option<Vec<Placed<String>>>,
}

/// A part of the yuan of an item.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ItemPart {
    /// All of it.
    Cost,
    /// What comes with the item.
    Funded,
    /// What does not come with it.
    #[default]
    Unfunded,
}

/// A part of the claim.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorFormat {
    /// Its id, unique within the policy's pool.
    pub id: Placed<String>,
    /// What it is called; default its id.
    pub label: Option<Label>,
    /// Each member's amount.
    pub amount: Placed<FormulaText>,
}

/// Whether a policy keeps a pool's strata apart.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum StrataUse {
    /// Each stratum shares out its own total.
    #[default]
    Keep,
    /// One total for all.
    Merge,
}
