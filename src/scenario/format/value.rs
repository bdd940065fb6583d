//! The single values of a scenario file: labels, formulas, amounts, and ids from a fixed list.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::Visitor;

use crate::allocate::Rounding;
use crate::allocate::Rule;
use crate::allocate::TiePolicy;
use crate::language::Text;

/// A text in one language or in both.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Label {
    /// The same in both languages.
    Same(String),
    /// One per language.
    Both {
        /// English.
        en: String,
        /// Chinese.
        zh: String,
    },
}

impl Label {
    /// The text in both languages.
    pub fn text(&self) -> Text {
        match self {
            Label::Same(text) => Text::same(text),
            Label::Both { en, zh } => Text::new(en, zh),
        }
    }
}

impl JsonSchema for Label {
    fn schema_name() -> Cow<'static, str> {
        "Label".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text, or one text per language.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "en": { "type": "string" }, "zh": { "type": "string" } },
                    "required": ["en", "zh"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

/// A formula; a bare number or truth value is a formula too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaText(pub String);

/// A formula as an operand of a longer one: in parentheses unless it is a bare number or name.
pub fn operand(formula: &str) -> String {
    match formula.contains(|c: char| !(c.is_alphanumeric() || "_.`".contains(c))) {
        true => format!("({formula})"),
        false => formula.to_owned(),
    }
}

/// An amount as written: kept as text, so that no fen is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountText(pub String);

struct Scalar(&'static str);

impl Visitor<'_> for Scalar {
    type Value = String;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }
    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }
    fn visit_bool<E>(self, truth: bool) -> Result<String, E> {
        Ok(truth.to_string().to_uppercase())
    }
}

impl<'de> Deserialize<'de> for FormulaText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar("a formula")).map(FormulaText)
    }
}

impl<'de> Deserialize<'de> for AmountText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar("an amount")).map(AmountText)
    }
}

impl JsonSchema for FormulaText {
    fn schema_name() -> Cow<'static, str> {
        "Formula".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A spreadsheet expression over columns and parameters, such as \"per_head * population\".",
            "type": ["string", "number", "boolean"],
        })
    }
}

impl JsonSchema for AmountText {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An amount: a number, or a decimal number in quotes.",
            "type": ["number", "string"],
        })
    }
}

/// Reads and describes an id that is one of a fixed list.
macro_rules! listed_id {
    ($name:ident, $kind:ty, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $kind);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let id = String::deserialize(deserializer)?;
                <$kind>::from_id(&id).map($name).ok_or_else(|| D::Error::custom(format!("unknown: {id}")))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).trim_end_matches("Id").into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let ids: Vec<&str> = <$kind>::ALL.iter().map(|each| each.id()).collect();
                json_schema!({ "description": $doc, "type": "string", "enum": ids })
            }
        }
    };
}

listed_id!(RuleId, Rule, "The rule that turns claims and the total into awards.");
listed_id!(RoundingId, Rounding, "How awards are rounded to whole steps.");
listed_id!(TiesId, TiePolicy, "What happens where two members have exactly the same right to a step.");
