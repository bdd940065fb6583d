//! The sheet of one policy for one pool: every factor, claim, bound and award of every member as a formula.

mod live;

use std::sync::Arc;

use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::report::html::mark;
use crate::report::html::page::pick;
use crate::scenario::PlacedFormula;

use super::layout::Layout;
use super::place::letters;
use super::place::row_number;
use super::place::sheet_prefix;
use super::plan::Key;
use super::plan::Plan;
use super::plan::PolicySheet;
use super::sheet::Sheet;
use super::shown::Seen;
use super::shown::Shown;
use live::Live;

/// Writes the sheet.
pub(crate) fn sheet(
    layout: &Layout<'_>,
    plan: &Plan<'_>,
    policy: &PolicySheet,
) -> Result<Worksheet, XlsxError> {
    let language = layout.language();
    let (pool, scenario) = (plan.pool(policy), layout.subject.scenario);
    let title =
        format!("{} · {}", pool.label.get(language), scenario.policies[policy.policy].label.get(language));
    let writer = Writer { layout, plan, policy };
    let mut sheet = Sheet::open(&layout.name, &title, &[writer.note()], layout.formats)?;
    let headings: Vec<(String, bool)> = policy.keys.iter().map(|key| writer.heading(*key)).collect();
    sheet.headings(&headings)?;
    sheet.print_columns(policy.keys.iter().filter(|key| !writer.is_working(**key)).count());
    for member in 0..policy.rows {
        layout.go_on()?;
        for (column, key) in (0..).zip(&policy.keys) {
            let text = writer.text(*key, member);
            sheet.either(column, text.as_deref(), &writer.seen(*key, member), writer.shown(*key))?;
        }
        sheet.next();
    }
    sheet.finish(2)
}

struct Writer<'a> {
    layout: &'a Layout<'a>,
    plan: &'a Plan<'a>,
    policy: &'a PolicySheet,
}

