//! What pools, policies, groups and members are called in a picture.

use super::MemberLabel;
use super::Script;
use super::Style;
use super::lettering;
use crate::language::Language;
use crate::language::Text;
use crate::quantity::Unit;
use crate::scenario::Scenario;
use crate::scenario::Tables;

/// What things are called, in a style.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    scenario: &'a Scenario,
    tables: &'a Tables,
    style: &'a Style,
}

impl<'a> Naming<'a> {
    /// The names of a scenario's things in `style`.
    pub(super) fn new(scenario: &'a Scenario, tables: &'a Tables, style: &'a Style) -> Self {
        Naming { scenario, tables, style }
    }

    /// A policy's label.
    pub(super) fn policy(&self, policy: usize) -> Text {
        let spec = &self.scenario.policies[policy];
        self.labelled(&spec.label, &spec.id, policy)
    }

    /// A pool's label.
    pub(super) fn pool(&self, pool: usize) -> Text {
        let spec = &self.scenario.pools[pool];
        self.labelled(&spec.label, &spec.id, pool)
    }

    /// A parameter's label.
    pub(super) fn parameter(&self, parameter: usize) -> Text {
        let spec = &self.scenario.parameters[parameter];
        self.labelled(&spec.label, &spec.name, parameter)
    }

    /// A grouping's label.
    pub(super) fn grouping(&self, grouping: usize) -> Text {
        let spec = &self.scenario.groupings[grouping];
        self.labelled(&spec.label, &spec.id, grouping)
    }

    /// A group's label; `place` is its place among the groups.
    pub(super) fn group(&self, grouping: usize, group: &str, place: usize) -> Text {
        self.labelled(&self.scenario.groupings[grouping].group_label(group), group, place)
    }

    /// The name of a unit that is neither money nor posts.
    pub(super) fn unit(&self, unit: &Unit) -> String {
        match unit {
            Unit::Other(label) if !self.can_show(&label.en) => "units".to_owned(),
            unit => self.shown(&unit.label()).to_owned(),
        }
    }

    /// What the members of a table are called together: the table's name in the language that it is in.
    pub(super) fn members(&self, table: usize) -> Text {
        let name = &self.scenario.tables[table].name;
        let words = name.replace(['_', '-'], " ");
        match name.is_ascii() {
            true if name.bytes().any(|b| b.is_ascii_alphabetic()) => Text::new(words, "单位"),
            _ if lettering::is_plain(name) => Text::new("members", "单位"),
            _ => Text::new("members", words),
        }
    }

    /// A member's label: its name, its English name or its id, as the style says; where the fonts cannot show
    /// it the id, and where they cannot show that its row: `#12`.
    pub(super) fn member(&self, table: usize, row: usize) -> String {
        let rows = &self.tables.tables[table];
        let english = || rows.column("name_en").map(|column| column.display(row));
        let wanted = match self.style.members {
            MemberLabel::Name => Some(rows.name(row).to_owned()),
            MemberLabel::NameEn => match (english(), self.style.script) {
                (Some(name), _) if !name.trim().is_empty() => Some(name),
                (_, Script::Any) => Some(rows.name(row).to_owned()),
                (_, Script::Plain) => None,
            },
            MemberLabel::Id => None,
        };
        let wanted = wanted.filter(|name| !name.trim().is_empty() && self.can_show(name));
        let label = wanted.or_else(|| Some(rows.id(row).to_owned()).filter(|id| self.can_show(id)));
        label.map_or_else(|| format!("#{}", row + 1), |label| lettering::printable(&label))
    }

    /// The scenario's title with its year, and the style's note on the inputs.
    pub(super) fn source(&self) -> Text {
        let title = &self.scenario.title;
        let year = self.scenario.year;
        let mut source = Text::new("junheng", "junheng");
        if self.can_show(&title.en) {
            source.en.push_str(&format!(" · {} · {year}", title.en));
        }
        source.zh.push_str(&format!(" · {} · {year}年", title.zh));
        if let Some(note) = &self.style.note {
            if self.can_show(&note.en) {
                source.en.push_str(&format!(" · {}", note.en));
            }
            source.zh.push_str(&format!(" · {}", note.zh));
        }
        source
    }

    /// The text in the style's language.
    pub(super) fn shown<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language())
    }

    /// The style's language.
    pub(super) fn language(&self) -> Language {
        self.style.language
    }

    /// A label in both languages, where the fonts cannot show it the id or its place.
    pub(super) fn labelled(&self, label: &Text, id: &str, place: usize) -> Text {
        let shown = [&label.en, id].into_iter().find(|text| !text.trim().is_empty() && self.can_show(text));
        let en = shown.map_or_else(|| format!("#{}", place + 1), lettering::printable);
        Text::new(en, lettering::printable(&label.zh))
    }

    fn can_show(&self, text: &str) -> bool {
        self.style.script == Script::Any || lettering::is_plain(text)
    }
}
