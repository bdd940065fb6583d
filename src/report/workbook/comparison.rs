//! The sheet of one pool with live formulas: every member, its groups, and under every policy its award, change and
//! adequacy. What a policy's own sheet works out is only looked up here.

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::evaluate::PoolOutcome;
use crate::report::html::figure;
use crate::report::html::page::pick;

use super::layout::Layout;
use super::place::letters;
use super::place::range;
use super::place::row_number;
use super::place::sheet_prefix;
use super::plan::Key;
use super::plan::Plan;
use super::plan::PolicySheet;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;

/// The most members for whom the Gini coefficient is recalculated: it compares each with every other.
pub(crate) const MOST_COMPARED: usize = 3_000;

/// A column of the sheet; a policy by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Id,
    Name,
    Stratum,
    Population,
    Group(usize),
    Award(usize),
    Change(usize),
    ChangeShare(usize),
    Adequacy(usize),
    PerHead(usize),
    /// Twice the residents of those with less per head, and the residents of those with as much.
    PoorerHeads(usize),
    /// The same of adequacy, over members.
    PoorerMembers(usize),
}

/// The columns of a pool's sheet.
pub(crate) fn items(plan: &Plan<'_>, index: usize) -> Vec<Item> {
    let result = &plan.subject.outcome.pools[index];
    let mut items = vec![Item::Id, Item::Name];
    items.extend(result.strata.is_some().then_some(Item::Stratum));
    items.extend(result.population.is_some().then_some(Item::Population));
    items.extend((0..result.groupings.len()).map(Item::Group));
    let has_need = |policy: usize| result.policies[policy].need.is_some();
    for policy in 0..result.policies.len() {
        items.push(Item::Award(policy));
        if policy != result.baseline {
            items.extend([Item::Change(policy), Item::ChangeShare(policy)]);
        }
        items.extend(has_need(policy).then_some(Item::Adequacy(policy)));
    }
    let compared = result.rows.len() <= MOST_COMPARED;
    for policy in 0..result.policies.len() {
        items.extend(result.population.is_some().then_some(Item::PerHead(policy)));
        items.extend(compared.then_some(Item::PoorerHeads(policy)));
        items.extend((compared && has_need(policy)).then_some(Item::PoorerMembers(policy)));
    }
    items
}

/// All cells of a column, seen from another sheet.
pub(crate) fn item_range(plan: &Plan<'_>, index: usize, item: Item) -> Option<String> {
    let column = items(plan, index).iter().position(|known| *known == item)?;
    let rows = plan.subject.outcome.pools[index].rows.len();
    Some(range(&sheet_prefix(&plan.comparisons[index]), column, rows))
}

/// Writes the sheet.
pub(crate) fn sheet(layout: &Layout<'_>, plan: &Plan<'_>, index: usize) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let result = &layout.subject.outcome.pools[index];
    let pool = &layout.subject.scenario.pools[result.pool];
    let total = figure::with_unit(&pool.unit, pool.total, language);
    let count = figure::decimal(result.rows.len() as f64, 0);
    let note = format!(
        "{total}{}{count}{}",
        pick(language, " for ", "，"),
        pick(
            language,
            " members; the sheet of each policy shows how its awards are worked out.",
            " 个单位；分配额的测算见各方案工作表。",
        ),
    );
    let mut sheet = Sheet::open(&layout.name, pool.label.get(language), &[note], layout.formats)?;
    let items = items(plan, index);
    let writer = Writer { layout, plan, index, result, items: &items };
    sheet.headings(&items.iter().map(|item| writer.heading(*item)).collect::<Vec<_>>())?;
    let is_working =
        |item: &&Item| matches!(item, Item::PerHead(_) | Item::PoorerHeads(_) | Item::PoorerMembers(_));
    sheet.print_columns(items.len() - items.iter().filter(is_working).count());
    for member in 0..result.rows.len() {
        layout.go_on()?;
        for (column, item) in (0..).zip(&items) {
            let seen = writer.seen(*item, member);
            sheet.either(column, writer.text(*item, member).as_deref(), &seen, writer.shown(*item))?;
        }
        sheet.next();
    }
    sheet.finish(2)
}

