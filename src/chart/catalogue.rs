//! What the charts of the service catalogue are drawn from.

use plotters::style::RGBColor;

use super::Kind;
use super::Style;
use super::naming::Naming;
use super::palette;
use crate::evaluate::Outcome;
use crate::evaluate::PolicyAnswers;
use crate::evaluate::Work;
use crate::language::Language;
use crate::language::Text;
use crate::scenario::Scenario;
use crate::scenario::Service;
use crate::scenario::Tables;

/// The most policies that have a panel each.
const MOST_POLICIES: usize = 6;

/// The service catalogue of an outcome, with all that its charts need.
pub(super) struct Catalogue<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) tables: &'a Tables,
    pub(super) naming: &'a Naming<'a>,
    pub(super) style: &'a Style,
    pub(super) outcome: &'a Outcome,
    /// The only policy shown, where one is asked for.
    pub(super) policy: Option<usize>,
}

/// Whether the scenario has what a kind of chart shows.
pub(super) fn asks(scenario: &Scenario, kind: Kind) -> bool {
    match kind {
        Kind::Answers => scenario.answers.is_some(),
        _ => scenario.services.is_some(),
    }
}

/// Why there is nothing to draw.
pub(super) fn obstacle(kind: Kind, outcome: &Outcome) -> Option<Text> {
    if kind == Kind::Answers {
        return outcome.answers.is_none().then(|| {
            Text::new("the scenario does not ask how requests are answered", "该情景未设诉求答复（answers）")
        });
    }
    outcome
        .work
        .iter()
        .all(|work| work.items.is_empty())
        .then(|| Text::new("the scenario has no service catalogue", "该情景没有服务目录"))
}

impl<'a> Catalogue<'a> {
    /// The stem of a chart's file.
    pub(super) fn name(kind: Kind) -> String {
        format!("services-{}", kind.id())
    }

    /// The items of a policy's catalogue.
    pub(super) fn items(&self, policy: usize) -> &'a [Service] {
        let own = self.scenario.policies[policy].services.as_ref();
        own.or(self.scenario.services.as_ref()).map_or(&[], |services| &services.items)
    }

    /// What is asked under a policy.
    pub(super) fn work(&self, policy: usize) -> &'a Work {
        &self.outcome.work[policy]
    }

    /// The policies shown: the baseline, and those that differ from it by what `differs` looks at.
    pub(super) fn policies(&self, differs: impl Fn(&Work, &Work) -> bool) -> Vec<usize> {
        if let Some(policy) = self.policy {
            return vec![policy];
        }
        let baseline = self.scenario.baseline;
        let others = (0..self.outcome.work.len())
            .filter(|policy| *policy != baseline && differs(self.work(*policy), self.work(baseline)));
        std::iter::once(baseline).chain(others).take(MOST_POLICIES).collect()
    }

    /// How requests are answered under the policies shown: the baseline, and those under which answers differ.
    pub(super) fn policies_of_answers(&self) -> Vec<(usize, &'a PolicyAnswers)> {
        let Some(outcome) = &self.outcome.answers else { return Vec::new() };
        let of = |policy: usize| (policy, &outcome.policies[policy]);
        if let Some(policy) = self.policy {
            return vec![of(policy)];
        }
        let baseline = self.scenario.baseline;
        let others = (0..outcome.policies.len())
            .filter(|policy| *policy != baseline && outcome.policies[*policy] != outcome.policies[baseline]);
        std::iter::once(baseline).chain(others).take(MOST_POLICIES).map(of).collect()
    }

    /// The heading of a policy's panel; none where all policies ask the same.
    pub(super) fn heading(&self, policy: usize, shown: &[usize]) -> Option<(RGBColor, String)> {
        let label = self.naming.policy(policy);
        (shown.len() > 1 || self.policy.is_some())
            .then(|| (palette::policy(policy, self.scenario.baseline), self.naming.shown(&label).to_owned()))
    }

    /// What a department is called.
    pub(super) fn department(&self, department: &str, language: Language) -> String {
        let services = self.scenario.services.as_ref();
        let label = services.and_then(|services| services.department_label(department));
        label.map_or_else(|| department.to_owned(), |label| label.get(language).to_owned())
    }

    /// The style's language.
    pub(super) fn language(&self) -> Language {
        self.naming.language()
    }

    /// One of two texts, in the style's language.
    pub(super) fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        match self.language() {
            Language::English => en,
            Language::Chinese => zh,
        }
    }
}