impl Writer<'_> {
    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        pick(self.layout.language(), en, zh)
    }

    /// What stands under the title: the rule, and whether the awards follow.
    fn note(&self) -> String {
        let language = self.layout.language();
        let share = self.plan.share(self.policy);
        let pool = self.plan.pool(self.policy);
        if let Some(why) = &self.policy.why {
            let marked = self.say(
                "Awards on this sheet are values, not recalculated: ",
                "本表分配额为数值，不随参数重算：",
            );
            return format!("{marked}{}", why.get(language));
        }
        if pool.is_combined() {
            return self.say("Awards of other pools added up.", "其他总盘分配额的合计。").to_owned();
        }
        let live = self.say(
            "Every cell is a formula: a change on the sheet of parameters changes the awards. Columns after the adequacy are workings, in steps.",
            "各单元格均为公式：在参数表中修改取值，分配额随之改变。保障率之后各列为测算过程（以最小单位计）。",
        );
        let stop = self.say(". ", "。");
        format!("{}{stop}{live}", share.rule.label().get(language).trim_end_matches(['.', '。']))
    }

    fn heading(&self, key: Key) -> (String, bool) {
        let language = self.layout.language();
        let result = self.plan.result(self.policy);
        let scenario = self.layout.subject.scenario;
        let title = match key {
            Key::Id => self.say("Id", "编号"),
            Key::Name => self.say("Name", "名称"),
            Key::Stratum => self.say("Stratum", "分块"),
            Key::Factor(factor) => {
                let parts = scenario.claim_parts(self.policy.policy, result.pool);
                let label = parts.get(factor).map_or("", |(_, label)| label.get(language));
                return (format!("{}{label}", self.say("Factor: ", "因素：")), false);
            }
            Key::Claim => self.say("Claim", "测算额"),
            Key::Floor => self.say("Floor", "保底"),
            Key::Cap => self.say("Cap", "封顶"),
            Key::Existing => self.say("Existing", "现有"),
            Key::Award if self.policy.why.is_some() => {
                self.say("Award\n(value, not recalculated)", "分配额\n（数值，不重算）")
            }
            Key::Award => self.say("Award", "分配额"),
            Key::Bound => self.say("Bound", "约束"),
            Key::Tie => self.say("Tie", "并列"),
            Key::Need => self.say("Need", "标准支出"),
            Key::Adequacy => self.say("Adequacy", "保障率"),
            Key::Part => self.say("Part", "分盘序号"),
            Key::Weight => self.say("Weight in steps", "权重（最小单位）"),
            Key::Constant => self.say("Less existing, in steps", "扣除现有（最小单位）"),
            Key::Least => self.say("Floor in steps", "保底（最小单位）"),
            Key::Most => self.say("Cap in steps", "封顶（最小单位）"),
            Key::Share => self.say("Share at λ, in steps", "按 λ 的份额（最小单位）"),
            Key::Whole => self.say("Whole steps", "整数部分"),
            Key::Rest if self.is_by_divisor() => self.say("λ of the next step", "下一单位的 λ"),
            Key::Rest => self.say("Remainder", "余数"),
            Key::Order => self.say("Order of the id", "编号次序"),
            Key::Tied => self.say("At the cut", "恰在界限"),
        };
        (title.to_owned(), self.is_working(key))
    }

    fn is_by_divisor(&self) -> bool {
        self.policy.live.as_ref().is_some_and(|(scheme, _)| scheme.by_divisor())
    }

    fn is_working(&self, key: Key) -> bool {
        let workings = [
            Key::Part,
            Key::Weight,
            Key::Constant,
            Key::Least,
            Key::Most,
            Key::Share,
            Key::Whole,
            Key::Rest,
            Key::Order,
            Key::Tied,
        ];
        workings.contains(&key)
    }

    fn shown(&self, key: Key) -> Shown {
        let unit = &self.plan.pool(self.policy).unit;
        match key {
            Key::Factor(_) | Key::Claim | Key::Floor | Key::Cap | Key::Existing | Key::Need => Shown::Money,
            Key::Award => Shown::amount(unit),
            Key::Adequacy => Shown::Percent,
            Key::Part | Key::Least | Key::Most | Key::Whole | Key::Order | Key::Tied => Shown::Whole,
            Key::Weight | Key::Constant | Key::Share => Shown::Index,
            Key::Rest => Shown::General,
            _ => Shown::General,
        }
    }

    /// What a cell shows before it is computed again.
    fn seen(&self, key: Key, member: usize) -> Seen {
        let result = self.plan.result(self.policy);
        let pool = self.plan.pool(self.policy);
        let table = &self.layout.subject.tables.tables[pool.over];
        let (row, language) = (result.rows[member] as usize, self.layout.language());
        let outcome = &result.policies[self.policy.policy];
        let shared = &outcome.shared;
        let of =
            |amounts: &Option<Arc<Vec<f64>>>| Seen::number(amounts.as_ref().map(|amounts| amounts[member]));
        match key {
            Key::Id => Seen::text(table.id(row)),
            Key::Name => Seen::text(table.name(row)),
            Key::Stratum => {
                let stratum = result.strata.as_ref().map(|strata| strata[member] as usize);
                let named = stratum.and_then(|stratum| pool.strata.as_ref()?.totals.get(stratum));
                Seen::text(named.map_or("", |(name, _)| name))
            }
            Key::Factor(factor) => {
                let parts = shared.claims.as_ref().and_then(|claims| claims.parts.get(factor));
                Seen::number(parts.map(|amounts| amounts[member]))
            }
            Key::Claim => Seen::number(shared.claims.as_ref().map(|claims| claims.totals[member])),
            Key::Floor => of(&shared.floors),
            Key::Cap => of(&shared.caps),
            Key::Existing => of(&shared.existing),
            Key::Award => Seen::Number(pool.unit.whole(shared.awards[member])),
            Key::Bound => Seen::text(mark::bound(shared.bounds[member], language)),
            Key::Tie => Seen::text(mark::tie(shared.ties[member], language)),
            Key::Need => Seen::number(outcome.need.as_ref().map(|need| need[member])),
            Key::Adequacy => Seen::number(result.adequacy(self.policy.policy, member, &pool.unit)),
            working => self.working(working, member),
        }
    }

    fn working(&self, key: Key, member: usize) -> Seen {
        let Some((_, worked)) = &self.policy.live else { return Seen::Nothing };
        let part = |member: usize| {
            let shares = &self.plan.result(self.policy).policies[self.policy.policy].shared.shares;
            shares.iter().position(|part| part.members.binary_search(&(member as u32)).is_ok())
        };
        let number = match key {
            Key::Part => part(member).map_or(f64::NAN, |part| part as f64 + 1.0),
            Key::Weight => worked.weight[member],
            Key::Constant => worked.constant[member],
            Key::Least => worked.least[member],
            Key::Most => worked.most[member],
            Key::Share => worked.share[member],
            Key::Whole => worked.whole[member],
            Key::Rest => worked.rest[member],
            Key::Tied => worked.tied[member],
            Key::Order => worked.order[member],
            _ => f64::NAN,
        };
        Seen::number(Some(number))
    }

    /// The formula of a cell; `None` for what is given.
    fn text(&self, key: Key, member: usize) -> Option<String> {
        let (policy, share) = (self.policy, self.plan.share(self.policy));
        let pool = self.plan.pool(policy);
        let own = |key: Key| policy.own(key, member);
        let formula = |formula: &PlacedFormula| self.plan.text(policy, formula, member);
        match key {
            Key::Stratum => {
                let column = &pool.strata.as_ref()?.column;
                self.fact(pool.over, column, member)
            }
            Key::Factor(factor) if pool.is_combined() => self.part_of_combined(factor, member),
            Key::Factor(factor) => formula(&share.factors[factor].amount),
            Key::Claim => {
                let (first, last) = (own(Key::Factor(0))?, own(Key::Factor(share.factors.len() - 1))?);
                Some(format!("SUM({first}:{last})"))
            }
            Key::Floor => formula(share.floor.as_ref()?),
            Key::Cap => formula(share.cap.as_ref()?),
            Key::Existing => formula(share.existing.as_ref()?),
            Key::Need => formula(&pool.need.as_ref()?.formula),
            Key::Adequacy => {
                let (need, award) = (own(Key::Need)?, own(Key::Award)?);
                Some(format!("IF({need}>0,{award}/{need},\"\")"))
            }
            Key::Award if pool.is_combined() => {
                let parts = pool.combines.len();
                let (first, last) = (own(Key::Factor(0))?, own(Key::Factor(parts - 1))?);
                Some(format!("ROUND(SUM({first}:{last}),{})", pool.unit.decimals()))
            }
            key => {
                let (scheme, _) = policy.live.as_ref()?;
                Live { plan: self.plan, policy, scheme: *scheme, member, language: self.layout.language() }
                    .text(key)
            }
        }
    }

    /// The cell of a column of a table, for a member.
    fn fact(&self, table: usize, column: &str, member: usize) -> Option<String> {
        let world = self.plan.world(self.policy);
        let column = self.layout.subject.scenario.vocabulary.tables[table].column(column)?;
        let row = row_number(self.plan.result(self.policy).rows[member] as usize);
        Some(format!("{}${}{row}", sheet_prefix(&world.tables[table].name), letters(column)))
    }

    /// The award of one of the pools that a combined pool adds up.
    fn part_of_combined(&self, part: usize, member: usize) -> Option<String> {
        let (pool, result) = (self.plan.pool(self.policy), self.plan.result(self.policy));
        let pools = &self.layout.subject.outcome.pools;
        let index = pools.iter().position(|other| Some(&other.pool) == pool.combines.get(part))?;
        let row = result.rows[member];
        let member = pools[index].rows.binary_search(&row).ok()?;
        self.plan.sheets[index][self.policy.policy].cell(Key::Award, member)
    }
}