struct Writer<'a> {
    layout: &'a Layout<'a>,
    plan: &'a Plan<'a>,
    index: usize,
    result: &'a PoolOutcome,
    items: &'a [Item],
}

impl Writer<'_> {
    fn policy(&self, policy: usize) -> &PolicySheet {
        &self.plan.sheets[self.index][policy]
    }

    fn own(&self, item: Item, member: usize) -> Option<String> {
        let column = self.items.iter().position(|known| *known == item)?;
        Some(format!("${}{}", letters(column), row_number(member)))
    }

    /// All cells of a column, seen from the same sheet.
    fn all(&self, item: Item) -> Option<String> {
        let column = self.items.iter().position(|known| *known == item)?;
        Some(range("", column, self.result.rows.len()))
    }

    fn heading(&self, item: Item) -> (String, bool) {
        let language = self.layout.language();
        let scenario = self.layout.subject.scenario;
        let of = |policy: usize, title: &str| {
            (format!("{title}\n{}", scenario.policies[policy].label.get(language)), policy.is_multiple_of(2))
        };
        let say = |en: &'static str, zh: &'static str| pick(language, en, zh);
        match item {
            Item::Id => (say("Id", "编号").to_owned(), false),
            Item::Name => (say("Name", "名称").to_owned(), false),
            Item::Stratum => (say("Stratum", "分块").to_owned(), false),
            Item::Population => (say("Residents", "常住人口").to_owned(), false),
            Item::Group(group) => {
                let grouping = &scenario.groupings[self.result.groupings[group].0];
                (format!("{}{}", say("Group\n", "组别\n"), grouping.label.get(language)), false)
            }
            Item::Award(policy) if policy == self.result.baseline => {
                of(policy, say("Award (baseline)", "分配额（基准）"))
            }
            Item::Award(policy) => of(policy, say("Award", "分配额")),
            Item::Change(policy) => of(policy, say("Change", "增减")),
            Item::ChangeShare(policy) => of(policy, say("Change, %", "增减幅")),
            Item::Adequacy(policy) => of(policy, say("Adequacy", "保障率")),
            Item::PerHead(policy) => of(policy, say("Award per head", "人均分配额")),
            Item::PoorerHeads(policy) => of(policy, say("Rank among heads", "人均位次（人口）")),
            Item::PoorerMembers(policy) => of(policy, say("Rank of adequacy", "保障率位次")),
        }
    }

    fn shown(&self, item: Item) -> Shown {
        let unit = &self.layout.subject.scenario.pools[self.result.pool].unit;
        match item {
            Item::Award(_) => Shown::amount(unit),
            Item::Change(_) => Shown::change(unit),
            Item::ChangeShare(_) => Shown::PercentChange,
            Item::Adequacy(_) => Shown::Percent,
            Item::PerHead(_) if unit.decimals() == 0 => Shown::Index,
            Item::PerHead(_) => Shown::Money,
            Item::Population | Item::PoorerHeads(_) | Item::PoorerMembers(_) => Shown::Whole,
            _ => Shown::General,
        }
    }

    /// What a member has per head of its residents, or without residents its award; and how it weighs.
    fn head(&self, policy: usize, member: usize) -> Option<(f64, f64)> {
        let unit = &self.layout.subject.scenario.pools[self.result.pool].unit;
        match &self.result.population {
            Some(people) => Some((self.result.per_head(policy, member, unit)?, people[member])),
            None => Some((unit.whole(self.result.policies[policy].shared.awards[member]), 1.0)),
        }
    }

    fn seen(&self, item: Item, member: usize) -> Seen {
        let (result, subject) = (self.result, self.layout.subject);
        let pool = &subject.scenario.pools[result.pool];
        let table = &subject.tables.tables[pool.over];
        let row = result.rows[member] as usize;
        let award = |policy: usize| result.policies[policy].shared.awards[member];
        let baseline = award(result.baseline);
        match item {
            Item::Id => Seen::text(table.id(row)),
            Item::Name => Seen::text(table.name(row)),
            Item::Stratum => {
                let stratum = result.strata.as_ref().map(|strata| strata[member] as usize);
                let named = stratum.and_then(|stratum| pool.strata.as_ref()?.totals.get(stratum));
                Seen::text(named.map_or("", |(name, _)| name))
            }
            Item::Population => Seen::number(result.population.as_ref().map(|people| people[member])),
            Item::Group(group) => {
                let membership = &result.groupings[group].1;
                Seen::text(&membership.groups[membership.of[member] as usize])
            }
            Item::Award(policy) => Seen::Number(pool.unit.whole(award(policy))),
            Item::Change(policy) => Seen::Number(pool.unit.whole(award(policy) - baseline)),
            Item::ChangeShare(policy) => {
                let change = (award(policy) - baseline) as f64;
                Seen::number((baseline > 0).then(|| change / baseline as f64))
            }
            Item::Adequacy(policy) => Seen::number(result.adequacy(policy, member, &pool.unit)),
            Item::PerHead(policy) => Seen::number(result.per_head(policy, member, &pool.unit)),
            Item::PoorerHeads(policy) => {
                let others = (0..result.rows.len()).filter_map(|other| self.head(policy, other));
                Seen::number(self.head(policy, member).map(|own| below(own.0, others)))
            }
            Item::PoorerMembers(policy) => {
                let of = |member: usize| result.adequacy(policy, member, &pool.unit);
                let others = (0..result.rows.len()).filter_map(|other| Some((of(other)?, 1.0)));
                Seen::number(of(member).map(|own| below(own, others)))
            }
        }
    }

    fn text(&self, item: Item, member: usize) -> Option<String> {
        let (result, scenario) = (self.result, self.layout.subject.scenario);
        let own = |item: Item| self.own(item, member);
        let change = |policy: usize| {
            let decimals = scenario.pools[result.pool].unit.decimals();
            let (award, from) = (own(Item::Award(policy))?, own(Item::Award(result.baseline))?);
            Some(format!("ROUND({award}-{from},{decimals})"))
        };
        match item {
            Item::Id | Item::Name => None,
            Item::Stratum => self.policy(result.baseline).cell(Key::Stratum, member),
            Item::Population => {
                let over = scenario.pools[result.pool].over;
                let column = scenario.vocabulary.tables[over].column("population")?;
                let sheet = sheet_prefix(&self.plan.worlds[0].tables[over].name);
                Some(format!("{sheet}${}{}", letters(column), row_number(result.rows[member] as usize)))
            }
            Item::Group(group) => {
                let grouping = &scenario.groupings[result.groupings[group].0];
                let text = self.plan.text(self.policy(result.baseline), &grouping.by, member)?;
                Some(text)
            }
            Item::Award(policy) => self.policy(policy).cell(Key::Award, member),
            Item::Change(policy) => change(policy),
            Item::ChangeShare(policy) => {
                let from = own(Item::Award(result.baseline))?;
                Some(format!("IF({from}>0,{}/{from},\"\")", own(Item::Change(policy))?))
            }
            Item::Adequacy(policy) => self.policy(policy).cell(Key::Adequacy, member),
            Item::PerHead(policy) => {
                let (people, award) = (own(Item::Population)?, own(Item::Award(policy))?);
                Some(format!("IF({people}>0,{award}/{people},\"\")"))
            }
            Item::PoorerHeads(policy) => {
                let head =
                    if result.population.is_some() { Item::PerHead(policy) } else { Item::Award(policy) };
                let weights = self.all(Item::Population);
                Some(rank(&self.all(head)?, &own(head)?, weights.as_deref()))
            }
            Item::PoorerMembers(policy) => {
                let adequacy = Item::Adequacy(policy);
                Some(rank(&self.all(adequacy)?, &own(adequacy)?, None))
            }
        }
    }
}

/// Twice the weight of those below a value, and the weight of those at it.
fn below(own: f64, others: impl Iterator<Item = (f64, f64)>) -> f64 {
    others
        .map(|(value, weight)| {
            if value < own {
                2.0 * weight
            } else if value == own {
                weight
            } else {
                0.0
            }
        })
        .sum()
}

/// The text of [`below`].
fn rank(values: &str, own: &str, weights: Option<&str>) -> String {
    let weighted = weights.map_or(String::new(), |weights| format!("*{weights}"));
    let count = format!("SUMPRODUCT((2*({values}<{own})+({values}={own})){weighted})");
    format!("IF({own}=\"\",\"\",{count})")
}
