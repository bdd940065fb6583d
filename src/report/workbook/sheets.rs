//! Which sheets a workbook has, and what they are called.

use crate::claim::Facts;
use crate::evaluate::PoolOutcome;
use crate::language::Language;
use crate::language::Text;
use crate::report::Subject;
use crate::report::html::page::pick;
use crate::scenario::PlacedFormula;

use super::book_name::SheetNames;
use super::parameters::ChosenCells;
use super::plan;
use super::plan::Plan;
use super::plan::PolicySheet;
use super::scheme::Scheme;
use super::staffing;
use super::world::World;

/// The most UTF-16 units of a sheet's name.
const LONGEST: usize = 31;

/// The names of the sheets that every workbook has.
pub(crate) struct Titles {
    pub(crate) summary: String,
    pub(crate) charts: String,
    pub(crate) parameters: String,
    pub(crate) groups: String,
    /// Where posts are judged by WISN.
    pub(crate) staffing: Option<String>,
    /// Where residents' requests are answered.
    pub(crate) answers: Option<String>,
    pub(crate) notes: String,
    /// One per pool of the outcome.
    pub(crate) pools: Vec<String>,
}

impl Titles {
    /// Names in the reader's language.
    pub(crate) fn of(subject: &Subject<'_>, names: &mut SheetNames) -> Titles {
        let language = subject.language;
        let mut name = |en, zh| names.unique(pick(language, en, zh));
        let summary = name("Summary", "概要");
        let charts = name("Charts", "图表");
        let parameters = name("Parameters", "参数");
        let groups = name("Groups", "分组");
        let notes = name("Notes", "说明");
        let staffing = staffing::is_asked(subject).then(|| name("Staffing", "人员配备"));
        let answers = subject.outcome.answers.as_ref().map(|_| name("Answers", "诉求答复"));
        let label = |result: &PoolOutcome| subject.scenario.pools[result.pool].label.get(language);
        let pools = subject.outcome.pools.iter().map(|result| names.unique(label(result))).collect();
        Titles { summary, charts, parameters, groups, staffing, answers, notes, pools }
    }
}

/// The facts as sheets: under the scenario's catalogue, and under each policy's own.
pub(crate) fn worlds<'a>(
    subject: &Subject<'a>,
    facts: &'a Facts<'a>,
    chosen: &'a ChosenCells,
    names: &mut SheetNames,
) -> Vec<World<'a>> {
    let scenario = facts.scenario;
    let shares = scenario.policies.iter().flat_map(|policy| scenario.pools.iter().zip(&policy.shares));
    let formulas: Vec<&PlacedFormula> = shares
        .flat_map(|(pool, share)| plan::formulas(pool, share))
        .chain(scenario.groupings.iter().map(|grouping| &grouping.by))
        .chain(
            scenario
                .pools
                .iter()
                .filter_map(|pool| pool.need.as_ref()?.wisn.as_ref())
                .flat_map(|wisn| &wisn.parts),
        )
        .chain(scenario.answers.iter().flat_map(|answers| answers.formulas()))
        .collect();
    let all = std::iter::once(None).chain((0..scenario.policies.len()).map(Some));
    all.filter_map(|policy: Option<usize>| {
        let under = policy.map_or(facts, |policy| facts.under(policy));
        if policy.is_some() && std::ptr::eq(under, facts) {
            return None;
        }
        let ending = policy.map_or(String::new(), |policy| format!(" {}", scenario.policies[policy].id));
        let tables = scenario.tables.iter().map(|table| names.unique(&format!("{}{ending}", table.name)));
        let tables = tables.collect();
        let services = pick(subject.language, "Services", "服务目录");
        let services = under.services().map(|_| names.unique(&format!("{services}{ending}")));
        Some(World::new(under, tables, services, &chosen.parameters, &formulas))
    })
    .collect()
}

/// Every policy's sheets.
pub(crate) fn plan<'a>(
    subject: &'a Subject<'a>,
    worlds: &'a [World<'a>],
    chosen: &'a ChosenCells,
    titles: &Titles,
    names: &mut SheetNames,
) -> Plan<'a> {
    let workings = names.unique(pick(subject.language, "Workings", "测算过程"));
    let mut plan = Plan {
        subject,
        worlds,
        cells: &chosen.pools,
        workings,
        sheets: Vec::new(),
        comparisons: titles.pools.clone(),
        staffing: titles.staffing.clone(),
        answers: titles.answers.clone(),
    };
    // The first column of the workings names the lines.
    let mut next_part = 1;
    for (pool, result) in subject.outcome.pools.iter().enumerate() {
        let sheets = (0..result.policies.len()).map(|policy| {
            let sheet = policy_sheet(subject, worlds, (pool, policy), next_part, names);
            if sheet.live.is_some() {
                next_part += result.policies[policy].shared.shares.len();
            }
            sheet
        });
        let sheets = sheets.collect();
        plan.sheets.push(sheets);
    }
    settle(&mut plan);
    settle_posts(&mut plan);
    plan
}

