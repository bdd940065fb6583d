//! One field of a data package.

use serde_json::Value;

use super::DataPackage;
use super::constraint;
use super::constraint::Constraints;
use super::pointer::Step;
use crate::language::Text;
use crate::problem::Problems;
use crate::problem::nearest;
use crate::table::Origin;
use crate::table::Reading;
use crate::table::mistake::both;
use crate::table::mistake::package::PackageMistake;

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum FieldType {
    /// Text; the default.
    #[default]
    String,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// TRUE and FALSE.
    Boolean,
    /// Years, whole numbers.
    Year,
}

impl FieldType {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "string" => FieldType::String,
            "integer" => FieldType::Integer,
            "number" => FieldType::Number,
            "boolean" => FieldType::Boolean,
            "year" => FieldType::Year,
            _ => return None,
        })
    }

    /// Whether the column is one of numbers.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, FieldType::Integer | FieldType::Number | FieldType::Year)
    }
}

/// One field: what a column is and what it may hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// The heading.
    pub(crate) name: String,
    /// The type; default text.
    pub(crate) kind: FieldType,
    /// The title for people; default none.
    pub(crate) title: Option<Text>,
    /// What the column holds; default none.
    pub(crate) description: Option<Text>,
    /// The unit; default none.
    pub(crate) unit: Option<String>,
    /// The source in words; default none.
    pub(crate) source: Option<String>,
    /// Where the figures come from; default unstated.
    pub(crate) origin: Origin,
    /// What its values must be; default anything of the type.
    pub(crate) constraints: Constraints,
}

/// Reads the field that stands `at` these steps.
///
/// # Errors
/// Every mistake in it.
pub(crate) fn read(package: &DataPackage, at: &[Step], value: &Value) -> Reading<Field> {
    let reader = Reader { package, at, value };
    let mut problems = Problems::default();
    let mut field = Field::default();
    match value.get("name").and_then(Value::as_str) {
        Some(name) => field.name = name.to_owned(),
        None => return Err(package.due(at, both!("an object with a text `name`", "含文本 `name` 的对象"))),
    }
    let mut keep = |wrong: Problems| problems.0.extend(wrong.0);
    let kind = reader.kind();
    reader.text("title").map_or_else(&mut keep, |text| field.title = text);
    reader.text("description").map_or_else(&mut keep, |text| field.description = text);
    reader.word("unit").map_or_else(&mut keep, |word| field.unit = word);
    reader.word("source").map_or_else(&mut keep, |word| field.source = word);
    reader.origin().map_or_else(&mut keep, |origin| field.origin = origin);
    match kind {
        Ok(kind) => {
            field.kind = kind;
            let constraints = [at, &[Step::Key("constraints")]].concat();
            constraint::read(package, &constraints, value.get("constraints"), kind)
                .map_or_else(&mut keep, |constraints| field.constraints = constraints);
        }
        // Which constraints fit an unknown type cannot be told.
        Err(wrong) => keep(wrong),
    }
    for name in ["decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues"] {
        if value.get(name).is_some_and(|found| !is_usual(name, found)) {
            keep(PackageMistake::Property(name.to_owned()).at(reader.place(name)).into());
        }
    }
    problems.or(field)
}

/// Whether a property states what is done anyway.
fn is_usual(name: &str, value: &Value) -> bool {
    match name {
        "decimalChar" => value == ".",
        "groupChar" => value == "",
        "bareNumber" => *value == Value::Bool(true),
        _ => false,
    }
}

struct Reader<'a> {
    package: &'a DataPackage,
    at: &'a [Step<'a>],
    value: &'a Value,
}

impl Reader<'_> {
    fn place(&self, key: &str) -> crate::problem::Place {
        self.package.place(&[self.at, &[Step::Key(key)]].concat())
    }

    fn due(&self, key: &str, due: Text) -> Problems {
        PackageMistake::Due(due).at(self.place(key)).into()
    }

    fn kind(&self) -> Reading<FieldType> {
        let word = match self.value.get("type") {
            None => return Ok(FieldType::default()),
            Some(Value::String(word)) => word,
            Some(_) => return Err(self.due("type", both!("a text", "文本"))),
        };
        FieldType::read(word).ok_or_else(|| {
            let near = nearest(word, ["string", "integer", "number", "boolean", "year"]).map(str::to_owned);
            PackageMistake::FieldType(word.clone(), near).at(self.place("type")).into()
        })
    }

    fn origin(&self) -> Reading<Origin> {
        match self.value.get("origin") {
            None => Ok(Origin::Unstated),
            Some(Value::String(word)) => match word.as_str() {
                "sourced" => Ok(Origin::Sourced),
                "estimated" => Ok(Origin::Estimated),
                "synthetic" => Ok(Origin::Synthetic),
                _ => Err(PackageMistake::Origin(word.clone()).at(self.place("origin")).into()),
            },
            Some(_) => Err(self.due("origin", both!("a text", "文本"))),
        }
    }

    fn word(&self, key: &str) -> Reading<Option<String>> {
        match self.value.get(key) {
            None => Ok(None),
            Some(Value::String(word)) => Ok(Some(word.clone())),
            Some(_) => Err(self.due(key, both!("a text", "文本"))),
        }
    }

    /// A text, or one in each language; one language stands for both where the other is missing.
    fn text(&self, key: &str) -> Reading<Option<Text>> {
        let due =
            || self.due(key, both!("a text or {{\"en\": …, \"zh\": …}}", "文本或 {{\"en\": …, \"zh\": …}}"));
        match self.value.get(key) {
            None => Ok(None),
            Some(Value::String(word)) => Ok(Some(Text::same(word.as_str()))),
            Some(Value::Object(both)) => {
                let known =
                    both.iter().all(|(key, value)| matches!(key.as_str(), "en" | "zh") && value.is_string());
                let get = |tag: &str| both.get(tag).and_then(Value::as_str);
                match (get("en").or(get("zh")), get("zh").or(get("en"))) {
                    (Some(en), Some(zh)) if known => Ok(Some(Text::new(en, zh))),
                    _ => Err(due()),
                }
            }
            Some(_) => Err(due()),
        }
    }
}
