//! A small scenario for the tests of both documents; its names are as nasty as data can be.

use std::path::Path;

use crate::evaluate;
use crate::evaluate::Outcome;
use crate::evaluate::Provenance;
use crate::language::Language;
use crate::problem::Problems;
use crate::problem::Source;
use crate::report::Subject;
use crate::scenario;
use crate::scenario::Scenario;
use crate::scenario::Tables;
use crate::table;

/// Five communities of two kinds; one is called like a script.
pub(crate) const NASTY: &str = "id,name,kind,population\n\
    A,<script>alert(1)</script>,old,1000\n\
    B,\"R&D \"\"quoted\"\" 'single'\",old,3000\n\
    C,雨润社区,new,9000\n\
    D,</table><img src=x onerror=alert(1)>,new,500\n\
    E,E & F,new,0\n";

/// A scenario over `communities.csv`, its labels nasty too.
pub(crate) const SCENARIO: &str = r#"
title    = { en = "District <b>A</b> & co", zh = "甲<b>区</b>" }
year     = 2019
baseline = "flat"
question = { en = "Who gains if <i>need</i> counts?", zh = "按需分配，谁受益？" }
[tables.communities]
file = "communities.csv"
columns.thousands = "population / 1000"
[parameters.per_head]
value = 18
unit = { en = "yuan per resident", zh = "元/人" }
range = [0, 60]
label = { en = "Per <resident>", zh = "每名常住人口" }
source = "illustrative"
[parameters.B2]
value = 100
[pools.operating]
over = "communities"
label = { en = "Operating [fund]: a/b?", zh = "社区工作经费" }
money = "1000000.05"
[pools.posts]
over = "communities"
label = { en = "Posts", zh = "编制" }
posts = 37
[standards.operating]
need = "B2 + 95 * population"
source = { en = "a made-up \"standard\"", zh = "虚构标准" }
[policies.flat]
label = { en = "One size fits all", zh = "一刀切" }
operating = { rule = "equal" }
posts = { rule = "equal" }
[policies.differentiated]
label = { en = "Differentiated <x>", zh = "差异化" }
[policies.differentiated.operating]
rule = "proportional"
floor = "0.05 * baseline"
cap = "3 * baseline"
[[policies.differentiated.operating.factors]]
id = "size"
label = { en = "Size & such", zh = "规模" }
amount = "per_head * IF(population < 5, 0, population)"
[policies.differentiated.posts]
rule = "proportional"
[[policies.differentiated.posts.factors]]
id = "people"
amount = "thousands"
[groups.kind]
over = "communities"
by = "kind"
label = { en = "Kind <k>", zh = "类别" }
labels = { old = { en = "Old & settled", zh = "老社区" } }
"#;

/// An evaluated scenario.
pub(crate) struct Example {
    /// The scenario.
    pub(crate) scenario: Scenario,
    /// Its tables.
    pub(crate) tables: Tables,
    /// The result.
    pub(crate) outcome: Outcome,
    /// Where its figures come from.
    pub(crate) provenance: Provenance,
}

impl Example {
    /// Evaluates a scenario over one CSV text for each table.
    pub(crate) fn new(scenario: &str, texts: &[&str], overrides: &[&str]) -> Result<Self, Problems> {
        let overrides: Vec<String> = overrides.iter().map(|given| (*given).to_owned()).collect();
        let source = Source { name: "example.toml".into(), text: scenario.into() };
        let draft = scenario::draft(source, Path::new(""), &overrides)?;
        let attempts = draft
            .files
            .iter()
            .zip(texts)
            .map(|(file, text)| table::attempt_bytes(file, text.as_bytes(), None))
            .collect();
        let (scenario, tables) = scenario::check(draft, attempts)?;
        let outcome = evaluate::evaluate(&scenario, &tables)?;
        let provenance = evaluate::provenance(&scenario, &tables);
        Ok(Example { scenario, tables, outcome, provenance })
    }

    /// The nasty one.
    pub(crate) fn nasty() -> Self {
        match Example::new(SCENARIO, &[NASTY], &["per_head=20"]) {
            Ok(example) => example,
            Err(problems) => panic!("{}", problems.render(Language::English, false)),
        }
    }

    /// So many communities of made-up size.
    pub(crate) fn large(count: usize) -> Self {
        let mut text = String::from("id,name,kind,population\n");
        for number in 0..count {
            let (kind, population) = (["old", "new"][number % 2], 100 + number * 7919 % 9973);
            text.push_str(&format!("C{number:06},Community {number},{kind},{population}\n"));
        }
        match Example::new(
            SCENARIO,
            &[&text],
            &["pools.operating.money=300000000", "pools.posts.posts=100000"],
        ) {
            Ok(example) => example,
            Err(problems) => panic!("{}", problems.render(Language::English, false)),
        }
    }

    /// What is reported of it.
    pub(crate) fn subject(&self, language: Language) -> Subject<'_> {
        let Example { scenario, tables, outcome, provenance } = self;
        Subject { scenario, tables, outcome, provenance, language }
    }
}