fn policy_sheet(
    subject: &Subject<'_>,
    worlds: &[World<'_>],
    (pool, policy): (usize, usize),
    first_part: usize,
    names: &mut SheetNames,
) -> PolicySheet {
    let (scenario, result) = (subject.scenario, &subject.outcome.pools[pool]);
    let spec = &scenario.pools[result.pool];
    let share = &scenario.policies[policy].shares[result.pool];
    let base = worlds.first().map(|world| world.facts);
    let under = base.map(|facts| facts.under(policy));
    let is_own = |world: &World<'_>| under.is_some_and(|under| std::ptr::eq(world.facts, under));
    let world = worlds.iter().position(is_own).unwrap_or(0);
    let scheme = Scheme::of(spec, share);
    let live = scheme.and_then(|scheme| Some((scheme, plan::worked(under?, result, policy, scheme)?)));
    let why = match (&scheme, &live) {
        _ if spec.is_combined() => None,
        (None, _) => Some(Text::new(
            format!("the rule «{}» with this rounding has no formula here.", share.rule.label().en),
            format!("规则“{}”及其取整方法在此没有公式。", share.rule.label().zh),
        )),
        (_, None) => Some(Text::new(
            "the digits of a spreadsheet would not come to the awards of the run.",
            "电子表格的精度不足以得出本次分配额。",
        )),
        _ => None,
    };
    PolicySheet {
        name: names.unique(&sheet_name(subject, result, policy)),
        pool,
        policy,
        world,
        keys: plan::keys(result, scenario, policy, live.as_ref().map(|live| live.0)),
        live,
        why,
        first_part,
        rows: result.rows.len(),
    }
}

/// Pool and policy by their labels where they fit, else by their ids.
fn sheet_name(subject: &Subject<'_>, result: &PoolOutcome, policy: usize) -> String {
    let language: Language = subject.language;
    let (pool, policy) = (&subject.scenario.pools[result.pool], &subject.scenario.policies[policy]);
    let labels = format!("{} {}", pool.label.get(language), policy.label.get(language));
    if labels.encode_utf16().count() <= LONGEST { labels } else { format!("{} {}", pool.id, policy.id) }
}

/// Gives up the formulas of awards whose claims or bounds a spreadsheet cannot say.
fn settle(plan: &mut Plan<'_>) {
    let mut given_up = Vec::new();
    for sheet in plan.sheets.iter().flatten().filter(|sheet| sheet.live.is_some()) {
        let (pool, share) = (plan.pool(sheet), plan.share(sheet));
        let members = [0, sheet.rows.saturating_sub(1)];
        let says = |formula: &PlacedFormula| {
            members.iter().all(|member| plan.text(sheet, formula, *member).is_some())
        };
        if !plan::formulas(pool, share).all(says) {
            given_up.push((sheet.pool, sheet.policy));
        }
    }
    for (pool, policy) in given_up {
        let result = &plan.subject.outcome.pools[pool];
        let sheet = &mut plan.sheets[pool][policy];
        sheet.live = None;
        sheet.keys = plan::keys(result, plan.subject.scenario, policy, None);
        sheet.why = Some(Text::new(
            "a spreadsheet cannot say one of its formulas.",
            "其中有公式无法以电子表格表示。",
        ));
    }
}

/// Gives up the formulas of staffing or of answers where a spreadsheet cannot say one of theirs.
fn settle_posts(plan: &mut Plan<'_>) {
    let says = |sheet: &PolicySheet, formula: &PlacedFormula| {
        let members = [0, sheet.rows.saturating_sub(1)];
        members.iter().all(|member| plan.text(sheet, formula, *member).is_some())
    };
    let sheets = || plan.sheets.iter().flatten();
    let staffed = |sheet: &PolicySheet| {
        let wisn = plan.pool(sheet).need.as_ref().and_then(|need| need.wisn.as_ref());
        wisn.is_none_or(|wisn| wisn.parts.iter().all(|part| says(sheet, part)))
    };
    let answered = |sheet: &PolicySheet| {
        let answers = plan.subject.scenario.answers.as_ref();
        let own = answers.filter(|answers| answers.pool == plan.result(sheet).pool);
        own.is_none_or(|answers| answers.formulas().all(|formula| says(sheet, formula)))
    };
    let (staffed, answered) = (sheets().all(staffed), sheets().all(answered));
    plan.staffing.take_if(|_| !staffed);
    plan.answers.take_if(|_| !answered);
}
